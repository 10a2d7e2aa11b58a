//! The chips of an event: how firmly it stands, and whether it counts.

use super::event::Shown;
use super::form::{Form, hint_line};
use crate::document::boilerplate;
use crate::model::event::{Event, Standing};
use crate::workbench::fields::Field;
use crate::workbench::theme::palette;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Chip, ChipAction, ListRow, field_row};
use egui::{Frame, Popup, PopupCloseBehavior, SetOpenCommand, Ui};

/// Draws the chips and, where the analyst decided something, the reason.
pub(super) fn chips_ui(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let facts = &shown.facts;
        if facts.alleged && facts.standing != Standing::Alleged {
            Chip::new("alleged")
                .border(palette(ui).hue(facts.kind.hue))
                .dashed()
                .show(ui);
        }
        standing_ui(ui, form, shown);
        countable_ui(ui, form, &shown.event);
        if facts.only_boilerplate {
            Chip::new(boilerplate::REASON)
                .border(palette(ui).warning)
                .show(ui);
        }
    });
    if only_boilerplate_says_no(shown) {
        hint_line(
            ui,
            "In no count while every passage it rests on is marked as boilerplate.",
        );
    }
    if let Some((_, reason)) = &shown.event.standing {
        reason_row(
            ui,
            form,
            "Standing",
            Field::StandingReason,
            ("Reason for standing", reason),
        );
    }
    let countable = &shown.event.countable;
    if !countable.counts || !countable.reason.is_empty() {
        let label = if countable.counts {
            "Counts"
        } else {
            "Not counted"
        };
        reason_row(
            ui,
            form,
            label,
            Field::CountableReason,
            ("Reason for counting", &countable.reason),
        );
    }
}

/// Whether it would count, if it rested on more than boilerplate.
fn only_boilerplate_says_no(shown: &Shown) -> bool {
    shown.event.countable.counts && shown.facts.only_boilerplate
}

fn reason_row(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    label: &str,
    field: Field,
    named: (&str, &str),
) {
    field_row(ui, label, |ui| {
        form.text_with(ui, field, named, |edit| {
            edit.quiet().wrapped().muted().placeholder("because…")
        });
    });
}

fn standing_ui(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown) {
    let standing = shown.facts.standing;
    let mut chip = Chip::new(standing.in_words());
    if form.enabled() {
        chip = chip.clickable();
    }
    if standing == Standing::Alleged {
        chip = chip.border(palette(ui).hue(shown.facts.kind.hue)).dashed();
    }
    let drawn = ui.scope(|ui| chip.show(ui));
    let toggled = (drawn.inner == Some(ChipAction::Clicked)).then_some(SetOpenCommand::Toggle);
    let given = shown.event.standing.as_ref().map(|(standing, _)| *standing);
    let chosen = Popup::from_response(&drawn.response)
        .open_memory(toggled)
        .frame(Frame::popup(ui.style()).inner_margin(4))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| menu_ui(ui, given))
        .and_then(|menu| menu.inner);
    if let Some(chosen) = chosen {
        let mut event = Event::clone(&shown.event);
        let reason = event
            .standing
            .take()
            .map(|(_, reason)| reason)
            .unwrap_or_default();
        event.standing = chosen.map(|standing| (standing, reason));
        form.replace(event, "standing");
    }
}

/// The standing to give, `Some(None)` for the one the reports lead to.
fn menu_ui(ui: &mut Ui, given: Option<Standing>) -> Option<Option<Standing>> {
    ui.set_width(200.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut chosen = None;
    let row = ListRow::new("Standing as the reports say")
        .inset(8.0)
        .selected(given.is_none());
    if ui.add(row).clicked() {
        chosen = Some(None);
    }
    for standing in Standing::ALL {
        let name = format!("Standing: {}", standing.in_words());
        if ui
            .add(
                ListRow::new(&name)
                    .inset(8.0)
                    .selected(given == Some(standing)),
            )
            .clicked()
        {
            chosen = Some(Some(standing));
        }
    }
    if chosen.is_some() {
        ui.close();
    }
    chosen
}

fn countable_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: &Event) {
    let counts = event.countable.counts;
    let mut chip = Chip::new(if counts {
        "counts as 1"
    } else {
        "does not count"
    });
    if form.enabled() {
        chip = chip.clickable();
    }
    let drawn = ui.scope(|ui| chip.show(ui));
    if drawn.inner == Some(ChipAction::Clicked) {
        form.edit(Verb::SetCountable(
            event.id,
            !counts,
            event.countable.reason.clone(),
        ));
    }
    drawn.response.on_hover_text(if counts {
        "Click to leave it out of every count"
    } else {
        "Click to count it"
    });
}
