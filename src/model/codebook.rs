//! The codebook: codes for passages, kinds for events.

use super::id::{CodeId, KindId, RecordId};
use super::look::{Hue, Shape};
use super::project::Project;
use super::record::References;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A label of the codebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Its id.
    pub id: CodeId,
    /// Its name.
    pub name: String,
    /// The code it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CodeId>,
    /// Its place among its siblings; equal numbers sort by age.
    #[serde(default)]
    pub order: u32,
    /// Its hue; that of its parent when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hue: Option<Hue>,
    /// Its shape; that of its parent when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// What is made from a passage with this code; what its parent makes when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub makes: Option<Makes>,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// When to use it, and when not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// Passages it fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// Grows by one whenever its meaning is changed.
    #[serde(default = "first_version")]
    pub version: u32,
}

/// What is made from a passage with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Makes {
    /// An event of this kind.
    Event(KindId),
    /// A claim.
    Claim,
}

/// What an event can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// Its id.
    pub id: KindId,
    /// Its name.
    pub name: String,
    /// Which of the three families it belongs to.
    pub family: Family,
    /// The timeline's band it is drawn in; kinds with one lane name share the band.
    pub lane: String,
    /// Its place in the codebook; equal numbers sort by age.
    #[serde(default)]
    pub order: u32,
    /// Its hue.
    pub hue: Hue,
    /// Its shape.
    pub shape: Shape,
    /// The PLOVER category it maps to, such as `ASSAULT/aerial`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plover: String,
    /// Its score in tenths of a PLOVER point, -100 to 100; `None` when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_tenths: Option<i16>,
    /// Grows by one whenever its meaning is changed.
    #[serde(default = "first_version")]
    pub version: u32,
}

fn first_version() -> u32 {
    1
}

/// The three families of events.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Family {
    /// An act that is counted.
    #[default]
    Incident,
    /// A change of course towards somebody; it can be in force tomorrow.
    Policy,
    /// A meeting, visit, demand or assurance; never counted as an incident.
    Diplomatic,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 3] = [Self::Incident, Self::Policy, Self::Diplomatic];

    /// One of them, in plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Policy => "policy shift",
            Self::Diplomatic => "diplomatic event",
        }
    }
}

impl References for Code {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.parent.into_iter().for_each(|id| visit(id.into()));
        if let Some(Makes::Event(kind)) = self.makes {
            visit(kind.into());
        }
    }
}

impl References for Kind {
    fn references(&self, _visit: &mut dyn FnMut(RecordId)) {}
}

/// A code and those it stands under, itself first. Empty when there is no such code.
pub fn code_lineage(project: &Project, code: CodeId) -> Vec<&Arc<Code>> {
    let mut lineage: Vec<&Arc<Code>> = Vec::new();
    let mut next = project.codes.get(&code);
    while let Some(found) = next {
        // No project in a document holds a ring; one read from a damaged file may.
        if lineage.iter().any(|seen| seen.id == found.id) {
            break;
        }
        lineage.push(found);
        next = found.parent.and_then(|parent| project.codes.get(&parent));
    }
    lineage
}

/// What is made from a passage with this code: its own answer or that of the nearest code above
/// that has one. `None` when none has.
pub fn code_makes(project: &Project, code: CodeId) -> Option<Makes> {
    let lineage = code_lineage(project, code);
    lineage.into_iter().find_map(|code| code.makes)
}

/// How a code looks: its own hue and shape, else those of the nearest code above, else those of
/// the kind it makes, else a slate disc.
pub fn code_look(project: &Project, code: CodeId) -> (Hue, Shape) {
    let lineage = code_lineage(project, code);
    let kind = lineage
        .iter()
        .find_map(|code| code.makes)
        .and_then(|makes| match makes {
            Makes::Event(kind) => project.kinds.get(&kind),
            Makes::Claim => None,
        });
    let hue = lineage.iter().find_map(|code| code.hue);
    let shape = lineage.iter().find_map(|code| code.shape);
    (
        hue.or(kind.map(|kind| kind.hue)).unwrap_or(Hue::Slate),
        shape.or(kind.map(|kind| kind.shape)).unwrap_or(Shape::Disc),
    )
}

/// The names from the topmost code down to this one: "Policy shift › Trade". Empty when there is
/// no such code.
pub fn code_path(project: &Project, code: CodeId) -> String {
    let lineage = code_lineage(project, code);
    let names: Vec<&str> = lineage
        .iter()
        .rev()
        .map(|code| code.name.as_str())
        .collect();
    names.join(" › ")
}

/// The codes right under `parent` (the topmost ones for `None`), in the codebook's order.
pub fn codes_under(project: &Project, parent: Option<CodeId>) -> Vec<Arc<Code>> {
    let mut codes: Vec<Arc<Code>> = project
        .codes
        .values()
        .filter(|code| code.parent == parent)
        .cloned()
        .collect();
    codes.sort_by_key(|code| (code.order, code.id));
    codes
}

/// Every code with its depth (0 for the topmost), each right behind the one it stands under.
pub fn codes_in_tree_order(project: &Project) -> Vec<(usize, Arc<Code>)> {
    let mut under: BTreeMap<Option<CodeId>, Vec<&Arc<Code>>> = BTreeMap::new();
    for code in project.codes.values() {
        under.entry(code.parent).or_default().push(code);
    }
    for siblings in under.values_mut() {
        siblings.sort_by_key(|code| std::cmp::Reverse((code.order, code.id)));
    }
    let mut rows = Vec::with_capacity(project.codes.len());
    let mut waiting: Vec<(usize, &Arc<Code>)> = Vec::new();
    let stacked = |depth, siblings: Option<Vec<_>>| {
        let siblings = siblings.into_iter().flatten();
        siblings.map(move |code| (depth, code))
    };
    waiting.extend(stacked(0, under.remove(&None)));
    while let Some((depth, code)) = waiting.pop() {
        rows.push((depth, Arc::clone(code)));
        waiting.extend(stacked(depth + 1, under.remove(&Some(code.id))));
    }
    rows
}

/// Every kind in the codebook's order.
pub fn kinds_in_order(project: &Project) -> Vec<Arc<Kind>> {
    let mut kinds: Vec<Arc<Kind>> = project.kinds.values().cloned().collect();
    kinds.sort_by_key(|kind| (kind.order, kind.id));
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::TypedId;

    fn code(id: &str, parent: Option<&str>, order: u32) -> Code {
        Code {
            id: id.parse().expect("an id"),
            name: id.to_owned(),
            parent: parent.map(|id| id.parse().expect("an id")),
            order,
            hue: None,
            shape: None,
            makes: None,
            description: String::new(),
            rule: String::new(),
            examples: Vec::new(),
            version: 1,
        }
    }

    fn id<I: TypedId + std::str::FromStr>(text: &str) -> I {
        text.parse().unwrap_or_else(|_| panic!("{text} is an id"))
    }

    fn codebook() -> Project {
        let mut project = Project::default();
        project.put(
            Kind {
                id: id("k1-0000"),
                name: "Trade measure".to_owned(),
                family: Family::Policy,
                lane: "Policy".to_owned(),
                order: 0,
                hue: Hue::Violet,
                shape: Shape::Diamond,
                plover: String::new(),
                score_tenths: None,
                version: 1,
            }
            .into(),
        );
        let policy = Code {
            name: "Policy shift".to_owned(),
            makes: Some(Makes::Event(id("k1-0000"))),
            shape: Some(Shape::Star),
            ..code("c1-0000", None, 2)
        };
        let claim = Code {
            makes: Some(Makes::Claim),
            hue: Some(Hue::Ochre),
            ..code("c2-0000", None, 1)
        };
        let trade = Code {
            name: "Trade".to_owned(),
            hue: Some(Hue::Rose),
            ..code("c3-0000", Some("c1-0000"), 7)
        };
        for code in [
            policy,
            claim,
            trade,
            code("c4-0000", Some("c3-0000"), 0),
            code("c5-0000", Some("c1-0000"), 7),
            code("c6-0000", None, 9),
        ] {
            project.put(code.into());
        }
        project
    }

    #[test]
    fn a_code_takes_from_above_what_it_does_not_say_itself() {
        let project = codebook();
        let event = Some(Makes::Event(id("k1-0000")));
        for (code, makes, hue, shape, path) in [
            ("c1-0000", event, Hue::Violet, Shape::Star, "Policy shift"),
            (
                "c2-0000",
                Some(Makes::Claim),
                Hue::Ochre,
                Shape::Disc,
                "c2-0000",
            ),
            (
                "c3-0000",
                event,
                Hue::Rose,
                Shape::Star,
                "Policy shift › Trade",
            ),
            (
                "c4-0000",
                event,
                Hue::Rose,
                Shape::Star,
                "Policy shift › Trade › c4-0000",
            ),
            ("c6-0000", None, Hue::Slate, Shape::Disc, "c6-0000"),
            ("c9-0000", None, Hue::Slate, Shape::Disc, ""),
        ] {
            assert_eq!(code_makes(&project, id(code)), makes, "{code}");
            assert_eq!(code_look(&project, id(code)), (hue, shape), "{code}");
            assert_eq!(code_path(&project, id(code)), path);
        }
    }

    #[test]
    fn the_tree_follows_order_then_age() {
        let project = codebook();
        let rows: Vec<(usize, String)> = codes_in_tree_order(&project)
            .into_iter()
            .map(|(depth, code)| (depth, code.id.to_string()))
            .collect();
        let expected = [
            (0, "c2-0000"),
            (0, "c1-0000"),
            (1, "c3-0000"),
            (2, "c4-0000"),
            (1, "c5-0000"),
            (0, "c6-0000"),
        ];
        assert_eq!(rows, expected.map(|(depth, id)| (depth, id.to_owned())));
        let under: Vec<_> = codes_under(&project, Some(id("c1-0000")));
        assert_eq!(under.len(), 2);
    }
}
