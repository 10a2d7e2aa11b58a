//! Finding: searches are jobs, of which only the latest counts; matches are shown in the text and
//! coded in one edit.

use super::READ_ONLY;
use crate::analysis::find::{BadPattern, Mode};
use crate::jobs::JobId;
use crate::model::text::TextSpan;
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::find::{Place, Results, search};
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::open::Doer;
use crate::workbench::outcome::Outcome;
use crate::workbench::panes::words::counted;
use crate::workbench::verb::{CodeChoice, Verb};
use egui::Context;
use std::time::{Duration, Instant};

/// A search that takes longer is given up, and says so.
const LONGEST: Duration = Duration::from_secs(10);
/// Longer selections are not what somebody wants to look for, in characters.
const LONGEST_PREFILL: usize = 120;

impl App {
    /// Starts the search that what is typed asks for; the one under way is cancelled.
    pub(in crate::workbench) fn keep_finding(&mut self) {
        let Some(open) = &mut self.open else { return };
        let (reading, find) = (open.session.source, &mut open.session.find);
        let Some(wanted) = find.wanted(open.document.project(), reading) else {
            return;
        };
        let job = self.jobs.start("Finding", move |progress| {
            let began = Instant::now();
            let stop = || progress.is_cancelled() || began.elapsed() > LONGEST;
            Outcome::Found(Box::new(search(&wanted, &stop)))
        });
        if let Some(old) = open.session.find.start(job) {
            self.jobs.cancel(old);
        }
    }

    pub(in crate::workbench) fn take_found(
        &mut self,
        job: JobId,
        found: Result<Results, BadPattern>,
        ctx: &Context,
    ) {
        let found = found.map_err(|error| error.to_string());
        self.with_session(|session| session.find.take(job, found));
        ctx.request_repaint();
    }

    /// Shows the Find pane with the keyboard in its field, filled with the selected words.
    pub(in crate::workbench) fn open_find(&mut self) {
        layout::show(&mut self.tree, Pane::Find);
        self.finder.take_focus();
        let Some(open) = &mut self.open else { return };
        let words = open.session.source.zip(open.session.words);
        let words =
            words.and_then(|(source, words)| open.document.project().text_of(source)?.get(words));
        let find = &mut open.session.find;
        if let Some(words) = words.and_then(prefill) {
            find.remember();
            find.query.words = match find.query.mode {
                Mode::Pattern => regex::escape(words),
                Mode::Words | Mode::WholeWords => words.to_owned(),
            };
        }
    }

    /// Shows the next match, or the one before, from where the caret stands.
    pub(in crate::workbench) fn find_next(&mut self, forward: bool) {
        let Some(open) = &self.open else { return };
        let find = &open.session.find;
        if find.query.words.is_empty() {
            self.open_find();
            return;
        }
        let Some(source) = open.session.source else {
            return;
        };
        let caret = self.readers.caret(source).index();
        let words = open.session.words.map_or(caret..caret, TextSpan::range);
        let next = find.step(source, words, forward);
        match next {
            Some(number) => self.show_match(number),
            None if find.is_searching() => {}
            None => {
                let text = format!("“{}” is in none of the sources", find.query.words);
                self.say(Level::Warning, text);
            }
        }
    }

    /// Selects a match in the text and brings it into view.
    pub(in crate::workbench) fn show_match(&mut self, number: usize) {
        let Some(open) = &mut self.open else { return };
        let Some(Place { source, span }) = open.session.find.results().place(number) else {
            return;
        };
        open.session.find.set_current(number);
        open.session.read(source);
        open.session.select_words(source, Some(span));
        if open
            .session
            .selected_annotation(open.document.snapshot())
            .is_some()
        {
            // What is done next is done to these words, not to the passage selected before.
            open.session.selected = None;
        }
        self.readers.reveal_selected(source, span);
    }

    pub(in crate::workbench) fn go_to_match(&mut self, number: usize) {
        self.show_match(number);
        self.readers.take_focus();
    }

    pub(in crate::workbench) fn choose_code_for_found(&mut self) {
        layout::show(&mut self.tree, Pane::Find);
        self.finder.open_code_picker();
    }

    /// Codes the ticked matches, or all of them, as one edit; says how many.
    pub(in crate::workbench) fn code_found(&mut self, choice: CodeChoice) {
        if self.preferences.coder.is_empty() {
            self.ask_coder(Command::CodeFound(choice));
            return;
        }
        let (coder, at) = (self.preferences.coder.clone(), (self.services.clock)());
        let Some(open) = &mut self.open else { return };
        if open.keeper.read_only().is_some() {
            self.say(Level::Warning, READ_ONLY);
            return;
        }
        let places = open.session.find.to_code(open.document.project());
        let wanted: usize = places.iter().map(|(_, spans)| spans.len()).sum();
        let before = open.document.project().annotations.len();
        let doer = Doer { name: &coder, at };
        if let Err(error) = open.edit(Verb::CodeEach(places, choice.clone()), doer) {
            self.say(Level::Error, error.to_string());
            return;
        }
        let project = open.document.project();
        let made = project.annotations.len().saturating_sub(before);
        let id = match choice {
            CodeChoice::Known(id) => Some(id),
            // The newest annotation has it.
            CodeChoice::New(_) => {
                let newest = project.annotations.values().next_back();
                newest.and_then(|annotation| annotation.codes.last().copied())
            }
        };
        let Some(code) = id.and_then(|id| project.codes.get(&id)).cloned() else {
            return;
        };
        open.session.quick.used(code.id);
        let text = coded_in_words(made, wanted.saturating_sub(made), &code.name);
        self.say(Level::Done, text);
    }
}

/// The selected words as something to look for: one line, and not a whole passage.
fn prefill(words: &str) -> Option<&str> {
    let words = words.trim();
    let fits = !words.is_empty() && words.chars().nth(LONGEST_PREFILL).is_none();
    (fits && !words.contains(['\n', '\r'])).then_some(words)
}

/// "Coded 23 passages as ‘Attack’; 2 were coded so already".
fn coded_in_words(made: usize, skipped: usize, code: &str) -> String {
    let passages = counted(made, "passage", "passages");
    let were = |count: usize| if count == 1 { "was" } else { "were" };
    match (made, skipped) {
        (0, skipped) => format!(
            "Nothing to code: {} {} coded as ‘{code}’ already",
            counted(skipped, "passage", "passages"),
            were(skipped)
        ),
        (_, 0) => format!("Coded {passages} as ‘{code}’"),
        _ => format!(
            "Coded {passages} as ‘{code}’; {skipped} {} coded so already",
            were(skipped)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_coded_is_said_in_full() {
        for (made, skipped, expected) in [
            (23, 0, "Coded 23 passages as ‘Attack’"),
            (1, 2, "Coded 1 passage as ‘Attack’; 2 were coded so already"),
            (2, 1, "Coded 2 passages as ‘Attack’; 1 was coded so already"),
            (
                0,
                1,
                "Nothing to code: 1 passage was coded as ‘Attack’ already",
            ),
        ] {
            assert_eq!(coded_in_words(made, skipped, "Attack"), expected);
        }
    }

    #[test]
    fn only_a_few_words_of_one_line_are_looked_for() {
        let long = "word ".repeat(40);
        for (words, expected) in [
            (" Kabul ", Some("Kabul")),
            ("", None),
            ("one\ntwo", None),
            (long.as_str(), None),
        ] {
            assert_eq!(prefill(words), expected, "{words}");
        }
    }
}
