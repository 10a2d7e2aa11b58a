//! What is mentioned in a passage, and what the events, reports and claims that rest on it say.

use crate::document::Snapshot;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::event::Event;
use crate::model::id::{ActorId, PlaceId};
use crate::model::project::Project;
use crate::model::report::Speaker;

/// Names, each once, those of the passage's own mentions first.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// The titles of the events that rest on it.
    pub(super) events: Vec<String>,
    /// Their kinds.
    pub(super) kinds: Vec<String>,
    /// Whom it mentions, and who did or suffered what is reported.
    pub(super) actors: Vec<String>,
    /// Where.
    pub(super) places: Vec<String>,
    /// Who speaks in it.
    pub(super) speakers: Vec<String>,
    /// The dates it mentions and those the events use.
    pub(super) dates: Vec<String>,
}

impl Linked {
    pub(super) fn of(snapshot: &Snapshot, annotation: &Annotation) -> Self {
        let project = snapshot.project();
        let mut linked = Self::default();
        for mention in &annotation.mentions {
            match &mention.of {
                Mentioned::Actor(id) => linked.actor(project, *id),
                Mentioned::Place(id) => linked.place(project, *id),
                Mentioned::Date(date) => add(&mut linked.dates, date.as_str()),
            }
        }
        for event in snapshot.events_on(annotation.id) {
            linked.event(project, event);
        }
        for report in snapshot.reports_on(annotation.id) {
            linked.speaker(project, &report.speaker);
            let actors = report.initiator.iter().chain(&report.target);
            actors.for_each(|id| linked.actor(project, *id));
            report
                .places
                .iter()
                .for_each(|id| linked.place(project, *id));
        }
        for claim in snapshot.claims_on(annotation.id) {
            linked.speaker(project, &claim.speaker);
        }
        linked
    }

    fn event(&mut self, project: &Project, event: &Event) {
        add(&mut self.events, &event.title);
        if let Some(kind) = project.kinds.get(&event.kind) {
            add(&mut self.kinds, &kind.name);
        }
        let actors = event.initiator().iter().chain(event.target());
        actors.for_each(|id| self.actor(project, *id));
        event
            .places()
            .iter()
            .for_each(|id| self.place(project, *id));
        if let Some(date) = event.when().and_then(|when| when.used_date()) {
            add(&mut self.dates, date.as_str());
        }
    }

    fn actor(&mut self, project: &Project, id: ActorId) {
        if let Some(actor) = project.actors.get(&id) {
            add(&mut self.actors, &actor.name);
        }
    }

    fn place(&mut self, project: &Project, id: PlaceId) {
        if let Some(place) = project.places.get(&id) {
            add(&mut self.places, &place.name);
        }
    }

    fn speaker(&mut self, project: &Project, speaker: &Speaker) {
        let actor = speaker.actor.and_then(|id| project.actors.get(&id));
        let name = actor.map_or(&speaker.as_written, |actor| &actor.name);
        if !name.is_empty() {
            add(&mut self.speakers, name);
        }
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}
