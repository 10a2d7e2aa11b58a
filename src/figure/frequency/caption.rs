//! What is said below the bars: which dates and numbers these are, what was chosen, what is left out.

use super::{BucketBar, bucket_words, decimal};
use crate::analysis::counts::{Cell, Counting, Counts};
use crate::analysis::coverage::{Coverage, Covered};
use crate::analysis::selection::Selection;
use crate::figure::chosen;
use crate::figure::labels::{grouped, range_words};
use crate::figure::words::{events_of, measured, nobody_told};
use crate::model::measure::Measure;
use crate::model::project::Project;
use crate::model::view::Bucket;

/// What is counted: "Incidents", "Killed (best)".
pub(super) fn heading(how: &Counting, selection: &Selection) -> String {
    let events = events_of(selection.family);
    measured(how.measure).unwrap_or_else(|| events.to_owned())
}

/// What is said where there are events and nobody tells the number of any.
pub(super) fn nobody_tells(counts: &Counts, how: &Counting) -> Option<String> {
    let is_silent = counts.groups.is_empty() && counts.undated.is_empty();
    nobody_told(how.measure).filter(|_| is_silent && !counts.unknown.is_empty())
}

pub(super) fn caption(
    project: &Project,
    counts: &Counts,
    how: &Counting,
    selection: &Selection,
) -> String {
    let which = match selection.uncounted {
        true => "All",
        false => "Countable",
    };
    let events = events_of(selection.family).to_lowercase();
    let mut parts = vec![format!("{which} {events} by {}", how.which.in_words())];
    parts.extend(chosen::rule_words(how.rule).map(str::to_owned));
    parts.extend(chosen::only(&chosen::in_words(project, selection)));
    let total = counts.total();
    match nobody_tells(counts, how) {
        Some(words) => parts.push(words.to_lowercase()),
        None => {
            let measure = match how.measure {
                Measure::Events => String::new(),
                measure => format!(" {}", measure.in_words()),
            };
            let shown = format!("{}{measure} shown", decimal(total.expected));
            let certain = certain_words(total, how.bucket.0);
            parts.push(
                [Some(shown), certain]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", "),
            );
        }
    }
    if counts.outside > 1e-9 {
        parts.push(format!("{} outside this period", decimal(counts.outside)));
    }
    let left_out = [
        (counts.undated.len(), "undated"),
        (counts.unknown.len(), "without a number"),
    ];
    let left_out = left_out.into_iter().filter(|(number, _)| *number > 0);
    parts.extend(left_out.map(|(number, why)| format!("{} {why}", grouped(number as u64))));
    format!("{}.", parts.join("; "))
}

/// How much of what is shown is certain: "4 of them certain in one month", "all certain in one month";
/// nothing of nothing.
pub(in crate::figure) fn certain_words(shown: Cell, bucket: Bucket) -> Option<String> {
    if shown.expected < 1e-9 {
        return None;
    }
    let certain = match shown.expected - shown.certain < 1e-9 {
        true => "all".to_owned(),
        false => format!("{} of them", decimal(shown.certain)),
    };
    Some(format!("{certain} certain in one {}", bucket.in_words()))
}

/// What is said of bars that stand for a part of a bucket only: those that a chosen window cuts, and
/// those of which nobody covers all. " The last bar stands for a part of a year (1 Jan to 31 Aug 2025)."
pub(in crate::figure) fn parts_caption(
    bars: &[BucketBar],
    bucket: Bucket,
    coverage: &Coverage,
) -> String {
    cut_words(bars, bucket) + &uncovered_words(bars, bucket, coverage)
}

/// " Only a part of 2025 is covered."
fn uncovered_words(bars: &[BucketBar], bucket: Bucket, coverage: &Coverage) -> String {
    // Where nobody looked at all, the ground is hatched.
    let is_part = |bar: &&BucketBar| {
        !bar.segments.is_empty() && coverage.share(bar.days) == Some(Covered::Part)
    };
    let mut parts = bars.iter().filter(is_part);
    let name = |bar: &BucketBar| bucket_words(bar.days, bucket);
    let (first, second) = (parts.next().map(name), parts.next().map(name));
    let of = match (first, second, parts.count()) {
        (None, ..) => return String::new(),
        (Some(only), None, _) => only,
        (Some(first), Some(second), 0) => format!("{first} and of {second}"),
        (Some(first), Some(_), more) => format!("{first} and of {} others", more + 1),
    };
    format!(" Only a part of {of} is covered.")
}

fn cut_words(bars: &[BucketBar], bucket: Bucket) -> String {
    let part =
        |bar: Option<&BucketBar>| bar.filter(|bar| !bar.is_whole(bucket)).map(|bar| bar.days);
    let last = bars.last().filter(|_| bars.len() > 1);
    let of = bucket.in_words();
    match (part(bars.first()), part(last)) {
        (None, None) => String::new(),
        (Some(first), Some(last)) => format!(
            " The first and the last bar stand for a part of a {of} ({} and {}).",
            range_words(first),
            range_words(last)
        ),
        (Some(only), None) if bars.len() == 1 => {
            format!(
                " The bar stands for a part of a {of} ({}).",
                range_words(only)
            )
        }
        (Some(first), None) => format!(
            " The first bar stands for a part of a {of} ({}).",
            range_words(first)
        ),
        (None, Some(last)) => format!(
            " The last bar stands for a part of a {of} ({}).",
            range_words(last)
        ),
    }
}
