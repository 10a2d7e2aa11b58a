//! The numbers behind a figure as a table. Of bars: the columns of `tightrope counts`, and in front of
//! them whose numbers they are. Of two actors: what each event says, and the sums.

use super::table::{Cell, Table};
use crate::figure::numbers::NumberRow;
use crate::figure::pair_numbers::PairRow;
use crate::model::day::{Day, DayRange};

/// A row for each bucket and group; `end` is the first day after.
pub fn table(rows: &[NumberRow]) -> Table {
    let cells = |row: &NumberRow| {
        let day = |day: fn(DayRange) -> Day| Cell::Date(day(row.days));
        vec![
            Cell::text(row.series.clone()),
            day(DayRange::first),
            day(DayRange::end),
            Cell::Text(row.group.clone()),
            Cell::Decimal(row.cell.certain),
            Cell::Decimal(row.cell.expected),
            row.reach
                .map_or(Cell::Unknown, |(low, _)| Cell::Decimal(low)),
            row.reach
                .map_or(Cell::Unknown, |(_, high)| Cell::Decimal(high)),
        ]
    };
    Table {
        columns: vec![
            "series", "start", "end", "group", "certain", "expected", "low", "high",
        ],
        rows: rows.iter().map(cells).collect(),
    }
}

/// A row for each event and each step of a sum behind a chart of two actors; `end` is the first day
/// after.
pub fn table_of_pair(rows: &[PairRow]) -> Table {
    let number = |number: Option<f64>| number.map_or(Cell::Unknown, Cell::Decimal);
    let cells = |row: &PairRow| {
        let day =
            |day: fn(DayRange) -> Day| row.days.map_or(Cell::Unknown, |days| Cell::Date(day(days)));
        vec![
            Cell::text(row.series.clone()),
            Cell::text(row.lane.clone()),
            Cell::text(row.what.clone()),
            day(DayRange::first),
            day(DayRange::end),
            Cell::text(row.unit),
            number(row.value),
            number(row.low),
            number(row.high),
        ]
    };
    Table {
        columns: vec![
            "series", "lane", "what", "start", "end", "unit", "value", "low", "high",
        ],
        rows: rows.iter().map(cells).collect(),
    }
}
