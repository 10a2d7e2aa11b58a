//! Named ways of looking.

use super::guard::known;
use super::words::{drop_repeats, not_possible, quoted, trimmed};
use crate::document::{Edit, Refused};
use crate::model::id::ViewId;
use crate::model::view::{Filter, View};

/// Keeps a way of looking under its name; its id is given here.
///
/// # Errors
/// When the name is empty or taken, or a filter names a record that is gone.
pub fn add_view(edit: &mut Edit, view: View) -> Result<ViewId, Refused> {
    let name = free(edit, None, &view.name)?;
    known(edit, &view)?;
    edit.label(format!("save view {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(View { id, name, ..view });
    Ok(id)
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
            "there is a view {} already (choose another name)",
            quoted(&name)
        )));
    }
    Ok(name)
}

/// Puts another filter in the place of one, or drops it.
pub(super) fn replace_filter(view: &mut View, old: &Filter, new: Option<&Filter>) {
    for filter in &mut view.filters {
        if filter == old
            && let Some(new) = new
        {
            filter.clone_from(new);
        }
    }
    view.filters.retain(|filter| filter != old);
    drop_repeats(&mut view.filters);
}
