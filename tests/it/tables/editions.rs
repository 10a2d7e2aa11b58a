//! Two editions of a table beside one another.

use super::made::kept;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use tightrope::model::mapping::{DateAt, DateColumns, Mapping};
use tightrope::model::table::{RowNow, TableLayout, TableRow};
use tightrope::tables::editions::{Changes, changes, linked};
use tightrope::tables::keys::{row_kept, rows_kept};
use tightrope::tables::{CannotLoad, LoadedTable, load};

/// A table of these lines, with or without an id.
fn edition(text: &str, has_id: bool) -> LoadedTable {
    let mapping = Mapping {
        id: has_id.then(|| "id".to_owned()),
        ..Mapping::default()
    };
    let bytes = Arc::new(text.as_bytes().to_vec());
    load(bytes, &TableLayout::default(), &mapping, &|_| true).expect("a table")
}

fn compared(older: &str, newer: &str, has_id: bool) -> Changes {
    let (older, newer) = (edition(older, has_id), edition(newer, has_id));
    changes(&older, &newer, &|_| true).expect("compared")
}

/// What became of the rows, in short.
fn told(changes: &Changes) -> String {
    let changed = changes.changed.iter().map(|row| {
        let what = changes.in_short(row);
        format!("{}>{}:{what}", row.before, row.now)
    });
    let changed: Vec<String> = changed.collect();
    format!(
        "{} same, {changed:?}, gone {:?}, added {:?}, {} repeated, columns {:?} {:?}",
        changes.same,
        changes.gone,
        changes.added,
        changes.repeated,
        changes.new_columns,
        changes.lost_columns
    )
}

#[test]
fn rows_come_go_and_change_by_their_ids() {
    let cases = [
        (
            "id,a,b\n1,x,y\n2,x,y\n3,x,y\n",
            "id,a,b\n2,x,z\n1,x,y\n4,x,y\n",
            "1 same, [\"1>0:b\"], gone [2], added [2], 0 repeated, columns [] []",
        ),
        // Blanks around a cell, the way its lines end, another order of columns and a new column
        // change no row.
        (
            "id,a,b\n1,x,y\n2,x,\"y\r\nz\"\n",
            "new,b,id,a\n7, y ,1,x\n8,\"y\nz\",2,x\n",
            "2 same, [], gone [], added [], 0 repeated, columns [\"new\"] []",
        ),
        // Of rows with one id those that read the same are one, the others go in their order.
        (
            "id,a\n1,x\n1,y\n1,z\n2,q\n",
            "id,a\n1,z\n1,u\n2,q\n2,r\n",
            "2 same, [\"0>1:a\"], gone [1], added [3], 2 repeated, columns [] []",
        ),
        (
            "id,a,b,c\n1,x,y,z\n",
            "id,a,b\n1,p,q\n",
            "0 same, [\"0>0:a + 1\"], gone [], added [], 0 repeated, columns [] [\"c\"]",
        ),
    ];
    for (older, newer, expected) in cases {
        let found = compared(older, newer, true);
        assert!(found.by_id);
        assert_eq!(told(&found), expected, "{older}{newer}");
    }
}

#[test]
fn without_an_id_rows_only_come_and_go() {
    let found = compared("a,b\nx,1\ny,2\ny,2\n", "a,b\ny,2\nx,3\n", false);
    assert!(!found.by_id);
    let expected = "1 same, [], gone [0, 2], added [1], 0 repeated, columns [] []";
    assert_eq!(told(&found), expected);
}

#[test]
fn each_column_says_how_many_rows_changed_in_it() {
    let older = "id,a,b,c\n1,x,y,z\n2,x,y,z\n3,x,y,z\n";
    let found = compared(older, "id,a,b,c\n1,x,q,z\n2,p,q,z\n3,x,y,z\n", true);
    assert_eq!(found.by_column(), [("b", 2), ("a", 1)]);
}

#[test]
fn of_the_columns_that_changed_one_that_means_something_is_named() {
    let table = |text: &str| {
        let mapping = Mapping {
            id: Some("id".to_owned()),
            date: DateColumns {
                at: DateAt::One("When".to_owned()),
                ..DateColumns::default()
            },
            place: vec!["Where".to_owned()],
            source: vec!["Who".to_owned()],
            ..Mapping::default()
        };
        let bytes = Arc::new(text.as_bytes().to_vec());
        load(bytes, &TableLayout::default(), &mapping, &|_| true).expect("a table")
    };
    let older = "id,spare,Who,Where,When\n1,a,b,c,2024-01-01\n2,a,b,c,2024-01-01\n3,a,b,c,\n";
    let newer = "id,spare,Who,Where,When\n1,x,x,x,2024-01-02\n2,x,x,x,2024-01-01\n3,x,b,c,\n";
    let found = changes(&table(older), &table(newer), &|_| true).expect("compared");
    let short: Vec<String> = found
        .changed
        .iter()
        .map(|row| found.in_short(row))
        .collect();
    assert_eq!(short, ["When + 3", "Where + 2", "spare"]);
}

#[test]
fn a_comparison_can_be_stopped() {
    let table = edition("id,a\n1,x\n", true);
    let stopped = changes(&table, &table, &|_| false);
    assert!(matches!(stopped, Err(CannotLoad::Stopped)), "{stopped:?}");
}

#[test]
fn linked_rows_are_compared_with_what_the_analyst_saw() {
    let newer = edition("id,a,new\n1,x,7\n2,q,\n5,one,\n5,two,\n", true);
    let rows = [
        kept(1, "1", &[("id", "1"), ("a", "x")]),
        kept(2, "2", &[("id", "2"), ("a", "x")]),
        kept(3, "3", &[("id", "3"), ("a", "x")]),
        kept(4, "5", &[("id", "5"), ("a", "two")]),
    ];
    let before = ["id".to_owned(), "a".to_owned()];
    for before in [Some(&before[..]), None] {
        let found = linked(&rows, before, &newer, &|_| true).expect("found");
        let places: Vec<Option<u32>> = found.iter().map(|it| it.at).collect();
        assert_eq!(places, [Some(0), Some(1), None, Some(3)]);
        let now: Vec<&RowNow> = found.iter().map(|it| &it.update.now).collect();
        let cell = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let changed = RowNow::Changed(vec![cell("id", "2"), cell("a", "q")]);
        assert_eq!(now, [&RowNow::Same, &changed, &RowNow::Gone, &RowNow::Same]);
        // What a new column says is no change, and is not one with the next edition either.
        assert!(found[0].update.cells.contains(&cell("new", "7")));
    }
}

#[test]
fn of_rows_that_share_an_id_each_is_the_one_that_reads_the_same() {
    let rows = [
        kept(1, "5", &[("id", "5"), ("a", "one")]),
        kept(2, "5", &[("id", "5"), ("a", "two")]),
    ];
    // The first reads otherwise now: it does not take the place of the second.
    let newer = edition("id,a\n5,two\n5,changed\n", true);
    let found = linked(&rows, Some(&newer.columns), &newer, &|_| true).expect("found");
    let places: Vec<Option<u32>> = found.iter().map(|it| it.at).collect();
    assert_eq!(places, [Some(1), Some(0)]);
    assert!(found[0].update.now.needs_review());
    assert_eq!(found[1].update.now, RowNow::Same);
}

#[test]
fn what_stood_in_a_column_that_went_is_kept() {
    let rows = [kept(1, "2", &[("id", "2"), ("a", "x"), ("b", "z")])];
    let before = ["id", "a", "b"].map(str::to_owned);
    let newer = edition("id,a\n2,q\n", true);
    let found = linked(&rows, Some(&before), &newer, &|_| true).expect("found");
    let RowNow::Changed(now) = &found[0].update.now else {
        panic!("{:?}", found[0]);
    };
    assert!(now.contains(&("b".to_owned(), "z".to_owned())), "{now:?}");
}

#[test]
fn rows_kept_are_found_by_id_and_by_what_they_say() {
    let ids = |number: u32| kept::<&str>(number, "", &[]).id;
    let mut changed = TableRow::clone(&kept(4, "7", &[("id", "7"), ("a", "was")]));
    changed.now = RowNow::Changed(vec![
        ("id".to_owned(), "7".to_owned()),
        ("a".to_owned(), "is".to_owned()),
    ]);
    let rows = [
        kept(1, "5", &[("id", "5"), ("a", "one")]),
        kept(2, "5", &[("id", "5"), ("a", "two")]),
        // Read in another encoding when it was kept.
        kept(3, "6", &[("id", "6"), ("a", "Pesh\u{fffd}war")]),
        Arc::new(changed),
    ];
    let table = edition(
        "id,a\n5,two\n5,three\n5, one \n6,Peshāwar\n7,is\n5,two\n8,x\n",
        true,
    );
    let found = rows_kept(&table, &rows, &|_| true).expect("found");
    let expected = [(0, 2), (2, 1), (3, 3), (4, 4), (5, 2)];
    let expected = expected.map(|(at, number)| (at, ids(number)));
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    let at = |number| row_kept(&table, &rows, ids(number), &|_| true).expect("read");
    assert_eq!([at(1), at(2), at(9)], [Some(2), Some(0), None]);
}

#[test]
fn where_the_column_of_ids_has_another_name_linked_rows_are_found_by_what_they_say() {
    let rows = [
        kept(1, "2", &[("id", "2"), ("a", "y"), ("b", "2")]),
        kept(2, "3", &[("id", "3"), ("a", "z"), ("b", "3")]),
    ];
    let before = ["id", "a", "b"].map(str::to_owned);
    let newer = edition("event_id,a,b\n1,x,1\n2,y,2\n3,z,4\n", false);
    let found = linked(&rows, Some(&before), &newer, &|_| true).expect("found");
    assert_eq!(
        (found[0].at, &found[0].update.now),
        (Some(1), &RowNow::Same)
    );
    assert_eq!((found[1].at, &found[1].update.now), (None, &RowNow::Gone));
}

#[test]
fn a_row_without_an_id_is_found_by_all_it_says() {
    let older = edition("a,b\nx,1\ny,2\n", false);
    let key = tightrope::tables::keys::row_key(&older, &["y".to_owned(), "2".to_owned()]);
    let rows = [kept(1, &key, &[("a", "y"), ("b", "2")])];
    let newer = edition("new,b,a\n,1,x\nz,2,y\n", false);
    let found = linked(&rows, Some(&older.columns), &newer, &|_| true).expect("found");
    assert_eq!(found[0].at, Some(1));
    assert_eq!(found[0].update.now, RowNow::Same);
    let cells = ["z", "2", "y"].map(str::to_owned);
    let key = tightrope::tables::keys::row_key(&newer, &cells);
    assert_eq!(
        found[0].update.key, key,
        "it is found by its new key from now on"
    );
}

/// Random rows: the id, and two cells.
type Rows = Vec<(u8, String, String)>;

fn rows() -> impl Strategy<Value = Rows> {
    let cell = || {
        prop_oneof![
            "[a-c]{0,2}",
            Just("a\nb".to_owned()),
            Just("\"q\"".to_owned())
        ]
    };
    prop::collection::vec((0u8..12, cell(), cell()), 1..14)
}

fn text(rows: &Rows, swapped: bool) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = String::from(if swapped { "b,id,a\n" } else { "id,a,b\n" });
    for (id, a, b) in rows {
        let (a, b) = (quoted(a), quoted(b));
        let line = match swapped {
            true => format!("{b},{id},{a}\n"),
            false => format!("{id},{a},{b}\n"),
        };
        out.push_str(&line);
    }
    out
}

/// How many rows are the same; those that changed, are gone, or are new.
type Found = (u32, Vec<(u32, u32)>, Vec<u32>, Vec<u32>);

/// The same by trying: rows with one id that read the same, then the others in their order.
fn naive(older: &Rows, newer: &Rows) -> Found {
    let mut left: BTreeMap<u8, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for (row, of) in (0..).zip(older) {
        left.entry(of.0).or_default().0.push(row);
    }
    for (row, of) in (0..).zip(newer) {
        left.entry(of.0).or_default().1.push(row);
    }
    let (mut same, mut changed, mut gone, mut added) = (0, Vec::new(), Vec::new(), Vec::new());
    for (before, mut now) in left.into_values() {
        let mut others = Vec::new();
        for row in before {
            let reads = |other: &u32| newer[*other as usize] == older[row as usize];
            match now.iter().position(reads) {
                Some(at) => {
                    now.remove(at);
                    same += 1;
                }
                None => others.push(row),
            }
        }
        let both = others.len().min(now.len());
        changed.extend(others.iter().copied().zip(now.iter().copied()));
        gone.extend(&others[both..]);
        added.extend(&now[both..]);
    }
    changed.sort_by_key(|(_, now)| *now);
    gone.sort_unstable();
    added.sort_unstable();
    (same, changed, gone, added)
}

proptest! {
    #[test]
    fn a_comparison_finds_what_trying_would(older in rows(), newer in rows(), swapped: bool) {
        let found = compared(&text(&older, false), &text(&newer, swapped), true);
        let (same, changed, gone, added) = naive(&older, &newer);
        prop_assert_eq!(found.same, same);
        let pairs: Vec<_> = found.changed.iter().map(|row| (row.before, row.now)).collect();
        prop_assert_eq!(&pairs, &changed);
        prop_assert_eq!(&found.gone, &gone);
        prop_assert_eq!(&found.added, &added);
        let in_a = changed.iter().filter(|(before, now)| {
            older[*before as usize].1 != newer[*now as usize].1
        });
        let counted = found.columns.iter().find(|(name, _)| name == "a");
        prop_assert_eq!(counted.map(|(_, rows)| *rows as usize), Some(in_a.count()));
    }
}
