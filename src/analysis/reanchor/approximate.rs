//! Where a passage whose words were edited may stand in the new text.
//!
//! Candidates come from the alignment (between the neighbours that are still there) and from the
//! rarest words of the passage. Each is scored: three fifths for the words it shares with the
//! passage, a fifth for the agreement on either side.

use super::context::Context;
use super::place::Texts;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Candidates that score less are not shown.
const LEAST: f32 = 0.3;
/// How many candidates are shown.
const MOST: usize = 5;
/// A passage of more words is looked for by alignment only.
const LONGEST: usize = 128;
/// How many places of rare words are looked at.
const MOST_SEEDS: usize = 8;

/// A place for edited words, with its score, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guess {
    pub place: Range<usize>,
    pub score: f32,
}

impl Texts {
    /// The places most like some words of the old text, best first. `texts` are both texts;
    /// `thorough` also looks where nothing points to.
    pub fn guesses(&self, texts: (&str, &str), from: &Range<usize>, thorough: bool) -> Vec<Guess> {
        let in_order = |word| self.alignment.in_order(word);
        let moved = |word| self.alignment.moved(word);
        let mut places: Vec<Range<usize>> =
            [self.between(from, in_order), self.between(from, moved)]
                .into_iter()
                .flatten()
                .collect();
        if thorough && from.len() <= LONGEST {
            places.extend(self.around_rare_words(from));
        }
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup();
        let scored = places.into_iter().map(|place| Guess {
            score: self.score(texts, from, &place),
            place,
        });
        let mut guesses: Vec<Guess> = scored.filter(|guess| guess.score >= LEAST).collect();
        guesses.sort_by(|one, other| other.score.total_cmp(&one.score));
        let mut apart: Vec<Guess> = Vec::new();
        for guess in guesses {
            let overlaps = |other: &Guess| {
                other.place.start < guess.place.end && guess.place.start < other.place.end
            };
            if apart.len() < MOST && !apart.iter().any(overlaps) {
                apart.push(guess);
            }
        }
        apart
    }

    /// The words between the neighbours of a passage, as far as those are still there, else
    /// between its own first and last words that are.
    fn between(
        &self,
        from: &Range<usize>,
        place: impl Fn(usize) -> Option<usize>,
    ) -> Option<Range<usize>> {
        let before = from.start.checked_sub(1).and_then(&place);
        let behind = place(from.end);
        let first = from.clone().find_map(|word| Some((word, place(word)?)));
        let last = from
            .clone()
            .rev()
            .find_map(|word| Some((word, place(word)?)));
        let inner_start = first.map(|(word, to)| to.saturating_sub(word - from.start));
        let inner_end = last.map(|(word, to)| to + (from.end - word));
        let start = match (before, from.start) {
            (Some(to), _) => Some(to + 1),
            (None, 0) => Some(0),
            (None, _) => inner_start,
        }?;
        let end = match behind {
            Some(to) => Some(to),
            None if from.end == self.old.len() => Some(self.new.len()),
            None => inner_end,
        }?;
        let (first, last) = (first.map(|it| it.1), last.map(|it| it.1));
        let start = start.min(first.unwrap_or(start));
        let end = end
            .max(last.map_or(end, |last| last + 1))
            .min(self.new.len());
        let most = 3 * from.len() + 8;
        (start < end && end - start <= most).then_some(start..end)
    }

    fn around_rare_words(&self, from: &Range<usize>) -> Vec<Range<usize>> {
        let mut rare: Vec<(usize, usize)> = from
            .clone()
            .filter(|word| self.old.weight(*word) > 3)
            .filter_map(|word| {
                let id = self.old.ids.get(word)?;
                Some((self.places.of(*id).len(), word))
            })
            .filter(|(count, _)| (1..=MOST_SEEDS).contains(count))
            .collect();
        rare.sort_unstable();
        let mut seeds: Vec<usize> = Vec::new();
        for (_, word) in rare {
            let Some(id) = self.old.ids.get(word) else {
                continue;
            };
            for to in self.places.of(*id) {
                let start = (*to as usize).saturating_sub(word - from.start);
                let near = |seed: &usize| seed.abs_diff(start) <= from.len();
                if seeds.len() < MOST_SEEDS && !seeds.iter().any(near) {
                    seeds.push(start);
                }
            }
        }
        let around = |start: usize| self.trimmed(from, start);
        seeds.into_iter().filter_map(around).collect()
    }

    /// The words near `start` from the first to the last that the passage has too, and as many
    /// more at either end as the passage has there.
    fn trimmed(&self, from: &Range<usize>, start: usize) -> Option<Range<usize>> {
        let slack = (from.len() / 2).clamp(2, 16);
        let window = start.saturating_sub(slack)..(start + from.len() + slack).min(self.new.len());
        let (old, new) = (self.old.slice(from.clone()), self.new.slice(window.clone()));
        let ops = capture_diff_slices(Algorithm::Myers, old, new);
        let equal = |op: &DiffOp| match *op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => Some((old_index, new_index, len)),
            _ => None,
        };
        let (lead, first, _) = ops.iter().find_map(equal)?;
        let (last_old, last_new, len) = ops.iter().rev().find_map(equal)?;
        let trail = from.len() - (last_old + len);
        let start = (window.start + first).saturating_sub(lead);
        let end = (window.start + last_new + len + trail).min(self.new.len());
        (start < end).then_some(start..end)
    }

    fn score(&self, texts: (&str, &str), from: &Range<usize>, to: &Range<usize>) -> f32 {
        let context = Context::of(&self.old, &self.new, from, to);
        0.6 * self.likeness(texts, from, to) + 0.2 * context.share()
    }

    /// How much of two passages is the same, 0 to 1: equal words, and what words put in the place
    /// of others begin and end with alike.
    fn likeness(&self, texts: (&str, &str), from: &Range<usize>, to: &Range<usize>) -> f32 {
        let (old, new) = (self.old.slice(from.clone()), self.new.slice(to.clone()));
        let mut equal = 0.0;
        for op in capture_diff_slices(Algorithm::Myers, old, new) {
            match op {
                DiffOp::Equal { old_index, len, .. } => {
                    let start = from.start + old_index;
                    equal += self.old.weights(start..start + len) as f32;
                }
                DiffOp::Replace {
                    old_index,
                    old_len,
                    new_index,
                    new_len,
                } => {
                    let pairs = (0..old_len.min(new_len)).map(|at| {
                        let one = self.old.spans.get(from.start + old_index + at);
                        let other = self.new.spans.get(to.start + new_index + at);
                        let one = one.and_then(|span| texts.0.get(span.range()));
                        let other = other.and_then(|span| texts.1.get(span.range()));
                        one.zip(other).map_or(0.0, |(one, other)| alike(one, other))
                    });
                    equal += pairs.sum::<f32>();
                }
                DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
            }
        }
        let both = self.old.weights(from.clone()) + self.new.weights(to.clone());
        2.0 * equal / (both as f32).max(1.0)
    }
}

/// The bytes two words begin and end with alike, where that is most of the shorter one.
fn alike(one: &str, other: &str) -> f32 {
    let head = equal_bytes(one.chars(), other.chars());
    let rest = one.len().min(other.len()) - head;
    let tail = equal_bytes(one.chars().rev(), other.chars().rev()).min(rest);
    let same = head + tail;
    if 2 * same > one.len().min(other.len()) {
        same as f32
    } else {
        0.0
    }
}

fn equal_bytes(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let equal = one.zip(other).take_while(|(one, other)| one == other);
    equal.map(|(letter, _)| letter.len_utf8()).sum()
}
