//! What a field of a row is: columns of codes with the names they stand for, numbers, or days.

use super::coded::Coded;
use super::columns::ColumnCache;
use super::joined::{Name, Names, Separators};
use super::load::{CannotLoad, Watch};
use super::loaded::{LoadedTable, RowDays};
use super::numbers::Numbers;
use super::sides;
use crate::analysis::folding::{Difference, Folding, Letters, fold};
use crate::model::row_filter::RowField;
use std::borrow::Cow;
use std::sync::Arc;

/// A field of every row of a table.
pub(super) enum Field<'t> {
    /// Its days.
    Days(&'t RowDays),
    /// A number of people.
    People(&'t Numbers),
    /// Texts: a row has them all, as it has initiators and targets.
    Texts(Vec<Texts<'t>>),
    /// Whatever may be looked for in words.
    Words,
}

/// One column of texts.
pub(super) struct Texts<'t> {
    coded: Held<'t>,
    meaning: Meaning<'t>,
}

/// A column of the table, or one that the cache holds too.
enum Held<'t> {
    Table(&'t Coded),
    Cached(Arc<Coded>),
}

/// What the texts of a column stand for.
enum Meaning<'t> {
    Kinds(&'t LoadedTable),
    Initiators(&'t Names),
    Targets(&'t Names),
    Places(&'t Names),
    /// Several names in a cell, known to nobody.
    List(Separators),
    /// Themselves.
    Plain,
}

impl<'t> Field<'t> {
    /// A field of a table. Reads the file where a column is not in memory.
    pub(super) fn of(
        table: &'t LoadedTable,
        columns: &ColumnCache,
        names: &'t Names,
        field: &RowField,
        watch: Watch<'_>,
    ) -> Result<Self, CannotLoad> {
        let texts = |coded, meaning| Texts {
            coded: Held::Table(coded),
            meaning,
        };
        let initiator = || texts(&table.initiator, Meaning::Initiators(names));
        let target = || texts(&table.target, Meaning::Targets(names));
        let one = |texts| Self::Texts(vec![texts]);
        Ok(match field {
            RowField::Days => Self::Days(&table.days),
            RowField::Killed => Self::People(&table.killed.best),
            RowField::Injured => Self::People(&table.injured.best),
            RowField::Words => Self::Words,
            RowField::Kind => one(texts(&table.kind, Meaning::Kinds(table))),
            RowField::Initiator => one(initiator()),
            RowField::Target => one(target()),
            RowField::Actor => Self::Texts(vec![initiator(), target()]),
            RowField::Who if table.mapping.sides.is_directed() => one(initiator()),
            RowField::Who => {
                let who = Arc::new(sides::who(table, names));
                one(Texts::cached(who, Meaning::Plain))
            }
            RowField::Dyad => {
                let dyads = Arc::new(sides::dyads(table, names));
                one(Texts::cached(dyads, Meaning::Plain))
            }
            RowField::Place => one(texts(&table.place, Meaning::Places(names))),
            RowField::Country => one(texts(&table.country, Meaning::Plain)),
            RowField::Source => {
                let cut = Separators::new(table, 1);
                let mut all = Vec::new();
                for name in &table.mapping.source {
                    let coded = columns.named(table, name, watch)?;
                    all.push(Texts::cached(coded, Meaning::List(cut)));
                }
                Self::Texts(all)
            }
            RowField::Column(name) => {
                let coded = columns.named(table, name, watch)?;
                one(Texts::cached(coded, Meaning::Plain))
            }
        })
    }
}

impl<'t> Texts<'t> {
    fn cached(coded: Arc<Coded>, meaning: Meaning<'t>) -> Self {
        Self {
            coded: Held::Cached(coded),
            meaning,
        }
    }

    /// The codes and what stands in the file for them.
    pub(super) fn coded(&self) -> &Coded {
        match &self.coded {
            Held::Table(coded) => coded,
            Held::Cached(coded) => coded,
        }
    }

    /// What a cell is called where it is shown and sorted.
    pub(super) fn label(&self, code: u32) -> Cow<'_, str> {
        let dictionary = &self.coded().dictionary;
        match &self.meaning {
            Meaning::Kinds(table) => Cow::Borrowed(table.kind_name(code)),
            Meaning::Initiators(names) => names.initiator.label(dictionary, code),
            Meaning::Targets(names) => names.target.label(dictionary, code),
            Meaning::Places(names) => names.place.label(dictionary, code),
            Meaning::List(_) | Meaning::Plain => Cow::Borrowed(dictionary.text(code)),
        }
    }

    /// The names of a cell as they are chosen by, each to `see`.
    pub(super) fn each_name(&self, code: u32, see: &mut dyn FnMut(&str)) {
        let dictionary = &self.coded().dictionary;
        match &self.meaning {
            Meaning::Kinds(table) => see(table.kind_name(code)),
            Meaning::Initiators(names) => each_shown(&names.initiator.names(dictionary, code), see),
            Meaning::Targets(names) => each_shown(&names.target.names(dictionary, code), see),
            Meaning::Places(names) => each_shown(&names.place.names(dictionary, code), see),
            Meaning::List(cut) => cut.parts(dictionary.text(code)).for_each(see),
            Meaning::Plain => see(dictionary.text(code).trim()),
        }
    }

    /// A name to choose by as [`Texts::each_name`] gives it: an alias leads to whom it stands for,
    /// the text of a kind to its name.
    pub(super) fn chosen<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let known = match &self.meaning {
            Meaning::Initiators(names) | Meaning::Targets(names) => names.canonical_actor(name),
            Meaning::Places(names) => names.canonical_place(name),
            Meaning::Kinds(table) => kind_called(table, name),
            Meaning::List(_) | Meaning::Plain => None,
        };
        known.map_or(Cow::Borrowed(name), Cow::Owned)
    }
}

fn each_shown<I>(names: &[Name<I>], see: &mut dyn FnMut(&str)) {
    names.iter().for_each(|name| see(name.shown()));
}

/// The name of the kind that a file's own word for it, or its label, stands for; `None` where it
/// is the name of a kind already.
fn kind_called(table: &LoadedTable, name: &str) -> Option<String> {
    let mut case = Case::default();
    let wanted = case.fold(name);
    let codes = 1..u32::try_from(table.kind.dictionary.len()).unwrap_or(u32::MAX);
    if codes
        .clone()
        .any(|code| case.fold(table.kind_name(code)) == wanted)
    {
        return None;
    }
    let mut meant = codes.filter(|code| {
        let label = table.kind_value(*code).map_or("", |value| &value.label);
        let native = table.kind.dictionary.text(*code);
        [label, native].iter().any(|text| case.fold(text) == wanted)
    });
    meant.next().map(|code| table.kind_name(code).to_owned())
}

/// Compares texts without regard to case, and whichever way their letters are composed.
pub(super) struct Case(Letters);

impl Default for Case {
    fn default() -> Self {
        Self(Letters::new(Folding::NONE.with(Difference::Case, true)))
    }
}

impl Case {
    /// A text without its case, and without blanks around it.
    pub(super) fn fold(&mut self, text: &str) -> String {
        fold(text.trim(), &mut self.0)
    }
}
