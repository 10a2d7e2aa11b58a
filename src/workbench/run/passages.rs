//! Passages: what is asked, where it is looked up, and writing what was found.

use crate::analysis::matrix::{Across, Matrix};
use crate::analysis::passages::{Joints, Query, Row, typed};
use crate::document::Snapshot;
use crate::formats::passages as format;
use crate::model::id::{AnnotationId, RecordId};
use crate::workbench::app::App;
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome};
use crate::workbench::panes::passages::{PassageView, Show, listed};
use std::path::Path;
use std::sync::Arc;

impl App {
    /// Brings the passages of a query to the front, as a list.
    pub(in crate::workbench) fn show_passages(&mut self, query: Query) {
        self.with_session(|session| {
            session.passages.query = query;
            session.passages.show = Show::List;
        });
        layout::show(&mut self.tree, Pane::Passages);
        self.passages.take_list();
    }

    /// Brings the list to the front and the keyboard into its query.
    pub(in crate::workbench) fn go_to_passages(&mut self) {
        self.with_session(|session| session.passages.show = Show::List);
        layout::show(&mut self.tree, Pane::Passages);
        self.passages.take_focus();
    }

    /// Shows the passages of the selected record; of a passage, those with its first code.
    pub(in crate::workbench) fn passages_of_selected(&mut self) {
        let Some(open) = &self.open else { return };
        let project = open.document.project();
        let snapshot = open.document.snapshot();
        let coded = || {
            let id = open.session.selected_annotation(snapshot)?;
            let code = project.annotations.get(&id)?.codes.first()?;
            Some(RecordId::from(*code))
        };
        let about = match open.session.selected {
            Some(RecordId::Annotation(_) | RecordId::Claim(_)) => coded(),
            Some(RecordId::Report(_)) => open.session.selected_event(snapshot).map(Into::into),
            other => other,
        };
        match about.and_then(Query::about) {
            Some(query) => self.show_passages(query),
            None => self.say(
                Level::Warning,
                "Select a code, a source, an actor, a place, an event or a coded passage first",
            ),
        }
    }

    /// Brings the code matrix to the front; the one shown last, else codes by sources.
    pub(in crate::workbench) fn show_matrix(&mut self) {
        self.with_session(|session| {
            if session.passages.show == Show::List {
                session.passages.show = Show::BySource;
            }
        });
        layout::show(&mut self.tree, Pane::Passages);
        self.passages.take_list();
    }

    pub(in crate::workbench) fn find_passages(&mut self) {
        let Some(open) = &self.open else { return };
        let (now, view) = (open.document.snapshot(), &open.session.passages);
        let work = self.passages.work(now, view);
        self.jobs.start("Finding passages", move |_| {
            Outcome::Passages(Box::new(work.run()))
        });
    }

    /// Writes the passages of the query, as Markdown where the name ends so.
    pub(in crate::workbench) fn export_passages(&mut self, path: &Path) {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let readable = ending == "md" || ending == "markdown";
        self.write_passages(path, move |now, view| {
            let found = listed(now, view, &mut Joints::default());
            let passages = found.rows.iter().filter_map(|row| match row {
                Row::Passage(id) => Some(*id),
                Row::Group(..) => None,
            });
            let passages: Vec<AnnotationId> = passages.collect();
            if readable {
                let asked = typed::line(now.project(), &view.query);
                format::markdown(now, &passages, &asked)
            } else {
                format::table(now, &passages).as_csv()
            }
        });
    }

    pub(in crate::workbench) fn export_matrix(&mut self, path: &Path) {
        self.write_passages(path, |now, view| {
            let across = view.across().unwrap_or(Across::Sources);
            let base = view.base();
            let matrix = Matrix::new(now, &base, across, &mut Joints::default());
            format::matrix_csv(now, &matrix)
        });
    }

    /// Looks up and writes on a worker.
    fn write_passages(
        &mut self,
        path: &Path,
        text: impl FnOnce(&Snapshot, &PassageView) -> String + Send + 'static,
    ) {
        let Some(open) = &self.open else { return };
        let (now, view) = (
            open.document.snapshot().clone(),
            open.session.passages.clone(),
        );
        let (files, path) = (Arc::clone(&self.services.files), path.to_owned());
        self.jobs.start("Writing", move |_| {
            let text = text(&now, &view);
            Outcome::Exported(outcome::export(&*files, &path, text.as_bytes()))
        });
    }
}
