//! Looking passages up: when it is due, where it is done, and whether an answer is still asked for.

use super::view::PassageView;
use crate::analysis::matrix::Matrix;
use crate::analysis::passages::{Arranged, Joints, arrange, find};
use crate::document::Snapshot;
use crate::model::project::Project;
use crate::workbench::command::Command;
use crate::workbench::panes::{Desk, words};
use std::sync::Arc;

/// With more annotations than this, looking up is a job: a frame has other things to do.
const AT_ONCE: usize = 2_000;

/// What is shown, and what was asked last.
#[derive(Default)]
pub(super) struct Finding {
    shown: Option<Answer>,
    asked: Option<(Snapshot, PassageView)>,
    joints: Joints,
}

/// A lookup, to be run anywhere.
pub struct Work {
    of: Snapshot,
    view: PassageView,
    joints: Joints,
}

/// What was found.
pub struct Answer {
    of: Snapshot,
    view: PassageView,
    shown: Shown,
    joints: Joints,
}

/// What the pane draws.
#[derive(Clone)]
pub(super) enum Shown {
    List(Arc<Arranged>),
    Matrix(Arc<Matrix>),
}

impl Work {
    /// Looks up. Costs what the query's narrowest filter names.
    pub fn run(mut self) -> Answer {
        let shown = match self.view.across() {
            None => Shown::List(Arc::new(listed(&self.of, &self.view, &mut self.joints))),
            Some(across) => {
                let base = self.view.base();
                let matrix = Matrix::new(&self.of, &base, across, &mut self.joints);
                Shown::Matrix(Arc::new(matrix))
            }
        };
        Answer {
            of: self.of,
            view: self.view,
            shown,
            joints: self.joints,
        }
    }
}

/// The passages that fit, arranged as the view says.
pub(in crate::workbench) fn listed(
    snapshot: &Snapshot,
    view: &PassageView,
    joints: &mut Joints,
) -> Arranged {
    let found = find(snapshot, &view.query, joints);
    arrange(snapshot, &found, view.sort, view.group)
}

impl Finding {
    /// Sees to it that the answer is that of the session's view.
    pub(super) fn keep_up(&mut self, desk: &mut Desk<'_>) {
        let (now, view) = (desk.snapshot, &desk.session.passages);
        let shown = self.shown.as_ref().map(|shown| (&shown.of, &shown.view));
        if shown.is_some_and(|shown| is_asked(shown, now, view)) {
            return;
        }
        if now.project().annotations.len() <= AT_ONCE {
            let answer = self.work(now, view).run();
            self.take(answer);
            return;
        }
        let asked = self.asked.as_ref().map(|(of, view)| (of, view));
        if !asked.is_some_and(|asked| is_asked(asked, now, view)) {
            desk.push(Command::FindPassages);
        }
    }

    pub(super) fn work(&mut self, now: &Snapshot, view: &PassageView) -> Work {
        self.asked = Some((now.clone(), view.clone()));
        Work {
            of: now.clone(),
            view: view.clone(),
            joints: self.joints.clone(),
        }
    }

    pub(super) fn take(&mut self, answer: Answer) {
        let asked = self.asked.as_ref();
        if !asked.is_some_and(|(of, view)| is_asked((&answer.of, &answer.view), of, view)) {
            return;
        }
        self.joints = answer.joints.clone();
        self.shown = Some(answer);
    }

    /// What there is to draw: the answer, or the former one of the same sort while the next is
    /// looked for.
    pub(super) fn answer(&self, desk: &Desk<'_>) -> Option<Shown> {
        let shown = self.shown.as_ref()?;
        let same_sort = shown.view.across() == desk.session.passages.across();
        same_sort.then(|| shown.shown.clone())
    }

    /// "23 passages in 4 sources"; of a matrix, what it does not heed.
    pub(super) fn words(&self, desk: &Desk<'_>) -> String {
        let query = &desk.session.passages.query;
        match self.answer(desk) {
            Some(Shown::List(found)) => format!(
                "{} in {}",
                words::counted(found.passages, "passage", "passages"),
                words::counted(found.sources, "source", "sources")
            ),
            Some(Shown::Matrix(_)) if desk.session.passages.base() != *query => {
                if query.without_codes() == desk.session.passages.base() {
                    "Within the filters, but for those on codes".to_owned()
                } else {
                    "The filters are those of the cell opened last".to_owned()
                }
            }
            _ => String::new(),
        }
    }
}

/// Whether an answer to the one is an answer to the other.
fn is_asked((of, view): (&Snapshot, &PassageView), now: &Snapshot, wanted: &PassageView) -> bool {
    view == wanted && rests_on_the_same(of.project(), now.project())
}

/// Whether everything a query asks about is as it was.
fn rests_on_the_same(a: &Project, b: &Project) -> bool {
    a.annotations.ptr_eq(&b.annotations)
        && a.codes.ptr_eq(&b.codes)
        && a.sources.ptr_eq(&b.sources)
        && a.events.ptr_eq(&b.events)
        && a.reports.ptr_eq(&b.reports)
        && a.claims.ptr_eq(&b.claims)
        && a.actors.ptr_eq(&b.actors)
        && a.places.ptr_eq(&b.places)
        && a.coders.ptr_eq(&b.coders)
}
