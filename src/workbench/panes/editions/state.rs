//! What the review of a newer file shows: rows in groups, the selected one, its fields.

use crate::ingest::tables::newer::{Differs, Newer};
use crate::model::table::RowNow;
use crate::tables::editions::{FieldChange, Linked, fields};
use std::sync::Arc;

/// Which rows stand together in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Something of the project rests on them.
    Linked,
    /// They read otherwise.
    Changed,
    /// They are gone.
    Gone,
    /// They are new.
    Added,
}

impl Group {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Linked => "Something rests on it",
            Self::Changed => "Changed",
            Self::Gone => "Gone",
            Self::Added => "Added",
        }
    }
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The heading of a group with the number of its members.
    Heading(Group, usize),
    /// A row the project keeps something about, by its place among them.
    Linked(usize),
    /// Any row that differs.
    Row(Differs),
}

/// The fields of a row, as far as they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fields {
    /// A job reads them.
    Reading,
    /// What tells the row from others, and its fields.
    Here(String, Vec<FieldChange>),
    /// They could not be read: why.
    Failed(String),
}

/// An open review.
pub struct EditionReview {
    /// The newer file, compared.
    pub newer: Arc<Newer>,
    items: Vec<Item>,
    /// The selected one; `None` shows what is to be said of all of them.
    at: Option<usize>,
    moves: u64,
    fields: Option<(Differs, Fields)>,
    wants_focus: bool,
    /// So many pages the fields are to be scrolled down.
    pages: i32,
}

impl EditionReview {
    /// A review of a comparison.
    pub fn new(newer: Arc<Newer>) -> Self {
        Self {
            items: items(&newer),
            newer,
            at: None,
            moves: 1,
            fields: None,
            wants_focus: true,
            pages: 0,
        }
    }

    /// Whether it is to get the keyboard: once.
    pub(super) fn take_focus(&mut self) -> bool {
        std::mem::take(&mut self.wants_focus)
    }

    /// Scrolls the fields by so many pages.
    pub fn scroll(&mut self, pages: i32) {
        self.pages += pages;
    }

    /// So many pages the fields are to be scrolled down: once.
    pub(super) fn take_pages(&mut self) -> i32 {
        std::mem::take(&mut self.pages)
    }

    /// The rows of the list.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The place of the selected row.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// How often the selection has moved.
    pub fn moves(&self) -> u64 {
        self.moves
    }

    /// The selected row.
    pub fn item(&self) -> Option<Item> {
        self.items.get(self.at?).copied()
    }

    /// Selects a row, but no heading.
    pub fn select(&mut self, at: usize) {
        if matches!(self.items.get(at), Some(Item::Linked(_) | Item::Row(_))) {
            self.at = Some(at);
            self.moves += 1;
        }
    }

    /// Selects no row.
    pub fn unselect(&mut self) {
        self.at = None;
    }

    /// Moves the selection by so many rows, past headings; stops at the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        let from = match (self.at, by > 0) {
            (Some(at), _) => at,
            (None, true) => 0,
            (None, false) => self.items.len(),
        };
        let mut at = from.saturating_add_signed(by).min(last);
        while matches!(self.items.get(at), Some(Item::Heading(..))) {
            match at.checked_add_signed(by.signum()).filter(|at| *at <= last) {
                Some(next) => at = next,
                // Nothing stands above the first heading.
                None => at += 1,
            }
        }
        self.select(at);
    }

    /// Selects the first row, or the last.
    pub fn to_end(&mut self, last: bool) {
        match last {
            true => self.select(self.items.len().saturating_sub(1)),
            false => self.select(1),
        }
    }

    /// A row whose fields are to be read now: it is noted that they are being read.
    pub fn wants_fields(&mut self) -> Option<Differs> {
        let Some(Item::Row(row)) = self.item() else {
            return None;
        };
        if self.fields.as_ref().is_some_and(|(of, _)| *of == row) {
            return None;
        }
        self.fields = Some((row, Fields::Reading));
        Some(row)
    }

    /// Takes up the fields of a row.
    pub fn take_fields(&mut self, row: Differs, read: Result<(String, Vec<FieldChange>), String>) {
        if self.fields.as_ref().is_some_and(|(of, _)| *of == row) {
            let read = match read {
                Ok((key, fields)) => Fields::Here(key, fields),
                Err(why) => Fields::Failed(why),
            };
            self.fields = Some((row, read));
        }
    }

    /// The fields of the selected row.
    pub fn fields(&self) -> Option<Fields> {
        match self.item()? {
            Item::Heading(..) => None,
            Item::Linked(at) => self.newer.linked.get(at).map(of_linked),
            Item::Row(row) => {
                let read = self.fields.as_ref().filter(|(of, _)| *of == row);
                Some(read.map_or(Fields::Reading, |(_, fields)| fields.clone()))
            }
        }
    }
}

/// What the project keeps of a row beside what the file says now.
fn of_linked(linked: &Linked) -> Fields {
    let update = &linked.update;
    let now = match &update.now {
        RowNow::Changed(now) => now.as_slice(),
        RowNow::Same => update.cells.as_slice(),
        RowNow::Gone | RowNow::GoneSeen => &[],
    };
    Fields::Here(update.key.clone(), fields(&update.cells, now))
}

fn items(newer: &Newer) -> Vec<Item> {
    let linked = newer.linked.iter().enumerate();
    let waiting = linked.filter(|(_, row)| row.update.now.needs_review());
    let waiting = waiting.map(|(at, _)| Item::Linked(at)).collect();
    let (mut changed, mut gone, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for row in newer.differing() {
        let group = match row {
            Differs::Changed(_) => &mut changed,
            Differs::Gone(_) => &mut gone,
            Differs::Added(_) => &mut added,
        };
        group.push(Item::Row(row));
    }
    let mut items = Vec::new();
    for (group, members) in [
        (Group::Linked, waiting),
        (Group::Changed, changed),
        (Group::Gone, gone),
        (Group::Added, added),
    ] {
        if !members.is_empty() {
            items.push(Item::Heading(group, members.len()));
            items.extend(members);
        }
    }
    items
}
