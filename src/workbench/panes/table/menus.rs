//! The menus of the columns of the pane, and what was chosen in them.

use super::TablePane;
use super::column_menu::{Chosen, MenuKey, Offer};
use super::columns::ShownColumn;
use super::doing::Doing;
use super::grid::Sheet;
use super::header::{self, HeaderAct};
use super::lookup::Wanted;
use super::raw::RawCells;
use super::work::Work;
use crate::model::row_filter::RowField;
use crate::model::view::Filter;
use crate::workbench::filtering::test_of;
use egui::{Frame, Popup, PopupCloseBehavior, SetOpenCommand, Ui};

impl TablePane {
    /// The menu that is open, under the arrow of its column.
    pub(super) fn menus_ui(
        &mut self,
        ui: &Ui,
        sheet: &Sheet<'_>,
        (filters, headers): (&[Filter], &[header::Drawn]),
        doing: &Doing<'_>,
    ) -> Option<(usize, Chosen)> {
        let (mut chosen, mut any) = (None, false);
        for header in headers {
            let Some(column) = sheet.columns.get(header.column) else {
                continue;
            };
            let asked = doing.opens == Some(header.column);
            let toggled = (header.menu.clicked() || asked).then_some(SetOpenCommand::Toggle);
            let field = column.column.field(&sheet.table.mapping);
            let offer = Offer {
                title: column.column.title(&sheet.table.mapping),
                table: sheet.table,
                test: test_of(filters, sheet.id, &field),
                others_sort: doing.sort.iter().any(|key| key.field != field),
                is_first: header.column == 0,
                is_last: header.column + 1 == sheet.columns.len(),
            };
            let popup = Popup::from_response(&header.menu)
                .open_memory(toggled)
                .accessible_name(format!("Column {}", offer.title))
                .frame(Frame::popup(ui.style()).inner_margin(4))
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .show(|ui| {
                    self.count(sheet, filters, field.clone());
                    let chosen = self.menu.show(ui, &offer);
                    if chosen
                        .as_ref()
                        .is_some_and(|it| !matches!(it, Chosen::Test(_)))
                    {
                        ui.close();
                    }
                    chosen
                });
            if let Some(popup) = popup {
                any = true;
                chosen = popup.inner.map(|it| (header.column, it)).or(chosen);
            }
        }
        if !any {
            self.menu.close();
        }
        chosen
    }

    /// Has the values of a field counted for its menu.
    fn count(&mut self, sheet: &Sheet<'_>, filters: &[Filter], field: RowField) {
        let is_other = |filter: &&Filter| !matches!(filter, Filter::Rows(id, it) if *id == sheet.id && it.field == field);
        let key = MenuKey {
            id: sheet.id,
            others: filters.iter().filter(is_other).cloned().collect(),
            field,
        };
        if self.menu.open(&key) {
            let wanted = Wanted {
                id: sheet.id,
                table: sheet.table,
                project: sheet.now.project(),
                filters,
                sort: &[],
            };
            let work = self.lookup.facets(&wanted, key.field);
            self.work.push(Work::Facets(work));
        }
    }

    /// Does what was chosen in the menu of a column; the columns where those change.
    pub(super) fn choose(
        &mut self,
        ui: &Ui,
        sheet: &Sheet<'_>,
        (column, chosen): (usize, Chosen),
        in_sight: std::ops::Range<usize>,
        doing: &mut Doing<'_>,
    ) -> Option<Vec<ShownColumn>> {
        let mut columns = sheet.columns.to_vec();
        match chosen {
            Chosen::Sort { descending, add } => {
                doing.sort_by(column, descending, add);
                return None;
            }
            Chosen::Test(test) => {
                doing.test(column, test);
                return None;
            }
            Chosen::Hide if columns.len() > 1 => {
                columns.remove(column);
            }
            Chosen::Hide => return None,
            Chosen::Move { right } => {
                let to = if right {
                    column + 1
                } else {
                    column.saturating_sub(1)
                };
                let last = columns.len().saturating_sub(1);
                columns.swap(column.min(last), to.min(last));
            }
            Chosen::Fit => {
                let act = HeaderAct::Fit(column);
                return changed(ui, sheet, (act, &in_sight), doing, &mut self.raw);
            }
        }
        Some(columns)
    }
}

/// What headers ask for; the columns where those change.
pub(super) fn changed(
    ui: &Ui,
    sheet: &Sheet<'_>,
    (act, in_sight): (HeaderAct, &std::ops::Range<usize>),
    doing: &mut Doing<'_>,
    raw: &mut RawCells,
) -> Option<Vec<ShownColumn>> {
    let resized = |column: usize, width: f32| {
        let mut columns = sheet.columns.to_vec();
        columns.get_mut(column)?.width = width;
        Some(columns)
    };
    match act {
        HeaderAct::Sort { column, add } => {
            doing.click(column, add);
            None
        }
        HeaderAct::Resize(column, width) => resized(column, width),
        HeaderAct::Fit(at) => {
            let column = sheet.columns.get(at)?;
            let width = header::fitting_width(ui, sheet, raw, column, in_sight.clone());
            resized(at, width)
        }
    }
}
