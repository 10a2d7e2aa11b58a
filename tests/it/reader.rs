//! The reader, driven as a person would: by keyboard, by mouse, by accessible name.

mod coding;
mod desk;
mod keyboard;
mod margins;
mod mouse;
mod page;
mod pictures;
mod spoken;
mod urdu;
