//! Passages with their own "now".

use super::guard::inside;
use super::words::quoted;
use crate::document::{Edit, Refused};
use crate::model::anchor::Anchor;
use crate::model::edtf::Edtf;
use crate::model::id::{AnchorId, SourceId};
use crate::model::source::Source;
use crate::model::text::TextSpan;

/// Gives a stretch of a source its own "now".
///
/// # Errors
/// When the source is gone or the span lies outside its text.
pub fn add_anchor(
    edit: &mut Edit,
    source: SourceId,
    span: TextSpan,
    now: Edtf,
    reason: &str,
) -> Result<AnchorId, Refused> {
    let title = quoted(&edit.get::<Source>(source)?.title);
    inside(edit, source, [span])?;
    edit.label(format!("anchor a passage of {title} at {}", now.in_words()));
    let id = edit.new_id();
    edit.put(Anchor {
        id,
        source,
        span,
        now,
        reason: reason.to_owned(),
        made: edit.made(),
    });
    Ok(id)
}

/// Gives a passage another "now", for a reason (which may be empty).
///
/// # Errors
/// When the anchor is gone.
pub fn set_now(edit: &mut Edit, anchor: AnchorId, now: Edtf, reason: &str) -> Result<(), Refused> {
    let title = title(edit, anchor)?;
    edit.label(format!("anchor a passage of {title} at {}", now.in_words()));
    edit.change::<Anchor>(anchor, |anchor| {
        anchor.now = now;
        reason.clone_into(&mut anchor.reason);
    })
}

/// Lets a "now" hold for another stretch of its source.
///
/// # Errors
/// When the anchor is gone or the span lies outside the text.
pub fn move_anchor(edit: &mut Edit, anchor: AnchorId, span: TextSpan) -> Result<(), Refused> {
    let source = edit.get::<Anchor>(anchor)?.source;
    inside(edit, source, [span])?;
    let title = title(edit, anchor)?;
    edit.label(format!("move an anchor in {title}"));
    edit.change::<Anchor>(anchor, |anchor| anchor.span = span)
}

/// Takes the "now" off a passage. Dates that were resolved by it stay as they are.
///
/// # Errors
/// When the anchor is gone.
pub fn delete_anchor(edit: &mut Edit, anchor: AnchorId) -> Result<(), Refused> {
    let title = title(edit, anchor)?;
    edit.label(format!("delete an anchor in {title}"));
    edit.remove(anchor);
    Ok(())
}

fn title(edit: &Edit, anchor: AnchorId) -> Result<String, Refused> {
    let source = edit.get::<Anchor>(anchor)?.source;
    Ok(quoted(&edit.get::<Source>(source)?.title))
}
