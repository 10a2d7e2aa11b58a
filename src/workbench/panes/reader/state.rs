//! What the reader keeps of a source between frames: caret, selection, place, paragraphs set.

use std::ops::Range;

use egui::{EventFilter, PointerButton, Rect, Response, Ui};

use super::flow::{Contents, Flow};
use super::focus::Focus;
use super::keys::{Deed, Grain, ReaderAsk, take_deeds};
use super::motion::{Caret, Walk, around, grown, unit};
use super::page::Page;
use super::scroll::Scroll;
use super::view::View;
use super::{ReaderEvent, ReaderInput};
use crate::derived::spans::Highlight;
use crate::model::id::AnnotationId;
use crate::model::text::{ByteOffset, Quote, TextSpan};
use crate::workbench::action::Action;
use crate::workbench::theme::READING_LINE_HEIGHT;

/// What the reader keeps of a source between frames. Keep one for each open source.
#[derive(Clone, Debug, Default)]
pub struct ReaderState {
    pub(super) flow: Flow,
    pub(super) scroll: Scroll,
    pub(super) caret: Caret,
    /// Where the selection was begun.
    pub(super) anchor: Option<usize>,
    /// Words selected before, which stay selected.
    held: Vec<TextSpan>,
    /// What was selected before it was made larger, step by step; the last is what is selected now.
    larger: Vec<Range<usize>>,
    /// What the window asked for since the last frame.
    asked: Vec<ReaderAsk>,
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
    /// Words whose place on the screen is asked for, and that place.
    pointed: Option<TextSpan>,
    pointed_rect: Option<Rect>,
}

/// Points kept free above and below the caret, and around what is revealed.
const CARET_MARGIN: f32 = 24.0;
const REVEAL_MARGIN: f32 = 96.0;

impl ReaderState {
    /// A reader at the top of its text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The words selected last; those held last where nothing else is selected.
    pub fn selection(&self) -> Option<TextSpan> {
        self.growing().or_else(|| self.held.last().copied())
    }

    /// All selected words: those held and those selected last, sorted, apart from one another.
    pub fn selections(&self) -> Vec<TextSpan> {
        let mut all: Vec<TextSpan> = self.held.iter().copied().chain(self.growing()).collect();
        all.sort_unstable();
        let mut apart: Vec<TextSpan> = Vec::with_capacity(all.len());
        for span in all {
            match apart.last_mut() {
                Some(last) if span.start() <= last.end() => *last = last.hull(span),
                _ => apart.push(span),
            }
        }
        apart
    }

    /// The selection the caret is an end of.
    fn growing(&self) -> Option<TextSpan> {
        let anchor = self.anchor?;
        TextSpan::from_range(anchor.min(self.caret.byte)..anchor.max(self.caret.byte))
    }

    /// Keeps the selected words while others are selected; whether there were any.
    pub(super) fn hold(&mut self) -> bool {
        let growing = self.growing();
        self.held.retain(|held| Some(*held) != growing);
        self.held.extend(growing);
        self.anchor = None;
        growing.is_some()
    }

    /// Lets go of the words that are held, not of those selected last.
    pub fn let_go(&mut self) {
        self.held.clear();
    }

    /// Where the caret stands.
    pub fn caret(&self) -> ByteOffset {
        ByteOffset::at(self.caret.byte)
    }

    /// Selects words, without moving the page.
    pub fn select(&mut self, span: TextSpan) {
        self.let_go();
        self.select_range(span.range());
    }

    /// Selects words that stand apart, and brings the last into sight.
    pub fn select_all(&mut self, spans: &[TextSpan]) {
        let Some((last, others)) = spans.split_last() else {
            return;
        };
        self.select(*last);
        self.held.extend(others);
        self.bring(last.range());
    }

    /// Asks for what a key would do, in the next frame.
    pub fn ask(&mut self, what: ReaderAsk) {
        self.asked.push(what);
    }

    /// Brings words into sight; the caret stays.
    pub fn bring(&mut self, range: Range<usize>) {
        self.wanted = Some((range, REVEAL_MARGIN));
    }

    /// Asks where these words stand on the screen, from the next frame on.
    pub fn point_at(&mut self, words: Option<TextSpan>) {
        self.pointed = words;
    }

    /// Where the last line of the words pointed at was drawn last, in points of the screen. `None`
    /// while it is out of sight.
    pub fn pointed_rect(&self) -> Option<Rect> {
        self.pointed_rect
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
        let selection = self.growing();
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
        let asked = std::mem::take(&mut self.asked);
        for what in asked {
            self.answer(what, input, events);
        }
        if !response.has_focus() {
            return;
        }
        for deed in ui.ctx().input_mut(take_deeds) {
            match deed {
                Deed::Move { motion, extend } => {
                    let anchor = self.anchor.unwrap_or(self.caret.byte);
                    self.anchor = extend.then_some(anchor);
                    self.lit = None;
                    let caret = self.caret;
                    let text = input.text.as_str();
                    self.caret = self.walk(ui, page, text).moved(caret, motion);
                    self.want_caret();
                }
                Deed::Select(grain) => self.grow(grain, input),
                Deed::OtherEnd => self.turn(),
                Deed::Do(action) => self.pass_on(action, input, events),
                Deed::Code => self.code(input, events),
                Deed::Copy => self.copy(ui, input),
                Deed::Clear => {
                    self.anchor = None;
                    self.lit = None;
                    self.let_go();
                    events.push(ReaderEvent::Dismissed);
                }
            }
        }
    }

    fn answer(&mut self, what: ReaderAsk, input: &ReaderInput<'_>, events: &mut Vec<ReaderEvent>) {
        match what {
            ReaderAsk::Step(forwards) => self.step(forwards, input, events),
            ReaderAsk::Expand => self.expand(input.text.as_str()),
            ReaderAsk::Shrink => self.shrink(input.text.as_str()),
            ReaderAsk::Hold => {
                if !self.hold() {
                    self.held.pop();
                }
            }
        }
    }

    /// What an action asks of the reader is done here, the rest by the window.
    fn pass_on(&mut self, action: Action, input: &ReaderInput<'_>, events: &mut Vec<ReaderEvent>) {
        if let Some(what) = ReaderAsk::of(action) {
            return self.answer(what, input, events);
        }
        let codes_words = matches!(action, Action::RepeatCode | Action::QuickCode(_));
        if codes_words && self.selection().is_none() {
            self.grow(Grain::Sentence, input);
        }
        events.push(ReaderEvent::Asked(action));
    }

    /// Lets the caret stand at the other end of the selection.
    fn turn(&mut self) {
        if let Some(anchor) = self.anchor.replace(self.caret.byte) {
            self.caret = Caret::at(anchor);
            self.want_caret();
        } else {
            self.anchor = None;
        }
    }

    /// Selects the word, the sentence, or the paragraphs around the selection: the smallest that is
    /// larger.
    fn expand(&mut self, text: &str) {
        let here = self.growing_range();
        let larger = [Grain::Word, Grain::Sentence, Grain::Paragraph]
            .map(|grain| around(text, &here, grain))
            .into_iter()
            .find(|unit| unit.len() > here.len());
        let Some(larger) = larger else {
            return;
        };
        if self.larger.last() != Some(&here) {
            self.larger = vec![here];
        }
        self.larger.push(larger.clone());
        self.select_range(larger);
        self.want_caret();
    }

    /// Selects what was selected before it was made larger; else the largest unit within.
    fn shrink(&mut self, text: &str) {
        let here = self.growing_range();
        let before = match self.larger.pop() {
            Some(last) if last == here => self.larger.last().cloned(),
            _ => {
                self.larger.clear();
                [Grain::Sentence, Grain::Word]
                    .map(|grain| unit(text, here.start, grain))
                    .into_iter()
                    .find(|unit| unit.len() < here.len())
            }
        };
        if let Some(before) = before {
            self.select_range(before);
            self.want_caret();
        }
    }

    fn growing_range(&self) -> Range<usize> {
        let caret = self.caret.byte;
        self.growing().map_or(caret..caret, TextSpan::range)
    }

    fn want_caret(&mut self) {
        self.wanted = Some((self.caret.byte..self.caret.byte, CARET_MARGIN));
    }

    fn grow(&mut self, grain: Grain, input: &ReaderInput<'_>) {
        let selected = self.growing().map(TextSpan::range);
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
        let selected = self.selections();
        let words: Vec<&str> = selected
            .iter()
            .filter_map(|span| input.text.get(*span))
            .collect();
        if !words.is_empty() {
            ui.ctx().copy_text(words.join(Quote::GAP));
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
        self.pointed_rect = self
            .pointed
            .and_then(|span| view.boxes(&span.range()).last().map(|last| last.rect));
    }
}
