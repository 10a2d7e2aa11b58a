//! The rows of tables beside the acts of two actors: a strip of its own for each table and direction,
//! darker where there are more rows; single marks as large as their toll where few are in sight.
//!
//! In: what a table knows of the two. Out: rows of the chart. A strip has at most a cell for every few
//! points, whatever the number of rows.

use super::DyadData;
use super::gutter::{MOST_LINES, SMALL};
use super::toll::{LARGEST, TollSize};
use crate::figure::frame::Frame;
use crate::figure::ground::{self, NAME_LEFT};
use crate::figure::gutter::{self, LINE};
use crate::figure::labels::{elided, range_words};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::pair::Way;
use crate::figure::rows::{Killed, RowsAt, Strip, StripCell, TableMark, amount_words, whole_words};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::series::{ActLane, TableActs};
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::Entry;
use crate::figure::timeline::heads::NAME_SIZE;
use crate::figure::timeline::tables::{
    POINTS_PER_MARK, cells, paint_cells, paint_out_of_sight, paint_single,
};
use crate::figure::words::TOLL_UNKNOWN;
use crate::model::day::DayRange;
use crate::model::id::TableId;
use std::collections::BTreeMap;

/// The height of a row of a table.
const ROW: f32 = 2.0 * LARGEST + 4.0;
/// The height of a strip.
const STRIP: f32 = 18.0;
/// The height of the line with a title that the gutter has no room for.
const HEAD: f32 = 20.0;
/// Above and below the lines of the gutter, together.
const ROW_GAP: f32 = 2.0;

/// Where the rows of a table stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the acts of the first.
    Above,
    /// On the line between: whoever acted.
    Between,
    /// Below the acts of the other.
    Below,
}

impl Place {
    fn of(way: Way) -> Self {
        match way {
            Way::Forth => Self::Above,
            Way::Back => Self::Below,
            Way::Both | Way::Others => Self::Between,
        }
    }
}

/// The rows of one table in one direction, with their place.
pub(super) struct LaidOut<'a> {
    acts: &'a TableActs,
    lane: &'a ActLane,
    /// "Pakistan against TTP".
    heading: String,
    headed: bool,
    /// Its title in lines.
    title: Vec<String>,
    /// The toll of the largest mark of the chart.
    largest: u32,
    /// What the fullest cell of the table holds, in any direction, so that shades can be compared.
    fullest: f64,
    pub(super) top: f32,
}

/// What the fullest cell of each table holds.
pub(super) type Fullest = BTreeMap<TableId, f64>;

/// The same for all tables of a chart.
pub(super) fn fullest(data: &DyadData, axis: &TimeAxis) -> Fullest {
    let of_table = |acts: &TableActs| {
        let all = acts.lanes.iter().flat_map(|lane| cells(&lane.line, axis));
        all.map(|cell| cell.amount).fold(0.0, f64::max)
    };
    let all = data.tables.iter();
    all.map(|acts| (acts.table, of_table(acts))).collect()
}

/// The rows of all tables that stand there, from top to bottom.
pub(super) fn rows<'a>(
    data: &'a DyadData,
    (place, fullest): (Place, &Fullest),
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Vec<LaidOut<'a>> {
    let lanes = |acts: &'a TableActs| acts.lanes.iter().map(move |lane| (acts, lane));
    let all = data.tables.iter().flat_map(lanes);
    let here = all.filter(|(_, lane)| Place::of(lane.way) == place);
    let laid_out = here.map(|(acts, lane)| {
        let headed = is_headed(&acts.title, frame, metrics);
        let (wide, lines) = match headed {
            true => (frame.axis.right() - NAME_LEFT, 1),
            false => (gutter::room(frame), MOST_LINES),
        };
        LaidOut {
            acts,
            lane,
            heading: data.heading(lane.way),
            headed,
            title: gutter::lines(&acts.title, wide, lines, NAME_SIZE, metrics),
            largest: data.largest_toll,
            fullest: fullest.get(&acts.table).copied().unwrap_or(0.0),
            top: 0.0,
        }
    });
    laid_out.collect()
}

/// Whether a title has a line of its own: on paper, where nobody can point at one that is cut.
fn is_headed(title: &str, frame: &Frame, metrics: &dyn Metrics) -> bool {
    frame.is_paper() && metrics.width(title, NAME_SIZE, Weight::Regular) > gutter::room(frame)
}

impl LaidOut<'_> {
    pub(super) fn height(&self) -> f32 {
        let head = if self.headed { HEAD } else { 0.0 };
        head + self.row_height()
    }

    /// Without a line of its own for the title.
    fn row_height(&self) -> f32 {
        let titles = if self.headed { 0 } else { self.title.len() };
        ROW.max((titles + 1) as f32 * LINE + ROW_GAP)
    }

    pub(super) fn paint(&self, scene: &mut Scene, frame: &Frame, metrics: &dyn Metrics) {
        let (acts, axis) = (self.acts, &frame.axis);
        let (whole, height) = (self.height(), self.row_height());
        let room = Rect::at(0.0, self.top + whole - height, frame.width, height);
        // Of the rows of one table each has a name of its own.
        let whose = format!("{},", self.words());
        ground::paint(scene, room, axis, &acts.coverage(), Some(&whose));
        self.name(scene, room, frame, metrics);
        // The line between a table and what stands towards the middle of the chart.
        let y = match Place::of(self.lane.way) {
            Place::Above | Place::Between => room.bottom,
            Place::Below => self.top,
        };
        scene.paint(Item::Line {
            from: Pos { x: axis.left(), y },
            to: Pos { x: axis.right(), y },
            stroke: Paint::Line.stroke(1.0),
        });
        let known = self.lane.line.known();
        let number = amount_words(self.lane.line.total, acts.noun);
        let single = self.single(axis);
        let y = room.centre().y;
        let is_painted =
            single.is_some_and(|entries| paint_single(scene, &entries, y, axis, metrics));
        if !is_painted {
            let (left, right) = (axis.left(), axis.right());
            let rect = Rect::at(left, y - STRIP / 2.0, right - left, STRIP);
            self.paint_strip(scene, rect, axis);
        }
        if let Some(known) = known {
            paint_out_of_sight(scene, &acts.title, (number, known), room, axis, metrics);
        }
    }

    /// The title of the table and how many rows there are, in the gutter or above the row.
    fn name(&self, scene: &mut Scene, room: Rect, frame: &Frame, metrics: &dyn Metrics) {
        let lines = self.title.len() as f32;
        let (title_at, number_at) = match self.headed {
            true => (room.top - HEAD / 2.0 + 2.0, room.centre().y),
            false => {
                let first = room.centre().y - lines * LINE / 2.0;
                (first, first + lines * LINE)
            }
        };
        let (items, rect) = gutter::write(scene, &self.title, (title_at, LINE), metrics);
        let facts = self.facts();
        let number = elided(&facts, gutter::room(frame), SMALL, Weight::Regular, metrics);
        scene.write(Text {
            at: Pos {
                x: NAME_LEFT,
                y: number_at,
            },
            anchor: Anchor::Start,
            size: SMALL,
            weight: Weight::Regular,
            paint: Paint::Muted,
            text: number,
        });
        let covered = self.acts.covered.map(range_words);
        let covered = covered.map_or_else(String::new, |days| format!("\n{days}"));
        scene.marks.push(Mark {
            rect,
            ids: vec![self.acts.table.into()],
            name: format!("Table {}, {}: {facts}", self.acts.title, self.heading),
            tooltip: format!("{}\n{}: {facts}{covered}", self.acts.title, self.heading),
            label: items.clone().next(),
            items,
            table: None,
            bar: None,
        });
    }

    /// "120 rows, 2 undated".
    fn facts(&self) -> String {
        let rows = whole_words(self.lane.rows.into(), "row");
        match self.lane.undated {
            0 => rows,
            undated => format!("{rows}, {undated} undated"),
        }
    }

    /// "UCDP GED, Pakistan against TTP".
    fn words(&self) -> String {
        format!("{}, {}", self.acts.title, self.heading)
    }

    /// The entries where few enough days and spans are in sight.
    fn single(&self, axis: &TimeAxis) -> Option<Vec<Entry>> {
        let room = ((axis.right() - axis.left()) / POINTS_PER_MARK) as usize;
        let places = self.lane.line.places(axis.days(), room)?;
        let entry = |(days, amount)| self.entry(days, amount);
        Some(places.into_iter().map(entry).collect())
    }

    fn entry(&self, days: DayRange, amount: u64) -> Entry {
        let line = &self.lane.line;
        let number = whole_words(amount, self.acts.noun);
        let killed = self.lane.killed_at(days);
        let toll = killed.map_or(TollSize::Unknown, |killed| toll_size(&killed, amount));
        let said = killed.map_or_else(
            || TOLL_UNKNOWN.to_owned(),
            |killed| killed.in_words(amount as f64, self.acts.noun),
        );
        let words = format!("{}\n{}: {number}\n{said}", self.words(), range_words(days));
        let rows = RowsAt {
            table: self.acts.table,
            days,
            group: line.group.clone(),
        };
        let short = toll.in_words();
        let label = match amount {
            0 | 1 => short,
            _ => format!("{number}, {short}"),
        };
        let mut entry = Entry::of_rows(rows, words, label, (line.hue, line.shape));
        entry.size = Some(toll.radius(self.largest));
        entry
    }

    fn paint_strip(&self, scene: &mut Scene, rect: Rect, axis: &TimeAxis) {
        let line = &self.lane.line;
        let with_killed = |cell: StripCell| StripCell {
            killed: self.lane.killed(cell.days),
            ..cell
        };
        let cells: Vec<StripCell> = cells(line, axis).into_iter().map(with_killed).collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            return;
        };
        let days = first.days.hull(last.days);
        let item = paint_cells(scene, &cells, (self.fullest, line.hue), rect);
        let said = self.lane.in_words(days, self.acts.noun);
        let (words, days) = (self.words(), range_words(days));
        scene.marks.push(Mark {
            rect,
            ids: Vec::new(),
            name: format!("{words}: {said}, {days}"),
            tooltip: format!("{words}\n{days}: {said}"),
            items: item..item + 1,
            label: None,
            table: Some(TableMark::Strip(Strip {
                table: self.acts.table,
                lane: words,
                group: line.group.clone(),
                noun: self.acts.noun,
                cells,
            })),
            bar: None,
        });
    }
}

/// How large the mark of so many rows is.
fn toll_size(killed: &Killed, rows: u64) -> TollSize {
    let best = killed.best.round() as u32;
    match killed.untold {
        none if none < 0.5 => TollSize::Best(best),
        all if all > rows as f64 - 0.5 => TollSize::Unknown,
        // Some rows say nothing: there may be more.
        _ => TollSize::AtLeast(best),
    }
}
