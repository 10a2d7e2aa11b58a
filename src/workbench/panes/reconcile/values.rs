//! What events, rows and reports say, in the words of the columns of the pane.

use crate::figure::labels::range_words;
use crate::model::day::DayRange;
use crate::model::event::Event;
use crate::model::id::ActorId;
use crate::model::mapping::{DateAt, Mapping};
use crate::model::project::Project;
use crate::model::report::Report;
use crate::model::table::{SeenRow, TableRow};
use crate::model::toll::{Estimate, Harm};
use crate::tables::reconcile::levels::{
    ActorLevel, DayLevel, Levels, PlaceLevel, SortLevel, TollLevel,
};
use crate::workbench::panes::words;

/// When, where, who, what, how many killed: in words, in the order of the columns.
pub(super) type Values = [String; 5];

/// What these cells of a row say, one after the other.
pub(super) fn cells(row: &TableRow, columns: &[String]) -> String {
    let cells: Vec<&str> = columns.iter().filter_map(|name| row.cell(name)).collect();
    cells.join(", ")
}

/// What the native type of a row is called.
fn native_kind(mapping: &Mapping, row: &TableRow) -> String {
    let native = row.native_type(mapping);
    let mut values = mapping.kind.values.iter();
    let value = values.find(|value| value.value == native);
    let names = value.map(|value| [value.kind.as_str(), value.label.as_str()]);
    let mut names = names.into_iter().flatten();
    let name = names.find(|name| !name.is_empty());
    name.unwrap_or(native).to_owned()
}

/// What the cells of a row say that the project keeps: nothing that only its file knows.
pub(super) fn kept_values(project: &Project, row: &TableRow) -> Values {
    let Some(table) = project.tables.get(&row.table) else {
        return Values::default();
    };
    let mapping = &table.mapping;
    let all = |names: &[String]| cells(row, names);
    let one = |name: &Option<String>| name.as_ref().and_then(|name| row.cell(name));
    let estimate = Estimate {
        low: one(&mapping.killed.low).and_then(|text| text.parse().ok()),
        best: one(&mapping.killed.best).and_then(|text| text.parse().ok()),
        high: one(&mapping.killed.high).and_then(|text| text.parse().ok()),
    };
    let place = mapping.place.iter().find_map(|name| row.cell(name));
    let dates = match &mapping.date.at {
        DateAt::Nowhere => String::new(),
        DateAt::One(name) => row.cell(name).unwrap_or_default().to_owned(),
        DateAt::Range(first, _) => {
            let cell = row.cell(first).unwrap_or_default();
            cell.split(' ').next().unwrap_or_default().to_owned()
        }
        DateAt::Parts(year, ..) => row.cell(year).unwrap_or_default().to_owned(),
    };
    [
        dates,
        place.unwrap_or_default().to_owned(),
        who(
            row.is_opposed(mapping),
            &all(&mapping.initiator),
            &all(&mapping.target),
        ),
        native_kind(mapping, row),
        killed(&estimate),
    ]
}

pub(super) fn event_values(project: &Project, event: &Event) -> Values {
    let kind = project.kinds.get(&event.kind);
    let toll = event.toll().map(|toll| toll.total(Harm::Killed));
    [
        event.when().map(words::when).unwrap_or_default(),
        named(words::places(project, event.places())),
        acting(project, event.initiator(), event.target()),
        kind.map_or_else(String::new, |kind| kind.name.clone()),
        killed(&toll.unwrap_or_default()),
    ]
}

pub(super) fn row_values(seen: &SeenRow) -> Values {
    let killed_line = seen.toll.total(Harm::Killed);
    let kinds = seen.kinds.iter().find(|kind| !kind.is_empty());
    [
        days_words(seen.date.as_ref().and_then(|date| date.extent().hull())),
        seen.places.first().cloned().unwrap_or_default(),
        who(
            seen.is_opposed,
            &seen.initiator.join(", "),
            &seen.target.join(", "),
        ),
        kinds.cloned().unwrap_or_default(),
        killed(&killed_line),
    ]
}

/// What the report does not say in names the project knows, in those of its row.
pub(super) fn or_as_in_row(project: &Project, report: &Report, values: Values) -> Values {
    let row = report.passage.row().and_then(|id| project.rows.get(&id));
    let Some(row) = row else { return values };
    let mut raw = kept_values(project, row).into_iter();
    values.map(|value| {
        let raw = raw.next().unwrap_or_default();
        if value.is_empty() { raw } else { value }
    })
}

pub(super) fn differing(levels: &Levels) -> [bool; 5] {
    use DayLevel::{FewApart, Further, OneApart, WeekApart};
    use PlaceLevel::{Elsewhere, OtherCountry, Within100Km};
    [
        matches!(levels.days, OneApart | FewApart | WeekApart | Further),
        matches!(levels.place, Elsewhere | OtherCountry | Within100Km),
        matches!(levels.actors, ActorLevel::Differ | ActorLevel::One),
        levels.sort == SortLevel::OtherFamily,
        matches!(levels.toll, TollLevel::Near | TollLevel::Apart),
    ]
}

/// The days of a row in plain words; nothing where nobody knows them.
pub(super) fn days_words(days: Option<DayRange>) -> String {
    days.map_or_else(String::new, range_words)
}

/// "16", "16 (12–20)", or nothing.
pub(super) fn killed(estimate: &Estimate) -> String {
    match estimate {
        Estimate {
            low: None,
            best: None,
            high: None,
        } => String::new(),
        Estimate {
            low: Some(low),
            best: Some(best),
            high: Some(high),
        } if low != best || high != best => format!("{best} ({low}–{high})"),
        other => words::estimate(other),
    }
}

/// Who acts on whom among these: "Pakistan → TTP"; "Pakistan, TTP" where each does.
pub(super) fn acting(project: &Project, initiator: &[ActorId], target: &[ActorId]) -> String {
    let name = |ids| named(words::actors(project, ids));
    match initiator == target {
        true => name(initiator),
        false => who(false, &name(initiator), &name(target)),
    }
}

/// "Pakistan → TTP", "Pakistan – TTP" where they are two sides, or the one that is known.
pub(super) fn who(is_opposed: bool, initiator: &str, target: &str) -> String {
    match (initiator, target) {
        (initiator, "") => initiator.to_owned(),
        ("", target) if is_opposed => target.to_owned(),
        (initiator, target) if is_opposed => format!("{initiator} – {target}"),
        ("", target) => format!("{} → {target}", words::UNKNOWN),
        (initiator, target) => format!("{initiator} → {target}"),
    }
}

fn named(text: String) -> String {
    if text == words::UNKNOWN {
        String::new()
    } else {
        text
    }
}
