//! A file read as a table.
//!
//! In: a path, and what the command line says about the file. Out: an [`OpenTable`]. Nothing is
//! hashed and nothing is read twice: a count needs neither.

use super::meaning;
use super::warnings;
use crate::cli::{Failure, tell};
use crate::ingest::charset::Charset;
use crate::ingest::child::Child;
use crate::ingest::error::MOST_BYTES;
use crate::ingest::tables::{self, Known, Look, NewerLook, ReadRows, look_knowing, profiles, rows};
use crate::model::mapping::{DateAt, Mapping};
use crate::model::table::{EventTable, TableFormat, TableLayout};
use crate::storage::files::{DiskFiles, Files, read_at_most};
use crate::tables::LoadedTable;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a file is read as a table, where that is not to be seen or seen wrong.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct TableArgs {
    /// The profile a table is read through: "UCDP GED".
    #[arg(long = "as", value_name = "PROFILE", conflicts_with = "map")]
    pub profile: Option<String>,
    /// A profile file that says what the columns of a table mean.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// The sheet of a spreadsheet.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The file in an archive.
    #[arg(long, value_name = "NAME")]
    pub entry: Option<String>,
    /// The encoding of a table of text.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<String>,
    /// The sign between the cells of a table of text, or tab.
    #[arg(long, value_name = "SIGN", value_parser = sign)]
    pub delimiter: Option<char>,
}

impl TableArgs {
    /// Whether anything is said that only a table can be told.
    pub fn says_how(&self) -> bool {
        self.says_meaning() || self.says_layout()
    }

    /// Whether it is said what the columns mean.
    pub fn says_meaning(&self) -> bool {
        self.profile.is_some() || self.map.is_some()
    }

    fn says_layout(&self) -> bool {
        let names = [&self.sheet, &self.entry, &self.encoding];
        names.iter().any(|name| name.is_some()) || self.delimiter.is_some()
    }

    /// What is known of the layout; the rest is guessed from the file.
    fn known(&self) -> Known {
        let sheet = self.sheet.clone().map(TableFormat::Sheet);
        let delimited = |delimiter| TableFormat::Delimited {
            delimiter,
            quoted: true,
        };
        Known {
            entry: self.entry.clone(),
            format: sheet.or(self.delimiter.map(delimited)),
            encoding: self.encoding.clone(),
            ..Known::default()
        }
    }
}

fn encoding(text: &str) -> Result<String, String> {
    let found = Charset::named(text).map(|_| text.to_owned());
    found.ok_or_else(|| format!("no encoding is called `{text}` (write UTF-8, or windows-1252)"))
}

fn sign(text: &str) -> Result<char, String> {
    let mut signs = text.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if sign.is_ascii() => Ok(sign),
        _ if text == "tab" || text == "\\t" => Ok('\t'),
        _ => Err(format!(
            "`{text}` is no sign between cells (write one ASCII sign, or tab)"
        )),
    }
}

/// How sure it is what the columns of a table mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// It was said, or a profile was recognised.
    Yes,
    /// It was guessed.
    Guessed,
}

/// A file that was looked at.
pub struct Looked {
    /// How it is cut.
    pub layout: TableLayout,
    /// What its columns mean.
    pub mapping: Mapping,
    /// Whether that is sure.
    pub sure: Sure,
}

/// A table that was read.
pub struct OpenTable {
    /// The file, as it was named.
    pub path: PathBuf,
    /// Its rows.
    pub rows: Arc<LoadedTable>,
    /// What had to be left out or replaced to read it, a sentence each.
    pub replaced: Vec<String>,
}

/// Looks at a file.
///
/// # Errors
/// When it cannot be read, is no table, or the profile it is to be read through is none.
pub fn look_at(path: &Path, args: &TableArgs) -> Result<Looked, Failure> {
    let look = look(path, args)?;
    Ok(Looked {
        layout: look.layout,
        mapping: look.mapping,
        sure: match look.is_certain {
            true => Sure::Yes,
            false => Sure::Guessed,
        },
    })
}

/// What a file looks like, with what the command line says of it; what it could be as well is said on
/// stderr.
///
/// # Errors
/// As [`look_at`].
pub fn look(path: &Path, args: &TableArgs) -> Result<Look, Failure> {
    let (files, known) = (DiskFiles, args.known());
    let look = look_knowing(&files, &Child::of_this_program(), path, &known);
    let mut look = look.map_err(Failure::refused)?;
    let mut notes = others(&known, &look);
    if !take_said(&files, args, &mut look)? {
        let questions = look.meaning.questions.iter();
        notes.extend(questions.map(|it| format!("‘{}’: {}", it.column, it.what)));
    }
    tell_of(path, &notes);
    Ok(look)
}

/// The same of a newer file of a table: it is read as that is, as far as the command line does not say
/// otherwise.
///
/// # Errors
/// As [`look_at`].
pub fn look_newer(path: &Path, args: &TableArgs, table: &EventTable) -> Result<NewerLook, Failure> {
    let (files, known) = (DiskFiles, args.known());
    let newer = tables::look_newer(&files, &Child::of_this_program(), path, table, &known);
    let mut newer = newer.map_err(Failure::refused)?;
    // What was chosen for the table need not be chosen again.
    if newer.note.is_some() {
        tell_of(path, &others(&known, &newer.look));
    }
    take_said(&files, args, &mut newer.look)?;
    Ok(newer)
}

fn tell_of(path: &Path, notes: &[String]) {
    for what in notes {
        tell("note", &format!("{}: {what}", path.display()));
    }
}

/// Takes the mapping the command line names; whether it names one.
fn take_said(files: &dyn Files, args: &TableArgs, look: &mut Look) -> Result<bool, Failure> {
    let Some(mapping) = said(files, args)? else {
        return Ok(false);
    };
    look.mapping = mapping;
    look.is_certain = true;
    Ok(true)
}

/// What else is in a file of which a part was chosen.
fn others(known: &Known, looked: &Look) -> Vec<String> {
    let (layout, choices) = (&looked.layout, &looked.choices);
    let chosen = |what: &str, chosen: &str, all: &[String], how: &str| {
        let others: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|it| *it != chosen)
            .collect();
        (!others.is_empty()).then(|| {
            format!(
                "{what} ‘{chosen}’ was read; there is also {}{how}",
                others.join(", ")
            )
        })
    };
    let mut notes = Vec::new();
    if let Some(entry) = layout.entry.as_deref().filter(|_| known.entry.is_none()) {
        notes.extend(chosen(
            "the file",
            entry,
            &choices.entries,
            " (--entry NAME)",
        ));
    }
    match &layout.format {
        TableFormat::Sheet(sheet) if known.format.is_none() => {
            notes.extend(chosen(
                "the sheet",
                sheet,
                &choices.sheets,
                " (--sheet NAME)",
            ));
        }
        TableFormat::Json(list) => notes.extend(chosen("the list", list, &choices.lists, "")),
        _ => {}
    }
    notes
}

/// The mapping the command line names.
fn said(files: &dyn Files, args: &TableArgs) -> Result<Option<Mapping>, Failure> {
    if let Some(path) = &args.map {
        return map_file(files, path).map(Some);
    }
    let Some(name) = &args.profile else {
        return Ok(None);
    };
    let found = profiles::named(name);
    found
        .map(Some)
        .map_err(|error| Failure::refused(format!("--as: {error}")))
}

/// Reads a profile file.
fn map_file(files: &dyn Files, path: &Path) -> Result<Mapping, Failure> {
    let bytes = read_at_most(files, path, MOST_BYTES as u64).map_err(Failure::refused)?;
    profiles::read(&bytes).map_err(|mistake| {
        let (path, line, column) = (path.display(), mistake.line, mistake.column);
        let what = mistake.what;
        Failure::refused(format!(
            "{path}:{line}:{column}: {what} (correct the profile file)"
        ))
    })
}

/// Reads a file as a table whose columns are sure.
///
/// # Errors
/// When it cannot be read, is no table, or what its columns mean is only a guess.
pub fn open(path: &Path, args: &TableArgs) -> Result<OpenTable, Failure> {
    let looked = look_at(path, args)?;
    if looked.sure == Sure::Guessed {
        return Err(Failure::refused(unsure(path, &looked.mapping)));
    }
    read(path, &looked)
}

/// Reads a file as it looks, and says on stderr where that is a guess.
///
/// # Errors
/// When it cannot be read or is no table.
pub fn open_anyhow(path: &Path, args: &TableArgs) -> Result<OpenTable, Failure> {
    let looked = look_at(path, args)?;
    if looked.sure == Sure::Guessed {
        let guess = meaning::in_words(&looked.mapping);
        let shown = path.display();
        tell(
            "note",
            &format!("{shown}: what its columns mean is a guess: {guess}"),
        );
    }
    read(path, &looked)
}

fn read(path: &Path, looked: &Looked) -> Result<OpenTable, Failure> {
    let child = Child::of_this_program();
    let rows = rows(
        &DiskFiles,
        &child,
        path,
        &looked.layout,
        &looked.mapping,
        &|_| true,
    );
    let ReadRows {
        table: rows,
        notes: replaced,
    } = rows.map_err(Failure::refused)?;
    Ok(OpenTable {
        path: path.to_owned(),
        rows,
        replaced,
    })
}

/// Why a file whose columns are not known is not simply taken as it looks.
pub fn unsure(path: &Path, guess: &Mapping) -> String {
    let shown = path.display();
    let guessed = match guess.date.at {
        DateAt::Nowhere => "no column looks like a date".to_owned(),
        _ => format!("a guess: {}", meaning::in_words(guess)),
    };
    format!(
        "{shown}:1: no profile fits its columns; {guessed} (write --as PROFILE, or save what `show {shown} --what profile` prints, correct it, and write --map with that file)"
    )
}

impl OpenTable {
    /// What was not taken as it stands, for stderr.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.replaced.clone();
        notes.extend(warnings::notes(&self.rows));
        notes
    }

    /// Writes what is odd about its rows to a file.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn write_warnings(&self, to: Option<&Path>) -> Result<(), Failure> {
        match to {
            Some(to) => warnings::write(self, to),
            None => Ok(()),
        }
    }
}
