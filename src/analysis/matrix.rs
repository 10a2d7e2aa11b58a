//! How many passages carry a code, source by source, or along with another code.
//!
//! In: a snapshot, a query whose filters apply to every cell, and how far a column's code reaches.
//! Out: numbers, each of which is how many passages the query of its cell finds.

use super::passages::query::{Query, Reach, Test};
use super::passages::{Joints, carriers, code_with, find};
use crate::document::Snapshot;
use crate::model::annotation::Annotation;
use crate::model::codebook::codes_in_tree_order;
use crate::model::id::{AnnotationId, CodeId, RecordId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands over the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// Every source.
    Sources,
    /// Every code, carried so near.
    Codes(Reach),
}

/// Numbers of passages by code and by source or further code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// A row per code, in the order of the codebook, each with its depth (0 is topmost).
    pub rows: Vec<(usize, CodeId)>,
    /// A column per source by age, or per code in the order of the codebook with its depth.
    pub columns: Vec<(usize, RecordId)>,
    /// Never zero.
    cells: BTreeMap<(CodeId, RecordId), u32>,
    totals: BTreeMap<CodeId, u32>,
    largest: u32,
}

impl Matrix {
    /// Counts passages; `base` says which are counted at all, and whether codes stand for those
    /// under them.
    pub fn new(snapshot: &Snapshot, base: &Query, across: Across, joints: &mut Joints) -> Self {
        let counted = Counted::new(snapshot, base, joints);
        let rows = tree(snapshot);
        let mut matrix = Self {
            totals: counted.totals(),
            ..Self::default()
        };
        match across {
            Across::Sources => {
                let sources = snapshot.project().sources.keys();
                matrix.columns = sources.map(|id| (0, (*id).into())).collect();
                matrix.by_source(&counted);
            }
            Across::Codes(reach) => {
                matrix.columns = rows
                    .iter()
                    .map(|(depth, id)| (*depth, (*id).into()))
                    .collect();
                for (_, column) in &rows {
                    matrix.by_code(snapshot, base, &counted, (*column, reach), joints);
                }
            }
        }
        matrix.rows = rows;
        let apart =
            |((row, column), _): &(&(CodeId, RecordId), &u32)| RecordId::from(*row) != *column;
        let beside = matrix.cells.iter().filter(apart);
        matrix.largest = beside.map(|(_, number)| *number).max().unwrap_or(0);
        matrix
    }

    /// How many passages a cell counts.
    pub fn cell(&self, row: CodeId, column: RecordId) -> u32 {
        self.cells.get(&(row, column)).copied().unwrap_or(0)
    }

    /// How many passages carry a code.
    pub fn total(&self, row: CodeId) -> u32 {
        self.totals.get(&row).copied().unwrap_or(0)
    }

    /// The largest number of a cell, not counting those where a code meets itself.
    pub fn largest(&self) -> u32 {
        self.largest
    }

    fn by_source(&mut self, counted: &Counted) {
        for (annotation, codes) in &counted.passages {
            self.add(codes, annotation.source.into());
        }
    }

    fn by_code(
        &mut self,
        snapshot: &Snapshot,
        base: &Query,
        counted: &Counted,
        (column, reach): (CodeId, Reach),
        joints: &mut Joints,
    ) {
        let codes = code_with(snapshot, column, base.subcodes);
        let reached = carriers(snapshot, &codes, reach, joints);
        for (annotation, rows) in &counted.passages {
            let holds = match reach {
                Reach::Itself => annotation.codes.iter().any(|code| codes.contains(code)),
                _ => reached.reach(annotation),
            };
            if holds {
                self.add(rows, column.into());
            }
        }
    }

    fn add(&mut self, rows: &[CodeId], column: RecordId) {
        for row in rows {
            *self.cells.entry((*row, column)).or_default() += 1;
        }
    }
}

/// The query whose passages a cell counts.
pub fn cell_query(base: &Query, row: CodeId, column: RecordId, across: Across) -> Query {
    let base = base.clone().and(Test::Code(Reach::Itself, row));
    match (column, across) {
        (RecordId::Source(id), _) => base.and(Test::Source(id)),
        (RecordId::Code(id), Across::Codes(reach)) => base.and(Test::Code(reach, id)),
        _ => base,
    }
}

fn tree(snapshot: &Snapshot) -> Vec<(usize, CodeId)> {
    let codes = codes_in_tree_order(snapshot.project()).into_iter();
    codes.map(|(depth, code)| (depth, code.id)).collect()
}

/// The passages that are counted, with the rows each counts in.
struct Counted {
    passages: Vec<(Arc<Annotation>, Vec<CodeId>)>,
}

impl Counted {
    fn new(snapshot: &Snapshot, base: &Query, joints: &mut Joints) -> Self {
        let above = above(snapshot, base.subcodes);
        let annotations = &snapshot.project().annotations;
        let found: Vec<AnnotationId> = find(snapshot, base, joints);
        let passages = found.iter().filter_map(|id| annotations.get(id));
        let with_rows = passages.map(|annotation| {
            let codes = annotation.codes.iter().filter_map(|code| above.get(code));
            let rows: BTreeSet<CodeId> = codes.flatten().copied().collect();
            (Arc::clone(annotation), rows.into_iter().collect())
        });
        let coded = with_rows.filter(|(_, rows): &(_, Vec<CodeId>)| !rows.is_empty());
        Self {
            passages: coded.collect(),
        }
    }

    fn totals(&self) -> BTreeMap<CodeId, u32> {
        let mut totals = BTreeMap::new();
        for row in self.passages.iter().flat_map(|(_, rows)| rows) {
            *totals.entry(*row).or_default() += 1;
        }
        totals
    }
}

/// The rows each code counts in: itself, and the codes above it where they stand for it.
fn above(snapshot: &Snapshot, subcodes: bool) -> BTreeMap<CodeId, Vec<CodeId>> {
    let project = snapshot.project();
    let rows = |id: CodeId| {
        let lineage = crate::model::codebook::code_lineage(project, id);
        let depth = if subcodes { lineage.len() } else { 1 };
        lineage.iter().take(depth).map(|code| code.id).collect()
    };
    project.codes.keys().map(|id| (*id, rows(*id))).collect()
}
