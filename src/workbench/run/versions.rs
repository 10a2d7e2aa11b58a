//! New versions of a source: read, compared and put in its place by jobs, reviewed in between; and
//! what needs review afterwards.

use super::READ_ONLY;
use crate::analysis::reanchor::plan::Plan;
use crate::figure::labels::number_of;
use crate::ingest::Ingested;
use crate::model::id::SourceId;
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::dialogs::Wanted;
use crate::workbench::notices::Level;
use crate::workbench::open::{Doer, Update};
use crate::workbench::outcome::{self, Outcome};
use crate::workbench::overlay::Overlay;
use crate::workbench::panes::versions::Review;
use crate::workbench::verb::Verb;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// The source being read, when it can have a new version; says why not.
    fn updatable(&mut self) -> Option<SourceId> {
        let open = self.open.as_ref()?;
        let source = open.session.source?;
        if open.keeper.read_only().is_some() {
            self.say(Level::Warning, READ_ONLY);
            return None;
        }
        (!self.is_superseded(source)).then_some(source)
    }

    /// Whether a source has a newer version, and so can have no other; says so.
    fn is_superseded(&mut self, source: SourceId) -> bool {
        let newer = self
            .open
            .as_ref()
            .and_then(|open| open.document.snapshot().newer_version(source));
        let Some(newer) = newer else { return false };
        let title = &newer.title;
        let why =
            format!("This source has a newer version already: open ‘{title}’ and update that one");
        self.say(Level::Error, why);
        true
    }

    pub(in crate::workbench) fn ask_for_version(&mut self, window: &eframe::Frame) {
        if let Some(source) = self.updatable() {
            self.ask_for(Wanted::UpdateText(source), window);
        }
    }

    /// Asks the system for what was copied; it comes as an event of a later pass.
    pub(in crate::workbench) fn ask_clipboard(&mut self, ctx: &Context) {
        if let Some(source) = self.updatable() {
            self.ask_for_paste(ctx, Some(source));
        }
    }

    pub(in crate::workbench) fn read_version(&mut self, source: SourceId, path: PathBuf) {
        let (files, child, shown) = (Arc::clone(&self.services.files), self.child(), self.shown);
        self.jobs.start("Reading", move |_| {
            let read = outcome::read(&*files, &child, &path);
            Outcome::Version(source, Box::new(read), shown)
        });
    }

    pub(in crate::workbench) fn take_version(
        &mut self,
        source: SourceId,
        read: Result<Ingested, String>,
    ) {
        if let Some(read) = self.readable(vec![read]).pop() {
            self.commands
                .push(Command::UpdateText(source, Box::new(read)));
        }
    }

    /// Compares a source with a new version of its text; only the latest comparison counts.
    pub(in crate::workbench) fn compare(&mut self, source: SourceId, read: Box<Ingested>) {
        self.flush_drafts();
        if self.is_superseded(source) {
            return;
        }
        let Some(open) = &self.open else { return };
        let now = open.document.snapshot().clone();
        let found = now.project().sources.get(&source);
        if let Some(found) = found.filter(|found| found.text == read.text.sha()) {
            let same = format!(
                "The text of ‘{}’ is the same: nothing was updated",
                found.title
            );
            self.say(Level::Warning, same);
            return;
        }
        if let Some(earlier) = self.comparing.take() {
            self.jobs.cancel(earlier);
        }
        let shown = self.shown;
        self.comparing = Some(self.jobs.start("Comparing the texts", move |progress| {
            let mut go_on = |part| {
                progress.set(part);
                !progress.is_cancelled()
            };
            let plan = Plan::new(&now, source, &read.text, &mut go_on);
            let plan = plan.filter(|_| !progress.is_cancelled());
            Outcome::Compared(read, plan.map(Arc::new), shown)
        }));
    }

    pub(in crate::workbench) fn take_compared(&mut self, read: Ingested, plan: Option<Arc<Plan>>) {
        let (Some(open), Some(plan)) = (&self.open, plan) else {
            return;
        };
        if plan.revision != open.document.snapshot().revision() {
            // Something was edited meanwhile.
            self.compare(plan.source, Box::new(read));
            return;
        }
        self.comparing = None;
        self.overlay = Overlay::None;
        self.review = Some(Review::new(read, plan, self.review.take()));
        self.review_view.take_focus();
    }

    /// Puts the new version in the place of the old one, as a job: every annotation may change.
    pub(in crate::workbench) fn apply_version(&mut self) {
        if self.preferences.coder.is_empty() {
            self.ask_coder(Command::ApplyVersion);
            return;
        }
        let (Some(open), Some(review)) = (&self.open, &self.review) else {
            return;
        };
        if review.plan.revision != open.document.snapshot().revision() {
            let (source, read) = (review.plan.source, Box::new(review.read.clone()));
            self.say(
                Level::Warning,
                "The project was changed meanwhile: the texts are compared again, and what you decided is kept",
            );
            self.compare(source, read);
            return;
        }
        let (review, copy) = (review.clone(), open.copy());
        let (name, at) = (self.preferences.coder.clone(), (self.services.clock)());
        let shown = self.shown;
        self.jobs.start("Updating the text", move |_| {
            let doer = Doer { name: &name, at };
            let version = review.version(copy.0.project());
            let update = Update::new(copy, &review.read, review.plan.source, version, doer);
            let update = update.map_err(|refused| refused.to_string());
            Outcome::Updated(Box::new(update), shown)
        });
    }

    pub(in crate::workbench) fn take_update(&mut self, update: Result<Update, String>) {
        let (Some(open), true) = (&mut self.open, self.review.is_some()) else {
            // Whoever asked for it has cancelled the review since.
            return;
        };
        let update = match update {
            Ok(update) => update,
            Err(why) => return self.say(Level::Error, format!("Not updated: {why}")),
        };
        if !open.take_update(update) {
            // An edit came between: the review compares again and asks once more.
            return self.apply_version();
        }
        let waiting = open.derived.reviews().len();
        let Some(review) = self.review.take() else {
            return;
        };
        let tally = review.tally();
        self.say(
            Level::Done,
            format!(
                "Updated: {} exact, {} moved; {} in the project. Undo takes it all back",
                tally.exact,
                tally.moved,
                needing(waiting)
            ),
        );
        self.readers.take_focus();
    }

    pub(in crate::workbench) fn cancel_version(&mut self) {
        if self.review.take().is_some() {
            self.say(Level::Done, "The text was not updated");
            self.readers.take_focus();
        }
    }

    pub(in crate::workbench) fn accept_review(&mut self) {
        let Some(open) = &self.open else { return };
        let project = open.document.project();
        let found = self.passage().and_then(|id| project.annotations.get(&id));
        let Some(found) = found.cloned() else { return };
        if found.needs_review() {
            self.edit(Verb::AcceptReview(found.id), None);
        } else if open.derived.reviews().holds(found.id) {
            self.say(
                Level::Warning,
                "It stands in an old version: open the newer one, select the words it means, and put it on them",
            );
        } else {
            self.say(Level::Done, "The selected annotation needs no review");
        }
    }
}

fn needing(waiting: usize) -> String {
    match waiting {
        0 => "nothing needs review".to_owned(),
        1 => "one passage needs review".to_owned(),
        _ => format!("{} need review", number_of(waiting, "passage")),
    }
}
