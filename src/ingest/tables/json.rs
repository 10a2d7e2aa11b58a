//! JSON becomes delimited text. Runs in the child process.
//!
//! In: a list of objects, an object with such a list at a key, or an object a line. Out: the names
//! of all keys, then a record for each item or line: a row for an object, else why it is none. The file
//! is gone through twice, for a key may first appear in the last object; to look at it, its first
//! objects are enough.

use super::csv::{write_no_row, write_row};
use super::error::Unreadable;
use super::fields::Columns;
use super::geo::Features;
use super::objects::{Form, Found, walk};
use super::task::{Done, Output, Task};
use std::io::{BufRead, Read as _};

/// So many objects are looked at to see what the columns are.
const LOOKED_AT: usize = 500;

/// So much of them is held at most, in bytes.
const HELD: usize = 16 << 20;

/// Writes the objects of `input` as rows.
pub(super) fn convert(
    input: &mut dyn BufRead,
    form: Form<'_>,
    task: &Task,
    out: &mut Output<'_>,
) -> Result<Done, Unreadable> {
    if task.is_look {
        return look(input, form, out);
    }
    let Some(bytes) = task.bytes else {
        return Err(Unreadable::not_read("its size is not known"));
    };
    // What it says the first time: its columns.
    let mut first: Option<Vec<String>> = None;
    let mut see = |_, found: Found<'_>| {
        if let Found::Row(_, cells) = found {
            first.get_or_insert_with(|| cells.to_vec());
        }
        Ok(())
    };
    let mut whole = (&mut *input).take(bytes);
    let seen = walk(&mut whole, form, Columns::default(), usize::MAX, &mut see)?;
    std::io::copy(&mut whole, &mut std::io::sink())
        .map_err(|error| Unreadable::not_read(error.to_string()))?;
    let chosen = seen.chosen.clone();
    let mut rows = Rows::new(&seen.columns, first.as_deref().unwrap_or_default());
    rows.write_names(&seen.columns, out)?;
    // And the second time: its rows.
    let form = match (form, chosen.as_deref()) {
        (Form::List(_), Some(key)) => Form::List(Some(key)),
        (form, _) => form,
    };
    let mut write = |_, found: Found<'_>| rows.write(found, out);
    let (columns, most) = (seen.columns, usize::MAX);
    let mut again = input.take(bytes);
    let seen = walk(&mut again, form, columns, most, &mut write)?;
    Ok(Done {
        chosen: chosen.unwrap_or_default(),
        choices: seen.lists,
        notes: rows.note().into_iter().collect(),
    })
}

/// The first objects, held until it is known which columns they have.
fn look(input: &mut dyn BufRead, form: Form<'_>, out: &mut Output<'_>) -> Result<Done, Unreadable> {
    let (mut held, mut bytes) = (Vec::new(), 0);
    let mut hold = |list: usize, found: Found<'_>| {
        let Found::Row(_, cells) = found else {
            return Ok(());
        };
        bytes += cells.iter().map(String::len).sum::<usize>();
        if bytes <= HELD {
            held.push((list, cells.to_vec()));
        }
        Ok(())
    };
    let seen = walk(input, form, Columns::default(), LOOKED_AT, &mut hold)?;
    held.retain(|(list, _)| *list == seen.number);
    let held: Vec<Vec<String>> = held.into_iter().map(|(_, cells)| cells).collect();
    let mut rows = Rows::new(&seen.columns, held.first().map_or(&[], Vec::as_slice));
    rows.write_names(&seen.columns, out)?;
    for cells in &held {
        rows.write(Found::Row(&seen.columns, cells), out)?;
    }
    Ok(Done {
        chosen: seen.chosen.unwrap_or_default(),
        choices: seen.lists,
        notes: Vec::new(),
    })
}

/// Rows on their way out.
struct Rows {
    features: Option<Features>,
}

impl Rows {
    fn new(columns: &Columns, first: &[String]) -> Self {
        let features = Features::of(columns, first);
        Self { features }
    }

    fn write_names(&self, columns: &Columns, out: &mut Output<'_>) -> Result<(), Unreadable> {
        match &self.features {
            Some(features) => write_row(&mut out.text, features.names(), 0),
            None => write_row(&mut out.text, columns.names().iter().map(String::as_str), 0),
        }
        out.flow()
    }

    fn write(&mut self, found: Found<'_>, out: &mut Output<'_>) -> Result<(), Unreadable> {
        match (found, &mut self.features) {
            (Found::Row(_, cells), Some(features)) => {
                write_row(&mut out.text, features.row(cells), 0);
            }
            (Found::Row(columns, cells), None) => {
                let width = columns.names().len();
                write_row(&mut out.text, cells.iter().map(String::as_str), width);
            }
            (Found::NoRow(item), _) => write_no_row(&mut out.text, &item.was, &item.why),
            // So that a line keeps its number.
            (Found::Blank, _) => out.text.push(b'\n'),
        }
        out.flow()
    }

    fn note(&self) -> Option<String> {
        self.features.as_ref()?.note()
    }
}
