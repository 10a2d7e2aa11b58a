//! Who stands behind each row of a table whose actors are sides: one name a row, so that nobody is
//! blamed for being named first.

use super::coded::{Coded, Coder};
use super::joined::Names;
use super::loaded::LoadedTable;
use std::collections::HashMap;

/// The initiator of each row in which one acts on the other; of any other both sides in one order,
/// "Government of Pakistan – TTP". A side that is not named is left out.
pub(super) fn who(table: &LoadedTable, names: &Names) -> Coded {
    let mut texts: HashMap<(u32, Option<u32>), String> = HashMap::new();
    let mut out = Coder::default();
    for row in 0..table.len() {
        let first = table.initiator.code(row);
        let second = table.is_opposed(row).then(|| table.target.code(row));
        let text = texts.entry((first, second)).or_insert_with(|| {
            let first = names.initiator.label(&table.initiator.dictionary, first);
            let second = second.map(|code| names.target.label(&table.target.dictionary, code));
            let mut sides: Vec<&str> = std::iter::once(&*first).chain(second.as_deref()).collect();
            sides.retain(|side| !side.is_empty());
            sides.sort_unstable();
            sides.join(" – ")
        });
        out.push(text);
    }
    out.finish()
}
