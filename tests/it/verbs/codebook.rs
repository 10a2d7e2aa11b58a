//! The codebook: codes and kinds.

use super::{Desk, nobody};
use tightrope::document::verbs::{codebook, events, fields, kinds, views};
use tightrope::document::{Edit, Refused};
use tightrope::model::bars::Bars;
use tightrope::model::codebook::{
    Code, Family, Kind, Makes, code_makes, codes_in_tree_order, kinds_in_order,
};
use tightrope::model::event::Event;
use tightrope::model::id::{CodeId, ViewId};
use tightrope::model::lanes::{Arrangement, LanesBy};
use tightrope::model::look::{Hue, Shape};
use tightrope::model::view::{Filter, Split, View};

/// The codebook as an outline: one dash per level.
fn outline(desk: &Desk) -> String {
    let rows = codes_in_tree_order(desk.project());
    let rows = rows
        .iter()
        .map(|(depth, code)| format!("{}{}", "-".repeat(*depth), code.name));
    rows.collect::<Vec<_>>().join(" ")
}

fn view_on(desk: &mut Desk, filters: Vec<Filter>) -> ViewId {
    let view = View {
        id: nobody(),
        name: "Mine".to_owned(),
        from: None,
        to: None,
        bucket: None,
        split: Split::Kind,
        bars: Bars::default(),
        lanes: LanesBy::default(),
        arrangement: Arrangement::default(),
        filters,
        orders: Vec::new(),
        columns: Vec::new(),
        hidden: Default::default(),
    };
    desk.act(|edit| views::add_view(edit, view))
}

#[test]
fn codes_move_to_where_they_are_put() {
    let start = "Strike Attack Trade measure Claim -Accusation Quote";
    assert_eq!(outline(&Desk::new()), start);
    for (code, parent, before, expected) in [
        (
            "Quote",
            None,
            Some("Strike"),
            "Quote Strike Attack Trade measure Claim -Accusation",
        ),
        ("Quote", None, None, start),
        (
            "Quote",
            None,
            Some("Claim"),
            "Strike Attack Trade measure Quote Claim -Accusation",
        ),
        (
            "Quote",
            Some("Claim"),
            Some("Accusation"),
            "Strike Attack Trade measure Claim -Quote -Accusation",
        ),
        (
            "Claim",
            Some("Strike"),
            None,
            "Strike -Claim --Accusation Attack Trade measure Quote",
        ),
        (
            "Accusation",
            None,
            Some("Attack"),
            "Strike Accusation Attack Trade measure Claim Quote",
        ),
    ] {
        let mut desk = Desk::new();
        let id = desk.code(code);
        let (parent, before) = (
            parent.map(|it| desk.code(it)),
            before.map(|it| desk.code(it)),
        );
        desk.act(|edit| codebook::move_code(edit, id, parent, before));
        assert_eq!(outline(&desk), expected);
        assert_eq!(desk.label(), format!("move code ‘{code}’"));
    }
    let desk = Desk::new();
    for (code, parent, before, why) in [
        ("Claim", Some("Claim"), None, "cannot stand under itself"),
        (
            "Claim",
            Some("Accusation"),
            None,
            "cannot stand under itself",
        ),
        (
            "Quote",
            None,
            Some("Accusation"),
            "a code that is not there",
        ),
    ] {
        let id = desk.code(code);
        let (parent, before) = (
            parent.map(|it| desk.code(it)),
            before.map(|it| desk.code(it)),
        );
        let refused = desk.refused(|edit| codebook::move_code(edit, id, parent, before));
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn siblings_have_different_names() {
    let mut desk = Desk::new();
    let claim = desk.code("Claim");
    desk.act(|edit| codebook::add_code(edit, " Strike ", Some(claim)));
    assert_eq!(desk.label(), "add code ‘Strike’");
    assert!(outline(&desk).contains("Claim -Accusation -Strike"));
    for (name, parent) in [("Strike", None), ("Accusation", Some(claim)), ("\t", None)] {
        desk.refused(|edit| codebook::add_code(edit, name, parent));
    }
    desk.refused(|edit| codebook::add_code(edit, "Orphan", Some(nobody())));
    let strike = desk.code("Strike");
    let refused = desk.refused(|edit| codebook::rename_code(edit, strike, "Attack"));
    assert!(
        refused.contains("there is a code ‘Attack’ there already"),
        "{refused}"
    );
    desk.act(|edit| codebook::rename_code(edit, strike, "Air strike"));
    assert_eq!(desk.label(), "rename code ‘Strike’ to ‘Air strike’");
    let first = CodeId::clone(&strike);
    let refused = desk.refused(|edit| codebook::move_code(edit, first, Some(nobody()), None));
    assert!(refused.contains("there is no code"), "{refused}");
}

type Deed = fn(&mut Edit, &Code) -> Result<(), Refused>;

#[test]
fn a_code_grows_a_version_when_its_meaning_changes() {
    let deeds: [(&str, Deed, u32); 7] = [
        (
            "rename",
            |edit, code| codebook::rename_code(edit, code.id, "New"),
            1,
        ),
        (
            "same name",
            |edit, code| codebook::rename_code(edit, code.id, &code.name),
            0,
        ),
        (
            "recolour",
            |edit, code| codebook::recolour_code(edit, code.id, Some(Hue::Rose), Some(Shape::Star)),
            0,
        ),
        (
            "makes",
            |edit, code| codebook::set_makes(edit, code.id, Some(Makes::Claim)),
            1,
        ),
        (
            "reorder",
            |edit, code| codebook::move_code(edit, code.id, code.parent, None),
            0,
        ),
        (
            "rule",
            |edit, code| {
                let rule = "Not for drones.".to_owned();
                fields::replace(
                    edit,
                    Code {
                        rule,
                        ..code.clone()
                    },
                    "code ‘Strike’",
                )
            },
            1,
        ),
        (
            "version",
            |edit, code| {
                fields::replace(
                    edit,
                    Code {
                        version: 77,
                        ..code.clone()
                    },
                    "code",
                )
            },
            0,
        ),
    ];
    for (what, deed, grown) in deeds {
        let mut desk = Desk::new();
        let before = desk.get::<Code>(desk.code("Strike")).clone();
        desk.act(|edit| deed(edit, &before));
        assert_eq!(
            desk.get::<Code>(before.id).version,
            before.version + grown,
            "{what}"
        );
    }
    let mut desk = Desk::new();
    let before = desk.get::<Kind>(desk.kind("Strike")).clone();
    desk.act(|edit| kinds::recolour_kind(edit, before.id, Hue::Rose, Shape::Star));
    assert_eq!(desk.get::<Kind>(before.id).version, before.version);
    let scored = Kind {
        score_tenths: Some(-95),
        ..before.clone()
    };
    desk.act(|edit| fields::replace(edit, scored, "kind ‘Strike’"));
    assert_eq!(desk.label(), "edit kind ‘Strike’");
    assert_eq!(desk.get::<Kind>(before.id).version, before.version + 1);
    desk.refused(|edit| {
        fields::replace(
            edit,
            Kind {
                id: nobody(),
                ..before.clone()
            },
            "kind",
        )
    });
    desk.refused(|edit| fields::replace(edit, before.clone(), " "));
}

#[test]
fn merging_codes_recodes_moves_and_joins() {
    let mut desk = Desk::new();
    let (keep, gone, claim) = (desk.code("Quote"), desk.code("Claim"), desk.code("Claim"));
    let both = desk.coded("Khost", &["Claim", "Strike", "Quote"]);
    let one = desk.coded("Kabul", &["Claim"]);
    let view = view_on(&mut desk, vec![Filter::Code(gone), Filter::Code(keep)]);
    for (id, description, example) in [(keep, "Words said.", "a"), (gone, "A proposition.", "b")] {
        let mut code = desk.get::<Code>(id).clone();
        code.description = description.to_owned();
        code.examples = vec![example.to_owned(), "same".to_owned()];
        desk.act(|edit| fields::replace(edit, code, "code"));
    }
    desk.act(|edit| codebook::merge_codes(edit, keep, gone));
    assert_eq!(desk.label(), "merge code ‘Claim’ into ‘Quote’");
    assert_eq!(
        outline(&desk),
        "Strike Attack Trade measure Quote -Accusation"
    );
    assert_eq!(desk.codes_of(both), ["Quote", "Strike"]);
    assert_eq!(desk.codes_of(one), ["Quote"]);
    assert_eq!(desk.get::<View>(view).filters, [Filter::Code(keep)]);
    let merged = desk.get::<Code>(keep);
    assert_eq!(merged.description, "Words said.\nClaim: A proposition.");
    assert_eq!(merged.examples, ["a", "same", "b"]);
    desk.refused(|edit| codebook::merge_codes(edit, keep, keep));
    desk.document.undo();
    // A code may even absorb the one above it.
    let accusation = desk.code("Accusation");
    desk.act(|edit| codebook::merge_codes(edit, accusation, claim));
    assert_eq!(
        outline(&desk),
        "Strike Attack Trade measure Accusation Quote"
    );
}

#[test]
fn deleting_a_code_keeps_annotations_and_the_codes_under_it() {
    let mut desk = Desk::new();
    let (claim, accusation) = (desk.code("Claim"), desk.code("Accusation"));
    let ids = [
        desk.coded("Khost", &["Claim", "Strike"]),
        desk.coded("Kabul", &["Claim"]),
    ];
    let view = view_on(
        &mut desk,
        vec![Filter::Code(claim), Filter::Family(Family::Policy)],
    );
    desk.act(|edit| codebook::recolour_code(edit, claim, Some(Hue::Ochre), None));
    desk.act(|edit| codebook::delete_code(edit, claim));
    assert_eq!(desk.label(), "delete code ‘Claim’ from 2 annotations");
    assert_eq!(ids.map(|id| desk.codes_of(id).len()), [1, 0]);
    assert_eq!(
        desk.get::<View>(view).filters,
        [Filter::Family(Family::Policy)]
    );
    assert_eq!(
        outline(&desk),
        "Strike Attack Trade measure Quote Accusation"
    );
    assert_eq!(code_makes(desk.project(), accusation), Some(Makes::Claim));
    assert_eq!(desk.get::<Code>(accusation).hue, Some(Hue::Ochre));
    desk.act(|edit| codebook::delete_code(edit, accusation));
    assert_eq!(desk.label(), "delete code ‘Accusation’");
}

fn kind_names(desk: &Desk) -> Vec<String> {
    let kinds = kinds_in_order(desk.project());
    kinds.iter().map(|kind| kind.name.clone()).collect()
}

#[test]
fn kinds_are_added_named_coloured_and_moved() {
    let mut desk = Desk::new();
    let talks = desk.act(|edit| kinds::add_kind(edit, "Talks", Family::Diplomatic, " Diplomacy "));
    assert_eq!(desk.label(), "add kind ‘Talks’");
    let found = desk.get::<Kind>(talks);
    assert_eq!(
        (found.lane.as_str(), found.hue, found.shape),
        ("Diplomacy", Hue::Teal, Shape::Square)
    );
    assert_eq!(desk.get::<Kind>(desk.kind("Strike")).lane, "Strike");
    desk.refused(|edit| kinds::add_kind(edit, "Talks", Family::Incident, ""));
    desk.refused(|edit| kinds::rename_kind(edit, talks, "Strike"));
    desk.act(|edit| kinds::rename_kind(edit, talks, "Meeting"));
    for (before, expected) in [
        (
            Some("Attack"),
            ["Strike", "Meeting", "Attack", "Trade measure"],
        ),
        (
            Some("Meeting"),
            ["Strike", "Meeting", "Attack", "Trade measure"],
        ),
        (None, ["Strike", "Attack", "Trade measure", "Meeting"]),
    ] {
        let before = before.map(|name| desk.kind(name));
        desk.act(|edit| kinds::move_kind(edit, talks, before));
        assert_eq!(kind_names(&desk), expected);
    }
}

#[test]
fn kinds_merge_within_a_family_and_go_only_unused() {
    let mut desk = Desk::new();
    let (strike, attack, trade) = (
        desk.kind("Strike"),
        desk.kind("Attack"),
        desk.kind("Trade measure"),
    );
    let event = desk.act(|edit| events::make_empty_event(edit, attack, "Makeen"));
    let view = view_on(
        &mut desk,
        vec![
            Filter::Kind(attack),
            Filter::Kind(strike),
            Filter::Kind(trade),
        ],
    );
    let refused = desk.refused(|edit| kinds::delete_kind(edit, attack));
    assert!(
        refused.contains("‘Attack’ is the kind of 1 event"),
        "{refused}"
    );
    let refused = desk.refused(|edit| kinds::merge_kinds(edit, trade, attack));
    assert!(
        refused.contains("is a kind of incident and ‘Trade measure’ of policy shift"),
        "{refused}"
    );
    desk.refused(|edit| kinds::merge_kinds(edit, attack, attack));
    desk.act(|edit| kinds::merge_kinds(edit, strike, attack));
    assert_eq!(desk.label(), "merge kind ‘Attack’ into ‘Strike’");
    assert_eq!(desk.get::<Event>(event).kind, strike);
    let makes = code_makes(desk.project(), desk.code("Attack"));
    assert_eq!(makes, Some(Makes::Event(strike)));
    assert_eq!(
        desk.get::<View>(view).filters,
        [Filter::Kind(strike), Filter::Kind(trade)]
    );
    desk.act(|edit| kinds::delete_kind(edit, trade));
    assert_eq!(code_makes(desk.project(), desk.code("Trade measure")), None);
    assert_eq!(desk.get::<View>(view).filters, [Filter::Kind(strike)]);
}

#[test]
fn a_new_code_is_made_in_its_place_with_those_above_it() {
    let mut desk = Desk::new();
    let claim = desk.code("Claim");
    let new = |under, names: &[&str]| codebook::NewCode {
        under,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let threat = new(Some(claim), &["Accusation", " Threat "]);
    assert_eq!(codebook::code_in_place(desk.project(), &threat), None);
    let made = desk.act(|edit| codebook::add_code_in_place(edit, &threat));
    assert_eq!(codebook::code_in_place(desk.project(), &threat), Some(made));
    desk.act(|edit| codebook::add_code_in_place(edit, &new(None, &["Water", "Dam"])));
    assert!(
        outline(&desk).ends_with("Claim -Accusation --Threat Quote Water -Dam"),
        "{}",
        outline(&desk)
    );
    let same = codebook::add_code_in_place(&mut desk.edit(), &threat).expect("there");
    assert_eq!(same, made, "a name that is there means that code");
    for bad in [
        new(None, &[]),
        new(None, &["Water", " "]),
        new(Some(nobody()), &["Dam"]),
    ] {
        desk.refused(|edit| codebook::add_code_in_place(edit, &bad));
    }
}
