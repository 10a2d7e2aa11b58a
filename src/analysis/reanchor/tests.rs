use super::*;
use proptest::prelude::*;

const OLD: &str = "Border notes\n\nOn 9 October aircraft struck Kabul and Khost. Officials in \
Islamabad did not comment. Twelve people were killed in Paktika province, local elders said.\n\n\
In November the ministry closed the Torkham crossing to trade. “It’s a blockade,” said a trader \
in Peshawar. Two soldiers were killed near Chaman on the same day.\n\nThe talks in Istanbul \
failed. 🧑‍🚒 came late. کابل میں دھماکہ ہوا (۱۲ افراد)۔ Both sides blamed each other for what \
followed.";

fn text(text: &str) -> SourceText {
    SourceText::new(text).expect("small")
}

/// The stretch over the nth occurrence of `words`.
fn nth(text: &str, words: &str, nth: usize) -> TextSpan {
    let (at, _) = text.match_indices(words).nth(nth).expect("there");
    TextSpan::from_range(at..at + words.len()).expect("a span")
}

/// What becomes of the nth `words` of the old text, and how the best place reads.
fn fate_of(old: &str, new: &str, words: &str, number: usize) -> (Fate, String, usize) {
    let (old, new) = (text(old), text(new));
    let mut compared = Comparison::new(&old, &new);
    let placing = compared.place(&[nth(old.as_str(), words, number)]);
    let best = placing.candidates.first();
    let reads = best.map_or_else(String::new, |best| new.quote(&best.spans).exact);
    (placing.fate, reads, placing.candidates.len())
}

#[track_caller]
fn check(new: &str, words: &str, number: usize, fate: Fate, reads: &str) {
    let (found, found_reads, _) = fate_of(OLD, new, words, number);
    assert_eq!((found, found_reads.as_str()), (fate, reads), "of {words}");
}

fn edited(from: &str, to: &str) -> String {
    assert!(OLD.contains(from), "{from}");
    OLD.replacen(from, to, 1)
}

use Doubt::{Edited, Few, Gone, Several};
use Fate::{Elsewhere, Exact, Review, Surroundings};

#[test]
fn an_unchanged_text_keeps_everything() {
    for (words, number) in [
        ("killed", 0),
        ("killed", 1),
        ("Border notes", 0),
        ("followed.", 0),
        ("🧑‍🚒", 0),
        ("کابل میں دھماکہ", 0),
        ("rdue", 9),
        ("Peshaw", 0),
        (" closed the ", 0),
    ] {
        if OLD.matches(words).count() > number {
            check(OLD, words, number, Exact, words);
        }
    }
}

#[test]
fn edits_far_away_leave_an_annotation_exact() {
    let new = edited("Border notes", "Notes from the border, corrected");
    check(&new, "killed", 0, Exact, "killed");
    check(
        &new,
        "Both sides blamed each other",
        0,
        Exact,
        "Both sides blamed each other",
    );
    check(
        &new,
        "Border notes",
        0,
        Review(Edited),
        "Notes from the border, corrected",
    );
}

#[test]
fn a_short_word_stays_in_its_sentence_when_that_is_edited() {
    let new = edited(
        "Twelve people were killed in Paktika province",
        "At least fourteen people were killed in Paktika",
    );
    check(&new, "killed", 0, Surroundings, "killed");
    check(&new, "killed", 1, Exact, "killed");
}

#[test]
fn a_short_word_never_jumps_to_another_sentence() {
    let new = edited(
        "Twelve people were killed in Paktika province, local elders said.",
        "Nobody could reach the valley for a week.",
    );
    let (fate, _, _) = fate_of(OLD, &new, "killed", 0);
    assert!(matches!(fate, Review(_)), "{fate:?}");
    check(&new, "killed", 1, Exact, "killed");
    let (fate, reads, _) = fate_of(
        "We met Linus there.",
        "Machines and chines are here.",
        "Linus",
        0,
    );
    assert_eq!((fate, reads.as_str()), (Review(Gone), ""));
}

#[test]
fn a_word_that_is_left_once_in_another_place_is_too_little() {
    let new = "Border notes\n\nA trader died. The rest was written anew, and two men were killed.";
    let (fate, _, count) = fate_of(OLD, new, "killed", 0);
    assert_eq!((fate, count), (Review(Few), 1));
}

#[test]
fn a_paragraph_that_moved_takes_its_annotations_along() {
    let parts: Vec<&str> = OLD.split("\n\n").collect();
    let new = [parts[0], parts[2], parts[3], parts[1]].join("\n\n");
    check(&new, "killed", 0, Elsewhere, "killed");
    check(
        &new,
        "aircraft struck Kabul and Khost",
        0,
        Elsewhere,
        "aircraft struck Kabul and Khost",
    );
    check(&new, "Torkham", 0, Surroundings, "Torkham");
    check(&new, "Peshawar", 0, Exact, "Peshawar");
}

#[test]
fn a_quote_that_fits_twice_is_for_a_person_to_place() {
    let paragraph = "Two soldiers were killed near Chaman on the same day.";
    let old = format!("Alpha.\n\n{paragraph}\n\nOmega.");
    let new = format!("Alpha.\n\n{paragraph}\n\n{paragraph}\n\nOmega.");
    let (fate, _, count) = fate_of(&old, &new, "killed", 0);
    assert_eq!((fate, count), (Review(Several), 2));
    let (fate, _, count) = fate_of(&old, &new, paragraph, 0);
    assert_eq!((fate, count), (Review(Several), 2));
    let long = format!(
        "It was quiet for days along the whole border before. {paragraph} {}",
        "Nothing more was heard from the checkpoint until the evening of the next day."
    );
    let old = format!("Alpha.\n\n{long}\n\nOmega.");
    let new = format!("Alpha.\n\n{long}\n\n{long}\n\nOmega.");
    let (fate, _, count) = fate_of(&old, &new, "killed", 0);
    assert_eq!((fate, count), (Review(Several), 2));
    let pulled = format!("{OLD}\n\nTwo soldiers were killed near Chaman on the same day.");
    check(&pulled, "killed", 1, Exact, "killed");
}

#[test]
fn edited_words_are_offered_with_a_score_and_never_taken() {
    for (from, to, words, reads, least) in [
        (
            "Twelve people were killed in Paktika",
            "Fourteen people were killed in Paktika",
            "Twelve people were killed",
            "Fourteen people were killed",
            0.7,
        ),
        (
            "closed the Torkham",
            "shut the Torkham",
            "closed",
            "shut",
            0.4,
        ),
        ("دھماکہ ہوا", "حملہ ہوا", "دھماکہ", "حملہ", 0.3),
        ("(۱۲ افراد)", "(۱۴ افراد)", "۱۲", "۱۴", 0.3),
        ("🧑‍🚒 came late", "👩‍🚒 came late", "🧑‍🚒 came", "👩‍🚒 came", 0.5),
    ] {
        let new = text(&edited(from, to));
        let old = text(OLD);
        let placing = Comparison::new(&old, &new).place(&[nth(OLD, words, 0)]);
        assert_eq!(placing.fate, Review(Edited), "{words}: {placing:?}");
        let best = placing.candidates.first().expect("a candidate");
        assert_eq!(new.quote(&best.spans).exact, reads, "{placing:?}");
        assert!(
            best.score >= least && best.score < 1.0,
            "{words}: {}",
            best.score
        );
    }
}

#[test]
fn a_sentence_that_was_dropped_is_gone() {
    let new = edited("The talks in Istanbul failed. ", "");
    check(&new, "The talks in Istanbul failed.", 0, Review(Gone), "");
    check(&new, "🧑‍🚒 came late", 0, Surroundings, "🧑‍🚒 came late");
}

#[test]
fn typography_and_layout_are_no_edits() {
    let new = OLD
        .replace("\n\n", "\r\n")
        .replace(['“', '”'], "\"")
        .replace('’', "'")
        .replace("in Peshawar", "in\u{a0}Peshawar");
    check(&new, "killed", 1, Exact, "killed");
    check(&new, "“It’s a blockade,”", 0, Exact, "\"It's a blockade,\"");
    check(
        &new,
        "a trader in Peshawar",
        0,
        Exact,
        "a trader in\u{a0}Peshawar",
    );
    check(&new, "s a blockade", 0, Exact, "s a blockade");
}

#[test]
fn all_parts_of_an_annotation_are_placed_or_none() {
    let old = text(OLD);
    let parts = [
        nth(OLD, "Twelve people", 0),
        nth(OLD, "killed", 0),
        nth(OLD, "Paktika", 0),
    ];
    let place = |new: &str| Comparison::new(&old, &text(new)).place(&parts);
    assert_eq!(place(OLD).fate, Exact);
    let new = edited("Officials in Islamabad did not comment. ", "");
    let placing = place(&new);
    assert_eq!(placing.fate, Surroundings);
    let spans = &placing.candidates[0].spans;
    assert_eq!(
        text(&new).quote(spans).exact,
        "Twelve people … killed … Paktika"
    );
    let placing = place(&edited("Twelve people", "Fourteen persons"));
    assert!(placing.needs_review());
    assert_eq!(placing.candidates[0].spans.len(), 3);
}

#[test]
fn a_review_that_was_open_stays_open() {
    let old = text(OLD);
    let new = text(&edited("Border notes", "Notes"));
    let wrong = nth(OLD, "Officials", 0);
    let placing = Comparison::new(&old, &new).place_unsettled(&[wrong], "Torkham crossing");
    assert_eq!(placing.fate, Review(Doubt::Unsettled));
    let reads: Vec<String> = placing
        .candidates
        .iter()
        .map(|it| new.quote(&it.spans).exact)
        .collect();
    assert_eq!(reads, ["Torkham crossing", "Officials"]);
}

#[test]
fn mentions_go_along_with_their_words() {
    let old = text(OLD);
    let new = edited(
        "Twelve people were killed in Paktika province",
        "In Paktika twelve were killed",
    );
    let new = text(&new);
    let mut compared = Comparison::new(&old, &new);
    let from = [nth(OLD, "Twelve people were killed in Paktika province", 0)];
    let to = [nth(new.as_str(), "In Paktika twelve were killed", 0)];
    let carry = |words: &str| compared.carry(nth(OLD, words, 0), &from, &to);
    assert_eq!(carry("Paktika"), Some(nth(new.as_str(), "Paktika", 0)));
    assert_eq!(carry("Twelve"), None);
    assert_eq!(
        carry("Kabul"),
        Some(nth(new.as_str(), "Kabul", 0)),
        "outside"
    );
    assert!(compared.place(&from).needs_review());
}

#[test]
fn changed_words_are_marked_and_moved_ones_told_apart() {
    let parts: Vec<&str> = OLD.split("\n\n").collect();
    let moved = [parts[0], parts[2], parts[1], parts[3]].join("\n\n");
    let new = moved.replace("blamed each other", "blamed one another");
    let (old, new) = (text(OLD), text(&new));
    let changes = Comparison::new(&old, &new).changes();
    let words = |text: &SourceText, list: &[Changed]| -> Vec<(String, bool)> {
        list.iter()
            .map(|it| (text.get(it.span).expect("inside").to_owned(), it.moved))
            .collect()
    };
    let removed = words(&old, &changes.removed);
    let added = words(&new, &changes.added);
    assert!(
        removed.contains(&("each other".to_owned(), false)),
        "{removed:?}"
    );
    assert!(
        added.contains(&("one another".to_owned(), false)),
        "{added:?}"
    );
    assert_eq!(removed.iter().filter(|it| it.1).count(), 1, "{removed:?}");
    assert_eq!(added.iter().filter(|it| it.1).count(), 1, "{added:?}");
}

/// Words of several scripts, so short a list that rows of them repeat now and then.
const WORDS: [&str; 14] = [
    "killed",
    "in",
    "the",
    "Kabul",
    "حملہ",
    "ہوا۔",
    "🚩",
    "9",
    "October,",
    "“said”",
    "it’s",
    "people",
    "\n\n",
    "border",
];

fn sentence() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WORDS.as_slice()), 3..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is edited, a place that is taken without a person holds the very words; with
    /// words that stand nowhere else, edits outside them never even need a person.
    #[test]
    fn placed_words_are_the_words(
        before in sentence(),
        after in sentence(),
        quote in sentence(),
        new_before in sentence(),
        new_after in sentence(),
        keeps in any::<(bool, bool)>(),
        marked in any::<bool>(),
    ) {
        let mark = if marked { "Ziggurat Quetzal Xylophone Obelisk Wyvern Kestrel Jackdaw Fjord" } else { "" };
        let quote = format!("{} {mark}", quote.join(" "));
        let quote = quote.trim();
        let build = |before: &[&str], after: &[&str]| {
            format!("{} {quote} {}", before.join(" "), after.join(" "))
        };
        let old = build(&before, &after);
        let new = build(
            if keeps.0 { &before } else { &new_before },
            if keeps.1 { &after } else { &new_after },
        );
        prop_assume!(!quote.is_empty());
        let start = before.join(" ").len() + 1;
        let span = TextSpan::from_range(start..start + quote.len()).expect("a span");
        let (old, new) = (text(&old), text(&new));
        let placing = Comparison::new(&old, &new).place(&[span]);
        for candidate in &placing.candidates {
            for span in &candidate.spans {
                prop_assert!(new.get(*span).is_some(), "{span} cuts a character");
            }
        }
        if !placing.needs_review() {
            let reads = new.quote(&placing.candidates[0].spans).exact;
            prop_assert!(same_words(quote, &reads), "{quote} became {reads}");
        } else {
            prop_assert!(!marked, "{quote} in {new:?}: {placing:?}");
        }
        if keeps == (true, true) && marked {
            prop_assert_eq!(placing.fate, Exact);
        }
    }
}
