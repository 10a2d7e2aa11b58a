//! Who stands behind each row of a table whose actors are sides: one name a row, so that nobody is
//! blamed for being named first.

use super::coded::{Coded, Coder};
use super::joined::Names;
use super::loaded::LoadedTable;
use super::mask::Mask;
use crate::analysis::dyads::{DYAD, dyad_name};
use std::collections::{BTreeSet, HashMap};

/// The initiator of each row in which one acts on the other; of any other both sides in one order,
/// "Government of Pakistan – TTP". A side that is not named is left out.
pub(super) fn who(table: &LoadedTable, names: &Names) -> Coded {
    let mut told = Told::new(table, names);
    let mut out = Coder::default();
    for row in 0..table.len() {
        out.push(told.of(row));
    }
    out.finish()
}

/// The same of some rows, each once.
pub fn who_in(table: &LoadedTable, names: &Names, rows: &Mask) -> BTreeSet<String> {
    let mut told = Told::new(table, names);
    rows.rows().for_each(|row| {
        told.of(row);
    });
    told.texts.into_values().collect()
}

/// Who did it to whom in each row, "TTP – Civilians"; of both sides of what nobody began, in one order.
pub(super) fn dyads(table: &LoadedTable, names: &Names) -> Coded {
    let mut texts: HashMap<(u32, u32, bool), String> = HashMap::new();
    let mut out = Coder::default();
    for row in 0..table.len() {
        let is_opposed = table.is_opposed(row);
        let (first, second) = (table.initiator.code(row), table.target.code(row));
        let text = texts.entry((first, second, is_opposed)).or_insert_with(|| {
            let first = names.initiator.label(&table.initiator.dictionary, first);
            let second = names.target.label(&table.target.dictionary, second);
            match is_opposed && second < first {
                true => dyad_name(&second, &first),
                false => dyad_name(&first, &second),
            }
        });
        out.push(text);
    }
    out.finish()
}

/// Who stands behind rows, by the codes of their two columns.
struct Told<'t> {
    table: &'t LoadedTable,
    names: &'t Names,
    texts: HashMap<(u32, Option<u32>), String>,
}

impl<'t> Told<'t> {
    fn new(table: &'t LoadedTable, names: &'t Names) -> Self {
        Self {
            table,
            names,
            texts: HashMap::new(),
        }
    }

    fn of(&mut self, row: u32) -> &str {
        let (table, names) = (self.table, self.names);
        let first = table.initiator.code(row);
        let second = table.is_opposed(row).then(|| table.target.code(row));
        self.texts.entry((first, second)).or_insert_with(|| {
            let first = names.initiator.label(&table.initiator.dictionary, first);
            let second = second.map(|code| names.target.label(&table.target.dictionary, code));
            let mut sides: Vec<&str> = std::iter::once(&*first).chain(second.as_deref()).collect();
            sides.retain(|side| !side.is_empty());
            sides.sort_unstable();
            sides.join(DYAD)
        })
    }
}
