//! Reading a journal as far as it can be read.

use super::{Entry, Head, JournalMark, line, seal_entry};
use crate::model::text::Sha;

/// An entry with what is known of its line.
#[derive(Clone, Debug)]
pub(in crate::storage) struct Numbered {
    pub entry: Entry,
    pub mark: JournalMark,
    /// Where its line ends in the file, in bytes.
    pub end: usize,
    /// The number of its line, from 1.
    pub line: usize,
}

/// Where reading had to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::storage) struct Stop {
    /// The number of the line, from 1.
    pub line: usize,
    pub what: String,
    /// A last line that was being written when the program or the machine stopped.
    pub torn: bool,
}

/// The readable part of a journal from some point on.
#[derive(Clone, Debug)]
pub(in crate::storage) struct Readable {
    /// The point before the first entry.
    pub base: JournalMark,
    /// Where its first entry begins in the file, in bytes.
    pub start: usize,
    pub entries: Vec<Numbered>,
    pub stop: Option<Stop>,
}

impl Readable {
    /// The point behind the last readable entry.
    pub fn end(&self) -> JournalMark {
        self.entries.last().map_or(self.base, |last| last.mark)
    }

    /// Where the last readable entry ends, in bytes.
    pub fn end_byte(&self) -> usize {
        self.entries.last().map_or(self.start, |last| last.end)
    }

    /// How many entries lead from the base to `mark`; `None` when it is not passed.
    pub fn position(&self, mark: JournalMark) -> Option<usize> {
        if self.base == mark {
            return Some(0);
        }
        let found = self.entries.iter().position(|entry| entry.mark == mark);
        found.map(|index| index + 1)
    }
}

/// The format of a journal, when it is none that this program knows; read before anything else,
/// as nothing else of it may be where this program looks for it.
pub(in crate::storage) fn newer_format(bytes: &[u8]) -> Option<u32> {
    let first = bytes.split(|byte| *byte == b'\n').next()?;
    let rest = std::str::from_utf8(first.strip_prefix(b"(format:")?).ok()?;
    let length = rest.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = rest.split_at_checked(length)?;
    let format: u32 = digits.parse().ok()?;
    // A head that fits its checksum as one of format 1 is one, with a damaged digit.
    let as_known = format!("(format:1{rest}");
    (format > 1 && line::unseal(as_known.as_bytes()).is_none()).then_some(format)
}

/// Reads the head of a journal: whose it is, and from which point it goes on; `None` when it is
/// damaged or of another format.
pub(in crate::storage) fn read_head(bytes: &[u8]) -> Option<(Sha, Readable)> {
    let first = bytes.split_inclusive(|byte| *byte == b'\n').next()?;
    let body = line::unseal(first.strip_suffix(b"\n")?)?.0;
    let head: Head = line::decode(std::str::from_utf8(body).ok()?).ok()?;
    if head.format != 1 {
        return None;
    }
    let base = head
        .after
        .unwrap_or_else(|| JournalMark::start(head.project));
    Some((head.project, read_from(bytes, first.len(), 2, base)))
}

/// Reads on behind a damaged stretch: from the entry that follows `mark`, wherever it stands.
pub(in crate::storage) fn read_behind(bytes: &[u8], mark: JournalMark) -> Option<Readable> {
    let sign = format!("(seq:{},", mark.entries + 1);
    let mut start = 0;
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if line.starts_with(sign.as_bytes()) {
            let readable = read_from(bytes, start, index + 1, mark);
            if !readable.entries.is_empty() {
                return Some(readable);
            }
        }
        start += line.len();
    }
    None
}

fn read_from(bytes: &[u8], start: usize, first_line: usize, base: JournalMark) -> Readable {
    let mut readable = Readable {
        base,
        start,
        entries: Vec::new(),
        stop: None,
    };
    let rest = bytes.get(start..).unwrap_or_default();
    for (index, line) in rest.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match read_entry(line, readable.end()) {
            Ok((entry, mark)) => {
                let end = readable.end_byte() + line.len();
                let line = first_line + index;
                readable.entries.push(Numbered {
                    entry,
                    mark,
                    end,
                    line,
                });
            }
            Err(what) => {
                readable.stop = Some(Stop {
                    line: first_line + index,
                    what,
                    torn: !line.ends_with(b"\n"),
                });
                break;
            }
        }
    }
    readable
}

fn read_entry(line: &[u8], before: JournalMark) -> Result<(Entry, JournalMark), String> {
    let line = line.strip_suffix(b"\n").ok_or("it was cut off")?;
    let text = std::str::from_utf8(line).map_err(|_| "it is not UTF-8")?;
    let (body, chain_and_crc) = text.rsplit_once(" // ").ok_or("it has no checksum")?;
    let mark = before.after(body);
    let (expected, crc) = seal_entry(body, mark.chain);
    if expected.trim_end() != text {
        let fits = chain_and_crc.ends_with(&format!("{crc:08x}"));
        return Err(if fits {
            "it does not follow from the lines before it"
        } else {
            "it does not fit its checksum"
        }
        .to_owned());
    }
    Ok((Entry::decode(body, mark.entries)?, mark))
}
