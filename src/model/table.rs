//! External files of events, and the rows of them a project keeps something about.

use super::codebook::Family;
use super::edtf::Edtf;
use super::id::{EventId, RecordId, RowId, TableId};
use super::made::Made;
use super::mapping::Mapping;
use super::record::References;
use super::text::Sha;
use super::toll::Toll;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An external file of events, read through a mapping. Its rows are not records and are never
/// added to the project's counts: it is a series of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTable {
    /// Its id.
    pub id: TableId,
    /// What it is called.
    pub title: String,
    /// The file.
    pub file: TableFile,
    /// How its bytes are cut into rows and columns.
    #[serde(default)]
    pub layout: TableLayout,
    /// What its columns mean.
    pub mapping: Mapping,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Who added it, and when.
    #[serde(default)]
    pub made: Made,
}

/// The file of a table. It is read, never written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// Where it was found last: the whole path, or one inside the case's folder.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha: Sha,
    /// Its size.
    pub bytes: u64,
    /// Whether a copy of it is kept beside the project.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub embedded: bool,
}

impl TableFile {
    /// The file's name, without folders.
    pub fn name(&self) -> &str {
        let parts = self.path.rsplit(['/', '\\']);
        parts.into_iter().next().unwrap_or_default()
    }
}

/// How the bytes of a file are cut into rows and columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableLayout {
    /// What sort of file it is.
    pub format: TableFormat,
    /// The file inside an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// How its bytes are read as text, such as `UTF-8`; of no meaning for spreadsheets.
    pub encoding: String,
    /// Lines above the names of the columns that are no rows.
    #[serde(skip_serializing_if = "is_zero")]
    pub preamble: u32,
    /// Whether the first row gives the names of the columns.
    pub header: bool,
    /// Whether a row of HXL tags follows it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tags: bool,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Default for TableLayout {
    fn default() -> Self {
        Self {
            format: TableFormat::Delimited {
                delimiter: ',',
                quoted: true,
            },
            entry: None,
            encoding: "UTF-8".to_owned(),
            preamble: 0,
            header: true,
            tags: false,
        }
    }
}

/// What sort of file a table is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    /// Text with a sign between the cells.
    Delimited {
        /// The sign: an ASCII character.
        delimiter: char,
        /// Whether a cell may stand in quotation marks, with line breaks inside.
        quoted: bool,
    },
    /// A sheet of a spreadsheet, by name.
    Sheet(String),
    /// One JSON array of objects; the list at this key where it is inside an object.
    Json(String),
    /// One JSON object a line.
    JsonLines,
}

/// A row of a table that the project keeps something about: an event rests on it, or the analyst
/// said that it is not the same as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Its id in the project.
    pub id: RowId,
    /// The table.
    pub table: TableId,
    /// What tells it from the other rows of the file, in every edition: its id there.
    pub key: String,
    /// Its cells as they were when the analyst last looked: the column and the text, without the
    /// empty ones.
    pub cells: Vec<(String, String)>,
    /// What a newer edition of the file says about it, until the analyst has looked at that.
    #[serde(default, skip_serializing_if = "RowNow::is_same")]
    pub now: RowNow,
    /// The events it was judged not to be the same as.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_same: Vec<EventId>,
    /// Who linked it first, and when.
    #[serde(default)]
    pub made: Made,
}

/// What the file says about a linked row now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowNow {
    /// What it said before.
    #[default]
    Same,
    /// These cells, all of them but the empty ones.
    Changed(Vec<(String, String)>),
    /// Nothing: the row is gone.
    Gone,
    /// Nothing, and the analyst has looked at that.
    GoneSeen,
}

/// What becomes of the record of a row when its table gets a newer file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowUpdate {
    /// The row.
    pub row: RowId,
    /// What tells it from the other rows of the newer file.
    pub key: String,
    /// Its cells as the analyst last looked, with those of columns that are new.
    pub cells: Vec<(String, String)>,
    /// What the newer file says.
    pub now: RowNow,
}

/// A row of a table as somebody sees it: its cells, and what its table's mapping makes of them. What
/// verbs take that say something about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRow {
    /// The table.
    pub table: TableId,
    /// What tells it from the other rows of the file, in every edition; never empty.
    pub key: String,
    /// Its cells, the empty ones too: the column and the text.
    pub cells: Vec<(String, String)>,
    /// The date as its cells write it.
    pub as_written: String,
    /// What that means; `None` for an undated row.
    pub date: Option<Edtf>,
    /// Who did it, one name each, as the file has them.
    pub initiator: Vec<String>,
    /// To whom.
    pub target: Vec<String>,
    /// Those two are sides, and nothing says who began.
    pub is_opposed: bool,
    /// Where, the most exact first.
    pub places: Vec<String>,
    /// The killed and the injured as given.
    pub toll: Toll,
    /// The names its kind may have in a codebook, the likeliest first.
    pub kinds: Vec<String>,
    /// The family of its kind.
    pub family: Family,
}

impl RowNow {
    /// Whether nothing changed.
    pub fn is_same(&self) -> bool {
        *self == Self::Same
    }

    /// Whether the analyst has still to look at it.
    pub fn needs_review(&self) -> bool {
        matches!(self, Self::Changed(_) | Self::Gone)
    }
}

impl EventTable {
    /// Whether two records lead to the same rows, wherever the file lies.
    pub fn is_read_as(&self, other: &Self) -> bool {
        let is_same_file = self.file.sha == other.file.sha;
        is_same_file && self.layout == other.layout && self.mapping == other.mapping
    }
}

impl TableRow {
    /// The text of a cell as the analyst last saw it; `None` for an empty one.
    pub fn cell(&self, column: &str) -> Option<&str> {
        cell(&self.cells, column)
    }

    /// Its native type by this mapping; empty where its cells say none.
    pub fn native_type(&self, mapping: &Mapping) -> &str {
        let columns = mapping.kind.columns.iter().rev();
        let mut said = columns.filter_map(|name| self.cell(name));
        said.next().unwrap_or_default()
    }

    /// Whether by this mapping its actors are two sides, and nothing says who began.
    pub fn is_opposed(&self, mapping: &Mapping) -> bool {
        mapping.sides.is_opposed(self.native_type(mapping))
    }

    /// Of the rows of a table the project keeps something about, the one that stands in its file with
    /// this key and these cells, the empty ones too. An id may stand several times, so the cells tell
    /// as well; signs beyond ASCII only where rows differ in nothing else, as the table may have been
    /// read in another encoding when the row was kept. Without a column in common the key tells.
    pub fn among<'r>(
        rows: impl IntoIterator<Item = &'r Self>,
        key: &str,
        cells: &[(String, String)],
    ) -> Option<&'r Self> {
        let mut of_key = rows
            .into_iter()
            .filter(|row| row.key == key)
            .collect::<Vec<_>>();
        let found = of_key
            .iter()
            .position(|row| row.reads(cells, &|one, other| one == other));
        let found = found.or_else(|| {
            of_key
                .iter()
                .position(|row| row.reads(cells, &is_same_ascii))
        });
        let found = found.or_else(|| of_key.iter().position(|row| row.has_no_column_of(cells)));
        found.map(|at| of_key.swap_remove(at))
    }

    /// Its cells as its file has them now; those of before where it is gone.
    fn present(&self) -> &[(String, String)] {
        match &self.now {
            RowNow::Changed(now) => now,
            RowNow::Same | RowNow::Gone | RowNow::GoneSeen => &self.cells,
        }
    }

    fn reads(&self, cells: &[(String, String)], is_same: &dyn Fn(&str, &str) -> bool) -> bool {
        let present = self.present();
        cells.iter().all(|(name, text)| {
            let kept = cell(present, name).unwrap_or_default();
            is_same(&said_text(kept), &said_text(text))
        })
    }

    fn has_no_column_of(&self, cells: &[(String, String)]) -> bool {
        let mut names = cells.iter().map(|(name, _)| name);
        !names.any(|name| cell(self.present(), name).is_some())
    }
}

fn cell<'c>(cells: &'c [(String, String)], column: &str) -> Option<&'c str> {
    let mut cells = cells.iter();
    let found = cells.find(|(name, _)| name == column);
    found.map(|(_, text)| text.as_str())
}

fn is_same_ascii(one: &str, other: &str) -> bool {
    let ascii = |text: &str| text.bytes().filter(u8::is_ascii).collect::<Vec<u8>>();
    ascii(one) == ascii(other)
}

/// What a cell says: blanks around it and the way its lines end are not part of that, as programs that
/// save a table again change both.
pub fn said_text(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

impl References for EventTable {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.made.references(visit);
    }
}

impl References for TableRow {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        visit(self.table.into());
        self.not_same.iter().for_each(|id| visit((*id).into()));
        self.made.references(visit);
    }
}
