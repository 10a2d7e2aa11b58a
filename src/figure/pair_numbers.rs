//! The numbers behind a chart of two actors, as rows.
//!
//! In: what [`compose`](super::compose::compose) is asked for. Out: a row for every event in sight,
//! one for every event without a date, one for every step of a sum, and two for every bucket of a
//! table: its rows and the killed in them.

use super::dyad::DyadData;
use super::frequency::automatic_bucket;
use super::pair_figure::PairData;
use super::posture::{Part, PostureData};
use super::series::{ActLane, TableActs};
use super::time_axis::TimeAxis;
use super::timeline::Lane;
use super::timeline_numbers::{Span, records};
use super::wanted::Wanted;
use crate::analysis::buckets::cut;
use crate::analysis::counts::CannotCount;
use crate::analysis::coverage::Covered;
use crate::derived::Derived;
use crate::model::day::DayRange;
use crate::model::id::{EventId, RecordId};
use crate::model::project::Project;
use crate::model::toll::Harm;

/// What the sums of a posture are called beside its lanes.
const SUM: &str = "Sum";

/// What is said of one mark, or of one step of a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// Who acts towards whom.
    pub series: String,
    /// The instrument or the kind; "Sum" for a step of a sum.
    pub lane: String,
    /// The title of the event; empty for a step of a sum.
    pub what: String,
    /// When it was; of a step of a sum and of a bucket, its days.
    pub span: Span,
    /// Whether the event counts; `None` for what is no event.
    pub counted: Option<bool>,
    /// What the numbers are: "points", "killed", or "rows" of a table.
    pub unit: &'static str,
    /// The score, the sum, or the most likely toll; `None` where nobody gives one.
    pub value: Option<f64>,
    /// The least it may be.
    pub low: Option<f64>,
    /// The most it may be.
    pub high: Option<f64>,
}

/// The rows behind the chart of a pair.
///
/// # Errors
/// When the period runs backwards.
pub fn pair_numbers(
    project: &Project,
    derived: &Derived,
    tables: &[TableActs],
    wanted: &Wanted,
) -> Result<Vec<PairRow>, CannotCount> {
    let data = PairData::wanted(project, derived, wanted).with_tables(tables.to_vec());
    let axis = data.paper(wanted)?.axis;
    let days = axis.days();
    Ok(match &data {
        PairData::Nothing => Vec::new(),
        PairData::Posture(data) => of_posture(data, derived, days),
        PairData::Dyad(data, _) => {
            let mut rows = of_dyad(data, derived, days);
            rows.extend(of_tables(data, &axis)?);
            rows
        }
    })
}

fn of_posture(data: &PostureData, derived: &Derived, days: DayRange) -> Vec<PairRow> {
    let mut rows = Vec::new();
    for part in &data.parts {
        for lane in &part.lanes {
            rows.extend(events(&lane.line, days).filter_map(|(id, span)| {
                let facts = derived.events().get(id)?;
                let shift = lane.shifts.get(&id);
                let score = shift.and_then(|it| it.score).map(i64::from);
                Some(PairRow {
                    series: part.heading.clone(),
                    lane: lane.line.name.clone(),
                    what: facts.event.title.clone(),
                    span,
                    counted: Some(facts.is_countable()),
                    unit: "points",
                    value: score.map(points),
                    low: None,
                    high: None,
                })
            }));
        }
        rows.extend(steps(part, days));
    }
    rows
}

fn steps(part: &Part, days: DayRange) -> impl Iterator<Item = PairRow> {
    let steps = part.sum.iter().flatten();
    let seen = steps.filter(move |step| step.days.intersection(days).is_some());
    seen.map(|step| PairRow {
        series: part.heading.clone(),
        lane: SUM.to_owned(),
        what: String::new(),
        span: on(step.days),
        counted: None,
        unit: "points",
        value: Some(points(step.sure)),
        low: Some(points(step.least)),
        high: Some(points(step.most)),
    })
}

fn points(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}

fn of_dyad(data: &DyadData, derived: &Derived, days: DayRange) -> Vec<PairRow> {
    let lanes = data.lanes();
    let rows = lanes.iter().flat_map(|lane| {
        let acts = data.is_of_acts(lane);
        events(lane, days).filter_map(move |(id, span)| {
            let facts = derived.events().get(id)?;
            let killed = facts.toll(Harm::Killed);
            let number = |number: Option<u32>| number.filter(|_| acts).map(f64::from);
            Some(PairRow {
                series: lane.name.clone(),
                lane: facts.kind.name.clone(),
                what: facts.event.title.clone(),
                span,
                counted: Some(facts.is_countable()),
                unit: if acts { "killed" } else { "" },
                value: number(killed.best),
                low: number(killed.low),
                high: number(killed.high),
            })
        })
    });
    rows.collect()
}

/// How many rows of each table there are in each bucket in sight, and how many were killed in them.
fn of_tables(data: &DyadData, axis: &TimeAxis) -> Result<Vec<PairRow>, CannotCount> {
    let buckets = cut(axis.days(), automatic_bucket(axis))?;
    let mut rows = Vec::new();
    for acts in &data.tables {
        let coverage = acts.coverage();
        let of_lane = |lane: &ActLane| {
            let row = |days, unit| PairRow {
                series: data.heading(lane.way),
                lane: acts.title.clone(),
                what: String::new(),
                span: on(days),
                counted: None,
                unit,
                value: None,
                low: None,
                high: None,
            };
            let mut rows = Vec::new();
            for days in &buckets {
                let amount = lane.amount(*days);
                // Nothing is zero only where the table looks.
                let is_known = amount > 1e-9 || coverage.share(*days) != Some(Covered::None);
                rows.push(PairRow {
                    value: is_known.then_some(amount),
                    ..row(*days, plural(acts.noun))
                });
                let killed = lane.killed(*days).filter(|_| is_known);
                let told = killed.filter(|it| amount < 1e-9 || it.untold < amount - 1e-9);
                rows.push(PairRow {
                    value: told.map(|it| it.best),
                    low: told.map(|it| it.low),
                    high: told.map(|it| it.high),
                    ..row(*days, "killed")
                });
            }
            rows
        };
        rows.extend(acts.lanes.iter().flat_map(of_lane));
    }
    Ok(rows)
}

/// What several rows of a table are called.
fn plural(noun: &str) -> &'static str {
    match noun {
        "incident" => "incidents",
        _ => "rows",
    }
}

/// The events of a lane, and when they were: those in sight, then those without a date.
fn events(lane: &Lane, days: DayRange) -> impl Iterator<Item = (EventId, Span)> {
    records(lane, days).filter_map(|(id, entry)| match id {
        RecordId::Event(id) => Some((id, Span::of(entry))),
        _ => None,
    })
}

/// What stands for some days.
fn on(days: DayRange) -> Span {
    Span {
        began: Some(days),
        lasted: None,
    }
}
