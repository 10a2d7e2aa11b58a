//! The people who code.

use super::words::{not_possible, quoted, trimmed};
use crate::document::{Edit, Refused};
use crate::model::coder::Coder;
use crate::model::id::CoderId;

/// The coder of this name; made when there is none. Sign the edit with it, then do the work.
///
/// # Errors
/// When the name is empty.
pub fn coder_named(edit: &mut Edit, name: &str) -> Result<CoderId, Refused> {
    let name = trimmed(name)?;
    let mut coders = edit.project().coders.values();
    if let Some(coder) = coders.find(|coder| coder.name == name) {
        return Ok(coder.id);
    }
    edit.label(format!("add coder {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(Coder { id, name });
    Ok(id)
}

/// Gives a coder another name, also on everything done before.
///
/// # Errors
/// When the coder is gone, or the name is empty or another coder's.
pub fn rename_coder(edit: &mut Edit, coder: CoderId, name: &str) -> Result<(), Refused> {
    let old = edit.get::<Coder>(coder)?.name.clone();
    let name = trimmed(name)?;
    let mut others = edit.project().coders.values();
    if others.any(|other| other.id != coder && other.name == name) {
        return Err(not_possible(format!(
            "there is a coder {} already (choose another name)",
            quoted(&name)
        )));
    }
    edit.label(format!(
        "rename coder {} to {}",
        quoted(&old),
        quoted(&name)
    ));
    edit.change::<Coder>(coder, |coder| coder.name = name)
}
