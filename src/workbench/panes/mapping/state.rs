//! A mapping under way: how a file is cut, what its columns mean so far, and what comes of that.

use super::slots::{DateShape, Slot};
use crate::ingest::tables::meaning::Meaning;
use crate::ingest::tables::peek::Peek;
use crate::ingest::tables::{Choices, Known, Look};
use crate::model::codebook::Family;
use crate::model::id::TableId;
use crate::model::mapping::{KindValue, Mapping};
use crate::model::table::TableLayout;
use crate::tables::LoadedTable;
use crate::workbench::outcome::TableToAdd;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is shown beside the fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The first rows.
    #[default]
    Rows,
    /// The values of the kind.
    Kinds,
    /// What is odd about single rows.
    Warnings,
}

/// What the whole file gives, as far as that is known.
#[derive(Default)]
pub enum Whole {
    /// It is not read yet.
    #[default]
    Reading,
    /// Its rows.
    Here(Box<TableToAdd>),
    /// It cannot be read so: why.
    Failed(String),
}

/// A mapping under way.
pub struct MappingDialog {
    /// The file.
    pub path: PathBuf,
    /// The table of the project that is corrected; `None` for one about to be added.
    pub of: Option<TableId>,
    /// Its title.
    pub title: String,
    /// What else the layout could be.
    pub choices: Choices,
    /// The columns and first rows.
    pub peek: Peek,
    /// What is known now of how the file is cut, where it is to be looked at again; whether what
    /// its columns mean is to be found out anew.
    pub look_again: Option<(Known, bool)>,
    /// How the file is cut.
    pub layout: TableLayout,
    /// What the columns mean.
    pub mapping: Mapping,
    /// Why the columns were taken to mean that, and what only a person can say.
    pub meaning: Meaning,
    /// The first rows as they are read so; or why they cannot be.
    pub sample: Result<Option<Arc<LoadedTable>>, String>,
    /// The whole file.
    pub whole: Whole,
    /// The profiles to choose from.
    pub profiles: Vec<Mapping>,
    /// What is shown beside the fields.
    pub tab: Tab,
    /// Whether it was accepted while the file was still being read.
    pub is_accepted: bool,
    pub(super) hovered: Option<usize>,
    pub(super) unknown: String,
    pub(super) wants_focus: bool,
    entries: Vec<(Option<u32>, String)>,
    new_kinds: Vec<(String, Family)>,
    version: u64,
}

impl MappingDialog {
    /// A mapping of a file that was looked at; the table of the project it corrects.
    pub fn new(path: PathBuf, title: String, look: Look, of: Option<TableId>) -> Self {
        let mut made = Self {
            path,
            of,
            title,
            peek: Peek::of(&look),
            choices: look.choices,
            look_again: None,
            layout: look.layout,
            unknown: look.mapping.unknown.join(", "),
            mapping: look.mapping,
            meaning: look.meaning,
            sample: Ok(None),
            whole: Whole::Reading,
            profiles: Vec::new(),
            tab: Tab::Rows,
            is_accepted: false,
            hovered: None,
            wants_focus: true,
            entries: Vec::new(),
            new_kinds: Vec::new(),
            version: 1,
        };
        made.list_columns();
        made
    }

    /// Grows with whatever is changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Notes that something was changed: what came of it before is out of date.
    pub(super) fn changed(&mut self) {
        self.version += 1;
        self.is_accepted = false;
    }

    /// Cuts the file otherwise. Another part of it (`anew`) may have other columns and needs no more
    /// than its name; else only what is chosen changes.
    pub(super) fn recut(&mut self, layout: TableLayout, anew: bool) {
        let known = Known::from(&layout);
        let known = match anew {
            true if layout.entry != self.layout.entry => Known {
                entry: known.entry,
                ..Known::default()
            },
            true => Known {
                entry: known.entry,
                format: known.format,
                ..Known::default()
            },
            false => known,
        };
        self.look_again = Some((known, anew));
        self.layout = layout;
        self.changed();
    }

    /// Takes what the file looks like when it is cut otherwise.
    pub fn take_look(&mut self, look: Look) {
        self.look_again = None;
        self.peek = Peek::of(&look);
        self.layout = look.layout;
        self.choices = look.choices;
        self.mapping = look.mapping;
        self.meaning = look.meaning;
        self.list_columns();
    }

    fn list_columns(&mut self) {
        let none = (None, "Not in this file".to_owned());
        let columns = (0..).zip(&self.peek.columns);
        let columns = columns.map(|(at, name)| (Some(at), name.clone()));
        self.entries = std::iter::once(none).chain(columns).collect();
    }

    /// The columns to choose from, with none of them first.
    pub(super) fn entries(&self) -> &[(Option<u32>, String)] {
        &self.entries
    }

    /// The numbers of the columns that mean something.
    pub(super) fn chosen(&self, slot: Slot) -> Vec<Option<u32>> {
        let number = |name: &String| {
            let found = self
                .entries
                .iter()
                .find(|(at, other)| at.is_some() && other == name);
            found.map(|(at, _)| *at)
        };
        slot.columns(&self.mapping)
            .iter()
            .filter_map(number)
            .collect()
    }

    /// Columns a mapping names that the file has not.
    pub(super) fn lacking(&self, slot: Slot) -> Vec<String> {
        let columns = slot.columns(&self.mapping);
        let has = |name: &String| self.peek.columns.contains(name);
        columns.into_iter().filter(|name| !has(name)).collect()
    }

    /// Why the columns of a slot were taken for it.
    pub(super) fn reason(&self, slot: Slot) -> Option<&str> {
        let columns = slot.columns(&self.mapping);
        let mut reasons = self.meaning.reasons.iter();
        let found = reasons.find(|it| columns.contains(&it.column))?;
        Some(&found.why)
    }

    /// Lets columns mean something.
    pub(super) fn set(&mut self, slot: Slot, columns: Vec<Option<u32>>) {
        let name = |at: u32| self.peek.columns.get(at as usize).cloned();
        let names = columns.into_iter().flatten().filter_map(name).collect();
        slot.set(&mut self.mapping, names);
        self.mapping.profile.clear();
        self.changed();
    }

    /// Lets the date stand in another number of columns.
    pub(super) fn reshape_date(&mut self, shape: DateShape) {
        self.mapping.date.at = shape.from(&self.mapping.date.at);
        self.mapping.profile.clear();
        self.changed();
    }

    /// Takes what a profile says.
    pub(super) fn use_profile(&mut self, profile: &Mapping) {
        self.mapping = profile.clone();
        self.unknown = self.mapping.unknown.join(", ");
        self.meaning = Meaning::default();
        self.changed();
    }

    /// What a value of the kind means now.
    pub(super) fn value(&self, value: &str) -> KindValue {
        let mut values = self.mapping.kind.values.iter();
        let found = values.find(|it| it.value == value).cloned();
        found.unwrap_or_else(|| KindValue {
            value: value.to_owned(),
            ..KindValue::default()
        })
    }

    /// Lets a value of the kind mean something else.
    pub(super) fn set_value(&mut self, value: KindValue) {
        let values = &mut self.mapping.kind.values;
        match values.iter_mut().find(|it| it.value == value.value) {
            Some(there) => *there = value,
            None => values.push(value),
        }
        self.changed();
    }

    /// Notes a kind the codebook is to have.
    pub(super) fn new_kind(&mut self, name: &str, family: Family) {
        self.new_kinds.retain(|(other, _)| other != name);
        self.new_kinds.push((name.to_owned(), family));
    }

    /// The kinds the codebook is to have: those that a value still means.
    pub fn new_kinds(&self) -> Vec<(String, Family)> {
        let used: BTreeSet<&str> = self
            .mapping
            .kind
            .values
            .iter()
            .map(|value| value.kind.as_str())
            .collect();
        let mut new = self.new_kinds.clone();
        new.retain(|(name, _)| used.contains(name.as_str()));
        new
    }

    /// The names of kinds noted so far.
    pub(super) fn noted_kinds(&self) -> impl Iterator<Item = &str> {
        self.new_kinds.iter().map(|(name, _)| name.as_str())
    }

    /// The rows of the whole file, once they are there.
    pub(super) fn rows(&self) -> Option<&LoadedTable> {
        match &self.whole {
            Whole::Here(found) => Some(&found.rows),
            Whole::Reading | Whole::Failed(_) => None,
        }
    }

    /// Why it cannot be accepted yet.
    pub fn trouble(&self) -> Option<&str> {
        match (&self.sample, &self.whole) {
            (Err(why), _) | (_, Whole::Failed(why)) => Some(why),
            _ => None,
        }
    }
}

/// The values of the kind column with how often each stands there, the most frequent first.
pub(in crate::workbench::panes) fn kind_counts(table: &LoadedTable) -> Vec<(u32, u32)> {
    let mut counts = vec![0_u32; table.kind.dictionary.len()];
    for code in &table.kind.codes {
        if let Some(count) = counts.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let mut found: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
    found.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    found
}
