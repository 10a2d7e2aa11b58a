//! Charts as data: laid out once, painted by the window and written by exports.
//!
//! In: derived values, a window of days, and the widths of letters. Out: first a chart as data
//! (lanes and entries, buckets and bands), then a [`scene::Scene`] of primitives with the marks
//! one can point at. Painters and the writers of [`outlet`] only translate.

pub mod captions;
pub mod chosen;
pub mod combined;
pub mod compose;
pub mod dyad;
mod embedded;
pub mod faces;
pub mod frame;
pub mod frequency;
mod ground;
mod gutter;
pub mod key;
pub mod kind_hues;
pub mod labels;
pub mod lettering;
pub mod mark;
pub mod metrics;
pub mod numbers;
pub mod outlet;
pub mod overview;
pub mod pair;
pub mod pair_figure;
pub mod pair_numbers;
mod paper;
pub mod pattern;
mod pdf;
mod png;
pub mod posture;
pub mod raster;
pub mod reach;
pub mod rows;
pub mod scene;
pub mod series;
mod svg;
pub mod theme;
pub mod time_axis;
pub mod timeline;
pub mod timeline_numbers;
pub mod wanted;
mod words;
