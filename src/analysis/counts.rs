//! How many events, or how many killed, fall into each bucket: what is certain and what is only
//! expected. The one function behind the frequency chart and `tightrope counts`.
//!
//! In: the facts of the events looked at, and how to count. Out: shares of events in buckets. Over
//! all buckets, the shares plus what lies outside the window plus the undated equal what was put
//! in.

use super::buckets::{self, TooManyBuckets};
use super::coverage::Covered;
use super::dates::{self, WhichDate};
use super::facts::EventFacts;
use super::group::Group;
use crate::model::day::{Day, DayRange};
use crate::model::id::EventId;
use crate::model::measure::{DateRule, Measure};
use crate::model::view::{Bucket, Split};
use std::collections::BTreeMap;

/// More shares of events in buckets than this are refused, as they would fill the memory.
const MOST_SHARES: usize = 8_000_000;

/// How to count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    /// The width of the buckets; months by default.
    pub bucket: BucketWidth,
    /// What they are split by.
    pub split: Split,
    /// What is added up.
    pub measure: Measure,
    /// How imprecise dates are counted.
    pub rule: DateRule,
    /// Which dates are counted.
    pub which: WhichDate,
    /// The first day counted; from the first known date on when `None`.
    pub from: Option<Day>,
    /// The last day counted; up to the last known date when `None`.
    pub to: Option<Day>,
}

/// A bucket width with a default: a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BucketWidth(pub Bucket);

impl Default for BucketWidth {
    fn default() -> Self {
        Self(Bucket::Month)
    }
}

/// A part of one event in one bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Which bucket, from 0.
    pub bucket: u32,
    /// Which group, from 0.
    pub group: u32,
    /// Which event.
    pub event: EventId,
    /// How much of it.
    pub amount: f64,
    /// Whether that is all of it, so that it certainly falls here.
    pub certain: bool,
}

/// The sum of some shares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// What certainly falls here.
    pub certain: f64,
    /// All shares, the certain ones included.
    pub expected: f64,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// The buckets, in order and touching; the outer two are cut where a window was asked for.
    pub buckets: Vec<DayRange>,
    /// The groups with a dated event, sorted.
    pub groups: Vec<Group>,
    /// Every share, sorted by bucket, group and event.
    pub shares: Vec<Share>,
    /// The events without a date (of the sort asked for), in the order given.
    pub undated: Vec<EventId>,
    /// What the undated add up to.
    pub undated_amount: f64,
    /// What lies outside the buckets.
    pub outside: f64,
    /// The events left out because nobody tells their number, in the order given.
    pub unknown: Vec<EventId>,
    /// Where the dated ones of these would fall.
    pub untold: Vec<Untold>,
}

/// Where something would fall of which nobody tells the number.
#[derive(Clone, Debug, PartialEq)]
pub struct Untold {
    days: Vec<DayRange>,
    /// Its group.
    pub group: Group,
}

impl Untold {
    /// The place of an event whose number nobody tells; `None` for any other, and without a date.
    pub fn of(facts: &EventFacts, how: &Counting) -> Option<Self> {
        weight(facts, how).is_none().then_some(())?;
        Some(Self {
            days: days_of(facts, how)?,
            group: Group::of(facts, how.split),
        })
    }

    /// Whether it may fall on one of these days.
    pub fn touches(&self, days: DayRange) -> bool {
        let mut own = self.days.iter();
        own.any(|range| range.intersection(days).is_some())
    }
}

/// Counting was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotCount {
    /// The period has too many buckets.
    #[error(transparent)]
    TooManyBuckets(#[from] TooManyBuckets),
    /// Imprecise dates fall into too many buckets.
    #[error(
        "imprecise dates make more than {MOST_SHARES} shares of events in buckets of one {} (choose wider buckets)",
        .0.in_words()
    )]
    TooManyShares(Bucket),
    /// The window ends before it begins.
    #[error("the period from {from} to {to} runs backwards (exchange the two)")]
    Backwards {
        /// Its first day.
        from: Day,
        /// Its last day.
        to: Day,
    },
}

/// One event on its way into the buckets.
struct Dated<'a> {
    facts: &'a EventFacts,
    days: Vec<DayRange>,
    weight: f64,
}

/// Counts events; those handed in are those that count.
///
/// # Errors
/// When the window runs backwards or is cut too finely.
pub fn count<'a>(
    events: impl IntoIterator<Item = &'a EventFacts>,
    how: &Counting,
) -> Result<Counts, CannotCount> {
    let mut counts = Counts::default();
    let dated = sort_out(events, how, &mut counts);
    // What nobody tells the number of has its buckets too.
    let untold = counts.untold.iter().flat_map(|it| &it.days);
    let known = dated.iter().flat_map(|event| &event.days);
    let known = known.chain(untold).copied();
    if let Some(window) = window(known.reduce(DayRange::hull), how)? {
        counts.buckets = buckets::cut(window, how.bucket.0)?;
    }
    let groups = number_groups(&dated, how.split);
    for event in &dated {
        let group = Group::of(event.facts, how.split);
        let group = groups.get(&group).copied().unwrap_or(0);
        share_out(event, group, &mut counts);
        if counts.shares.len() > MOST_SHARES {
            return Err(CannotCount::TooManyShares(how.bucket.0));
        }
    }
    counts.groups = groups.into_keys().collect();
    counts
        .shares
        .sort_by_key(|share| (share.bucket, share.group, share.event));
    Ok(counts)
}

/// Puts aside what has no number or no date.
fn sort_out<'a>(
    events: impl IntoIterator<Item = &'a EventFacts>,
    how: &Counting,
    counts: &mut Counts,
) -> Vec<Dated<'a>> {
    let mut dated = Vec::new();
    for facts in events {
        let Some(weight) = weight(facts, how) else {
            counts.unknown.push(facts.id());
            counts.untold.extend(Untold::of(facts, how));
            continue;
        };
        match days_of(facts, how) {
            Some(days) => dated.push(Dated {
                facts,
                days,
                weight,
            }),
            None => {
                counts.undated.push(facts.id());
                counts.undated_amount += weight;
            }
        }
    }
    dated
}

/// What an event adds; `None` where nobody tells its number.
fn weight(facts: &EventFacts, how: &Counting) -> Option<f64> {
    how.measure.of(|harm| facts.toll(harm)).map(f64::from)
}

/// The days over which an event is spread when it is counted so: sorted, apart, never empty. `None`
/// for one without such a date.
pub fn days_of(facts: &EventFacts, how: &Counting) -> Option<Vec<DayRange>> {
    let extent = facts.days_by(how.which)?;
    let until = facts.known_until(how.which);
    match how.measure {
        Measure::Events => dates::event_days(&extent, how.rule, until),
        _ => dates::toll_days(&extent, how.rule, until, facts.horizon),
    }
}

/// The days asked for; without that, whole buckets around all known days. `None` when nothing
/// says where to begin or end.
///
/// # Errors
/// [`CannotCount::Backwards`] when both ends were asked for the wrong way round.
pub fn window(known: Option<DayRange>, how: &Counting) -> Result<Option<DayRange>, CannotCount> {
    let known = known.map(|known| buckets::whole(known, how.bucket.0));
    let from = how.from.or(known.map(DayRange::first));
    let to = how.to.or(known.map(DayRange::last));
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(None);
    };
    match DayRange::new(from, to) {
        Some(window) => Ok(Some(window)),
        // One end was asked for, and everything known lies on its other side.
        None if how.from.is_none() || how.to.is_none() => Ok(None),
        None => Err(CannotCount::Backwards { from, to }),
    }
}

fn number_groups(dated: &[Dated<'_>], split: Split) -> BTreeMap<Group, u32> {
    let mut groups: BTreeMap<Group, u32> = BTreeMap::new();
    for event in dated {
        groups.insert(Group::of(event.facts, split), 0);
    }
    for (number, group) in (0..).zip(groups.values_mut()) {
        *group = number;
    }
    groups
}

fn share_out(event: &Dated<'_>, group: u32, counts: &mut Counts) {
    let all_days = dates::day_count(&event.days);
    let begin = counts.shares.len();
    let mut inside = 0_u64;
    for range in &event.days {
        let first = counts
            .buckets
            .partition_point(|bucket| bucket.last() < range.first());
        let touched = counts.buckets.iter().enumerate().skip(first);
        for (number, bucket) in touched {
            let Some(here) = bucket.intersection(*range) else {
                break;
            };
            let days = u64::from(here.days());
            inside += days;
            add_days(&mut counts.shares, begin, number, days, event, group);
        }
    }
    for share in counts.shares.iter_mut().skip(begin) {
        let days = share.amount;
        share.certain = days == all_days as f64;
        share.amount = days * event.weight / all_days as f64;
    }
    counts.outside += (all_days - inside) as f64 * event.weight / all_days as f64;
}

/// Collects days in `amount` until they are weighed; two ranges of a set may meet in one bucket.
fn add_days(
    shares: &mut Vec<Share>,
    begin: usize,
    number: usize,
    days: u64,
    event: &Dated<'_>,
    group: u32,
) {
    let bucket = u32::try_from(number).unwrap_or(u32::MAX);
    let last = shares.get_mut(begin..).and_then(<[Share]>::last_mut);
    match last {
        Some(last) if last.bucket == bucket => last.amount += days as f64,
        _ => shares.push(Share {
            bucket,
            group,
            event: event.facts.id(),
            amount: days as f64,
            certain: false,
        }),
    }
}

impl Counts {
    /// The shares of one bucket, sorted by group and event; none outside.
    pub fn of_bucket(&self, bucket: usize) -> &[Share] {
        let bucket = u32::try_from(bucket).unwrap_or(u32::MAX);
        let from = self.shares.partition_point(|share| share.bucket < bucket);
        let to = self.shares.partition_point(|share| share.bucket <= bucket);
        self.shares.get(from..to).unwrap_or(&[])
    }

    /// Of how many events that may fall on these days nobody tells the number.
    pub fn untold_in(&self, days: DayRange) -> usize {
        self.untold.iter().filter(|it| it.touches(days)).count()
    }

    /// The sum of one group in one bucket.
    pub fn cell(&self, bucket: usize, group: usize) -> Cell {
        let of_group = self.of_bucket(bucket).iter();
        Cell::sum(of_group.filter(|share| usize::try_from(share.group) == Ok(group)))
    }

    /// The sum over all buckets and groups.
    pub fn total(&self) -> Cell {
        Cell::sum(&self.shares)
    }
}

impl Cell {
    /// What can be said of a bucket with this in it. Nothing is zero only where somebody looked, and
    /// where nothing is `untold`, of which nobody tells the number.
    pub fn told(self, covered: Option<Covered>, untold: bool) -> Option<Self> {
        let is_nothing = self.expected < 1e-9;
        let is_known = covered != Some(Covered::None) && !untold;
        (is_known || !is_nothing).then_some(self)
    }

    /// Adds shares up.
    pub fn sum<'a>(shares: impl IntoIterator<Item = &'a Share>) -> Self {
        let mut sum = Self::default();
        for share in shares {
            sum.expected += share.amount;
            if share.certain {
                sum.certain += share.amount;
            }
        }
        sum
    }
}
