//! What is asked of the child process that reads spreadsheets and JSON, and what it answers.
//!
//! To the child: a [`Task`] on its command line, the file on its stdin. From it: delimited text in
//! frames (their length in four bytes, then so many bytes), an empty frame, and what became of it
//! as RON.

use super::error::Unreadable;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// The largest frame, in bytes.
pub(super) const FRAME: usize = 64 << 10;

/// The longest word on how it went, in bytes.
const MOST_SAID: u64 = 4 << 20;

/// What a child is to do with the file on its stdin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What sort of file it is.
    pub source: Source,
    /// Only the first rows are wanted, to look at.
    pub is_look: bool,
    /// The size of the file, in bytes; `None` when that is not known before its end. A file that
    /// is gone through twice comes twice.
    pub bytes: Option<u64>,
    /// The most that may come out of it, in bytes.
    pub most: u64,
}

/// What sort of file is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A spreadsheet, and the sheet of it; the first with rows when `None`.
    Sheet(Option<String>),
    /// JSON, and the key of the list in it; the first list of objects when `None`, the outermost
    /// one when empty.
    Json(Option<String>),
    /// A JSON object a line.
    JsonLines,
}

/// What a child has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The sheet or the key that was read.
    pub chosen: String,
    /// The others it could have been, and itself.
    pub choices: Vec<String>,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
}

/// What stands in one frame, if it is not the end of them.
pub(super) fn read_frame(from: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length == 0 {
        return Ok(None);
    }
    if length > FRAME {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut frame = vec![0; length];
    from.read_exact(&mut frame)?;
    Ok(Some(frame))
}

/// What stands behind the frames.
pub(super) fn read_end(from: &mut dyn Read) -> io::Result<Result<Done, Unreadable>> {
    let mut said = String::new();
    from.take(MOST_SAID).read_to_string(&mut said)?;
    ron::from_str(&said).map_err(io::Error::other)
}

/// Delimited text on its way to whoever asked for it.
pub(super) struct Output<'o> {
    to: &'o mut dyn Write,
    /// What is not sent yet.
    pub(super) text: Vec<u8>,
    sent: u64,
    most: u64,
}

impl<'o> Output<'o> {
    pub(super) fn new(to: &'o mut dyn Write, most: u64) -> Self {
        Self {
            to,
            text: Vec::with_capacity(2 * FRAME),
            sent: 0,
            most,
        }
    }

    /// Sends what there is, once it is worth the while.
    pub(super) fn flow(&mut self) -> Result<(), Unreadable> {
        if self.text.len() < FRAME {
            return Ok(());
        }
        self.send()
    }

    fn send(&mut self) -> Result<(), Unreadable> {
        self.sent += self.text.len() as u64;
        if self.sent > self.most {
            return Err(super::limits::too_much(self.most));
        }
        for frame in self.text.chunks(FRAME) {
            let length = u32::try_from(frame.len()).unwrap_or_default();
            let written = self.to.write_all(&length.to_le_bytes());
            written
                .and_then(|()| self.to.write_all(frame))
                .map_err(|error| Unreadable::not_read(error.to_string()))?;
        }
        self.text.clear();
        Ok(())
    }

    /// Sends the rest.
    pub(super) fn finish(&mut self) -> Result<(), Unreadable> {
        self.send()
    }
}

/// Sends how it went.
pub(super) fn write_end(to: &mut dyn Write, outcome: &Result<Done, Unreadable>) -> io::Result<()> {
    let said = ron::to_string(outcome).map_err(io::Error::other)?;
    to.write_all(&0_u32.to_le_bytes())?;
    to.write_all(said.as_bytes())?;
    to.flush()
}
