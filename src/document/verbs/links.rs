//! How events stand to one another.

use super::words::{not_possible, quoted};
use crate::document::{Edit, Refused, Snapshot};
use crate::model::annotation::Annotation;
use crate::model::event::{Countable, Event};
use crate::model::id::{AnnotationId, EventId, LinkId};
use crate::model::link::{Link, Relation};
use std::sync::Arc;

/// Links `from` to `to`. A duplicate that was counting no longer does, for that reason.
///
/// # Errors
/// When an event or the passage is gone, the link is there already, or an event would become a
/// duplicate or a part of itself.
pub fn link(
    edit: &mut Edit,
    from: EventId,
    relation: Relation,
    to: EventId,
    asserted_in: Option<AnnotationId>,
    reason: &str,
) -> Result<LinkId, Refused> {
    let (first, second) = (edit.get::<Event>(from)?, edit.get::<Event>(to)?);
    let (first, second) = (quoted(&first.title), quoted(&second.title));
    if let Some(passage) = asserted_in {
        edit.get::<Annotation>(passage)?;
    }
    let words = format!("{first} {} {second}", relation.in_words());
    check(edit, &words, from, relation, to)?;
    let id = edit.new_id();
    edit.put(Link {
        id,
        from,
        relation,
        to,
        asserted_in,
        reason: reason.to_owned(),
        made: edit.made(),
    });
    if relation == Relation::DuplicateOf {
        edit.change::<Event>(from, |event| {
            if event.countable.counts {
                event.countable = not_counted(&second);
            }
        })?;
    }
    edit.label(format!("link {words}"));
    Ok(id)
}

fn not_counted(original: &str) -> Countable {
    Countable {
        counts: false,
        reason: format!("duplicate of {original}"),
    }
}

fn check(
    edit: &Edit,
    words: &str,
    from: EventId,
    relation: Relation,
    to: EventId,
) -> Result<(), Refused> {
    if from == to {
        return Err(not_possible(format!(
            "{words} links an event with itself (choose another event)"
        )));
    }
    let mut links = edit.now().links_of(from);
    if links.any(|link| (link.from, link.relation, link.to) == (from, relation, to)) {
        return Err(not_possible(format!("the link {words} is there already")));
    }
    if relation != Relation::InResponseTo && leads_to(edit.now(), relation, to, from) {
        return Err(not_possible(format!(
            "{words} would go round in a ring (remove one of the other links first)"
        )));
    }
    Ok(())
}

/// Whether links of one relation lead from `start` to `goal`.
pub(super) fn leads_to(now: &Snapshot, relation: Relation, start: EventId, goal: EventId) -> bool {
    let mut seen = vec![start];
    let mut next = 0;
    while let Some(at) = seen.get(next).copied() {
        if at == goal {
            return true;
        }
        let ahead = |link: &&Arc<Link>| link.relation == relation && link.from == at;
        for link in now.links_of(at).filter(ahead) {
            if !seen.contains(&link.to) {
                seen.push(link.to);
            }
        }
        next += 1;
    }
    false
}

/// Takes a link away. An event that did not count only because of this link counts again.
///
/// # Errors
/// When the link is gone.
pub fn unlink(edit: &mut Edit, link: LinkId) -> Result<(), Refused> {
    let found = edit.get::<Link>(link)?;
    let (first, second) = (edit.get::<Event>(found.from)?, edit.get::<Event>(found.to)?);
    let original = quoted(&second.title);
    edit.remove(link);
    let only_reason =
        found.relation == Relation::DuplicateOf && first.countable == not_counted(&original);
    if only_reason {
        edit.change::<Event>(found.from, |event| event.countable = Countable::default())?;
    }
    let words = found.relation.in_words();
    edit.label(format!(
        "unlink {} {words} {original}",
        quoted(&first.title)
    ));
    Ok(())
}
