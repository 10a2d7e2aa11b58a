//! A project as plain text: what `tightrope` prints where there is no display.
//!
//! In: a snapshot. Out: its events in the order of their dates with the reports they rest on, a
//! frequency chart in characters, and how to open the window.

use crate::analysis::counts::{BucketWidth, Cell, Counting, Counts, count};
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::Selection;
use crate::document::Snapshot;
use crate::model::codebook::Family;
use crate::model::day::Day;
use crate::model::edtf::Edtf;
use crate::model::event::{Event, Standing};
use crate::model::report::Report;
use crate::model::toll::Harm;
use crate::model::view::{Bucket, Split};
use std::fmt::Write as _;

/// How many characters wide a paragraph may be.
const WIDTH: usize = 78;
/// How many signs stand for one event in the chart.
const SIGNS_PER_EVENT: f64 = 4.0;
/// The widest bar, in signs.
const WIDEST_BAR: f64 = 60.0;
/// More buckets than this are put into wider ones.
const MOST_BUCKETS: usize = 36;

/// The whole view.
pub fn text_view(snapshot: &Snapshot) -> String {
    let project = snapshot.project();
    let mut facts: Vec<EventFacts> = project
        .events
        .values()
        .filter_map(|event| EventFacts::of(snapshot, event))
        .collect();
    facts.sort_by_key(|facts| (first_day(facts).is_none(), first_day(facts), facts.id()));
    let mut out = heading(project.title(), '=');
    let old = project.superseded().len();
    out.push_str(&tally(&facts, project.sources.len() - old, old));
    for family in Family::ALL {
        let mut of_family = facts
            .iter()
            .filter(|facts| facts.family() == family)
            .peekable();
        if of_family.peek().is_some() {
            out.push('\n');
            out.push_str(&heading(plural(family), '-'));
            of_family.for_each(|facts| out.push_str(&event(snapshot, facts)));
        }
    }
    out.push('\n');
    out.push_str(&heading("Incidents over time", '-'));
    out.push_str(&chart(&facts));
    out.push_str(HOW_TO_OPEN);
    out
}

const HOW_TO_OPEN: &str = "
This is the case as text, because no window could be opened here. To open the
window, run `tightrope` on a desktop, or over SSH with `ssh -X`; on a machine
without a screen, `xvfb-run tightrope` gives it one. Every record is also at
hand without a window: see `tightrope --help`.
";

fn plural(family: Family) -> &'static str {
    match family {
        Family::Incident => "Incidents",
        Family::Policy => "Policy shifts",
        Family::Diplomatic => "Diplomatic events",
    }
}

fn heading(text: &str, line: char) -> String {
    let width = crate::formats::table::columns_of(text);
    format!("{text}\n{}\n", line.to_string().repeat(width))
}

fn first_day(facts: &EventFacts) -> Option<Day> {
    let extent = facts.extent.as_ref()?;
    extent.start_days().first().map(|range| range.first())
}

fn tally(facts: &[EventFacts], sources: usize, old: usize) -> String {
    let of = |family: Family| {
        let all = facts.iter().filter(|facts| facts.family() == family);
        let counted = all.clone().filter(|facts| facts.is_countable()).count();
        (counted, all.count())
    };
    let (incidents, all_incidents) = of(Family::Incident);
    let (shifts, all_shifts) = of(Family::Policy);
    let sources = if sources == 1 {
        "1 source".to_owned()
    } else {
        format!("{sources} sources")
    };
    let old = match old {
        0 => String::new(),
        1 => " (1 old version)".to_owned(),
        _ => format!(" ({old} old versions)"),
    };
    format!(
        "{sources}{old} · {incidents} countable incidents of {all_incidents} · {shifts} policy shifts of {all_shifts}\n"
    )
}

fn event(snapshot: &Snapshot, facts: &EventFacts) -> String {
    let event = &facts.event;
    let mut out = format!("\n{}  {}\n", date(event), event.title);
    let mut details = vec![facts.kind.name.clone()];
    let places = facts.places.join(", ");
    let people = [facts.initiator.join(", "), facts.target.join(", ")];
    details.extend((!places.is_empty()).then_some(places));
    match people.each_ref().map(String::as_str) {
        ["", ""] => {}
        [who, ""] => details.push(format!("by {who}")),
        ["", whom] => details.push(format!("against {whom}")),
        [who, whom] => details.push(format!("{who} → {whom}")),
    }
    if let Some(killed) = facts.toll(Harm::Killed).best {
        details.push(format!("{killed} killed"));
    }
    if facts.alleged && facts.standing != Standing::Alleged {
        details.push(Standing::Alleged.in_words().to_owned());
    }
    details.push(facts.standing.in_words().to_owned());
    if let Some(reason) = facts.uncounted_because() {
        details.push(format!("not counted: {reason}"));
    }
    out.push_str(&wrapped(&details.join(" · "), "    "));
    for report in snapshot.reports_of(event.id) {
        out.push_str(&self::report(snapshot, report));
    }
    out
}

fn date(event: &Event) -> String {
    let used = event.when().and_then(|when| when.used_date());
    used.map_or_else(|| "undated".to_owned(), Edtf::in_words)
}

fn report(snapshot: &Snapshot, report: &Report) -> String {
    let project = snapshot.project();
    let actor = report.speaker.actor.and_then(|id| project.actors.get(&id));
    let speaker = match (actor, report.speaker.as_written.as_str()) {
        (Some(actor), "") => actor.name.clone(),
        (Some(actor), written) => format!("{} (“{written}”)", actor.name),
        (None, "") => match project.table_of(&report.passage) {
            Some(id) => project
                .tables
                .get(&id)
                .map_or_else(String::new, |table| table.title.clone()),
            None => "the author".to_owned(),
        },
        (None, written) => format!("“{written}”"),
    };
    let words = project.words_of(&report.passage);
    let said = format!(
        "{speaker} {}: “{}”",
        report.stance.in_words(),
        words.replace('\n', " ")
    );
    wrapped(&said, "      ")
}

/// Breaks `text` at blanks into lines of at most [`WIDTH`] signs, the first indented by `indent`
/// and the others by two more.
fn wrapped(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        let width =
            crate::formats::table::columns_of(&line) + crate::formats::table::columns_of(word);
        if !empty && width >= WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line = format!("{indent}  ");
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

/// The countable incidents in the narrowest buckets that are few enough to read.
fn chart(facts: &[EventFacts]) -> String {
    let selection = Selection::default();
    let counted: Vec<&EventFacts> = facts.iter().filter(|it| selection.admits(it)).collect();
    for bucket in [Bucket::Month, Bucket::Quarter, Bucket::Year] {
        let how = Counting {
            bucket: BucketWidth(bucket),
            split: Split::None,
            ..Counting::default()
        };
        match count(counted.iter().copied(), &how) {
            Ok(counts) if counts.buckets.len() <= MOST_BUCKETS || bucket == Bucket::Year => {
                return bars(&counts, bucket);
            }
            _ => {}
        }
    }
    "The dates reach too far to draw.\n".to_owned()
}

fn bars(counts: &Counts, bucket: Bucket) -> String {
    let cells: Vec<Cell> = (0..counts.buckets.len())
        .map(|index| Cell::sum(counts.of_bucket(index)))
        .collect();
    let highest = cells.iter().map(|cell| cell.expected).fold(1.0, f64::max);
    let scale = SIGNS_PER_EVENT.min(WIDEST_BAR / highest);
    let mut out = format!(
        "Events per {}: █ certain, ░ expected from imprecise dates\n\n",
        bucket.in_words()
    );
    for (range, cell) in counts.buckets.iter().zip(&cells) {
        let certain = signs(cell.certain * scale);
        let rest = signs(cell.expected * scale).saturating_sub(certain);
        let bar = format!("{}{}", "█".repeat(certain), "░".repeat(rest));
        let number = if cell.expected == 0.0 {
            String::new()
        } else {
            number(cell)
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}",
            format!("{:>7}  {bar} {number}", label(range.first(), bucket)).trim_end()
        );
    }
    if !counts.undated.is_empty() {
        let _ = writeln!(out, "undated  {}", counts.undated.len());
    }
    out
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most the width of a bar, never negative"
)]
fn signs(length: f64) -> usize {
    length.clamp(0.0, WIDEST_BAR).round() as usize
}

fn number(cell: &Cell) -> String {
    let short = |value: f64| {
        let text = format!("{value:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if (cell.expected - cell.certain).abs() < 0.005 {
        return short(cell.certain);
    }
    format!(
        "{} certain, {} expected",
        short(cell.certain),
        short(cell.expected)
    )
}

fn label(day: Day, bucket: Bucket) -> String {
    let text = day.to_string();
    let length = match bucket {
        Bucket::Year => text.len().saturating_sub(6),
        _ => text.len().saturating_sub(3),
    };
    text.get(..length).unwrap_or(&text).to_owned()
}
