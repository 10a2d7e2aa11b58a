//! Event tables: read, added to a project, and what is asked of them.

mod charts;
mod commands;
mod counts;
mod desk;
mod dialects;
mod editions;
mod editions_review;
mod editions_window;
mod formats;
mod golden;
mod hostile;
mod hues;
mod json;
mod load;
mod made;
mod made_files;
mod meant;
pub mod opened;
mod pane;
mod profile_files;
mod query;
mod reconcile;
mod reconcile_window;
mod serial_dates;
mod series;
mod widths;

use crate::support::corpus::corpus;
use crate::support::window::Setup;
use std::path::Path;
use std::sync::Arc;
use tightrope::ingest::Child;
use tightrope::ingest::tables::{look, read};
use tightrope::storage::files::DiskFiles;
use tightrope::tables::LoadedTable;
use tightrope::workbench::command::Command;

/// The 6,416 rows of UCDP's Pakistan file.
const PAKISTAN: &str = "events/ucdp_hdx_pakistan_1989-2021.csv";

/// Pairs of that file as it names them.
mod dyad {
    pub const TTP: &str = "Government of Pakistan - TTP";
    pub const BLA: &str = "Government of Pakistan - BLA";
}

/// This program, as the child that reads risky files.
fn child() -> Child {
    Child::new(env!("CARGO_BIN_EXE_tightrope"))
}

fn pakistan() -> Option<Arc<LoadedTable>> {
    let path = corpus(PAKISTAN)?;
    let look = look(&DiskFiles, &child(), &path).expect("looked at");
    assert!(look.is_certain, "{look:?}");
    let read = read(
        &DiskFiles,
        &child(),
        &path,
        &look.layout,
        &look.mapping,
        &|_| true,
    );
    Some(read.expect("read").table)
}

#[test]
fn the_pakistan_file_has_the_totals_counted_by_others() {
    let Some(table) = pakistan() else { return };
    assert_eq!(table.len(), 6_416);
    let sum = |part: fn(&LoadedTable, u32) -> Option<u32>| -> u64 {
        let rows = 0..table.len();
        rows.filter_map(|row| part(&table, row))
            .map(u64::from)
            .sum()
    };
    assert_eq!(sum(|table, row| table.killed.get(row).low), 41_089);
    assert_eq!(sum(|table, row| table.killed.get(row).best), 43_225);
    assert_eq!(sum(|table, row| table.killed.get(row).high), 49_713);
    assert!((0..table.len()).all(|row| table.days.get(row).is_some()));
}

#[test]
fn a_dropped_table_is_in_the_project_and_its_rows_are_there() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let mut window = Setup::of_ada().open();
    window
        .files
        .put("/desk/pakistan.csv", std::fs::read(path).unwrap());
    window.ask(Command::Do(
        tightrope::workbench::action::Action::OpenSample,
    ));
    window.ask(Command::AddTables(vec![
        Path::new("/desk/pakistan.csv").into(),
    ]));
    let open = window.open();
    let (id, table) = open
        .document
        .project()
        .tables
        .iter()
        .next()
        .expect("a table");
    assert_eq!(table.title, "pakistan");
    assert_eq!(table.mapping.profile, "UCDP GED");
    assert_eq!(open.tables.get(*id).expect("its rows").len(), 6_416);
}
