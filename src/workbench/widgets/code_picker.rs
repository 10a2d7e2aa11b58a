//! Coding by typing: a list of codes beside the selected words, narrowed by a few letters.
//!
//! In: the codes in the order of the codebook and where the words stand. Out: the code that was
//! chosen, a new one to be made, or nothing. The caller gives the keyboard back to where it was.

mod offers;

use egui::accesskit::Role;
use egui::{
    Area, Context, Event, Frame, Id, Key, Modifiers, Order, Pos2, Rect, ScrollArea, Ui, WidgetInfo,
    pos2, vec2,
};

use super::{ListRow, TextField};
use crate::document::verbs::codebook::NewCode;
use crate::model::id::CodeId;
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{CONTROL_HEIGHT, ROW_HEIGHT, hint, strong};
use offers::Offer;

const WIDTH: f32 = 320.0;
const MAX_ROWS: usize = 9;
/// From the words to the list, in points.
const GAP: f32 = 6.0;

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
    /// A code that is to be made; its names are trimmed and not empty.
    New(NewCode),
    /// Nothing.
    Cancel,
}

/// What the codes are offered for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// A line above the list; may be empty.
    pub heading: String,
    /// Whether only codes of the list may be chosen, no new one.
    pub only_known: bool,
}

/// What is typed, which row the arrows stand on, and what was used last.
#[derive(Clone, Debug, Default)]
pub struct CodePickerState {
    open: bool,
    prompt: Prompt,
    /// The name of the new code whose place in the tree is being chosen.
    placing: Option<String>,
    /// The codes on the number keys, from the first key on.
    quick: Vec<CodeId>,
    /// Opened since the last frame: takes the keyboard, and the click that opened it is not
    /// one beside it.
    fresh: bool,
    query: String,
    row: usize,
    last_used: Option<CodeId>,
}

impl CodePickerState {
    /// Opens the list with nothing typed.
    pub fn open(&mut self) {
        self.open_for(Prompt::default());
    }

    /// Opens the list for something, with nothing typed.
    pub fn open_for(&mut self, prompt: Prompt) {
        self.open = true;
        self.fresh = true;
        self.prompt = prompt;
        self.placing = None;
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

    /// Says which codes are on the number keys, from the first key on.
    pub fn set_quick(&mut self, codes: &[CodeId]) {
        codes.clone_into(&mut self.quick);
    }

    fn step(&mut self, down: bool, rows: usize) {
        let rows = rows.max(1);
        self.row = (self.row + if down { 1 } else { rows - 1 }) % rows;
    }

    fn offers(&self, entries: &[CodeEntry]) -> Vec<Offer> {
        let typed = self.query.trim();
        match &self.placing {
            Some(_) => offers::places(entries, typed),
            None if self.prompt.only_known => offers::codes(entries, typed, self.last_used),
            None => offers::codes_and_new(entries, typed, self.last_used),
        }
    }

    fn choice(&self, entries: &[CodeEntry], offer: &Offer) -> Option<CodeChoice> {
        let id = |index: &usize| entries.get(*index).map(|entry| entry.id);
        Some(match offer {
            Offer::Entry(index) => CodeChoice::Code(id(index)?),
            Offer::New { under, names } => CodeChoice::New(NewCode {
                under: match under {
                    Some(index) => Some(id(index)?),
                    None => None,
                },
                names: names.clone(),
            }),
            Offer::Under(index) => CodeChoice::New(NewCode {
                under: Some(id(index)?),
                names: vec![self.placing.clone()?],
            }),
            Offer::AtTop => CodeChoice::New(NewCode::at_top(self.placing.clone()?)),
        })
    }

    /// Goes on to where a new code of the typed name is placed.
    fn begin_placing(&mut self) {
        let name = self.query.trim().to_owned();
        if self.placing.is_none() && !self.prompt.only_known && !name.is_empty() {
            self.placing = Some(name);
            self.query.clear();
            self.row = 0;
        }
    }

    /// Goes back from placing to naming; whether there was anything to go back from.
    fn end_placing(&mut self) -> bool {
        let Some(name) = self.placing.take() else {
            return false;
        };
        self.query = name;
        self.row = 0;
        true
    }

    fn heading(&self) -> String {
        match &self.placing {
            Some(name) => format!("Where does “{name}” go?"),
            None => self.prompt.heading.clone(),
        }
    }

    fn footer(&self) -> &'static str {
        if self.placing.is_some() {
            "Enter: add it there   Escape: back"
        } else if self.prompt.only_known {
            "Enter: this one   Escape: cancel"
        } else {
            "Enter: code   Tab: new code, placed…   a › b: new under"
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
    let mut keys = Keys::take(ctx);
    if keys.tab {
        state.begin_placing();
    }
    if keys.escape && state.end_placing() {
        keys.escape = false;
    }
    if state.fresh {
        // The field cannot read yet what was typed in the frame that opened the list.
        state.query.push_str(&take_text(ctx));
    }
    let rows = state.offers(entries).len().clamp(1, MAX_ROWS);
    let lines = if state.heading().is_empty() { 1.0 } else { 2.0 };
    let height = (rows as f32 + lines) * ROW_HEIGHT + CONTROL_HEIGHT + 24.0;
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
    tab: bool,
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
                tab: take(Key::Tab),
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
    let heading = state.heading();
    if !heading.is_empty() {
        ui.label(strong(&heading));
    }
    let prompt = match state.placing {
        Some(_) => "Type letters of the code above it…",
        None => "Type letters of a code…",
    };
    let field = TextField::new(id.with("query"), "Find a code", &mut state.query);
    let field = field.hint(prompt).keeps_tab();
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
    ui.add_space(4.0);
    ui.label(hint(state.footer()));
    let row = clicked.or(keys.enter.then_some(state.row))?;
    state.choice(entries, offers.get(row)?)
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
                .push_id(number, |ui| offer_ui(ui, state, entries, offer, number))
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
    offer: &Offer,
    number: usize,
) -> egui::Response {
    let selected = number == state.row;
    let name = offer.name(entries);
    let entry = offer.entry(entries);
    let trailing = entry.map_or_else(String::new, |entry| {
        let key = state.quick.iter().position(|code| *code == entry.id);
        let key = key.filter(|_| state.placing.is_none());
        match key {
            Some(key) => format!("{}   {}", offers::above(entry), key + 1),
            None => offers::above(entry).to_owned(),
        }
    });
    let mut row = ListRow::new(&name).inset(8.0).selected(selected);
    if let Some(entry) = entry {
        row = row.icon(entry.shape, entry.hue).trailing(&trailing);
    }
    let response = ui.add_sized(vec2(ui.available_width(), ROW_HEIGHT), row);
    let spoken = entry.map_or(name.as_str(), |entry| entry.path.as_str());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, spoken));
    response
}

#[cfg(test)]
mod tests;
