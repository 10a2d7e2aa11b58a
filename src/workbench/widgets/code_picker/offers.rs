//! What the list offers for the letters typed: codes, new codes, and places for a new code.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::CodeEntry;
use crate::model::id::CodeId;

/// A match in the name itself counts more than one in the codes above it.
const NAME_BONUS: u32 = 24;
/// Under so many codes a new one is offered.
const PARENTS: usize = 3;
/// What may be typed between a code and the one above it.
const UNDER: [char; 2] = ['›', '>'];

/// A row on offer; numbers are places in the list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// A code of the codebook.
    Entry(usize),
    /// A new code, under one of the codebook or at its top, with those above it that are new too.
    New {
        under: Option<usize>,
        names: Vec<String>,
    },
    /// The new code goes under this one.
    Under(usize),
    /// The new code goes to the top of the codebook.
    AtTop,
}

impl Offer {
    /// The code it shows.
    pub fn entry<'a>(&self, entries: &'a [CodeEntry]) -> Option<&'a CodeEntry> {
        match self {
            Self::Entry(index) | Self::Under(index) => entries.get(*index),
            Self::New { .. } | Self::AtTop => None,
        }
    }

    /// What its row says.
    pub fn name(&self, entries: &[CodeEntry]) -> String {
        match self {
            Self::Entry(_) | Self::Under(_) => self
                .entry(entries)
                .map(|entry| entry.name.clone())
                .unwrap_or_default(),
            Self::New { under, names } => {
                let new = match names.len() {
                    1 => "New code",
                    _ => "New codes",
                };
                let under = under.and_then(|index| entries.get(index));
                let under =
                    under.map_or_else(String::new, |above| format!(" under {}", above.path));
                format!("{new} “{}”{under}", names.join(" › "))
            }
            Self::AtTop => "At the top of the codebook".to_owned(),
        }
    }
}

/// The codes that fit, best first; all of them if nothing is typed, the one used last in front.
pub(super) fn codes(entries: &[CodeEntry], typed: &str, last_used: Option<CodeId>) -> Vec<Offer> {
    let found = match typed.is_empty() {
        true => in_order(entries, last_used),
        false => matches(entries, typed),
    };
    found.into_iter().map(Offer::Entry).collect()
}

/// The codes that fit, and behind them the new ones that the typed words may mean.
pub(super) fn codes_and_new(
    entries: &[CodeEntry],
    typed: &str,
    last_used: Option<CodeId>,
) -> Vec<Offer> {
    let parts: Vec<String> = typed
        .split(UNDER)
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let mut all = codes(entries, &parts.join(" › "), last_used);
    match parts.split_last() {
        None => {}
        Some((name, [])) => {
            let known = entries.iter().any(|entry| is_same(&entry.name, name));
            all.extend((!known).then(|| Offer::New {
                under: None,
                names: vec![name.clone()],
            }));
        }
        Some((name, above)) => all.extend(new_under(entries, name, above)),
    }
    all
}

/// A new code under those that fit what was typed for the code above it; where none is called so,
/// under a new one.
fn new_under(entries: &[CodeEntry], name: &str, above: &[String]) -> Vec<Offer> {
    let typed = above.join(" › ");
    let free = |parent: &CodeEntry| {
        let path = format!("{} › {name}", parent.path);
        let known = entries.iter().any(|entry| is_same(&entry.path, &path));
        !known && !is_same(&parent.name, name)
    };
    let last = above.last().map_or("", String::as_str);
    let meant = |entry: &CodeEntry| is_same(&entry.name, last) || is_same(&entry.path, &typed);
    let known = entries.iter().any(meant);
    let mut offers: Vec<Offer> = matches(entries, &typed)
        .into_iter()
        .filter(|index| !known || entries.get(*index).is_some_and(meant))
        .filter(|index| entries.get(*index).is_some_and(free))
        .take(PARENTS)
        .map(|index| Offer::New {
            under: Some(index),
            names: vec![name.to_owned()],
        })
        .collect();
    if !known {
        let names = above.iter().cloned().chain([name.to_owned()]).collect();
        offers.push(Offer::New { under: None, names });
    }
    offers
}

/// Where a new code may go: at the top, or under those that fit.
pub(super) fn places(entries: &[CodeEntry], typed: &str) -> Vec<Offer> {
    let top = typed.is_empty().then_some(Offer::AtTop);
    let found = match typed.is_empty() {
        true => in_order(entries, None),
        false => matches(entries, typed),
    };
    top.into_iter()
        .chain(found.into_iter().map(Offer::Under))
        .collect()
}

fn is_same(name: &str, other: &str) -> bool {
    name.to_lowercase() == other.to_lowercase()
}

/// The path without the code's own name.
pub(super) fn above(entry: &CodeEntry) -> &str {
    let above = entry.path.strip_suffix(&entry.name).unwrap_or_default();
    above.trim_end().trim_end_matches('›').trim_end()
}

/// All of them, the one used last first.
fn in_order(entries: &[CodeEntry], last_used: Option<CodeId>) -> Vec<usize> {
    let is_last = |index: &usize| entries.get(*index).map(|entry| entry.id) == last_used;
    let last = (0..entries.len()).filter(is_last);
    last.chain((0..entries.len()).filter(|index| !is_last(index)))
        .collect()
}

/// Those whose name or path has the typed letters in order, best first, then as in the codebook.
fn matches(entries: &[CodeEntry], typed: &str) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(
        typed,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Fuzzy,
    );
    let mut letters = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
    let mut found: Vec<(u32, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let name = score(&entry.name).map(|score| score + NAME_BONUS);
            Some((name.max(score(&entry.path))?, index))
        })
        .collect();
    // Scattered letters are found in any long path; next to a good match they are noise.
    let best = found.iter().map(|(score, _)| *score).max();
    found.retain(|(score, _)| best.is_none_or(|best| 3 * score > 2 * best));
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    found.into_iter().map(|(_, index)| index).collect()
}
