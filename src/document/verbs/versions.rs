//! New versions of a source: the new text is a source of its own, which supersedes the old one.
//!
//! What stands in the old text is re-pointed: an annotation keeps its id, so that reports, claims
//! and links rest on it as before, now in the new text. What found no place stays with the old
//! version, which stays as it is, and is listed as needing review.

use super::annotations::{self, normalised};
use super::guard::{inside, known};
use super::sources::add_source;
use super::views;
use super::words::{not_possible, quoted, words_of};
use crate::document::{Edit, Refused};
use crate::model::anchor::Anchor;
use crate::model::annotation::{Annotation, Mention};
use crate::model::id::{AnchorId, AnnotationId, RecordId, SourceId};
use crate::model::source::{Original, ReadingStatus, Source};
use crate::model::text::{Sha, TextSpan};

/// A new version of a source: its text, and where everything stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// SHA-256 of the new text, which is in the document already.
    pub text: Sha,
    /// The file it came from.
    pub original: Original,
    /// The annotations that found a place.
    pub annotations: Vec<PlacedAnnotation>,
    /// The passages with their own "now" that found a place.
    pub anchors: Vec<(AnchorId, TextSpan)>,
    /// The stretches of the new text that are not the author's.
    pub boilerplate: Vec<TextSpan>,
}

/// An annotation and its place in the new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedAnnotation {
    /// Which.
    pub id: AnnotationId,
    /// Its stretches there.
    pub spans: Vec<TextSpan>,
    /// What its words mention, with their places there.
    pub mentions: Vec<Mention>,
    /// Whether a person still has to look at it: it keeps the words it was made on.
    pub needs_review: bool,
}

/// Puts a new version in the place of a source: with all that is known of it but the text, and to
/// be read on where it was read to the end.
///
/// # Errors
/// When the source or something placed is gone or stands elsewhere by now, the source has a newer
/// version already, its text is the same, or a place lies outside the new text.
pub fn update_text(
    edit: &mut Edit,
    old: SourceId,
    version: NewVersion,
) -> Result<SourceId, Refused> {
    let before = edit.get::<Source>(old)?;
    refuse_second_version(edit, old)?;
    if before.text == version.text {
        return Err(not_possible(format!(
            "the text of {} is the same (choose the file of the new version)",
            quoted(&before.title)
        )));
    }
    let source = Source {
        id: edit.new_id(),
        supersedes: Some(old),
        text: version.text,
        original: version.original,
        boilerplate: version.boilerplate,
        status: match before.status {
            ReadingStatus::Unread => ReadingStatus::Unread,
            _ => ReadingStatus::InWork,
        },
        ..Source::clone(&before)
    };
    let new = add_source(edit, source)?;
    let stretches = edit.get::<Source>(new)?.boilerplate.clone();
    inside(edit, new, stretches)?;
    for placed in version.annotations {
        repoint(edit, (old, new), placed)?;
    }
    for (id, span) in version.anchors {
        stands_in(edit.get::<Anchor>(id)?.source, old, id.into())?;
        inside(edit, new, [span])?;
        edit.change::<Anchor>(id, |anchor| (anchor.source, anchor.span) = (new, span))?;
    }
    views::follow(edit, old.into(), Some(new.into()))?;
    edit.label(format!("update the text of {}", quoted(&before.title)));
    Ok(new)
}

/// Puts an annotation on other words, in its own source or in a newer version of it. The words are
/// chosen by a person, so a pending review is settled; mentions whose words are not among them
/// stand for the whole annotation.
///
/// # Errors
/// When there are no words, the annotation or the source is gone, the source is no version of the
/// one it stands in, or a span lies outside the text.
pub fn put_on(
    edit: &mut Edit,
    annotation: AnnotationId,
    source: SourceId,
    spans: Vec<TextSpan>,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(annotation)?;
    if source == found.source {
        return annotations::set_spans(edit, annotation, spans);
    }
    if source != edit.now().newest_version(found.source) {
        return Err(not_possible(format!(
            "{} does not stand in that source (select words of the one it was made on, or of its newest version)",
            quoted(&words_of(edit.project(), &found))
        )));
    }
    let spans = normalised(edit, source, spans)?;
    // Where its mentions stand in another text nobody said: they are of the annotation as a whole.
    let mentions = found.mentions.iter().map(|mention| Mention {
        span: None,
        of: mention.of.clone(),
    });
    let mentions = mentions.collect();
    edit.label(format!(
        "put {} on other words",
        quoted(&words_of(edit.project(), &found))
    ));
    edit.change::<Annotation>(annotation, |annotation| {
        annotation.source = source;
        annotation.spans = spans;
        annotation.mentions = mentions;
        annotation.quote = None;
    })
}

fn refuse_second_version(edit: &Edit, old: SourceId) -> Result<(), Refused> {
    let Some(newer) = edit.now().newer_version(old) else {
        return Ok(());
    };
    Err(not_possible(format!(
        "{} has a newer version already (open that one and update its text)",
        quoted(&newer.title)
    )))
}

fn repoint(
    edit: &mut Edit,
    (old, new): (SourceId, SourceId),
    placed: PlacedAnnotation,
) -> Result<(), Refused> {
    let found = edit.get::<Annotation>(placed.id)?;
    stands_in(found.source, old, placed.id.into())?;
    let quote = placed
        .needs_review
        .then(|| words_of(edit.project(), &found).into());
    let mut changed = Annotation::clone(&found);
    changed.source = new;
    changed.spans = normalised(edit, new, placed.spans)?;
    let mentioned = placed.mentions.iter().filter_map(|mention| mention.span);
    inside(edit, new, mentioned)?;
    changed.mentions = placed.mentions;
    changed.quote = quote;
    known(edit, &changed)?;
    edit.put(changed);
    Ok(())
}

fn stands_in(source: SourceId, expected: SourceId, id: RecordId) -> Result<(), Refused> {
    if source == expected {
        Ok(())
    } else {
        Err(Refused::Stale { id })
    }
}
