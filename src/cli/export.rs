//! `tightrope export`: a project in another format.

use super::output::deliver;
use super::{Done, Failure, open};
use crate::formats::rows::{What, table};
use clap::ValueEnum;
use std::path::PathBuf;

/// What to export.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project.
    pub project: PathBuf,
    /// The format.
    #[arg(long = "as", value_enum)]
    pub format: ExportFormat,
    /// The file to write; one that is there is replaced.
    #[arg(short, value_name = "OUT")]
    pub output: PathBuf,
}

/// The formats a project can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The events as comma-separated values, safe to open in a spreadsheet.
    Csv,
}

/// Exports a project.
///
/// # Errors
/// When the project cannot be read, or the file not written.
pub fn run(args: &Args) -> Result<Done, Failure> {
    let document = open(&args.project)?;
    let bytes = match args.format {
        ExportFormat::Csv => table(document.snapshot(), What::Events).as_csv(),
    };
    deliver(bytes.as_bytes(), &args.project, Some(&args.output))
}
