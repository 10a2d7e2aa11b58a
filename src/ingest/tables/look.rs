//! What a file looks like: how it is cut, what its columns are called, its first rows.

use super::converter::{self, convert};
use super::dialect::{self, DELIMITERS, Dialect, records};
use super::error::{Fault, Unreadable};
use super::header::Above;
use super::meaning::Meaning;
use super::packed::Packed;
use super::profiles;
use super::sample::Sample;
use super::sort::Sort;
use super::task::{Done, Source};
use super::transcode::Transcoding;
use crate::ingest::charset::Charset;
use crate::ingest::child::Child;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFormat, TableLayout};
use crate::storage::files::Files;
use crate::tables::cells::Cut;
use crate::tables::load::cut_of;
use crate::tables::names::distinct;
use crate::tables::widths::Widths;
use std::path::Path;

/// So many rows are shown of a file that is looked at.
pub const PREVIEWED: usize = 50;

/// What a file looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// How it is cut.
    pub layout: TableLayout,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// What they mean, as far as that can be told: that of `meaning`.
    pub mapping: Mapping,
    /// Whether a profile was recognised, so that nobody need be asked.
    pub is_certain: bool,
    /// Why it is taken to mean that, and what else it could.
    pub meaning: Meaning,
    /// The first rows as texts, at most [`PREVIEWED`] of them, without names and tags.
    pub preview: Vec<Vec<String>>,
    /// What else the layout could be.
    pub choices: Choices,
}

/// What an analyst can choose where the layout of a file was guessed wrong. A list of fewer than
/// two leaves nothing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Encodings, by name.
    pub encodings: Vec<String>,
    /// Signs that may stand between cells.
    pub delimiters: Vec<char>,
    /// The sheets of a spreadsheet.
    pub sheets: Vec<String>,
    /// The files in an archive that may be tables.
    pub entries: Vec<String>,
    /// The keys of lists of objects in a JSON object.
    pub lists: Vec<String>,
}

/// What an analyst knows about a file; the rest is guessed from what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The file inside an archive.
    pub entry: Option<String>,
    /// The sheet, the list, or the sign between cells.
    pub format: Option<TableFormat>,
    /// The encoding, by name.
    pub encoding: Option<String>,
    /// The encoding of another edition of it, by name: taken unless the file tells another.
    pub encoding_before: Option<String>,
    /// Lines above the names of the columns.
    pub preamble: Option<u32>,
    /// Whether the columns have names.
    pub header: Option<bool>,
    /// Whether tags follow these.
    pub tags: Option<bool>,
}

impl From<&TableLayout> for Known {
    fn from(layout: &TableLayout) -> Self {
        Self {
            entry: layout.entry.clone(),
            format: Some(layout.format.clone()),
            encoding: Some(layout.encoding.clone()),
            encoding_before: None,
            preamble: Some(layout.preamble),
            header: Some(layout.header),
            tags: Some(layout.tags),
        }
    }
}

/// The beginning of a table as UTF-8.
struct Beginning {
    text: Vec<u8>,
    is_whole: bool,
    format: TableFormat,
    encoding: String,
    above: Above,
}

/// Looks at a file about which `known` is known.
pub(super) fn look(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    known: &Known,
) -> Result<Look, Fault> {
    let packed = Packed::open(files, path, known.entry.as_deref())?;
    let mut choices = Choices {
        entries: packed.entries.clone(),
        ..Choices::default()
    };
    let sample = Sample::of(&packed)?;
    if sample.start.is_empty() {
        return Err(Unreadable::Empty.into());
    }
    let named = |name: &Option<String>| name.as_deref().and_then(Charset::named);
    let before = named(&known.encoding_before);
    let likely = || before.map_or_else(|| sample.charset(), |before| sample.charset_after(before));
    let charset = named(&known.encoding).unwrap_or_else(likely);
    let transcoding = sample.transcoding(charset)?;
    let beginning = match source(&sample, transcoding, known)? {
        None => text(&sample, transcoding, known, &mut choices)?,
        Some(source) => {
            let wanted = converter::Wanted {
                child,
                packed: &packed,
                source,
                transcoding,
                is_look: true,
            };
            converted(&wanted, &mut choices)?
        }
    };
    Ok(seen(beginning, known, packed.entry.as_deref(), choices))
}

/// Whether a file is a text all of whose lines, as far as they are looked at, have as many cells
/// as the others: at least three cells, and four lines.
pub(super) fn is_surely_table(files: &dyn Files, path: &Path) -> Result<bool, Fault> {
    let packed = Packed::open(files, path, None)?;
    let sample = Sample::of(&packed)?;
    let transcoding = sample.transcoding(sample.charset())?;
    if packed.bare().is_none() || sample.sort(transcoding)? != Sort::Text {
        return Ok(false);
    }
    let (start, glimpses) = sample.texts(transcoding)?;
    let Some(dialect) = dialect::guess(&start, sample.is_whole, &glimpses) else {
        return Ok(false);
    };
    let table = behind_lines(&start, dialect.above.preamble);
    let records = records(table, sample.is_whole, dialect.cut, usize::MAX - 1);
    let mut widths = records.iter().map(|record| record.cells.len());
    let width = widths.next().unwrap_or(0);
    Ok(width > 2 && records.len() > 3 && widths.all(|other| other == width))
}

/// What the child is to read the file as; nothing for text.
fn source(
    sample: &Sample,
    transcoding: Transcoding,
    known: &Known,
) -> Result<Option<Source>, Fault> {
    Ok(match &known.format {
        Some(TableFormat::Delimited { .. }) => None,
        Some(TableFormat::Sheet(name)) => Some(Source::Sheet(Some(name.clone()))),
        Some(TableFormat::Json(key)) => Some(Source::Json(Some(key.clone()))),
        Some(TableFormat::JsonLines) => Some(Source::JsonLines),
        None => match sample.sort(transcoding)? {
            Sort::Text => None,
            Sort::Spreadsheet => Some(Source::Sheet(None)),
            Sort::Json => Some(Source::Json(None)),
            Sort::JsonLines => Some(Source::JsonLines),
        },
    })
}

fn text(
    sample: &Sample,
    transcoding: Transcoding,
    known: &Known,
    choices: &mut Choices,
) -> Result<Beginning, Fault> {
    let charset = transcoding.charset;
    let (start, glimpses) = sample.texts(transcoding)?;
    choices.encodings = Charset::offered()
        .map(|(charset, _)| charset.name())
        .collect();
    if !choices.encodings.contains(&charset.name()) {
        choices.encodings.insert(0, charset.name());
    }
    choices.delimiters = DELIMITERS.map(char::from).to_vec();
    let dialect = match &known.format {
        Some(TableFormat::Delimited { delimiter, quoted }) => {
            let cut = Cut {
                delimiter: u8::try_from(*delimiter).unwrap_or(b','),
                quoted: *quoted,
            };
            dialect::with_above(&start, sample.is_whole, cut)
        }
        _ => dialect::guess(&start, sample.is_whole, &glimpses).ok_or(Unreadable::NoColumns)?,
    };
    let Dialect { cut, above } = dialect;
    let delimiter = char::from(cut.delimiter);
    if !choices.delimiters.contains(&delimiter) {
        choices.delimiters.push(delimiter);
    }
    Ok(Beginning {
        text: start,
        is_whole: sample.is_whole,
        format: TableFormat::Delimited {
            delimiter,
            quoted: cut.quoted,
        },
        encoding: charset.name(),
        above,
    })
}

fn converted(wanted: &converter::Wanted<'_>, choices: &mut Choices) -> Result<Beginning, Fault> {
    let mut text = Vec::new();
    let done = convert(wanted, &|_| true, &mut |piece| {
        text.extend_from_slice(piece);
        Ok(())
    })?;
    let Done {
        chosen,
        choices: others,
        ..
    } = done;
    let named = Above {
        header: true,
        ..Above::default()
    };
    let (format, above) = match &wanted.source {
        Source::Sheet(_) => {
            choices.sheets = others;
            let format = TableFormat::Sheet(chosen);
            let cut = cut_of(&TableLayout::default());
            (format, dialect::with_above(&text, true, cut).above)
        }
        Source::Json(_) => {
            choices.lists = others;
            (TableFormat::Json(chosen), named)
        }
        Source::JsonLines => (TableFormat::JsonLines, named),
    };
    let charset = match &wanted.source {
        Source::Sheet(_) => Transcoding::none().charset,
        Source::Json(_) | Source::JsonLines => wanted.transcoding.charset,
    };
    Ok(Beginning {
        text,
        is_whole: true,
        format,
        encoding: charset.name(),
        above,
    })
}

fn seen(beginning: Beginning, known: &Known, entry: Option<&str>, choices: Choices) -> Look {
    let Above {
        preamble,
        header,
        tags,
    } = beginning.above;
    let layout = TableLayout {
        format: beginning.format,
        entry: entry.map(str::to_owned),
        encoding: beginning.encoding,
        preamble: known.preamble.unwrap_or(preamble),
        header: known.header.unwrap_or(header),
        tags: known.tags.unwrap_or(tags),
    };
    let (columns, preview) = columns_and_rows(&beginning.text, beginning.is_whole, &layout);
    let meaning = Meaning::of(&columns, &preview, layout.header, &profiles::bundled());
    let (columns, preview) = match layout.header || meaning.mapping.columns.is_empty() {
        true => (columns, preview),
        false => {
            let columns = meaning.mapping.columns.clone();
            let widths = Widths::of(&columns);
            let rows = preview.into_iter().map(|row| widths.arranged(row));
            (columns, rows.collect())
        }
    };
    Look {
        layout,
        columns,
        mapping: meaning.mapping.clone(),
        is_certain: meaning.is_certain,
        meaning,
        preview,
        choices,
    }
}

/// The names of the columns, and the first rows.
fn columns_and_rows(
    text: &[u8],
    is_whole: bool,
    layout: &TableLayout,
) -> (Vec<String>, Vec<Vec<String>>) {
    let table = behind_lines(text, layout.preamble);
    let records = records(table, is_whole, cut_of(layout), PREVIEWED + 2);
    let mut rows = records
        .iter()
        .filter(|record| record.cells.len() > 1 || !record.is_empty());
    let texts = |record: &dialect::Record<'_>| -> Vec<String> {
        let cells = record.cells.iter();
        cells
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect()
    };
    let named = layout.header.then(|| rows.next().map(texts)).flatten();
    if layout.tags {
        rows.next();
    }
    let rows: Vec<Vec<String>> = rows.take(PREVIEWED).map(texts).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let names = named.unwrap_or_else(|| vec![String::new(); width]);
    (distinct(names), rows)
}

/// What stands behind so many lines.
fn behind_lines(text: &[u8], lines: u32) -> &[u8] {
    let Some(last) = lines.checked_sub(1) else {
        return text;
    };
    let end = memchr::memchr_iter(b'\n', text).nth(last as usize);
    end.and_then(|end| text.get(end + 1..)).unwrap_or_default()
}
