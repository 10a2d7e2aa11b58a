//! The numbers behind a timeline, as rows.
//!
//! In: what [`compose`](super::compose::compose) is asked for. Out: a row for every record in sight in
//! each of its lanes, and for every undated one, with its days as they are drawn.

use super::paper::frame;
use super::reach::{Reach, reach};
use super::series::Series;
use super::timeline::{Entry, Lane, timeline};
use super::wanted::Wanted;
use crate::analysis::counts::CannotCount;
use crate::derived::Derived;
use crate::model::day::DayRange;
use crate::model::edtf::Extent;
use crate::model::event::Standing;
use crate::model::id::RecordId;
use crate::model::project::Project;

/// What is said of one record in one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow {
    /// The name of the lane.
    pub lane: String,
    /// The title of the event, or what is claimed.
    pub title: String,
    /// When it was.
    pub span: Span,
    /// How firmly the sources stand behind an event; `None` for a claim.
    pub standing: Option<Standing>,
    /// Nobody asserts the event, somebody alleges it.
    pub alleged: Option<bool>,
    /// Somebody denies the event.
    pub denied: Option<bool>,
    /// Whether the event counts.
    pub counted: Option<bool>,
    /// The dates told elsewhere, each from its first to its last day.
    pub elsewhere: Vec<DayRange>,
}

/// When something was, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// From the first to the last day on which it may have happened or begun; `None` without a date.
    pub began: Option<DayRange>,
    /// How long it went on after that; `None` for what happened once.
    pub lasted: Option<Reach>,
}

impl Span {
    /// As an entry is drawn; nothing of what has none.
    pub(super) fn of(entry: Option<&Entry>) -> Self {
        let days = entry.map_or(&[][..], |entry| &entry.days);
        Self {
            began: days.iter().copied().reduce(DayRange::hull),
            lasted: entry.and_then(|entry| entry.reach),
        }
    }
}

/// The rows behind the timeline of a project.
///
/// # Errors
/// When the period runs backwards.
pub fn timeline_numbers(
    (project, derived): (&Project, &Derived),
    series: &[Series],
    wanted: &Wanted,
) -> Result<Vec<TimelineRow>, CannotCount> {
    let days = frame(Some((project, derived)), series, wanted)?.axis.days();
    let data = timeline(project, derived, &wanted.shown, &wanted.lanes);
    let rows = data.lanes.iter().flat_map(|lane| {
        let records = records(lane, days);
        records.filter_map(|(id, entry)| row(derived, &lane.name, id, entry))
    });
    Ok(rows.collect())
}

/// The records of a lane: those in sight with their entries, then those without a date.
pub(super) fn records(
    lane: &Lane,
    days: DayRange,
) -> impl Iterator<Item = (RecordId, Option<&Entry>)> {
    let seen = lane.entries.iter().filter(move |it| it.touches(days));
    let dated = seen.flat_map(|entry| entry.ids.iter().map(move |id| (*id, Some(entry))));
    dated.chain(lane.undated.iter().map(|id| (*id, None)))
}

fn row(derived: &Derived, lane: &str, id: RecordId, entry: Option<&Entry>) -> Option<TimelineRow> {
    let lane = lane.to_owned();
    match id {
        RecordId::Event(id) => {
            let facts = derived.events().get(id)?;
            let elsewhere = facts.elsewhere.iter().filter_map(Extent::hull);
            Some(TimelineRow {
                lane,
                title: facts.event.title.clone(),
                span: Span::of(entry),
                standing: Some(facts.standing),
                alleged: Some(facts.alleged),
                denied: Some(facts.denied),
                counted: Some(facts.is_countable()),
                elsewhere: elsewhere.collect(),
            })
        }
        RecordId::Claim(id) => {
            let facts = derived.claims().get(id)?;
            // Claims of one date share an entry, but not how long each goes on.
            let extent = facts.extent.as_ref();
            let lasted = extent.and_then(|it| reach(it, facts.horizon, facts.horizon));
            Some(TimelineRow {
                lane,
                title: facts.claim.proposition.clone(),
                span: Span {
                    lasted,
                    ..Span::of(entry)
                },
                standing: None,
                alleged: None,
                denied: None,
                counted: None,
                elsewhere: Vec::new(),
            })
        }
        _ => None,
    }
}
