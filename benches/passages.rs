//! How looking passages up and counting them grows with the number of passages.
//!
//! `cargo bench --bench passages` prints each figure at three sizes; what counts is how they grow.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

mod common;

use divan::{Bencher, black_box};
use tightrope::analysis::matrix::{Across, Matrix};
use tightrope::analysis::passages::{GroupBy, Joints, Query, Reach, SortBy, Test, arrange, find};
use tightrope::document::Snapshot;
use tightrope::document::verbs::annotations;
use tightrope::model::codebook::codes_in_tree_order;
use tightrope::model::id::CodeId;
use tightrope::model::made::Made;
use tightrope::model::text::TextSpan;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const WORD: usize = 8;

fn main() {
    divan::main();
}

/// A project with one source in which every word is coded, with each code in turn.
fn coded(words: usize) -> (Snapshot, Vec<CodeId>) {
    let text: String = (0..words)
        .map(|number| match number % 60 {
            59 => "village\n",
            9 | 24 | 41 => "fell In ",
            _ => "village ",
        })
        .collect();
    let (mut document, source) = common::begun(&text);
    let codes: Vec<CodeId> = codes_in_tree_order(document.project())
        .iter()
        .map(|(_, code)| code.id)
        .collect();
    let mut edit = document.edit(Made::default());
    for number in 0..words.saturating_sub(1) {
        let start = number * WORD;
        let span = TextSpan::from_range(start..start + WORD - 1).expect("a span");
        let code = codes[number % codes.len()];
        annotations::code(&mut edit, source, vec![span], vec![code]).expect("coded");
    }
    document.apply(edit.finish()).expect("applied");
    (document.snapshot().clone(), codes)
}

fn bench_query(bencher: Bencher, words: usize, query: impl Fn(&[CodeId]) -> Query) {
    let (now, codes) = coded(words);
    let query = query(&codes);
    // What is learned about a text is learned once.
    let mut joints = Joints::default();
    find(&now, &query, &mut joints);
    bencher.bench_local(|| black_box(find(&now, &query, &mut joints).len()));
}

#[divan::bench(args = SIZES)]
fn one_code(bencher: Bencher, words: usize) {
    bench_query(bencher, words, |codes| {
        Query::of(Test::Code(Reach::Itself, codes[0]))
    });
}

#[divan::bench(args = SIZES)]
fn near_another_code(bencher: Bencher, words: usize) {
    bench_query(bencher, words, |codes| {
        Query::of(Test::Code(Reach::Itself, codes[0])).and(Test::Code(Reach::Near(5), codes[1]))
    });
}

#[divan::bench(args = SIZES)]
fn not_in_a_sentence_with_a_code(bencher: Bencher, words: usize) {
    bench_query(bencher, words, |codes| {
        let mut query = Query::of(Test::Code(Reach::Sentence, codes[0]));
        query.clauses[0].any[0].not = true;
        query
    });
}

#[divan::bench(args = SIZES)]
fn words_of_the_passage(bencher: Bencher, words: usize) {
    bench_query(bencher, words, |_| Query::of(Test::Text("fell".to_owned())));
}

#[divan::bench(args = SIZES)]
fn arrange_all(bencher: Bencher, words: usize) {
    let (now, _) = coded(words);
    let all = find(&now, &Query::default(), &mut Joints::default());
    bencher.bench_local(|| {
        black_box(
            arrange(&now, &all, SortBy::Place, GroupBy::Source)
                .rows
                .len(),
        )
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn codes_by_codes(bencher: Bencher, words: usize) {
    let (now, _) = coded(words);
    let mut joints = Joints::default();
    let across = Across::Codes(Reach::Words);
    bencher.bench_local(|| {
        black_box(Matrix::new(&now, &Query::default(), across, &mut joints).largest())
    });
}
