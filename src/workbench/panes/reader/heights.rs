//! How high each item of a long page is, and what stands at a height: sums in O(log n).

/// The heights of a column of items, in points (a Fenwick tree over the values).
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    values: Vec<f32>,
    /// `sums[i]` is the sum of the `lowest set bit of i` values that end with value `i - 1`.
    sums: Vec<f64>,
}

impl Heights {
    pub fn new(values: Vec<f32>) -> Self {
        let mut sums = vec![0.0; values.len() + 1];
        for (index, value) in values.iter().enumerate() {
            let node = index + 1;
            let own = sums.get(node).copied().unwrap_or(0.0) + f64::from(*value);
            if let Some(sum) = sums.get_mut(node) {
                *sum = own;
            }
            if let Some(parent) = sums.get_mut(node + lowest_bit(node)) {
                *parent += own;
            }
        }
        Self { values, sums }
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn get(&self, index: usize) -> f32 {
        self.values.get(index).copied().unwrap_or(0.0)
    }

    pub fn set(&mut self, index: usize, height: f32) {
        let Some(value) = self.values.get_mut(index) else {
            return;
        };
        let change = f64::from(height) - f64::from(*value);
        *value = height;
        let mut node = index + 1;
        while let Some(sum) = self.sums.get_mut(node) {
            *sum += change;
            node += lowest_bit(node);
        }
    }

    /// The height of all items before this one.
    pub fn before(&self, index: usize) -> f64 {
        let mut node = index.min(self.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums.get(node).copied().unwrap_or(0.0);
            node -= lowest_bit(node);
        }
        sum
    }

    pub fn total(&self) -> f64 {
        self.before(self.len())
    }

    /// The item at a height and how far into it that is. Beyond the ends: the first one at 0, the
    /// last one at the rest.
    pub fn at(&self, height: f64) -> (usize, f32) {
        let last = self.len().saturating_sub(1);
        let (mut index, mut rest) = (0, height.max(0.0));
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.sums.get(index + step)
                && index + step <= last
                && *sum <= rest
            {
                index += step;
                rest -= sum;
            }
            step /= 2;
        }
        (index, rest as f32)
    }
}

fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_places_agree_with_adding_up(
            values in prop::collection::vec(1..90_u8, 1..40),
            changes in prop::collection::vec((0..40_usize, 1..90_u8), 0..20),
            asked in 0..4_000_u32,
        ) {
            let mut plain: Vec<f32> = values.iter().map(|value| f32::from(*value)).collect();
            let mut heights = Heights::new(plain.clone());
            for (index, value) in changes {
                if let Some(entry) = plain.get_mut(index) {
                    *entry = f32::from(value);
                }
                heights.set(index, f32::from(value));
            }
            for index in 0..=plain.len() {
                let sum: f32 = plain[..index].iter().sum();
                prop_assert_eq!(heights.before(index), f64::from(sum));
            }
            let (index, rest) = heights.at(f64::from(asked));
            prop_assert_eq!(heights.before(index) + f64::from(rest), f64::from(asked));
            prop_assert!(rest < plain[index] || index + 1 == plain.len());
        }
    }
}
