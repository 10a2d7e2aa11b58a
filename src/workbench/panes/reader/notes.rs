//! Remarks beside the text; where there is no room, marks that open.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    CornerRadius, FontId, Galley, Id, Popup, Pos2, Rect, Response, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::view::View;
use super::{MarginNote, ReaderEvent, ReaderInput};
use crate::figure::theme::Theme;
use crate::workbench::fonts::Family;
use crate::workbench::theme::{color, color_at, hairline, hint_font, palette};
use crate::workbench::typesetting::{Fit, label};

/// From a note's line to its words, and between two notes, in points.
const INSET: f32 = 10.0;
const GAP: f32 = 12.0;
/// Width of a note that opens over the text.
const CARD_WIDTH: f32 = 200.0;

pub(super) fn notes_ui(
    ui: &mut Ui,
    view: &View<'_>,
    reader: &Response,
    input: &ReaderInput<'_>,
    events: &mut Vec<ReaderEvent>,
) {
    let mut free_from = f32::NEG_INFINITY;
    for (note, line) in in_sight(view, input.notes) {
        let id = reader.id.with(("note", note.id, note.span.start().0));
        let clicked = match view.page.notes {
            Some(column) => {
                let top = line.top().max(free_from);
                let words = NoteWords::new(ui, note, column.span() - INSET);
                let place =
                    Rect::from_min_size(pos2(column.min, top), vec2(column.span(), words.height()));
                free_from = place.bottom() + GAP;
                note_ui(ui, view, id, place, note, &words)
            }
            None => {
                let top = line.top().max(free_from);
                free_from = top + 24.0;
                let place = pos2(view.page.text.max + 6.0, top);
                mark_ui(ui, view, id, place, note)
            }
        };
        if clicked {
            events.push(ReaderEvent::NoteClicked(note.id));
        }
    }
}

/// The notes on words in sight with the caret's box of their first word, from top to bottom.
fn in_sight<'n>(view: &View<'_>, notes: &'n [MarginNote]) -> Vec<(&'n MarginNote, Rect)> {
    let mut found: Vec<(&MarginNote, Rect)> = notes
        .iter()
        .filter_map(|note| Some((note, view.caret(note.span.start().index())?)))
        .filter(|(_, line)| line.y_range().intersects(view.page.pane.y_range()))
        .collect();
    found.sort_by(|(a, first), (b, second)| {
        let by_height = first.top().total_cmp(&second.top());
        by_height.then_with(|| (a.span, a.id).cmp(&(b.span, b.id)))
    });
    found
}

/// The words of a note, wrapped.
struct NoteWords {
    title: Arc<Galley>,
    body: Option<Arc<Galley>>,
}

impl NoteWords {
    fn new(ui: &Ui, note: &MarginNote, width: f32) -> Self {
        let theme = palette(ui);
        let set =
            |text: &str, font: FontId, ink| label(ui.ctx(), text, &font, ink, Fit::Wrap(width));
        let body = || set(&note.body, hint_font(), color(theme.muted));
        Self {
            title: set(&note.title, Family::Strong.at(12.0), color(theme.ink)),
            body: (!note.body.is_empty()).then(body),
        }
    }

    fn height(&self) -> f32 {
        let body = self.body.as_ref().map_or(0.0, |body| body.size().y + 2.0);
        self.title.size().y + body + 6.0
    }

    fn paint(&self, painter: &egui::Painter, at: Pos2, theme: &Theme) {
        let below = vec2(0.0, self.title.size().y + 2.0);
        painter.galley(at, Arc::clone(&self.title), color(theme.ink));
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
    note: &MarginNote,
    words: &NoteWords,
) -> bool {
    let shown = place.intersect(view.page.pane);
    let response = ui.interact(shown, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(note)));
    let theme = palette(ui);
    let painter = ui.painter_at(view.page.pane);
    let line = place.with_max_x(place.left() + 2.0);
    let active = response.hovered() || response.has_focus();
    let ink = if active { theme.selection } else { theme.line };
    painter.rect_filled(line, CornerRadius::same(1), color(ink));
    words.paint(&painter, place.min + vec2(INSET, 3.0), theme);
    response.clicked()
}

fn mark_ui(ui: &Ui, view: &View<'_>, id: Id, place: Pos2, note: &MarginNote) -> bool {
    let rect = Rect::from_min_size(place, vec2(20.0, 24.0));
    let response = ui.interact(rect.intersect(view.page.pane), id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(note)));
    let theme = palette(ui);
    let painter = ui.painter_at(view.page.pane);
    let active =
        response.hovered() || response.has_focus() || Popup::is_id_open(ui.ctx(), id.with("card"));
    let sheet = Rect::from_center_size(rect.center(), vec2(13.0, 12.0)).expand(0.5);
    let ink = if active { theme.selection } else { theme.muted };
    let fill = color_at(ink, if active { 0.12 } else { 0.0 });
    painter.rect(
        sheet,
        CornerRadius::same(2),
        fill,
        hairline(ink),
        egui::StrokeKind::Inside,
    );
    for (row, length) in [(0.0, 7.0), (3.0, 5.0)] {
        let start = sheet.min + vec2(3.0, 4.5 + row);
        painter.hline(start.x..=start.x + length, start.y, hairline(ink));
    }
    Popup::from_toggle_button_response(&response)
        .id(id.with("card"))
        .width(CARD_WIDTH)
        .show(|ui| {
            let words = NoteWords::new(ui, note, CARD_WIDTH);
            let size = vec2(CARD_WIDTH, words.height());
            let (place, _) = ui.allocate_exact_size(size, Sense::hover());
            words.paint(ui.painter(), place.min + vec2(0.0, 3.0), theme);
        });
    response.clicked()
}
