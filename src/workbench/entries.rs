//! What the palette can find: every command, every record, or the events that fit.

use super::action::Action;
use super::app::App;
use super::command::Command;
use super::frame::quick_names;
use super::palette::{Entry, Scope};
use super::panes::reader::key_for;
use super::verb::Verb;
use crate::document::Snapshot;
use crate::document::verbs::candidates::candidates;
use crate::ingest::{Charset, Reading};
use crate::model::id::{AnnotationId, EventId, RecordId, SourceId, ViewId};
use crate::model::project::Project;
use crate::model::view::View;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the palette finds within `scope`.
pub(super) fn entries(app: &App, scope: Scope) -> Vec<Entry> {
    let snapshot = app.open.as_ref().map(|open| open.document.snapshot());
    match (scope, snapshot) {
        (Scope::Everything, snapshot) => {
            let mut entries = actions(app);
            entries.extend(
                snapshot
                    .into_iter()
                    .flat_map(|snapshot| records(snapshot.project())),
            );
            entries
        }
        (Scope::AddTo(annotation), Some(snapshot)) => fitting(snapshot, annotation),
        (Scope::MergeInto(event), Some(snapshot)) => others(snapshot, event),
        (Scope::ReadAs(source), Some(snapshot)) => encodings(snapshot, source),
        (Scope::Views, Some(snapshot)) => views(snapshot.project(), true, Command::ApplyView),
        (Scope::DeleteView, Some(snapshot)) => views(snapshot.project(), true, |id| {
            Command::Edit(Verb::Delete(id.into()))
        }),
        (_, None) => Vec::new(),
    }
}

fn actions(app: &App) -> Vec<Entry> {
    let quick = app.open.as_ref().map(quick_names).unwrap_or_default();
    let name = |action: Action| match action {
        Action::Palette => None,
        Action::QuickCode(slot) => quick
            .get(slot.index())
            .map(|name| format!("Code as “{name}”")),
        _ => Some(action.info().text.to_owned()),
    };
    Action::ALL
        .iter()
        .filter_map(|action| Some((*action, name(*action)?)))
        .map(|(action, text)| Entry {
            text,
            aside: action
                .info()
                .shortcut
                .map(|keys| app.keys_in_words(keys))
                .or_else(|| key_for(action))
                .unwrap_or_default(),
            enabled: app.is_enabled(action),
            unasked: true,
            command: Command::Do(action),
        })
        .collect()
}

fn records(project: &Project) -> Vec<Entry> {
    let entry = |id: RecordId, text: &str| Entry {
        text: text.to_owned(),
        aside: id.noun().name().to_owned(),
        enabled: true,
        unasked: false,
        command: Command::Reveal(id),
    };
    let events = project
        .events
        .values()
        .map(|it| entry(it.id.into(), &it.title));
    let sources = project
        .sources
        .values()
        .map(|it| entry(it.id.into(), &it.title));
    let codes = project
        .codes
        .values()
        .map(|it| entry(it.id.into(), &it.name));
    let actors = project
        .actors
        .values()
        .map(|it| entry(it.id.into(), &it.name));
    let places = project
        .places
        .values()
        .map(|it| entry(it.id.into(), &it.name));
    let claims = project
        .claims
        .values()
        .map(|it| entry(it.id.into(), &it.proposition));
    let views = views(project, false, Command::ApplyView);
    events
        .chain(sources)
        .chain(codes)
        .chain(actors)
        .chain(places)
        .chain(claims)
        .chain(views)
        .collect()
}

/// The saved views, by name.
fn views(project: &Project, unasked: bool, command: impl Fn(ViewId) -> Command) -> Vec<Entry> {
    let entry = |view: &Arc<View>| Entry {
        text: view.name.clone(),
        aside: "view".to_owned(),
        enabled: true,
        unasked,
        command: command(view.id),
    };
    let mut entries: Vec<Entry> = project.views.values().map(entry).collect();
    entries.sort_by(|a, b| a.text.cmp(&b.text));
    entries
}

/// The events a passage may speak of, those that fit best first, each with why.
fn fitting(snapshot: &Snapshot, annotation: AnnotationId) -> Vec<Entry> {
    let found = candidates(snapshot, annotation, snapshot.project().events.len());
    let entry = |event: EventId, why: String| {
        let title = &snapshot.project().events.get(&event)?.title;
        Some(Entry {
            text: title.clone(),
            aside: why,
            enabled: true,
            unasked: true,
            command: Command::Edit(Verb::AddToEvent(annotation, event)),
        })
    };
    let reasons = |candidate: &crate::document::verbs::candidates::Candidate| {
        let reasons: Vec<String> = candidate.reasons.iter().map(ToString::to_string).collect();
        reasons.join(", ")
    };
    let mut entries: Vec<Entry> = found
        .iter()
        .filter_map(|it| entry(it.event, reasons(it)))
        .collect();
    let fits: BTreeSet<EventId> = found.iter().map(|it| it.event).collect();
    let events = snapshot.project().events.keys();
    let rest = events.filter(|id| !fits.contains(id));
    entries.extend(rest.filter_map(|id| entry(*id, String::new())));
    entries
}

/// The encodings a source can be read in.
fn encodings(snapshot: &Snapshot, id: SourceId) -> Vec<Entry> {
    let Some(source) = snapshot.project().sources.get(&id) else {
        return Vec::new();
    };
    let entry = |(charset, texts): (Charset, &str)| Entry {
        text: charset.name(),
        aside: texts.to_owned(),
        enabled: true,
        unasked: true,
        command: Command::ReadAgain(
            id,
            Reading {
                charset: Some(charset),
                taken: Some(source.original.taken),
            },
        ),
    };
    Charset::offered().map(entry).collect()
}

fn others(snapshot: &Snapshot, event: EventId) -> Vec<Entry> {
    let others = snapshot
        .project()
        .events
        .values()
        .filter(|other| other.id != event);
    others
        .map(|other| Entry {
            text: other.title.clone(),
            aside: other
                .when()
                .and_then(|when| when.used_date())
                .map(super::super::model::edtf::Edtf::in_words)
                .unwrap_or_default(),
            enabled: true,
            unasked: true,
            command: Command::Edit(Verb::Merge(other.id, vec![event])),
        })
        .collect()
}
