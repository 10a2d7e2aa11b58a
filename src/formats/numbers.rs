//! The numbers behind a figure as a table. Of bars: the columns of `tightrope counts`, in front of
//! them whose numbers they are, behind them how far each may reach and how much is covered. Of a
//! timeline: what its marks say. Of two actors: what each event says, and the sums.

use super::table::{Cell, Table};
use crate::analysis::counts::CannotCount;
use crate::derived::Derived;
use crate::figure::numbers::{NumberRow, lanes_of_tables, numbers};
use crate::figure::pair_numbers::{PairRow, pair_numbers};
use crate::figure::series::{Series, TableActs};
use crate::figure::timeline_numbers::{Span, TimelineRow, timeline_numbers};
use crate::figure::wanted::{Charts, Wanted};
use crate::model::day::{Day, DayRange};
use crate::model::project::Project;

/// Whose rows the records of a timeline are, beside those of bars.
const TIMELINE: &str = "Timeline";

/// The numbers behind a figure, whatever its charts; where it has a timeline and bars, those of the
/// bars and then those of the timeline.
///
/// # Errors
/// When the period runs backwards or has too many of the buckets asked for.
pub fn of_figure(
    own: Option<(&Project, &Derived)>,
    (series, acts): (&[Series], &[TableActs]),
    wanted: &Wanted,
) -> Result<Table, CannotCount> {
    if let Some((project, derived)) = own.filter(|_| wanted.charts.is_of_two()) {
        let rows = pair_numbers(project, derived, acts, wanted)?;
        return Ok(table_of_pair(&rows));
    }
    let records = match own.filter(|_| wanted.charts.has_lanes()) {
        Some(own) => Some(table_of_timeline(&timeline_numbers(own, series, wanted)?)),
        None => None,
    };
    let bars = match wanted.charts {
        Charts::Timeline => lanes_of_tables(own, series, wanted)?,
        _ => numbers(own, series, wanted)?,
    };
    let bars = table(&bars);
    Ok(match records {
        None => bars,
        Some(records) if wanted.charts == Charts::Timeline && bars.rows.is_empty() => records,
        Some(records) => bars.above(records),
    })
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Unknown, Cell::Decimal)
}

fn flag(flag: Option<bool>) -> Cell {
    flag.map_or(Cell::Unknown, Cell::Flag)
}

/// A row for each bucket and group; `end` is the first day after.
pub fn table(rows: &[NumberRow]) -> Table {
    let cells = |row: &NumberRow| {
        vec![
            Cell::text(row.series.clone()),
            Cell::Date(row.days.first()),
            Cell::Date(row.days.end()),
            Cell::Text(row.group.clone()),
            number(row.certain),
            number(row.expected),
            number(row.reach.map(|(low, _)| low)),
            number(row.reach.map(|(_, high)| high)),
            row.covered
                .map_or(Cell::Unknown, |it| Cell::text(it.in_words())),
        ]
    };
    Table {
        columns: vec![
            "series", "start", "end", "group", "certain", "expected", "low", "high", "covered",
        ],
        rows: rows.iter().map(cells).collect(),
    }
}

/// The columns of when something was: it happened or began from the first to the last of these days,
/// and went on until then.
const SPAN: [&str; 4] = ["first", "last", "surely_until", "until"];

fn span(span: Span) -> [Cell; SPAN.len()] {
    let day = |day: Option<Day>| day.map_or(Cell::Unknown, Cell::Date);
    [
        day(span.began.map(DayRange::first)),
        day(span.began.map(DayRange::last)),
        day(span.lasted.map(|it| it.sure)),
        day(span.lasted.map(|it| it.last)),
    ]
}

/// A row for each record of a timeline and lane.
pub fn table_of_timeline(rows: &[TimelineRow]) -> Table {
    let cells = |row: &TimelineRow| {
        let mut cells = vec![
            Cell::text(TIMELINE),
            Cell::text(row.lane.clone()),
            Cell::text(row.title.clone()),
        ];
        cells.extend(span(row.span));
        let elsewhere = row.elsewhere.iter().map(|days| Cell::Text(words(*days)));
        cells.extend([
            row.standing
                .map_or(Cell::Unknown, |it| Cell::text(it.in_words())),
            flag(row.alleged),
            flag(row.denied),
            flag(row.counted),
            Cell::List(elsewhere.collect()),
        ]);
        cells
    };
    let mut columns = vec!["series", "lane", "title"];
    columns.extend(SPAN);
    columns.extend(["standing", "alleged", "denied", "counted", "elsewhere"]);
    Table {
        columns,
        rows: rows.iter().map(cells).collect(),
    }
}

/// "2024-12-03", "2024-12-01/2024-12-31".
fn words(days: DayRange) -> String {
    match days.days() {
        1 => days.first().to_string(),
        _ => format!("{}/{}", days.first(), days.last()),
    }
}

/// A row for each event and each step of a sum behind a chart of two actors.
pub fn table_of_pair(rows: &[PairRow]) -> Table {
    let cells = |row: &PairRow| {
        let mut cells = vec![
            Cell::text(row.series.clone()),
            Cell::text(row.lane.clone()),
            Cell::text(row.what.clone()),
        ];
        cells.extend(span(row.span));
        cells.extend([
            flag(row.counted),
            Cell::text(row.unit),
            number(row.value),
            number(row.low),
            number(row.high),
        ]);
        cells
    };
    let mut columns = vec!["series", "lane", "what"];
    columns.extend(SPAN);
    columns.extend(["counted", "unit", "value", "low", "high"]);
    Table {
        columns,
        rows: rows.iter().map(cells).collect(),
    }
}
