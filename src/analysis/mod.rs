//! Pure functions from a snapshot to what charts and tables say about it.
//!
//! In: a [`crate::document::Snapshot`] and parameters. Out: plain values, sorted. No files, no
//! threads, no clock, no window.

pub mod buckets;
pub mod context;
pub mod counts;
pub mod coverage;
pub mod dates;
pub mod dyads;
pub mod facts;
pub mod find;
pub mod folding;
pub mod group;
pub mod matrix;
mod origins;
pub mod passages;
pub mod progress;
pub mod reanchor;
pub mod segments;
pub mod selection;
pub mod standing;
