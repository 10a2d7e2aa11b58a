use super::*;
use crate::model::mapping::{Precision, PrecisionColumn};

fn reader(at: DateAt, style: DateStyle) -> DateReader {
    let columns = DateColumns {
        at,
        style,
        ..DateColumns::default()
    };
    DateReader::new(&columns, &|name| name.parse().ok())
}

fn words(read: &ReadDate) -> String {
    let days = read.days.map_or("undated".to_owned(), |days| {
        if days.days() == 1 {
            days.first().to_string()
        } else {
            format!("{}..{}", days.first(), days.last())
        }
    });
    match read.odd {
        Some((at, odd)) => format!(
            "{days} | {at} {}",
            odd.split([':', ';']).next().unwrap_or("")
        ),
        None => days,
    }
}

fn read(reader: &DateReader, cells: &[&str]) -> String {
    let cell = |at: usize| cells.get(at).map_or(&[][..], |cell| cell.as_bytes());
    words(&reader.read(&cell))
}

#[test]
fn one_cell() {
    let styles = [
        ("dmy", DateStyle::DayFirst),
        ("mdy", DateStyle::MonthFirst),
        ("compact", DateStyle::Compact),
        ("decimal", DateStyle::DecimalYear),
        ("unix", DateStyle::UnixSeconds),
        ("1900", DateStyle::Serial1900),
        ("1904", DateStyle::Serial1904),
    ];
    for (style, cell, expected) in [
        ("dmy", "", "undated"),
        ("dmy", "  ", "undated"),
        ("dmy", "2021-01-06", "2021-01-06"),
        ("dmy", "2021-01-06 00:00:00.000", "2021-01-06"),
        ("dmy", "2021-01-06T23:59:59Z", "2021-01-06"),
        ("mdy", " 2021-01-06 ", "2021-01-06"),
        (
            "dmy",
            "2023-02-29",
            "2023-02-01..2023-02-28 | 0 there is no such day",
        ),
        (
            "dmy",
            "31 April 2024",
            "2024-04-01..2024-04-30 | 0 there is no such day",
        ),
        (
            "dmy",
            "2024-00-00",
            "2024-01-01..2024-12-31 | 0 its day is not given",
        ),
        (
            "dmy",
            "2024-05-00",
            "2024-05-01..2024-05-31 | 0 its day is not given",
        ),
        (
            "dmy",
            "2024-00-15",
            "2024-01-01..2024-12-31 | 0 a day is given, but no month",
        ),
        ("dmy", "00/00/2024", "2024-01-01..2024-12-31"),
        ("dmy", "May 3-5, 2025", "2025-05-03..2025-05-05"),
        ("dmy", "28 Feb - 3 Mar 2025", "2025-02-28..2025-03-03"),
        ("dmy", "Feb 28 – Mar 3, 2025", "2025-02-28..2025-03-03"),
        ("dmy", "Montag, 5. Mai 2024", "2024-05-05"),
        ("dmy", "lundi 5 mai 2024", "2024-05-05"),
        (
            "dmy",
            "2024*",
            "2024-01-01..2024-12-31 | 0 what stands behind the date was taken for a footnote",
        ),
        (
            "dmy",
            "2024 (provisional)",
            "2024-01-01..2024-12-31 | 0 what stands behind the date was taken for a footnote",
        ),
        (
            "dmy",
            "May 2024[1]",
            "2024-05-01..2024-05-31 | 0 what stands behind the date was taken for a footnote",
        ),
        (
            "dmy",
            "Total*",
            "undated | 0 it is no date that can be read",
        ),
        (
            "dmy",
            "31/02/2020",
            "2020-02-01..2020-02-29 | 0 there is no such day",
        ),
        ("dmy", "2021-13-01", "undated | 0 there is no such day"),
        ("dmy", "2024", "2024-01-01..2024-12-31"),
        ("dmy", "2024-02", "2024-02-01..2024-02-29"),
        ("dmy", "2024-1-5", "2024-01-05"),
        ("dmy", "2024/01/05", "2024-01-05"),
        ("dmy", "2024.01.05", "2024-01-05"),
        ("dmy", "16 May 2025", "2025-05-16"),
        ("dmy", "16-May-2025", "2025-05-16"),
        ("mdy", "May 16, 2025", "2025-05-16"),
        ("dmy", "May 16th, 2025 2:30 PM", "2025-05-16"),
        ("dmy", "Friday, 16 May 2025", "2025-05-16"),
        ("dmy", "Sept 3 2001", "2001-09-03"),
        (
            "dmy",
            "16-May-25",
            "2025-05-16 | 0 the year has two digits only",
        ),
        (
            "dmy",
            "16-May-69",
            "1969-05-16 | 0 the year has two digits only",
        ),
        (
            "dmy",
            "01/02/68",
            "2068-02-01 | 0 the year has two digits only",
        ),
        (
            "dmy",
            "Jan-21",
            "2021-01-01..2021-01-31 | 0 the year has two digits only",
        ),
        (
            "dmy",
            "Jan 21",
            "undated | 0 it is no date that can be read",
        ),
        ("dmy", "May 2025", "2025-05-01..2025-05-31"),
        ("dmy", "05/2025", "2025-05-01..2025-05-31"),
        (
            "dmy",
            "mid-May 2025",
            "2025-05-01..2025-05-31 | 0 it is not exact",
        ),
        (
            "dmy",
            "about 2025",
            "2025-01-01..2025-12-31 | 0 it is not exact",
        ),
        ("dmy", "16/05/2025", "2025-05-16"),
        ("dmy", "05/04/2025", "2025-04-05"),
        ("mdy", "05/04/2025", "2025-05-04"),
        ("mdy", "05/04/2025 14:30", "2025-05-04"),
        ("dmy", "05/16/2025", "2025-05-16 | 0 there is no such month"),
        ("mdy", "16/05/2025", "2025-05-16 | 0 there is no such month"),
        ("dmy", "3-5 May 2025", "2025-05-03..2025-05-05"),
        (
            "dmy",
            "30 April 2025 - 2 May 2025",
            "2025-04-30..2025-05-02",
        ),
        ("dmy", "2025-04-30 to 2025-05-02", "2025-04-30..2025-05-02"),
        (
            "dmy",
            "02/05/2025 – 30/04/2025",
            "2025-04-30..2025-05-02 | 0 it ends before it begins",
        ),
        ("dmy", "[2025-08,2025-09]", "2025-08-01..2025-09-30"),
        ("dmy", "2024-12-05/2024-12-09", "2024-12-05..2024-12-09"),
        ("dmy", "2024-12-05/..", "2024-12-05"),
        ("dmy", "2024-12?", "2024-12-01..2024-12-31"),
        ("dmy", "../2024", "undated | 0 it has no first day"),
        (
            "dmy",
            "2024-25",
            "2024-01-01..2025-12-31 | 0 it was read as one of two years",
        ),
        (
            "dmy",
            "2024/25",
            "2024-01-01..2025-12-31 | 0 it was read as one of two years",
        ),
        ("dmy", "2024-2025", "2024-01-01..2025-12-31"),
        ("dmy", "2024/2025", "2024-01-01..2025-12-31"),
        (
            "dmy",
            "-0044",
            "-000044-01-01..-000044-12-31 | 0 so far from our time it may be a slip",
        ),
        ("dmy", "۱۶/۰۵/۲۰۲۵", "2025-05-16"),
        ("dmy", "16 مئی 2025", "2025-05-16"),
        ("dmy", "3 de mayo de 2021", "2021-05-03"),
        ("dmy", "12. März 2020", "2020-03-12"),
        (
            "dmy",
            "unclear",
            "undated | 0 it is no date that can be read",
        ),
        ("dmy", "0", "undated | 0 it is no date that can be read"),
        (
            "dmy",
            "0999-05-01",
            "0999-05-01 | 0 so far from our time it may be a slip",
        ),
        (
            "dmy",
            "9999-12-31",
            "9999-12-31 | 0 so far from our time it may be a slip",
        ),
        ("compact", "20060731", "2006-07-31"),
        ("compact", "20160728143000", "2016-07-28"),
        ("compact", "20160700", "2016-07-01..2016-07-31"),
        ("compact", "200607", "2006-07-01..2006-07-31"),
        (
            "compact",
            "20160230",
            "2016-02-01..2016-02-29 | 0 there is no such day",
        ),
        ("compact", "20161330", "undated | 0 there is no such day"),
        ("compact", "2016-07-28", "2016-07-28"),
        ("decimal", "1851.2026", "1851-03-15"),
        ("decimal", "1851", "1851-01-01..1851-12-31"),
        ("decimal", "1962.221766", "1962-03-22"),
        ("unix", "1684195200", "2023-05-16"),
        ("unix", "1684195200000", "2023-05-16"),
        ("unix", "-1", "1969-12-31"),
        ("unix", "1684195200.0", "2023-05-16"),
        ("1900", "44562", "2022-01-01"),
        ("1900", "44562.5", "2022-01-01"),
        ("1904", "43100", "2022-01-01"),
        ("1900", "۴۴۵۶۲", "2022-01-01"),
        // What is no number is read as in every style.
        ("1900", "2022-01-06", "2022-01-06"),
        ("1900", "6 May 2022", "2022-05-06"),
        (
            "1900",
            "60",
            "undated | 0 it is 29 February 1900, which spreadsheets number but never was",
        ),
        (
            "1900",
            "0.25",
            "undated | 0 it is a time of day without a day",
        ),
        (
            "1900",
            "2022",
            "1905-07-14 | 0 it may be a year, but was read as the number of a day",
        ),
        (
            "1900",
            "99999999",
            "undated | 0 it is no date that can be read",
        ),
        (
            "unix",
            "-9223372036854775808",
            "undated | 0 it is no date that can be read",
        ),
        (
            "unix",
            "9223372036854775807",
            "undated | 0 it is no date that can be read",
        ),
    ] {
        let (_, style) = styles.iter().find(|(name, _)| *name == style).unwrap();
        let reader = reader(DateAt::One("0".to_owned()), *style);
        assert_eq!(read(&reader, &[cell]), expected, "{cell}");
    }
}

#[test]
fn first_and_last_day() {
    let range = reader(DateAt::Range("0".into(), "1".into()), DateStyle::DayFirst);
    for (cells, expected) in [
        (
            ["2009-01-01 00:00:00.000", "2009-12-31 00:00:00.000"],
            "2009-01-01..2009-12-31",
        ),
        (["2009-01-01", "2009-01-01"], "2009-01-01"),
        (["2009-01-01", ""], "2009-01-01"),
        (["", ""], "undated"),
        (["", "2009-01-01"], "2009-01-01 | 0 no first day is given"),
        (
            ["2009-01-05", "2009-01-02"],
            "2009-01-02..2009-01-05 | 1 it ends before it begins",
        ),
        (["2009-01", "2009-02"], "2009-01-01..2009-02-28"),
        (
            ["2009-02-30", "2009-03-01"],
            "2009-02-01..2009-03-01 | 0 there is no such day",
        ),
        (
            ["2009-02-28", "2009-02-29"],
            "2009-02-28 | 1 there is no such day",
        ),
        (["x", "x"], "undated | 0 it is no date that can be read"),
    ] {
        assert_eq!(read(&range, &cells), expected, "{cells:?}");
    }
}

#[test]
fn year_month_and_day() {
    let at = DateAt::Parts("0".into(), Some("1".into()), Some("2".into()));
    let parts = reader(at, DateStyle::DayFirst).with_unknown(&["-9".to_owned()]);
    for (cells, expected) in [
        (["1970", "7", "2"], "1970-07-02"),
        (["1970", "07", "00"], "1970-07-01..1970-07-31"),
        (["1970.0", "7.0", "2.0"], "1970-07-02"),
        (["1970", "0", "0"], "1970-01-01..1970-12-31"),
        (["1970", "", ""], "1970-01-01..1970-12-31"),
        (["1970", "-9", "-9"], "1970-01-01..1970-12-31"),
        (["1970", "July", "2"], "1970-07-02"),
        (
            ["1970", "2", "30"],
            "1970-02-01..1970-02-28 | 2 there is no such day",
        ),
        (
            ["1970", "0", "15"],
            "1970-01-01..1970-12-31 | 1 a day is given, but no month",
        ),
        (
            ["1970*", "7", "2"],
            "1970-07-02 | 0 what stands behind the date was taken for a footnote",
        ),
        (["1970", "13", "1"], "undated | 1 there is no such day"),
        (["1970", "x", "1"], "undated | 1 it is no month"),
        (["1970", "1", "x"], "undated | 2 it is no day of a month"),
        (["x", "1", "1"], "undated | 0 it is no year"),
        (["", "1", "1"], "undated"),
    ] {
        assert_eq!(read(&parts, &cells), expected, "{cells:?}");
    }
}

#[test]
fn a_code_of_precision_widens_single_days_only() {
    let value = |value: &str, precision| (value.to_owned(), precision);
    let columns = DateColumns {
        at: DateAt::Range("0".into(), "1".into()),
        precision: Some(PrecisionColumn {
            column: "2".to_owned(),
            values: vec![
                value("1", Precision::Day),
                value("2", Precision::AsGiven),
                value("3", Precision::Week),
                value("4", Precision::Month),
                value("5", Precision::Year),
            ],
        }),
        ..DateColumns::default()
    };
    let reader = DateReader::new(&columns, &|name| name.parse().ok());
    for (cells, expected) in [
        (["2024-02-10", "2024-02-10", "1"], "2024-02-10"),
        (["2024-02-10", "2024-02-10", "2"], "2024-02-10"),
        (["2024-02-10", "2024-02-10", "3"], "2024-02-07..2024-02-13"),
        (
            ["2024-02-10", "2024-02-10", "3.0"],
            "2024-02-07..2024-02-13",
        ),
        (["2024-02-10", "2024-02-10", "4"], "2024-02-01..2024-02-29"),
        (["2024-02-10", "2024-02-10", "5"], "2024-01-01..2024-12-31"),
        (["2024-02-10", "2024-02-10", "9"], "2024-02-10"),
        (["2024-02-10", "2024-02-12", "4"], "2024-02-10..2024-02-12"),
    ] {
        assert_eq!(read(&reader, &cells), expected, "{cells:?}");
    }
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ends_in_days_or_in_words(cell in "[0-9a-zA-Z۰-۹,./ :\\-–]{0,24}", style in 0..DateStyle::ALL.len()) {
            let reader = reader(DateAt::One("0".into()), DateStyle::ALL[style]);
            let found = reader.read(&|_: usize| cell.as_bytes());
            prop_assert!(cell.trim().is_empty() || found.days.is_some() || found.odd.is_some());
        }

        #[test]
        fn every_day_is_read_as_it_is_written(number in -354_000..47_000_i32) {
            let day = Day::from_number(number);
            let date = day.date();
            let (year, month, at) = (date.year(), date.month(), date.day());
            for (text, style) in [
                (format!("{year:04}-{month:02}-{at:02}"), DateStyle::DayFirst),
                (format!("{at}/{month}/{year:04}"), DateStyle::DayFirst),
                (format!("{month}/{at}/{year:04}"), DateStyle::MonthFirst),
                (format!("{year:04}{month:02}{at:02}"), DateStyle::Compact),
                (date.strftime("%d %B %Y").to_string(), DateStyle::MonthFirst),
                (date.strftime("%b %d, %Y").to_string(), DateStyle::DayFirst),
            ] {
                let reader = reader(DateAt::One("0".into()), style);
                let found = reader.read(&|_: usize| text.as_bytes());
                prop_assert_eq!(found.days, Some(DayRange::day(day)), "{}", text);
            }
        }
    }
}
