//! What was chosen, in words: filters and conditions as chips and captions say them, and how imprecise
//! dates are counted.

use super::labels::{day_words, range_words};
use super::words::and_more;
use crate::analysis::dyads::{as_typed, dyad_name};
use crate::analysis::selection::{Condition, Selection};
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::id::ActorId;
use crate::model::measure::DateRule;
use crate::model::project::Project;
use crate::model::row_filter::{RowField, RowFilter, RowTest};
use crate::model::sides::Sides;
use crate::model::view::Filter;
use crate::tables::query::RowQuery;

/// A caption names so many conditions and counts the others.
const NAMED: usize = 3;

/// What a selection asks for beside a family, each in a few words.
pub(super) fn in_words(project: &Project, selection: &Selection) -> Vec<String> {
    let filters = selection.filters.iter();
    let filters = filters.map(|filter| filter_words(project, filter));
    let conditions = selection.conditions.iter().map(Condition::in_words);
    filters.chain(conditions).collect()
}

/// What is asked of the rows of a table, each in a few words.
pub(super) fn of_rows(query: &RowQuery, sides: &Sides) -> Vec<String> {
    let family = query.family.map(|family| family_words(family).to_owned());
    let filters = query.filters.iter();
    let filters = filters.map(|filter| row_filter_words(filter, sides));
    family.into_iter().chain(filters).collect()
}

/// "only Kind: Attack, Place: Kabul"; nothing where nothing was asked.
pub(super) fn only(words: &[String]) -> Option<String> {
    let more = words.len().saturating_sub(NAMED);
    let named = words.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let named = named.join(", ");
    match (words.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(format!("only {named}")),
        (false, more) => Some(format!("only {named} {}", and_more(more))),
    }
}

/// How imprecise dates are counted, where that is not the usual way.
pub(super) fn rule_words(rule: DateRule) -> Option<&'static str> {
    match rule {
        DateRule::Spread => None,
        DateRule::Earliest => Some("counted on their first day"),
    }
}

/// A filter in plain words: "Kind: Attack", "Killed: 10 or more". A table is named where there
/// are several.
pub fn filter_words(project: &Project, filter: &Filter) -> String {
    let named = |what: &str, name: Option<&str>| format!("{what}: {}", name.unwrap_or("gone"));
    match filter {
        Filter::Kind(id) => named("Kind", project.kinds.get(id).map(|it| it.name.as_str())),
        Filter::Family(family) => named("Family", Some(family_words(*family))),
        Filter::Actor(id) => named("Actor", project.actors.get(id).map(|it| it.name.as_str())),
        Filter::Dyad(from, to) => {
            let name = |id: &Option<ActorId>| match id {
                None => "",
                Some(id) => project.actors.get(id).map_or("gone", |it| it.name.as_str()),
            };
            named("Dyad", Some(&dyad_name(name(from), name(to))))
        }
        Filter::Place(id) => named("Place", project.places.get(id).map(|it| it.name.as_str())),
        Filter::Standing(standing) => named("Standing", Some(standing.in_words())),
        Filter::Source(id) => named(
            "Source",
            project.sources.get(id).map(|it| it.title.as_str()),
        ),
        Filter::Code(id) => named("Code", project.codes.get(id).map(|it| it.name.as_str())),
        Filter::Rows(id, filter) => {
            let table = project.tables.get(id);
            let of = table
                .filter(|_| project.tables.len() > 1)
                .map(|table| format!("{} · ", table.title));
            let directed = Sides::default();
            let sides = table.map_or(&directed, |table| &table.mapping.sides);
            format!(
                "{}{}",
                of.unwrap_or_default(),
                row_filter_words(filter, sides)
            )
        }
    }
}

fn family_words(family: Family) -> &'static str {
    match family {
        Family::Incident => "incidents",
        Family::Policy => "policy shifts",
        Family::Diplomatic => "diplomatic events",
    }
}

/// What a field of a row is called.
fn field_words<'f>(field: &'f RowField, sides: &Sides) -> &'f str {
    let [first, second] = sides.names(["Initiator", "Target"]);
    match field {
        RowField::Days => "Date",
        RowField::Kind => "Kind",
        RowField::Initiator => first,
        RowField::Target => second,
        RowField::Actor => "Actor",
        RowField::Who => "Who",
        RowField::Dyad => "Dyad",
        RowField::Place => "Place",
        RowField::Country => "Country",
        RowField::Source => "Source",
        RowField::Killed => "Killed",
        RowField::Injured => "Injured",
        RowField::Words => "Words",
        RowField::Column(name) => name,
    }
}

/// Of the readings of one pair the first, as somebody wrote it.
fn first_readings(values: &[String]) -> Vec<String> {
    let is_first = |(at, value): &(usize, &String)| {
        let mut before = values.iter().take(*at);
        !before.any(|other| as_typed(other) == as_typed(value))
    };
    let values = values.iter().enumerate().filter(is_first);
    values.map(|(_, value)| value.clone()).collect()
}

pub(super) fn row_filter_words(filter: &RowFilter, sides: &Sides) -> String {
    let is_of_two = matches!(filter.field, RowField::Who | RowField::Dyad);
    let field = field_words(&filter.field, sides);
    let listed = |values: &[String]| match is_of_two {
        true => listed(&first_readings(values)),
        false => listed(values),
    };
    match &filter.test {
        RowTest::Contains(words) if filter.field == RowField::Words => format!("{field}: {words}"),
        RowTest::OneOf(values) => format!("{field}: {}", listed(values)),
        RowTest::NoneOf(values) if values.iter().all(String::is_empty) => {
            format!("{field}: not blank")
        }
        RowTest::NoneOf(values) => format!("{field}: not {}", listed(values)),
        RowTest::Contains(words) => format!("{field} contains “{words}”"),
        RowTest::Numbers { least, most } => {
            format!("{field}: {}", number_words(*least, *most))
        }
        RowTest::Days { from, to } => format!("{field}: {}", days_words(*from, *to)),
    }
}

/// The first two values, and how many more there are.
fn listed(values: &[String]) -> String {
    let words = |value: &String| match value.as_str() {
        "" => "blank".to_owned(),
        value => value.to_owned(),
    };
    match values {
        [] => "nothing".to_owned(),
        [one] => words(one),
        [one, two] => format!("{} or {}", words(one), words(two)),
        [one, rest @ ..] => format!("{} or {} more", words(one), rest.len()),
    }
}

fn number_words(least: Option<f64>, most: Option<f64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("up to {most}"),
        (None, None) => "any number".to_owned(),
    }
}

fn days_words(from: Option<i32>, to: Option<i32>) -> String {
    let day = Day::from_number;
    match (from, to) {
        (Some(from), Some(to)) => {
            DayRange::new(day(from), day(to)).map_or_else(|| "no day".to_owned(), range_words)
        }
        (Some(from), None) => format!("from {}", day_words(day(from))),
        (None, Some(to)) => format!("until {}", day_words(day(to))),
        (None, None) => "any day".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_names_three_conditions_and_counts_the_rest() {
        let all = |number: usize| -> Vec<String> {
            (0..number).map(|it| format!("Kind: {it}")).collect()
        };
        assert_eq!(only(&all(0)), None);
        assert_eq!(only(&all(1)).as_deref(), Some("only Kind: 0"));
        let five = only(&all(5));
        let expected = "only Kind: 0, Kind: 1, Kind: 2 and 2 more";
        assert_eq!(five.as_deref(), Some(expected));
    }

    #[test]
    fn filters_in_plain_words() {
        let words = |field, test| row_filter_words(&RowFilter { field, test }, &Sides::Directed);
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        for (field, test, expected) in [
            (RowField::Kind, RowTest::OneOf(texts(&["1"])), "Kind: 1"),
            (
                RowField::Kind,
                RowTest::OneOf(texts(&["1", ""])),
                "Kind: 1 or blank",
            ),
            (
                RowField::Actor,
                RowTest::NoneOf(texts(&["a", "b", "c"])),
                "Actor: not a or 2 more",
            ),
            (
                RowField::Place,
                RowTest::NoneOf(texts(&[""])),
                "Place: not blank",
            ),
            (
                RowField::Killed,
                RowTest::Numbers {
                    least: Some(10.0),
                    most: None,
                },
                "Killed: 10 or more",
            ),
            (
                RowField::Days,
                RowTest::days(Day::from_ymd(2009, 1, 1), Day::from_ymd(2009, 12, 31)),
                "Date: 2009",
            ),
            (
                RowField::Column("notes".to_owned()),
                RowTest::Contains("school".to_owned()),
                "notes contains “school”",
            ),
            (
                RowField::Words,
                RowTest::Contains("mosque \"burnt down\"".to_owned()),
                "Words: mosque \"burnt down\"",
            ),
        ] {
            assert_eq!(words(field, test), expected);
        }
    }
}
