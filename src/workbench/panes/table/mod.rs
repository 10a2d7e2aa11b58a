//! The table pane: the rows of an event table, to sort, filter, search, select, copy and write, at
//! a million rows.
//!
//! In: the desk, with the tables in memory and the filters of the session. Out: commands, and work
//! for jobs: which rows fit, the cells of the file in sight, the values of a column. A frame costs
//! what is in sight.

mod access;
mod ask;
mod bar;
mod cells;
mod column_menu;
mod columns;
mod doing;
mod empty;
mod grid;
mod header;
mod histogram;
mod keys;
mod linked;
mod lookup;
mod menus;
mod raw;
mod row;
mod scroll_bar;
mod ticked;
mod warned;
mod warning_list;
mod work;
mod writing;

pub use ask::TableAsk;
pub use columns::{ColumnLayouts, ShownColumn};
pub use work::{Answer, Sort as WorkSort, Work};
pub use writing::{FileKind, MOST_COPIED, Shown, warnings_csv};

use super::{Desk, hover, words};
use crate::model::column::Column;
use crate::model::id::{EventId, RecordId, TableId};
use crate::model::view::{Filter, TableColumns};
use crate::tables::LoadedTable;
use crate::workbench::command::Command;
use crate::workbench::filtering::shown_table;
use crate::workbench::layout::Pane;
use crate::workbench::tables::{TableState, Tables};
use crate::workbench::theme::PANE_MARGIN;
use crate::workbench::widgets::ring;
use column_menu::ColumnMenu;
use doing::Doing;
use egui::accesskit::Role;
use egui::{Frame, Id, Response, Sense, Ui, UiBuilder, WidgetInfo};
use empty::{empty_ui, message_ui, nothing_ui};
use grid::{Act, Grid, Sheet};
use header::HeaderState;
use linked::Linked;
use lookup::{Lookup, ShownRows, Wanted};
use menus::changed;
use raw::RawCells;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use warned::Warned;

/// The pane with what it remembers between frames.
#[derive(Default)]
pub struct TablePane {
    layouts: ColumnLayouts,
    views: BTreeMap<TableId, TableView>,
    now: Option<Now>,
    lookup: Lookup,
    raw: RawCells,
    menu: ColumnMenu,
    bar: bar::Bar,
    work: Vec<Work>,
    asked: Vec<TableAsk>,
    wants_rows: bool,
    lists_warnings: bool,
    /// The columns of a view, until their table is drawn.
    to_show: BTreeMap<TableId, Vec<Column>>,
    /// The column whose menu is to open with this frame.
    opens: Option<usize>,
}

/// How a table is looked at.
#[derive(Default)]
struct TableView {
    search: bar::Search,
    grid: Grid,
    linked: Linked,
}

/// The table that is shown, and what follows from it.
struct Now {
    id: TableId,
    table: Arc<LoadedTable>,
    columns: Vec<ShownColumn>,
    warned: Warned,
    rows: Option<ShownRows>,
}

impl TablePane {
    /// A pane that shows columns as they were left.
    pub(in crate::workbench) fn new(layouts: ColumnLayouts) -> Self {
        Self {
            layouts,
            ..Self::default()
        }
    }

    /// Which columns are shown, to be remembered.
    pub(in crate::workbench) fn layouts(&self) -> &ColumnLayouts {
        &self.layouts
    }

    /// Asks something of the pane, to be done with the next frame.
    pub(in crate::workbench) fn ask(&mut self, what: TableAsk) {
        self.asked.push(what);
    }

    /// The columns shown of each table that is there, for a view.
    pub(in crate::workbench) fn columns_shown(&self, tables: &Tables) -> Vec<TableColumns> {
        let shown = |id| {
            let table = tables.get(id)?;
            let of_view = self.to_show.get(&id);
            let of_view = of_view.map(|columns| self.layouts.with(table, columns));
            let columns = of_view.filter(|columns| !columns.is_empty());
            let columns = columns.unwrap_or_else(|| self.layouts.of(table));
            let columns = columns.into_iter().map(|it| it.column).collect();
            Some(TableColumns { table: id, columns })
        };
        tables.ready().filter_map(shown).collect()
    }

    /// Shows the columns of a view; of other tables those they show now.
    pub(in crate::workbench) fn show_columns(&mut self, columns: &[TableColumns]) {
        let columns = columns.iter();
        self.to_show = columns.map(|it| (it.table, it.columns.clone())).collect();
    }

    /// What is to be done by workers.
    pub(in crate::workbench) fn take_work(&mut self) -> Vec<Work> {
        std::mem::take(&mut self.work)
    }

    /// Takes up what a worker has brought back; what was copied is the window's to keep.
    pub(in crate::workbench) fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Rows(answer) => self.lookup.take(*answer),
            Answer::Cells(answer) => self.raw.take(answer),
            Answer::Linked(answer) => {
                if let Some(view) = self.views.get_mut(&answer.id) {
                    view.linked.take(answer);
                }
            }
            Answer::Facets(answer) => self.menu.take(answer),
            Answer::Copied(_) => {}
        }
    }

    /// What is shown now, to be written; nothing while no table is.
    pub(in crate::workbench) fn shown(
        &self,
        project: &crate::model::project::Project,
    ) -> Option<Shown> {
        let now = self.now.as_ref()?;
        Some(Shown {
            table: Arc::clone(&now.table),
            project: project.clone(),
            columns: now.columns.clone(),
            rows: now.rows.clone()?,
        })
    }

    /// Draws the pane.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let project = desk.snapshot.project();
        let Some(id) = shown_table(desk.session.table, project) else {
            empty_ui(ui);
            return;
        };
        let name = project.tables.get(&id).map_or("", |it| it.title.as_str());
        match desk.tables.state(id).cloned() {
            Some(TableState::Ready(table)) => {
                self.follow(id, &table);
                self.table_ui(ui, desk);
            }
            Some(TableState::Failed(why)) => {
                message_ui(ui, &format!("{name} cannot be shown"), &why);
            }
            _ => message_ui(
                ui,
                &format!("Reading {name}…"),
                "Its rows appear as soon as they are read.",
            ),
        }
    }

    /// Sees to it that what is kept belongs to the table shown.
    fn follow(&mut self, id: TableId, table: &Arc<LoadedTable>) {
        if let Some(columns) = self.to_show.remove(&id) {
            let columns = self.layouts.with(table, &columns);
            if !columns.is_empty() {
                self.layouts.set(table, columns);
                self.now = None;
            }
        }
        let is_same = |now: &Now| now.id == id && Arc::ptr_eq(&now.table, table);
        if self.now.as_ref().is_some_and(is_same) {
            return;
        }
        self.lists_warnings = false;
        self.menu.close();
        self.now = Some(Now {
            id,
            table: Arc::clone(table),
            columns: self.layouts.of(table),
            warned: Warned::new(&table.warnings),
            rows: None,
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let Some(mut now) = self.now.take() else {
            return;
        };
        let mut view = self.views.remove(&now.id).unwrap_or_default();
        let (filters, project) = (desk.session.filters.clone(), desk.snapshot.project());
        let wanted = Wanted {
            id: now.id,
            table: &now.table,
            project,
            filters: &filters,
            sort: desk.session.order_of(now.id),
        };
        let (rows, work) = self.lookup.keep_up(&wanted);
        self.work.extend(work.map(Work::Rows));
        now.rows = Some(rows.clone());
        let work = view.linked.keep_up(now.id, &now.table, desk.snapshot);
        self.work.extend(work.map(Work::Linked));
        self.bar_ui(ui, desk, &mut now, &mut view, rows.len());
        if self.lists_warnings {
            if let Some(row) = warning_list::warnings_ui(ui, desk, &now.table) {
                self.lists_warnings = false;
                desk.push(Command::SelectRow(Some((now.id, row))));
                self.wants_rows = true;
            }
            self.asked.clear();
        } else if let Some(why) = self.lookup.failed().or(self.raw.failed()) {
            message_ui(ui, "The rows cannot be looked through", why);
        } else {
            self.grid_ui(ui, desk, &mut now, &mut view, &rows, &filters);
        }
        self.views.insert(now.id, view);
        self.now = Some(now);
    }

    fn bar_ui(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        now: &mut Now,
        view: &mut TableView,
        shown: u32,
    ) {
        let side = PANE_MARGIN as i8;
        let margin = egui::Margin {
            left: side,
            right: side,
            top: 6,
            bottom: 4,
        };
        if self.asked.contains(&TableAsk::Search) {
            self.bar.wants_search = true;
        }
        if self.asked.contains(&TableAsk::Columns) {
            self.bar.wants_columns = true;
        }
        if self.asked.contains(&TableAsk::Warnings) {
            self.lists_warnings = !self.lists_warnings && !now.table.warnings.is_empty();
        }
        let state = bar::BarState {
            id: now.id,
            table: &now.table,
            columns: &now.columns,
            shown,
            is_looking: self.lookup.is_looking(),
            lists_warnings: self.lists_warnings,
        };
        let bar = &mut self.bar;
        let drawn = Frame::new()
            .inner_margin(margin)
            .show(ui, |ui| bar.show(ui, desk, &state, &mut view.search));
        let acts = drawn.inner;
        self.wants_rows |= acts.to_rows;
        self.lists_warnings ^= acts.warnings;
        if let Some(columns) = acts.columns {
            now.columns = columns;
            self.layouts.set(&now.table, now.columns.clone());
        }
    }

    fn grid_ui(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        now: &mut Now,
        view: &mut TableView,
        rows: &ShownRows,
        filters: &[Filter],
    ) {
        let area = ui.available_rect_before_wrap();
        let size = (rows.len(), now.columns.len());
        let wanted = std::mem::take(&mut self.wants_rows);
        let focus = focus_ui(ui, desk, (area, size), wanted);
        let selected = desk.session.row.filter(|(id, _)| *id == now.id);
        let lit = lit_events(desk);
        let sheet = Sheet {
            id: now.id,
            table: &now.table,
            columns: &now.columns,
            rows,
            warned: &now.warned,
            selected: selected.map(|(_, row)| row),
            linked: &view.linked,
            lit: &lit,
            now: desk.snapshot,
        };
        let grid = &mut view.grid;
        grid.keep_up(&sheet);
        let deeds = keys::deeds(ui, &focus, grid, rows.len(), sheet.columns.len());
        let asked = std::mem::take(&mut self.asked);
        let mut sort = desk.session.order_of(now.id).to_vec();
        let mut doing = Doing {
            sheet: &sheet,
            grid,
            sort: &mut sort,
            filters,
            commands: Vec::new(),
            copies: None,
            opens: self.opens.take(),
            searches: false,
            asked: Vec::new(),
            pointed: None,
        };
        deeds.into_iter().for_each(|deed| doing.deed(deed));
        asked
            .into_iter()
            .for_each(|ask| doing.ask(ask, &mut self.raw));
        let parts = doing.grid.parts(ui, area, &sheet);
        let in_sight = doing.grid.in_sight(&parts, &sheet);
        let needs_file = sheet.columns.iter().any(|it| it.column.is_of_file());
        if needs_file {
            let work = self
                .raw
                .wanted(sheet.table, in_sight.clone(), &|at| rows.at(at));
            self.work.extend(work.map(Work::Cells));
        }
        let state = HeaderState {
            sort: doing.sort.as_slice(),
            filters,
            raw: &self.raw,
        };
        let (acts, headers) = header::header_ui(ui, &parts, &sheet, &state);
        let body = UiBuilder::new().max_rect(area);
        let mut body = ui.new_child(body.accessibility_parent(focus.id));
        let focused = focus.has_focus();
        let done = doing
            .grid
            .body_ui(&mut body, &parts, &sheet, &mut self.raw, focused);
        if done.iter().any(|act| !matches!(act, Act::Point(_))) {
            focus.request_focus();
        }
        done.into_iter().for_each(|act| doing.act(act));
        if rows.len() == 0 {
            nothing_ui(ui, &parts, self.lookup.is_looking());
        }
        if focused && doing.grid.cursor.is_none() {
            ring(ui, parts.body, 1.0);
        }
        let mut columns = None;
        for act in acts {
            columns = changed(ui, &sheet, (act, &in_sight), &mut doing, &mut self.raw).or(columns);
        }
        let chosen = self.menus_ui(ui, &sheet, (filters, &headers), &doing);
        if let Some((column, chosen)) = chosen {
            columns = self
                .choose(ui, &sheet, (column, chosen), in_sight, &mut doing)
                .or(columns);
        }
        self.bar.wants_search |= doing.searches;
        self.asked.append(&mut doing.asked);
        if let Some((from, to)) = doing.copies {
            let shown = Shown {
                table: Arc::clone(&now.table),
                project: desk.snapshot.project().clone(),
                columns: now.columns.clone(),
                rows: rows.clone(),
            };
            self.work.push(Work::Copy(shown, from, to));
        }
        desk.commands.append(&mut doing.commands);
        hover(ui.ctx(), desk, "table", doing.pointed.map(Into::into));
        if sort != desk.session.order_of(now.id) {
            desk.push(Command::SortRows(now.id, sort));
        }
        if let Some(columns) = columns {
            now.columns = columns;
            self.layouts.set(&now.table, now.columns.clone());
        }
        ui.advance_cursor_after_rect(area);
    }
}

/// The events whose rows light up: what is selected or pointed at, and what belongs to it.
fn lit_events(desk: &mut Desk<'_>) -> BTreeSet<EventId> {
    let pointed = match desk.session.hovered {
        Some(RecordId::Event(id)) => Some(id),
        Some(RecordId::Report(id)) => {
            let report = desk.snapshot.project().reports.get(&id);
            report.map(|report| report.event)
        }
        _ => None,
    };
    let lit = desk.session.lit(desk.snapshot).events.iter();
    lit.copied().chain(pointed).collect()
}

/// The rows take the keyboard as one.
fn focus_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    (area, size): (egui::Rect, (u32, usize)),
    wanted: bool,
) -> Response {
    let id = Id::unique("table rows");
    let focus = ui.interact(area, id, Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(Role::Table, true, "Rows of the table"));
    let (rows, columns) = size;
    ui.accesskit_node_builder(id, |node| {
        node.set_row_count(rows as usize);
        node.set_column_count(columns);
    });
    let entered = desk.session.entered.take_if(|it| *it == Pane::Table);
    if wanted || entered.is_some() {
        focus.request_focus();
    }
    focus
}

/// How many rows were copied, in words.
pub(in crate::workbench) fn copied_words(rows: u32) -> String {
    let rows = words::counted(rows as usize, "row", "rows");
    format!("Copied {rows} with the names of their columns")
}
