//! What is odd about the rows of a file, one a line: to page through, to go to the row, to write.

use crate::tables::LoadedTable;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{
    PANE_MARGIN, ROW_HEIGHT, body_font, color, hint, number_font, palette,
};
use crate::workbench::widgets::{ring, truncated};
use egui::accesskit::Role;
use egui::{Button, Id, Label, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Draws the list; the row that was gone to.
pub(super) fn warnings_ui(ui: &mut Ui, desk: &mut Desk<'_>, table: &LoadedTable) -> Option<u32> {
    ui.horizontal(|ui| {
        ui.add_space(PANE_MARGIN);
        let kept = table.warnings.len() as u64;
        let words = match table.warned > kept {
            true => format!(
                "The first {} of {}, in the order of the file. ",
                super::bar::grouped(kept),
                super::bar::grouped(table.warned)
            ),
            false => "In the order of the file. ".to_owned(),
        };
        let words = format!("{words}Rows with a warning are kept; refused records are no rows.");
        ui.add(Label::new(hint(words)).truncate());
        let export = ui.add(Button::new(hint("Export warnings…")).frame_when_inactive(false));
        if export.clicked() {
            desk.push(Command::Do(Action::ExportWarnings));
        }
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut gone_to = None;
    ScrollArea::vertical()
        .id_salt("row warnings")
        .auto_shrink(false)
        .show_rows(ui, ROW_HEIGHT, table.warnings.len(), |ui, places| {
            for place in places {
                gone_to = warning_ui(ui, table, place).or(gone_to);
            }
        });
    gone_to
}

fn warning_ui(ui: &mut Ui, table: &LoadedTable, place: usize) -> Option<u32> {
    let warning = table.warnings.get(place)?;
    let theme = palette(ui);
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = Id::unique(("warning", place));
    let response = ui.interact(rect, id, Sense::click());
    let words = warning.to_string();
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &words));
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, color(theme.hover));
    }
    if response.has_focus() {
        ring(ui, rect, 2.0);
    }
    let painter = ui.painter();
    let y = rect.center().y;
    let place = match warning.row {
        Some(row) => format!("row {}", super::bar::grouped(u64::from(row) + 1)),
        None => "refused".to_owned(),
    };
    let ink = color(if warning.row.is_some() {
        theme.muted
    } else {
        theme.error
    });
    let left = rect.left() + PANE_MARGIN;
    let place = truncated(painter, &place, number_font(), ink, 100.0);
    painter.galley(pos2(left, y - place.size().y / 2.0), place, ink);
    let room = rect.right() - PANE_MARGIN - left - 108.0;
    let text = truncated(painter, &words, body_font(), color(theme.ink), room);
    painter.galley(
        pos2(left + 108.0, y - text.size().y / 2.0),
        text,
        color(theme.ink),
    );
    let response = response.on_hover_text(&words);
    response.clicked().then_some(warning.row).flatten()
}
