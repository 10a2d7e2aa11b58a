//! What the keyboard asks for while it is on the grid.

use super::grid::Grid;
use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// The cursor goes to the row at a place; with `extend`, what lies between is selected too.
    Go { place: u32, extend: bool },
    /// The cursor goes to a column.
    Column(usize),
    /// The row of the cursor is opened.
    Open,
    /// Every row is selected.
    SelectAll,
    /// What is selected is copied.
    Copy,
    /// The keyboard goes to the field for words.
    Search,
    /// The menu of the cursor's column opens.
    Menu,
}

/// Takes the keys that are the grid's own.
pub(super) fn deeds(
    ui: &Ui,
    focus: &Response,
    grid: &Grid,
    rows: u32,
    columns: usize,
) -> Vec<Deed> {
    if !focus.has_focus() {
        return Vec::new();
    }
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus.id, filter));
    let mut found = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let deed = deed(event, grid, rows, columns);
            found.extend(deed);
            deed.is_none()
        });
    });
    found
}

fn deed(event: &Event, grid: &Grid, rows: u32, columns: usize) -> Option<Deed> {
    match event {
        Event::Copy => Some(Deed::Copy),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => of_key(*key, *modifiers, grid, rows, columns),
        _ => None,
    }
}

fn of_key(key: Key, held: Modifiers, grid: &Grid, rows: u32, columns: usize) -> Option<Deed> {
    if held.alt {
        return (key == Key::ArrowDown).then_some(Deed::Menu);
    }
    let last_column = columns.saturating_sub(1);
    match (key, held.command) {
        (Key::A, true) if !held.shift => return Some(Deed::SelectAll),
        (Key::Slash, false) => return Some(Deed::Search),
        (Key::Enter, false) => return Some(Deed::Open),
        (Key::ArrowLeft, false) => return Some(Deed::Column(grid.column.saturating_sub(1))),
        (Key::ArrowRight, false) => {
            return Some(Deed::Column((grid.column + 1).min(last_column)));
        }
        (Key::Home, false) | (Key::ArrowLeft, true) => {
            return Some(Deed::Column(0));
        }
        (Key::End, false) | (Key::ArrowRight, true) => return Some(Deed::Column(last_column)),
        _ => {}
    }
    let last = rows.checked_sub(1)?;
    let page = u32::try_from(grid.page()).unwrap_or(1);
    let from = grid.cursor.map(|cursor| cursor.min(last));
    let down = |by: u32| from.map_or(0, |from| from.saturating_add(by).min(last));
    let up = |by: u32| from.map_or(last, |from| from.saturating_sub(by));
    let place = match (key, held.command) {
        // Nothing is above the first row but the field for words.
        (Key::ArrowUp, false) if from == Some(0) && !held.shift => return Some(Deed::Search),
        (Key::ArrowDown, false) => down(1),
        (Key::ArrowUp, false) => up(1),
        (Key::PageDown, false) => down(page),
        (Key::PageUp, false) => up(page),
        (Key::Home | Key::ArrowUp, true) => 0,
        (Key::End | Key::ArrowDown, true) => last,
        _ => return None,
    };
    Some(Deed::Go {
        place,
        extend: held.shift,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_where_a_spreadsheet_leads() {
        let grid = |cursor| {
            let mut grid = Grid::default();
            (grid.cursor, grid.column) = (cursor, 1);
            grid
        };
        let go = |place, extend| Some(Deed::Go { place, extend });
        let (none, ctrl, shift) = (Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT);
        for (key, held, from, expected) in [
            (Key::ArrowDown, none, None, go(0, false)),
            (Key::ArrowDown, none, Some(3), go(4, false)),
            (Key::ArrowDown, shift, Some(9), go(9, true)),
            (Key::ArrowUp, none, Some(0), Some(Deed::Search)),
            (Key::ArrowUp, none, Some(4), go(3, false)),
            (Key::End, ctrl, Some(2), go(9, false)),
            (Key::Home, ctrl | shift, Some(7), go(0, true)),
            (Key::Home, none, Some(7), Some(Deed::Column(0))),
            (Key::End, none, Some(7), Some(Deed::Column(4))),
            (Key::ArrowRight, none, Some(7), Some(Deed::Column(2))),
            (Key::ArrowDown, Modifiers::ALT, Some(7), Some(Deed::Menu)),
            (Key::A, ctrl, Some(7), Some(Deed::SelectAll)),
            (Key::A, none, Some(7), None),
        ] {
            let found = of_key(key, held, &grid(from), 10, 5);
            assert_eq!(found, expected, "{key:?} {held:?} {from:?}");
        }
        assert_eq!(of_key(Key::ArrowDown, none, &grid(None), 0, 5), None);
    }
}
