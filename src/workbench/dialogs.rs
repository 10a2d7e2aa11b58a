//! Asking for files and folders: the system's dialogs behind a seam that tests can script.

use super::action::Action;
use crate::figure::outlet::Format as FigureFormat;
use crate::ingest::format::Format;
use crate::ingest::tables::endings;
use crate::model::id::{SourceId, TableId};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// A project or source to open.
    OpenFile,
    /// A case folder to open.
    OpenCase,
    /// Sources to add.
    AddSources,
    /// Event tables to add.
    AddTables,
    /// The file of this event table.
    LocateTable(TableId),
    /// A newer file of this event table.
    UpdateTable(TableId),
    /// A new version of this source.
    UpdateText(SourceId),
    /// A name to save under.
    SaveAs,
    /// A name for the events table.
    ExportEvents,
    /// A name for the figure.
    ExportFigure(FigureFormat),
    /// A name for the passages.
    ExportPassages,
    /// A name for the code matrix.
    ExportMatrix,
    /// A name for the rows of a table.
    ExportRows,
    /// A name for the warnings of a table.
    ExportWarnings,
}

impl Wanted {
    /// The action that asks for it.
    pub fn action(self) -> Action {
        match self {
            Self::OpenFile => Action::OpenFile,
            Self::OpenCase => Action::OpenCase,
            Self::AddSources => Action::AddSources,
            Self::AddTables => Action::AddTable,
            Self::LocateTable(_) => Action::LocateTable,
            Self::UpdateTable(_) => Action::UpdateTable,
            Self::UpdateText(_) => Action::UpdateText,
            Self::SaveAs => Action::SaveAs,
            Self::ExportEvents => Action::ExportEvents,
            Self::ExportFigure(_) => Action::ExportFigure,
            Self::ExportPassages => Action::ExportPassages,
            Self::ExportMatrix => Action::ExportMatrix,
            Self::ExportRows => Action::ExportRows,
            Self::ExportWarnings => Action::ExportWarnings,
        }
    }

    /// The dialog's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::OpenFile => "Open a project or source",
            Self::OpenCase => "Open a case folder",
            Self::AddSources => "Add sources",
            Self::AddTables => "Add event tables",
            Self::LocateTable(_) => "Where is the file of this table?",
            Self::UpdateTable(_) => "Choose the newer file of this table",
            Self::UpdateText(_) => "Choose the new version of the text",
            Self::SaveAs => "Save project as",
            Self::ExportEvents => "Export events",
            Self::ExportFigure(_) => "Export figure (.svg, .png or .pdf)",
            Self::ExportPassages => "Export passages (.csv, or .md to read)",
            Self::ExportMatrix => "Export code matrix",
            Self::ExportRows => "Export rows (.csv, or .xlsx for Excel)",
            Self::ExportWarnings => "Export warnings",
        }
    }

    /// The ending of files that are written, without a dot.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Self::SaveAs => Some("ron"),
            Self::ExportEvents
            | Self::ExportPassages
            | Self::ExportMatrix
            | Self::ExportRows
            | Self::ExportWarnings => Some("csv"),
            Self::ExportFigure(format) => Some(format.ending()),
            Self::OpenFile
            | Self::OpenCase
            | Self::AddSources
            | Self::AddTables
            | Self::LocateTable(_)
            | Self::UpdateTable(_)
            | Self::UpdateText(_) => None,
        }
    }
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These were chosen; never empty.
    Chosen(Vec<PathBuf>),
    /// The person thought better of it.
    Cancelled,
    /// The system has no dialog to show.
    Unavailable,
}

/// The part of asking that waits for the person; runs on a worker.
pub type Waiting = Box<dyn FnOnce() -> Answer + Send>;

/// Whoever can ask.
pub trait Dialogs {
    /// Begins to ask, with `name` suggested for a file to be written.
    fn ask(&mut self, wanted: Wanted, name: &str, parent: &eframe::Frame) -> Waiting;
}

/// The dialogs of the system.
pub struct SystemDialogs;

/// A `None` that comes faster than a person can cancel means there was no dialog.
const FASTER_THAN_A_PERSON: Duration = Duration::from_millis(350);

impl Dialogs for SystemDialogs {
    fn ask(&mut self, wanted: Wanted, name: &str, parent: &eframe::Frame) -> Waiting {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(wanted.title())
            .set_file_name(name)
            .set_parent(parent);
        match wanted {
            Wanted::OpenFile => {
                let dialog = dialog
                    .add_filter("Projects and sources", &with_projects())
                    .add_filter("All files", &["*"]);
                waiting(dialog.pick_file(), |file| vec![file.path().to_owned()])
            }
            Wanted::OpenCase => waiting(dialog.pick_folder(), |folder| {
                vec![folder.path().to_owned()]
            }),
            Wanted::AddSources => {
                let dialog = dialog
                    .add_filter("Texts, web pages, Word and PDF", &sources())
                    .add_filter("All files", &["*"]);
                waiting(dialog.pick_files(), |files| {
                    files.iter().map(|file| file.path().to_owned()).collect()
                })
            }
            Wanted::AddTables => {
                let dialog = with_tables(dialog);
                waiting(dialog.pick_files(), |files| {
                    files.iter().map(|file| file.path().to_owned()).collect()
                })
            }
            Wanted::LocateTable(_) | Wanted::UpdateTable(_) => {
                let dialog = with_tables(dialog);
                waiting(dialog.pick_file(), |file| vec![file.path().to_owned()])
            }
            Wanted::UpdateText(_) => {
                let dialog = dialog
                    .add_filter("Texts, web pages, Word and PDF", &sources())
                    .add_filter("All files", &["*"]);
                waiting(dialog.pick_file(), |file| vec![file.path().to_owned()])
            }
            Wanted::SaveAs
            | Wanted::ExportEvents
            | Wanted::ExportFigure(_)
            | Wanted::ExportPassages
            | Wanted::ExportMatrix
            | Wanted::ExportRows
            | Wanted::ExportWarnings => {
                let ending = wanted.ending().unwrap_or("*");
                let mut dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
                if wanted == Wanted::ExportRows {
                    dialog = dialog.add_filter("Excel", &["xlsx"]);
                }
                if wanted == Wanted::ExportPassages {
                    dialog = dialog.add_filter("Markdown", &["md"]);
                }
                waiting(dialog.save_file(), move |file| {
                    vec![with_ending(file.path().to_owned(), ending)]
                })
            }
        }
    }
}

fn with_tables(dialog: rfd::AsyncFileDialog) -> rfd::AsyncFileDialog {
    dialog
        .add_filter("Tables", &endings().collect::<Vec<_>>())
        .add_filter("All files", &["*"])
}

/// The ends of names of files that become sources.
fn sources() -> Vec<&'static str> {
    Format::extensions().collect()
}

fn with_projects() -> Vec<&'static str> {
    std::iter::once("ron").chain(sources()).collect()
}

/// Adds the ending where the name has none.
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension(ending)
    }
}

fn waiting<T: 'static>(
    dialog: impl Future<Output = Option<T>> + Send + 'static,
    paths: impl FnOnce(T) -> Vec<PathBuf> + Send + 'static,
) -> Waiting {
    Box::new(move || {
        let asked = Instant::now();
        match pollster::block_on(dialog).map(paths) {
            Some(paths) if !paths.is_empty() => Answer::Chosen(paths),
            _ if asked.elapsed() < FASTER_THAN_A_PERSON => Answer::Unavailable,
            _ => Answer::Cancelled,
        }
    })
}
