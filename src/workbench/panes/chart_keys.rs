//! The keyboard in charts: they are one stop on its way, and arrow keys go from mark to mark.
//!
//! In: the marks of all charts of a stack as they are drawn, and keys. Out: which mark is the stop,
//! and which is given the keyboard next. Left and right go through time within a row, up and down to
//! the nearest mark of the next row, whichever chart that is in.

use crate::figure::scene::Mark;
use crate::model::id::{EventId, RecordId};
use crate::workbench::scene_ui::MarkStops;
use egui::{EventFilter, Id, Key, Modifiers, Rect, Ui};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Marks whose middles are no further apart than this stand in one row, in points.
const SAME_ROW: f32 = 4.0;
/// An event that was selected may take so many passes to get a mark.
const PATIENCE: u8 = 20;

/// The keys of charts and what they do.
pub const KEYS: [(&str, &str); 4] = [
    ("Left, Right", "The mark before, the mark after"),
    ("Up, Down", "The nearest mark of the row above, below"),
    ("Home, End", "The first mark of a row, the last"),
    ("Enter", "What the mark stands for"),
];

/// Which mark of a stack of charts the keyboard stops at.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    stop: Option<Id>,
    /// It is to be scrolled into sight.
    seek: bool,
    /// The event that is selected.
    selected: Option<EventId>,
    /// What is to be scrolled into sight as soon as it has a mark, for so many passes yet.
    sought: Option<RecordId>,
    patience: u8,
}

/// A mark as the keyboard goes to it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    id: Id,
    rect: Rect,
    /// The part of the stack it is scrolled with, from the top.
    part: usize,
    /// The chart it is a bar of: all bars of a chart stand in one row, however high they are.
    bar_of: Option<Id>,
    /// It stands for records or rows.
    is_known: bool,
}

/// The marks of a stack of charts in one pass.
pub(super) struct ChartKeys {
    id: Id,
    kept: Kept,
    focused: Option<Id>,
    seen: Vec<Seen>,
    part: usize,
}

impl ChartKeys {
    /// Begins a pass; `id` tells the stack from others. An event that was just selected is looked
    /// for.
    pub(super) fn new(ui: &Ui, id: Id, selected: Option<EventId>) -> Self {
        let mut kept: Kept = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        if kept.selected != selected {
            kept.selected = selected;
            kept.sought = selected.map(RecordId::from);
            kept.patience = PATIENCE;
        }
        Self {
            id,
            kept,
            focused: ui.memory(egui::Memory::focused),
            seen: Vec::new(),
            part: 0,
        }
    }

    /// Begins another part of the stack, by its number from the top.
    pub(super) fn begin(&mut self, part: usize) {
        self.part = part;
    }

    /// Gives the stop the keyboard, if there is one.
    pub(super) fn enter(&self, ui: &Ui) {
        let is_stop = |seen: &&Seen| self.kept.stop == Some(seen.id);
        let stop = self.seen.iter().find(is_stop).or_else(|| self.first());
        if let Some(stop) = stop {
            ui.memory_mut(|memory| memory.request_focus(stop.id));
        }
    }

    /// Where the keyboard stops at first: what is told, rather than what is not.
    fn first(&self) -> Option<&Seen> {
        let mut seen = self.seen.iter();
        seen.find(|seen| seen.is_known).or(self.seen.first())
    }

    /// Ends the pass: takes the keys that are the charts' own.
    pub(super) fn finish(mut self, ui: &Ui) {
        let at = |id: Option<Id>| self.seen.iter().position(|seen| Some(seen.id) == id);
        let focused = at(self.focused);
        self.kept.seek = false;
        self.kept.patience = self.kept.patience.saturating_sub(1);
        self.kept.sought = self.kept.sought.filter(|_| self.kept.patience > 0);
        if let Some(from) = focused {
            self.kept.stop = self.focused;
            if let Some(id) = self.focused {
                let filter = EventFilter {
                    vertical_arrows: true,
                    horizontal_arrows: true,
                    ..EventFilter::default()
                };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            }
            let next = key(ui).and_then(|key| next(&self.seen, from, key));
            if let Some(next) = next.and_then(|next| self.seen.get(next)) {
                (self.kept.stop, self.kept.seek) = (Some(next.id), true);
                ui.memory_mut(|memory| memory.request_focus(next.id));
                ui.ctx().request_repaint();
            }
        } else if at(self.kept.stop).is_none() {
            self.kept.stop = self.first().map(|seen| seen.id);
        }
        ui.data_mut(|data| data.insert_temp(self.id, self.kept));
    }
}

impl MarkStops for ChartKeys {
    fn see(&mut self, (id, chart): (Id, Id), rect: Rect, mark: &Mark) -> bool {
        self.seen.push(Seen {
            id,
            rect,
            part: self.part,
            bar_of: mark.bar.is_some().then_some(chart),
            is_known: !mark.ids.is_empty() || mark.table.is_some(),
        });
        self.kept.stop == Some(id) || self.focused == Some(id)
    }

    fn seeks(&mut self, id: Id, mark: &Mark) -> bool {
        let is_selected = |wanted: &mut RecordId| mark.bar.is_none() && mark.ids.contains(wanted);
        let is_sought = self.kept.sought.take_if(is_selected).is_some();
        is_sought || self.kept.seek && self.kept.stop == Some(id)
    }
}

/// The key that was pressed, which nobody else sees then.
fn key(ui: &Ui) -> Option<Key> {
    let keys = [
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
    ];
    ui.input_mut(|input| {
        let mut keys = keys.into_iter();
        keys.find(|key| input.consume_key(Modifiers::NONE, *key))
    })
}

/// Where a key leads to from one of the marks.
fn next(marks: &[Seen], from: usize, key: Key) -> Option<usize> {
    let start = *marks.get(from)?;
    let grounds = grounds_of(marks);
    // That of the middles of its marks, or the ground bars stand on.
    let row = |seen: &Seen| {
        let ground = seen.bar_of.and_then(|chart| grounds.get(&chart));
        ground.copied().unwrap_or(seen.rect.center().y)
    };
    let (here, x) = (row(&start), |seen: &Seen| seen.rect.center().x);
    let others = || {
        let marks = marks.iter().enumerate();
        marks.filter(|(at, it)| *at != from && it.is_known)
    };
    let row = &row;
    let in_row = |part: usize, y: f32| {
        let here = others().filter(move |(_, it)| it.part == part);
        here.filter(move |(_, it)| (row(it) - y).abs() <= SAME_ROW)
    };
    // Of those that stand in one place, one comes after the other.
    let order = |(at, it): &(usize, &Seen)| (x(it), *at);
    let by_order = |a: &(usize, &Seen), b: &(usize, &Seen)| {
        let ((one, at), (other, next)) = (order(a), order(b));
        one.total_cmp(&other).then(at.cmp(&next))
    };
    let is_before = |it: &(usize, &Seen)| order(it) < (x(&start), from);
    let is_after = |it: &(usize, &Seen)| order(it) > (x(&start), from);
    let found = match key {
        Key::ArrowLeft => in_row(start.part, here).filter(is_before).max_by(by_order),
        Key::ArrowRight => in_row(start.part, here).filter(is_after).min_by(by_order),
        Key::Home => in_row(start.part, here).filter(is_before).min_by(by_order),
        Key::End => in_row(start.part, here).filter(is_after).max_by(by_order),
        Key::ArrowUp | Key::ArrowDown => {
            // What is scrolled out of one part lies over another: parts come before places.
            let forward = key == Key::ArrowDown;
            let is_beyond = |it: &Seen| match it.part.cmp(&start.part) {
                Ordering::Equal if forward => row(it) > here + SAME_ROW,
                Ordering::Equal => row(it) < here - SAME_ROW,
                order => (order == Ordering::Greater) == forward,
            };
            let beyond = others().filter(|(_, it)| is_beyond(it));
            let by_place = |a: &(usize, &Seen), b: &(usize, &Seen)| {
                let order = a.1.part.cmp(&b.1.part);
                order.then(row(a.1).total_cmp(&row(b.1)))
            };
            let (_, nearest) = match forward {
                true => beyond.min_by(by_place)?,
                false => beyond.max_by(by_place)?,
            };
            let away = |it: &Seen| (x(it) - x(&start)).abs();
            let next = in_row(nearest.part, row(nearest));
            next.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)))
        }
        _ => None,
    };
    found.map(|(at, _)| at)
}

/// The ground the bars of each chart stand on.
fn grounds_of(marks: &[Seen]) -> HashMap<Id, f32> {
    let mut grounds = HashMap::new();
    for mark in marks {
        if let Some(chart) = mark.bar_of {
            let ground = grounds.entry(chart).or_insert(f32::MIN);
            *ground = mark.rect.bottom().max(*ground);
        }
    }
    grounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn seen(at: usize, middle: (f32, f32), height: f32, bar_of: Option<Id>) -> Seen {
        Seen {
            id: Id::unique(("mark", at)),
            rect: Rect::from_center_size(pos2(middle.0, middle.1), vec2(8.0, height)),
            part: usize::from(bar_of.is_some()),
            bar_of,
            is_known: true,
        }
    }

    #[test]
    fn arrows_go_through_time_in_a_row_and_to_the_nearest_of_the_next() {
        // Two rows of lanes, and bars below that stand on one ground.
        let chart = Some(Id::unique("bars"));
        let marks = [
            seen(0, (10.0, 10.0), 8.0, None),
            seen(1, (50.0, 11.0), 8.0, None),
            seen(2, (90.0, 10.0), 8.0, None),
            seen(3, (50.0, 30.0), 8.0, None),
            seen(4, (95.0, 30.0), 8.0, None),
            seen(5, (12.0, 180.0), 40.0, chart),
            seen(6, (40.0, 195.0), 10.0, chart),
            // Scrolled out of sight, where the bars are.
            seen(7, (70.0, 200.0), 8.0, None),
        ];
        for (from, key, to) in [
            (0, Key::ArrowRight, Some(1)),
            (1, Key::ArrowRight, Some(2)),
            (2, Key::ArrowRight, None),
            (2, Key::ArrowLeft, Some(1)),
            (2, Key::Home, Some(0)),
            (0, Key::End, Some(2)),
            (0, Key::ArrowUp, None),
            (2, Key::ArrowDown, Some(4)),
            (0, Key::ArrowDown, Some(3)),
            (3, Key::ArrowDown, Some(7)),
            (7, Key::ArrowDown, Some(6)),
            (6, Key::ArrowRight, None),
            (6, Key::ArrowLeft, Some(5)),
            (5, Key::End, Some(6)),
            (5, Key::ArrowUp, Some(7)),
            (5, Key::ArrowDown, None),
            (9, Key::ArrowUp, None),
        ] {
            assert_eq!(next(&marks, from, key), to, "{key:?} from {from}");
        }
    }

    #[test]
    fn marks_in_one_place_are_gone_through_one_after_the_other() {
        let marks: Vec<Seen> = (0..3).map(|at| seen(at, (5.0, 5.0), 8.0, None)).collect();
        assert_eq!(next(&marks, 0, Key::ArrowRight), Some(1));
        assert_eq!(next(&marks, 1, Key::ArrowRight), Some(2));
        assert_eq!(next(&marks, 2, Key::ArrowRight), None);
        assert_eq!(next(&marks, 2, Key::ArrowLeft), Some(1));
    }
}
