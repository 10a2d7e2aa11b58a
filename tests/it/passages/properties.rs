//! What holds of every query over every project.

use crate::support::arbitrary::{Choices, choices, project};
use crate::support::chronicle::date;
use crate::support::coded::Coded;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tightrope::analysis::matrix::{Across, Matrix, cell_query};
use tightrope::analysis::passages::typed::{line, parse};
use tightrope::analysis::passages::{Clause, Joints, Query, Reach, Side, Term, Test, find};
use tightrope::document::{Document, Snapshot};
use tightrope::model::actor::Actor;
use tightrope::model::codebook::{Code, Kind};
use tightrope::model::coder::Coder;
use tightrope::model::event::Event;
use tightrope::model::id::{AnnotationId, Replica};
use tightrope::model::place::Place;
use tightrope::model::project::Project;
use tightrope::model::source::Source;

/// Each holds wherever the one before it does.
const WIDER: [Reach; 5] = [
    Reach::Itself,
    Reach::Words,
    Reach::Near(0),
    Reach::Near(1),
    Reach::Near(40),
];

fn test(project: &Project, choices: &mut Choices) -> Test {
    let sides = [Side::On, Side::From, Side::To];
    let reaches = [WIDER.as_slice(), &[Reach::Sentence, Reach::Paragraph]].concat();
    match choices.below(11) {
        0..=2 => Test::Code(choices.one(&reaches), choices.id::<Code>(project)),
        3 => Test::Kind(choices.id::<Kind>(project)),
        4 => Test::Event(choices.id::<Event>(project)),
        5 => Test::Actor(choices.id::<Actor>(project)),
        6 => Test::Place(choices.id::<Place>(project)),
        7 => Test::Speaker(choices.id::<Actor>(project)),
        8 => Test::Source(choices.id::<Source>(project)),
        9 => Test::Coder(choices.id::<Coder>(project)),
        10 if choices.once_in(2) => Test::Date(choices.one(&sides), choices.date()),
        _ => Test::Text(format!("x{}", choices.text())),
    }
}

fn term(project: &Project, choices: &mut Choices) -> Term {
    Term {
        not: choices.once_in(3),
        test: test(project, choices),
    }
}

fn query(project: &Project, choices: &mut Choices) -> Query {
    let clause = |choices: &mut Choices| Clause {
        any: (0..=choices.below(2))
            .map(|_| term(project, choices))
            .collect(),
    };
    Query {
        clauses: (0..choices.below(4)).map(|_| clause(choices)).collect(),
        subcodes: !choices.once_in(3),
    }
}

fn ids(now: &Snapshot, query: &Query) -> BTreeSet<AnnotationId> {
    let found = find(now, query, &mut Joints::default());
    assert!(found.is_sorted(), "oldest first");
    let set: BTreeSet<AnnotationId> = found.iter().copied().collect();
    assert_eq!(set.len(), found.len(), "each once");
    set
}

fn of(term: Term, subcodes: bool) -> Query {
    Query {
        clauses: vec![Clause { any: vec![term] }],
        subcodes,
    }
}

fn snapshot(project: Project) -> Snapshot {
    let document = Document::new(project, Replica::from_bits(7)).expect("consistent");
    document.snapshot().clone()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn and_or_and_not_are_those_of_sets(project in project(), mut choices in choices(60)) {
        let now = snapshot(project);
        let (a, b) = (term(now.project(), &mut choices), term(now.project(), &mut choices));
        let all = ids(&now, &Query::default());
        prop_assert_eq!(all.len(), now.project().annotations.len());
        let (of_a, of_b) = (ids(&now, &of(a.clone(), true)), ids(&now, &of(b.clone(), true)));
        let mut both = of(a.clone(), true);
        both.clauses.push(Clause { any: vec![b.clone()] });
        prop_assert_eq!(ids(&now, &both), of_a.intersection(&of_b).copied().collect());
        let either = Query { clauses: vec![Clause { any: vec![a.clone(), b] }], subcodes: true };
        prop_assert_eq!(ids(&now, &either), of_a.union(&of_b).copied().collect());
        let contrary = Term { not: !a.not, ..a };
        prop_assert_eq!(ids(&now, &of(contrary, true)), all.difference(&of_a).copied().collect());
    }

    #[test]
    fn a_wider_reach_finds_no_less(project in project(), mut choices in choices(60)) {
        let now = snapshot(project);
        let code = choices.id::<Code>(now.project());
        let found = |reach| {
            let test = Test::Code(reach, code);
            ids(&now, &of(Term { not: false, test }, true))
        };
        for pair in WIDER.windows(2) {
            prop_assert!(found(pair[0]).is_subset(&found(pair[1])), "{:?}", pair);
        }
        let words = found(Reach::Words);
        prop_assert!(words.is_subset(&found(Reach::Sentence)));
        prop_assert!(found(Reach::Sentence).is_subset(&found(Reach::Paragraph)));
    }

    #[test]
    fn a_cell_is_the_number_of_passages_it_leads_to(project in project(), mut choices in choices(60)) {
        let now = snapshot(project);
        let base = query(now.project(), &mut choices).without_codes();
        let joints = &mut Joints::default();
        let across = [
            Across::Sources,
            Across::Codes(Reach::Words),
            Across::Codes(Reach::Near(3)),
            Across::Codes(Reach::Sentence),
        ];
        for across in across {
            let matrix = Matrix::new(&now, &base, across, joints);
            for (_, row) in &matrix.rows {
                for (_, column) in &matrix.columns {
                    let found = ids(&now, &cell_query(&base, *row, *column, across));
                    prop_assert_eq!(matrix.cell(*row, *column) as usize, found.len());
                }
                let alone = base.clone().and(Test::Code(Reach::Itself, *row));
                prop_assert_eq!(matrix.total(*row) as usize, ids(&now, &alone).len());
            }
        }
    }

    #[test]
    fn a_query_is_read_back_as_it_was_written(project in project(), mut choices in choices(120)) {
        let asked = query(&project, &mut choices);
        let written = line(&project, &asked);
        prop_assert_eq!(parse(&project, &written).map_err(|e| e.to_string()), Ok(asked), "{}", written);
    }
}

#[test]
fn a_date_that_reaches_no_calendar_finds_nothing() {
    let now = snapshot(Coded::new().project);
    let never = Query::of(Test::Date(Side::To, date("Y170000002")));
    assert!(ids(&now, &never).is_empty());
}
