//! Rows in order: numbers as numbers, days as days, texts by letter without their case and marks;
//! what says nothing last, whichever way.

use super::coded::number_of;
use super::columns::ColumnCache;
use super::fields::{Field, Texts};
use super::filter::{date_reader, day_of};
use super::joined::Names;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use crate::analysis::folding::{Folding, Letters, fold};
use crate::model::row_filter::SortKey;
use std::cmp::Ordering;

/// Larger than any key of a row that says something.
const UNKNOWN: u64 = u64::MAX;

/// `rows` by the keys, the first counting most; rows that are alike stay in the order given.
///
/// # Errors
/// When a column is missing, the file cannot be read any more, or `watch` stops the work.
pub fn sorted(
    table: &LoadedTable,
    columns: &ColumnCache,
    names: &Names,
    mut rows: Vec<u32>,
    keys: &[SortKey],
    watch: Watch<'_>,
) -> Result<Vec<u32>, CannotLoad> {
    // From the last key to the first: each sort keeps what the one before it did.
    for key in keys.iter().rev() {
        if !watch(0.5) {
            return Err(CannotLoad::Stopped);
        }
        let field = Field::of(table, columns, names, &key.field, watch)?;
        let Some(of_row) = key_of(table, &field) else {
            continue;
        };
        let descending = key.descending;
        let mut keyed: Vec<(u64, u32)> = rows
            .iter()
            .map(|row| {
                let found = of_row(*row);
                let found = match found {
                    UNKNOWN => UNKNOWN,
                    known if descending => UNKNOWN - 1 - known,
                    known => known,
                };
                (found, *row)
            })
            .collect();
        keyed.sort_by_key(|(key, _)| *key);
        rows = keyed.into_iter().map(|(_, row)| row).collect();
    }
    Ok(rows)
}

type KeyOf<'f> = Box<dyn Fn(u32) -> u64 + 'f>;

/// The key of each row; `None` for a field that has no order.
fn key_of<'f>(table: &LoadedTable, field: &'f Field<'_>) -> Option<KeyOf<'f>> {
    match field {
        Field::Words => None,
        Field::Days(days) => Some(Box::new(|row| {
            days.get(row).map_or(UNKNOWN, |days| {
                // Days are far fewer than 2^31 either side of 1970.
                let first = i64::from(days.first().number()) + (1 << 31);
                u64::try_from(first).unwrap_or(0) << 24 | u64::from(days.days().min(0xff_ffff))
            })
        })),
        Field::People(numbers) => Some(Box::new(|row| numbers.get(row).map_or(UNKNOWN, u64::from))),
        Field::Texts(all) => {
            let ranks: Vec<(&Texts<'_>, Vec<u64>)> = all
                .iter()
                .map(|texts| (texts, ranks(table, texts)))
                .collect();
            Some(Box::new(move |row| {
                let mut keys = ranks.iter().map(|(texts, ranks)| {
                    let code = texts.coded().code(row) as usize;
                    ranks.get(code).copied().unwrap_or(UNKNOWN)
                });
                keys.find(|key| *key != UNKNOWN).unwrap_or(UNKNOWN)
            }))
        }
    }
}

/// What a text sorts by: numbers first, then days, then letters.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Days(i32, u32),
    Letters(String),
}

/// The place of each code in the order of its texts; texts that differ in nothing that matters
/// have one place.
fn ranks(table: &LoadedTable, texts: &Texts<'_>) -> Vec<u64> {
    let mut letters = Letters::new(Folding::ALL);
    let reader = date_reader(table);
    let codes = 1..u32::try_from(texts.coded().dictionary.len()).unwrap_or(u32::MAX);
    let mut keys: Vec<(Key, u32)> = codes
        .map(|code| {
            let label = texts.label(code);
            let key = match (number_of(&label), day_of(&reader, &label)) {
                (Some(number), _) => Key::Number(number),
                (None, Some(days)) => Key::Days(days.first().number(), days.days()),
                (None, None) => Key::Letters(fold(&label, &mut letters)),
            };
            (key, code)
        })
        .collect();
    let order = |one: &Key, other: &Key| one.partial_cmp(other).unwrap_or(Ordering::Equal);
    keys.sort_by(|(one, _), (other, _)| order(one, other));
    let mut ranks = vec![UNKNOWN; keys.len() + 1];
    let (mut rank, mut last): (u64, Option<&Key>) = (0, None);
    for (key, code) in &keys {
        rank += u64::from(last.is_some_and(|last| last != key));
        last = Some(key);
        if let Some(place) = ranks.get_mut(*code as usize) {
            *place = rank;
        }
    }
    ranks
}
