//! What became of the passages of a text in a new version of it.
//!
//! In: the old and the new text, and spans of the old one. Out: for each its fate. *Exact*: the
//! same words among the same words. *Moved*: the same words, at the one place that what stands
//! around them speaks for. *Review*: everything a person must look at, with the places that come
//! into question, best first; nothing of it is decided here. Where the same words fit two places
//! alike, or are too few to be sure of, that is a review.
//!
//! Texts are compared by words: blanks, line ends and the make of quotation marks and dashes are
//! no difference. [`Comparison::new`] is near linear in the length of the texts; each
//! [`Comparison::place`] takes microseconds where the words are unchanged.

mod alignment;
mod approximate;
mod changed;
mod context;
mod place;
pub mod plan;
mod words;

pub use changed::{Changed, Changes};

use crate::model::text::{ByteOffset, SourceText, TextSpan};
use alignment::Alignment;
use place::{Places, Texts, Unchanged};
use std::ops::Range;
use words::{Lexicon, same_place, same_words};

/// How many edited passages are looked for also where nothing points to; beyond, only the place
/// they stood in is offered, so that a text without anything in common takes no longer.
const THOROUGH_SEARCHES: u32 = 10_000;
/// How many places are offered for one passage.
const MOST_CANDIDATES: usize = 9;

/// Two versions of a text, compared.
#[derive(Debug)]
pub struct Comparison {
    old: SourceText,
    new: SourceText,
    texts: Texts,
    searches: u32,
}

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The same words stand among the same words, in the same order.
    Exact,
    /// The same words stand where they belong, but others around them were edited.
    Surroundings,
    /// The same words stand elsewhere in the text.
    Elsewhere,
    /// A person has to say.
    Review(Doubt),
}

/// Why a person has to say where a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Its words were edited.
    Edited,
    /// Its words fit in several places alike.
    Several,
    /// Its words stand once, but they are too few, among others, to be sure.
    Few,
    /// Nothing like it is left.
    Gone,
    /// It needed review in the old text already.
    Unsettled,
}

/// A place for a passage in the new text.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its stretches: as many as the passage has, sorted, apart.
    pub spans: Vec<TextSpan>,
    /// How much speaks for it, 0 to 1: three fifths for its own words, a fifth for those on
    /// either side. 1 for the same words.
    pub score: f32,
}

/// What became of a passage, and the places that come into question.
#[derive(Clone, Debug, PartialEq)]
pub struct Placing {
    /// What became of it.
    pub fate: Fate,
    /// Best first. Never empty, and the first is the place, unless the fate is a review.
    pub candidates: Vec<Candidate>,
}

impl Candidate {
    /// The least score of a place at which an edited passage may wait for its review.
    pub const ACCEPTABLE: f32 = 0.5;
}

impl Placing {
    fn review(doubt: Doubt, candidates: Vec<Candidate>) -> Self {
        let fate = Fate::Review(doubt);
        Self { fate, candidates }
    }

    /// Whether a person has to say where it stands.
    pub fn needs_review(&self) -> bool {
        matches!(self.fate, Fate::Review(_))
    }
}

impl Comparison {
    /// Compares two texts.
    pub fn new(old: &SourceText, new: &SourceText) -> Self {
        let mut lexicon = Lexicon::default();
        let (before, after) = (lexicon.words(old.as_str()), lexicon.words(new.as_str()));
        let places = Places::new(&after, lexicon.len());
        let alignment = Alignment::new(&before, &after);
        Self {
            old: old.clone(),
            new: new.clone(),
            texts: Texts {
                old: before,
                new: after,
                alignment,
                places,
            },
            searches: 0,
        }
    }

    /// The old text.
    pub fn old(&self) -> &SourceText {
        &self.old
    }

    /// The new text.
    pub fn new_text(&self) -> &SourceText {
        &self.new
    }

    /// What changed, for the eye.
    pub fn changes(&self) -> Changes {
        Changes::of(&self.texts)
    }

    /// Finds a passage of the old text: all of its stretches, or none without a person's word.
    pub fn place(&mut self, spans: &[TextSpan]) -> Placing {
        let thorough = self.searches < THOROUGH_SEARCHES;
        let place = |span: &TextSpan| self.place_part(*span, thorough);
        let parts: Vec<Placing> = spans.iter().map(place).collect();
        self.searches += u32::from(parts.iter().any(Placing::needs_review));
        let fate = parts.iter().map(|part| part.fate).max();
        let fate = fate.unwrap_or(Fate::Review(Doubt::Gone));
        let candidates = together(&parts);
        match (fate, candidates.is_empty()) {
            (Fate::Review(Doubt::Gone), _) | (Fate::Review(_), true) => {
                Placing::review(Doubt::Gone, Vec::new())
            }
            // Every part has its place, but not in the order of the passage.
            (_, true) => Placing::review(Doubt::Edited, Vec::new()),
            _ => Placing { fate, candidates },
        }
    }

    /// Finds a passage that needed review already: a person has to say, but its present place and
    /// the one place where the words it was made on stand come into question.
    pub fn place_unsettled(&mut self, spans: &[TextSpan], quote: &str) -> Placing {
        let mut candidates: Vec<Candidate> = self.only(quote).into_iter().collect();
        for found in self.place(spans).candidates {
            if candidates.iter().all(|held| held.spans != found.spans) {
                candidates.push(found);
            }
        }
        Placing::review(Doubt::Unsettled, candidates)
    }

    /// The one place where a quote stands word for word.
    fn only(&self, quote: &str) -> Option<Candidate> {
        let mut found = self.new.as_str().match_indices(quote);
        let (at, _) = found.next().filter(|_| !quote.trim().is_empty())?;
        let span = TextSpan::from_range(at..at + quote.len())?;
        found.next().is_none().then_some(Candidate {
            spans: vec![span],
            score: 1.0,
        })
    }

    /// Where words inside a passage went with it: those of a mention, for example. `None` where
    /// they are not in it any more, or more than once.
    pub fn carry(&self, inner: TextSpan, from: &[TextSpan], to: &[TextSpan]) -> Option<TextSpan> {
        let words = self.texts.old.under(inner);
        let part = from.iter().position(|part| part.contains(inner));
        let Some((old, new)) = part.and_then(|at| Some((from.get(at)?, to.get(at)?))) else {
            let placing = self.place_part(inner, false);
            let only = placing
                .candidates
                .first()
                .filter(|_| !placing.needs_review());
            return only.and_then(|place| place.spans.first().copied());
        };
        let offset = words.start - self.texts.old.under(*old).start;
        let room = self.texts.new.under(*new);
        let wanted = self.texts.old.slice(words.clone());
        let fits = |start: usize| {
            let place = start..start + words.len();
            (place.end <= room.end && self.texts.new.slice(place.clone()) == wanted)
                .then_some(place)
        };
        let mut anywhere = room.clone().filter_map(fits);
        let place = match fits(room.start + offset) {
            Some(place) => place,
            None => anywhere.next().filter(|_| anywhere.next().is_none())?,
        };
        self.span(inner, &words, &place)
    }

    /// About where a byte of the old text is in the new one: behind the last word before it that
    /// is still there.
    pub fn about(&self, old: ByteOffset) -> ByteOffset {
        let words = &self.texts.old.spans;
        let behind = words.partition_point(|word| word.start() <= old);
        let place = |word| self.texts.alignment.in_order(word);
        let last = (0..behind).rev().find_map(place);
        let word = last.and_then(|word| self.texts.new.spans.get(word));
        word.map_or(ByteOffset(0), |word| word.end())
    }

    fn place_part(&self, span: TextSpan, thorough: bool) -> Placing {
        let words = self.texts.old.under(span);
        if words.is_empty() {
            return Placing::review(Doubt::Gone, Vec::new());
        }
        let (fate, place) = match self.texts.find(&words) {
            Unchanged::Exact(place) => (Fate::Exact, place),
            Unchanged::Surroundings(place) => (Fate::Surroundings, place),
            Unchanged::Elsewhere(place) => (Fate::Elsewhere, place),
            Unchanged::Unclear(places) => return self.unclear(span, &words, &places),
            Unchanged::Nowhere => return self.edited(span, &words, thorough),
        };
        match self.candidate(span, &words, &place, 1.0) {
            Some(found) if self.reads_alike(span, &found) => Placing {
                fate,
                candidates: vec![found],
            },
            // It began or ended inside a word that is spelt otherwise now.
            found => Placing::review(Doubt::Edited, found.into_iter().collect()),
        }
    }

    fn unclear(&self, span: TextSpan, words: &Range<usize>, places: &[Range<usize>]) -> Placing {
        let doubt = match places.len() {
            1 => Doubt::Few,
            _ => Doubt::Several,
        };
        let places = places.iter().take(MOST_CANDIDATES);
        let candidates = places.filter_map(|place| self.candidate(span, words, place, 1.0));
        Placing::review(doubt, candidates.collect())
    }

    fn edited(&self, span: TextSpan, words: &Range<usize>, thorough: bool) -> Placing {
        let texts = (self.old.as_str(), self.new.as_str());
        let guesses = self.texts.guesses(texts, words, thorough);
        let whole = |guess: approximate::Guess| {
            let span = self.texts.new.hull(&guess.place)?;
            let score = guess.score.min(0.99);
            Some(Candidate {
                spans: vec![self.with_edges(span, words, &guess.place)],
                score,
            })
        };
        let candidates: Vec<Candidate> = guesses.into_iter().filter_map(whole).collect();
        let doubt = match candidates.as_slice() {
            [] => Doubt::Gone,
            // Its words stand too often to be compared.
            [best, ..] if self.reads_alike(span, best) => Doubt::Several,
            _ => Doubt::Edited,
        };
        Placing::review(doubt, candidates)
    }

    /// A guess as it is: whole words, without punctuation the passage does not end with either.
    fn with_edges(&self, span: TextSpan, from: &Range<usize>, to: &Range<usize>) -> TextSpan {
        let is_word = |text: &SourceText, span: Option<&TextSpan>| {
            let word = span.and_then(|span| text.get(*span));
            word.is_some_and(|word| word.contains(char::is_alphanumeric))
        };
        let old = &self.texts.old.spans;
        let new = &self.texts.new.spans;
        let mut to = to.clone();
        let ends_in_word = is_word(&self.old, old.get(from.end.saturating_sub(1)));
        while ends_in_word && to.len() > 1 && !is_word(&self.new, new.get(to.end - 1)) {
            to.end -= 1;
        }
        let starts_with_word = is_word(&self.old, old.get(from.start));
        while starts_with_word && to.len() > 1 && !is_word(&self.new, new.get(to.start)) {
            to.start += 1;
        }
        self.texts.new.hull(&to).unwrap_or(span)
    }

    fn reads_alike(&self, span: TextSpan, candidate: &Candidate) -> bool {
        let there = candidate.spans.first().and_then(|span| self.new.get(*span));
        let here = self.old.get(span);
        here.zip(there)
            .is_some_and(|(here, there)| same_words(here, there))
    }

    fn candidate(
        &self,
        span: TextSpan,
        from: &Range<usize>,
        to: &Range<usize>,
        score: f32,
    ) -> Option<Candidate> {
        let spans = vec![self.span(span, from, to)?];
        Some(Candidate { spans, score })
    }

    /// The stretch of the new text over the words `to` that a stretch over the equal words `from`
    /// of the old one becomes: as far into its first and last word, and with the same blanks
    /// around it where they are there too.
    fn span(&self, span: TextSpan, from: &Range<usize>, to: &Range<usize>) -> Option<TextSpan> {
        let (old, new) = (&self.texts.old.spans, &self.texts.new.spans);
        let first = (*old.get(from.start)?, *new.get(to.start)?);
        let last = (
            *old.get(from.end.checked_sub(1)?)?,
            *new.get(to.end.checked_sub(1)?)?,
        );
        TextSpan::new(self.start(span, first), self.end(span, last))
    }

    fn start(&self, span: TextSpan, (old, new): (TextSpan, TextSpan)) -> ByteOffset {
        let (before, after) = (self.old.as_str(), self.new.as_str());
        if span.start() > old.start() {
            let inside = span.start().index() - old.start().index();
            return ByteOffset::at(new.start().index() + self.inside(old, inside, new, 0));
        }
        let blanks = before.get(span.start().index()..old.start().index());
        let blanks = blanks.unwrap_or_default();
        let there = after.get(..new.start().index()).unwrap_or_default();
        let kept = there.ends_with(blanks);
        ByteOffset::at(new.start().index() - if kept { blanks.len() } else { 0 })
    }

    fn end(&self, span: TextSpan, (old, new): (TextSpan, TextSpan)) -> ByteOffset {
        let (before, after) = (self.old.as_str(), self.new.as_str());
        if span.end() < old.end() {
            let inside = span.end().index() - old.start().index();
            let whole = new.range().len();
            return ByteOffset::at(new.start().index() + self.inside(old, inside, new, whole));
        }
        let blanks = before.get(old.end().index()..span.end().index());
        let blanks = blanks.unwrap_or_default();
        let there = after.get(new.end().index()..).unwrap_or_default();
        let kept = there.starts_with(blanks);
        ByteOffset::at(new.end().index() + if kept { blanks.len() } else { 0 })
    }

    /// As many letters into the word `new` as `bytes` are into `old`.
    fn inside(&self, old: TextSpan, bytes: usize, new: TextSpan, otherwise: usize) -> usize {
        let words = self.old.get(old).zip(self.new.get(new));
        words
            .and_then(|(old, new)| same_place(old, bytes, new))
            .unwrap_or(otherwise)
    }
}

/// The places of all stretches of a passage, first of the best ones: sorted and apart, or none.
fn together(parts: &[Placing]) -> Vec<Candidate> {
    let most = parts.iter().map(|part| part.candidates.len()).max();
    let number = |at: usize| {
        let mut spans: Vec<TextSpan> = Vec::with_capacity(parts.len());
        let mut score = 0.0;
        for part in parts {
            let place = part.candidates.get(at).or(part.candidates.first())?;
            spans.extend(&place.spans);
            score += place.score;
        }
        let apart = spans
            .windows(2)
            .all(|pair| matches!(pair, [one, other] if one.end() <= other.start()));
        apart.then(|| Candidate {
            spans,
            score: score / parts.len() as f32,
        })
    };
    (0..most.unwrap_or(0)).filter_map(number).collect()
}

#[cfg(test)]
mod tests;
