//! Which codes the words of a match have already.

use crate::derived::spans::SpanIndex;
use crate::model::codebook::code_look;
use crate::model::id::CodeId;
use crate::model::project::Project;
use crate::model::text::TextSpan;
use crate::workbench::widgets::ContextCode;
use std::collections::BTreeSet;

/// The codes on a stretch of an indexed source, each once, oldest first. O(log n + hits).
pub(super) fn codes<'p>(
    project: &'p Project,
    index: &SpanIndex,
    span: TextSpan,
) -> Vec<ContextCode<'p>> {
    let touching = index.touching(span);
    let annotations = touching
        .iter()
        .filter_map(|found| project.annotations.get(&found.id));
    let codes: BTreeSet<CodeId> = annotations
        .flat_map(|annotation| annotation.codes.iter().copied())
        .collect();
    let look = |id: CodeId| {
        let (hue, shape) = code_look(project, id);
        let name = &project.codes.get(&id)?.name;
        Some(ContextCode { name, hue, shape })
    };
    codes.into_iter().filter_map(look).collect()
}
