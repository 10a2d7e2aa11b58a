//! Several reports, one incident: which rows may tell of the same as an event, or as one another.
//!
//! In: events of a project, rows of a table in memory, the names the project knows. Out: candidates
//! in order, each with the reasons in plain words. Nothing is brought together here: a person does
//! that (`document::verbs::rows`).
//!
//! Pairs that lie too far apart in time are never looked at ([`DayIndex`]). What is left is weighed
//! part by part ([`levels`]), and the weights are added up ([`weights`]).

mod actors;
mod days;
pub mod duplicates;
pub mod incident;
pub mod levels;
mod names;
mod places;
pub mod rank;
mod said;
pub mod weights;

pub use days::DayIndex;
pub use duplicates::{Pair, groups, suspected};
pub use incident::Incident;
pub use names::Names;
pub use rank::{Candidate, rank_events, rank_rows};
pub use said::Reason;

/// How many days before and after its own an event is looked for in, unless somebody says otherwise.
pub const WINDOW_DAYS: u32 = 7;
