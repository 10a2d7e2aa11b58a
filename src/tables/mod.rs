//! Event tables in memory: delimited text cut into records, the columns that mean something as
//! numbers and dictionary codes, everything else read from the file when it is wanted.
//!
//! In: bytes to be read at any place, a layout and a mapping. Out: a [`LoadedTable`], and what can
//! be asked of it: rows that fit, in order, counted.

mod build;
pub mod cells;
pub mod coded;
pub mod column;
pub mod columns;
pub mod conditions;
pub mod counts;
pub mod dates;
pub mod editions;
pub mod facets;
mod fields;
pub mod filter;
mod head;
pub mod joined;
pub mod keys;
pub mod kinds;
mod known;
pub mod load;
pub mod loaded;
pub mod mask;
pub mod names;
pub mod numbers;
mod pass;
pub mod query;
pub mod reconcile;
pub mod records;
mod rows;
pub mod search;
pub mod sides;
pub mod sort;
mod structure;
pub mod told;
mod turns;
pub mod values;
pub mod warnings;
pub mod widths;

pub use load::{CannotLoad, load, load_hashed};
pub use loaded::LoadedTable;
