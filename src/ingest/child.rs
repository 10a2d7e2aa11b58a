//! Files that might take their reader down are read by a child process: the program itself, run
//! again with a hidden subcommand and limits of its own.
//!
//! In: a file's bytes, which go to the child's stdin. Out: what the child took out of it, from its
//! stdout; or one clear reason, whatever became of the child.

use super::error::{MOST_BYTES, TextError};
use super::extract::{self, sound_format};
use super::ingested::{Extracted, Ingested, Reading};
use crate::model::source::Taken;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The hidden subcommand.
pub const SUBCOMMAND: &str = "extract";

/// What stands before the answer: a parser may have printed something of its own.
const MARK: &[u8] = b"\n\x1etightrope\x1e\n";

/// What an answer may have besides the text, in bytes.
const AROUND_TEXT: usize = 1 << 20;

/// So much is kept of what the child complains about, in bytes.
const MOST_COMPLAINTS: u64 = 4 << 10;

/// So often the child is looked at once it has said everything.
const LOOKED_AT_EVERY: Duration = Duration::from_millis(5);

/// How to read risky files: which program does it, and how much it may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    executable: PathBuf,
    limits: Limits,
}

/// How much a child may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Processor time, and nearly so much time by the clock, in seconds.
    pub seconds: u32,
    /// Memory, in mebibytes.
    pub mebibytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            seconds: 60,
            mebibytes: 1_536,
        }
    }
}

impl Child {
    /// A child that runs `executable`, which is this program.
    pub fn new(executable: impl Into<PathBuf>) -> Self {
        Self {
            executable: executable.into(),
            limits: Limits::default(),
        }
    }

    /// A child that runs this very program. Not for tests: the program is theirs there.
    pub fn of_this_program() -> Self {
        Self::new(std::env::current_exe().unwrap_or_else(|_| "tightrope".into()))
    }

    /// With other limits.
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The program it runs.
    pub fn executable(&self) -> &Path {
        &self.executable
    }

    /// Reads a file as a source; a risky one in a child process. `name` is the file's name without
    /// folders.
    ///
    /// # Errors
    /// When it cannot be read, whatever the reason.
    pub fn read(&self, name: &str, bytes: &[u8], reading: Reading) -> Result<Ingested, TextError> {
        let extracted = if sound_format(name, bytes)?.is_risky() {
            self.extract(name, bytes, reading)?
        } else {
            extract::extract(name, bytes, reading)?
        };
        Ingested::new(name, bytes, extracted)
    }

    /// Has a child process take the text out of a file.
    ///
    /// # Errors
    /// What the child says, or what became of it.
    pub fn extract(
        &self,
        name: &str,
        bytes: &[u8],
        reading: Reading,
    ) -> Result<Extracted, TextError> {
        let mut process = self.start(name, reading).map_err(|error| {
            not_read(format!(
                "{} cannot be run for it: {error}",
                self.executable.display()
            ))
        })?;
        let heard = hear(&mut process, bytes, self.limits);
        if heard.is_err() {
            // It may have ended by itself meanwhile.
            let _ = process.kill();
        }
        let status = process.wait().map_err(|error| not_read(error.to_string()));
        let heard = heard?;
        let status = status?;
        match answer(&heard.said) {
            Some(answer) if status.success() => answer,
            _ => Err(not_read(end_in_words(
                self.limits,
                status,
                &heard.complained,
            ))),
        }
    }

    fn start(&self, name: &str, reading: Reading) -> std::io::Result<process::Child> {
        let charset = reading.charset;
        let encoding = charset.map(|charset| format!("--encoding={}", charset.name()));
        let whole = (reading.taken == Some(Taken::Whole)).then(|| "--whole".to_owned());
        let asked: Vec<String> = encoding.into_iter().chain(whole).collect();
        self.start_with(self.limits, &asked, name)
    }

    /// How much it may use.
    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Starts a child within `limits` that is asked for something of the file called `name`.
    ///
    /// # Errors
    /// When the program cannot be run.
    pub(super) fn start_with(
        &self,
        limits: Limits,
        asked: &[String],
        name: &str,
    ) -> std::io::Result<process::Child> {
        Command::new(&self.executable)
            .arg(SUBCOMMAND)
            .arg(format!("--seconds={}", limits.seconds))
            .arg(format!("--mebibytes={}", limits.mebibytes))
            .args(asked)
            .arg("--")
            .arg(name)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    }
}

/// What became of a child that ended before it had answered.
pub(super) fn end_in_words(limits: Limits, status: ExitStatus, complained: &str) -> String {
    let Limits { seconds, mebibytes } = limits;
    if complained.contains("memory allocation of") {
        format!("that took more than {mebibytes} MiB of memory")
    } else if complained.contains("overflowed its stack") {
        "its parts are nested without end".to_owned()
    } else if ended_by(status, Ending::Limit) {
        format!("that took more than {seconds} seconds")
    } else if ended_by(status, Ending::Outside) {
        "its reader was ended from outside, perhaps for want of memory".to_owned()
    } else {
        "its reader came to a sudden end".to_owned()
    }
}

/// What may end a child before it has answered.
#[derive(Clone, Copy)]
enum Ending {
    /// Its limit of processor time.
    Limit,
    /// The system, which may be short of memory, or a person.
    Outside,
}

#[cfg(unix)]
fn ended_by(status: ExitStatus, ending: Ending) -> bool {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt as _;
    let signals: &[Signal] = match ending {
        Ending::Limit => &[Signal::XCPU],
        Ending::Outside => &[Signal::KILL, Signal::TERM, Signal::INT, Signal::HUP],
    };
    let signal = status.signal();
    signals.iter().any(|it| signal == Some(it.as_raw()))
}

#[cfg(not(unix))]
fn ended_by(_status: ExitStatus, _ending: Ending) -> bool {
    false
}

fn not_read(what: String) -> TextError {
    TextError::NotRead { what }
}

/// What a child said before it ended.
struct Heard {
    said: Vec<u8>,
    complained: String,
}

enum Stream {
    Out(Vec<u8>),
    Err(Vec<u8>),
}

/// Gives the child its file and listens until it ends.
fn hear(process: &mut process::Child, bytes: &[u8], limits: Limits) -> Result<Heard, TextError> {
    let (input, out, err) = (
        process.stdin.take(),
        process.stdout.take(),
        process.stderr.take(),
    );
    let (Some(mut input), Some(out), Some(err)) = (input, out, err) else {
        return Err(not_read("its reader cannot be talked to".to_owned()));
    };
    // A limit of processor time ends a child that computes; this one also one that waits.
    let until = Instant::now() + Duration::from_secs(u64::from(limits.seconds) + 5);
    let most = (MOST_BYTES + AROUND_TEXT) as u64;
    let (sender, receiver) = channel();
    // The threads end with the pipes, and those with the child.
    let to_child = bytes.to_owned();
    let errors = sender.clone();
    spawn("file for reader", move || {
        // A child that has seen enough closes its end: what it says counts.
        let _ = input.write_all(&to_child);
    })?;
    spawn("answer of reader", move || {
        listen(out, most, &sender, Stream::Out);
    })?;
    spawn("complaints of reader", move || {
        listen(err, MOST_COMPLAINTS, &errors, Stream::Err);
    })?;
    let (mut said, mut complained) = (None, None);
    while said.is_none() || complained.is_none() {
        let left = until.saturating_duration_since(Instant::now());
        match receiver.recv_timeout(left) {
            Ok(Stream::Out(bytes)) => said = Some(bytes),
            Ok(Stream::Err(bytes)) => complained = Some(bytes),
            Err(RecvTimeoutError::Timeout) => return Err(too_slow(limits)),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let said = said.unwrap_or_default();
    if said.len() as u64 == most {
        let what = format!("there are more than {MOST_BYTES} bytes of text in it");
        return Err(TextError::Excessive { what });
    }
    // It has closed its streams: nothing is left to do but to end.
    while process.try_wait().is_ok_and(|ended| ended.is_none()) {
        if Instant::now() > until {
            return Err(too_slow(limits));
        }
        thread::sleep(LOOKED_AT_EVERY);
    }
    let complained = String::from_utf8_lossy(&complained.unwrap_or_default()).into_owned();
    Ok(Heard { said, complained })
}

fn too_slow(limits: Limits) -> TextError {
    not_read(format!("that took more than {} seconds", limits.seconds))
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), TextError> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned
        .map(drop)
        .map_err(|error| not_read(error.to_string()))
}

fn listen(stream: impl Read, most: u64, to: &Sender<Stream>, as_stream: fn(Vec<u8>) -> Stream) {
    let mut bytes = Vec::new();
    // What was read before an error is all there is.
    let _ = stream.take(most).read_to_end(&mut bytes);
    let _ = to.send(as_stream(bytes));
}

/// What a child sends back for `outcome`: a line of RON, then the text.
///
/// # Errors
/// Never in a program that passes its tests.
pub fn message(outcome: Result<Extracted, TextError>) -> Result<Vec<u8>, ron::Error> {
    let mut text = String::new();
    let outcome = outcome.map(|mut extracted| {
        text = std::mem::take(&mut extracted.text);
        extracted
    });
    let head = ron::to_string(&outcome)?;
    let mut bytes = Vec::with_capacity(MARK.len() + head.len() + text.len() + 1);
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(head.as_bytes());
    bytes.push(b'\n');
    bytes.extend_from_slice(text.as_bytes());
    Ok(bytes)
}

fn answer(said: &[u8]) -> Option<Result<Extracted, TextError>> {
    let starts = said.windows(MARK.len());
    let start = starts.into_iter().position(|at| at == MARK)? + MARK.len();
    let said = std::str::from_utf8(said.get(start..)?).ok()?;
    let (head, text) = said.split_once('\n')?;
    let outcome: Result<Extracted, TextError> = ron::from_str(head).ok()?;
    Some(outcome.map(|extracted| Extracted {
        text: text.to_owned(),
        ..extracted
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_behind_what_a_parser_printed() {
        let extracted = Extracted {
            text: "two\nlines ‘ے’".to_owned(),
            encoding: "PDF".to_owned(),
            ..Extracted::default()
        };
        for outcome in [Ok(extracted), Err(TextError::OnlyPictures)] {
            let mut said = b"Unicode mismatch\n".to_vec();
            said.extend(message(outcome.clone()).unwrap());
            assert_eq!(answer(&said), Some(outcome));
        }
        assert_eq!(answer(b"nothing"), None);
    }
}
