//! The things a column can mean: where each stands in a mapping.

use crate::model::mapping::{DateAt, EstimateColumns, Mapping};
use crate::model::sides::Sides;

/// Of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// At least.
    Low,
    /// Most likely.
    Best,
    /// At most.
    High,
}

impl Bound {
    pub(super) const ALL: [Self; 3] = [Self::Low, Self::Best, Self::High];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Best => "best",
            Self::High => "high",
        }
    }

    fn of(self, columns: &EstimateColumns) -> &Option<String> {
        match self {
            Self::Low => &columns.low,
            Self::Best => &columns.best,
            Self::High => &columns.high,
        }
    }

    fn of_mut(self, columns: &mut EstimateColumns) -> &mut Option<String> {
        match self {
            Self::Low => &mut columns.low,
            Self::Best => &mut columns.best,
            Self::High => &mut columns.high,
        }
    }
}

/// Something a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The only date.
    Date,
    /// The first day.
    FirstDay,
    /// The last day.
    LastDay,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    DayOfMonth,
    /// How exact the date is.
    Precision,
    /// The last day of what went on, where a row has one.
    Until,
    /// What tells a row from all others.
    Id,
    /// The native type.
    Kind,
    /// Who did it.
    Initiator,
    /// To whom.
    Target,
    /// Where.
    Place,
    /// In which country.
    Country,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// How many were killed.
    Killed(Bound),
    /// How many were injured.
    Injured(Bound),
    /// The killed by class of victims.
    Victims,
    /// How many incidents a row stands for.
    Number,
    /// Who reported it.
    Source,
    /// What is told about it.
    Notes,
}

impl Slot {
    const ALL: [Self; 26] = [
        Self::Date,
        Self::FirstDay,
        Self::LastDay,
        Self::Year,
        Self::Month,
        Self::DayOfMonth,
        Self::Precision,
        Self::Until,
        Self::Id,
        Self::Kind,
        Self::Initiator,
        Self::Target,
        Self::Place,
        Self::Country,
        Self::Latitude,
        Self::Longitude,
        Self::Killed(Bound::Low),
        Self::Killed(Bound::Best),
        Self::Killed(Bound::High),
        Self::Injured(Bound::Low),
        Self::Injured(Bound::Best),
        Self::Injured(Bound::High),
        Self::Victims,
        Self::Number,
        Self::Source,
        Self::Notes,
    ];

    /// What it is called, in full, by what a mapping says of sides.
    pub(super) fn name(self, sides: &Sides) -> String {
        let [first, second] = sides.names(["Who did it", "To whom"]);
        let plain = match self {
            Self::Date => "Date",
            Self::FirstDay => "First day",
            Self::LastDay => "Last day",
            Self::Year => "Year",
            Self::Month => "Month",
            Self::DayOfMonth => "Day",
            Self::Precision => "How exact",
            Self::Until => "Went on until",
            Self::Id => "Id",
            Self::Kind => "Kind",
            Self::Initiator => first,
            Self::Target => second,
            Self::Place => "Place",
            Self::Country => "Country",
            Self::Latitude => "Latitude",
            Self::Longitude => "Longitude",
            Self::Killed(bound) => return format!("Killed, {}", bound.name()),
            Self::Injured(bound) => return format!("Injured, {}", bound.name()),
            Self::Victims => "Killed by class",
            Self::Number => "Incidents",
            Self::Source => "Source",
            Self::Notes => "Notes",
        };
        plain.to_owned()
    }

    /// Whether several columns can mean it.
    pub(super) fn is_several(self) -> bool {
        matches!(
            self,
            Self::Kind
                | Self::Initiator
                | Self::Target
                | Self::Place
                | Self::Victims
                | Self::Source
                | Self::Notes
        )
    }

    /// The columns that mean it.
    pub(super) fn columns(self, mapping: &Mapping) -> Vec<String> {
        let one = |column: &Option<String>| column.iter().cloned().collect();
        match self {
            Self::Date => match &mapping.date.at {
                DateAt::One(column) => vec![column.clone()],
                _ => Vec::new(),
            },
            Self::FirstDay => match &mapping.date.at {
                DateAt::Range(first, _) => named(first),
                _ => Vec::new(),
            },
            Self::LastDay => match &mapping.date.at {
                DateAt::Range(_, last) => named(last),
                _ => Vec::new(),
            },
            Self::Year => match &mapping.date.at {
                DateAt::Parts(year, ..) => named(year),
                _ => Vec::new(),
            },
            Self::Month => match &mapping.date.at {
                DateAt::Parts(_, month, _) => one(month),
                _ => Vec::new(),
            },
            Self::DayOfMonth => match &mapping.date.at {
                DateAt::Parts(_, _, day) => one(day),
                _ => Vec::new(),
            },
            Self::Precision => {
                let column = mapping.date.precision.as_ref();
                column.map(|it| it.column.clone()).into_iter().collect()
            }
            Self::Until => one(&mapping.date.until),
            Self::Id => one(&mapping.id),
            Self::Kind => mapping.kind.columns.clone(),
            Self::Initiator => mapping.initiator.clone(),
            Self::Target => mapping.target.clone(),
            Self::Place => mapping.place.clone(),
            Self::Country => one(&mapping.country),
            Self::Latitude => one(&mapping.latitude),
            Self::Longitude => one(&mapping.longitude),
            Self::Killed(bound) => one(bound.of(&mapping.killed)),
            Self::Injured(bound) => one(bound.of(&mapping.injured)),
            Self::Victims => mapping.victims.iter().map(|(_, it)| it.clone()).collect(),
            Self::Number => one(&mapping.number),
            Self::Source => mapping.source.clone(),
            Self::Notes => mapping.notes.clone(),
        }
    }

    /// Lets these columns mean it.
    pub(super) fn set(self, mapping: &mut Mapping, columns: Vec<String>) {
        let first = columns.first().cloned();
        let words = || first.clone().unwrap_or_default();
        match self {
            Self::Date => mapping.date.at = first.map_or(DateAt::Nowhere, DateAt::One),
            Self::FirstDay | Self::LastDay => {
                if let DateAt::Range(from, to) = &mut mapping.date.at {
                    *(if self == Self::FirstDay { from } else { to }) = words();
                }
            }
            Self::Year | Self::Month | Self::DayOfMonth => {
                if let DateAt::Parts(year, month, day) = &mut mapping.date.at {
                    match self {
                        Self::Year => *year = words(),
                        Self::Month => *month = first,
                        _ => *day = first,
                    }
                }
            }
            Self::Precision => {
                let values = mapping.date.precision.take().map(|it| it.values);
                mapping.date.precision =
                    first.map(|column| crate::model::mapping::PrecisionColumn {
                        column,
                        values: values.unwrap_or_default(),
                    });
            }
            Self::Until => mapping.date.until = first,
            Self::Id => mapping.id = first,
            Self::Kind => mapping.kind.columns = columns,
            Self::Initiator => mapping.initiator = columns,
            Self::Target => mapping.target = columns,
            Self::Place => mapping.place = columns,
            Self::Country => mapping.country = first,
            Self::Latitude => mapping.latitude = first,
            Self::Longitude => mapping.longitude = first,
            Self::Killed(bound) => *bound.of_mut(&mut mapping.killed) = first,
            Self::Injured(bound) => *bound.of_mut(&mut mapping.injured) = first,
            Self::Victims => {
                let before = std::mem::take(&mut mapping.victims);
                let class = |column: String| {
                    let known = before.iter().find(|(_, other)| *other == column);
                    let class = known.map(|(class, _)| class.clone());
                    (class.unwrap_or_else(|| column.replace('_', " ")), column)
                };
                mapping.victims = columns.into_iter().map(class).collect();
            }
            Self::Number => mapping.number = first,
            Self::Source => mapping.source = columns,
            Self::Notes => mapping.notes = columns,
        }
    }

    /// Every column a mapping names.
    pub fn all_columns(mapping: &Mapping) -> Vec<String> {
        let columns = Self::ALL.into_iter().flat_map(|slot| slot.columns(mapping));
        columns.collect()
    }

    /// What a column means, in a few words, for its head; nothing for one that means nothing.
    pub(super) fn meanings(mapping: &Mapping, column: &str) -> String {
        let meant = Self::ALL.into_iter().filter(|slot| {
            let columns = slot.columns(mapping);
            columns.iter().any(|other| other == column)
        });
        let names: Vec<String> = meant.map(|slot| slot.name(&mapping.sides)).collect();
        names.join(", ")
    }
}

fn named(column: &str) -> Vec<String> {
    match column {
        "" => Vec::new(),
        column => vec![column.to_owned()],
    }
}

/// How many columns a date stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateShape {
    Nowhere,
    One,
    Range,
    Parts,
}

impl DateShape {
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::One, "One column"),
        (Self::Range, "First and last day"),
        (Self::Parts, "Year, month and day"),
        (Self::Nowhere, "No date"),
    ];

    pub(super) fn of(at: &DateAt) -> Self {
        match at {
            DateAt::Nowhere => Self::Nowhere,
            DateAt::One(_) => Self::One,
            DateAt::Range(..) => Self::Range,
            DateAt::Parts(..) => Self::Parts,
        }
    }

    /// A date of this shape that begins with the column the other begins with.
    pub(super) fn from(self, at: &DateAt) -> DateAt {
        let first = match at {
            DateAt::Nowhere => String::new(),
            DateAt::One(first) | DateAt::Range(first, _) | DateAt::Parts(first, ..) => {
                first.clone()
            }
        };
        match self {
            Self::Nowhere => DateAt::Nowhere,
            Self::One => DateAt::One(first),
            Self::Range => DateAt::Range(first.clone(), first),
            Self::Parts => DateAt::Parts(first, None, None),
        }
    }

    pub(super) fn slots(self) -> &'static [Slot] {
        match self {
            Self::Nowhere => &[],
            Self::One => &[Slot::Date],
            Self::Range => &[Slot::FirstDay, Slot::LastDay],
            Self::Parts => &[Slot::Year, Slot::Month, Slot::DayOfMonth],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_set_is_what_stands_there() {
        for slot in Slot::ALL {
            let mut mapping = Mapping::default();
            mapping.date.at = match slot {
                Slot::FirstDay | Slot::LastDay => DateShape::Range.from(&DateAt::Nowhere),
                Slot::Year | Slot::Month | Slot::DayOfMonth => {
                    DateShape::Parts.from(&DateAt::Nowhere)
                }
                _ => DateAt::Nowhere,
            };
            let columns = match slot.is_several() {
                true => vec!["a".to_owned(), "b".to_owned()],
                false => vec!["a".to_owned()],
            };
            slot.set(&mut mapping, columns.clone());
            assert_eq!(slot.columns(&mapping), columns, "{slot:?}");
            assert_eq!(
                Slot::meanings(&mapping, "a"),
                slot.name(&mapping.sides),
                "{slot:?}"
            );
            slot.set(&mut mapping, Vec::new());
            assert!(slot.columns(&mapping).is_empty(), "{slot:?}");
        }
    }

    #[test]
    fn another_shape_of_date_keeps_the_first_column() {
        let one = DateAt::One("day".to_owned());
        let range = DateShape::Range.from(&one);
        assert_eq!(range, DateAt::Range("day".to_owned(), "day".to_owned()));
        assert_eq!(DateShape::One.from(&DateShape::Parts.from(&range)), one);
    }
}
