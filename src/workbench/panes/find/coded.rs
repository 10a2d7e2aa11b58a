//! Which codes the words of a match have already.
//!
//! In: the project and the places in sight. Out: their codes. Sources are indexed when one of their
//! matches comes into sight, and kept up with by what has changed.

use crate::derived::spans::SpanIndex;
use crate::model::codebook::code_look;
use crate::model::id::{CodeId, SourceId};
use crate::model::project::Project;
use crate::workbench::find::Place;
use crate::workbench::widgets::ContextCode;
use std::collections::{BTreeMap, BTreeSet};

/// The annotated stretches of the sources with matches in sight.
#[derive(Default)]
pub(super) struct Coded {
    of: Option<Project>,
    indices: BTreeMap<SourceId, SpanIndex>,
}

impl Coded {
    /// Brings everything up to date with the project.
    pub(super) fn refresh(&mut self, project: &Project) {
        if let Some(of) = &self.of
            && !of.annotations.ptr_eq(&project.annotations)
        {
            for index in self.indices.values_mut() {
                index.update(of, project);
            }
        }
        self.of = Some(project.clone());
    }

    /// The codes on the words of a match, each once, oldest first.
    pub(super) fn codes<'p>(&mut self, project: &'p Project, place: Place) -> Vec<ContextCode<'p>> {
        let index = self
            .indices
            .entry(place.source)
            .or_insert_with(|| SpanIndex::for_source(project, place.source));
        let touching = index.touching(place.span);
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
}
