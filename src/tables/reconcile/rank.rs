//! Candidates in order.

use super::days::DayIndex;
use super::incident::{Incident, Maker, Party, Site, Sort};
use super::levels::{Levels, PlaceLevel};
use super::said::{Reason, reasons};
use super::weights::score;
use crate::model::day::DayRange;
use crate::model::event::Event;
use crate::model::id::EventId;
use crate::model::project::Project;
use crate::model::when::When;
use crate::tables::loaded::LoadedTable;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// So many of the best rows are read from the file, for what is not in memory.
const READ: usize = 64;

/// What may tell of the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<I> {
    /// The row or the event.
    pub of: I,
    /// How much speaks for it, in tenths of a bit; above 0.
    pub score: i32,
    /// How far they agree.
    pub levels: Levels,
    /// What speaks for and against it.
    pub reasons: Vec<Reason>,
}

/// The rows of a table as incidents. Names are taken apart once for each different cell.
pub struct Rows<'t, 'n> {
    table: &'t LoadedTable,
    maker: Maker<'n>,
    sites: HashMap<(u32, u32), Arc<Site>>,
    parties: [HashMap<u32, Arc<[Party]>>; 2],
    sorts: HashMap<u32, Arc<Sort>>,
}

impl<'t, 'n> Rows<'t, 'n> {
    /// The rows of a table.
    pub fn new(table: &'t LoadedTable, maker: Maker<'n>) -> Self {
        Self {
            table,
            maker,
            sites: HashMap::new(),
            parties: [HashMap::new(), HashMap::new()],
            sorts: HashMap::new(),
        }
    }

    /// A row, by what of it is in memory.
    pub fn incident(&mut self, row: u32) -> Incident {
        let table = self.table;
        let (place, country) = (table.place.code(row), table.country.code(row));
        let maker = &mut self.maker;
        let site = self.sites.entry((place, country)).or_insert_with(|| {
            let name = table.place.dictionary.text(place);
            Arc::new(maker.site([name], table.country.dictionary.text(country)))
        });
        let [initiators, targets] = &mut self.parties;
        let sides = [(&table.initiator, initiators), (&table.target, targets)];
        let [initiator, target] = sides.map(|(column, known)| {
            let parties = known.entry(column.code(row)).or_insert_with(|| {
                let separator = table.mapping.separator;
                maker.parties(column.text(row), separator)
            });
            Arc::clone(parties)
        });
        let code = table.kind.code(row);
        let sort = self.sorts.entry(code);
        let sort = sort.or_insert_with(|| Arc::new(maker.sort(table, code)));
        let at = usize::try_from(row).unwrap_or(usize::MAX);
        let point = table.points.get(at).copied();
        Incident {
            days: table.days.get(row),
            site: Arc::clone(site),
            point: point.filter(|degrees| degrees.iter().all(|it| it.is_finite())),
            initiator,
            target,
            sort: Arc::clone(sort),
            killed: table.killed.get(row),
        }
    }

    /// A row with the larger places around it, which only the file knows. What of it is in memory,
    /// where the file cannot be read any more.
    fn whole(&mut self, row: u32) -> Incident {
        let incident = self.incident(row);
        let (table, mapping) = (self.table, &self.table.mapping);
        let Ok(cells) = table.records.read(row) else {
            return incident;
        };
        let cell = |name: &String| cells.get(table.column(name)?).map(String::as_str);
        let names = mapping.place.iter().filter_map(cell);
        let country = table.country.text(row);
        let site = self.maker.site(names, country);
        Incident {
            site: Arc::new(site),
            ..incident
        }
    }
}

/// The days an incident is looked for in.
fn around(days: DayRange, window: u32) -> DayRange {
    let window = i32::try_from(window).unwrap_or(i32::MAX);
    let (first, last) = (days.first().plus(-window), days.last().plus(window));
    DayRange::new(first, last).unwrap_or(days)
}

/// The rows that may tell of the same as `subject`, the likeliest first, at most `most`; none for
/// one that is undated. Rows more than `window` days apart are left out. Of equal rows the nearer in
/// time comes first, then the earlier in the file. Reads the file: for a job.
pub fn rank_rows(
    subject: &Incident,
    index: &DayIndex,
    rows: &mut Rows<'_, '_>,
    window: u32,
    most: usize,
) -> Vec<Candidate<u32>> {
    let Some(days) = subject.days else {
        return Vec::new();
    };
    let wanted = around(days, window);
    let mut found = Vec::new();
    for row in index.near(wanted) {
        let other = rows.incident(row);
        let touches = other
            .days
            .is_some_and(|it| it.intersection(wanted).is_some());
        if touches {
            let levels = Levels::of(subject, &other, rows.maker.names);
            found.push((
                Reverse(score(&levels) + hoped(&levels)),
                apart(days, &other),
                row,
            ));
        }
    }
    // What the file says besides may change the order of the best.
    let read = found.len().min(READ.max(most));
    if read < found.len() {
        found.select_nth_unstable(read);
        found.truncate(read);
    }
    let mut read: Vec<_> = found
        .into_iter()
        .map(|(_, apart, row)| {
            let other = rows.whole(row);
            let levels = Levels::of(subject, &other, rows.maker.names);
            (Reverse(score(&levels)), apart, row, levels, other)
        })
        .filter(|(score, ..)| score.0 > 0)
        .collect();
    read.sort_by_key(|(score, apart, row, ..)| (*score, *apart, *row));
    read.truncate(most);
    let candidate = |(score, _, row, levels, other): (Reverse<i32>, _, _, _, _)| Candidate {
        of: row,
        score: score.0,
        levels,
        reasons: reasons(subject, &other, &levels, rows.maker.names),
    };
    read.into_iter().map(candidate).collect()
}

/// What a row may gain once its larger places are read.
fn hoped(levels: &Levels) -> i32 {
    match levels.place {
        PlaceLevel::Elsewhere | PlaceLevel::Within100Km => 40,
        _ => 0,
    }
}

/// How far the first days lie apart.
fn apart(days: DayRange, other: &Incident) -> u32 {
    let first = other.days.map_or(0, |days| days.first().number());
    days.first().number().abs_diff(first)
}

/// The events that may be what a row tells of, the likeliest first, at most `most`; none for a row
/// that is undated. Of equal events the nearer in time comes first, then the older record. Reads the
/// row from the file: for a job.
pub fn rank_events(
    row: u32,
    rows: &mut Rows<'_, '_>,
    project: &Project,
    window: u32,
    most: usize,
) -> Vec<Candidate<EventId>> {
    let subject = rows.whole(row);
    let Some(days) = subject.days else {
        return Vec::new();
    };
    let wanted = around(days, window);
    let near = |event: &&Arc<Event>| {
        let extent = event.when().and_then(When::used_extent);
        let hull = extent.and_then(|extent| extent.hull());
        hull.is_some_and(|hull| hull.intersection(wanted).is_some())
    };
    let mut found = Vec::new();
    for event in project.events.values().filter(near) {
        let other = rows.maker.event(project, event);
        let levels = Levels::of(&subject, &other, rows.maker.names);
        if score(&levels) > 0 {
            found.push((
                Reverse(score(&levels)),
                apart(days, &other),
                event.id,
                levels,
                other,
            ));
        }
    }
    found.sort_by_key(|(score, apart, id, ..)| (*score, *apart, *id));
    found.truncate(most);
    let candidate = |(score, _, id, levels, other): (Reverse<i32>, _, _, _, _)| Candidate {
        of: id,
        score: score.0,
        levels,
        reasons: reasons(&subject, &other, &levels, rows.maker.names),
    };
    found.into_iter().map(candidate).collect()
}
