//! Where the cells and records of a stretch of delimited text end.
//!
//! In: bytes that begin where a record begins. Out: the places of all delimiters and line feeds
//! that stand outside quotation marks.
//!
//! Sixty-four bytes at a time become one bit each. A mark opens a quotation only at the start of a
//! cell, so as long as every opening one stands there (or right behind a closing one: a doubled
//! mark), what is quoted is what an odd number of marks stands before. The first mark that breaks
//! the rule makes its record one for [`record_end`], byte by byte; so the outcome is that of
//! [`record_end`] for all bytes there are.

use super::cells::{Cut, RecordEnd, record_end, without_return};
use wide::u8x16;

/// The bytes of a block.
const BLOCK: usize = 64;

/// What is wrong with the shape of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misshapen {
    /// The quotation mark at this place is never closed; the record was cut at the end of its line.
    Unclosed(usize),
    /// It is too long; its end is not in sight.
    TooLong,
}

/// A record as it stands in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record<'s> {
    /// Where it begins.
    pub start: usize,
    /// Where each of its cells ends; the last also is where the record does.
    pub ends: &'s [u32],
    /// What is wrong with it.
    pub misshapen: Option<Misshapen>,
}

impl Record<'_> {
    /// Where it ends: at the line feed, or behind the last byte.
    pub(super) fn end(&self) -> usize {
        self.ends.last().map_or(self.start, |end| *end as usize)
    }

    /// The bytes of a cell, by its number from 0; `None` where it has fewer.
    pub(super) fn raw<'b>(&self, bytes: &'b [u8], cell: usize) -> Option<&'b [u8]> {
        let end = *self.ends.get(cell)? as usize;
        let start = match cell.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + 1,
            None => self.start,
        };
        let raw = bytes.get(start..end)?;
        // What is left of a line end of two bytes belongs to no cell.
        let is_last = cell + 1 == self.ends.len();
        Some(if is_last { without_return(raw) } else { raw })
    }
}

/// The records of a stretch of bytes of less than 4 GB.
#[derive(Debug)]
pub(super) struct Structure {
    cut: Cut,
    longest: usize,
    ends: Vec<u32>,
    records: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    start: u32,
    /// How many cells end up to and including its last.
    ends: usize,
    misshapen: Option<Misshapen>,
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Structure {
    /// None yet, of at most `longest` bytes without their line feed.
    pub(super) fn of(cut: Cut, longest: usize) -> Self {
        Self {
            cut,
            longest,
            ends: Vec::new(),
            records: Vec::new(),
        }
    }

    /// Forgets all records.
    pub(super) fn clear(&mut self) {
        self.ends.clear();
        self.records.clear();
    }

    /// The records found, in their order.
    pub(super) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let mut from = 0;
        self.records.iter().map(move |found| {
            let ends = self.ends.get(from..found.ends).unwrap_or_default();
            from = found.ends;
            Record {
                start: found.start as usize,
                ends,
                misshapen: found.misshapen,
            }
        })
    }

    /// How many records were found.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Adds the records of `bytes` from `start` on, where one begins; gives where the first one
    /// begins whose line feed is not in sight, or too far.
    pub(super) fn cut(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut start = start;
        loop {
            match self.regular(bytes, start) {
                Ok(rest) => return rest,
                Err(odd) => match self.by_byte(bytes, odd) {
                    Ok(next) => start = next,
                    Err(_) => return odd,
                },
            }
        }
    }

    /// Adds the record at `start` that [`Structure::cut`] gave up: because it is too long, or, where
    /// it is not, because `bytes` end. Gives where it ends, and whether its line does as well.
    pub(super) fn close(&mut self, bytes: &[u8], start: usize) -> (usize, bool) {
        let within = self.within(bytes, start);
        let end = record_end(within, self.cut, &mut |_| {});
        let is_last = start + within.len() == bytes.len() && within.len() <= self.longest;
        if let RecordEnd::Unclosed(quote) = end {
            let line = within.get(quote..).unwrap_or_default();
            let feed = memchr::memchr(b'\n', line).map(|at| start + quote + at);
            let end = feed.unwrap_or(start + within.len());
            self.add(start, end, Misshapen::Unclosed(start + quote));
            return (end + usize::from(feed.is_some()), feed.is_some() || is_last);
        }
        if is_last {
            record_end(within, self.cut, &mut |at| {
                self.ends.push(place(start + at));
            });
            self.end_record(start, None);
        } else {
            self.add(start, start + within.len(), Misshapen::TooLong);
        }
        (start + within.len(), is_last)
    }

    /// As much of the record at `start` as may belong to it, and its line feed.
    fn within<'b>(&self, bytes: &'b [u8], start: usize) -> &'b [u8] {
        let end = bytes.len().min(start.saturating_add(self.longest + 1));
        bytes.get(start..end).unwrap_or_default()
    }

    fn add(&mut self, start: usize, end: usize, misshapen: Misshapen) {
        self.ends.push(place(end));
        self.end_record(start, Some(misshapen));
    }

    fn end_record(&mut self, start: usize, misshapen: Option<Misshapen>) {
        self.records.push(Found {
            start: place(start),
            ends: self.ends.len(),
            misshapen,
        });
    }

    /// Adds one record by the rule itself; gives where the next begins.
    fn by_byte(&mut self, bytes: &[u8], start: usize) -> Result<usize, RecordEnd> {
        let within = self.within(bytes, start);
        let end = record_end(within, self.cut, &mut |at| {
            self.ends.push(place(start + at));
        });
        if let RecordEnd::Fed(at) = end {
            self.end_record(start, None);
            return Ok(start + at + 1);
        }
        self.drop_unfinished();
        Err(end)
    }

    fn drop_unfinished(&mut self) {
        let finished = self.records.last().map_or(0, |found| found.ends);
        self.ends.truncate(finished);
    }

    /// Adds records as long as every quotation mark stands where the rule wants it and none is too
    /// long; gives where the unfinished one begins, or as an error the one that is not so.
    fn regular(&mut self, bytes: &[u8], start: usize) -> Result<usize, usize> {
        let mut state = State::at(start);
        let signs = Signs::of(self.cut);
        let (blocks, rest) = bytes.get(start..).unwrap_or_default().as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        let is_regular = blocks.iter().all(|block| {
            let bits = signs.bits(block, u64::MAX);
            self.block(&bits, &mut state)
        });
        let valid = (1_u64 << rest.len()) - 1;
        let is_regular = is_regular && self.block(&signs.bits(&last, valid), &mut state);
        self.drop_unfinished();
        if is_regular {
            Ok(state.record)
        } else {
            Err(state.record)
        }
    }

    /// Takes in one block; whether all is as the rule wants it.
    #[inline]
    fn block(&mut self, bits: &Bits, state: &mut State) -> bool {
        let open = parities(bits.quotes) ^ state.open;
        let ends = (bits.delimiters | bits.feeds) & !open;
        let before = (ends | bits.quotes) << 1 | state.fresh;
        let odd = bits.quotes & open & !before;
        // All bits below the lowest odd one.
        let good = odd.wrapping_sub(1) & !odd;
        let ends = ends & good;
        let at = place(state.at);
        let known = self.ends.len();
        push_places(&mut self.ends, ends, at);
        let mut feeds = ends & bits.feeds;
        while feeds != 0 {
            let feed = feeds.trailing_zeros();
            let end = state.at + feed as usize;
            if end - state.record > self.longest {
                return false;
            }
            let up_to = u64::MAX >> (63 - feed);
            self.records.push(Found {
                start: place(state.record),
                ends: known + (ends & up_to).count_ones() as usize,
                misshapen: None,
            });
            state.record = end + 1;
            feeds &= feeds - 1;
        }
        state.open = if open >> 63 == 1 { u64::MAX } else { 0 };
        state.fresh = (ends | bits.quotes) >> 63;
        state.at += BLOCK;
        odd == 0
    }
}

/// What is known between two blocks.
struct State {
    /// Where the next block begins.
    at: usize,
    /// Where the unfinished record begins.
    record: usize,
    /// All ones inside quotation marks.
    open: u64,
    /// One where a cell begins, or behind a quotation mark.
    fresh: u64,
}

impl State {
    fn at(start: usize) -> Self {
        Self {
            at: start,
            record: start,
            open: 0,
            fresh: 1,
        }
    }
}

/// The signs that matter, sixteen times each.
struct Signs {
    delimiter: u8x16,
    quoted: u64,
}

/// One bit for each byte of a block.
struct Bits {
    quotes: u64,
    delimiters: u64,
    feeds: u64,
}

impl Signs {
    fn of(cut: Cut) -> Self {
        Self {
            delimiter: u8x16::splat(cut.delimiter),
            quoted: if cut.quoted { u64::MAX } else { 0 },
        }
    }

    #[inline]
    fn bits(&self, block: &[u8; BLOCK], valid: u64) -> Bits {
        let (quote, feed) = (u8x16::splat(b'"'), u8x16::splat(b'\n'));
        let (mut quotes, mut delimiters, mut feeds) = (0, 0, 0);
        let (parts, _) = block.as_chunks::<16>();
        for (number, part) in parts.iter().enumerate() {
            let part = u8x16::new(*part);
            let bits = |sign: u8x16| u64::from(part.simd_eq(sign).to_bitmask()) << (16 * number);
            quotes |= bits(quote);
            delimiters |= bits(self.delimiter);
            feeds |= bits(feed);
        }
        Bits {
            quotes: quotes & self.quoted & valid,
            delimiters: delimiters & valid,
            feeds: feeds & valid,
        }
    }
}

/// Each bit the parity of all up to and including it.
fn parities(bits: u64) -> u64 {
    let bits = bits ^ bits << 1;
    let bits = bits ^ bits << 2;
    let bits = bits ^ bits << 4;
    let bits = bits ^ bits << 8;
    let bits = bits ^ bits << 16;
    bits ^ bits << 32
}

/// Adds the place of every bit, where bit 0 stands at `at`. Eight at a time, of which the
/// surplus is cut off: cheaper than to ask before each.
#[inline]
fn push_places(to: &mut Vec<u32>, bits: u64, at: u32) {
    let mut rest = bits;
    let wanted = to.len() + bits.count_ones() as usize;
    while rest != 0 {
        let mut places = [0; 8];
        for place in &mut places {
            *place = at.wrapping_add(rest.trailing_zeros());
            rest &= rest.wrapping_sub(1);
        }
        to.extend_from_slice(&places);
    }
    to.truncate(wanted);
}
