//! The cells of days: which group and which day each one stands for.

use crate::analysis::group::Group;
use crate::model::day::DayRange;

/// As many cells of groups and days are kept without looking which of them have rows.
const MOST_DENSE: usize = 1 << 19;

/// The groups, and the cells of their days.
pub(super) struct Layout {
    /// Sorted.
    pub(super) groups: Vec<Group>,
    days: Days,
}

impl Layout {
    /// The cells for these groups and the days their rows are on.
    pub(super) fn new<I>(groups: Vec<Group>, days: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (u32, i32)>,
    {
        let days = Days::of(days, groups.len());
        Self { groups, days }
    }

    /// How many cells of days there are.
    pub(super) fn cell_count(&self) -> usize {
        self.days.len(self.groups.len())
    }

    /// The group and the day of a cell.
    pub(super) fn at(&self, cell: usize) -> (u32, i32) {
        self.days.at(cell)
    }

    /// The first cell of a group on a day or later; that behind its last where there is none.
    pub(super) fn from(&self, group: u32, day: i32) -> usize {
        self.days.from(group, day)
    }

    /// Tells `see` of each day that has rows, or of each group that has some: the group, the first
    /// day, the last, and how many rows. `rows` has those of each cell of days.
    pub(super) fn each_with_rows(&self, rows: &[u32], see: &mut dyn FnMut(u32, [i32; 2], u32)) {
        self.days.each_with_rows(rows, see);
    }
}

/// A group and the days that rows of it are spread over.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub(super) group: u32,
    pub(super) days: DayRange,
}

/// The cells of days, group by group.
enum Days {
    /// Every day from `first` on, `each` of them, for each group.
    Dense { first: i32, each: usize },
    /// The days that have rows, as [`key`] has them, sorted.
    Sparse(Vec<u64>),
}

fn key(group: u32, day: i32) -> u64 {
    // Flipping the sign bit lets days before 1970 sort first.
    u64::from(group) << 32 | u64::from(day.cast_unsigned() ^ (1 << 31))
}

impl Days {
    /// The cells for these groups and days.
    fn of<I>(days: impl Fn() -> I, groups: usize) -> Self
    where
        I: Iterator<Item = (u32, i32)>,
    {
        let (mut first, mut last) = (i32::MAX, i32::MIN);
        for (_, day) in days() {
            (first, last) = (first.min(day), last.max(day));
        }
        if first > last {
            return Self::Dense { first: 0, each: 0 };
        }
        let each = last.abs_diff(first) as usize + 1;
        if each.saturating_mul(groups) <= MOST_DENSE {
            return Self::Dense { first, each };
        }
        let mut keys: Vec<u64> = days().map(|(group, day)| key(group, day)).collect();
        keys.sort_unstable();
        keys.dedup();
        Self::Sparse(keys)
    }

    /// The first cell of a group on a day or later; that behind its last where there is none.
    fn from(&self, group: u32, day: i32) -> usize {
        match self {
            Self::Dense { first, each } => {
                let slot = i64::from(day) - i64::from(*first);
                let slot = usize::try_from(slot.max(0)).unwrap_or(usize::MAX);
                group as usize * each + slot.min(*each)
            }
            Self::Sparse(keys) => keys.partition_point(|it| *it < key(group, day)),
        }
    }

    fn len(&self, groups: usize) -> usize {
        match self {
            Self::Dense { each, .. } => groups * each,
            Self::Sparse(keys) => keys.len(),
        }
    }

    /// The group and the day of a cell.
    fn at(&self, cell: usize) -> (u32, i32) {
        match self {
            Self::Dense { first, each } => {
                let each = (*each).max(1);
                let slot = i32::try_from(cell % each).unwrap_or(0);
                (u32::try_from(cell / each).unwrap_or(0), first + slot)
            }
            Self::Sparse(keys) => {
                let key = keys.get(cell).copied().unwrap_or(0);
                let day = (key & u64::from(u32::MAX)) as u32 ^ (1 << 31);
                ((key >> 32) as u32, day.cast_signed())
            }
        }
    }

    fn each_with_rows(&self, rows: &[u32], see: &mut dyn FnMut(u32, [i32; 2], u32)) {
        match self {
            Self::Dense { first, each } => {
                let day = |slot: usize| first.saturating_add_unsigned(slot as u32);
                for (group, rows) in (0..).zip(rows.chunks((*each).max(1))) {
                    let is_some = |rows: &u32| *rows > 0;
                    let ends = rows
                        .iter()
                        .position(is_some)
                        .zip(rows.iter().rposition(is_some));
                    if let Some((first, last)) = ends {
                        see(group, [day(first), day(last)], rows.iter().sum());
                    }
                }
            }
            Self::Sparse(keys) => {
                for (key, rows) in keys.iter().zip(rows).filter(|(_, rows)| **rows > 0) {
                    let day = (key & u64::from(u32::MAX)) as u32 ^ (1 << 31);
                    see((key >> 32) as u32, [day.cast_signed(); 2], *rows);
                }
            }
        }
    }
}

/// Where a row counts, before cells are numbered.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Day(u32, i32),
    /// By number.
    Span(u32),
    Undated,
    Unknown,
}

impl Place {
    /// The group and the day of a row that is dated to one.
    pub(super) fn day(&self) -> Option<(u32, i32)> {
        match self {
            Self::Day(group, day) => Some((*group, *day)),
            Self::Span(_) | Self::Undated | Self::Unknown => None,
        }
    }
}
