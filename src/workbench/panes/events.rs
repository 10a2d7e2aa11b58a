//! The events table: every event in a row, sorted as one likes.

use super::order::{SortKey, View};
use super::rows::{Cell, Column, Row, Table, table_ui};
use super::{Desk, words};
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::{fits, of_events};
use crate::derived::{Derived, Totals};
use crate::figure::chosen::filter_words;
use crate::model::codebook::Kind;
use crate::model::event::Event;
use crate::model::id::{EventId, RecordId};
use crate::model::project::Project;
use crate::model::toll::Harm;
use crate::model::view::Filter;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::filtering::FilterChange;
use crate::workbench::layout::Pane;
use crate::workbench::theme::{hint, pane_frame};
use egui::accesskit::Role;
use egui::{Align, Button, Layout, Ui, WidgetInfo};

const COLUMNS: [Column; 9] = [
    Column::text("Kind", 116.0),
    Column::text("Title", 240.0),
    Column::text("Date", 212.0),
    Column::text("Place", 140.0).drops(1),
    Column::growing("Who", 176.0),
    Column::number("Killed", 64.0),
    Column::text("Standing", 96.0).drops(2),
    Column::text("Counts", 56.0).drops(3),
    Column::number("Reports", 68.0).drops(4),
];
const DATE: usize = 2;
const NAME: &str = "Events table";

/// Draws the pane.
pub fn events_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    pane_frame(4, 0).show(ui, |ui| {
        summary_ui(ui, desk);
        if desk.snapshot.project().events.is_empty() {
            ui.label(hint("No events yet. Code a passage, then choose Make event; each one becomes a row here."));
        } else {
            rows_ui(ui, desk);
        }
    });
}

fn summary_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let totals = desk.derived.events().totals();
    ui.horizontal(|ui| {
        let left_out = desk.session.left_out(desk.derived);
        ui.label(hint(summary(totals, left_out)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let export = ui.add(Button::new(hint("Export…")).frame_when_inactive(false));
            export.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Export events…"));
            if export.clicked() {
                desk.push(Command::Do(Action::ExportEvents));
            }
        });
    });
}

/// "27 events · 5 of 9 incidents count".
fn summary(totals: Totals, left_out: usize) -> String {
    let all = totals.incidents + totals.policy_shifts + totals.diplomatic;
    let mut parts = vec![words::counted(all, "event", "events")];
    for (countable, all, one, many) in [
        (
            totals.countable_incidents,
            totals.incidents,
            "incident",
            "incidents",
        ),
        (
            totals.countable_policy_shifts,
            totals.policy_shifts,
            "policy shift",
            "policy shifts",
        ),
    ] {
        if all > 0 {
            let verb = if countable == 1 { "counts" } else { "count" };
            parts.push(format!(
                "{countable} of {} {verb}",
                words::counted(all, one, many)
            ));
        }
    }
    if totals.undated > 0 {
        parts.push(format!("{} undated", totals.undated));
    }
    if left_out > 0 {
        parts.push(format!("filtered: {left_out} left out below"));
    }
    parts.join(" · ")
}

fn rows_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (derived, snapshot) = (desk.derived, desk.snapshot);
    let mut view = View::<Event>::load(ui, NAME, DATE);
    let events = &snapshot.project().events;
    let filters = of_events(&desk.session.filters);
    let admits = |id| {
        facts(derived, id).is_some_and(|facts| filters.iter().all(|filter| fits(filter, facts)))
    };
    let filtered = (filters.as_slice(), admits);
    let order = view.rows(derived.revision(), events, filtered, |id, column| {
        sort_key(facts(derived, id)?, column, &|id| {
            snapshot.reports_of(id).count()
        })
    });
    let selected = selected_event(desk).and_then(|event| {
        let record = RecordId::from(event);
        order.iter().position(|id| *id == record)
    });
    let lit = desk.session.lit(desk.snapshot).events.clone();
    let hovered = desk.session.hovered;
    let is_lit = |id: RecordId| {
        hovered == Some(id) || matches!(id, RecordId::Event(event) if lit.contains(&event))
    };
    let row = |id: RecordId| {
        let facts = facts(derived, id)?;
        Some(event_row(facts, snapshot.reports_of(facts.id()).count()))
    };
    let menu = |ui: &mut Ui, id: RecordId| filters_ui(ui, snapshot.project(), facts(derived, id)?);
    let table = Table {
        name: NAME,
        pane: Pane::Events,
        columns: &COLUMNS,
        rows: &order,
        selected,
        menu: Some(&menu),
    };
    table_ui(ui, desk, &table, &mut view.sort, &is_lit, &row);
    view.store(ui, NAME);
}

/// What an event can be filtered by: its kind, family, actors, places, standing and sources.
fn filters_ui(ui: &mut Ui, project: &Project, facts: &EventFacts) -> Option<Command> {
    let event = &facts.event;
    let actors = event.initiator().iter().chain(event.target());
    let mut offered = vec![Filter::Kind(event.kind), Filter::Family(facts.family())];
    offered.extend(actors.map(|id| Filter::Actor(*id)));
    offered.extend(event.places().iter().map(|id| Filter::Place(*id)));
    offered.push(Filter::Standing(facts.standing));
    offered.extend(facts.sources.iter().map(|id| Filter::Source(*id)));
    drop_repeats(&mut offered);
    let mut chosen = None;
    for filter in offered {
        let words = filter_words(project, &filter);
        if ui.button(format!("Only {}", lowered(&words))).clicked() {
            chosen = Some(Command::Filter(FilterChange::Add(filter)));
            ui.close();
        }
    }
    chosen
}

/// In the middle of a sentence: "Kind: Attack" as "kind: Attack".
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

fn drop_repeats(filters: &mut Vec<Filter>) {
    let mut seen = Vec::new();
    filters.retain(|filter| {
        let is_new = !seen.contains(filter);
        seen.push(filter.clone());
        is_new
    });
}

/// The event that is selected, or that the selected report speaks of.
fn selected_event(desk: &Desk<'_>) -> Option<EventId> {
    match desk.session.selected? {
        RecordId::Event(id) => Some(id),
        RecordId::Report(id) => Some(desk.snapshot.project().reports.get(&id)?.event),
        _ => None,
    }
}

fn facts(derived: &Derived, id: RecordId) -> Option<&EventFacts> {
    match id {
        RecordId::Event(id) => derived.events().get(id).map(AsRef::as_ref),
        _ => None,
    }
}

fn sort_key(
    facts: &EventFacts,
    column: usize,
    reports: &dyn Fn(EventId) -> usize,
) -> Option<SortKey> {
    let number = |number: usize| SortKey::Number(i64::try_from(number).unwrap_or(i64::MAX));
    match column {
        // In the order of the codebook, whose equal numbers sort by age.
        0 => Some(SortKey::Text(format!(
            "{:010} {}",
            facts.kind.order, facts.kind.id
        ))),
        1 => SortKey::text(&facts.event.title),
        2 => {
            let days = facts.extent.as_ref()?.hull()?;
            Some(SortKey::Number(
                i64::from(days.first().number()) * 10_000_000 + i64::from(days.days()),
            ))
        }
        3 => SortKey::text(&facts.places.join(", ")),
        4 => SortKey::text(&format!(
            "{}{}",
            facts.initiator.join(", "),
            facts.target.join(", ")
        )),
        5 => {
            let killed = facts.toll(Harm::Killed);
            killed
                .best
                .or(killed.low)
                .or(killed.high)
                .map(|killed| SortKey::Number(i64::from(killed)))
        }
        6 => Some(SortKey::Number(facts.standing as i64)),
        7 => Some(number(usize::from(!facts.is_countable()))),
        _ => Some(number(reports(facts.id()))),
    }
}

fn event_row(facts: &EventFacts, reports: usize) -> Row {
    let kind = &facts.kind;
    let reason = facts
        .uncounted_because()
        .unwrap_or(&facts.event.countable.reason);
    let cells = vec![
        Cell {
            text: lane(kind).to_owned(),
            icon: Some((kind.shape, kind.hue)),
            more: kind.name.clone(),
        },
        facts.event.title.clone().into(),
        date_cell(&facts.event),
        or_dash(facts.places.join(", ")),
        words::who(facts).into(),
        words::estimate(&facts.toll(Harm::Killed)).into(),
        standing_cell(facts),
        Cell {
            text: if facts.is_countable() { "yes" } else { "no" }.to_owned(),
            more: reason.to_owned(),
            icon: None,
        },
        reports.to_string().into(),
    ];
    Row {
        name: facts.event.title.clone(),
        cells,
        quiet: !facts.is_countable(),
    }
}

/// The band of the timeline, by whose name a kind is known in every chart.
fn lane(kind: &Kind) -> &str {
    match kind.lane.as_str() {
        "" => &kind.name,
        lane => lane,
    }
}

/// The date in plain words, a question mark kept; the date as typed, and the words of the source,
/// under the pointer.
fn date_cell(event: &Event) -> Cell {
    let Some((when, date)) = event
        .when()
        .and_then(|when| Some((when, when.used_date()?)))
    else {
        return words::UNKNOWN.to_owned().into();
    };
    let written = match when.as_written.as_str() {
        "" => String::new(),
        written => format!("\nas written “{written}”"),
    };
    Cell {
        text: words::date(date),
        more: format!("{}: {}{written}", date.as_str(), date.in_words()),
        icon: None,
    }
}

fn standing_cell(facts: &EventFacts) -> Cell {
    let text = match (facts.alleged, facts.denied) {
        (true, true) => "alleged, denied".to_owned(),
        _ => facts.standing.in_words().to_owned(),
    };
    let more = facts
        .event
        .standing
        .as_ref()
        .map(|(_, reason)| reason.clone());
    Cell {
        text,
        more: more.unwrap_or_default(),
        icon: None,
    }
}

fn or_dash(text: String) -> Cell {
    if text.is_empty() {
        words::UNKNOWN.to_owned().into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_above_the_table_counts() {
        let totals = Totals {
            incidents: 9,
            countable_incidents: 5,
            policy_shifts: 1,
            countable_policy_shifts: 1,
            diplomatic: 17,
            undated: 2,
        };
        assert_eq!(
            summary(totals, 0),
            "27 events · 5 of 9 incidents count · 1 of 1 policy shift counts · 2 undated"
        );
        assert_eq!(summary(Totals::default(), 0), "0 events");
        assert!(summary(totals, 3).ends_with(" · filtered: 3 left out below"));
    }
}
