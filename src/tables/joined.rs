//! Names in cells joined with what a project knows: its actors and places by name and alias, its
//! kinds by name. What stands in the file is untouched.
//!
//! In: a table's dictionaries and a project. Out: per dictionary code the names of the cell, each
//! with whom it stands for. A name that belongs to two stands for neither.

use super::coded::Dictionary;
use super::loaded::LoadedTable;
use crate::analysis::folding::{Folding, Letters, fold};
use crate::model::actor::{Actor, Alias};
use crate::model::codebook::Kind;
use crate::model::id::{ActorId, KindId, PlaceId};
use crate::model::place::Place;
use crate::model::project::Project;
use imbl::OrdMap;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The names of a table as a project knows them. Made anew when [`Names::is_of`] says no.
#[derive(Clone)]
pub struct Names {
    columns: Arc<[String]>,
    actors: OrdMap<ActorId, Arc<Actor>>,
    places: OrdMap<PlaceId, Arc<Place>>,
    kinds: OrdMap<KindId, Arc<Kind>>,
    actor_names: Lookup<ActorId>,
    place_names: Lookup<PlaceId>,
    /// Who did it, by code of the column.
    pub initiator: Called<ActorId>,
    /// To whom.
    pub target: Called<ActorId>,
    /// Where.
    pub place: Called<PlaceId>,
    /// By code of the kinds.
    kind: BTreeMap<u32, Arc<Kind>>,
}

/// A name in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<I> {
    /// As the file has it, without blanks around.
    pub raw: Box<str>,
    /// Whom or what it stands for, and the canonical name of that.
    pub known: Option<(I, Arc<str>)>,
}

impl<I> Name<I> {
    /// The canonical name where there is one, else what stands in the file.
    pub fn shown(&self) -> &str {
        match &self.known {
            Some((_, name)) => name,
            None => &self.raw,
        }
    }
}

/// The names in the cells of a column.
#[derive(Clone, Debug)]
pub struct Called<I> {
    /// Of cells with several names, or with a known one; the others are the one name they hold.
    by_code: BTreeMap<u32, Vec<Name<I>>>,
}

impl<I: Copy + Ord> Called<I> {
    /// The names of a cell, by its code.
    pub fn names<'a>(&'a self, dictionary: &'a Dictionary, code: u32) -> Cow<'a, [Name<I>]> {
        match self.by_code.get(&code) {
            Some(names) => Cow::Borrowed(names),
            None if code == 0 => Cow::Borrowed(&[]),
            None => Cow::Owned(vec![Name {
                raw: dictionary.text(code).trim().into(),
                known: None,
            }]),
        }
    }

    /// What a cell is called: canonical names where there are such, one after the other.
    pub fn label<'a>(&'a self, dictionary: &'a Dictionary, code: u32) -> Cow<'a, str> {
        match self.by_code.get(&code) {
            None => Cow::Borrowed(dictionary.text(code).trim()),
            Some(names) => {
                let shown: Vec<&str> = names.iter().map(Name::shown).collect();
                Cow::Owned(shown.join("; "))
            }
        }
    }

    fn new(dictionary: &Dictionary, cut: Separators, known: &mut Joiner<'_, I>) -> Self {
        let mut by_code = BTreeMap::new();
        for (code, text) in dictionary.iter().skip(1) {
            let names: Vec<Name<I>> = cut.parts(text).map(|raw| known.name(raw)).collect();
            if names.len() != 1 || names.iter().any(|name| name.known.is_some()) {
                by_code.insert(code, names);
            }
        }
        Self { by_code }
    }
}

/// What stands between several names of one cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Separators {
    given: Option<char>,
    /// Several columns are read one after the other, with "; " between.
    joined: bool,
}

impl Separators {
    /// Of a field that is read from so many columns.
    pub(super) fn new(table: &LoadedTable, columns: usize) -> Self {
        Self {
            given: table.mapping.separator,
            joined: columns > 1,
        }
    }

    /// The names in a cell.
    pub(super) fn parts(self, text: &str) -> impl Iterator<Item = &str> {
        let between = if self.joined { "; " } else { "\0" };
        let parts = text.split(between);
        let parts = parts.flat_map(move |part| part.split(move |it| Some(it) == self.given));
        parts.map(str::trim).filter(|part| !part.is_empty())
    }
}

/// Whom folded names stand for.
#[derive(Clone, Debug)]
struct Lookup<I> {
    /// `None` for a name of two.
    by_name: HashMap<String, Option<I>>,
    canonical: BTreeMap<I, Arc<str>>,
}

impl<I: Copy + Ord> Lookup<I> {
    fn new<'p>(
        all: impl Iterator<Item = (I, &'p str, &'p [Alias])> + Clone,
        letters: &mut Letters,
    ) -> Self {
        let mut out = Self {
            by_name: HashMap::new(),
            canonical: all.clone().map(|(id, name, _)| (id, name.into())).collect(),
        };
        for (id, name, _) in all.clone() {
            out.add(fold(name, letters), id);
        }
        let mut aliases = Self {
            by_name: HashMap::new(),
            canonical: BTreeMap::new(),
        };
        for (id, _, names) in all {
            for alias in names {
                aliases.add(fold(&alias.name, letters), id);
            }
        }
        // A canonical name is stronger than an alias of somebody else.
        for (name, id) in aliases.by_name {
            out.by_name.entry(name).or_insert(id);
        }
        out
    }

    fn add(&mut self, name: String, id: I) {
        if name.trim().is_empty() {
            return;
        }
        let known = self.by_name.entry(name).or_insert(Some(id));
        if *known != Some(id) {
            *known = None;
        }
    }
}

/// Joins names with whom they stand for.
struct Joiner<'l, I> {
    lookup: &'l Lookup<I>,
    letters: &'l mut Letters,
}

impl<I: Copy + Ord> Joiner<'_, I> {
    fn name(&mut self, raw: &str) -> Name<I> {
        let id = match self.lookup.by_name.is_empty() {
            true => None,
            false => {
                let folded = fold(raw, self.letters);
                self.lookup.by_name.get(&folded).copied().flatten()
            }
        };
        let known = id.and_then(|id| Some((id, Arc::clone(self.lookup.canonical.get(&id)?))));
        Name {
            raw: raw.into(),
            known,
        }
    }
}

impl Names {
    /// The names of a table as a project knows them; an empty project knows nobody.
    pub fn new(table: &LoadedTable, project: &Project) -> Self {
        let mut letters = Letters::new(Folding::ALL);
        let letters = &mut letters;
        let actors = project.actors.iter();
        let actors = actors.map(|(id, it)| (*id, it.name.as_str(), it.aliases.as_slice()));
        let actor_names = Lookup::new(actors, letters);
        let places = project.places.iter();
        let places = places.map(|(id, it)| (*id, it.name.as_str(), it.aliases.as_slice()));
        let place_names = Lookup::new(places, letters);
        let mut side = |dictionary: &Dictionary, columns: &[String]| {
            let lookup = &actor_names;
            let cut = Separators::new(table, columns.len());
            Called::new(dictionary, cut, &mut Joiner { lookup, letters })
        };
        let initiator = side(&table.initiator.dictionary, &table.mapping.initiator);
        let target = side(&table.target.dictionary, &table.mapping.target);
        let mut joiner = Joiner {
            lookup: &place_names,
            letters,
        };
        // Of several columns only the first that says anything is the place.
        let cut = Separators::new(table, 1);
        let place = Called::new(&table.place.dictionary, cut, &mut joiner);
        let kind = kinds(table, project, letters);
        Self {
            columns: Arc::clone(&table.columns),
            actors: project.actors.clone(),
            places: project.places.clone(),
            kinds: project.kinds.clone(),
            actor_names,
            place_names,
            initiator,
            target,
            place,
            kind,
        }
    }

    /// Whether these are still the names of this table as this project knows them.
    pub fn is_of(&self, table: &LoadedTable, project: &Project) -> bool {
        Arc::ptr_eq(&self.columns, &table.columns)
            && self.actors.ptr_eq(&project.actors)
            && self.places.ptr_eq(&project.places)
            && self.kinds.ptr_eq(&project.kinds)
    }

    /// The project's kind that a native type is taken for, by its code; `None` where the project
    /// has none of that name.
    pub fn kind(&self, code: u32) -> Option<&Arc<Kind>> {
        self.kind.get(&code)
    }

    /// The actor a name stands for.
    pub fn actor(&self, name: &str) -> Option<ActorId> {
        let folded = fold(name.trim(), &mut Letters::new(Folding::ALL));
        self.actor_names.by_name.get(&folded).copied().flatten()
    }

    /// The place a name stands for.
    pub fn place(&self, name: &str) -> Option<PlaceId> {
        let folded = fold(name.trim(), &mut Letters::new(Folding::ALL));
        self.place_names.by_name.get(&folded).copied().flatten()
    }

    /// The canonical name of the actor a name stands for.
    pub(super) fn canonical_actor(&self, name: &str) -> Option<String> {
        let id = self.actor(name)?;
        Some(self.actor_names.canonical.get(&id)?.to_string())
    }

    /// The canonical name of the place a name stands for.
    pub(super) fn canonical_place(&self, name: &str) -> Option<String> {
        let id = self.place(name)?;
        Some(self.place_names.canonical.get(&id)?.to_string())
    }
}

fn kinds(
    table: &LoadedTable,
    project: &Project,
    letters: &mut Letters,
) -> BTreeMap<u32, Arc<Kind>> {
    let mut by_name: BTreeMap<String, &Arc<Kind>> = BTreeMap::new();
    for kind in project.kinds.values() {
        by_name.entry(fold(&kind.name, letters)).or_insert(kind);
    }
    let mut out = BTreeMap::new();
    for (code, _) in table.kind.dictionary.iter().skip(1) {
        let name = fold(table.kind_name(code), letters);
        if let Some(kind) = by_name.get(&name) {
            out.insert(code, Arc::clone(kind));
        }
    }
    out
}
