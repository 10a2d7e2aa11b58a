//! What the cells of a row show: from memory at once, or as they stand in the file.

use crate::figure::labels::range_words;
use crate::formats::table::Cell as Value;
use crate::model::column::Column;
use crate::model::day::DayRange;
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use crate::model::toll::Estimate;
use crate::tables::LoadedTable;
use crate::tables::coded::Coded;
use crate::workbench::panes::words::{self, UNKNOWN};

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// In one line; an en dash where nobody knows.
    pub text: String,
    /// The mark of its kind.
    pub icon: Option<(Shape, Hue)>,
    /// More to say under the pointer.
    pub more: String,
}

/// The cell of a column that is in memory; `None` for one of the file.
pub(super) fn meant(
    table: &LoadedTable,
    project: &Project,
    column: &Column,
    row: u32,
) -> Option<Cell> {
    Some(match column {
        Column::Days => days(table.days.get(row)),
        Column::Kind => kind(table, project, row),
        Column::Initiator => named(&table.initiator, row),
        Column::Target => named(&table.target, row),
        Column::Place => named(&table.place, row),
        Column::Country => named(&table.country, row),
        Column::Killed => estimate(&table.killed.get(row)),
        Column::Injured => estimate(&table.injured.get(row)),
        Column::Number => number(table.number.get(row)),
        Column::File(_) => return None,
    })
}

/// A cell as it stands in the file.
pub(super) fn of_file(text: &str) -> Cell {
    let text = text.trim();
    match text {
        "" => text_cell(UNKNOWN.to_owned()),
        text if text.contains(['\n', '\r', '\t']) => Cell {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            more: text.to_owned(),
            icon: None,
        },
        text => text_cell(text.to_owned()),
    }
}

fn text_cell(text: String) -> Cell {
    Cell {
        text,
        ..Cell::default()
    }
}

fn days(days: Option<DayRange>) -> Cell {
    text_cell(days.map_or_else(|| UNKNOWN.to_owned(), range_words))
}

fn kind(table: &LoadedTable, project: &Project, row: u32) -> Cell {
    let code = table.kind.code(row);
    if code == 0 {
        return text_cell(UNKNOWN.to_owned());
    }
    let (name, native) = (table.kind_name(code), table.kind.dictionary.text(code));
    let mut kinds = project.kinds.values();
    let known = kinds.find(|kind| kind.name.to_lowercase() == name.to_lowercase());
    let more = if name == native {
        String::new()
    } else {
        format!("in the file: {native}")
    };
    Cell {
        text: words::sentence(name),
        icon: known.map(|kind| (kind.shape, kind.hue)),
        more,
    }
}

fn named(column: &Coded, row: u32) -> Cell {
    match column.text(row) {
        "" => text_cell(UNKNOWN.to_owned()),
        text => text_cell(text.to_owned()),
    }
}

/// The likeliest number; what else is given, under the pointer.
fn estimate(given: &Estimate) -> Cell {
    let parts = [
        ("at least", given.low),
        ("most likely", given.best),
        ("at most", given.high),
    ];
    let said = parts
        .iter()
        .filter_map(|(what, number)| Some(format!("{what} {}", (*number)?)));
    let differ = given.low != given.best || given.best != given.high;
    let more = if differ && given.low.or(given.high).is_some() {
        words::sentence(&said.collect::<Vec<_>>().join(", "))
    } else {
        String::new()
    };
    Cell {
        text: words::estimate(given),
        more,
        icon: None,
    }
}

fn number(number: Option<u32>) -> Cell {
    text_cell(number.map_or_else(|| UNKNOWN.to_owned(), |number| number.to_string()))
}

/// The same cell as a value for a file: days as dates, numbers as numbers, unknown as nothing.
pub(super) fn value(table: &LoadedTable, column: &Column, row: u32, raw: &[String]) -> Value {
    let text = |column: &Coded| Value::text(column.text(row));
    match column {
        Column::Days => match table.days.get(row) {
            None => Value::Unknown,
            Some(days) if days.first() == days.last() => Value::Date(days.first()),
            Some(days) => Value::Text(format!("{}/{}", days.first(), days.last())),
        },
        Column::Kind => Value::text(table.kind_name(table.kind.code(row))),
        Column::Initiator => text(&table.initiator),
        Column::Target => text(&table.target),
        Column::Place => text(&table.place),
        Column::Country => text(&table.country),
        Column::Killed => estimated(&table.killed.get(row)),
        Column::Injured => estimated(&table.injured.get(row)),
        Column::Number => Value::number(table.number.get(row)),
        Column::File(name) => {
            let cell = table.column(name).and_then(|at| raw.get(at));
            typed(cell.map(|cell| cell.trim()).unwrap_or_default())
        }
    }
}

fn estimated(given: &Estimate) -> Value {
    match given.best {
        Some(best) => Value::Number(i64::from(best)),
        None if given.low.or(given.high).is_none() => Value::Unknown,
        None => Value::Text(words::estimate(given)),
    }
}

/// A number where the text is one and comes back the same: "007" is a text, and so is an id that a
/// spreadsheet would round.
fn typed(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>()
        && number.abs() < 1_000_000_000_000_000
        && number.to_string() == text
    {
        return Value::Number(number);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number.to_string() == text => Value::Decimal(number),
        _ => Value::text(text),
    }
}

/// Whether a cell of the file reads as a number.
pub(super) fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_back_the_same_is_a_number_in_a_file() {
        for (text, expected) in [
            ("12", Value::Number(12)),
            ("-3", Value::Number(-3)),
            ("34.51", Value::Decimal(34.51)),
            ("007", Value::Text("007".to_owned())),
            ("202101060001", Value::Number(202_101_060_001)),
            (
                "20210106000123456789",
                Value::Text("20210106000123456789".to_owned()),
            ),
            ("1e5", Value::Text("1e5".to_owned())),
            ("NaN", Value::Text("NaN".to_owned())),
            ("", Value::Unknown),
        ] {
            assert_eq!(typed(text), expected, "{text}");
        }
    }

    #[test]
    fn what_nobody_said_is_a_dash_and_never_a_zero() {
        assert_eq!(estimate(&Estimate::default()).text, "–");
        let given = Estimate {
            low: Some(0),
            best: Some(2),
            high: Some(5),
        };
        let cell = estimate(&given);
        assert_eq!(cell.text, "2");
        assert_eq!(cell.more, "At least 0, most likely 2, at most 5");
        assert_eq!(of_file(" \n").text, "–");
        assert_eq!(of_file("one\ntwo").text, "one two");
    }
}
