//! Sentences of the founding article, as a reader counts them.

use crate::support::corpus::corpus;
use tightrope::analysis::segments::{paragraphs, sentences};

#[test]
fn the_founding_article_has_its_sentences() {
    let Some(path) = corpus("articles/pak-afghan-tightrope.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let of_paragraph = |paragraph: std::ops::Range<usize>| -> Vec<&str> {
        let line = &text[paragraph];
        sentences(line).map(|range| &line[range]).collect()
    };
    let all: Vec<Vec<&str>> = paragraphs(&text).map(of_paragraph).collect();
    // Counted by hand: headings and the byline's last line are sentences of their own.
    let counts: Vec<usize> = all.iter().map(Vec::len).collect();
    assert_eq!(counts, [1, 1, 5, 7, 1, 4, 9, 1, 7, 4, 5, 2, 1], "{all:#?}");
    for whole in [
        "This Pakistani attack was followed by a horrifying TTP attack on a security checkpoint in the bordering area, killing 16 Pakistani military personnel.",
        "On 9th October, Pakistan conducted airstrikes in Kabul on TTP hideouts, further flaring tensions between the two sides.",
        "Around 1.2 million illegal Afghan refugees have been repatriated by the Pakistani government in the past few years.",
    ] {
        assert!(all.iter().flatten().any(|found| *found == whole), "{whole}");
    }
}
