//! Sentences of the founding article, as a reader counts them.

use crate::support::corpus::corpus;
use tightrope::analysis::segments::{paragraphs, sentences};

/// The sentences of a text, paragraph by paragraph.
fn all(text: &str) -> Vec<&str> {
    paragraphs(text)
        .flat_map(|paragraph| {
            let line = &text[paragraph];
            sentences(line).map(move |range| &line[range])
        })
        .collect()
}

#[test]
fn the_founding_article_has_its_sentences() {
    let Some(path) = corpus("articles/pak-afghan-tightrope.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let found = all(&text);
    let counts: Vec<usize> = paragraphs(&text)
        .map(|paragraph| sentences(&text[paragraph]).count())
        .collect();
    println!("{counts:?} {}", found.len());
    for s in &found {
        println!("- {s}");
    }
    assert_eq!(found.len(), 0);
}
