//! `tightrope new`: a project from texts and tables, or a case.

use super::begin::{begin, must_be_new};
use super::import::new_table;
use super::tables::TableArgs;
use super::{Done, Failure, tell};
use crate::ingest::begin::{Begin, project_from_case, project_from_files};
use crate::ingest::case::Case;
use crate::ingest::child::Child;
use crate::ingest::error::MOST_BYTES;
use crate::ingest::ingested::{Ingested, Reading};
use crate::ingest::tables::places::Places;
use crate::ingest::tables::{NewTable, is_table};
use crate::model::edtf::Edtf;
use crate::model::project::Project;
use crate::storage::files::{DiskFiles, Files, read_at_most};
use crate::storage::originals::{self, OriginalFile};
use crate::storage::{project_file, store};
use std::path::{Path, PathBuf};

/// What to make.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project file to make; it must not exist.
    #[arg(short, value_name = "PROJECT")]
    pub output: PathBuf,
    /// Texts (.txt, .md), saved web pages (.html), Word documents (.docx), PDFs, tables of events
    /// (.csv, .tsv, …), or one case folder.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the project is called; the case's or first text's title when not given.
    #[arg(long)]
    pub title: Option<String>,
    /// When the texts were published, as EDTF: 2024-12, [2025-08,2025-09].
    #[arg(long, value_name = "EDTF")]
    pub published: Option<String>,
}

/// Makes a project.
///
/// # Errors
/// When a text cannot be read, or the project is there already or cannot be written.
pub fn run(args: &Args) -> Result<Done, Failure> {
    let files = DiskFiles;
    let published = args.published.as_deref().map(Edtf::parse).transpose();
    let published = published.map_err(|error| Failure::refused(format!("--published: {error}")))?;
    must_be_new(&files, &args.output)?;
    let begin = begin(args.title.clone());
    let output = files.real_path(&args.output);
    let places = Places {
        project: Some(output.clone()),
        case: None,
    };
    let made = project(&files, &args.files, published.as_ref(), (&begin, &places))?;
    let bytes = project_file::encode(&made.project, None)
        .map_err(|error| Failure::Internal(error.to_string()))?;
    store::save(&files, &output, &bytes, None).map_err(Failure::refused)?;
    for file in &made.originals {
        originals::keep(&files, &output, file).map_err(Failure::refused)?;
    }
    Ok(Done::Well)
}

/// A project that was begun, and the files its sources come from.
pub(super) struct Begun {
    /// The project.
    pub(super) project: Project,
    originals: Vec<OriginalFile>,
}

/// A new project on a case, or on texts and tables, which are written down as they are found from where
/// it is to lie.
///
/// # Errors
/// When one of them cannot be read.
pub(super) fn project(
    files: &dyn Files,
    paths: &[PathBuf],
    published: Option<&Edtf>,
    (begin, places): (&Begin, &Places),
) -> Result<Begun, Failure> {
    let child = Child::of_this_program();
    if let [only] = paths
        && let Some(folder) = Case::folder_of(files, only).map_err(Failure::refused)?
    {
        if published.is_some() {
            let what = "--published: the case says when its texts were published (leave it out)";
            return Err(Failure::refused(what));
        }
        let case = Case::read(files, &child, &folder).map_err(Failure::refused)?;
        let tables = case
            .look_at_tables(files, &child)
            .map_err(Failure::refused)?;
        let tables = placed(tables, places);
        let originals = case.sources.iter().map(|it| it.read.file()).collect();
        let project = project_from_case(&case, &tables, begin).map_err(Failure::refused)?;
        return Ok(Begun { project, originals });
    }
    let (tables, texts): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|it| is_table(it));
    let (tables, texts) = read_all(files, &child, &tables, &texts)?;
    let tables = placed(tables, places);
    let originals = texts.iter().map(Ingested::file).collect();
    let project = project_from_files(&texts, &tables, published, begin);
    let project = project.map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(Begun { project, originals })
}

fn placed(tables: Vec<NewTable>, places: &Places) -> Vec<NewTable> {
    let tables = tables.into_iter();
    tables.map(|table| table.placed(places)).collect()
}

/// Reads every table and text; refuses all of them when one cannot be read, naming each that
/// cannot.
fn read_all(
    files: &dyn Files,
    child: &Child,
    tables: &[PathBuf],
    texts: &[PathBuf],
) -> Result<(Vec<NewTable>, Vec<Ingested>), Failure> {
    let (mut looked, mut read_texts, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for path in tables {
        match new_table(path, &TableArgs::default(), None) {
            Ok(table) => looked.push(table),
            Err(failure) => refused.push(failure.to_string()),
        }
    }
    for path in texts {
        match read(files, child, path) {
            Ok(text) => read_texts.push(text),
            Err(line) => refused.push(line),
        }
    }
    if refused.is_empty() {
        Ok((looked, read_texts))
    } else {
        Err(Failure::Refused(refused))
    }
}

fn read(files: &dyn Files, child: &Child, path: &Path) -> Result<Ingested, String> {
    let shown = path.display();
    if Case::folder_of(files, path)
        .map_err(|error| error.to_string())?
        .is_some()
    {
        return Err(format!(
            "{shown}: a case makes a project by itself (name only the case, or only texts)"
        ));
    }
    if files
        .metadata(path)
        .map_err(|error| error.to_string())?
        .is_some_and(|it| it.is_folder)
    {
        return Err(format!(
            "{shown}:1: this folder is no case: it has no case.ron (name the texts in it)"
        ));
    }
    let bytes = read_at_most(files, path, MOST_BYTES as u64).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = child.read(&name, &bytes, Reading::default());
    let text = text.map_err(|error| format!("{shown}:{}: {error}", error.line()))?;
    for note in &text.notes {
        tell("note", &format!("{shown}:1: {note}"));
    }
    Ok(text)
}
