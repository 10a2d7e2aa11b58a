//! `tightrope show`: the records of a project, one row each, or the rows of a table.

use super::output::deliver;
use super::tables::showing::{self, Part, Shown};
use super::tables::{self, OpenTable, TableArgs};
use super::{Done, Failure, open, tell};
use crate::analysis::passages::{Joints, find, typed};
use crate::document::Snapshot;
use crate::formats::passages;
use crate::formats::rows::{What, table};
use crate::formats::table::{Format, Table};
use crate::model::project::Project;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// What to show.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A project, or a table of events.
    pub input: PathBuf,
    /// Which records of a project, or which part of a table; its events or rows when not given.
    #[arg(long, value_parser = wanted())]
    pub what: Option<Wanted>,
    /// A table of the project, by its title.
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// How a table is read.
    #[command(flatten)]
    pub reading: TableArgs,
    /// Where to write what is odd about the rows of a table.
    #[arg(long, value_name = "FILE")]
    pub warnings: Option<PathBuf>,
    /// Only rows of a table with this value: FIELD=VALUE, FIELD!=VALUE or FIELD~VALUE (contains).
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    pub conditions: Vec<String>,
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

/// What is asked for: records of a project, or a part of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Records.
    Records(What),
    /// A part of a table.
    Table(Part),
}

fn wanted() -> impl TypedValueParser<Value = Wanted> {
    let records = What::value_variants()
        .iter()
        .filter_map(What::to_possible_value);
    let parts = Part::value_variants()
        .iter()
        .filter_map(Part::to_possible_value);
    PossibleValuesParser::new(records.chain(parts)).try_map(|text| {
        let record = What::from_str(&text, false).map(Wanted::Records);
        record.or_else(|_| Part::from_str(&text, false).map(Wanted::Table))
    })
}

/// Shows records, or a part of a table.
///
/// # Errors
/// When the input cannot be read, or the output not written.
pub fn run(args: &Args) -> Result<Done, Failure> {
    if let Some(name) = &args.table {
        let document = open(&args.input)?;
        let project = document.snapshot().project();
        let table = tables::project::named(project, "--table", name)?;
        let table = tables::project::open(&args.input, project, table)?;
        return show_table(&table, project, args);
    }
    if tables::is_meant(&args.input, &args.reading) {
        if args.what == Some(Wanted::Table(Part::Profile)) {
            return showing::profile_of(&args.input, &args.reading, args.output.as_deref());
        }
        let table = tables::reading::open_anyhow(&args.input, &args.reading)?;
        return show_table(&table, &Project::default(), args);
    }
    show_records(args)
}

fn show_table(table: &OpenTable, project: &Project, args: &Args) -> Result<Done, Failure> {
    let part = match args.what {
        None => Part::Rows,
        Some(Wanted::Table(part)) => part,
        Some(Wanted::Records(_)) => {
            let what = "--what: a table has rows, columns, warnings and a profile";
            return Err(Failure::refused(what));
        }
    };
    for note in table.notes() {
        tell("note", &note);
    }
    table.write_warnings(args.warnings.as_deref())?;
    let shown = Shown {
        conditions: &args.conditions,
        format: args.format,
        output: args.output.as_deref(),
    };
    showing::run(table, project, part, &shown)
}

fn show_records(args: &Args) -> Result<Done, Failure> {
    let what = match args.what {
        None => What::default(),
        Some(Wanted::Records(what)) => what,
        Some(Wanted::Table(_)) => {
            let what = "--what: only a table has that (name a table, or one of the project’s with --table)";
            return Err(Failure::refused(what));
        }
    };
    let of_tables = [
        ("--where", !args.conditions.is_empty()),
        ("--warnings", args.warnings.is_some()),
    ];
    if let Some((option, _)) = of_tables.iter().find(|(_, is_given)| *is_given) {
        let what = "only the rows of a table are asked for so (name a table, or use --table)";
        return Err(Failure::refused(format!("{option}: {what}")));
    }
    let document = open(&args.input)?;
    let table = match &args.query {
        Some(query) => fitting(document.snapshot(), what, query)?,
        None => table(document.snapshot(), what),
    };
    let text = table.write(args.format);
    deliver(text.as_bytes(), &args.input, args.output.as_deref())
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
