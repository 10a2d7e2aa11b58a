//! What verbs ask before they take an argument over.

use super::words::{not_possible, quoted};
use crate::document::{Edit, Refused};
use crate::model::id::SourceId;
use crate::model::record::References;
use crate::model::source::Source;
use crate::model::text::TextSpan;

/// Refuses a value that names a record which is not there.
pub(super) fn known(edit: &Edit, value: &impl References) -> Result<(), Refused> {
    let mut missing = None;
    value.references(&mut |id| {
        if !edit.project().holds(id) {
            missing.get_or_insert(id);
        }
    });
    missing.map_or(Ok(()), |id| Err(Refused::Missing { id }))
}

/// Refuses spans that do not lie on whole characters of a source.
pub(super) fn inside(
    edit: &Edit,
    source: SourceId,
    spans: impl IntoIterator<Item = TextSpan>,
) -> Result<(), Refused> {
    let title = &edit.get::<Source>(source)?.title;
    let text = edit.project().text_of(source);
    let outside = |span: &TextSpan| text.is_none_or(|text| text.get(*span).is_none());
    match spans.into_iter().find(outside) {
        Some(span) => Err(not_possible(format!(
            "{span} does not lie on whole characters of {} (select the words again)",
            quoted(title)
        ))),
        None => Ok(()),
    }
}
