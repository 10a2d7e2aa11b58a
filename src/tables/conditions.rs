//! Conditions on rows in words, as the command line has them.

use crate::analysis::dyads::dyad_readings;
use crate::analysis::selection::{BadCondition, Test, split};
use crate::model::row_filter::{RowField, RowFilter, RowTest};

/// Reads `FIELD=VALUE`, `FIELD!=VALUE` or `FIELD~VALUE` (contains), where the field is `kind`,
/// `actor`, `who`, `dyad`, `initiator` or `side_a`, `target` or `side_b`, `place`, `country`, `source`, `words` or `column:NAME`.
///
/// # Errors
/// When the text is no condition or names no field of a table.
pub fn row_filter(text: &str) -> Result<RowFilter, BadCondition> {
    let (field, test, value) = split(text)?;
    let field = row_field(field)?;
    let values = match field {
        RowField::Who | RowField::Dyad => dyad_readings(value),
        _ => vec![value.to_owned()],
    };
    Ok(RowFilter {
        field,
        test: match test {
            Test::Is => RowTest::OneOf(values),
            Test::IsNot => RowTest::NoneOf(values),
            Test::Contains => RowTest::Contains(value.to_owned()),
        },
    })
}

fn row_field(text: &str) -> Result<RowField, BadCondition> {
    Ok(match text {
        "kind" => RowField::Kind,
        "actor" => RowField::Actor,
        "who" => RowField::Who,
        "dyad" => RowField::Dyad,
        "initiator" | "side_a" => RowField::Initiator,
        "target" | "side_b" => RowField::Target,
        "place" => RowField::Place,
        "country" => RowField::Country,
        "source" => RowField::Source,
        "words" => RowField::Words,
        "standing" => return Err(BadCondition::Standing),
        other => match other.strip_prefix("column:") {
            Some(name) => RowField::Column(name.trim().to_owned()),
            None => return Err(BadCondition::NoRowField(other.to_owned())),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_become_filters_or_say_why_not() {
        let is = |field, test| Ok(RowFilter { field, test });
        let values = |text: &str| vec![text.to_owned()];
        for (text, expected) in [
            (
                "side_b=TTP",
                is(RowField::Target, RowTest::OneOf(values("TTP"))),
            ),
            (
                "dyad=BLA - TTP",
                is(
                    RowField::Dyad,
                    RowTest::OneOf(vec!["BLA - TTP".to_owned(), "BLA – TTP".to_owned()]),
                ),
            ),
            (
                "who=BLA – TTP",
                is(RowField::Who, RowTest::OneOf(values("BLA – TTP"))),
            ),
            ("kind=1", is(RowField::Kind, RowTest::OneOf(values("1")))),
            (
                "column:dyad_name = Government of Pakistan - TTP",
                is(
                    RowField::Column("dyad_name".to_owned()),
                    RowTest::OneOf(values("Government of Pakistan - TTP")),
                ),
            ),
            (
                "actor!=TTP",
                is(RowField::Actor, RowTest::NoneOf(values("TTP"))),
            ),
            (
                "words~mosque",
                is(RowField::Words, RowTest::Contains("mosque".to_owned())),
            ),
            (
                "country=",
                is(RowField::Country, RowTest::OneOf(values(""))),
            ),
            ("standing=alleged", Err(BadCondition::Standing)),
            (
                "colour=red",
                Err(BadCondition::NoRowField("colour".to_owned())),
            ),
            ("kind", Err(BadCondition::NoTest("kind".to_owned()))),
        ] {
            assert_eq!(row_filter(text), expected, "{text}");
        }
    }
}
