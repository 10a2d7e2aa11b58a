//! The line over the grid: which table, words to look for, how many rows are shown and what is odd,
//! the columns, and writing what is shown.

use super::columns::{ShownColumn, all, usual};
use super::ticked::ticked_ui;
pub(super) use crate::figure::labels::grouped;
use crate::model::column::Column;
use crate::model::id::TableId;
use crate::model::row_filter::{RowField, RowTest};
use crate::tables::LoadedTable;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::filtering::{FilterChange, test_of};
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::counted;
use crate::workbench::theme::{CONTROL_HEIGHT, ROW_HEIGHT, color, hint, palette};
use crate::workbench::widgets::{ListRow, Picked, Picker, TextField};
use egui::accesskit::Role;
use egui::{
    Align, Button, Frame, Id, Key, Layout, Popup, PopupCloseBehavior, ScrollArea, SetOpenCommand,
    Ui, WidgetInfo, vec2,
};

/// What was done in the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BarActs {
    /// These columns are shown from now on.
    pub columns: Option<Vec<ShownColumn>>,
    /// The keyboard goes to the rows.
    pub to_rows: bool,
    /// What is odd is listed, or no longer.
    pub warnings: bool,
}

/// What the line shows.
pub(super) struct BarState<'b> {
    pub id: TableId,
    pub table: &'b LoadedTable,
    pub columns: &'b [ShownColumn],
    pub shown: u32,
    pub is_looking: bool,
    pub lists_warnings: bool,
}

/// What the line remembers.
#[derive(Default)]
pub(super) struct Bar {
    pub(super) wants_search: bool,
    pub(super) wants_columns: bool,
    typed: String,
}

/// The words looked for in a table, as they stand in the field. What is looked for is a filter like
/// any other: its chip takes it away, and a view brings it back.
#[derive(Default)]
pub(super) struct Search {
    typed: String,
    /// The words of the filter when the field was last made to show them.
    known: String,
}

impl Search {
    /// Shows the words of the filter wherever somebody else has changed them.
    fn follow(&mut self, words: &str) {
        if self.known != words {
            words.clone_into(&mut self.known);
            if self.typed.trim() != words {
                words.clone_into(&mut self.typed);
            }
        }
    }

    /// The test that rows with the words pass.
    fn test(&self) -> Option<RowTest> {
        let words = self.typed.trim();
        (!words.is_empty()).then(|| RowTest::Contains(words.to_owned()))
    }
}

/// What is said about a table: "6,416 rows · 328 shown · 200 warnings · 2 refused"; its rows, and
/// what is odd.
pub(super) fn status_words(table: &LoadedTable, shown: u32) -> (String, String) {
    let grouped = |number: u64| grouped(number);
    let rows = u64::from(table.len());
    let mut all = format!(
        "{} {}",
        grouped(rows),
        if rows == 1 { "row" } else { "rows" }
    );
    if shown < table.len() {
        let left_out = u64::from(table.len() - shown);
        all = format!(
            "{} of {all} · {} filtered out",
            grouped(u64::from(shown)),
            grouped(left_out)
        );
    }
    let mut odd = Vec::new();
    let refused = u64::from(table.refused);
    let warned = table.warned.saturating_sub(refused);
    if warned > 0 {
        let noun = if warned == 1 { "warning" } else { "warnings" };
        odd.push(format!("{} {noun}", grouped(warned)));
    }
    if refused > 0 {
        odd.push(format!("{} refused", grouped(refused)));
    }
    (all, odd.join(" · "))
}

impl Bar {
    /// Draws the line.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        state: &BarState<'_>,
        search: &mut Search,
    ) -> BarActs {
        let mut acts = BarActs::default();
        let room = vec2(ui.available_width(), CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            let width = ui.available_width();
            picker_ui(ui, desk, state.id, (width * 0.2).clamp(120.0, 220.0));
            let room = (width * 0.28).clamp(140.0, 320.0);
            acts.to_rows = self.search_ui(ui, desk, (state.id, room), search);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let export = quiet_button(ui, "Export…", "Export rows…");
                if export.clicked() {
                    desk.push(Command::Do(Action::ExportRows));
                }
                acts.columns = self.columns_ui(ui, state);
                let (rows, odd) = status_words(state.table, state.shown);
                if !odd.is_empty() {
                    let ink = color(palette(ui).warning);
                    let text = match state.lists_warnings {
                        true => hint("Back to the rows"),
                        false => hint(&odd).color(ink),
                    };
                    let button = ui.add(Button::new(text).frame_when_inactive(false));
                    acts.warnings = button
                        .on_hover_text(
                            "What is odd about rows of this file, and which are left out",
                        )
                        .clicked();
                }
                let rows = if state.is_looking {
                    format!("Looking… {rows}")
                } else {
                    rows
                };
                ui.add(egui::Label::new(hint(rows)).truncate());
            });
        });
        acts
    }

    /// The field for words, which filters as one types; whether the keyboard goes to the rows.
    fn search_ui(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        (table, width): (TableId, f32),
        search: &mut Search,
    ) -> bool {
        search.follow(
            match test_of(&desk.session.filters, table, &RowField::Words) {
                Some(RowTest::Contains(words)) => words,
                _ => "",
            },
        );
        let id = Id::unique("table words");
        let field = TextField::new(id, "Search rows", &mut search.typed)
            .hint("Search actors, places and notes")
            .width(width)
            .take_keyboard(std::mem::take(&mut self.wants_search));
        let response = field.show(ui).response;
        if response.changed() {
            let change = FilterChange::OfField(table, RowField::Words, search.test());
            desk.push(Command::Filter(change));
        }
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let left = response.lost_focus() && (pressed(Key::Enter) || pressed(Key::Escape));
        left || response.has_focus() && pressed(Key::ArrowDown)
    }

    fn columns_ui(&mut self, ui: &mut Ui, state: &BarState<'_>) -> Option<Vec<ShownColumn>> {
        let button = quiet_button(ui, "Columns…", "Choose columns…");
        let asked = std::mem::take(&mut self.wants_columns);
        let toggled = (button.clicked() || asked).then_some(SetOpenCommand::Toggle);
        let just_opened = toggled.is_some();
        Popup::from_response(&button)
            .open_memory(toggled)
            .accessible_name("Columns")
            .frame(Frame::popup(ui.style()).inner_margin(4))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| self.choice_ui(ui, state, just_opened))?
            .inner
    }

    /// Every column with a tick: those shown first, in their order.
    fn choice_ui(
        &mut self,
        ui: &mut Ui,
        state: &BarState<'_>,
        just_opened: bool,
    ) -> Option<Vec<ShownColumn>> {
        ui.set_width(280.0);
        let every = all(state.table);
        let mapping = &*state.table.mapping;
        let hinted = format!("Search {}", counted(every.len(), "column", "columns"));
        let id = Id::unique("table columns");
        TextField::new(id, "Search columns", &mut self.typed)
            .hint(&hinted)
            .take_keyboard(just_opened)
            .show(ui);
        let is_shown = |column: &Column| state.columns.iter().any(|it| it.column == *column);
        let typed = self.typed.trim().to_lowercase();
        let rest = every.into_iter().filter(|column| !is_shown(column));
        let listed = state.columns.iter().map(|it| it.column.clone()).chain(rest);
        let listed = listed.filter(|it| it.title(mapping).to_lowercase().contains(&typed));
        let listed: Vec<Column> = listed.collect();
        let mut chosen = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("columns of a table")
            .max_height(ROW_HEIGHT * 11.0)
            .auto_shrink([false, true])
            .show_rows(ui, ROW_HEIGHT, listed.len(), |ui, places| {
                for column in places.filter_map(|place| listed.get(place)) {
                    let from = if column.is_of_file() { "" } else { "meaning" };
                    let is_shown = is_shown(column);
                    let row = ui.push_id(column, |ui| {
                        ticked_ui(ui, column.title(mapping), from, is_shown)
                    });
                    if row.inner.clicked() {
                        chosen = Some(toggled(state.columns, column));
                    }
                }
            });
        ui.separator();
        if ui.add(ListRow::new("Usual columns").inset(8.0)).clicked() {
            chosen = Some(usual(state.table));
        }
        chosen
    }
}

/// With a column more, or one less; one always stays.
fn toggled(shown: &[ShownColumn], column: &Column) -> Vec<ShownColumn> {
    let mut columns = shown.to_vec();
    if columns.iter().any(|it| it.column == *column) {
        if columns.len() > 1 {
            columns.retain(|it| it.column != *column);
        }
    } else {
        columns.push(ShownColumn::new(column.clone()));
    }
    columns
}

fn picker_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: TableId, width: f32) {
    let tables = desk.snapshot.project().tables.values();
    let entries: Vec<(TableId, String)> = tables
        .map(|table| (table.id, table.title.clone()))
        .collect();
    let chosen = [id];
    let picker = Picker::new("table shown", "Table", &entries, &chosen);
    let picked = ui.allocate_ui(vec2(width, CONTROL_HEIGHT), |ui| {
        ui.set_width(width);
        picker.show(ui)
    });
    if let Some(Picked::Chosen(id)) = picked.inner {
        desk.push(Command::ShowTable(id));
    }
}

fn quiet_button(ui: &mut Ui, text: &str, name: &str) -> egui::Response {
    let button = ui.add(Button::new(hint(text)).frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    button
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (6_416, "6,416"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}
