//! Projects on disk: the project file, the journal beside it, the lock, drafts, and recovery.
//!
//! In: bytes behind the [`files::Files`] seam. Out: a [`crate::document::Document`] as it was left,
//! and the promise that a save is the old file or the new one and never a mixture.

pub mod drafts;
pub mod error;
pub mod export;
pub mod files;
pub mod journal;
pub mod line;
pub mod originals;
pub mod project_file;
pub mod read_at;
pub mod recovery;
pub mod replace;
pub mod scratch;
pub mod store;

pub use error::{OpenError, SaveError};
pub use files::{DiskFiles, FileError, Files};
pub use journal::{Act, Entry, Journal, JournalMark};
pub use store::{Access, Opened, Saved, Store, WhyReadOnly};

/// The founding sample, embedded: a project file fully and carefully coded.
pub fn sample() -> &'static [u8] {
    include_bytes!("../../projects/pak-afghan.ron")
}
