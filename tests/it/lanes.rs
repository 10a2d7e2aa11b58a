//! The lanes of the timeline: by whatever is chosen, arranged by mouse and keyboard, drawn with
//! links and under an overview.

mod arranged;
mod pictures;
mod window;
