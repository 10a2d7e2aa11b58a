//! What a new version of a source does to everything that stands in it.
//!
//! In: a snapshot, a source and its new text. Out: the fate of each annotation, passage with its
//! own "now" and boilerplate stretch, in the order of the old text. Nothing is changed.

use super::{Changes, Comparison, Doubt, Fate, Placing};
use crate::document::{Revision, Snapshot};
use crate::model::annotation::{Annotation, Mention};
use crate::model::id::{AnchorId, AnnotationId, RecordId, SourceId};
use crate::model::text::{SourceText, TextSpan};

/// How often progress is told.
const TOLD_EVERY: usize = 512;

/// Something that stands in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occupant {
    /// A passage with its own "now".
    Anchor(AnchorId),
    /// Words that are not the author's.
    Boilerplate(TextSpan),
    /// An annotation.
    Annotation(AnnotationId),
}

/// One thing that stands in the source, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub what: Occupant,
    /// Where it stands in the old text.
    pub spans: Vec<TextSpan>,
    /// What becomes of it.
    pub placing: Placing,
}

/// How many things have which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Exact.
    pub exact: usize,
    /// Moved.
    pub moved: usize,
    /// To be reviewed.
    pub review: usize,
}

/// What a new version of a source does to everything that stands in it.
#[derive(Debug)]
pub struct Plan {
    /// The source.
    pub source: SourceId,
    /// The state of the document it was made from.
    pub revision: Revision,
    /// Both texts.
    pub comparison: Comparison,
    /// What changed in them.
    pub changes: Changes,
    /// Everything that stands in the source, in the order of its text.
    pub items: Vec<Item>,
}

impl Plan {
    /// Compares the text of a source with its new version and places everything that stands in
    /// it. `go_on` is told the part that is done, 0 to 1, and may end the work. `None` when it was
    /// ended, or there is no such source.
    pub fn new(
        now: &Snapshot,
        source: SourceId,
        text: &SourceText,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Option<Self> {
        let old = now.project().text_of(source)?;
        let mut comparison = Comparison::new(old, text);
        let all_of_them = occupants(now, source);
        let all = all_of_them.len().max(1) as f32;
        let mut items = Vec::with_capacity(all_of_them.len());
        for (at, (what, spans)) in all_of_them.into_iter().enumerate() {
            if at % TOLD_EVERY == 0 && !go_on(0.3 + 0.7 * at as f32 / all) {
                return None;
            }
            let placing = match unsettled(now, what) {
                Some(quote) => comparison.place_unsettled(&spans, quote),
                None => comparison.place(&spans),
            };
            items.push(Item {
                what,
                spans,
                placing,
            });
        }
        Some(Self {
            source,
            revision: now.revision(),
            changes: comparison.changes(),
            comparison,
            items,
        })
    }

    /// How many things have which fate.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for item in &self.items {
            match item.placing.fate {
                Fate::Exact => tally.exact += 1,
                Fate::Surroundings | Fate::Elsewhere => tally.moved += 1,
                Fate::Review(_) => tally.review += 1,
            }
        }
        tally
    }

    /// The mentions of an annotation when its words are `to`: those whose words went along keep
    /// them, the others stand for the whole annotation.
    pub fn mentions(&self, annotation: &Annotation, to: &[TextSpan]) -> Vec<Mention> {
        let carried = annotation.mentions.iter().map(|mention| {
            let from = &annotation.spans;
            let carry = |span| self.comparison.carry(span, from, to);
            Mention {
                span: mention.span.and_then(carry),
                of: mention.of.clone(),
            }
        });
        let mut out: Vec<Mention> = Vec::with_capacity(annotation.mentions.len());
        for mention in carried {
            if !out.contains(&mention) {
                out.push(mention);
            }
        }
        out
    }
}

impl Item {
    /// Where it is put unless a person says otherwise, and whether it then still needs review.
    /// What was edited waits in its best place, what is unclear stays with the old text.
    pub fn unless_told(&self) -> Option<(&[TextSpan], bool)> {
        let best = self.placing.candidates.first()?;
        match self.placing.fate {
            Fate::Exact | Fate::Surroundings | Fate::Elsewhere => Some((&best.spans, false)),
            Fate::Review(Doubt::Edited | Doubt::Unsettled) => {
                let waits = matches!(self.what, Occupant::Annotation(_))
                    && best.score >= super::Candidate::ACCEPTABLE;
                waits.then_some((&best.spans, true))
            }
            Fate::Review(Doubt::Several | Doubt::Few | Doubt::Gone) => None,
        }
    }
}

/// Everything that stands in a source, in the order of its text.
fn occupants(now: &Snapshot, source: SourceId) -> Vec<(Occupant, Vec<TextSpan>)> {
    let project = now.project();
    let records = now.referrers(source).filter_map(|id| match id {
        RecordId::Annotation(id) => {
            let found = project.annotations.get(&id)?;
            Some((Occupant::Annotation(id), found.spans.clone()))
        }
        RecordId::Anchor(id) => {
            let found = project.anchors.get(&id)?;
            Some((Occupant::Anchor(id), vec![found.span]))
        }
        _ => None,
    });
    let boilerplate = project.sources.get(&source).into_iter().flat_map(|source| {
        let stretches = source.boilerplate.iter();
        stretches.map(|span| (Occupant::Boilerplate(*span), vec![*span]))
    });
    let mut all: Vec<_> = records.chain(boilerplate).collect();
    all.sort_by(|(what, spans), (other, others)| {
        let place = |spans: &[TextSpan]| spans.first().copied();
        (place(spans), what).cmp(&(place(others), other))
    });
    all
}

/// The words an annotation was made on, where its present ones differ.
fn unsettled(now: &Snapshot, what: Occupant) -> Option<&str> {
    let Occupant::Annotation(id) = what else {
        return None;
    };
    now.project().annotations.get(&id)?.quote.as_deref()
}
