//! Records in a few plain words, for forms and tables.
//!
//! In: records. Out: short texts in which what is not known is an en dash, never a zero.

use crate::analysis::facts::EventFacts;
use crate::document::Snapshot;
use crate::document::verbs::adopt::Field as Adoptable;
use crate::document::verbs::row_values::{Value, Why, named};
pub use crate::figure::labels::grouped;
use crate::model::claim::Subject;
use crate::model::edtf::Edtf;
use crate::model::event::Event;
use crate::model::id::{ActorId, PlaceId, ReportId, TableId};
use crate::model::project::Project;
use crate::model::report::{Passage, Report, Speaker};
use crate::model::toll::{Estimate, Toll, TollLine};
use crate::model::when::When;

/// Stands where nobody gave a value.
pub const UNKNOWN: &str = "–";

/// "6,416 rows, 200 warnings": what a table holds.
pub fn table_in_words(table: &crate::tables::LoadedTable) -> String {
    let many = |number: u64, one: &str, many: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{} {many}", grouped(number)),
    };
    let mut parts = vec![many(table.len().into(), "row", "rows")];
    if table.refused > 0 {
        parts.push(format!("{} refused", grouped(table.refused.into())));
    }
    // Each refused record has a warning of its own.
    let warnings = table.warnings.len().saturating_sub(table.refused as usize);
    if warnings > 0 {
        parts.push(many(warnings as u64, "warning", "warnings"));
    }
    parts.join(", ")
}

/// A number of people: the likeliest figure, else the range, else the one bound there is.
pub fn estimate(estimate: &Estimate) -> String {
    match (estimate.low, estimate.best, estimate.high) {
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, Some(high)) if low == high => low.to_string(),
        (Some(low), None, Some(high)) => format!("{low}–{high}"),
        (Some(low), None, None) => format!("{low} or more"),
        (None, None, Some(high)) => format!("up to {high}"),
        (None, None, None) => UNKNOWN.to_owned(),
    }
}

/// A toll in a line: "16 killed (soldiers), “several” injured".
pub fn toll(toll: &Toll) -> String {
    let lines: Vec<String> = toll.lines.iter().map(toll_line).collect();
    or_unknown(lines.join(", "))
}

fn toll_line(line: &TollLine) -> String {
    let number = match line.estimate {
        Estimate {
            low: None,
            best: None,
            high: None,
        } if !line.as_written.is_empty() => format!("“{}”", line.as_written),
        _ => estimate(&line.estimate),
    };
    let victims = match line.victims.as_str() {
        "" => String::new(),
        victims => format!(" ({victims})"),
    };
    format!("{number} {}{victims}", line.harm.in_words())
}

/// The date that is used as it is typed, else the words of the source.
pub fn when(when: &When) -> String {
    match (when.used_date(), when.as_written.as_str()) {
        (Some(date), _) => self::date(date),
        (None, "") => UNKNOWN.to_owned(),
        (None, written) => format!("“{written}”"),
    }
}

/// A date in plain words, a question mark kept.
pub fn date(date: &Edtf) -> String {
    let full = date.in_words();
    match full.strip_suffix(", uncertain") {
        Some(sure) => format!("{sure}?"),
        None => full,
    }
}

/// The names of actors, or an en dash.
pub fn actors(project: &Project, ids: &[ActorId]) -> String {
    let names = ids.iter().filter_map(|id| project.actors.get(id));
    or_unknown(
        names
            .map(|actor| actor.name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// The names of places, or an en dash.
pub fn places(project: &Project, ids: &[PlaceId]) -> String {
    let names = ids.iter().filter_map(|id| project.places.get(id));
    or_unknown(
        names
            .map(|place| place.name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// "Pakistan → Afghan Taliban", or the side that is known.
pub fn who(facts: &EventFacts) -> String {
    let (initiator, target) = (facts.initiator.join(", "), facts.target.join(", "));
    match (initiator.as_str(), target.as_str()) {
        ("", "") => UNKNOWN.to_owned(),
        (initiator, "") => initiator.to_owned(),
        (initiator, target) => format!("{} → {target}", or_unknown(initiator.to_owned())),
    }
}

/// What an event adopted, in words; `None` where it adopted nothing.
pub fn adopted(project: &Project, event: &Event, field: Adoptable) -> Option<String> {
    field.ground(event)?;
    Some(match field {
        Adoptable::When => event.when().map(when)?,
        Adoptable::Places => places(project, event.places()),
        Adoptable::Initiator => actors(project, event.initiator()),
        Adoptable::Target => actors(project, event.target()),
        Adoptable::Toll => event.toll().map(toll)?,
    })
}

/// What a report says, in words; `None` where it says nothing.
pub fn said(project: &Project, report: &Report, field: Adoptable) -> Option<String> {
    if !field.is_said_by(report) {
        return None;
    }
    Some(match field {
        Adoptable::When => when(&report.when),
        Adoptable::Places => places(project, &report.places),
        Adoptable::Initiator => actors(project, &report.initiator),
        Adoptable::Target => actors(project, &report.target),
        Adoptable::Toll => toll(&report.toll),
    })
}

/// Who speaks: the actor, the words of the source, or the author of the source.
pub fn speaker(project: &Project, speaker: &Speaker, passage: &Passage) -> String {
    let actor = speaker.actor.and_then(|id| project.actors.get(&id));
    let source = project
        .source_of(passage)
        .and_then(|id| project.sources.get(&id));
    match (actor, speaker.as_written.as_str(), source) {
        (Some(actor), ..) => actor.name.clone(),
        (None, "", Some(source)) if !source.author.is_empty() => source.author.clone(),
        (None, "", _) => match project.table_of(passage) {
            Some(table) => title_of(project, table).to_owned(),
            None => "the author".to_owned(),
        },
        (None, written, _) => format!("“{written}”"),
    }
}

/// What a passage stands in: the title of its source, or of its table with the key of the row.
pub fn standing_in(project: &Project, passage: &Passage) -> String {
    let source = project
        .source_of(passage)
        .and_then(|id| project.sources.get(&id));
    let row = passage.row().and_then(|id| project.rows.get(&id));
    match (source, row) {
        (Some(source), _) => source.title.clone(),
        (None, Some(row)) => format!("{} · {}", title_of(project, row.table), row.key),
        (None, None) => UNKNOWN.to_owned(),
    }
}

fn title_of(project: &Project, table: TableId) -> &str {
    let table = project.tables.get(&table);
    table.map_or(UNKNOWN, |table| &table.title)
}

/// The Admiralty grade: the letter of the source and the digit of the information, "F6"; an en
/// dash for a digit nobody gave.
pub fn grade(project: &Project, report: &Report) -> String {
    let source = project
        .source_of(&report.passage)
        .and_then(|id| project.sources.get(&id));
    let letter = source.map_or('F', |source| source.reliability.letter());
    match report.credibility {
        Some(credibility) => format!("{letter}{}", credibility.digit()),
        None => format!("{letter}{UNKNOWN}"),
    }
}

/// What a claim speaks of, in words.
pub fn subject(project: &Project, subject: Subject) -> String {
    match subject {
        Subject::Event(id) => project.events.get(&id).map(|event| event.title.clone()),
        Subject::Claim(id) => project
            .claims
            .get(&id)
            .map(|claim| claim.proposition.clone()),
    }
    .unwrap_or_default()
}

/// The first `most` characters; an ellipsis stands for the rest.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// "1 report", "3 reports".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(number as u64))
}

/// The first letter as a capital: sentence case.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// The words, or an en dash where there are none.
pub fn or_unknown(text: String) -> String {
    if text.is_empty() {
        UNKNOWN.to_owned()
    } else {
        text
    }
}

/// "Corrected by hand, so it stays in the report of ‘…’: toll": of each report that keeps values although
/// its row says otherwise.
pub fn stays_in_words(now: &Snapshot, stays: &[(ReportId, Vec<(Why, Value)>)]) -> Vec<String> {
    let project = now.project();
    let each = stays.iter();
    let each = each.flat_map(|stays| Why::ALL.map(|why| (stays, why)));
    let texts = each.filter_map(|((report, stays), why)| {
        let report = project.reports.get(report)?;
        let title = &project.events.get(&report.event)?.title;
        let number = stays.iter().filter(|(of, _)| *of == why).count();
        let it = match number {
            0 => return None,
            1 => "it stays",
            _ => "they stay",
        };
        let (reason, names) = (sentence(why.in_words()), named(stays, why));
        Some(format!(
            "{reason}, so {it} in the report of ‘{title}’: {names} (the row says otherwise now)"
        ))
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::toll::Harm;

    #[test]
    fn an_unknown_number_is_a_dash_and_never_a_zero() {
        for (low, best, high, expected) in [
            (None, None, None, "–"),
            (Some(0), Some(0), None, "0"),
            (Some(12), Some(16), Some(20), "16"),
            (Some(2), None, None, "2 or more"),
            (None, None, Some(5), "up to 5"),
            (Some(2), None, Some(5), "2–5"),
            (Some(3), None, Some(3), "3"),
        ] {
            assert_eq!(estimate(&Estimate { low, best, high }), expected);
        }
    }

    #[test]
    fn a_toll_reads_as_a_line() {
        let line = |harm, victims: &str, as_written: &str, best| TollLine {
            harm,
            victims: victims.to_owned(),
            as_written: as_written.to_owned(),
            estimate: Estimate {
                low: None,
                best,
                high: None,
            },
        };
        let both = Toll {
            lines: vec![
                line(Harm::Killed, "soldiers", "sixteen", Some(16)),
                line(Harm::Injured, "", "several", None),
            ],
        };
        assert_eq!(toll(&both), "16 killed (soldiers), “several” injured");
        assert_eq!(toll(&Toll::default()), "–");
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(shortened("حملہ ہوا", 4), "حملہ…");
        assert_eq!(shortened("short", 5), "short");
        assert_eq!(sentence("élan vital"), "Élan vital");
    }

    #[test]
    fn digits_are_grouped_in_threes() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (5_983, "5,983"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}
