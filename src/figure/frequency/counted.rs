//! The bars of a project's events: what is certain and what is expected of each group in each bucket.
//!
//! In: shares of events in buckets, and how their groups are stacked. Out: bars as data.

use super::stack::Stack;
use super::{BucketBar, Segment, bucket_words, decimal};
use crate::analysis::buckets::whole;
use crate::analysis::counts::{Cell, Counting, Counts, Share};
use crate::derived::Events;
use crate::model::edtf::Edtf;
use crate::model::id::EventId;

/// The bar of every bucket.
pub(super) fn bars(
    counts: &Counts,
    stack: &Stack,
    events: &Events,
    how: &Counting,
) -> Vec<BucketBar> {
    let buckets = counts.buckets.iter().enumerate();
    let bars = buckets.map(|(number, days)| {
        let shares = counts.of_bucket(number);
        let name = bucket_words(*days, how.bucket.0);
        let cell = Cell::sum(shares);
        let segments = segments(shares, stack, &name, events);
        let covered = events.coverage().covers(*days);
        let is_whole = whole(*days, how.bucket.0) == *days;
        let part = match is_whole {
            true => String::new(),
            false => format!(" (part of a {})", how.bucket.0.in_words()),
        };
        let note = if covered { "" } else { " (not fully covered)" };
        let untold = counts.untold_in(*days);
        let left_out = match untold {
            0 => String::new(),
            untold => format!(" ({untold} without a number)"),
        };
        let words = cell_words(cell, shares, events);
        BucketBar {
            days: *days,
            covered,
            segments,
            cell,
            tooltip: format!("{name}: {words}{part}{note}{left_out}"),
            untold,
            reach: None,
        }
    });
    bars.collect()
}

/// First what is certain, then what is expected, each in the order of the stack.
fn segments(shares: &[Share], stack: &Stack, name: &str, events: &Events) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut base = 0.0;
    for certain in [true, false] {
        for group in 0..stack.groups.len() {
            let of_group = |share: &&Share| {
                let place = usize::try_from(share.group).ok();
                place.and_then(|place| stack.place(place)) == Some(group)
                    && share.certain == certain
            };
            let shares: Vec<Share> = shares.iter().filter(of_group).copied().collect();
            if shares.is_empty() {
                continue;
            }
            let cell = Cell::sum(&shares);
            let words = cell_words(cell, &shares, events);
            out.push(Segment {
                group,
                certain,
                base,
                top: base + cell.expected,
                events: shares.iter().map(|share| share.event).collect(),
                rows: None,
                tooltip: format!("{name}: {words}"),
            });
            base += cell.expected;
        }
    }
    out
}

/// "2 certain and 0.5 expected of one dated August or September 2025".
fn cell_words(cell: Cell, shares: &[Share], events: &Events) -> String {
    let uncertain: Vec<&Share> = shares.iter().filter(|share| !share.certain).collect();
    let certain = format!("{} certain", decimal(cell.certain));
    if uncertain.is_empty() {
        return if shares.is_empty() {
            "none".to_owned()
        } else {
            certain
        };
    }
    let of = match uncertain.as_slice() {
        [only] => format!("one dated {}", date_words(only.event, events)),
        many => format!("{} whose dates reach further", many.len()),
    };
    let expected = format!("{} expected of {of}", decimal(cell.expected - cell.certain));
    if cell.certain > 0.0 {
        format!("{certain} and {expected}")
    } else {
        expected
    }
}

fn date_words(event: EventId, events: &Events) -> String {
    let facts = events.get(event);
    let date = facts.and_then(|facts| facts.event.when()?.used_date());
    date.map_or_else(|| "otherwise".to_owned(), Edtf::in_words)
}
