//! Records of which whoever made a text of something else says that they are no rows.
//!
//! Such a text has a record for each of the file, so that they can be counted and numbered. One that is
//! no row has three cells: [`NO_ROW`], what it was, and why it is none.

use super::cells::{Cut, cell};
use super::structure::Record;
use std::borrow::Cow;

/// The first cell of a record that is no row: a carriage return, which in a text we make stands in
/// quotation marks only.
pub const NO_ROW: &[u8] = b"\r";

/// What a record was that is said to be no row, and why it is none; `None` for all others.
pub(super) fn no_row<'b>(
    bytes: &'b [u8],
    record: &Record<'_>,
    cut: Cut,
) -> Option<(Cow<'b, [u8]>, String)> {
    let raw = |at| record.raw(bytes, at);
    let is_it = record.ends.len() == 3 && raw(0) == Some(NO_ROW);
    let (was, why) = raw(1).zip(raw(2)).filter(|_| is_it)?;
    let why = String::from_utf8_lossy(&cell(why, cut)).into_owned();
    Some((cell(was, cut), why))
}
