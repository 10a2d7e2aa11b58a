//! Coding, sources, anchors and views.

use super::{Desk, date, nobody, source};
use tightrope::document::verbs::{anchors, annotations, claims, events, links, sources, views};
use tightrope::document::{Edit, Refused};
use tightrope::model::anchor::Anchor;
use tightrope::model::annotation::{Annotation, Mention, Mentioned};
use tightrope::model::claim::Claim;
use tightrope::model::codebook::Family;
use tightrope::model::id::{AnnotationId, ViewId};
use tightrope::model::link::{Link, Relation};
use tightrope::model::record::Noted as _;
use tightrope::model::report::{Passage, Report};
use tightrope::model::source::{ReadingStatus, Source};
use tightrope::model::text::{SourceText, TextSpan};
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
        filters: vec![Filter::Family(Family::Incident)],
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
        let done = desk.act(|edit| {
            annotations::code_each(edit, &[(source, spans(given))], vec![code])
        });
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
        ("0..4 0..9999", vec![code], "does not lie on whole characters"),
        ("0..4", vec![nobody()], "there is no code"),
    ] {
        let places = [(source, spans(given))];
        let refused = desk.refused(|edit| annotations::code_each(edit, &places, codes));
        assert!(refused.contains(why), "{refused}");
    }
}
