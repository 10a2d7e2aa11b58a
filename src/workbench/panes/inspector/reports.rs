//! The reports of an event as cards: the words, who says them, how, and how far to trust them.

use super::event::Shown;
use super::form::{Form, remember, remembered};
use super::{names, report, row_report};
use crate::model::id::ReportId;
use crate::model::report::{Passage, Report};
use crate::workbench::command::Command;
use crate::workbench::panes::{hover, words};
use crate::workbench::theme::{CONTROL_HEIGHT, card, color, hairline, hint, palette, reading};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Chip, Section};
use egui::accesskit::Role;
use egui::{Checkbox, Label, Response, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

type Ticked = BTreeSet<ReportId>;

/// Draws the section; `selected` is unfolded and marked.
pub(super) fn reports_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    shown: &Shown,
    selected: Option<ReportId>,
) {
    let several = shown.reports.len() > 1 && form.enabled();
    let (split_id, mut splitting): (_, bool) = remembered(ui, ("split", form.record));
    splitting &= several;
    let title = format!("Reports ({})", shown.reports.len());
    let section = Section::new(if several { &title } else { "Reports" });
    let action = if splitting {
        "Do not split"
    } else {
        "Split…"
    };
    if several {
        if section.action(action).show(ui) {
            splitting = !splitting;
            remember(ui, split_id, splitting);
        }
    } else {
        section.count(shown.reports.len()).show(ui);
    }
    if shown.reports.is_empty() {
        super::form::hint_line(
            ui,
            "No passage reports it yet. Select one in the text and add it to this event.",
        );
        return;
    }
    let (id, mut ticked): (_, Ticked) = remembered(ui, ("ticked", form.record));
    ticked.retain(|id| shown.reports.iter().any(|report| report.id == *id));
    let mut hovered = None;
    let (last_id, last): (_, Option<ReportId>) = remembered(ui, "report in view");
    for (number, report) in (1..).zip(&shown.reports) {
        let card = Card {
            number,
            report,
            ticks: splitting,
            selected: selected == Some(report.id),
        };
        ui.push_id(report.id, |ui| {
            let response = card_ui(ui, form, &card, &mut ticked);
            if card.selected && last != selected {
                response.scroll_to_me(None);
            }
            if response.contains_pointer() {
                hovered = Some(report.id.into());
            }
        });
        ui.add_space(4.0);
    }
    hover(ui, form.desk, "reports", hovered);
    if splitting {
        split_ui(ui, form, shown, &mut ticked);
    }
    remember(ui, id, ticked);
    remember(ui, last_id, selected);
}

fn split_ui(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown, ticked: &mut Ticked) {
    if ticked.is_empty() {
        super::form::hint_line(ui, "Tick the reports that speak of another event.");
    } else if ticked.len() == shown.reports.len() {
        super::form::hint_line(
            ui,
            "Leave at least one report with this event to split the others off.",
        );
    } else if form.button(ui, "Split into own event") {
        form.edit(Verb::Split(
            shown.event.id,
            ticked.iter().copied().collect(),
        ));
        ticked.clear();
    }
}

struct Card<'c> {
    number: usize,
    report: &'c Arc<Report>,
    ticks: bool,
    selected: bool,
}

/// Draws a card; a click on it that no control inside took leads to its words.
fn card_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    shown: &Card<'_>,
    ticked: &mut Ticked,
) -> Response {
    let theme = palette(ui);
    let mut frame = card(theme);
    if shown.selected {
        frame = frame.stroke(hairline(theme.selection));
    }
    let builder = UiBuilder::new().sense(Sense::click()).id_salt("card");
    let drawn = ui.scope_builder(builder, |ui| {
        let card = ui.response();
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            // A click anywhere on the card leads to its words.
            ui.style_mut().interaction.selectable_labels = false;
            content_ui(ui, form, shown, ticked);
        });
        card
    });
    let response = drawn.inner;
    let name = format!("Report {}", shown.number);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, shown.selected, &name));
    if response.clicked() {
        form.desk.push(Command::Reveal(shown.report.id.into()));
    }
    response
}

fn content_ui(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Card<'_>, ticked: &mut Ticked) {
    let report = shown.report;
    let project = form.desk.snapshot.project();
    let row = report.passage.row().and_then(|id| project.rows.get(&id));
    match row.cloned() {
        Some(row) => {
            let of = format!("report {}", shown.number);
            row_report::row_ui(ui, form, report, &row, &of);
        }
        None => {
            let quote = project.words_of(&report.passage);
            let quote = format!("“{}”", words::shortened(&quote, 240));
            ui.add(Label::new(reading(quote, 13.0)).wrap());
        }
    }
    let project = form.desk.snapshot.project();
    let speaker = words::speaker(project, &report.speaker, &report.passage);
    let stance = report.stance.in_words();
    let grade = words::grade(project, report);
    let meta = format!("{speaker} · {stance} · {grade}");
    let of = format!("report {}", shown.number);
    let (id, mut open): (_, bool) = remembered(ui, ("report", report.id));
    ui.horizontal_top(|ui| {
        if shown.ticks {
            tick_ui(ui, form, shown, ticked);
        }
        let room = (ui.available_width() - CONTROL_HEIGHT - 8.0).max(48.0);
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.add_space(4.0);
            ui.add(Label::new(hint(meta)).wrap());
        });
        if fold_ui(ui, open, &of) {
            open = !open;
            remember(ui, id, open);
        }
    });
    if let Passage::Missing { .. } = report.passage {
        Chip::new("no passage").dashed().show(ui);
    }
    if open {
        let others = names::events(ui, project);
        let mut inner = form.within(report.id, &of);
        report::report_ui(ui, &mut inner, report);
        report::end_ui(ui, &mut inner, report, &others);
    }
}

/// The small arrow that unfolds a card; whether it was clicked.
fn fold_ui(ui: &mut Ui, open: bool, of: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(CONTROL_HEIGHT), Sense::click());
    let name = format!("{} {of}", if open { "Fold" } else { "Edit" });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let theme = palette(ui);
    let lit = response.hovered() || response.has_focus();
    let ink = color(if lit { theme.ink } else { theme.muted });
    let tip = if open { -2.0 } else { 2.0 };
    let arrow = [vec2(-4.0, -tip), vec2(0.0, tip), vec2(4.0, -tip)];
    let arrow = arrow.map(|corner| rect.center() + corner);
    ui.painter().line(arrow.to_vec(), Stroke::new(1.25, ink));
    response.on_hover_text(name).clicked()
}

fn tick_ui(ui: &mut Ui, form: &Form<'_, '_>, shown: &Card<'_>, ticked: &mut Ticked) {
    let mut on = ticked.contains(&shown.report.id);
    let name = format!("Tick report {}", shown.number);
    let response = ui.add_enabled(form.enabled(), Checkbox::without_text(&mut on));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, form.enabled(), on, &name));
    let response = response.on_hover_text("Tick the reports that speak of another event");
    if response.changed() {
        if on {
            ticked.insert(shown.report.id);
        } else {
            ticked.remove(&shown.report.id);
        }
    }
}
