//! What an analyst does, one file per topic.
//!
//! In: an [`Edit`](super::Edit) and plain arguments. Out: the changes collected in the edit, a
//! label for the Undo command, and the id of what was made; or a [`Refused`](super::Refused) that
//! says why not and what to do. An edit on which a verb was refused may hold half of the work:
//! it is thrown away, never applied.

pub mod actors;
pub mod adopt;
pub mod anchors;
pub mod annotations;
pub mod boilerplate;
pub mod candidates;
pub mod claims;
pub mod codebook;
pub mod coders;
pub mod editions;
pub mod events;
pub mod fields;
mod guard;
pub mod kinds;
mod leftovers;
pub mod links;
pub mod merging;
mod names;
mod passage;
pub mod places;
pub mod reports;
pub mod row_values;
pub mod rows;
pub mod sources;
pub mod stretches;
pub mod tables;
pub mod versions;
pub mod views;
mod words;
