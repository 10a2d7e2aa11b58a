//! How an event stands to others: duplicate of, part of, in response to.

use super::form::{Form, Offer, remember, remembered, worded};
use super::names;
use crate::model::id::EventId;
use crate::model::link::{Link, Relation};
use crate::workbench::fields::Field;
use crate::workbench::panes::words::shortened;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, Section};
use egui::Ui;
use std::sync::Arc;

/// Draws the section.
pub(super) fn links_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: EventId) {
    Section::new("Links").show(ui);
    let snapshot = form.desk.snapshot;
    let links: Vec<Arc<Link>> = snapshot.links_of(event).cloned().collect();
    for (number, link) in (1..).zip(&links) {
        link_ui(ui, form, event, number, link);
    }
    add_ui(ui, form, event);
}

fn link_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: EventId, number: usize, link: &Link) {
    let outgoing = link.from == event;
    let other = if outgoing { link.to } else { link.from };
    let events = &form.desk.snapshot.project().events;
    let title = events
        .get(&other)
        .map(|event| shortened(&event.title, 60))
        .unwrap_or_default();
    let text = if outgoing {
        format!(
            "{} ‘{title}’",
            crate::workbench::panes::words::sentence(link.relation.in_words())
        )
    } else {
        format!("‘{title}’ is {} this", link.relation.in_words())
    };
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - 32.0).max(48.0);
        ui.vertical(|ui| {
            ui.set_width(room);
            form.link(ui, &text, &format!("Link {number}"), other.into());
        });
        if form.remove(ui, &format!("Remove link {number}")) {
            form.edit(Verb::Unlink(link.id));
        }
    });
    let mut inner = form.within(link.id, &format!("link {number}"));
    inner.text_with(ui, Field::Reason, ("Reason", &link.reason), |edit| {
        edit.quiet().wrapped().muted().placeholder("because…")
    });
}

/// A relation and an event: choosing the event links them.
fn add_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: EventId) {
    let (id, relation): (_, Option<Relation>) = remembered(ui, ("relation", form.record));
    let relation = relation.unwrap_or(Relation::InResponseTo);
    let relations = worded(&Relation::ALL, Relation::in_words);
    let events = names::events(ui, form.desk.snapshot.project());
    ui.horizontal_top(|ui| {
        let half = (ui.available_width() - 8.0) / 2.0;
        ui.allocate_ui(egui::vec2(half, 24.0), |ui| {
            if let Some(other) = form.choice(ui, "Relation of new link", &relations, &relation) {
                remember(ui, id, Some(other));
            }
        });
        let offer = Offer::one(&events, &[]).placeholder("Link to…");
        match form.picked(ui, "Event to link to", &offer) {
            Some(Picked::Chosen(to)) if to != event => form.edit(Verb::Link(event, relation, to)),
            _ => {}
        }
    });
}
