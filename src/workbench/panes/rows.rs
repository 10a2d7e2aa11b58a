//! What the tables of the window share: headers that sort, rows painted only while in sight, one
//! selection moved by mouse and keyboard.
//!
//! In: columns, the records in order, and a function that puts one record into cells. Out:
//! commands that select, reveal and hover.

use super::order::Sort;
use super::{Desk, hover};
use crate::model::id::RecordId;
use crate::model::look::{Hue, Shape};
use crate::workbench::command::Command;
use crate::workbench::layout::Pane;
use crate::workbench::theme::{ROW_HEIGHT, body_font, color, hint, number_font, palette};
use crate::workbench::widgets::{focus_ring, paint_shape, truncated};
use egui::accesskit::Role;
use egui::{
    Align, EventFilter, Id, Key, Label, Layout, Modifiers, Response, Sense, Ui, WidgetInfo, pos2,
    vec2,
};
use egui_extras::{Column as TableColumn, TableBuilder, TableRow};

/// Between a number and the next column, in points; also keeps it clear of the scroll bar.
const NUMBER_INSET: f32 = 12.0;
/// Of its width; where columns would be narrower than this, some are left out.
const LEAST_SHARE: f32 = 0.8;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) title: &'static str,
    /// Width to begin with, in points; the least width of the column that takes what is left.
    pub(super) width: f32,
    /// Takes what the others leave.
    pub(super) grows: bool,
    /// Holds numbers: digits of equal width, at the right.
    pub(super) number: bool,
    /// Left out where there is no room, the highest first; 0 always stays.
    drops: u8,
}

impl Column {
    pub(super) const fn text(title: &'static str, width: f32) -> Self {
        Self {
            title,
            width,
            grows: false,
            number: false,
            drops: 0,
        }
    }

    pub(super) const fn number(title: &'static str, width: f32) -> Self {
        Self {
            title,
            width,
            grows: false,
            number: true,
            drops: 0,
        }
    }

    pub(super) const fn growing(title: &'static str, width: f32) -> Self {
        Self {
            title,
            width,
            grows: true,
            number: false,
            drops: 0,
        }
    }
}

impl Column {
    /// Left out where there is no room, before those with a lower `rank`.
    pub(super) const fn drops(mut self, rank: u8) -> Self {
        self.drops = rank;
        self
    }
}

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    /// More to say under the pointer.
    pub(super) more: String,
    pub(super) icon: Option<(Shape, Hue)>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its accessible name.
    pub(super) name: String,
    pub(super) cells: Vec<Cell>,
    /// Left out of counts: set in grey.
    pub(super) quiet: bool,
}

/// Draws what a row offers in its menu; what was chosen.
pub(super) type RowMenu<'m> = dyn Fn(&mut Ui, RecordId) -> Option<Command> + 'm;

/// A table over records in order.
pub(super) struct Table<'t> {
    /// Its accessible name.
    pub(super) name: &'static str,
    /// The pane it stands in: it has the keyboard where that is entered.
    pub(super) pane: Pane,
    pub(super) columns: &'t [Column],
    pub(super) rows: &'t [RecordId],
    /// The row that belongs to the selection.
    pub(super) selected: Option<usize>,
    /// What the menu of a row offers; no menu when `None`.
    pub(super) menu: Option<&'t RowMenu<'t>>,
}

/// Draws the table. Sorting is changed in `sort`; everything else goes out as commands.
pub(super) fn table_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    table: &Table<'_>,
    sort: &mut Sort,
    is_lit: &dyn Fn(RecordId) -> bool,
    row: &dyn Fn(RecordId) -> Option<Row>,
) {
    let id = Id::unique(("table", table.name));
    let area = ui.available_rect_before_wrap();
    let focus = ui.interact(area, id, Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(Role::Table, true, table.name));
    let entered = desk.session.entered.take_if(|it| *it == table.pane);
    if entered.is_some() {
        focus.request_focus();
    }
    let page = ((area.height() / ROW_HEIGHT) as usize)
        .saturating_sub(2)
        .max(1);
    let moved = keys(ui, &focus, table, page);
    match moved {
        Some(Move::To(index)) => {
            if let Some(id) = table.rows.get(index) {
                desk.push(Command::Select(Some(*id)));
            }
        }
        Some(Move::Reveal(index)) => {
            if let Some(id) = table.rows.get(index) {
                desk.push(Command::Reveal(*id));
            }
        }
        None => {}
    }

    // Columns are told apart by their space; the line shows only where it can be dragged.
    ui.visuals_mut().widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let mut builder = TableBuilder::new(ui)
        .id_salt(table.name)
        .sense(Sense::click())
        .auto_shrink(false)
        .animate_scrolling(false)
        .cell_layout(Layout::left_to_right(Align::Center));
    let shown = fitting(table.columns, area.width());
    let share = share(&shown, area.width());
    for (_, column) in &shown {
        builder = builder.column(width_of(*column, share));
    }
    let widths = (shown.len(), area.width().round() as i32);
    if changed(&focus, id.with("widths"), widths) {
        // Widths of another room would reach beyond the edge of this one.
        builder.reset();
    }
    if let Some(index) = follow(id.with("followed"), table, &focus, moved) {
        builder = builder.scroll_to_row(index, None);
    }
    let mut pointed = None;
    builder
        .header(ROW_HEIGHT, |header| header_ui(header, &shown, sort))
        .body(|body| {
            body.rows(ROW_HEIGHT, table.rows.len(), |mut drawn| {
                let Some(id) = table.rows.get(drawn.index()).copied() else {
                    return;
                };
                let Some(filled) = row(id) else { return };
                drawn.set_selected(table.selected == Some(drawn.index()));
                drawn.set_hovered(is_lit(id));
                let response = row_ui(&mut drawn, table, &shown, &filled);
                if response.contains_pointer() {
                    pointed = Some(id);
                }
                if response.clicked() {
                    focus.request_focus();
                    desk.push(Command::Select(Some(id)));
                }
                if response.double_clicked() {
                    desk.push(Command::Reveal(id));
                }
                let chosen = table.menu.and_then(|menu| row_menu(&response, id, menu));
                desk.commands.extend(chosen);
            });
        });
    hover(&focus.ctx, desk, table.name, pointed);
}

/// The menu of a row; what was chosen in it.
fn row_menu(response: &Response, id: RecordId, menu: &RowMenu<'_>) -> Option<Command> {
    let mut chosen = None;
    response.context_menu(|ui| chosen = menu(ui, id));
    chosen
}

/// The row to bring into view: that of a selection that was made since the last frame.
fn follow(id: Id, table: &Table<'_>, focus: &Response, moved: Option<Move>) -> Option<usize> {
    let now = table
        .selected
        .and_then(|index| table.rows.get(index))
        .copied();
    let before: Option<Option<RecordId>> = focus.ctx.data(|data| data.get_temp(id));
    focus.ctx.data_mut(|data| data.insert_temp(id, now));
    match moved {
        Some(Move::To(index)) => Some(index),
        _ if before != Some(now) => table.selected,
        _ => None,
    }
}

/// How much of their widths the columns get, so that all of them are in sight at first.
fn share(columns: &[(usize, Column)], available: f32) -> f32 {
    let gaps = columns.len() as f32 * 8.0;
    let wanted: f32 = columns.iter().map(|(_, column)| column.width).sum();
    ((available - gaps) / wanted.max(1.0)).clamp(0.25, 1.0)
}

/// The columns there is room for, with their numbers.
fn fitting(columns: &[Column], available: f32) -> Vec<(usize, Column)> {
    let mut shown: Vec<(usize, Column)> = columns.iter().copied().enumerate().collect();
    while share(&shown, available) < LEAST_SHARE {
        let first = shown.iter().map(|(_, column)| column.drops).max();
        let Some(rank) = first.filter(|rank| *rank > 0) else {
            break;
        };
        shown.retain(|(_, column)| column.drops != rank);
    }
    shown
}

/// Whether this is not what it was in the last frame.
fn changed(at: &Response, id: Id, now: (usize, i32)) -> bool {
    let before: Option<(usize, i32)> = at.ctx.data(|data| data.get_temp(id));
    at.ctx.data_mut(|data| data.insert_temp(id, now));
    before.is_some_and(|before| before != now)
}

fn width_of(column: Column, share: f32) -> TableColumn {
    if column.grows {
        TableColumn::remainder()
            .at_least(column.width * share)
            .clip(true)
    } else {
        TableColumn::initial(column.width * share)
            .at_least(32.0)
            .resizable(true)
            .clip(true)
    }
}

fn header_ui(mut header: TableRow<'_, '_>, columns: &[(usize, Column)], sort: &mut Sort) {
    for (index, column) in columns {
        let arrow = match sort.direction(*index) {
            Some(false) => " ↑",
            Some(true) => " ↓",
            None => "",
        };
        header.col(|ui| {
            let text = hint(format!("{}{arrow}", column.title));
            let label = Label::new(text)
                .truncate()
                .selectable(false)
                .sense(Sense::click());
            let layout = if column.number {
                Layout::right_to_left(Align::Center)
            } else {
                *ui.layout()
            };
            let label = ui.with_layout(layout, |ui| {
                if column.number {
                    ui.add_space(NUMBER_INSET);
                }
                ui.add(label)
            });
            let label = label.inner;
            let name = format!("Sort by {}", column.title.to_lowercase());
            label.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            focus_ring(ui, &label);
            if label.clicked() {
                sort.click(*index, ui.input(|input| input.modifiers.shift));
            }
            label.on_hover_text("Click to sort, again to reverse, Shift for a second key");
        });
    }
}

fn row_ui(
    drawn: &mut TableRow<'_, '_>,
    table: &Table<'_>,
    columns: &[(usize, Column)],
    shown: &Row,
) -> Response {
    let selected = table.selected == Some(drawn.index());
    for (index, column) in columns {
        let Some(cell) = shown.cells.get(*index) else {
            continue;
        };
        let mut elided = false;
        let (_, response) = drawn.col(|ui| elided = cell_ui(ui, *column, cell, shown.quiet));
        let more = [
            if elided { cell.text.as_str() } else { "" },
            cell.more.as_str(),
        ];
        let more: Vec<&str> = more.into_iter().filter(|text| !text.is_empty()).collect();
        if !more.is_empty() {
            response.on_hover_text(more.join("\n"));
        }
    }
    let response = drawn.response();
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, &shown.name));
    let others: Vec<&str> = shown.cells.iter().map(|cell| cell.text.as_str()).collect();
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        node.set_description(others.join(", "));
    });
    response
}

/// Paints a cell; whether its text had to be cut.
fn cell_ui(ui: &mut Ui, column: Column, cell: &Cell, quiet: bool) -> bool {
    let rect = ui.max_rect();
    let theme = palette(ui);
    let mut left = rect.left();
    if let Some((shape, hue)) = cell.icon {
        paint_shape(
            ui.painter(),
            pos2(left + 5.0, rect.center().y),
            5.0,
            shape,
            color(theme.hue(hue)),
            !quiet,
        );
        left += 18.0;
    }
    let ink = color(if quiet { theme.muted } else { theme.ink });
    let font = if column.number {
        number_font()
    } else {
        body_font()
    };
    let galley = truncated(ui.painter(), &cell.text, font, ink, rect.right() - left);
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    let at = if column.number {
        at + vec2(rect.width() - galley.size().x - NUMBER_INSET, 0.0).max(vec2(0.0, 0.0))
    } else {
        at
    };
    let elided = galley.elided;
    ui.painter().galley(at, galley, ink);
    elided
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    To(usize),
    Reveal(usize),
}

/// What the keyboard asks for while it is on the table.
fn keys(ui: &Ui, focus: &Response, table: &Table<'_>, page: usize) -> Option<Move> {
    if !focus.has_focus() {
        return None;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) {
        return table.selected.map(Move::Reveal);
    }
    let step = [
        (Key::ArrowDown, Step::By(1)),
        (Key::ArrowUp, Step::By(-1)),
        (Key::PageDown, Step::By(page as isize)),
        (Key::PageUp, Step::By(-(page as isize))),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    let step = step
        .into_iter()
        .find(|(key, _)| pressed(*key))
        .map(|(_, step)| step)?;
    stepped(table.selected, step, table.rows.len()).map(Move::To)
}

#[derive(Clone, Copy, Debug)]
enum Step {
    By(isize),
    First,
    Last,
}

/// The row a step leads to; none in an empty table.
fn stepped(from: Option<usize>, step: Step, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    Some(match (step, from) {
        (Step::First, _) => 0,
        (Step::Last, _) => last,
        (Step::By(by), None) => {
            if by > 0 {
                0
            } else {
                last
            }
        }
        (Step::By(by), Some(from)) => from.saturating_add_signed(by).min(last),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_rank_until_the_rest_has_room() {
        let columns = [
            Column::text("Title", 200.0),
            Column::text("Place", 100.0).drops(1),
            Column::growing("Who", 100.0),
            Column::number("Reports", 100.0).drops(2),
        ];
        for (room, expected) in [
            (532.0, vec![0, 1, 2, 3]),
            (440.0, vec![0, 1, 2, 3]),
            (400.0, vec![0, 1, 2]),
            (350.0, vec![0, 1, 2]),
            (300.0, vec![0, 2]),
            (100.0, vec![0, 2]),
        ] {
            let shown = fitting(&columns, room);
            let numbers: Vec<usize> = shown.iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, expected, "{room}");
            let taken: f32 = shown
                .iter()
                .map(|(_, column)| column.width * share(&shown, room) + 8.0)
                .sum();
            assert!(taken <= room + 0.1, "{taken} of {room}");
        }
    }

    #[test]
    fn steps_stay_in_the_table() {
        for (from, step, rows, expected) in [
            (None, Step::By(1), 3, Some(0)),
            (None, Step::By(-1), 3, Some(2)),
            (Some(0), Step::By(-1), 3, Some(0)),
            (Some(1), Step::By(10), 3, Some(2)),
            (Some(2), Step::First, 3, Some(0)),
            (Some(0), Step::Last, 3, Some(2)),
            (Some(0), Step::By(1), 0, None),
        ] {
            assert_eq!(
                stepped(from, step, rows),
                expected,
                "{from:?} {step:?} {rows}"
            );
        }
    }
}
