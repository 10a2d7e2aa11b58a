//! Passages one under another in context: drawn only while in sight, one selection moved by mouse
//! and keyboard.

use super::keys::{Move, moved, stepped};
use crate::analysis::context::Context;
use crate::analysis::passages::{Arranged, GroupBy, Row, SortBy};
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::codebook::{code_look, code_path};
use crate::model::edtf::Edtf;
use crate::model::id::{AnnotationId, RecordId};
use crate::model::project::Project;
use crate::workbench::command::Command;
use crate::workbench::panes::{Desk, hover, words};
use crate::workbench::theme::{ROW_HEIGHT, color, heading_font, hint_font, palette};
use crate::workbench::widgets::{ContextCode, ContextRow, focus_ring, ring, truncated};
use egui::accesskit::Role;
use egui::{Align2, Id, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

const NAME: &str = "Passages found";
/// So many bytes around a passage are shown where there is room.
const REACH: usize = 240;
/// The share of the room kept for the words before a passage.
const LEAD: f32 = 0.12;
const INSET: f32 = 10.0;

/// Where the list stands.
#[derive(Default)]
pub(super) struct List {
    offset: f32,
    height: f32,
    followed: Option<AnnotationId>,
}

impl List {
    /// Draws the list; `take_focus` puts the keyboard on it.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        found: &Arranged,
        take_focus: bool,
    ) {
        let area = ui.available_rect_before_wrap();
        let focus = ui.interact(
            area,
            Id::unique("passages list"),
            Sense::focusable_noninteractive(),
        );
        focus.widget_info(|| WidgetInfo::labeled(Role::List, true, NAME));
        if take_focus {
            focus.request_focus();
        }
        let selected = desk.session.selected_annotation(desk.snapshot);
        let at = selected.and_then(|id| position(found, id));
        let page = (area.height() / ROW_HEIGHT) as isize - 1;
        let goal =
            moved(ui, &focus, page.max(1), false).and_then(|asked| goal(desk, found, at, asked));
        self.draw(ui, desk, found, &focus, (selected, at, goal));
        if at.is_none() {
            focus_ring(ui, &focus);
        }
    }

    fn draw(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        found: &Arranged,
        focus: &Response,
        (selected, at, goal): (Option<AnnotationId>, Option<usize>, Option<usize>),
    ) {
        let mut scroll = ScrollArea::vertical().id_salt(NAME).auto_shrink(false);
        let elsewhere = selected != self.followed;
        self.followed = selected;
        if let Some(row) = goal.or(at.filter(|_| elsewhere))
            && let Some(offset) = self.offset_for(row)
        {
            scroll = scroll.vertical_scroll_offset(offset);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut pointed = None;
        let output = scroll.show_rows(ui, ROW_HEIGHT, found.rows.len(), |ui, rows| {
            for row in found.rows.iter().skip(rows.start).take(rows.len()) {
                match row {
                    Row::Group(of, count) => group_ui(ui, desk.snapshot.project(), *of, *count),
                    Row::Passage(id) => {
                        let selected = selected == Some(*id);
                        let Some(response) = passage_ui(ui, desk, *id, selected) else {
                            continue;
                        };
                        if selected && focus.has_focus() {
                            ring(ui, response.rect, 1.0);
                        }
                        if response.contains_pointer() {
                            pointed = Some(RecordId::from(*id));
                        }
                        if response.clicked() {
                            focus.request_focus();
                            self.followed = Some(*id);
                            desk.push(Command::Select(Some((*id).into())));
                        }
                        if response.double_clicked() {
                            desk.push(Command::Reveal((*id).into()));
                        }
                    }
                }
            }
        });
        self.offset = output.state.clamped_offset().y;
        self.height = output.inner_rect.height();
        hover(&focus.ctx, desk, NAME, pointed);
    }

    /// How far to scroll so that a row is in sight; `None` while it is.
    fn offset_for(&self, row: usize) -> Option<f32> {
        let top = row as f32 * ROW_HEIGHT;
        let bottom = top + ROW_HEIGHT;
        if top < self.offset {
            // The heading of its group may stand right above.
            Some((top - ROW_HEIGHT).max(0.0))
        } else if bottom > self.offset + self.height {
            Some((bottom - self.height).max(0.0))
        } else {
            None
        }
    }
}

fn position(found: &Arranged, id: AnnotationId) -> Option<usize> {
    let mut rows = found.rows.iter();
    rows.position(|row| *row == Row::Passage(id))
}

/// Carries a key out; the row it leads to.
fn goal(desk: &mut Desk<'_>, found: &Arranged, at: Option<usize>, asked: Move) -> Option<usize> {
    let (from, by) = match asked {
        Move::Enter => {
            let id = at.and_then(|at| passage_at(found, at));
            if let Some(id) = id {
                desk.push(Command::Reveal(id.into()));
            }
            return None;
        }
        Move::First => (None, 1),
        Move::Last => (None, -1),
        Move::By(rows, _) => (at, rows),
    };
    let row = stepped(from, by, found.rows.len())?;
    let row = passage_row(found, row, by)?;
    let id = passage_at(found, row)?;
    desk.push(Command::Select(Some(id.into())));
    Some(row)
}

fn passage_at(found: &Arranged, row: usize) -> Option<AnnotationId> {
    match found.rows.get(row)? {
        Row::Passage(id) => Some(*id),
        Row::Group(..) => None,
    }
}

/// The row itself, or the next passage in the direction gone; before the first heading, behind it.
fn passage_row(found: &Arranged, row: usize, by: isize) -> Option<usize> {
    let is_passage = |row: &usize| passage_at(found, *row).is_some();
    let back = (0..=row).rev().find(is_passage).filter(|_| by < 0);
    back.or_else(|| (row..found.rows.len()).find(is_passage))
}

fn group_ui(ui: &mut Ui, project: &Project, of: Option<RecordId>, count: usize) {
    let name = match of {
        Some(RecordId::Source(id)) => project.sources.get(&id).map(|it| it.title.clone()),
        Some(RecordId::Code(id)) => Some(code_path(project, id)),
        _ => Some("Without a code".to_owned()),
    };
    let name = name.unwrap_or_default();
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let count = words::counted(count, "passage", "passages");
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("{name}: {count}")));
    let ink = color(palette(ui).muted);
    let painter = ui.painter();
    let right = pos2(rect.right() - INSET, rect.center().y + 2.0);
    let drawn = painter.text(right, Align2::RIGHT_CENTER, count, hint_font(), ink);
    let room = drawn.left() - 12.0 - rect.left();
    let title = truncated(painter, &name, heading_font(), ink, room - INSET);
    let top = rect.center().y + 2.0 - title.size().y / 2.0;
    painter.galley(pos2(rect.left() + INSET, top), title, ink);
}

/// A passage in its context.
fn passage_ui(ui: &mut Ui, desk: &Desk<'_>, id: AnnotationId, selected: bool) -> Option<Response> {
    let project = desk.snapshot.project();
    let annotation = project.annotations.get(&id)?;
    let text = project.text_of(annotation.source)?.as_str();
    let codes = annotation.codes.iter().filter_map(|code| {
        let name = project.codes.get(code)?.name.as_str();
        let (hue, shape) = code_look(project, *code);
        Some(ContextCode { name, hue, shape })
    });
    let codes: Vec<ContextCode<'_>> = codes.collect();
    let about = about(desk, annotation);
    let row = ContextRow::new(Context::of(text, annotation.hull()?, REACH))
        .source(&about)
        .codes(&codes)
        .selected(selected)
        .lit(desk.session.hovered == Some(id.into()))
        .lead(LEAD)
        .inset(INSET);
    Some(ui.push_id(id, |ui| row.show(ui)).inner.row)
}

/// What stands beside the words: what the list is not grouped by, and what it is sorted by.
fn about(desk: &Desk<'_>, annotation: &Annotation) -> String {
    let (project, view) = (desk.snapshot.project(), &desk.session.passages);
    let code = annotation
        .codes
        .first()
        .and_then(|id| project.codes.get(id));
    let source = project.sources.get(&annotation.source);
    let coder = annotation.made.by.and_then(|id| project.coders.get(&id));
    let parts = [
        code.filter(|_| view.group != GroupBy::Code)
            .map(|it| it.name.clone()),
        source
            .filter(|_| view.group != GroupBy::Source)
            .map(|it| it.title.clone()),
        coder
            .filter(|_| view.sort == SortBy::Coder)
            .map(|it| it.name.clone()),
        date(desk, annotation).filter(|_| view.sort == SortBy::Date),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    // Where there is room for little, what the list is sorted by is said first.
    parts.reverse();
    parts.join(" · ")
}

/// The date the list is sorted by, in words.
fn date(desk: &Desk<'_>, annotation: &Annotation) -> Option<String> {
    let events = desk.snapshot.events_on(annotation.id);
    let used = events.iter().find_map(|event| event.when()?.used_date());
    let mentioned = annotation.mentions.iter().find_map(|it| match &it.of {
        Mentioned::Date(date) => Some(date),
        _ => None,
    });
    used.or(mentioned).map(Edtf::in_words)
}
