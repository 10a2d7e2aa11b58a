//! Coding: codes on words, their mentions and memos.

mod each;

pub use each::code_each;

use super::guard::{inside, known};
use super::words::{all_quoted, counted, drop_repeats, not_possible, quoted, swap, words_of};
use crate::document::{Edit, Refused};
use crate::model::annotation::{Annotation, Mention};
use crate::model::claim::Claim;
use crate::model::codebook::Code;
use crate::model::id::{AnnotationId, CodeId, RecordId, SourceId};
use crate::model::link::Link;
use crate::model::report::{Passage, Report};
use crate::model::text::TextSpan;

/// Codes words of a source. Spans may come in any order and overlap; they are put in order and
/// joined where they overlap or touch.
///
/// # Errors
/// When there are no words, the source or a code is gone, or a span lies outside the text.
pub fn code(
    edit: &mut Edit,
    source: SourceId,
    spans: Vec<TextSpan>,
    codes: Vec<CodeId>,
) -> Result<AnnotationId, Refused> {
    let spans = normalised(edit, source, spans)?;
    let id = edit.new_id();
    let mut annotation = Annotation {
        id,
        source,
        spans,
        codes,
        mentions: Vec::new(),
        memo: String::new(),
        quote: None,
        made: edit.made(),
    };
    drop_repeats(&mut annotation.codes);
    let names = code_names(edit, &annotation.codes)?;
    edit.label(format!(
        "code {}{}",
        words(edit, &annotation),
        as_codes(&names)
    ));
    edit.put(annotation);
    Ok(id)
}

/// Gives an annotation exactly these codes; none is allowed.
///
/// # Errors
/// When the annotation or a code is gone.
pub fn set_codes(
    edit: &mut Edit,
    annotation: AnnotationId,
    mut codes: Vec<CodeId>,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    drop_repeats(&mut codes);
    let names = code_names(edit, &codes)?;
    edit.label(format!(
        "recode {}{}",
        words(edit, &found),
        as_codes(&names)
    ));
    edit.change::<Annotation>(annotation, |annotation| annotation.codes = codes)
}

/// Puts one code in the place of another.
///
/// # Errors
/// When the annotation or the new code is gone, or the annotation does not have the old one.
pub fn recode(
    edit: &mut Edit,
    annotation: AnnotationId,
    old: CodeId,
    new: CodeId,
) -> Result<(), Refused> {
    let found = with_code(edit, annotation, old)?;
    let names = code_names(edit, &[new])?;
    edit.label(format!(
        "recode {}{}",
        words(edit, &found),
        as_codes(&names)
    ));
    edit.change::<Annotation>(annotation, |annotation| {
        swap(&mut annotation.codes, old, new);
    })
}

/// Adds a code behind those an annotation has.
///
/// # Errors
/// When the annotation or the code is gone.
pub fn add_code(edit: &mut Edit, annotation: AnnotationId, code: CodeId) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let names = code_names(edit, &[code])?;
    edit.label(format!("code {}{}", words(edit, &found), as_codes(&names)));
    edit.change::<Annotation>(annotation, |annotation| {
        annotation.codes.push(code);
        drop_repeats(&mut annotation.codes);
    })
}

/// Takes a code off an annotation, which stays even without any.
///
/// # Errors
/// When the annotation is gone or does not have the code.
pub fn remove_code(edit: &mut Edit, annotation: AnnotationId, code: CodeId) -> Result<(), Refused> {
    let found = with_code(edit, annotation, code)?;
    let name = edit.get::<Code>(code)?.name.clone();
    edit.label(format!(
        "remove {} from {}",
        quoted(&name),
        words(edit, &found)
    ));
    edit.change::<Annotation>(annotation, |annotation| {
        annotation.codes.retain(|other| *other != code);
    })
}

/// Notes something about an annotation.
///
/// # Errors
/// When the annotation is gone.
pub fn set_memo(
    edit: &mut Edit,
    annotation: AnnotationId,
    memo: impl Into<String>,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    edit.label(format!("note on {}", words(edit, &found)));
    edit.change::<Annotation>(annotation, |annotation| annotation.memo = memo.into())
}

/// Says whom, where and when the words of an annotation mention.
///
/// # Errors
/// When the annotation, an actor or a place is gone, or a span lies outside the text.
pub fn set_mentions(
    edit: &mut Edit,
    annotation: AnnotationId,
    mentions: Vec<Mention>,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let spans = mentions.iter().filter_map(|mention| mention.span);
    inside(edit, found.source, spans)?;
    let mut changed = Annotation::clone(&found);
    changed.mentions = mentions;
    known(edit, &changed)?;
    edit.label(format!("mentions of {}", words(edit, &found)));
    edit.put(changed);
    Ok(())
}

/// Grows, shrinks or moves an annotation. The new spans are chosen on the text as it stands, so a
/// pending review is settled. A mention goes with the words it stood on.
///
/// # Errors
/// When there are no words, the annotation is gone, or a span lies outside the text.
pub fn set_spans(
    edit: &mut Edit,
    annotation: AnnotationId,
    spans: Vec<TextSpan>,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let spans = normalised(edit, found.source, spans)?;
    let moved = on_words(&found, spans);
    edit.label(format!(
        "change the words of {}{}",
        words(edit, &found),
        without(&found, &moved)
    ));
    edit.put(moved);
    Ok(())
}

/// Accepts the words that now stand under an annotation.
///
/// # Errors
/// When the annotation is gone.
pub fn accept_review(edit: &mut Edit, annotation: AnnotationId) -> Result<(), Refused> {
    edit.change::<Annotation>(annotation, |annotation| annotation.quote = None)?;
    let found = edit.get::<Annotation>(annotation)?;
    edit.label(format!("accept the words {}", words(edit, &found)));
    Ok(())
}

/// Deletes an annotation. What rests on it stays: its reports and claims keep the source and the
/// words, and its links become the analyst's own.
///
/// # Errors
/// When the annotation is gone.
pub fn delete(edit: &mut Edit, annotation: AnnotationId) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let missing = Passage::Missing {
        source: found.source,
        quote: words_of(edit.project(), &found),
    };
    let resting: Vec<RecordId> = edit.now().referrers(annotation).collect();
    for id in resting {
        match id {
            RecordId::Report(id) => {
                edit.change::<Report>(id, |report| report.passage = missing.clone())?;
            }
            RecordId::Claim(id) => {
                edit.change::<Claim>(id, |claim| claim.passage = missing.clone())?;
            }
            RecordId::Link(id) => edit.change::<Link>(id, |link| link.asserted_in = None)?,
            _ => {}
        }
    }
    edit.label(format!("delete annotation {}", words(edit, &found)));
    edit.remove(annotation);
    Ok(())
}

/// An annotation on other words, its review settled. A mention that stood on words which are no
/// longer part of it goes; one of the annotation as a whole, or of words outside it, stays.
pub(super) fn on_words(annotation: &Annotation, spans: Vec<TextSpan>) -> Annotation {
    let touches = |spans: &[TextSpan], words| spans.iter().any(|span| span.overlaps(words));
    let mut moved = Annotation {
        quote: None,
        ..annotation.clone()
    };
    moved.mentions.retain(|mention| {
        mention
            .span
            .is_none_or(|words| touches(&spans, words) || !touches(&annotation.spans, words))
    });
    moved.spans = spans;
    moved
}

/// Says in a label that mentions went with their words.
pub(super) fn without(before: &Annotation, after: &Annotation) -> String {
    match before.mentions.len().saturating_sub(after.mentions.len()) {
        0 => String::new(),
        gone => format!(", without {}", counted(gone, "mention", "mentions")),
    }
}

/// Sorted spans that neither overlap nor touch, all on whole characters of the source.
pub(super) fn normalised(
    edit: &Edit,
    source: SourceId,
    mut spans: Vec<TextSpan>,
) -> Result<Vec<TextSpan>, Refused> {
    spans.sort_unstable();
    let mut joined: Vec<TextSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        let grown = joined
            .last()
            .filter(|last| span.start() <= last.end())
            .and_then(|last| TextSpan::new(last.start(), last.end().max(span.end())));
        match (grown, joined.last_mut()) {
            (Some(grown), Some(last)) => *last = grown,
            _ => joined.push(span),
        }
    }
    if joined.is_empty() {
        return Err(not_possible("no words are selected (select some first)"));
    }
    inside(edit, source, joined.iter().copied())?;
    Ok(joined)
}

fn with_code(
    edit: &Edit,
    annotation: AnnotationId,
    code: CodeId,
) -> Result<std::sync::Arc<Annotation>, Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    if found.codes.contains(&code) {
        return Ok(found);
    }
    Err(not_possible(format!(
        "{} does not have that code",
        words(edit, &found)
    )))
}

fn code_names(edit: &Edit, codes: &[CodeId]) -> Result<Vec<String>, Refused> {
    let name = |id: &CodeId| edit.get::<Code>(*id).map(|code| code.name.clone());
    codes.iter().map(name).collect()
}

fn as_codes(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!(" as {}", all_quoted(names.iter().map(String::as_str)))
}

/// The words of an annotation between quotation marks.
pub(super) fn words(edit: &Edit, annotation: &Annotation) -> String {
    quoted(&words_of(edit.project(), annotation))
}
