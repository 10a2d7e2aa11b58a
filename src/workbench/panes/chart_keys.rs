//! The keyboard in charts: they are one stop on its way, and arrow keys go from mark to mark.
//!
//! In: the marks of all charts of a stack as they are drawn, and keys. Out: which mark is the stop,
//! and which is given the keyboard next. Left and right go through time within a row, up and down to
//! the nearest mark of the next row, whichever chart that is in.

use crate::figure::scene::Mark;
use crate::model::id::{EventId, RecordId};
use crate::workbench::scene_ui::MarkStops;
use egui::{EventFilter, Id, Key, Modifiers, Rect, Ui};

/// Marks whose middles are no further apart than this stand in one row, in points.
const SAME_ROW: f32 = 4.0;

/// Which mark of a stack of charts the keyboard stops at.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    stop: Option<Id>,
    /// It is to be scrolled into sight.
    seek: bool,
    /// The event that is selected.
    selected: Option<EventId>,
    /// What is to be scrolled into sight as soon as it has a mark.
    sought: Option<RecordId>,
}

/// The marks of a stack of charts in one pass.
pub(super) struct ChartKeys {
    id: Id,
    kept: Kept,
    focused: Option<Id>,
    seen: Vec<(Id, Rect)>,
}

impl ChartKeys {
    /// Begins a pass; `id` tells the stack from others. An event that was just selected is looked
    /// for.
    pub(super) fn new(ui: &Ui, id: Id, selected: Option<EventId>) -> Self {
        let mut kept: Kept = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        if kept.selected != selected {
            kept.selected = selected;
            kept.sought = selected.map(RecordId::from);
        }
        Self {
            id,
            kept,
            focused: ui.memory(egui::Memory::focused),
            seen: Vec::new(),
        }
    }

    /// Gives the stop the keyboard, if there is one.
    pub(super) fn enter(&self, ui: &Ui) {
        let is_stop = |(id, _): &&(Id, Rect)| self.kept.stop == Some(*id);
        let stop = self.seen.iter().find(is_stop).or(self.seen.first());
        if let Some((stop, _)) = stop.copied() {
            ui.memory_mut(|memory| memory.request_focus(stop));
        }
    }

    /// Ends the pass: takes the keys that are the charts' own.
    pub(super) fn finish(mut self, ui: &Ui) {
        let at = |id: Option<Id>| self.seen.iter().position(|(seen, _)| Some(*seen) == id);
        let focused = at(self.focused);
        self.kept.seek = false;
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
            if let Some((id, _)) =
                key(ui).and_then(|key| self.seen.get(next(&self.seen, from, key)?))
            {
                (self.kept.stop, self.kept.seek) = (Some(*id), true);
                ui.memory_mut(|memory| memory.request_focus(*id));
                ui.ctx().request_repaint();
            }
        } else if at(self.kept.stop).is_none() {
            self.kept.stop = self.seen.first().map(|(id, _)| *id);
        }
        ui.data_mut(|data| data.insert_temp(self.id, self.kept));
    }
}

impl MarkStops for ChartKeys {
    fn see(&mut self, id: Id, rect: Rect) -> bool {
        self.seen.push((id, rect));
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
fn next(marks: &[(Id, Rect)], from: usize, key: Key) -> Option<usize> {
    let here = marks.get(from)?.1.center();
    let all = || {
        let others = marks.iter().map(|(_, rect)| rect.center()).enumerate();
        others.filter(move |(at, _)| *at != from)
    };
    let in_row = || all().filter(move |(_, it)| (it.y - here.y).abs() <= SAME_ROW);
    let by_x = |a: &(usize, egui::Pos2), b: &(usize, egui::Pos2)| a.1.x.total_cmp(&b.1.x);
    // Of those that stand in one place, one comes after the other.
    let is_before = |it: &(usize, egui::Pos2)| (it.1.x, it.0) < (here.x, from);
    let is_after = |it: &(usize, egui::Pos2)| (it.1.x, it.0) > (here.x, from);
    let beside = |distance: f32| {
        let row = all().filter(move |(_, it)| (it.y - here.y - distance).abs() <= SAME_ROW);
        row.min_by(|a, b| (a.1.x - here.x).abs().total_cmp(&(b.1.x - here.x).abs()))
    };
    let found = match key {
        Key::ArrowLeft => in_row().filter(is_before).max_by(by_x),
        Key::ArrowRight => in_row().filter(is_after).min_by(by_x),
        Key::Home => in_row().filter(is_before).min_by(by_x),
        Key::End => in_row().filter(is_after).max_by(by_x),
        Key::ArrowUp | Key::ArrowDown => {
            let sign = if key == Key::ArrowUp { -1.0 } else { 1.0 };
            let distances = all().map(|(_, it)| (it.y - here.y) * sign);
            let nearest = distances
                .filter(|it| *it > SAME_ROW)
                .min_by(f32::total_cmp)?;
            beside(nearest * sign)
        }
        _ => None,
    };
    found.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    #[test]
    fn arrows_go_through_time_in_a_row_and_to_the_nearest_of_the_next() {
        // Two rows of a chart and one of another below.
        let places = [
            (10.0, 10.0),
            (50.0, 11.0),
            (90.0, 10.0),
            (50.0, 30.0),
            (95.0, 30.0),
            (12.0, 200.0),
        ];
        let mark = |(at, (x, y)): (usize, (f32, f32))| {
            let rect = Rect::from_center_size(pos2(x, y), vec2(8.0, 8.0));
            (Id::unique(("mark", at)), rect)
        };
        let marks: Vec<(Id, Rect)> = places.into_iter().enumerate().map(mark).collect();
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
            (4, Key::ArrowDown, Some(5)),
            (5, Key::ArrowUp, Some(3)),
            (9, Key::ArrowUp, None),
        ] {
            assert_eq!(next(&marks, from, key), to, "{key:?} from {from}");
        }
    }

    #[test]
    fn marks_in_one_place_are_gone_through_one_after_the_other() {
        let rect = Rect::from_center_size(pos2(5.0, 5.0), vec2(8.0, 8.0));
        let marks: Vec<(Id, Rect)> = (0..3).map(|at| (Id::unique(at), rect)).collect();
        assert_eq!(next(&marks, 0, Key::ArrowRight), Some(1));
        assert_eq!(next(&marks, 1, Key::ArrowRight), Some(2));
        assert_eq!(next(&marks, 2, Key::ArrowRight), None);
        assert_eq!(next(&marks, 2, Key::ArrowLeft), Some(1));
    }
}
