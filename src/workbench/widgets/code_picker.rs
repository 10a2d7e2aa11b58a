//! Coding by typing: a list of codes beside the selected words, narrowed by a few letters.
//!
//! In: the codes in the order of the codebook and where the words stand. Out: the code that was
//! chosen, a new one to be made, or nothing. The caller gives the keyboard back to where it was.

use egui::accesskit::Role;
use egui::{
    Area, Context, Event, Frame, Id, Key, Modifiers, Order, Pos2, Rect, ScrollArea, Ui, WidgetInfo,
    pos2, vec2,
};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{ListRow, TextField};
use crate::model::id::CodeId;
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{CONTROL_HEIGHT, ROW_HEIGHT, hint};

const WIDTH: f32 = 320.0;
const MAX_ROWS: usize = 9;
/// From the words to the list, in points.
const GAP: f32 = 6.0;
/// A match in the name itself counts more than one in the codes above it.
const NAME_BONUS: u32 = 24;

/// A code on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// Its id.
    pub id: CodeId,
    /// Its name.
    pub name: String,
    /// The names of the codes above it and its own: `Policy shift › Trade`.
    pub path: String,
    /// Its hue.
    pub hue: Hue,
    /// Its shape.
    pub shape: Shape,
}

/// What the analyst decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeChoice {
    /// This code.
    Code(CodeId),
    /// A code of this name that is to be made; trimmed, not empty.
    New(String),
    /// Nothing.
    Cancel,
}

/// What is typed, which row the arrows stand on, and what was used last.
#[derive(Clone, Debug, Default)]
pub struct CodePickerState {
    open: bool,
    /// Opened since the last frame: takes the keyboard, and the click that opened it is not
    /// one beside it.
    fresh: bool,
    query: String,
    row: usize,
    last_used: Option<CodeId>,
}

/// A row on offer: the entry at an index, or a new code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Entry(usize),
    New,
}

impl CodePickerState {
    /// Opens the list with nothing typed.
    pub fn open(&mut self) {
        self.open = true;
        self.fresh = true;
        self.query.clear();
        self.row = 0;
    }

    /// Closes the list without a choice.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Whether the list is shown.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The code that was chosen last; it is offered first.
    pub fn last_used(&self) -> Option<CodeId> {
        self.last_used
    }

    /// Says that a code was used, here or elsewhere.
    pub fn used(&mut self, code: CodeId) {
        self.last_used = Some(code);
    }

    fn step(&mut self, down: bool, rows: usize) {
        let rows = rows.max(1);
        self.row = (self.row + if down { 1 } else { rows - 1 }) % rows;
    }

    fn offers(&self, entries: &[CodeEntry]) -> Vec<Offer> {
        let typed = self.query.trim();
        let found = if typed.is_empty() {
            in_order(entries, self.last_used)
        } else {
            matches(entries, typed)
        };
        let lower = typed.to_lowercase();
        let known = entries
            .iter()
            .any(|entry| entry.name.to_lowercase() == lower);
        let new = (!typed.is_empty() && !known).then_some(Offer::New);
        found.into_iter().map(Offer::Entry).chain(new).collect()
    }

    fn choice(&self, entries: &[CodeEntry], offer: Offer) -> Option<CodeChoice> {
        match offer {
            Offer::Entry(index) => entries.get(index).map(|entry| CodeChoice::Code(entry.id)),
            Offer::New => Some(CodeChoice::New(self.query.trim().to_owned())),
        }
    }
}

/// Shows the list below `rect`, or above where there is more room, while it is open. The choice
/// closes it.
pub fn code_picker_ui(
    ui: &Ui,
    state: &mut CodePickerState,
    entries: &[CodeEntry],
    rect: Rect,
) -> Option<CodeChoice> {
    if !state.open {
        return None;
    }
    let ctx = ui.ctx();
    let id = Id::unique("code picker");
    let keys = Keys::take(ctx);
    if state.fresh {
        // The field cannot read yet what was typed in the frame that opened the list.
        state.query.push_str(&take_text(ctx));
    }
    let rows = state.offers(entries).len().clamp(1, MAX_ROWS);
    let height = rows as f32 * ROW_HEIGHT + CONTROL_HEIGHT + 24.0;
    let area = Area::new(id)
        .order(Order::Foreground)
        .fixed_pos(corner(ctx.content_rect(), rect, height))
        .constrain(true);
    let shown = area.show(ctx, |ui| {
        Frame::popup(ui.style())
            .show(ui, |ui| {
                ui.set_width(WIDTH);
                list_ui(ui, id, state, entries, &keys)
            })
            .inner
    });
    let beside = !state.fresh && pressed_beside(ctx, shown.response.rect);
    state.fresh = false;
    let cancelled = (keys.escape || beside).then_some(CodeChoice::Cancel);
    let choice = shown.inner.or(cancelled)?;
    if let CodeChoice::Code(code) = choice {
        state.used(code);
    }
    state.close();
    ctx.memory_mut(|memory| memory.surrender_focus(id.with("query")));
    ctx.request_repaint();
    Some(choice)
}

/// The keys of the list, taken before the text field sees them.
struct Keys {
    up: bool,
    down: bool,
    enter: bool,
    escape: bool,
}

impl Keys {
    fn take(ctx: &Context) -> Self {
        ctx.input_mut(|input| {
            let mut take = |key| input.consume_key(Modifiers::NONE, key);
            Self {
                up: take(Key::ArrowUp),
                down: take(Key::ArrowDown),
                enter: take(Key::Enter),
                escape: take(Key::Escape),
            }
        })
    }
}

fn take_text(ctx: &Context) -> String {
    let mut text = String::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(typed) => {
                text.push_str(typed);
                false
            }
            _ => true,
        });
    });
    text
}

fn corner(screen: Rect, rect: Rect, height: f32) -> Pos2 {
    let below = rect.bottom() + GAP;
    let above = rect.top() - GAP - height;
    let fits = below + height <= screen.bottom();
    let roomier = screen.bottom() - below >= rect.top() - screen.top();
    pos2(rect.left(), if fits || roomier { below } else { above })
}

fn pressed_beside(ctx: &Context, list: Rect) -> bool {
    ctx.input(|input| {
        let outside = |point| !list.contains(point);
        input.pointer.any_pressed() && input.pointer.interact_pos().is_some_and(outside)
    })
}

fn list_ui(
    ui: &mut Ui,
    id: Id,
    state: &mut CodePickerState,
    entries: &[CodeEntry],
    keys: &Keys,
) -> Option<CodeChoice> {
    let field = TextField::new(id.with("query"), "Find a code", &mut state.query);
    let field = field.hint("Type letters of a code…").keeps_tab();
    let response = field.show(ui).response;
    if state.fresh {
        response.request_focus();
    }
    if response.changed() {
        state.row = 0;
    }
    let offers = state.offers(entries);
    if keys.up || keys.down {
        state.step(keys.down, offers.len());
    }
    state.row = state.row.min(offers.len().saturating_sub(1));
    ui.add_space(4.0);
    let clicked = offers_ui(ui, state, entries, &offers, keys.up || keys.down);
    let row = clicked.or(keys.enter.then_some(state.row))?;
    state.choice(entries, *offers.get(row)?)
}

/// Draws the rows in sight; the number of a clicked one.
fn offers_ui(
    ui: &mut Ui,
    state: &CodePickerState,
    entries: &[CodeEntry],
    offers: &[Offer],
    follow: bool,
) -> Option<usize> {
    if offers.is_empty() {
        ui.label(hint("The codebook has no codes yet: type a name."));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut clicked = None;
    let area = ScrollArea::vertical().max_height(MAX_ROWS as f32 * ROW_HEIGHT);
    let area = match follow {
        true => area.vertical_scroll_offset(offset_for(state.row)),
        false => area,
    };
    area.show_rows(ui, ROW_HEIGHT, offers.len(), |ui, rows| {
        for (number, offer) in offers.iter().enumerate().skip(rows.start).take(rows.len()) {
            let response = ui
                .push_id(number, |ui| offer_ui(ui, state, entries, *offer, number))
                .inner;
            if response.clicked() {
                clicked = Some(number);
            }
        }
    });
    clicked
}

/// How far to scroll so that a row is in the middle.
fn offset_for(row: usize) -> f32 {
    row.saturating_sub(MAX_ROWS / 2) as f32 * ROW_HEIGHT
}

fn offer_ui(
    ui: &mut Ui,
    state: &CodePickerState,
    entries: &[CodeEntry],
    offer: Offer,
    number: usize,
) -> egui::Response {
    let selected = number == state.row;
    let new = format!("New code “{}”", state.query.trim());
    let entry = match offer {
        Offer::Entry(index) => entries.get(index),
        Offer::New => None,
    };
    let name = entry.map_or(new.as_str(), |entry| entry.name.as_str());
    let mut row = ListRow::new(name).inset(8.0).selected(selected);
    if let Some(entry) = entry {
        row = row.icon(entry.shape, entry.hue).trailing(above(entry));
    }
    let response = ui.add_sized(vec2(ui.available_width(), ROW_HEIGHT), row);
    let spoken = entry.map_or(new.as_str(), |entry| entry.path.as_str());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, spoken));
    response
}

/// The path without the code's own name.
fn above(entry: &CodeEntry) -> &str {
    let above = entry.path.strip_suffix(&entry.name).unwrap_or_default();
    above.trim_end().trim_end_matches('›').trim_end()
}

/// All of them, the one used last first.
fn in_order(entries: &[CodeEntry], last_used: Option<CodeId>) -> Vec<usize> {
    let is_last = |index: &usize| entries.get(*index).map(|entry| entry.id) == last_used;
    let last = (0..entries.len()).filter(is_last);
    last.chain((0..entries.len()).filter(|index| !is_last(index)))
        .collect()
}

/// Those whose name or path has the typed letters in order, best first, then as in the codebook.
fn matches(entries: &[CodeEntry], typed: &str) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(
        typed,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Fuzzy,
    );
    let mut letters = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
    let mut found: Vec<(u32, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let name = score(&entry.name).map(|score| score + NAME_BONUS);
            Some((name.max(score(&entry.path))?, index))
        })
        .collect();
    // Scattered letters are found in any long path; next to a good match they are noise.
    let best = found.iter().map(|(score, _)| *score).max();
    found.retain(|(score, _)| best.is_none_or(|best| 3 * score > 2 * best));
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    found.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests;
