//! Lines over the bars, and how far a bar of most likely numbers may reach down and up.
//!
//! In: bars, and a way to ask what other buckets come to. Out: the mean of the buckets around each,
//! the same buckets some years earlier, the least and the most. Where nothing is known there is no
//! number, not zero.

use super::{BucketBar, decimal};
use crate::analysis::buckets::{next_start, start_of, whole};
use crate::figure::labels::number_of;
use crate::model::day::{Day, DayRange};
use crate::model::measure::Measure;
use crate::model::view::Bucket;
use jiff::ToSpan as _;

/// A line over the bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// What it shows.
    pub kind: OverlayKind,
    /// Its height at each bar; `None` where that is not known.
    pub heights: Vec<Option<f64>>,
}

/// What a line over the bars shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayKind {
    /// The mean of so many buckets, each in the middle of its own.
    Mean(u8),
    /// The same buckets so many years earlier.
    Earlier(u8),
}

impl OverlayKind {
    /// "mean of 3 months", "a year earlier".
    pub fn in_words(self, bucket: Bucket) -> String {
        match self {
            Self::Mean(number) => {
                format!("mean of {}", number_of(number.into(), bucket.in_words()))
            }
            Self::Earlier(1) => "a year earlier".to_owned(),
            Self::Earlier(years) => format!("{years} years earlier"),
        }
    }
}

/// What whole buckets within some days come to, by what is added up.
pub(in crate::figure) struct Totals<'a> {
    /// The width of the buckets.
    pub bucket: Bucket,
    /// From the first to the last day of which there is anything to know.
    pub known: DayRange,
    /// The buckets that lie within these days, in order, with what they come to.
    pub of: &'a dyn Fn(Measure, DayRange) -> Vec<(DayRange, f64)>,
    /// Whether all of what a bucket comes to can be known: somebody looked on all of its days, and told
    /// every number.
    pub is_told: &'a dyn Fn(DayRange) -> bool,
}

impl Totals<'_> {
    /// The lines asked for.
    pub(in crate::figure) fn overlays(
        &self,
        bars: &[BucketBar],
        measure: Measure,
        mean: Option<u8>,
        earlier: Option<u8>,
    ) -> Vec<Overlay> {
        let mean = mean.map(|number| Overlay {
            kind: OverlayKind::Mean(number),
            heights: self.means(bars, measure, number),
        });
        let earlier = earlier.map(|years| Overlay {
            kind: OverlayKind::Earlier(years),
            heights: self.earlier(bars, measure, years),
        });
        mean.into_iter().chain(earlier).collect()
    }

    /// Says of each bar how far down and up it may reach.
    pub(in crate::figure) fn reach(&self, bars: &mut [BucketBar], measure: Measure, all: bool) {
        let (Some([low, high]), Some(hull)) = (measure.range(), hull(bars)) else {
            return;
        };
        let begin = if all { self.known.hull(hull) } else { hull };
        let days = DayRange::new(begin.first(), hull.last()).unwrap_or(hull);
        let [low, high] = [low, high].map(|bound| {
            let mut totals = (self.of)(bound, days);
            if all {
                let mut sum = 0.0;
                for (_, total) in &mut totals {
                    sum += *total;
                    *total = sum;
                }
            }
            totals
        });
        for bar in bars {
            let ends = at(&low, bar.days.first()).zip(at(&high, bar.days.first()));
            bar.reach = ends.filter(|(low, high)| high - low > 1e-9);
        }
    }

    fn means(&self, bars: &[BucketBar], measure: Measure, number: u8) -> Vec<Option<f64>> {
        let Some(hull) = hull(bars) else {
            return Vec::new();
        };
        let (hull, half) = (whole(hull, self.bucket), number / 2);
        let (mut first, mut last) = (hull.first(), hull.last());
        for _ in 0..half {
            first = start_of(first.plus(-1), self.bucket);
            last = next_start(next_start(last, self.bucket), self.bucket).plus(-1);
        }
        let known = whole(self.known, self.bucket);
        let wide = DayRange::new(first, last).and_then(|days| days.intersection(known));
        let totals = wide.map_or_else(Vec::new, |days| (self.of)(measure, days));
        let mean = |bar: &BucketBar| {
            if !bar.is_whole(self.bucket) {
                return None;
            }
            let middle = totals.binary_search_by_key(&bar.days.first(), |(days, _)| days.first());
            let (middle, half) = (middle.ok()?, usize::from(half));
            let around = totals.get(middle.checked_sub(half)?..=middle + half)?;
            if !around.iter().all(|(days, _)| (self.is_told)(*days)) {
                return None;
            }
            let sum: f64 = around.iter().map(|(_, total)| total).sum();
            Some(sum / f64::from(number))
        };
        bars.iter().map(mean).collect()
    }

    fn earlier(&self, bars: &[BucketBar], measure: Measure, years: u8) -> Vec<Option<f64>> {
        let starts = bars
            .iter()
            .map(|bar| earlier(bar.days.first(), self.bucket, years));
        let starts: Vec<Day> = starts.collect();
        // What is only partly known is not comparable.
        let whole_bars = bars
            .iter()
            .map(|bar| bar.is_whole(self.bucket) && (self.is_told)(bar.days));
        let ends = starts.first().zip(starts.last());
        let days = ends.and_then(|(first, last)| DayRange::new(*first, *last));
        let days = days.map(|days| whole(days, self.bucket));
        let days = days.and_then(|days| days.intersection(whole(self.known, self.bucket)));
        let mut totals = days.map_or_else(Vec::new, |days| (self.of)(measure, days));
        totals.retain(|(days, _)| (self.is_told)(*days));
        let pairs = starts.into_iter().zip(whole_bars);
        pairs
            .map(|(start, whole)| at(&totals, start).filter(|_| whole))
            .collect()
    }
}

fn hull(bars: &[BucketBar]) -> Option<DayRange> {
    let (first, last) = (bars.first()?, bars.last()?);
    Some(first.days.hull(last.days))
}

fn at(totals: &[(DayRange, f64)], start: Day) -> Option<f64> {
    let found = totals.binary_search_by_key(&start, |(days, _)| days.first());
    totals.get(found.ok()?).map(|(_, total)| *total)
}

/// The start of the bucket that stands for one that starts on `start`, so many years earlier: of
/// weeks the one 52 a year before, else that of the same day of the calendar.
fn earlier(start: Day, bucket: Bucket, years: u8) -> Day {
    match bucket {
        Bucket::Week => start.plus(-364 * i32::from(years)),
        _ => {
            let date = start.date().checked_sub(i64::from(years).years());
            start_of(date.map_or(Day::MIN, Day::from), bucket)
        }
    }
}

/// Turns bars into sums from the first of them on. `groups` is how many groups there are.
pub(super) fn accumulate(bars: &mut [BucketBar], groups: usize) {
    let mut sums = vec![[0.0_f64; 2]; groups];
    for bar in bars {
        accumulate_one(bar, &mut sums);
    }
}

fn accumulate_one(bar: &mut BucketBar, sums: &mut [[f64; 2]]) {
    let added = decimal(bar.cell.expected);
    let mut now = Vec::with_capacity(sums.len() * 2);
    let old = std::mem::take(&mut bar.segments);
    for segment in &old {
        if let Some(sum) = sums.get_mut(segment.group) {
            let part = if segment.certain { 0 } else { 1 };
            if let Some(sum) = sum.get_mut(part) {
                *sum += segment.top - segment.base;
            }
        }
    }
    let mut base = 0.0;
    for (part, certain) in [(0, true), (1, false)] {
        for (group, sum) in sums.iter().enumerate() {
            let Some(height) = sum.get(part).copied().filter(|height| *height > 1e-9) else {
                continue;
            };
            let is_same = |it: &&super::Segment| it.group == group && it.certain == certain;
            let new = old.iter().find(is_same);
            let word = if certain {
                "certain"
            } else {
                "expected of dates that reach further"
            };
            now.push(super::Segment {
                group,
                certain,
                base,
                top: base + height,
                events: new.map(|new| new.events.clone()).unwrap_or_default(),
                rows: new.and_then(|new| new.rows.clone()),
                tooltip: format!("up to {}: {} {word}", bar.days.last(), decimal(height)),
            });
            base += height;
        }
    }
    let total = |part: usize| sums.iter().filter_map(|sum| sum.get(part)).sum::<f64>();
    bar.cell.certain = total(0);
    bar.cell.expected = total(0) + total(1);
    bar.tooltip = format!(
        "up to {}: {} in all, {added} of them new",
        bar.days.last(),
        decimal(bar.cell.expected)
    );
    bar.segments = now;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::buckets::cut;
    use crate::analysis::counts::Cell;

    fn day(year: i64, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn bars(days: DayRange, bucket: Bucket) -> Vec<BucketBar> {
        let bar = |days| BucketBar {
            days,
            covered: true,
            segments: Vec::new(),
            cell: Cell::default(),
            tooltip: String::new(),
            untold: 0,
            reach: None,
        };
        cut(days, bucket).unwrap().into_iter().map(bar).collect()
    }

    /// Every bucket comes to the number of its month, and ten times that at most.
    fn by_month(measure: Measure, days: DayRange) -> Vec<(DayRange, f64)> {
        let times = match measure.range() {
            Some(_) | None if measure == Measure::Events => 1.0,
            _ => 10.0,
        };
        let all = cut(days, Bucket::Month).unwrap().into_iter();
        let number = |days: DayRange| f64::from(days.first().date().month());
        all.map(|days| (days, number(days) * times)).collect()
    }

    fn totals() -> Totals<'static> {
        Totals {
            bucket: Bucket::Month,
            known: DayRange::new(day(2023, 3, 1), day(2025, 10, 31)).unwrap(),
            of: &by_month,
            is_told: &|_| true,
        }
    }

    #[test]
    fn a_mean_has_all_of_its_buckets_or_none() {
        let shown = DayRange::new(day(2023, 1, 1), day(2023, 6, 30)).unwrap();
        let means = totals().means(&bars(shown, Bucket::Month), Measure::Events, 3);
        assert_eq!(means, [None, None, None, Some(4.0), Some(5.0), Some(6.0)]);
        let last = DayRange::new(day(2025, 9, 1), day(2025, 10, 31)).unwrap();
        let means = totals().means(&bars(last, Bucket::Month), Measure::Events, 5);
        assert_eq!(means, [None, None]);
        let middle = DayRange::new(day(2024, 1, 1), day(2024, 1, 31)).unwrap();
        let means = totals().means(&bars(middle, Bucket::Month), Measure::Events, 3);
        assert_eq!(means, [Some((12.0 + 1.0 + 2.0) / 3.0)]);
    }

    #[test]
    fn of_what_is_not_told_there_is_no_mean_and_nothing_to_compare() {
        let untold = DayRange::day(day(2024, 2, 10));
        let is_told = |days: DayRange| days.intersection(untold).is_none();
        let totals = Totals {
            is_told: &is_told,
            ..totals()
        };
        let shown = DayRange::new(day(2023, 12, 1), day(2024, 5, 31)).unwrap();
        let bars_of = |days| bars(days, Bucket::Month);
        let means = totals.means(&bars_of(shown), Measure::Events, 3);
        let known = means.iter().map(Option::is_some);
        assert_eq!(
            Vec::from_iter(known),
            [true, false, false, false, true, true]
        );
        let later = DayRange::new(day(2025, 1, 1), day(2025, 3, 31)).unwrap();
        let found = totals.earlier(&bars_of(later), Measure::Events, 1);
        assert_eq!(found, [Some(1.0), None, Some(3.0)]);
        let itself = DayRange::new(day(2024, 1, 1), day(2024, 2, 29)).unwrap();
        let found = totals.earlier(&bars_of(itself), Measure::Events, 0);
        assert_eq!(found, [Some(1.0), None]);
    }

    #[test]
    fn earlier_buckets_are_those_of_the_calendar() {
        let shown = DayRange::new(day(2024, 2, 1), day(2024, 4, 30)).unwrap();
        let found = totals().earlier(&bars(shown, Bucket::Month), Measure::Events, 1);
        assert_eq!(found, [None, Some(3.0), Some(4.0)]);
        assert_eq!(earlier(day(2024, 2, 29), Bucket::Day, 1), day(2023, 2, 28));
        assert_eq!(earlier(day(2024, 1, 1), Bucket::Week, 1), day(2023, 1, 2));
        assert_eq!(
            earlier(day(2024, 7, 1), Bucket::Quarter, 5),
            day(2019, 7, 1)
        );
        assert_eq!(earlier(Day::MIN, Bucket::Year, 1), Day::MIN);
    }
}
