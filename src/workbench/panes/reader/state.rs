//! What the reader keeps of a source between frames: caret, selection, place, paragraphs set.

use std::ops::Range;

use egui::{EventFilter, PointerButton, Rect, Response, Ui};

use super::flow::{Contents, Flow};
use super::focus::Focus;
use super::keys::{Action, Grain, take_actions};
use super::motion::{Caret, Walk, grown, unit};
use super::page::Page;
use super::scroll::Scroll;
use super::view::View;
use super::{ReaderEvent, ReaderInput};
use crate::derived::spans::Highlight;
use crate::model::id::AnnotationId;
use crate::model::text::{ByteOffset, TextSpan};
use crate::workbench::theme::READING_LINE_HEIGHT;

/// What the reader keeps of a source between frames. Keep one for each open source.
#[derive(Clone, Debug, Default)]
pub struct ReaderState {
    pub(super) flow: Flow,
    pub(super) scroll: Scroll,
    pub(super) caret: Caret,
    /// Where the selection was begun.
    pub(super) anchor: Option<usize>,
    /// A stretch shown from elsewhere, lit until the caret moves.
    pub(super) lit: Option<TextSpan>,
    /// What must come into sight in this frame, and with how many points around it.
    pub(super) wanted: Option<(Range<usize>, f32)>,
    /// By what a drag selects, and what it began with.
    pub(super) drag: (Grain, Range<usize>),
    /// How far into its handle the scroll bar is held.
    pub(super) bar_grip: Option<f32>,
    pub(super) hovered: Option<AnnotationId>,
    /// The annotation whose bar or note is under the mouse.
    pub(super) on_bar: Option<AnnotationId>,
    /// The annotation whose note was under the mouse in the last frame.
    pub(super) on_note: Option<AnnotationId>,
    /// The place that was kept at the last change of width, as long as nobody scrolled since: a
    /// width that changes in many steps must not lose a part of a line with each.
    kept_place: Option<(Scroll, (usize, f32))>,
    focus_wanted: bool,
    has_keyboard: bool,
    /// What was meant in the window in the last frame; `None` before the first one.
    pub(super) meant: Option<Focus>,
    reported: Option<TextSpan>,
    selection_rect: Option<Rect>,
}

/// Points kept free above and below the caret, and around what is revealed.
const CARET_MARGIN: f32 = 24.0;
const REVEAL_MARGIN: f32 = 96.0;

impl ReaderState {
    /// A reader at the top of its text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The selected words.
    pub fn selection(&self) -> Option<TextSpan> {
        let anchor = self.anchor?;
        TextSpan::from_range(anchor.min(self.caret.byte)..anchor.max(self.caret.byte))
    }

    /// Where the caret stands.
    pub fn caret(&self) -> ByteOffset {
        ByteOffset::at(self.caret.byte)
    }

    /// Selects words, without moving the page.
    pub fn select(&mut self, span: TextSpan) {
        self.select_range(span.range());
    }

    /// Brings words into sight and lights them until the caret moves.
    pub fn reveal(&mut self, span: TextSpan) {
        self.caret = Caret::at(span.start().index());
        self.anchor = None;
        self.lit = Some(span);
        self.wanted = Some((span.range(), REVEAL_MARGIN));
    }

    /// Whether the text had the keyboard when it was drawn last.
    pub fn has_keyboard(&self) -> bool {
        self.has_keyboard
    }

    /// Takes the keyboard in the next frame, for example when a picker has closed.
    pub fn focus(&mut self) {
        self.focus_wanted = true;
    }

    /// Where the last line of the selection, or the caret, was drawn last, in points of the
    /// screen: where a picker opens. `None` while it is out of sight.
    pub fn selection_rect(&self) -> Option<Rect> {
        self.selection_rect
    }

    /// The first byte in sight; `None` above the text.
    pub fn first_visible(&mut self, ctx: &egui::Context) -> Option<ByteOffset> {
        let (byte, _) = self.scroll.top_byte(ctx, &mut self.flow)?;
        Some(ByteOffset::at(byte))
    }

    /// How many paragraphs are set in lines at the moment.
    pub fn paragraphs_set(&self) -> usize {
        self.flow.set_count()
    }

    pub(super) fn select_range(&mut self, range: Range<usize>) {
        self.anchor = Some(range.start);
        self.caret = Caret::at(range.end);
        self.lit = None;
    }

    /// When other passages are meant than before, lets go of words that have no part in them.
    pub(super) fn follow(&mut self, input: &ReaderInput<'_>) {
        let is_first = self.meant.is_none();
        let meant = self.meant.get_or_insert_default();
        let has_changed = meant.update(input);
        if is_first || !has_changed || meant.is_empty() {
            return;
        }
        let selection = self.selection();
        let Some(meant) = &self.meant else {
            return;
        };
        let is_stale = |words: &TextSpan| !meant.touches(*words);
        let lets_go = selection.as_ref().is_some_and(is_stale);
        let darkens = self.lit.as_ref().is_some_and(is_stale);
        if lets_go {
            self.anchor = None;
        }
        if darkens {
            self.lit = None;
        }
    }

    pub(super) fn prepare(&mut self, ui: &Ui, page: &Page, input: &ReaderInput<'_>) {
        let contents = Contents {
            text: input.text,
            title: input.title,
            subtitle: input.subtitle,
            boilerplate: input.boilerplate,
            arabic: input.arabic,
        };
        let ctx = ui.ctx();
        let known = self.flow.shows(&contents);
        if known && !self.flow.must_fit(ctx, page, &contents) {
            return;
        }
        let place = match self.kept_place {
            Some((scroll, place)) if scroll == self.scroll => Some(place),
            _ => self.scroll.top_byte(ctx, &mut self.flow),
        };
        let place = place.filter(|_| self.flow.is_of(input.text));
        if !known {
            self.flow.open(&contents);
        }
        self.flow.fit(ctx, page, &contents);
        if let Some(place) = place {
            self.scroll = Scroll::at_byte(ctx, &mut self.flow, place);
        }
        let caret = self.caret.byte;
        let caret = self
            .walk(ui, page, input.text.as_str())
            .snapped(caret, true);
        self.caret.byte = caret;
        self.scroll_by(ui, page, 0.0);
        self.kept_place = place.map(|place| (self.scroll, place));
    }

    pub(super) fn scroll_by(&mut self, ui: &Ui, page: &Page, points: f32) {
        let height = page.pane.height();
        self.scroll.by(ui.ctx(), &mut self.flow, points, height);
    }

    pub(super) fn take_focus(&mut self, response: &Response) {
        let button = PointerButton::Primary;
        let pressed = response.clicked_by(button) || response.drag_started_by(button);
        if std::mem::take(&mut self.focus_wanted) || pressed {
            response.request_focus();
        }
        self.has_keyboard = response.has_focus();
        if response.has_focus() {
            let mine = EventFilter {
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            let id = response.id;
            response
                .ctx
                .memory_mut(|memory| memory.set_focus_lock_filter(id, mine));
        }
    }

    fn walk<'a>(&'a mut self, ui: &'a Ui, page: &Page, text: &'a str) -> Walk<'a> {
        let line = page.size * READING_LINE_HEIGHT;
        Walk {
            ctx: ui.ctx(),
            flow: &mut self.flow,
            text,
            page_lines: ((page.pane.height() / line) as usize)
                .saturating_sub(2)
                .max(1),
        }
    }

    pub(super) fn take_keys(
        &mut self,
        ui: &Ui,
        page: &Page,
        response: &Response,
        input: &ReaderInput<'_>,
        events: &mut Vec<ReaderEvent>,
    ) {
        if !response.has_focus() {
            return;
        }
        for action in ui.ctx().input_mut(take_actions) {
            match action {
                Action::Move { motion, extend } => {
                    let anchor = self.anchor.unwrap_or(self.caret.byte);
                    self.anchor = extend.then_some(anchor);
                    self.lit = None;
                    let caret = self.caret;
                    let text = input.text.as_str();
                    self.caret = self.walk(ui, page, text).moved(caret, motion);
                    self.want_caret();
                }
                Action::Select(grain) => self.grow(grain, input),
                Action::NextAnnotation => self.step(true, input, events),
                Action::PreviousAnnotation => self.step(false, input, events),
                Action::Code => self.code(input, events),
                Action::Copy => self.copy(ui, input),
                Action::Clear => {
                    self.anchor = None;
                    self.lit = None;
                    events.push(ReaderEvent::Dismissed);
                }
            }
        }
    }

    fn want_caret(&mut self) {
        self.wanted = Some((self.caret.byte..self.caret.byte, CARET_MARGIN));
    }

    fn grow(&mut self, grain: Grain, input: &ReaderInput<'_>) {
        let selected = self.selection().map(TextSpan::range);
        let range = grown(input.text.as_str(), selected, self.caret.byte, grain);
        if !range.is_empty() {
            self.select_range(range);
            self.want_caret();
        }
    }

    /// Chooses the next or the previous annotation, from the selected one or the caret.
    fn step(&mut self, forwards: bool, input: &ReaderInput<'_>, events: &mut Vec<ReaderEvent>) {
        let caret = self.caret.byte;
        let here = input.selected.and_then(|id| {
            input
                .spans
                .starting_in(caret..caret + 1)
                .find(|known| known.id == id)
        });
        let shows = |found: &Highlight| {
            Some(found.id) != input.selected && !(input.look)(found.id).is_empty()
        };
        let onwards = |from: Highlight| match forwards {
            true => input.spans.next(from),
            false => input.spans.previous(from),
        };
        let first = match (here, forwards) {
            (Some(here), _) => onwards(here),
            (None, true) => input.spans.first_from(caret),
            (None, false) => input.spans.last_before(caret),
        };
        let round = match forwards {
            true => input.spans.first_from(0),
            false => input.spans.last_before(input.text.as_str().len()),
        };
        // Past the last one comes the first one again.
        let found = [first, round]
            .into_iter()
            .find_map(|from| std::iter::successors(from, |known| onwards(*known)).find(shows));
        if let Some(next) = found {
            self.caret = Caret::at(next.span.start().index());
            self.anchor = None;
            self.lit = None;
            self.wanted = Some((next.span.range(), REVEAL_MARGIN));
            events.push(ReaderEvent::Clicked(next.id));
        }
    }

    fn code(&mut self, input: &ReaderInput<'_>, events: &mut Vec<ReaderEvent>) {
        if self.selection().is_none() {
            self.grow(Grain::Sentence, input);
        }
        events.extend(self.selection().map(ReaderEvent::CodeSelection));
    }

    fn copy(&self, ui: &Ui, input: &ReaderInput<'_>) {
        if let Some(words) = self.selection().and_then(|span| input.text.get(span)) {
            ui.ctx().copy_text(words.to_owned());
        }
    }

    /// Selects from what a drag or a double click began with to a place.
    pub(super) fn drag_to(&mut self, text: &str, byte: usize) {
        let (grain, begun) = self.drag.clone();
        let here = unit(text, byte, grain);
        if here.start < begun.start {
            self.anchor = Some(begun.end);
            self.caret = Caret::at(here.start);
        } else {
            self.anchor = Some(begun.start);
            self.caret = Caret::at(here.end.max(begun.end));
        }
        self.lit = None;
    }

    pub(super) fn keep_in_sight(&mut self, ui: &Ui, page: &Page) {
        if let Some((range, margin)) = self.wanted.take() {
            let ends = (range.start, range.end);
            let height = page.pane.height();
            self.scroll
                .show(ui.ctx(), &mut self.flow, ends, height, margin);
        }
    }

    pub(super) fn report_selection(&mut self, view: &View<'_>, events: &mut Vec<ReaderEvent>) {
        let selection = self.selection();
        if selection != self.reported {
            self.reported = selection;
            // Before what is asked about the selection in the same frame.
            events.insert(0, ReaderEvent::SelectionChanged(selection));
        }
        self.selection_rect = match selection {
            Some(span) => view.boxes(&span.range()).last().map(|last| last.rect),
            None => view.caret(self.caret.byte),
        };
    }
}
