//! What work over whole texts costs, and how it grows with them: finding words, and finding every
//! passage again in a new version. Both run in jobs; what counts is that they grow in line.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Size, annotated, prose};
use divan::{Bencher, black_box};
use tightrope::analysis::find::{Finder, Mode, Query};
use tightrope::analysis::folding::Folding;
use tightrope::analysis::reanchor::plan::Plan;
use tightrope::model::text::SourceText;

fn main() {
    divan::main();
}

/// Bytes of text; a fortieth as many annotations.
const SIZES: [usize; 3] = [40_000, 400_000, 4_000_000];

#[divan::bench(args = SIZES, sample_count = 20)]
fn find_words(bencher: Bencher, bytes: usize) {
    let text = prose(bytes);
    let query = query("Denials", Mode::Words);
    bencher.bench_local(|| {
        let mut finder = Finder::new(&query).expect("a query").expect("letters");
        finder.find(black_box(&text), usize::MAX, &|| false)
    });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn find_pattern(bencher: Bencher, bytes: usize) {
    let text = prose(bytes);
    let query = query(r"meeting \d+", Mode::Pattern);
    bencher.bench_local(|| {
        let mut finder = Finder::new(&query).expect("a query").expect("letters");
        finder.find(black_box(&text), usize::MAX, &|| false)
    });
}

/// Every tenth paragraph is edited, and one is new.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn find_passages_again(bencher: Bencher, bytes: usize) {
    let (document, source, _) = annotated(Size {
        bytes,
        annotations: bytes / 40,
    });
    let old = document.project().text_of(source).expect("a text");
    let edited = old.as_str().lines().enumerate().map(|(number, line)| {
        let line = match number % 10 {
            3 => line.replacen("village", "hamlet", 3),
            _ => line.to_owned(),
        };
        line + "\n"
    });
    let new = format!(
        "A paragraph nobody has read yet.\n{}",
        edited.collect::<String>()
    );
    let new = SourceText::new(new).expect("small enough");
    bencher.bench_local(|| Plan::new(document.snapshot(), source, black_box(&new), &mut |_| true));
}

fn query(words: &str, mode: Mode) -> Query {
    Query {
        words: words.to_owned(),
        mode,
        folding: Folding::default(),
    }
}
