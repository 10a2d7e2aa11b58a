//! All integration tests in one binary: linked once, not ten times.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod cli;
mod coal_mines;
mod coding_by_keys;
mod counts;
mod derived;
mod document;
mod dyads;
mod events_table;
mod fields;
mod figure_captions;
mod figure_command;
mod figure_keys;
mod figure_numbers;
mod figure_properties;
mod figure_words;
mod figures;
mod find;
mod founding_article;
mod frequency;
mod gallery;
mod gold;
mod ingest;
mod inspector;
mod journal;
mod journeys;
mod keyboard_day;
mod keys_in_charts;
mod known_days;
mod lanes;
mod outlets;
mod pairs;
mod passages;
mod progress;
mod reader;
mod sentences;
mod sources;
mod storage;
mod tables;
mod typesetting;
mod verbs;
mod versions;
mod views;
mod visibility;
mod widgets;
