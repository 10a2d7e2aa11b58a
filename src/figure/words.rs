//! The labels a figure writes of its own accord, in one place: whoever gives it another language
//! begins here. Captions and what is said at the pointer are sentences and stand where they are
//! made.

use super::labels::capitalised;
use crate::model::codebook::Family;
use crate::model::measure::Measure;
use crate::model::view::Bucket;

/// The short names of the months.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The lane of claims.
pub const CLAIMS: &str = "Claims";

/// Where no source looked.
pub const NO_COVERAGE: &str = "no coverage";

/// The group of what has no value.
pub const NOT_KNOWN: &str = "not known";
/// What is put together because it is too small to stand alone.
pub const OTHERS: &str = "others";

/// Where nobody gives a number of the killed.
pub const TOLL_UNKNOWN: &str = "toll unknown";

/// What a light bar with a dashed outline means.
pub const EXPECTED: &str = "expected: the date may lie elsewhere";

/// What a whisker over a bar means.
pub const WHISKERS: &str = "least and most given";

/// What a strip means.
pub const STRONGER_IS_MORE: &str = "the stronger, the more";

/// What a mark above the bars with a band behind them means.
pub const POLICY_SHIFT: &str = "policy shift, on a day of its band";

/// What the line is that stands where the last source was published.
pub const LAST_PUBLISHED: &str = "last source published";

/// What is said of bars for each group.
pub const ONE_SCALE: &str = "All groups have one scale.";

/// What is said below tables beside events.
pub const NEVER_ADDED: &str = "Tables are series of their own and never added to the events.";

/// So many sources are named in a figure.
const NAMED_SOURCES: usize = 3;

/// "per month".
pub fn per(bucket: Bucket) -> String {
    format!("per {}", bucket.in_words())
}

/// "up to each month".
pub fn up_to_each(bucket: Bucket) -> String {
    format!("up to each {}", bucket.in_words())
}

/// What the events of a family are called; those of all families without one.
pub fn events_of(family: Option<Family>) -> &'static str {
    match family {
        Some(Family::Incident) => "Incidents",
        Some(Family::Policy) => "Policy shifts",
        Some(Family::Diplomatic) => "Diplomatic events",
        None => "Events",
    }
}

/// What is added up where that is not the events themselves.
pub fn measured(measure: Measure) -> Option<String> {
    let words = || capitalised(&measure.in_words());
    (!measure.is_events()).then(words)
}

/// What is said where nobody tells a number: "Nobody tells how many were killed".
pub fn nobody_told(measure: Measure) -> Option<String> {
    match measure {
        Measure::Events => None,
        Measure::Toll(harm, _) => Some(format!("Nobody tells how many were {}", harm.in_words())),
    }
}

/// "3 undated".
pub fn undated(number: usize) -> String {
    format!("{number} undated")
}

/// "and 3 more".
pub fn and_more(number: usize) -> String {
    format!("and {number} more")
}

/// "Sources: A; B; C and 2 more. Table: D."
pub fn sources_and_tables(sources: &[&str], tables: &[&str]) -> String {
    let named = [listed("Source", sources), listed("Table", tables)];
    let named: Vec<String> = named.into_iter().flatten().collect();
    named.join(" ")
}

fn listed(noun: &str, titles: &[&str]) -> Option<String> {
    let named = titles.iter().take(NAMED_SOURCES).copied();
    let named = named.collect::<Vec<_>>().join("; ");
    Some(match titles.len() {
        0 => return None,
        1 => format!("{noun}: {named}."),
        number if number <= NAMED_SOURCES => format!("{noun}s: {named}."),
        number => format!("{noun}s: {named} {}.", and_more(number - NAMED_SOURCES)),
    })
}
