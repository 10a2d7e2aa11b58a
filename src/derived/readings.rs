//! What stands in each source, and how much of it is coded.
//!
//! In: snapshots. Out, per source: the index of its annotated stretches, its memos and passage
//! anchors by place, and how much of every paragraph is coded. An edit costs the paragraphs it
//! touches, however long the text and however many the annotations.

use super::Follows;
use super::changes::{Changed, changes};
use super::spans::{Highlight, SpanIndex};
use crate::analysis::progress::{self, Progress};
use crate::analysis::segments::paragraphs;
use crate::document::Snapshot;
use crate::model::anchor::Anchor;
use crate::model::annotation::Annotation;
use crate::model::id::{AnchorId, SourceId};
use crate::model::source::Source;
use crate::model::spans::joined;
use crate::model::text::{SourceText, TextSpan};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What stands in each source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    of: BTreeMap<SourceId, Reading>,
}

/// What stands in one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    spans: SpanIndex,
    text: Option<SourceText>,
    /// Sorted and apart.
    boilerplate: Vec<TextSpan>,
    /// In order.
    paragraphs: Vec<(Range<usize>, Progress)>,
    progress: Progress,
    /// The first stretch of each annotation with a memo.
    memos: BTreeSet<Highlight>,
    anchors: BTreeSet<(TextSpan, AnchorId)>,
}

impl Readings {
    /// What stands in a source; `None` only for one that is not in the project.
    pub fn of(&self, source: SourceId) -> Option<&Reading> {
        self.of.get(&source)
    }
}

impl Reading {
    /// A source in which nothing stands yet, and nothing is measured.
    fn of_source(now: &Snapshot, source: &Source) -> Self {
        let text = now.project().texts.get(&source.text).cloned();
        let words = text.as_ref().map_or("", |text| text.as_str());
        let ranges: Vec<Range<usize>> = paragraphs(words).collect();
        let starts = ranges.iter().map(|range| range.start).collect();
        Self {
            spans: SpanIndex::over_paragraphs(source.id, starts),
            boilerplate: joined(source.boilerplate.clone()),
            paragraphs: ranges
                .into_iter()
                .map(|range| (range, Progress::default()))
                .collect(),
            progress: Progress::default(),
            memos: BTreeSet::new(),
            anchors: BTreeSet::new(),
            text,
        }
    }

    /// Where its annotations stand.
    pub fn spans(&self) -> &SpanIndex {
        &self.spans
    }

    /// How much of it is coded.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Its boilerplate, sorted and apart.
    pub fn boilerplate(&self) -> &[TextSpan] {
        &self.boilerplate
    }

    /// The next paragraph behind `byte` (or the last one that begins before it) with words that
    /// are to be coded and none that is; past the last one comes the first.
    pub fn uncoded_from(&self, byte: usize, forwards: bool) -> Option<Range<usize>> {
        let split = match forwards {
            true => self
                .paragraphs
                .partition_point(|(range, _)| range.start <= byte),
            false => self
                .paragraphs
                .partition_point(|(range, _)| range.start < byte),
        };
        let (before, behind) = self.paragraphs.split_at_checked(split)?;
        let uncoded = |(_, progress): &&(Range<usize>, Progress)| progress.is_uncoded();
        let found = match forwards {
            true => behind.iter().chain(before).find(uncoded),
            false => before.iter().rev().chain(behind.iter().rev()).find(uncoded),
        };
        found.map(|(range, _)| range.clone())
    }

    /// The annotations with a memo whose first stretch begins in a range of bytes, in order.
    pub fn memos_in(&self, range: Range<usize>) -> impl Iterator<Item = Highlight> + '_ {
        let begins = move |memo: &&Highlight| memo.span.start().index() < range.end;
        let from = super::spans::lowest(range.start);
        let found = from.map(|from| self.memos.range(from..).take_while(begins));
        found.into_iter().flatten().copied()
    }

    /// The passage anchors that share a byte with a range, in order. There are few of them.
    pub fn anchors_in(&self, range: Range<usize>) -> impl Iterator<Item = AnchorId> + '_ {
        let touching = self.anchors.iter().filter(move |(span, _)| {
            span.start().index() < range.end && range.start < span.end().index()
        });
        touching.map(|(_, id)| *id)
    }

    fn measure_all(&mut self) {
        self.measure(0..self.paragraphs.len());
    }

    /// Measures some paragraphs anew.
    fn measure(&mut self, wanted: impl IntoIterator<Item = usize>) {
        let words = self.text.as_ref().map_or("", |text| text.as_str());
        for at in wanted {
            let Some((range, known)) = self.paragraphs.get_mut(at) else {
                continue;
            };
            let span = TextSpan::from_range(range.clone());
            let touching = span.map_or_else(Vec::new, |span| self.spans.touching(span));
            let coded = joined(touching.iter().map(|found| found.span).collect());
            let now = progress::paragraph(words, range.clone(), &self.boilerplate, &coded);
            self.progress -= *known;
            self.progress += now;
            *known = now;
        }
    }

    /// The paragraphs a stretch stands in, by their place in the text.
    fn paragraphs_of(&self, span: TextSpan) -> Range<usize> {
        let (start, end) = (span.start().index(), span.end().index());
        let first = self.paragraphs.partition_point(|(it, _)| it.end <= start);
        let behind = self.paragraphs.partition_point(|(it, _)| it.start < end);
        first..behind
    }

    fn insert(&mut self, annotation: &Annotation) {
        for span in &annotation.spans {
            self.spans.insert(Highlight {
                span: *span,
                id: annotation.id,
            });
        }
        self.memos.extend(memo(annotation));
    }

    fn remove(&mut self, annotation: &Annotation) {
        for span in &annotation.spans {
            self.spans.remove(Highlight {
                span: *span,
                id: annotation.id,
            });
        }
        if let Some(memo) = memo(annotation) {
            self.memos.remove(&memo);
        }
    }
}

fn memo(annotation: &Annotation) -> Option<Highlight> {
    let first = annotation.spans.first().copied();
    let first = first.filter(|_| !annotation.memo.trim().is_empty());
    first.map(|span| Highlight {
        span,
        id: annotation.id,
    })
}

impl Follows for Readings {
    fn rebuild(now: &Snapshot) -> Self {
        let project = now.project();
        let mut found: BTreeMap<SourceId, Vec<&Arc<Annotation>>> = BTreeMap::new();
        for annotation in project.annotations.values() {
            found.entry(annotation.source).or_default().push(annotation);
        }
        let reading = |source: &Arc<Source>| {
            let mut reading = Reading::of_source(now, source);
            let annotations = found.get(&source.id).map_or(&[][..], Vec::as_slice);
            reading
                .spans
                .fill(annotations.iter().copied().map(AsRef::as_ref));
            reading
                .memos
                .extend(annotations.iter().filter_map(|it| memo(it)));
            reading.measure_all();
            (source.id, reading)
        };
        let mut new = Self {
            of: project.sources.values().map(reading).collect(),
        };
        for anchor in project.anchors.values() {
            new.put_anchor(None, Some(anchor));
        }
        new
    }

    fn update(&mut self, before: &Snapshot, now: &Snapshot) {
        let (old, new) = (before.project(), now.project());
        for changed in changes(&old.sources, &new.sources) {
            match (changed.before, changed.after) {
                (Some(old), Some(new)) if old.text != new.text => {
                    // Not the same source any more; nothing the window does leads here.
                    *self = Self::rebuild(now);
                    return;
                }
                (Some(old), Some(new)) if old.boilerplate != new.boilerplate => {
                    if let Some(reading) = self.of.get_mut(&new.id) {
                        reading.boilerplate = joined(new.boilerplate.clone());
                        reading.measure_all();
                    }
                }
                (None, Some(new)) => {
                    let mut reading = Reading::of_source(now, new);
                    reading.measure_all();
                    self.of.insert(new.id, reading);
                }
                (Some(old), None) => {
                    self.of.remove(&old.id);
                }
                _ => {}
            }
        }
        let changed: Vec<_> = changes(&old.annotations, &new.annotations).collect();
        for (source, paragraphs) in self.put_annotations(&changed) {
            if let Some(reading) = self.of.get_mut(&source) {
                reading.measure(paragraphs);
            }
        }
        for changed in changes(&old.anchors, &new.anchors) {
            self.put_anchor(changed.before, changed.after);
        }
    }
}

impl Readings {
    /// Takes over changed annotations; the paragraphs of which more or less is coded now.
    fn put_annotations(
        &mut self,
        changed: &[Changed<'_, Annotation>],
    ) -> BTreeMap<SourceId, BTreeSet<usize>> {
        let mut touched: BTreeMap<SourceId, BTreeSet<usize>> = BTreeMap::new();
        for changed in changed {
            let versions = [
                (changed.before, Reading::remove as fn(&mut Reading, &_)),
                (changed.after, Reading::insert),
            ];
            for (version, put) in versions {
                let Some(annotation) = version else { continue };
                let Some(reading) = self.of.get_mut(&annotation.source) else {
                    continue;
                };
                put(reading, annotation);
                let paragraphs = touched.entry(annotation.source).or_default();
                for span in &annotation.spans {
                    paragraphs.extend(reading.paragraphs_of(*span));
                }
            }
        }
        touched
    }

    fn put_anchor(&mut self, before: Option<&Arc<Anchor>>, after: Option<&Arc<Anchor>>) {
        if let Some(anchor) = before
            && let Some(reading) = self.of.get_mut(&anchor.source)
        {
            reading.anchors.remove(&(anchor.span, anchor.id));
        }
        if let Some(anchor) = after
            && let Some(reading) = self.of.get_mut(&anchor.source)
        {
            reading.anchors.insert((anchor.span, anchor.id));
        }
    }
}
