//! Short words for charts, and the free room beside marks.
//!
//! In: dates and stretches of a row already taken. Out: labels, and whether a stretch is free.

use super::lettering::has_leftwards;
use super::metrics::{Metrics, Weight};
use super::words::MONTHS;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::Edtf;
use unicode_segmentation::UnicodeSegmentation as _;

/// A year as charts write it: "2025", "44 BCE".
pub fn year_words(year: i16) -> String {
    if year > 0 {
        year.to_string()
    } else {
        format!("{} BCE", 1 - i32::from(year))
    }
}

/// A day as charts write it: "9 Oct 2025".
pub fn day_words(day: Day) -> String {
    format!("{} {}", day_and_month(day), year_words(day.date().year()))
}

fn day_and_month(day: Day) -> String {
    format!("{} {}", day.date().day(), month_name(day))
}

fn month_name(day: Day) -> &'static str {
    let month = usize::from(day.date().month().unsigned_abs());
    MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("")
}

/// A range of days in the shortest words that are still exact: "2024", "Dec 2024", "9 Oct 2025",
/// "Oct to Dec 2024", "28 Aug to 3 Sep 2025", "44 BCE to 14 CE".
pub fn range_words(range: DayRange) -> String {
    let (first, last) = (range.first(), range.last());
    let (from, to) = (first.date(), last.date());
    let whole_months = from.day() == 1 && last.plus(1).date().day() == 1;
    let whole_years = whole_months && from.month() == 1 && to.month() == 12;
    let same_year = from.year() == to.year();
    if first == last {
        return day_words(first);
    }
    let (from_words, to_words) = if whole_years {
        (year_words(from.year()), year_words(to.year()))
    } else if whole_months {
        let (from_month, to_month) = (month_name(first), month_name(last));
        let to_words = format!("{to_month} {}", year_words(to.year()));
        match same_year {
            true if from_month == to_month => (to_words.clone(), to_words),
            true => (from_month.to_owned(), to_words),
            false => (
                format!("{from_month} {}", year_words(from.year())),
                to_words,
            ),
        }
    } else if same_year {
        (day_and_month(first), day_words(last))
    } else {
        (day_words(first), day_words(last))
    };
    if from_words == to_words {
        return to_words;
    }
    let era = match from.year() <= 0 && to.year() > 0 {
        true => " CE",
        false => "",
    };
    format!("{from_words} to {to_words}{era}")
}

/// A date's mark of doubt as charts keep it visible, with the date where that is short:
/// "Dec 2024?", "~2023". `None` for a date without `?`, `~` or `%`.
pub fn doubt_words(date: &Edtf) -> Option<String> {
    let (uncertain, approximate) = (date.is_uncertain(), date.is_approximate());
    if !uncertain && !approximate {
        return None;
    }
    let days = date.extent();
    let words = match days.start_days() {
        [only] => range_words(*only),
        _ => "date".to_owned(),
    };
    let before = if approximate { "~" } else { "" };
    let after = if uncertain { "?" } else { "" };
    Some(format!("{before}{words}{after}"))
}

/// A name and what is said of it: "Kabul, 9 Oct 2025". Behind a name that is read from right to left
/// a sign that is not seen keeps a number from being taken for a part of it.
pub fn named(name: &str, words: &str) -> String {
    match has_leftwards(name) {
        true => format!("{name}\u{200e}, {words}"),
        false => format!("{name}, {words}"),
    }
}

/// A score in points, from tenths: "−2.5".
pub fn score_words(tenths: i64) -> String {
    crate::model::plover::points(tenths).replace('-', "−")
}

/// A number with its noun: "1 strike", "3 strikes".
pub fn number_of(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A number with a comma between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if number < 1_000 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The abbreviation a name ends in: "TTP" of "Tehrik-i-Taliban Pakistan (TTP)".
pub fn abbreviation(name: &str) -> Option<&str> {
    let (_, short) = name.strip_suffix(')')?.rsplit_once('(')?;
    (!short.is_empty()).then_some(short)
}

/// "China", "China and India", "China, India and 3 others": so many by name.
pub fn and_others(names: &[String], most: usize) -> String {
    let (named, others) = names.split_at(most.min(names.len()));
    match (named, others.len()) {
        ([before @ .., last], 0) if !before.is_empty() => {
            format!("{} and {last}", before.join(", "))
        }
        (named, 0) => named.join(", "),
        (named, others) => format!("{} and {}", named.join(", "), number_of(others, "other")),
    }
}

/// The text, or as much of it as fits into `width` points, ending in "…".
pub fn elided(text: &str, width: f32, size: f32, weight: Weight, metrics: &dyn Metrics) -> String {
    if metrics.width(text, size, weight) <= width {
        return text.to_owned();
    }
    let mut short = text.to_owned();
    while short.pop().is_some() {
        let candidate = format!("{}…", without_end(&short));
        if metrics.width(&candidate, size, weight) <= width {
            return candidate;
        }
    }
    String::new()
}

/// Without blanks and signs at its end that lead on to more words.
fn without_end(text: &str) -> &str {
    text.trim_end_matches(|it: char| it.is_whitespace() || ",;:–—-(".contains(it))
}

/// The text, or as many of its first words as fit into `width` points, ending in "…"; nothing where
/// no word fits.
pub fn elided_at_word(
    text: &str,
    width: f32,
    size: f32,
    weight: Weight,
    metrics: &dyn Metrics,
) -> String {
    if metrics.width(text, size, weight) <= width {
        return text.to_owned();
    }
    let ends = text.char_indices().filter(|(_, it)| it.is_whitespace());
    let parts = ends.filter_map(|(at, _)| text.get(..at)).rev();
    let mut parts = parts.map(without_end).filter(|part| !part.is_empty());
    let found = parts.find_map(|part| {
        let short = format!("{part}…");
        (metrics.width(&short, size, weight) <= width).then_some(short)
    });
    found.unwrap_or_default()
}

/// The text in lines no wider than `width` points, broken between words; a word that is wider has a
/// line of its own.
pub fn in_lines(
    text: &str,
    width: f32,
    size: f32,
    weight: Weight,
    metrics: &dyn Metrics,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        let fitting = longer.filter(|it| metrics.width(it, size, weight) <= width);
        match (fitting, lines.last_mut()) {
            (Some(longer), Some(line)) => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The same; a word that is wider is broken within.
pub fn broken(
    text: &str,
    width: f32,
    size: f32,
    weight: Weight,
    metrics: &dyn Metrics,
) -> Vec<String> {
    let mut lines = Vec::new();
    for mut rest in in_lines(text, width, size, weight, metrics) {
        loop {
            let first = fitting_part(&rest, width, size, weight, metrics);
            let after = rest.split_off(first);
            lines.push(std::mem::replace(&mut rest, after));
            if rest.is_empty() {
                break;
            }
        }
    }
    lines
}

/// How many bytes of a text, in whole letters, fit into `width` points: one letter at the least.
fn fitting_part(text: &str, width: f32, size: f32, weight: Weight, metrics: &dyn Metrics) -> usize {
    let ends = text.grapheme_indices(true);
    let ends = ends.map(|(at, letter)| at + letter.len());
    let fits = |end: &usize| {
        let part = text.get(..*end).unwrap_or(text);
        metrics.width(part, size, weight) <= width
    };
    let first = ends.clone().next().unwrap_or(text.len());
    ends.take_while(fits).last().unwrap_or(first)
}

/// The text, or as much of its beginning and its end as fits into `width` points, with "…" between
/// them: names of one kind often begin alike.
pub fn elided_within(
    text: &str,
    width: f32,
    size: f32,
    weight: Weight,
    metrics: &dyn Metrics,
) -> String {
    if metrics.width(text, size, weight) <= width {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    for kept in (2..letters.len()).rev() {
        let (begin, end) = (kept.div_ceil(2), kept / 2);
        let begin: String = letters.iter().take(begin).collect();
        let end: String = letters.iter().skip(letters.len() - end).collect();
        let candidate = format!("{}…{}", begin.trim_end(), end.trim_start());
        if metrics.width(&candidate, size, weight) <= width {
            return candidate;
        }
    }
    elided(text, width, size, weight, metrics)
}

/// The stretches of one row that are taken, in points.
#[derive(Clone, Debug, Default)]
pub struct Row {
    taken: Vec<(f32, f32)>,
}

impl Row {
    /// Whether nothing lies between two places.
    pub fn is_free(&self, from: f32, to: f32) -> bool {
        self.taken
            .iter()
            .all(|(begin, end)| *end <= from || to <= *begin)
    }

    /// Whether whatever lies between two places reaches beyond both.
    pub fn is_free_or_within(&self, from: f32, to: f32) -> bool {
        self.taken
            .iter()
            .all(|(begin, end)| *end <= from || to <= *begin || (*begin <= from && to <= *end))
    }

    /// Takes a stretch.
    pub fn take(&mut self, from: f32, to: f32) {
        self.taken.push((from, to));
    }

    /// Gives a stretch back that was taken exactly so.
    pub fn give_back(&mut self, from: f32, to: f32) {
        let at = self.taken.iter().position(|it| *it == (from, to));
        if let Some(at) = at {
            self.taken.swap_remove(at);
        }
    }
}

/// With a capital at the beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::metrics::FaceMetrics;
    use super::*;

    #[test]
    fn ranges_and_doubts_in_short_words() {
        for (text, words, doubt) in [
            ("2024", "2024", None),
            ("-0043", "44 BCE", None),
            ("0000", "1 BCE", None),
            ("-0043-03", "Mar 44 BCE", None),
            ("-0043-03-15", "15 Mar 44 BCE", None),
            ("[-0043-03-15..-0043-04-02]", "15 Mar to 2 Apr 44 BCE", None),
            ("[-0050,-0049]", "51 BCE to 50 BCE", None),
            ("[-0026..0014]", "27 BCE to 14 CE", None),
            ("2024-12?", "Dec 2024", Some("Dec 2024?")),
            ("2025-10%", "Oct 2025", Some("~Oct 2025?")),
            ("2025-10-09", "9 Oct 2025", None),
            ("[2025-08,2025-09]", "Aug to Sep 2025", None),
            ("[2025-10-10..2025-10-12]", "10 Oct to 12 Oct 2025", None),
            ("[2024-12,2025-01]", "Dec 2024 to Jan 2025", None),
            ("[2023..2025]", "2023 to 2025", None),
            ("2023~/2025", "2023", Some("~2023")),
            (
                "[2024-12-30,2024-12-31,2025-01-01]",
                "30 Dec 2024 to 1 Jan 2025",
                None,
            ),
        ] {
            let date = Edtf::parse(text).expect("a date");
            let first = date.extent().start_days()[0];
            assert_eq!(range_words(first), words, "{text}");
            assert_eq!(doubt_words(&date).as_deref(), doubt, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_elided_or_dropped() {
        let metrics = FaceMetrics::bundled();
        let short = |width| elided("Diplomacy, visits", width, 12.0, Weight::Regular, metrics);
        assert_eq!(short(200.0), "Diplomacy, visits");
        assert_eq!(short(74.0), "Diplomacy…");
        let act = "Act of 1860: boys without schooling";
        for (width, words) in [
            (300.0, act),
            (150.0, "Act of 1860: boys…"),
            (100.0, "Act of 1860…"),
            (20.0, ""),
        ] {
            let found = elided_at_word(act, width, 12.0, Weight::Regular, metrics);
            assert_eq!(found, words, "in {width}");
        }
        assert_eq!(short(1.0), "");
        let name = "Pakistan Armed Forces";
        let within = |width| elided_within(name, width, 12.0, Weight::Regular, metrics);
        assert_eq!(within(200.0), name);
        assert_eq!(within(70.0), "Pakis…rces");
    }

    #[test]
    fn names_are_joined_and_abbreviated() {
        let names = ["China", "India", "Iran", "Oman"].map(str::to_owned);
        for (of, most, words) in [
            (0, 2, ""),
            (1, 2, "China"),
            (2, 2, "China and India"),
            (3, 3, "China, India and Iran"),
            (3, 2, "China, India and 1 other"),
            (4, 2, "China, India and 2 others"),
        ] {
            assert_eq!(and_others(&names[..of], most), words);
        }
        assert_eq!(abbreviation("Tehrik-i-Taliban Pakistan (TTP)"), Some("TTP"));
        assert_eq!(abbreviation("Pakistan"), None);
        assert_eq!(abbreviation("Pakistan ()"), None);
    }

    #[test]
    fn words_may_stand_within_what_lies_there_but_not_across_its_ends() {
        let mut row = Row::default();
        row.take(10.0, 50.0);
        for (from, to, free, within) in [
            (0.0, 10.0, true, true),
            (20.0, 40.0, false, true),
            (10.0, 50.0, false, true),
            (0.0, 20.0, false, false),
            (40.0, 60.0, false, false),
            (0.0, 60.0, false, false),
        ] {
            let found = (row.is_free(from, to), row.is_free_or_within(from, to));
            assert_eq!(found, (free, within), "{from} to {to}");
        }
    }

    #[test]
    fn lines_are_broken_between_words_and_within_one_that_is_too_long() {
        let metrics = FaceMetrics::bundled();
        for (text, width, lines) in [
            ("Diplomatic events", 400.0, "Diplomatic events"),
            ("Diplomatic events", 90.0, "Diplomatic|events"),
            ("a wwwwwwwwww b", 40.0, "a|wwww|wwww|ww|b"),
            ("  ", 40.0, ""),
            // Where nothing fits, a letter at a time.
            ("abc", 0.0, "a|b|c"),
        ] {
            let broken = broken(text, width, 12.0, Weight::Regular, metrics);
            assert_eq!(broken.join("|"), lines, "{text}");
        }
    }
}
