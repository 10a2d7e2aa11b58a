//! How the annotations of the source being read show: what their codes look like, how many are
//! hidden, how many of each hue stand where.
//!
//! In: the project and what is hidden, whenever a frame is drawn. Out: looks in O(log n). An edit
//! costs what it changed; another codebook, or something hidden or shown, costs the source once.

use super::reader::CodeLook;
use crate::derived::density::Density;
use crate::model::annotation::Annotation;
use crate::model::codebook::{Makes, code_look, code_makes, codes_in_tree_order};
use crate::model::id::{AnnotationId, CodeId, SourceId};
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use crate::workbench::visibility::Visibility;
use imbl::ordmap::DiffItem;
use std::collections::BTreeMap;

/// How one code looks and whether it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    hue: Hue,
    shape: Shape,
    order: u32,
    quiet: bool,
    shows: bool,
}

/// What is known of one source.
pub(super) struct Shown {
    source: SourceId,
    of: Project,
    visibility: Visibility,
    codes: BTreeMap<CodeId, Known>,
    density: Density,
    /// How many annotations are hidden.
    hidden: usize,
}

impl Shown {
    /// What is known of a source, from nothing.
    pub(super) fn new(project: &Project, source: SourceId, visibility: &Visibility) -> Self {
        let bytes = project.text_of(source).map_or(0, |text| text.len().index());
        let mut new = Self {
            source,
            of: project.clone(),
            visibility: visibility.clone(),
            codes: known_codes(project, visibility),
            density: Density::over(bytes),
            hidden: 0,
        };
        let here = project.annotations.values();
        here.filter(|it| it.source == source)
            .for_each(|it| new.put(it, true));
        new
    }

    /// Brings it up to date; `source` may be another one.
    pub(super) fn keep(&mut self, project: &Project, source: SourceId, visibility: &Visibility) {
        let same_looks = self.of.codes.ptr_eq(&project.codes)
            && self.of.kinds.ptr_eq(&project.kinds)
            && self.of.texts.ptr_eq(&project.texts)
            && self.visibility.changes() == visibility.changes();
        if !same_looks || self.source != source {
            *self = Self::new(project, source, visibility);
            return;
        }
        if self.of.annotations.ptr_eq(&project.annotations) {
            return;
        }
        let before = std::mem::replace(&mut self.of, project.clone());
        for change in before.annotations.diff(&project.annotations) {
            let (old, new) = match change {
                DiffItem::Add(_, new) => (None, Some(new)),
                DiffItem::Update { old, new } => (Some(old.1), Some(new.1)),
                DiffItem::Remove(_, old) => (Some(old), None),
            };
            let mine = |it: &&std::sync::Arc<Annotation>| it.source == source;
            old.iter()
                .filter(|it| mine(it))
                .for_each(|it| self.put(it, false));
            new.iter()
                .filter(|it| mine(it))
                .for_each(|it| self.put(it, true));
        }
    }

    /// Puts an annotation into the sums, or takes it out.
    fn put(&mut self, annotation: &Annotation, comes: bool) {
        let Some(first) = self.first(annotation) else {
            let hidden = match comes {
                true => self.hidden.saturating_add(1),
                false => self.hidden.saturating_sub(1),
            };
            // Without a code there is nothing to show, and nothing was hidden.
            if !annotation.codes.is_empty() {
                self.hidden = hidden;
            }
            return;
        };
        for span in &annotation.spans {
            match comes {
                true => self.density.insert(first.hue, span.start().index()),
                false => self.density.remove(first.hue, span.start().index()),
            }
        }
    }

    /// How the first of an annotation's codes looks; `None` where none shows.
    fn first(&self, annotation: &Annotation) -> Option<Known> {
        if self.visibility.hides_coder(annotation.made.by) {
            return None;
        }
        let known = annotation.codes.iter().filter_map(|id| self.codes.get(id));
        known
            .filter(|it| it.shows)
            .min_by_key(|it| it.order)
            .copied()
    }

    /// How the codes of an annotation look; empty for a hidden one.
    pub(super) fn looks<'a>(&self, project: &'a Project, id: AnnotationId) -> Vec<CodeLook<'a>> {
        let annotation = project.annotations.get(&id);
        let annotation = annotation.filter(|it| !self.visibility.hides_coder(it.made.by));
        let codes = annotation.map_or(&[][..], |annotation| &annotation.codes);
        let look = |id: &CodeId| {
            let known = self.codes.get(id).filter(|known| known.shows)?;
            Some(CodeLook {
                name: &project.codes.get(id)?.name,
                hue: known.hue,
                shape: known.shape,
                order: known.order,
                quiet: known.quiet,
            })
        };
        codes.iter().filter_map(look).collect()
    }

    /// How many annotations that show begin where, by hue.
    pub(super) fn density(&self) -> &Density {
        &self.density
    }

    /// How many annotations of the source are hidden.
    pub(super) fn hidden(&self) -> usize {
        self.hidden
    }
}

fn known_codes(project: &Project, visibility: &Visibility) -> BTreeMap<CodeId, Known> {
    let tree = codes_in_tree_order(project);
    let known = tree.iter().zip(0..).map(|((_, code), order)| {
        let (hue, shape) = code_look(project, code.id);
        let known = Known {
            hue,
            shape,
            order,
            quiet: !matches!(code_makes(project, code.id), Some(Makes::Event(_))),
            shows: visibility.shows_code(project, code.id),
        };
        (code.id, known)
    });
    known.collect()
}
