//! Numbers of passages by code and by source or further code: drawn only while in sight, names
//! fixed above and at the left, every number a way to its passages.

mod heads;

use super::heat::cell_colors;
use super::keys::{Move, moved, stepped};
use crate::analysis::matrix::Matrix;
use crate::model::id::{CodeId, RecordId};
use crate::workbench::panes::{Desk, words};
use crate::workbench::theme::{ROW_HEIGHT, color, hint_font, number_font, palette};
use crate::workbench::widgets::ring;
use egui::accesskit::Role;
use egui::{
    Align2, Id, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeSet;
use std::sync::Arc;

const NAME: &str = "Code matrix";
const CELL: Vec2 = vec2(44.0, ROW_HEIGHT);
/// The names of the columns, aslant.
const HEAD: f32 = 88.0;

/// What the matrix remembers between frames.
#[derive(Default)]
pub(super) struct MatrixView {
    folded: BTreeSet<CodeId>,
    cursor: Option<(CodeId, RecordId)>,
    opened: Option<(CodeId, RecordId)>,
    offset: Vec2,
    room: Vec2,
    shown: Option<Shown>,
}

/// The rows and columns that are not folded away.
struct Shown {
    of: Arc<Matrix>,
    folded: BTreeSet<CodeId>,
    rows: Vec<Line<CodeId>>,
    columns: Vec<Line<RecordId>>,
}

/// A row or column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line<I> {
    depth: usize,
    id: I,
    /// Whether others stand under it.
    is_parent: bool,
}

impl MatrixView {
    /// Draws the matrix; `take_focus` puts the keyboard on it. The cell that was opened.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        matrix: &Arc<Matrix>,
        take_focus: bool,
    ) -> Option<(CodeId, RecordId)> {
        let area = ui.available_rect_before_wrap();
        let focus = ui.interact(
            area,
            Id::unique("code matrix"),
            Sense::focusable_noninteractive(),
        );
        if take_focus {
            focus.request_focus();
        }
        let shown = self
            .shown
            .take()
            .filter(|shown| shown.is(matrix, &self.folded));
        let shown = shown.unwrap_or_else(|| Shown::new(matrix, &self.folded));
        let follow = self.keys(ui, &shown, &focus);
        self.describe(ui, desk, &shown, &focus);
        let names = heads::names_width(area.width());
        let cells = Rect::from_min_max(area.min + vec2(names, HEAD), area.max);
        self.cells_ui(ui, desk, &shown, (cells, &focus), follow);
        let left = Rect::from_min_max(pos2(area.left(), cells.top()), cells.left_bottom());
        let above = Rect::from_min_max(pos2(cells.left(), area.top()), cells.right_top());
        heads::corner_ui(ui, Rect::from_min_max(area.min, cells.min));
        if let Some(code) = heads::rows_ui(ui, desk, &shown, (left, self.offset.y), &self.folded)
            && !self.folded.remove(&code)
        {
            self.folded.insert(code);
        }
        heads::columns_ui(ui, desk, &shown, (above, self.offset.x));
        self.shown = Some(shown);
        self.opened.take()
    }

    /// Moves the cursor or opens its passages; whether the cursor is to be brought into sight.
    fn keys(&mut self, ui: &Ui, shown: &Shown, focus: &Response) -> bool {
        let page = (self.room.y / CELL.y) as isize - 1;
        let Some(asked) = moved(ui, focus, page.max(1), true) else {
            return false;
        };
        let at = self.cursor_at(shown);
        let (row, column) = (at.map(|at| at.0), at.map(|at| at.1));
        let (rows, columns) = (shown.rows.len(), shown.columns.len());
        let goal = match asked {
            Move::Enter => {
                self.opened = self.cursor.filter(|_| at.is_some());
                return false;
            }
            Move::First => stepped(None, 1, rows).zip(column.or(Some(0))),
            Move::Last => stepped(None, -1, rows).zip(column.or(Some(0))),
            Move::By(..) if at.is_none() => Some((0, 0)),
            Move::By(by, 0) => stepped(row, by, rows).zip(column),
            Move::By(_, by) => row.zip(stepped(column, by, columns)),
        };
        let cell = goal.and_then(|(row, column)| {
            Some((shown.rows.get(row)?.id, shown.columns.get(column)?.id))
        });
        self.cursor = cell.or(self.cursor);
        true
    }

    /// The row and column the cursor stands on; `None` where they are folded away or gone.
    fn cursor_at(&self, shown: &Shown) -> Option<(usize, usize)> {
        let (row, column) = self.cursor?;
        let row = shown.rows.iter().position(|line| line.id == row)?;
        let column = shown.columns.iter().position(|line| line.id == column)?;
        Some((row, column))
    }

    fn describe(&self, ui: &Ui, desk: &Desk<'_>, shown: &Shown, focus: &Response) {
        focus.widget_info(|| WidgetInfo::labeled(Role::Grid, true, NAME));
        if let Some((row, column)) = self.cursor {
            let words = cell_words(desk, &shown.of, row, column);
            ui.accesskit_node_builder(focus.id, |node| node.set_description(words));
        }
    }

    fn cells_ui(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        shown: &Shown,
        (room, focus): (Rect, &Response),
        follow: bool,
    ) {
        let mut scroll = ScrollArea::both().id_salt(NAME).auto_shrink(false);
        self.room = room.size();
        if follow && let Some((row, column)) = self.cursor_at(shown) {
            let cell = vec2(column as f32 * CELL.x, row as f32 * CELL.y);
            let last = cell + CELL - room.size();
            scroll = scroll.scroll_offset(self.offset.max(last).min(cell).max(Vec2::ZERO));
        }
        let whole = vec2(
            shown.columns.len() as f32 * CELL.x,
            shown.rows.len() as f32 * CELL.y,
        );
        let output = ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            scroll.show_viewport(ui, |ui, viewport| {
                let (rect, _) = ui.allocate_exact_size(whole, Sense::hover());
                let rows = in_sight(viewport.y_range(), CELL.y, shown.rows.len());
                let columns = in_sight(viewport.x_range(), CELL.x, shown.columns.len());
                for (y, row) in shown.rows.iter().enumerate().skip(rows.0).take(rows.1) {
                    for (x, column) in shown
                        .columns
                        .iter()
                        .enumerate()
                        .skip(columns.0)
                        .take(columns.1)
                    {
                        let corner = rect.min + vec2(x as f32 * CELL.x, y as f32 * CELL.y);
                        let cell = Rect::from_min_size(corner, CELL);
                        self.cell_ui(ui, desk, &shown.of, (row.id, column.id), (cell, focus));
                    }
                }
            })
        });
        self.offset = output.inner.state.clamped_offset();
    }

    fn cell_ui(
        &mut self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        matrix: &Matrix,
        (row, column): (CodeId, RecordId),
        (rect, focus): (Rect, &Response),
    ) {
        let number = matrix.cell(row, column);
        let itself = RecordId::from(row) == column;
        let theme = palette(ui);
        let (ground, ink) = match itself {
            true => (theme.pane2, theme.muted),
            false => cell_colors(theme, number, matrix.largest()),
        };
        let inner = rect.shrink(0.5);
        ui.painter().rect_filled(inner, 2.0, color(ground));
        let font = if number == 0 {
            hint_font()
        } else {
            number_font()
        };
        let painter = ui.painter();
        painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            number,
            font,
            color(ink),
        );
        let id = Id::unique(("matrix cell", row, column));
        let response = ui.interact(rect, id, Sense::CLICK);
        let name = cell_words(desk, matrix, row, column);
        response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &name));
        let here = self.cursor == Some((row, column));
        if here && focus.has_focus() {
            ring(ui, rect, 2.0);
        } else if response.hovered() {
            ring(ui, rect, 1.0);
        }
        if response.clicked() {
            self.cursor = Some((row, column));
            focus.request_focus();
            self.opened = self.cursor;
        }
        response.on_hover_text(name);
    }
}

/// "Attack, Walking the line: 3 passages".
fn cell_words(desk: &Desk<'_>, matrix: &Matrix, row: CodeId, column: RecordId) -> String {
    let number = words::counted(matrix.cell(row, column) as usize, "passage", "passages");
    let (row, column) = (heads::name(desk, row.into()), heads::name(desk, column));
    format!("{row}, {column}: {number}")
}

/// The first line in sight, and how many are.
fn in_sight(range: egui::Rangef, size: f32, count: usize) -> (usize, usize) {
    let first = (range.min / size).floor().max(0.0) as usize;
    let last = (range.max / size).ceil().max(0.0) as usize;
    (first, last.min(count).saturating_sub(first))
}

impl Shown {
    fn new(matrix: &Arc<Matrix>, folded: &BTreeSet<CodeId>) -> Self {
        let is_folded = |id: RecordId| matches!(id, RecordId::Code(id) if folded.contains(&id));
        Self {
            of: Arc::clone(matrix),
            folded: folded.clone(),
            rows: unfolded(&matrix.rows, |id| folded.contains(&id)),
            columns: unfolded(&matrix.columns, is_folded),
        }
    }

    fn is(&self, matrix: &Arc<Matrix>, folded: &BTreeSet<CodeId>) -> bool {
        Arc::ptr_eq(&self.of, matrix) && self.folded == *folded
    }
}

/// The lines of a tree that no folded one hides.
fn unfolded<I: Copy>(lines: &[(usize, I)], is_folded: impl Fn(I) -> bool) -> Vec<Line<I>> {
    let mut out = Vec::with_capacity(lines.len());
    let mut hidden_from = usize::MAX;
    for (at, (depth, id)) in lines.iter().enumerate() {
        if *depth >= hidden_from {
            continue;
        }
        let next = lines.get(at + 1).map_or(0, |(depth, _)| *depth);
        hidden_from = if is_folded(*id) {
            depth + 1
        } else {
            usize::MAX
        };
        out.push(Line {
            depth: *depth,
            id: *id,
            is_parent: next > *depth,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_under_a_folded_line_is_hidden_and_nothing_else() {
        let lines = [(0, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        let shown = |folded: &str| -> String {
            let lines = unfolded(&lines, |id| folded.contains(id));
            lines.iter().map(|line| line.id).collect()
        };
        for (folded, expected) in [("", "abcde"), ("a", "ae"), ("b", "abde"), ("ce", "abcde")] {
            assert_eq!(shown(folded), expected, "{folded}");
        }
        let parents = unfolded(&lines, |_| false);
        let parents: Vec<bool> = parents.iter().map(|line| line.is_parent).collect();
        assert_eq!(parents, [true, true, false, false, false]);
    }

    #[test]
    fn lines_in_sight_are_counted() {
        assert_eq!(in_sight(egui::Rangef::new(0.0, 52.0), 26.0, 9), (0, 2));
        assert_eq!(in_sight(egui::Rangef::new(30.0, 90.0), 26.0, 3), (1, 2));
        assert_eq!(in_sight(egui::Rangef::new(30.0, 90.0), 26.0, 0), (1, 0));
    }
}
