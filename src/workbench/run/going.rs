//! From one place of the sources to another.

use crate::derived::Place;
use crate::model::id::RecordId;
use crate::model::text::TextSpan;
use crate::workbench::app::App;
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::panes::reader::ReaderAsk;

impl App {
    /// Lets the reader do what it does at a key.
    pub(in crate::workbench) fn ask_reader(&mut self, what: ReaderAsk) {
        layout::show(&mut self.tree, Pane::Reader);
        let source = self.open.as_ref().and_then(|open| open.session.source);
        if let Some(source) = source {
            self.readers.ask(source, what);
        }
    }

    /// Where reading goes on from.
    fn place(&self) -> Option<Place> {
        let open = self.open.as_ref()?;
        let caret = self.readers.caret(open.session.source?);
        open.session.place(open.document.snapshot(), caret)
    }

    pub(in crate::workbench) fn next_of_code(&mut self, forward: bool) {
        let found = self.open.as_ref().zip(self.place());
        let found = found.and_then(|(open, place)| {
            let codes = open.session.selected_codes(open.document.snapshot());
            open.derived.coded().of_codes(&codes, place, forward)
        });
        match found {
            Some(id) if self.passage().map(RecordId::from) == Some(id) => {
                self.say(Level::Done, "No other annotation has this code");
            }
            Some(id) => self.reveal(id),
            None => self.say(Level::Done, "No annotation has this code"),
        }
    }

    pub(in crate::workbench) fn next_review(&mut self, forward: bool) {
        let found = self.open.as_ref().zip(self.place());
        let found = found.and_then(|(open, place)| open.derived.reviews().beside(place, forward));
        match found {
            Some(id) => self.reveal(id),
            // What waits are rows of tables only: they stand in no text.
            None => self.bring_to_front(Pane::Reviews),
        }
    }

    pub(in crate::workbench) fn next_uncoded(&mut self, forward: bool) {
        let Some(open) = &self.open else { return };
        let Some(source) = open.session.source else {
            return;
        };
        let caret = self.readers.caret(source).index();
        let reading = open.derived.readings().of(source);
        let found = reading.and_then(|reading| reading.uncoded_from(caret, forward));
        match found.and_then(TextSpan::from_range) {
            Some(words) if words.start().index() != caret => self.readers.reveal(source, words),
            _ => self.say(
                Level::Done,
                "Every other paragraph of this source has an annotation",
            ),
        }
    }

    pub(in crate::workbench) fn next_source(&mut self, forward: bool) {
        let Some(open) = &mut self.open else { return };
        let next = open
            .session
            .neighbour_source(open.document.snapshot(), forward);
        if let Some(source) = next {
            open.session.read(source);
        }
    }
}
