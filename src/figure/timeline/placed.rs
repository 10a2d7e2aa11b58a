//! A mark of a lane as it lies on the axis: bars, a shape, how long it went on.
//!
//! In: an entry and a time axis. Out: its stretches in points, cut at the edges; a row and a label are
//! found for it later.

use super::entry::Entry;
use crate::figure::scene::Anchor;
use crate::figure::time_axis::TimeAxis;
use crate::model::day::DayRange;

/// Below this width a bar is drawn this wide, in points.
const LEAST_BAR: f32 = 5.0;
/// A day at least this wide is a bar; below, it is the shape of its kind.
const DAY_AS_BAR: f64 = 14.0;
/// A bar at least this wide shows the shape of its kind at its beginning, in points.
const LEAST_WITH_SHAPE: f32 = 18.0;
/// The middle of that shape, and half its size, in points.
pub(super) const SHAPE_IN_BAR: (f32, f32) = (8.0, 3.5);
/// Where words after that shape begin, in points.
pub(super) const AFTER_SHAPE: f32 = 14.0;
/// Half the size of a shape.
pub(in crate::figure) const SHAPE_RADIUS: f32 = 6.0;

/// A mark on its way into a row.
#[derive(Clone, Debug)]
pub(in crate::figure) struct Placed<'a> {
    pub entry: &'a Entry,
    /// The bars it is drawn as, from left to right, cut at the edges.
    pub bars: Vec<(f32, f32)>,
    /// The thin lines that join them, cut at the edges.
    pub joins: Vec<(f32, f32)>,
    /// Its middle where it is drawn as a shape.
    pub shape: Option<f32>,
    /// How far it surely went on, from the end of its bars or shape, cut at the edges.
    pub body: Option<(f32, f32)>,
    /// How far it may have gone on after that, cut at the edges.
    pub fade: Option<(f32, f32)>,
    /// How much of its strength what fades has left at its two edges, from 1 to 0.
    pub fade_left: (f32, f32),
    /// Something is sure after its start, in sight or not.
    pub sure_after_start: bool,
    pub row: usize,
    /// It lies behind the others of its row, without words.
    pub behind: bool,
    /// The others it stands for, where marks lie too close for one each.
    pub others: Vec<&'a Entry>,
    /// What is written in its bar of its status.
    pub inside: Option<&'static str>,
    /// What is written in its bar where it stands for several: their names as far as there is room,
    /// else how many.
    pub together: Option<String>,
    pub label: Option<Label>,
}

/// A label beside a mark.
#[derive(Clone, Debug)]
pub(in crate::figure) struct Label {
    pub text: String,
    pub x: f32,
    pub anchor: Anchor,
    /// How wide its words are.
    pub width: f32,
    /// It stands on a bar, and has a ground of its own there.
    pub grounded: bool,
}

impl<'a> Placed<'a> {
    /// Where an entry lies on the axis; `None` when that is out of sight.
    pub fn new(entry: &'a Entry, axis: &TimeAxis) -> Option<Self> {
        let mut new = Self {
            entry,
            bars: Vec::new(),
            joins: Vec::new(),
            shape: None,
            body: None,
            fade: None,
            fade_left: (1.0, 0.0),
            sure_after_start: false,
            row: 0,
            behind: false,
            others: Vec::new(),
            inside: None,
            together: None,
            label: None,
        };
        match entry.days.as_slice() {
            [day] if day.days() == 1 && axis.points_per_day() < DAY_AS_BAR => {
                new.shape = middle(entry, axis);
            }
            days => {
                new.shape = entry.size.and_then(|_| middle(entry, axis));
                let visible = days.iter().filter_map(|range| axis.visible(*range));
                new.bars = visible.map(at_least_wide).collect();
                new.joins = joins(days, axis);
            }
        }
        let last_start = entry.days.last()?;
        if let Some(reach) = entry.reach {
            let start = axis.span(*last_start).1;
            let sure = axis.x_of(reach.sure.plus(1));
            let end = axis.x_of(reach.last.plus(1));
            new.body = cut(start, sure, axis);
            new.fade = cut(sure, end, axis);
            new.sure_after_start = sure > start;
            if let Some((from, to)) = new.fade {
                // By the date, not by what is in sight of it.
                let left = |x: f32| ((end - x) / (end - sure)).clamp(0.0, 1.0);
                new.fade_left = (left(from), left(to));
            }
        }
        let lasting = new.body.is_some() || new.fade.is_some();
        let once = !new.bars.is_empty() || !new.joins.is_empty();
        let seen = new.shape.is_some() || once || lasting;
        seen.then_some(new)
    }

    /// Half the size of its shape, in points.
    pub fn radius(&self) -> f32 {
        self.entry.size.unwrap_or(SHAPE_RADIUS)
    }

    /// Where the shape of its kind stands in its first bar: at its beginning, or over what is too narrow
    /// for that; nowhere where the shape is the mark, or words fill the bar.
    pub fn shape_in_bar(&self) -> Option<f32> {
        let (from, to) = self.bars.first().copied().or(self.body)?;
        if self.shape.is_some() || self.together.is_some() {
            return None;
        }
        Some(match to - from >= LEAST_WITH_SHAPE {
            true => from + SHAPE_IN_BAR.0,
            false => f32::midpoint(from, to),
        })
    }

    /// What it is drawn as that words can stand in: beside its shape, where that stands over it.
    pub(super) fn stretches_inside(&self) -> Vec<(f32, f32)> {
        let all = self.bars.iter().copied().chain(self.body);
        let radius = self.radius();
        let beside = all.flat_map(|(from, to)| match self.shape {
            Some(x) if from < x + radius && x - radius < to => {
                vec![(from, x - radius), (x + radius, to)]
            }
            _ => vec![(from, to)],
        });
        let first = self
            .shape_in_bar()
            .map_or(f32::MIN, |x| x - SHAPE_IN_BAR.0 + AFTER_SHAPE);
        beside
            .map(|(from, to)| (from.max(first.min(to)), to))
            .collect()
    }

    /// From its first to its last point, without what fades.
    pub fn solid(&self) -> (f32, f32) {
        let radius = self.radius();
        let shape = self.shape.map(|x| (x - radius, x + radius));
        let stretches = self.bars.iter().chain(&self.joins).copied();
        let parts = stretches.chain(shape).chain(self.body);
        let hull = parts.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        hull.unwrap_or_else(|| self.fade.map_or((0.0, 0.0), |(begin, _)| (begin, begin)))
    }

    /// From its first to its last point, with what fades.
    pub fn whole(&self) -> (f32, f32) {
        let (begin, end) = self.solid();
        (begin, self.fade.map_or(end, |(_, last)| end.max(last)))
    }
}

/// The middle of the days on which it happened, where that is in sight.
fn middle(entry: &Entry, axis: &TimeAxis) -> Option<f32> {
    let days = entry.days.first()?.hull(*entry.days.last()?);
    let (begin, end) = axis.span(days);
    let middle = f32::midpoint(begin, end);
    (axis.left()..=axis.right())
        .contains(&middle)
        .then_some(middle)
}

/// The stretches between the parts of a set.
fn joins(days: &[DayRange], axis: &TimeAxis) -> Vec<(f32, f32)> {
    let pairs = days.windows(2).filter_map(|pair| match pair {
        [one, next] => cut(axis.span(*one).1, axis.span(*next).0, axis),
        _ => None,
    });
    pairs.collect()
}

/// The stretch between two places that lies within the edges.
fn cut(from: f32, to: f32, axis: &TimeAxis) -> Option<(f32, f32)> {
    let (from, to) = (from.max(axis.left()), to.min(axis.right()));
    (from < to).then_some((from, to))
}

fn at_least_wide((begin, end): (f32, f32)) -> (f32, f32) {
    let missing = (LEAST_BAR - (end - begin)).max(0.0) / 2.0;
    (begin - missing, end + missing)
}
