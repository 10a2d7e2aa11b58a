//! The rows that fit: each filter becomes one pass over one column.
//!
//! A test of texts is put once to every different text, and then to the codes of the rows.

use super::columns::ColumnCache;
use super::dates::DateReader;
use super::fields::{Case, Field, Texts};
use super::joined::Names;
use super::load::{CannotLoad, Watch};
use super::loaded::{LoadedTable, RowDays};
use super::mask::Mask;
use super::numbers::Numbers;
use super::query::RowQuery;
use super::search;
use crate::analysis::folding::{Folding, Letters, fold};
use crate::model::codebook::Family;
use crate::model::day::DayRange;
use crate::model::mapping::{DateAt, DateColumns};
use crate::model::row_filter::{RowFilter, RowTest};

/// The rows that fit a query.
///
/// # Errors
/// When a column is missing, the file cannot be read any more, or `watch` stops the work.
pub fn fits(
    table: &LoadedTable,
    columns: &ColumnCache,
    names: &Names,
    query: &RowQuery,
    watch: Watch<'_>,
) -> Result<Mask, CannotLoad> {
    let mut mask = Mask::all(table.len());
    if let Some(family) = query.family {
        mask.and(&of_family(table, family));
    }
    for filter in &query.filters {
        let field = Field::of(table, columns, names, &filter.field, watch)?;
        let fit = match &field {
            Field::Days(days) => days_fit(table, days, &filter.test),
            Field::People(numbers) => people_fit(table, numbers, &filter.test),
            Field::Texts(all) => texts_fit(table, all, &filter.test),
            Field::Words => words_fit(table, names, filter, &mask, watch)?,
        };
        mask.and(&fit);
    }
    Ok(mask)
}

/// The rows whose native type is of a family.
pub fn of_family(table: &LoadedTable, family: Family) -> Mask {
    let codes = &table.kind.codes;
    if codes.is_empty() {
        return match family {
            Family::Incident => Mask::all(table.len()),
            Family::Policy | Family::Diplomatic => Mask::none(table.len()),
        };
    }
    let kinds = 0..u32::try_from(table.kind.dictionary.len()).unwrap_or(u32::MAX);
    let fit: Vec<bool> = kinds.map(|code| table.family(code) == family).collect();
    by_code(table, codes, &fit)
}

/// The rows whose code fits.
pub(super) fn by_code(table: &LoadedTable, codes: &[u32], fit: &[bool]) -> Mask {
    Mask::of_values(table.len(), codes, |code| {
        fit.get(code as usize).copied().unwrap_or(false)
    })
}

fn texts_fit(table: &LoadedTable, all: &[Texts<'_>], test: &RowTest) -> Mask {
    match test {
        RowTest::OneOf(texts) => one_of(table, all, texts),
        RowTest::NoneOf(texts) => one_of(table, all, texts).inverted(),
        RowTest::Contains(text) => {
            let mut letters = Letters::new(Folding::ALL);
            let wanted = fold(text, &mut letters);
            any(table, all, |texts, code| {
                let raw = texts.coded().dictionary.text(code);
                let label = texts.label(code);
                fold(raw, &mut letters).contains(&wanted)
                    || (label != raw && fold(&label, &mut letters).contains(&wanted))
            })
        }
        RowTest::Numbers { least, most } => {
            let fits = all.iter().map(Texts::coded).map(|coded| {
                let numbers = coded.dictionary.numbers().iter();
                let fit = numbers.map(|number| within(*number, *least, *most));
                (coded.codes.as_slice(), fit.collect())
            });
            in_any(table, &fits.collect::<Vec<_>>())
        }
        RowTest::Days { from, to } => {
            let reader = date_reader(table);
            any(table, all, |texts, code| {
                let text = texts.coded().dictionary.text(code);
                day_of(&reader, text).is_some_and(|days| overlaps(days, *from, *to))
            })
        }
    }
}

/// The rows with one of these names in one of the columns, or with nothing in any where that is
/// asked for.
fn one_of(table: &LoadedTable, all: &[Texts<'_>], wanted: &[String]) -> Mask {
    let mut case = Case::default();
    let named = wanted.iter().filter(|name| !name.trim().is_empty());
    let fits = all.iter().map(|texts| {
        let wanted: Vec<String> = named
            .clone()
            .map(|name| case.fold(&texts.chosen(name.trim())))
            .collect();
        tested(texts, |texts, code| {
            let mut found = false;
            texts.each_name(code, &mut |name| {
                found = found || wanted.contains(&case.fold(name));
            });
            found
        })
    });
    let mut mask = in_any(table, &fits.collect::<Vec<_>>());
    if named.count() < wanted.len() {
        mask.or(&saying_nothing(table, all));
    }
    mask
}

/// The rows with nothing in any of these columns.
fn saying_nothing(table: &LoadedTable, all: &[Texts<'_>]) -> Mask {
    any(table, all, |_, code| code != 0).inverted()
}

/// The rows for which one of the columns fits: the test is put to every different text once.
fn any(
    table: &LoadedTable,
    all: &[Texts<'_>],
    mut test: impl FnMut(&Texts<'_>, u32) -> bool,
) -> Mask {
    let fits = all.iter().map(|texts| tested(texts, &mut test));
    in_any(table, &fits.collect::<Vec<_>>())
}

/// The codes of a column, and which of them fit; that of nothing does not.
type Fitting<'t> = (&'t [u32], Vec<bool>);

fn tested<'t>(texts: &'t Texts<'_>, mut test: impl FnMut(&Texts<'_>, u32) -> bool) -> Fitting<'t> {
    let coded = texts.coded();
    let codes = 1..u32::try_from(coded.dictionary.len()).unwrap_or(u32::MAX);
    let mut fit = vec![false];
    fit.extend(codes.map(|code| test(texts, code)));
    (&coded.codes, fit)
}

/// The rows with a code that fits in one of the columns; two columns are gone through at once.
fn in_any(table: &LoadedTable, columns: &[Fitting<'_>]) -> Mask {
    let has = |fit: &[bool], code: u32| fit.get(code as usize).copied().unwrap_or(false);
    if let [(one, fits_one), (other, fits_other)] = columns
        && one.len() == other.len()
    {
        return Mask::of_pairs(table.len(), one, other, |one, other| {
            has(fits_one, one) | has(fits_other, other)
        });
    }
    let mut mask = Mask::none(table.len());
    for (codes, fit) in columns {
        mask.or(&by_code(table, codes, fit));
    }
    mask
}

fn days_fit(table: &LoadedTable, days: &RowDays, test: &RowTest) -> Mask {
    let rows = table.len();
    match test {
        RowTest::Days { from, to } => {
            let from = from.unwrap_or(RowDays::UNDATED + 1);
            let to = to.unwrap_or(i32::MAX);
            Mask::of_pairs(rows, &days.first, &days.more, |first, more| {
                let last = first.wrapping_add_unsigned(more);
                (first != RowDays::UNDATED) & (first <= to) & (last >= from)
            })
        }
        RowTest::Numbers { .. } => Mask::none(rows),
        RowTest::OneOf(_) | RowTest::NoneOf(_) | RowTest::Contains(_) => {
            said(rows, test, |row| days.get(row).map(days_in_words))
        }
    }
}

/// A day, or the first and the last, as a text to compare with.
fn days_in_words(days: DayRange) -> String {
    match days.days() {
        1 => days.first().to_string(),
        _ => format!("{}/{}", days.first(), days.last()),
    }
}

fn people_fit(table: &LoadedTable, numbers: &Numbers, test: &RowTest) -> Mask {
    let rows = table.len();
    match test {
        RowTest::Numbers { least, most } => {
            // Numbers of people are whole; a cast keeps what is beyond them at their bounds.
            let least = least.map_or(0, |least| least.ceil() as u32);
            let is_below = most.is_some_and(|most| most < 0.0);
            let most = most.map_or(u32::MAX, |most| most.floor() as u32);
            match is_below {
                true => Mask::none(rows),
                false => numbers.within(rows, least, most),
            }
        }
        RowTest::Days { .. } => Mask::none(rows),
        RowTest::OneOf(_) | RowTest::NoneOf(_) | RowTest::Contains(_) => {
            said(rows, test, |row| numbers.get(row).map(|it| it.to_string()))
        }
    }
}

/// A test of texts on what is no text; `None` says nothing.
fn said(rows: u32, test: &RowTest, text: impl Fn(u32) -> Option<String> + Sync) -> Mask {
    let text = |row: usize| text(u32::try_from(row).unwrap_or(u32::MAX)).unwrap_or_default();
    match test {
        RowTest::OneOf(texts) => Mask::of(rows, |row| texts.contains(&text(row))),
        RowTest::NoneOf(texts) => Mask::of(rows, |row| !texts.contains(&text(row))),
        RowTest::Contains(part) => Mask::of(rows, |row| text(row).contains(part)),
        RowTest::Numbers { .. } | RowTest::Days { .. } => Mask::none(rows),
    }
}

fn words_fit(
    table: &LoadedTable,
    names: &Names,
    filter: &RowFilter,
    within: &Mask,
    watch: Watch<'_>,
) -> Result<Mask, CannotLoad> {
    let any_of = |texts: &[String]| -> Result<Mask, CannotLoad> {
        let mut mask = Mask::none(table.len());
        for text in texts {
            mask.or(&search::with(table, names, text, within, watch)?);
        }
        Ok(mask)
    };
    match &filter.test {
        RowTest::Contains(text) => all_of(table, names, text, within, watch),
        RowTest::OneOf(texts) => any_of(texts),
        RowTest::NoneOf(texts) => Ok(any_of(texts)?.inverted()),
        RowTest::Numbers { .. } | RowTest::Days { .. } => Ok(Mask::none(table.len())),
    }
}

/// The rows with each of these words, wherever it stands.
fn all_of(
    table: &LoadedTable,
    names: &Names,
    text: &str,
    within: &Mask,
    watch: Watch<'_>,
) -> Result<Mask, CannotLoad> {
    let mut mask = within.clone();
    for words in search::terms(text) {
        mask = search::with(table, names, &words, &mask, watch)?;
    }
    Ok(mask)
}

/// Whether it is a number between these.
fn within(number: f64, least: Option<f64>, most: Option<f64>) -> bool {
    let least = least.unwrap_or(f64::NEG_INFINITY);
    let most = most.unwrap_or(f64::INFINITY);
    (number >= least) & (number <= most)
}

fn overlaps(days: DayRange, from: Option<i32>, to: Option<i32>) -> bool {
    from.is_none_or(|from| days.last().number() >= from)
        && to.is_none_or(|to| days.first().number() <= to)
}

/// Reads the dates of columns that mean nothing, as those that do are written.
pub(super) fn date_reader(table: &LoadedTable) -> DateReader {
    let date = DateColumns {
        at: DateAt::One(String::new()),
        style: table.mapping.date.style,
        ..DateColumns::default()
    };
    DateReader::new(&date, &|_| Some(0))
}

/// The days a cell of any column gives.
pub(super) fn day_of(reader: &DateReader, text: &str) -> Option<DayRange> {
    reader.read(&|_| text.as_bytes()).days
}
