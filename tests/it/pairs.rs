//! Charts of two actors: what they show, what they add up to, and how the window drives them.

mod commands;
mod dyad;
mod export;
mod posture;
mod tables;
mod window;
