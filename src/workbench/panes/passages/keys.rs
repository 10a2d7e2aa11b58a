//! The arrows in a list or grid that is one stop of the keyboard.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// So many rows and columns on.
    By(isize, isize),
    /// The first or the last row.
    First,
    Last,
    /// Follow what it stands on.
    Enter,
}

/// What the keyboard asks for while it is on `area`; a page has `page` rows. Sideways arrows are
/// read only in a grid.
pub(super) fn moved(ui: &Ui, area: &Response, page: isize, grid: bool) -> Option<Move> {
    if !area.has_focus() {
        return None;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: grid,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(area.id, filter));
    let rows = [
        (Key::ArrowDown, Move::By(1, 0)),
        (Key::ArrowUp, Move::By(-1, 0)),
        (Key::PageDown, Move::By(page, 0)),
        (Key::PageUp, Move::By(-page, 0)),
        (Key::Home, Move::First),
        (Key::End, Move::Last),
        (Key::Enter, Move::Enter),
    ];
    let columns = [
        (Key::ArrowRight, Move::By(0, 1)),
        (Key::ArrowLeft, Move::By(0, -1)),
    ];
    let keys = rows.into_iter().chain(columns.into_iter().filter(|_| grid));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    keys.into_iter()
        .find(|(key, _)| pressed(*key))
        .map(|(_, asked)| asked)
}

/// The place a step leads to among `count`; the first or last one from nowhere. `None` where there
/// is none.
pub(super) fn stepped(from: Option<usize>, by: isize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match from {
        Some(at) => at.saturating_add_signed(by).min(last),
        None if by < 0 => last,
        None => 0,
    })
}
