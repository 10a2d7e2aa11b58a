//! What the child process does: a spreadsheet or JSON becomes delimited text.
//!
//! In: a [`Task`] and the file. Out: frames, as [`super::task`] has them.

use super::error::Unreadable;
use super::objects::Form;
use super::task::{Done, Output, Source, Task, write_end};
use super::{json, sheets};
use std::io::{self, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// So much is read from the pipe at once.
const AT_ONCE: usize = 256 << 10;

/// Does what `task` says with the file on `input`, and writes frames to `output`.
///
/// # Errors
/// When `output` cannot be written; what is wrong with the file is an answer.
pub fn run(task: &Task, input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let work = AssertUnwindSafe(|| convert(task, input, output));
    let outcome = catch_unwind(work)
        .unwrap_or_else(|_| Err(Unreadable::damaged("its parts do not fit together")));
    write_end(output, &outcome)
}

fn convert(task: &Task, input: &mut dyn Read, output: &mut dyn Write) -> Result<Done, Unreadable> {
    let mut out = Output::new(output, task.most);
    let done = match &task.source {
        Source::Sheet(sheet) => {
            // Its parts are found from its end.
            let mut bytes = Vec::new();
            let room = task.bytes.map_or(0, |bytes| bytes.saturating_add(1));
            bytes.reserve(usize::try_from(room.min(1 << 30)).unwrap_or(0));
            input
                .read_to_end(&mut bytes)
                .map_err(|error| Unreadable::not_read(error.to_string()))?;
            sheets::convert(&bytes, sheet.as_deref(), task, &mut out)?
        }
        Source::Json(key) => {
            let mut input = BufReader::with_capacity(AT_ONCE, input);
            json::convert(&mut input, Form::List(key.as_deref()), task, &mut out)?
        }
        Source::JsonLines => {
            let mut input = BufReader::with_capacity(AT_ONCE, input);
            json::convert(&mut input, Form::Lines, task, &mut out)?
        }
    };
    out.finish()?;
    Ok(done)
}
