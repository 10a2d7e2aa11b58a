//! The case pane: sources, codebook, actors and places, each with how much rests on it.

mod tables;
mod views;

use super::{Desk, words};
use crate::analysis::passages::Query;
use crate::derived::Reading;
use crate::model::codebook::{Code, code_look, codes_in_tree_order};
use crate::model::id::{CodeId, RecordId, SourceId};
use crate::model::look::{Hue, Shape};
use crate::model::source::Source;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::layout::Pane;
use crate::workbench::theme::{PANE_MARGIN, ROW_HEIGHT, hint};
use crate::workbench::visibility::{Hideable, Showing};
use crate::workbench::widgets::{ListRow, Section, ShapeIcon, eye_ui};
use egui::{Id, Key, Modifiers, ScrollArea, Ui};
use std::sync::Arc;

/// Draws the pane.
pub fn case_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        sources_ui(ui, desk);
        offered_ui(ui, desk);
        tables::tables_ui(ui, desk);
        views::views_ui(ui, desk);
        codebook_ui(ui, desk);
        actors_ui(ui, desk);
        places_ui(ui, desk);
        ui.add_space(PANE_MARGIN);
    });
}

fn sources_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if Section::new("Sources")
        .inset(PANE_MARGIN)
        .action("Add…")
        .show(ui)
    {
        desk.push(Command::Do(Action::AddSources));
    }
    let sources = &desk.snapshot.project().sources;
    if sources.is_empty() {
        empty_ui(
            ui,
            "Drop a text, web page, Word file or PDF here, or add one.",
        );
    }
    let replaced = desk.snapshot.project().superseded();
    for source in sources.values().filter(|it| !replaced.contains(&it.id)) {
        source_ui(ui, desk, source, &source.title, 0);
        earlier_ui(ui, desk, source);
    }
}

fn source_ui(ui: &mut Ui, desk: &mut Desk<'_>, source: &Source, name: &str, depth: u16) {
    let count = desk.derived.usage().annotations(source.id);
    let trailing = format!("{} · {count}", source.reliability.letter());
    let reading = desk.session.source == Some(source.id);
    let reading_of = desk.derived.readings().of(source.id);
    let progress = reading_of.map(Reading::progress).unwrap_or_default();
    let row = ListRow::new(name)
        .trailing(&trailing)
        .share(progress.share())
        .selected(reading)
        .depth(depth)
        .inset(PANE_MARGIN);
    let response = ui
        .push_id(source.id, |ui| ui.add(row))
        .inner
        .on_hover_text(source_words(desk, source.id));
    if reading
        && desk
            .session
            .entered
            .take_if(|it| *it == Pane::Case)
            .is_some()
    {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.clicked() {
        desk.commands.push(Command::Read(source.id));
        desk.commands.push(Command::Select(Some(source.id.into())));
    }
}

/// The versions a source replaces, folded away unless one of them is being read.
fn earlier_ui(ui: &mut Ui, desk: &mut Desk<'_>, source: &Source) {
    let sources = &desk.snapshot.project().sources;
    let before = |source: &Arc<Source>| sources.get(&source.supersedes?).cloned();
    let first = source.supersedes.and_then(|id| sources.get(&id)).cloned();
    let earlier: Vec<Arc<Source>> = std::iter::successors(first, before).collect();
    if earlier.is_empty() {
        return;
    }
    let id = Id::unique(("earlier versions", source.id));
    let opened: bool = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let reads = |it: &Arc<Source>| desk.session.source == Some(it.id);
    let open = opened || earlier.iter().any(reads);
    let name = words::counted(earlier.len(), "earlier version", "earlier versions");
    let row = ListRow::new(&name)
        .trailing(if open { "hide" } else { "show" })
        .depth(1)
        .inset(PANE_MARGIN);
    if ui
        .push_id(("earlier", source.id), |ui| ui.add(row))
        .inner
        .clicked()
    {
        ui.data_mut(|data| data.insert_temp(id, !opened));
    }
    for version in earlier.iter().filter(|_| open) {
        let added: String = version.made.at.to_string().chars().take(10).collect();
        source_ui(ui, desk, version, &format!("Added {added}"), 2);
    }
}

/// What was added to the case since the project was made from it.
fn offered_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let sources = &desk.snapshot.project().sources;
    for (at, source) in desk.offered.iter().enumerate() {
        let text = source.read.text.sha();
        if sources.values().any(|held| held.text == text) {
            continue;
        }
        let title = if source.entry.title.is_empty() {
            &source.read.about.title
        } else {
            &source.entry.title
        };
        let row = ListRow::new(title).trailing("add").inset(PANE_MARGIN);
        let response = ui.push_id(("offered", at), |ui| ui.add(row)).inner;
        let response = response.on_hover_text(format!(
            "{title} is in the case, but not in this project yet. Click to add it."
        ));
        if response.clicked() {
            desk.commands.push(Command::AddFromCase(at));
        }
    }
}

fn source_words(desk: &Desk<'_>, id: SourceId) -> String {
    let Some(source) = desk.snapshot.project().sources.get(&id) else {
        return String::new();
    };
    let reading = desk.derived.readings().of(id);
    let coded = reading.and_then(|reading| reading.progress().percent());
    let coded = coded.map_or_else(String::new, |percent| format!(", {percent}% coded"));
    format!(
        "Reliability {}: {}. Read as {}, {}{coded}.",
        source.reliability.letter(),
        source.reliability.in_words(),
        source.original.encoding,
        source.status.in_words()
    )
}

fn codebook_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if Section::new("Codebook")
        .inset(PANE_MARGIN)
        .action("New code")
        .show(ui)
    {
        desk.push(Command::Do(Action::NewCode));
    }
    let project = desk.snapshot.project();
    let tree = codes_in_tree_order(project);
    let counts = counts_with_below(&tree, |code| desk.derived.usage().annotations(code));
    for ((depth, code), count) in tree.iter().zip(counts) {
        let (hue, shape) = code_look(project, code.id);
        let row = Row {
            id: code.id.into(),
            name: &code.name,
            count,
            icon: (*depth == 0).then_some((shape, hue)),
            depth: u16::try_from(*depth).unwrap_or(u16::MAX),
            note: &code.description,
            shows: Some(desk.session.visibility.shows_code(project, code.id)),
        };
        row_ui(ui, desk.session.selected, desk.commands, &row);
    }
}

/// How often each code of a tree, or one under it, is used: one pass from the last to the first.
fn counts_with_below(tree: &[(usize, Arc<Code>)], own: impl Fn(CodeId) -> u32) -> Vec<u32> {
    // By depth, what was counted and has not found the code above it.
    let mut open: Vec<u32> = Vec::new();
    let count = |(depth, code): &(usize, Arc<Code>)| {
        let mut sum = own(code.id);
        while open.len() > depth + 1 {
            sum = sum.saturating_add(open.pop().unwrap_or_default());
        }
        open.resize(depth + 1, 0);
        if let Some(above) = open.last_mut() {
            *above = above.saturating_add(sum);
        }
        sum
    };
    let mut counts: Vec<u32> = tree.iter().rev().map(count).collect();
    counts.reverse();
    counts
}

fn actors_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if Section::new("Actors")
        .inset(PANE_MARGIN)
        .action("New actor")
        .show(ui)
    {
        desk.push(Command::Do(Action::NewActor));
    }
    let mut actors: Vec<_> = desk
        .snapshot
        .project()
        .actors
        .values()
        .map(|actor| (desk.derived.usage().annotations(actor.id), actor))
        .collect();
    // Those who matter most come first.
    actors.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.name.cmp(&right.name)));
    for (count, actor) in actors {
        let row = Row {
            id: actor.id.into(),
            name: &actor.name,
            count,
            icon: None,
            depth: 0,
            note: &actor.memo,
            shows: None,
        };
        row_ui(ui, desk.session.selected, desk.commands, &row);
    }
}

fn places_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if Section::new("Places")
        .inset(PANE_MARGIN)
        .action("New place")
        .show(ui)
    {
        desk.push(Command::Do(Action::NewPlace));
    }
    let mut places: Vec<_> = desk
        .snapshot
        .project()
        .places
        .values()
        .map(|place| (desk.derived.usage().annotations(place.id), place))
        .collect();
    places.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.name.cmp(&right.name)));
    for (count, place) in places {
        let row = Row {
            id: place.id.into(),
            name: &place.name,
            count,
            icon: None,
            depth: 0,
            note: &place.memo,
            shows: None,
        };
        row_ui(ui, desk.session.selected, desk.commands, &row);
    }
}

/// Room for a count at the right end of a row, and for an eye before it, in points.
const COUNT: f32 = 26.0;
const EYE: f32 = COUNT + 24.0;

struct Row<'a> {
    id: RecordId,
    name: &'a str,
    count: u32,
    icon: Option<(Shape, Hue)>,
    depth: u16,
    note: &'a str,
    /// Whether the passages of a code show in the text; `None` for what cannot be hidden.
    shows: Option<bool>,
}

fn row_ui(ui: &mut Ui, selected: Option<RecordId>, commands: &mut Vec<Command>, row: &Row<'_>) {
    let trailing = if row.count == 0 {
        String::new()
    } else {
        row.count.to_string()
    };
    let mut list_row = ListRow::new(row.name)
        .trailing(&trailing)
        .selected(selected == Some(row.id))
        .depth(row.depth)
        .quiet(row.shows == Some(false))
        .room(if row.shows == Some(false) { EYE } else { 0.0 })
        .inset(PANE_MARGIN);
    if let Some((shape, hue)) = row.icon {
        list_row = list_row.icon(shape, hue);
    }
    let mut response = ui.push_id(row.id, |ui| ui.add(list_row)).inner;
    if let (Some(shows), RecordId::Code(code)) = (row.shows, row.id) {
        let right = response.rect.right() - PANE_MARGIN - COUNT;
        let is_selected = selected == Some(row.id);
        if eye_ui(ui, (&response, is_selected), (row.name, shows), right) {
            let code = Hideable::Code(code);
            let change = if shows {
                Showing::Hide(code)
            } else {
                Showing::Show(code)
            };
            commands.push(Command::Showing(change));
        }
    }
    if !row.note.is_empty() {
        response = response.on_hover_text(row.note);
    }
    let entered = response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if response.clicked() || entered {
        commands.push(Command::Select(Some(row.id)));
    }
    if let Some(query) = Query::about(row.id) {
        passages_menu_ui(&response, query, commands);
    }
}

/// A double click or the menu of the other button leads to the passages of a row.
fn passages_menu_ui(response: &egui::Response, query: Query, commands: &mut Vec<Command>) {
    let mut asked = response.double_clicked();
    response.context_menu(|ui| {
        if ui.button("Show passages").clicked() {
            asked = true;
            ui.close();
        }
    });
    if asked {
        commands.push(Command::ShowPassages(query));
    }
}

/// The pane folded to a strip: one mark per source and top code, named on hover.
pub fn strip_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(8.0);
    let opened = ui
        .vertical_centered(|ui| ui.button("»").on_hover_text("Show the case pane"))
        .inner;
    if opened.clicked() {
        desk.push(Command::Do(Action::ToggleCase));
    }
    ui.add_space(8.0);
    let project = desk.snapshot.project();
    for (_, code) in codes_in_tree_order(project)
        .into_iter()
        .filter(|(depth, _)| *depth == 0)
    {
        let (hue, shape) = code_look(project, code.id);
        let icon = ShapeIcon::new(shape, hue, &code.name).size(12.0);
        let size = egui::vec2(ui.available_width(), ROW_HEIGHT);
        let response = ui.allocate_ui_with_layout(
            size,
            egui::Layout::centered_and_justified(egui::Direction::TopDown),
            |ui| ui.add(icon),
        );
        let count = desk.derived.usage().annotations(code.id);
        if response
            .inner
            .on_hover_text(format!("{}: {count}", code.name))
            .interact(egui::Sense::click())
            .clicked()
        {
            desk.commands.push(Command::Select(Some(code.id.into())));
        }
    }
}

fn empty_ui(ui: &mut Ui, text: &str) {
    let margin = egui::Margin::symmetric(PANE_MARGIN as i8, 2);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.add(egui::Label::new(hint(text)).wrap());
    });
}
