//! The reader: one source set for reading, its annotations as thin lines under the words.
//!
//! In: a source's text with its title, the index of annotated stretches and how their codes look,
//! notes for the margin. Out: what the analyst did, as events; a key may name an action of
//! the window. It knows no document and carries out no command; what it keeps between frames (caret, selection, place) is a [`ReaderState`] per source.
//!
//! A frame touches what is in sight: paragraphs are set when they come into view
//! ([`crate::workbench::typesetting`], the only room that knows glyphs and direction), the others have estimated heights,
//! and the place is kept as a paragraph and an offset, so corrected estimates never move the text.

mod access;
mod blocks;
mod density;
mod flow;
mod focus;
mod gutter;
mod heights;
mod keys;
mod light;
mod marks;
mod motion;
mod notes;
mod page;
mod paint;
mod placing;
mod pointer;
mod scroll;
mod state;
mod ties;
mod tips;
mod underlines;
mod view;

pub use keys::{KEY_HELP, KeyHelp, ReaderAsk, key_for};
pub use state::ReaderState;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use egui::{Sense, Ui};

use crate::derived::density::Density;
use crate::derived::spans::SpanIndex;
use crate::model::id::{AnnotationId, RecordId, SourceId};
use crate::model::look::{Hue, Shape};
use crate::model::source::ArabicStyle;
use crate::model::text::{SourceText, TextSpan};
use crate::workbench::action::Action;

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
    /// The words it is about; the text as a whole when `None`.
    pub span: Option<TextSpan>,
    /// A few words, in bold.
    pub title: String,
    /// A sentence; may be empty.
    pub body: String,
    /// What a click on it leads to.
    pub id: RecordId,
    /// The hue and shape of the code it belongs to.
    pub look: Option<(Hue, Shape)>,
    /// Whether a bracket stands along the words it is about.
    pub bracket: bool,
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
    /// The selected record, whatever it is.
    pub shown: Option<RecordId>,
    /// The selected annotation.
    pub selected: Option<AnnotationId>,
    /// The annotation under the mouse here or in another pane.
    pub hovered: Option<AnnotationId>,
    /// The annotations of the selected event.
    pub lit: &'a Arc<BTreeSet<AnnotationId>>,
    /// The stretches of an annotation that shows, in order; none of one in another text.
    pub parts: &'a dyn Fn(AnnotationId) -> Vec<TextSpan>,
    /// How many annotations that show begin where, by hue.
    pub density: &'a Density,
    /// Remarks for the margin on words that begin in a range of bytes, or, where they have a
    /// bracket, touch it; on the text as a whole where the range begins at 0. In any order.
    pub notes: &'a dyn Fn(Range<usize>) -> Vec<MarginNote>,
    /// Stretches that were found, in order, to be marked lightly.
    pub found: &'a [TextSpan],
    /// Stretches that are not the author's, sorted and apart.
    pub boilerplate: &'a [TextSpan],
    /// The style its Arabic script is set in.
    pub arabic: ArabicStyle,
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
    /// Pressed the key of something the window does.
    Asked(Action),
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
    let page_at = density::scroll_ui(ui, state, &page, &response, input);
    state.keep_in_sight(ui, &page);
    let mut view = view::View::new(ui, state, &page, input);
    let mut bars = gutter::bars(&view);
    let on_bar = gutter::gutter_ui(ui, &view, &bars, &response, input, &mut events);
    state.on_bar = on_bar.or(state.on_note);
    if pointer::use_pointer(ui, state, &view, &response, input, page_at, &mut events) {
        view = view::View::new(ui, state, &page, input);
        bars = gutter::bars(&view);
    }
    if ui.is_rect_visible(rect) {
        paint::paint(ui, state, &view, &bars, &response, input);
        density::paint(ui, state, &page, &response, input);
    }
    tips::tips_ui(&view, &response);
    let on_note = notes::notes_ui(ui, &view, &response, input, &mut events);
    if on_note != state.on_note {
        // What it is about lights up in the next frame.
        state.on_note = on_note;
        ui.ctx().request_repaint();
    }
    access::describe(ui, state, &view, &response, input, &mut events);
    state.report_selection(&view, &mut events);
    events
}
