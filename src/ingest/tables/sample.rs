//! A small part of a file, to see what it is.
//!
//! In: a file that may be packed. Out: its beginning, and glimpses of the rest, which show whether
//! an encoding or a quotation mark the beginning has none of turns up later.

use super::error::{Fault, Unreadable};
use super::packed::Packed;
use super::sort::Sort;
use super::transcode::Transcoding;
use crate::ingest::charset::Charset;
use crate::ingest::encoding::encoding_of;
use crate::storage::read_at::{ReadAt, read_range};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// So much of the beginning is looked at, in bytes; of packed files, so much in all.
const START: usize = 256 << 10;
const PACKED_START: usize = 2 << 20;

/// So many glimpses are taken, each of so many bytes.
const GLIMPSES: u64 = 16;
const GLIMPSE: usize = 32 << 10;

/// Parts of a file.
pub(super) struct Sample {
    /// How it begins.
    pub start: Vec<u8>,
    /// Whether that is all of it.
    pub is_whole: bool,
    /// Whole lines from further on.
    glimpses: Vec<Vec<u8>>,
}

impl Sample {
    /// Of the table in a file.
    pub(super) fn of(packed: &Packed) -> Result<Self, Fault> {
        match packed.bare() {
            Some(bytes) => Self::of_bare(&**bytes),
            None => Self::of_packed(packed),
        }
    }

    fn of_bare(bytes: &dyn ReadAt) -> Result<Self, Fault> {
        let size = bytes.size();
        let is_whole = size <= START as u64;
        let mut glimpses = Vec::new();
        for number in 1..=GLIMPSES {
            let at = size / (GLIMPSES + 1) * number;
            if !is_whole && at > START as u64 {
                glimpses.push(whole_lines(&read_range(bytes, at, GLIMPSE)?));
            }
        }
        Ok(Self {
            start: read_range(bytes, 0, START)?,
            is_whole,
            glimpses,
        })
    }

    fn of_packed(packed: &Packed) -> Result<Self, Fault> {
        let mut start = packed.start(PACKED_START)?;
        let is_whole = start.len() <= START;
        let more = start.split_off(start.len().min(START));
        Ok(Self {
            start,
            is_whole,
            glimpses: vec![whole_lines(&more)],
        })
    }

    /// The encoding it is most likely in.
    pub(super) fn charset(&self) -> Charset {
        let glimpses: Vec<&[u8]> = self.glimpses.iter().map(Vec::as_slice).collect();
        encoding_of(&self.start, &glimpses)
    }

    /// The same where another edition of it was in `before`: what the bytes tell for sure goes before
    /// that, a guess does not.
    pub(super) fn charset_after(&self, before: Charset) -> Charset {
        let own = self.charset();
        let is_unicode =
            |charset: Charset| [UTF_8, UTF_16LE, UTF_16BE].contains(&charset.encoding());
        let mut parts = std::iter::once(&self.start).chain(&self.glimpses);
        let tells = is_unicode(own) && parts.any(|part| !part.is_ascii());
        // What is not UTF-8 is none either because the other was.
        match tells || is_unicode(before) {
            true => own,
            false => before,
        }
    }

    /// How its bytes become UTF-8, if they are of this encoding.
    pub(super) fn transcoding(&self, charset: Charset) -> Result<Transcoding, Fault> {
        let plain = Transcoding {
            charset,
            old_mac: false,
        };
        let text = read_in(plain, &self.start)?;
        let old_mac = memchr::memchr(b'\n', &text).is_none() && text.contains(&b'\r');
        Ok(Transcoding { old_mac, ..plain })
    }

    /// What sort of file it is.
    ///
    /// # Errors
    /// When it is one that holds no table.
    pub(super) fn sort(&self, transcoding: Transcoding) -> Result<Sort, Fault> {
        let own = Sort::of(&self.start)?;
        if own != Sort::Text || transcoding.is_none() {
            return Ok(own);
        }
        // JSON may come in any encoding.
        Ok(Sort::of(&read_in(transcoding, &self.start)?)?)
    }

    /// Its beginning and its glimpses as UTF-8.
    ///
    /// # Errors
    /// When it is no text.
    pub(super) fn texts(&self, transcoding: Transcoding) -> Result<(Vec<u8>, Vec<Vec<u8>>), Fault> {
        let start = read_in(transcoding, &self.start)?;
        if let Some(at) = memchr::memchr(0, &start) {
            let before = start.get(..at).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            return Err(Unreadable::Nul { line }.into());
        }
        let read = |bytes: &Vec<u8>| read_in(transcoding, bytes);
        let glimpses = self.glimpses.iter().map(read).collect::<Result<_, _>>()?;
        Ok((start, glimpses))
    }
}

fn read_in(transcoding: Transcoding, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut text = Vec::with_capacity(bytes.len());
    transcoding.copy(&mut { bytes }, &mut |piece| {
        text.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(text)
}

/// What stands between the first and the last line feed.
fn whole_lines(bytes: &[u8]) -> Vec<u8> {
    let edges = memchr::memchr(b'\n', bytes).zip(memchr::memrchr(b'\n', bytes));
    let lines = edges.and_then(|(first, last)| bytes.get(first + 1..last));
    lines.unwrap_or_default().to_vec()
}
