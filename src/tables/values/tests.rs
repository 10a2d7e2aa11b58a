use super::*;

fn words(amount: Amount) -> String {
    let number = |number: Option<u32>| number.map_or("?".to_owned(), |number| number.to_string());
    let mut out = number(amount.best);
    if amount.low.is_some() || amount.high.is_some() {
        out += &format!(" [{}..{}]", number(amount.low), number(amount.high));
    }
    match amount.odd {
        Some(odd) => format!("{out} | {}", odd.split(':').next().unwrap_or("")),
        None => out,
    }
}

#[test]
fn numbers_of_people() {
    let unknown = ["-9".to_owned(), "-99".to_owned()];
    for (cell, expected) in [
        ("", "?"),
        (" 12 ", "12"),
        ("0", "0"),
        ("-9", "?"),
        ("-99.0", "?"),
        ("NA", "?"),
        ("Unknown", "?"),
        ("8.0", "8"),
        ("1,234", "1234"),
        ("1 234", "1234"),
        ("1\u{202f}234", "1234"),
        ("1.234.567", "1234567"),
        ("12,345,678", "12345678"),
        ("1.234", "? | it can be read in two ways"),
        ("1,23,456", "? | it can be read in two ways"),
        ("2.5", "3 | it is a fraction"),
        ("0.33", "0 | it is a fraction"),
        ("0.333", "0 | it is a fraction"),
        ("0,667", "1 | it is a fraction"),
        ("nil", "?"),
        ("k.A.", "?"),
        ("-", "?"),
        ("1,5", "2 | it is a fraction"),
        ("1e3", "1000"),
        ("-3", "? | it is less than nothing"),
        ("12+", "12 [12..?] | it says at least so many"),
        ("At least 12", "12 [12..?] | it says at least so many"),
        (">20", "20 [20..?] | it says at least so many"),
        ("up to 7", "? [?..7] | it says at most so many"),
        ("~20", "20 | it says about so many"),
        ("about 1,200", "1200 | it says about so many"),
        ("20?", "20 | it says about so many"),
        ("5-7", "? [5..7] | it is a range"),
        ("5 – 7", "? [5..7] | it is a range"),
        ("between 5 and 7", "? [5..7] | it is a range"),
        ("7-5", "? [5..7] | it is a range that runs backwards"),
        ("۱۲", "12"),
        ("١٬٢٣٤", "1234"),
        ("several", "? | it is no number"),
        ("Total", "? | it is no number"),
        ("4294967295", "? | it is more than there are people"),
        ("99999999999", "? | it is more than there are people"),
    ] {
        assert_eq!(words(amount(cell.as_bytes(), &unknown)), expected, "{cell}");
    }
}

#[test]
fn the_ends_of_a_range_fill_what_has_no_cell() {
    let of = |cells: [&str; 3]| {
        let read = estimate(cells.map(str::as_bytes), &[]).estimate;
        (read.low, read.best, read.high)
    };
    assert_eq!(of(["1", "2", "3"]), (Some(1), Some(2), Some(3)));
    assert_eq!(of(["", "5-7", ""]), (Some(5), None, Some(7)));
    assert_eq!(of(["4", "5-7", ""]), (Some(4), None, Some(7)));
    assert_eq!(of(["", "12+", "20"]), (Some(12), Some(12), Some(20)));
    assert_eq!(of(["", "", ""]), (None, None, None));
}

#[test]
fn coordinates() {
    for (north, east, expected) in [
        ("34.821865", "74.355544", "34.821865 74.355545"),
        ("34,5", "74,25", "34.5 74.25"),
        ("33°30'N", "70° 15' 0\" W", "33.5 -70.25"),
        ("-1.5", "36", "-1.5 36"),
        ("0", "36", "0 36"),
        ("", "", "unknown"),
        ("NaN", "", "unknown"),
        (
            "",
            "36",
            "unknown | 0 the other coordinate is given, this one is not",
        ),
        (
            "36",
            "",
            "unknown | 1 the other coordinate is given, this one is not",
        ),
        ("91", "0", "unknown | 0 no place lies so far north or south"),
        ("1", "181", "unknown | 1 no place lies so far east or west"),
        (
            "0.0",
            "0",
            "unknown | 0 0, 0 lies in the open sea and often stands for nothing",
        ),
        ("here", "1", "unknown | 0 it is no coordinate"),
        ("33°70'N", "1", "unknown | 0 it is no coordinate"),
        (
            "inf",
            "1",
            "unknown | 0 no place lies so far north or south",
        ),
    ] {
        let read = point(north.as_bytes(), east.as_bytes(), &[]);
        let mut found = match read.at {
            Some([north, east]) => format!("{north} {east}"),
            None => "unknown".to_owned(),
        };
        if let Some((cell, odd)) = read.odd {
            found += &format!(" | {cell} {}", odd.split(':').next().unwrap_or(""));
        }
        assert_eq!(found, expected, "{north}, {east}");
    }
}
