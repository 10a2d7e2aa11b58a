//! The calendar cut into days, ISO weeks, months, quarters or years.
//!
//! In: a range of days and a bucket width. Out: the days on which the buckets start.

use crate::model::day::{Day, DayRange};
use crate::model::view::Bucket;
use jiff::civil::Date;

/// More buckets than this are refused: no chart can show them.
pub const MOST_BUCKETS: u64 = 200_000;

/// A range was to be cut too finely.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{from} to {to} makes about {buckets} buckets of one {} each, more than {MOST_BUCKETS} (choose wider buckets or a shorter period)",
    bucket.in_words()
)]
pub struct TooManyBuckets {
    /// The width asked for.
    pub bucket: Bucket,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// About how many buckets it would have been.
    pub buckets: u64,
}

/// The first day of the bucket that holds `day`, clamped to the calendar.
pub fn start_of(day: Day, bucket: Bucket) -> Day {
    let date = day.date();
    let month_start = |month: i8| Date::new(date.year(), month, 1).map_or(day, Day::from);
    match bucket {
        Bucket::Day => day,
        // 1 January 1970 was a Thursday.
        Bucket::Week => day.plus(-(day.number() + 3).rem_euclid(7)),
        Bucket::Month => month_start(date.month()),
        Bucket::Quarter => month_start((date.month() - 1) / 3 * 3 + 1),
        Bucket::Year => month_start(1),
    }
}

/// The last day of the bucket that starts on `start`, clamped to the calendar.
pub fn last_of(start: Day, bucket: Bucket) -> Day {
    let date = start.date();
    let months = match bucket {
        Bucket::Day => return start,
        Bucket::Week => return start.plus(6),
        Bucket::Month => 1,
        Bucket::Quarter => 3,
        Bucket::Year => 12,
    };
    let month = i64::from(date.month()) - 1 + months;
    let year = i64::from(date.year()) + month.div_euclid(12);
    let month = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Day::from_ymd(year, month, 1).map_or(Day::MAX, |next| next.plus(-1))
}

/// The first day of the next bucket after the one that starts on `start`; on the last bucket of
/// the calendar, the last day of the calendar.
pub fn next_start(start: Day, bucket: Bucket) -> Day {
    last_of(start, bucket).plus(1)
}

/// `range` widened to whole buckets.
pub fn whole(range: DayRange, bucket: Bucket) -> DayRange {
    let first = start_of(range.first(), bucket);
    let last = last_of(start_of(range.last(), bucket), bucket);
    DayRange::new(first, last).unwrap_or(range)
}

/// The buckets that together are exactly `range`, in order; the first and the last are cut where
/// the range begins and ends inside them.
///
/// # Errors
/// [`TooManyBuckets`] when there would be more than [`MOST_BUCKETS`].
pub fn cut(range: DayRange, bucket: Bucket) -> Result<Vec<DayRange>, TooManyBuckets> {
    let buckets = u64::from(range.days()) / shortest_days(bucket);
    if buckets > MOST_BUCKETS {
        let (from, to) = (range.first(), range.last());
        return Err(TooManyBuckets {
            bucket,
            from,
            to,
            buckets,
        });
    }
    let mut out = Vec::with_capacity(usize::try_from(buckets).unwrap_or(0) + 2);
    let mut start = start_of(range.first(), bucket);
    loop {
        let last = last_of(start, bucket);
        let here = DayRange::new(start, last).and_then(|whole| whole.intersection(range));
        out.extend(here);
        if last >= range.last() {
            break;
        }
        start = last.plus(1);
    }
    Ok(out)
}

fn shortest_days(bucket: Bucket) -> u64 {
    match bucket {
        Bucket::Day => 1,
        Bucket::Week => 7,
        Bucket::Month => 28,
        Bucket::Quarter => 90,
        Bucket::Year => 365,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from(text.parse::<Date>().expect("a date"))
    }

    fn range(first: &str, last: &str) -> DayRange {
        DayRange::new(day(first), day(last)).expect("forwards")
    }

    #[test]
    fn buckets_start_where_the_calendar_says() {
        for (bucket, within, start, next) in [
            (Bucket::Day, "2024-02-29", "2024-02-29", "2024-03-01"),
            (Bucket::Week, "2024-12-29", "2024-12-23", "2024-12-30"),
            (Bucket::Week, "2024-12-30", "2024-12-30", "2025-01-06"),
            (Bucket::Week, "1969-12-28", "1969-12-22", "1969-12-29"),
            (Bucket::Month, "2024-02-29", "2024-02-01", "2024-03-01"),
            (Bucket::Quarter, "2024-12-31", "2024-10-01", "2025-01-01"),
            (Bucket::Quarter, "2024-04-01", "2024-04-01", "2024-07-01"),
            (Bucket::Year, "1851-07-01", "1851-01-01", "1852-01-01"),
        ] {
            assert_eq!(start_of(day(within), bucket), day(start), "{within}");
            assert_eq!(next_start(day(start), bucket), day(next), "{within}");
        }
    }

    #[test]
    fn the_ends_are_cut_where_the_range_ends() {
        let found = cut(range("2024-06-15", "2026-02-01"), Bucket::Year).expect("few");
        let expected = [
            range("2024-06-15", "2024-12-31"),
            range("2025-01-01", "2025-12-31"),
            range("2026-01-01", "2026-02-01"),
        ];
        assert_eq!(found, expected);
        let one = cut(range("2024-06-15", "2024-06-15"), Bucket::Quarter).expect("few");
        assert_eq!(one, [range("2024-06-15", "2024-06-15")]);
    }

    #[test]
    fn far_ranges_are_cut_and_absurd_ones_refused() {
        let far = range("1851-01-01", "2100-12-31");
        for (bucket, number) in [
            (Bucket::Year, 250),
            (Bucket::Month, 3_000),
            (Bucket::Day, 91_311),
        ] {
            assert_eq!(cut(far, bucket).expect("few").len(), number);
        }
        let all = DayRange::new(Day::MIN, Day::MAX).expect("forwards");
        let refused = cut(all, Bucket::Day).expect_err("too many");
        assert!(refused.to_string().contains("choose wider buckets"));
        let months = cut(all, Bucket::Year).expect("few");
        assert_eq!(months.last().map(|last| last.last()), Some(Day::MAX));
    }

    proptest::proptest! {
        #[test]
        fn buckets_touch_and_fill_their_range(
            first in -200_000_i32..200_000, days in 0_i32..4_000, which in 0_usize..5,
        ) {
            let first = Day::from_number(first);
            let range = DayRange::new(first, first.plus(days)).expect("forwards");
            let found = cut(range, Bucket::ALL[which]).expect("few");
            let total: u32 = found.iter().map(|bucket| bucket.days()).sum();
            assert_eq!(total, range.days());
            assert!(found.windows(2).all(|pair| pair[0].end() == pair[1].first()));
            let wide = whole(range, Bucket::ALL[which]);
            assert_eq!(wide.intersection(range), Some(range));
            assert_eq!(whole(wide, Bucket::ALL[which]), wide);
        }
    }
}
