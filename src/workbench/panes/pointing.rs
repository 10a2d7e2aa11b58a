//! What a click on a mark leads to: a record, or rows of a table.

use super::brush::show_days;
use crate::figure::rows::{RowsAt, TableMark};
use crate::figure::scene::{Mark, Scene};
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::days_of;
use crate::model::id::{EventId, RecordId};
use crate::model::row_filter::{RowField, RowTest};
use crate::model::view::Filter;
use crate::workbench::command::Command;
use crate::workbench::filtering::FilterChange;
use crate::workbench::panes::Desk;
use crate::workbench::scene_ui::Pointed;
use std::collections::BTreeSet;

/// What lights up: the selection, what belongs to it, and what the pointer is over anywhere.
pub(super) fn lit_ids(desk: &mut Desk<'_>) -> BTreeSet<RecordId> {
    let mut lit: BTreeSet<RecordId> = desk
        .session
        .selected
        .into_iter()
        .chain(desk.session.hovered)
        .collect();
    lit.extend(
        desk.session
            .lit(desk.snapshot)
            .events
            .iter()
            .map(|id| RecordId::from(*id)),
    );
    lit
}

/// One record is revealed; the many behind a bar or a fold are gone through by clicking again. Of a
/// table, the rows come to the front.
pub(super) fn take_pointed(pointed: &Pointed, scene: &Scene, desk: &mut Desk<'_>) {
    let Some(mark) = pointed.clicked.and_then(|at| scene.marks.get(at)) else {
        return;
    };
    match &mark.table {
        Some(table) => take_table(table, pointed.x, desk),
        None => take_record(mark, desk),
    }
}

fn take_record(mark: &Mark, desk: &mut Desk<'_>) {
    let at = mark
        .ids
        .iter()
        .position(|id| desk.session.selected == Some(*id));
    let next = at.map_or(0, |at| at + 1);
    let chosen = mark.ids.get(next).or(mark.ids.first());
    desk.commands.extend(chosen.map(|id| Command::Reveal(*id)));
}

fn take_table(mark: &TableMark, x: Option<f32>, desk: &mut Desk<'_>) {
    match mark {
        TableMark::Rows(rows) => show_rows(rows, desk),
        TableMark::Strip(strip) => {
            let here = x.and_then(|x| strip.rows_at(x));
            if let Some(rows) = here.or_else(|| strip.rows()) {
                show_rows(&rows, desk);
            }
        }
        TableMark::OutOfSight(days) => desk.push(show_days(*days)),
        TableMark::Group(filters) => toggle(filters, desk),
        // That is opened where it stands.
        TableMark::List => {}
    }
}

/// Leaves only these rows of their table and brings it to the front.
fn show_rows(rows: &RowsAt, desk: &mut Desk<'_>) {
    let days = RowTest::days(Some(rows.days.first()), Some(rows.days.last()));
    let mut only = |field, test| {
        let change = FilterChange::OfField(rows.table, field, Some(test));
        desk.push(Command::Filter(change));
    };
    only(RowField::Days, days);
    for group in &rows.group {
        only(group.field.clone(), group.test.clone());
    }
    desk.push(Command::ShowTable(rows.table));
}

/// Sets these filters; takes them away where all of them hold already.
fn toggle(filters: &[Filter], desk: &mut Desk<'_>) {
    let hold = |filter: &Filter| desk.session.filters.contains(filter);
    let are_set = filters.iter().all(hold);
    for filter in filters.iter().cloned() {
        let change = match filter {
            filter if are_set => FilterChange::Remove(filter),
            Filter::Rows(table, rows) => FilterChange::OfField(table, rows.field, Some(rows.test)),
            filter => FilterChange::Add(filter),
        };
        desk.push(Command::Filter(change));
    }
}

/// Where the window goes so that an event that was just selected comes into sight: it moves, and is
/// as long as before. `sought` is the event that was looked for last.
pub(super) fn seek(
    sought: &mut Option<EventId>,
    time: &TimeAxis,
    desk: &Desk<'_>,
) -> Option<Command> {
    let selected = desk.session.selected_event(desk.snapshot);
    if std::mem::replace(sought, selected) == selected {
        return None;
    }
    let days = days_of(desk.derived.events().get(selected?)?)?;
    if days.intersection(time.days()).is_some() {
        return None;
    }
    let ((from, to), first) = (time.window(), f64::from(days.first().number()));
    let length = to - from;
    // In the middle; of what is longer than the window, the beginning.
    let from = first - (length - f64::from(days.days()).min(length)) / 2.0;
    Some(Command::ShowTime(from, from + length))
}
