//! The values of a field over some rows, with how often each occurs: for choosing by them.
//!
//! What is counted is what choosing finds: the number beside a value, a bin or a span of days is
//! how many of the rows a filter on it leaves.

use super::columns::ColumnCache;
use super::fields::{Case, Field, Texts};
use super::filter::{date_reader, day_of};
use super::joined::Names;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use super::query::Rows;
use crate::analysis::buckets;
use crate::model::day::{Day, DayRange};
use crate::model::row_filter::RowField;
use crate::model::view::Bucket;
use std::collections::{BTreeMap, HashMap};

/// About so many bins at most.
const BINS: u32 = 40;

/// The values of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Facets {
    /// Texts and how many rows have each, most frequent first; the empty one for rows that say
    /// nothing. A row with several names counts for each of them.
    Values(Vec<(String, u32)>),
    /// Numbers.
    Numbers {
        /// Bins that touch, from the least number to the greatest.
        bins: Vec<NumberBin>,
        /// How many rows give no number.
        unknown: u32,
    },
    /// Days.
    Days {
        /// How wide a bin is.
        bucket: Bucket,
        /// Bins that touch, with how many rows have some of their days in each.
        bins: Vec<(DayRange, u32)>,
        /// How many rows have no date.
        undated: u32,
    },
}

/// Numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberBin {
    /// The least it holds.
    pub least: f64,
    /// The greatest it holds.
    pub most: f64,
    /// How many rows.
    pub rows: u32,
}

/// Counts the values of a field over some rows: those that fit the filters on the other fields
/// (see [`super::query::RowQuery::without`]).
///
/// # Errors
/// When a column is missing, the file cannot be read any more, or `watch` stops the work.
pub fn facets(
    table: &LoadedTable,
    columns: &ColumnCache,
    names: &Names,
    rows: &Rows,
    field: &RowField,
    watch: Watch<'_>,
) -> Result<Facets, CannotLoad> {
    Ok(match Field::of(table, columns, names, field, watch)? {
        Field::Days(days) => of_days(rows.as_slice().iter().map(|row| (days.get(*row), 1))),
        Field::People(numbers) => {
            let each = rows.as_slice().iter().map(|row| numbers.get(*row));
            of_numbers(each.map(|number| (number.map(f64::from), 1)))
        }
        Field::Texts(all) => of_texts(table, &all, rows, matches!(field, RowField::Column(_))),
        Field::Words => Facets::Values(Vec::new()),
    })
}

/// Codes and how many of the rows have each.
fn tally(texts: &Texts<'_>, rows: &Rows) -> Vec<u32> {
    let coded = texts.coded();
    let mut out = vec![0_u32; coded.dictionary.len()];
    for row in rows.as_slice() {
        if let Some(count) = out.get_mut(coded.code(*row) as usize) {
            *count += 1;
        }
    }
    out
}

fn of_texts(table: &LoadedTable, all: &[Texts<'_>], rows: &Rows, guess: bool) -> Facets {
    if guess
        && let [texts] = all
        && let Some(found) = of_written(table, texts, rows)
    {
        return found;
    }
    match all {
        [texts] => values(texts, rows),
        several => values_of_several(several, rows),
    }
}

/// A column whose texts are nearly all numbers or days, and many.
fn of_written(table: &LoadedTable, texts: &Texts<'_>, rows: &Rows) -> Option<Facets> {
    const MANY: usize = 12;
    let tally = tally(texts, rows);
    let said = (0..).zip(&tally).skip(1).filter(|(_, count)| **count > 0);
    let said: Vec<(u32, u32)> = said.map(|(code, count)| (code, *count)).collect();
    if said.len() <= MANY {
        return None;
    }
    let text = |code: u32| texts.coded().dictionary.text(code);
    let blank = tally.first().copied().unwrap_or(0);
    let nearly_all = |known: usize| known * 10 >= said.len() * 9;
    let numbers = texts.coded().dictionary.numbers();
    let number = |code: u32| numbers.get(code as usize).copied();
    let number = |code: u32| number(code).filter(|number| number.is_finite());
    let numbers: Vec<_> = said.iter().map(|(code, n)| (number(*code), *n)).collect();
    if nearly_all(
        numbers
            .iter()
            .filter(|(number, _)| number.is_some())
            .count(),
    ) {
        return Some(of_numbers(numbers.into_iter().chain([(None, blank)])));
    }
    let reader = date_reader(table);
    let days: Vec<_> = said
        .iter()
        .map(|(code, n)| (day_of(&reader, text(*code)), *n))
        .collect();
    if nearly_all(days.iter().filter(|(days, _)| days.is_some()).count()) {
        return Some(of_days(days.into_iter().chain([(None, blank)])));
    }
    None
}

/// Sums of rows by name, and how the name was written first.
#[derive(Default)]
struct ByName {
    places: HashMap<String, usize>,
    sums: Vec<(String, u32)>,
}

impl ByName {
    fn place(&mut self, key: String, name: &str) -> usize {
        let next = self.sums.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.sums.push((name.to_owned(), 0));
        }
        place
    }

    fn add(&mut self, place: usize, rows: u32) {
        if let Some((_, sum)) = self.sums.get_mut(place) {
            *sum += rows;
        }
    }

    fn finish(self, blank: u32) -> Facets {
        let mut case = Case::default();
        let some = self.sums.into_iter().filter(|(_, rows)| *rows > 0);
        let mut keyed: Vec<_> = some
            .map(|(name, rows)| (case.fold(&name), name, rows))
            .collect();
        if blank > 0 {
            keyed.push((String::new(), String::new(), blank));
        }
        keyed.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
        Facets::Values(
            keyed
                .into_iter()
                .map(|(_, name, rows)| (name, rows))
                .collect(),
        )
    }
}

/// The places in `by` of each name of a cell, each once.
fn places(texts: &Texts<'_>, code: u32, case: &mut Case, by: &mut ByName) -> Vec<usize> {
    let mut out = Vec::new();
    texts.each_name(code, &mut |name| {
        let place = by.place(case.fold(name), name);
        if !out.contains(&place) {
            out.push(place);
        }
    });
    out
}

fn values(texts: &Texts<'_>, rows: &Rows) -> Facets {
    let (mut case, mut by) = (Case::default(), ByName::default());
    let tally = tally(texts, rows);
    for (code, count) in (0..).zip(&tally).skip(1).filter(|(_, count)| **count > 0) {
        for place in places(texts, code, &mut case, &mut by) {
            by.add(place, *count);
        }
    }
    by.finish(tally.first().copied().unwrap_or(0))
}

/// As [`values`], where a row has several columns: a name in two of them counts once.
fn values_of_several(all: &[Texts<'_>], rows: &Rows) -> Facets {
    let (mut case, mut by) = (Case::default(), ByName::default());
    let mut known: Vec<HashMap<u32, Vec<usize>>> = vec![HashMap::new(); all.len()];
    let (mut blank, mut here) = (0, Vec::new());
    for row in rows.as_slice() {
        here.clear();
        let mut says = false;
        for (texts, known) in all.iter().zip(&mut known) {
            let code = texts.coded().code(*row);
            says |= code != 0;
            if code != 0 {
                let found = known.entry(code);
                here.extend_from_slice(
                    found.or_insert_with(|| places(texts, code, &mut case, &mut by)),
                );
            }
        }
        here.sort_unstable();
        here.dedup();
        here.iter().for_each(|place| by.add(*place, 1));
        blank += u32::from(!says);
    }
    by.finish(blank)
}

fn of_numbers(each: impl Iterator<Item = (Option<f64>, u32)>) -> Facets {
    let (mut known, mut unknown) = (Vec::new(), 0);
    for (number, rows) in each {
        match number {
            Some(number) => known.push((number, rows)),
            None => unknown += rows,
        }
    }
    let all = || known.iter().map(|(number, _)| *number);
    let (least, most) = (all().reduce(f64::min), all().reduce(f64::max));
    let (Some(least), Some(most)) = (least, most) else {
        return Facets::Numbers {
            bins: Vec::new(),
            unknown,
        };
    };
    let whole = all().all(|number| number.fract() == 0.0);
    let mut bins = bins_between(least, most, whole);
    for (number, rows) in known {
        let at = bins.partition_point(|bin| bin.most < number);
        if let Some(bin) = bins.get_mut(at) {
            bin.rows += rows;
        }
    }
    Facets::Numbers { bins, unknown }
}

/// Empty bins of a width that reads well: 1, 2 or 5 times a power of ten.
fn bins_between(least: f64, most: f64, whole: bool) -> Vec<NumberBin> {
    let wanted = (most - least) / f64::from(BINS);
    let power = 10_f64.powf(wanted.max(f64::MIN_POSITIVE).log10().floor());
    let widths = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    let width = widths.into_iter().find(|width| *width >= wanted);
    let width = width
        .unwrap_or(power)
        .max(if whole { 1.0 } else { f64::MIN_POSITIVE });
    let first = (least / width).floor();
    let mut out = Vec::new();
    for number in 0..=BINS + 2 {
        let start = (first + f64::from(number)) * width;
        let end = (first + f64::from(number + 1)) * width;
        if start > most || !end.is_finite() || end <= start {
            break;
        }
        out.push(NumberBin {
            least: start,
            most: if whole { end - 1.0 } else { end.next_down() },
            rows: 0,
        });
    }
    match out.last_mut() {
        Some(last) => last.most = last.most.max(most),
        None => out.push(NumberBin {
            least,
            most,
            rows: 0,
        }),
    }
    out
}

fn of_days(each: impl Iterator<Item = (Option<DayRange>, u32)>) -> Facets {
    let (mut known, mut undated): (BTreeMap<DayRange, u32>, u32) = (BTreeMap::new(), 0);
    for (days, rows) in each {
        match days {
            Some(days) => *known.entry(days).or_default() += rows,
            None => undated += rows,
        }
    }
    let hull = known.keys().copied().reduce(DayRange::hull);
    let hull = hull.unwrap_or(DayRange::day(Day::MIN));
    let fits = |bucket: &Bucket| {
        let cut = buckets::cut(buckets::whole(hull, *bucket), *bucket);
        cut.is_ok_and(|bins| bins.len() <= 2 * BINS as usize)
    };
    let bucket = Bucket::ALL.into_iter().find(fits).unwrap_or(Bucket::Year);
    let cut = match known.is_empty() {
        true => Vec::new(),
        false => buckets::cut(buckets::whole(hull, bucket), bucket).unwrap_or_default(),
    };
    let mut bins: Vec<(DayRange, u32)> = cut.into_iter().map(|bin| (bin, 0)).collect();
    for (days, rows) in known {
        let first = bins.partition_point(|(bin, _)| bin.last() < days.first());
        let touched = bins.iter_mut().skip(first);
        for (_, sum) in touched.take_while(|(bin, _)| bin.first() <= days.last()) {
            *sum += rows;
        }
    }
    Facets::Days {
        bucket,
        bins,
        undated,
    }
}
