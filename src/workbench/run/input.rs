//! What comes from outside: shortcuts, dropped files, results of background work.

use crate::ingest::tables::{is_table, may_be_table};
use crate::jobs::JobId;
use crate::workbench::action::Action;
use crate::workbench::app::{App, Leaving};
use crate::workbench::command::Command;
use crate::workbench::command::Replace;
use crate::workbench::dialogs::{Answer, Wanted};
use crate::workbench::notices::Level;
use crate::workbench::outcome::{Outcome, is_source};
use crate::workbench::overlay::{self, Overlay};
use crate::workbench::widgets::is_typing;
use egui::{Context, Key, KeyboardShortcut, Modifiers, Popup, ViewportCommand};
use std::path::PathBuf;

impl App {
    /// Shortcuts, dropped files, and the wish to close the window.
    pub(in crate::workbench) fn take_input(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested())
            && self.leaving != Leaving::WindowNow
        {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leaving = Leaving::Window;
        }
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_owned())
                .collect()
        });
        if !dropped.is_empty() {
            self.take_dropped(dropped);
        }
        self.take_pasted(ctx);
        if matches!(self.overlay, Overlay::None) {
            self.take_shortcuts(ctx);
        }
    }

    /// Sources and event tables dropped on an open project are added to it; without one they begin
    /// one, and anything else is opened. Where none is open, what comes with a project is added to it.
    pub(in crate::workbench) fn take_dropped(&mut self, paths: Vec<PathBuf>) {
        let is_either = |path: &PathBuf| is_table(path) || is_source(path);
        let in_doubt = paths.iter().any(|path| may_be_table(path));
        if self.open.is_some() && in_doubt && paths.iter().all(is_either) {
            self.sort_dropped(paths);
            return;
        }
        if self.open.is_none() && paths.iter().any(is_either) {
            let (files, others): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(is_either);
            if let [project] = others.as_slice() {
                self.files_to_come.extend(files);
                self.commands.push(Command::Open(project.clone()));
                return;
            }
        }
        let (tables, mut paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_table(path));
        if !tables.is_empty() {
            if self.open.is_some() || paths.is_empty() {
                self.commands.push(Command::AddTables(tables));
            } else {
                self.files_to_come.extend(tables);
            }
        }
        if paths.is_empty() {
            return;
        }
        if self.open.is_some() && paths.iter().all(|path| is_source(path)) {
            self.commands.push(Command::AddFiles(paths));
        } else if paths.len() == 1 {
            self.commands.extend(paths.pop().map(Command::Open));
        } else {
            self.commands.push(Command::OpenTexts(paths));
        }
    }

    pub(in crate::workbench) fn take_shortcuts(&mut self, ctx: &Context) {
        self.take_escape(ctx);
        let typing = is_typing(ctx);
        let drafting = self
            .open
            .as_ref()
            .is_some_and(|open| open.drafts.is_editing(ctx));
        let mut keyed: Vec<(KeyboardShortcut, Action)> = Action::ALL
            .iter()
            .filter_map(|action| Some((action.info().shortcut?, *action)))
            .collect();
        // Ctrl+Shift+Z would also answer to Ctrl+Z: those with more keys are asked first.
        keyed.sort_by_key(|(keys, _)| !(keys.modifiers.shift || keys.modifiers.alt));
        for (keys, action) in keyed {
            // Delete is a field's own; Undo and Redo only while it holds something not committed.
            let fields_own = match action {
                Action::DeleteSelected => typing,
                Action::Undo | Action::Redo => drafting,
                _ => false,
            };
            if fields_own || !self.is_enabled(action) {
                continue;
            }
            if ctx.input_mut(|input| input.consume_shortcut(&keys)) {
                self.commands.push(Command::Do(action));
            }
        }
        // The other usual key for doing again.
        let again = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);
        if !drafting
            && self.is_enabled(Action::Redo)
            && ctx.input_mut(|input| input.consume_shortcut(&again))
        {
            self.commands.push(Command::Do(Action::Redo));
        }
        // The usual key for help, where it types nothing.
        let help = KeyboardShortcut::new(Modifiers::NONE, Key::Questionmark);
        if !typing && ctx.input_mut(|input| input.consume_shortcut(&help)) {
            self.commands.push(Command::Do(Action::CheatSheet));
        }
    }

    /// Escape leads back to the text from wherever nothing else answers to it: the keyboard is
    /// never lost in a pane.
    fn take_escape(&mut self, ctx: &Context) {
        let answered = self.review.is_some()
            || self.edition.is_some()
            || self.mapping.is_some()
            || Popup::is_any_open(ctx)
            // It lets go of what is dragged.
            || ctx.drag_stopped_id().is_some()
            || ctx.memory(|memory| memory.focused().is_some());
        if answered || !ctx.input(|input| input.key_pressed(Key::Escape)) {
            return;
        }
        // What lies over the text gives way to it first.
        if self.inspector_is_over(ctx) {
            self.commands.push(Command::Do(Action::ToggleInspector));
        } else if self.is_enabled(Action::FocusReader) {
            self.commands.push(Command::Do(Action::FocusReader));
        }
    }

    /// How keys are called on this system.
    pub(in crate::workbench) fn keys_in_words(&self, keys: KeyboardShortcut) -> String {
        keys.format(&egui::ModifierNames::NAMES, cfg!(target_os = "macos"))
    }

    /// Takes up the result of a job.
    pub(in crate::workbench) fn take(&mut self, outcome: Outcome, ctx: &Context) {
        match outcome {
            Outcome::Opened(path, result, named) => self.take_opened(path, *result, named),
            Outcome::OpenAlready(path) => {
                self.opening = None;
                self.say(Level::Done, format!("{} is open already", path.display()));
            }
            Outcome::Disk(done) => self.take_disk(*done),
            Outcome::Answered(wanted, answer) => self.take_answer(wanted, answer),
            Outcome::Read(found, shown) if shown == self.shown => self.take_read(found),
            Outcome::Sorted(tables, sources, shown) if shown == self.shown => {
                self.take_sorted(tables, sources);
            }
            Outcome::Read(..) | Outcome::Sorted(..) => {}
            Outcome::Version(source, read, shown) if shown == self.shown => {
                self.take_version(source, *read);
            }
            Outcome::Compared(read, plan, shown) if shown == self.shown => {
                self.take_compared(*read, plan);
            }
            Outcome::Updated(update, shown) if shown == self.shown => self.take_update(*update),
            Outcome::Version(..) | Outcome::Compared(..) | Outcome::Updated(..) => {}
            Outcome::TableRead(read, shown) if shown == self.shown => self.take_table(*read),
            Outcome::TableReadAgain(table, read, shown) if shown == self.shown => {
                if let Some(open) = &mut self.open {
                    open.tables.take(&table, *read);
                }
            }
            Outcome::TableLooked(path, look, shown) if shown == self.shown => {
                self.take_look(path, *look);
            }
            Outcome::EditionCompared(newer, shown) if shown == self.shown => {
                self.take_edition(newer);
            }
            Outcome::EditionFields(row, fields, shown) if shown == self.shown => {
                if let Some(review) = &mut self.edition {
                    review.take_fields(row, fields);
                }
            }
            Outcome::TableIsNew(path, look, shown) if shown == self.shown => {
                self.take_up_new(path, *look);
            }
            Outcome::TableLocated(id, found, shown) if shown == self.shown => {
                self.take_place(id, *found);
            }
            Outcome::TableToCorrect(id, path, look, shown) if shown == self.shown => {
                self.take_correction(id, path, *look);
            }
            Outcome::Mapped(mapped, shown) if shown == self.shown => self.take_mapped(*mapped),
            Outcome::RowRead(row, cells, shown) if shown == self.shown => {
                if let Some(open) = &mut self.open {
                    open.tables.take_row(row, cells);
                }
            }
            Outcome::TableRead(..)
            | Outcome::TableReadAgain(..)
            | Outcome::TableLooked(..)
            | Outcome::EditionCompared(..)
            | Outcome::EditionFields(..)
            | Outcome::TableIsNew(..)
            | Outcome::TableLocated(..)
            | Outcome::TableToCorrect(..)
            | Outcome::Mapped(..)
            | Outcome::RowRead(..) => {}
            Outcome::Profiles(found) => self.take_profiles(found),
            Outcome::ProfileSaved(saved) => self.take_saved_profile(saved),
            Outcome::Counted(answer) => self.take_counted(*answer),
            Outcome::CountedActs(answer) => self.take_counted_acts(*answer),
            Outcome::Table(answer) => self.take_table_answer(*answer, ctx),
            Outcome::Begun(found) => self.take_begun(found),
            Outcome::ReadAgain(id, again, shown) if shown == self.shown => {
                self.take_read_again(id, *again);
            }
            Outcome::ReadAgain(..) => {}
            Outcome::Exported(Ok(path)) => {
                self.say(Level::Done, format!("Written: {}", path.display()));
            }
            Outcome::Exported(Err(why)) => self.say(Level::Error, format!("Not written: {why}")),
            Outcome::Previewed(version, drawn) => self.figure.take(version, drawn, ctx),
            Outcome::Pictured(drawn) => self.take_picture(drawn, ctx),
            Outcome::Numbers(counted) => self.take_numbers(counted, ctx),
            // Taken up before, where the job that found it is known.
            Outcome::Found(_) => {}
            Outcome::Remembered(Ok(())) => self.remembering = false,
            Outcome::Remembered(Err(why)) => {
                self.remembering = false;
                self.say(Level::Warning, format!("Preferences were not kept: {why}"));
            }
            Outcome::Looked(path, wanted, there) => self.take_looked(path, wanted, there),
            Outcome::Candidates(found) => self.reconcile.take(*found),
            Outcome::Doubles(Some(found)) => self.reconcile.take_doubles(*found),
            Outcome::Doubles(None) => {
                self.with_session(|session| session.reconcile.doubles = None);
            }
            Outcome::RowsSeen(seen, deed, shown) if shown == self.shown => {
                self.take_rows(seen, deed);
            }
            Outcome::RowCompared(row, shown) if shown == self.shown => self.take_compared_row(row),
            Outcome::RowFound(table, found, shown) if shown == self.shown => {
                self.take_row(table, found);
            }
            Outcome::RowsSeen(..) | Outcome::RowCompared(..) | Outcome::RowFound(..) => {}
            Outcome::Passages(found) => self.passages.take(*found),
            Outcome::Drafts(found) => self.unnamed = found,
            Outcome::Offered(found, shown) => {
                if let Some(open) = self.open.as_mut().filter(|_| shown == self.shown) {
                    (open.offered, open.offered_tables) = found;
                }
            }
        }
        ctx.request_repaint();
    }

    pub(in crate::workbench) fn take_panic(&mut self, id: JobId, why: &str) {
        self.with_session(|session| session.find.fail(id));
        self.say(Level::Error, format!("Something went wrong in the background: {why}. Your work in this window is as it was; save it under another name to be safe."));
    }

    pub(in crate::workbench) fn take_answer(&mut self, wanted: Wanted, answer: Answer) {
        match answer {
            Answer::Chosen(paths) => {
                self.commands
                    .push(overlay::answer(wanted, paths, Replace::Ask));
            }
            Answer::Cancelled => {}
            Answer::Unavailable => {
                // A name alone would land in whatever folder the program was started from.
                let name = self.suggested_name(wanted);
                let path = self.services.folders.home.join(name);
                self.overlay = Overlay::Path(wanted, path.display().to_string());
            }
        }
    }
}
