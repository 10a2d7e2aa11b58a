//! `tightrope show`: the records of a project, one row each.

use super::output::deliver;
use super::{Done, Failure, open};
use crate::analysis::passages::{Joints, find, typed};
use crate::document::Snapshot;
use crate::formats::passages;
use crate::formats::rows::{What, table};
use crate::formats::table::{Format, Table};
use std::path::PathBuf;

/// What to show.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project.
    pub project: PathBuf,
    /// Which records.
    #[arg(long, value_enum, default_value_t)]
    pub what: What,
    /// Only the passages that fit, as in the window: code:Attack near:5 code:Denial.
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// How to write them: csv and json are complete, text is shortened to fit a screen.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Where to write them; to stdout when not given.
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Shows records.
///
/// # Errors
/// When the project cannot be read, or the output not written.
pub fn run(args: &Args) -> Result<Done, Failure> {
    let document = open(&args.project)?;
    let table = match &args.query {
        Some(query) => fitting(document.snapshot(), args.what, query)?,
        None => table(document.snapshot(), args.what),
    };
    let text = table.write(args.format);
    deliver(text.as_bytes(), &args.project, args.output.as_deref())
}

/// The passages that fit a query.
fn fitting(now: &Snapshot, what: What, query: &str) -> Result<Table, Failure> {
    if what != What::Passages {
        return Err(Failure::refused(
            "--query: only passages are asked for so (write --what passages)",
        ));
    }
    let query = typed::parse(now.project(), query);
    let query = query.map_err(|error| Failure::refused(format!("--query: {error}")))?;
    let found = find(now, &query, &mut Joints::default());
    Ok(passages::table(now, &found))
}
