//! What rows add up to in each cell of an index.

/// How many rows lie in each cell, and what they add.
#[derive(Clone, Default)]
pub(super) struct CellSums {
    /// How many there are in the upper half; in the lower half what they add, or nothing where
    /// that stands in `amounts` or is how many there are. Neither half ever runs over: what all
    /// rows come to fits.
    packed: Vec<u64>,
    amounts: Vec<u64>,
    kind: Amounts,
}

/// What rows add.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Amounts {
    /// One each.
    #[default]
    One,
    /// Numbers that all together fit in 32 bits.
    Small,
    /// Numbers that may not.
    Large,
}

const ONE_ROW: u64 = 1 << 32;

impl CellSums {
    /// No row in any of so many cells.
    pub(super) fn nothing(cells: usize, kind: Amounts) -> Self {
        let large = if kind == Amounts::Large { cells } else { 0 };
        Self {
            packed: vec![0; cells],
            amounts: vec![0; large],
            kind,
        }
    }

    /// Adds a row.
    #[inline]
    pub(super) fn add_row(&mut self, cell: u32) {
        if let Some(sum) = self.packed.get_mut(cell as usize) {
            *sum += ONE_ROW;
        }
    }

    /// Adds a row and what it adds, which all together fits in 32 bits.
    #[inline]
    pub(super) fn add_small(&mut self, cell: u32, amount: u32) {
        if let Some(sum) = self.packed.get_mut(cell as usize) {
            *sum += ONE_ROW | u64::from(amount);
        }
    }

    /// Adds a row and what it adds.
    #[inline]
    pub(super) fn add_large(&mut self, cell: u32, amount: u32) {
        self.add_row(cell);
        if let Some(sum) = self.amounts.get_mut(cell as usize) {
            *sum += u64::from(amount);
        }
    }

    /// How many rows there are in each cell from one on, and what they add.
    pub(super) fn from(&self, cell: usize) -> impl Iterator<Item = (u32, u64)> + Clone {
        let packed = self.packed.get(cell..).unwrap_or_default();
        let amounts = self.amounts.get(cell..).unwrap_or_default();
        let is_large = self.kind == Amounts::Large;
        // How many there are is what they add, or the lower half is.
        let shift = if self.kind == Amounts::One { 32 } else { 0 };
        packed.iter().enumerate().map(move |(at, sum)| {
            let rows = (*sum >> 32) as u32;
            match is_large {
                true => (rows, amounts.get(at).copied().unwrap_or(0)),
                false => (rows, *sum >> shift & u64::from(u32::MAX)),
            }
        })
    }

    pub(super) fn plus(mut self, other: &Self) -> Self {
        let packed = self.packed.iter_mut().zip(&other.packed);
        packed.for_each(|(sum, it)| *sum += it);
        let amounts = self.amounts.iter_mut().zip(&other.amounts);
        amounts.for_each(|(sum, it)| *sum += it);
        self
    }

    /// What is left of `all` without these.
    pub(super) fn taken_from(mut self, all: &Self) -> Self {
        let packed = self.packed.iter_mut().zip(&all.packed);
        packed.for_each(|(sum, all)| *sum = all - *sum);
        let amounts = self.amounts.iter_mut().zip(&all.amounts);
        amounts.for_each(|(sum, all)| *sum = all - *sum);
        self
    }

    pub(super) fn clear(&mut self) {
        self.packed.fill(0);
        self.amounts.fill(0);
    }
}
