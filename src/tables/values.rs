//! Numbers as cells write them.

/// The number of people a cell gives; `None` where it says that nobody knows: an empty cell, or
/// one of `unknown`.
///
/// # Errors
/// When it gives something else, in plain words.
pub fn number(cell: &[u8], unknown: &[String]) -> Result<Option<u32>, &'static str> {
    let cell = cell.trim_ascii();
    if cell.is_empty() || unknown.iter().any(|other| other.as_bytes() == cell) {
        return Ok(None);
    }
    let text = std::str::from_utf8(cell).unwrap_or_default();
    text.parse()
        .map(Some)
        .map_err(|_| "it is no number of people")
}
