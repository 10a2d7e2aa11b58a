//! Has the child process turn a spreadsheet or JSON into delimited text, and listens.
//!
//! In: a file that may be packed, and a [`Task`]. Out: the text in pieces as it comes, never whole
//! in memory; what the child says about it; or one clear reason, whatever became of it.

use super::error::{Fault, Unreadable};
use super::limits::most_out_of;
use super::packed::Packed;
use super::task::{Done, Source, Task, read_end, read_frame};
use super::transcode::Transcoding;
use crate::ingest::child::{Child, Limits, end_in_words};
use crate::tables::load::Watch;
use std::io::{self, BufReader, Read, Write};
use std::process::{self, ChildStderr, ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// So many pieces wait for the disk at most.
const WAITING: usize = 16;

/// So often it is asked whether to go on.
const ASKED_EVERY: Duration = Duration::from_millis(100);

/// So much is kept of what the child complains about, in bytes.
const MOST_COMPLAINTS: u64 = 4 << 10;

/// What is wanted of a file.
pub(super) struct Wanted<'w> {
    pub(super) child: &'w Child,
    pub(super) packed: &'w Packed,
    pub(super) source: Source,
    /// How its bytes become UTF-8, for JSON.
    pub(super) transcoding: Transcoding,
    /// Only the first rows are wanted.
    pub(super) is_look: bool,
}

/// Somebody who watches, and what they were told last.
struct Told<'w> {
    watch: Watch<'w>,
    last: AtomicU32,
}

impl<'w> Told<'w> {
    fn new(watch: Watch<'w>) -> Self {
        let last = AtomicU32::new(0.0_f32.to_bits());
        Self { watch, last }
    }

    fn part(&self, part: f32) -> bool {
        self.last.store(part.to_bits(), Ordering::Relaxed);
        (self.watch)(part)
    }

    /// Asks whether to go on where nothing new is to be told.
    fn again(&self) -> bool {
        (self.watch)(f32::from_bits(self.last.load(Ordering::Relaxed)))
    }
}

enum Heard {
    Piece(Vec<u8>),
    End(io::Result<Result<Done, Unreadable>>),
}

/// Converts a file; `to` gets the text.
pub(super) fn convert(
    wanted: &Wanted<'_>,
    watch: Watch<'_>,
    to: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<Done, Fault> {
    let bytes = size(wanted)?;
    let task = Task {
        source: wanted.source.clone(),
        is_look: wanted.is_look,
        bytes,
        most: most_out_of(wanted.packed.size()),
    };
    let limits = limits_for(
        wanted.child.limits(),
        bytes.unwrap_or(wanted.packed.size()),
        &wanted.source,
    );
    let asked = ron::to_string(&task).map_err(|error| Unreadable::not_read(error.to_string()))?;
    let started = wanted
        .child
        .start_with(limits, &[format!("--table={asked}")], "table");
    let mut process = started.map_err(|error| {
        let program = wanted.child.executable().display();
        Unreadable::not_read(format!("{program} cannot be run for it: {error}"))
    })?;
    let heard = converse(&mut process, wanted, limits, &Told::new(watch), to);
    if heard.is_err() {
        // It may have ended by itself meanwhile.
        let _ = process.kill();
    }
    let status = process.wait().map_err(Fault::Io)?;
    match heard? {
        (Some(outcome), _) => Ok(outcome?),
        (None, complained) => {
            let what = end_in_words(limits, status, &complained);
            Err(Unreadable::not_read(what).into())
        }
    }
}

impl Wanted<'_> {
    /// Whether the child goes through the file twice: it has to know where the first time ends.
    fn is_twice(&self) -> bool {
        !self.is_look && !matches!(self.source, Source::Sheet(_))
    }

    /// Reads the file as the child is to get it.
    fn read(
        &self,
        watch: Watch<'_>,
        to: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let is_text = !matches!(self.source, Source::Sheet(_));
        self.packed.read(watch, &mut |bytes| {
            if is_text && !self.transcoding.is_none() {
                return self.transcoding.copy(bytes, to).map(drop);
            }
            pour(bytes, to)
        })
    }
}

/// The size of what the child gets, where it has to know.
fn size(wanted: &Wanted<'_>) -> Result<Option<u64>, Fault> {
    let packed = wanted.packed;
    if let Some(bytes) = packed.bare().filter(|_| wanted.transcoding.is_none()) {
        return Ok(Some(bytes.size()));
    }
    if !wanted.is_twice() {
        return Ok(None);
    }
    let mut bytes = 0;
    wanted.read(&|_| true, &mut |piece| {
        bytes += piece.len() as u64;
        Ok(())
    })?;
    Ok(Some(bytes))
}

/// The most processor time for a small file, in seconds, and for each megabyte of a larger one.
const SECONDS: u32 = 10;
const SECONDS_A_MEGABYTE: u32 = 2;

/// The memory for whatever is read one value after the other, in mebibytes.
const MEBIBYTES: u32 = 512;
/// And for each megabyte of what must be held whole.
const MEBIBYTES_A_MEGABYTE: u32 = 8;

/// Small files need little; large ones may take longer, and spreadsheets more room.
fn limits_for(most: Limits, bytes: u64, source: &Source) -> Limits {
    let megabytes = u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
    let held = match source {
        Source::Sheet(_) => megabytes.saturating_mul(MEBIBYTES_A_MEGABYTE),
        Source::Json(_) | Source::JsonLines => 0,
    };
    Limits {
        seconds: most
            .seconds
            .min(SECONDS)
            .saturating_add(megabytes.saturating_mul(SECONDS_A_MEGABYTE)),
        mebibytes: MEBIBYTES.saturating_add(held).min(most.mebibytes),
    }
}

type Converse = (Option<Result<Done, Unreadable>>, String);

fn converse(
    process: &mut process::Child,
    wanted: &Wanted<'_>,
    limits: Limits,
    watch: &Told<'_>,
    to: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<Converse, Fault> {
    let pipes = (
        process.stdin.take(),
        process.stdout.take(),
        process.stderr.take(),
    );
    let (Some(input), Some(out), Some(errors)) = pipes else {
        return Err(Unreadable::not_read("its reader cannot be talked to").into());
    };
    let (sender, receiver) = sync_channel(WAITING);
    thread::scope(|scope| {
        let feeder = scope.spawn(|| feed(input, wanted, watch));
        let complaints = scope.spawn(|| complaints(errors));
        scope.spawn(move || listen(out, &sender));
        let heard = hear(&receiver, limits, watch, to);
        if heard.is_err() {
            // The pipes end with it, and the threads with the pipes.
            let _ = process.kill();
        }
        drop(receiver);
        let fed = feeder.join().unwrap_or(Ok(()));
        let complained = complaints.join().unwrap_or_default();
        let heard = heard?;
        // A file that cannot be read to its end is why, whatever the child made of the rest.
        fed?;
        Ok((heard, complained))
    })
}

/// Gives the child its file, as often as it goes through it. A child that has seen enough closes
/// its end: what it says counts.
fn feed(mut input: ChildStdin, wanted: &Wanted<'_>, watch: &Told<'_>) -> Result<(), Fault> {
    let times: u8 = if wanted.is_twice() { 2 } else { 1 };
    for time in 0..times {
        let part = |part: f32| watch.part((f32::from(time) + part) / f32::from(times));
        let mut is_closed = false;
        let fed = wanted.read(&part, &mut |piece| {
            input.write_all(piece).map_err(|error| {
                is_closed = true;
                Fault::Io(error)
            })
        });
        if is_closed {
            break;
        }
        fed?;
    }
    Ok(())
}

fn pour(from: &mut dyn Read, to: &mut dyn FnMut(&[u8]) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut piece = vec![0; 256 << 10];
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        to(piece.get(..read).unwrap_or_default())?;
    }
}

fn complaints(errors: ChildStderr) -> String {
    let mut said = Vec::new();
    // What was read before an error is all there is.
    let _ = errors.take(MOST_COMPLAINTS).read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

fn listen(out: ChildStdout, to: &SyncSender<Heard>) {
    let mut out = BufReader::with_capacity(256 << 10, out);
    loop {
        let heard = match read_frame(&mut out) {
            Ok(Some(piece)) => Heard::Piece(piece),
            Ok(None) => Heard::End(read_end(&mut out)),
            Err(error) => Heard::End(Err(error)),
        };
        let is_end = matches!(heard, Heard::End(_));
        // Nobody listens any more once something else went wrong.
        if to.send(heard).is_err() || is_end {
            return;
        }
    }
}

/// What the child said; nothing when it ended before it was done.
fn hear(
    from: &Receiver<Heard>,
    limits: Limits,
    watch: &Told<'_>,
    to: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<Option<Result<Done, Unreadable>>, Fault> {
    // A limit of processor time ends a child that computes; this one also one that waits.
    let until = Instant::now() + Duration::from_secs(u64::from(limits.seconds) + 5);
    loop {
        if !watch.again() {
            return Err(Fault::Stopped);
        }
        match from.recv_timeout(ASKED_EVERY) {
            Ok(Heard::Piece(piece)) => to(&piece)?,
            Ok(Heard::End(end)) => return Ok(end.ok()),
            Err(RecvTimeoutError::Timeout) if Instant::now() < until => {}
            Err(RecvTimeoutError::Timeout) => {
                let what = format!("that took more than {} seconds", limits.seconds);
                return Err(Unreadable::not_read(what).into());
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}
