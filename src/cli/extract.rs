//! `tightrope extract`, which nobody types: reads one file that might take its reader down.
//!
//! In: the file on stdin. Out: what was taken out of it, on stdout, for the process that started
//! this one. The limits come first, before a byte is read.

use super::{Done, Failure, output};
use crate::ingest::charset::Charset;
use crate::ingest::child::message;
use crate::ingest::error::{MOST_BYTES, TextError};
use crate::ingest::extract::extract;
use crate::ingest::ingested::Reading;
use crate::ingest::tables::convert;
use crate::ingest::tables::task::Task;
use crate::model::source::Taken;
use std::io::{Read as _, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

/// What to read, and with how much.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file's name.
    pub name: String,
    /// The encoding of its bytes, if somebody chose one.
    #[arg(long)]
    pub encoding: Option<String>,
    /// Take all of a web page.
    #[arg(long)]
    pub whole: bool,
    /// What to do with it as a table, in RON.
    #[arg(long)]
    pub table: Option<String>,
    /// The most processor time, in seconds.
    #[arg(long)]
    pub seconds: u32,
    /// The most memory, in mebibytes.
    #[arg(long)]
    pub mebibytes: u32,
}

/// Reads the file.
///
/// # Errors
/// When stdin cannot be read or stdout not be written.
pub fn run(args: &Args) -> Result<Done, Failure> {
    limit_self(args).map_err(|error| Failure::Internal(format!("no limits: {error}")))?;
    // Whoever started this process wants one line, not a backtrace.
    set_hook(Box::new(|_| {}));
    if let Some(task) = &args.table {
        return convert_table(task);
    }
    let mut bytes = Vec::new();
    let most = MOST_BYTES as u64 + 1;
    stdin()
        .lock()
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(Failure::refused)?;
    let reading = Reading {
        charset: args.encoding.as_deref().and_then(Charset::named),
        taken: args.whole.then_some(Taken::Whole),
    };
    let read = catch_unwind(AssertUnwindSafe(|| extract(&args.name, &bytes, reading)));
    let outcome = read.unwrap_or_else(|_| {
        let what = "its parts do not fit together".to_owned();
        Err(TextError::Damaged { what })
    });
    let message = message(outcome).map_err(|error| Failure::Internal(error.to_string()))?;
    output::print(&message)?;
    Ok(Done::Well)
}

fn convert_table(task: &str) -> Result<Done, Failure> {
    let task: Task = ron::from_str(task).map_err(Failure::refused)?;
    convert::run(&task, &mut stdin().lock(), &mut stdout().lock()).map_err(Failure::refused)?;
    Ok(Done::Well)
}

#[cfg(unix)]
fn limit_self(args: &Args) -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |limit: u64| Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    let seconds = u64::from(args.seconds);
    let cpu = Rlimit {
        current: Some(seconds),
        maximum: Some(seconds + 1),
    };
    let memory = u64::from(args.mebibytes) << 20;
    setrlimit(Resource::Cpu, cpu)?;
    setrlimit(Resource::As, at_most(memory))?;
    // It writes to a pipe only, and leaves no picture of its memory behind.
    setrlimit(Resource::Fsize, at_most(0))?;
    setrlimit(Resource::Core, at_most(0))?;
    Ok(())
}

#[cfg(not(unix))]
fn limit_self(_args: &Args) -> std::io::Result<()> {
    // The clock of the process that started this one still counts.
    Ok(())
}
