//! Which actors of the project meet in the rows of a table.
//!
//! In: a table in memory, what the project calls its names, who belongs to whom. Out: who acts
//! towards whom in how many rows. A pass over the rows: work for a job.

use crate::figure::pair::meetings_of;
use crate::model::codebook::Family;
use crate::model::id::ActorId;
use crate::model::project::Project;
use crate::tables::LoadedTable;
use crate::tables::coded::Coded;
use crate::tables::joined::{Called, Names};
use std::collections::BTreeMap;

/// Who acts towards whom, in how many rows.
pub type Meetings = BTreeMap<(ActorId, ActorId), u64>;

/// Who meets in the incidents of a table.
pub(super) fn meetings(table: &LoadedTable, names: &Names, project: &Project) -> Meetings {
    let initiators = actors(&table.initiator, &names.initiator);
    let targets = actors(&table.target, &names.target);
    let mut by_code: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let codes = table.initiator.codes.iter().zip(&table.target.codes);
    for (row, (from, to)) in (0_u32..).zip(codes) {
        if initiators.contains_key(from) && targets.contains_key(to) {
            let kind = table.kind.codes.get(row as usize).copied();
            if kind.is_none_or(|kind| table.family(kind) == Family::Incident) {
                *by_code.entry((*from, *to)).or_default() += 1;
            }
        }
    }
    let mut out = Meetings::new();
    for ((from, to), number) in by_code {
        let sides = initiators.get(&from).zip(targets.get(&to));
        for pair in sides
            .into_iter()
            .flat_map(|(from, to)| meetings_of(project, from, to))
        {
            *out.entry(pair).or_default() += number;
        }
    }
    out
}

/// The actors of the project that the cells of a column name, by code; none for cells without any.
fn actors(column: &Coded, called: &Called<ActorId>) -> BTreeMap<u32, Vec<ActorId>> {
    let mut out = BTreeMap::new();
    for (code, _) in column.dictionary.iter() {
        let names = called.names(&column.dictionary, code);
        let known = names.iter().filter_map(|name| Some(name.known.as_ref()?.0));
        let known: Vec<ActorId> = known.collect();
        if !known.is_empty() {
            out.insert(code, known);
        }
    }
    out
}
