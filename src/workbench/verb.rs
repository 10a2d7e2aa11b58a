//! The edits a person can ask for, as data; [`perform`] turns each into changes of the document.

use super::fields::{self, FieldError, FieldKey};
use super::slots::{self, ActorSlot, Choice, PlaceSlot};
use crate::document::verbs::adopt::{self, Field as Adoptable};
use crate::document::verbs::codebook::NewCode;
use crate::document::verbs::editions::NewEdition;
use crate::document::verbs::row_values::{self, RowChange};
use crate::document::verbs::tables::TableReading;
use crate::document::verbs::{
    actors, anchors, annotations, boilerplate, claims, codebook, editions, events, kinds, links,
    merging, places, reports, rows, sources, stretches, tables, versions, views,
};
use crate::document::{Edit, Refused};
use crate::model::codebook::{Family, Kind};
use crate::model::edtf::Edtf;
use crate::model::event::Event;
use crate::model::id::{
    ActorId, AnchorId, AnnotationId, CodeId, EventId, KindId, LinkId, PlaceId, RecordId, ReportId,
    RowId, SourceId, TableId,
};
use crate::model::link::Relation;
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use crate::model::record::Record;
use crate::model::source::Source;
use crate::model::table::{EventTable, SeenRow, TableFile};
use crate::model::text::{ByteOffset, TextSpan};
use crate::model::view::View;
use crate::model::when::Used;

/// The code for some words: one of the codebook, or one to be added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeChoice {
    /// One of the codebook.
    Known(CodeId),
    /// A new one, with its place.
    New(NewCode),
}

impl CodeChoice {
    /// The code it means, once it is there.
    pub fn code(&self, project: &Project) -> Option<CodeId> {
        match self {
            Self::Known(id) => Some(*id),
            Self::New(new) => codebook::code_in_place(project, new),
        }
    }
}

impl From<Choice<CodeId>> for CodeChoice {
    fn from(choice: Choice<CodeId>) -> Self {
        match choice {
            Choice::Known(id) => Self::Known(id),
            Choice::New(name) => Self::New(NewCode::at_top(name)),
        }
    }
}

/// An edit of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// Code words.
    Code(SourceId, Vec<TextSpan>, CodeChoice),
    /// Code each of many stretches as an annotation of its own.
    CodeEach(Vec<(SourceId, Vec<TextSpan>)>, CodeChoice),
    /// Give an annotation a further code.
    AddCode(AnnotationId, CodeChoice),
    /// Take a code off an annotation.
    RemoveCode(AnnotationId, CodeId),
    /// Put another code in the place of one an annotation has.
    Recode(AnnotationId, CodeId, CodeChoice),
    /// Let an annotation stand on other words.
    SetSpans(AnnotationId, Vec<TextSpan>),
    /// Let an annotation stand on these words as well.
    AddSpans(AnnotationId, Vec<TextSpan>),
    /// Take the stretch at a place off an annotation.
    RemoveSpan(AnnotationId, ByteOffset),
    /// Make two annotations of one, at a place in its words.
    SplitAnnotation(AnnotationId, ByteOffset),
    /// Make one annotation of two: the first.
    JoinAnnotations(AnnotationId, AnnotationId),
    /// Take the words an annotation was made on for what they are now.
    AcceptReview(AnnotationId),
    /// Put an annotation on other words, of its source or a newer version of it.
    PutOn(AnnotationId, SourceId, Vec<TextSpan>),
    /// Make an event of a passage.
    MakeEvent(AnnotationId),
    /// Code words, and make an event of them.
    MakeEventOfKind(AnnotationId, KindId),
    /// Make an event that rests on nothing yet.
    NewEvent(KindId),
    /// Add a passage to an event.
    AddToEvent(AnnotationId, EventId),
    /// Merge events into the first.
    Merge(EventId, Vec<EventId>),
    /// Move reports to an event of their own.
    Split(EventId, Vec<ReportId>),
    /// Let an event count, or not.
    SetCountable(EventId, bool, String),
    /// Adopt a value of a report.
    Adopt(EventId, Adoptable, ReportId),
    /// Forget an adopted value.
    ClearValue(EventId, Adoptable),
    /// Choose which date charts draw.
    UseDate(EventId, Used),
    /// Take a date from elsewhere off an event.
    RemoveElsewhere(EventId, u32),
    /// Say what an event is.
    SetKind(EventId, Choice<KindId>),
    /// Name somebody, adding them first where they are new.
    NameActor(ActorSlot, Choice<ActorId>),
    /// Take somebody away from where they are named.
    UnnameActor(ActorSlot, ActorId),
    /// Name a place, adding it first where it is new.
    NamePlace(PlaceSlot, Choice<PlaceId>),
    /// Take a place away from where it is named.
    UnnamePlace(PlaceSlot, PlaceId),
    /// Move a report to another event.
    MoveReport(ReportId, EventId),
    /// Link two events.
    Link(EventId, Relation, EventId),
    /// Remove a link.
    Unlink(LinkId),
    /// Make a claim of a passage.
    MakeClaim(AnnotationId),
    /// Give words their own "now".
    MakeAnchor(SourceId, TextSpan),
    /// Let a "now" hold for other words of its source.
    MoveAnchor(AnchorId, TextSpan),
    /// Grey words out as not the author's, or no longer.
    ToggleBoilerplate(SourceId, TextSpan),
    /// Add a code.
    NewCode(String, Option<CodeId>),
    /// Change how a code looks.
    RecolourCode(CodeId, Option<Hue>, Option<Shape>),
    /// Move a code under another.
    MoveCode(CodeId, Option<CodeId>, Option<CodeId>),
    /// Merge a code into another.
    MergeCodes(CodeId, CodeId),
    /// Add a kind.
    NewKind(String),
    /// Merge a kind into another.
    MergeKinds(KindId, KindId),
    /// Add an actor.
    NewActor(String),
    /// Merge an actor into another.
    MergeActors(ActorId, ActorId),
    /// Add a place.
    NewPlace(String),
    /// Merge a place into another.
    MergePlaces(PlaceId, PlaceId),
    /// Replace a record by an edited one.
    Replace(Box<Record>, &'static str),
    /// Set a text field.
    SetField(FieldKey, String),
    /// Add an event table.
    AddTable(Box<EventTable>),
    /// Add an event table, and kinds that are new to the codebook.
    AddTableAndKinds(Box<EventTable>, Vec<(String, Family)>),
    /// Read an event table otherwise.
    CorrectTable(TableId, Box<TableReading>),
    /// Say where the files of event tables lie, and whether copies of them are kept.
    PlaceTables(Vec<(TableId, TableFile)>),
    /// Put a newer file in the place of an event table's.
    UpdateTable(Box<NewEdition>),
    /// Take what a linked row says now for looked at.
    AcceptRow(RowId),
    /// Take what a linked row says now into the reports that rest on it.
    TakeRowValues(Box<RowChange>),
    /// Say that rows of a table tell of an event.
    LinkRows(Vec<SeenRow>, EventId),
    /// Say that rows tell of another event.
    RejectRows(Vec<SeenRow>, EventId),
    /// Take back that it does.
    TakeBackRow(RowId, EventId),
    /// Take a row off an event.
    UnlinkRow(RowId, EventId),
    /// Make an event of rows; of this kind, or of the one the first is mapped to.
    EventFromRows(Vec<SeenRow>, Option<KindId>),
    /// Keep a way of looking under its name.
    AddView(Box<View>),
    /// Let a view show this from now on; it keeps its name.
    ChangeView(Box<View>),
    /// Delete a record.
    Delete(RecordId),
}

impl Verb {
    /// The code it gives to words, if it codes any.
    pub fn codes_with(&self) -> Option<&CodeChoice> {
        match self {
            Self::Code(_, _, choice) | Self::AddCode(_, choice) | Self::Recode(_, _, choice) => {
                Some(choice)
            }
            _ => None,
        }
    }
}

/// Carries out an edit.
///
/// Returns the record it leads to, if it made one.
///
/// # Errors
/// When the document cannot be changed so; nothing is changed then.
pub fn perform(edit: &mut Edit, verb: Verb) -> Result<Option<RecordId>, FieldError> {
    Ok(match verb {
        Verb::Code(source, spans, choice) => {
            let code = chosen(edit, choice)?;
            Some(annotations::code(edit, source, spans, vec![code])?.into())
        }
        Verb::CodeEach(places, choice) => {
            let code = chosen(edit, choice)?;
            annotations::code_each(edit, &places, vec![code])?;
            None
        }
        Verb::AddCode(id, choice) => {
            let code = chosen(edit, choice)?;
            annotations::add_code(edit, id, code)?;
            None
        }
        Verb::RemoveCode(id, code) => none(annotations::remove_code(edit, id, code))?,
        Verb::Recode(id, old, choice) => {
            let new = chosen(edit, choice)?;
            none(annotations::recode(edit, id, old, new))?
        }
        Verb::SetSpans(id, spans) => none(annotations::set_spans(edit, id, spans))?,
        Verb::AddSpans(id, spans) => none(stretches::add_spans(edit, id, spans))?,
        Verb::RemoveSpan(id, at) => none(stretches::remove_span(edit, id, at))?,
        Verb::SplitAnnotation(id, at) => Some(stretches::split(edit, id, at)?.into()),
        Verb::JoinAnnotations(keep, absorbed) => none(stretches::join(edit, keep, absorbed))?,
        Verb::AcceptReview(id) => none(annotations::accept_review(edit, id))?,
        Verb::PutOn(id, source, spans) => none(versions::put_on(edit, id, source, spans))?,
        Verb::MakeEvent(id) => Some(events::make_event(edit, id)?.into()),
        Verb::MakeEventOfKind(id, kind) => Some(events::make_event_of_kind(edit, id, kind)?.into()),
        Verb::NewEvent(kind) => {
            Some(events::make_empty_event(edit, kind, "Untitled event")?.into())
        }
        Verb::AddToEvent(annotation, event) => {
            reports::add_report(edit, annotation, event)?;
            Some(event.into())
        }
        Verb::Merge(keep, absorbed) => {
            merging::merge_events(edit, keep, &absorbed)?;
            Some(keep.into())
        }
        Verb::Split(event, moved) => Some(merging::split_event(edit, event, &moved)?.into()),
        Verb::SetCountable(id, counts, reason) => {
            none(events::set_countable(edit, id, counts, reason))?
        }
        Verb::Adopt(event, field, report) => {
            none(adopt::adopt_from_report(edit, event, field, report))?
        }
        Verb::ClearValue(event, field) => none(adopt::clear_value(edit, event, field))?,
        Verb::UseDate(event, used) => none(adopt::use_date(edit, event, used))?,
        Verb::RemoveElsewhere(event, at) => none(adopt::remove_elsewhere(edit, event, at))?,
        Verb::SetKind(event, kind) => none(set_kind(edit, event, kind))?,
        Verb::NameActor(slot, who) => none(slots::name_actor(edit, slot, who))?,
        Verb::UnnameActor(slot, id) => none(slots::unname_actor(edit, slot, id))?,
        Verb::NamePlace(slot, place) => none(slots::name_place(edit, slot, place))?,
        Verb::UnnamePlace(slot, id) => none(slots::unname_place(edit, slot, id))?,
        Verb::MoveReport(report, event) => none(reports::move_report(edit, report, event))?,
        Verb::Link(from, relation, to) => {
            links::link(edit, from, relation, to, None, "")?;
            None
        }
        Verb::Unlink(id) => none(links::unlink(edit, id))?,
        Verb::MakeClaim(id) => Some(claims::make_claim(edit, id)?.into()),
        Verb::MakeAnchor(source, span) => Some(make_anchor(edit, source, span)?),
        Verb::MoveAnchor(id, span) => none(anchors::move_anchor(edit, id, span))?,
        Verb::ToggleBoilerplate(source, span) => {
            boilerplate::toggle(edit, source, span)?;
            None
        }
        Verb::NewCode(name, parent) => Some(codebook::add_code(edit, &name, parent)?.into()),
        Verb::RecolourCode(id, hue, shape) => none(codebook::recolour_code(edit, id, hue, shape))?,
        Verb::MoveCode(id, parent, before) => none(codebook::move_code(edit, id, parent, before))?,
        Verb::MergeCodes(keep, absorbed) => {
            codebook::merge_codes(edit, keep, absorbed)?;
            Some(keep.into())
        }
        Verb::NewKind(name) => Some(kinds::add_kind(edit, &name, Family::Incident, "")?.into()),
        Verb::MergeKinds(keep, absorbed) => {
            kinds::merge_kinds(edit, keep, absorbed)?;
            Some(keep.into())
        }
        Verb::NewActor(name) => Some(actors::add_actor(edit, &name)?.into()),
        Verb::MergeActors(keep, absorbed) => {
            actors::merge_actors(edit, keep, absorbed)?;
            Some(keep.into())
        }
        Verb::NewPlace(name) => Some(places::add_place(edit, &name)?.into()),
        Verb::MergePlaces(keep, absorbed) => {
            places::merge_places(edit, keep, absorbed)?;
            Some(keep.into())
        }
        Verb::Replace(record, what) => none(fields::replace(edit, *record, what))?,
        Verb::SetField(key, text) => {
            fields::set(edit, key, &text)?;
            None
        }
        Verb::AddTable(table) => Some(tables::add_table(edit, *table)?.into()),
        Verb::AddTableAndKinds(table, kinds) => {
            Some(tables::add_table_and_kinds(edit, *table, &kinds)?.into())
        }
        Verb::CorrectTable(id, reading) => none(tables::correct_table(edit, id, *reading))?,
        Verb::PlaceTables(files) => none(tables::place_tables(edit, files))?,
        Verb::UpdateTable(new) => none(editions::update_table(edit, *new))?,
        Verb::AcceptRow(id) => none(editions::accept_row(edit, id))?,
        Verb::TakeRowValues(row) => none(row_values::take_row_values(edit, &row))?,
        Verb::LinkRows(seen, event) => {
            link_rows(edit, &seen, event)?;
            None
        }
        Verb::RejectRows(seen, event) => {
            reject_rows(edit, &seen, event)?;
            None
        }
        Verb::TakeBackRow(row, event) => none(rows::take_back(edit, row, event))?,
        Verb::UnlinkRow(row, event) => none(rows::unlink_row(edit, row, event))?,
        Verb::EventFromRows(seen, kind) => Some(event_from_rows(edit, &seen, kind)?.into()),
        Verb::AddView(view) => {
            views::add_view(edit, *view)?;
            None
        }
        Verb::ChangeView(view) => none(views::change_view(edit, *view))?,
        Verb::Delete(id) => none(delete(edit, id))?,
    })
}

fn none(done: Result<(), Refused>) -> Result<Option<RecordId>, Refused> {
    done.map(|()| None)
}

fn link_rows(edit: &mut Edit, seen: &[SeenRow], event: EventId) -> Result<(), Refused> {
    match seen {
        [only] => rows::link_row(edit, only, event).map(drop),
        several => rows::link_rows(edit, several, event).map(drop),
    }
}

fn reject_rows(edit: &mut Edit, seen: &[SeenRow], event: EventId) -> Result<(), Refused> {
    match seen {
        [only] => rows::reject_row(edit, only, event).map(drop),
        several => rows::reject_rows(edit, several, event).map(drop),
    }
}

fn event_from_rows(
    edit: &mut Edit,
    seen: &[SeenRow],
    kind: Option<KindId>,
) -> Result<EventId, Refused> {
    let mapped = || rows::kind_of_row(edit.project(), seen.first()?);
    let none = || {
        let why = "the codebook has no kind of event that fits the row (add one first)";
        Refused::NotPossible(why.to_owned())
    };
    let kind = kind.or_else(mapped).ok_or_else(none)?;
    rows::event_from_rows(edit, seen, kind)
}

fn chosen(edit: &mut Edit, choice: CodeChoice) -> Result<CodeId, Refused> {
    match choice {
        CodeChoice::Known(id) => Ok(id),
        CodeChoice::New(new) => codebook::add_code_in_place(edit, &new),
    }
}

/// Says what an event is. A policy shift has its policy part, which stays where the kind is changed
/// by mistake and back again.
fn set_kind(edit: &mut Edit, event: EventId, kind: Choice<KindId>) -> Result<(), Refused> {
    let found = edit.get::<Event>(event)?;
    let kind = match kind {
        Choice::Known(id) => id,
        Choice::New(name) => {
            let like = edit.get::<Kind>(found.kind)?;
            kinds::add_kind(edit, &name, like.family, &like.lane)?
        }
    };
    let policy = edit.get::<Kind>(kind)?.family == Family::Policy;
    edit.change::<Event>(event, |event| {
        event.kind = kind;
        if policy {
            event.policy.get_or_insert_default();
        }
    })?;
    edit.label(format!("edit kind of ‘{}’", found.title));
    Ok(())
}

/// Gives words their own "now": at first that of their source, for the analyst to correct.
fn make_anchor(edit: &mut Edit, source: SourceId, span: TextSpan) -> Result<RecordId, Refused> {
    let published = edit.get::<Source>(source)?.published.clone();
    let unknown = || Edtf::parse("XXXX").map_err(|error| Refused::NotPossible(error.to_string()));
    let now = published.map_or_else(unknown, Ok)?;
    Ok(anchors::add_anchor(edit, source, span, now, "")?.into())
}

fn delete(edit: &mut Edit, id: RecordId) -> Result<(), Refused> {
    match id {
        RecordId::Annotation(id) => annotations::delete(edit, id),
        RecordId::Event(id) => events::delete_event(edit, id),
        RecordId::Report(id) => reports::delete_report(edit, id),
        RecordId::Claim(id) => claims::delete_claim(edit, id),
        RecordId::Link(id) => links::unlink(edit, id),
        RecordId::Code(id) => codebook::delete_code(edit, id),
        RecordId::Kind(id) => kinds::delete_kind(edit, id),
        RecordId::Source(id) => sources::delete_source(edit, id),
        RecordId::Anchor(id) => anchors::delete_anchor(edit, id),
        RecordId::Actor(id) => actors::delete_actor(edit, id),
        RecordId::Place(id) => places::delete_place(edit, id),
        RecordId::EventTable(id) => tables::delete_table(edit, id),
        RecordId::View(id) => views::delete_view(edit, id),
        RecordId::Info(_) | RecordId::Coder(_) | RecordId::TableRow(_) => Err(
            Refused::NotPossible(format!("A {} is not deleted.", id.noun().name())),
        ),
    }
}
