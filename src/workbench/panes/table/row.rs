//! A row of the grid on the screen: its number and what is odd about it, its cells, and what the
//! pointer does on it.
//!
//! In: a row in sight and the sheet it belongs to. Out: what a person did.

use super::access::{self, SaidCell};
use super::ask::TableAsk;
use super::cells::{self, Cell};
use super::columns::ShownColumn;
use super::grid::{Act, CELL_MARGIN, Grid, Parts, Sheet, column_of_file, placed};
use super::header::MENU;
use super::raw::{RawCells, RawRow};
use crate::figure::theme::Theme;
use crate::workbench::panes::words::UNKNOWN;
use crate::workbench::theme::{body_font, color, color_at, hint_font, number_font, palette};
use crate::workbench::widgets::{paint_shape, truncated};
use egui::accesskit::Role;
use egui::{
    Align2, Color32, Id, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// A row on the screen.
pub(super) struct Row {
    pub(super) place: u32,
    /// Its number in the file, from 0.
    pub(super) row: u32,
    pub(super) rect: Rect,
}

/// What a row is drawn in.
pub(super) struct RowState<'r> {
    pub(super) grid: &'r Grid,
    pub(super) parts: &'r Parts,
    pub(super) sheet: &'r Sheet<'r>,
    pub(super) known: &'r RawCells,
    /// Whether the rows have the keyboard.
    pub(super) focused: bool,
}

impl RowState<'_> {
    fn is_selected(&self, drawn: &Row) -> bool {
        let range = self.grid.selection();
        range.is_some_and(|(a, b)| (a..=b).contains(&drawn.place))
    }

    fn is_cursor(&self, drawn: &Row) -> bool {
        self.grid.cursor == Some(drawn.place)
    }
}

impl Row {
    /// Draws it; `raw` are its cells in the file, once they are read. What was done is added.
    pub(super) fn show(
        &self,
        ui: &mut Ui,
        state: &RowState<'_>,
        raw: Option<&RawRow>,
        acts: &mut Vec<Act>,
    ) {
        let seen = self.rect.intersect(state.parts.body);
        let id = Id::unique(("table row", state.sheet.id, self.row));
        let response = ui.interact(seen, id, Sense::click());
        self.ground_ui(ui, state, &response);
        self.gutter_ui(ui, state, acts);
        let (said, tip) = self.cells_ui(ui, state, raw, &response);
        let is_selected = state.is_selected(self);
        let label = format!("Row {}", self.row + 1);
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, &label));
        let of_row = self.told(state);
        access::describe(ui, &response, self, is_selected, &of_row, &said);
        self.take_pointer(ui, &response, state, acts);
        if !tip.is_empty() {
            response.on_hover_text(tip);
        }
    }

    /// What is said of it before its cells.
    fn told(&self, state: &RowState<'_>) -> Vec<String> {
        let resting = state.sheet.resting(self.row).map(|it| it.words);
        let is_lit = state.sheet.is_lit(self.row);
        let lit = is_lit.then(|| "Belongs to what is selected".to_owned());
        resting.into_iter().chain(lit).collect()
    }

    /// What tells that it is selected, lit or pointed at.
    fn ground_ui(&self, ui: &Ui, state: &RowState<'_>, response: &Response) {
        let theme = palette(ui);
        let painter = ui.painter_at(state.parts.body);
        let is_lit = state.sheet.is_lit(self.row);
        if state.is_selected(self) {
            painter.rect_filled(self.rect, 0.0, color(theme.selection_background));
        } else if is_lit {
            painter.rect_filled(self.rect, 0.0, color_at(theme.selection_background, 0.6));
        } else if response.hovered() {
            painter.rect_filled(self.rect, 0.0, color(theme.hover));
        }
        if state.is_cursor(self) || is_lit {
            let mark = self.rect.with_max_x(self.rect.left() + 2.0);
            painter.rect_filled(mark, 0.0, color(theme.selection));
        }
    }

    /// Its number in the file, with a mark where something is odd about it, and one where events
    /// rest on it.
    fn gutter_ui(&self, ui: &Ui, state: &RowState<'_>, acts: &mut Vec<Act>) {
        let theme = palette(ui);
        let (parts, sheet) = (state.parts, state.sheet);
        let painter = ui.painter_at(parts.body);
        let middle = self.rect.center().y;
        let right = self.rect.left() + parts.gutter - CELL_MARGIN;
        painter.text(
            pos2(right, middle),
            Align2::RIGHT_CENTER,
            (self.row + 1).to_string(),
            hint_font(),
            color(theme.muted),
        );
        let slot = |from: f32| {
            let rect = self.rect.with_min_x(self.rect.left() + from);
            rect.with_max_x(rect.left() + 16.0).intersect(parts.body)
        };
        if sheet.warned.is_odd(self.row) {
            let rect = slot(3.0);
            paint_warning(
                &painter,
                pos2(rect.left() + 8.0, middle),
                color(theme.warning),
            );
            let words = sheet.warned.words(&sheet.table.warnings, self.row);
            let id = Id::unique(("row warning", sheet.id, self.row));
            sign(ui, rect, id, &words);
        }
        if let Some(resting) = sheet.resting(self.row) {
            let rect = slot(19.0);
            let centre = pos2(rect.left() + 8.0, middle);
            let ink = color(theme.hue(resting.hue));
            paint_shape(&painter, centre, 5.0, resting.shape, ink, true);
            let id = Id::unique(("row link", sheet.id, self.row));
            if sign(ui, rect, id, &resting.words).hovered() {
                acts.push(Act::Point(resting.event));
            }
        }
    }

    /// Its cells; what they say, and what is said about the one under the pointer.
    fn cells_ui(
        &self,
        ui: &Ui,
        state: &RowState<'_>,
        raw: Option<&RawRow>,
        response: &Response,
    ) -> (Vec<SaidCell>, String) {
        let (parts, sheet) = (state.parts, state.sheet);
        let theme = palette(ui);
        let room = parts.cells(parts.body);
        let inner = ui.painter_at(room);
        let (mut said, mut tip) = (Vec::new(), String::new());
        for (number, at, column) in placed(sheet.columns) {
            let rect = parts.column(self.rect, at, column.width);
            let in_sight = rect.intersect(room);
            let place = column_of_file(sheet, column);
            let Some(cell) = cell_of(sheet, column, self.row, raw, place) else {
                if in_sight.is_positive() {
                    placeholder(&inner, rect, color_at(theme.faint, 0.35), self.row);
                }
                continue;
            };
            if in_sight.is_positive() {
                let of_file = place.is_some_and(|place| state.known.is_number(place));
                let is_number = column.column.is_number() || of_file;
                let elided = paint_cell(&inner, rect, &cell, is_number, theme);
                if state.is_cursor(self) && state.focused && number == state.grid.column {
                    let line = Stroke::new(1.0, color(theme.selection));
                    inner.rect_stroke(rect.shrink(1.0), 2.0, line, StrokeKind::Inside);
                }
                let pointer = response.hover_pos();
                if pointer.is_some_and(|pointer| rect.contains(pointer)) {
                    tip = tip_of(&cell, elided);
                }
            }
            said.push(SaidCell {
                column: number,
                title: column.column.title(&sheet.table.mapping).to_owned(),
                text: cell.text,
                rect: in_sight,
            });
        }
        (said, tip)
    }

    /// What the pointer does on it.
    fn take_pointer(
        &self,
        ui: &Ui,
        response: &Response,
        state: &RowState<'_>,
        acts: &mut Vec<Act>,
    ) {
        let place = self.place;
        let pointer = response.interact_pointer_pos();
        let column = pointer.and_then(|pointer| {
            placed(state.sheet.columns).find_map(|(number, at, column)| {
                let rect = state.parts.column(self.rect, at, column.width);
                rect.contains(pointer).then_some(number)
            })
        });
        if response.clicked() {
            let extend = ui.input(|input| input.modifiers.shift);
            acts.push(Act::Select { place, extend });
            acts.extend(column.map(Act::Column));
        }
        if response.secondary_clicked() {
            let extend = state.is_selected(self);
            acts.push(Act::Select { place, extend });
            acts.extend(column.map(Act::Column));
        }
        if response.hovered()
            && let Some(resting) = state.sheet.resting(self.row)
        {
            acts.push(Act::Point(resting.event));
        }
        let mut asked = None;
        response.context_menu(|ui| asked = menu_ui(ui));
        acts.extend(asked.map(Act::Ask));
        if response.double_clicked() {
            acts.push(Act::Open(place));
        }
    }
}

/// Something small to point at, with what it says.
fn sign(ui: &Ui, rect: Rect, id: Id, words: &str) -> Response {
    let mark = ui.interact(rect, id, Sense::hover());
    mark.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    mark.on_hover_text(words)
}

/// A small triangle with its tip up.
fn paint_warning(painter: &Painter, centre: Pos2, ink: Color32) {
    let corners = [vec2(0.0, -4.5), vec2(4.5, 3.5), vec2(-4.5, 3.5)];
    let corners = corners.map(|corner| centre + corner).to_vec();
    painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
}

/// What a cell shows; `None` while it is not read.
fn cell_of(
    sheet: &Sheet<'_>,
    column: &ShownColumn,
    row: u32,
    raw: Option<&RawRow>,
    place: Option<usize>,
) -> Option<Cell> {
    if let Some(cell) = cells::meant(sheet.table, sheet.now.project(), &column.column, row) {
        return Some(cell);
    }
    let text = place.and_then(|place| raw?.get(place));
    match text {
        Some(text) => Some(cells::of_file(text)),
        // A row may be shorter than the header.
        None => raw.map(|_| cells::of_file("")),
    }
}

/// A quiet bar where words will stand.
fn placeholder(painter: &Painter, rect: Rect, ink: Color32, row: u32) {
    let share = 0.35 + 0.1 * ((row % 4) as f32);
    let size = vec2((rect.width() - 2.0 * CELL_MARGIN) * share, 5.0);
    let left = pos2(rect.left() + CELL_MARGIN, rect.center().y - size.y / 2.0);
    painter.rect_filled(Rect::from_min_size(left, size), 2.0, ink);
}

/// Paints a cell; whether its text had to be cut.
fn paint_cell(painter: &Painter, rect: Rect, cell: &Cell, is_number: bool, theme: &Theme) -> bool {
    let mut left = rect.left() + CELL_MARGIN;
    let end = if is_number { MENU } else { CELL_MARGIN };
    let right = rect.right() - end;
    if let Some((shape, hue)) = cell.icon {
        let centre = pos2(left + 5.0, rect.center().y);
        paint_shape(painter, centre, 5.0, shape, color(theme.hue(hue)), true);
        left += 18.0;
    }
    let is_unknown = cell.text == UNKNOWN;
    let ink = color(if is_unknown { theme.muted } else { theme.ink });
    let font = if is_number {
        number_font()
    } else {
        body_font()
    };
    let galley = truncated(painter, &cell.text, font, ink, right - left);
    let x = if is_number {
        right - galley.size().x
    } else {
        left
    };
    let elided = galley.elided;
    painter.galley(
        pos2(x, rect.center().y - galley.size().y / 2.0),
        galley,
        ink,
    );
    elided
}

fn tip_of(cell: &Cell, elided: bool) -> String {
    let whole = if elided && cell.more.is_empty() {
        cell.text.as_str()
    } else {
        ""
    };
    let parts = [whole, cell.more.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("\n")
}

/// The menu of a row.
fn menu_ui(ui: &mut Ui) -> Option<TableAsk> {
    let offered = [
        ("Only this value", TableAsk::ByCell { not: false }),
        ("Not this value", TableAsk::ByCell { not: true }),
        ("Copy rows", TableAsk::Copy),
    ];
    let mut asked = None;
    for (name, ask) in offered {
        if ui.button(name).clicked() {
            asked = Some(ask);
            ui.close();
        }
    }
    asked
}
