//! What a passage says, as far as it has been coded: the prefill of reports and the question put
//! to existing events.
//!
//! In: a snapshot and an annotation. Out: the dates, places and actors mentioned by it and by the
//! annotations that lie inside it, in the order of the text; who speaks, and how.

use super::actors::find_actor;
use super::places::find_place;
use super::words::drop_repeats;
use crate::document::Snapshot;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::codebook::{Makes, code_makes};
use crate::model::edtf::Edtf;
use crate::model::id::{ActorId, KindId, PlaceId, RecordId, SourceId};
use crate::model::project::Project;
use crate::model::report::{Speaker, Stance};
use crate::model::text::{ByteOffset, TextSpan};
use crate::model::when::{DateBasis, Resolved, When};
use std::sync::Arc;

/// What a passage says.
pub(super) struct Said {
    /// Its dates, with the words they are written in (none where a whole passage is meant).
    pub dates: Vec<(Edtf, String)>,
    pub places: Vec<PlaceId>,
    pub actors: Vec<ActorId>,
    when_basis: DateBasis,
}

/// One mention with the place in the text it is sorted by.
struct Found {
    at: ByteOffset,
    of: Mentioned,
    words: String,
}

impl Said {
    pub fn by(now: &Snapshot, annotation: &Annotation) -> Self {
        let project = now.project();
        let mut found = mentions_of(project, annotation, "");
        for inner in inside(now, annotation) {
            let words = words_under(project, inner);
            found.extend(mentions_of(project, inner, &words));
            if inner.mentions.is_empty() {
                found.extend(named_by(project, inner, words));
            }
        }
        found.sort_by_key(|mention| mention.at);
        let mut said = Self {
            dates: Vec::new(),
            places: Vec::new(),
            actors: Vec::new(),
            when_basis: DateBasis::Explicit,
        };
        for Found { of, words, .. } in found {
            match of {
                Mentioned::Date(date) => said.dates.push((date, words)),
                Mentioned::Place(place) => said.places.push(place),
                Mentioned::Actor(actor) => said.actors.push(actor),
            }
        }
        drop_repeats(&mut said.places);
        drop_repeats(&mut said.actors);
        said.when_basis = said.basis(now, annotation);
        said
    }

    /// The first date mentioned.
    pub fn when(&self) -> When {
        let Some((date, words)) = self.dates.first() else {
            return When::default();
        };
        When {
            as_written: words.clone(),
            resolved: Some(Resolved {
                date: date.clone(),
                basis: self.when_basis,
                note: String::new(),
            }),
            ..When::default()
        }
    }

    /// A date whose year stands in the words is explicit; else an anchor over the passage gave it;
    /// else the year was inferred. The analyst corrects it where that is not so.
    fn basis(&self, now: &Snapshot, annotation: &Annotation) -> DateBasis {
        let Some((date, words)) = self.dates.first() else {
            return DateBasis::Explicit;
        };
        let whole = words_under(now.project(), annotation);
        let words = if words.is_empty() { &whole } else { words };
        match year_of(date) {
            Some(year) if !latin_digits(words).contains(year) => {
                if lies_in_anchor(now, annotation) {
                    DateBasis::RelativeToAnchor
                } else {
                    DateBasis::InferredYear
                }
            }
            _ => DateBasis::Explicit,
        }
    }
}

/// Who speaks in a passage, and how. Words that carry a code which makes a claim, or lie inside
/// words that do, are somebody's claim: what they report is alleged, by the speaker of that claim
/// where one was made. All else the author asserts.
pub(super) fn attribution(now: &Snapshot, annotation: &Annotation) -> (Speaker, Stance) {
    let claiming = std::iter::once(annotation)
        .chain(around(now, annotation).map(Arc::as_ref))
        .filter(|passage| makes_claim(now.project(), passage));
    let mut stance = Stance::Asserts;
    for passage in claiming {
        stance = Stance::Alleges;
        if let Some(claim) = now.claims_on(passage.id).next() {
            return (claim.speaker.clone(), stance);
        }
    }
    (Speaker::default(), stance)
}

fn makes_claim(project: &Project, annotation: &Annotation) -> bool {
    let mut codes = annotation.codes.iter();
    codes.any(|code| code_makes(project, *code) == Some(Makes::Claim))
}

/// The kind of event the first of its codes that makes an event makes.
pub(super) fn kind_of(project: &Project, annotation: &Annotation) -> Option<KindId> {
    let mut codes = annotation.codes.iter();
    codes.find_map(|code| match code_makes(project, *code) {
        Some(Makes::Event(kind)) => Some(kind),
        _ => None,
    })
}

fn mentions_of<'a>(project: &'a Project, annotation: &'a Annotation, whole: &'a str) -> Vec<Found> {
    let text = project.text_of(annotation.source);
    let words = |span: TextSpan| text.and_then(|text| text.get(span));
    let found = annotation.mentions.iter().map(|mention| Found {
        at: mention.span.map_or(start(annotation), TextSpan::start),
        of: mention.of.clone(),
        words: mention.span.and_then(words).unwrap_or(whole).to_owned(),
    });
    found.collect()
}

/// Coded words without a mention that are a name of exactly one actor or place. A name of both
/// says nothing: "Kabul" is a government in one sentence and a city in the next.
fn named_by(project: &Project, annotation: &Annotation, words: String) -> Option<Found> {
    let of = match (find_actor(project, &words), find_place(project, &words)) {
        (Some(actor), None) => Mentioned::Actor(actor),
        (None, Some(place)) => Mentioned::Place(place),
        _ => return None,
    };
    Some(Found {
        at: start(annotation),
        of,
        words,
    })
}

fn start(annotation: &Annotation) -> ByteOffset {
    annotation
        .spans
        .first()
        .map_or(ByteOffset(0), |span| span.start())
}

fn words_under(project: &Project, annotation: &Annotation) -> String {
    project
        .quote_of(annotation)
        .map_or_else(String::new, |quote| quote.exact)
}

fn holds(outer: &[TextSpan], inner: &[TextSpan]) -> bool {
    let held = |span: &TextSpan| outer.iter().any(|outer| outer.contains(*span));
    inner.iter().all(held)
}

/// The other annotations whose words all lie inside this one, oldest first.
fn inside<'a>(
    now: &'a Snapshot,
    annotation: &'a Annotation,
) -> impl Iterator<Item = &'a Arc<Annotation>> {
    others(now, annotation.source)
        .filter(|other| other.id != annotation.id && holds(&annotation.spans, &other.spans))
}

/// The other annotations inside which all words of this one lie, oldest first.
fn around<'a>(
    now: &'a Snapshot,
    annotation: &'a Annotation,
) -> impl Iterator<Item = &'a Arc<Annotation>> {
    others(now, annotation.source)
        .filter(|other| other.id != annotation.id && holds(&other.spans, &annotation.spans))
}

fn others(now: &Snapshot, source: SourceId) -> impl Iterator<Item = &Arc<Annotation>> {
    now.referrers(source).filter_map(|id| match id {
        RecordId::Annotation(id) => now.project().annotations.get(&id),
        _ => None,
    })
}

fn lies_in_anchor(now: &Snapshot, annotation: &Annotation) -> bool {
    now.referrers(annotation.source).any(|id| match id {
        RecordId::Anchor(id) => now
            .project()
            .anchors
            .get(&id)
            .is_some_and(|anchor| holds(&[anchor.span], &annotation.spans)),
        _ => false,
    })
}

/// The first four digits in a row.
fn year_of(date: &Edtf) -> Option<&str> {
    let text = date.as_str();
    let starts = text.char_indices().map(|(at, _)| at);
    starts
        .filter_map(|at| text.get(at..at + 4))
        .find(|four| four.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The text with Arabic-Indic and Persian digits as Latin ones.
fn latin_digits(text: &str) -> String {
    let latin = |letter: char| {
        let zero = match letter {
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            _ => return letter,
        };
        char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter)
    };
    text.chars().map(latin).collect()
}
