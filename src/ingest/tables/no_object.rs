//! What stands in JSON where an object should: a record of the file that is no row.

use std::fmt::Display;

/// So much of it is told, in characters: more than is shown of a cell.
const TOLD: usize = 300;

/// Nesting deeper than this is not read.
const DEEPEST: u32 = 128;

/// A record that is no row.
pub(super) struct NoObject {
    /// What it is.
    pub(super) was: String,
    /// Why it is no row.
    pub(super) why: String,
}

impl NoObject {
    /// Another value.
    pub(super) fn value(was: &dyn Display) -> Self {
        Self::because(&was.to_string(), "it is no JSON object")
    }

    /// A list.
    pub(super) fn list() -> Self {
        Self::value(&"[…]")
    }

    /// A line that could not be read as an object.
    pub(super) fn line(line: &[u8], error: &serde_json::Error) -> Self {
        let line = String::from_utf8_lossy(line);
        let why = match too_deep(error) {
            Some(why) => why,
            None if error.is_data() => "it is no JSON object".to_owned(),
            None => {
                let said = error.to_string();
                let said = said.split(" at line ").next().unwrap_or_default();
                format!("it is no JSON ({said})")
            }
        };
        Self::because(line.trim(), &why)
    }

    fn because(was: &str, why: &str) -> Self {
        let was = match was.char_indices().nth(TOLD) {
            None => was.to_owned(),
            Some((end, _)) => was.get(..end).unwrap_or_default().to_owned(),
        };
        Self {
            was,
            why: format!("{why}, so it is no row"),
        }
    }
}

/// That it nests too deep, where that is what is wrong.
pub(super) fn too_deep(error: &serde_json::Error) -> Option<String> {
    let is_it = error.to_string().starts_with("recursion limit");
    is_it.then(|| format!("its lists and objects nest over {DEEPEST} deep"))
}
