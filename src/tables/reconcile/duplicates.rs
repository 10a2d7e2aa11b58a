//! Rows of one table that may tell of the same incident. They are proposed, and nothing else.

use super::days::DayIndex;
use super::incident::{Incident, Maker};
use super::levels::{Levels, SourceLevel};
use super::names::Names;
use super::rank::Rows;
use super::said::{Reason, reasons};
use super::weights::score;
use crate::tables::coded::Coded;
use crate::tables::column::column;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// From this score on a pair is proposed, in tenths of a bit: where precision and recall met on the
/// half of MAVERICK's incidents that the weights were taken from.
pub const SUSPECTED: i32 = 60;

/// Points further apart than this are not compared, in degrees of latitude: about 28 km.
const NEAR_DEGREES: f32 = 0.25;
/// Rows between two looks at whether to go on.
const AT_A_TIME: usize = 1024;

/// Two rows that may tell of the same incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The earlier row of the file.
    pub one: u32,
    /// The later one.
    pub other: u32,
    /// How much speaks for it, in tenths of a bit.
    pub score: i32,
}

/// The rows of a table as they are compared with one another.
pub struct Table<'t> {
    table: &'t LoadedTable,
    names: &'t Names,
    /// The columns that say who reported a row, the most exact first.
    sources: Vec<Coded>,
}

impl<'t> Table<'t> {
    /// A table, with the columns of its sources read from the file: for a job.
    ///
    /// # Errors
    /// When the file cannot be read any more, or `watch` stops it.
    pub fn new(
        table: &'t LoadedTable,
        names: &'t Names,
        watch: Watch<'_>,
    ) -> Result<Self, CannotLoad> {
        let columns = table.mapping.source.iter();
        let columns = columns.filter_map(|name| table.column(name));
        let sources = columns.map(|at| column(table, at, watch));
        Ok(Self {
            table,
            names,
            sources: sources.collect::<Result<_, _>>()?,
        })
    }

    fn levels(&self, rows: &mut Rows<'_, '_>, (one, here): (u32, &Incident), other: u32) -> Levels {
        Levels {
            source: self.source_level(one, other),
            ..Levels::of(here, &rows.incident(other), self.names)
        }
    }

    fn source_level(&self, one: u32, other: u32) -> SourceLevel {
        let codes = self
            .sources
            .iter()
            .map(|column| (column.code(one), column.code(other)));
        let mut known = codes.filter(|(one, other)| *one != 0 && *other != 0);
        match known.next() {
            None => SourceLevel::Unknown,
            Some((one, other)) if one == other => SourceLevel::SameReport,
            Some(_) if known.any(|(one, other)| one == other) => SourceLevel::SameSource,
            Some(_) => SourceLevel::Other,
        }
    }

    /// Why two rows may be the same.
    pub fn why(&self, pair: Pair) -> Vec<Reason> {
        let mut rows = Rows::new(self.table, Maker::new(self.names));
        let (one, other) = (rows.incident(pair.one), rows.incident(pair.other));
        let levels = self.levels(&mut rows, (pair.one, &one), pair.other);
        reasons(&one, &other, &levels, self.names)
    }
}

/// The pairs of rows that may tell of the same incident, the likeliest first: at most `window` days
/// apart, at places that may be the same, with a score of at least `least`. Rows of more than a month
/// are left out: they overlap with too many. O(rows x rows in the window).
///
/// # Errors
/// When `watch` stops it.
pub fn suspected(
    of: &Table<'_>,
    index: &DayIndex,
    (window, least): (u32, i32),
    watch: Watch<'_>,
) -> Result<Vec<Pair>, CannotLoad> {
    let mut rows = Rows::new(of.table, Maker::new(of.names));
    let mut found = Vec::new();
    let window = i32::try_from(window).unwrap_or(i32::MAX);
    let order = index.in_order();
    for (number, (_, row)) in order.iter().enumerate() {
        if number % AT_A_TIME == 0 && !watch(number as f32 / order.len() as f32) {
            return Err(CannotLoad::Stopped);
        }
        let one = rows.incident(*row);
        let last = one.days.map_or(i32::MIN, |days| days.last().number());
        let last = last.saturating_add(window);
        let later = order.get(number + 1..).unwrap_or_default();
        let later = later.iter().take_while(|(first, _)| *first <= last);
        for (_, other) in later.filter(|(_, other)| may_be_near(of.table, *row, *other)) {
            let score = score(&of.levels(&mut rows, (*row, &one), *other));
            if score >= least {
                found.push(Pair {
                    one: *row.min(other),
                    other: *row.max(other),
                    score,
                });
            }
        }
    }
    found.sort_by_key(|pair| (Reverse(pair.score), pair.one, pair.other));
    Ok(found)
}

/// Whether two rows may lie at one place: looked at before anything else, for there are many.
fn may_be_near(table: &LoadedTable, one: u32, other: u32) -> bool {
    let (country, other_country) = (table.country.code(one), table.country.code(other));
    if country != other_country && country != 0 && other_country != 0 {
        return false;
    }
    let point = |row: u32| table.points.get(usize::try_from(row).unwrap_or(usize::MAX));
    let (here, there) = (point(one), point(other));
    here.zip(there)
        .is_none_or(|([north, _], [other_north, _])| {
            // Where either is not a number, nobody knows.
            let apart = (north - other_north).abs();
            apart.is_nan() || apart <= NEAR_DEGREES
        })
}

/// The rows of pairs that hang together, each group in the order of the file, the first group the one
/// with the likeliest pair.
pub fn groups(pairs: &[Pair]) -> Vec<Vec<u32>> {
    let mut leader: BTreeMap<u32, u32> = BTreeMap::new();
    for pair in pairs {
        let (one, other) = (root(&mut leader, pair.one), root(&mut leader, pair.other));
        leader.insert(one.max(other), one.min(other));
    }
    let rows: Vec<u32> = leader.keys().copied().collect();
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in rows {
        members.entry(root(&mut leader, row)).or_default().push(row);
    }
    let mut out = Vec::new();
    for pair in pairs {
        out.extend(members.remove(&root(&mut leader, pair.one)));
    }
    out
}

/// The least row that hangs together with this one; the way there is made shorter.
fn root(leader: &mut BTreeMap<u32, u32>, row: u32) -> u32 {
    let mut at = row;
    loop {
        let up = *leader.entry(at).or_insert(at);
        if up == at {
            break;
        }
        at = up;
    }
    leader.insert(row, at);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_hang_together_are_one_group() {
        let pair = |one, other, score| Pair { one, other, score };
        let pairs = [
            pair(7, 9, 90),
            pair(1, 2, 80),
            pair(9, 12, 70),
            pair(2, 5, 70),
            pair(3, 4, 61),
        ];
        let expected = [vec![7, 9, 12], vec![1, 2, 5], vec![3, 4]];
        assert_eq!(groups(&pairs), expected);
        assert!(groups(&[]).is_empty());
    }
}
