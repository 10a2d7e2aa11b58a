//! Which columns say how many: people, and events of a period.

use super::Guesser;
use super::column::Column;
use super::words::{BEST, HIGH, INJURED, KILLED, LOW, NUMBER, VICTIMS};
use crate::model::mapping::{DateAt, DateStyle, EstimateColumns};
use crate::tables::dates::one_date;
use crate::tables::values::amount;

/// What a column of tolls gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Low,
    Best,
    High,
}

impl Guesser<'_> {
    pub(super) fn tolls(&mut self) {
        self.classes();
        self.out.mapping.killed = self.estimate(&KILLED, "killed");
        self.out.mapping.injured = self.estimate(&INJURED, "injured");
        if self.out.mapping.killed == EstimateColumns::default() {
            self.out.mapping.killed = self.bare_estimate();
        }
    }

    /// Low, best and high of a harm.
    fn estimate(&mut self, names: &[&str], harm: &'static str) -> EstimateColumns {
        let mut column = |bound: Bound| {
            let found = self.best(|column| {
                let rest = column
                    .words
                    .iter()
                    .filter(|word| !names.contains(&word.as_str()));
                let rest = i32::try_from(rest.count()).unwrap_or(9);
                let is_other = column.says(&["type", "id", "code", "prec", "precision"]);
                let fits = column.says(names) && bound_of(column) == bound && !is_other;
                (fits && column.may_be_tolls()).then_some(9 - rest)
            })?;
            Some(self.by_name(found, means(harm, bound)))
        };
        EstimateColumns {
            low: column(Bound::Low),
            best: column(Bound::Best),
            high: column(Bound::High),
        }
    }

    /// "low", "best" and "high" by themselves are the killed, as UCDP has them.
    fn bare_estimate(&mut self) -> EstimateColumns {
        let mut column = |name: &str, bound| {
            let found = self.best(|column| {
                (column.is_named(&[name]) && column.mostly(is_whole)).then_some(0)
            })?;
            let why = "its name, as UCDP calls the dead".to_owned();
            Some(self.take(found, means("killed", bound), why))
        };
        EstimateColumns {
            best: column("best", Bound::Best),
            low: column("low", Bound::Low),
            high: column("high", Bound::High),
        }
    }

    /// The killed by class of victims.
    fn classes(&mut self) {
        let is_class = |column: &&Column<'_>| {
            let others = column
                .words
                .iter()
                .filter(|word| !KILLED.contains(&word.as_str()));
            let mut others = others.peekable();
            let names_one = others.peek().is_some()
                && others.all(|word| VICTIMS.contains(&word.as_str()) || word == "other");
            column.says(&KILLED) && names_one && column.may_be_tolls()
        };
        let found: Vec<&Column<'_>> = self.free().filter(is_class).collect();
        for column in found {
            let words = column.words.iter();
            let class: Vec<&str> = words
                .map(String::as_str)
                .filter(|word| !KILLED.contains(word))
                .collect();
            let name = self.by_name(column, "killed of one class of victims");
            self.out.mapping.victims.push((class.join(" "), name));
        }
    }

    /// How many events a row of a counts table stands for: where rows are months or years, or
    /// have no date at all.
    pub(super) fn number(&mut self) {
        if !self.is_by_period() {
            return;
        }
        let column = self.best(|column| {
            let is_other = column.says(&["id", "source", "sources", "rank", "serial", "sr"]);
            let score = match column.words.len() {
                1 => 9,
                _ if column.says(&["incidents", "attacks", "events"]) => 7,
                _ => 1,
            };
            let is_small = !column.is_named(&["no", "n"]) || !counts_up(column);
            let fits = column.says(&NUMBER) && !is_other && is_small;
            (fits && column.mostly(is_whole)).then_some(score)
        });
        let Some(column) = column else { return };
        let why = "its name, and rows are periods or sorts of events".to_owned();
        self.out.mapping.number = Some(self.take(column, "number of events", why));
        self.total_of_classes();
    }

    /// Where the killed stand by class and in a column of totals (as SATP has them).
    fn total_of_classes(&mut self) {
        if self.out.mapping.killed != EstimateColumns::default() {
            return;
        }
        let classes: Vec<&Column<'_>> = self
            .free()
            .filter(|column| column.says(&VICTIMS) && column.mostly(is_whole))
            .collect();
        let total = self.best(|column| {
            let fits = column.says(&["total", "killed", "overall"]) && column.mostly(is_whole);
            (fits && adds_up(column, &classes)).then_some(0)
        });
        let Some(total) = total.filter(|_| classes.len() >= 2) else {
            return;
        };
        let why = format!("in every row looked at the sum of {} others", classes.len());
        self.out.mapping.killed.best = Some(self.take(total, "killed, best", why));
        for column in classes {
            let class = column.words.join(" ");
            let why = "one of the numbers that add up to the killed".to_owned();
            let name = self.take(column, "killed of one class of victims", why);
            self.out.mapping.victims.push((class, name));
        }
    }

    fn is_by_period(&self) -> bool {
        let name = match &self.out.mapping.date.at {
            DateAt::Nowhere => return true,
            DateAt::Range(..) | DateAt::Parts(_, _, Some(_)) => return false,
            DateAt::Parts(_, _, None) => return true,
            DateAt::One(name) => name,
        };
        let style = self.out.mapping.date.style;
        let is_long = |cell: &str| {
            let days = one_date(cell.as_bytes(), style);
            days.is_none_or(|days| days.days() > 1)
        };
        let mut columns = self.columns.iter();
        let column = columns.find(|column| column.name == name);
        let is_decimal = style == DateStyle::DecimalYear;
        column.is_some_and(|column| !is_decimal && column.mostly(is_long))
    }
}

fn bound_of(column: &Column<'_>) -> Bound {
    match () {
        () if column.says(&LOW) => Bound::Low,
        () if column.says(&HIGH) && !column.says(&BEST) => Bound::High,
        () => Bound::Best,
    }
}

fn means(harm: &'static str, bound: Bound) -> &'static str {
    match (harm, bound) {
        ("killed", Bound::Low) => "killed, lowest",
        ("killed", Bound::Best) => "killed, best",
        ("killed", Bound::High) => "killed, highest",
        (_, Bound::Low) => "injured, lowest",
        (_, Bound::Best) => "injured, best",
        (_, Bound::High) => "injured, highest",
    }
}

fn is_whole(cell: &str) -> bool {
    let amount = amount(cell.as_bytes(), &[]);
    amount.best.is_some() && amount.odd.is_none()
}

/// 1, 2, 3: the rows are numbered.
fn counts_up(column: &Column<'_>) -> bool {
    let numbers = column.cells.iter().map(|cell| cell.parse::<usize>().ok());
    numbers.eq((1..=column.cells.len()).map(Some))
}

fn adds_up(total: &Column<'_>, classes: &[&Column<'_>]) -> bool {
    let number = |column: &Column<'_>, row: usize| {
        let cell = column.cells.get(row)?;
        amount(cell.as_bytes(), &[]).best
    };
    let is_full = classes
        .iter()
        .all(|column| column.cells.len() == total.cells.len());
    let sums = |row| {
        let mut parts = classes.iter();
        let sum = parts.try_fold(0, |sum: u32, column| sum.checked_add(number(column, row)?));
        sum.is_some() && sum == number(total, row)
    };
    is_full
        && classes.iter().all(|column| column.at != total.at)
        && (0..total.cells.len()).all(sums)
}
