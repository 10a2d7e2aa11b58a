//! Who stands how near to whom in a text.
//!
//! In: annotations that carry something, and how far that reaches. Out: whether it reaches another
//! annotation. The stretches of the carriers are sorted and joined per source, so one question
//! costs O(log n); where sentences, paragraphs and words begin is learned once per text, which
//! never changes.

use super::query::Reach;
use crate::analysis::segments::{paragraphs, sentences, words};
use crate::model::annotation::Annotation;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::spans;
use crate::model::text::{Sha, SourceText, TextSpan};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where sentences, paragraphs and words begin and end in the texts that were asked about. A clone
/// shares what is known.
#[derive(Clone, Debug, Default)]
pub struct Joints {
    sentences: BTreeMap<Sha, Arc<[usize]>>,
    paragraphs: BTreeMap<Sha, Arc<[usize]>>,
    words: BTreeMap<Sha, Arc<Words>>,
}

/// Where the words of a text begin and where they end, both ascending.
#[derive(Debug, Default)]
struct Words {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Words {
    /// How many words stand wholly between two places.
    fn between(&self, from: usize, to: usize) -> usize {
        let ended = self.ends.partition_point(|end| *end <= to);
        let begun = self.starts.partition_point(|start| *start < from);
        ended.saturating_sub(begun)
    }
}

impl Joints {
    fn sentences(&mut self, text: &SourceText) -> Arc<[usize]> {
        let known = self.sentences.entry(text.sha());
        Arc::clone(known.or_insert_with(|| {
            let all = text.as_str();
            let starts = paragraphs(all).flat_map(|paragraph| {
                let line = all.get(paragraph.clone()).unwrap_or_default();
                sentences(line).map(move |sentence| paragraph.start + sentence.start)
            });
            starts.collect()
        }))
    }

    fn paragraphs(&mut self, text: &SourceText) -> Arc<[usize]> {
        let known = self.paragraphs.entry(text.sha());
        let starts = || paragraphs(text.as_str()).map(|paragraph| paragraph.start);
        Arc::clone(known.or_insert_with(|| starts().collect()))
    }

    fn words(&mut self, text: &SourceText) -> Arc<Words> {
        let known = self.words.entry(text.sha());
        Arc::clone(known.or_insert_with(|| {
            let (starts, ends) = words(text.as_str())
                .map(|word| (word.start, word.end))
                .unzip();
            Arc::new(Words { starts, ends })
        }))
    }
}

/// The stretches of one source that carry something, and what tells how far that reaches.
#[derive(Debug)]
struct Carried {
    /// Sorted, apart from one another.
    stretches: Vec<(usize, usize)>,
    within: Within,
}

#[derive(Debug)]
enum Within {
    Words,
    Near(usize, Arc<Words>),
    /// Sentences or paragraphs, by where they begin.
    Pieces(Arc<[usize]>),
}

/// Where something is carried, and how far from there it counts.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Carriers {
    by_source: BTreeMap<SourceId, Carried>,
}

impl Carriers {
    /// Of these annotations. [`Reach::Itself`] is taken as [`Reach::Words`]: whether a passage
    /// itself carries a code is no question of place.
    pub(in crate::analysis) fn new<'a>(
        project: &Project,
        reach: Reach,
        annotations: impl Iterator<Item = &'a Arc<Annotation>>,
        joints: &mut Joints,
    ) -> Self {
        let mut spans: BTreeMap<SourceId, Vec<TextSpan>> = BTreeMap::new();
        for annotation in annotations {
            let of_source = spans.entry(annotation.source).or_default();
            of_source.extend(annotation.spans.iter().copied());
        }
        let carried = spans.into_iter().filter_map(|(source, spans)| {
            let text = project.text_of(source)?;
            let within = match reach {
                Reach::Itself | Reach::Words => Within::Words,
                Reach::Near(words) => Within::Near(words as usize, joints.words(text)),
                Reach::Sentence => Within::Pieces(joints.sentences(text)),
                Reach::Paragraph => Within::Pieces(joints.paragraphs(text)),
            };
            let stretches = joined(spans);
            Some((source, Carried { stretches, within }))
        });
        Self {
            by_source: carried.collect(),
        }
    }

    /// Whether it reaches this annotation.
    pub(in crate::analysis) fn reach(&self, annotation: &Annotation) -> bool {
        let Some(carried) = self.by_source.get(&annotation.source) else {
            return false;
        };
        let mut ranges = annotation.spans.iter().map(|span| span.range());
        ranges.any(|range| carried.reaches(range.start, range.end))
    }
}

impl Carried {
    fn reaches(&self, start: usize, end: usize) -> bool {
        match &self.within {
            Within::Words => self.overlaps(start, end),
            Within::Near(most, words) => {
                self.overlaps(start, end) || self.is_near(start, end, *most, words)
            }
            Within::Pieces(starts) => {
                let (start, end) = widened(starts, start, end);
                self.overlaps(start, end)
            }
        }
    }

    fn overlaps(&self, start: usize, end: usize) -> bool {
        let first = self.stretches.partition_point(|(_, other)| *other <= start);
        let found = self.stretches.get(first);
        found.is_some_and(|(other, _)| *other < end)
    }

    /// Whether at most so many words stand between it and the nearest stretch on either side.
    fn is_near(&self, start: usize, end: usize, most: usize, words: &Words) -> bool {
        let behind = self.stretches.partition_point(|(other, _)| *other < end);
        let next = self.stretches.get(behind);
        let before = self.stretches.partition_point(|(_, other)| *other <= start);
        let previous = before.checked_sub(1).and_then(|at| self.stretches.get(at));
        next.is_some_and(|(other, _)| words.between(end, *other) <= most)
            || previous.is_some_and(|(_, other)| words.between(*other, start) <= most)
    }
}

/// From the start of the piece `start` stands in to the end of the one `end` closes in. What
/// stands behind a piece belongs to it, what stands before the first to the first.
fn widened(starts: &[usize], start: usize, end: usize) -> (usize, usize) {
    let first = starts.partition_point(|piece| *piece <= start);
    let from = first.checked_sub(1).and_then(|at| starts.get(at));
    let next = starts.partition_point(|piece| *piece < end).max(1);
    let to = starts.get(next).copied().unwrap_or(usize::MAX);
    (from.copied().filter(|_| first > 1).unwrap_or(0), to)
}

/// The stretches as index ranges, sorted, those that overlap or touch joined.
fn joined(spans: Vec<TextSpan>) -> Vec<(usize, usize)> {
    let joined = spans::joined(spans).into_iter();
    joined
        .map(|span| (span.start().index(), span.end().index()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_widened_to_their_edges() {
        let starts = [2, 10, 20];
        for ((start, end), expected) in [
            ((0, 1), (0, 10)),
            ((2, 10), (0, 10)),
            ((5, 11), (0, 20)),
            ((10, 20), (10, 20)),
            ((19, 21), (10, usize::MAX)),
            ((25, 30), (20, usize::MAX)),
        ] {
            assert_eq!(widened(&starts, start, end), expected, "{start}..{end}");
        }
        assert_eq!(widened(&[], 3, 4), (0, usize::MAX));
    }

    #[test]
    fn words_between_are_whole_words() {
        let text =
            SourceText::new("Kabul denied; Pakistan’s jets struck.\nNobody asked.").expect("small");
        let words = Joints::default().words(&text);
        let place = |word: &str| {
            let start = text.as_str().find(word).expect("there");
            (start, start + word.len())
        };
        for (from, to, expected) in [
            ("Kabul", "denied", 0),
            ("Kabul", "Pakistan’s", 1),
            ("Kabul", "jets", 2),
            ("Kabul", "Nobody", 4),
            ("jets", "Kabul", 0),
        ] {
            let (from, to) = (place(from).1, place(to).0);
            assert_eq!(words.between(from, to), expected);
        }
    }
}
