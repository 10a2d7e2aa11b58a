//! `tightrope show`: the records of a project, one row each.

use super::output::deliver;
use super::{Done, Failure, open};
use crate::formats::rows::{What, table};
use crate::formats::table::Format;
use std::path::PathBuf;

/// What to show.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project.
    pub project: PathBuf,
    /// Which records.
    #[arg(long, value_enum, default_value_t)]
    pub what: What,
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
    let table = table(document.snapshot(), args.what);
    let text = table.write(args.format);
    deliver(text.as_bytes(), &args.project, args.output.as_deref())
}
