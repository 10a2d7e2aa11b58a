//! How a field is to look, and the order in which one frame of it goes: keys, place, mouse, paint.

use std::sync::Arc;

use egui::response::Flags;
use egui::{
    Align, Color32, EventFilter, FontSelection, Margin, OutputCommand, Pos2, Rect, Response, Sense,
    TextStyle, Ui, vec2,
};

use super::lines::{Lines, Setting};
use super::place::Placing;
use super::selection::Selection;
use super::session::Session;
use super::{Rows, Shown, access, keys, paint, pointer};
use crate::workbench::typesetting::Face;

/// No field is narrower, in points.
const LEAST_WIDTH: f32 = 24.0;

/// How a field is to look.
#[derive(Clone, Debug)]
pub(super) struct Look<'t> {
    pub label: &'t str,
    pub hint: &'t str,
    pub width: f32,
    pub align: Option<Align>,
    pub font: FontSelection,
    pub ink: Option<Color32>,
    pub margin: Margin,
    pub is_framed: bool,
    pub is_wrong: bool,
    pub keeps_tab: bool,
    pub takes_keyboard: bool,
    pub takes_when_shown: bool,
}

impl<'t> Look<'t> {
    pub fn new(label: &'t str) -> Self {
        Self {
            label,
            hint: "",
            width: f32::INFINITY,
            align: None,
            font: TextStyle::Body.into(),
            ink: None,
            margin: Margin::symmetric(8, 4),
            is_framed: true,
            is_wrong: false,
            keeps_tab: false,
            takes_keyboard: false,
            takes_when_shown: false,
        }
    }

    /// What the text is set in.
    pub fn setting(&self, ui: &Ui, rows: Rows) -> Setting {
        let font = self.font.clone().resolve(ui.style());
        let line_height = ui.fonts_mut(|fonts| fonts.row_height(&font));
        Setting {
            face: Face::new(font, line_height),
            width: match rows {
                Rows::One => f32::INFINITY,
                Rows::Wrapped | Rows::Many(_) => self.outer_width(ui) - self.margin.sum().x,
            },
            breaks: matches!(rows, Rows::Many(_)),
        }
    }

    fn outer_width(&self, ui: &Ui) -> f32 {
        self.width.min(ui.available_width()).max(LEAST_WIDTH)
    }

    /// One frame of the field.
    pub fn show(&self, ui: &mut Ui, session: &mut Session<'_>) -> Shown {
        let line_height = session.setting.face.line_height;
        session.page_lines = (ui.clip_rect().height() / line_height).max(2.0) as usize - 1;
        let before = session.state.selection;
        self.take_events(ui, session);
        let (rect, mut response) = self.allocate(ui, session);
        self.take_keyboard(ui, session, &response);
        let placing = Placing {
            inner: rect - self.margin,
            align: self.align,
            is_one_line: session.rows == Rows::One,
        };
        let origin = placing.origin(&session.lines(), session.state.scroll);
        pointer::use_pointer(ui, session, &response, origin);
        if session.has_changed {
            response.mark_changed();
        }
        let has_moved = session.has_changed || session.state.selection != before;
        let (lines, origin) = follow_caret(session, &placing, &response);
        self.paint(
            ui,
            session,
            &response,
            (&placing, &lines, origin),
            has_moved,
        );
        let words = (self.label, self.hint);
        access::describe(ui, session, &response, words, (&lines, origin));
        tell_selection(ui, session);
        let shown = lines.extent();
        Shown {
            response,
            is_cut: placing.is_one_line && shown.span() > placing.inner.width(),
        }
    }

    /// Carries out what came from the keyboard, input methods and screen readers.
    fn take_events(&self, ui: &Ui, session: &mut Session<'_>) {
        if !ui.is_enabled() {
            return;
        }
        access::take_requests(ui, session);
        if !ui.memory(|memory| memory.has_focus(session.id)) {
            session.settle();
            session.state.selection = Selection::at(session.state.selection.caret);
            return;
        }
        let filter = EventFilter {
            tab: self.keeps_tab,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: false,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(session.id, filter));
        let os = ui.os();
        for event in ui.input(|input| input.filtered_events(&filter)) {
            if let Some(deed) = keys::deed(&event, os) {
                session.carry_out(deed);
            }
            // What comes behind the Enter that left the field is not for it.
            if !ui.memory(|memory| memory.has_focus(session.id)) {
                break;
            }
        }
    }

    fn allocate(&self, ui: &mut Ui, session: &mut Session<'_>) -> (Rect, Response) {
        let line_height = session.setting.face.line_height;
        let height = match session.rows {
            // Taller letters reach into the margins: a field does not grow under one's hands.
            Rows::One => line_height,
            Rows::Wrapped => session.lines().height(),
            Rows::Many(rows) => session.lines().height().max(rows as f32 * line_height),
        };
        let height = height + self.margin.sum().y;
        let size = vec2(
            self.outer_width(ui),
            height.max(ui.spacing().interact_size.y),
        );
        let (_, rect) = ui.allocate_space(size);
        let mut response = ui.interact(rect, session.id, Sense::click_and_drag());
        // Space and Enter type; they do not click.
        response.flags -= Flags::FAKE_PRIMARY_CLICKED;
        (rect, response)
    }

    fn take_keyboard(&self, ui: &Ui, session: &mut Session<'_>, response: &Response) {
        let pass = ui.cumulative_pass_nr();
        let is_new = session.state.drawn_in.is_none_or(|drawn| drawn + 1 < pass);
        if self.takes_keyboard || self.takes_when_shown && is_new {
            response.request_focus();
            session.select(Selection::over(0..session.text.len()));
        }
    }

    fn paint(
        &self,
        ui: &Ui,
        session: &Session<'_>,
        response: &Response,
        (placing, lines, origin): (&Placing, &Lines, Pos2),
        has_moved: bool,
    ) {
        if !ui.is_rect_visible(response.rect) {
            return;
        }
        let inner = placing.inner;
        if self.is_framed {
            paint::frame(ui, response, self.is_wrong, session.is_read_only);
        }
        let has_keyboard = response.has_focus();
        if session.text.is_empty() && session.state.composed.is_none() {
            let align = self.align.unwrap_or(Align::Min).to_factor();
            paint::hint(ui, session, self.hint, inner, align);
        }
        let ink = self
            .ink
            .unwrap_or(ui.visuals().widgets.inactive.fg_stroke.color);
        paint::words(ui, session, (lines, origin), inner, (ink, has_keyboard));
        if has_keyboard && !session.is_read_only {
            let caret = lines.caret(session.state.shown_caret());
            let caret = caret.translate(origin.to_vec2());
            if has_moved {
                ui.scroll_to_rect(caret, None);
            }
            paint::caret(ui, caret, inner);
        }
    }
}

/// Moves a long line so that the caret is in sight, or its beginning when nobody is typing.
fn follow_caret(
    session: &mut Session<'_>,
    placing: &Placing,
    response: &Response,
) -> (Arc<Lines>, Pos2) {
    let lines = session.lines();
    let caret = match response.has_focus() {
        true => session.state.shown_caret(),
        false => 0,
    };
    let scroll = placing.scroll_to(&lines, session.state.scroll, caret);
    if scroll != session.state.scroll && response.dragged() {
        // The pointer is beyond the edge: go on as long as it stays there.
        response.ctx.request_repaint();
    }
    session.state.scroll = scroll;
    let origin = placing.origin(&lines, scroll);
    (lines, origin)
}

/// Tells the system of a finished selection: some paste it with the middle button.
fn tell_selection(ui: &Ui, session: &mut Session<'_>) {
    let selected = session.selected().unwrap_or_default();
    if selected == session.state.told || ui.input(|input| input.pointer.any_down()) {
        return;
    }
    if let Some(words) = session.text.get(selected.clone())
        && !words.is_empty()
    {
        let command = OutputCommand::TextSelectionSettled(words.to_owned());
        ui.ctx().send_cmd(command);
    }
    session.state.told = selected;
}
