//! Sources from files of every sort: what is read, what is refused, what is kept.

mod encodings;
mod formats;
mod hostile;
mod kept;
mod verbs;
mod window;

use tightrope::ingest::{Child, Ingested, Reading, TextError};

/// The program itself, run as a reader of risky files.
pub(crate) fn child() -> Child {
    Child::new(env!("CARGO_BIN_EXE_tightrope"))
}

fn read(name: &str, bytes: &[u8]) -> Result<Ingested, TextError> {
    child().read(name, bytes, Reading::default())
}
