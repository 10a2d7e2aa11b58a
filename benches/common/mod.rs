//! Texts and documents to measure on.

#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used
)]

mod cpu;
mod figure;
mod frame;

pub use cpu::cpu_time;
pub use figure::{Figure, in_ms};
pub use frame::frame_cost;

use tightrope::document::verbs::annotations;
use tightrope::document::{Document, Edit};
use tightrope::ingest::{Begin, project_from_texts, read_source};
use tightrope::model::codebook::codes_in_tree_order;
use tightrope::model::id::{CodeId, Replica, SourceId};
use tightrope::model::made::{Made, Moment};
use tightrope::model::text::{Sha, TextSpan};

/// A text of bytes with annotations.
#[derive(Clone, Copy)]
pub struct Size {
    pub bytes: usize,
    pub annotations: usize,
}

pub fn made() -> Made {
    Made {
        by: None,
        at: Moment::from_unix_secs(1_795_000_000),
    }
}

/// Words of eight bytes with their blank, so that every eighth byte begins one. No two paragraphs
/// are alike: nothing that was set for one can be used for another.
pub fn prose(bytes: usize) -> String {
    const WORDS: [&str; 8] = [
        "village", "reports", "strikes", "denials", "borders", "traders", "meeting", "charges",
    ];
    let mut text = String::with_capacity(bytes);
    let mut seed = 7_usize;
    while text.len() < bytes {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let at = text.len() / 8;
        match seed >> 60 {
            0 => text.push_str(&format!("{:07}", at % 10_000_000)),
            other => text.push_str(WORDS.get(other % 8).copied().unwrap_or("village")),
        }
        text.push(if at % 60 == 59 { '\n' } else { ' ' });
    }
    text
}

/// A document with this text and nothing coded in it.
pub fn begun(text: &str) -> (Document, SourceId) {
    let read = read_source("bench.txt", text.as_bytes()).expect("a text");
    let begin = Begin {
        title: Some("Bench".to_owned()),
        project: Sha::of(b"bench"),
        replica: Replica::from_bits(1),
        coder: None,
        at: Moment::from_unix_secs(0),
    };
    let project = project_from_texts(std::slice::from_ref(&read), None, &begin).expect("a project");
    let document = Document::new(project, Replica::from_bits(1)).expect("valid");
    let source = *document.project().sources.keys().next().expect("a source");
    (document, source)
}

/// A document with one text in which stretches of one to four words are coded, evenly spread.
pub fn annotated(size: Size) -> (Document, SourceId, CodeId) {
    let (mut document, source) = begun(&prose(size.bytes));
    let codes: Vec<CodeId> = codes_in_tree_order(document.project())
        .into_iter()
        .map(|(_, code)| code.id)
        .collect();
    let mut edit = document.edit(made());
    for (number, code) in (0..size.annotations).zip(codes.iter().cycle()) {
        let at = number * (size.bytes - 64) / size.annotations;
        code_words(&mut edit, source, at, *code);
    }
    document.apply(edit.finish()).expect("applied");
    let code = *codes.first().expect("a code");
    (document, source, code)
}

pub fn code_words(edit: &mut Edit, source: SourceId, at: usize, code: CodeId) {
    let start = at / 8 * 8;
    let words = 1 + at / 8 % 4;
    let span = TextSpan::from_range(start..start + words * 8 - 1).expect("a span");
    annotations::code(edit, source, vec![span], vec![code]).expect("coded");
}
