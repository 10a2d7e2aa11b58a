//! Rows of one table that may tell of the same incident, in groups: proposed, for a person to look at.

use super::bar::quiet;
use super::line::{reasons_ui, values_ui};
use super::values::{Values, days_words, killed, who};
use super::work::Indexed;
use crate::document::Snapshot;
use crate::model::id::TableId;
use crate::tables::LoadedTable;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::reconcile::duplicates::{Pair, SUSPECTED, Table};
use crate::tables::reconcile::{DayIndex, Names, Reason, groups, suspected};
use crate::workbench::command::{Command, RowDeed};
use crate::workbench::panes::{Desk, words};
use crate::workbench::theme::{ROW_HEIGHT, color, hairline, hint, palette};
use crate::workbench::widgets::focus_ring;
use egui::accesskit::Role;
use egui::{Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use std::collections::BTreeMap;
use std::sync::Arc;

const INSET: f32 = 8.0;
/// Room for what can be done to a group, in points.
const DEEDS: f32 = 180.0;

/// A search for suspected duplicates, to be run anywhere.
pub struct DoublesWork {
    pub(in crate::workbench) of: Snapshot,
    pub(in crate::workbench) id: TableId,
    pub(in crate::workbench) table: Arc<LoadedTable>,
    pub(in crate::workbench) window: u32,
}

/// What was found.
pub struct Doubles {
    id: TableId,
    indexed: Indexed,
    window: u32,
    groups: Result<Vec<Group>, String>,
    /// What stands in the pane, from top to bottom.
    lines: Vec<Line>,
    /// How many rows there are in all groups.
    rows: usize,
}

/// A line of the pane.
#[derive(Clone, Copy)]
enum Line {
    /// A row of the table.
    Row(u32),
    /// Why the rows above may be one incident, and what can be done about that: the number of their
    /// group.
    Why(usize),
}

/// Rows that hang together.
struct Group {
    rows: Vec<u32>,
    /// Why its likeliest pair is one.
    reasons: Vec<Reason>,
}

impl DoublesWork {
    /// Looks for them; nothing when that is stopped.
    pub fn run(self, watch: Watch<'_>) -> Option<Doubles> {
        let index = Arc::new(DayIndex::new(&self.table.days));
        let names = Names::of(self.of.project());
        let found = find(&self.table, &names, &index, self.window, watch);
        let groups = match found {
            Err(CannotLoad::Stopped) => return None,
            other => other.map_err(|why| why.to_string()),
        };
        let numbered = groups.iter().flatten().enumerate();
        let lines = numbered.flat_map(|(at, group)| {
            let rows = group.rows.iter().map(|row| Line::Row(*row));
            rows.chain([Line::Why(at)])
        });
        Some(Doubles {
            id: self.id,
            lines: lines.collect(),
            rows: groups.iter().flatten().map(|group| group.rows.len()).sum(),
            indexed: (self.table, index),
            window: self.window,
            groups,
        })
    }
}

fn find(
    table: &LoadedTable,
    names: &Names,
    index: &DayIndex,
    window: u32,
    watch: Watch<'_>,
) -> Result<Vec<Group>, CannotLoad> {
    let of = Table::new(table, names, watch)?;
    let pairs = suspected(&of, index, (window, SUSPECTED), watch)?;
    let mut best: BTreeMap<u32, Pair> = BTreeMap::new();
    for pair in &pairs {
        best.entry(pair.one).or_insert(*pair);
        best.entry(pair.other).or_insert(*pair);
    }
    let group = |rows: Vec<u32>| {
        let pairs = rows.iter().filter_map(|row| best.get(row));
        let first = pairs.max_by_key(|pair| pair.score);
        let reasons = first.map_or_else(Vec::new, |pair| of.why(*pair));
        Group { rows, reasons }
    };
    Ok(groups(&pairs).into_iter().map(group).collect())
}

/// What the pane keeps of it.
#[derive(Default)]
pub(super) struct DoublesView {
    found: Option<Doubles>,
    asked: Option<(TableId, u32)>,
}

impl DoublesView {
    pub(super) fn take(&mut self, found: Doubles) {
        self.found = Some(found);
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, table: TableId) {
        let window = desk.session.reconcile.window;
        let now = desk.tables.get(table);
        let fits = |found: &&Doubles| {
            let same = now.is_some_and(|now| Arc::ptr_eq(now, &found.indexed.0));
            found.id == table && found.window == window && same
        };
        let Some(found) = self.found.as_ref().filter(fits) else {
            if self.asked != Some((table, window)) && now.is_some() {
                self.asked = Some((table, window));
                desk.push(Command::FindDoubles(table));
            }
            ui.label(hint("Comparing every row with those near it…"));
            return;
        };
        self.asked = None;
        match &found.groups {
            Err(why) => {
                let ink = color(palette(ui).warning);
                ui.label(hint(why.as_str()).color(ink));
            }
            Ok(groups) => groups_ui(ui, desk, found, groups),
        }
    }
}

fn groups_ui(ui: &mut Ui, desk: &mut Desk<'_>, found: &Doubles, groups: &[Group]) {
    let title = desk.snapshot.project().tables.get(&found.id);
    let title = title.map_or("", |table| table.title.as_str());
    let text = match groups.len() {
        0 => format!("No two rows of {title} look like one incident."),
        _ => format!(
            "{} of rows look like one incident each ({} of {title}). Nothing is merged; a table is never changed.",
            words::counted(groups.len(), "group", "groups"),
            words::counted(found.rows, "row", "rows")
        ),
    };
    ui.label(hint(text));
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = ScrollArea::vertical()
        .id_salt("suspected duplicates")
        .auto_shrink(false);
    scroll.show_rows(ui, ROW_HEIGHT, found.lines.len(), |ui, places| {
        for line in found.lines.get(places).unwrap_or_default() {
            match *line {
                Line::Row(row) => row_ui(ui, desk, found, row),
                Line::Why(at) => {
                    if let Some(group) = groups.get(at) {
                        why_ui(ui, desk, found, group);
                    }
                }
            }
        }
    });
}

fn row_ui(ui: &mut Ui, desk: &mut Desk<'_>, found: &Doubles, row: u32) {
    let theme = palette(ui);
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = format!("Row {}", words::grouped(u64::from(row) + 1));
    let selected = desk.session.row == Some((found.id, row));
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &name));
    if selected {
        ui.painter()
            .rect_filled(rect, 0.0, color(theme.selection_background));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, color(theme.hover));
    }
    focus_ring(ui, &response);
    let values = values(&found.indexed.0, row);
    let inner = rect.shrink2(vec2(INSET, 0.0));
    values_ui(ui, inner, (&name, false), &values, &[false; 5]);
    if response.clicked() {
        desk.push(Command::SelectRow(Some((found.id, row))));
    }
}

fn why_ui(ui: &mut Ui, desk: &mut Desk<'_>, found: &Doubles, group: &Group) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let inner = rect.shrink2(vec2(INSET, 0.0));
    let at = inner.left_top() + vec2(0.0, 3.0);
    reasons_ui(ui, at, &group.reasons, inner.right() - DEEDS);
    deeds_ui(ui, desk, found, (group, inner));
    let line = hairline(palette(ui).line);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
}

fn deeds_ui(ui: &mut Ui, desk: &mut Desk<'_>, found: &Doubles, (group, line): (&Group, Rect)) {
    let builder = UiBuilder::new()
        .max_rect(line.with_min_x(line.right() - DEEDS))
        .id_salt(("doubles", group.rows.first()))
        .layout(Layout::right_to_left(egui::Align::Center));
    let ui = &mut ui.new_child(builder);
    let first = group.rows.first().map_or(0, |row| row + 1);
    let text = format!("One event of {} rows", group.rows.len());
    let name = format!("{text}, from row {first}");
    if quiet(ui, &text, &name, !desk.read_only) {
        let deed = RowDeed::NewEvent(None);
        desk.push(Command::ForRows(found.id, group.rows.clone(), deed));
    }
}

/// What of a row is in memory.
fn values(table: &LoadedTable, row: u32) -> Values {
    [
        days_words(table.days.get(row)),
        table.place.text(row).to_owned(),
        who(
            table.is_opposed(row),
            table.initiator.text(row),
            table.target.text(row),
        ),
        table.kind_name(table.kind.code(row)).to_owned(),
        killed(&table.killed.get(row)),
    ]
}
