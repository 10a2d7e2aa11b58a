//! The records of a project as rows of cells.
//!
//! In: a snapshot and a noun. Out: one row per record, by age, with the passages it rests on:
//! their ids, their words, and where they stand in their source, in characters.

mod annotations;
pub(super) mod cells;
mod claims;
mod codebook;
mod events;
mod names;
pub(super) mod passages;
mod reports;
mod sources;

use super::table::{Cell, Table};
use crate::document::Snapshot;
use clap::ValueEnum;

/// What can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// What was read.
    Sources,
    /// Codes on words.
    Annotations,
    /// What happened or took effect.
    #[default]
    Events,
    /// What passages say about events.
    Reports,
    /// What speakers say besides.
    Claims,
    /// Who acts and speaks.
    Actors,
    /// Where.
    Places,
    /// The labels of the codebook.
    Codes,
    /// What events can be.
    Kinds,
    /// Codes on words, each with its source and all that rests on it.
    Passages,
}

/// Every record of one noun as a row.
pub fn table(snapshot: &Snapshot, what: What) -> Table {
    let project = snapshot.project();
    let all = || project.annotations.keys().copied().collect::<Vec<_>>();
    let (columns, rows): (&[&'static str], Vec<Vec<Cell>>) = match what {
        What::Sources => (&sources::COLUMNS, sources::rows(project)),
        What::Annotations => (&annotations::COLUMNS, annotations::rows(project)),
        What::Events => (&events::COLUMNS, events::rows(snapshot)),
        What::Reports => (&reports::COLUMNS, reports::rows(project)),
        What::Claims => (&claims::COLUMNS, claims::rows(project)),
        What::Actors => (&names::ACTORS, names::actors(project)),
        What::Places => (&names::PLACES, names::places(project)),
        What::Codes => (&codebook::CODES, codebook::codes(project)),
        What::Kinds => (&codebook::KINDS, codebook::kinds(project)),
        What::Passages => return super::passages::table(snapshot, &all()),
    };
    Table {
        columns: columns.to_vec(),
        rows,
    }
}
