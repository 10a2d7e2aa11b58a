//! Rows of counts tables that only add up others: to count them as well would count twice.

use crate::model::day::DayRange;
use crate::model::mapping::{DateAt, Mapping};
use crate::tables::values::amount;

/// Tells the rows that are totals of others, asked for each row of a table in order. Says so of
/// none where the mapping has no [`Mapping::number`]: the table is no counts table.
#[derive(Clone, Debug)]
pub struct Totals<'m> {
    unknown: &'m [String],
    period: Vec<usize>,
    labels: Vec<usize>,
    numbers: Vec<usize>,
    sums: Vec<u64>,
    rows: u32,
    days: Option<DayRange>,
}

/// Words that stand for a total, alone or beside the name of a period.
const TOTAL: [&str; 12] = [
    "total",
    "totals",
    "overall",
    "sum",
    "all",
    "subtotal",
    "gesamt",
    "summe",
    "totale",
    "کل",
    "مجموعہ",
    "المجموع",
];

impl<'m> Totals<'m> {
    /// Over the columns of a mapping, whose places `column` knows.
    pub fn new(mapping: &'m Mapping, column: &dyn Fn(&str) -> Option<usize>) -> Self {
        let at = |name: Option<&String>| name.and_then(|name| column(name));
        let mut totals = Self {
            unknown: &mapping.unknown,
            period: Vec::new(),
            labels: Vec::new(),
            numbers: Vec::new(),
            sums: Vec::new(),
            rows: 0,
            days: None,
        };
        if mapping.number.is_none() {
            return totals;
        }
        let period = match &mapping.date.at {
            DateAt::Nowhere => None,
            DateAt::One(name) | DateAt::Range(name, _) | DateAt::Parts(name, ..) => Some(name),
        };
        totals.period = at(period).into_iter().collect();
        let labels = mapping.kind.columns.iter().chain(&mapping.place);
        let labels = labels.chain(&mapping.country);
        totals.labels = labels.filter_map(|name| column(name)).collect();
        let numbers = [
            &mapping.number,
            &mapping.killed.low,
            &mapping.killed.best,
            &mapping.killed.high,
            &mapping.injured.best,
        ];
        let numbers = numbers.into_iter().filter_map(|name| at(name.as_ref()));
        totals.numbers = numbers.collect();
        totals.sums = vec![0; totals.numbers.len()];
        totals
    }

    /// Whether any row can be a total.
    pub fn is_needed(&self) -> bool {
        !self.numbers.is_empty()
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
        let named = self.named(cell);
        let found = named.or_else(|| self.added_up(cell, days));
        if found.is_none() {
            self.add(cell, days);
        }
        found
    }

    fn named<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(
        &self,
        cell: &F,
    ) -> Option<(usize, &'static str)> {
        let period = self.period.iter().map(|at| (*at, says_total(cell(*at), 4)));
        let labels = self.labels.iter().map(|at| (*at, says_total(cell(*at), 2)));
        let (at, _) = period.chain(labels).find(|(_, is_total)| *is_total)?;
        Some((
            at,
            "it is a total of other rows: left out, so that nothing counts twice",
        ))
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
        let holds = |days: DayRange| {
            self.days.is_some_and(|above| {
                above.days() > days.days() / 2 && days.intersection(above) == Some(above)
            })
        };
        let fits = is_nameless || days.is_some_and(holds);
        let numbers = || self.numbers.iter().map(|at| self.number(cell(*at)));
        let is_sum = self.rows >= 2
            && numbers().eq(self.sums.iter().copied())
            && self.sums.iter().any(|sum| *sum > 0);
        let at = self.numbers.first()?;
        (fits && is_sum).then_some((
            *at,
            "its numbers are the sums of the rows above: left out, so that nothing counts twice",
        ))
    }

    fn add<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(&mut self, cell: &F, days: Option<DayRange>) {
        for (at, sum) in self.numbers.iter().zip(&mut self.sums) {
            *sum += u64::from(amount(cell(*at), self.unknown).best.unwrap_or(0));
        }
        self.rows += 1;
        self.days = match (self.days, days) {
            (Some(above), Some(days)) => Some(above.hull(days)),
            (above, days) => above.or(days),
        };
    }

    fn number(&self, cell: &[u8]) -> u64 {
        u64::from(amount(cell, self.unknown).best.unwrap_or(0))
    }
}

/// Whether a label of at most `words` words says that it is a total: "Total", "Grand total*",
/// "Total 2010".
fn says_total(cell: &[u8], words: usize) -> bool {
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
    let is_total = |word: Option<&&str>| {
        word.is_some_and(|word| TOTAL.iter().any(|total| total.eq_ignore_ascii_case(word)))
    };
    match found[..] {
        [word] => is_total(Some(&word)),
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

    /// Which of the rows are left out.
    fn check(rows: &[[&str; 4]], expected: &[usize]) {
        let mapping = mapping();
        let column = |name: &str| name.parse().ok();
        let mut totals = Totals::new(&mapping, &column);
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
}
