//! The reader: one source set for reading, its annotations as thin lines under the words.
//!
//! In: a source's text with its title, the index of annotated stretches and how their codes look,
//! notes for the margin. Out: what the analyst did, as events. It knows no document and no
//! command; what it keeps between frames (caret, selection, place) is a [`ReaderState`] per source.
//!
//! A frame touches what is in sight: paragraphs are set when they come into view
//! ([`crate::workbench::typesetting`], the only room that knows glyphs and direction), the others have estimated heights,
//! and the place is kept as a paragraph and an offset, so corrected estimates never move the text.

mod access;
mod blocks;
mod density;
mod flow;
mod focus;
mod heights;
mod keys;
mod marks;
mod motion;
mod notes;
mod page;
mod paint;
mod pointer;
mod scroll;
mod state;
mod view;

pub use keys::{KEY_HELP, KeyHelp};
pub use state::ReaderState;

use egui::{Sense, Ui};

use crate::derived::spans::SpanIndex;
use crate::model::id::{AnnotationId, RecordId, SourceId};
use crate::model::look::{Hue, Shape};
use crate::model::text::{SourceText, TextSpan};

/// How one code of an annotation looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeLook<'a> {
    /// The name of the code.
    pub name: &'a str,
    /// Its hue.
    pub hue: Hue,
    /// Its shape.
    pub shape: Shape,
    /// Its place in the codebook: the first of several codes is shown in the gutter.
    pub order: u32,
    /// Whether its lines stand back, as those of claims and of context do, until it is hovered,
    /// selected or lit.
    pub quiet: bool,
}

/// A remark beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginNote {
    /// The words it is about.
    pub span: TextSpan,
    /// A few words, in bold.
    pub title: String,
    /// A sentence; may be empty.
    pub body: String,
    /// What a click on it leads to.
    pub id: RecordId,
}

/// What the reader shows.
#[derive(Clone, Copy)]
pub struct ReaderInput<'a> {
    /// Whose text it is.
    pub source_id: SourceId,
    /// The text.
    pub text: &'a SourceText,
    /// Its title; not drawn twice where the text begins with it.
    pub title: &'a str,
    /// A line under the title, such as author and date; may be empty.
    pub subtitle: &'a str,
    /// Where the annotations of this source stand.
    pub spans: &'a SpanIndex,
    /// How the codes of an annotation look; empty for one that shall not show.
    pub look: &'a dyn Fn(AnnotationId) -> Vec<CodeLook<'a>>,
    /// The selected annotation.
    pub selected: Option<AnnotationId>,
    /// The annotation under the mouse here or in another pane.
    pub hovered: Option<AnnotationId>,
    /// The annotations of the selected event.
    pub lit: &'a [AnnotationId],
    /// Remarks for the margin.
    pub notes: &'a [MarginNote],
    /// Stretches that were found, in order, to be marked lightly.
    pub found: &'a [TextSpan],
    /// Stretches that are not the author's.
    pub boilerplate: &'a [TextSpan],
}

/// What the analyst did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderEvent {
    /// Other words are selected, or none.
    SelectionChanged(Option<TextSpan>),
    /// Chose an annotation, by mouse or by keyboard.
    Clicked(AnnotationId),
    /// Clicked beside all annotations, or pressed Escape: no annotation is meant any more.
    Dismissed,
    /// The mouse is on another annotation, or on none.
    Hovered(Option<AnnotationId>),
    /// Asked for the code picker on these words, which are now selected.
    CodeSelection(TextSpan),
    /// Chose a margin note.
    NoteClicked(RecordId),
}

/// Draws the reader into the room that is left; says what the analyst did, in order.
pub fn reader_ui(
    ui: &mut Ui,
    state: &mut ReaderState,
    input: &ReaderInput<'_>,
) -> Vec<ReaderEvent> {
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    debug_assert_eq!(
        input.spans.source(),
        input.source_id,
        "an index of another source"
    );
    // Paragraphs move under the mouse as the page scrolls; each keeps its own id.
    ui.ctx().allow_widget_id_changes_in(rect);
    let mut events = Vec::new();
    let page = page::Page::new(rect);
    state.prepare(ui, &page, input);
    state.follow(input);
    state.take_focus(&response);
    state.take_keys(ui, &page, &response, input, &mut events);
    let page_at = density::scroll_ui(ui, state, &page, &response);
    state.keep_in_sight(ui, &page);
    let mut view = view::View::new(ui, state, &page, input);
    if pointer::use_pointer(ui, state, &view, &response, input, page_at, &mut events) {
        view = view::View::new(ui, state, &page, input);
    }
    if ui.is_rect_visible(rect) {
        paint::paint(ui, state, &view, &response, input);
        density::paint(ui, state, &page, &response, input);
    }
    notes::notes_ui(ui, &view, &response, input, &mut events);
    access::describe(ui, state, &view, &response, input, &mut events);
    state.report_selection(&view, &mut events);
    events
}
