//! The menu of a column: sorting, its values to choose from, its numbers or days as bars, and
//! where it stands.
//!
//! In: a column, what is asked of it, and what a job has counted. Out: what was chosen.

mod ranges;
mod values;

use super::lookup::FacetsAnswer;
use super::ticked::ticked_ui;
use crate::model::id::TableId;
use crate::model::row_filter::{RowField, RowTest};
use crate::model::view::Filter;
use crate::tables::LoadedTable;
use crate::tables::facets::Facets;
use crate::workbench::panes::words::{grouped, sentence};
use crate::workbench::theme::hint;
use crate::workbench::widgets::ListRow;
use egui::Ui;

/// The width of the menu, in points.
pub(super) const WIDTH: f32 = 288.0;
/// So many different values are offered.
const OFFERED: usize = 20_000;

/// What was chosen in the menu of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chosen {
    /// Sort by it.
    Sort { descending: bool, add: bool },
    /// Ask this of it; nothing any more when `None`.
    Test(Option<RowTest>),
    /// Show it no longer.
    Hide,
    /// Make it as wide as what is in sight needs.
    Fit,
    /// Move it by one place.
    Move { right: bool },
}

/// What the values were counted for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MenuKey {
    pub id: TableId,
    pub field: RowField,
    /// The filters on other fields.
    pub others: Vec<Filter>,
}

/// The menu that is open.
#[derive(Default)]
pub(super) struct ColumnMenu {
    of: Option<MenuKey>,
    found: Option<Result<Facets, String>>,
    /// How many values there are, offered or not.
    values: usize,
    typed: String,
    /// The values that contain what is typed, by place.
    matches: Option<(String, Vec<usize>)>,
    from: String,
    to: String,
    /// What the two texts were made from.
    range_of: Option<Option<RowTest>>,
    is_wrong: bool,
    just_opened: bool,
}

/// What the menu is drawn for.
pub(super) struct Offer<'o> {
    pub title: &'o str,
    pub table: &'o LoadedTable,
    pub test: Option<&'o RowTest>,
    /// Whether rows are sorted by other columns.
    pub others_sort: bool,
    pub is_first: bool,
    pub is_last: bool,
}

impl ColumnMenu {
    /// Opens it for a column; whether its values are to be counted.
    pub(super) fn open(&mut self, key: &MenuKey) -> bool {
        if self.of.as_ref() == Some(key) {
            return false;
        }
        let is_other = self.of.as_ref().map(|of| (of.id, &of.field)) != Some((key.id, &key.field));
        if is_other {
            *self = Self {
                just_opened: true,
                ..Self::default()
            };
        }
        self.of = Some(key.clone());
        true
    }

    /// Forgets what was counted: the menu was closed.
    pub(super) fn close(&mut self) {
        if self.of.is_some() {
            *self = Self::default();
        }
    }

    /// Takes up what was counted, unless another column's menu is open by now.
    pub(super) fn take(&mut self, answer: FacetsAnswer) {
        let is_asked = |of: &MenuKey| of.id == answer.id && of.field == answer.field;
        if !self.of.as_ref().is_some_and(is_asked) {
            return;
        }
        self.matches = None;
        self.found = Some(answer.found);
        if let Some(Ok(Facets::Values(values))) = &mut self.found {
            self.values = values.len();
            values.truncate(OFFERED);
        }
    }

    /// Draws the menu; what was chosen.
    pub(super) fn show(&mut self, ui: &mut Ui, offer: &Offer<'_>) -> Option<Chosen> {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut chosen = sort_ui(ui, offer);
        ui.separator();
        let filtered = match self.found.take() {
            None => {
                ui.label(hint("Counting…"));
                None
            }
            Some(Err(why)) => {
                ui.label(hint(&why));
                self.found = Some(Err(why));
                None
            }
            Some(Ok(facets)) => {
                let filtered = self.facets_ui(ui, offer, &facets);
                self.found = Some(Ok(facets));
                // Until there are values there is no field to take the keyboard.
                self.just_opened = false;
                filtered
            }
        };
        chosen = filtered.map(Chosen::Test).or(chosen);
        if offer.test.is_some() && row(ui, "Clear this filter") {
            chosen = Some(Chosen::Test(None));
        }
        ui.separator();
        place_ui(ui, offer).or(chosen)
    }

    fn facets_ui(
        &mut self,
        ui: &mut Ui,
        offer: &Offer<'_>,
        facets: &Facets,
    ) -> Option<Option<RowTest>> {
        match facets {
            Facets::Values(values) => self.values_ui(ui, offer, values),
            Facets::Numbers { bins, unknown } => {
                let chosen = self.numbers_ui(ui, offer, bins);
                chosen.or_else(|| unknown_ui(ui, offer, *unknown, "without a number"))
            }
            Facets::Days { bins, undated, .. } => {
                let chosen = self.days_ui(ui, offer, bins);
                chosen.or_else(|| unknown_ui(ui, offer, *undated, "undated"))
            }
        }
    }
}

/// How many say nothing, and a way to show only those, or none of them.
fn unknown_ui(
    ui: &mut Ui,
    offer: &Offer<'_>,
    unknown: u32,
    words: &str,
) -> Option<Option<RowTest>> {
    if unknown == 0 {
        return None;
    }
    let blank = RowTest::OneOf(vec![String::new()]);
    let ticked = offer.test == Some(&blank);
    let rows = grouped(unknown.into());
    let name = sentence(words);
    let clicked = ticked_ui(ui, &name, &rows, ticked).clicked();
    clicked.then(|| (!ticked).then_some(blank))
}

fn sort_ui(ui: &mut Ui, offer: &Offer<'_>) -> Option<Chosen> {
    let mut chosen = None;
    let mut ways = vec![
        (false, false, "Sort ascending"),
        (true, false, "Sort descending"),
    ];
    if offer.others_sort {
        ways.extend([
            (false, true, "Then sort ascending"),
            (true, true, "Then sort descending"),
        ]);
    }
    for (descending, add, name) in ways {
        if row(ui, name) {
            chosen = Some(Chosen::Sort { descending, add });
        }
    }
    chosen
}

fn place_ui(ui: &mut Ui, offer: &Offer<'_>) -> Option<Chosen> {
    let mut chosen = None;
    let ways = [
        (!offer.is_first, "Move left", Chosen::Move { right: false }),
        (!offer.is_last, "Move right", Chosen::Move { right: true }),
        (true, "Fit to its cells", Chosen::Fit),
        (true, "Hide column", Chosen::Hide),
    ];
    for (is_offered, name, way) in ways {
        if is_offered && row(ui, name) {
            chosen = Some(way);
        }
    }
    chosen
}

fn row(ui: &mut Ui, name: &str) -> bool {
    ui.add(ListRow::new(name).inset(8.0)).clicked()
}
