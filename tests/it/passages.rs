//! Passages: which fit a query, how many carry which codes, and what is written of them.

mod exports;
mod journeys;
mod pictures;
mod properties;
mod queries;
