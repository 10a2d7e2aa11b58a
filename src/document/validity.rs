//! What makes a transaction acceptable, judged on the state it leads to.

use super::snapshot::Snapshot;
use super::transaction::{Change, Transaction};
use crate::model::event::{Event, Ground};
use crate::model::id::{Noun, RecordId};
use crate::model::info::Info;
use crate::model::project::Project;
use crate::model::record::{Noted, Record, References as _};
use crate::model::text::{SourceText, TextSpan};
use crate::model::when::{Used, When};
use std::sync::Arc;

/// Why a transaction was refused. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A record is not there.
    #[error("there is no {} {id} (it may have been deleted meanwhile)", id.noun().name())]
    Missing {
        /// Which.
        id: RecordId,
    },
    /// A record is not as the transaction expects it.
    #[error("{} {id} was changed meanwhile (look at it again and repeat the edit)", id.noun().name())]
    Stale {
        /// Which.
        id: RecordId,
    },
    /// A transaction changes one record twice.
    #[error("{} {id} stands twice in one transaction", id.noun().name())]
    ChangedTwice {
        /// Which.
        id: RecordId,
    },
    /// A record would name one that is not there.
    #[error("{} {referrer} names {} {target}, which is not there", referrer.noun().name(), target.noun().name())]
    Dangling {
        /// Who names it.
        referrer: RecordId,
        /// What is not there.
        target: RecordId,
    },
    /// A record contradicts itself or its surroundings.
    #[error("{} {id}: {why}", id.noun().name())]
    Invalid {
        /// Which.
        id: RecordId,
        /// Why.
        why: Invalid,
    },
    /// The project would have no title record.
    #[error("a project needs its information record")]
    NoInfo,
    /// A verb cannot do what was asked.
    #[error("{0}")]
    NotPossible(String),
}

/// How a record can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A second information record.
    #[error("a project has one information record only")]
    SecondInfo,
    /// A source without its text.
    #[error("its text is not in the project")]
    NoText,
    /// A source with another text than before.
    #[error(
        "its text does not change once something rests on it (add the new version as a source of its own)"
    )]
    TextChanged,
    /// A passage outside its text or cutting a character.
    #[error("the passage {0} does not lie on whole characters of its source")]
    BadSpan(TextSpan),
    /// An annotation without words.
    #[error("it covers no words")]
    NoSpan,
    /// Stretches that overlap, touch backwards or stand in the wrong order.
    #[error("its passages {0} and {1} overlap or stand in the wrong order")]
    SpanOrder(TextSpan, TextSpan),
    /// The same thing twice in one list.
    #[error("it names {0} twice")]
    Twice(RecordId),
    /// A name of nothing.
    #[error("its name is empty")]
    NoName,
    /// A thing inside itself.
    #[error("it would stand under itself")]
    Cycle,
    /// An event linked to itself.
    #[error("it links an event with itself")]
    SelfLink,
    /// A date from elsewhere that is not in the list.
    #[error("it uses a date from elsewhere that is not listed")]
    NoSuchDate,
    /// A value adopted from a report of another event.
    #[error("it adopts a value from {0}, a report of another event")]
    ForeignReport(RecordId),
    /// A score off the scale.
    #[error("its score of {0} tenths lies outside -100 to 100")]
    Score(i16),
}

/// Judges every changed record, and every record that names one, in the state it leads to.
pub(super) fn check_changes(transaction: &Transaction, next: &Snapshot) -> Result<(), Refused> {
    for change in &transaction.changes {
        check_kept(change, next)?;
        match change.after() {
            Some(after) => check_present(after, next)?,
            None => {
                if let Some(referrer) = next.referrers(change.id()).next() {
                    let target = change.id();
                    return Err(Refused::Dangling { referrer, target });
                }
            }
        }
    }
    if next.project.info.is_empty() {
        return Err(Refused::NoInfo);
    }
    Ok(())
}

/// Every passage counts on the text of its source, so that text stays what it is. Only while
/// nothing rests on it may the same file be read otherwise.
fn check_kept(change: &Change, next: &Snapshot) -> Result<(), Refused> {
    let rests = || {
        let on_text = [Noun::Annotation, Noun::Report, Noun::Claim, Noun::Anchor];
        let mut referrers = next.referrers(change.id());
        referrers.any(|id| on_text.contains(&id.noun()))
    };
    match (change.before(), change.after()) {
        (Some(Record::Source(before)), Some(Record::Source(after)))
            if before.text != after.text
                && (before.original.sha != after.original.sha
                    || !before.boilerplate.is_empty()
                    || rests()) =>
        {
            let (id, why) = (change.id(), Invalid::TextChanged);
            Err(Refused::Invalid { id, why })
        }
        _ => Ok(()),
    }
}

fn check_present(record: &Record, next: &Snapshot) -> Result<(), Refused> {
    let referrer = record.id();
    let mut dangling = None;
    record.references(&mut |target| {
        if !next.project.holds(target) {
            dangling.get_or_insert(target);
        }
    });
    if let Some(target) = dangling {
        return Err(Refused::Dangling { referrer, target });
    }
    check(record, &next.project)?;
    if matches!(record, Record::Report(_)) {
        // A report that moved to another event may still be named by values of the old one.
        for event in next
            .referrers(referrer)
            .filter_map(|id| next.project.record(id))
        {
            check(&event, &next.project)?;
        }
    }
    Ok(())
}

/// Judges one record by itself and by what it names.
pub(super) fn check(record: &Record, project: &Project) -> Result<(), Refused> {
    let why = match record {
        Record::Info(info) if info.id != Info::only_id() => Err(Invalid::SecondInfo),
        Record::Info(_) => Ok(()),
        Record::Coder(coder) => named(&coder.name),
        Record::Source(source) => project
            .texts
            .get(&source.text)
            .ok_or(Invalid::NoText)
            .and_then(|text| {
                source
                    .boilerplate
                    .iter()
                    .try_for_each(|span| inside(*span, text))
            })
            .and_then(|()| acyclic(project, source, |source| source.derived_from))
            .and_then(|()| acyclic(project, source, |source| source.supersedes)),
        Record::Anchor(anchor) => match project.text_of(anchor.source) {
            Some(text) => inside(anchor.span, text),
            None => Ok(()),
        },
        Record::Kind(kind) => named(&kind.name).and_then(|()| scored(kind.score_tenths)),
        Record::Code(code) => {
            named(&code.name).and_then(|()| acyclic(project, code, |code| code.parent))
        }
        Record::Actor(actor) => {
            named(&actor.name).and_then(|()| acyclic(project, actor, |actor| actor.within))
        }
        Record::Place(place) => {
            named(&place.name).and_then(|()| acyclic(project, place, |place| place.within))
        }
        Record::Annotation(annotation) => match project.text_of(annotation.source) {
            Some(text) => spans(&annotation.spans, text)
                .and_then(|()| {
                    let mentions = annotation
                        .mentions
                        .iter()
                        .filter_map(|mention| mention.span);
                    mentions.into_iter().try_for_each(|span| inside(span, text))
                })
                .and_then(|()| distinct(annotation.codes.iter().map(|id| (*id).into()))),
            None => Ok(()),
        },
        Record::Event(event) => check_event(event, project),
        Record::Report(report) => dated(&report.when)
            .and_then(|()| distinct(report.places.iter().map(|id| (*id).into())))
            .and_then(|()| distinct(report.initiator.iter().map(|id| (*id).into())))
            .and_then(|()| distinct(report.target.iter().map(|id| (*id).into()))),
        Record::Claim(claim) => dated(&claim.when),
        Record::Link(link) if link.from == link.to => Err(Invalid::SelfLink),
        Record::Link(_) => Ok(()),
        Record::EventTable(table) => named(&table.title),
        Record::TableRow(row) => {
            named(&row.key).and_then(|()| distinct(row.not_same.iter().map(|id| (*id).into())))
        }
        Record::View(view) => named(&view.name),
    };
    why.map_err(|why| Refused::Invalid {
        id: record.id(),
        why,
    })
}

fn check_event(event: &Event, project: &Project) -> Result<(), Invalid> {
    let grounds = [
        event.when.as_ref().map(|adopted| &adopted.from),
        event.places.as_ref().map(|adopted| &adopted.from),
        event.initiator.as_ref().map(|adopted| &adopted.from),
        event.target.as_ref().map(|adopted| &adopted.from),
        event.toll.as_ref().map(|adopted| &adopted.from),
    ];
    for ground in grounds.into_iter().flatten() {
        if let Ground::Report(id) = ground
            && let Some(report) = project.reports.get(id)
            && report.event != event.id
        {
            return Err(Invalid::ForeignReport((*id).into()));
        }
    }
    event.when().map_or(Ok(()), dated)?;
    distinct(event.places().iter().map(|id| (*id).into()))?;
    distinct(event.initiator().iter().map(|id| (*id).into()))?;
    distinct(event.target().iter().map(|id| (*id).into()))?;
    scored(event.policy.as_ref().and_then(|policy| policy.score_tenths))?;
    named(&event.title)
}

fn named(name: &str) -> Result<(), Invalid> {
    if name.trim().is_empty() {
        Err(Invalid::NoName)
    } else {
        Ok(())
    }
}

fn scored(tenths: Option<i16>) -> Result<(), Invalid> {
    match tenths {
        Some(score) if !(-100..=100).contains(&score) => Err(Invalid::Score(score)),
        _ => Ok(()),
    }
}

fn dated(when: &When) -> Result<(), Invalid> {
    match when.used {
        Used::Elsewhere(index) if when.elsewhere.get(index as usize).is_none() => {
            Err(Invalid::NoSuchDate)
        }
        _ => Ok(()),
    }
}

fn inside(span: TextSpan, text: &SourceText) -> Result<(), Invalid> {
    text.get(span).map(|_| ()).ok_or(Invalid::BadSpan(span))
}

fn spans(spans: &[TextSpan], text: &SourceText) -> Result<(), Invalid> {
    if spans.is_empty() {
        return Err(Invalid::NoSpan);
    }
    for pair in spans.windows(2) {
        if let [first, second] = pair
            && first.end() > second.start()
        {
            return Err(Invalid::SpanOrder(*first, *second));
        }
    }
    spans.iter().try_for_each(|span| inside(*span, text))
}

fn distinct(ids: impl Iterator<Item = RecordId>) -> Result<(), Invalid> {
    let mut seen: Vec<RecordId> = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            return Err(Invalid::Twice(id));
        }
        seen.push(id);
    }
    Ok(())
}

/// Follows `parent` from `start`; refuses a way that comes back to a record it has passed.
fn acyclic<T: Noted>(
    project: &Project,
    start: &Arc<T>,
    parent: fn(&T) -> Option<T::Id>,
) -> Result<(), Invalid> {
    let mut seen = vec![start.id()];
    let mut at = Arc::clone(start);
    while let Some(up) = parent(&at).and_then(|id| project.get::<T>(id)) {
        if seen.contains(&up.id()) {
            return Err(Invalid::Cycle);
        }
        seen.push(up.id());
        at = Arc::clone(up);
    }
    Ok(())
}
