//! What a search has found, by source; and the search itself, for a job to run.

use super::Search;
use crate::analysis::find::{BadPattern, Finder};
use crate::model::id::SourceId;
use crate::model::text::{ByteOffset, TextSpan};

/// So many matches are kept; the rest are counted.
pub const MOST: usize = 100_000;

/// Where a match stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// In which source.
    pub source: SourceId,
    /// On which words.
    pub span: TextSpan,
}

/// The matches in one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The source.
    pub source: SourceId,
    /// Where, in order; never empty.
    pub spans: Vec<TextSpan>,
}

/// What was found, in the order of the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    groups: Vec<Group>,
    /// The number of the first match of each group.
    firsts: Vec<usize>,
    /// In how many sources was looked.
    searched: usize,
    /// How many matches there are beyond [`MOST`].
    more: usize,
    /// Whether the search was given up before its end.
    cut_short: bool,
}

impl Results {
    fn add(&mut self, source: SourceId, spans: Vec<TextSpan>) {
        if !spans.is_empty() {
            self.firsts.push(self.len());
            self.groups.push(Group { source, spans });
        }
    }

    /// By source.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The number of the first match of a group; the number of matches past the last group.
    pub fn first_of(&self, group: usize) -> usize {
        self.firsts.get(group).copied().unwrap_or(self.len())
    }

    /// How many matches were kept.
    pub fn len(&self) -> usize {
        let last = self.firsts.last().zip(self.groups.last());
        last.map_or(0, |(first, group)| first + group.spans.len())
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// In how many sources was looked.
    pub fn searched(&self) -> usize {
        self.searched
    }

    /// How many matches there are beyond those kept.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether the search was given up before its end.
    pub fn is_cut_short(&self) -> bool {
        self.cut_short
    }

    /// The stretches of a source, in order.
    pub fn spans_of(&self, source: SourceId) -> &[TextSpan] {
        let group = self.groups.iter().find(|group| group.source == source);
        group.map_or(&[], |group| &group.spans)
    }

    /// The matches of a group.
    pub fn places_in(&self, group: usize) -> impl Iterator<Item = Place> + '_ {
        let group = self.groups.get(group).into_iter();
        group.flat_map(|group| {
            let source = group.source;
            group.spans.iter().map(move |span| Place {
                source,
                span: *span,
            })
        })
    }

    /// Where the match with this number stands. O(log n).
    pub fn place(&self, number: usize) -> Option<Place> {
        let group = self
            .firsts
            .partition_point(|first| *first <= number)
            .checked_sub(1)?;
        let (first, group) = (self.firsts.get(group)?, self.groups.get(group)?);
        let span = *group.spans.get(number - first)?;
        let source = group.source;
        Some(Place { source, span })
    }

    /// The number of a match. O(sources + log n).
    pub fn number_of(&self, place: Place) -> Option<usize> {
        let at = self
            .groups
            .iter()
            .position(|group| group.source == place.source)?;
        let within = self.groups.get(at)?.spans.binary_search(&place.span).ok()?;
        Some(self.first_of(at) + within)
    }

    /// The number of the first match that begins at a place or behind it, in this source or in a
    /// later one; the number of matches where there is none.
    pub fn first_from(&self, source: SourceId, at: ByteOffset) -> usize {
        let group = self.groups.partition_point(|group| group.source < source);
        match self.groups.get(group) {
            Some(own) if own.source == source => {
                self.first_of(group) + own.spans.partition_point(|span| span.start() < at)
            }
            _ => self.first_of(group),
        }
    }
}

/// Looks through the texts, in order. Gives up, with what was found so far, when `stop` says so.
///
/// # Errors
/// When the pattern is bad.
pub fn search(search: &Search, stop: &dyn Fn() -> bool) -> Result<Results, BadPattern> {
    let mut results = Results::default();
    let Some(mut finder) = Finder::new(&search.query)? else {
        return Ok(results);
    };
    for (source, text) in &search.texts {
        let room = MOST - results.len();
        let found = finder.find(text.as_str(), room, stop);
        results.more += found.more;
        results.add(*source, found.spans);
        if stop() {
            results.cut_short = true;
            break;
        }
        results.searched += 1;
    }
    Ok(results)
}
