//! Ids that come again, found without keeping the ids.

use std::hash::{DefaultHasher, Hasher};

/// The ids of rows, as numbers that are equal for equal ids (and for others once in a world).
#[derive(Clone, Debug, Default)]
pub struct Ids(Vec<u64>);

/// How many rows share their id with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The first row whose id came before.
    pub row: u32,
    /// How many rows have an id that came before them.
    pub rows: u32,
}

impl Ids {
    /// Adds the id of the next row; an empty one is no id.
    pub fn push(&mut self, cell: &[u8]) {
        self.0.push(number(cell.trim_ascii()));
    }

    /// Adds the rows of a later part of the table.
    pub fn append(&mut self, mut later: Self) {
        self.0.append(&mut later.0);
    }

    /// The rows whose ids came before; `None` when there are none.
    pub fn repeated(&self) -> Option<Repeated> {
        // Ids mostly rise through a file.
        if self.0.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let mut order: Vec<(u64, u32)> = self.0.iter().copied().zip(0..).collect();
        order.retain(|(id, _)| *id != NO_ID);
        order.sort_unstable();
        let again = order.windows(2).filter_map(|pair| match pair {
            [(a, _), (b, row)] if a == b => Some(*row),
            _ => None,
        });
        let (row, rows) = again.fold((u32::MAX, 0), |(first, rows), row| {
            (first.min(row), rows + 1)
        });
        (rows > 0).then_some(Repeated { row, rows })
    }
}

const NO_ID: u64 = u64::MAX;

fn number(id: &[u8]) -> u64 {
    if id.is_empty() {
        return NO_ID;
    }
    // Numbers of up to 18 digits are themselves; a leading zero makes another id.
    let is_number = id.len() <= 18 && id.iter().all(u8::is_ascii_digit);
    if is_number && (id.len() == 1 || !id.starts_with(b"0")) {
        let digits = id.iter().map(|byte| u64::from(byte - b'0'));
        return digits.fold(0, |sum, digit| sum * 10 + digit);
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(id);
    // Above all numbers of 18 digits.
    (hasher.finish() | 1 << 63) & !1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_come_again_are_counted() {
        for (ids, expected) in [
            (&["1", "2", "10"][..], None),
            (&["10", "2", "1"], None),
            (&["1", "01", "001"], None),
            (&["", "", "a"], None),
            (&["PAK1", "PAK2", "PAK1", "PAK3", "PAK3"], Some((2, 2))),
            (&["7", "7", "7"], Some((1, 2))),
        ] {
            let mut found = Ids::default();
            ids.iter().for_each(|id| found.push(id.as_bytes()));
            let found = found.repeated().map(|again| (again.row, again.rows));
            assert_eq!(found, expected, "{ids:?}");
        }
    }
}
