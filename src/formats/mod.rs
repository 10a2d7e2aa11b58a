//! A project in the formats of others.
//!
//! In: a snapshot. Out: rows of cells, and those as CSV, JSON lines, tab-separated or plain text.

pub mod numbers;
pub mod passages;
pub mod rows;
pub mod sheet;
pub mod table;
