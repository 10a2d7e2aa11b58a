//! What stands in the margin of the source being read: memos, and passages with their own "now".
//!
//! In: the project and the index of what stands where. Out: the notes on a range of bytes, and
//! nothing of the rest.

use super::reader::MarginNote;
use super::shown::Shown;
use crate::derived::Reading;
use crate::model::anchor::Anchor;
use crate::model::id::{AnnotationId, SourceId};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::text::TextSpan;
use std::ops::Range;

/// The margin shows so many characters of a note; the inspector shows all of it.
const NOTE_LENGTH: usize = 96;

/// The notes on words in a range of bytes: memos of annotations that show and begin there, passages
/// with their own "now" that touch it, and where it begins at 0 the memo of the source.
pub(super) fn notes(
    project: &Project,
    source: &Source,
    reading: &Reading,
    shown: &Shown,
    range: Range<usize>,
) -> Vec<MarginNote> {
    let of_source = (range.start == 0).then(|| source_note(source)).flatten();
    let anchors = reading.anchors_in(range.clone());
    let anchors = anchors.filter_map(|id| Some(anchor_note(project.anchors.get(&id)?)));
    let memos = reading.memos_in(range);
    let memos = memos.filter_map(|memo| memo_note(project, shown, memo.id));
    of_source.into_iter().chain(anchors).chain(memos).collect()
}

fn source_note(source: &Source) -> Option<MarginNote> {
    (!source.memo.trim().is_empty()).then(|| MarginNote {
        span: None,
        title: "About this text".to_owned(),
        body: first_words(&source.memo, NOTE_LENGTH),
        id: source.id.into(),
        look: None,
        bracket: false,
    })
}

fn anchor_note(anchor: &Anchor) -> MarginNote {
    MarginNote {
        span: Some(anchor.span),
        title: format!("From here, now is {}", anchor.now.in_words()),
        body: first_words(&anchor.reason, NOTE_LENGTH),
        id: anchor.id.into(),
        look: None,
        bracket: true,
    }
}

/// The memo of an annotation under the names of its codes; `None` for a hidden one.
fn memo_note(project: &Project, shown: &Shown, id: AnnotationId) -> Option<MarginNote> {
    let annotation = project.annotations.get(&id)?;
    let mut looks = shown.looks(project, id);
    looks.sort_by_key(|look| look.order);
    let names: Vec<&str> = looks.iter().map(|look| look.name).collect();
    let look = looks.first()?;
    Some(MarginNote {
        span: annotation.spans.first().copied(),
        title: names.join(", "),
        body: first_words(&annotation.memo, NOTE_LENGTH),
        id: id.into(),
        look: Some((look.hue, look.shape)),
        bracket: false,
    })
}

/// The stretches of an annotation in a source.
pub(super) fn parts(project: &Project, source: SourceId, id: AnnotationId) -> Vec<TextSpan> {
    let annotation = project.annotations.get(&id);
    let here = annotation.filter(|annotation| annotation.source == source);
    here.map_or_else(Vec::new, |annotation| annotation.spans.clone())
}

/// The beginning of a text, cut between words, on one line.
fn first_words(text: &str, most: usize) -> String {
    let words = text.split_whitespace();
    let mut out = String::new();
    let mut chars = 0;
    for word in words {
        chars += word.chars().count() + 1;
        if chars > most && !out.is_empty() {
            let whole = out.trim_end_matches([',', ';', '.', ':']);
            return format!("{whole}…");
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_begins_as_its_memo_does() {
        for (memo, expected) in [
            ("Short.", "Short."),
            ("Two\n lines ", "Two lines"),
            ("One two, three", "One two…"),
            ("Endlessconcatenation", "Endlessconcatenation"),
        ] {
            assert_eq!(first_words(memo, 10), expected);
        }
    }
}
