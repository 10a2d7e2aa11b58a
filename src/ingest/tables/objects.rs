//! Goes through the objects of a JSON file, one in memory at a time.
//!
//! In: a list of objects, an object with such a list at a key, or an object a line. Out: each
//! object as the cells of a row, and what else was seen on the way.

use super::error::Unreadable;
use super::fields::{Columns, RowSeed};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::de::IoRead;
use std::fmt;
use std::io::{BufRead, Read as _};

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 256 << 20;

/// How the objects stand in the file.
#[derive(Clone, Copy)]
pub(super) enum Form<'f> {
    /// In a list: the one at this key; the first of objects when `None`, the outermost when empty.
    List(Option<&'f str>),
    /// One a line.
    Lines,
}

/// Told every object; an error ends the reading.
pub(super) type Take<'t> = &'t mut dyn FnMut(&Columns, &[String]) -> Result<(), Unreadable>;

/// What was seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) columns: Columns,
    /// The keys of lists of objects.
    pub(super) lists: Vec<String>,
    /// The key of the one that was read; empty for an outermost list.
    pub(super) chosen: Option<String>,
    rows: usize,
    /// What stands where an object should: how often, and the first time.
    bad: u64,
    first_bad: Option<String>,
}

impl Seen {
    /// What was left out, in a sentence.
    pub(super) fn left_out(&self) -> Option<String> {
        let first = self.first_bad.as_ref()?;
        Some(match self.bad {
            1 => format!("One record is no JSON object and was left out ({first})."),
            all => format!(
                "{all} records are no JSON objects and were left out (the first is {first})."
            ),
        })
    }

    fn add_bad(&mut self, what: impl FnOnce() -> String) {
        self.bad += 1;
        self.first_bad.get_or_insert_with(what);
    }

    fn without_rows(&self, form: Form<'_>) -> Unreadable {
        match (form, &self.first_bad) {
            (Form::Lines, Some(first)) => Unreadable::damaged(first),
            (Form::List(Some(key)), _) if !key.is_empty() => {
                Unreadable::NoList(format!("there is no list of objects at {key:?} in it"))
            }
            (Form::List(_), None) if self.chosen.is_some() => Unreadable::Empty,
            (Form::List(_), _) => {
                Unreadable::NoList("there is no list of objects in it".to_owned())
            }
            (Form::Lines, None) => Unreadable::Empty,
        }
    }
}

/// Goes through the objects of `input`, at most `most`, telling `take` each as the cells of
/// `columns`, which grow as keys appear.
pub(super) fn walk(
    input: &mut dyn BufRead,
    form: Form<'_>,
    columns: Columns,
    most: usize,
    take: Take<'_>,
) -> Result<Seen, Unreadable> {
    let mut walk = Walk {
        seen: Seen {
            columns,
            ..Seen::default()
        },
        cells: Vec::new(),
        take,
        most,
        ended: None,
    };
    skip_mark(input).map_err(broken)?;
    match form {
        Form::List(key) => walk.list(input, key)?,
        Form::Lines => walk.lines(input)?,
    }
    if walk.seen.rows == 0 {
        return Err(walk.seen.without_rows(form));
    }
    Ok(walk.seen)
}

#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
fn broken(error: std::io::Error) -> Unreadable {
    Unreadable::not_read(error.to_string())
}

/// What is wrong with JSON, in plain words.
fn fault(error: &serde_json::Error) -> Unreadable {
    let said = error.to_string();
    if said.starts_with("recursion limit") {
        return Unreadable::excessive("its lists and objects nest over 128 deep");
    }
    Unreadable::damaged(said)
}

/// A byte order mark is no JSON, but stands before it.
fn skip_mark(input: &mut dyn BufRead) -> std::io::Result<()> {
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    Ok(())
}

struct Walk<'w> {
    seen: Seen,
    cells: Vec<String>,
    take: Take<'w>,
    most: usize,
    /// Why the reading ended before the file did.
    ended: Option<Result<(), Unreadable>>,
}

impl Walk<'_> {
    fn list(&mut self, input: &mut dyn BufRead, key: Option<&str>) -> Result<(), Unreadable> {
        let mut from = serde_json::Deserializer::new(IoRead::new(input));
        let read = from.deserialize_any(Outside { walk: self, key });
        if let Some(ended) = self.ended.take() {
            return ended;
        }
        if let Some(excess) = self.seen.columns.excess() {
            return Err(excess);
        }
        read.and_then(|()| from.end())
            .map_err(|error| fault(&error))
    }

    fn lines(&mut self, input: &mut dyn BufRead) -> Result<(), Unreadable> {
        let (mut line, mut number) = (Vec::new(), 0_u64);
        loop {
            line.clear();
            number += 1;
            let read = (&mut *input)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line);
            match read.map_err(broken)? as u64 {
                0 => return Ok(()),
                LONGEST_LINE => {
                    let what = format!("line {number} is over {} MB long", LONGEST_LINE >> 20);
                    return Err(Unreadable::excessive(what));
                }
                _ if line.trim_ascii().is_empty() => continue,
                _ => {}
            }
            let mut from = serde_json::Deserializer::from_slice(&line);
            let seed = RowSeed {
                columns: &mut self.seen.columns,
                cells: &mut self.cells,
            };
            let read = seed.deserialize(&mut from).and_then(|()| from.end());
            if let Some(excess) = self.seen.columns.excess() {
                return Err(excess);
            }
            match read {
                Ok(()) if !self.took() => return self.ended.take().unwrap_or(Ok(())),
                Ok(()) => {}
                Err(error) => {
                    let said = error.to_string();
                    let said = said.split(" at line ").next().unwrap_or_default();
                    self.seen.add_bad(|| format!("line {number}: {said}"));
                }
            }
        }
    }

    /// Passes on the row that was read; whether to go on.
    fn took(&mut self) -> bool {
        self.seen.rows += 1;
        let taken = (self.take)(&self.seen.columns, &self.cells);
        if taken.is_err() || self.seen.rows == self.most {
            self.ended = Some(taken);
        }
        self.ended.is_none()
    }
}

/// The outermost value.
struct Outside<'o, 'w> {
    walk: &'o mut Walk<'w>,
    key: Option<&'o str>,
}

impl<'de> Visitor<'de> for Outside<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        self.walk.seen.chosen = Some(String::new());
        let list = Value {
            key: "",
            walk: Some(self.walk),
        };
        list.visit_seq(items).map(drop)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            let is_wanted = self.key.is_none_or(|wanted| wanted == key);
            let is_free = self.walk.seen.rows == 0;
            let value = Value {
                key: &key,
                walk: (is_wanted && is_free).then_some(&mut *self.walk),
            };
            if entries.next_value_seed(value)? && !(is_wanted && is_free) {
                self.walk.seen.lists.push(key);
            }
        }
        Ok(())
    }
}

/// A value that may be a list of objects: then it is read as the rows, or, without a walk, only
/// known for one. Says whether it is.
struct Value<'v, 'w> {
    key: &'v str,
    walk: Option<&'v mut Walk<'w>>,
}

/// An item of a list: an object is read as a row. Says whether it is one.
struct Item<'i, 'w> {
    walk: Option<&'i mut Walk<'w>>,
}

/// Scalars are no lists of objects, and no objects.
macro_rules! scalars_are_none {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of objects")
        }
        fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_str<E: Error>(self, _: &str) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_unit<E: Error>(self) -> Result<bool, E> {
            Ok(false)
        }
    };
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = bool;

    scalars_are_none!();

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<bool, A::Error> {
        let (mut number, mut is_list) = (0_u64, false);
        loop {
            let walk = self.walk.as_deref_mut();
            let Some(is_object) = items.next_element_seed(Item { walk })? else {
                return Ok(is_list);
            };
            number += 1;
            is_list |= is_object;
            let Some(walk) = self.walk.as_deref_mut().filter(|_| is_list) else {
                // Nothing to be read: one item tells.
                while items.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(is_list);
            };
            if walk.seen.rows == 1 && is_object && !self.key.is_empty() {
                walk.seen.chosen = Some(self.key.to_owned());
                walk.seen.lists.push(self.key.to_owned());
            }
            if !is_object {
                walk.seen.add_bad(|| format!("item {number}"));
            }
            if walk.ended.is_some() {
                return Err(A::Error::custom("enough"));
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item<'_, '_> {
    type Value = bool;

    scalars_are_none!();

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        let Some(walk) = self.walk else {
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(true);
        };
        let seed = RowSeed {
            columns: &mut walk.seen.columns,
            cells: &mut walk.cells,
        };
        seed.deserialize(MapAccessDeserializer::new(entries))?;
        walk.took();
        Ok(true)
    }
}
