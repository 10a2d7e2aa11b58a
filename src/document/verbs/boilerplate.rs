//! Boilerplate: stretches of a source that are not the author's.

use super::guard::inside;
use super::words::quoted;
use crate::document::{Edit, Refused};
use crate::model::id::SourceId;
use crate::model::source::Source;
use crate::model::spans::{cover, joined, without};
use crate::model::text::TextSpan;

/// Marks a stretch as boilerplate; where all of it is marked already, takes the mark off. Whether
/// it is marked now.
///
/// # Errors
/// When the source is gone or the span lies outside its text.
pub fn toggle(edit: &mut Edit, source: SourceId, span: TextSpan) -> Result<bool, Refused> {
    inside(edit, source, [span])?;
    let found = edit.get::<Source>(source)?;
    let title = quoted(&found.title);
    let known = joined(found.boilerplate.clone());
    let is_marked = cover(&known, span);
    let stretches = if is_marked {
        edit.label(format!("unmark boilerplate in {title}"));
        without(known, span)
    } else {
        edit.label(format!("mark boilerplate in {title}"));
        joined([known, vec![span]].concat())
    };
    edit.change::<Source>(source, |source| source.boilerplate = stretches)?;
    Ok(!is_marked)
}
