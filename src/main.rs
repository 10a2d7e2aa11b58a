//! Tightrope's command: the window, or a subcommand.

use std::process::ExitCode;
use tightrope::cli::{Cli, run, text_instead};
use tightrope::workbench::window::open_window;

fn main() -> ExitCode {
    let cli = match Cli::from_command_line() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match &cli.command {
        Some(command) => run(command),
        None => match open_window(cli.paths.clone()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(no_window) => text_instead(&cli.paths, &no_window),
        },
    }
}
