//! A column of a table that is looked at: its name in words, and what stands in its first rows.

use super::words::DATE;
use crate::model::mapping::DateStyle;
use crate::tables::dates::one_date;
use crate::tables::values;

/// A column and its first cells.
pub(super) struct Column<'t> {
    pub(super) name: &'t str,
    pub(super) at: usize,
    /// The name in lower case, cut into words and numbers: "Actor1Name" is actor, 1, name.
    pub(super) words: Vec<String>,
    /// The cells that say anything.
    pub(super) cells: Vec<&'t str>,
    /// How many rows were looked at.
    pub(super) rows: usize,
}

impl<'t> Column<'t> {
    pub(super) fn new(name: &'t str, at: usize, rows: &'t [Vec<String>]) -> Self {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let cells = cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        Self {
            name,
            at,
            words: words_of(name),
            cells: cells.collect(),
            rows: rows.len(),
        }
    }

    /// Whether its name has one of these words.
    pub(super) fn says(&self, any: &[&str]) -> bool {
        self.words.iter().any(|word| any.contains(&word.as_str()))
    }

    /// Whether its name is one of these, with all its words together: "sidea", "actor1".
    pub(super) fn is_named(&self, any: &[&str]) -> bool {
        any.contains(&self.words.concat().as_str())
    }

    /// Whether nine cells of ten fit; not where there are none.
    pub(super) fn mostly(&self, fits: impl Fn(&str) -> bool) -> bool {
        let count = self.cells.iter().filter(|cell| fits(cell)).count();
        !self.cells.is_empty() && count * 10 >= self.cells.len() * 9
    }

    /// Whether its cells are numbers of people, or could be: it may also be empty.
    pub(super) fn may_be_tolls(&self) -> bool {
        self.cells.is_empty() || self.mostly(is_toll)
    }

    pub(super) fn is_numeric(&self) -> bool {
        self.mostly(|cell| cell.replace(',', ".").parse::<f64>().is_ok())
    }

    /// Whether dates stand in it: nine cells of ten, or three of four where its name says so.
    pub(super) fn has_dates(&self, style: DateStyle) -> bool {
        let is_date = |cell: &&&str| one_date(cell.as_bytes(), style).is_some();
        let dates = self.cells.iter().filter(is_date).count();
        let (least, of) = if self.says(&DATE) { (3, 4) } else { (9, 10) };
        dates > 0 && dates * of >= self.cells.len() * least
    }

    /// How many different cells there are.
    pub(super) fn different(&self) -> usize {
        let mut cells = self.cells.clone();
        cells.sort_unstable();
        cells.dedup();
        cells.len()
    }

    /// Whether each row has a cell and all are different.
    pub(super) fn is_unique(&self) -> bool {
        self.rows > 0 && self.cells.len() == self.rows && self.different() == self.rows
    }

    /// How long its cells are, on average, in characters.
    pub(super) fn length(&self) -> usize {
        let sum: usize = self.cells.iter().map(|cell| cell.chars().count()).sum();
        sum / self.cells.len().max(1)
    }
}

fn is_toll(cell: &str) -> bool {
    let unknown = ["-9", "-99", "-"].map(str::to_owned);
    let amount = values::amount(cell.as_bytes(), &unknown);
    amount.odd.is_none() || amount.low.is_some() || amount.high.is_some() || amount.best.is_some()
}

/// A name in lower case, cut where letters and digits meet, at capitals inside and at signs.
fn words_of(name: &str) -> Vec<String> {
    #[derive(PartialEq, Clone, Copy)]
    enum Sort {
        Sign,
        Digit,
        Small,
        Capital,
    }
    let mut out: Vec<String> = Vec::new();
    let mut before = Sort::Sign;
    for sign in name.chars() {
        let sort = match sign {
            _ if sign.is_numeric() => Sort::Digit,
            _ if sign.is_uppercase() => Sort::Capital,
            _ if sign.is_alphabetic() || is_mark(sign) => Sort::Small,
            _ => Sort::Sign,
        };
        let goes_on = sort == before || (before, sort) == (Sort::Capital, Sort::Small);
        if sort != Sort::Sign {
            match out.last_mut().filter(|_| goes_on) {
                Some(word) => word.extend(sign.to_lowercase()),
                None => out.push(sign.to_lowercase().collect()),
            }
        }
        before = sort;
    }
    out
}

/// Marks on letters of Arabic script, which are no letters by themselves.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        for (name, expected) in [
            ("date_start", "date start"),
            ("Actor1Name", "actor 1 name"),
            ("adm_2", "adm 2"),
            ("No. of Incidents", "no of incidents"),
            ("SQLDATE", "sqldate"),
            ("attacktype1_txt", "attacktype 1 txt"),
            ("تاریخ واقعہ", "تاریخ واقعہ"),
            ("", ""),
        ] {
            assert_eq!(words_of(name).join(" "), expected);
        }
    }
}
