//! One pass over the records of a file, on all cores, never with more of it in memory than a few
//! chunks.
//!
//! In: bytes to be read at any place, and where the first record begins. Out: chunks of whole
//! records, worked on by several threads at once, and what the threads made of them, in the order
//! of the file.
//!
//! The threads take chunks in order. Each reads its own; then, in turn, it puts the unfinished
//! record of the chunk before in front of it and finds where records end, which is the small part
//! of the work; what remains is given to the next. So a chunk always begins where a record does,
//! and nobody has to guess whether it begins inside quotation marks.

use super::cells::Cut;
use super::load::{CannotLoad, Watch};
use super::structure::Structure;
use super::turns::Turns;
use crate::model::text::ShaOf;
use crate::storage::read_at::ReadAt;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The bytes of a chunk: about half of a core's own cache.
const CHUNK: usize = 512 * 1024;

/// So long may a record be. A longer one is none: most likely a quotation mark is never closed.
pub(super) const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// Room in front of a chunk for what is unfinished of the one before.
const ROOM: usize = 64 * 1024;

/// So many threads at most: more would wait for the disk.
const MOST_THREADS: usize = 8;

/// A pass over the records of a file.
#[derive(Clone, Copy)]
pub(super) struct Pass<'a> {
    /// The file.
    pub bytes: &'a dyn ReadAt,
    /// How its records are cut.
    pub cut: Cut,
    /// Where the first one begins.
    pub from: u64,
    /// How much is done at once, and what besides.
    pub effort: Effort,
}

/// How a pass goes about its work. What it finds does not depend on it, but for `longest`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// The bytes of a chunk; at least one.
    pub chunk: usize,
    /// How many threads there are at most; at least one.
    pub threads: usize,
    /// How long a record may be, in bytes without its line feed.
    pub longest: usize,
}

impl Default for Effort {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            chunk: CHUNK,
            threads: cores.min(MOST_THREADS),
            longest: LONGEST_RECORD,
        }
    }
}

/// Whole records that stand one behind the other.
pub(super) struct Chunk<'c> {
    /// The bytes: its records, and what lies between them.
    pub bytes: &'c [u8],
    /// Where the first byte stands in the file.
    pub base: u64,
    /// The records in them.
    pub structure: &'c Structure,
}

impl Pass<'_> {
    /// Has all chunks worked on, and takes what was made of them in their order. The whole file is
    /// added to `hash`, if there is one.
    ///
    /// # Errors
    /// When the file cannot be read, `watch` stops it, or `take` refuses a part.
    pub(super) fn run<P>(
        self,
        hash: Option<ShaOf>,
        watch: Watch<'_>,
        work: &(dyn Fn(&Chunk<'_>) -> P + Sync),
        take: &mut (dyn FnMut(P) -> Result<(), CannotLoad> + Send),
    ) -> Result<Option<ShaOf>, CannotLoad> {
        let chunks = self.chunks();
        let run = Run {
            pass: self,
            next: AtomicU64::new(0),
            chunks,
            unfinished: Turns::of(Unfinished {
                at: self.from,
                ..Unfinished::default()
            }),
            hash: Turns::of(self.with_head(hash)?),
            taken: Turns::of(take),
            error: Mutex::new(None),
            watch,
            work,
        };
        let threads = u64::try_from(self.effort.threads).unwrap_or(1).min(chunks);
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| run.work_on_chunks());
            }
            run.work_on_chunks();
        });
        let error = run.error.into_inner();
        match error.unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(run.hash.into_value()),
        }
    }

    fn chunks(&self) -> u64 {
        let size = self.bytes.size().saturating_sub(self.from);
        size.div_ceil(self.effort.chunk as u64)
    }

    /// Adds what stands before the first record.
    fn with_head(&self, hash: Option<ShaOf>) -> Result<Option<ShaOf>, CannotLoad> {
        let Some(mut hash) = hash else {
            return Ok(None);
        };
        let mut head = vec![0; usize::try_from(self.from).unwrap_or(usize::MAX)];
        read_whole(self.bytes, 0, &mut head)?;
        hash.add(&head);
        Ok(Some(hash))
    }
}

/// Reads as many bytes as `buffer` holds.
fn read_whole(bytes: &dyn ReadAt, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    if bytes.read_at(offset, buffer)? < buffer.len() {
        let what = "it became shorter while it was read";
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, what));
    }
    Ok(())
}

/// What goes from chunk to chunk.
#[derive(Default)]
struct Unfinished {
    /// The start of a record whose end is in a later chunk.
    bytes: Vec<u8>,
    /// Where it begins in the file.
    at: u64,
    /// How much of it was looked through for its end: a long one is not looked through again
    /// before it is twice as long.
    seen: usize,
    /// The record was given up; what is left of its line belongs to nobody.
    is_skipped: bool,
}

type Taken<'t, P> = &'t mut (dyn FnMut(P) -> Result<(), CannotLoad> + Send);

/// A pass under way.
struct Run<'r, P> {
    pass: Pass<'r>,
    next: AtomicU64,
    chunks: u64,
    unfinished: Turns<Unfinished>,
    hash: Turns<Option<ShaOf>>,
    taken: Turns<Taken<'r, P>>,
    error: Mutex<Option<CannotLoad>>,
    watch: Watch<'r>,
    work: &'r (dyn Fn(&Chunk<'_>) -> P + Sync),
}

/// Ends all turns when its thread does: whoever waits for a thread that panicked would wait for
/// ever.
struct EndTurns<'g, 'r, P>(&'g Run<'r, P>);

impl<P> Drop for EndTurns<'_, '_, P> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

impl<P> Run<'_, P> {
    fn stop(&self) {
        self.unfinished.stop();
        self.hash.stop();
        self.taken.stop();
    }

    fn fail(&self, error: CannotLoad) {
        let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert(error);
        drop(first);
        self.stop();
    }

    fn work_on_chunks(&self) {
        let _guard = EndTurns(self);
        let mut buffer = Buffer::new(&self.pass);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.chunks {
                return;
            }
            match self.one(number, &mut buffer) {
                Ok(Some(())) => {}
                Ok(None) => return,
                Err(error) => return self.fail(error),
            }
        }
    }

    /// Works on one chunk; `None` when the pass was stopped.
    fn one(&self, number: u64, buffer: &mut Buffer) -> Result<Option<()>, CannotLoad> {
        let pass = &self.pass;
        let at = pass.from + number * pass.effort.chunk as u64;
        buffer.read(pass.bytes, at, pass.effort.chunk)?;
        let is_last = number + 1 == self.chunks;
        let found = self.unfinished.take(number, |unfinished| {
            buffer.find_records(unfinished, pass.effort.longest, is_last);
        });
        if found.is_none() {
            return Ok(None);
        }
        let hashed = self.hash.take(number, |hash| {
            if let Some(hash) = hash {
                hash.add(buffer.read_bytes());
            }
        });
        if hashed.is_none() {
            return Ok(None);
        }
        let part = (self.work)(&buffer.chunk());
        if !(self.watch)((number + 1) as f32 / self.chunks as f32) {
            return Err(CannotLoad::Stopped);
        }
        self.taken.take(number, |take| take(part)).transpose()
    }
}

/// The bytes of one thread.
struct Buffer {
    /// Room for what is unfinished, then what was read.
    bytes: Vec<u8>,
    /// How much was read.
    read: usize,
    /// What is unfinished and what was read, where there is not enough room.
    long: Vec<u8>,
    /// Where the chunk begins, in `long` if there is anything in it, else in `bytes`.
    start: usize,
    /// How long it is.
    whole: usize,
    /// Where it begins in the file.
    base: u64,
    structure: Structure,
}

impl Buffer {
    fn new(pass: &Pass<'_>) -> Self {
        Self {
            bytes: vec![0; ROOM + pass.effort.chunk],
            read: 0,
            long: Vec::new(),
            start: 0,
            whole: 0,
            base: 0,
            structure: Structure::of(pass.cut, pass.effort.longest),
        }
    }

    fn read(&mut self, from: &dyn ReadAt, at: u64, chunk: usize) -> io::Result<()> {
        let rest = usize::try_from(from.size().saturating_sub(at)).unwrap_or(usize::MAX);
        self.read = chunk.min(rest);
        let into = self.bytes.get_mut(ROOM..ROOM + self.read);
        read_whole(from, at, into.unwrap_or_default())
    }

    fn read_bytes(&self) -> &[u8] {
        let read = ROOM..ROOM + self.read;
        self.bytes.get(read).unwrap_or_default()
    }

    fn chunk(&self) -> Chunk<'_> {
        let all = joined(&self.bytes, self.read, &self.long, self.start);
        Chunk {
            bytes: all.get(..self.whole).unwrap_or_default(),
            base: self.base,
            structure: &self.structure,
        }
    }

    /// Finds the records that end in what was read, and leaves the last, unfinished one to the
    /// next chunk.
    fn find_records(&mut self, unfinished: &mut Unfinished, longest: usize, is_last: bool) {
        self.structure.clear();
        self.base = unfinished.at;
        self.whole = 0;
        let size = unfinished.bytes.len() + self.read;
        if !is_last && size <= longest && size < 2 * unfinished.seen {
            unfinished.bytes.extend_from_slice(self.read_bytes());
            return;
        }
        self.join(&unfinished.bytes);
        let all = joined(&self.bytes, self.read, &self.long, self.start);
        let rest = unfinished.find(all, &mut self.structure, longest, is_last);
        self.whole = rest;
        unfinished.bytes.clear();
        let left = all.get(rest..).unwrap_or_default();
        unfinished.bytes.extend_from_slice(left);
        unfinished.seen = left.len();
        unfinished.at += rest as u64;
    }

    /// Puts what is unfinished in front of what was read.
    fn join(&mut self, unfinished: &[u8]) {
        self.long.clear();
        self.start = 0;
        if let Some(start) = ROOM.checked_sub(unfinished.len()) {
            let room = self.bytes.get_mut(start..ROOM).unwrap_or_default();
            room.copy_from_slice(unfinished);
            self.start = start;
        } else {
            self.long.extend_from_slice(unfinished);
            let read = self.bytes.get(ROOM..ROOM + self.read);
            self.long.extend_from_slice(read.unwrap_or_default());
        }
    }
}

/// The bytes from the start of a chunk to the end of what was read.
fn joined<'b>(bytes: &'b [u8], read: usize, long: &'b [u8], start: usize) -> &'b [u8] {
    match long.is_empty() {
        true => bytes.get(start..ROOM + read).unwrap_or_default(),
        false => long,
    }
}

impl Unfinished {
    /// Finds the records in `all`; gives where the unfinished one begins.
    fn find(
        &mut self,
        all: &[u8],
        structure: &mut Structure,
        longest: usize,
        is_last: bool,
    ) -> usize {
        let mut at = self.skip(all, 0);
        loop {
            at = structure.cut(all, at);
            let left = all.len() - at;
            if left == 0 || (left <= longest && !is_last) {
                return at;
            }
            let (next, is_line_end) = structure.close(all, at);
            self.is_skipped = !is_line_end;
            at = self.skip(all, next);
        }
    }

    /// Passes by what is left of a line that was given up.
    fn skip(&mut self, all: &[u8], at: usize) -> usize {
        if !self.is_skipped {
            return at;
        }
        let rest = all.get(at..).unwrap_or_default();
        let Some(feed) = memchr::memchr(b'\n', rest) else {
            return all.len();
        };
        self.is_skipped = false;
        at + feed + 1
    }
}

#[cfg(test)]
mod tests;
