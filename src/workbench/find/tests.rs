use super::*;
use crate::analysis::find::Mode;
use crate::model::id::{IdGenerator, Replica};

fn sources(count: usize) -> Vec<SourceId> {
    let mut ids = IdGenerator::new(Replica::from_bits(1));
    (0..count).map(|_| ids.fresh()).collect()
}

fn searched(texts: &[&str], words: &str) -> (Vec<SourceId>, Results) {
    let ids = sources(texts.len());
    let texts = ids
        .iter()
        .zip(texts)
        .map(|(id, text)| (*id, SourceText::new(*text).unwrap()));
    let query = Query {
        words: words.to_owned(),
        ..Query::default()
    };
    let search = Search {
        query,
        texts: texts.collect(),
    };
    let results = super::search(&search, &|| false).unwrap();
    (ids, results)
}

fn span(range: Range<usize>) -> TextSpan {
    TextSpan::from_range(range).unwrap()
}

#[test]
fn matches_are_numbered_through_all_sources() {
    let (ids, results) = searched(&["a b a", "none", "b a"], "a");
    assert_eq!(
        (results.len(), results.groups().len(), results.searched()),
        (3, 2, 3)
    );
    for number in 0..results.len() {
        let place = results.place(number).unwrap();
        assert_eq!(results.number_of(place), Some(number));
    }
    assert_eq!(results.place(3), None);
    assert_eq!(
        results.place(2),
        Some(Place {
            source: ids[2],
            span: span(2..3)
        })
    );
    assert_eq!(results.spans_of(ids[1]), []);
    assert_eq!(results.first_of(2), 3);
}

#[test]
fn stepping_goes_on_from_the_caret_and_round_at_the_ends() {
    let (ids, results) = searched(&["a b a", "none", "b a"], "a");
    let mut find = Find {
        results,
        ..Find::default()
    };
    for (source, at, next, previous) in [
        (0, 0..0, 0, 2),
        (0, 0..1, 1, 2),
        (0, 1..2, 1, 0),
        (0, 4..5, 2, 0),
        (1, 0..4, 2, 1),
        (2, 2..3, 0, 1),
    ] {
        let step = |forward| find.step(ids[source], at.clone(), forward);
        assert_eq!(step(true), Some(next), "{source} {at:?}");
        assert_eq!(step(false), Some(previous), "{source} {at:?}");
    }
    find.current = Some(2);
    assert_eq!(find.step(ids[2], 2..3, true), Some(0));
    assert_eq!(Find::default().step(ids[0], 0..1, true), None);
}

#[test]
fn all_are_ticked_then_none() {
    let (ids, results) = searched(&["a b a", "a"], "a");
    let mut find = Find {
        results,
        ..Find::default()
    };
    find.toggle_group(0);
    assert_eq!(find.ticked(), 2);
    find.toggle(Place {
        source: ids[0],
        span: span(0..1),
    });
    assert_eq!(find.ticked(), 1);
    find.toggle_all();
    assert_eq!(find.ticked(), 3);
    find.toggle_all();
    assert_eq!(find.ticked(), 0);
}

#[test]
fn a_late_result_is_not_taken_and_recent_searches_come_once() {
    let mut jobs = crate::jobs::Jobs::<()>::new(
        Box::new(crate::jobs::OnDemand::default()),
        std::sync::Arc::new(|| ()),
    );
    let (first, second) = (jobs.start("", |_| ()), jobs.start("", |_| ()));
    let mut find = Find::default();
    find.query.words = "a".to_owned();
    assert!(find.wanted(&Project::default(), None).is_some());
    assert!(
        find.wanted(&Project::default(), None).is_none(),
        "asked for already"
    );
    assert_eq!(find.start(first), None);
    assert_eq!(find.start(second), Some(first));
    find.take(first, Ok(searched(&["a"], "a").1));
    assert!(find.results().is_empty() && find.is_searching());
    find.take(second, Ok(searched(&["a a"], "a").1));
    assert_eq!(find.results().len(), 2);
    find.set_current(1);
    find.query.mode = Mode::WholeWords;
    find.remember();
    find.query.mode = Mode::Words;
    find.remember();
    assert_eq!(find.recent().len(), 2);
    find.query.words.clear();
    assert!(find.wanted(&Project::default(), None).is_none());
    assert!(find.results().is_empty() && find.current().is_none());
}
