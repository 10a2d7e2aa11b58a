//! The form of a kind.

use super::ending::ending_ui;
use super::event::row_of;
use super::form::{Form, hint_line, under};
use super::{look, names};
use crate::model::codebook::{Family, Kind};
use crate::model::id::KindId;
use crate::model::plover::{compared, score_words};
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::counted;
use crate::workbench::verb::Verb;
use egui::Ui;

/// Draws the form.
pub(super) fn kind_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: KindId) {
    let Some(kind) = desk.snapshot.project().kinds.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Name", &kind.name);
    let events = form
        .desk
        .derived
        .events()
        .iter()
        .filter(|facts| facts.kind.id == id)
        .count();
    hint_line(
        ui,
        &format!("Kind of {}", counted(events, "event", "events")),
    );
    ui.add_space(4.0);
    if let Some(family) = row_of(
        ui,
        form,
        ("Family", "Family"),
        &Family::ALL,
        Family::in_words,
        kind.family,
    ) {
        form.replace(
            Kind {
                family,
                ..Kind::clone(&kind)
            },
            "family of kind",
        );
    }
    form.text_row(ui, "Lane", Field::Lane, ("Lane", &kind.lane));
    let (hue, shape) = look::look_ui(ui, form, kind.hue, kind.shape);
    if hue.is_some() || shape.is_some() {
        let (hue, shape) = (hue.unwrap_or(kind.hue), shape.unwrap_or(kind.shape));
        form.replace(
            Kind {
                hue,
                shape,
                ..Kind::clone(&kind)
            },
            "look of kind",
        );
    }
    form.hinted_row(
        ui,
        "PLOVER",
        Field::Plover,
        ("PLOVER category", &kind.plover),
        "ASSAULT/aerial",
    );
    form.hinted_row(
        ui,
        "Score",
        Field::Score,
        ("Score", &score_words(kind.score_tenths)),
        "-10 to 10",
    );
    let plover = compared(&kind.plover, kind.score_tenths);
    if !plover.is_empty() {
        under(ui, |ui| hint_line(ui, &plover));
    }
    let all = names::kinds(ui, form.desk.snapshot.project());
    ending_ui(ui, form, "kind", (id, &all), |keep| {
        Verb::MergeKinds(keep, id)
    });
}
