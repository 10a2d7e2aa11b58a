#![doc = include_str!("ARCHITECTURE.md")]

pub mod analysis;
pub mod derived;
pub mod document;
pub mod ingest;
pub mod jobs;
pub mod model;
pub mod storage;
