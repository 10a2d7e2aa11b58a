//! Derived values brought up to date equal those built from nothing, whatever is done to a document.

use crate::support::arbitrary::{Choices, choices, project, transaction};
use crate::support::chronicle::{Chronicle, id};
use proptest::prelude::*;
use tightrope::derived::{Claims, Coded, Derived, Events, Follows, Readings, Reviews, Usage};
use tightrope::document::{Document, Snapshot};
use tightrope::model::event::Standing;
use tightrope::model::id::Replica;
use tightrope::model::made::Made;
use tightrope::model::project::Project;
use tightrope::model::report::Stance;
use tightrope::model::source::Source;

fn check(derived: &Derived, now: &Snapshot) {
    assert_eq!(*derived.events(), Events::rebuild(now));
    assert_eq!(*derived.claims(), Claims::rebuild(now));
    assert_eq!(*derived.reviews(), Reviews::rebuild(now));
    assert_eq!(*derived.usage(), Usage::rebuild(now));
    assert_eq!(*derived.coded(), Coded::rebuild(now));
    assert_eq!(*derived.readings(), Readings::rebuild(now));
    assert_eq!(derived.revision(), now.revision());
}

fn follow(project: Project, steps: Vec<Choices>) -> usize {
    let mut document = Document::new(project, Replica::from_bits(7)).expect("consistent");
    let first = document.snapshot().clone();
    let mut derived = Derived::new(&first);
    let mut applied = 0;
    for mut step in steps {
        let change = transaction(document.project(), &mut step);
        let before = document.snapshot().revision();
        applied += usize::from(document.apply(change).is_ok());
        let changed = document.snapshot().revision() != before;
        assert_eq!(derived.refresh(document.snapshot()), changed);
        check(&derived, document.snapshot());
    }
    while document.undo().is_some() {}
    derived.refresh(document.snapshot());
    check(&derived, document.snapshot());
    derived.refresh(&first);
    check(&derived, &first);
    applied
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 160,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn an_update_is_a_rebuild(
        project in project(), steps in prop::collection::vec(choices(60), 1..40),
    ) {
        follow(project, steps);
    }
}

#[test]
fn what_becomes_known_of_a_source_reaches_its_events() {
    let mut told = Chronicle::new();
    let other = told.source("2025-10-13", None, None);
    let reports = [(1, Stance::Asserts), (other, Stance::Asserts)];
    let event = told.event_with("Attack", "It", "2025-10", &reports, |_| {});
    let mut document = Document::new(told.project, Replica::from_bits(1)).expect("consistent");
    let mut derived = Derived::new(document.snapshot());
    let standing = |derived: &Derived| derived.events().get(event).expect("there").standing;
    assert_eq!(standing(&derived), Standing::Corroborated);
    let mut edit = document.edit(Made::default());
    edit.change::<Source>(id(other), |source| source.derived_from = Some(id(1)))
        .expect("there");
    document.apply(edit.finish()).expect("consistent");
    assert!(derived.refresh(document.snapshot()));
    assert!(!derived.refresh(document.snapshot()), "nothing to do twice");
    assert_eq!(standing(&derived), Standing::Asserted);
    check(&derived, document.snapshot());
}
