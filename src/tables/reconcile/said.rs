//! Why a candidate is one, in plain words.

use super::actors::{same, shared_word};
use super::days::gap;
use super::incident::{Incident, Party};
use super::levels::{ActorLevel, DayLevel, Levels, PlaceLevel, SortLevel, SourceLevel, TollLevel};
use super::names::Names;
use super::places::kilometres;
use super::weights::weights;

/// Something that speaks for or against a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In a few words.
    pub words: String,
    /// What it is worth, in tenths of a bit: above 0 it speaks for the candidate.
    pub weight: i32,
}

/// The reasons, part by part: when, where, who, what, how many. What nobody knows is no reason.
pub(super) fn reasons(
    one: &Incident,
    other: &Incident,
    levels: &Levels,
    names: &Names,
) -> Vec<Reason> {
    let words = [
        days(one, other, levels.days),
        place(one, other, levels.place),
        actors(one, other, levels.actors, names),
        sort(levels.sort),
        toll(one, levels.toll),
        source(levels.source),
    ];
    let parts = words.into_iter().zip(weights(levels));
    let said = parts.filter(|(words, _)| !words.is_empty());
    said.map(|(words, weight)| Reason { words, weight })
        .collect()
}

fn days(one: &Incident, other: &Incident, level: DayLevel) -> String {
    let apart = || {
        one.days
            .zip(other.days)
            .map_or(0, |(one, other)| gap(one, other))
    };
    match level {
        DayLevel::SameDay => "same day".to_owned(),
        DayLevel::SameRange => "same dates".to_owned(),
        DayLevel::Overlap => "dates overlap".to_owned(),
        DayLevel::Vague => "within a long range of dates".to_owned(),
        DayLevel::OneApart => "1 day apart".to_owned(),
        DayLevel::FewApart | DayLevel::WeekApart | DayLevel::Further => {
            format!("{} days apart", apart())
        }
        DayLevel::Unknown => String::new(),
    }
}

fn place(one: &Incident, other: &Incident, level: PlaceLevel) -> String {
    let km = one.point.zip(other.point);
    let km = km.map(|(here, there)| kilometres(here, there).round());
    let apart = || km.map_or_else(String::new, |km| format!("{km} km apart"));
    match level {
        PlaceLevel::SameName => "same place".to_owned(),
        PlaceLevel::PartName => "a place of that name".to_owned(),
        PlaceLevel::Within5Km if km == Some(0.0) => "same spot".to_owned(),
        PlaceLevel::Within5Km | PlaceLevel::Within25Km | PlaceLevel::Within100Km => apart(),
        PlaceLevel::SameArea => "same area".to_owned(),
        PlaceLevel::SameCountry => "same country only".to_owned(),
        PlaceLevel::Elsewhere if km.is_some() => apart(),
        PlaceLevel::Elsewhere => "another place".to_owned(),
        PlaceLevel::OtherCountry => "another country".to_owned(),
        PlaceLevel::Unknown => String::new(),
    }
}

fn actors(one: &Incident, other: &Incident, level: ActorLevel, names: &Names) -> String {
    let both = || pairs(one, other);
    match level {
        ActorLevel::Both => "same actors".to_owned(),
        ActorLevel::Only | ActorLevel::One => {
            let found = both().find(|(one, other)| same(one, other));
            let name = found.map_or("", |(one, _)| one.name.as_str());
            let rest = if level == ActorLevel::One {
                ", the other differs"
            } else {
                ""
            };
            format!("{name} in both{rest}")
        }
        ActorLevel::Words => {
            let word = both().find_map(|(one, other)| shared_word(one, other, names));
            format!("“{}” in both names", word.unwrap_or_default())
        }
        ActorLevel::Differ => "other actors".to_owned(),
        ActorLevel::Unknown => String::new(),
    }
}

/// Every actor of the one with every actor of the other.
fn pairs<'i>(
    one: &'i Incident,
    other: &'i Incident,
) -> impl Iterator<Item = (&'i Party, &'i Party)> {
    let all = one.initiator.iter().chain(one.target.iter());
    all.flat_map(|party| {
        let others = other.initiator.iter().chain(other.target.iter());
        others.map(move |it| (party, it))
    })
}

fn sort(level: SortLevel) -> String {
    match level {
        SortLevel::SameKind => "same kind",
        // That is so for nearly every row: no reason to look at.
        SortLevel::SameFamily | SortLevel::Unknown => "",
        SortLevel::OtherFamily => "another sort of event",
    }
    .to_owned()
}

fn toll(one: &Incident, level: TollLevel) -> String {
    let number = one.killed.best.or(one.killed.low).or(one.killed.high);
    match level {
        TollLevel::SameLarge | TollLevel::Same => {
            format!("both say {} killed", number.unwrap_or_default())
        }
        TollLevel::None => "both say nobody killed".to_owned(),
        TollLevel::Overlap => "tolls overlap".to_owned(),
        TollLevel::Near => "tolls near".to_owned(),
        TollLevel::Apart => "tolls differ".to_owned(),
        TollLevel::Unknown => String::new(),
    }
}

fn source(level: SourceLevel) -> String {
    match level {
        SourceLevel::SameReport => "told in the same report",
        SourceLevel::SameSource => "told by the same source",
        SourceLevel::Other => "told by another source",
        SourceLevel::Unknown => "",
    }
    .to_owned()
}
