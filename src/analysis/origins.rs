//! Which reports of an event have an origin in common.
//!
//! In: a project and the passages its reports rest on. Out: whether two of them are independent of
//! each other. A source shares its origin with what it repeats or replaces. A table is an origin of
//! its own, all of its rows are one; but a row that cites another reporting source, by its publisher,
//! author or title, only repeats it, and two rows that cite the same are one as well.

use super::folding::{Folding, Letters, fold};
use crate::model::id::{SourceId, TableId};
use crate::model::project::Project;
use crate::model::report::Passage;
use crate::model::source::Source;
use crate::model::table::TableRow;
use std::collections::BTreeSet;

/// Shorter names are found in too many words, in letters.
const SHORTEST_NAME: usize = 3;

/// Where what a passage says comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Origin {
    /// The source, and all it repeats or replaces, directly or not.
    sources: BTreeSet<SourceId>,
    table: Option<TableId>,
    /// Whom a row cites, each in folded words.
    cites: BTreeSet<String>,
}

impl Origin {
    /// The origin of a passage; `None` where what it rested on is gone.
    pub(super) fn of(project: &Project, passage: &Passage) -> Option<Self> {
        if let Some(source) = project.source_of(passage) {
            return Some(Self {
                sources: repeated(project, source),
                table: None,
                cites: BTreeSet::new(),
            });
        }
        let row = project.rows.get(&passage.row()?)?;
        Some(Self {
            sources: BTreeSet::new(),
            table: Some(row.table),
            cites: cited(project, row),
        })
    }

    fn is_apart_from(&self, project: &Project, other: &Self) -> bool {
        let same_table = self.table.is_some() && self.table == other.table;
        !same_table
            && self.sources.is_disjoint(&other.sources)
            && self.cites.is_disjoint(&other.cites)
            && !self.names_one_of(project, &other.sources)
            && !other.names_one_of(project, &self.sources)
    }

    fn names_one_of(&self, project: &Project, sources: &BTreeSet<SourceId>) -> bool {
        let mut sources = sources.iter().filter_map(|id| project.sources.get(id));
        !self.cites.is_empty() && sources.any(|source| self.names(source))
    }

    fn names(&self, source: &Source) -> bool {
        let names = [&source.publisher, &source.author, &source.title];
        let mut names = names.map(|name| words(name)).into_iter();
        names.any(|name| {
            let long = name.trim().chars().count() >= SHORTEST_NAME;
            long && self.cites.iter().any(|cited| cited.contains(&name))
        })
    }
}

/// Whether two of these have no origin in common: neither repeats the other, nor do both repeat a
/// third.
pub(super) fn independent(project: &Project, origins: &BTreeSet<Origin>) -> bool {
    origins.iter().enumerate().any(|(index, one)| {
        let mut others = origins.iter().skip(index + 1);
        others.any(|other| one.is_apart_from(project, other))
    })
}

/// A source and everything it repeats or replaces, directly or not.
fn repeated(project: &Project, source: SourceId) -> BTreeSet<SourceId> {
    let mut seen = BTreeSet::new();
    let mut next = vec![source];
    while let Some(id) = next.pop() {
        if seen.insert(id)
            && let Some(source) = project.sources.get(&id)
        {
            next.extend(source.derived_from);
            next.extend(source.supersedes);
        }
    }
    seen
}

/// Whom the cells of a row cite, as its table's mapping has it.
fn cited(project: &Project, row: &TableRow) -> BTreeSet<String> {
    let Some(table) = project.tables.get(&row.table) else {
        return BTreeSet::new();
    };
    let mapping = &table.mapping;
    let cells = mapping.source.iter().filter_map(|name| row.cell(name));
    let separators = [Some(';'), mapping.separator];
    let split = |cell| str::split(cell, move |sign| separators.contains(&Some(sign)));
    let names = cells.flat_map(split).map(words);
    names.filter(|name| !name.trim().is_empty()).collect()
}

/// The words of a name, folded, with a blank around each: so that a name is found in a longer one as
/// whole words only.
fn words(name: &str) -> String {
    let folded = fold(name, &mut Letters::new(Folding::ALL));
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}
