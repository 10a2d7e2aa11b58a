//! What a view shows, in plain words.

use super::words::{counted, sentence};
use crate::figure::chosen::filter_words;
use crate::figure::labels::{day_words, range_words};
use crate::model::bars::Bars;
use crate::model::day::DayRange;
use crate::model::edtf::Edtf;
use crate::model::measure::DateRule;
use crate::model::project::Project;
use crate::model::view::View;

/// A line for the time, the filters, the lanes, the bars and the tables it speaks of.
pub(super) fn lines(project: &Project, view: &View) -> Vec<String> {
    let mut lines = vec![time(view)];
    let filters = view.filters.iter();
    lines.extend(filters.map(|filter| format!("Only {}", filter_words(project, filter))));
    lines.push(lanes(view));
    lines.push(bars(view));
    let title = |id| project.tables.get(id).map(|it| it.title.as_str());
    let hidden: Vec<&str> = view.hidden.iter().filter_map(title).collect();
    if !hidden.is_empty() {
        lines.push(format!("Not in charts: {}", hidden.join(", ")));
    }
    let sorted: Vec<&str> = view
        .orders
        .iter()
        .filter_map(|it| title(&it.table))
        .collect();
    if !sorted.is_empty() {
        lines.push(format!("Sorted: {}", sorted.join(", ")));
    }
    lines
}

fn time(view: &View) -> String {
    let hull = |date: &Option<Edtf>| date.as_ref().and_then(|date| date.extent().hull());
    match (hull(&view.from), hull(&view.to)) {
        (Some(from), Some(to)) => match DayRange::new(from.first(), to.last()) {
            Some(days) => range_words(days),
            None => "No day".to_owned(),
        },
        (Some(from), None) => format!("From {}", day_words(from.first())),
        (None, Some(to)) => format!("Until {}", day_words(to.last())),
        (None, None) => "All time".to_owned(),
    }
}

fn lanes(view: &View) -> String {
    let mut words = format!("Lanes by {}", view.lanes.in_words());
    let arrangement = &view.arrangement;
    let mut more = |number: usize, what: &str| {
        if number > 0 {
            words.push_str(&format!(", {} {what}", counted(number, "lane", "lanes")));
        }
    };
    more(arrangement.folded.len(), "folded");
    more(arrangement.hidden.len(), "hidden");
    if !arrangement.order.is_empty() {
        words.push_str(", in an order of their own");
    }
    if arrangement.links {
        words.push_str(", with links");
    }
    words
}

fn bars(view: &View) -> String {
    let Bars {
        measure,
        below,
        dates,
        mean,
        earlier,
        cumulative,
        multiples,
    } = view.bars;
    let mut words = sentence(&measure.in_words());
    if let Some(below) = below {
        words.push_str(&format!(" and {}", below.in_words()));
    }
    if let Some(bucket) = view.bucket {
        words.push_str(&format!(" by {}", bucket.in_words()));
    }
    words.push_str(&format!(", split by {}", view.split.in_words()));
    if dates == DateRule::Earliest {
        words.push_str(", on the earliest dates");
    }
    if let Some(mean) = mean {
        words.push_str(&format!(", with the mean of {mean}"));
    }
    if let Some(years) = earlier {
        let years = counted(years.into(), "year", "years");
        words.push_str(&format!(", beside {years} earlier"));
    }
    if cumulative {
        words.push_str(", added up");
    }
    if multiples {
        words.push_str(", each group apart");
    }
    words
}
