//! How far two incidents agree, part by part: a few levels for each, which the weights go by.

use super::actors;
use super::days::gap;
use super::incident::{Incident, Sort};
use super::places;
use crate::model::day::DayRange;
use crate::model::toll::Estimate;

/// A range longer than this says little by overlapping another, in days.
const VAGUE_DAYS: u32 = 31;

/// How the days of two incidents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayLevel {
    /// The same single day.
    SameDay,
    /// The same range of at most a month.
    SameRange,
    /// They overlap, and neither is longer than a month.
    Overlap,
    /// They overlap, but one of them is longer than a month.
    Vague,
    /// One day apart.
    OneApart,
    /// Two or three.
    FewApart,
    /// Four to seven.
    WeekApart,
    /// Further.
    Further,
    /// One of them is undated.
    Unknown,
}

/// How the places of two incidents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceLevel {
    /// The same place by name, and not far apart.
    SameName,
    /// One name holds the other.
    PartName,
    /// At most five kilometres apart.
    Within5Km,
    /// At most 25.
    Within25Km,
    /// At most 100.
    Within100Km,
    /// The same larger place.
    SameArea,
    /// Nothing but the country is known of one of them, and it is that of the other.
    SameCountry,
    /// Other places of the same country, or of nobody knows which.
    Elsewhere,
    /// Other countries.
    OtherCountry,
    /// Nobody knows.
    Unknown,
}

/// How the actors of two incidents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorLevel {
    /// Both sides.
    Both,
    /// One side, where no other is known.
    Only,
    /// One side; the other differs.
    One,
    /// Names have words in common that few have.
    Words,
    /// None.
    Differ,
    /// Nobody knows.
    Unknown,
}

/// How the kinds of two incidents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortLevel {
    /// The same kind.
    SameKind,
    /// Other kinds of the same family.
    SameFamily,
    /// Other families.
    OtherFamily,
    /// Nobody knows.
    Unknown,
}

/// How the numbers of killed agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TollLevel {
    /// The same number, more than ten.
    SameLarge,
    /// The same number.
    Same,
    /// Both say nobody.
    None,
    /// Their ranges overlap.
    Overlap,
    /// One is at most twice the other, or two more.
    Near,
    /// Further apart.
    Apart,
    /// Nobody knows.
    Unknown,
}

/// Whether two rows come from one report. One that tells of two incidents seldom tells one of them
/// twice, so that this speaks against them being the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceLevel {
    /// The same report.
    SameReport,
    /// Other reports of the same source.
    SameSource,
    /// Other sources.
    Other,
    /// Nobody knows, or it was not looked at.
    #[default]
    Unknown,
}

/// How far two incidents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// When.
    pub days: DayLevel,
    /// Where.
    pub place: PlaceLevel,
    /// Who.
    pub actors: ActorLevel,
    /// What.
    pub sort: SortLevel,
    /// How many.
    pub toll: TollLevel,
    /// Who tells it: compared only inside one table.
    pub source: SourceLevel,
}

impl Levels {
    /// Compares two incidents.
    pub fn of(one: &Incident, other: &Incident, names: &super::Names) -> Self {
        Self {
            days: day_level(one.days, other.days),
            place: places::level((&one.site, one.point), (&other.site, other.point)),
            actors: actors::level(one, other, names),
            sort: sort_level(&one.sort, &other.sort),
            toll: toll_level(&one.killed, &other.killed),
            source: SourceLevel::Unknown,
        }
    }
}

pub(super) fn day_level(one: Option<DayRange>, other: Option<DayRange>) -> DayLevel {
    let Some((one, other)) = one.zip(other) else {
        return DayLevel::Unknown;
    };
    let longest = one.days().max(other.days());
    match gap(one, other) {
        0 if longest > VAGUE_DAYS => DayLevel::Vague,
        0 if longest == 1 => DayLevel::SameDay,
        0 if one == other => DayLevel::SameRange,
        0 => DayLevel::Overlap,
        1 => DayLevel::OneApart,
        2..=3 => DayLevel::FewApart,
        4..=7 => DayLevel::WeekApart,
        _ => DayLevel::Further,
    }
}

pub(super) fn sort_level(one: &Sort, other: &Sort) -> SortLevel {
    if one.kinds.iter().any(|kind| other.kinds.contains(kind)) {
        SortLevel::SameKind
    } else if one.kinds.is_empty() || other.kinds.is_empty() {
        SortLevel::Unknown
    } else if one.family == other.family {
        SortLevel::SameFamily
    } else {
        SortLevel::OtherFamily
    }
}

/// The lowest and the highest number an estimate allows; `None` where it gives none.
fn bounds(estimate: &Estimate) -> Option<(u32, u32)> {
    let all = [estimate.low, estimate.best, estimate.high];
    let known = || all.into_iter().flatten();
    known().min().zip(known().max())
}

/// Whether only its least number is known.
fn is_open(estimate: &Estimate) -> bool {
    estimate.best.is_none() && estimate.high.is_none()
}

/// Up to where it may reach.
fn open_end(estimate: &Estimate) -> u32 {
    if is_open(estimate) { u32::MAX } else { 0 }
}

pub(super) fn toll_level(one: &Estimate, other: &Estimate) -> TollLevel {
    let Some(((low, high), (other_low, other_high))) = bounds(one).zip(bounds(other)) else {
        return TollLevel::Unknown;
    };
    let best = |estimate: &Estimate, bound: u32| estimate.best.unwrap_or(bound);
    let (here, there) = (best(one, low), best(other, other_low));
    let (less, more) = (here.min(there), here.max(there));
    match here == there {
        true if here > 10 => TollLevel::SameLarge,
        true if here == 0 && (is_open(one) || is_open(other)) => TollLevel::Unknown,
        true if here == 0 => TollLevel::None,
        true => TollLevel::Same,
        // “141 or more” and “10 or more” say nothing of one another.
        false if is_open(one) && low <= other_high.max(open_end(other)) => TollLevel::Unknown,
        false if is_open(other) && other_low <= high => TollLevel::Unknown,
        false if low <= other_high && other_low <= high => TollLevel::Overlap,
        false if more - less <= 2 || more <= less.saturating_mul(2) => TollLevel::Near,
        false => TollLevel::Apart,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::day::Day;

    #[test]
    fn days_agree_by_how_far_they_lie_apart_and_how_long_they_are() {
        let range = |(first, last)| DayRange::new(Day::from_number(first), Day::from_number(last));
        for (one, other, expected) in [
            ((0, 0), (0, 0), DayLevel::SameDay),
            ((0, 3), (0, 3), DayLevel::SameRange),
            ((0, 30), (4, 4), DayLevel::Overlap),
            ((0, 364), (4, 4), DayLevel::Vague),
            ((0, 0), (1, 1), DayLevel::OneApart),
            ((0, 2), (5, 5), DayLevel::FewApart),
            ((9, 9), (2, 2), DayLevel::WeekApart),
            ((0, 0), (8, 8), DayLevel::Further),
        ] {
            assert_eq!(day_level(range(one), range(other)), expected);
            assert_eq!(day_level(range(other), range(one)), expected);
        }
        assert_eq!(day_level(None, range((0, 0))), DayLevel::Unknown);
    }

    #[test]
    fn tolls_agree_by_number_then_by_range_and_unknown_is_not_zero() {
        let toll = |low, best, high| Estimate { low, best, high };
        let one = |best| toll(None, Some(best), None);
        for (here, there, expected) in [
            (
                one(16),
                toll(Some(12), Some(16), Some(20)),
                TollLevel::SameLarge,
            ),
            (one(3), one(3), TollLevel::Same),
            (one(0), one(0), TollLevel::None),
            (one(0), Estimate::default(), TollLevel::Unknown),
            (one(14), toll(Some(12), Some(16), None), TollLevel::Overlap),
            (one(6), one(11), TollLevel::Near),
            (one(1), one(3), TollLevel::Near),
            (one(4), one(40), TollLevel::Apart),
            (toll(Some(5), None, None), one(5), TollLevel::Same),
            (
                toll(Some(141), None, None),
                toll(Some(10), None, None),
                TollLevel::Unknown,
            ),
            (toll(Some(10), None, None), one(439), TollLevel::Unknown),
            (toll(Some(0), None, None), one(0), TollLevel::Unknown),
            (toll(Some(141), None, None), one(12), TollLevel::Apart),
        ] {
            assert_eq!(toll_level(&here, &there), expected, "{here:?} {there:?}");
            assert_eq!(toll_level(&there, &here), expected);
        }
    }
}
