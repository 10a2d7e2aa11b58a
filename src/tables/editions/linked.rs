//! What a newer edition says of the rows a project keeps something about.

use super::id_column;
use crate::model::table::{RowNow, RowUpdate, TableRow, said_text};
use crate::tables::column::rows_where;
use crate::tables::keys::row_key;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A row the project keeps something about, in a newer edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// What becomes of its record.
    pub update: RowUpdate,
    /// Where it stands in the newer file, by its number from 0; `None` where it is gone.
    pub at: Option<u32>,
}

/// Finds rows again, and compares them with what they said when the analyst last looked. `before` are
/// the columns of the older file, where they are known; a column it did not have changes no row. Reads
/// the newer file on all cores: for a job.
///
/// # Errors
/// When the file cannot be read any more, or `watch` stops it.
pub fn linked(
    rows: &[Arc<TableRow>],
    before: Option<&[String]>,
    newer: &LoadedTable,
    watch: Watch<'_>,
) -> Result<Vec<Linked>, CannotLoad> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let columns = Compared::of(rows, before, newer);
    let mut found = Candidates::find(rows, &columns, newer, watch)?;
    // Rows that share an id: first come those that read the same, the others take what is left.
    let same = rows.iter().map(|row| found.take_same(row, &columns));
    let same: Vec<Option<usize>> = same.collect();
    let linked = rows.iter().zip(same).map(|(row, same)| {
        let at = same.or_else(|| found.take_any(row));
        match at.and_then(|at| found.rows.get(at)) {
            Some((at, cells)) => columns.there(row, *at, cells.clone()),
            None => gone(row),
        }
    });
    Ok(linked.collect())
}

fn gone(row: &TableRow) -> Linked {
    let now = match row.now {
        RowNow::GoneSeen => RowNow::GoneSeen,
        _ => RowNow::Gone,
    };
    Linked {
        update: RowUpdate {
            row: row.id,
            key: row.key.clone(),
            cells: row.cells.clone(),
            now,
        },
        at: None,
    }
}

/// The columns that are compared: those both editions have.
struct Compared<'a> {
    newer: &'a LoadedTable,
    /// Whether each column of the newer file is.
    is: Vec<bool>,
}

impl<'a> Compared<'a> {
    fn of(rows: &[Arc<TableRow>], before: Option<&[String]>, newer: &'a LoadedTable) -> Self {
        let kept = rows.iter().flat_map(|row| &row.cells);
        let kept = kept.map(|(name, _)| name.as_str());
        // Where the older file is not there, it is known to have had the columns that mean something
        // and those any row had something in.
        let kept = kept.chain(newer.mapping.named_columns());
        let known: HashSet<&str> = match before {
            Some(before) => before.iter().map(String::as_str).collect(),
            None => kept.collect(),
        };
        let columns = newer.columns.iter();
        Self {
            newer,
            is: columns.map(|name| known.contains(name.as_str())).collect(),
        }
    }

    fn names(&self) -> impl Iterator<Item = (usize, &str, bool)> {
        let names = self.newer.columns.iter().zip(&self.is).enumerate();
        names.map(|(at, (name, is))| (at, name.as_str(), *is))
    }

    fn places(&self) -> Vec<usize> {
        let compared = self.names().filter(|(.., is)| *is);
        compared.map(|(at, ..)| at).collect()
    }

    /// What a kept row says in the columns compared, in one text.
    fn kept(&self, row: &TableRow) -> String {
        let compared = self.names().filter(|(.., is)| *is);
        let said = compared.map(|(_, name, _)| row.cell(name).unwrap_or_default());
        one_text(said)
    }

    /// The same of a row of the newer file.
    fn said(&self, cells: &[String]) -> String {
        let places = self.places().into_iter();
        one_text(places.map(|at| cells.get(at).map_or("", String::as_str)))
    }

    fn there(&self, row: &TableRow, at: u32, cells: Vec<String>) -> Linked {
        let same = self.kept(row) == self.said(&cells);
        let key = row_key(self.newer, &cells);
        let now = self.newer.columns.iter().cloned().zip(cells);
        let mut now: Vec<(String, String)> = now.filter(|(_, text)| !text.is_empty()).collect();
        // What stood in a column that went is kept: that it went is no change of the row.
        let went = |name: &str| self.newer.column(name).is_none();
        now.extend(row.cells.iter().filter(|(name, _)| went(name)).cloned());
        // A column that is new is no change of the row: what it says is not looked at again.
        let mut kept = row.cells.clone();
        let is_new = |name: &str| self.names().any(|(_, it, is)| it == name && !is);
        kept.retain(|(name, _)| !is_new(name));
        kept.extend(now.iter().filter(|(name, _)| is_new(name)).cloned());
        Linked {
            update: RowUpdate {
                row: row.id,
                key,
                cells: kept,
                now: if same {
                    RowNow::Same
                } else {
                    RowNow::Changed(now)
                },
            },
            at: Some(at),
        }
    }
}

fn one_text<'t>(said: impl Iterator<Item = &'t str>) -> String {
    let said: Vec<Cow<'_, str>> = said.map(said_text).collect();
    said.join("\u{1f}")
}

/// The rows of the newer file that may be one of those kept.
struct Candidates {
    /// Whether the newer file tells its rows apart; where it does not, what they say must do.
    has_ids: bool,
    rows: Vec<(u32, Vec<String>)>,
    /// By what stands in the id column, and by all that is compared.
    by_id: HashMap<String, Vec<usize>>,
    by_cells: HashMap<String, Vec<usize>>,
    /// A row is one of those kept only.
    taken: BTreeSet<usize>,
}

impl Candidates {
    fn find(
        kept: &[Arc<TableRow>],
        columns: &Compared<'_>,
        newer: &LoadedTable,
        watch: Watch<'_>,
    ) -> Result<Self, CannotLoad> {
        let ids: HashSet<&str> = kept.iter().map(|row| row.key.as_str()).collect();
        let id = id_column(newer);
        let without = kept.iter().filter(|row| id.is_none() || is_hash(&row.key));
        let cells: HashSet<String> = without.map(|row| columns.kept(row)).collect();
        let mut read: Vec<usize> = id.into_iter().collect();
        if !cells.is_empty() {
            read.extend(columns.places());
        }
        let has_id = usize::from(id.is_some());
        let fits = |said: &[&str]| {
            let by_id = id
                .and(said.first())
                .is_some_and(|id| ids.contains(id.trim()));
            let rest = said.get(has_id..).unwrap_or_default();
            by_id || !cells.is_empty() && cells.contains(&one_text(rest.iter().copied()))
        };
        let found = rows_where(newer, &read, watch, &fits)?;
        let mut all = Self {
            has_ids: id.is_some(),
            rows: Vec::with_capacity(found.len()),
            by_id: HashMap::new(),
            by_cells: HashMap::new(),
            taken: BTreeSet::new(),
        };
        for row in found {
            all.add(row, newer.records.read(row)?, id, columns);
        }
        Ok(all)
    }

    fn add(&mut self, row: u32, cells: Vec<String>, id: Option<usize>, columns: &Compared<'_>) {
        let at = self.rows.len();
        if let Some(id) = id.and_then(|id| cells.get(id)) {
            let same = self.by_id.entry(id.trim().to_owned()).or_default();
            same.push(at);
        }
        let same = self.by_cells.entry(columns.said(&cells)).or_default();
        same.push(at);
        self.rows.push((row, cells));
    }

    /// One that reads as a kept row: with its id, or anywhere where there are no ids.
    fn take_same(&mut self, row: &TableRow, columns: &Compared<'_>) -> Option<usize> {
        let same = self.by_cells.get(&columns.kept(row))?;
        let mut free = same.iter().copied().filter(|at| !self.taken.contains(at));
        let of_id = |at: &usize| {
            let by_id = self.by_id.get(&row.key);
            by_id.is_some_and(|by_id| by_id.contains(at))
        };
        let any = free.clone().next();
        let any = any.filter(|_| !self.has_ids || is_hash(&row.key));
        let at = free.find(of_id).or(any)?;
        self.taken.insert(at);
        Some(at)
    }

    /// The first with the id of a kept row.
    fn take_any(&mut self, row: &TableRow) -> Option<usize> {
        let by_id = self.by_id.get(&row.key)?;
        let mut free = by_id.iter().copied();
        let at = free.find(|at| !self.taken.contains(at))?;
        self.taken.insert(at);
        Some(at)
    }
}

/// Whether a key may stand for all cells of a row.
fn is_hash(key: &str) -> bool {
    key.starts_with('#')
}
