//! Coding, sources, anchors and views.

use super::{Desk, date, nobody, source};
use tightrope::document::verbs::{
    anchors, annotations, claims, events, links, sources, stretches, views,
};
use tightrope::document::{Edit, Refused};
use tightrope::model::anchor::Anchor;
use tightrope::model::annotation::{Annotation, Mention, Mentioned};
use tightrope::model::bars::Bars;
use tightrope::model::claim::Claim;
use tightrope::model::codebook::Family;
use tightrope::model::id::{AnnotationId, ViewId};
use tightrope::model::lanes::{Arrangement, LanesBy};
use tightrope::model::link::{Link, Relation};
use tightrope::model::record::Noted as _;
use tightrope::model::report::{Passage, Report};
use tightrope::model::source::{ReadingStatus, Source};
use tightrope::model::text::{ByteOffset, SourceText, TextSpan};
use tightrope::model::view::{Filter, Split, View};

fn spans(text: &str) -> Vec<TextSpan> {
    text.split_whitespace()
        .map(|span| span.parse().expect("a span"))
        .collect()
}

#[test]
fn spans_are_put_in_order_and_joined() {
    for (given, kept) in [
        ("0..4", "0..4"),
        ("10..12 0..4", "0..4 10..12"),
        ("0..4 4..6", "0..6"),
        ("0..9 2..3 8..12", "0..12"),
        ("5..6 5..6", "5..6"),
    ] {
        let mut desk = Desk::new();
        let source = desk.source;
        let id = desk.act(|edit| annotations::code(edit, source, spans(given), vec![]));
        assert_eq!(desk.get::<Annotation>(id).spans, spans(kept), "{given}");
        desk.act(|edit| annotations::set_spans(edit, id, spans(given)));
        assert_eq!(desk.get::<Annotation>(id).spans, spans(kept), "{given}");
    }
}

#[test]
fn no_words_no_coding() {
    let desk = Desk::new();
    let (source, code) = (desk.source, desk.code("Strike"));
    let behind_flag = desk.span("🚩");
    let inside_flag = TextSpan::from_range(behind_flag.range().start + 1..behind_flag.range().end);
    for (given, codes, why) in [
        (vec![], vec![code], "no words are selected"),
        (
            spans("0..9999"),
            vec![code],
            "0..9999 does not lie on whole characters of ‘Walking the line’",
        ),
        (
            inside_flag.into_iter().collect(),
            vec![],
            "whole characters",
        ),
        (spans("0..4"), vec![nobody()], "there is no code c9999-0000"),
    ] {
        let refused = desk.refused(|edit| annotations::code(edit, source, given, codes));
        assert!(refused.contains(why), "{refused}");
    }
}

type Verb = fn(&Desk, &mut Edit, AnnotationId) -> Result<(), Refused>;

#[test]
fn codes_come_and_go_in_order_and_never_twice() {
    let cases: [(Verb, &[&str], &str); 6] = [
        (
            |desk, edit, id| annotations::add_code(edit, id, desk.code("Quote")),
            &["Strike", "Attack", "Quote"],
            "code ‘Khost’ as ‘Quote’",
        ),
        (
            |desk, edit, id| annotations::add_code(edit, id, desk.code("Strike")),
            &["Strike", "Attack"],
            "code ‘Khost’ as ‘Strike’",
        ),
        (
            |desk, edit, id| annotations::remove_code(edit, id, desk.code("Strike")),
            &["Attack"],
            "remove ‘Strike’ from ‘Khost’",
        ),
        (
            |desk, edit, id| annotations::recode(edit, id, desk.code("Strike"), desk.code("Claim")),
            &["Claim", "Attack"],
            "recode ‘Khost’ as ‘Claim’",
        ),
        (
            |desk, edit, id| {
                annotations::recode(edit, id, desk.code("Attack"), desk.code("Strike"))
            },
            &["Strike"],
            "recode ‘Khost’ as ‘Strike’",
        ),
        (
            |_, edit, id| annotations::set_codes(edit, id, vec![]),
            &[],
            "recode ‘Khost’",
        ),
    ];
    for (verb, codes, label) in cases {
        let mut desk = Desk::new();
        let id = desk.coded("Khost", &["Strike", "Attack", "Strike"]);
        assert_eq!(desk.label(), "code ‘Khost’ as ‘Strike’, ‘Attack’");
        let mut edit = desk.edit();
        verb(&desk, &mut edit, id).expect("possible");
        assert_eq!(edit.finish().label, label);
        let mut edit = desk.edit();
        verb(&desk, &mut edit, id).expect("possible");
        if !edit.is_empty() {
            desk.document.apply(edit.finish()).expect("valid");
        }
        assert_eq!(desk.codes_of(id), codes);
    }
    let mut desk = Desk::new();
    let id = desk.coded("Khost", &["Strike"]);
    let (quote, strike) = (desk.code("Quote"), desk.code("Strike"));
    for refused in [
        desk.refused(|edit| annotations::remove_code(edit, id, quote)),
        desk.refused(|edit| annotations::recode(edit, id, quote, strike)),
    ] {
        assert_eq!(refused, "‘Khost’ does not have that code");
    }
}

#[test]
fn memos_mentions_and_reviews() {
    let mut desk = Desk::new();
    let id = desk.coded("Khost", &["Strike"]);
    desk.act(|edit| annotations::set_memo(edit, id, "sic"));
    assert_eq!(desk.get::<Annotation>(id).memo, "sic");
    assert_eq!(desk.label(), "note on ‘Khost’");
    let strange = Mention {
        span: None,
        of: Mentioned::Actor(nobody()),
    };
    let refused = desk.refused(|edit| annotations::set_mentions(edit, id, vec![strange]));
    assert!(refused.contains("there is no actor"), "{refused}");

    let khost = desk.get::<Annotation>(id).clone();
    for settle in [annotations::accept_review, |edit: &mut Edit, id| {
        annotations::set_spans(edit, id, spans("0..4"))
    }] {
        let changed = Annotation {
            quote: Some("Khowst".into()),
            ..khost.clone()
        };
        desk.act(|edit| {
            edit.put(changed);
            Ok(())
        });
        assert!(desk.get::<Annotation>(id).needs_review());
        desk.act(|edit| settle(edit, id));
        assert!(!desk.get::<Annotation>(id).needs_review());
    }
}

#[test]
fn what_rests_on_a_deleted_annotation_stays() {
    let mut desk = Desk::new();
    let (december, october) = (desk.december(), desk.october());
    let event = desk.act(|edit| events::make_event(edit, december));
    let other = desk.act(|edit| events::make_event(edit, october));
    let claim = desk.act(|edit| claims::make_claim(edit, december));
    let passage = Some(december);
    let link = desk.act(|edit| {
        links::link(
            edit,
            other,
            Relation::InResponseTo,
            event,
            passage,
            "so it says",
        )
    });
    desk.act(|edit| annotations::delete(edit, december));
    assert_eq!(
        desk.label(),
        "delete annotation ‘In December 2024, Pakistan again struck…’"
    );
    let missing = Passage::Missing {
        source: desk.source,
        quote: "In December 2024, Pakistan again struck the TTP in Paktika.".to_owned(),
    };
    let report = desk
        .document
        .snapshot()
        .reports_of(event)
        .next()
        .expect("it stays");
    assert_eq!(report.passage, missing);
    assert_eq!(desk.get::<Claim>(claim).passage, missing);
    assert_eq!(desk.get::<Link>(link).asserted_in, None);
    assert!(desk.project().get::<Annotation>(december).is_none());
    let report = report.id;
    desk.document.undo();
    assert_eq!(
        desk.get::<Report>(report).passage,
        Passage::Annotation(december)
    );
}

#[test]
fn a_source_goes_only_when_nothing_rests_on_it() {
    let mut desk = Desk::new();
    let text = SourceText::new("A reprint.").expect("small");
    let (sha, first) = (text.sha(), desk.source);
    let added = |number| Source {
        derived_from: Some(first),
        ..source(number, "Reprint", sha)
    };
    let refused = desk.refused(|edit| sources::add_source(edit, added(2)));
    assert!(
        refused.contains("the text of ‘Reprint’ is not in the project"),
        "{refused}"
    );
    desk.document.add_text(text);
    let refused = desk.refused(|edit| sources::add_source(edit, source(1, "Reprint", sha)));
    assert!(
        refused.contains("source s1-0000 is in the project already"),
        "{refused}"
    );
    let second = desk.act(|edit| sources::add_source(edit, added(2)));
    assert_eq!(desk.label(), "add source ‘Reprint’");
    assert_eq!(desk.get::<Source>(second).made, desk.edit().made());
    let third = desk.act(|edit| {
        let copy = Source {
            derived_from: Some(second),
            ..added(3)
        };
        sources::add_source(edit, copy)
    });
    desk.act(|edit| sources::set_status(edit, second, ReadingStatus::Coded));
    assert_eq!(desk.label(), "mark source ‘Reprint’ coded");

    let anchor = desk.act(|edit| {
        let span = TextSpan::from_range(0..1).expect("a letter");
        anchors::add_anchor(edit, second, span, date("2025-09"), "")
    });
    desk.act(|edit| sources::delete_source(edit, second));
    assert_eq!(desk.label(), "delete source ‘Reprint’");
    assert!(desk.project().get::<Anchor>(anchor).is_none());
    assert_eq!(
        desk.get::<Source>(third).derived_from,
        Some(first),
        "what it repeated"
    );

    let december = desk.december();
    let event = desk.act(|edit| events::make_event(edit, december));
    let refused = desk.refused(|edit| sources::delete_source(edit, first));
    assert!(
        refused.contains("while it carries 1 annotation ("),
        "{refused}"
    );
    desk.act(|edit| annotations::delete(edit, december));
    let refused = desk.refused(|edit| sources::delete_source(edit, first));
    assert!(
        refused.contains("while it carries 1 report (delete"),
        "{refused}"
    );
    desk.act(|edit| events::delete_event(edit, event));
    desk.act(|edit| sources::delete_source(edit, first));
    assert_eq!(desk.get::<Source>(third).derived_from, None);
}

#[test]
fn an_anchor_gives_a_passage_its_own_now() {
    let mut desk = Desk::new();
    let (source, span) = (desk.source, desk.span("Last month"));
    let anchor = desk.act(|edit| {
        anchors::add_anchor(edit, source, span, date("[2025-09,2025-10]"), "two drafts")
    });
    assert_eq!(
        desk.label(),
        "anchor a passage of ‘Walking the line’ at September or October 2025"
    );
    desk.act(|edit| anchors::set_now(edit, anchor, date("2025-09"), ""));
    let found = desk.get::<Anchor>(anchor);
    assert_eq!((found.now.as_str(), found.reason.as_str()), ("2025-09", ""));
    let outside = TextSpan::from_range(0..9_999).expect("a span");
    desk.refused(|edit| anchors::add_anchor(edit, source, outside, date("2025"), ""));
    desk.act(|edit| anchors::delete_anchor(edit, anchor));
    assert!(desk.project().anchors.is_empty());
}

#[test]
fn a_view_is_kept_by_name() {
    let mut desk = Desk::new();
    let view = View {
        id: nobody(),
        name: " Strikes only ".to_owned(),
        from: Some(date("2024")),
        to: None,
        bucket: None,
        split: Split::None,
        bars: Bars::default(),
        lanes: LanesBy::default(),
        arrangement: Arrangement::default(),
        filters: vec![Filter::Family(Family::Incident)],
        orders: Vec::new(),
        columns: Vec::new(),
        hidden: Default::default(),
    };
    let id: ViewId = desk.act(|edit| views::add_view(edit, view.clone()));
    assert_eq!(desk.label(), "save view ‘Strikes only’");
    assert_ne!(id, view.id());
    let refused = desk.refused(|edit| views::add_view(edit, view.clone()));
    assert!(
        refused.contains("there is a view ‘Strikes only’ already"),
        "{refused}"
    );
    desk.act(|edit| views::rename_view(edit, id, "Strikes"));
    assert_eq!(desk.get::<View>(id).name, "Strikes");
    let filters = vec![Filter::Code(nobody())];
    let refused = desk.refused(|edit| views::add_view(edit, View { filters, ..view }));
    assert!(refused.contains("there is no code"), "{refused}");
    desk.act(|edit| views::delete_view(edit, id));
    assert!(desk.project().views.is_empty());
}

/// The words of an annotation, its stretches between bars.
fn words_of(desk: &Desk, id: AnnotationId) -> String {
    let annotation = desk.get::<Annotation>(id);
    let text = desk.project().text_of(annotation.source).expect("a text");
    let parts = annotation.spans.iter().filter_map(|span| text.get(*span));
    parts.collect::<Vec<_>>().join("|")
}

/// What an annotation mentions, by the words it stands on.
fn mentioned(desk: &Desk, id: AnnotationId) -> Vec<String> {
    let annotation = desk.get::<Annotation>(id);
    let text = desk.project().text_of(annotation.source).expect("a text");
    let words = |mention: &Mention| {
        mention
            .span
            .and_then(|span| text.get(span))
            .map_or("(whole)", |words| words)
            .to_owned()
    };
    annotation.mentions.iter().map(words).collect()
}

fn behind(desk: &Desk, words: &str) -> ByteOffset {
    desk.span(words).end()
}

fn before(desk: &Desk, words: &str) -> ByteOffset {
    desk.span(words).start()
}

#[test]
fn a_mention_goes_with_its_words() {
    let mut desk = Desk::new();
    let december = desk.december();
    desk.mention(december, "Kabul", Mentioned::Place(desk.place("Kabul")));
    let whole = Mention {
        span: None,
        of: Mentioned::Actor(desk.actor("TTP")),
    };
    let mut mentions = desk.get::<Annotation>(december).mentions.clone();
    mentions.push(whole);
    desk.act(|edit| annotations::set_mentions(edit, december, mentions));
    let shorter = desk.span("In December 2024, Pakistan again struck the T");
    desk.act(|edit| annotations::set_spans(edit, december, vec![shorter]));
    assert_eq!(
        mentioned(&desk, december),
        ["TTP", "Pakistan again", "December 2024", "Kabul", "(whole)"],
        "a word left in part keeps its mention; Kabul never was part of it"
    );
    assert_eq!(
        desk.label(),
        "change the words of ‘In December 2024, Pakistan again struck…’, without 1 mention"
    );
    desk.document.undo();
    assert_eq!(mentioned(&desk, december).len(), 6);
}

#[test]
fn an_annotation_stands_on_further_words() {
    let mut desk = Desk::new();
    let id = desk.coded("Pakistan again", &["Strike"]);
    let paktika = desk.span("Paktika");
    desk.act(|edit| stretches::add_spans(edit, id, vec![paktika]));
    assert_eq!(words_of(&desk, id), "Pakistan again|Paktika");
    assert_eq!(desk.label(), "add ‘Paktika’ to ‘Pakistan again’");
    // Nothing but a blank stands between: one stretch.
    let next = desk.span("struck the TTP");
    desk.act(|edit| stretches::add_spans(edit, id, vec![next]));
    assert_eq!(words_of(&desk, id), "Pakistan again struck the TTP|Paktika");
    let refused = desk.refused(|edit| stretches::add_spans(edit, id, vec![paktika]));
    assert_eq!(
        refused,
        "those words are part of ‘Pakistan again struck the TTP … Paktika’ already (select others)"
    );
    let refused = desk.refused(|edit| stretches::add_spans(edit, id, vec![]));
    assert!(refused.contains("no words are selected"), "{refused}");
}

#[test]
fn a_stretch_is_taken_off() {
    let mut desk = Desk::new();
    let id = desk.coded("Pakistan again", &["Strike"]);
    desk.mention(
        id,
        "Pakistan again",
        Mentioned::Actor(desk.actor("Pakistan")),
    );
    let (paktika, khost) = (desk.span("Paktika"), desk.span("Khost"));
    desk.act(|edit| stretches::add_spans(edit, id, vec![paktika, khost]));
    let outside = before(&desk, "Trade");
    let refused = desk.refused(|edit| stretches::remove_span(edit, id, outside));
    assert!(refused.starts_with("no words of ‘Khost … Pakistan again … Paktika’ stand there"));
    let at_its_end = behind(&desk, "Pakistan again");
    desk.act(|edit| stretches::remove_span(edit, id, at_its_end));
    assert_eq!(words_of(&desk, id), "Khost|Paktika");
    assert!(mentioned(&desk, id).is_empty());
    assert_eq!(
        desk.label(),
        "take ‘Pakistan again’ off ‘Khost … Pakistan again … Paktika’, without 1 mention"
    );
    let at = before(&desk, "Khost");
    desk.act(|edit| stretches::remove_span(edit, id, at));
    let at = before(&desk, "Paktika");
    let refused = desk.refused(|edit| stretches::remove_span(edit, id, at));
    assert_eq!(
        refused,
        "‘Paktika’ has no other words (delete the annotation instead)"
    );
}

#[test]
fn a_split_keeps_what_rests_on_it_with_the_first() {
    let mut desk = Desk::new();
    let december = desk.december();
    desk.act(|edit| annotations::set_memo(edit, december, "two things"));
    let event = desk.act(|edit| events::make_event(edit, december));
    let at = before(&desk, "struck the TTP");
    let second = desk.act(|edit| stretches::split(edit, december, at));
    assert_eq!(
        desk.label(),
        "split ‘In December 2024, Pakistan again struck…’"
    );
    assert_eq!(
        words_of(&desk, december),
        "In December 2024, Pakistan again"
    );
    assert_eq!(words_of(&desk, second), "struck the TTP in Paktika.");
    assert_eq!(desk.codes_of(second), ["Quote", "Strike"]);
    assert_eq!(
        mentioned(&desk, december),
        ["Pakistan again", "December 2024"]
    );
    assert_eq!(mentioned(&desk, second), ["Paktika", "TTP"]);
    let memo = |desk: &Desk, id| desk.get::<Annotation>(id).memo.clone();
    assert_eq!(
        (memo(&desk, december), memo(&desk, second)),
        ("two things".into(), String::new())
    );
    let resting = |desk: &Desk, id| desk.document.snapshot().reports_on(id).count();
    assert_eq!((resting(&desk, december), resting(&desk, second)), (1, 0));

    // Joining them again takes it all back, and what rests on the second moves along.
    desk.act(|edit| events::make_event(edit, second));
    desk.act(|edit| stretches::join(edit, december, second));
    assert_eq!(
        words_of(&desk, december),
        "In December 2024, Pakistan again struck the TTP in Paktika."
    );
    assert_eq!(mentioned(&desk, december).len(), 4);
    assert_eq!(resting(&desk, december), 2);
    assert!(desk.project().get::<Annotation>(second).is_none());
    assert!(desk.document.snapshot().reports_of(event).count() == 1);
    for at in [
        before(&desk, "In December"),
        behind(&desk, "in Paktika."),
        behind(&desk, "Trade"),
    ] {
        let refused = desk.refused(|edit| stretches::split(edit, december, at));
        assert!(refused.contains("cannot be split there"), "{refused}");
    }
    let inside_flag = ByteOffset(desk.span("🚩").start().0 + 1);
    let flag = desk.coded("🚩", &[]);
    let refused = desk.refused(|edit| stretches::split(edit, flag, inside_flag));
    assert!(refused.contains("cannot be split there"), "{refused}");
}

#[test]
fn a_split_between_stretches_cuts_none() {
    let mut desk = Desk::new();
    let id = desk.coded("Pakistan again", &["Strike"]);
    let (khost, kabul) = (desk.span("Khost"), desk.span("Kabul"));
    desk.act(|edit| stretches::add_spans(edit, id, vec![khost, kabul]));
    let at = before(&desk, "struck the TTP");
    let second = desk.act(|edit| stretches::split(edit, id, at));
    assert_eq!(words_of(&desk, id), "Khost|Pakistan again");
    assert_eq!(words_of(&desk, second), "Kabul");
}

#[test]
fn only_annotations_of_one_source_are_joined() {
    let mut desk = Desk::new();
    let text = SourceText::new("A reprint.").expect("small");
    let sha = text.sha();
    desk.document.add_text(text);
    let other = desk.act(|edit| sources::add_source(edit, source(2, "Reprint", sha)));
    let here = desk.coded("Khost", &["Strike"]);
    let there = desk.act(|edit| annotations::code(edit, other, spans("0..1"), vec![]));
    for absorbed in [there, here] {
        let refused = desk.refused(|edit| stretches::join(edit, here, absorbed));
        assert!(
            refused.contains("‘Khost’ cannot be joined with that"),
            "{refused}"
        );
    }
    let also = desk.coded("Kabul", &["Attack", "Strike"]);
    desk.act(|edit| annotations::set_memo(edit, also, "sic"));
    desk.act(|edit| stretches::join(edit, here, also));
    assert_eq!(words_of(&desk, here), "Khost|Kabul");
    assert_eq!(desk.codes_of(here), ["Strike", "Attack"]);
    assert_eq!(desk.get::<Annotation>(here).memo, "sic");
    assert_eq!(desk.label(), "join ‘Khost’ with ‘Kabul’");
}

#[test]
fn a_recoded_annotation_keeps_what_rests_on_it() {
    let mut desk = Desk::new();
    let december = desk.december();
    let event = desk.act(|edit| events::make_event(edit, december));
    let (strike, attack) = (desk.code("Strike"), desk.code("Attack"));
    desk.act(|edit| annotations::recode(edit, december, strike, attack));
    assert_eq!(desk.codes_of(december), ["Quote", "Attack"]);
    let mut reports = desk.document.snapshot().reports_of(event);
    let passage = reports.next().map(|report| report.passage.clone());
    assert_eq!(passage, Some(Passage::Annotation(december)));
}

#[test]
fn many_passages_are_coded_at_once_and_what_has_the_code_is_passed_over() {
    for (before, given, made, label) in [
        ("", "0..4 10..12", 2, "code 2 passages as ‘Strike’"),
        ("", "10..12 0..4 0..4", 2, "code 2 passages as ‘Strike’"),
        ("0..20", "4..8 15..25", 1, "code 1 passage as ‘Strike’"),
        ("0..8 10..20", "6..12", 1, "code 1 passage as ‘Strike’"),
        ("0..30 2..4", "10..20", 0, ""),
    ] {
        let mut desk = Desk::new();
        let (source, code) = (desk.source, desk.code("Strike"));
        for span in spans(before) {
            desk.act(|edit| annotations::code(edit, source, vec![span], vec![code]));
        }
        let other = desk.code("Attack");
        desk.act(|edit| annotations::code(edit, source, spans("0..99"), vec![other]));
        let earlier = desk.document.project().annotations.len();
        let done =
            desk.act(|edit| annotations::code_each(edit, &[(source, spans(given))], vec![code]));
        assert_eq!(done, made, "{before} {given}");
        assert_eq!(desk.document.project().annotations.len(), earlier + made);
        if made > 0 {
            let last = desk.document.history().last_done().expect("done");
            assert_eq!(last.transaction.label, label);
        }
    }
}

#[test]
fn nothing_is_coded_where_something_is_wrong() {
    let desk = Desk::new();
    let (source, code) = (desk.source, desk.code("Strike"));
    for (given, codes, why) in [
        ("", vec![code], "there is nothing to code"),
        ("0..4", vec![], "there is nothing to code"),
        (
            "0..4 0..9999",
            vec![code],
            "does not lie on whole characters",
        ),
        ("0..4", vec![nobody()], "there is no code"),
    ] {
        let places = [(source, spans(given))];
        let refused = desk.refused(|edit| annotations::code_each(edit, &places, codes));
        assert!(refused.contains(why), "{refused}");
    }
}
