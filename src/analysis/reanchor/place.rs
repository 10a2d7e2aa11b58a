//! Where a passage whose words are unchanged stands in the new text.
//!
//! In: the words of the passage and the two aligned texts. Out: its place, when there is exactly
//! one that its surroundings speak for; else every place its words fit, best first.

use super::alignment::Alignment;
use super::context::{CONTEXT, Context};
use super::words::Words;
use std::ops::Range;

/// Where its words stand more often than this, places are not compared.
const MOST_PLACES: usize = 256;
/// A place must agree in so much more, of 2, than any other.
const MARGIN: f32 = 0.2;
/// On neither side may another place agree in so much more.
const TOLERANCE: f32 = 0.1;

/// Both texts, aligned, and where every word stands in the new one.
#[derive(Debug)]
pub(super) struct Texts {
    pub old: Words,
    pub new: Words,
    pub alignment: Alignment,
    pub places: Places,
}

/// Where each word stands in a text.
#[derive(Debug)]
pub(super) struct Places {
    starts: Vec<u32>,
    at: Vec<u32>,
}

impl Places {
    /// The places of the words of a text; `kinds` is how many different words there may be.
    pub fn new(words: &Words, kinds: usize) -> Self {
        let mut starts = vec![0_u32; kinds + 1];
        for id in &words.ids {
            if let Some(count) = starts.get_mut(*id as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut at = vec![0_u32; words.len()];
        for (place, id) in (0_u32..).zip(&words.ids) {
            if let Some(slot) = next.get_mut(*id as usize) {
                if let Some(entry) = at.get_mut(*slot as usize) {
                    *entry = place;
                }
                *slot += 1;
            }
        }
        Self { starts, at }
    }

    /// Where a word stands, in order.
    pub fn of(&self, id: u32) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).copied().unwrap_or(0) as usize;
        let (start, end) = (bound(id as usize), bound(id as usize + 1));
        self.at.get(start..end).unwrap_or_default()
    }
}

/// What became of words that are unchanged.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unchanged {
    /// They stand here, and everything around them as before.
    Exact(Range<usize>),
    /// They stand here, in the order of the text, but what is around them was edited.
    Surroundings(Range<usize>),
    /// They stand here, elsewhere in the text.
    Elsewhere(Range<usize>),
    /// They fit these places, best first; one place only where they are too few to be sure.
    Unclear(Vec<Range<usize>>),
    /// They stand nowhere in the new text, or too often to tell.
    Nowhere,
}

impl Texts {
    /// Finds some words of the old text in the new one.
    pub fn find(&self, from: &Range<usize>) -> Unchanged {
        if let Some(place) = self.beyond_doubt(from) {
            return place;
        }
        let mut found: Vec<(Range<usize>, Context)> = Vec::new();
        for place in self.occurrences(from) {
            let context = Context::of(&self.old, &self.new, from, &place);
            found.push((place, context));
        }
        found.sort_by(|(_, one), (_, other)| other.share().total_cmp(&one.share()));
        let Some((best, others)) = found.split_first() else {
            return Unchanged::Nowhere;
        };
        let wins = others.iter().all(|(_, other)| beats(&best.1, other));
        let (place, context) = best;
        if wins && self.is_evident(from, context) {
            return self.kind(from, place.clone(), context);
        }
        Unchanged::Unclear(found.into_iter().map(|(place, _)| place).collect())
    }

    /// The place of words that stand once in either text, or amid others that do.
    fn beyond_doubt(&self, from: &Range<usize>) -> Option<Unchanged> {
        let in_order = |word| self.alignment.in_order(word);
        let moved = |word| self.alignment.moved(word);
        let aligned = [self.carried(from, in_order), self.carried(from, moved)];
        aligned.into_iter().flatten().find_map(|place| {
            let context = Context::of(&self.old, &self.new, from, &place);
            let certain = self.alignment.is_fixed(from)
                || (context.is_same() && self.is_alone(from, &place, &context));
            let certain = certain && self.is_evident(from, &context);
            certain.then(|| self.kind(from, place, &context))
        })
    }

    /// Whether no other place can agree as far on both sides: what makes the context the same
    /// stands once, or there is something that does on either side.
    fn is_alone(&self, from: &Range<usize>, to: &Range<usize>, context: &Context) -> bool {
        let first = |run: usize| from.start.saturating_sub(run);
        let last = |run: usize| (from.end + run).min(self.old.len());
        let fixed = |words: Range<usize>| self.alignment.is_fixed(&words);
        let (left, right) = (context.left, context.right);
        fixed(first(left.needed)..last(right.needed))
            || (fixed(first(left.run)..from.end) && fixed(from.start..last(right.run)))
            || self.reaches_an_end(from, to, context)
    }

    /// Whether a place is as far from the start of both texts, or from their ends, with nothing
    /// changed around it.
    fn reaches_an_end(&self, from: &Range<usize>, to: &Range<usize>, context: &Context) -> bool {
        let far = |side: super::context::Side| side.run >= 64;
        let start = from.start == to.start;
        let end = self.old.len() - from.end == self.new.len() - to.end;
        (start || end) && far(context.left) && far(context.right)
    }

    /// Where all of some words went, when they went together.
    fn carried(
        &self,
        from: &Range<usize>,
        place: impl Fn(usize) -> Option<usize>,
    ) -> Option<Range<usize>> {
        let start = place(from.start)?;
        let to = start..start + from.len();
        let equal = self.old.slice(from.clone()) == self.new.slice(to.clone());
        (equal && !from.is_empty()).then_some(to)
    }

    /// The places where these very words stand; none where they are too many to compare.
    fn occurrences(&self, from: &Range<usize>) -> Vec<Range<usize>> {
        let words = self.old.slice(from.clone());
        let rarest = words
            .iter()
            .enumerate()
            .min_by_key(|(_, id)| self.places.of(**id).len());
        let Some((offset, id)) = rarest else {
            return Vec::new();
        };
        let starts = self.places.of(*id);
        if starts.len() > MOST_PLACES {
            return self.common(from);
        }
        let place = |at: &u32| {
            let start = (*at as usize).checked_sub(offset)?;
            let place = start..start + words.len();
            (self.new.slice(place.clone()) == words).then_some(place)
        };
        starts.iter().filter_map(place).collect()
    }

    /// Where words that stand everywhere stand among the same neighbours: those are rarer.
    fn common(&self, from: &Range<usize>) -> Vec<Range<usize>> {
        const NEIGHBOURS: usize = 4;
        let wide =
            from.start.saturating_sub(NEIGHBOURS)..(from.end + NEIGHBOURS).min(self.old.len());
        let words = self.old.slice(wide.clone());
        let rarest = words.iter().map(|id| self.places.of(*id).len()).min();
        if wide == *from || words.len() > MOST_PLACES || rarest.unwrap_or(0) > MOST_PLACES {
            return Vec::new();
        }
        let inner = from.start - wide.start;
        let found = self.occurrences(&wide).into_iter();
        found
            .map(|place| place.start + inner..place.start + inner + from.len())
            .collect()
    }

    /// Whether there are enough words, the passage's own and those around it, to know them again.
    fn is_evident(&self, from: &Range<usize>, context: &Context) -> bool {
        let around = context.left.telling() + context.right.telling();
        let own = self.old.weights(from.clone()) as f32;
        own + 1.5 * CONTEXT as f32 * around >= CONTEXT as f32
    }

    fn kind(&self, from: &Range<usize>, to: Range<usize>, context: &Context) -> Unchanged {
        let in_order = |word| self.alignment.in_order(word);
        if self.carried(from, in_order) != Some(to.clone()) {
            Unchanged::Elsewhere(to)
        } else if context.is_same() {
            Unchanged::Exact(to)
        } else {
            Unchanged::Surroundings(to)
        }
    }
}

/// Whether one place clearly agrees in more than another: farther word by word on a side and
/// nowhere less far, or in a larger share without being worse on either side.
fn beats(one: &Context, other: &Context) -> bool {
    let runs = [(one.left, other.left), (one.right, other.right)];
    let farther = one.is_same()
        && runs.iter().all(|(one, other)| one.run >= other.run)
        && runs.iter().any(|(one, other)| one.run > other.run);
    let no_worse = runs
        .iter()
        .all(|(one, other)| one.share + TOLERANCE >= other.share);
    farther || (no_worse && one.share() >= other.share() + MARGIN)
}
