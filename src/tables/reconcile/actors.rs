//! How the actors of two incidents agree.

use super::incident::{Incident, Party};
use super::levels::ActorLevel;
use super::names::Names;

/// Compares who did what to whom. Sides may be the other way round: tables name them in an order of
/// their own.
pub(super) fn level(one: &Incident, other: &Incident, names: &Names) -> ActorLevel {
    let here = [&*one.initiator, &*one.target];
    let there = [&*other.initiator, &*other.target];
    let known = |sides: [&[Party]; 2]| sides.iter().filter(|side| !side.is_empty()).count();
    let least = known(here).min(known(there));
    if least == 0 {
        return ActorLevel::Unknown;
    }
    let [first, second] = here;
    let straight = matches([first, second], there);
    let crossed = matches([second, first], there);
    match straight.max(crossed) {
        2 => ActorLevel::Both,
        1 if least == 1 => ActorLevel::Only,
        1 => ActorLevel::One,
        _ if share_words(here, there, names) => ActorLevel::Words,
        _ => ActorLevel::Differ,
    }
}

/// On how many sides somebody is the same.
fn matches(here: [&[Party]; 2], there: [&[Party]; 2]) -> usize {
    let sides = here.into_iter().zip(there);
    sides
        .filter(|(one, other)| {
            one.iter()
                .any(|party| other.iter().any(|it| same(party, it)))
        })
        .count()
}

/// Whether two names mean the same actor: by the names of the project where it knows both, else by
/// the whole name. A part of a name never does.
pub(super) fn same(one: &Party, other: &Party) -> bool {
    match one.known.zip(other.known) {
        Some((one, other)) => one == other,
        None => one.key == other.key,
    }
}

fn share_words(here: [&[Party]; 2], there: [&[Party]; 2], names: &Names) -> bool {
    let all = here.iter().flat_map(|side| side.iter());
    let mut pairs = all.flat_map(|one| {
        let others = there.iter().flat_map(|side| side.iter());
        others.map(move |other| (one, other))
    });
    pairs.any(|(one, other)| shared_word(one, other, names).is_some())
}

/// A word two names have in common that few have; none where the project knows them as two.
pub(super) fn shared_word<'p>(
    one: &'p Party,
    other: &'p Party,
    names: &'p Names,
) -> Option<&'p str> {
    if one.known.is_some() && other.known.is_some() {
        return None;
    }
    let mut words = names.telling(&one.key);
    words.find(|word| other.key.split(' ').any(|it| it == *word))
}
