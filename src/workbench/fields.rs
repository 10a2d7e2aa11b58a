//! The text fields of the forms: which there are, and how what was typed becomes an edit.
//!
//! A field is named by its record and its place in it, so a draft finds its record whatever is
//! on the screen, and every field is set through one function.

mod reading;

use self::reading::{date, lines, number, optional_date, position, score};
use crate::document::verbs::{actors, codebook, coders, fields, kinds, places, views};
use crate::document::{Edit, Refused};
use crate::model::actor::Alias;
use crate::model::annotation::{Mention, Mentioned};
use crate::model::event::{Adopted, Event, Ground, PolicyShift};
use crate::model::id::RecordId;
use crate::model::record::Record;
use crate::model::report::Speaker;
use crate::model::source::Coverage;
use crate::model::text::TextSpan;
use crate::model::toll::Toll;
use crate::model::when::{Elsewhere, Resolved, When};
use std::sync::Arc;

/// A text field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey {
    /// Whose field it is.
    pub record: RecordId,
    /// Which.
    pub field: Field,
}

/// The text fields records have. Numbers count list entries from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title or name.
    Name,
    /// The analyst's note.
    Memo,
    /// A source's author.
    Author,
    /// Where a source appeared.
    Publisher,
    /// A source's language tag.
    Language,
    /// When a source was published.
    Published,
    /// The period a source speaks about.
    Coverage,
    /// Why.
    CoverageReason,
    /// The "now" of a passage.
    Now,
    /// Why a link, or a "now", is as it is.
    Reason,
    /// The date in the words of the source.
    AsWritten,
    /// The date the analyst makes of them.
    Resolved,
    /// Anything to add about that.
    ResolvedNote,
    /// A date from elsewhere.
    ElsewhereDate(u32),
    /// Who says so.
    ElsewhereSays(u32),
    /// A date that words of an annotation mention; the whole annotation when there is no span.
    MentionDate(Option<TextSpan>),
    /// Which victims.
    TollVictims(u32),
    /// Their number in the words of the source.
    TollAsWritten(u32),
    /// At least so many.
    TollLow(u32),
    /// Most likely so many.
    TollBest(u32),
    /// At most so many.
    TollHigh(u32),
    /// Why an event counts or does not.
    CountableReason,
    /// Why an event has the standing the analyst gave it.
    StandingReason,
    /// Why an adopted date is taken.
    WhenReason,
    /// Why adopted places are taken.
    PlacesReason,
    /// Why an adopted initiator is taken.
    InitiatorReason,
    /// Why an adopted target is taken.
    TargetReason,
    /// Why an adopted toll is taken.
    TollReason,
    /// The means of a policy shift.
    Instrument,
    /// A PLOVER score.
    Score,
    /// Until when a policy shift holds.
    Until,
    /// The speaker in the words of the source.
    SpeakerAsWritten,
    /// What is claimed.
    Proposition,
    /// What a code means.
    Description,
    /// When to use a code.
    Rule,
    /// Examples of a code, one a line.
    Examples,
    /// The band of the timeline a kind is drawn in.
    Lane,
    /// The PLOVER category of a kind.
    Plover,
    /// Another name.
    AliasName(u32),
    /// Anything to add about it.
    AliasNote(u32),
    /// The country of a place.
    Country,
    /// Latitude and longitude of a place, in degrees.
    Position,
}

/// Why what was typed cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// It does not read as what the field holds.
    #[error("{0}")]
    Unreadable(String),
    /// The document refuses it.
    #[error(transparent)]
    Refused(#[from] Refused),
}

impl Field {
    /// Checks what was typed before it is committed; says what is wrong in words for the analyst.
    pub fn check(self) -> fn(&str) -> Result<(), String> {
        match self {
            Self::Name | Self::AliasName(_) | Self::Lane | Self::Proposition => |text| {
                if text.trim().is_empty() {
                    Err("It needs a name.".to_owned())
                } else {
                    Ok(())
                }
            },
            Self::Now | Self::ElsewhereDate(_) | Self::MentionDate(_) => {
                |text| date(text).map(|_| ())
            }
            Self::Published | Self::Coverage | Self::Resolved | Self::Until => {
                |text| optional_date(text).map(|_| ())
            }
            Self::TollLow(_) | Self::TollBest(_) | Self::TollHigh(_) => {
                |text| number(text).map(|_| ())
            }
            Self::Score => |text| score(text).map(|_| ()),
            Self::Position => |text| position(text).map(|_| ()),
            _ => |_| Ok(()),
        }
    }

    /// What is edited, for the Undo command.
    fn what(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Memo => "memo",
            Self::Author => "author",
            Self::Publisher => "publisher",
            Self::Language => "language",
            Self::Published => "publication date",
            Self::Coverage | Self::CoverageReason => "coverage",
            Self::Now => "“now” of passage",
            Self::MentionDate(_) => "mentions",
            Self::Reason => "reason",
            Self::AsWritten
            | Self::Resolved
            | Self::ResolvedNote
            | Self::ElsewhereDate(_)
            | Self::ElsewhereSays(_) => "date",
            Self::TollVictims(_)
            | Self::TollAsWritten(_)
            | Self::TollLow(_)
            | Self::TollBest(_)
            | Self::TollHigh(_) => "toll",
            Self::CountableReason => "reason for counting",
            Self::StandingReason => "reason for standing",
            Self::WhenReason
            | Self::PlacesReason
            | Self::InitiatorReason
            | Self::TargetReason
            | Self::TollReason => "reason",
            Self::Instrument => "instrument",
            Self::Score => "score",
            Self::Until => "end of policy",
            Self::SpeakerAsWritten => "speaker",
            Self::Proposition => "proposition",
            Self::Description => "description",
            Self::Rule => "rule",
            Self::Examples => "examples",
            Self::Lane => "lane",
            Self::Plover => "PLOVER category",
            Self::AliasName(_) | Self::AliasNote(_) => "alias",
            Self::Country => "country",
            Self::Position => "position",
        }
    }
}

/// Takes what was typed into a field over into its record.
///
/// # Errors
/// When the text does not read as what the field holds, or the record has no such field.
pub fn set(edit: &mut Edit, key: FieldKey, text: &str) -> Result<(), FieldError> {
    let text = text.trim();
    if key.field == Field::Name && rename(edit, key.record, text)? {
        return Ok(());
    }
    let missing = Refused::Missing { id: key.record };
    let mut record = edit.project().record(key.record).ok_or(missing)?;
    write(&mut record, key.field, text).map_err(FieldError::Unreadable)?;
    Ok(replace(edit, record, key.field.what())?)
}

/// Puts an edited record in its place; codes and kinds grow a version where their meaning changed.
///
/// # Errors
/// When the record is gone.
pub fn replace(edit: &mut Edit, record: Record, what: &str) -> Result<(), Refused> {
    let id = record.id();
    match record {
        Record::Code(code) => fields::replace(edit, Arc::unwrap_or_clone(code), what),
        Record::Kind(kind) => fields::replace(edit, Arc::unwrap_or_clone(kind), what),
        record => {
            if !edit.project().holds(id) {
                return Err(Refused::Missing { id });
            }
            edit.put(record);
            edit.label(format!("edit {what}"));
            Ok(())
        }
    }
}

/// Renames what must have a name of its own; whether the record is of that sort.
fn rename(edit: &mut Edit, record: RecordId, name: &str) -> Result<bool, Refused> {
    match record {
        RecordId::Actor(id) => actors::rename_actor(edit, id, name)?,
        RecordId::Place(id) => places::rename_place(edit, id, name)?,
        RecordId::Code(id) => codebook::rename_code(edit, id, name)?,
        RecordId::Kind(id) => kinds::rename_kind(edit, id, name)?,
        RecordId::Coder(id) => coders::rename_coder(edit, id, name)?,
        RecordId::View(id) => views::rename_view(edit, id, name)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn write(record: &mut Record, field: Field, text: &str) -> Result<(), String> {
    let owned = || text.to_owned();
    match (record, field) {
        (Record::Info(info), Field::Name) => Arc::make_mut(info).title = owned(),
        (Record::Info(info), Field::Memo) => Arc::make_mut(info).memo = owned(),
        (Record::Source(source), field) => return write_source(Arc::make_mut(source), field, text),
        (Record::Anchor(anchor), Field::Now) => Arc::make_mut(anchor).now = date(text)?,
        (Record::Anchor(anchor), Field::Reason) => Arc::make_mut(anchor).reason = owned(),
        (Record::Annotation(annotation), Field::Memo) => Arc::make_mut(annotation).memo = owned(),
        (Record::Annotation(annotation), Field::MentionDate(span)) => {
            let of = Mentioned::Date(date(text)?);
            Arc::make_mut(annotation)
                .mentions
                .push(Mention { span, of });
        }
        (Record::Kind(kind), field) => {
            let kind = Arc::make_mut(kind);
            match field {
                Field::Lane => kind.lane = owned(),
                Field::Plover => kind.plover = owned(),
                Field::Score => kind.score_tenths = score(text)?,
                _ => return Err(no_such_field()),
            }
        }
        (Record::Code(code), field) => {
            let code = Arc::make_mut(code);
            match field {
                Field::Description => code.description = owned(),
                Field::Rule => code.rule = owned(),
                Field::Examples => code.examples = lines(text),
                _ => return Err(no_such_field()),
            }
        }
        (Record::Actor(actor), field) => {
            let actor = Arc::make_mut(actor);
            match field {
                Field::Memo => actor.memo = owned(),
                _ => write_alias(&mut actor.aliases, field, text)?,
            }
        }
        (Record::Place(place), field) => {
            let place = Arc::make_mut(place);
            match field {
                Field::Memo => place.memo = owned(),
                Field::Country => place.country = owned(),
                Field::Position => place.position = position(text)?,
                _ => write_alias(&mut place.aliases, field, text)?,
            }
        }
        (Record::Event(event), field) => return write_event(Arc::make_mut(event), field, text),
        (Record::Report(report), field) => {
            let report = Arc::make_mut(report);
            match field {
                Field::Memo => report.memo = owned(),
                Field::SpeakerAsWritten => {
                    report.speaker = Speaker {
                        as_written: owned(),
                        ..report.speaker.clone()
                    }
                }
                Field::TollVictims(_)
                | Field::TollAsWritten(_)
                | Field::TollLow(_)
                | Field::TollBest(_)
                | Field::TollHigh(_) => {
                    write_toll(&mut report.toll, field, text)?;
                }
                _ => write_when(&mut report.when, field, text)?,
            }
        }
        (Record::Claim(claim), field) => {
            let claim = Arc::make_mut(claim);
            match field {
                Field::Memo => claim.memo = owned(),
                Field::Proposition => claim.proposition = owned(),
                Field::SpeakerAsWritten => claim.speaker.as_written = owned(),
                _ => write_when(&mut claim.when, field, text)?,
            }
        }
        (Record::EventTable(table), Field::Name) => Arc::make_mut(table).title = owned(),
        (Record::EventTable(table), Field::Memo) => Arc::make_mut(table).memo = owned(),
        (Record::Link(link), Field::Reason) => Arc::make_mut(link).reason = owned(),
        _ => return Err(no_such_field()),
    }
    Ok(())
}

fn no_such_field() -> String {
    "This record has no such field.".to_owned()
}

fn write_source(
    source: &mut crate::model::source::Source,
    field: Field,
    text: &str,
) -> Result<(), String> {
    let owned = text.to_owned();
    match field {
        Field::Name => source.title = owned,
        Field::Author => source.author = owned,
        Field::Publisher => source.publisher = owned,
        Field::Language => source.language = owned,
        Field::Memo => source.memo = owned,
        Field::Published => source.published = optional_date(text)?,
        Field::Coverage => {
            let reason = source
                .coverage
                .take()
                .map(|coverage| coverage.reason)
                .unwrap_or_default();
            source.coverage = optional_date(text)?.map(|period| Coverage { period, reason });
        }
        Field::CoverageReason => {
            let coverage = source
                .coverage
                .as_mut()
                .ok_or("Say first which period it covers.")?;
            coverage.reason = owned;
        }
        _ => return Err(no_such_field()),
    }
    Ok(())
}

fn write_event(event: &mut Event, field: Field, text: &str) -> Result<(), String> {
    match field {
        Field::Name => event.title = text.to_owned(),
        Field::Memo => event.memo = text.to_owned(),
        Field::CountableReason => event.countable.reason = text.to_owned(),
        Field::StandingReason => {
            let (_, reason) = event.standing.as_mut().ok_or("Give it a standing first.")?;
            *reason = text.to_owned();
        }
        Field::WhenReason => give_reason(event.when.as_mut(), text)?,
        Field::PlacesReason => give_reason(event.places.as_mut(), text)?,
        Field::InitiatorReason => give_reason(event.initiator.as_mut(), text)?,
        Field::TargetReason => give_reason(event.target.as_mut(), text)?,
        Field::TollReason => give_reason(event.toll.as_mut(), text)?,
        Field::Instrument => policy(event).instrument = text.to_owned(),
        Field::Score => policy(event).score_tenths = score(text)?,
        Field::Until => policy(event).until = optional_date(text)?,
        Field::TollVictims(_)
        | Field::TollAsWritten(_)
        | Field::TollLow(_)
        | Field::TollBest(_)
        | Field::TollHigh(_) => {
            write_toll(entered(&mut event.toll), field, text)?;
        }
        // What others say stands beside the adopted date and leaves its ground alone.
        Field::ElsewhereDate(_) | Field::ElsewhereSays(_) => {
            let blank = || Adopted::for_reason(When::default(), "");
            write_when(&mut event.when.get_or_insert_with(blank).value, field, text)?;
        }
        _ => write_when(entered(&mut event.when), field, text)?,
    }
    // A date with nothing in it is no date: no reason may stand for it either.
    event.when.take_if(|adopted| adopted.value.is_empty());
    Ok(())
}

fn policy(event: &mut Event) -> &mut PolicyShift {
    event.policy.get_or_insert_default()
}

/// The value, no longer as the report had it: what is typed over it is the analyst's.
fn entered<T: Default>(adopted: &mut Option<Adopted<T>>) -> &mut T {
    let adopted = adopted.get_or_insert_with(|| Adopted::for_reason(T::default(), ""));
    if let Ground::Report(_) = adopted.from {
        adopted.from = Ground::Reason(String::new());
    }
    &mut adopted.value
}

fn give_reason<T>(adopted: Option<&mut Adopted<T>>, text: &str) -> Result<(), String> {
    let adopted = adopted.ok_or("Enter a value first.")?;
    adopted.from = Ground::Reason(text.to_owned());
    Ok(())
}

fn write_when(when: &mut When, field: Field, text: &str) -> Result<(), String> {
    match field {
        Field::AsWritten => when.as_written = text.to_owned(),
        Field::Resolved => {
            let old = when.resolved.take();
            when.resolved = optional_date(text)?.map(|date| Resolved {
                date,
                basis: old.as_ref().map(|old| old.basis).unwrap_or_default(),
                note: old.map(|old| old.note).unwrap_or_default(),
            });
        }
        Field::ResolvedNote => {
            let resolved = when.resolved.as_mut().ok_or("Resolve the date first.")?;
            resolved.note = text.to_owned();
        }
        Field::ElsewhereDate(at) if at as usize == when.elsewhere.len() => {
            when.elsewhere.push(Elsewhere {
                date: date(text)?,
                says: String::new(),
            });
        }
        Field::ElsewhereDate(at) => entry(&mut when.elsewhere, at)?.date = date(text)?,
        Field::ElsewhereSays(at) => entry(&mut when.elsewhere, at)?.says = text.to_owned(),
        _ => return Err(no_such_field()),
    }
    Ok(())
}

fn write_toll(toll: &mut Toll, field: Field, text: &str) -> Result<(), String> {
    match field {
        Field::TollVictims(at) => entry(&mut toll.lines, at)?.victims = text.to_owned(),
        Field::TollAsWritten(at) => entry(&mut toll.lines, at)?.as_written = text.to_owned(),
        Field::TollLow(at) => entry(&mut toll.lines, at)?.estimate.low = number(text)?,
        Field::TollBest(at) => entry(&mut toll.lines, at)?.estimate.best = number(text)?,
        Field::TollHigh(at) => entry(&mut toll.lines, at)?.estimate.high = number(text)?,
        _ => return Err(no_such_field()),
    }
    Ok(())
}

fn write_alias(aliases: &mut Vec<Alias>, field: Field, text: &str) -> Result<(), String> {
    match field {
        Field::AliasName(at) if at as usize == aliases.len() => aliases.push(Alias {
            name: text.to_owned(),
            source: None,
            loaded: false,
            note: String::new(),
        }),
        Field::AliasName(at) => entry(aliases, at)?.name = text.to_owned(),
        Field::AliasNote(at) => entry(aliases, at)?.note = text.to_owned(),
        _ => return Err(no_such_field()),
    }
    Ok(())
}

fn entry<T>(list: &mut [T], at: u32) -> Result<&mut T, String> {
    list.get_mut(at as usize)
        .ok_or_else(|| "This line was deleted meanwhile.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event with a date and a toll adopted from a report.
    fn adopting() -> Event {
        let report: crate::model::id::ReportId = "r1-0000".parse().expect("an id");
        let when = When {
            as_written: "last month".to_owned(),
            ..When::default()
        };
        Event {
            id: "e1-0000".parse().expect("an id"),
            title: "Strike".to_owned(),
            kind: "k1-0000".parse().expect("an id"),
            when: Some(Adopted::from_report(when, report)),
            places: None,
            initiator: None,
            target: None,
            toll: None,
            policy: None,
            countable: Default::default(),
            standing: None,
            memo: String::new(),
            made: Default::default(),
        }
    }

    #[test]
    fn what_is_typed_over_an_adopted_value_is_the_analysts() {
        let own = Some(Ground::Reason(String::new()));
        let reported = adopting().when.map(|when| when.from);
        for (field, text, ground) in [
            (Field::AsWritten, "in May", own.clone()),
            (Field::Resolved, "2025-05", own.clone()),
            (Field::Resolved, "2025-21/..", own),
            (Field::ElsewhereDate(0), "2025-05-01", reported.clone()),
            (Field::Memo, "a note", reported),
            (Field::AsWritten, "", None),
        ] {
            let mut event = adopting();
            write_event(&mut event, field, text).expect("taken");
            assert_eq!(event.when.map(|when| when.from), ground, "{field:?} {text}");
        }
    }

    #[test]
    fn what_a_field_cannot_hold_is_explained_and_changes_nothing() {
        for (field, text) in [
            (Field::Resolved, "May 2025"),
            (Field::ElsewhereDate(0), ""),
            (Field::ElsewhereDate(3), "2025"),
            (Field::ElsewhereSays(0), "nobody is there"),
            (Field::ResolvedNote, "nothing is resolved"),
            (Field::TollLow(0), "2"),
            (Field::StandingReason, "no standing is given"),
            (Field::Score, "11"),
            (Field::Country, "an event has none"),
        ] {
            let mut record: Record = adopting().into();
            let why = write(&mut record, field, text).expect_err("refused");
            assert!(
                why.len() > 10 && why.ends_with(['.', ')']),
                "{field:?}: {why}"
            );
        }
    }

    #[test]
    fn dates_are_checked_before_they_are_committed() {
        for (field, text, good) in [
            (Field::Resolved, "2024-12?", true),
            (Field::Resolved, "", true),
            (Field::Resolved, "2024-13", false),
            (Field::Now, "", false),
            (Field::MentionDate(None), "[2025-08,2025-09]", true),
            (Field::TollHigh(0), "several", false),
            (Field::Name, "  ", false),
            (Field::Memo, "", true),
        ] {
            assert_eq!(field.check()(text).is_ok(), good, "{field:?} {text}");
        }
    }
}
