//! Which annotations stand where in one source.
//!
//! In: a project and a source; later, the project as it was and as it is. Out: the stretches that
//! touch a range, the next and the previous one, and which begin in a range. A source's text never
//! changes, so the tree over its paragraphs is built once: a stretch lies in at most 2 log P of
//! its nodes, is put in or taken out in O(log P), and a visible range is read in O(log P + hits).

use std::collections::BTreeSet;

use crate::analysis::segments::paragraphs;
use crate::model::annotation::Annotation;
use crate::model::id::{AnnotationId, SourceId};
use crate::model::project::Project;
use crate::model::text::TextSpan;
use imbl::ordmap::DiffItem;
use std::sync::Arc;

/// One stretch of one annotation. Sorts by where it begins, then by where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Highlight {
    /// Where it stands.
    pub span: TextSpan,
    /// Whose stretch it is.
    pub id: AnnotationId,
}

/// The stretches of one source.
#[derive(Clone, Debug)]
pub struct SpanIndex {
    source: SourceId,
    /// Where each paragraph begins, in bytes; the first entry is 0.
    starts: Vec<usize>,
    /// A complete binary tree over the paragraphs: node `i` has the children `2i` and `2i + 1`,
    /// paragraph `p` is node `starts.len().next_power_of_two() + p`. Each list is sorted.
    nodes: Vec<Vec<Highlight>>,
    /// All of them once, for stepping from one to the next.
    in_order: BTreeSet<Highlight>,
    /// Grows whenever a stretch comes or goes.
    changes: u64,
}

/// Equal where they hold the same stretches, however these came.
impl PartialEq for SpanIndex {
    fn eq(&self, other: &Self) -> bool {
        (self.source, &self.starts, &self.in_order)
            == (other.source, &other.starts, &other.in_order)
            && self.nodes == other.nodes
    }
}

impl Eq for SpanIndex {}

impl SpanIndex {
    /// The stretches of `source` as they are in `project`; none for a source without a text.
    pub fn for_source(project: &Project, source: SourceId) -> Self {
        let text = project.text_of(source).map_or("", |text| text.as_str());
        let mut index = Self::over(source, text);
        let annotations = project.annotations.values().map(AsRef::as_ref);
        index.fill(annotations.filter(|annotation| annotation.source == source));
        index
    }

    /// An index of `source` over `text`, without any stretch.
    pub fn over(source: SourceId, text: &str) -> Self {
        let starts = paragraphs(text).map(|range| range.start).collect();
        Self::over_paragraphs(source, starts)
    }

    /// An index of `source` over paragraphs that begin at these bytes, without any stretch.
    pub(super) fn over_paragraphs(source: SourceId, mut starts: Vec<usize>) -> Self {
        match starts.first_mut() {
            Some(first) => *first = 0,
            None => starts.push(0),
        }
        let nodes = vec![Vec::new(); 2 * starts.len().next_power_of_two()];
        Self {
            source,
            starts,
            nodes,
            in_order: BTreeSet::new(),
            changes: 0,
        }
    }

    /// Takes over what changed from `old`, which this index shows, to `new`.
    pub fn update(&mut self, old: &Project, new: &Project) {
        for change in old.annotations.diff(&new.annotations) {
            let (before, after) = match change {
                DiffItem::Add(_, after) => (None, Some(after)),
                DiffItem::Update { old, new } => (Some(old.1), Some(new.1)),
                DiffItem::Remove(_, before) => (Some(before), None),
            };
            let source = self.source;
            let mine = |version: Option<&Arc<Annotation>>| -> Vec<Highlight> {
                let mine = version.filter(|annotation| annotation.source == source);
                mine.map_or_else(Vec::new, |annotation| highlights(annotation).collect())
            };
            mine(before).into_iter().for_each(|gone| self.remove(gone));
            mine(after).into_iter().for_each(|new| self.insert(new));
        }
    }

    /// Whose stretches these are.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Another number whenever a stretch came or went.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// How many stretches there are.
    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Whether nothing is annotated.
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// Puts a stretch in; one that is there stays as it is.
    pub fn insert(&mut self, highlight: Highlight) {
        if !self.in_order.insert(highlight) {
            return;
        }
        self.changes += 1;
        for node in self.nodes_of(highlight.span) {
            if let Some(list) = self.nodes.get_mut(node)
                && let Err(place) = list.binary_search(&highlight)
            {
                list.insert(place, highlight);
            }
        }
    }

    /// Takes a stretch out, if it is there.
    pub fn remove(&mut self, highlight: Highlight) {
        if !self.in_order.remove(&highlight) {
            return;
        }
        self.changes += 1;
        for node in self.nodes_of(highlight.span) {
            if let Some(list) = self.nodes.get_mut(node)
                && let Ok(place) = list.binary_search(&highlight)
            {
                list.remove(place);
            }
        }
    }

    /// Puts in the stretches of many annotations at once, into an empty index.
    pub(super) fn fill<'a>(&mut self, annotations: impl Iterator<Item = &'a Annotation>) {
        let mut found: Vec<Highlight> = annotations.flat_map(highlights).collect();
        found.sort_unstable();
        found.dedup();
        for highlight in &found {
            for node in self.nodes_of(highlight.span) {
                if let Some(list) = self.nodes.get_mut(node) {
                    list.push(*highlight);
                }
            }
        }
        self.changes += 1;
        self.in_order = found.into_iter().collect();
    }

    /// The stretches that share at least one byte with `range`, sorted, each once.
    pub fn touching(&self, range: TextSpan) -> Vec<Highlight> {
        let (first, last) = self.leaves(range);
        let mut found = Vec::new();
        self.collect(1, self.leaf_count(), (first, last), range, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Reads a node's own list and those of its children that the leaves concern. `width` is how
    /// many leaves stand below it, `leaves` the first and last wanted one counted from its own first.
    fn collect(
        &self,
        node: usize,
        width: usize,
        leaves: (usize, usize),
        range: TextSpan,
        found: &mut Vec<Highlight>,
    ) {
        let Some(list) = self.nodes.get(node) else {
            return;
        };
        // Sorted by start: whatever begins behind the range cannot touch it.
        let before_end = list.partition_point(|highlight| highlight.span.start() < range.end());
        let touching = list.iter().take(before_end);
        found.extend(touching.filter(|highlight| highlight.span.overlaps(range)));
        if width < 2 {
            return;
        }
        let half = width / 2;
        let (first, last) = leaves;
        if first < half {
            self.collect(2 * node, half, (first, last.min(half - 1)), range, found);
        }
        if last >= half {
            let behind = (first.saturating_sub(half), last - half);
            self.collect(2 * node + 1, half, behind, range, found);
        }
    }

    /// The first stretch behind this one in reading order.
    pub fn next(&self, at: Highlight) -> Option<Highlight> {
        let behind = (std::ops::Bound::Excluded(at), std::ops::Bound::Unbounded);
        self.in_order.range(behind).next().copied()
    }

    /// The last stretch before this one in reading order.
    pub fn previous(&self, at: Highlight) -> Option<Highlight> {
        self.in_order.range(..at).next_back().copied()
    }

    /// The first stretch that begins at `byte` or behind it.
    pub fn first_from(&self, byte: usize) -> Option<Highlight> {
        self.starting_in(byte..usize::MAX).next()
    }

    /// The last stretch that begins before `byte`.
    pub fn last_before(&self, byte: usize) -> Option<Highlight> {
        let end = lowest(byte)?;
        self.in_order.range(..end).next_back().copied()
    }

    /// The stretches that begin in a range of bytes, in order. O(log n) to the first.
    pub fn starting_in(
        &self,
        range: std::ops::Range<usize>,
    ) -> impl Iterator<Item = Highlight> + '_ {
        let start = lowest(range.start);
        start
            .into_iter()
            .flat_map(|start| self.in_order.range(start..))
            .copied()
            .take_while(move |highlight| highlight.span.start().index() < range.end)
    }

    fn leaf_count(&self) -> usize {
        self.nodes.len() / 2
    }

    /// The first and the last paragraph a stretch stands in.
    fn leaves(&self, span: TextSpan) -> (usize, usize) {
        let range = span.range();
        let leaf = |byte: usize| self.starts.partition_point(|start| *start <= byte).max(1) - 1;
        (leaf(range.start), leaf(range.end - 1))
    }

    /// The fewest nodes that together stand over exactly the paragraphs of a stretch.
    fn nodes_of(&self, span: TextSpan) -> Vec<usize> {
        let (first, last) = self.leaves(span);
        let (mut left, mut right) = (first + self.leaf_count(), last + self.leaf_count() + 1);
        let mut nodes = Vec::new();
        while left < right {
            if left % 2 == 1 {
                nodes.push(left);
                left += 1;
            }
            if right % 2 == 1 {
                right -= 1;
                nodes.push(right);
            }
            left /= 2;
            right /= 2;
        }
        nodes
    }
}

fn highlights(annotation: &Annotation) -> impl Iterator<Item = Highlight> + '_ {
    let id = annotation.id;
    annotation
        .spans
        .iter()
        .map(move |span| Highlight { span: *span, id })
}

/// Sorts before every stretch that begins at `byte`; `None` past the largest text.
pub(super) fn lowest(byte: usize) -> Option<Highlight> {
    use crate::model::id::{Replica, TypedId as _, Uid};
    let uid = Uid {
        counter: 0,
        replica: Replica::from_bits(0),
    };
    Some(Highlight {
        span: TextSpan::from_range(byte..byte.checked_add(1)?)?,
        id: AnnotationId::from_uid(uid),
    })
}

#[cfg(test)]
mod tests;
