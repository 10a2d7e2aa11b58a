//! What rows add up to in each cell of an index.

/// What rows add up to in each cell.
#[derive(Clone, Default)]
pub(super) struct CellSums {
    /// How many there are.
    pub(super) rows: Vec<u32>,
    /// What they add; empty where that is how many there are.
    pub(super) amounts: Vec<u64>,
}

impl CellSums {
    pub(super) fn rows(&self, cell: usize) -> u32 {
        self.rows.get(cell).copied().unwrap_or(0)
    }

    pub(super) fn amount(&self, cell: usize) -> u64 {
        match self.amounts.is_empty() {
            true => u64::from(self.rows(cell)),
            false => self.amounts.get(cell).copied().unwrap_or(0),
        }
    }

    pub(super) fn plus(mut self, other: &Self) -> Self {
        let rows = self.rows.iter_mut().zip(&other.rows);
        rows.for_each(|(sum, it)| *sum += it);
        let amounts = self.amounts.iter_mut().zip(&other.amounts);
        amounts.for_each(|(sum, it)| *sum += it);
        self
    }

    /// What is left of `all` without these.
    pub(super) fn taken_from(mut self, all: &Self) -> Self {
        let rows = self.rows.iter_mut().zip(&all.rows);
        rows.for_each(|(sum, all)| *sum = all - *sum);
        let amounts = self.amounts.iter_mut().zip(&all.amounts);
        amounts.for_each(|(sum, all)| *sum = all - *sum);
        self
    }

    pub(super) fn clear(&mut self) {
        self.rows.fill(0);
        self.amounts.fill(0);
    }
}
