//! What a lane becomes when its marks lie too close: first count marks, then a strip that is
//! darker where there is more.
//!
//! In: the marks of a lane. Out: fewer marks, or cells of a strip; never more than pixels allow.

use super::entry::Entry;
use super::paint::INSIDE_SIZE;
use super::placed::Placed;
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::time_axis::TimeAxis;
use crate::figure::words::and_more;
use std::collections::BTreeMap;

/// Marks nearer than this at both ends become one; the cells of a strip are this wide. Points.
const NEAR: f32 = 6.0;
/// Left and right of names in a bar together, in points.
const AROUND_NAMES: f32 = 16.0;
/// So many of one mark are named.
const MOST_NAMES: usize = 6;

/// One cell of a strip.
#[derive(Clone, Debug, Default)]
pub(in crate::figure) struct Cell<'a> {
    /// Its edges in points.
    pub stretch: (f32, f32),
    /// How many marks lie over it.
    pub number: usize,
    /// Those that begin in it.
    pub beginning: Vec<&'a Entry>,
}

/// Joins marks that begin and end nearer than six points to each other into marks with a number.
pub(in crate::figure) fn joined<'a>(
    marks: Vec<Placed<'a>>,
    metrics: &dyn Metrics,
) -> Vec<Placed<'a>> {
    let mut cells: BTreeMap<(i32, i32), Placed<'a>> = BTreeMap::new();
    let cell = |x: f32| (x / NEAR).floor() as i32;
    for mark in marks {
        let (begin, end) = mark.whole();
        match cells.get_mut(&(cell(begin), cell(end))) {
            Some(first) => first.others.push(mark.entry),
            None => {
                cells.insert((cell(begin), cell(end)), mark);
            }
        }
    }
    let mut out: Vec<Placed<'a>> = cells.into_values().collect();
    for mark in out.iter_mut().filter(|mark| !mark.others.is_empty()) {
        let number = (mark.others.len() + 1).to_string();
        let width = |text: &str| metrics.width(text, INSIDE_SIZE, Weight::Strong);
        widen(mark, width(&number) + 10.0);
        let room = mark.bars.first().map_or(0.0, |(from, to)| to - from) - AROUND_NAMES;
        mark.together = names(mark, &width, room).or(Some(number));
    }
    out
}

/// The names of what a mark stands for, the most important first, as many as there is room for;
/// `None` where there is none for one.
fn names(mark: &Placed<'_>, width: &dyn Fn(&str) -> f32, room: f32) -> Option<String> {
    let mut entries: Vec<&Entry> = std::iter::once(mark.entry)
        .chain(mark.others.iter().copied())
        .collect();
    entries.sort_by_key(|entry| entry.importance());
    let is_mixed = entries
        .iter()
        .any(|it| it.countable != mark.entry.countable);
    let labels = entries
        .iter()
        .map(|entry| match is_mixed && !entry.countable {
            true => format!("{} (not counted)", entry.named()),
            false => entry.named(),
        });
    let labels: Vec<String> = labels.take(MOST_NAMES).collect();
    let words = (1..=labels.len()).rev().map(|number| {
        let named = labels.get(..number).unwrap_or_default().join("; ");
        match entries.len() - number {
            0 => named,
            others => format!("{named}; {}", and_more(others)),
        }
    });
    let mut words = words;
    words.find(|words| width(words) <= room)
}

/// Turns a mark into one bar at least so wide.
fn widen(mark: &mut Placed<'_>, least: f32) {
    let (begin, end) = mark.solid();
    let missing = (least - (end - begin)).max(0.0) / 2.0;
    mark.bars = vec![(begin - missing, end + missing)];
    mark.joins.clear();
    mark.shape = None;
    mark.body = None;
    mark.fade = None;
}

/// A strip over the whole axis: only cells with something in them.
pub(in crate::figure) fn strip<'a>(marks: &[Placed<'a>], axis: &TimeAxis) -> Vec<Cell<'a>> {
    let count = ((axis.right() - axis.left()) / NEAR).ceil().max(1.0) as usize;
    let cell_of = |x: f32| (((x - axis.left()) / NEAR).max(0.0) as usize).min(count - 1);
    let mut begins: Vec<Vec<&'a Entry>> = vec![Vec::new(); count];
    let mut steps: Vec<i64> = vec![0; count + 1];
    let mut add = |at: usize, by: i64| {
        if let Some(step) = steps.get_mut(at) {
            *step += by;
        }
    };
    for mark in marks {
        let (from, to) = match mark.shape {
            Some(x) => (x, x),
            None => mark.solid(),
        };
        add(cell_of(from), 1);
        add(cell_of(to - 0.01) + 1, -1);
        if let Some(cell) = begins.get_mut(cell_of(from)) {
            cell.push(mark.entry);
        }
    }
    let mut number = 0;
    let cells = steps.into_iter().zip(begins).enumerate();
    let cells = cells.map(|(at, (step, beginning))| {
        number += step;
        let left = axis.left() + at as f32 * NEAR;
        Cell {
            stretch: (left, (left + NEAR).min(axis.right())),
            number: usize::try_from(number).unwrap_or(0),
            beginning,
        }
    });
    cells.filter(|cell| cell.number > 0).collect()
}
