//! The matches in their context, by source. Only the rows in sight are drawn.

use super::FindPane;
use super::coded::codes;
use crate::analysis::context::Context;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::find::{Find, Group, Results};
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::counted;
use crate::workbench::theme::{PANE_MARGIN, ROW_HEIGHT, body_font, color, number_font, palette};
use crate::workbench::widgets::{ContextRow, paint_tick, ring, truncated};
use egui::accesskit::Role;
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo,
    pos2, vec2,
};
use std::ops::Range;

/// So many bytes around a match are enough for the widest window.
const REACH: usize = 400;

/// Where the list is scrolled to, and the match it followed last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scroll {
    /// From the top of the list to the top of what is in sight, and how much of it is, in points.
    offset: f32,
    height: f32,
    followed: Option<usize>,
}

/// A row: the heading of a group, or a match of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Heading(usize),
    Match { group: usize, number: usize },
}

/// The row with this number: each group has a heading before its matches. O(log n).
fn row(results: &Results, number: usize) -> Option<Row> {
    let headings = results.groups().len();
    let begins = |group: usize| results.first_of(group) + group;
    let (mut low, mut high) = (0, headings);
    while low < high {
        let middle = usize::midpoint(low, high);
        match begins(middle) <= number {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    let group = low.checked_sub(1)?;
    let within = number - begins(group);
    match within.checked_sub(1) {
        None => Some(Row::Heading(group)),
        Some(within) => {
            let number = results.first_of(group) + within;
            (number < results.len()).then_some(Row::Match { group, number })
        }
    }
}

/// The row a match stands in.
fn row_of(results: &Results, number: usize) -> usize {
    let groups = results.groups().len();
    let group = (0..groups).take_while(|group| results.first_of(*group) <= number);
    number + group.count()
}

impl FindPane {
    pub(super) fn list_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let area = ui.available_rect_before_wrap();
        let id = Id::unique("find list");
        let list = ui.interact(area, id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Matches"));
        if std::mem::take(&mut self.wants_list) {
            list.request_focus();
            let find = &desk.session.find;
            if find.current().is_none() {
                desk.push(Command::ShowMatch(0));
            }
        }
        self.keys(ui, &list, desk);
        let (rows, offset) = {
            let find = &desk.session.find;
            let rows = find.results().len() + find.results().groups().len();
            (rows, self.scroll.follow(find))
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut scroll_area = ScrollArea::vertical().id_salt("matches").auto_shrink(false);
        if let Some(offset) = offset {
            scroll_area = scroll_area.vertical_scroll_offset(offset);
        }
        let shown = scroll_area.show_rows(ui, ROW_HEIGHT, rows, |ui, rows| {
            rows_ui(ui, desk, rows, &list);
        });
        self.scroll.offset = shown.state.clamped_offset().y;
        self.scroll.height = shown.inner_rect.height();
        if list.has_focus() && desk.session.find.current().is_none() {
            ring(ui, area, 1.0);
        }
    }

    fn keys(&mut self, ui: &Ui, list: &Response, desk: &mut Desk<'_>) {
        if !list.has_focus() || self.picker.is_open() {
            return;
        }
        let filter = EventFilter {
            vertical_arrows: true,
            escape: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let pressed = |held, key| ui.input_mut(|input| input.consume_key(held, key));
        let find = &mut desk.session.find;
        let current = find.current();
        if pressed(Modifiers::COMMAND, Key::A) {
            find.toggle_all();
        }
        if pressed(Modifiers::NONE, Key::Space)
            && let Some(place) = current.and_then(|at| find.results().place(at))
        {
            find.toggle(place);
        }
        let page = (self.scroll.height / ROW_HEIGHT) as usize;
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page.saturating_sub(1).max(1) as isize),
            (Key::PageUp, -(page.saturating_sub(1).max(1) as isize)),
            (Key::Home, isize::MIN),
            (Key::End, isize::MAX),
        ];
        let last = find.results().len().saturating_sub(1);
        for (key, step) in steps {
            if pressed(Modifiers::NONE, key) {
                match (current, step) {
                    // Up from the first match is back to the field.
                    (Some(0) | None, -1) => self.wants_field = true,
                    (None, _) => desk.commands.push(Command::ShowMatch(0)),
                    (Some(at), step) => {
                        let to = at.saturating_add_signed(step).min(last);
                        desk.commands.push(Command::ShowMatch(to));
                    }
                }
            }
        }
        if pressed(Modifiers::NONE, Key::C) {
            self.wants_picker = true;
        }
        if pressed(Modifiers::NONE, Key::Enter) {
            desk.commands.push(Command::GoToMatch(current.unwrap_or(0)));
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            desk.commands.push(Command::Do(Action::FocusReader));
        }
    }
}

fn rows_ui(ui: &mut Ui, desk: &mut Desk<'_>, rows: Range<usize>, list: &Response) {
    for number in rows {
        match row(desk.session.find.results(), number) {
            Some(Row::Heading(group)) => heading_ui(ui, desk, group),
            Some(Row::Match { number, .. }) => match_ui(ui, desk, number, list),
            None => {}
        }
    }
}

fn match_ui(ui: &mut Ui, desk: &mut Desk<'_>, number: usize, list: &Response) {
    let project = desk.snapshot.project();
    let find = &desk.session.find;
    let Some(place) = find.results().place(number) else {
        return;
    };
    let Some(text) = project.text_of(place.source) else {
        return;
    };
    let reading = desk.derived.readings().of(place.source);
    let codes = reading.map_or_else(Vec::new, |reading| {
        codes(project, reading.spans(), place.span)
    });
    let row = ContextRow::new(Context::of(text.as_str(), place.span, REACH))
        .codes(&codes)
        .ticked(find.is_ticked(place))
        .selected(find.current() == Some(number));
    let shown = ui.push_id(place, |ui| row.show(ui)).inner;
    if shown.tick_clicked {
        list.request_focus();
        desk.session.find.toggle(place);
    } else if shown.row.double_clicked() {
        desk.push(Command::GoToMatch(number));
    } else if shown.row.clicked() {
        list.request_focus();
        desk.push(Command::ShowMatch(number));
    }
}

impl Scroll {
    /// Where to scroll so that a match that was just shown is in sight with a row around it;
    /// `None` where it is already.
    fn follow(&mut self, find: &Find) -> Option<f32> {
        let current = find.current();
        if std::mem::replace(&mut self.followed, current) == current {
            return None;
        }
        let results = find.results();
        let top = row_of(results, current?) as f32 * ROW_HEIGHT;
        let (above, below) = (top - ROW_HEIGHT, top + 2.0 * ROW_HEIGHT);
        if above < self.offset {
            Some(above.max(0.0))
        } else if below > self.offset + self.height {
            Some(below - self.height)
        } else {
            None
        }
    }
}

/// The title of a source, how many matches it has, and a box that ticks them all.
fn heading_ui(ui: &mut Ui, desk: &mut Desk<'_>, group: usize) {
    let find = &desk.session.find;
    let Some(Group { source, spans }) = find.results().groups().get(group) else {
        return;
    };
    let (source, count) = (*source, spans.len());
    let sources = &desk.snapshot.project().sources;
    let title = sources
        .get(&source)
        .map_or("", |found| found.title.as_str());
    let ticked = find
        .results()
        .places_in(group)
        .all(|place| find.is_ticked(place));
    let name = format!("{title}, {}", counted(count, "match", "matches"));
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, heading) = ui.allocate_exact_size(size, Sense::hover());
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    let hit = Rect::from_min_size(rect.min, vec2(PANE_MARGIN + 24.0, ROW_HEIGHT));
    let id = ui.scope_id().with(("tick all", source));
    let tick = ui.interact(hit, id, Sense::CLICK);
    let all = format!("Tick all in {title}");
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, &all));
    paint_heading(ui, rect, title, count, ticked);
    if tick.clicked() {
        desk.session.find.toggle_group(group);
    }
}

fn paint_heading(ui: &Ui, rect: Rect, title: &str, count: usize, ticked: bool) {
    let theme = palette(ui);
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, color(theme.pane2));
    let left = rect.left() + PANE_MARGIN;
    paint_tick(ui, pos2(left + 7.0, rect.center().y), ticked);
    let count = painter.text(
        rect.right_center() - vec2(PANE_MARGIN, 0.0),
        Align2::RIGHT_CENTER,
        count.to_string(),
        number_font(),
        color(theme.muted),
    );
    let room = count.left() - left - 28.0 - 12.0;
    let ink = color(theme.ink);
    let galley = truncated(painter, title, body_font(), ink, room);
    painter.galley(
        pos2(left + 28.0, rect.center().y - galley.size().y / 2.0),
        galley,
        ink,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::find::Query;
    use crate::model::id::{IdGenerator, Replica};
    use crate::model::text::SourceText;
    use crate::workbench::find::{Search, search};

    #[test]
    fn every_match_has_a_row_under_its_heading() {
        let mut ids = IdGenerator::new(Replica::from_bits(1));
        let texts = ["a a", "b", "a", "a a a"];
        let texts = texts.map(|text| (ids.fresh(), SourceText::new(text).unwrap()));
        let search_for = Search {
            query: Query {
                words: "a".to_owned(),
                ..Query::default()
            },
            texts: texts.to_vec(),
        };
        let results = search(&search_for, &|| false).unwrap();
        let expected = [
            Some(Row::Heading(0)),
            Some(Row::Match {
                group: 0,
                number: 0,
            }),
            Some(Row::Match {
                group: 0,
                number: 1,
            }),
            Some(Row::Heading(1)),
            Some(Row::Match {
                group: 1,
                number: 2,
            }),
            Some(Row::Heading(2)),
            Some(Row::Match {
                group: 2,
                number: 3,
            }),
            Some(Row::Match {
                group: 2,
                number: 4,
            }),
            Some(Row::Match {
                group: 2,
                number: 5,
            }),
            None,
        ];
        for (number, expected) in expected.into_iter().enumerate() {
            let found = row(&results, number);
            assert_eq!(found, expected, "{number}");
            if let Some(Row::Match { number: of, .. }) = found {
                assert_eq!(row_of(&results, of), number);
            }
        }
    }
}
