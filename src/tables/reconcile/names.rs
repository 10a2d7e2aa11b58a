//! Names as they are compared: folded words, and whom the project knows by them.

use crate::analysis::folding::{Folding, Letters, fold};
use crate::model::actor::Alias;
use crate::model::id::{ActorId, PlaceId};
use crate::model::project::Project;
use std::collections::{BTreeSet, HashMap};

/// Words that say what sort of place it is, and are left out of its name.
const PLACE_SORTS: [&str; 17] = [
    "agency",
    "area",
    "city",
    "district",
    "division",
    "governorate",
    "in",
    "near",
    "of",
    "province",
    "region",
    "state",
    "tehsil",
    "the",
    "town",
    "village",
    "tribal",
];

/// Words that many actors have in their names: two that share no other are not alike by them.
const ACTOR_SORTS: [&str; 42] = [
    "actor",
    "against",
    "and",
    "armed",
    "army",
    "civilian",
    "civilians",
    "fighters",
    "for",
    "force",
    "forces",
    "front",
    "government",
    "group",
    "groups",
    "gunmen",
    "local",
    "members",
    "men",
    "militants",
    "military",
    "militia",
    "movement",
    "national",
    "non",
    "of",
    "other",
    "party",
    "people",
    "police",
    "political",
    "protesters",
    "rebels",
    "republic",
    "security",
    "state",
    "supporters",
    "the",
    "unidentified",
    "united",
    "unknown",
    "with",
];

/// Whom and what a project knows by which names: an alias stands for the one it names. A canonical
/// name goes before an alias, an older record before a later one, as everywhere.
#[derive(Clone, Debug, Default)]
pub struct Names {
    actors: HashMap<String, ActorId>,
    places: HashMap<String, PlaceId>,
    /// Words in the names of several actors: "Taliban" alone says neither which.
    ambiguous: BTreeSet<String>,
}

impl Names {
    /// The names of a project. O(all names).
    pub fn of(project: &Project) -> Self {
        let mut made = Self::default();
        let letters = &mut Letters::new(Folding::ALL);
        let actors = project.actors.values();
        let actors: Vec<_> = actors
            .map(|actor| (actor.id, actor.name.as_str(), actor.aliases.as_slice()))
            .collect();
        put(&mut made.actors, &actors, |name| actor_key(name, letters));
        let letters = &mut Letters::new(Folding::ALL);
        let places = project.places.values();
        let places: Vec<_> = places
            .map(|place| (place.id, place.name.as_str(), place.aliases.as_slice()))
            .collect();
        put(&mut made.places, &places, |name| place_key(name, letters));
        made.ambiguous = shared_words(&actors, letters);
        made
    }

    pub(super) fn actor(&self, key: &str) -> Option<ActorId> {
        self.actors.get(key).copied()
    }

    pub(super) fn place(&self, key: &str) -> Option<PlaceId> {
        self.places.get(key).copied()
    }

    /// The words of an actor's name that may tell that two names mean the same.
    pub(super) fn telling<'k>(&'k self, key: &'k str) -> impl Iterator<Item = &'k str> {
        key.split(' ').filter(|word| {
            word.chars().count() > 2
                && ACTOR_SORTS.binary_search(word).is_err()
                && !self.ambiguous.contains(*word)
        })
    }
}

/// Each record by its canonical name and its other names.
fn put<'p, I: Copy + 'p>(
    into: &mut HashMap<String, I>,
    records: &[(I, &'p str, &'p [Alias])],
    mut key: impl FnMut(&str) -> String,
) {
    let names = records.iter().map(|(id, name, _)| (*id, *name));
    let aliases = records
        .iter()
        .flat_map(|(id, _, aliases)| aliases.iter().map(move |alias| (*id, alias.name.as_str())));
    for (id, name) in names.chain(aliases) {
        let key = key(name);
        if !key.is_empty() {
            into.entry(key).or_insert(id);
        }
    }
}

fn shared_words<'p>(
    actors: &[(ActorId, &'p str, &'p [Alias])],
    letters: &mut Letters,
) -> BTreeSet<String> {
    let mut seen: HashMap<String, ActorId> = HashMap::new();
    let mut shared = BTreeSet::new();
    for (id, name, aliases) in actors {
        let names = std::iter::once(*name).chain(aliases.iter().map(|alias| alias.name.as_str()));
        for word in names.flat_map(|name| words(name, letters)) {
            let first = *seen.entry(word.clone()).or_insert(*id);
            if first != *id {
                shared.insert(word);
            }
        }
    }
    shared
}

/// The name of an actor as it is compared. "Government of Pakistan" is Pakistan.
pub(super) fn actor_key(name: &str, letters: &mut Letters) -> String {
    let words = words(name, letters);
    let mut rest = words.as_slice();
    for lead in ["the", "government", "of", "the"] {
        if let Some((first, others)) = rest.split_first()
            && first == lead
            && !others.is_empty()
            && (lead != "of" || rest.len() < words.len())
        {
            rest = others;
        }
    }
    rest.join(" ")
}

/// The name of a place as it is compared, without what sort of place it is.
pub(super) fn place_key(name: &str, letters: &mut Letters) -> String {
    let all = words(name, letters);
    let proper: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|word| !PLACE_SORTS.contains(word))
        .collect();
    match proper.is_empty() {
        true => all.join(" "),
        false => proper.join(" "),
    }
}

/// The words of a name, folded.
pub(super) fn words(name: &str, letters: &mut Letters) -> Vec<String> {
    let folded = fold(name, letters);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_is_proper_to_them() {
        let letters = &mut Letters::new(Folding::ALL);
        for (name, expected) in [
            ("Government of Pakistan", "pakistan"),
            ("The Government of the Gambia", "gambia"),
            ("Pakistan", "pakistan"),
            ("Government", "government"),
            (
                "Tehrik-i-Taliban Pakistan (TTP)",
                "tehrik i taliban pakistan ttp",
            ),
        ] {
            assert_eq!(actor_key(name, letters), expected, "{name}");
        }
        for (name, expected) in [
            ("Peshawar city", "peshawar"),
            ("North Waziristan agency", "north waziristan"),
            ("The City", "the city"),
            ("Duékoué", "duekoue"),
        ] {
            assert_eq!(place_key(name, letters), expected, "{name}");
        }
        assert!(ACTOR_SORTS.is_sorted());
    }
}
