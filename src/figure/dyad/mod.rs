//! Two actors: the acts of one upwards, those of the other downwards, policy shifts between.
//!
//! In: the facts of events, a pair of actors, which events answer which, and the rows of tables
//! between the two. Out: three lanes of entries and the answers between them; then, for a window of
//! days, a scene, with rows of its own for each table. The area of a mark is its toll; where nobody
//! gives one it says so and is never the smallest.

mod gutter;
mod layout;
mod links;
mod rows;
mod shifts;
mod since;
mod telling;
mod told_layout;
mod toll;

pub use gutter::gutter_of;
pub use layout::layout;
pub use links::Answer;
pub use since::Since;
pub use telling::{Telling, Told, telling};
pub use told_layout::layout as layout_telling;
pub use toll::TollSize;

use super::labels::{capitalised, number_of, range_words};
use super::pair::{Pair, Sides, Way};
use super::series::TableActs;
use super::timeline::{Entry, Lane, TimelineData, last_published};
use super::words::NEVER_ADDED;
use crate::analysis::coverage::Coverage;
use crate::analysis::dates::{WhichDate, known_days};
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::codebook::Family;
use crate::model::day::DayRange;
use crate::model::id::{EventId, RecordId};
use crate::model::project::Project;
use shifts::Shifts;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How the rows of tables are read.
const ROWS: &str = "Above and below the events, the rows of tables: a strip is stronger in colour \
                    where there are more.";

/// What a dyad chart is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The two actors; the acts of the first stand above.
    pub pair: Pair,
    /// Which events.
    pub selection: Selection,
}

/// Everything a dyad chart shows, whatever the window.
#[derive(Clone, Debug, Default)]
pub struct DyadData {
    /// The names of the two.
    pub names: (String, String),
    /// Acts of the first against the other.
    pub above: Lane,
    /// Policy shifts between them, whoever's.
    pub between: Lane,
    /// Policy shifts of one of the two with others.
    pub with_others: Lane,
    /// Acts of the other against the first.
    pub below: Lane,
    /// The toll of the largest mark.
    largest_toll: u32,
    /// The acts whose toll nobody gives.
    pub unknown_tolls: BTreeSet<EventId>,
    /// Which of these events answer which, by their links.
    pub answers: Vec<Answer>,
    /// What the sources cover together.
    pub coverage: Arc<Coverage>,
    /// When the source that can know the most was published.
    pub last_published: Option<DayRange>,
    /// The rows of tables between the two, each table a series of its own.
    pub tables: Vec<TableActs>,
}

/// The acts of one direction.
#[derive(Default)]
struct Acts<'f> {
    /// All of them, oldest record first.
    all: Vec<&'f EventFacts>,
    /// The dated ones by their days.
    dated: BTreeMap<(DayRange, EventId), &'f EventFacts>,
}

/// The acts and policy shifts of a pair; `None` when one of the two is no actor of the project.
pub fn dyad(project: &Project, derived: &Derived, asked: &Asked) -> Option<DyadData> {
    let sides = Sides::new(project, asked.pair)?;
    let (mut above, mut below) = (Acts::default(), Acts::default());
    let mut shifts = Shifts::new();
    let admitted = derived.events().iter();
    for facts in admitted.filter(|facts| asked.selection.admits(facts)) {
        match (facts.family(), sides.way(&facts.event)) {
            (Family::Policy, _) => shifts.take(project, &sides, facts),
            (Family::Incident, Some(Way::Forth)) => above.take(facts),
            (Family::Incident, Some(Way::Back)) => below.take(facts),
            // Both fought: it stands on both sides.
            (Family::Incident, Some(Way::Both)) => {
                above.take(facts);
                below.take(facts);
            }
            (Family::Incident, Some(Way::Others) | None) | (Family::Diplomatic, _) => {}
        }
    }
    let shifts = shifts.sorted();
    let heading = |way| against(&sides.names, way);
    let mut data = DyadData {
        above: lane(&heading(Way::Forth), &above, &below),
        below: lane(&heading(Way::Back), &below, &above),
        between: shifts.between,
        with_others: shifts.with_others,
        coverage: Arc::clone(derived.events().coverage()),
        last_published: last_published(project),
        ..DyadData::default()
    };
    data.largest_toll = above.largest_toll().max(below.largest_toll());
    let acts = above.all.iter().chain(&below.all);
    let unknown = acts.filter(|facts| TollSize::of(facts) == TollSize::Unknown);
    data.unknown_tolls = unknown.map(|facts| facts.id()).collect();
    data.answers = links::answers(project, &data);
    data.names = sides.names;
    Some(data)
}

/// "Pakistan against TTP"; "between Pakistan and TTP" where nobody says who acted.
fn against((one, other): &(String, String), way: Way) -> String {
    match way {
        Way::Forth => format!("{one} against {other}"),
        Way::Back => format!("{other} against {one}"),
        Way::Both | Way::Others => format!("between {one} and {other}"),
    }
}

impl<'f> Acts<'f> {
    fn take(&mut self, facts: &'f EventFacts) {
        self.all.push(facts);
        if let Some(place) = place(facts) {
            self.dated.insert(place, facts);
        }
    }

    /// The last of these before an event, with its days.
    fn before(&self, facts: &EventFacts) -> Option<(DayRange, &'f EventFacts)> {
        let mut earlier = self.dated.range(..place(facts)?);
        let ((days, _), facts) = earlier.next_back()?;
        Some((*days, facts))
    }

    fn largest_toll(&self) -> u32 {
        let tolls = self.all.iter().filter_map(|it| TollSize::of(it).number());
        tolls.max().unwrap_or(0)
    }
}

/// The days on one of which it happened or began, and its id: what acts are put in order by.
fn place(facts: &EventFacts) -> Option<(DayRange, EventId)> {
    let until = facts.known_until(WhichDate::Used);
    let days = known_days(facts.extent.as_ref()?, until).into_iter();
    Some((days.reduce(DayRange::hull)?, facts.id()))
}

/// A half of the chart; `others` are the acts in the other direction.
fn lane(heading: &str, acts: &Acts<'_>, others: &Acts<'_>) -> Lane {
    let mut lane = Lane::named(heading);
    let largest = acts.largest_toll().max(others.largest_toll());
    for facts in &acts.all {
        let mut entry = Entry::of_event(facts);
        if let Some(entry) = &mut entry {
            let toll = TollSize::of(facts);
            entry.size = Some(toll.radius(largest));
            describe(entry, facts, heading, (acts, others));
        }
        lane.put(facts, entry);
    }
    lane.sort();
    lane
}

/// Says the toll, and how long after the acts before it happened.
fn describe(
    entry: &mut Entry,
    facts: &EventFacts,
    heading: &str,
    (acts, others): (&Acts<'_>, &Acts<'_>),
) {
    let toll = TollSize::of(facts);
    let title = facts.short_title();
    if let Some(words) = toll.short_words() {
        entry.label = format!("{}: {words}", entry.label);
        entry.shorter.push(format!("{title}: {words}"));
    }
    entry.shorter.push(title);
    let since = |acts: &Acts<'_>, direction: &str| {
        let (before, other) = acts.before(facts)?;
        let since = Since::between(before, place(facts)?.0);
        Some(format!(
            "{direction}: {}",
            since.in_words(&other.event.title)
        ))
    };
    let mut lines = vec![heading.to_owned(), capitalised(&toll.in_words())];
    lines.extend(since(acts, "In this direction"));
    lines.extend(since(others, "In the other direction"));
    entry.name = format!("{}, {heading}, {}", entry.name, toll.in_words());
    entry.tooltip = format!("{}\n{}", entry.tooltip, lines.join("\n"));
}

/// The records of a lane, dated or not.
fn ids_of(lane: &Lane) -> impl Iterator<Item = RecordId> {
    let entries = lane.entries.iter().flat_map(|entry| &entry.ids);
    entries.chain(&lane.undated).copied()
}

fn events_of(ids: impl Iterator<Item = RecordId>) -> BTreeSet<EventId> {
    let events = ids.filter_map(|id| match id {
        RecordId::Event(id) => Some(id),
        _ => None,
    });
    events.collect()
}

impl DyadData {
    /// What it is, in a few words.
    pub fn title(&self) -> String {
        format!("Attack and strike, {} and {}", self.names.0, self.names.1)
    }

    /// Its lanes from top to bottom.
    pub fn lanes(&self) -> [&Lane; 4] {
        [&self.above, &self.between, &self.with_others, &self.below]
    }

    /// The lanes of what passes between the two.
    fn of_the_two(&self) -> [&Lane; 3] {
        [&self.above, &self.between, &self.below]
    }

    /// Whether a lane holds acts, not policy shifts.
    pub fn is_of_acts(&self, lane: &Lane) -> bool {
        lane.name == self.above.name || lane.name == self.below.name
    }

    /// The same with the rows of tables between the two; the areas of all marks compare.
    #[must_use]
    pub fn with_tables(mut self, tables: Vec<TableActs>) -> Self {
        let most = tables.iter().filter_map(TableActs::largest_toll).max();
        let largest = self.largest_toll.max(most.unwrap_or(0));
        let entries = self.above.entries.iter_mut().chain(&mut self.below.entries);
        for entry in entries {
            let is_known = entry.ids.iter().all(|id| match id {
                RecordId::Event(id) => !self.unknown_tolls.contains(id),
                _ => true,
            });
            if let Some(size) = entry.size.as_mut().filter(|_| is_known) {
                *size = toll::rescaled(*size, self.largest_toll, largest);
            }
        }
        self.largest_toll = largest;
        self.tables = tables;
        self
    }

    /// What is said of the acts of one direction.
    pub fn heading(&self, way: Way) -> String {
        against(&self.names, way)
    }

    /// Whether there is nothing between the two.
    pub fn is_empty(&self) -> bool {
        let mut lanes = self.of_the_two().into_iter();
        let without = lanes.all(|lane| lane.entries.is_empty() && lane.undated.is_empty());
        without && self.tables.iter().all(|acts| acts.lanes.is_empty())
    }

    /// Whether neither of the two takes part in a policy shift, dated or not.
    fn has_no_shifts(&self) -> bool {
        self.between.count() + self.with_others.count() == 0
    }

    /// Every event that has a mark.
    pub fn drawn(&self) -> BTreeSet<EventId> {
        let lanes = self.lanes().into_iter();
        let entries = lanes.flat_map(|lane| &lane.entries);
        events_of(entries.flat_map(|entry| entry.ids.iter().copied()))
    }

    /// Every event between the two, dated or not.
    pub fn events(&self) -> BTreeSet<EventId> {
        events_of(self.of_the_two().into_iter().flat_map(ids_of))
    }

    /// Every event in it, dated or not.
    fn all_events(&self) -> BTreeSet<EventId> {
        events_of(self.lanes().into_iter().flat_map(ids_of))
    }

    /// What passes between the two as a timeline would hold it, to fit a window to.
    pub fn as_timeline(&self) -> TimelineData {
        TimelineData {
            lanes: self.of_the_two().map(Clone::clone).into(),
            coverage: Arc::clone(&self.coverage),
            last_published: self.last_published,
            ..TimelineData::default()
        }
    }

    /// The acts within these days whose toll nobody gives: those marked so.
    fn unknown_within(&self, days: DayRange) -> usize {
        let entries = self.above.entries.iter().chain(&self.below.entries);
        let seen = entries.filter(|entry| entry.touches(days));
        let seen = events_of(seen.flat_map(|entry| entry.ids.iter().copied()));
        seen.intersection(&self.unknown_tolls).count()
    }

    /// How to read it within these days, and what it leaves out.
    pub fn caption(&self, days: DayRange) -> String {
        let undated: usize = self.lanes().iter().map(|lane| lane.undated.len()).sum();
        let undated = match undated {
            0 => String::new(),
            number => format!(" {} without a date.", number_of(number, "event")),
        };
        let unknown = match self.unknown_within(days) {
            0 => String::new(),
            number => format!(
                " “?”: the toll of {} is not known.",
                number_of(number, "act")
            ),
        };
        let shifts = shifts::caption(
            &self.names,
            (self.between.count(), self.with_others.count()),
        );
        let mut tables: Vec<String> = self.tables.iter().map(TableActs::caption).collect();
        if self.tables.iter().any(|acts| !acts.lanes.is_empty()) {
            tables.insert(0, ROWS.to_owned());
            tables.push(NEVER_ADDED.to_owned());
        }
        let tables: String = tables.iter().map(|words| format!(" {words}")).collect();
        format!(
            "Acts of {} above, of {} below; {shifts}. The area of a mark is the number \
             killed (best, else at least); dates as used, as wide as they are known; dashed is \
             alleged, pale and hatched is not counted. A thin arc joins an answer to what it \
             answers.{unknown}{undated}{tables}",
            self.names.0, self.names.1
        )
    }

    /// What the chart shows, in a sentence or two.
    pub fn summary(&self, days: DayRange) -> String {
        let seen = |lane: &Lane| {
            let seen = lane.entries.iter().filter(|entry| entry.touches(days));
            format!("{}: {}", lane.name, seen.count())
        };
        let lanes = self.lanes().into_iter();
        let lanes = lanes.filter(|lane| lane.count() > 0 || lane.name != self.with_others.name);
        let mut lanes: Vec<String> = lanes.map(seen).collect();
        for acts in &self.tables {
            lanes.extend(acts.lanes.iter().map(|lane| {
                let said = lane.in_words(days, acts.noun);
                format!("{}, {}: {said}", acts.title, self.heading(lane.way))
            }));
        }
        format!(
            "{} and {}, {}. {}.",
            self.names.0,
            self.names.1,
            range_words(days),
            lanes.join("; ")
        )
    }
}
