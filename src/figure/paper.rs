//! The paper of a figure: the days on it, and the gutter beside its charts.

use super::frame::Frame;
use super::frequency;
use super::metrics::FaceMetrics;
use super::series::{self, Series};
use super::timeline::{self, TimelineData, timeline};
use super::wanted::{Charts, Wanted};
use crate::analysis::counts::CannotCount;
use crate::derived::Derived;
use crate::model::day::{Day, DayRange};
use crate::model::project::Project;
use crate::model::view::Bucket;

/// A period of which only one end was chosen has at least so many days, beside the one chosen.
const LEAST_DAYS: i32 = 27;

/// The paper a figure is laid out on.
///
/// # Errors
/// When the period runs backwards.
pub(super) fn frame(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    wanted: &Wanted,
) -> Result<Frame, CannotCount> {
    let lanes =
        own.map(|(project, derived)| timeline(project, derived, &wanted.shown, &wanted.lanes));
    let names = names(lanes.as_ref(), series, wanted);
    paper(lanes.as_ref(), series, names, wanted)
}

/// How wide a gutter the names of lanes need, in points.
pub(super) fn names(lanes: Option<&TimelineData>, series: &[Series], wanted: &Wanted) -> f32 {
    match wanted.charts {
        Charts::Frequency => 0.0,
        // Whoever asks for the numbers behind a figure gets the same paper without drawing.
        _ => timeline::gutter_of(lanes, series, wanted.paper(), FaceMetrics::bundled()),
    }
}

/// Paper with a gutter as wide as names need.
///
/// # Errors
/// When the period runs backwards.
pub(super) fn paper(
    lanes: Option<&TimelineData>,
    series: &[Series],
    names: f32,
    wanted: &Wanted,
) -> Result<Frame, CannotCount> {
    let window = window(lanes, series, wanted)?;
    let frame = Frame::with_gutter(wanted.paper(), window, names);
    // Bars of years alone have the names of their years under them.
    let bucket = wanted.asked.bucket;
    let bucket = bucket.unwrap_or_else(|| frequency::automatic_bucket(&frame.axis));
    let axis = match (wanted.charts, bucket) {
        (Charts::Frequency, Bucket::Year) => frame.axis.naming_years(),
        _ => frame.axis,
    };
    Ok(Frame {
        patterned: wanted.patterned,
        axis,
        ..frame
    })
}

/// The days asked for; else what shows everything that counts, and of tables only where no event
/// is shown; the present century's start when nothing is dated.
fn window(
    lanes: Option<&TimelineData>,
    series: &[Series],
    wanted: &Wanted,
) -> Result<DayRange, CannotCount> {
    let of_events = lanes.and_then(TimelineData::fitting_window);
    let bucket = wanted.asked.bucket.unwrap_or(Bucket::Year);
    let fitting = of_events.or_else(|| series::fitting_window(series, bucket));
    let from = wanted.from.or(fitting.map(DayRange::first));
    let to = wanted.to.or(fitting.map(DayRange::last));
    let first = from.or(to).unwrap_or(Day::from_number(10_957));
    // With one end only, the other is where what there is begins or ends: nothing empty beyond it.
    // Where that leaves less than a month, it is a year away.
    let (from, to) = match (wanted.from, wanted.to) {
        (Some(from), Some(to)) => (from, to),
        (None, Some(to)) => {
            let begin = from.filter(|from| *from <= to.plus(-LEAST_DAYS));
            (begin.unwrap_or(to.plus(-364)), to)
        }
        (Some(from), None) => {
            let end = to.filter(|to| *to >= from.plus(LEAST_DAYS));
            (from, end.unwrap_or(from.plus(364)))
        }
        (None, None) => (first, to.unwrap_or(first.plus(364))),
    };
    DayRange::new(from, to).ok_or(CannotCount::Backwards { from, to })
}
