//! What bars of a figure show beside counts of events.

use super::counts::{measure_name, named};
use crate::figure::frequency::Asked;
use crate::model::bars::Bars;
use crate::model::measure::Measure;

/// What bars show.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct BarArgs {
    /// Further bars below, which add this up on the same axis.
    #[arg(long, value_name = "MEASURE", value_parser = named(Measure::ALL, measure_name))]
    pub below: Option<Measure>,
    /// A line of the mean of so many buckets around each.
    #[arg(long, value_name = "BUCKETS", value_parser = mean, conflicts_with_all = ["cumulative", "multiples"])]
    pub mean: Option<u8>,
    /// A line of the same buckets so many years earlier.
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u8).range(1..=100), conflicts_with_all = ["cumulative", "multiples"])]
    pub earlier: Option<u8>,
    /// Each bar adds up everything up to its end.
    #[arg(long)]
    pub cumulative: bool,
    /// Bars of their own for each group, on one scale.
    #[arg(long)]
    pub multiples: bool,
}

impl BarArgs {
    /// Asks for them.
    pub fn ask(&self, asked: Asked) -> Asked {
        Asked {
            below: self.below,
            mean: self.mean,
            earlier: self.earlier,
            cumulative: self.cumulative,
            multiples: self.multiples,
            ..asked
        }
    }
}

fn mean(text: &str) -> Result<u8, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| Bars::MEANS.contains(number));
    let all = Bars::MEANS.map(|number| number.to_string()).join(", ");
    number.ok_or_else(|| format!("`{text}` is none of {all}: a bucket stands in the middle"))
}
