//! Codes and words of annotations, from what is selected in the text.

use crate::analysis::segments::{Edge, moved_by_word};
use crate::derived::Place;
use crate::model::annotation::Annotation;
use crate::model::id::{AnnotationId, CodeId, RecordId, SourceId};
use crate::model::text::{ByteOffset, TextSpan};
use crate::workbench::app::App;
use crate::workbench::notices::Level;
use crate::workbench::panes::reader_pane::PickFor;
use crate::workbench::quick_codes::QuickCodes;
use crate::workbench::verb::{CodeChoice, Verb};
use std::sync::Arc;

impl App {
    /// Codes all selected words as one annotation.
    pub(in crate::workbench) fn code_selection(&mut self, choice: CodeChoice) {
        let Some(open) = &self.open else { return };
        let Some((source, words)) = open.session.source.zip(open.session.words) else {
            return;
        };
        let mut spans = self.readers.selections(source);
        if spans.is_empty() {
            spans.push(words);
        }
        self.readers.close_code_picker();
        self.edit(Verb::Code(source, spans, choice), None);
        self.readers.let_go(source);
    }

    /// Codes the selected words with one of the codes used lately.
    pub(in crate::workbench) fn code_with(
        &mut self,
        which: impl Fn(&QuickCodes) -> Option<CodeId>,
    ) {
        let open = self.open.as_ref();
        if let Some(code) = open.and_then(|open| which(&open.session.quick)) {
            self.code_selection(CodeChoice::Known(code));
        }
    }

    /// The annotation the selection stands for.
    pub(in crate::workbench) fn annotation(&self) -> Option<&Arc<Annotation>> {
        let open = self.open.as_ref()?;
        let id = open.session.selected_annotation(open.document.snapshot())?;
        open.document.project().annotations.get(&id)
    }

    pub(in crate::workbench) fn pick_for(&mut self, what: impl Fn(AnnotationId) -> PickFor) {
        let Some(id) = self.annotation().map(|found| found.id) else {
            return;
        };
        self.show_in_text(id);
        self.readers.open_code_picker(what(id));
    }

    /// Reads the source of an annotation, and brings its words into sight, unless it is being read.
    fn show_in_text(&mut self, id: AnnotationId) {
        let source = self.annotation().map(|found| found.source);
        let reading = self.open.as_ref().and_then(|open| open.session.source);
        if source != reading {
            self.reveal(id.into());
        }
    }

    /// Moves an end of the selected annotation by a word.
    pub(in crate::workbench) fn move_edge(&mut self, edge: Edge, outwards: bool) {
        let Some(found) = self.annotation().cloned() else {
            return;
        };
        let mut spans = found.spans.clone();
        let end = match edge {
            Edge::Start => spans.first_mut(),
            Edge::End => spans.last_mut(),
        };
        let open = self.open.as_ref();
        let text = open.and_then(|open| open.document.project().text_of(found.source));
        let moved = end.zip(text).and_then(|(span, text)| {
            *span = moved_by_word(text.as_str(), *span, edge, outwards)?;
            Some(*span)
        });
        let Some(moved) = moved else {
            let why = match outwards {
                true => "There is no further word in the text",
                false => {
                    "Only one word is left there: delete the annotation, or take this stretch off it"
                }
            };
            return self.say(Level::Warning, why);
        };
        self.edit(Verb::SetSpans(found.id, spans), None);
        let at = match edge {
            Edge::Start => moved.start(),
            Edge::End => moved.end(),
        };
        self.readers.bring(found.source, at.index()..at.index());
    }

    pub(in crate::workbench) fn select_its_words(&mut self) {
        let Some(found) = self.annotation().cloned() else {
            return;
        };
        self.show_in_text(found.id);
        self.readers.select_all(found.source, &found.spans);
        self.readers.take_focus();
    }

    /// Lets the selected annotation stand on the selected words of the source being read.
    pub(in crate::workbench) fn take_words(&mut self) {
        self.with_words_and_it(Verb::PutOn);
    }

    /// Lets the selected annotation stand on the selected words as well.
    pub(in crate::workbench) fn add_words(&mut self) {
        self.with_words_and_it(|id, _, spans| Verb::AddSpans(id, spans));
    }

    fn with_words_and_it(&mut self, verb: impl Fn(AnnotationId, SourceId, Vec<TextSpan>) -> Verb) {
        let id = self.annotation().map(|found| found.id);
        let session = self.open.as_ref().map(|open| &open.session);
        let read = session.and_then(|session| session.source.zip(session.words));
        let Some((id, (source, words))) = id.zip(read) else {
            return;
        };
        let mut spans = self.readers.selections(source);
        if spans.is_empty() {
            spans.push(words);
        }
        self.edit(verb(id, source, spans), None);
        self.readers.let_go(source);
    }

    /// Does something to the selected annotation where the caret stands.
    pub(in crate::workbench) fn at_caret(&mut self, verb: fn(AnnotationId, ByteOffset) -> Verb) {
        if let Some((id, source)) = self.annotation().map(|found| (found.id, found.source)) {
            let caret = self.readers.caret(source);
            self.edit(verb(id, caret), None);
        }
    }

    /// Joins the selected annotation with the next one behind it that has one of its codes.
    pub(in crate::workbench) fn join_annotation(&mut self) {
        let Some(found) = self.annotation().cloned() else {
            return;
        };
        let Some(open) = &self.open else { return };
        let here = Place::of(&found);
        let coded = open.derived.coded();
        let next = coded
            .of_codes(&found.codes, here, true)
            .and_then(|id| match id {
                RecordId::Annotation(id) => open.document.project().annotations.get(&id),
                _ => None,
            })
            .filter(|next| next.source == found.source && Place::of(next) > here)
            .map(|next| next.id);
        match next {
            Some(next) => self.edit(Verb::JoinAnnotations(found.id, next), None),
            None => self.say(
                Level::Warning,
                "No annotation with the same code follows in this source",
            ),
        }
    }
}
