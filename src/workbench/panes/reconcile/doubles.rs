//! Rows of one table that may tell of the same incident, in groups: proposed, for a person to look at.

use super::bar::quiet;
use super::line::{LINE, reasons_ui, values_ui};
use super::work::{Indexed, Values, arrow, killed};
use crate::document::Snapshot;
use crate::model::edtf::Edtf;
use crate::model::id::TableId;
use crate::tables::LoadedTable;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::reconcile::duplicates::{Pair, SUSPECTED, Table};
use crate::tables::reconcile::{DayIndex, Names, Reason, groups, suspected};
use crate::workbench::command::{Command, RowDeed};
use crate::workbench::panes::{Desk, words};
use crate::workbench::theme::{color, hairline, hint, palette};
use egui::accesskit::Role;
use egui::{Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
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
    /// The rows of all groups in their order: the number of the group, and the row.
    lines: Vec<(usize, u32)>,
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
        let lines = numbered.flat_map(|(at, group)| group.rows.iter().map(move |row| (at, *row)));
        Some(Doubles {
            id: self.id,
            lines: lines.collect(),
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
            "{} of rows look like one incident each ({} rows of {title}). Nothing is merged; a table is never changed.",
            words::counted(groups.len(), "group", "groups"),
            found.lines.len()
        ),
    };
    ui.label(hint(text));
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = ScrollArea::vertical()
        .id_salt("suspected duplicates")
        .auto_shrink(false);
    scroll.show_rows(ui, LINE, found.lines.len(), |ui, rows| {
        for (at, row) in found.lines.iter().skip(rows.start).take(rows.len()) {
            if let Some(group) = groups.get(*at) {
                row_ui(ui, desk, found, (group, *row));
            }
        }
    });
}

fn row_ui(ui: &mut Ui, desk: &mut Desk<'_>, found: &Doubles, (group, row): (&Group, u32)) {
    let theme = palette(ui);
    let size = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = format!("Row {}", row + 1);
    let selected = desk.session.row == Some((found.id, row));
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &name));
    if selected {
        ui.painter()
            .rect_filled(rect, 0.0, color(theme.selection_background));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, color(theme.hover));
    }
    let inner = rect.shrink2(vec2(INSET, 0.0));
    let values = values(&found.indexed.0, row);
    values_ui(ui, inner, (&name, false), &values, &[false; 5]);
    if group.rows.first() == Some(&row) {
        reasons_ui(ui, inner, &group.reasons, inner.right() - DEEDS);
        deeds_ui(ui, desk, found, (group, inner));
    }
    if group.rows.last() == Some(&row) {
        ui.painter()
            .hline(rect.x_range(), rect.bottom(), hairline(theme.line));
    }
    if response.clicked() {
        desk.push(Command::SelectRow(Some((found.id, row))));
    }
}

fn deeds_ui(ui: &mut Ui, desk: &mut Desk<'_>, found: &Doubles, (group, line): (&Group, Rect)) {
    let lower = Rect::from_min_max(pos2(line.right() - DEEDS, line.top() + 22.0), line.max);
    let builder = UiBuilder::new()
        .max_rect(lower)
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
    let days = table.days.get(row);
    let date = days.map(|days| Edtf::from_days(days, table.lasted(row)));
    [
        date.map_or_else(String::new, |date| date.as_str().to_owned()),
        table.place.text(row).to_owned(),
        arrow(table.initiator.text(row), table.target.text(row)),
        table.kind_name(table.kind.code(row)).to_owned(),
        killed(&table.killed.get(row)),
    ]
}
