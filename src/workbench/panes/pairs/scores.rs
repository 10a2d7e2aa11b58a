//! The score table of the codebook: what each kind is in PLOVER and how it is scored, to be seen and
//! edited beside the chart it changes.

use crate::model::codebook::{Kind, kinds_in_order};
use crate::model::plover::{SOURCE, compared, score_words};
use crate::workbench::command::Command;
use crate::workbench::fields::{Field, FieldKey};
use crate::workbench::panes::Desk;
use crate::workbench::theme::{body, heading, hint};
use crate::workbench::widgets::{DraftText, ShapeIcon};
use egui::accesskit::Role;
use egui::{Align, Button, Grid, Popup, PopupCloseBehavior, Ui, WidgetInfo};

/// The width of the table, in points.
const WIDTH: f32 = 560.0;
/// The widths of its fields.
const CATEGORY: f32 = 150.0;
const SCORE: f32 = 56.0;

/// The button that opens the table.
pub(super) fn scores_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let button = ui.add(Button::new(hint("scores")).frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Score table"));
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(WIDTH)
        .show(|ui| table_ui(ui, desk));
    button.on_hover_text("The PLOVER category and the score of each kind of the codebook");
}

fn table_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    ui.set_width(WIDTH);
    Grid::new("score table")
        .num_columns(4)
        .spacing([12.0, 4.0])
        .show(ui, |ui| {
            for title in ["Kind", "PLOVER category", "Score", ""] {
                ui.label(heading(title));
            }
            ui.end_row();
            for kind in kinds_in_order(desk.snapshot.project()) {
                kind_ui(ui, desk, &kind);
                ui.end_row();
            }
        });
    ui.add_space(4.0);
    ui.label(hint(format!(
        "-10 is the sharpest conflict, 10 the closest cooperation. Default scores: {SOURCE}. A policy shift may have a score of its own, in its form."
    )));
}

fn kind_ui(ui: &mut Ui, desk: &mut Desk<'_>, kind: &Kind) {
    ui.horizontal(|ui| {
        ui.add(ShapeIcon::new(kind.shape, kind.hue, &kind.name));
        ui.label(body(&kind.name));
    });
    let category = format!("PLOVER category of {}", kind.name);
    let score = format!("Score of {}", kind.name);
    field_ui(
        ui,
        desk,
        (kind, Field::Plover),
        &category,
        &kind.plover,
        CATEGORY,
    );
    let points = score_words(kind.score_tenths);
    field_ui(ui, desk, (kind, Field::Score), &score, &points, SCORE);
    ui.label(hint(compared(&kind.plover, kind.score_tenths)));
}

fn field_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (kind, field): (&Kind, Field),
    name: &str,
    value: &str,
    width: f32,
) {
    let key = FieldKey {
        record: kind.id.into(),
        field,
    };
    let align = if field == Field::Score {
        Align::Max
    } else {
        Align::Min
    };
    let text = DraftText::new(key, name, value)
        .check(field.check())
        .align(align)
        .width(width);
    let enabled = !desk.read_only;
    let committed = ui
        .add_enabled_ui(enabled, |ui| text.show(ui, desk.drafts))
        .inner;
    if let Some(text) = committed {
        desk.push(Command::SetField(key, text));
    }
}
