//! The stretches of an annotation: a further one, one less, two annotations of one, one of two.
//!
//! Whoever changes the words of an annotation has them in view, so a pending review is settled.

use super::annotations::{normalised, on_words, without, words};
use super::words::{drop_repeats, not_possible, note, quoted};
use crate::document::{Edit, Refused};
use crate::model::annotation::{Annotation, Mention};
use crate::model::claim::Claim;
use crate::model::id::{AnnotationId, RecordId, SourceId};
use crate::model::link::Link;
use crate::model::report::{Passage, Report};
use crate::model::text::{ByteOffset, Quote, SourceText, TextSpan};

/// Adds words to an annotation, as stretches of their own where anything but blanks stands between.
///
/// # Errors
/// When the annotation is gone, there are no words, they are all part of it already, or a span
/// lies outside the text.
pub fn add_spans(
    edit: &mut Edit,
    annotation: AnnotationId,
    spans: Vec<TextSpan>,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let added = normalised(edit, found.source, spans)?;
    let all = closed(edit, found.source, [&found.spans[..], &added[..]].concat())?;
    if all == found.spans {
        return Err(not_possible(format!(
            "those words are part of {} already (select others)",
            words(edit, &found)
        )));
    }
    edit.label(format!(
        "add {} to {}",
        quoted(&text_of(edit, found.source, &added)),
        words(edit, &found)
    ));
    edit.put(on_words(&found, all));
    Ok(())
}

/// Takes the stretch around a place off an annotation; a mention goes with the words it stood on.
///
/// # Errors
/// When the annotation is gone, none of its stretches is there, or it has no other.
pub fn remove_span(
    edit: &mut Edit,
    annotation: AnnotationId,
    at: ByteOffset,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let Some(gone) = span_at(&found.spans, at) else {
        return Err(not_possible(format!(
            "no words of {} stand there (put the caret into the stretch to be taken off)",
            words(edit, &found)
        )));
    };
    let left: Vec<TextSpan> = found
        .spans
        .iter()
        .copied()
        .filter(|it| *it != gone)
        .collect();
    if left.is_empty() {
        return Err(not_possible(format!(
            "{} has no other words (delete the annotation instead)",
            words(edit, &found)
        )));
    }
    let moved = on_words(&found, left);
    edit.label(format!(
        "take {} off {}{}",
        quoted(&text_of(edit, found.source, &[gone])),
        words(edit, &found),
        without(&found, &moved)
    ));
    edit.put(moved);
    Ok(())
}

/// The stretch around a place, or the one that ends there.
fn span_at(spans: &[TextSpan], at: ByteOffset) -> Option<TextSpan> {
    let around = |span: &&TextSpan| span.start() <= at && at < span.end();
    let ending = |span: &&TextSpan| span.end() == at;
    let found = spans.iter().find(around);
    found.or_else(|| spans.iter().find(ending)).copied()
}

/// Makes two annotations of one: what stands before a place, and what stands behind it, which is
/// new. Blanks at the cut belong to neither.
///
/// The second has the same codes. The memo, and what rests on the annotation, stays with the first.
/// A mention goes where its words begin; one of the annotation as a whole is kept by both.
///
/// # Errors
/// When the annotation is gone, or has no words on one side of the place.
pub fn split(
    edit: &mut Edit,
    annotation: AnnotationId,
    at: ByteOffset,
) -> Result<AnnotationId, Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    let (before, behind) = parted(edit, &found, at);
    if before.is_empty() || behind.is_empty() {
        return Err(not_possible(format!(
            "{} cannot be split there (put the caret between two of its words)",
            words(edit, &found)
        )));
    }
    let side = |behind: bool| -> Vec<Mention> {
        let here = |mention: &&Mention| {
            let begins = mention.span.map(TextSpan::start);
            begins.is_none_or(|start| (start >= at) == behind)
        };
        found.mentions.iter().filter(here).cloned().collect()
    };
    let id = edit.new_id();
    let second = Annotation {
        id,
        spans: behind,
        mentions: side(true),
        memo: String::new(),
        quote: None,
        made: edit.made(),
        ..Annotation::clone(&found)
    };
    let first = Annotation {
        spans: before,
        mentions: side(false),
        quote: None,
        ..Annotation::clone(&found)
    };
    edit.label(format!("split {}", words(edit, &found)));
    edit.put(first);
    edit.put(second);
    Ok(id)
}

/// The words of an annotation before and behind a place; none where the place cuts a character.
fn parted(edit: &Edit, found: &Annotation, at: ByteOffset) -> (Vec<TextSpan>, Vec<TextSpan>) {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let text = edit.project().text_of(found.source);
    let Some(text) = text.filter(|text| text.as_str().is_char_boundary(at.index())) else {
        return (before, behind);
    };
    for span in found.spans.iter().copied() {
        if span.end() <= at {
            before.push(span);
        } else if at <= span.start() {
            behind.push(span);
        } else {
            before.extend(without_blanks(
                text,
                TextSpan::new(span.start(), at),
                str::trim_end,
            ));
            behind.extend(without_blanks(
                text,
                TextSpan::new(at, span.end()),
                str::trim_start,
            ));
        }
    }
    (before, behind)
}

/// A part of a stretch without the blanks at its cut; `None` when nothing else is left.
fn without_blanks(
    text: &SourceText,
    part: Option<TextSpan>,
    trim: fn(&str) -> &str,
) -> Option<TextSpan> {
    let part = part?;
    let all = text.get(part)?;
    let words = trim(all);
    let start = part.range().start;
    match all.starts_with(words) {
        true => TextSpan::from_range(start..start + words.len()),
        false => TextSpan::from_range(part.range().end - words.len()..part.range().end),
    }
}

/// Makes one annotation of two: `keep` has the words, codes, mentions and memo of both, and what
/// rested on the other rests on it.
///
/// # Errors
/// When one is gone, both are the same, or they stand in different sources.
pub fn join(edit: &mut Edit, keep: AnnotationId, absorbed: AnnotationId) -> Result<(), Refused> {
    let (kept, gone) = (
        edit.get::<Annotation>(keep)?,
        edit.get::<Annotation>(absorbed)?,
    );
    if keep == absorbed || kept.source != gone.source {
        return Err(not_possible(format!(
            "{} cannot be joined with that (choose another annotation of the same source)",
            words(edit, &kept)
        )));
    }
    let mut joined = Annotation::clone(&kept);
    joined.spans = closed(
        edit,
        kept.source,
        [&kept.spans[..], &gone.spans[..]].concat(),
    )?;
    joined.quote = None;
    joined.codes.extend(&gone.codes);
    drop_repeats(&mut joined.codes);
    joined.mentions.extend(gone.mentions.iter().cloned());
    drop_repeats(&mut joined.mentions);
    note(&mut joined.memo, &gone.memo);
    edit.label(format!(
        "join {} with {}",
        words(edit, &kept),
        words(edit, &gone)
    ));
    edit.put(joined);
    rest_on(edit, absorbed, keep)?;
    edit.remove(absorbed);
    Ok(())
}

/// Lets what rests on one annotation rest on another.
fn rest_on(edit: &mut Edit, from: AnnotationId, to: AnnotationId) -> Result<(), Refused> {
    let resting: Vec<RecordId> = edit.now().referrers(from).collect();
    let passage = Passage::Annotation(to);
    for id in resting {
        match id {
            RecordId::Report(id) => {
                edit.change::<Report>(id, |report| report.passage = passage.clone())?;
            }
            RecordId::Claim(id) => {
                edit.change::<Claim>(id, |claim| claim.passage = passage.clone())?;
            }
            RecordId::Link(id) => edit.change::<Link>(id, |link| link.asserted_in = Some(to))?,
            _ => {}
        }
    }
    Ok(())
}

/// Normalised spans, joined also where nothing but blanks stands between them.
fn closed(edit: &Edit, source: SourceId, spans: Vec<TextSpan>) -> Result<Vec<TextSpan>, Refused> {
    let text = edit.project().text_of(source);
    let blank = |from, to| {
        let between = TextSpan::new(from, to).zip(text);
        let between = between.and_then(|(span, text)| text.get(span));
        between.is_some_and(|words| words.trim().is_empty())
    };
    let mut all: Vec<TextSpan> = Vec::with_capacity(spans.len());
    for span in normalised(edit, source, spans)? {
        match all.last_mut() {
            Some(last) if blank(last.end(), span.start()) => *last = last.hull(span),
            _ => all.push(span),
        }
    }
    Ok(all)
}

fn text_of(edit: &Edit, source: SourceId, spans: &[TextSpan]) -> String {
    let text = edit.project().text_of(source);
    let parts: Vec<&str> = spans.iter().filter_map(|span| text?.get(*span)).collect();
    parts.join(Quote::GAP)
}
