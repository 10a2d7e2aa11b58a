//! The real articles and tables that are not shipped with the program.

use std::io::Write as _;
use std::path::PathBuf;

/// The path of a corpus file: below `TIGHTROPE_CORPUS`, else beside the crate. `None`, with a line
/// on stderr, where there is no corpus; a corpus that was promised must be there.
pub fn corpus(file: &str) -> Option<PathBuf> {
    let promised = std::env::var_os("TIGHTROPE_CORPUS").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus"));
    let path = promised.clone().unwrap_or(beside).join(file);
    if path.exists() {
        return Some(path);
    }
    assert!(
        promised.is_none(),
        "TIGHTROPE_CORPUS is set, but {} is missing",
        path.display()
    );
    // libtest captures prints; a skipped test should be seen.
    let _ = writeln!(std::io::stderr(), "skipped: no corpus, so no {file}");
    None
}
