//! The form of an event.

use super::event_list::{self, Purpose};
use super::form::{Form, Offer, hint_line, worded};
use super::ground::ground_ui;
use super::{chips, links, made_line, names, policy, reports, resting, toll, when};
use crate::analysis::facts::EventFacts;
use crate::document::verbs::adopt::Field as Adoptable;
use crate::model::codebook::Family;
use crate::model::event::{Adopted, Event, Ground};
use crate::model::id::{ActorId, EventId, PlaceId, ReportId};
use crate::model::report::Report;
use crate::model::toll::Toll;
use crate::model::when::When;
use crate::workbench::fields::Field;
use crate::workbench::panes::{Desk, words};
use crate::workbench::slots::{ActorSlot, Choice, PlaceSlot};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, Section, field_row};
use egui::Ui;
use std::sync::Arc;

/// What the parts of the form of an event read.
pub(super) struct Shown {
    pub(super) event: Arc<Event>,
    pub(super) facts: Arc<EventFacts>,
    pub(super) reports: Vec<Arc<Report>>,
}

/// Draws the form; `report` is the one of its reports that is selected.
pub(super) fn event_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: EventId, report: Option<ReportId>) {
    let Some(shown) = shown(desk, id) else { return };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Title", &shown.event.title);
    hint_line(ui, &sub_line(&shown.facts));
    ui.add_space(4.0);
    chips::chips_ui(ui, form, &shown);
    ui.add_space(4.0);
    super::passages::passages_ui(ui, form);
    when_section(ui, form, &shown);
    toll_section(ui, form, &shown);
    reports::reports_ui(ui, form, &shown, report);
    who_and_where(ui, form, &shown);
    if shown.facts.family() == Family::Policy {
        policy::policy_ui(ui, form, &shown.event);
    }
    links::links_ui(ui, form, id);
    resting::claims_about_ui(ui, form, id);
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &shown.event.memo), 2);
    made_line(ui, form, shown.event.made);
    end_ui(ui, form, id);
}

fn shown(desk: &Desk<'_>, id: EventId) -> Option<Shown> {
    let snapshot = desk.snapshot;
    let event = Arc::clone(snapshot.project().events.get(&id)?);
    let kept = desk
        .derived
        .events()
        .get(id)
        .filter(|facts| facts.event == event)
        .cloned();
    let facts = match kept {
        Some(facts) => facts,
        None => Arc::new(EventFacts::of(snapshot, &event)?),
    };
    let reports = snapshot.reports_of(id).cloned().collect();
    Some(Shown {
        event,
        facts,
        reports,
    })
}

/// "Strike · Pakistan → Afghanistan".
fn sub_line(facts: &EventFacts) -> String {
    let who = words::who(facts);
    if who == words::UNKNOWN {
        facts.kind.name.clone()
    } else {
        format!("{} · {who}", facts.kind.name)
    }
}

fn when_section(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown) {
    let none = When::default();
    let when = shown.event.when().unwrap_or(&none);
    let full = when::section_ui(ui, form, when);
    let change = when::when_ui(ui, form, when, full);
    if let (Some(change), Some(adopted)) = (change, &shown.event.when) {
        form.edit(match change {
            when::Change::Use(used) => Verb::UseDate(shown.event.id, used),
            when::Change::RemoveElsewhere(at) => Verb::RemoveElsewhere(shown.event.id, at),
            when::Change::Basis(_) => {
                let mut event = Event::clone(&shown.event);
                let value = when::changed(&adopted.value, &change);
                event.when = Some(entered(Some(adopted), value));
                Verb::Replace(Box::new(event.into()), "date")
            }
        });
    }
    ground_ui(ui, form, shown, Adoptable::When);
}

fn toll_section(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown) {
    Section::new("Toll").show(ui);
    let none = Toll::default();
    let old = shown.event.toll().unwrap_or(&none);
    if let Some(new) = toll::toll_ui(ui, form, old) {
        let mut event = Event::clone(&shown.event);
        event.toll = (!new.is_empty()).then(|| entered(shown.event.toll.as_ref(), new));
        form.replace(event, "toll");
    }
    ground_ui(ui, form, shown, Adoptable::Toll);
}

/// A value of the analyst's own; the reason they gave before stays.
fn entered<T>(old: Option<&Adopted<T>>, value: T) -> Adopted<T> {
    match old.map(|old| &old.from) {
        Some(Ground::Reason(reason)) => Adopted::for_reason(value, reason),
        _ => Adopted::for_reason(value, ""),
    }
}

fn who_and_where(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown) {
    Section::new("What, where, who").show(ui);
    let event = &shown.event;
    kind_ui(ui, form, event);
    places_row(ui, form, event.places(), PlaceSlot::Event(event.id));
    ground_ui(ui, form, shown, Adoptable::Places);
    actors_row(
        ui,
        form,
        "Initiator",
        event.initiator(),
        ActorSlot::Initiator(event.id),
    );
    ground_ui(ui, form, shown, Adoptable::Initiator);
    actors_row(
        ui,
        form,
        "Target",
        event.target(),
        ActorSlot::Target(event.id),
    );
    ground_ui(ui, form, shown, Adoptable::Target);
}

fn kind_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: &Event) {
    let kinds = names::kinds(ui, form.desk.snapshot.project());
    let chosen = [event.kind];
    let offer = Offer::one(&kinds, &chosen).or_new();
    let picked = field_row(ui, "Kind", |ui| form.picked(ui, "Kind", &offer)).inner;
    match picked {
        Some(Picked::Chosen(kind)) if kind != event.kind => {
            form.edit(Verb::SetKind(event.id, Choice::Known(kind)));
        }
        Some(Picked::New(name)) => form.edit(Verb::SetKind(event.id, Choice::New(name))),
        _ => {}
    }
}

/// A row with any number of places.
pub(super) fn places_row(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    chosen: &[PlaceId],
    slot: PlaceSlot,
) {
    let entries = names::places(ui, form.desk.snapshot.project());
    let offer = Offer::several(&entries, chosen).or_new();
    match field_row(ui, "Places", |ui| form.picked(ui, "Places", &offer)).inner {
        Some(Picked::Chosen(id)) => form.edit(Verb::NamePlace(slot, Choice::Known(id))),
        Some(Picked::New(name)) => form.edit(Verb::NamePlace(slot, Choice::New(name))),
        Some(Picked::Removed(id)) => form.edit(Verb::UnnamePlace(slot, id)),
        None => {}
    }
}

/// A row with any number of actors.
pub(super) fn actors_row(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    label: &str,
    chosen: &[ActorId],
    slot: ActorSlot,
) {
    let entries = names::actors(ui, form.desk.snapshot.project());
    let offer = Offer::several(&entries, chosen).or_new();
    match field_row(ui, label, |ui| form.picked(ui, label, &offer)).inner {
        Some(Picked::Chosen(id)) => form.edit(Verb::NameActor(slot, Choice::Known(id))),
        Some(Picked::New(name)) => form.edit(Verb::NameActor(slot, Choice::New(name))),
        Some(Picked::Removed(id)) => form.edit(Verb::UnnameActor(slot, id)),
        None => {}
    }
}

fn end_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: EventId) {
    ui.add_space(8.0);
    let merging = Purpose::MergeInto(id);
    ui.horizontal_wrapped(|ui| {
        if form.button(ui, "Merge into…") {
            event_list::toggle(ui, merging);
        }
        if form.button(ui, "Delete event") {
            form.edit(Verb::Delete(id.into()));
        }
    });
    if let Some(keep) = event_list::list_ui(ui, form, merging) {
        form.edit(Verb::Merge(keep, vec![id]));
    }
}

/// The choices of an enum as entries of a picker.
pub(super) fn row_of<T: Copy + Eq>(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    (label, name): (&str, &str),
    all: &[T],
    in_words: fn(T) -> &'static str,
    chosen: T,
) -> Option<T> {
    form.choice_row(ui, label, name, &worded(all, in_words), &chosen)
}
