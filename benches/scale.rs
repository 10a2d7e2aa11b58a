//! How the costs of an edit, a save and a chart grow with the size of a project.
//!
//! `cargo bench` prints each figure at three sizes; what counts is how they grow, not the absolute
//! times, which drift from machine to machine.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value
)]

mod common;

use divan::{Bencher, black_box};
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::derived::spans::SpanIndex;
use tightrope::document::verbs::{annotations, events, sources};
use tightrope::document::{Document, Edit};
use tightrope::figure::frame::Frame;
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::timeline::{Lanes, layout, timeline};
use tightrope::ingest::read_source;
use tightrope::model::codebook::{codes_in_tree_order, kinds_in_order};
use tightrope::model::edtf::Edtf;
use tightrope::model::event::{Adopted, Event};
use tightrope::model::id::{CodeId, SourceId};
use tightrope::model::made::{Made, Moment};
use tightrope::model::text::{ByteOffset, SourceText, TextSpan};
use tightrope::model::when::{Resolved, When};
use tightrope::storage::project_file;

fn main() {
    divan::main();
}

/// A word and the blank behind it, in bytes.
const WORD: usize = 8;
const WORDS_IN_PARAGRAPH: usize = 60;

fn made() -> Made {
    Made {
        by: None,
        at: Moment::from_unix_secs(1_795_000_000),
    }
}

/// A document with one source in which every word is coded.
fn annotated(words: usize) -> (Document, SourceId, CodeId) {
    let mut text = String::with_capacity(words * WORD);
    for number in 0..words {
        text.push_str("village");
        text.push(if number % WORDS_IN_PARAGRAPH == WORDS_IN_PARAGRAPH - 1 {
            '\n'
        } else {
            ' '
        });
    }
    let (mut document, source) = common::begun(&text);
    let code = codes_in_tree_order(document.project())[0].1.id;
    let mut edit = document.edit(made());
    for number in 0..words.saturating_sub(1) {
        code_word(&mut edit, source, number, code);
    }
    document.apply(edit.finish()).expect("applied");
    (document, source, code)
}

fn code_word(edit: &mut Edit, source: SourceId, number: usize, code: CodeId) {
    let start = number * WORD;
    let span =
        TextSpan::new(ByteOffset::at(start), ByteOffset::at(start + WORD - 1)).expect("a span");
    annotations::code(edit, source, vec![span], vec![code]).expect("coded");
}

/// A document with so many dated events.
fn eventful(number: usize) -> Document {
    let (mut document, _, _) = annotated(2);
    let kinds = kinds_in_order(document.project());
    let mut edit = document.edit(made());
    for at in 0..number {
        let kind = kinds[at % kinds.len()].id;
        let id = events::make_empty_event(&mut edit, kind, &format!("Event {at}")).expect("made");
        let date = format!("{}-{:02}-{:02}", 1995 + at % 30, 1 + at % 12, 1 + at % 28);
        edit.change::<Event>(id, |event| {
            let resolved = Resolved {
                date: Edtf::parse(&date).expect("a date"),
                basis: Default::default(),
                note: String::new(),
            };
            let when = When {
                resolved: Some(resolved),
                ..When::default()
            };
            event.when = Some(Adopted::for_reason(when, "bench"));
        })
        .expect("dated");
    }
    document.apply(edit.finish()).expect("applied");
    document
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn add_one_annotation(bencher: Bencher, annotations: usize) {
    let (document, source, code) = annotated(annotations);
    bencher
        .with_inputs(|| document.clone())
        .bench_local_values(|mut document| {
            let mut edit = document.edit(made());
            code_word(&mut edit, source, annotations - 1, code);
            document.apply(edit.finish()).expect("applied");
            document
        });
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn follow_one_annotation(bencher: Bencher, annotations: usize) {
    let (document, source, code) = annotated(annotations);
    let derived = Derived::new(document.snapshot());
    let index = SpanIndex::for_source(document.project(), source);
    let mut later = document.clone();
    let mut edit = later.edit(made());
    code_word(&mut edit, source, annotations - 1, code);
    later.apply(edit.finish()).expect("applied");
    bencher
        .with_inputs(|| (derived.clone(), index.clone()))
        .bench_local_values(|(mut derived, mut index)| {
            derived.refresh(later.snapshot());
            index.update(document.project(), later.project());
            (derived, index)
        });
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn annotations_in_sight(bencher: Bencher, annotations: usize) {
    let (document, source, _) = annotated(annotations);
    let index = SpanIndex::for_source(document.project(), source);
    let middle = annotations / 2 * WORD;
    let screen =
        TextSpan::new(ByteOffset::at(middle), ByteOffset::at(middle + 3_000)).expect("a span");
    bencher.bench_local(|| index.touching(black_box(screen)));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn write_project(bencher: Bencher, annotations: usize) {
    let (document, _, _) = annotated(annotations);
    bencher.bench_local(|| project_file::encode(document.project(), None).expect("written"));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn read_project(bencher: Bencher, annotations: usize) {
    let (document, _, _) = annotated(annotations);
    let bytes = project_file::encode(document.project(), None).expect("written");
    bencher.bench_local(|| project_file::decode(black_box(&bytes)).expect("read"));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 20)]
fn lay_out_timeline(bencher: Bencher, events: usize) {
    let document = eventful(events);
    let derived = Derived::new(document.snapshot());
    let data = timeline(
        document.project(),
        &derived,
        &Selection::everything(),
        &Lanes::default(),
    );
    let days = data.fitting_window().expect("dated");
    let frame = Frame::new(1_440.0, days);
    bencher.bench_local(|| layout(black_box(&data), &frame, FaceMetrics::bundled()));
}

#[divan::bench(args = [10, 100, 1_000], sample_count = 20)]
fn add_one_source(bencher: Bencher, sources_before: usize) {
    let (document, _, _) = annotated(2);
    let mut document = document;
    for number in 0..sources_before {
        add_source(&mut document, number);
    }
    bencher
        .with_inputs(|| document.clone())
        .bench_local_values(|mut document| {
            add_source(&mut document, sources_before);
            document
        });
}

fn add_source(document: &mut Document, number: usize) {
    let read =
        read_source("one.txt", format!("Text {number} of many.").as_bytes()).expect("a text");
    let text: SourceText = read.text.clone();
    document.add_text(text);
    let mut edit = document.edit(made());
    let id = edit.new_id();
    let source = read.source(id, edit.made());
    sources::add_source(&mut edit, source).expect("added");
    document.apply(edit.finish()).expect("applied");
}
