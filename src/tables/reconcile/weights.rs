//! What each level of agreement is worth.
//!
//! Record linkage after Fellegi and Sunter ("A theory for record linkage", JASA 64, 1969): a level
//! weighs log2(m / u), where m is how often two reports of one incident stand at it and u how often
//! two reports of different ones do, among pairs that lie near in time. Weights add up as if the
//! parts were independent; they are not quite, so a score puts candidates in order and is no
//! probability. Weights are in tenths of a bit: 10 doubles the odds.
//!
//! The size of the weights was taken from one half of the incidents of MAVERICK's event reports
//! (`tests/it/tables/reconcile.rs` prints them and tests the other half), then rounded, and put in
//! order where a level was too rare there to say.

use super::levels::{ActorLevel, DayLevel, Levels, PlaceLevel, SortLevel, SourceLevel, TollLevel};

/// The weight of each part, in tenths of a bit, in the order of [`Levels`].
pub fn weights(levels: &Levels) -> [i32; 6] {
    [
        day_weight(levels.days),
        place_weight(levels.place),
        actor_weight(levels.actors),
        sort_weight(levels.sort),
        toll_weight(levels.toll),
        source_weight(levels.source),
    ]
}

/// The weights added up.
pub fn score(levels: &Levels) -> i32 {
    weights(levels).iter().sum()
}

fn day_weight(level: DayLevel) -> i32 {
    match level {
        DayLevel::SameDay => 25,
        DayLevel::SameRange => 30,
        DayLevel::Overlap => 6,
        DayLevel::Vague => -15,
        DayLevel::OneApart => -22,
        DayLevel::FewApart => -45,
        DayLevel::WeekApart => -60,
        DayLevel::Further => -75,
        DayLevel::Unknown => 0,
    }
}

fn place_weight(level: PlaceLevel) -> i32 {
    match level {
        PlaceLevel::SameName => 43,
        PlaceLevel::PartName => 20,
        PlaceLevel::Within5Km => 13,
        PlaceLevel::Within25Km => -6,
        PlaceLevel::Within100Km => -28,
        PlaceLevel::SameArea => 8,
        PlaceLevel::SameCountry => 3,
        PlaceLevel::Elsewhere => -58,
        PlaceLevel::OtherCountry => -90,
        PlaceLevel::Unknown => 0,
    }
}

fn actor_weight(level: ActorLevel) -> i32 {
    match level {
        ActorLevel::Both => 39,
        ActorLevel::Only => 6,
        ActorLevel::One => 16,
        ActorLevel::Words => 2,
        ActorLevel::Differ => -18,
        ActorLevel::Unknown => 0,
    }
}

fn sort_weight(level: SortLevel) -> i32 {
    match level {
        SortLevel::SameKind => 8,
        SortLevel::SameFamily => -5,
        SortLevel::OtherFamily => -40,
        SortLevel::Unknown => 0,
    }
}

fn toll_weight(level: TollLevel) -> i32 {
    match level {
        TollLevel::SameLarge => 65,
        TollLevel::Same => 28,
        TollLevel::None => -4,
        TollLevel::Overlap => 22,
        TollLevel::Near => -2,
        TollLevel::Apart => -8,
        TollLevel::Unknown => 0,
    }
}

fn source_weight(level: SourceLevel) -> i32 {
    match level {
        SourceLevel::SameReport => -55,
        SourceLevel::SameSource => -25,
        SourceLevel::Other => 5,
        SourceLevel::Unknown => 0,
    }
}
