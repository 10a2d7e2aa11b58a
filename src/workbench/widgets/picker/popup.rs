//! The open picker: a field to type into and the entries that fit.

use egui::{Key, Modifiers, ScrollArea, Ui};

use super::matching::matches;
use super::{ListRow, Picked, Picker};
use crate::workbench::theme::{ROW_HEIGHT, hint};
use crate::workbench::widgets::TextField;

/// What is typed into an open picker, and the row the arrows stand on.
#[derive(Clone, Default)]
pub(super) struct Search {
    text: String,
    row: usize,
}

/// A row on offer.
enum Offer {
    /// The entry at this index.
    Entry(usize),
    New,
}

impl<I: Clone + Eq> Picker<'_, I> {
    pub(super) fn search_ui(&self, ui: &mut Ui, opened: bool) -> Option<Picked<I>> {
        let mut search: Search = ui.data(|data| data.get_temp(self.salt)).unwrap_or_default();
        let (up, down, enter) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let name = format!("Find in {}", self.label);
        let field = TextField::new(self.salt.with("search"), &name, &mut search.text);
        let field = field.hint("Type to find…").take_keyboard(opened);
        let response = field.show(ui).response;
        if response.changed() {
            search.row = 0;
        }
        let offers = self.offers(&search.text);
        let last = offers.len().saturating_sub(1);
        search.row = match (up, down) {
            (true, false) => search.row.saturating_sub(1),
            (false, true) => (search.row + 1).min(last),
            _ => search.row.min(last),
        };
        let clicked = self.offers_ui(ui, &offers, &search, up || down);
        let row = clicked.or_else(|| enter.then_some(search.row));
        let picked = row
            .and_then(|row| offers.get(row))
            .and_then(|offer| self.picked(offer, &search));
        ui.data_mut(|data| data.insert_temp(self.salt, search));
        picked
    }

    /// Draws the rows in sight; the index of a clicked one.
    fn offers_ui(
        &self,
        ui: &mut Ui,
        offers: &[Offer],
        search: &Search,
        follow: bool,
    ) -> Option<usize> {
        if offers.is_empty() {
            ui.label(hint("Nothing of that name."));
            return None;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().max_height(8.0 * ROW_HEIGHT);
        let mut clicked = None;
        area.show_rows(ui, ROW_HEIGHT, offers.len(), |ui, rows| {
            for (index, offer) in offers.iter().enumerate().skip(rows.start).take(rows.len()) {
                let name = self.offer_name(offer, search);
                let row = ListRow::new(&name).inset(8.0).selected(index == search.row);
                let response = ui.push_id(index, |ui| ui.add(row)).inner;
                if response.clicked() {
                    clicked = Some(index);
                }
                if follow && index == search.row {
                    response.scroll_to_me(None);
                }
            }
        });
        clicked
    }

    fn offer_name(&self, offer: &Offer, search: &Search) -> String {
        match offer {
            Offer::Entry(index) => self.entries.get(*index).map(|(_, name)| name.clone()),
            Offer::New => Some(format!("Add “{}”…", search.text.trim())),
        }
        .unwrap_or_default()
    }

    fn picked(&self, offer: &Offer, search: &Search) -> Option<Picked<I>> {
        match offer {
            Offer::Entry(index) => {
                let (id, _) = self.entries.get(*index)?;
                Some(Picked::Chosen(id.clone()))
            }
            Offer::New => Some(Picked::New(search.text.trim().to_owned())),
        }
    }

    /// The entries that contain every typed word, best first, then the offer to make a new one.
    fn offers(&self, typed: &str) -> Vec<Offer> {
        let names = self.entries.iter().map(|(_, name)| name.as_str());
        let free = |index: &usize| {
            let entry = self.entries.get(*index);
            !self.several || !entry.is_some_and(|(id, _)| self.chosen.contains(id))
        };
        let found = matches(names.clone(), typed);
        let mut offers: Vec<Offer> = found.into_iter().filter(free).map(Offer::Entry).collect();
        let typed = typed.trim();
        let known = names.clone().any(|name| name.eq_ignore_ascii_case(typed));
        if self.new_entries && !typed.is_empty() && !known {
            offers.push(Offer::New);
        }
        offers
    }
}
