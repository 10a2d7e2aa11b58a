//! How the columns of an event table become what an incident has: its days, kind, actors, place
//! and toll.
//!
//! A mapping names columns by the names the file gives them; nothing of the file is changed by it.

use super::sides::Sides;
use serde::{Deserialize, Serialize};

/// Which columns of a table mean what. A column that is not named here is kept and can be looked
/// at, filtered and sorted by, but means nothing to a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The profile it comes from, such as "UCDP GED"; empty when an analyst made it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub profile: String,
    /// The names of the columns of a file that gives none, in their order. Rows of such a file may
    /// be shorter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What tells one row from all others, also in a newer edition of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When.
    pub date: DateColumns,
    /// What.
    #[serde(skip_serializing_if = "KindColumns::is_empty")]
    pub kind: KindColumns,
    /// Who did it; several are read one after the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initiator: Vec<String>,
    /// To whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<String>,
    /// Whether the first of these two acts on the second, or they are two sides.
    #[serde(skip_serializing_if = "Sides::is_directed")]
    pub sides: Sides,
    /// Where, the most exact first; the first that says anything is taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<String>,
    /// In which country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<String>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<String>,
    /// How many were killed.
    #[serde(skip_serializing_if = "EstimateColumns::is_empty")]
    pub killed: EstimateColumns,
    /// How many were injured.
    #[serde(skip_serializing_if = "EstimateColumns::is_empty")]
    pub injured: EstimateColumns,
    /// The killed by class of victims: the class, and its column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub victims: Vec<(String, String)>,
    /// Who reported it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// What is told about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How many incidents a row stands for, in a table of counts per period; one when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What cells say where nothing is known ("-99"); an empty cell always says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// What stands between several names in one cell of actors, places and sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
}

impl Mapping {
    /// Every column it names, one as often as it means something.
    pub fn named_columns(&self) -> Vec<&str> {
        let mut out = self.date.named_columns();
        let lists = [
            &self.kind.columns,
            &self.initiator,
            &self.target,
            &self.place,
            &self.source,
            &self.notes,
        ];
        out.extend(lists.into_iter().flatten().map(String::as_str));
        let single = [
            &self.id,
            &self.country,
            &self.latitude,
            &self.longitude,
            &self.number,
            &self.killed.low,
            &self.killed.best,
            &self.killed.high,
            &self.injured.low,
            &self.injured.best,
            &self.injured.high,
        ];
        out.extend(single.into_iter().flatten().map(String::as_str));
        out.extend(self.victims.iter().map(|(_, column)| column.as_str()));
        out
    }

    /// The same for a file whose own names `name` knows: columns it calls otherwise are renamed,
    /// those it does not have are left out. `None` when its days or its native types cannot be
    /// told without them.
    pub fn fitted(mut self, name: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let had_kind = !self.kind.columns.is_empty();
        self.date = self.date.fitted(name)?;
        let lists = [
            &mut self.kind.columns,
            &mut self.initiator,
            &mut self.target,
            &mut self.place,
            &mut self.source,
            &mut self.notes,
        ];
        for list in lists {
            *list = list.iter().filter_map(|column| name(column)).collect();
        }
        let single = [
            &mut self.id,
            &mut self.country,
            &mut self.latitude,
            &mut self.longitude,
            &mut self.number,
            &mut self.killed.low,
            &mut self.killed.best,
            &mut self.killed.high,
            &mut self.injured.low,
            &mut self.injured.best,
            &mut self.injured.high,
        ];
        for column in single {
            *column = column.take().and_then(|column| name(&column));
        }
        let victims = self.victims.into_iter();
        let victims = victims.filter_map(|(class, column)| Some((class, name(&column)?)));
        self.victims = victims.collect();
        (!had_kind || !self.kind.columns.is_empty()).then_some(self)
    }
}

impl DateColumns {
    fn at_columns(&self) -> Vec<&str> {
        match &self.at {
            DateAt::Nowhere => Vec::new(),
            DateAt::One(name) => vec![name],
            DateAt::Range(first, last) => vec![first, last],
            DateAt::Parts(year, month, day) => {
                let later = month.iter().chain(day).map(String::as_str);
                std::iter::once(year.as_str()).chain(later).collect()
            }
        }
    }

    /// Every column the days are read from.
    pub fn named_columns(&self) -> Vec<&str> {
        let mut out = self.at_columns();
        let precision = self.precision.iter();
        out.extend(precision.map(|precision| precision.column.as_str()));
        out.extend(self.until.as_deref());
        out
    }

    fn fitted(self, name: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let later = |column: Option<String>| column.map(|column| name(&column));
        let at = match self.at {
            DateAt::Nowhere => return None,
            DateAt::One(column) => DateAt::One(name(&column)?),
            DateAt::Range(first, last) => DateAt::Range(name(&first)?, name(&last)?),
            DateAt::Parts(year, month, day) => {
                let (month, day) = (later(month), later(day));
                // A month that is missing is no month that nobody knows.
                if month == Some(None) || day == Some(None) {
                    return None;
                }
                DateAt::Parts(name(&year)?, month.flatten(), day.flatten())
            }
        };
        let precision = self.precision.and_then(|precision| {
            let column = name(&precision.column)?;
            Some(PrecisionColumn {
                column,
                ..precision
            })
        });
        Some(Self {
            at,
            precision,
            until: self.until.and_then(|column| name(&column)),
            ..self
        })
    }
}

/// Where the days of a row stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DateColumns {
    /// The columns themselves.
    pub at: DateAt,
    /// How the cells are written.
    #[serde(skip_serializing_if = "DateStyle::is_default")]
    pub style: DateStyle,
    /// A column that says how exact the date is, and what its cells mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<PrecisionColumn>,
    /// From start to end it lasted; otherwise it happened once, somewhere between them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lasted: bool,
    /// The last day of what went on; a row that has one lasted from its day until then, whatever
    /// holds for the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The columns of a date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateAt {
    /// None: every row is undated.
    #[default]
    Nowhere,
    /// One column; a month or a year in it is the range of its days.
    One(String),
    /// The first and the last day.
    Range(String, String),
    /// Year, month and day; 0 or nothing in the later ones is unknown.
    Parts(String, Option<String>, Option<String>),
}

/// How the cells of a date are written. ISO 8601 with or without a time, EDTF, `16 May 2025` and
/// `May 16, 2025` are read in every style.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum DateStyle {
    /// `16/05/2025`
    #[default]
    DayFirst,
    /// `05/16/2025`
    MonthFirst,
    /// `20250516`, also followed by a time of six digits.
    Compact,
    /// `1851.2026`: a year and how much of it has passed.
    DecimalYear,
    /// Seconds since 1970.
    UnixSeconds,
    /// `44562.5`: the number of a day as spreadsheets count them from 1900, with 29 February 1900,
    /// which never was, as day 60.
    Serial1900,
    /// The same from 1904.
    Serial1904,
}

impl DateStyle {
    /// Every style.
    pub const ALL: [Self; 7] = [
        Self::DayFirst,
        Self::MonthFirst,
        Self::Compact,
        Self::DecimalYear,
        Self::UnixSeconds,
        Self::Serial1900,
        Self::Serial1904,
    ];

    /// An example of it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::DayFirst => "16/05/2025",
            Self::MonthFirst => "05/16/2025",
            Self::Compact => "20250516",
            Self::DecimalYear => "1851.2026",
            Self::UnixSeconds => "seconds since 1970",
            Self::Serial1900 => "44562, as Excel counts days",
            Self::Serial1904 => "43100, as Excel counts from 1904",
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A column that says how exact a date is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecisionColumn {
    /// Its name.
    pub column: String,
    /// What its cells mean; any other means [`Precision::AsGiven`].
    pub values: Vec<(String, Precision)>,
}

/// How exact a date is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Precision {
    /// As its cells say.
    #[default]
    AsGiven,
    /// To the day.
    Day,
    /// Within three days before or after.
    Week,
    /// Within its month.
    Month,
    /// Within its year.
    Year,
}

impl Precision {
    /// Every precision.
    pub const ALL: [Self; 5] = [
        Self::AsGiven,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::AsGiven => "as given",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// Where the native type of an event stands, and what its values mean here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindColumns {
    /// The columns; of several, the last that says anything is the native type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What the native types mean; one that is not listed means itself, and is an incident.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<KindValue>,
}

impl KindColumns {
    /// What a native type means; `None` where it is not listed. Its own entry goes before one that
    /// stands for all that begin alike, and of those the longest.
    pub fn value_of(&self, native: &str) -> Option<&KindValue> {
        let own = self.values.iter().find(|value| value.value == native);
        let begins = |value: &&KindValue| {
            let start = value.value.strip_suffix('*');
            start.is_some_and(|start| native.starts_with(start))
        };
        let longest = || {
            let alike = self.values.iter().filter(begins);
            alike.max_by_key(|value| value.value.len())
        };
        own.or_else(longest)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What one native type means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindValue {
    /// As the file writes it: "1", "Air/drone strike". "19*" is every native type that begins with
    /// 19 and for which nothing longer is listed.
    pub value: String,
    /// In plain words, where the file has only a code: "state-based violence".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The kind of the codebook it is taken for, by name; the native type stands for itself when
    /// empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its family.
    #[serde(skip_serializing_if = "is_incident")]
    pub family: super::codebook::Family,
    /// Its PLOVER category and mode: "ASSAULT/aerial".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plover: String,
}

fn is_incident(family: &super::codebook::Family) -> bool {
    *family == super::codebook::Family::Incident
}

/// The columns of a number of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EstimateColumns {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    /// Most likely; the only one where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
}

impl EstimateColumns {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
