//! Which events are looked at: a family, the countable ones, and conditions on their values.
//!
//! In: what a view or a command line asks for. Out: yes or no per event.

use super::dyads::{as_typed, dyads, dyads_of};
use super::facts::EventFacts;
use super::group::Group;
use crate::model::codebook::Family;
use crate::model::view::{Filter, Split};
use std::str::FromStr;

/// Which events are looked at; all of it must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Of this family; of any when `None`.
    pub family: Option<Family>,
    /// Also those the analyst does not count.
    pub uncounted: bool,
    /// The filters of a view.
    pub filters: Vec<Filter>,
    /// Conditions in words.
    pub conditions: Vec<Condition>,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            family: Some(Family::Incident),
            uncounted: false,
            filters: Vec::new(),
            conditions: Vec::new(),
        }
    }
}

impl Selection {
    /// Every event, counted or not.
    pub fn everything() -> Self {
        Self {
            family: None,
            uncounted: true,
            ..Self::default()
        }
    }

    /// Whether an event is looked at.
    pub fn admits(&self, facts: &EventFacts) -> bool {
        (self.uncounted || facts.is_countable())
            && self.family.is_none_or(|family| family == facts.family())
            && self.filters.iter().all(|filter| fits(filter, facts))
            && self.conditions.iter().all(|it| it.fits(facts))
    }
}

/// The filters that say something about events of the project.
pub fn of_events(filters: &[Filter]) -> Vec<Filter> {
    let about_events = |filter: &&Filter| !matches!(filter, Filter::Rows(..));
    filters.iter().filter(about_events).cloned().collect()
}

/// Whether an event meets one filter of a view.
pub fn fits(filter: &Filter, facts: &EventFacts) -> bool {
    let event = &facts.event;
    match filter {
        Filter::Kind(id) => event.kind == *id,
        Filter::Family(family) => facts.family() == *family,
        Filter::Actor(id) => event.initiator().contains(id) || event.target().contains(id),
        Filter::Dyad(from, to) => dyads(event.initiator(), event.target()).contains(&(*from, *to)),
        Filter::Place(id) => event.places().contains(id),
        Filter::Standing(standing) => facts.standing == *standing,
        Filter::Source(id) => facts.sources.contains(id),
        Filter::Code(id) => facts.codes.binary_search(id).is_ok(),
        // A filter on the rows of a table says nothing about events.
        Filter::Rows(..) => true,
    }
}

/// `FIELD=VALUE`, `FIELD!=VALUE` or `FIELD~VALUE` (contains, in any case). Names are compared
/// without regard to case; an event with several values fits when one of them does, and `!=`
/// when none does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    field: Field,
    test: Test,
    /// As written.
    written: String,
    /// In lower case.
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Kind,
    Actor,
    Initiator,
    Target,
    Dyad,
    Place,
    Country,
    Standing,
    Source,
}

/// How a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `~`
    Contains,
}

/// A text is no condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCondition {
    /// There is no `=`, `!=` or `~` in it.
    #[error("`{0}` is no condition (write FIELD=VALUE, FIELD!=VALUE or FIELD~VALUE)")]
    NoTest(String),
    /// The field is unknown.
    #[error(
        "`{0}` is no field (write kind, actor, initiator, target, dyad, place, country, standing or source)"
    )]
    NoField(String),
    /// Tables have columns, events have not.
    #[error("`{0}` names a column, and only tables have columns (leave it out for a project)")]
    Column(String),
    /// Rows have no standing.
    #[error("rows of a table have no standing: only events have one (leave it out for a table)")]
    Standing,
    /// The field is none of a table.
    #[error(
        "`{0}` is no field of a table (write kind, actor, initiator, target, dyad, place, country, source, words or column:NAME; of two sides side_a, side_b or who)"
    )]
    NoRowField(String),
}

/// The field, the comparison and the value of a condition in words.
///
/// # Errors
/// When there is no comparison in it.
pub fn split(text: &str) -> Result<(&str, Test, &str), BadCondition> {
    let none = || BadCondition::NoTest(text.to_owned());
    let at = text.find(['=', '~', '!']).ok_or_else(none)?;
    let (field, rest) = text.split_at_checked(at).ok_or_else(none)?;
    let tests = [("!=", Test::IsNot), ("=", Test::Is), ("~", Test::Contains)];
    let (test, value) = tests
        .iter()
        .find_map(|(sign, test)| Some((*test, rest.strip_prefix(sign)?)))
        .ok_or_else(none)?;
    Ok((field.trim(), test, value.trim()))
}

impl FromStr for Condition {
    type Err = BadCondition;

    fn from_str(text: &str) -> Result<Self, BadCondition> {
        let (field, test, value) = split(text)?;
        Ok(Self {
            field: field.parse()?,
            test,
            value: value.to_lowercase(),
            written: value.to_owned(),
        })
    }
}

impl FromStr for Field {
    type Err = BadCondition;

    fn from_str(text: &str) -> Result<Self, BadCondition> {
        Ok(match text {
            "kind" => Self::Kind,
            "actor" => Self::Actor,
            "initiator" => Self::Initiator,
            "target" => Self::Target,
            "dyad" => Self::Dyad,
            "place" => Self::Place,
            "country" => Self::Country,
            "standing" => Self::Standing,
            "source" => Self::Source,
            column if column.starts_with("column:") => {
                return Err(BadCondition::Column(column.to_owned()));
            }
            other => return Err(BadCondition::NoField(other.to_owned())),
        })
    }
}

impl Condition {
    /// In plain words: "Kind: Strike", "Place: not Kabul".
    pub fn in_words(&self) -> String {
        let field = match self.field {
            Field::Kind => "Kind",
            Field::Actor => "Actor",
            Field::Initiator => "Initiator",
            Field::Target => "Target",
            Field::Dyad => "Dyad",
            Field::Place => "Place",
            Field::Country => "Country",
            Field::Standing => "Standing",
            Field::Source => "Source",
        };
        let value = match self.written.as_str() {
            "" => "blank",
            value => value,
        };
        match self.test {
            Test::Is => format!("{field}: {value}"),
            Test::IsNot => format!("{field}: not {value}"),
            Test::Contains => format!("{field} contains “{value}”"),
        }
    }

    /// Whether an event meets it.
    pub fn fits(&self, facts: &EventFacts) -> bool {
        let plain = |value: &str| match self.field {
            Field::Dyad => as_typed(&value.to_lowercase()),
            _ => value.to_lowercase(),
        };
        let asked = plain(&self.value);
        let is = |value: &str| plain(value) == asked;
        let contains = |value: &str| plain(value).contains(&asked);
        match self.test {
            Test::Is => self.any(facts, is),
            Test::IsNot => !self.any(facts, is),
            Test::Contains => self.any(facts, contains),
        }
    }

    fn any(&self, facts: &EventFacts, fits: impl Fn(&str) -> bool) -> bool {
        let some = |names: &[String]| names.iter().any(|name| fits(name));
        match self.field {
            Field::Kind => fits(&facts.kind.name),
            Field::Actor => some(&facts.initiator) || some(&facts.target),
            Field::Initiator => some(&facts.initiator),
            Field::Target => some(&facts.target),
            // Each pair, or all of them as bars name them.
            Field::Dyad => some(&dyads_of(facts)) || fits(&Group::of(facts, Split::Dyad).name),
            Field::Place => some(&facts.places),
            Field::Country => some(&facts.countries),
            Field::Standing => fits(facts.standing.in_words()),
            Field::Source => facts.told_in().any(|title| fits(title)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_and_refuse() {
        for good in ["kind=Strike", "place!=Kabul", "actor~taliban", "country="] {
            assert!(good.parse::<Condition>().is_ok(), "{good}");
        }
        for (bad, why) in [
            ("kind", "is no condition"),
            ("kind!x", "is no condition"),
            ("colour=red", "is no field"),
            ("column:deaths=3", "only tables"),
        ] {
            let error = bad.parse::<Condition>().expect_err(bad);
            assert!(error.to_string().contains(why), "{error}");
        }
    }
}
