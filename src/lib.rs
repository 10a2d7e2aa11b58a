#![doc = include_str!("ARCHITECTURE.md")]

pub mod analysis;
pub mod cli;
pub mod derived;
pub mod document;
pub mod figure;
pub mod formats;
pub mod ingest;
pub mod jobs;
pub mod model;
pub mod storage;
pub mod tables;
pub mod workbench;
