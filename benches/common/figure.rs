//! The costs of one kind of work, how they are told, and how they grow.

use std::time::Duration;

/// The costs of one kind of work, ascending.
pub struct Figure {
    pub what: &'static str,
    costs: Vec<Duration>,
}

impl Figure {
    pub fn new(what: &'static str, mut costs: Vec<Duration>) -> Self {
        costs.sort_unstable();
        Self { what, costs }
    }

    pub fn median(&self) -> Duration {
        self.at(0.5)
    }

    pub fn p99(&self) -> Duration {
        self.at(0.99)
    }

    /// How the median grows where there is `more` times as much to do: the exponent k of `more`.
    pub fn exponent(&self, larger: &Self, more: f64) -> f64 {
        let slower = larger.median().as_secs_f64() / self.median().as_secs_f64();
        slower.ln() / more.ln()
    }

    fn at(&self, share: f64) -> Duration {
        let last = self.costs.len().saturating_sub(1);
        let index = (last as f64 * share).round() as usize;
        self.costs.get(index).copied().unwrap_or_default()
    }
}

pub fn in_ms(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}
