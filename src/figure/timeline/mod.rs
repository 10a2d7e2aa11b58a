//! The timeline: a lane for each lane name of the codebook and one for claims.
//!
//! In: the facts of events and claims. Out: lanes of entries with the days that are known of them,
//! cut where their sources cannot know; then, for a window of days, a scene.

pub(super) mod entry;
pub(super) mod fold;
pub(super) mod layout;
pub(super) mod pack;
pub(super) mod paint;
mod tables;

pub use entry::Entry;
pub use layout::layout;
pub use tables::tables;

use super::labels::{number_of, range_words};
use super::words::CLAIMS;
use crate::analysis::coverage::{Coverage, horizon};
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::claim::ClaimSort;
use crate::model::codebook::{Makes, code_look, code_makes, codes_in_tree_order, kinds_in_order};
use crate::model::day::DayRange;
use crate::model::id::RecordId;
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use crate::model::view::Bucket;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The shortest window that fits anything, in days.
const YEAR: u32 = 365;
/// What takes more of a year than this is shown in whole years.
const MOST_OF_A_YEAR: u32 = 300;

/// Everything a timeline shows, whatever the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineData {
    /// The lanes, from top to bottom; also those without entries.
    pub lanes: Vec<Lane>,
    /// What the sources cover together.
    pub coverage: Arc<Coverage>,
    /// When the source that can know the most was published.
    pub last_published: Option<DayRange>,
}

/// One band of the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// What is dated, by its first day.
    pub entries: Vec<Entry>,
    /// What is not, oldest record first.
    pub undated: Vec<RecordId>,
}

/// The timeline of the events that `selection` admits, and of all claims.
pub fn timeline(project: &Project, derived: &Derived, selection: &Selection) -> TimelineData {
    let mut lanes = lanes(project);
    for facts in derived.events().iter() {
        if selection.admits(facts)
            && let Some(lane) = lanes.iter_mut().find(|it| it.name == facts.kind.lane)
        {
            lane.put(facts, Entry::of_event(facts));
        }
    }
    lanes.push(claims(project, derived));
    for lane in &mut lanes {
        lane.sort();
    }
    TimelineData {
        lanes,
        coverage: Arc::clone(derived.events().coverage()),
        last_published: last_published(project),
    }
}

/// A lane for each lane name, in the order of the kinds.
fn lanes(project: &Project) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for kind in kinds_in_order(project) {
        if !lanes.iter().any(|lane| lane.name == kind.lane) {
            lanes.push(Lane::named(&kind.lane));
        }
    }
    lanes
}

impl Lane {
    /// A lane without anything in it.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Takes an event in, with its entry where it is dated.
    pub(super) fn put(&mut self, facts: &EventFacts, entry: Option<Entry>) {
        match entry {
            Some(entry) => self.entries.push(entry),
            None => self.undated.push(facts.id().into()),
        }
    }

    /// Puts the entries in the order of their first days.
    pub(super) fn sort(&mut self) {
        self.entries.sort_by_key(|entry| {
            (
                entry.first_day(),
                entry.last_day(),
                entry.ids.first().copied(),
            )
        });
    }
}

/// Claims of one date share an entry: their dates are those of what they speak of.
fn claims(project: &Project, derived: &Derived) -> Lane {
    let (hue, shape) = claim_look(project);
    let mut lane = Lane::named(CLAIMS);
    let mut together: BTreeMap<Vec<DayRange>, Vec<Entry>> = BTreeMap::new();
    let mut sorts: BTreeMap<Vec<DayRange>, Vec<ClaimSort>> = BTreeMap::new();
    for facts in derived.claims().iter() {
        match Entry::of_claim(facts, hue, shape) {
            Some(entry) => {
                let days = entry.days.clone();
                sorts
                    .entry(days.clone())
                    .or_default()
                    .push(facts.claim.sort);
                together.entry(days).or_default().push(entry);
            }
            None => lane.undated.push(facts.claim.id.into()),
        }
    }
    for (days, entries) in together {
        let sorts = sorts.remove(&days).unwrap_or_default();
        lane.entries.extend(Entry::joined(entries, &sorts));
    }
    lane
}

/// The hue and shape of the first code that makes claims; ochre and a speech mark without one.
fn claim_look(project: &Project) -> (Hue, Shape) {
    let codes = codes_in_tree_order(project);
    let claim = codes
        .iter()
        .find(|(_, code)| code_makes(project, code.id) == Some(Makes::Claim));
    claim.map_or((Hue::Ochre, Shape::Speech), |(_, code)| {
        code_look(project, code.id)
    })
}

/// When the source that can know the most was published; `None` when no source says.
pub(super) fn last_published(project: &Project) -> Option<DayRange> {
    let sources = project.sources.values();
    let latest = sources.max_by_key(|source| horizon(source))?;
    latest.published.as_ref()?.extent().hull()
}

impl TimelineData {
    /// The days from the first to the last of what counts, or of everything when nothing does.
    pub fn extent(&self) -> Option<DayRange> {
        let hull = |counted: bool| {
            let entries = self.lanes.iter().flat_map(|lane| &lane.entries);
            let entries = entries.filter(|entry| !counted || entry.is_counted_event());
            entries.filter_map(Entry::hull).reduce(DayRange::hull)
        };
        hull(true).or_else(|| hull(false))
    }

    /// A window that shows it all: a year at the least, in whole months or years. Where nothing is
    /// dated but something is there, the year in which the last source appeared; else `None`.
    pub fn fitting_window(&self) -> Option<DayRange> {
        let Some(extent) = self.extent() else {
            let undated = self.lanes.iter().any(|lane| !lane.undated.is_empty());
            let published = self.last_published.filter(|_| undated)?;
            return Some(crate::analysis::buckets::whole(published, Bucket::Year));
        };
        if extent.days() > MOST_OF_A_YEAR {
            return Some(crate::analysis::buckets::whole(extent, Bucket::Year));
        }
        let spare = i32::try_from((YEAR - extent.days()) / 2).unwrap_or(0);
        let wider = DayRange::new(extent.first().plus(-spare), extent.last().plus(spare))?;
        Some(crate::analysis::buckets::whole(wider, Bucket::Month))
    }

    /// How to read it, and what it leaves out.
    pub fn caption(&self) -> String {
        let undated: usize = self.lanes.iter().map(|lane| lane.undated.len()).sum();
        let undated = match undated {
            0 => String::new(),
            number => format!(" {} without a date.", number_of(number, "record")),
        };
        format!(
            "Dates as used, as wide as they are known; dashed is alleged, pale and hatched is not \
             counted, a tick above is a date told elsewhere.{undated}"
        )
    }

    /// How many entries lie at least partly within these days, and how many are undated.
    pub fn summary(&self, days: DayRange) -> String {
        let mut parts = Vec::new();
        let mut undated = 0;
        for lane in &self.lanes {
            undated += lane.undated.len();
            let shown = lane.entries.iter().filter(|entry| entry.touches(days));
            let number: usize = shown.map(|entry| entry.ids.len()).sum();
            if number > 0 {
                parts.push(format!("{}: {number}", lane.name));
            }
        }
        let parts = if parts.is_empty() {
            "nothing dated".to_owned()
        } else {
            parts.join(", ")
        };
        let undated = match undated {
            0 => String::new(),
            number => format!("; {number} undated"),
        };
        format!("Timeline, {}. {parts}{undated}.", range_words(days))
    }
}
