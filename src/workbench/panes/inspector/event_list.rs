//! A list of events to choose from, unfolded inside a form: the likeliest first, with reasons, and
//! a field to find any other.

use super::form::{Form, hint_line, remember};
use super::names;
use crate::document::Snapshot;
use crate::document::verbs::candidates::candidates;
use crate::model::event::Event;
use crate::model::id::{AnnotationId, EventId};
use crate::workbench::panes::words;
use crate::workbench::widgets::{ListRow, TextField, matches};
use egui::{Context, Id, Label, ScrollArea, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an event is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Purpose {
    /// To add this passage to it.
    AddTo(AnnotationId),
    /// To merge this event into it.
    MergeInto(EventId),
}

/// The events that are offered with reasons; any other is found by its title.
const MOST: usize = 8;

#[derive(Clone)]
struct Open {
    purpose: Purpose,
    typed: String,
    /// Not drawn yet: to be brought into view, with the keyboard in the field.
    fresh: bool,
    /// What was offered for this state of the document.
    offered: Option<(Snapshot, Arc<[Offered]>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Offered {
    event: EventId,
    reasons: String,
}

fn id() -> Id {
    Id::unique("event list")
}

/// Unfolds the list.
pub(super) fn unfold(ctx: &Context, purpose: Purpose) {
    let open = Open {
        purpose,
        typed: String::new(),
        fresh: true,
        offered: None,
    };
    ctx.data_mut(|data| data.insert_temp(id(), open));
}

/// Unfolds the list, or folds it.
pub(super) fn toggle(ui: &Ui, purpose: Purpose) {
    if open(ui, purpose).is_some() {
        fold(ui);
    } else {
        unfold(ui, purpose);
    }
}

fn open(ui: &Ui, purpose: Purpose) -> Option<Open> {
    let open: Option<Open> = ui.data(|data| data.get_temp(id()));
    open.filter(|open| open.purpose == purpose)
}

fn fold(ui: &Ui) {
    ui.data_mut(|data| data.remove::<Open>(id()));
}

/// Draws the list while it is unfolded; the event that was chosen.
pub(super) fn list_ui(ui: &mut Ui, form: &mut Form<'_, '_>, purpose: Purpose) -> Option<EventId> {
    let mut open = open(ui, purpose)?;
    let snapshot = form.desk.snapshot;
    let offered = offered(&mut open, snapshot);
    ui.add_space(4.0);
    let field = TextField::new(id().with("find"), "Find an event", &mut open.typed);
    let field = field.hint("Type to find an event…");
    let response = field.take_keyboard(open.fresh).show(ui).response;
    if std::mem::take(&mut open.fresh) {
        response.scroll_to_me(Some(egui::Align::Min));
    }
    let rows = rows(ui, snapshot, purpose, &open.typed, &offered);
    let chosen = rows_ui(ui, &rows, &offered);
    if chosen.is_some() {
        fold(ui);
    } else {
        remember(ui, id(), open);
    }
    chosen
}

fn offered(open: &mut Open, snapshot: &Snapshot) -> Arc<[Offered]> {
    if let Some((of, offered)) = &open.offered
        && of.revision() == snapshot.revision()
    {
        return Arc::clone(offered);
    }
    let offered: Arc<[Offered]> = match open.purpose {
        Purpose::AddTo(annotation) => for_passage(snapshot, annotation),
        Purpose::MergeInto(event) => for_event(snapshot, event),
    };
    open.offered = Some((snapshot.clone(), Arc::clone(&offered)));
    offered
}

fn for_passage(snapshot: &Snapshot, annotation: AnnotationId) -> Arc<[Offered]> {
    let ranked = candidates(snapshot, annotation, MOST).into_iter();
    ranked
        .map(|candidate| {
            let reasons: Vec<String> = candidate.reasons.iter().map(ToString::to_string).collect();
            Offered {
                event: candidate.event,
                reasons: reasons.join(" · "),
            }
        })
        .collect()
}

/// Events of the same kind nearest in time, as those are told twice most often.
fn for_event(snapshot: &Snapshot, event: EventId) -> Arc<[Offered]> {
    let events = &snapshot.project().events;
    let Some(this) = events.get(&event) else {
        return Arc::default();
    };
    let mut near: Vec<(u32, EventId)> = events
        .values()
        .filter(|other| other.id != event && other.kind == this.kind)
        .filter_map(|other| Some((days_between(this, other)?, other.id)))
        .collect();
    near.sort_unstable();
    let words = |days| match days {
        0 => "same kind, same time".to_owned(),
        days => format!(
            "same kind, {} apart",
            words::counted(days as usize, "day", "days")
        ),
    };
    near.into_iter()
        .take(MOST)
        .map(|(days, event)| Offered {
            event,
            reasons: words(days),
        })
        .collect()
}

fn days_between(a: &Event, b: &Event) -> Option<u32> {
    let days = |event: &Event| event.when()?.used_extent()?.hull();
    let (a, b) = (days(a)?, days(b)?);
    if a.intersection(b).is_some() {
        return Some(0);
    }
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    Some(second.first().number().abs_diff(first.last().number()))
}

/// The events to list: those offered while nothing is typed, else those whose title fits.
fn rows(
    ui: &Ui,
    snapshot: &Snapshot,
    purpose: Purpose,
    typed: &str,
    offered: &[Offered],
) -> Vec<(EventId, String)> {
    let all = names::events(ui, snapshot.project());
    let taken = match purpose {
        Purpose::AddTo(_) => None,
        Purpose::MergeInto(event) => Some(event),
    };
    if typed.trim().is_empty() && !offered.is_empty() {
        let names: BTreeMap<EventId, &String> = all.iter().map(|(id, name)| (*id, name)).collect();
        let named = offered
            .iter()
            .filter_map(|it| Some((it.event, (*names.get(&it.event)?).clone())));
        return named.collect();
    }
    let found = matches(all.iter().map(|(_, name)| name.as_str()), typed).into_iter();
    let found = found
        .filter_map(|index| all.get(index))
        .filter(|(id, _)| Some(*id) != taken);
    found.cloned().collect()
}

fn rows_ui(ui: &mut Ui, rows: &[(EventId, String)], offered: &[Offered]) -> Option<EventId> {
    if rows.is_empty() {
        hint_line(ui, "No event of that name.");
        return None;
    }
    let mut chosen = None;
    ScrollArea::vertical()
        .max_height(260.0)
        .id_salt("events to choose from")
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (id, name) in rows.iter().take(200) {
                let row = ListRow::new(name).inset(4.0);
                let response = ui.push_id(id, |ui| ui.add(row)).inner.on_hover_text(name);
                if response.clicked() {
                    chosen = Some(*id);
                }
                if let Some(offer) = offered.iter().find(|offer| offer.event == *id) {
                    ui.horizontal(|ui| {
                        ui.add_space(4.0);
                        ui.add(Label::new(crate::workbench::theme::hint(&offer.reasons)).wrap());
                    });
                }
            }
            if rows.len() > 200 {
                hint_line(
                    ui,
                    &format!("and {} more; type to narrow", rows.len() - 200),
                );
            }
        });
    chosen
}
