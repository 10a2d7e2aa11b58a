//! Whatever a table is packed in becomes UTF-8 delimited text that can be read at any place.

use super::converter::{self, convert};
use super::error::{Fault, Unreadable};
use super::limits::Room;
use super::packed::Packed;
use super::sample::Sample;
use super::task::Source;
use super::transcode::Transcoding;
use crate::ingest::charset::Charset;
use crate::ingest::child::Child;
use crate::model::table::{TableFormat, TableLayout};
use crate::storage::files::Files;
use crate::storage::read_at::{Behind, ReadAt, read_range};
use crate::tables::load::Watch;
use encoding_rs::UTF_8;
use std::path::Path;
use std::sync::Arc;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a table.
pub struct Opened {
    /// UTF-8, cut as the layout has it; with commas and quotation marks where that is of a sheet
    /// or JSON.
    pub bytes: Arc<dyn ReadAt>,
    /// Whether it is the file itself, but for a byte order mark: nothing was unpacked.
    pub is_in_place: bool,
    /// What had to be left out or replaced on the way, a sentence each.
    pub notes: Vec<String>,
}

/// Opens the table in a file. Text in UTF-8 is read where it is; all else goes into a file without
/// a name.
pub(super) fn open(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    layout: &TableLayout,
    watch: Watch<'_>,
) -> Result<Opened, Fault> {
    let packed = Packed::open(files, path, layout.entry.as_deref())?;
    let source = match &layout.format {
        TableFormat::Delimited { .. } => return open_text(files, &packed, layout, watch),
        TableFormat::Sheet(name) => Source::Sheet(Some(name.clone())),
        TableFormat::Json(key) => Source::Json(Some(key.clone())),
        TableFormat::JsonLines => Source::JsonLines,
    };
    let mut room = Room::new(files.scratch()?, packed.size());
    let wanted = converter::Wanted {
        child,
        packed: &packed,
        source,
        is_look: false,
    };
    let done = convert(&wanted, watch, &mut |piece| room.write(piece))?;
    Ok(Opened {
        bytes: room.into_inner().finish(),
        is_in_place: false,
        notes: done.notes,
    })
}

fn open_text(
    files: &dyn Files,
    packed: &Packed,
    layout: &TableLayout,
    watch: Watch<'_>,
) -> Result<Opened, Fault> {
    let transcoding = transcoding(packed, layout)?;
    if let Some(bytes) = packed.bare().filter(|_| transcoding.is_none()) {
        return Ok(Opened {
            bytes: without_mark(bytes)?,
            is_in_place: true,
            notes: Vec::new(),
        });
    }
    let mut room = Room::new(files.scratch()?, packed.size());
    let replaced = packed.read(watch, &mut |bytes| {
        transcoding.copy(bytes, &mut |piece| room.write(piece))
    })?;
    Ok(Opened {
        bytes: room.into_inner().finish(),
        is_in_place: false,
        notes: note(replaced, transcoding.charset).into_iter().collect(),
    })
}

fn transcoding(packed: &Packed, layout: &TableLayout) -> Result<Transcoding, Fault> {
    let charset = Charset::named(&layout.encoding).ok_or_else(|| {
        let what = format!(
            "no encoding is called {:?}; choose another",
            layout.encoding
        );
        Unreadable::not_read(what)
    })?;
    Sample::of(packed)?.transcoding(charset)
}

fn without_mark(bytes: &Arc<dyn ReadAt>) -> Result<Arc<dyn ReadAt>, Fault> {
    let start = read_range(&**bytes, 0, BYTE_ORDER_MARK.len())?;
    Ok(match start == BYTE_ORDER_MARK {
        true => Arc::new(Behind::new(Arc::clone(bytes), start.len() as u64)),
        false => Arc::clone(bytes),
    })
}

fn note(replaced: u64, charset: Charset) -> Option<String> {
    let name = match charset.encoding() == UTF_8 {
        true => "UTF-8".to_owned(),
        false => charset.name(),
    };
    (replaced > 0).then(|| {
        format!("{replaced} bytes mean nothing in {name} and were replaced by “\u{fffd}” (choose another encoding if words look wrong).")
    })
}
