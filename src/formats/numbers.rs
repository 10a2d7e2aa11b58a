//! The numbers behind the bars of a figure as a table: the columns of `tightrope counts`, and in
//! front of them whose numbers they are.

use super::table::{Cell, Table};
use crate::figure::numbers::NumberRow;
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
