//! Random event tables and linked rows.

use super::arbitrary::{Choices, ids};
use std::collections::BTreeSet;
use std::sync::Arc;
use tightrope::document::verbs::editions::NewEdition;
use tightrope::document::verbs::row_values::RowChange;
use tightrope::model::codebook::Family;
use tightrope::model::column::Column;
use tightrope::model::event::Event;
use tightrope::model::id::{RowId, TableId};
use tightrope::model::mapping::{
    DateAt, DateColumns, DateStyle, EstimateColumns, KindColumns, KindValue, Mapping, Precision,
    PrecisionColumn,
};
use tightrope::model::project::Project;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest, SortKey};
use tightrope::model::sides::Sides;
use tightrope::model::table::{
    EventTable, RowNow, RowUpdate, SeenRow, TableFile, TableFormat, TableLayout, TableRow,
};
use tightrope::model::text::Sha;
use tightrope::model::view::{Filter, RowOrder, TableColumns};

/// A table with this id.
pub fn table(id: TableId, project: &Project, choices: &mut Choices) -> EventTable {
    EventTable {
        id,
        title: choices.name(),
        file: TableFile {
            path: choices.text(),
            sha: Sha::of(choices.text().as_bytes()),
            bytes: choices.below(9_999) as u64,
            embedded: choices.once_in(2),
        },
        layout: layout(choices),
        mapping: mapping(choices),
        memo: choices.text(),
        made: choices.made(project),
    }
}

fn layout(choices: &mut Choices) -> TableLayout {
    let format = match choices.below(4) {
        0 => TableFormat::Sheet(choices.text()),
        1 => TableFormat::Json(choices.text()),
        2 => TableFormat::JsonLines,
        _ => TableFormat::Delimited {
            delimiter: choices.one(&[',', '\t', ';']),
            quoted: choices.once_in(2),
        },
    };
    let entry = choices.text();
    TableLayout {
        format,
        entry: Some(entry).filter(|entry| !entry.is_empty()),
        encoding: choices.one(&["UTF-8", "windows-1252"]).to_owned(),
        preamble: choices.one(&[0, 3]),
        header: choices.once_in(2),
        tags: choices.once_in(2),
    }
}

fn column(choices: &mut Choices) -> Option<String> {
    choices
        .maybe(&["id", "date_start", "best", "نام"])
        .map(str::to_owned)
}

fn estimate(choices: &mut Choices) -> EstimateColumns {
    EstimateColumns {
        low: column(choices),
        best: column(choices),
        high: column(choices),
    }
}

fn mapping(choices: &mut Choices) -> Mapping {
    let at = match choices.below(4) {
        0 => DateAt::Nowhere,
        1 => DateAt::One(choices.text()),
        2 => DateAt::Range(choices.text(), choices.text()),
        _ => DateAt::Parts(choices.text(), column(choices), column(choices)),
    };
    let precision = column(choices).map(|column| PrecisionColumn {
        column,
        values: vec![("2".to_owned(), choices.one(&Precision::ALL))],
    });
    Mapping {
        profile: choices.text(),
        columns: column(choices).into_iter().collect(),
        id: column(choices),
        date: DateColumns {
            at,
            style: choices.one(&DateStyle::ALL),
            precision,
            lasted: choices.once_in(2),
            until: column(choices),
        },
        kind: KindColumns {
            columns: column(choices).into_iter().collect(),
            values: vec![KindValue {
                value: choices.text(),
                label: choices.text(),
                kind: choices.text(),
                family: choices.one(&Family::ALL),
                plover: choices.text(),
            }],
        },
        initiator: column(choices).into_iter().collect(),
        target: column(choices).into_iter().collect(),
        sides: match choices.once_in(3) {
            true => Sides::Opposed {
                directed: vec![choices.text()],
            },
            false => Sides::Directed,
        },
        place: column(choices).into_iter().collect(),
        country: column(choices),
        latitude: column(choices),
        longitude: column(choices),
        killed: estimate(choices),
        injured: estimate(choices),
        victims: vec![(choices.text(), choices.text())],
        source: column(choices).into_iter().collect(),
        notes: column(choices).into_iter().collect(),
        number: column(choices),
        unknown: vec![choices.text()],
        separator: choices.maybe(&[';', '|']),
    }
}

/// A row with this id of some table of the project.
pub fn row(id: RowId, project: &Project, choices: &mut Choices) -> TableRow {
    let now = now(choices);
    TableRow {
        id,
        table: choices.id::<EventTable>(project),
        key: choices.name(),
        cells: cells(choices),
        now,
        not_same: choices.maybe_id::<Event>(project).into_iter().collect(),
        made: choices.made(project),
    }
}

fn cells(choices: &mut Choices) -> Vec<(String, String)> {
    (0..choices.below(3))
        .map(|_| (choices.text(), choices.text()))
        .collect()
}

fn now(choices: &mut Choices) -> RowNow {
    match choices.below(4) {
        0 => RowNow::Changed(cells(choices)),
        1 => RowNow::Gone,
        2 => RowNow::GoneSeen,
        _ => RowNow::Same,
    }
}

/// A newer edition of a table, most often with all its rows.
pub fn edition(id: TableId, project: &Project, choices: &mut Choices) -> NewEdition {
    let EventTable {
        file,
        layout,
        mapping,
        ..
    } = table(id, project, choices);
    let known = project.tables.get(&id).cloned();
    let compared = known.unwrap_or_else(|| Arc::new(table(id, project, choices)));
    let rows = project.rows.values().filter(|row| row.table == id);
    let rows = rows.filter(|_| !choices.once_in(9)).map(|row| row.id);
    let rows: Vec<RowId> = rows.collect();
    let rows = rows.into_iter().map(|row| RowUpdate {
        row,
        key: choices.name(),
        cells: cells(choices),
        now: now(choices),
    });
    NewEdition {
        compared,
        rows: rows.collect(),
        file,
        layout,
        mapping,
    }
}

/// A filter on the rows of some table of the project.
pub fn filter(project: &Project, choices: &mut Choices) -> Filter {
    let table = choices.one(&ids::<EventTable>(project));
    let field = match choices.below(4) {
        0 => RowField::Column(choices.text()),
        1 => RowField::Actor,
        2 => RowField::Killed,
        _ => RowField::Days,
    };
    let test = match choices.below(5) {
        0 => RowTest::OneOf(vec![choices.text()]),
        1 => RowTest::NoneOf(vec![choices.text()]),
        2 => RowTest::Contains(choices.text()),
        3 => RowTest::Numbers {
            least: choices.maybe(&[0.0, 2.5]),
            most: None,
        },
        _ => RowTest::Days {
            from: None,
            to: choices.maybe(&[-43_000, 20_000]),
        },
    };
    Filter::Rows(table, RowFilter { field, test })
}

/// The order of the rows of some tables of the project.
pub fn orders(project: &Project, choices: &mut Choices) -> Vec<RowOrder> {
    let tables = choices.some(&ids::<EventTable>(project));
    let order = |table| RowOrder {
        table,
        keys: vec![SortKey {
            field: choices.one(&[RowField::Killed, RowField::Column("نام".to_owned())]),
            descending: choices.once_in(2),
        }],
    };
    tables.into_iter().map(order).collect()
}

/// The columns of some tables of the project.
pub fn columns(project: &Project, choices: &mut Choices) -> Vec<TableColumns> {
    let tables = choices.some(&ids::<EventTable>(project));
    let columns = |table| TableColumns {
        table,
        columns: vec![
            choices.one(&[Column::Days, Column::Killed, Column::Number]),
            Column::File(choices.text()),
        ],
    };
    tables.into_iter().map(columns).collect()
}

/// Some tables of the project.
pub fn hidden(project: &Project, choices: &mut Choices) -> BTreeSet<TableId> {
    let tables = choices.some(&ids::<EventTable>(project));
    tables.into_iter().collect()
}

/// A row of some table as somebody may see it: often one the project keeps already.
pub fn seen(project: &Project, choices: &mut Choices) -> SeenRow {
    let kept: Vec<RowId> = project.rows.keys().copied().collect();
    let kept = choices.maybe(&kept).and_then(|id| project.rows.get(&id));
    let names = |choices: &mut Choices| -> Vec<String> {
        let actors = project.actors.values().map(|actor| actor.name.clone());
        let known: Vec<String> = actors.take(2).collect();
        let mut names: Vec<String> = choices.some(&known);
        names.extend((0..choices.below(2)).map(|_| choices.text()));
        names
    };
    SeenRow {
        table: kept.map_or_else(|| choices.id::<EventTable>(project), |row| row.table),
        key: kept.map_or_else(|| choices.text(), |row| row.key.clone()),
        cells: (0..choices.below(3))
            .map(|_| (choices.name(), choices.text()))
            .collect(),
        as_written: choices.text(),
        date: choices.once_in(2).then(|| choices.date()),
        initiator: names(choices),
        target: names(choices),
        is_opposed: choices.once_in(3),
        places: names(choices),
        toll: choices.toll(),
        kinds: vec![choices.text()],
        family: choices.one(&Family::ALL),
    }
}

/// A row of some table as it was and is: mostly one on which a report rests and that waits to be
/// looked at, if there is one.
pub fn change(project: &Project, choices: &mut Choices) -> RowChange {
    let mut now = seen(project, choices);
    let rested_on = project.reports.values().filter_map(|report| {
        let row = project.rows.get(&report.passage.row()?)?;
        match &row.now {
            RowNow::Changed(cells) => Some((row.table, row.key.clone(), cells.clone())),
            _ => None,
        }
    });
    let waiting: Vec<_> = rested_on.collect();
    if let Some(row) = choices.maybe(&waiting) {
        (now.table, now.key, now.cells) = row;
    }
    RowChange {
        before: seen(project, choices),
        now,
    }
}
