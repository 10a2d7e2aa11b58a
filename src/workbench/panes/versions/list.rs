//! The list of everything that stands in the source, by what becomes of it.

use super::state::{Decision, Group, Review, Row, fate_in_short};
use crate::analysis::reanchor::plan::{Item, Occupant};
use crate::document::Snapshot;
use crate::model::codebook::code_look;
use crate::model::id::SourceId;
use crate::model::look::{Hue, Shape};
use crate::workbench::panes::words::shortened;
use crate::workbench::theme::{PANE_MARGIN, ROW_HEIGHT, color, heading_font, hint_font, palette};
use crate::workbench::widgets::ListRow;
use egui::accesskit::Role;
use egui::{Align2, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// The longest quote in the list, in characters.
const QUOTE: usize = 60;

/// Draws the list; a click selects.
pub(super) fn list_ui(ui: &mut Ui, review: &mut Review, now: &Snapshot, focus: &Response) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let rows = review.rows().len();
    let mut clicked = None;
    let mut area = ScrollArea::vertical().auto_shrink(false);
    let moved = Moved::note(ui, review);
    if moved {
        let height = ui.available_height();
        let top = review.at() as f32 * ROW_HEIGHT;
        let offset = in_sight(ui, focus, top, height);
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_rows(ui, ROW_HEIGHT, rows, |ui, shown| {
        for at in shown {
            match review.rows().get(at) {
                Some(Row::Heading(group, count)) => heading_ui(ui, *group, *count),
                Some(Row::Item(number)) => {
                    let Some(item) = review.plan.items.get(*number) else {
                        continue;
                    };
                    if row_ui(ui, review, now, item, at == review.at()).clicked() {
                        clicked = Some(at);
                    }
                }
                None => {}
            }
        }
    });
    let id = focus.id.with("list offset");
    ui.data_mut(|data| data.insert_temp(id, output.state.clamped_offset().y));
    if let Some(row) = clicked {
        review.select(row);
        focus.request_focus();
    }
}

/// Whether the selection moved since the list was drawn last.
struct Moved;

impl Moved {
    fn note(ui: &Ui, review: &Review) -> bool {
        let id = egui::Id::unique("new version moves");
        let before: Option<u64> = ui.data(|data| data.get_temp(id));
        ui.data_mut(|data| data.insert_temp(id, review.moves()));
        before != Some(review.moves())
    }
}

/// The offset at which a row is in sight, as near as possible to the present one.
fn in_sight(ui: &Ui, focus: &Response, top: f32, height: f32) -> f32 {
    let now: f32 = ui
        .data(|data| data.get_temp(focus.id.with("list offset")))
        .unwrap_or(0.0);
    let least = (top + 2.0 * ROW_HEIGHT - height).max(0.0);
    // The heading above the first of a group comes along.
    let most = (top - ROW_HEIGHT).max(0.0);
    now.clamp(least.min(most), most)
}

fn heading_ui(ui: &mut Ui, group: Group, count: usize) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = format!("{}, {count}", group.title());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    let inner = rect.shrink2(vec2(PANE_MARGIN, 4.0));
    let ink = color(palette(ui).muted);
    let painter = ui.painter();
    let left = inner.left_bottom();
    painter.text(
        left,
        Align2::LEFT_BOTTOM,
        group.title(),
        heading_font(),
        ink,
    );
    let right = inner.right_bottom();
    painter.text(right, Align2::RIGHT_BOTTOM, count, hint_font(), ink);
}

fn row_ui(ui: &mut Ui, review: &Review, now: &Snapshot, item: &Item, selected: bool) -> Response {
    let quote = quote_of(now, review.plan.source, item);
    let trailing = match review.decision(item.what) {
        Some(Decision::Here(_)) => "placed".to_owned(),
        Some(Decision::Stays) => "stays".to_owned(),
        None => fate_in_short(item),
    };
    let (shape, hue) = look(now, item);
    let row = ListRow::new(&quote)
        .trailing(&trailing)
        .icon(shape, hue)
        .inset(PANE_MARGIN)
        .selected(selected);
    ui.push_id(item.what, |ui| ui.add(row)).inner
}

/// The words a thing stands on, in short.
pub(super) fn quote_of(now: &Snapshot, source: SourceId, item: &Item) -> String {
    let text = now.project().text_of(source);
    let quote = text.map_or_else(String::new, |text| text.quote(&item.spans).exact);
    let line: Vec<&str> = quote.split_whitespace().take(QUOTE).collect();
    let line = shortened(&line.join(" "), QUOTE);
    match item.what {
        Occupant::Annotation(_) => line,
        Occupant::Anchor(_) => format!("Now: {line}"),
        Occupant::Boilerplate(_) => format!("Boilerplate: {line}"),
    }
}

fn look(now: &Snapshot, item: &Item) -> (Shape, Hue) {
    let project = now.project();
    let first = match item.what {
        Occupant::Annotation(id) => project
            .annotations
            .get(&id)
            .and_then(|found| found.codes.first()),
        Occupant::Anchor(_) | Occupant::Boilerplate(_) => None,
    };
    match first {
        Some(code) => {
            let (hue, shape) = code_look(project, *code);
            (shape, hue)
        }
        None => (Shape::Square, Hue::Slate),
    }
}
