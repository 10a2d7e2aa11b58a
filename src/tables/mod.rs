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
pub mod facets;
mod fields;
pub mod filter;
pub mod joined;
pub mod load;
pub mod loaded;
pub mod mask;
pub mod numbers;
pub mod query;
pub mod records;
pub mod search;
pub mod sort;
pub mod values;
pub mod warnings;

pub use load::{CannotLoad, load};
pub use loaded::LoadedTable;
