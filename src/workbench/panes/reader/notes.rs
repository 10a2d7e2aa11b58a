//! Remarks beside the text; where there is no room, marks that open. Brackets along the words that
//! have their own "now".

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    CornerRadius, FontId, Galley, Id, Painter, Popup, Pos2, Rangef, Rect, Response, Sense, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

use super::placing::{Distances, Fold, Wanted, place};
use super::view::View;
use super::{MarginNote, ReaderEvent, ReaderInput};
use crate::figure::theme::Theme;
use crate::model::id::{AnnotationId, RecordId};
use crate::workbench::fonts::Family;
use crate::workbench::theme::{CONTROL_HEIGHT, color, color_at, hairline, hint_font, palette};
use crate::workbench::typesetting::{Fit, label};
use crate::workbench::widgets::{paint_shape, ring};

/// From a note's line to its words, in points.
const INSET: f32 = 10.0;
/// The distances of notes with room for their words, and of marks without.
const NOTES: Distances = Distances {
    gap: 10.0,
    farthest: 132.0,
    fold: CONTROL_HEIGHT,
};
const MARKS: Distances = Distances {
    gap: 0.0,
    farthest: 30.0,
    fold: CONTROL_HEIGHT,
};
/// Width of a note that opens over the text.
const CARD_WIDTH: f32 = 220.0;
/// From the text to a bracket, in points.
const BRACKET: f32 = 7.0;

/// A note with the line of its words on the screen.
struct Sighted {
    note: MarginNote,
    line: Rect,
}

/// Draws the notes on words in sight; the annotation whose note is under the mouse.
pub(super) fn notes_ui(
    ui: &mut Ui,
    view: &View<'_>,
    reader: &Response,
    input: &ReaderInput<'_>,
    events: &mut Vec<ReaderEvent>,
) -> Option<AnnotationId> {
    let notes = in_sight(view, input);
    brackets(ui, view, &notes, input);
    let column = view.page.notes;
    let words: Vec<NoteWords> = match column {
        Some(column) => notes
            .iter()
            .map(|found| NoteWords::new(ui, &found.note, column.span() - INSET))
            .collect(),
        None => Vec::new(),
    };
    let distances = if column.is_some() { NOTES } else { MARKS };
    let wanted = notes.iter().enumerate().map(|(at, found)| Wanted {
        top: found.line.top(),
        height: words.get(at).map_or(CONTROL_HEIGHT, NoteWords::height),
    });
    let placing = place(&wanted.collect::<Vec<_>>(), distances);
    let (mut clicked, mut hovered) = (Vec::new(), None);
    for (at, (found, top)) in notes.iter().zip(&placing.tops).enumerate() {
        let Some(top) = *top else { continue };
        let id = reader.id.with(("note", found.note.id));
        let response = match (column, words.get(at)) {
            (Some(column), Some(words)) => {
                let size = vec2(column.span(), words.height());
                let place = Rect::from_min_size(pos2(column.min, top), size);
                note_ui(ui, view, id, place, found, words, input)
            }
            _ => mark_ui(ui, view, id, mark_place(view, top), found, input),
        };
        clicked.extend(response.clicked().then_some(found.note.id));
        if response.hovered() {
            hovered = annotation(found.note.id);
        }
    }
    for fold in &placing.folds {
        clicked.extend(fold_ui(ui, view, reader, fold, &notes));
    }
    events.extend(clicked.into_iter().map(ReaderEvent::NoteClicked));
    hovered
}

/// The notes on words in sight with the line their first word stands on, from top to bottom.
fn in_sight(view: &View<'_>, input: &ReaderInput<'_>) -> Vec<Sighted> {
    let Some(mut range) = view.range() else {
        return Vec::new();
    };
    let top = view.sights.first().map(|sight| &sight.placed);
    let begins = top.is_some_and(|placed| placed.index == 0);
    if begins {
        range.start = 0;
    }
    let line = |note: &MarginNote| match (note.span, top) {
        (Some(span), _) if span.start().index() >= range.start => view.caret(span.start().index()),
        // The words begin above the pane: so does their note.
        (Some(_), Some(placed)) => {
            let above = placed.origin.min(view.page.pane.min);
            Some(Rect::from_min_size(above, vec2(0.0, view.page.size)))
        }
        (None, Some(placed)) => Some(placed.rect(&view.page)),
        (_, None) => None,
    };
    let found = (input.notes)(range.clone()).into_iter();
    let mut found: Vec<Sighted> = found
        .filter_map(|note| {
            let line = line(&note)?;
            Some(Sighted { note, line })
        })
        .collect();
    found.sort_by(|a, b| {
        let by_height = a.line.top().total_cmp(&b.line.top());
        by_height.then_with(|| (a.note.span, a.note.id).cmp(&(b.note.span, b.note.id)))
    });
    found
}

/// A line along the words that have their own "now", with a tick at either end that is in sight.
fn brackets(ui: &Ui, view: &View<'_>, notes: &[Sighted], input: &ReaderInput<'_>) {
    let theme = palette(ui);
    let painter = ui.painter_at(view.page.pane);
    for found in notes.iter().filter(|found| found.note.bracket) {
        let Some(span) = found.note.span else {
            continue;
        };
        let boxes = view.boxes(&span.range());
        let (Some(first), Some(last)) = (boxes.first(), boxes.last()) else {
            continue;
        };
        let x = view.page.text.max + BRACKET;
        let shown = input.shown == Some(found.note.id);
        let ink = if shown { theme.selection } else { theme.faint };
        let line = Stroke::new(if shown { 2.0 } else { 1.0 }, color(ink));
        let (top, bottom) = (first.rect.top() + 4.0, last.rect.bottom() - 4.0);
        painter.vline(x, top..=bottom, line);
        let seen = view.range().unwrap_or_default();
        let tick = Rangef::new(x - 4.0, x);
        if seen.start <= span.start().index() {
            painter.hline(tick, top, line);
        }
        if span.end().index() <= seen.end {
            painter.hline(tick, bottom, line);
        }
    }
}

/// The words of a note, wrapped.
struct NoteWords {
    title: Arc<Galley>,
    body: Option<Arc<Galley>>,
    look: Option<(crate::model::look::Hue, crate::model::look::Shape)>,
}

/// Room for the shape of a code before the title.
const SHAPE: f32 = 13.0;

impl NoteWords {
    fn new(ui: &Ui, note: &MarginNote, width: f32) -> Self {
        let theme = palette(ui);
        let set = |text: &str, font: FontId, ink, width| {
            label(ui.ctx(), text, &font, ink, Fit::Wrap(width))
        };
        let body = || set(&note.body, hint_font(), color(theme.muted), width);
        let indent = if note.look.is_some() { SHAPE } else { 0.0 };
        let font = Family::Strong.at(12.0);
        Self {
            title: set(&note.title, font, color(theme.ink), width - indent),
            body: (!note.body.is_empty()).then(body),
            look: note.look,
        }
    }

    fn height(&self) -> f32 {
        let body = self.body.as_ref().map_or(0.0, |body| body.size().y + 2.0);
        self.title.size().y + body + 6.0
    }

    fn paint(&self, painter: &Painter, at: Pos2, theme: &Theme) {
        let mut title_at = at;
        if let Some((hue, shape)) = self.look {
            let centre = at + vec2(4.0, 7.5);
            paint_shape(painter, centre, 3.5, shape, color(theme.hue(hue)), true);
            title_at.x += SHAPE;
        }
        let below = vec2(0.0, self.title.size().y + 2.0);
        painter.galley(title_at, Arc::clone(&self.title), color(theme.ink));
        if let Some(body) = &self.body {
            painter.galley(at + below, Arc::clone(body), color(theme.muted));
        }
    }
}

fn name(note: &MarginNote) -> String {
    let title = note.title.trim_end_matches(['.', ':']);
    match note.body.is_empty() {
        true => format!("Note: {title}"),
        false => format!("Note: {title}. {}", note.body),
    }
}

fn note_ui(
    ui: &Ui,
    view: &View<'_>,
    id: Id,
    place: Rect,
    found: &Sighted,
    words: &NoteWords,
    input: &ReaderInput<'_>,
) -> Response {
    let shown = place.intersect(view.page.pane);
    let response = ui.interact(shown, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(&found.note)));
    let theme = palette(ui);
    let painter = ui.painter_at(view.page.pane);
    let line = place.with_max_x(place.left() + 2.0);
    let active = response.hovered() || response.has_focus() || is_meant(&found.note, input);
    let ink = match (active, found.note.look) {
        (true, Some((hue, _))) => color(theme.hue(hue)),
        (true, None) => color(theme.selection),
        (false, Some((hue, _))) => color_at(theme.hue(hue), 0.4),
        (false, None) => color(theme.line),
    };
    painter.rect_filled(line, CornerRadius::same(1), ink);
    words.paint(&painter, place.min + vec2(INSET, 3.0), theme);
    if response.has_focus() {
        ring(ui, place.expand2(vec2(0.0, 2.0)), 1.0);
    }
    if active {
        hairline_to(
            &painter,
            view,
            found,
            line.left_top() + vec2(0.0, 10.0),
            ink,
        );
    }
    response
}

fn annotation(id: RecordId) -> Option<AnnotationId> {
    match id {
        RecordId::Annotation(id) => Some(id),
        _ => None,
    }
}

/// Whether the note is about what is selected or under the mouse.
fn is_meant(note: &MarginNote, input: &ReaderInput<'_>) -> bool {
    let meant = [input.selected, input.hovered].into_iter().flatten();
    input.shown == Some(note.id) || meant.map(RecordId::from).any(|id| id == note.id)
}

/// From the words to their note.
fn hairline_to(
    painter: &Painter,
    view: &View<'_>,
    found: &Sighted,
    note: Pos2,
    ink: egui::Color32,
) {
    let Some(span) = found.note.span.filter(|_| !found.note.bracket) else {
        return;
    };
    let boxes = view.boxes(&span.range());
    let Some(first) = boxes.first() else { return };
    let y = first.baseline.round() + 6.5;
    let bend = view.page.text.max + 8.0;
    let points = [
        pos2(first.rect.right(), y),
        pos2(bend.max(first.rect.right()), y),
        note - vec2(6.0, 0.0),
        note,
    ];
    let line = Stroke::new(1.0, ink.gamma_multiply(0.6));
    painter.add(egui::Shape::line(points.to_vec(), line));
}

/// Where a mark stands whose words have no room.
fn mark_place(view: &View<'_>, top: f32) -> Rect {
    Rect::from_min_size(
        pos2(view.page.text.max + 8.0, top),
        vec2(20.0, CONTROL_HEIGHT),
    )
}

fn mark_ui(
    ui: &Ui,
    view: &View<'_>,
    id: Id,
    rect: Rect,
    found: &Sighted,
    input: &ReaderInput<'_>,
) -> Response {
    let note = &found.note;
    let response = ui.interact(rect.intersect(view.page.pane), id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(note)));
    let theme = palette(ui);
    let painter = ui.painter_at(view.page.pane);
    let is_open = Popup::is_id_open(ui.ctx(), id.with("card"));
    let active = response.hovered() || response.has_focus() || is_open || is_meant(note, input);
    sheet(&painter, theme, rect, active);
    Popup::from_toggle_button_response(&response)
        .id(id.with("card"))
        .width(CARD_WIDTH)
        .show(|ui| {
            card_ui(ui, note);
        });
    response
}

/// A small sheet of paper with two lines on it.
fn sheet(painter: &Painter, theme: &Theme, rect: Rect, active: bool) {
    let sheet = Rect::from_center_size(rect.center(), vec2(14.0, 13.0));
    let ink = if active { theme.selection } else { theme.muted };
    let fill = color_at(ink, if active { 0.12 } else { 0.0 });
    let round = CornerRadius::same(2);
    painter.rect(sheet, round, fill, hairline(ink), egui::StrokeKind::Inside);
    for (row, length) in [(0.0, 7.0), (3.0, 5.0)] {
        let start = sheet.min + vec2(3.0, 4.5 + row);
        painter.hline(start.x..=start.x + length, start.y, hairline(ink));
    }
}

fn card_ui(ui: &mut Ui, note: &MarginNote) {
    let words = NoteWords::new(ui, note, CARD_WIDTH);
    let size = vec2(CARD_WIDTH, words.height());
    let (place, _) = ui.allocate_exact_size(size, Sense::hover());
    words.paint(ui.painter(), place.min + vec2(0.0, 3.0), palette(ui));
}

/// One line for notes that found no room; the one chosen from its list.
fn fold_ui(
    ui: &Ui,
    view: &View<'_>,
    reader: &Response,
    fold: &Fold,
    notes: &[Sighted],
) -> Option<RecordId> {
    let folded = notes.get(fold.notes.clone())?;
    let first = folded.first()?;
    let id = reader.id.with(("more notes", first.note.id));
    let rect = match view.page.notes {
        Some(column) => {
            let size = vec2(column.span(), CONTROL_HEIGHT);
            Rect::from_min_size(pos2(column.min, fold.top), size)
        }
        None => mark_place(view, fold.top),
    };
    let response = ui.interact(rect.intersect(view.page.pane), id, Sense::click());
    let number = folded.len();
    let many = if number == 1 { "note" } else { "notes" };
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{number} more {many}")));
    let theme = palette(ui);
    let active = response.hovered() || response.has_focus();
    let ink = color(if active { theme.selection } else { theme.muted });
    let painter = ui.painter_at(view.page.pane);
    let (at, words) = match view.page.notes {
        Some(_) => (rect.left() + INSET, format!("{number} more")),
        None => (rect.left() + 3.0, format!("+{number}")),
    };
    let at = pos2(at, rect.center().y);
    let font = Family::Strong.at(11.0);
    painter.text(at, egui::Align2::LEFT_CENTER, words, font, ink);
    let shown = Popup::from_toggle_button_response(&response)
        .id(id.with("list"))
        .width(CARD_WIDTH)
        .show(|ui| list_ui(ui, folded));
    shown.and_then(|shown| shown.inner)
}

fn list_ui(ui: &mut Ui, notes: &[Sighted]) -> Option<RecordId> {
    let mut chosen = None;
    let area = egui::ScrollArea::vertical().max_height(320.0);
    area.show(ui, |ui| {
        for found in notes {
            let note = &found.note;
            let words = NoteWords::new(ui, note, CARD_WIDTH - 16.0);
            let size = vec2(CARD_WIDTH, words.height());
            let (place, response) = ui.allocate_exact_size(size, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(note)));
            if response.hovered() || response.has_focus() {
                let ground = color(palette(ui).hover);
                ui.painter()
                    .rect_filled(place, CornerRadius::same(3), ground);
            }
            words.paint(ui.painter(), place.min + vec2(4.0, 3.0), palette(ui));
            if response.clicked() {
                chosen = Some(note.id);
            }
        }
    });
    if chosen.is_some() {
        ui.close();
    }
    chosen
}
