//! Rows of cells painted into as much of the pane as is in sight.
//!
//! In: heads with widths, and a function from row and column to words. Out: the row under the
//! pointer. Only what is in sight is asked for.

use crate::workbench::theme::{ROW_HEIGHT, body_font, color, heading_font, hint_font, palette};
use crate::workbench::widgets::truncated;
use egui::accesskit::Role;
use egui::{Align2, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// The head of a column.
pub(super) struct Head {
    pub(super) name: String,
    /// What it means, under its name.
    pub(super) meaning: String,
    pub(super) width: f32,
    /// Whether its cells are numbers, to be set from the right.
    pub(super) is_number: bool,
}

/// Rows of cells.
pub(super) struct Grid<'g> {
    pub(super) name: &'g str,
    pub(super) heads: &'g [Head],
    pub(super) rows: usize,
    pub(super) cell: &'g dyn Fn(usize, usize) -> String,
    /// What is odd about a row.
    pub(super) odd: &'g dyn Fn(usize) -> Option<String>,
    /// A row as it is read out.
    pub(super) spoken: &'g dyn Fn(usize) -> String,
    pub(super) lit: Option<usize>,
}

/// Room for the number of a row, in points.
const NUMBER: f32 = 44.0;
/// The height of heads that say what columns mean, and of those that only name them, in points.
const HEAD_WITH_MEANING: f32 = 40.0;
const HEAD: f32 = 26.0;
const PADDING: f32 = 8.0;

impl Grid<'_> {
    fn head_height(&self) -> f32 {
        match self.heads.iter().all(|head| head.meaning.is_empty()) {
            true => HEAD,
            false => HEAD_WITH_MEANING,
        }
    }

    /// Draws it; the row under the pointer.
    pub(super) fn show(&self, ui: &mut Ui) -> Option<usize> {
        let width: f32 = NUMBER + self.heads.iter().map(|it| it.width).sum::<f32>();
        let head = self.head_height();
        let size = vec2(width, head + ROW_HEIGHT * self.rows as f32);
        let area = ScrollArea::both().id_salt(self.name).auto_shrink(false);
        let mut pointed = None;
        area.show_viewport(ui, |ui, seen| {
            ui.set_min_size(size);
            let origin = ui.min_rect().min;
            let first = (seen.top() / ROW_HEIGHT).max(0.0) as usize;
            let last = ((seen.bottom() - head) / ROW_HEIGHT).ceil().max(0.0) as usize;
            for row in first..last.min(self.rows) {
                let top = origin.y + head + ROW_HEIGHT * row as f32;
                let left = origin.x + seen.left();
                let rect = Rect::from_min_size(pos2(left, top), vec2(seen.width(), ROW_HEIGHT));
                let response = self.row_ui(ui, row, rect, origin.x, seen.left());
                if response.hovered() {
                    pointed = Some(row);
                }
            }
            self.heads_ui(ui, origin, seen);
        });
        pointed
    }

    /// The columns in sight, with where they begin.
    fn columns(&self, from: f32, to: f32) -> impl Iterator<Item = (usize, &Head, f32)> {
        let mut x = NUMBER;
        self.heads.iter().enumerate().filter_map(move |(at, head)| {
            let left = x;
            x += head.width;
            (left < to && x > from).then_some((at, head, left))
        })
    }

    fn heads_ui(&self, ui: &Ui, origin: egui::Pos2, seen: Rect) {
        let colors = palette(ui);
        let top = origin.y + seen.top();
        let rect = Rect::from_min_size(
            pos2(origin.x + seen.left(), top),
            vec2(seen.width(), self.head_height()),
        );
        let painter = ui.painter().with_clip_rect(ui.clip_rect());
        painter.rect_filled(rect, 0.0, color(colors.pane));
        for (_, head, left) in self.columns(seen.left(), seen.right()) {
            let room = head.width - 2.0 * PADDING;
            let ink = color(if head.meaning.is_empty() {
                colors.muted
            } else {
                colors.ink
            });
            let name = truncated(&painter, &head.name, heading_font(), ink, room);
            let meaning = truncated(
                &painter,
                &head.meaning,
                hint_font(),
                color(colors.selection),
                room,
            );
            let x = |width: f32| match head.is_number {
                true => origin.x + left + head.width - PADDING - width,
                false => origin.x + left + PADDING,
            };
            let (name_x, meaning_x) = (x(name.size().x), x(meaning.size().x));
            painter.galley(pos2(name_x, top + 6.0), name, ink);
            painter.galley(pos2(meaning_x, top + 21.0), meaning, ink);
        }
        let line = crate::workbench::theme::hairline(colors.line);
        painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
    }

    fn row_ui(&self, ui: &Ui, row: usize, rect: Rect, origin: f32, scrolled: f32) -> Response {
        let colors = palette(ui);
        let id = ui.scope_id().with((self.name, row));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, (self.spoken)(row)));
        let painter = ui.painter();
        if self.lit == Some(row) {
            painter.rect_filled(rect, 0.0, color(colors.hover));
        }
        let odd = (self.odd)(row);
        for (at, head, left) in self.columns(scrolled, scrolled + rect.width()) {
            let text = (self.cell)(row, at);
            let unknown = text.is_empty() || text == crate::workbench::panes::words::UNKNOWN;
            let ink = color(if unknown { colors.muted } else { colors.ink });
            let font = match head.is_number {
                true => crate::workbench::theme::number_font(),
                false => body_font(),
            };
            let cell = truncated(painter, &text, font, ink, head.width - 2.0 * PADDING);
            let x = match head.is_number {
                true => origin + left + head.width - PADDING - cell.size().x,
                false => origin + left + PADDING,
            };
            let y = rect.center().y - cell.size().y / 2.0;
            painter.galley(pos2(x, y), cell, ink);
        }
        let ink = color(if odd.is_some() {
            colors.warning
        } else {
            colors.muted
        });
        let end = pos2(origin + NUMBER - PADDING, rect.center().y);
        let font = crate::workbench::theme::number_font();
        painter.text(end, Align2::RIGHT_CENTER, row + 1, font, ink);
        if odd.is_some() {
            painter.circle_filled(pos2(origin + 8.0, rect.center().y), 3.0, ink);
        }
        match odd {
            Some(odd) => response.on_hover_text(odd),
            None => response,
        }
    }
}
