use super::*;
use crate::model::id::{Replica, TypedId as _, Uid};

fn code(counter: u32) -> CodeId {
    let replica = Replica::from_bits(1);
    CodeId::from_uid(Uid { counter, replica })
}

fn entries() -> Vec<CodeEntry> {
    let paths = [
        "Attack",
        "Strike",
        "Policy shift",
        "Policy shift › Trade",
        "Policy shift › Refugees",
        "Diplomacy",
        "Claim",
        "Claim › Déni",
    ];
    let entry = |(counter, path): (u32, &str)| CodeEntry {
        id: code(counter),
        name: path.rsplit(" › ").next().unwrap_or_default().to_owned(),
        path: path.to_owned(),
        hue: Hue::Navy,
        shape: Shape::Disc,
    };
    (1..).zip(paths).map(entry).collect()
}

#[test]
fn letters_find_codes_and_the_last_row_makes_one() {
    let entries = entries();
    let table: [(&str, Option<u32>, &[&str]); 9] = [
        ("str", None, &["Strike", "Trade", "+"]),
        ("trd", None, &["Trade", "+"]),
        ("poltr", None, &["Trade", "Refugees", "+"]),
        ("claim", None, &["Claim", "Déni"]),
        ("deni", None, &["Déni", "+"]),
        ("TRADE", None, &["Trade"]),
        ("zzz", None, &["+"]),
        ("", Some(6), &["Diplomacy", "Attack", "Strike"]),
        ("", None, &["Attack", "Strike", "Policy shift"]),
    ];
    for (typed, last_used, expected) in table {
        let state = CodePickerState {
            query: typed.to_owned(),
            last_used: last_used.map(code),
            ..CodePickerState::default()
        };
        let offers = state.offers(&entries);
        let names: Vec<&str> = offers
            .iter()
            .map(|offer| match offer {
                Offer::Entry(index) => entries[*index].name.as_str(),
                _ => "+",
            })
            .collect();
        let shown = &names[..expected.len().min(names.len())];
        assert_eq!(shown, expected, "{typed:?}");
        assert!(
            typed.is_empty() || names.len() == expected.len(),
            "{names:?}"
        );
    }
}

fn offered(state: &CodePickerState) -> Vec<String> {
    let entries = entries();
    let offers = state.offers(&entries);
    offers.iter().map(|offer| offer.name(&entries)).collect()
}

#[test]
fn a_new_code_is_placed_where_it_is_typed() {
    for (typed, expected) in [
        (
            "trade > Tariff",
            &["New code “Tariff” under Policy shift › Trade"][..],
        ),
        (
            "clai›Threat",
            &[
                "New code “Threat” under Claim",
                "New code “Threat” under Claim › Déni",
                "New codes “clai › Threat”",
            ],
        ),
        ("Water > Dam", &["New codes “Water › Dam”"]),
        (
            "policy > trade",
            &[
                "Trade",
                "New code “trade” under Policy shift › Refugees",
                "New codes “policy › trade”",
            ],
        ),
        ("Policy shift > trade", &["Trade"]),
        ("Tariff >", &["New code “Tariff”"]),
        (">", &["Attack", "Strike"]),
    ] {
        let state = CodePickerState {
            query: typed.to_owned(),
            ..CodePickerState::default()
        };
        let names = offered(&state);
        assert_eq!(
            names[..expected.len().min(names.len())],
            *expected,
            "{typed}"
        );
        assert!(typed == ">" || names.len() == expected.len(), "{names:?}");
    }
}

#[test]
fn the_place_of_a_new_code_is_chosen_by_letters() {
    let entries = entries();
    let mut state = CodePickerState::default();
    state.open();
    state.begin_placing();
    assert_eq!(
        state.placing, None,
        "without a name there is nothing to place"
    );
    state.query = " Tariff ".to_owned();
    state.begin_placing();
    assert_eq!(
        offered(&state)[..2],
        ["At the top of the codebook", "Attack"]
    );
    let top = state.choice(&entries, &Offer::AtTop);
    assert_eq!(top, Some(CodeChoice::New(NewCode::at_top("Tariff"))));
    state.query = "trd".to_owned();
    assert_eq!(offered(&state), ["Trade"]);
    let offers = state.offers(&entries);
    let new = NewCode {
        under: Some(code(4)),
        names: vec!["Tariff".to_owned()],
    };
    assert_eq!(
        state.choice(&entries, &offers[0]),
        Some(CodeChoice::New(new))
    );
    assert!(state.end_placing() && !state.end_placing());
    assert_eq!(state.query, "Tariff", "back at the name");
    state.open_for(Prompt {
        heading: "Which?".to_owned(),
        only_known: true,
    });
    state.query = "zzz".to_owned();
    assert_eq!(
        offered(&state),
        [""; 0],
        "nothing new where only known ones count"
    );
}

#[test]
fn arrows_go_round() {
    let mut state = CodePickerState::default();
    for (down, expected) in [(false, 2), (true, 0), (true, 1), (false, 0)] {
        state.step(down, 3);
        assert_eq!(state.row, expected);
    }
}

#[test]
fn the_list_opens_where_there_is_room() {
    let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0));
    let words = |y| Rect::from_min_max(pos2(100.0, y), pos2(200.0, y + 27.0));
    assert_eq!(corner(screen, words(100.0), 250.0).y, 133.0);
    assert_eq!(corner(screen, words(500.0), 250.0).y, 244.0);
}
