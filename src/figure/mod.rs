//! Charts as data: laid out once, painted by the window and written by exports.
//!
//! In: derived values, a window of days, and the widths of letters. Out: first a chart as data
//! (lanes and entries, buckets and bands), then a [`scene::Scene`] of primitives with the marks
//! one can point at. Painters and the SVG writer only translate.

pub mod combined;
pub mod compose;
pub mod faces;
pub mod frame;
pub mod frequency;
mod ground;
pub mod labels;
pub mod mark;
pub mod metrics;
pub mod overview;
pub mod rows;
pub mod scene;
pub mod series;
pub mod svg;
pub mod theme;
pub mod time_axis;
pub mod timeline;
