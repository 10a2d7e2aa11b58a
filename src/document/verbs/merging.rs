//! Joining events that are one, and parting one that is several.

use super::adopt::{fill_from_report, release};
use super::events::{name_event, put_empty};
use super::leftovers::{left_over, with_reason};
use super::links::leads_to;
use super::rows;
use super::words::{counted, drop_repeats, not_possible, note, quoted, swap};
use crate::document::{Edit, Refused, Snapshot};
use crate::model::claim::{Claim, Subject};
use crate::model::codebook::Kind;
use crate::model::event::Event;
use crate::model::id::{EventId, LinkId, RecordId, ReportId};
use crate::model::link::{Link, Relation};
use crate::model::project::Project;
use crate::model::report::Report;
use crate::model::table::TableRow;

/// Makes one event of several. Reports, links and claims move to `keep`; its values stay, and what
/// it lacks it takes from the others in their order, with the ground. Links that would be repeated
/// or lead from the event to itself go. What has no place in `keep` (titles, memos, differing
/// values, reasons) is noted in its memo, so nothing is lost.
///
/// # Errors
/// When an event is gone, or there is nothing to merge.
pub fn merge_events(edit: &mut Edit, keep: EventId, absorbed: &[EventId]) -> Result<(), Refused> {
    let title = edit.get::<Event>(keep)?.title.clone();
    let mut absorbed = absorbed.to_vec();
    drop_repeats(&mut absorbed);
    if absorbed.is_empty() || absorbed.contains(&keep) {
        return Err(not_possible(format!(
            "{} needs other events to merge with (select at least one more)",
            quoted(&title)
        )));
    }
    let what = match absorbed.as_slice() {
        [only] => format!("event {}", quoted(&edit.get::<Event>(*only)?.title)),
        several => counted(several.len(), "event", "events"),
    };
    for other in &absorbed {
        absorb(edit, keep, *other)?;
    }
    rows::settle(edit, keep)?;
    drop_needless_links(edit, keep)?;
    edit.label(format!("merge {what} into {}", quoted(&title)));
    Ok(())
}

fn absorb(edit: &mut Edit, keep: EventId, other: EventId) -> Result<(), Refused> {
    let gone = edit.get::<Event>(other)?;
    let naming: Vec<RecordId> = edit.now().referrers(other).collect();
    for id in naming {
        match id {
            RecordId::Report(id) => edit.change::<Report>(id, |report| report.event = keep)?,
            RecordId::Claim(id) => edit.change::<Claim>(id, |claim| {
                let (old, new) = (Subject::Event(other), Subject::Event(keep));
                claim.about = claim.about.map(|it| if it == old { new } else { it });
                swap(&mut claim.denies, old, new);
            })?,
            RecordId::Link(id) => edit.change::<Link>(id, |link| {
                link.from = if link.from == other { keep } else { link.from };
                link.to = if link.to == other { keep } else { link.to };
            })?,
            RecordId::TableRow(id) => edit.change::<TableRow>(id, |row| {
                swap(&mut row.not_same, other, keep);
            })?,
            _ => {}
        }
    }
    let left_over = left_over(edit.project(), &*edit.get::<Event>(keep)?, &gone);
    edit.change::<Event>(keep, |event| {
        event.when = event.when.take().or_else(|| gone.when.clone());
        event.places = event.places.take().or_else(|| gone.places.clone());
        event.initiator = event.initiator.take().or_else(|| gone.initiator.clone());
        event.target = event.target.take().or_else(|| gone.target.clone());
        event.toll = event.toll.take().or_else(|| gone.toll.clone());
        event.policy = event.policy.take().or_else(|| gone.policy.clone());
        event.standing = event.standing.take().or_else(|| gone.standing.clone());
        note(&mut event.memo, &left_over);
    })?;
    edit.remove(other);
    Ok(())
}

/// Drops links from an event to itself, repeated ones, and those that close a ring: a duplicate
/// of what is now the same event.
fn drop_needless_links(edit: &mut Edit, keep: EventId) -> Result<(), Refused> {
    let mut links: Vec<LinkId> = edit.now().links_of(keep).map(|link| link.id).collect();
    links.sort_unstable();
    let mut kept: Vec<LinkId> = Vec::new();
    for id in links {
        let link = edit.get::<Link>(id)?;
        let same = kept.iter().copied().find(|other| {
            let other = edit.project().links.get(other);
            other.is_some_and(|other| {
                (other.from, other.relation, other.to) == (link.from, link.relation, link.to)
            })
        });
        if let Some(same) = same {
            edit.change::<Link>(same, |same| {
                same.asserted_in = same.asserted_in.or(link.asserted_in);
                note(&mut same.reason, &link.reason);
            })?;
            edit.remove(id);
        } else if link.from == link.to || closes_ring(edit.now(), keep, &link) {
            let why = with_reason(
                &format!("It was {}", link_words(edit.project(), &link)),
                &link.reason,
            );
            edit.change::<Event>(keep, |event| note(&mut event.memo, &why))?;
            edit.remove(id);
        } else {
            kept.push(id);
        }
    }
    Ok(())
}

fn closes_ring(now: &Snapshot, keep: EventId, link: &Link) -> bool {
    link.relation != Relation::InResponseTo
        && link.from == keep
        && leads_to(now, link.relation, link.to, keep)
}

fn link_words(project: &Project, link: &Link) -> String {
    let to = project.events.get(&link.to);
    let to = to.map_or_else(String::new, |event| quoted(&event.title));
    format!("{} {to}", link.relation.in_words())
}

/// Parts an event: `reports` move to a new event of the same kind, which adopts their values in
/// the given order. Values the old event had adopted from them stay there with a reason.
///
/// # Errors
/// When the event or a report is gone, a report speaks of another event, or none would stay or go.
pub fn split_event(
    edit: &mut Edit,
    event: EventId,
    reports: &[ReportId],
) -> Result<EventId, Refused> {
    let old = edit.get::<Event>(event)?;
    let mut moving = reports.to_vec();
    drop_repeats(&mut moving);
    for report in &moving {
        if edit.get::<Report>(*report)?.event != event {
            let title = quoted(&old.title);
            return Err(not_possible(format!(
                "a chosen report does not speak of {title}"
            )));
        }
    }
    let all = edit.now().reports_of(event).count();
    if moving.is_empty() || moving.len() == all {
        return Err(not_possible(format!(
            "to split {}, choose some of its reports and leave some (it has {})",
            quoted(&old.title),
            counted(all, "report", "reports")
        )));
    }
    let kind = edit.get::<Kind>(old.kind)?;
    let new = put_empty(edit, &kind, kind.name.clone());
    for report in &moving {
        edit.change::<Report>(*report, |report| report.event = new)?;
        fill_from_report(edit, new, *report)?;
    }
    let title = quoted(&name_event(edit, new)?);
    release(
        edit,
        event,
        &moving,
        &format!("from a report now at {title}"),
    )?;
    edit.label(format!("split event {}", quoted(&old.title)));
    Ok(new)
}
