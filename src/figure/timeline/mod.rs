//! The timeline: lanes of events, by what the reader chooses, and one of claims.
//!
//! In: the facts of events and claims, and how lanes are arranged. Out: lanes of entries with the days that are known of them,
//! cut where their sources cannot know; then, for a window of days, a scene.

pub(super) mod entry;
pub(super) mod fold;
pub(super) mod heads;
mod lanes;
pub(super) mod layout;
mod pack;
pub(super) mod paint;
pub(super) mod placed;
pub(super) mod tables;
mod ties;

pub use entry::Entry;
pub use heads::{Head, gutter_of};
pub use lanes::{Lane, Lanes};
pub use layout::{layout, layout_with_heads};
pub use tables::tables;
pub use ties::{Tie, ties};

use super::labels::{number_of, range_words};
use crate::analysis::coverage::{Coverage, horizon};
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::claim::ClaimSort;
use crate::model::codebook::{
    Kind, Makes, code_look, code_makes, codes_in_tree_order, kinds_in_order,
};
use crate::model::day::DayRange;
use crate::model::id::RecordId;
use crate::model::lanes::{LaneKey, LanesBy};
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use crate::model::view::Bucket;
use std::collections::{BTreeMap, BTreeSet};
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
    /// The lanes somebody has hidden.
    pub hidden: Vec<Lane>,
    /// What there is a lane for each of.
    pub by: LanesBy,
    /// The arcs between marks.
    pub ties: Vec<Tie>,
    /// What the sources cover together.
    pub coverage: Arc<Coverage>,
    /// When the source that can know the most was published.
    pub last_published: Option<DayRange>,
}

/// The timeline of the events that `selection` admits, and of all claims where it admits every family.
pub fn timeline(
    project: &Project,
    derived: &Derived,
    selection: &Selection,
    wanted: &Lanes,
) -> TimelineData {
    let by = wanted.by;
    let mut lanes = lanes::lanes(project, derived, selection, by);
    // Claims are of no family.
    lanes.extend(selection.family.is_none().then(|| claims(project, derived)));
    for lane in &mut lanes {
        lane.settle(by);
    }
    let (lanes, hidden) = lanes::arrange(lanes, &wanted.arrangement);
    TimelineData {
        lanes,
        hidden,
        by,
        ties: ties(project, derived, wanted.arrangement.links, None),
        coverage: Arc::clone(derived.events().coverage()),
        last_published: last_published(project),
    }
}

/// The days of an event as the timeline draws it; `None` when it has no date.
pub fn days_of(facts: &EventFacts) -> Option<DayRange> {
    Entry::of_event(facts)?.hull()
}

/// Claims of one date share an entry: their dates are those of what they speak of.
fn claims(project: &Project, derived: &Derived) -> Lane {
    let (hue, shape) = claim_look(project);
    let mut lane = Lane::new(LaneKey::Claims, project);
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
pub(super) fn claim_look(project: &Project) -> (Hue, Shape) {
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
    /// Every lane, also the hidden ones.
    fn all(&self) -> impl Iterator<Item = &Lane> {
        self.lanes.iter().chain(&self.hidden)
    }

    /// The days from the first to the last of what counts, or of everything when nothing does;
    /// hiding a lane changes nothing in that.
    pub fn extent(&self) -> Option<DayRange> {
        let hull = |counted: bool| {
            let entries = self.all().flat_map(|lane| &lane.entries);
            let entries = entries.filter(|entry| !counted || entry.is_counted_event());
            entries.filter_map(Entry::hull).reduce(DayRange::hull)
        };
        hull(true).or_else(|| hull(false))
    }

    /// The days from the first to the last event, counted or not; of claims where there are none.
    pub fn whole(&self) -> Option<DayRange> {
        let hull = |of_events: bool| {
            let entries = self.all().flat_map(|lane| &lane.entries);
            let entries = entries.filter(|entry| !of_events || entry.is_event());
            entries.filter_map(Entry::hull).reduce(DayRange::hull)
        };
        hull(true).or_else(|| hull(false))
    }

    /// The days of each countable event, however many lanes it stands in.
    pub fn countable(&self) -> impl Iterator<Item = &[DayRange]> {
        let entries = self.all().flat_map(|lane| &lane.entries);
        let counted = entries.filter(|entry| entry.is_counted_event());
        let each: BTreeMap<&[RecordId], &[DayRange]> = counted
            .map(|entry| (entry.ids.as_slice(), entry.days.as_slice()))
            .collect();
        each.into_values()
    }

    /// A window that shows it all: a year at the least, in whole months or years. Where nothing is
    /// dated but something is there, the year in which the last source appeared; else `None`.
    pub fn fitting_window(&self) -> Option<DayRange> {
        let Some(extent) = self.extent() else {
            let undated = self.all().any(|lane| !lane.undated.is_empty());
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

    /// The kinds of the marks within these days, in the order of the codebook; none where lanes name
    /// them.
    pub(super) fn unnamed_kinds(&self, project: &Project, days: DayRange) -> Vec<Arc<Kind>> {
        if matches!(self.by, LanesBy::Codebook | LanesBy::Kind) {
            return Vec::new();
        }
        let entries = self.lanes.iter().flat_map(|lane| &lane.entries);
        let in_sight = entries.filter(|entry| entry.is_event() && entry.touches(days));
        let looks: BTreeSet<(Hue, Shape)> = in_sight.map(|it| (it.hue, it.shape)).collect();
        let kinds = kinds_in_order(project).into_iter();
        kinds
            .filter(|kind| looks.contains(&(kind.hue, kind.shape)))
            .collect()
    }

    /// How to read it, and what it leaves out.
    pub fn caption(&self) -> String {
        let mut caption = "Dates as used, as wide as they are known".to_owned();
        let any = |is: fn(&Entry) -> bool| self.lanes.iter().flat_map(|lane| &lane.entries).any(is);
        let signs = [
            (any(|it| it.alleged), "dashed is alleged"),
            (any(|it| !it.countable), "pale and hatched is not counted"),
            (
                any(|it| !it.elsewhere.is_empty()),
                "a tick above is a date told elsewhere",
            ),
            (any(Entry::fades), "what fades may have gone on"),
        ];
        let signs = signs.into_iter().filter(|(is, _)| *is);
        let signs: Vec<&str> = signs.map(|(_, sign)| sign).collect();
        if !signs.is_empty() {
            caption.push_str(&format!("; {}", signs.join(", ")));
        }
        caption.push('.');
        // An event may stand in several lanes, and is undated once.
        let undated = self.lanes.iter().flat_map(|lane| &lane.undated);
        let undated: BTreeSet<&RecordId> = undated.collect();
        if !undated.is_empty() {
            let number = number_of(undated.len(), "record");
            caption.push_str(&format!(" {number} without a date."));
        }
        if self.lanes.iter().any(|lane| lane.shared > 0) {
            caption.push_str(&format!(
                " Lanes by {}: an event stands in each it belongs to, so lanes do not add up.",
                self.by.in_words()
            ));
        }
        if !self.hidden.is_empty() {
            let names: Vec<&str> = self.hidden.iter().map(|lane| lane.name.as_str()).collect();
            caption.push_str(&format!(" Not shown: {}.", names.join(", ")));
        }
        caption
    }

    /// How many entries lie at least partly within these days, and how many are undated.
    pub fn summary(&self, days: DayRange) -> String {
        let mut parts = Vec::new();
        let undated: BTreeSet<&RecordId> =
            self.lanes.iter().flat_map(|lane| &lane.undated).collect();
        let undated = undated.len();
        for lane in &self.lanes {
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
