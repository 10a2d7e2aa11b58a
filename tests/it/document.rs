//! The document's promises, over arbitrary projects and transactions: all or nothing, every step
//! back and forth, an index that never drifts, ids that never repeat.

use crate::support::arbitrary::{Choices, choices, project, transaction};
use crate::support::arbitrary_verbs::{VERBS, Verb};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeSet;
use tightrope::document::{Change, Document, Refused, Revision, Snapshot, StateId, Transaction};
use tightrope::model::id::{EventId, Noun, RecordId, Replica};
use tightrope::model::made::Made;
use tightrope::model::project::Project;
use tightrope::model::record::References as _;

fn document(project: Project) -> Document {
    Document::new(project, Replica::from_bits(7)).expect("arbitrary projects are consistent")
}

fn steps() -> impl Strategy<Value = Vec<Choices>> {
    prop::collection::vec(choices(60), 1..12)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Everything of a document that a refused transaction must leave alone.
#[derive(Debug, PartialEq)]
struct Face {
    project: Project,
    index: Vec<(RecordId, RecordId)>,
    revision: Revision,
    state: StateId,
    steps: [usize; 2],
    next_id: EventId,
}

fn face(document: &Document) -> Face {
    let history = document.history();
    Face {
        project: document.project().clone(),
        index: index(document.snapshot()),
        revision: document.snapshot().revision(),
        state: document.state(),
        steps: [history.done_count(), history.undone_count()],
        next_id: document.edit(Made::default()).new_id(),
    }
}

/// Who refers to whom, as the snapshot's index has it.
fn index(snapshot: &Snapshot) -> Vec<(RecordId, RecordId)> {
    let ids = snapshot.project().records().map(|record| record.id());
    ids.flat_map(|target| {
        snapshot
            .referrers(target)
            .map(move |referrer| (target, referrer))
    })
    .collect()
}

/// Who refers to whom, read off the records.
fn rebuilt(project: &Project) -> Vec<(RecordId, RecordId)> {
    let mut pairs = BTreeSet::new();
    for record in project.records() {
        record.references(&mut |target| {
            pairs.insert((target, record.id()));
        });
    }
    pairs.into_iter().collect()
}

/// Undo and redo of the last transaction lead to exactly the states before and after it.
fn check_step(document: &mut Document, before: &Project, state: StateId) {
    let (after, after_state) = (document.project().clone(), document.state());
    let revision = document.snapshot().revision();
    document.undo().expect("it was just done");
    assert_eq!(document.project(), before, "undo");
    assert_eq!(document.state(), state);
    assert_eq!(index(document.snapshot()), rebuilt(before));
    assert!(
        document.snapshot().revision() > revision,
        "a revision only grows"
    );
    document.redo().expect("it was just undone");
    assert_eq!(document.project(), &after, "redo");
    assert_eq!(document.state(), after_state);
    assert_eq!(index(document.snapshot()), rebuilt(&after));
}

/// At most so many rounds until everything that can be done was done.
const ROUNDS: usize = 25;

/// What an accepted transaction made, changed and deleted.
fn deeds(transaction: &Transaction) -> impl Iterator<Item = (Noun, bool, bool)> + '_ {
    let changes = transaction.changes.iter();
    changes.map(|change| {
        (
            change.id().noun(),
            change.before().is_some(),
            change.after().is_some(),
        )
    })
}

#[test]
fn a_transaction_is_applied_and_undone_exactly_or_refused_without_a_trace() {
    let (seen, refused) = (RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
    let property = |(project, steps): (Project, Vec<Choices>)| {
        let mut document = document(project);
        for mut choices in steps {
            let transaction = transaction(document.project(), &mut choices);
            let (before, face_before) = (document.project().clone(), face(&document));
            match document.apply(transaction.clone()) {
                Ok(_) => {
                    seen.borrow_mut().extend(deeds(&transaction));
                    check_step(&mut document, &before, face_before.state);
                    Document::new(document.project().clone(), Replica::from_bits(8))
                        .expect("what was accepted is consistent");
                }
                Err(why) => {
                    assert_eq!(face(&document), face_before, "refused: {why}");
                    refused.borrow_mut().insert(variant(&why));
                }
            }
        }
        Ok(())
    };
    let all: BTreeSet<_> = Noun::ALL
        .iter()
        .flat_map(|noun| {
            [
                (*noun, false, true),
                (*noun, true, true),
                (*noun, true, false),
            ]
        })
        .filter(|(noun, before, after)| *noun != Noun::Info || (*before && *after))
        .collect();
    let expected = ["ChangedTwice", "Dangling", "Invalid", "NoInfo", "Stale"];
    // Rare deeds, such as deleting an event nothing names, may take more than one round to occur.
    for _ in 0..ROUNDS {
        let mut runner = TestRunner::new(config(400));
        let held = runner.run(&(project(), steps()), property);
        held.expect("holds");
        if *seen.borrow() == all && refused.borrow().len() == expected.len() {
            break;
        }
    }
    assert_eq!(
        *seen.borrow(),
        all,
        "every noun was made, changed and deleted"
    );
    assert_eq!(
        refused.into_inner().into_iter().collect::<Vec<_>>(),
        expected
    );
}

fn variant(why: &Refused) -> String {
    let debug = format!("{why:?}");
    let end = debug.find(|c: char| !c.is_alphanumeric());
    debug[..end.unwrap_or(debug.len())].to_owned()
}

proptest! {
    #![proptest_config(config(120))]

    /// Jumping about in the history: equal state names mean equal contents, so "differs from the
    /// saved state" is exactly "differs from the name at the last save".
    #[test]
    fn state_names_stand_for_contents(
        project in project(),
        steps in steps(),
        jumps in prop::collection::vec(0..3_u8, 0..20),
    ) {
        let mut document = document(project);
        let mut known = vec![(document.state(), document.project().clone())];
        let mut steps = steps.into_iter();
        for jump in jumps {
            let before = document.project().clone();
            match jump {
                0 => drop(document.undo()),
                1 => drop(document.redo()),
                _ => if let Some(mut choices) = steps.next() {
                    let next = transaction(document.project(), &mut choices);
                    let _ = document.apply(next);
                },
            }
            match known.iter().find(|(state, _)| *state == document.state()) {
                Some((_, contents)) => prop_assert_eq!(contents, document.project()),
                None => {
                    prop_assert_eq!(jump, 2, "only something new gets a new name");
                    prop_assert!(&before != document.project() || document.history().undone_count() == 0);
                    known.push((document.state(), document.project().clone()));
                }
            }
        }
    }

    /// A new id is one that no record has and none ever had, also after undo and redo.
    #[test]
    fn ids_never_repeat(project in project(), steps in steps()) {
        let mut given: BTreeSet<RecordId> = project.records().map(|record| record.id()).collect();
        let mut document = document(project);
        for mut choices in steps {
            let mut edit = document.edit(Made::default());
            let id: EventId = edit.new_id();
            prop_assert!(!given.contains(&RecordId::from(id)), "{id} was given before");
            let next = transaction(document.project(), &mut choices);
            if let Ok(applied) = document.apply(next) {
                given.extend(applied.changes.iter().map(Change::id));
            }
            if choices.once_in(3) {
                document.undo();
            }
        }
    }
}

/// Whatever an analyst does is accepted by the document if the verb agreed to it, deletes only
/// what the verb is for, and can all be taken back and done again.
#[test]
fn whatever_verbs_do_is_valid_and_can_be_taken_back() {
    let done = RefCell::new(BTreeSet::new());
    let property = |(start, steps): (Project, Vec<Choices>)| {
        let mut document = document(start.clone());
        for mut choices in steps {
            let verb = &VERBS[choices.below(VERBS.len())];
            let project = document.project().clone();
            let mut edit = document.edit(choices.made(&project));
            if let Err(why) = (verb.act)(&mut edit, &project, &mut choices) {
                assert!(!why.to_string().is_empty());
                continue;
            }
            if edit.is_empty() {
                continue;
            }
            let transaction = edit.finish();
            check_deed(verb, &transaction);
            match document.apply(transaction) {
                Ok(_) => drop(done.borrow_mut().insert(verb.name)),
                // Of a whole record put in by a form, only the document is the judge.
                Err(why) => assert_eq!(verb.name, "replace", "{}: {why}", verb.name),
            }
            assert_eq!(index(document.snapshot()), rebuilt(document.project()));
        }
        let end = document.project().clone();
        while document.undo().is_some() {}
        assert_eq!(document.project(), &start);
        while document.redo().is_some() {}
        assert_eq!(document.project(), &end);
        Ok(())
    };
    let all: BTreeSet<&str> = VERBS.iter().map(|verb| verb.name).collect();
    for _ in 0..ROUNDS {
        let steps = prop::collection::vec(choices(40), 1..20);
        let mut runner = TestRunner::new(config(1_000));
        let held = runner.run(&(project(), steps), property);
        held.expect("holds");
        if *done.borrow() == all {
            break;
        }
    }
    let missed: Vec<_> = all.difference(&done.borrow()).copied().collect();
    assert!(missed.is_empty(), "never done: {missed:?}");
}

fn check_deed(verb: &Verb, transaction: &Transaction) {
    let label = &transaction.label;
    assert!(
        !label.is_empty() && !label.contains('\n'),
        "{}: {label:?}",
        verb.name
    );
    assert!(
        !label.ends_with('.') && !label.starts_with(char::is_uppercase),
        "{label}"
    );
    for (noun, before, after) in deeds(transaction) {
        let deleted = before && !after;
        assert!(
            !deleted || verb.deletes.contains(&noun),
            "{} deleted a {noun:?}",
            verb.name
        );
    }
    let adopting = [
        "adopt from report",
        "enter value",
        "clear value",
        "use date",
    ];
    if adopting.contains(&verb.name) {
        let changed: Vec<Noun> = deeds(transaction).map(|(noun, ..)| noun).collect();
        assert_eq!(changed, [Noun::Event], "{} touches no report", verb.name);
    }
}
