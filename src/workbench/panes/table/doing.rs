//! What keys, clicks and commands do to the rows that are shown.
//!
//! In: deeds, acts and asks, as they come in a frame. Out: the cursor, the sorting, and commands.

use super::ask::TableAsk;
use super::grid::{Act, Grid, Sheet};
use super::keys::Deed;
use super::raw::RawCells;
use crate::model::column::Column;
use crate::model::id::EventId;
use crate::model::row_filter::{RowField, RowTest, SortKey};
use crate::model::view::Filter;
use crate::workbench::command::Command;
use crate::workbench::filtering::{FilterChange, test_of};

/// What is done in this frame to a sheet: the cursor, the sorting, the filters.
pub(super) struct Doing<'d> {
    pub(super) sheet: &'d Sheet<'d>,
    pub(super) grid: &'d mut Grid,
    pub(super) sort: &'d mut Vec<SortKey>,
    pub(super) filters: &'d [Filter],
    pub(super) commands: Vec<Command>,
    /// The rows to copy, by places, the last not included.
    pub(super) copies: Option<(u32, u32)>,
    pub(super) opens: Option<usize>,
    pub(super) searches: bool,
    /// Asked for in the menu of a row.
    pub(super) asked: Vec<TableAsk>,
    /// The event that rests on the row the pointer is over.
    pub(super) pointed: Option<EventId>,
}

impl Doing<'_> {
    pub(super) fn deed(&mut self, deed: Deed) {
        match deed {
            Deed::Go { place, extend } => self.go(place, extend),
            Deed::Column(column) => {
                self.grid.column = column;
                self.grid.follow();
            }
            Deed::Open => self.open(),
            Deed::SelectAll => self.select_all(),
            Deed::Copy => self.copy(),
            Deed::Search => self.searches = true,
            Deed::Menu => self.opens = Some(self.grid.column),
        }
    }

    pub(super) fn act(&mut self, act: Act) {
        match act {
            Act::Select { place, extend } => self.go(place, extend),
            Act::Open(place) => {
                self.go(place, false);
                self.open();
            }
            Act::Column(column) => self.grid.column = column,
            Act::Ask(ask) => self.asked.push(ask),
            Act::Point(event) => self.pointed = Some(event),
        }
    }

    /// Moves the cursor; the row it comes to is the one selected.
    pub(super) fn go(&mut self, place: u32, extend: bool) {
        let grid = &mut *self.grid;
        grid.anchor = match (extend, grid.anchor, grid.cursor) {
            (false, ..) => None,
            (true, Some(anchor), _) => Some(anchor),
            (true, None, cursor) => cursor.or(Some(place)),
        };
        grid.cursor = Some(place);
        grid.follow();
        let row = self.sheet.rows.at(place as usize);
        let row = row.map(|row| (self.sheet.id, row));
        if self.sheet.selected != row.map(|(_, row)| row) {
            self.commands.push(Command::SelectRow(row));
        }
    }

    fn open(&mut self) {
        if self.grid.cursor.is_some() {
            self.commands.push(Command::EnterInspector);
        }
    }

    fn select_all(&mut self) {
        let last = self.sheet.rows.len().checked_sub(1);
        if let Some(last) = last {
            self.grid.cursor = self.grid.cursor.or(Some(0));
            if self.grid.cursor == Some(0) {
                self.grid.anchor = Some(last);
            } else {
                self.go(last, false);
                self.grid.anchor = Some(0);
            }
        }
    }

    fn copy(&mut self) {
        let selection = self.grid.selection();
        self.copies = selection.map(|(first, last)| (first, last + 1));
    }

    pub(super) fn ask(&mut self, ask: TableAsk, raw: &mut RawCells) {
        let column = self.grid.column;
        match ask {
            TableAsk::Sort { descending, add } => self.sort_by(column, descending, add),
            TableAsk::Unsorted => self.sort.clear(),
            TableAsk::ByCell { not } => self.by_cell(not, raw),
            TableAsk::ColumnMenu => self.opens = Some(column),
            TableAsk::Copy => self.copy(),
            TableAsk::SelectAll => self.select_all(),
            // Seen to before, by the line over the grid.
            TableAsk::Columns | TableAsk::Search | TableAsk::Warnings | TableAsk::Focus => {}
        }
    }

    pub(super) fn field(&self, column: usize) -> Option<RowField> {
        let column = self.sheet.columns.get(column)?;
        Some(column.column.field(&self.sheet.table.mapping))
    }

    pub(super) fn sort_by(&mut self, column: usize, descending: bool, add: bool) {
        let Some(field) = self.field(column) else {
            return;
        };
        if add {
            self.sort.retain(|key| key.field != field);
        } else {
            self.sort.clear();
        }
        self.sort.push(SortKey { field, descending });
        self.grid.follow();
    }

    /// A click on a header: up, down, and as the file has it again. With `add` after those that
    /// sort already.
    pub(super) fn click(&mut self, column: usize, add: bool) {
        let Some(field) = self.field(column) else {
            return;
        };
        let known = self.sort.iter().position(|key| key.field == field);
        let is_down = known.and_then(|at| Some(self.sort.get(at)?.descending));
        match (is_down, add) {
            (None, _) => self.sort_by(column, false, add),
            (Some(false), true) => {
                if let Some(key) = known.and_then(|at| self.sort.get_mut(at)) {
                    key.descending = true;
                }
            }
            (Some(false), false) => self.sort_by(column, true, false),
            (Some(true), true) => self.sort.retain(|key| key.field != field),
            (Some(true), false) => self.sort.clear(),
        }
        self.grid.follow();
    }

    pub(super) fn test(&mut self, column: usize, test: Option<RowTest>) {
        if let Some(field) = self.field(column) {
            let change = FilterChange::OfField(self.sheet.id, field, test);
            self.commands.push(Command::Filter(change));
        }
    }

    /// Only rows with the value under the cursor, or none of them.
    fn by_cell(&mut self, not: bool, raw: &mut RawCells) {
        let column = self.grid.column;
        let row = self
            .grid
            .cursor
            .and_then(|place| self.sheet.rows.at(place as usize));
        let Some((row, field)) = row.zip(self.field(column)) else {
            return;
        };
        let test = value_test(self.sheet, column, row, raw);
        let former = test_of(self.filters, self.sheet.id, &field);
        let test = match (test, not) {
            (Some(RowTest::OneOf(mut values)), true) => {
                if let Some(RowTest::NoneOf(former)) = former {
                    values.extend(former.iter().cloned());
                    values.dedup();
                }
                Some(RowTest::NoneOf(values))
            }
            (Some(test), false) => Some(test),
            _ => None,
        };
        if test.is_some() {
            self.test(column, test);
        }
    }
}

/// A test that the value of a cell passes; `None` while the cell is not read.
fn value_test(sheet: &Sheet<'_>, at: usize, row: u32, raw: &mut RawCells) -> Option<RowTest> {
    let (table, column) = (sheet.table, sheet.columns.get(at)?);
    let text = |text: &str| Some(RowTest::OneOf(vec![text.to_owned()]));
    let number = |number: Option<u32>| match number.map(f64::from) {
        Some(number) => Some(RowTest::Numbers {
            least: Some(number),
            most: Some(number),
        }),
        None => text(""),
    };
    match &column.column {
        Column::Days => match table.days.get(row) {
            Some(days) => Some(RowTest::days(Some(days.first()), Some(days.last()))),
            None => text(""),
        },
        Column::Kind => text(table.kind.text(row)),
        Column::Initiator => text(table.initiator.text(row)),
        Column::Target => text(table.target.text(row)),
        Column::Place => text(table.place.text(row)),
        Column::Country => text(table.country.text(row)),
        Column::Killed => number(table.killed.get(row).best),
        Column::Injured => number(table.injured.get(row).best),
        Column::Number => number(table.number.get(row)),
        Column::File(name) => {
            let place = table.column(name)?;
            let cells = raw.row(row)?;
            text(cells.get(place).map(|cell| cell.trim()).unwrap_or_default())
        }
    }
}
