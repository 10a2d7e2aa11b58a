//! The grid: which rows and columns are in sight. A million rows of 26 points
//! are more than a layout in `f32` can place, so rows are placed from where the grid is scrolled to.
//!
//! In: a sheet and where it is scrolled to. Out: what a person did in it.

use super::ask::TableAsk;
use super::columns::ShownColumn;
use super::linked::{Linked, Resting};
use super::lookup::ShownRows;
use super::raw::RawCells;
use super::row::{Row, RowState};
use super::scroll_bar::{Axis, ScrollBar};
use super::warned::Warned;
use crate::document::Snapshot;
use crate::model::column::Column;
use crate::model::id::{EventId, TableId};
use crate::tables::LoadedTable;
use crate::workbench::theme::ROW_HEIGHT;
use egui::{Rect, Ui, pos2, vec2};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Between the edge of a cell and its text, in points.
pub(super) const CELL_MARGIN: f32 = 8.0;
const BAR: f32 = 10.0;

/// What is shown: the rows of a table under some columns.
pub(super) struct Sheet<'s> {
    pub id: TableId,
    pub table: &'s Arc<LoadedTable>,
    pub columns: &'s [ShownColumn],
    pub rows: &'s ShownRows,
    pub warned: &'s Warned,
    /// The row that is selected.
    pub selected: Option<u32>,
    /// Which rows events rest on.
    pub linked: &'s Linked,
    /// The events that are selected, pointed at, or belong to what is.
    pub lit: &'s BTreeSet<EventId>,
    /// The project at this moment.
    pub now: &'s Snapshot,
}

impl Sheet<'_> {
    /// The event that rests on a row, the first of several, and how that is said.
    pub(super) fn resting(&self, row: u32) -> Option<Resting> {
        Resting::on(self.now, self.linked.row(row)?)
    }

    /// Whether a row belongs to what is selected or pointed at anywhere.
    pub(super) fn is_lit(&self, row: u32) -> bool {
        let of_row = |id| self.now.reports_on_row(id);
        let kept = self.linked.row(row).filter(|_| !self.lit.is_empty());
        kept.is_some_and(|id| of_row(id).any(|report| self.lit.contains(&report.event)))
    }
}

/// Where the grid is scrolled to, and where its cursor stands.
#[derive(Default)]
pub(super) struct Grid {
    /// From the top of all rows to the top of what is in sight, in points.
    top: f64,
    /// From the left of all columns, in points.
    left: f32,
    /// The place of the cursor among the rows shown, and the other end of what is selected.
    pub(super) cursor: Option<u32>,
    pub(super) anchor: Option<u32>,
    /// The column of the cursor.
    pub(super) column: usize,
    /// The selected row and the version of the rows its place was looked up in.
    placed: Option<(u32, u64)>,
    /// The cursor comes into sight with the next frame.
    follow: bool,
    /// How many rows fit.
    page: usize,
}

/// What was done in the body of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A row was chosen, by its place; with `extend`, all from the anchor to it.
    Select { place: u32, extend: bool },
    /// The row at a place was opened.
    Open(u32),
    /// The cursor comes to a column.
    Column(usize),
    /// Chosen in the menu of a row.
    Ask(TableAsk),
    /// The pointer is over a row that this event rests on.
    Point(EventId),
}

/// The parts of the grid on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    pub header: Rect,
    pub body: Rect,
    /// Row numbers and warnings.
    pub gutter: f32,
    pub left: f32,
}

impl Parts {
    /// Where a column stands, whose left edge is at `at` among all columns.
    pub(super) fn column(&self, within: Rect, at: f32, width: f32) -> Rect {
        let x = self.body.left() + self.gutter + at - self.left;
        Rect::from_min_max(pos2(x, within.top()), pos2(x + width, within.bottom()))
    }

    /// The part right of the gutter.
    pub(super) fn cells(&self, within: Rect) -> Rect {
        within.with_min_x(within.left() + self.gutter)
    }
}

/// The columns with their left edges, in points from that of the first.
pub(super) fn placed(columns: &[ShownColumn]) -> impl Iterator<Item = (usize, f32, &ShownColumn)> {
    let mut at = 0.0;
    columns.iter().enumerate().map(move |(number, column)| {
        let left = at;
        at += column.width;
        (number, left, column)
    })
}

impl Grid {
    /// How many rows a page has.
    pub(super) fn page(&self) -> usize {
        self.page.saturating_sub(1).max(1)
    }

    /// What is selected, by places, the first and the last included.
    pub(super) fn selection(&self) -> Option<(u32, u32)> {
        let cursor = self.cursor?;
        let anchor = self.anchor.unwrap_or(cursor);
        Some((cursor.min(anchor), cursor.max(anchor)))
    }

    /// Brings the cursor into sight with the next frame.
    pub(super) fn follow(&mut self) {
        self.follow = true;
    }

    /// Where the header, the rows and the gutter stand; scrolled as far as was asked for.
    pub(super) fn parts(&mut self, ui: &Ui, area: Rect, sheet: &Sheet<'_>) -> Parts {
        let header = area.with_max_y(area.top() + ROW_HEIGHT);
        let body = Rect::from_min_max(
            pos2(area.left(), header.bottom()),
            pos2(area.right() - BAR, area.bottom() - BAR),
        );
        let digits = sheet.table.len().max(1).ilog10() as f32 + 1.0;
        let signs = if sheet.linked.is_empty() { 28.0 } else { 44.0 };
        let gutter = digits * 8.0 + signs;
        self.page = (body.height() / ROW_HEIGHT) as usize;
        if ui.rect_contains_pointer(area) {
            let delta = ui.input(egui::InputState::smooth_scroll_delta);
            self.top -= f64::from(delta.y);
            self.left -= delta.x;
        }
        let mut parts = Parts {
            header,
            body,
            gutter,
            left: self.left,
        };
        if std::mem::take(&mut self.follow) {
            self.bring_into_sight(&parts, sheet);
        }
        let (height, width) = extent(sheet);
        let most_top = (height - f64::from(body.height())).max(0.0);
        let most_left = (width - (body.width() - gutter)).max(0.0);
        self.top = self.top.clamp(0.0, most_top);
        self.left = self.left.clamp(0.0, most_left);
        parts.left = self.left;
        parts
    }

    fn bring_into_sight(&mut self, parts: &Parts, sheet: &Sheet<'_>) {
        if let Some(cursor) = self.cursor {
            let top = f64::from(cursor) * f64::from(ROW_HEIGHT);
            let bottom = top + f64::from(ROW_HEIGHT) - f64::from(parts.body.height());
            self.top = self.top.clamp(bottom.min(top), top);
        }
        let column = placed(sheet.columns).find(|(number, ..)| *number == self.column);
        if let Some((_, at, column)) = column {
            let right = at + column.width - (parts.body.width() - parts.gutter);
            self.left = self.left.clamp(right.min(at), at);
        }
    }

    /// Sees to it that the cursor is on the selected row, wherever that stands now.
    pub(super) fn keep_up(&mut self, sheet: &Sheet<'_>) {
        self.column = self.column.min(sheet.columns.len().saturating_sub(1));
        let version = sheet.rows.version();
        let wanted = sheet.selected.map(|row| (row, version));
        if wanted == self.placed {
            return;
        }
        let is_new_row = wanted.map(|it| it.0) != self.placed.map(|it| it.0);
        self.placed = wanted;
        let Some((row, _)) = wanted else { return };
        let stands = |place: u32| sheet.rows.at(place as usize) == Some(row);
        if !self.cursor.is_some_and(stands) {
            self.cursor = sheet.rows.place_of(row);
            self.anchor = None;
            self.follow |= is_new_row || self.cursor.is_some();
        }
    }

    /// The rows in sight, by place.
    pub(super) fn in_sight(&self, parts: &Parts, sheet: &Sheet<'_>) -> Range<usize> {
        let row = f64::from(ROW_HEIGHT);
        let first = (self.top / row).floor() as usize;
        let last = ((self.top + f64::from(parts.body.height())) / row).ceil() as usize;
        first..last.min(sheet.rows.len() as usize)
    }

    /// Draws the rows in sight and the bars; what was done in them.
    pub(super) fn body_ui(
        &mut self,
        ui: &mut Ui,
        parts: &Parts,
        sheet: &Sheet<'_>,
        raw: &mut RawCells,
        focused: bool,
    ) -> Vec<Act> {
        let mut acts = Vec::new();
        for place in self.in_sight(parts, sheet) {
            let Some(row) = sheet.rows.at(place) else {
                break;
            };
            let y = f64::from(place as u32) * f64::from(ROW_HEIGHT) - self.top;
            let top = parts.body.top() + y as f32;
            let rect = Rect::from_min_size(
                pos2(parts.body.left(), top),
                vec2(parts.body.width(), ROW_HEIGHT),
            );
            let drawn = Row {
                place: place as u32,
                row,
                rect,
            };
            let cells = raw.row(row);
            let state = RowState {
                grid: self,
                parts,
                sheet,
                known: raw,
                focused,
            };
            drawn.show(ui, &state, cells.as_ref(), &mut acts);
        }
        self.bars_ui(ui, parts, sheet);
        acts
    }

    fn bars_ui(&mut self, ui: &Ui, parts: &Parts, sheet: &Sheet<'_>) {
        let (height, width) = extent(sheet);
        let track = Rect::from_min_max(
            pos2(parts.body.right(), parts.body.top()),
            pos2(parts.body.right() + BAR, parts.body.bottom()),
        );
        let bar = ScrollBar {
            axis: Axis::Down,
            name: "Scroll through rows",
            offset: self.top,
            shown: f64::from(parts.body.height()),
            all: height,
        };
        if let Some(to) = bar.show(ui, track) {
            self.top = to;
        }
        let track = Rect::from_min_max(
            pos2(parts.body.left() + parts.gutter, parts.body.bottom()),
            pos2(parts.body.right(), parts.body.bottom() + BAR),
        );
        let bar = ScrollBar {
            axis: Axis::Across,
            name: "Scroll through columns",
            offset: f64::from(self.left),
            shown: f64::from(parts.body.width() - parts.gutter),
            all: f64::from(width),
        };
        if let Some(to) = bar.show(ui, track) {
            self.left = to as f32;
        }
    }
}

/// The height of all rows and the width of all columns, in points.
fn extent(sheet: &Sheet<'_>) -> (f64, f32) {
    let width = sheet.columns.iter().map(|column| column.width).sum();
    (f64::from(sheet.rows.len()) * f64::from(ROW_HEIGHT), width)
}

/// The number of the column in its file; `None` for one that is in memory.
pub(super) fn column_of_file(sheet: &Sheet<'_>, column: &ShownColumn) -> Option<usize> {
    match &column.column {
        Column::File(name) => sheet.table.column(name),
        _ => None,
    }
}
