//! What is being looked for, what was found, and what of it is ticked: the state behind the Find
//! pane, the marks in the text and the commands that step from match to match.
//!
//! In: what is typed, and what a search brings back. Out: the search to be made, where the matches
//! stand, and which of them are to be coded. Nothing here searches or draws.

mod results;

pub use results::{Group, MOST, Place, Results, search};

use crate::analysis::find::{Grain, Query, widened};
use crate::jobs::JobId;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::text::{ByteOffset, Sha, SourceText, TextSpan};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many searches are remembered.
const RECENT: usize = 8;

/// What is looked for and found while a project is open.
#[derive(Debug, Default)]
pub struct Find {
    /// What is typed.
    pub query: Query,
    /// How much of the text around a match is coded.
    pub grain: Grain,
    /// What was found for [`Find::asked`].
    results: Results,
    /// What is wrong with the pattern, in a sentence.
    problem: Option<String>,
    ticked: BTreeSet<Place>,
    /// The match the reader shows, by its number.
    current: Option<usize>,
    recent: Vec<Query>,
    asked: Option<Asked>,
    /// The search that is under way.
    running: Option<JobId>,
    /// Whether the pane was drawn in this frame, and in the last one.
    drawn: [bool; 2],
}

/// What was searched for, and in which texts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    query: Query,
    texts: Vec<(SourceId, Sha)>,
    /// How many old versions were left out.
    left_out: usize,
}

/// A search to be made.
#[derive(Clone, Debug)]
pub struct Search {
    /// What to look for.
    pub query: Query,
    /// Where, in order.
    pub texts: Vec<(SourceId, SourceText)>,
}

impl Find {
    /// The search that what is typed asks for, where it is another than the last one; the search
    /// under way is out of date then. Old versions of a source are left out, so that nothing is
    /// found twice; the one being read is not.
    pub fn wanted(&mut self, project: &Project, reading: Option<SourceId>) -> Option<Search> {
        if self.query.words.is_empty() {
            self.forget_results();
            return None;
        }
        let mut left_out = project.superseded();
        reading.map(|reading| left_out.remove(&reading));
        let texts = || {
            let sources = project.sources.values();
            let searched = sources.filter(|source| !left_out.contains(&source.id));
            searched.map(|source| (source.id, source.text))
        };
        let same = self.asked.as_ref().is_some_and(|asked| {
            asked.query == self.query && asked.texts.iter().copied().eq(texts())
        });
        if same {
            return None;
        }
        let asked = Asked {
            query: self.query.clone(),
            texts: texts().collect(),
            left_out: left_out.len(),
        };
        let found = |(id, sha)| Some((id, project.texts.get(&sha)?.clone()));
        let texts = texts().filter_map(found).collect();
        let query = asked.query.clone();
        self.asked = Some(asked);
        Some(Search { query, texts })
    }

    fn forget_results(&mut self) {
        if self.asked.take().is_some() {
            self.results = Results::default();
            self.problem = None;
            self.current = None;
            self.ticked.clear();
        }
    }

    /// The search under way, to be cancelled, once another has started.
    pub fn start(&mut self, job: JobId) -> Option<JobId> {
        self.running.replace(job)
    }

    /// Whether a search is under way.
    pub fn is_searching(&self) -> bool {
        self.running.is_some()
    }

    /// Takes what a search has brought back, unless another has started since. Ticks stay on what
    /// was found again.
    pub fn take(&mut self, job: JobId, found: Result<Results, String>) {
        if self.running != Some(job) {
            return;
        }
        self.running = None;
        if self.asked.is_none() {
            return;
        }
        let current = self.current.and_then(|at| self.results.place(at));
        match found {
            Ok(results) => {
                self.results = results;
                self.problem = None;
            }
            Err(why) => {
                self.results = Results::default();
                self.problem = Some(why);
            }
        }
        self.current = current.and_then(|place| self.results.number_of(place));
        let results = &self.results;
        self.ticked
            .retain(|place| results.number_of(*place).is_some());
    }

    /// The search has failed; it is not made again until something else is asked for.
    pub fn fail(&mut self, job: JobId) {
        if self.running == Some(job) {
            self.running = None;
        }
    }

    /// How many old versions of sources were left out of the search.
    pub fn left_out(&self) -> usize {
        self.asked.as_ref().map_or(0, |asked| asked.left_out)
    }

    /// What was found.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// What is wrong with the pattern.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The stretches to mark in a source, in order; none while the pane is out of sight.
    pub fn marks(&self, source: SourceId) -> &[TextSpan] {
        match self.drawn.contains(&true) {
            true => self.results.spans_of(source),
            false => &[],
        }
    }

    /// Begins a frame, in which the pane is drawn or not.
    pub fn begin_frame(&mut self) {
        let [now, _] = self.drawn;
        self.drawn = [false, now];
    }

    /// The pane is drawn in this frame.
    pub fn is_drawn(&mut self) {
        let [_, before] = self.drawn;
        self.drawn = [true, before];
    }

    /// The number of the match the reader shows.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The reader shows a match.
    pub fn set_current(&mut self, number: usize) {
        self.current = Some(number);
        self.remember();
    }

    /// The match that follows a stretch of a source in bytes, which may be empty, or comes before it; round at the ends.
    pub fn step(&self, source: SourceId, from: Range<usize>, forward: bool) -> Option<usize> {
        // A match that is shown is stepped from even where others stand inside it.
        let span = TextSpan::from_range(from.clone());
        let here = span.map(|span| Place { source, span });
        let shown = self
            .current
            .filter(|at| here.is_some() && self.results.place(*at) == here);
        let len = self.results.len();
        let last = len.checked_sub(1)?;
        Some(match (shown, forward) {
            (Some(at), true) if at == last => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
            (None, true) => self.results.first_from(source, ByteOffset::at(from.end)) % len,
            (None, false) => {
                let behind = self.results.first_from(source, ByteOffset::at(from.start));
                behind.checked_sub(1).unwrap_or(last)
            }
        })
    }

    /// Keeps what is typed among the recent searches, newest first.
    pub fn remember(&mut self) {
        if self.query.words.trim().is_empty() || self.recent.first() == Some(&self.query) {
            return;
        }
        self.recent.retain(|known| *known != self.query);
        self.recent.insert(0, self.query.clone());
        self.recent.truncate(RECENT);
    }

    /// The recent searches, newest first.
    pub fn recent(&self) -> &[Query] {
        &self.recent
    }

    /// Whether a match is ticked.
    pub fn is_ticked(&self, place: Place) -> bool {
        self.ticked.contains(&place)
    }

    /// How many matches are ticked.
    pub fn ticked(&self) -> usize {
        self.ticked.len()
    }

    /// Ticks a match, or takes its tick away.
    pub fn toggle(&mut self, place: Place) {
        if !self.ticked.remove(&place) {
            self.ticked.insert(place);
        }
    }

    /// Ticks every match of a group, or takes the ticks away where all have one.
    pub fn toggle_group(&mut self, group: usize) {
        let places: Vec<Place> = self.results.places_in(group).collect();
        self.toggle_places(&places);
    }

    /// Ticks every match, or takes the ticks away where all have one.
    pub fn toggle_all(&mut self) {
        let groups = 0..self.results.groups().len();
        let places: Vec<Place> = groups
            .flat_map(|group| self.results.places_in(group))
            .collect();
        self.toggle_places(&places);
    }

    fn toggle_places(&mut self, places: &[Place]) {
        if places.iter().all(|place| self.ticked.contains(place)) {
            places.iter().for_each(|place| {
                self.ticked.remove(place);
            });
        } else {
            self.ticked.extend(places);
        }
    }

    /// What is to be coded: the ticked matches, or all of them where none is, widened to the grain
    /// chosen; by source, in order.
    pub fn to_code(&self, project: &Project) -> Vec<(SourceId, Vec<TextSpan>)> {
        let chosen = |source: SourceId, spans: &[TextSpan]| -> Vec<TextSpan> {
            let ticked = |span: &TextSpan| {
                self.ticked.is_empty()
                    || self.is_ticked(Place {
                        source,
                        span: *span,
                    })
            };
            spans.iter().copied().filter(ticked).collect()
        };
        let groups = self.results.groups().iter();
        let places = groups.filter_map(|group| {
            let text = project.text_of(group.source)?.as_str();
            let spans = chosen(group.source, &group.spans);
            (!spans.is_empty()).then(|| (group.source, widened(text, &spans, self.grain)))
        });
        places.collect()
    }
}

#[cfg(test)]
mod tests;
