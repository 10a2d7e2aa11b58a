//! Goes through the objects of a JSON file, one in memory at a time.
//!
//! In: a list of objects, an object with such a list at a key of it or of an object in it, or an
//! object a line. Out: each object as the cells of a row, whatever else stands among them, and what
//! else was seen on the way.

use super::error::Unreadable;
use super::fields::{Columns, RowSeed};
use super::gauge::{Gauge, LARGEST_VALUE};
use super::no_object::{NoObject, too_deep};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::de::IoRead;
use std::fmt::{self, Display};
use std::io::{BufRead, Read as _};

/// How the objects stand in the file.
#[derive(Clone, Copy)]
pub(super) enum Form<'f> {
    /// In a list: the one at this key, a path with dots where it is a key of an object inside; the
    /// one with the most objects when `None`, the outermost when empty.
    List(Option<&'f str>),
    /// One a line.
    Lines,
}

/// A record of the file.
pub(super) enum Found<'f> {
    /// An object: its cells, by these columns.
    Row(&'f Columns, &'f [String]),
    /// Something else.
    NoRow(NoObject),
    /// A line without anything on it.
    Blank,
}

/// Told every record, and in which of the lists that are compared it stands, from 0; an error ends
/// the reading.
pub(super) type Take<'t> = &'t mut dyn FnMut(usize, Found<'_>) -> Result<(), Unreadable>;

/// So many items that are no objects may stand before the first one of a list of objects.
pub(super) const MOST_BEFORE: usize = 100;

/// What was seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) columns: Columns,
    /// The keys of lists of objects.
    pub(super) lists: Vec<String>,
    /// The key of the one that was read; empty for an outermost list.
    pub(super) chosen: Option<String>,
    /// Which of those compared that is, from 0.
    pub(super) number: usize,
    rows: usize,
    /// The first line that is no object.
    first_bad: Option<String>,
}

impl Seen {
    fn without_rows(&self, form: Form<'_>) -> Unreadable {
        match (form, &self.first_bad) {
            (Form::Lines, Some(first)) => Unreadable::damaged(first),
            (Form::Lines, None) => Unreadable::Empty,
            (Form::List(Some(key)), _) if !key.is_empty() => {
                Unreadable::NoList(format!("there is no list of objects at {key:?} in it"))
            }
            (Form::List(_), _) if self.chosen.is_some() => Unreadable::Empty,
            (Form::List(_), _) => {
                Unreadable::NoList("there is no list of objects in it".to_owned())
            }
        }
    }
}

/// Goes through the records of `input`, at most `most` objects, telling `take` each; an object as the
/// cells of `columns`, which grow as keys appear.
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
        before: Vec::new(),
        gauge: &Gauge::default(),
        compared: matches!(form, Form::List(None)).then(Vec::new),
    };
    skip_mark(input).map_err(broken)?;
    match form {
        Form::List(key) => walk.list(input, key)?,
        Form::Lines => walk.lines(input)?,
    }
    walk.choose();
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
    match too_deep(error) {
        Some(what) => Unreadable::excessive(what),
        None => Unreadable::damaged(error),
    }
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
    /// What stands before the first object of a list, which may be none of objects.
    before: Vec<NoObject>,
    gauge: &'w Gauge,
    /// Lists that were read to their end, where the largest is looked for.
    compared: Option<Vec<Compared>>,
}

/// A list that was read.
struct Compared {
    key: String,
    columns: Columns,
    rows: usize,
}

impl Walk<'_> {
    fn list(&mut self, input: &mut dyn BufRead, key: Option<&str>) -> Result<(), Unreadable> {
        let gauge = self.gauge;
        let mut from = serde_json::Deserializer::new(IoRead::new(gauge.on(input)));
        let read = from.deserialize_any(Outside { walk: self, key });
        if gauge.is_over() {
            let what = format!("one value in it is over {} MB long", LARGEST_VALUE >> 20);
            return Err(Unreadable::excessive(what));
        }
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
                .take(LARGEST_VALUE)
                .read_until(b'\n', &mut line);
            match read.map_err(broken)? as u64 {
                0 => return Ok(()),
                LARGEST_VALUE => {
                    let what = format!("line {number} is over {} MB long", LARGEST_VALUE >> 20);
                    return Err(Unreadable::excessive(what));
                }
                _ if line.trim_ascii().is_empty() => {
                    if !self.told(Found::Blank) {
                        return self.ended.take().unwrap_or(Ok(()));
                    }
                    continue;
                }
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
            let goes_on = match read {
                Ok(()) => self.took(),
                Err(error) => {
                    let first = &mut self.seen.first_bad;
                    first.get_or_insert_with(|| in_line(number, &error));
                    self.told(Found::NoRow(NoObject::line(&line, &error)))
                }
            };
            if !goes_on {
                return self.ended.take().unwrap_or(Ok(()));
            }
        }
    }

    /// Where lists are compared, the end of one: the next has columns of its own.
    fn compare(&mut self, key: &str) {
        let Some(compared) = self.compared.as_mut().filter(|_| self.seen.rows > 0) else {
            return;
        };
        compared.push(Compared {
            key: key.to_owned(),
            columns: std::mem::take(&mut self.seen.columns),
            rows: std::mem::take(&mut self.seen.rows),
        });
        self.seen.number = compared.len();
    }

    /// Of lists that were compared the largest, the first of several; unless one was so large that
    /// no other was looked at.
    fn choose(&mut self) {
        if self.seen.rows > 0 {
            return;
        }
        let compared = self.compared.take().unwrap_or_default().into_iter();
        let largest = compared
            .enumerate()
            .min_by_key(|(_, list)| std::cmp::Reverse(list.rows));
        let Some((number, list)) = largest else {
            return;
        };
        (self.seen.number, self.seen.rows) = (number, list.rows);
        (self.seen.chosen, self.seen.columns) = (Some(list.key), list.columns);
    }

    /// Passes on the row that was read, and what stands before the first; whether to go on.
    fn took(&mut self) -> bool {
        self.gauge.reset();
        for item in std::mem::take(&mut self.before) {
            if !self.told(Found::NoRow(item)) {
                return false;
            }
        }
        self.seen.rows += 1;
        let row = Found::Row(&self.seen.columns, &self.cells);
        let taken = (self.take)(self.seen.number, row);
        if taken.is_err() || self.seen.rows == self.most {
            self.ended = Some(taken);
        }
        self.ended.is_none()
    }

    /// Passes on what is no row; whether to go on.
    fn told(&mut self, what: Found<'_>) -> bool {
        if let Err(error) = (self.take)(self.seen.number, what) {
            self.ended = Some(Err(error));
        }
        self.ended.is_none()
    }
}

/// What is wrong with a line.
fn in_line(number: u64, error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    format!("line {number}: {said}")
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
            path: String::new(),
            wanted: None,
            walk: self.walk,
        };
        list.visit_seq(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        let inside = Value {
            path: String::new(),
            wanted: self.key,
            walk: self.walk,
        };
        inside.visit_map(entries)
    }
}

/// A value at a key: a list of objects may be read as the rows, and is known for one in any case;
/// in an object there may be such lists.
struct Value<'v, 'w> {
    path: String,
    wanted: Option<&'v str>,
    walk: &'v mut Walk<'w>,
}

/// An item of a list: an object is read as a row. Anything else is what it is.
struct Item<'i, 'w> {
    walk: Option<&'i mut Walk<'w>>,
}

/// What scalars are, which are no lists of objects, and no objects.
macro_rules! scalars_are {
    ($none:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of objects")
        }
        fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
            Ok($none(&value))
        }
        fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
            Ok($none(&value))
        }
        fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
            Ok($none(&value))
        }
        fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
            Ok($none(&value))
        }
        fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
            Ok($none(&value))
        }
        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok($none(&"null"))
        }
    };
}

impl Value<'_, '_> {
    /// Whether a list here is the one to be read.
    fn is_wanted(&self) -> bool {
        let is_free = self.walk.compared.is_some() || self.walk.seen.rows == 0;
        is_free && self.wanted.is_none_or(|wanted| wanted == self.path)
    }

    /// Notes that it is a list of objects, and which one is read.
    fn is_one(&mut self, is_wanted: bool) {
        if !self.path.is_empty() {
            self.walk.seen.lists.push(self.path.clone());
        }
        if is_wanted {
            self.walk.seen.chosen = Some(self.path.clone());
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    scalars_are!(|_: &dyn Display| ());

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let is_wanted = self.is_wanted();
        let (mut before, mut is_list) = (0, false);
        loop {
            let walk = is_wanted.then_some(&mut *self.walk);
            let Some(item) = items.next_element_seed(Item { walk })? else {
                self.walk.before.clear();
                self.walk.compare(&self.path);
                return Ok(());
            };
            self.walk.gauge.reset();
            match item {
                None if is_list => {}
                None => {
                    is_list = true;
                    self.is_one(is_wanted);
                }
                Some(item) if is_list => {
                    self.walk.told(Found::NoRow(item));
                }
                Some(item) => {
                    before += 1;
                    self.walk.before.push(item);
                }
            }
            if before > MOST_BEFORE || (is_list && !is_wanted) {
                // Nothing to be read: the first items tell.
                self.walk.before.clear();
                while items.next_element::<IgnoredAny>()?.is_some() {
                    self.walk.gauge.reset();
                }
                return Ok(());
            }
            if self.walk.ended.is_some() {
                return Err(A::Error::custom("enough"));
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            let path = match self.path.as_str() {
                "" => key,
                path => format!("{path}.{key}"),
            };
            entries.next_value_seed(Value {
                path,
                wanted: self.wanted,
                walk: &mut *self.walk,
            })?;
            self.walk.gauge.reset();
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_> {
    type Value = Option<NoObject>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item<'_, '_> {
    type Value = Option<NoObject>;

    scalars_are!(|value: &dyn Display| Some(NoObject::value(value)));

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(NoObject::list()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let Some(walk) = self.walk else {
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(None);
        };
        let seed = RowSeed {
            columns: &mut walk.seen.columns,
            cells: &mut walk.cells,
        };
        seed.deserialize(MapAccessDeserializer::new(entries))?;
        walk.took();
        Ok(None)
    }
}
