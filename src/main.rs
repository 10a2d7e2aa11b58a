//! Tightrope's command: the window, or a subcommand.

fn main() {}
