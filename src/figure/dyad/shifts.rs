//! The policy shifts beside the acts of two actors: those between the two, and those of one of them
//! with others, which say who they are of.

use crate::analysis::facts::EventFacts;
use crate::figure::labels::{abbreviation, and_others};
use crate::figure::pair::Sides;
use crate::figure::timeline::{Entry, Lane};
use crate::model::id::ActorId;
use crate::model::project::Project;

/// The lane of what is between the two.
const BETWEEN: &str = "Policy shifts";
/// The lane of what one of them does towards others, or others towards it.
const WITH_OTHERS: &str = "Policy shifts with others";
/// So many of a side are named.
const NAMED: usize = 3;

/// Both lanes.
pub(super) struct Shifts {
    pub between: Lane,
    pub with_others: Lane,
}

impl Shifts {
    pub(super) fn new() -> Self {
        Self {
            between: Lane::named(BETWEEN),
            with_others: Lane::named(WITH_OTHERS),
        }
    }

    /// Takes in a policy shift where one of the two takes part in it.
    pub(super) fn take(&mut self, project: &Project, sides: &Sides, facts: &EventFacts) {
        if sides.way(&facts.event).is_some() {
            self.between.put(facts, Entry::of_event(facts));
        } else if sides.take_part(&facts.event) {
            let entry = Entry::of_event(facts).map(|it| of_whom(project, facts, it));
            self.with_others.put(facts, entry);
        }
    }

    pub(super) fn sorted(mut self) -> Self {
        self.between.sort();
        self.with_others.sort();
        self
    }
}

/// With who acts towards whom in its label and its names.
fn of_whom(project: &Project, facts: &EventFacts, mut entry: Entry) -> Entry {
    let Some(parties) = parties(project, facts) else {
        return entry;
    };
    let title = facts.short_title();
    entry.shorter = vec![format!("{title} ({parties})"), title];
    entry.label = format!("{} ({parties})", entry.label);
    entry.name = format!("{}, {parties}", entry.name);
    entry.tooltip = format!("{}\n{parties}", entry.tooltip);
    entry
}

/// "Pakistan → Afghan Taliban"; "Pakistan and China" where each acts towards the other.
fn parties(project: &Project, facts: &EventFacts) -> Option<String> {
    let event = &facts.event;
    let (from, to) = (event.initiator(), event.target());
    let names = |ids: &[ActorId]| {
        let actors = ids.iter().filter_map(|id| project.actors.get(id));
        let names = actors.map(|it| abbreviation(&it.name).unwrap_or(&it.name).to_owned());
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then(|| and_others(&names, NAMED))
    };
    let is_mutual = !from.is_empty() && from.iter().all(|id| to.contains(id));
    match (names(from), names(to)) {
        (Some(_), Some(all)) if is_mutual => Some(all),
        (Some(from), Some(to)) => Some(format!("{from} → {to}")),
        (Some(from), None) => Some(from),
        (None, Some(to)) => Some(format!("→ {to}")),
        (None, None) => None,
    }
}

/// How the shifts are read.
pub(super) fn caption(sides: &(String, String), shown: (usize, usize)) -> String {
    let (one, other) = sides;
    match shown {
        (0, 0) => format!("no policy shift of {one} or {other}"),
        (_, 0) => "policy shifts between".to_owned(),
        (0, _) => format!(
            "between them policy shifts of one of the two with others, named with them; none between {one} and {other}"
        ),
        _ => "between them policy shifts, first those between the two, then those of one of the two with others, named with them".to_owned(),
    }
}
