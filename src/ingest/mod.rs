//! Files become sources, cases and new projects.
//!
//! In: bytes behind the [`crate::storage::files::Files`] seam. Out: [`SourceText`]s with all that
//! is known of where they came from, and whole new projects. Nothing is ever written here.
//!
//! [`SourceText`]: crate::model::text::SourceText

pub mod begin;
pub mod case;
pub mod case_file;
pub mod codebook;
pub mod encoding;
pub mod text;

pub use begin::{Begin, project_from_case, project_from_texts};
pub use case::{Case, CaseError, CaseSource, additions};
pub use text::{Ingested, Note, TextError, read_source};
