//! Editing every field: a form hands back the whole record.

use super::words::not_possible;
use super::{codebook, kinds};
use crate::document::{Edit, Refused};
use crate::model::record::{Noted, Record};

/// Puts a changed record in the place of the one with its id; the label reads "edit {what}". Codes
/// and kinds grow a version when their meaning differs. Whether the record is valid is judged when
/// the edit is applied.
///
/// # Errors
/// When the record is gone.
pub fn replace<T: Noted>(edit: &mut Edit, record: T, what: &str) -> Result<(), Refused> {
    edit.get::<T>(record.id())?;
    if what.trim().is_empty() {
        return Err(not_possible("an edit needs a name to be undone by"));
    }
    edit.label(format!("edit {}", what.trim()));
    match record.into() {
        Record::Code(code) => codebook::revise(edit, (*code).clone()),
        Record::Kind(kind) => kinds::revise(edit, (*kind).clone()),
        record => {
            edit.put(record);
            Ok(())
        }
    }
}
