//! What an archive says is in it, and which of it is a table.

use super::error::{Fault, Unreadable};
use super::packed::office_document;
use crate::ingest::format::extension;
use crate::storage::read_at::{InOrder, ReadAt, read_range};
use std::io::BufReader;
use zip::ZipArchive;
use zip::result::ZipError;

/// The largest list of files that is read, in bytes: some hundred thousand of them.
const MOST_LISTED: u64 = 16 << 20;

/// A list of files ends at most so far from the end of the archive.
const END_WITHIN: u64 = (64 << 10) + 22;

/// The ends of names of tables in archives, the most telling first.
const TABLES: [&str; 14] = [
    "csv", "tsv", "tab", "xlsx", "xlsm", "xlsb", "ods", "xls", "json", "jsonl", "ndjson",
    "geojson", "txt", "dat",
];

/// From here on in [`TABLES`], other files than tables often have such a name.
const NOT_TELLING: usize = 12;

/// An archive opened to be listed.
pub(super) type Archive<'b> = ZipArchive<BufReader<InOrder<'b>>>;

/// A file in an archive.
pub(super) struct Entry {
    pub(super) index: usize,
    pub(super) name: String,
    bytes: u64,
    is_locked: bool,
    is_telling: bool,
}

/// Opens an archive.
pub(super) fn open(bytes: &dyn ReadAt) -> Result<Archive<'_>, Fault> {
    if listed_bytes(bytes)? > MOST_LISTED {
        return Err(Unreadable::excessive("its list of files is over 16 MB long").into());
    }
    ZipArchive::new(BufReader::new(InOrder::new(bytes))).map_err(fault)
}

/// How long the list of files is by what the end of the archive says; 0 where it says nothing.
fn listed_bytes(bytes: &dyn ReadAt) -> Result<u64, Fault> {
    let from = bytes.size().saturating_sub(END_WITHIN);
    let end = read_range(bytes, from, END_WITHIN as usize)?;
    let Some(at) = memchr::memmem::rfind(&end, b"PK\x05\x06") else {
        return Ok(0);
    };
    let said = u64::from(number::<4>(&end, at + 12).map_or(0, u32::from_le_bytes));
    if said != u64::from(u32::MAX) {
        return Ok(said);
    }
    // The large form: a signpost stands before the end.
    let place = at
        .checked_sub(12)
        .and_then(|at| number::<8>(&end, at))
        .map_or(u64::MAX, u64::from_le_bytes);
    let large = read_range(bytes, place, 56)?;
    Ok(number::<8>(&large, 40).map_or(0, u64::from_le_bytes))
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Whether an archive is a spreadsheet.
pub(super) fn is_spreadsheet(archive: &Archive<'_>) -> bool {
    let has = |name: &str| archive.index_for_name(name).is_some();
    has("xl/workbook.xml") || has("xl/workbook.bin") || (has("mimetype") && has("content.xml"))
}

/// The files in an archive that may be tables, by name.
pub(super) fn tables(archive: &mut Archive<'_>) -> Result<Vec<Entry>, Fault> {
    if archive.index_for_name("word/document.xml").is_some() {
        return Err(office_document().into());
    }
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for index in 0..archive.len() {
        let data = archive.by_index_data(index).map_err(fault)?;
        let name = String::from_utf8_lossy(data.name_raw()).into_owned();
        let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_hidden = name.starts_with("__MACOSX") || file.starts_with('.') || file.is_empty();
        if data.is_dir() || is_hidden {
            continue;
        }
        let ending = extension(file).unwrap_or_default();
        let place = TABLES.iter().position(|known| *known == ending);
        let entry = Entry {
            index,
            bytes: data.size(),
            is_locked: data.encrypted(),
            is_telling: place.is_some_and(|place| place < NOT_TELLING),
            name,
        };
        match place {
            Some(_) => found.push(entry),
            None => others.push(entry),
        }
    }
    // A single file is what the archive is about, whatever it is called.
    if found.is_empty() && others.len() == 1 {
        found = others;
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The file called `wanted`, else the largest of those whose names tell most.
pub(super) fn choose<'e>(listed: &'e [Entry], wanted: Option<&str>) -> Result<&'e Entry, Fault> {
    let chosen = match wanted {
        Some(name) => {
            let found = listed.iter().find(|entry| entry.name == name);
            found.ok_or_else(|| Unreadable::NoSuchEntry {
                wanted: name.to_owned(),
                there: listed.iter().map(|entry| entry.name.clone()).collect(),
            })?
        }
        None => {
            let rank = |entry: &&Entry| (entry.is_telling, entry.bytes);
            listed.iter().max_by_key(rank).ok_or(Unreadable::NoEntry)?
        }
    };
    match chosen.is_locked {
        true => Err(Unreadable::Locked.into()),
        false => Ok(chosen),
    }
}

/// What is wrong with an archive.
pub(super) fn fault(error: ZipError) -> Fault {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::InvalidPassword => Unreadable::Locked.into(),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Unreadable::not_read("it is packed in a way that is not read; unpack it").into()
        }
        error => Unreadable::damaged(error).into(),
    }
}
