//! Small projects told in a few lines: one source, the usual kinds, events with dates.

use std::sync::Arc;
use tightrope::analysis::facts::EventFacts;
use tightrope::document::{Document, Snapshot};
use tightrope::model::actor::Actor;
use tightrope::model::annotation::Annotation;
use tightrope::model::claim::{Claim, ClaimSort};
use tightrope::model::codebook::{Family, Kind};
use tightrope::model::edtf::Edtf;
use tightrope::model::event::{Adopted, Countable, Event};
use tightrope::model::id::{
    ActorId, AnnotationId, ClaimId, EventId, KindId, PlaceId, Replica, ReportId, SourceId, TypedId,
    Uid,
};
use tightrope::model::info::Info;
use tightrope::model::link::{Link, Relation};
use tightrope::model::look::{Hue, Shape};
use tightrope::model::made::Made;
use tightrope::model::place::Place;
use tightrope::model::project::Project;
use tightrope::model::report::{Passage, Report, Speaker, Stance};
use tightrope::model::source::{Coverage, Original, Reliability, Source, Taken};
use tightrope::model::text::{Sha, SourceText};
use tightrope::model::toll::{Estimate, Harm, Toll, TollLine};
use tightrope::model::when::{DateBasis, Elsewhere, Resolved, When};

/// A project in the making. Every text is "Something happened."
pub struct Chronicle {
    pub project: Project,
}

/// The kinds every chronicle knows, in the order of the codebook.
const KINDS: [(&str, Family, &str, Hue, Shape); 4] = [
    (
        "Attack",
        Family::Incident,
        "Attacks",
        Hue::Rust,
        Shape::Disc,
    ),
    (
        "Strike",
        Family::Incident,
        "Strikes",
        Hue::Navy,
        Shape::Triangle,
    ),
    (
        "Policy shift",
        Family::Policy,
        "Policy",
        Hue::Violet,
        Shape::Diamond,
    ),
    (
        "Diplomatic event",
        Family::Diplomatic,
        "Diplomacy",
        Hue::Teal,
        Shape::Square,
    ),
];

pub fn id<I: TypedId>(counter: usize) -> I {
    I::from_uid(Uid {
        counter: u32::try_from(counter).expect("small"),
        replica: Replica::from_bits(0),
    })
}

pub fn date(text: &str) -> Edtf {
    Edtf::parse(text).expect("a date")
}

impl Chronicle {
    /// A project with the kinds, and one source published on 10 to 12 October 2025 that covers
    /// 2024 and 2025 up to then.
    pub fn new() -> Self {
        let mut project = Project::default();
        let info = Info {
            id: Info::only_id(),
            title: "Chronicle".to_owned(),
            project: Sha::of(b"chronicle"),
            case: None,
            memo: String::new(),
        };
        project.info.insert(info.id, Arc::new(info));
        for (number, (name, family, lane, hue, shape)) in (1..).zip(KINDS) {
            let kind = Kind {
                id: id(number),
                name: name.to_owned(),
                family,
                lane: lane.to_owned(),
                order: 0,
                hue,
                shape,
                plover: String::new(),
                score_tenths: None,
                version: 1,
            };
            project.kinds.insert(kind.id, Arc::new(kind));
        }
        let mut chronicle = Self { project };
        chronicle.source(
            "[2025-10-10..2025-10-12]",
            Some("2024-01-01/2025-10-12"),
            None,
        );
        chronicle
    }

    /// Adds a source with one annotation; both have the number returned.
    pub fn source(
        &mut self,
        published: &str,
        coverage: Option<&str>,
        derived_from: Option<usize>,
    ) -> usize {
        let number = self.project.sources.len() + 1;
        let text = SourceText::new("Something happened.").expect("small");
        let sha = text.sha();
        self.project.texts.insert(sha, text);
        let source = Source {
            id: id(number),
            title: format!("Source {number}"),
            author: String::new(),
            publisher: String::new(),
            language: "en".to_owned(),
            published: Some(date(published)),
            reliability: Reliability::F,
            derived_from: derived_from.map(id::<SourceId>),
            supersedes: None,
            coverage: coverage.map(|period| Coverage {
                period: date(period),
                reason: String::new(),
            }),
            boilerplate: Vec::new(),
            status: Default::default(),
            arabic_style: None,
            text: sha,
            original: Original {
                name: "source.txt".to_owned(),
                sha,
                bytes: 19,
                encoding: "UTF-8".to_owned(),
                taken: Taken::Whole,
            },
            memo: String::new(),
            made: Made::default(),
        };
        self.project.sources.insert(source.id, Arc::new(source));
        let annotation = Annotation {
            id: id(number),
            source: id(number),
            spans: vec!["0..9".parse().expect("a span")],
            codes: Vec::new(),
            mentions: Vec::new(),
            memo: String::new(),
            quote: None,
            made: Made::default(),
        };
        let at: AnnotationId = annotation.id;
        self.project.annotations.insert(at, Arc::new(annotation));
        number
    }

    /// Adds an event of a kind by name, with a date unless that is empty, asserted by the first
    /// source.
    pub fn event(&mut self, kind: &str, title: &str, when: &str) -> EventId {
        self.event_with(kind, title, when, &[(1, Stance::Asserts)], |_| {})
    }

    /// Adds an event with these reports, each by the source with that number.
    pub fn event_with(
        &mut self,
        kind: &str,
        title: &str,
        when: &str,
        reports: &[(usize, Stance)],
        change: impl FnOnce(&mut Event),
    ) -> EventId {
        let kind = KINDS.iter().position(|(name, ..)| *name == kind);
        let when = When {
            resolved: (!when.is_empty()).then(|| Resolved {
                date: date(when),
                basis: DateBasis::Explicit,
                note: String::new(),
            }),
            ..When::default()
        };
        let mut event = Event {
            id: id(self.project.events.len() + 1),
            title: title.to_owned(),
            kind: id::<KindId>(kind.expect("a kind of the chronicle") + 1),
            when: Some(Adopted::for_reason(when, "")),
            places: None,
            initiator: None,
            target: None,
            toll: None,
            policy: None,
            countable: Countable::default(),
            standing: None,
            memo: String::new(),
            made: Made::default(),
        };
        change(&mut event);
        let event_id = event.id;
        self.project.events.insert(event.id, Arc::new(event));
        for (source, stance) in reports {
            self.report(event_id, *source, *stance);
        }
        event_id
    }

    fn report(&mut self, event: EventId, source: usize, stance: Stance) {
        let report = Report {
            id: id::<ReportId>(self.project.reports.len() + 1),
            event,
            passage: Passage::Annotation(id(source)),
            speaker: Speaker::default(),
            stance,
            credibility: None,
            when: When::default(),
            places: Vec::new(),
            initiator: Vec::new(),
            target: Vec::new(),
            toll: Toll::default(),
            memo: String::new(),
            made: Made::default(),
        };
        self.project.reports.insert(report.id, Arc::new(report));
    }

    /// Adds a claim of the first source.
    pub fn claim(&mut self, sort: ClaimSort, when: &str) -> ClaimId {
        let when = When {
            resolved: (!when.is_empty()).then(|| Resolved {
                date: date(when),
                basis: DateBasis::Explicit,
                note: String::new(),
            }),
            ..When::default()
        };
        let claim = Claim {
            id: id(self.project.claims.len() + 1),
            passage: Passage::Annotation(id(1)),
            speaker: Speaker::default(),
            sort,
            proposition: "Something is so.".to_owned(),
            about: None,
            denies: Vec::new(),
            when,
            credibility: None,
            memo: String::new(),
            made: Made::default(),
        };
        let claim_id = claim.id;
        self.project.claims.insert(claim.id, Arc::new(claim));
        claim_id
    }

    /// Adds somebody, who may belong to somebody larger.
    pub fn actor(&mut self, name: &str, within: Option<ActorId>) -> ActorId {
        let actor = Actor {
            id: id(self.project.actors.len() + 1),
            name: name.to_owned(),
            within,
            aliases: Vec::new(),
            memo: String::new(),
        };
        let actor_id = actor.id;
        self.project.actors.insert(actor.id, Arc::new(actor));
        actor_id
    }

    /// Adds an event of one actor towards another, asserted by the first source.
    pub fn between(
        &mut self,
        (kind, title, when): (&str, &str, &str),
        (from, to): (ActorId, ActorId),
        change: impl FnOnce(&mut Event),
    ) -> EventId {
        self.event_with(kind, title, when, &[(1, Stance::Asserts)], |event| {
            event.initiator = Some(Adopted::for_reason(vec![from], ""));
            event.target = Some(Adopted::for_reason(vec![to], ""));
            change(event);
        })
    }

    /// Adds a link: the first event answers the second.
    pub fn answers(&mut self, from: EventId, to: EventId) {
        let link = Link {
            id: id(self.project.links.len() + 1),
            from,
            relation: Relation::InResponseTo,
            to,
            asserted_in: None,
            reason: String::new(),
            made: Made::default(),
        };
        self.project.links.insert(link.id, Arc::new(link));
    }

    /// Adds a place, in a country.
    pub fn place(&mut self, name: &str, country: &str) -> PlaceId {
        let place = Place {
            id: id(self.project.places.len() + 1),
            name: name.to_owned(),
            country: country.to_owned(),
            within: None,
            position: None,
            aliases: Vec::new(),
            memo: String::new(),
        };
        let place_id = place.id;
        self.project.places.insert(place.id, Arc::new(place));
        place_id
    }

    /// The state of a document on this project.
    pub fn snapshot(&self) -> Snapshot {
        let document = Document::new(self.project.clone(), Replica::from_bits(1));
        document.expect("a consistent chronicle").snapshot().clone()
    }

    /// The facts of every event, oldest first.
    pub fn facts(&self) -> Vec<EventFacts> {
        let now = self.snapshot();
        let events = self.project.events.values();
        events
            .map(|event| EventFacts::of(&now, event).expect("every kind is there"))
            .collect()
    }

    /// The five incidents of the founding article.
    pub fn founding_incidents() -> Self {
        let mut told = Self::new();
        told.event("Strike", "Strike, April 2024", "2024-04");
        told.event("Strike", "Strike, Paktika", "2024-12");
        told.event_with(
            "Attack",
            "Checkpoint attack",
            "2024-12?",
            &[(1, Stance::Asserts)],
            |it| {
                it.toll = Some(Adopted::for_reason(killed(Some(16), Some(16), None), ""));
                it.when.as_mut().expect("dated").value.elsewhere = elsewhere(&["2024-12-21"]);
            },
        );
        let places = vec![
            told.place("Nangarhar", "Afghanistan"),
            told.place("Khost", "Afghanistan"),
        ];
        told.event_with(
            "Strike",
            "Strike, Nangarhar and Khost",
            "[2025-08,2025-09]",
            &[(1, Stance::Alleges), (1, Stance::Denies)],
            |it| {
                it.places = Some(Adopted::for_reason(places, ""));
                it.when.as_mut().expect("dated").value.elsewhere = elsewhere(&["2025-08-27"]);
            },
        );
        told.event("Strike", "Strike, Kabul", "2025-10-09");
        told
    }
}

pub fn elsewhere(dates: &[&str]) -> Vec<Elsewhere> {
    let each = dates.iter().map(|text| Elsewhere {
        date: date(text),
        says: "an agency".to_owned(),
    });
    each.collect()
}

/// Not counted, for a reason.
pub fn not_counted(reason: &str) -> Countable {
    Countable {
        counts: false,
        reason: reason.to_owned(),
    }
}

/// A toll of so many killed.
pub fn killed(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Toll {
    Toll {
        lines: vec![TollLine {
            harm: Harm::Killed,
            victims: String::new(),
            as_written: String::new(),
            estimate: Estimate { low, best, high },
        }],
    }
}
