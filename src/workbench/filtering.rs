//! The filters that all panes share: how they change, and what they say in plain words.
//!
//! In: a change somebody asked for. Out: the filters of the session, each a chip in the status bar.

use crate::figure::labels::{day_words, range_words};
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::id::TableId;
use crate::model::project::Project;
use crate::model::row_filter::{RowField, RowFilter, RowTest};
use crate::model::sides::Sides;
use crate::model::view::Filter;

/// A change of the filters.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterChange {
    /// One more must hold.
    Add(Filter),
    /// One must hold no longer.
    Remove(Filter),
    /// This is asked of a field of a table from now on, or nothing any more.
    OfField(TableId, RowField, Option<RowTest>),
    /// None must hold any more.
    Clear,
}

impl FilterChange {
    /// Carries it out. No filter stands there twice.
    pub fn apply(self, filters: &mut Vec<Filter>) {
        match self {
            Self::Add(filter) => {
                if !filters.contains(&filter) {
                    filters.push(filter);
                }
            }
            Self::Remove(filter) => filters.retain(|other| *other != filter),
            Self::OfField(table, field, test) => set_test(filters, table, field, test),
            Self::Clear => filters.clear(),
        }
    }
}

/// Puts the test where the former one of the field stood, so that chips keep their places.
fn set_test(filters: &mut Vec<Filter>, table: TableId, field: RowField, test: Option<RowTest>) {
    let is_of_field = |filter: &Filter| matches!(filter, Filter::Rows(of, filter) if *of == table && filter.field == field);
    let at = filters.iter().position(is_of_field);
    filters.retain(|filter| !is_of_field(filter));
    if let Some(test) = test {
        let filter = Filter::Rows(table, RowFilter { field, test });
        let at = at.unwrap_or(filters.len()).min(filters.len());
        filters.insert(at, filter);
    }
}

/// What is asked of a field of a table.
pub fn test_of<'f>(filters: &'f [Filter], table: TableId, field: &RowField) -> Option<&'f RowTest> {
    filters.iter().find_map(|filter| match filter {
        Filter::Rows(of, filter) if *of == table && filter.field == *field => Some(&filter.test),
        _ => None,
    })
}

/// A filter in plain words: "Kind: Attack", "Killed: 10 or more". A table is named where there
/// are several.
pub fn filter_words(project: &Project, filter: &Filter) -> String {
    let named = |what: &str, name: Option<&str>| format!("{what}: {}", name.unwrap_or("gone"));
    match filter {
        Filter::Kind(id) => named("Kind", project.kinds.get(id).map(|it| it.name.as_str())),
        Filter::Family(family) => named("Family", Some(family_words(*family))),
        Filter::Actor(id) => named("Actor", project.actors.get(id).map(|it| it.name.as_str())),
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
        RowField::Place => "Place",
        RowField::Country => "Country",
        RowField::Source => "Source",
        RowField::Killed => "Killed",
        RowField::Injured => "Injured",
        RowField::Words => "Words",
        RowField::Column(name) => name,
    }
}

fn row_filter_words(filter: &RowFilter, sides: &Sides) -> String {
    let field = field_words(&filter.field, sides);
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

/// Takes away the filters that speak of what is gone, and of tables that are.
pub fn forget_missing(filters: &mut Vec<Filter>, project: &Project) {
    filters.retain(|filter| match filter {
        Filter::Kind(id) => project.kinds.contains_key(id),
        Filter::Actor(id) => project.actors.contains_key(id),
        Filter::Place(id) => project.places.contains_key(id),
        Filter::Source(id) => project.sources.contains_key(id),
        Filter::Code(id) => project.codes.contains_key(id),
        Filter::Rows(id, _) => project.tables.contains_key(id),
        Filter::Family(_) | Filter::Standing(_) => true,
    });
}

/// The filters that say something about events of the project.
pub fn of_events(filters: &[Filter]) -> Vec<Filter> {
    let about_events = |filter: &&Filter| !matches!(filter, Filter::Rows(..));
    filters.iter().filter(about_events).cloned().collect()
}

/// The table that is shown: the chosen one while it is there, else the first.
pub fn shown_table(chosen: Option<TableId>, project: &Project) -> Option<TableId> {
    chosen
        .filter(|id| project.tables.contains_key(id))
        .or_else(|| project.tables.keys().next().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{IdGenerator, Replica};

    #[test]
    fn a_field_has_one_test_at_most_and_keeps_its_place() {
        let table: TableId = IdGenerator::new(Replica::from_bits(1)).fresh();
        let mut filters = Vec::new();
        let set = |test| FilterChange::OfField(table, RowField::Kind, test);
        let of = |value: &str| RowTest::OneOf(vec![value.to_owned()]);
        set(Some(of("a"))).apply(&mut filters);
        let family = Filter::Family(Family::Incident);
        FilterChange::Add(family.clone()).apply(&mut filters);
        FilterChange::Add(family.clone()).apply(&mut filters);
        set(Some(of("b"))).apply(&mut filters);
        assert_eq!(filters.len(), 2);
        assert_eq!(test_of(&filters, table, &RowField::Kind), Some(&of("b")));
        assert_eq!(filters.get(1), Some(&family));
        set(None).apply(&mut filters);
        assert_eq!(filters, [family]);
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
