//! A codebook as people write it: kinds and codes by name, children inside their parents.
//!
//! In: the `codebook` of a `case.ron`, or the one every project begins with. Out: records with ids.

use crate::model::codebook::{Code, Family, Kind, Makes};
use crate::model::id::{CodeId, IdGenerator, KindId};
use crate::model::look::{Hue, Shape};
use crate::model::record::Record;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A codebook by names.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodebookFile {
    /// What events can be.
    #[serde(default)]
    pub kinds: Vec<KindEntry>,
    /// What passages can be labelled.
    #[serde(default)]
    pub codes: Vec<CodeEntry>,
}

/// A kind by name.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindEntry {
    /// Its name, by which codes refer to it.
    pub name: String,
    /// Its family.
    pub family: Family,
    /// The timeline's band it is drawn in.
    pub lane: String,
    /// Its hue.
    pub hue: Hue,
    /// Its shape.
    pub shape: Shape,
    /// The PLOVER category it maps to.
    #[serde(default)]
    pub plover: String,
    /// Its score in tenths of a PLOVER point, -100 to 100.
    #[serde(default)]
    pub score_tenths: Option<i16>,
}

/// A code with its children.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeEntry {
    /// Its name.
    pub name: String,
    /// Its hue; its parent's when `None`.
    #[serde(default)]
    pub hue: Option<Hue>,
    /// Its shape; its parent's when `None`.
    #[serde(default)]
    pub shape: Option<Shape>,
    /// What is made from it; what its parent makes when `None`.
    #[serde(default)]
    pub makes: Option<MakesEntry>,
    /// What it means.
    #[serde(default)]
    pub description: String,
    /// When to use it, and when not.
    #[serde(default)]
    pub rule: String,
    /// Passages it fits.
    #[serde(default)]
    pub examples: Vec<String>,
    /// The codes under it.
    #[serde(default)]
    pub children: Vec<CodeEntry>,
}

/// What a code makes, by the kind's name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum MakesEntry {
    /// An event of the kind with this name.
    Event(String),
    /// A claim.
    Claim,
}

/// A codebook contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCodebook {
    /// A code makes events of a kind that is not there.
    #[error(
        "the code ‘{code}’ makes events of the kind ‘{kind}’, which is not listed (add the kind, or correct its name)"
    )]
    NoSuchKind {
        /// The code.
        code: String,
        /// The kind it names.
        kind: String,
    },
    /// A name is missing.
    #[error("a kind or code has no name (give it one)")]
    NoName,
    /// Two kinds share a name.
    #[error("two kinds are called ‘{0}’ (rename one)")]
    SameName(String),
}

/// The codebook a project begins with where no case brings one.
pub const DEFAULT: &str = include_str!("../../assets/codebook.ron");

impl CodebookFile {
    /// The records of this codebook, with fresh ids, kinds first.
    ///
    /// # Errors
    /// When a code names a kind that is not there, or a name is missing or doubled.
    pub fn records(&self, ids: &mut IdGenerator) -> Result<Vec<Record>, BadCodebook> {
        let mut records: Vec<Record> = Vec::new();
        let mut kinds: BTreeMap<&str, KindId> = BTreeMap::new();
        for (order, entry) in (1..).zip(&self.kinds) {
            let id = ids.fresh();
            if entry.name.trim().is_empty() {
                return Err(BadCodebook::NoName);
            }
            if kinds.insert(&entry.name, id).is_some() {
                return Err(BadCodebook::SameName(entry.name.clone()));
            }
            records.push(entry.kind(id, order).into());
        }
        add_codes(&self.codes, None, &kinds, ids, &mut records)?;
        Ok(records)
    }
}

fn add_codes(
    entries: &[CodeEntry],
    parent: Option<CodeId>,
    kinds: &BTreeMap<&str, KindId>,
    ids: &mut IdGenerator,
    records: &mut Vec<Record>,
) -> Result<(), BadCodebook> {
    for (order, entry) in (1..).zip(entries) {
        if entry.name.trim().is_empty() {
            return Err(BadCodebook::NoName);
        }
        let id = ids.fresh();
        let code = Code {
            id,
            name: entry.name.clone(),
            parent,
            order,
            hue: entry.hue,
            shape: entry.shape,
            makes: entry.makes(kinds)?,
            description: entry.description.clone(),
            rule: entry.rule.clone(),
            examples: entry.examples.clone(),
            version: 1,
        };
        records.push(code.into());
        add_codes(&entry.children, Some(id), kinds, ids, records)?;
    }
    Ok(())
}

impl KindEntry {
    fn kind(&self, id: KindId, order: u32) -> Kind {
        Kind {
            id,
            name: self.name.clone(),
            family: self.family,
            lane: self.lane.clone(),
            order,
            hue: self.hue,
            shape: self.shape,
            plover: self.plover.clone(),
            score_tenths: self.score_tenths,
            version: 1,
        }
    }
}

impl CodeEntry {
    fn makes(&self, kinds: &BTreeMap<&str, KindId>) -> Result<Option<Makes>, BadCodebook> {
        match &self.makes {
            None => Ok(None),
            Some(MakesEntry::Claim) => Ok(Some(Makes::Claim)),
            Some(MakesEntry::Event(kind)) => match kinds.get(kind.as_str()) {
                Some(id) => Ok(Some(Makes::Event(*id))),
                None => Err(BadCodebook::NoSuchKind {
                    code: self.name.clone(),
                    kind: kind.clone(),
                }),
            },
        }
    }
}
