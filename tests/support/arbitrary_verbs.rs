//! Every verb with arbitrary arguments, for property tests.

use super::arbitrary::{Choices, record, some_text};
use super::arbitrary_tables::{change, edition, seen};
use tightrope::document::verbs::adopt::{self, Field, Value};
use tightrope::document::verbs::versions::{NewVersion, PlacedAnnotation};
use tightrope::document::verbs::{
    actors, anchors, annotations, claims, codebook, coders, editions, events, fields, kinds, links,
    merging, places, reports, row_values, rows, sources, stretches, versions, views,
};
use tightrope::document::{Edit, Refused};
use tightrope::model::actor::{Actor, Alias};
use tightrope::model::anchor::Anchor;
use tightrope::model::annotation::{Annotation, Mention, Mentioned};
use tightrope::model::claim::Claim;
use tightrope::model::codebook::{Code, Family, Kind, Makes};
use tightrope::model::coder::Coder;
use tightrope::model::event::Event;
use tightrope::model::id::{AnnotationId, Noun, RecordId, SourceId};
use tightrope::model::info::Info;
use tightrope::model::link::{Link, Relation};
use tightrope::model::look::{Hue, Shape};
use tightrope::model::place::Place;
use tightrope::model::project::Project;
use tightrope::model::record::Record;
use tightrope::model::report::Report;
use tightrope::model::source::{Original, ReadingStatus, Source, Taken};
use tightrope::model::table::{EventTable, TableRow};
use tightrope::model::text::{ByteOffset, SourceText, TextSpan};
use tightrope::model::view::View;
use tightrope::model::when::{Elsewhere, Used};

/// One verb with what it may do.
pub struct Verb {
    pub name: &'static str,
    /// The nouns of which it may delete records.
    pub deletes: &'static [Noun],
    /// Does it, with arguments taken from the choices.
    pub act: fn(&mut Edit, &Project, &mut Choices) -> Result<(), Refused>,
}

const fn verb(
    name: &'static str,
    act: fn(&mut Edit, &Project, &mut Choices) -> Result<(), Refused>,
) -> Verb {
    deleting(name, &[], act)
}

const fn deleting(
    name: &'static str,
    deletes: &'static [Noun],
    act: fn(&mut Edit, &Project, &mut Choices) -> Result<(), Refused>,
) -> Verb {
    Verb { name, deletes, act }
}

/// Every verb. The project is the one before the edit.
pub const VERBS: &[Verb] = &[
    verb("code", |edit, p, c| {
        let (source, text) = some_text(p, c);
        let spans = (0..c.below(4)).map(|_| c.span(&text)).collect();
        annotations::code(edit, source, spans, c.some_ids::<Code>(p)).map(drop)
    }),
    verb("set codes", |edit, p, c| {
        annotations::set_codes(edit, c.id::<Annotation>(p), c.some_ids::<Code>(p))
    }),
    verb("recode", |edit, p, c| {
        annotations::recode(
            edit,
            c.id::<Annotation>(p),
            c.id::<Code>(p),
            c.id::<Code>(p),
        )
    }),
    verb("add code to annotation", |edit, p, c| {
        annotations::add_code(edit, c.id::<Annotation>(p), c.id::<Code>(p))
    }),
    verb("remove code from annotation", |edit, p, c| {
        annotations::remove_code(edit, c.id::<Annotation>(p), c.id::<Code>(p))
    }),
    verb("set memo", |edit, p, c| {
        annotations::set_memo(edit, c.id::<Annotation>(p), c.text())
    }),
    verb("set mentions", |edit, p, c| {
        let annotation = c.id::<Annotation>(p);
        annotations::set_mentions(edit, annotation, mentions(p, c))
    }),
    verb("set spans", |edit, p, c| {
        let annotation = c.id::<Annotation>(p);
        let source = p.annotations.get(&annotation).map(|found| found.source);
        let Some(text) = source.and_then(|source| p.text_of(source)) else {
            return annotations::set_spans(edit, annotation, Vec::new());
        };
        let spans = (0..c.below(4)).map(|_| c.span(text)).collect();
        annotations::set_spans(edit, annotation, spans)
    }),
    verb("add spans", |edit, p, c| {
        let annotation = c.id::<Annotation>(p);
        let text = text_under(p, annotation);
        let spans = text.map_or_else(Vec::new, |text| {
            (0..c.below(3)).map(|_| c.span(&text)).collect()
        });
        stretches::add_spans(edit, annotation, spans)
    }),
    verb("remove span", |edit, p, c| {
        let annotation = c.id::<Annotation>(p);
        stretches::remove_span(edit, annotation, place_in(p, annotation, c))
    }),
    verb("split annotation", |edit, p, c| {
        let annotation = c.id::<Annotation>(p);
        stretches::split(edit, annotation, place_in(p, annotation, c)).map(drop)
    }),
    deleting("join annotations", &[Noun::Annotation], |edit, p, c| {
        stretches::join(edit, c.id::<Annotation>(p), c.id::<Annotation>(p))
    }),
    verb("accept review", |edit, p, c| {
        annotations::accept_review(edit, c.id::<Annotation>(p))
    }),
    deleting("delete annotation", &[Noun::Annotation], |edit, p, c| {
        annotations::delete(edit, c.id::<Annotation>(p))
    }),
    verb("make event", |edit, p, c| {
        events::make_event(edit, c.id::<Annotation>(p)).map(drop)
    }),
    verb("make event of kind", |edit, p, c| {
        events::make_event_of_kind(edit, c.id::<Annotation>(p), c.id::<Kind>(p)).map(drop)
    }),
    verb("make empty event", |edit, p, c| {
        events::make_empty_event(edit, c.id::<Kind>(p), &c.text()).map(drop)
    }),
    deleting(
        "delete event",
        &[Noun::Event, Noun::Report, Noun::Link, Noun::TableRow],
        |edit, p, c| events::delete_event(edit, c.id::<Event>(p)),
    ),
    verb("set countable", |edit, p, c| {
        events::set_countable(edit, c.id::<Event>(p), c.once_in(2), c.text())
    }),
    deleting("merge events", &[Noun::Event, Noun::Link], |edit, p, c| {
        let keep = c.id::<Event>(p);
        merging::merge_events(edit, keep, &c.some_ids::<Event>(p))
    }),
    verb("split event", |edit, p, c| {
        let event = c.id::<Event>(p);
        let own: Vec<_> = edit
            .now()
            .reports_of(event)
            .map(|report| report.id)
            .collect();
        let reports = c.some(&own);
        merging::split_event(edit, event, &reports).map(drop)
    }),
    verb("adopt from report", |edit, p, c| {
        let report = c.id::<Report>(p);
        let event = p.reports.get(&report).map(|report| report.event);
        let event = event.filter(|_| !c.once_in(4));
        let event = event.unwrap_or_else(|| c.id::<Event>(p));
        adopt::adopt_from_report(edit, event, c.one(&Field::ALL), report)
    }),
    verb("enter value", |edit, p, c| {
        let event = c.id::<Event>(p);
        let value = value(p, c);
        adopt::enter_value(edit, event, value, &c.text())
    }),
    verb("clear value", |edit, p, c| {
        adopt::clear_value(edit, c.id::<Event>(p), c.one(&Field::ALL))
    }),
    verb("use date", |edit, p, c| {
        let used = c.one(&[Used::Resolved, Used::Elsewhere(0), Used::Elsewhere(1)]);
        adopt::use_date(edit, c.id::<Event>(p), used)
    }),
    verb("add elsewhere", |edit, p, c| {
        let other = Elsewhere {
            date: c.date(),
            says: c.text(),
        };
        adopt::add_elsewhere(edit, c.id::<Event>(p), other)
    }),
    verb("remove elsewhere", |edit, p, c| {
        adopt::remove_elsewhere(edit, c.id::<Event>(p), c.one(&[0, 1]))
    }),
    verb("add report", |edit, p, c| {
        reports::add_report(edit, c.id::<Annotation>(p), c.id::<Event>(p)).map(drop)
    }),
    verb("move report", |edit, p, c| {
        reports::move_report(edit, c.id::<Report>(p), c.id::<Event>(p))
    }),
    deleting(
        "delete report",
        &[Noun::Report, Noun::TableRow],
        |edit, p, c| reports::delete_report(edit, c.id::<Report>(p)),
    ),
    verb("make claim", |edit, p, c| {
        claims::make_claim(edit, c.id::<Annotation>(p)).map(drop)
    }),
    verb("set about", |edit, p, c| {
        let claim = c.id::<Claim>(p);
        claims::set_about(edit, claim, c.subject(p))
    }),
    verb("add denial", |edit, p, c| match c.subject(p) {
        Some(subject) => claims::add_denial(edit, c.id::<Claim>(p), subject),
        None => Ok(()),
    }),
    verb("remove denial", |edit, p, c| {
        let claim = c.id::<Claim>(p);
        let denied = p.claims.get(&claim).map(|claim| claim.denies.clone());
        match c.maybe(&denied.unwrap_or_default()).or(c.subject(p)) {
            Some(subject) => claims::remove_denial(edit, claim, subject),
            None => Ok(()),
        }
    }),
    verb("link row", |edit, p, c| {
        rows::link_row(edit, &seen(p, c), c.id::<Event>(p)).map(drop)
    }),
    verb("link rows", |edit, p, c| {
        let seen: Vec<_> = (0..c.below(4)).map(|_| seen(p, c)).collect();
        rows::link_rows(edit, &seen, c.id::<Event>(p)).map(drop)
    }),
    verb("reject row", |edit, p, c| {
        rows::reject_row(edit, &seen(p, c), c.id::<Event>(p)).map(drop)
    }),
    verb("reject rows", |edit, p, c| {
        let seen: Vec<_> = (0..c.below(4)).map(|_| seen(p, c)).collect();
        rows::reject_rows(edit, &seen, c.id::<Event>(p)).map(drop)
    }),
    verb("event from rows", |edit, p, c| {
        let seen: Vec<_> = (0..c.below(4)).map(|_| seen(p, c)).collect();
        rows::event_from_rows(edit, &seen, c.id::<Kind>(p)).map(drop)
    }),
    deleting("take back", &[Noun::TableRow], |edit, p, c| {
        let row = c.id::<TableRow>(p);
        let judged = p
            .rows
            .get(&row)
            .and_then(|row| row.not_same.first().copied());
        rows::take_back(edit, row, judged.unwrap_or_else(|| c.id::<Event>(p)))
    }),
    deleting(
        "unlink row",
        &[Noun::Report, Noun::TableRow],
        |edit, p, c| {
            let on_rows = p.reports.values().filter_map(|report| {
                let row = report.passage.row()?;
                Some((row, report.event))
            });
            let on_rows: Vec<_> = on_rows.collect();
            match c.maybe(&on_rows) {
                Some((row, event)) => rows::unlink_row(edit, row, event),
                None => rows::unlink_row(edit, c.id::<TableRow>(p), c.id::<Event>(p)),
            }
        },
    ),
    verb("event from row", |edit, p, c| {
        rows::event_from_row(edit, &seen(p, c), c.id::<Kind>(p)).map(drop)
    }),
    verb("update table", |edit, p, c| {
        let table = c.id::<EventTable>(p);
        editions::update_table(edit, edition(table, p, c))
    }),
    verb("accept row", |edit, p, c| {
        editions::accept_row(edit, c.id::<TableRow>(p))
    }),
    verb("take row values", |edit, p, c| {
        row_values::take_row_values(edit, &change(p, c))
    }),
    deleting("delete claim", &[Noun::Claim], |edit, p, c| {
        claims::delete_claim(edit, c.id::<Claim>(p))
    }),
    verb("link", |edit, p, c| {
        let (from, to) = (c.id::<Event>(p), c.id::<Event>(p));
        let passage = c.maybe_id::<Annotation>(p);
        links::link(edit, from, c.one(&Relation::ALL), to, passage, &c.text()).map(drop)
    }),
    deleting("unlink", &[Noun::Link], |edit, p, c| {
        links::unlink(edit, c.id::<Link>(p))
    }),
    verb("add code", |edit, p, c| {
        let parent = c.maybe_id::<Code>(p);
        codebook::add_code(edit, &c.text(), parent).map(drop)
    }),
    verb("add code in place", |edit, p, c| {
        let new = codebook::NewCode {
            under: c.maybe_id::<Code>(p),
            names: (0..c.below(3)).map(|_| c.text()).collect(),
        };
        codebook::add_code_in_place(edit, &new).map(drop)
    }),
    verb("rename code", |edit, p, c| {
        codebook::rename_code(edit, c.id::<Code>(p), &c.text())
    }),
    verb("recolour code", |edit, p, c| {
        codebook::recolour_code(
            edit,
            c.id::<Code>(p),
            c.maybe(&Hue::ALL),
            c.maybe(&Shape::ALL),
        )
    }),
    verb("set makes", |edit, p, c| {
        let makes = c.maybe(&[Makes::Claim, Makes::Event(c.clone().id::<Kind>(p))]);
        codebook::set_makes(edit, c.id::<Code>(p), makes)
    }),
    verb("move code", |edit, p, c| {
        let (code, parent) = (c.id::<Code>(p), c.maybe_id::<Code>(p));
        codebook::move_code(edit, code, parent, c.maybe_id::<Code>(p))
    }),
    deleting("merge codes", &[Noun::Code], |edit, p, c| {
        codebook::merge_codes(edit, c.id::<Code>(p), c.id::<Code>(p))
    }),
    deleting("delete code", &[Noun::Code], |edit, p, c| {
        codebook::delete_code(edit, c.id::<Code>(p))
    }),
    verb("add kind", |edit, _, c| {
        kinds::add_kind(edit, &c.text(), c.one(&Family::ALL), &c.text()).map(drop)
    }),
    verb("rename kind", |edit, p, c| {
        kinds::rename_kind(edit, c.id::<Kind>(p), &c.text())
    }),
    verb("recolour kind", |edit, p, c| {
        kinds::recolour_kind(edit, c.id::<Kind>(p), c.one(&Hue::ALL), c.one(&Shape::ALL))
    }),
    verb("move kind", |edit, p, c| {
        kinds::move_kind(edit, c.id::<Kind>(p), c.maybe_id::<Kind>(p))
    }),
    deleting("merge kinds", &[Noun::Kind], |edit, p, c| {
        kinds::merge_kinds(edit, c.id::<Kind>(p), c.id::<Kind>(p))
    }),
    deleting("delete kind", &[Noun::Kind], |edit, p, c| {
        kinds::delete_kind(edit, c.id::<Kind>(p))
    }),
    verb("add source", |edit, p, c| {
        let id = if c.once_in(3) {
            c.id::<Source>(p)
        } else {
            edit.new_id()
        };
        let Record::Source(source) = record(RecordId::Source(id), p, c) else {
            unreachable!("a source id makes a source");
        };
        sources::add_source(edit, Source::clone(&source)).map(drop)
    }),
    verb("set status", |edit, p, c| {
        sources::set_status(edit, c.id::<Source>(p), c.one(&ReadingStatus::ALL))
    }),
    deleting(
        "delete source",
        &[Noun::Source, Noun::Anchor],
        |edit, p, c| sources::delete_source(edit, c.id::<Source>(p)),
    ),
    verb("add actor", |edit, _, c| {
        actors::add_actor(edit, &c.text()).map(drop)
    }),
    verb("rename actor", |edit, p, c| {
        actors::rename_actor(edit, c.id::<Actor>(p), &c.text())
    }),
    verb("add actor alias", |edit, p, c| {
        actors::add_actor_alias(edit, c.id::<Actor>(p), alias(p, c))
    }),
    deleting("merge actors", &[Noun::Actor], |edit, p, c| {
        actors::merge_actors(edit, c.id::<Actor>(p), c.id::<Actor>(p))
    }),
    deleting("delete actor", &[Noun::Actor], |edit, p, c| {
        actors::delete_actor(edit, c.id::<Actor>(p))
    }),
    verb("add place", |edit, _, c| {
        places::add_place(edit, &c.text()).map(drop)
    }),
    verb("rename place", |edit, p, c| {
        places::rename_place(edit, c.id::<Place>(p), &c.text())
    }),
    verb("add place alias", |edit, p, c| {
        places::add_place_alias(edit, c.id::<Place>(p), alias(p, c))
    }),
    deleting("merge places", &[Noun::Place], |edit, p, c| {
        places::merge_places(edit, c.id::<Place>(p), c.id::<Place>(p))
    }),
    deleting("delete place", &[Noun::Place], |edit, p, c| {
        places::delete_place(edit, c.id::<Place>(p))
    }),
    verb("add anchor", |edit, p, c| {
        let (source, text) = some_text(p, c);
        let span = c.span(&text);
        anchors::add_anchor(edit, source, span, c.date(), &c.text()).map(drop)
    }),
    verb("set now", |edit, p, c| {
        anchors::set_now(edit, c.id::<Anchor>(p), c.date(), &c.text())
    }),
    deleting("delete anchor", &[Noun::Anchor], |edit, p, c| {
        anchors::delete_anchor(edit, c.id::<Anchor>(p))
    }),
    verb("coder named", |edit, _, c| {
        coders::coder_named(edit, &c.text()).map(drop)
    }),
    verb("rename coder", |edit, p, c| {
        coders::rename_coder(edit, c.id::<Coder>(p), &c.text())
    }),
    verb("update text", |edit, p, c| {
        let old = c.id::<Source>(p);
        let (_, text) = some_text(p, c);
        let version = new_version(p, c, old, &text);
        versions::update_text(edit, old, version).map(drop)
    }),
    verb("put on", |edit, p, c| {
        let id = c.id::<Annotation>(p);
        let (any, text) = some_text(p, c);
        let here = p.annotations.get(&id).map(|found| found.source);
        let source = here.filter(|_| c.once_in(2)).unwrap_or(any);
        let text = p.text_of(source).cloned().unwrap_or(text);
        let spans = (0..c.below(3)).map(|_| c.span(&text)).collect();
        versions::put_on(edit, id, source, spans)
    }),
    verb("add view", |edit, p, c| {
        let id = c.id::<View>(p);
        let Record::View(view) = record(RecordId::View(id), p, c) else {
            unreachable!("a view id makes a view");
        };
        views::add_view(edit, View::clone(&view)).map(drop)
    }),
    verb("rename view", |edit, p, c| {
        views::rename_view(edit, c.id::<View>(p), &c.text())
    }),
    deleting("delete view", &[Noun::View], |edit, p, c| {
        views::delete_view(edit, c.id::<View>(p))
    }),
    verb("replace", |edit, p, c| {
        let noun = c.one(Noun::ALL);
        let of_noun: Vec<Record> = p.records().filter(|it| it.noun() == noun).collect();
        let Some(old) = of_noun.first() else {
            return Ok(());
        };
        match record(old.id(), p, c) {
            Record::Info(it) => fields::replace(edit, Info::clone(&it), "project information"),
            Record::Code(it) => fields::replace(edit, Code::clone(&it), "code"),
            Record::Kind(it) => fields::replace(edit, Kind::clone(&it), "kind"),
            Record::Actor(it) => fields::replace(edit, Actor::clone(&it), "actor"),
            Record::Event(it) => fields::replace(edit, Event::clone(&it), "event"),
            Record::Report(it) => fields::replace(edit, Report::clone(&it), "report"),
            _ => Ok(()),
        }
    }),
];

/// A version with the words of another source, on which the first annotations of `old` stand
/// anywhere.
fn new_version(
    project: &Project,
    choices: &mut Choices,
    old: SourceId,
    text: &SourceText,
) -> NewVersion {
    let standing = project.annotations.values().filter(|it| it.source == old);
    let annotations = standing.take(4).map(|annotation| PlacedAnnotation {
        id: annotation.id,
        spans: choices.spans(text),
        mentions: mentions(project, choices),
        needs_review: choices.once_in(2),
    });
    let annotations = annotations.collect();
    let standing = project.anchors.values().filter(|it| it.source == old);
    let anchors = standing
        .take(2)
        .map(|anchor| (anchor.id, choices.span(text)));
    NewVersion {
        text: text.sha(),
        original: Original {
            name: "new.txt".to_owned(),
            sha: text.sha(),
            bytes: text.as_str().len() as u64,
            encoding: "UTF-8".to_owned(),
            taken: Taken::Whole,
        },
        annotations,
        anchors: anchors.collect(),
        boilerplate: choices.spans(text),
    }
}

fn text_under(project: &Project, annotation: AnnotationId) -> Option<SourceText> {
    let source = project.annotations.get(&annotation)?.source;
    project.text_of(source).cloned()
}

/// A place in the text under an annotation, most often within its words.
fn place_in(project: &Project, annotation: AnnotationId, choices: &mut Choices) -> ByteOffset {
    let text = text_under(project, annotation);
    let anywhere = text.map(|text| choices.span(&text).start());
    let spans = project.annotations.get(&annotation).map(|it| &it.spans[..]);
    let inside = choices.maybe(spans.unwrap_or_default());
    let within = |span: TextSpan| {
        let range = span.range();
        ByteOffset::at(range.start + range.len() / 2)
    };
    inside.map(within).or(anywhere).unwrap_or_default()
}

fn mentions(project: &Project, choices: &mut Choices) -> Vec<Mention> {
    let whole = |of| Mention { span: None, of };
    let of = |choices: &mut Choices| match choices.below(3) {
        0 => Mentioned::Actor(choices.id::<Actor>(project)),
        1 => Mentioned::Place(choices.id::<Place>(project)),
        _ => Mentioned::Date(choices.date()),
    };
    (0..choices.below(3)).map(|_| whole(of(choices))).collect()
}

fn value(project: &Project, choices: &mut Choices) -> Value {
    match choices.below(5) {
        0 => Value::When(choices.when()),
        1 => Value::Places(twice(choices.some_ids::<Place>(project))),
        2 => Value::Initiator(twice(choices.some_ids::<Actor>(project))),
        3 => Value::Target(choices.some_ids::<Actor>(project)),
        _ => Value::Toll(choices.toll()),
    }
}

/// The list with its first item again at its end: a verb must cope with that.
fn twice<T: Copy>(mut list: Vec<T>) -> Vec<T> {
    list.extend(list.first().copied());
    list
}

fn alias(project: &Project, choices: &mut Choices) -> Alias {
    Alias {
        name: choices.name(),
        source: choices.maybe_id::<Source>(project),
        loaded: false,
        note: choices.text(),
    }
}
