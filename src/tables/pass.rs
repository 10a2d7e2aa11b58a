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
mod tests {
    use super::super::structure::Misshapen;
    use super::*;
    use crate::model::text::Sha;
    use proptest::prelude::*;

    /// A record: where it begins, where its cells end, what is wrong with it.
    type Found = (u64, Vec<u64>, Option<Misshapen>);

    /// What a pass finds, with places counted from the start of the file.
    fn passed(bytes: &Vec<u8>, cut: Cut, effort: Effort) -> (Vec<Found>, u64) {
        let pass = Pass {
            bytes,
            cut,
            from: 0,
            effort,
        };
        let read = |chunk: &Chunk<'_>| {
            let found = |record: super::super::structure::Record<'_>| {
                let place = |at: usize| chunk.base + at as u64;
                let ends = record.ends.iter().map(|end| place(*end as usize)).collect();
                let misshapen = record.misshapen.map(|misshapen| match misshapen {
                    Misshapen::Unclosed(at) => Misshapen::Unclosed(place(at) as usize),
                    Misshapen::TooLong => Misshapen::TooLong,
                });
                (place(record.start), ends, misshapen)
            };
            let records: Vec<Found> = chunk.structure.records().map(found).collect();
            (records, chunk.bytes.len() as u64)
        };
        let (mut all, mut size) = (Vec::new(), 0);
        pass.run(None, &|_| true, &read, &mut |(records, bytes)| {
            all.extend(records);
            size += bytes;
            Ok(())
        })
        .unwrap();
        (all, size)
    }

    /// The same, byte by byte from the front to the back, after the description of Python's `csv`.
    fn by_hand(bytes: &[u8], cut: Cut, longest: usize) -> Vec<Found> {
        #[derive(PartialEq)]
        enum State {
            CellBegins,
            Plain,
            Quoted,
            MarkInQuoted,
        }
        let (mut all, mut start) = (Vec::new(), 0);
        while start < bytes.len() {
            let limit = bytes.len().min(start + longest + 1);
            let (mut state, mut ends, mut mark, mut feed) = (State::CellBegins, vec![], 0, None);
            for (at, byte) in bytes.iter().enumerate().take(limit).skip(start) {
                match (&state, *byte) {
                    (State::Quoted, b'"') => state = State::MarkInQuoted,
                    (State::Quoted, _) => {}
                    (State::MarkInQuoted, b'"') if cut.quoted => state = State::Quoted,
                    (_, b'\n') => {
                        ends.push(at as u64);
                        feed = Some(at);
                        break;
                    }
                    (_, byte) if byte == cut.delimiter => {
                        ends.push(at as u64);
                        state = State::CellBegins;
                    }
                    (State::CellBegins, b'"') if cut.quoted => {
                        mark = at;
                        state = State::Quoted;
                    }
                    _ => state = State::Plain,
                }
            }
            let next_line = |from: usize| (from..bytes.len()).find(|at| bytes[*at] == b'\n');
            let is_last = limit == bytes.len() && limit - start <= longest;
            if let Some(feed) = feed {
                all.push((start as u64, ends, None));
                start = feed + 1;
            } else if state == State::Quoted {
                let end = next_line(mark).filter(|end| *end < limit).unwrap_or(limit);
                let what = Misshapen::Unclosed(mark);
                all.push((start as u64, vec![end as u64], Some(what)));
                start = next_line(end).map_or(bytes.len(), |feed| feed + 1);
            } else if is_last {
                ends.push(limit as u64);
                all.push((start as u64, ends, None));
                start = limit;
            } else {
                all.push((start as u64, vec![limit as u64], Some(Misshapen::TooLong)));
                start = next_line(limit).map_or(bytes.len(), |feed| feed + 1);
            }
        }
        all
    }

    fn check(bytes: &Vec<u8>, quoted: bool, effort: Effort) {
        let cut = Cut {
            delimiter: b',',
            quoted,
        };
        let (found, size) = passed(bytes, cut, effort);
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(
            found,
            by_hand(bytes, cut, effort.longest),
            "{text:?} {effort:?}"
        );
        assert_eq!(size, bytes.len() as u64, "{text:?} {effort:?}");
    }

    fn effort(chunk: usize, longest: usize) -> Effort {
        Effort {
            chunk,
            threads: 3,
            longest,
        }
    }

    #[test]
    fn records_that_lie_across_chunks_are_found_whole() {
        for text in [
            "",
            "\n",
            "a",
            "a,b\r\nc,d\n",
            "\"a\nb\",c\n\"d\"\"\n\"\"e\",f",
            "5\" gun,b\nc,\"d\"x\"y,z\"\n",
            "a,\"never closed\nb,c\nd,\"\"\n",
            "\"\"\"\"\n\"\"\n\"",
            "long long long long long line\nb\n",
            "\"long long\nlong long long\",c\nb\n",
        ] {
            for chunk in 1..12 {
                for longest in [3, 16, 1_000] {
                    check(&text.as_bytes().to_vec(), true, effort(chunk, longest));
                    check(&text.as_bytes().to_vec(), false, effort(chunk, longest));
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_500))]

        #[test]
        fn a_pass_finds_what_one_finds_by_hand(
            bytes in proptest::collection::vec(
                proptest::sample::select(&b"\"\"\"\",,,\n\n\rab"[..]), 0..400,
            ),
            quoted in proptest::bool::weighted(0.9),
            chunk in 1_usize..150,
            longest in proptest::sample::select(&[7_usize, 40, 150, 1_000][..]),
        ) {
            check(&bytes, quoted, effort(chunk, longest));
        }

        #[test]
        fn a_pass_over_good_records_finds_what_one_finds_by_hand(
            cells in proptest::collection::vec(
                (proptest::sample::select(&[
                    "a", "", "\"\"", "\"a,b\"", "\"he said \"\"no\"\"\"", "\"two\nlines\"", "Kébala",
                    "\"a long cell with many words in it, commas, and \"\"marks\"\"\"",
                ][..]), proptest::sample::select(&[",", ",", ",", "\n", "\r\n"][..])),
                0..200,
            ),
            chunk in 1_usize..300,
        ) {
            let text: String = cells.iter().flat_map(|(cell, end)| [*cell, *end]).collect();
            check(&text.into_bytes(), true, effort(chunk, 1_000));
        }
    }

    #[test]
    fn the_hash_is_that_of_the_file_whatever_the_chunks() {
        let bytes: Vec<u8> = (0..10_000_u32).map(|at| (at % 251) as u8).collect();
        let cut = Cut {
            delimiter: b',',
            quoted: true,
        };
        for (from, chunk) in [(0, 1_000), (17, 999), (10_000, 5), (0, 20_000)] {
            let pass = Pass {
                bytes: &bytes,
                cut,
                from,
                effort: effort(chunk, 100),
            };
            let begun = Some(ShaOf::default());
            let hash = pass.run(begun, &|_| true, &|_: &Chunk<'_>| (), &mut |()| Ok(()));
            let hash = hash.unwrap().map(ShaOf::finish);
            assert_eq!(hash, Some(Sha::of(&bytes)), "{from} {chunk}");
        }
    }

    fn small_chunks(bytes: &dyn ReadAt) -> Pass<'_> {
        let cut = Cut {
            delimiter: b',',
            quoted: true,
        };
        Pass {
            bytes,
            cut,
            from: 0,
            effort: effort(10, 100),
        }
    }

    #[test]
    fn a_pass_that_is_stopped_or_refused_ends() {
        let bytes = b"a,b\n".repeat(1_000);
        let pass = small_chunks(&bytes);
        let read = |chunk: &Chunk<'_>| chunk.base;
        let stopped = pass.run(None, &|part| part < 0.5, &read, &mut |_| Ok(()));
        assert!(matches!(stopped, Err(CannotLoad::Stopped)), "{stopped:?}");
        let mut seen = Vec::new();
        let refused = pass.run(None, &|_| true, &read, &mut |base| {
            seen.push(base);
            match seen.len() {
                5 => Err(CannotLoad::TooLarge),
                _ => Ok(()),
            }
        });
        assert!(matches!(refused, Err(CannotLoad::TooLarge)), "{refused:?}");
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_thread_that_panics_leaves_nobody_waiting() {
        let bytes = b"a,b\n".repeat(1_000);
        let pass = small_chunks(&bytes);
        let main = thread::current().id();
        let read = |_: &Chunk<'_>| {
            assert!(thread::current().id() == main, "a defect");
        };
        let _ = pass.run(None, &|_| true, &read, &mut |()| {
            thread::sleep(std::time::Duration::from_millis(1));
            Ok(())
        });
    }
}
