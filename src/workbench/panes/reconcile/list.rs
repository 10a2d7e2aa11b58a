//! The lines under one another, by mouse and keyboard.

use super::bar::{quiet, window_words};
use super::line::{COLUMNS, LINE, columns, reasons_ui, spoken, values_ui};
use super::work::{Answer, Line, Of, Subject};
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{
    ROW_HEIGHT, color, hairline, heading_font, hint, hint_font, palette,
};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{focus_ring, ring};
use egui::accesskit::Role;
use egui::{
    Align2, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

const NAME: &str = "Candidates";
const ACCENT: f32 = 2.0;
const INSET: f32 = 8.0;
/// Room for what can be done to a line, in points.
const DEEDS: f32 = 228.0;

/// Where the list stands.
#[derive(Default)]
pub(super) struct List {
    wants_focus: bool,
    /// The place of the line the keyboard was on, for when that line is gone.
    at: usize,
    followed: Option<Of>,
}

/// A row of the list: a heading or a line.
enum Row<'a> {
    Heading(&'static str, usize),
    Line(&'a Line),
}

impl Row<'_> {
    fn height(&self) -> f32 {
        match self {
            Self::Heading(..) => ROW_HEIGHT,
            Self::Line(_) => LINE,
        }
    }
}

/// What a key asks for.
enum Asked {
    By(isize),
    First,
    Last,
    Same,
    Not,
    New,
    Undo,
    Show,
    Walk(bool),
}

impl List {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Answer) {
        head_ui(ui, answer);
        let area = ui.available_rect_before_wrap();
        let id = Id::unique("reconcile list");
        let focus = ui.interact(area, id, Sense::focusable_noninteractive());
        focus.widget_info(|| WidgetInfo::labeled(Role::List, true, NAME));
        if std::mem::take(&mut self.wants_focus) {
            focus.request_focus();
        }
        let lines: Vec<&Line> = lines_of(answer).collect();
        self.keep_place(desk, &lines);
        if let Some(asked) = keys(ui, &focus, (area.height() / LINE) as isize) {
            self.carry_out(desk, &lines, &asked);
        }
        if let Some(trouble) = &answer.trouble {
            let ink = color(palette(ui).warning);
            ui.label(hint(trouble.as_str()).color(ink));
        }
        if lines.is_empty() {
            empty_ui(ui, desk, answer);
            focus_ring(ui, &focus);
            return;
        }
        self.rows_ui(ui, desk, answer, &focus);
    }

    /// The keyboard stays on its line; where that is gone, on the one in its place.
    fn keep_place(&mut self, desk: &mut Desk<'_>, lines: &[&Line]) {
        let reconcile = &mut desk.session.reconcile;
        match lines.iter().position(|line| Some(line.of) == reconcile.of) {
            Some(at) => self.at = at,
            None => {
                let open = |line: &&&Line| is_open(line);
                let next = || lines.iter().find(open);
                let same_place = lines.get(self.at).filter(|_| reconcile.of.is_some());
                // Where nothing is left to be judged, it stays on what just was.
                let line = same_place.filter(open).or_else(next);
                let line = line.or(same_place).or(lines.first());
                reconcile.of = line.map(|line| line.of);
            }
        }
    }

    fn carry_out(&mut self, desk: &mut Desk<'_>, lines: &[&Line], asked: &Asked) {
        let last = lines.len().saturating_sub(1);
        let here = lines
            .iter()
            .position(|line| Some(line.of) == desk.session.reconcile.of);
        let to = match asked {
            Asked::By(by) => here.unwrap_or(0).saturating_add_signed(*by).min(last),
            Asked::First => 0,
            Asked::Last => last,
            Asked::Same => return desk.push(Command::Do(Action::SameEvent)),
            Asked::Not => return desk.push(Command::Do(Action::NotSameEvent)),
            Asked::New => return desk.push(Command::Do(Action::EventFromRow)),
            Asked::Walk(true) => return desk.push(Command::Do(Action::NextUnreconciled)),
            Asked::Walk(false) => return desk.push(Command::Do(Action::PreviousUnreconciled)),
            Asked::Undo | Asked::Show => {
                if let Some(line) = here.and_then(|at| lines.get(at)) {
                    let show = matches!(asked, Asked::Show);
                    let command = if show {
                        shown(desk, line.of)
                    } else {
                        undone(line.of)
                    };
                    desk.commands.extend(command);
                }
                return;
            }
        };
        desk.session.reconcile.of = lines.get(to).map(|line| line.of);
    }

    fn rows_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Answer, focus: &Response) {
        let of = desk.session.reconcile.of;
        let moved = self.followed != of;
        self.followed = of;
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = ScrollArea::vertical().id_salt(NAME).auto_shrink(false);
        let rows = answer.parts.iter().flat_map(|part| {
            let lines = part.lines.iter().map(Row::Line);
            std::iter::once(Row::Heading(part.title, part.lines.len())).chain(lines)
        });
        scroll.show_viewport(ui, |ui, seen| {
            let top = ui.max_rect().top();
            let mut y = 0.0;
            for row in rows {
                let size = vec2(ui.max_rect().width(), row.height());
                let rect = Rect::from_min_size(pos2(ui.max_rect().left(), top + y), size);
                let in_sight = y + size.y >= seen.top() && y <= seen.bottom();
                y += size.y;
                match row {
                    Row::Heading(title, count) if in_sight => heading_ui(ui, rect, title, count),
                    Row::Line(line) => {
                        let chosen = Some(line.of) == of;
                        if chosen && moved {
                            ui.scroll_to_rect(rect, None);
                        }
                        if in_sight {
                            line_ui(ui, desk, rect, line, (chosen, focus));
                        }
                    }
                    Row::Heading(..) => {}
                }
            }
            ui.allocate_space(vec2(1.0, y));
            if !lines_of(answer).any(is_open) {
                empty_ui(ui, desk, answer);
            }
        });
    }
}

/// The subject, its values over the columns they are compared in.
fn head_ui(ui: &mut Ui, answer: &Answer) {
    let theme = palette(ui);
    let width = ui.available_width();
    let (titles, _) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
    let titles = titles.shrink2(vec2(INSET, 0.0));
    let (_, places) = columns(titles);
    for ((title, ..), place) in COLUMNS.iter().zip(places) {
        if let Some(place) = place {
            let at = place.left_center();
            let ink = color(theme.muted);
            ui.painter()
                .text(at, Align2::LEFT_CENTER, title, hint_font(), ink);
        }
    }
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW_HEIGHT + 2.0), Sense::hover());
    let what = match answer.subject {
        Subject::Event(_) => "Event",
        Subject::Row(..) => "Row",
    };
    let name = format!("{what}: {}", answer.title);
    let said = spoken(&answer.values, &[]);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    ui.accesskit_node_builder(response.id, |node| node.set_description(said));
    ui.painter()
        .rect_filled(rect, 4.0, color(theme.selection_background));
    let inner = rect.shrink2(vec2(INSET, 1.0));
    values_ui(ui, inner, (&name, true), &answer.values, &[false; 5]);
}

fn heading_ui(ui: &mut Ui, rect: Rect, title: &str, count: usize) {
    let response = ui.interact(rect, ui.scope_id().with(("part", title)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    let at = rect.left_bottom() + vec2(INSET, -4.0);
    let text = format!("{title} ({count})");
    let ink = color(palette(ui).muted);
    ui.painter()
        .text(at, Align2::LEFT_BOTTOM, text, heading_font(), ink);
}

fn line_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    rect: Rect,
    line: &Line,
    (chosen, focus): (bool, &Response),
) {
    let theme = palette(ui);
    let response = ui.interact(
        rect,
        ui.scope_id().with(format!("{:?}", line.of)),
        Sense::click(),
    );
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &line.name));
    let said = spoken(&line.values, &line.reasons);
    ui.accesskit_node_builder(response.id, |node| node.set_description(said));
    if chosen {
        ui.painter()
            .rect_filled(rect, 0.0, color(theme.selection_background));
        let accent = rect.with_max_x(rect.left() + ACCENT);
        ui.painter()
            .rect_filled(accent, 0.0, color(theme.selection));
        if focus.has_focus() {
            ring(ui, rect, 1.0);
        }
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, color(theme.hover));
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), hairline(theme.line));
    let inner = rect.shrink2(vec2(INSET, 0.0));
    values_ui(ui, inner, (&line.name, false), &line.values, &line.differs);
    let below = inner.left_top() + vec2(0.0, 25.0);
    reasons_ui(ui, below, &line.reasons, inner.right() - DEEDS);
    deeds_ui(ui, desk, inner, line);
    if response.clicked() {
        focus.request_focus();
        desk.session.reconcile.of = Some(line.of);
    }
    if response.double_clicked()
        && let Some(command) = shown(desk, line.of)
    {
        desk.push(command);
    }
}

/// What can be done to a line, at its lower right.
fn deeds_ui(ui: &mut Ui, desk: &mut Desk<'_>, line: Rect, of: &Line) {
    let lower = Rect::from_min_max(pos2(line.right() - DEEDS, line.top() + 22.0), line.max);
    let builder = UiBuilder::new()
        .max_rect(lower)
        .id_salt(format!("deeds {:?}", of.of))
        .layout(Layout::right_to_left(egui::Align::Center));
    let ui = &mut ui.new_child(builder);
    let can = !desk.read_only;
    let name = |deed: &str| format!("{deed}: {}", of.name);
    let mut deed = |ui: &mut Ui, text: &str, command: Option<Command>| {
        if quiet(ui, text, &name(text), can) {
            desk.session.reconcile.of = Some(of.of);
            desk.commands.extend(command);
        }
    };
    match of.of {
        Of::Row(..) | Of::Event(_) => {
            deed(ui, "Not the same", Some(Command::Do(Action::NotSameEvent)));
            deed(ui, "Same event", Some(Command::Do(Action::SameEvent)));
        }
        Of::Linked(row, event) => {
            deed(
                ui,
                "Unlink",
                Some(Command::Edit(Verb::UnlinkRow(row, event))),
            );
        }
        Of::Judged(row, event) => {
            let back = Verb::TakeBackRow(row, event);
            deed(ui, "Take back", Some(Command::Edit(back)));
        }
        Of::Passage(_) => {}
    }
    if let Some(command) = shown(desk, of.of)
        && quiet(ui, "Show", &name("Show"), true)
    {
        desk.push(command);
    }
}

/// What leads to a line's record or row: from an event to the row, from a row to the event.
fn shown(desk: &Desk<'_>, of: Of) -> Option<Command> {
    let from_row = matches!(desk.session.reconcile.subject, Some(Subject::Row(..)));
    Some(match of {
        Of::Linked(_, event) | Of::Judged(_, event) if from_row => Command::Reveal(event.into()),
        Of::Passage(report) => Command::Reveal(report.into()),
        Of::Linked(row, _) | Of::Judged(row, _) => Command::ShowRow(row),
        Of::Row(table, row) => Command::SelectRow(Some((table, row))),
        Of::Event(event) => Command::Reveal(event.into()),
    })
}

/// What takes back that a line was linked or judged.
fn undone(of: Of) -> Option<Command> {
    Some(Command::Edit(match of {
        Of::Linked(row, event) => Verb::UnlinkRow(row, event),
        Of::Judged(row, event) => Verb::TakeBackRow(row, event),
        _ => return None,
    }))
}

fn keys(ui: &Ui, focus: &Response, page: isize) -> Option<Asked> {
    if !focus.has_focus() {
        return None;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus.id, filter));
    let all = [
        (Key::ArrowDown, Asked::By(1)),
        (Key::ArrowUp, Asked::By(-1)),
        (Key::PageDown, Asked::By(page.max(1))),
        (Key::PageUp, Asked::By(-page.max(1))),
        (Key::Home, Asked::First),
        (Key::End, Asked::Last),
        (Key::Enter, Asked::Same),
        (Key::S, Asked::Same),
        (Key::N, Asked::Not),
        (Key::E, Asked::New),
        (Key::U, Asked::Undo),
        (Key::R, Asked::Show),
        (Key::J, Asked::Walk(true)),
        (Key::K, Asked::Walk(false)),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    all.into_iter()
        .find(|(key, _)| pressed(*key))
        .map(|(_, asked)| asked)
}

fn lines_of(answer: &Answer) -> impl Iterator<Item = &Line> {
    answer.parts.iter().flat_map(|part| &part.lines)
}

/// Whether nobody has said yet whether it is the same.
fn is_open(line: &Line) -> bool {
    matches!(line.of, Of::Row(..) | Of::Event(_))
}

/// Says why there is nothing to choose among.
fn empty_ui(ui: &mut Ui, desk: &Desk<'_>, answer: &Answer) {
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(12.0);
        ui.label(hint(empty_words(desk, answer)));
    });
}

fn empty_words(desk: &Desk<'_>, answer: &Answer) -> String {
    let window = window_words(answer.window);
    match (answer.subject, answer.is_dated) {
        (_, false) => "It has no date, and candidates are found by their dates. Give it one in the inspector, or choose another.".to_owned(),
        (Subject::Event(_), true) if desk.tables_ready() == 0 => {
            "The tables are still being read, or could not be (see the notices).".to_owned()
        }
        (Subject::Event(_), true) => {
            format!("No row {window} of it could be the same. Look further with the choice above, or make sure that its place and actors have the names the table uses as aliases.")
        }
        (Subject::Row(..), true) => {
            format!("No event {window} of it could be the same. E makes an event of the row.")
        }
    }
}
