//! Whether the two columns of actors of a table tell who acted on whom.

use serde::{Deserialize, Serialize};

/// What the columns of actors are to one another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Sides {
    /// The first acts on the second.
    #[default]
    Directed,
    /// They are two sides, and nothing says who began.
    Opposed {
        /// The native types of rows in which the first acts on the second all the same; "19*" is every
        /// one that begins with 19.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        directed: Vec<String>,
    },
}

impl Sides {
    /// What the two columns are called where they are sides.
    pub const NAMES: [&str; 2] = ["Side A", "Side B"];

    /// Whether the first acts on the second in every row.
    pub fn is_directed(&self) -> bool {
        *self == Self::Directed
    }

    /// Whether nothing says who began in a row of this native type.
    pub fn is_opposed(&self, native: &str) -> bool {
        let is_of = |listed: &String| match listed.strip_suffix('*') {
            Some(start) => native.starts_with(start),
            None => native == listed,
        };
        match self {
            Self::Directed => false,
            Self::Opposed { directed } => !directed.iter().any(is_of),
        }
    }

    /// What the two columns are called: as `directed` says where the first acts on the second in every
    /// row.
    pub fn names<'n>(&self, directed: [&'n str; 2]) -> [&'n str; 2] {
        match self {
            Self::Directed => directed,
            Self::Opposed { .. } => Self::NAMES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_directed_is_written_as_it_was() {
        let mut mapping = crate::model::mapping::Mapping::default();
        let written = ron::to_string(&mapping).expect("written");
        assert!(!written.contains("sides"), "{written}");
        mapping.sides = Sides::Opposed {
            directed: vec!["3".to_owned()],
        };
        let written = ron::to_string(&mapping).expect("written");
        assert!(
            written.contains("sides:Opposed(directed:[\"3\"])"),
            "{written}"
        );
        assert_eq!(ron::from_str(&written), Ok(mapping));
    }

    #[test]
    fn only_listed_native_types_are_directed_between_two_sides() {
        let listed = ["3", "19*"].map(str::to_owned).into();
        let sides = Sides::Opposed { directed: listed };
        for (native, is_opposed) in [
            ("1", true),
            ("", true),
            ("31", true),
            ("3", false),
            ("19", false),
            ("195", false),
        ] {
            assert_eq!(sides.is_opposed(native), is_opposed, "{native}");
            assert!(!Sides::Directed.is_opposed(native), "{native}");
        }
    }
}
