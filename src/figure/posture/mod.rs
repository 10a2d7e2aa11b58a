//! Policy posture: what two actors have in force towards one another, by instrument, and what its
//! scores add up to.
//!
//! In: the facts of events and a pair of actors. Out: for each direction its lanes, one for each
//! instrument, and the steps of the sum; then, for a window of days, a scene. A shift whose score
//! nobody gives has no height and no part in the sum.

mod in_force;
mod layout;
mod paint;
mod shift;
mod sum;
mod sum_lane;

pub use in_force::InForce;
pub use layout::{gutter_of, layout};
pub use shift::Shift;
pub use sum::{Scored, Step, steps};

use super::labels::{number_of, range_words, score_words};
use super::pair::{Pair, Sides, Way};
use super::timeline::{Lane as TimeLane, TimelineData, last_published};
use crate::analysis::coverage::Coverage;
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::id::{EventId, RecordId};
use crate::model::project::Project;
use shift::instrument;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The instruments in the order of their lanes; others follow by letter, and what has none last.
const INSTRUMENTS: [&str; 8] = [
    "kinetic",
    "trade",
    "border",
    "refugees",
    "diplomatic",
    "mediation",
    "agreement",
    "recognition",
];

/// What a posture chart is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The two actors.
    pub pair: Pair,
    /// Which events.
    pub selection: Selection,
    /// Also incidents and diplomatic events: they happen and are never in force, so that they have
    /// bars and no part in the sum.
    pub acts: bool,
}

/// Everything a posture chart shows, whatever the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PostureData {
    /// The names of the two.
    pub names: (String, String),
    /// From the first to the other, back, and what others do towards both; only parts with
    /// something in them.
    pub parts: Vec<Part>,
    /// What the sources cover together.
    pub coverage: Arc<Coverage>,
    /// When the source that can know the most was published.
    pub last_published: Option<DayRange>,
}

/// One direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// "Pakistan towards Afghan Taliban".
    pub heading: String,
    /// The lanes, in the order of instruments; never empty.
    pub lanes: Vec<Lane>,
    /// The sum of what is in force; `None` where others act, whose posture it is not.
    pub sum: Option<Vec<Step>>,
}

/// The shifts of one instrument.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// Its name, "Trade", its marks by their first day, and what has no date.
    pub line: TimeLane,
    /// The scores behind its marks.
    pub shifts: BTreeMap<EventId, Shift>,
    /// What has no score, dated or not, oldest record first.
    pub unscored: Vec<RecordId>,
    key: (usize, String),
}

/// The posture of a pair; `None` when one of the two is no actor of the project.
pub fn posture(project: &Project, derived: &Derived, asked: &Asked) -> Option<PostureData> {
    let sides = Sides::new(project, asked.pair)?;
    let published = last_published(project);
    let mut parts: Vec<(Way, Part)> = [Way::Forth, Way::Back, Way::Others]
        .into_iter()
        .map(|way| (way, Part::new(way, &sides)))
        .collect();
    for facts in derived.events().iter() {
        let shown = facts.family() == Family::Policy || asked.acts;
        if !shown || !asked.selection.admits(facts) {
            continue;
        }
        let Some(way) = sides.way(&facts.event) else {
            continue;
        };
        for (of, part) in &mut parts {
            if *of == way || (way == Way::Both && *of != Way::Others) {
                part.add(facts, way, published.map(DayRange::last));
            }
        }
    }
    let parts = parts.into_iter().map(|(_, part)| part.finished());
    Some(PostureData {
        names: sides.names,
        parts: parts.filter(|part| !part.lanes.is_empty()).collect(),
        coverage: Arc::clone(derived.events().coverage()),
        last_published: published,
    })
}

impl Part {
    fn new(way: Way, sides: &Sides) -> Self {
        let (from, to) = sides.from_and_to(way);
        Self {
            heading: match way {
                Way::Others => format!("Others towards {from} and {to}"),
                _ => format!("{from} towards {to}"),
            },
            lanes: Vec::new(),
            sum: (way != Way::Others).then(Vec::new),
        }
    }

    fn add(&mut self, facts: &EventFacts, way: Way, published: Option<Day>) {
        let key = instrument(facts);
        let place = INSTRUMENTS.iter().position(|it| *it == key);
        let place = match (place, key.as_str()) {
            (Some(place), _) => place,
            (None, "") => INSTRUMENTS.len() + 1,
            (None, _) => INSTRUMENTS.len(),
        };
        let key = (place, key);
        let at = match self.lanes.iter().position(|lane| lane.key == key) {
            Some(at) => at,
            None => {
                self.lanes.push(Lane::new(key));
                self.lanes.len() - 1
            }
        };
        let heading = self.heading.clone();
        let Some(lane) = self.lanes.get_mut(at) else {
            return;
        };
        if shift::score(facts).is_none() {
            lane.unscored.push(facts.id().into());
        }
        let under = shift::Under {
            lane: &lane.line.name,
            heading: &heading,
            mutual: way == Way::Both,
            published,
        };
        let marked = shift::marked(facts, &under);
        let (shift, entry) = marked.unzip();
        lane.shifts.extend(shift.map(|shift| (facts.id(), shift)));
        lane.line.put(facts, entry);
    }

    fn finished(mut self) -> Self {
        self.lanes.sort_by(|a, b| a.key.cmp(&b.key));
        for lane in &mut self.lanes {
            lane.line.sort();
        }
        if self.sum.is_some() {
            let shifts = self.lanes.iter().flat_map(|lane| &lane.shifts);
            let summed = shifts.filter_map(|(event, shift)| shift.summed(*event));
            let mut scored: Vec<Scored> = summed.collect();
            scored.sort_by_key(|one| one.event);
            self.sum = Some(steps(&scored));
        }
        self
    }

    /// The sum on a day; zero on a day on which nothing can be in force.
    pub fn sum_on(&self, day: Day) -> Option<&Step> {
        let steps = self.sum.as_ref()?;
        let after = steps.partition_point(|step| step.days.last() < day);
        steps.get(after).filter(|step| step.days.contains(day))
    }

    /// What is left out of the picture, in words: "1 without a score, 2 undated".
    pub fn left_out(&self) -> String {
        let count = |of: fn(&Lane) -> usize| self.lanes.iter().map(of).sum::<usize>();
        let (unscored, undated) = (
            count(|lane| lane.unscored.len()),
            count(|lane| lane.line.undated.len()),
        );
        let mut parts = Vec::new();
        parts.extend((unscored > 0).then(|| format!("{unscored} without a score")));
        parts.extend((undated > 0).then(|| format!("{undated} undated")));
        parts.join(", ")
    }
}

impl Lane {
    fn new(key: (usize, String)) -> Self {
        let mut letters = key.1.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let name: String = first.chain(letters).collect();
        let name = match name.as_str() {
            "" => "No instrument".to_owned(),
            _ => name,
        };
        Self {
            line: TimeLane::named(&name),
            key,
            ..Self::default()
        }
    }

    /// The highest and the lowest score, in tenths of a point; zero at the least.
    pub fn extremes(&self) -> (i64, i64) {
        let scores = || {
            self.shifts
                .values()
                .filter_map(|it| it.score)
                .map(i64::from)
        };
        (
            scores().max().unwrap_or(0).max(0),
            scores().min().unwrap_or(0).min(0),
        )
    }
}

impl PostureData {
    /// What it is, in a few words.
    pub fn title(&self) -> String {
        format!("Policy posture, {} and {}", self.names.0, self.names.1)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The same events as a timeline would hold them, to fit a window to.
    pub fn as_timeline(&self) -> TimelineData {
        let lanes = self.parts.iter().flat_map(|part| &part.lanes);
        TimelineData {
            lanes: lanes.map(|lane| lane.line.clone()).collect(),
            coverage: Arc::clone(&self.coverage),
            last_published: self.last_published,
            ..TimelineData::default()
        }
    }

    /// How to read it, and what it leaves out.
    pub fn caption(&self) -> String {
        let left_out: Vec<String> = self
            .parts
            .iter()
            .filter(|part| !part.left_out().is_empty())
            .map(|part| format!(" {}: {}.", part.heading, part.left_out()))
            .collect();
        format!(
            "Scores in PLOVER points, conciliatory above, escalatory below; a shift holds until its \
             end or, where no end is told, as far as its sources can know. The line is the sum of \
             what surely is in force, the band what it can be. Announced and not counted shifts, \
             and what has no score, are in no sum.{}",
            left_out.join("")
        )
    }

    /// What the chart shows, in a sentence or two.
    pub fn summary(&self, days: DayRange) -> String {
        let mut parts = vec![format!(
            "Policy posture of {} and {}, {}.",
            self.names.0,
            self.names.1,
            range_words(days)
        )];
        for part in &self.parts {
            let seen = |lane: &Lane| {
                let entries = lane.line.entries.iter();
                entries.filter(|entry| entry.touches(days)).count()
            };
            let number = part.lanes.iter().map(seen).sum();
            let last = part.sum.as_ref().and_then(|steps| steps.last());
            let sum = last.map_or_else(String::new, |step| format!("; {}", sum_words(step)));
            parts.push(format!(
                "{}: {}{sum}.",
                part.heading,
                number_of(number, "event")
            ));
        }
        parts.join(" ")
    }
}

/// "−6 from 1 Jan 2025 to 12 Oct 2025", "between −6 and 0 Dec 2024".
pub(super) fn sum_words(step: &Step) -> String {
    let sum = match step.is_sure() {
        true => score_words(step.sure),
        false => format!(
            "between {} and {}",
            score_words(step.least),
            score_words(step.most)
        ),
    };
    format!("{sum}, {}", range_words(step.days))
}
