//! Days as spreadsheets number them: `44562`, or `44562.5` at noon, is 1 January 2022.

use super::written::Written;
use crate::model::day::{Day, DayRange};

/// Where the numbers begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// 1 is 1 January 1900, and 60 the 29 February 1900 that never was.
    From1900,
    /// 0 is 1 January 1904.
    From1904,
}

/// 31 December 1899, 30 December 1899 and 1 January 1904, as days since 1970.
const BEFORE_1900: i32 = -25_568;
const BEFORE_ITS_MARCH: i32 = -25_569;
const NEW_YEAR_1904: i32 = -24_107;

/// The number of the day that never was.
const NO_DAY: i32 = 60;

/// 31 December 9999, the last day they number, from 1900 and from 1904.
const LAST_1900: i32 = 2_958_465;
const LAST_1904: i32 = 2_957_003;

/// Numbers that may be years somebody wrote among them.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

const NEVER_WAS: &str =
    "it is 29 February 1900, which spreadsheets number but never was: the row is undated";
const TIME_ONLY: &str = "it is a time of day without a day: the row is undated";
const A_YEAR: &str = "it may be a year, but was read as the number of a day";

/// The day of a number; `None` for what is none a spreadsheet has.
pub(super) fn serial(cell: &[u8], from: Numbers) -> Option<Result<Written, &'static str>> {
    let number = whole(cell)?;
    let day = match (from, number) {
        (Numbers::From1900, 0) => return Some(Err(TIME_ONLY)),
        (Numbers::From1900, NO_DAY) => return Some(Err(NEVER_WAS)),
        (Numbers::From1900, 1..NO_DAY) => BEFORE_1900 + number,
        (Numbers::From1900, NO_DAY..=LAST_1900) => BEFORE_ITS_MARCH + number,
        (Numbers::From1904, 0..=LAST_1904) => NEW_YEAR_1904 + number,
        _ => return None,
    };
    let days = DayRange::day(Day::from_number(day));
    let odd = YEARS.contains(&number).then_some(A_YEAR);
    Some(Ok(Written { days, odd }))
}

/// A number without its fraction. A comma parts thousands where fewer than four digits stand before
/// it: such a number is none.
fn whole(cell: &[u8]) -> Option<i32> {
    let text = std::str::from_utf8(cell).ok()?;
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, _)) if text.contains(',') && whole.len() < 4 => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (text, "0"),
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    (are_digits(whole) && are_digits(fraction)).then(|| whole.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(cell: &str, from: Numbers) -> String {
        match serial(cell.as_bytes(), from) {
            None => "none".to_owned(),
            Some(Err(why)) => why.split(':').next().unwrap_or_default().to_owned(),
            Some(Ok(read)) => read.days.first().to_string(),
        }
    }

    #[test]
    fn numbers_are_the_days_excel_shows() {
        let never_was = "it is 29 February 1900, which spreadsheets number but never was";
        let time = "it is a time of day without a day";
        for (cell, of_1900, of_1904) in [
            ("1", "1900-01-01", "1904-01-02"),
            ("59", "1900-02-28", "1904-02-29"),
            ("60", never_was, "1904-03-01"),
            ("60.99", never_was, "1904-03-01"),
            ("61", "1900-03-01", "1904-03-02"),
            ("25569", "1970-01-01", "1974-01-02"),
            ("24107", "1965-12-31", "1970-01-01"),
            ("44562", "2022-01-01", "2026-01-02"),
            ("43100", "2017-12-31", "2022-01-01"),
            ("44562.0", "2022-01-01", "2026-01-02"),
            ("44562.5", "2022-01-01", "2026-01-02"),
            ("44562.999988426", "2022-01-01", "2026-01-02"),
            ("44562,5", "2022-01-01", "2026-01-02"),
            ("0", time, "1904-01-01"),
            ("0.75", time, "1904-01-01"),
            ("2957003", "9995-12-30", "9999-12-31"),
            ("2958465", "9999-12-31", "none"),
            ("2958466", "none", "none"),
            ("20220101", "none", "none"),
            ("99999999999999999999", "none", "none"),
            ("-1", "none", "none"),
            ("+44562", "none", "none"),
            ("44,562", "none", "none"),
            ("44.562.1", "none", "none"),
            ("44562.", "none", "none"),
            (".5", "none", "none"),
            ("4e4", "none", "none"),
            ("", "none", "none"),
            ("x", "none", "none"),
        ] {
            assert_eq!(day(cell, Numbers::From1900), of_1900, "{cell} from 1900");
            assert_eq!(day(cell, Numbers::From1904), of_1904, "{cell} from 1904");
        }
    }

    proptest! {
        /// One day after the other, and 1,462 days between the two systems.
        #[test]
        fn the_numbers_count_days(number in 61..2_957_003_i32, part in 0..1_000_u32) {
            let read = |number: i32, from| {
                let cell = format!("{number}.{part:03}");
                let read = serial(cell.as_bytes(), from).and_then(Result::ok);
                read.map(|read| read.days.first().number())
            };
            let day = read(number, Numbers::From1900).expect("a day");
            prop_assert_eq!(read(number + 1, Numbers::From1900), Some(day + 1));
            prop_assert_eq!(day, number - 25_569);
            if number >= 1_462 {
                prop_assert_eq!(read(number - 1_462, Numbers::From1904), Some(day));
            }
        }
    }
}
