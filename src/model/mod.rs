//! What a project is: plain values, one file per noun. Knows no egui, no files, no threads, no clock.

pub mod actor;
pub mod anchor;
pub mod annotation;
pub mod claim;
pub mod codebook;
pub mod coder;
pub mod day;
pub mod edtf;
pub mod event;
pub mod id;
pub mod info;
pub mod link;
pub mod look;
pub mod made;
pub mod place;
pub mod project;
pub mod record;
pub mod report;
pub mod source;
pub mod spans;
pub mod text;
pub mod toll;
pub mod view;
pub mod when;
