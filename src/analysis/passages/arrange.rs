//! Passages in order and in groups, as a list shows them.

use super::judge::passage_days;
use crate::document::Snapshot;
use crate::model::annotation::Annotation;
use crate::model::codebook::codes_in_tree_order;
use crate::model::day::Day;
use crate::model::id::{AnnotationId, CodeId, RecordId, SourceId};
use crate::model::text::{ByteOffset, TextSpan};
use std::collections::{BTreeMap, BTreeSet};

/// What passages are sorted by, within their group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Where they stand.
    #[default]
    Place,
    /// Their date; undated ones last.
    Date,
    /// Their first code, in the order of the codebook; uncoded ones last.
    Code,
    /// Who made them, by name.
    Coder,
}

impl SortBy {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Place, Self::Date, Self::Code, Self::Coder];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Place => "place in the text",
            Self::Date => "date",
            Self::Code => "code",
            Self::Coder => "coder",
        }
    }
}

/// What passages are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// Where they stand.
    #[default]
    Source,
    /// The first of their codes in the order of the codebook.
    Code,
    /// Nothing.
    Nothing,
}

impl GroupBy {
    /// Every grouping.
    pub const ALL: [Self; 3] = [Self::Source, Self::Code, Self::Nothing];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Code => "code",
            Self::Nothing => "nothing",
        }
    }
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A group begins: its source or code (`None` for passages without a code), and how many
    /// passages it holds.
    Group(Option<RecordId>, usize),
    /// A passage.
    Passage(AnnotationId),
}

/// Passages as a list shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// How many passages there are.
    pub passages: usize,
    /// In how many sources they stand.
    pub sources: usize,
}

/// What one passage is sorted by: group, key, place.
type Key = (
    (usize, Option<RecordId>),
    Sorted,
    (SourceId, ByteOffset, AnnotationId),
);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sorted {
    Place,
    Day(bool, Option<Day>),
    Rank(usize),
    Name(String),
}

/// Puts passages in order.
pub fn arrange(
    snapshot: &Snapshot,
    passages: &[AnnotationId],
    sort: SortBy,
    group: GroupBy,
) -> Arranged {
    let ranks = ranks(snapshot);
    let annotations = &snapshot.project().annotations;
    let found = passages.iter().filter_map(|id| annotations.get(id));
    let keyed = found.map(|annotation| {
        let of = group_of(&ranks, annotation, group);
        let at = annotation.hull().map(TextSpan::start);
        let place = (annotation.source, at.unwrap_or_default(), annotation.id);
        (of, sorted(snapshot, &ranks, annotation, sort), place)
    });
    let mut keyed: Vec<Key> = keyed.collect();
    keyed.sort_unstable();
    let sources: BTreeSet<SourceId> = keyed.iter().map(|(.., (source, ..))| *source).collect();
    Arranged {
        rows: rows(&keyed, group),
        passages: keyed.len(),
        sources: sources.len(),
    }
}

fn rows(keyed: &[Key], group: GroupBy) -> Vec<Row> {
    let mut rows = Vec::with_capacity(keyed.len());
    for chunk in keyed.chunk_by(|(a, ..), (b, ..)| a == b) {
        if let Some(((_, of), ..)) = chunk.first()
            && group != GroupBy::Nothing
        {
            rows.push(Row::Group(*of, chunk.len()));
        }
        rows.extend(chunk.iter().map(|(.., (.., id))| Row::Passage(*id)));
    }
    rows
}

/// The place of every code in the codebook.
fn ranks(snapshot: &Snapshot) -> BTreeMap<CodeId, usize> {
    let codes = codes_in_tree_order(snapshot.project());
    codes.iter().map(|(_, code)| code.id).zip(0..).collect()
}

fn first_code(ranks: &BTreeMap<CodeId, usize>, annotation: &Annotation) -> Option<(usize, CodeId)> {
    let ranked = annotation.codes.iter().map(|code| (ranks.get(code), *code));
    ranked.filter_map(|(rank, code)| Some((*rank?, code))).min()
}

fn group_of(
    ranks: &BTreeMap<CodeId, usize>,
    annotation: &Annotation,
    group: GroupBy,
) -> (usize, Option<RecordId>) {
    match group {
        GroupBy::Nothing => (0, None),
        GroupBy::Source => (0, Some(annotation.source.into())),
        GroupBy::Code => match first_code(ranks, annotation) {
            Some((rank, code)) => (rank, Some(code.into())),
            None => (usize::MAX, None),
        },
    }
}

fn sorted(
    snapshot: &Snapshot,
    ranks: &BTreeMap<CodeId, usize>,
    annotation: &Annotation,
    sort: SortBy,
) -> Sorted {
    match sort {
        SortBy::Place => Sorted::Place,
        SortBy::Date => {
            let first = passage_days(snapshot, annotation)
                .first()
                .map(|it| it.first());
            Sorted::Day(first.is_none(), first)
        }
        SortBy::Code => {
            let first = first_code(ranks, annotation);
            Sorted::Rank(first.map_or(usize::MAX, |(rank, _)| rank))
        }
        SortBy::Coder => {
            let coder = annotation.made.by;
            let coder = coder.and_then(|id| snapshot.project().coders.get(&id));
            Sorted::Name(coder.map_or_else(String::new, |coder| coder.name.to_lowercase()))
        }
    }
}
