//! Files become sources, cases and new projects.
//!
//! In: bytes behind the [`crate::storage::files::Files`] seam. Out: [`SourceText`]s with all that
//! is known of where they came from, and whole new projects. Nothing is ever written here. What a
//! hostile file could do to its parser it does to a child process.
//!
//! [`SourceText`]: crate::model::text::SourceText

pub mod begin;
pub mod bundled;
pub mod case;
pub mod case_file;
pub mod case_tables;
pub mod charset;
pub mod child;
pub mod codebook;
mod dates;
mod docx;
pub mod encoding;
pub mod error;
pub mod extract;
pub mod format;
mod html;
pub mod ingested;
pub mod original;
mod pdf;
pub mod tables;
pub mod text;
mod title;

pub use begin::{Begin, project_from_case, project_from_files, project_from_texts};
pub use case::{Case, CaseError, CaseSource, additions};
pub use charset::Charset;
pub use child::Child;
pub use error::TextError;
pub use extract::read_source;
pub use ingested::{Ingested, Note, Reading};
