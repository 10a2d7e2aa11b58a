//! The command line: the same library, the same results as in the window.
//!
//! In: arguments. Out: data on stdout or in a file, errors on stderr, one line each, and an exit
//! code: 0 done, 1 done with findings, 2 refused input, 3 a fault of the program.

mod bars;
mod begin;
pub mod check;
pub mod counts;
pub mod export;
pub mod extract;
pub mod figure;
pub mod figure_args;
pub mod import;
pub mod new;
pub mod output;
pub mod pair;
pub mod saved;
pub mod show;
pub mod tables;
pub mod text_view;
mod views;

use crate::document::{Document, Snapshot};
use crate::ingest::case::CASE_FILE;
use crate::ingest::format::{Format, is_document};
use crate::ingest::tables::is_table;
use crate::ingest::tables::places::Places;
use crate::model::id::Replica;
use crate::model::project::Project;
use crate::storage::files::{DiskFiles, Files};
use crate::storage::{self, project_file, store};
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// A workbench for analysts who work from texts.
#[derive(Debug, Parser)]
#[command(name = "tightrope", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// A project, a case folder, or texts to open in the workbench.
    pub paths: Vec<PathBuf>,
    /// What to do instead of opening the workbench.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// What the command line asks for.
    ///
    /// # Errors
    /// How to end when it asks for help, or for what there is not: told then in one line.
    pub fn from_command_line() -> Result<Self, ExitCode> {
        Self::try_parse().map_err(|error| {
            if !error.use_stderr() {
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
            let text = error.render().to_string();
            let said = text.lines().take_while(|line| !line.starts_with("Usage:"));
            let said = said
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with("For more information"));
            let line = said.collect::<Vec<_>>().join(" ");
            tell("error", line.strip_prefix("error: ").unwrap_or(&line));
            ExitCode::from(2)
        })
    }
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project from texts and tables, or a case.
    New(new::Args),
    /// Load a project and print a line per problem.
    Check(check::Args),
    /// Print the records of a project, or the rows of a table.
    Show(show::Args),
    /// Count events of a project or a table per day, week, month, quarter or year.
    Counts(counts::Args),
    /// Draw the timeline, the frequency chart, or a chart of two actors.
    Figure(Box<figure_args::FigureArgs>),
    /// Add a table of events to a project.
    Import(import::Args),
    /// Write a project in another format.
    Export(export::Args),
    /// Read one file for the process that started this one.
    #[command(hide = true, name = "extract")]
    Extract(extract::Args),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// All is well.
    Well,
    /// It found something.
    WithFindings,
}

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What it was given cannot be used: one line for each reason.
    #[error("{}", .0.join("\n"))]
    Refused(Vec<String>),
    /// The program is at fault.
    #[error("{0}")]
    Internal(String),
    /// Whoever read the output has closed it: nothing to tell.
    #[error("the output was closed")]
    OutputClosed,
}

impl Failure {
    /// A refusal for one reason.
    #[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
    pub fn refused(why: impl ToString) -> Self {
        Self::Refused(why.to_string().lines().map(str::to_owned).collect())
    }
}

/// Does what a subcommand asks, and says how it went.
pub fn run(command: &Command) -> ExitCode {
    let outcome = match command {
        Command::New(args) => new::run(args),
        Command::Check(args) => check::run(args),
        Command::Show(args) => show::run(args),
        Command::Counts(args) => count(args),
        Command::Import(args) => import::run(args),
        Command::Figure(args) => draw(args),
        Command::Export(args) => export::run(args),
        Command::Extract(args) => extract::run(args),
    };
    report(outcome)
}

/// Reads a project, computes something from it, and delivers that with its notes.
fn computed(
    project: &Path,
    to: Option<&Path>,
    compute: impl FnOnce(&Snapshot) -> Result<counts::Printed, String>,
) -> Result<Done, Failure> {
    let document = open(project)?;
    let printed = compute(document.snapshot()).map_err(Failure::refused)?;
    told(&printed, project, to)
}

/// Delivers what was computed from `input`, with its notes.
fn told(printed: &counts::Printed, input: &Path, to: Option<&Path>) -> Result<Done, Failure> {
    for note in &printed.notes {
        tell("note", note);
    }
    if let Some((path, bytes)) = &printed.beside {
        output::deliver(bytes, input, Some(path))?;
    }
    output::deliver(&printed.bytes, input, to)
}

/// Counts a project, one of its tables, or a table by itself.
fn count(args: &counts::Args) -> Result<Done, Failure> {
    let to = args.output.as_deref();
    if let Some(name) = &args.table {
        let document = open(&args.input)?;
        let project = document.snapshot().project();
        let table = tables::project::named(project, "--table", name)?;
        let table = tables::project::open(&args.input, project, table)?;
        return count_table(&table, project, args);
    }
    if tables::is_meant(&args.input, &args.reading) {
        let table = tables::reading::open(&args.input, &args.reading)?;
        return count_table(&table, &Project::default(), args);
    }
    if args.warnings.is_some() {
        let what =
            "--warnings: a project has none (name a table, or one of the project’s with --table)";
        return Err(Failure::refused(what));
    }
    computed(&args.input, to, |now| counts::run(now, args))
}

fn count_table(
    table: &tables::OpenTable,
    project: &Project,
    args: &counts::Args,
) -> Result<Done, Failure> {
    let printed = tables::counting::run(table, project, args)?;
    table.write_warnings(args.warnings.as_deref())?;
    told(&printed, &table.path, args.output.as_deref())
}

/// Draws a project with its tables, or a table by itself.
fn draw(args: &figure_args::FigureArgs) -> Result<Done, Failure> {
    let to = args.output.as_deref();
    if tables::is_meant(&args.input, &args.reading) {
        let table = tables::reading::open(&args.input, &args.reading)?;
        let series = tables::series::alone(&table, args)?;
        let mut printed = figure::run_alone(&series, args)?;
        printed.notes.splice(0..0, table.notes());
        return told(&printed, &args.input, to);
    }
    let document = open(&args.input)?;
    let series = tables::series::of_project(&args.input, document.snapshot().project(), args)?;
    told(
        &figure::run(document.snapshot(), &series, args)?,
        &args.input,
        to,
    )
}

fn report(outcome: Result<Done, Failure>) -> ExitCode {
    let (code, lines) = match outcome {
        Ok(Done::Well) | Err(Failure::OutputClosed) => return ExitCode::SUCCESS,
        Ok(Done::WithFindings) => return ExitCode::from(1),
        Err(Failure::Refused(lines)) => (2, lines),
        Err(Failure::Internal(line)) => (3, vec![line]),
    };
    for line in lines {
        tell("error", &line);
    }
    ExitCode::from(code)
}

/// Writes a line to stderr. Nobody may be listening there; that is no reason to stop.
pub(crate) fn tell(what: &str, line: &str) {
    let _ = writeln!(std::io::stderr(), "{what}: {line}");
}

/// Opens a project to read, its unsaved edits included; what is odd about its journal goes to
/// stderr.
///
/// # Errors
/// What is wrong with it, one line each.
pub fn open(path: &Path) -> Result<Document, Failure> {
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let opened = store::read(&files, path, Replica::from_bits(0));
    let (document, warnings) = opened.map_err(|error| Failure::Refused(error.lines()))?;
    for warning in warnings {
        tell("warning", &warning.to_string());
    }
    Ok(document)
}

/// Prints what the workbench would open as text, because no window could be opened.
pub fn text_instead(paths: &[PathBuf], why: &dyn std::fmt::Display) -> ExitCode {
    tell("note", &format!("{why}; here is the case as text"));
    report(text(paths))
}

/// Prints what the workbench would open as text.
fn text(paths: &[PathBuf]) -> Result<Done, Failure> {
    let (projects, files): (Vec<_>, Vec<_>) = paths.iter().partition(|path| is_project(path));
    let document = match projects.as_slice() {
        [] if files.is_empty() => sample()?,
        [project] => {
            let document = open(project)?;
            files.iter().for_each(|file| tell_not_added(project, file));
            document
        }
        _ => document(
            new::project(
                &DiskFiles,
                paths,
                None,
                (&begin::begin(None), &Places::default()),
            )?
            .project,
        )?,
    };
    output::print(text_view::text_view(document.snapshot()).as_bytes())?;
    Ok(Done::Well)
}

/// Without a window a project is only shown: nothing is written to it.
fn tell_not_added(project: &Path, file: &Path) {
    let is_table = is_table(file);
    let (project, file) = (project.display(), file.display());
    let instead = match is_table {
        true => format!(" (tightrope import {project} {file} adds it without one)"),
        false => String::new(),
    };
    tell(
        "note",
        &format!("{file}: it is added to the project in the window only{instead}"),
    );
}

fn is_project(path: &Path) -> bool {
    let is_case = path.file_name().is_some_and(|name| name == CASE_FILE);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_file = Format::of_name(&name).is_ok() || is_document(&name) || is_table(path);
    !is_case && !path.is_dir() && !is_file
}

fn sample() -> Result<Document, Failure> {
    let contents = project_file::decode(storage::sample());
    document(
        contents
            .map_err(|error| Failure::Internal(error.to_string()))?
            .project,
    )
}

fn document(project: Project) -> Result<Document, Failure> {
    Document::new(project, Replica::from_bits(0)).map_err(|refused| {
        let lines: Vec<String> = refused.iter().map(ToString::to_string).collect();
        Failure::Internal(lines.join("; "))
    })
}
