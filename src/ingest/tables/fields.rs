//! One JSON object becomes the cells of a row.
//!
//! Objects inside it are taken apart, their keys joined by dots; lists become one cell with "; "
//! between the items; null is empty. Columns stand in the order in which their keys first appear.

use super::error::Unreadable;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// More different keys than a spreadsheet has columns are no table.
const MOST_COLUMNS: usize = 16_384;

/// Between the items of a list.
const BETWEEN: &str = "; ";

/// The columns of a table as far as its objects are read.
#[derive(Default)]
pub(super) struct Columns {
    places: BTreeMap<String, usize>,
    names: Vec<String>,
    /// There were more keys than a table can have columns.
    overflows: bool,
}

impl Columns {
    /// Why reading ended, if it was for the number of keys.
    pub(super) fn excess(&self) -> Option<Unreadable> {
        self.overflows.then(|| {
            Unreadable::excessive(format!(
                "its objects have over {MOST_COLUMNS} different keys"
            ))
        })
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    fn place_of(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.place(name) {
            return Some(place);
        }
        let place = self.names.len();
        if place == MOST_COLUMNS {
            self.overflows = true;
            return None;
        }
        self.places.insert(name.to_owned(), place);
        self.names.push(name.to_owned());
        Some(place)
    }
}

/// Reads an object as a row of `columns`, which grow as keys appear.
pub(super) struct RowSeed<'c> {
    pub(super) columns: &'c mut Columns,
    /// The cells by column; those missing at the end are empty.
    pub(super) cells: &'c mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for RowSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.cells.clear();
        let mut path = String::new();
        from.deserialize_map(Part {
            columns: self.columns,
            cells: self.cells,
            path: &mut path,
        })
    }
}

/// A value somewhere inside the object.
struct Part<'p> {
    columns: &'p mut Columns,
    cells: &'p mut Vec<String>,
    path: &'p mut String,
}

impl Part<'_> {
    fn inner(&mut self) -> Part<'_> {
        Part {
            columns: self.columns,
            cells: self.cells,
            path: self.path,
        }
    }

    fn put<E: Error>(&mut self, text: &str) -> Result<(), E> {
        let place = self.columns.place_of(self.path);
        let place = place.ok_or_else(|| E::custom("too many keys"))?;
        if self.cells.len() <= place {
            self.cells.resize(place + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(place) {
            if !cell.is_empty() && !text.is_empty() {
                cell.push_str(BETWEEN);
            }
            cell.push_str(text);
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a value for each column")
    }

    fn visit_bool<E: Error>(mut self, value: bool) -> Result<(), E> {
        self.put(if value { "TRUE" } else { "FALSE" })
    }

    fn visit_i64<E: Error>(mut self, value: i64) -> Result<(), E> {
        self.put(&value.to_string())
    }

    fn visit_u64<E: Error>(mut self, value: u64) -> Result<(), E> {
        self.put(&value.to_string())
    }

    fn visit_f64<E: Error>(mut self, value: f64) -> Result<(), E> {
        self.put(&value.to_string())
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<(), E> {
        self.put(value)
    }

    fn visit_unit<E: Error>(mut self) -> Result<(), E> {
        self.put("")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.put("")?;
        while items.next_element_seed(self.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let outside = self.path.len();
        while let Some(key) = entries.next_key::<String>()? {
            if outside > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key);
            entries.next_value_seed(self.inner())?;
            self.path.truncate(outside);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_taken_apart() {
        let (mut columns, mut cells) = (Columns::default(), Vec::new());
        for (object, expected) in [
            (
                r#"{"id": 1, "at": {"lat": 33.5, "lon": -1}}"#,
                vec!["1", "33.5", "-1"],
            ),
            (
                r#"{"id": null, "by": ["a", "b", null, "c"]}"#,
                vec!["", "", "", "a; b; c"],
            ),
            (
                r#"{"who": [{"name": "x", "is": true}, {"name": "y"}]}"#,
                vec!["", "", "", "", "x; y", "TRUE"],
            ),
            (
                r#"{"new": "é\"", "id": 18446744073709551615}"#,
                vec!["18446744073709551615", "", "", "", "", "", "é\""],
            ),
            ("{}", vec![]),
        ] {
            let mut from = serde_json::Deserializer::from_str(object);
            let seed = RowSeed {
                columns: &mut columns,
                cells: &mut cells,
            };
            seed.deserialize(&mut from).unwrap();
            assert_eq!(cells, expected, "{object}");
        }
        let names = ["id", "at.lat", "at.lon", "by", "who.name", "who.is", "new"];
        assert_eq!(columns.names(), names);
    }
}
