//! Named ways of looking.

use super::guard::known;
use super::words::{not_possible, quoted, trimmed};
use crate::document::{Edit, Refused};
use crate::model::id::{RecordId, ViewId};
use crate::model::view::View;

/// Keeps a way of looking under its name; its id is given here.
///
/// # Errors
/// When the name is empty or taken, or it speaks of a record that is gone.
pub fn add_view(edit: &mut Edit, view: View) -> Result<ViewId, Refused> {
    let name = free(edit, None, &view.name)?;
    known(edit, &view)?;
    edit.label(format!("save view {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(View { id, name, ..view });
    Ok(id)
}

/// Lets a view show something else; it keeps its name.
///
/// # Errors
/// When the view is gone, or it speaks of a record that is gone.
pub fn change_view(edit: &mut Edit, view: View) -> Result<(), Refused> {
    let name = edit.get::<View>(view.id)?.name.clone();
    known(edit, &view)?;
    edit.label(format!("change view {}", quoted(&name)));
    edit.put(View { name, ..view });
    Ok(())
}

/// Gives a view another name.
///
/// # Errors
/// When the view is gone, or the name is empty or taken.
pub fn rename_view(edit: &mut Edit, view: ViewId, name: &str) -> Result<(), Refused> {
    let old = edit.get::<View>(view)?.name.clone();
    let name = free(edit, Some(view), name)?;
    edit.label(format!("rename view {} to {}", quoted(&old), quoted(&name)));
    edit.change::<View>(view, |view| view.name = name)
}

/// Deletes a view.
///
/// # Errors
/// When the view is gone.
pub fn delete_view(edit: &mut Edit, view: ViewId) -> Result<(), Refused> {
    let name = edit.get::<View>(view)?.name.clone();
    edit.label(format!("delete view {}", quoted(&name)));
    edit.remove(view);
    Ok(())
}

fn free(edit: &Edit, own: Option<ViewId>, name: &str) -> Result<String, Refused> {
    let name = trimmed(name)?;
    let mut others = edit.project().views.values();
    if others.any(|other| Some(other.id) != own && other.name == name) {
        return Err(not_possible(format!(
            "there is a view {} already (choose another name, or let that one keep what is shown now)",
            quoted(&name)
        )));
    }
    Ok(name)
}

/// Puts another record in the place of one in every view that speaks of it, or drops what is said of
/// it there.
pub(super) fn follow(edit: &mut Edit, old: RecordId, new: Option<RecordId>) -> Result<(), Refused> {
    let naming: Vec<RecordId> = edit.now().referrers(old).collect();
    for id in naming {
        if let RecordId::View(id) = id {
            edit.change::<View>(id, |view| view.replace(old, new))?;
        }
    }
    Ok(())
}
