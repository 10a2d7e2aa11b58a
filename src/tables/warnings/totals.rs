//! Rows that only add up others: to count them as well would count twice.

use crate::model::day::DayRange;
use crate::model::mapping::{DateAt, Mapping};
use crate::tables::values::amount;

/// Tells the rows that are totals of others, asked for each row of a table in order.
///
/// In a table of counts, whose mapping has a [`Mapping::number`], a name that says so is enough,
/// and so are numbers that add up without a name. Elsewhere a row is an event, and a total only if
/// its name says so and it has no date, or its numbers add up as well.
#[derive(Clone, Debug)]
pub struct Totals<'m> {
    unknown: &'m [String],
    /// Whether it is a table of counts.
    is_counts: bool,
    period: Vec<usize>,
    labels: Vec<usize>,
    numbers: Vec<usize>,
    /// All rows above, and those since the last total.
    above: [Above; 2],
}

/// Rows above the next one that are no totals.
#[derive(Clone, Debug, Default)]
struct Above {
    sums: Vec<u64>,
    rows: u32,
    days: Option<DayRange>,
}

/// Words that stand for a total, alone or beside the name of a period.
const TOTAL: [&str; 10] = [
    "total",
    "totals",
    "overall",
    "subtotal",
    "gesamt",
    "summe",
    "totale",
    "کل",
    "مجموعہ",
    "المجموع",
];
/// Words that do so in tables of counts, where no place or actor has that name.
const TOTAL_OF_COUNTS: [&str; 2] = ["sum", "all"];

const NAMED: &str = "it is a total of other rows: left out, so that nothing counts twice";
const SUMS: &str =
    "its numbers are the sums of the rows above: left out, so that nothing counts twice";

impl<'m> Totals<'m> {
    /// Over the columns of a mapping, whose places `column` knows.
    pub fn new(mapping: &'m Mapping, column: &dyn Fn(&str) -> Option<usize>) -> Self {
        let all = |names: &[Option<&String>]| -> Vec<usize> {
            let names = names.iter().flatten();
            names.filter_map(|name| column(name)).collect()
        };
        let period = match &mapping.date.at {
            DateAt::Nowhere => [None; 3],
            DateAt::One(name) => [Some(name), None, None],
            DateAt::Range(first, last) => [Some(first), Some(last), None],
            DateAt::Parts(year, month, day) => [Some(year), month.as_ref(), day.as_ref()],
        };
        let labels = mapping.kind.columns.iter().chain(&mapping.place);
        let labels = labels.chain(&mapping.initiator).chain(&mapping.country);
        let labels: Vec<Option<&String>> = labels.chain(&mapping.id).map(Some).collect();
        let numbers = [
            &mapping.number,
            &mapping.killed.low,
            &mapping.killed.best,
            &mapping.killed.high,
            &mapping.injured.best,
        ];
        let numbers = all(&numbers.map(Option::as_ref));
        let above = Above {
            sums: vec![0; numbers.len()],
            ..Above::default()
        };
        Self {
            unknown: &mapping.unknown,
            is_counts: mapping.number.is_some(),
            period: all(&period),
            labels: all(&labels),
            numbers,
            above: [above.clone(), above],
        }
    }

    /// Whether any row can be a total.
    pub fn is_needed(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Whether every row must be asked about in its order. Else it is enough to ask
    /// [`Totals::says_so`] of undated rows and [`names_total`] of all names, as long as both deny it.
    pub fn is_counts(&self) -> bool {
        self.is_counts
    }

    /// Whether a row says of itself that it is a total.
    pub fn says_so<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(&self, cell: &F) -> bool {
        self.named(cell).is_some()
    }

    /// Why the next row is a total and to be left out; `None` for one that counts. `days` is what
    /// its date was read as.
    pub fn next<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(
        &mut self,
        cell: &F,
        days: Option<DayRange>,
    ) -> Option<(usize, &'static str)> {
        if !self.is_needed() {
            return None;
        }
        let found = match self.is_counts {
            true => self.named(cell).or_else(|| self.added_up(cell, days)),
            false => {
                let named = self.named(cell);
                named.filter(|_| days.is_none() || self.fits_sums(cell))
            }
        };
        match found {
            None => self.add(cell, days),
            Some(_) => self.begin_again(),
        }
        found
    }

    fn named<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(
        &self,
        cell: &F,
    ) -> Option<(usize, &'static str)> {
        let says = |at: &usize, words| says_total(cell(*at), words, self.is_counts);
        let period = self.period.iter().map(|at| (*at, says(at, 4)));
        let labels = self.labels.iter().map(|at| (*at, says(at, 2)));
        let (at, _) = period.chain(labels).find(|(_, is_total)| *is_total)?;
        Some((at, NAMED))
    }

    /// Whether the numbers of a row, as far as it gives any, are the sums of those above.
    fn fits_sums<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(&self, cell: &F) -> bool {
        let fits = |above: &Above| {
            let given = self.numbers.iter().zip(&above.sums);
            let mut given = given
                .filter_map(|(at, sum)| Some((self.number(cell(*at))?, *sum)))
                .peekable();
            given.peek().is_some() && given.all(|(number, sum)| number == sum && sum > 0)
        };
        self.above.iter().any(fits)
    }

    /// The numbers of a row without a name, or of a longer period that holds those above, are the
    /// sums of those above.
    fn added_up<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(
        &self,
        cell: &F,
        days: Option<DayRange>,
    ) -> Option<(usize, &'static str)> {
        let mut names = self.period.iter().chain(&self.labels);
        let is_nameless = days.is_none() && names.all(|at| cell(*at).trim_ascii().is_empty());
        let holds = |days: DayRange, above: DayRange| {
            above.days() > days.days() / 2 && days.intersection(above) == Some(above)
        };
        let fits = |above: &Above| {
            let holds = days
                .zip(above.days)
                .is_some_and(|(days, above)| holds(days, above));
            let numbers = self
                .numbers
                .iter()
                .map(|at| self.number(cell(*at)).unwrap_or(0));
            (is_nameless || holds)
                && above.rows >= 2
                && numbers.eq(above.sums.iter().copied())
                && above.sums.iter().any(|sum| *sum > 0)
        };
        let at = self.numbers.first()?;
        self.above.iter().any(fits).then_some((*at, SUMS))
    }

    fn add<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(&mut self, cell: &F, days: Option<DayRange>) {
        let unknown = self.unknown;
        for above in &mut self.above {
            for (at, sum) in self.numbers.iter().zip(&mut above.sums) {
                *sum += u64::from(amount(cell(*at), unknown).best.unwrap_or(0));
            }
            above.rows = above.rows.saturating_add(1);
            above.days = match (above.days, days) {
                (Some(above), Some(days)) => Some(above.hull(days)),
                (above, days) => above.or(days),
            };
        }
    }

    /// The rows below a total are those of another one.
    fn begin_again(&mut self) {
        let [_, since] = &mut self.above;
        since.sums.fill(0);
        (since.rows, since.days) = (0, None);
    }

    fn number(&self, cell: &[u8]) -> Option<u64> {
        amount(cell, self.unknown).best.map(u64::from)
    }
}

/// Whether the name of a place, kind or actor says that it is a total: "Total", "Grand total".
pub fn names_total(name: &str) -> bool {
    says_total(name.as_bytes(), 2, false)
}

/// Whether a label of at most `words` words says that it is a total: "Total", "Grand total*",
/// "Total 2010".
fn says_total(cell: &[u8], words: usize, is_counts: bool) -> bool {
    let Ok(text) = std::str::from_utf8(cell) else {
        return false;
    };
    let mut found = Vec::new();
    for word in text.split(|sign: char| !sign.is_alphanumeric()) {
        if !word.is_empty() {
            found.push(word);
        }
        if found.len() > words {
            return false;
        }
    }
    let is_total = |word: &str| {
        let of_counts = TOTAL_OF_COUNTS.iter().filter(|_| is_counts);
        let mut totals = TOTAL.iter().chain(of_counts);
        totals.any(|total| total.eq_ignore_ascii_case(word))
    };
    match found[..] {
        [word] => is_total(word),
        // "All" and "sum" are words of other names too ("All Assam Students").
        [_, ..] => {
            let ends = [found.first(), found.last()];
            ends.into_iter().flatten().any(|word| {
                let word = word.to_lowercase();
                ["total", "totals", "overall", "subtotal", "کل"].contains(&&*word)
            })
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mapping::{DateColumns, DateStyle, EstimateColumns, KindColumns};
    use crate::tables::dates::DateReader;

    fn mapping() -> Mapping {
        Mapping {
            date: DateColumns {
                at: DateAt::One("0".to_owned()),
                style: DateStyle::DayFirst,
                ..DateColumns::default()
            },
            kind: KindColumns {
                columns: vec!["1".to_owned()],
                ..KindColumns::default()
            },
            number: Some("2".to_owned()),
            killed: EstimateColumns {
                best: Some("3".to_owned()),
                ..EstimateColumns::default()
            },
            ..Mapping::default()
        }
    }

    /// Which of the rows of a table of counts are left out.
    fn check(rows: &[[&str; 4]], expected: &[usize]) {
        check_as(&mapping(), rows, expected);
    }

    /// Which of the rows of a table of events are left out.
    fn check_events(rows: &[[&str; 4]], expected: &[usize]) {
        let mapping = Mapping {
            number: None,
            ..mapping()
        };
        check_as(&mapping, rows, expected);
    }

    fn check_as(mapping: &Mapping, rows: &[[&str; 4]], expected: &[usize]) {
        let column = |name: &str| name.parse().ok();
        let mut totals = Totals::new(mapping, &column);
        let dates = DateReader::new(&mapping.date, &column);
        let mut found = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let cell = |at: usize| row.get(at).map_or(&[][..], |cell| cell.as_bytes());
            if totals.next(&cell, dates.read(&cell).days).is_some() {
                found.push(at);
            }
        }
        assert_eq!(found, expected, "{rows:?}");
    }

    #[test]
    fn totals_are_known_by_name() {
        let row = |period, kind| [period, kind, "3", "9"];
        check(
            &[
                row("2010", "IED"),
                row("Total", ""),
                row("TOTAL*", ""),
                row("Grand Total", ""),
                row("Total (2010)", ""),
                row("2010 total", ""),
                row("", "Overall"),
                row("2011", "Total war crimes"),
                row("2012", "All parties conference"),
            ],
            &[1, 2, 3, 4, 5, 6],
        );
    }

    #[test]
    fn totals_are_known_by_their_sums_where_nothing_else_names_them() {
        check(
            &[
                ["2010", "", "3", "9"],
                ["2011", "", "4", "1"],
                ["", "", "7", "10"],
            ],
            &[2],
        );
        // A year below its months.
        check(
            &[
                ["2010-01..2010-06", "", "3", "9"],
                ["2010-07..2010-12", "", "4", "1"],
                ["2010", "", "7", "10"],
            ],
            &[2],
        );
        // By chance the sum of those above.
        check(
            &[
                ["2010", "", "3", "9"],
                ["2011", "", "4", "1"],
                ["2012", "", "7", "10"],
            ],
            &[],
        );
        check(&[["2010", "", "3", "9"], ["", "", "3", "9"]], &[]);
        check(
            &[
                ["2010", "", "0", ""],
                ["2011", "", "0", ""],
                ["", "", "0", ""],
            ],
            &[],
        );
    }

    #[test]
    fn each_group_of_rows_may_have_a_total() {
        check(
            &[
                ["2010-01..2010-06", "", "3", "9"],
                ["2010-07..2010-12", "", "4", "1"],
                ["2010", "", "7", "10"],
                ["2011-01..2011-06", "", "1", "2"],
                ["2011-07..2011-12", "", "1", "3"],
                ["2011", "", "2", "5"],
                ["", "", "9", "15"],
            ],
            &[2, 5, 6],
        );
    }

    #[test]
    fn a_total_among_events_has_a_name_and_no_date_or_adds_up() {
        check_events(
            &[
                ["2010-01-05", "IED", "", "9"],
                ["2010-01-06", "Raid", "", "1"],
                ["", "Total", "", "12"],
                ["2010-01-07", "Raid", "", "2"],
                ["2010-01-08", "Raid", "", "2"],
                ["2010-01-31", "Total", "", "4"],
                ["2010-01-31", "Grand total", "", "14"],
                // Nothing adds up to it.
                ["2010-01-31", "Total", "", "3"],
                ["Total", "", "", "17"],
                // No total says its name, and these are names.
                ["", "", "", "17"],
                ["", "All", "", "17"],
                ["", "Total war", "", ""],
            ],
            &[2, 5, 6, 8, 11],
        );
    }
}
