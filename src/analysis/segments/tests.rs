#![allow(clippy::string_slice)]

use super::*;

/// Sentences are separated by `|` in the table.
fn check_sentences(marked: &str) -> Result<(), String> {
    let text = marked.replace('|', "");
    let found: Vec<&str> = paragraphs(&text)
        .flat_map(|paragraph| {
            let line = &text[paragraph];
            sentences(line).map(move |range| &line[range])
        })
        .collect();
    let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
    match found == expected {
        true => Ok(()),
        false => Err(found.join(" | ")),
    }
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let wrong: Vec<String> = SENTENCES
        .iter()
        .filter_map(|marked| check_sentences(marked).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const SENTENCES: &[&str] = &[
    "Neither wants a war.| Little came of them.",
    "The U.S. Army left.| It was late.",
    "They left the U.S.| The army stayed.",
    "Mr. Dar and Gen. Munir met Dr. J. Khan.| They talked.",
    "On Oct. 9 Kabul was hit.| In Dec. 2024 too.",
    "This is art.| The court agreed; see art. 5, Sec. 2 and Gen.-Maj. Khan.",
    "It was a TTP assault, in which 16 Pakistani soldiers were killed.| After this attack Pakistan tightened its rules.",
    "He asked: “Why?” and left.| “Nobody knows.”| She shrugged.",
    "“This is war!” he said.| (It was not.)| Talks went on.",
    "“Restraint is difficult.”| That is the dilemma.",
    "Talks resumed at 5 p.m. Tuesday in Doha.| They failed at 6 p.m.| The sides left.",
    "See Resolution No. 1267 and art. 5 of it.| No.| Yes.",
    "یہ حملہ دسمبر میں ہوا۔| کیا یہ سچ ہے؟| جی ہاں۔",
    "Wait… what?| Well.",
    "First line without end|\nSecond line.| Third.",
    "Toll: 16 killed, approx. 30 hurt; cf. the map.| See e.g. Khost.",
    "It cost $1.2 million.| In all, 3.5 were sent.",
    "😀 Done!| 👩‍👩‍👧 Next.",
    // Names, titles and places with full stops.
    "The U.N. Security Council met.| The U.N. said so.| He works for the U.N.",
    "Maj. Gen. Ahmed Sharif Chaudhry briefed Sen. Lindsey O. Graham Jr. on it.| He left.",
    "Lt. Gen. (retd.) Faiz Hameed and Brig. Gen. A. K. Niazi knew.| Nobody else did.",
    "Amb. Zalmay Khalilzad, Ph.D., spoke.| Mrs. Khan and Ms. Ali left.",
    "J. D. Vance met the prime minister of the U.A.E.| Officials confirmed it.",
    "Smith Inc. and Khan Bros. Ltd. signed.| The deal holds.",
    "It borders St. Petersburg, Mt. Everest and Ft. Worth.| No more.",
    // Dates, numbers, sections.
    "On 9th October, Pakistan struck.| On Jan. 5 it rained.| By Sept. 30 it was over.",
    "He cited No. 5, pp. 3–9, and fig. 2 of vol. 7.| It rose by 3.5 per cent to Rs. 1.2 billion.",
    "Magnitude 5.3 was measured at 4.30 a.m. on Friday.| 16 Pakistani soldiers died.",
    "1. Kabul must act.| 2. Islamabad must wait.",
    // Quotation marks, brackets, ellipses.
    "“They will act.”| He paused.",
    "“Will they act?” the minister asked.| “No!” came the answer.",
    "(It was late.| Nobody came.)| Then it rained.",
    "He said: “It is over.| We won.”| Nobody cheered.",
    "He waited… and left.| He waited... and left.",
    "“We tried … but failed.”| They left.",
    "Really?!| Yes.",
    // Scripts whose stops are others.
    "حملے میں ۱۶ فوجی ہلاک ہوئے۔| ٹی۔ٹی۔پی نے ذمہ داری قبول کی۔| یہ ۳٫۵ فیصد ہے۔",
    "وزیر نے کہا: ”جنگ نہیں ہوگی۔“| وہ چلے گئے۔",
    "یہ جنگ ہے۔|وہ امن ہے۔",
    "هل هذا صحيح؟| نعم.| قال د. محمد إن الوضع خطير.",
    "د پاکستان الوتکو برید وکړ.| ولې؟| ځواب نشته!",
    "آیا جنگ می‌شود؟| نه.| دکتر اشرف غنی رفت.",
];

#[test]
fn a_sentence_is_found_from_any_place_in_it() {
    let text = "One. Two two.\r\n\r\nThree “q.” Four.";
    let table = [
        (0, "One."),
        (3, "One."),
        (4, "One."),
        (5, "Two two."),
        (13, "Two two."),
        (14, "Two two."),
        (17, "Three “q.”"),
        (text.len(), "Four."),
        (text.len() + 9, "Four."),
    ];
    for (at, expected) in table {
        assert_eq!(&text[sentence_at(text, at)], expected, "at {at}");
    }
    assert!(sentence_at(text, 15).is_empty(), "on the blank line");
}

#[test]
fn words_are_found_at_and_before_the_place() {
    let text = "Don’t stop — کابل، ok";
    let table = [
        (0, "Don’t"),
        (4, "Don’t"),
        (7, "Don’t"),
        (8, "stop"),
        (12, "stop"),
        (13, "—"),
        (18, "کابل"),
        (text.len(), "ok"),
    ];
    for (at, expected) in table {
        assert_eq!(&text[word_at(text, at)], expected, "at {at}");
    }
    assert_eq!(word_at("", 0), 0..0);
}

#[test]
fn graphemes_hold_together() {
    let text = "e\u{301}👩‍👩‍👧🇵🇰\r\nz";
    let mut stops = vec![0];
    while stops[stops.len() - 1] < text.len() {
        stops.push(next_grapheme(text, stops[stops.len() - 1]));
    }
    let parts: Vec<&str> = stops
        .windows(2)
        .map(|pair| &text[pair[0]..pair[1]])
        .collect();
    assert_eq!(parts, ["e\u{301}", "👩‍👩‍👧", "🇵🇰", "\r\n", "z"]);
    let mut back = vec![text.len()];
    while back[back.len() - 1] > 0 {
        back.push(previous_grapheme(text, back[back.len() - 1]));
    }
    back.reverse();
    assert_eq!(back, stops);
}

#[test]
fn paragraphs_are_lines_with_words() {
    let text = "\r\nA b\r\n \r\n\nC\rD\u{2029}E\n";
    let found: Vec<&str> = paragraphs(text).map(|range| &text[range]).collect();
    assert_eq!(found, ["A b", "C", "D", "E"]);
    assert_eq!(&text[paragraph_at(text, 3)], "A b");
    assert_eq!(&text[paragraph_at(text, 6)], "A b", "between CR and LF");
    assert_eq!(paragraph_at(text, text.len()), text.len()..text.len());
}

#[test]
fn steps_cross_paragraphs_and_stop_at_the_ends() {
    let text = "One two. Three.\n\nFour five.\n";
    type Step = fn(&str, usize) -> usize;
    let table: [(Step, &[usize]); 6] = [
        (next_word, &[0, 4, 9, 15, 17, 22, 27, 28, 28]),
        (previous_word, &[28, 27, 22, 17, 15, 9, 4, 0, 0]),
        (next_sentence, &[0, 9, 17, 28, 28]),
        (previous_sentence, &[28, 17, 9, 0, 0]),
        (next_paragraph, &[0, 17, 28, 28]),
        (previous_paragraph, &[28, 17, 0, 0]),
    ];
    for (index, (step, path)) in table.into_iter().enumerate() {
        for pair in path.windows(2) {
            assert_eq!(step(text, pair[0]), pair[1], "row {index} from {}", pair[0]);
        }
    }
}

#[test]
fn every_place_is_safe_and_every_step_moves() {
    let text = "é 👩‍👩‍👧x.\r\n\r\n«Ü!» ع۔ \u{301}a\n";
    for at in 0..text.len() + 3 {
        for step in [next_grapheme, next_word, next_sentence, next_paragraph] {
            let to = step(text, at);
            assert!(text.is_char_boundary(to));
            assert!(to > at || to == text.len(), "{at} -> {to}");
        }
        for step in [
            previous_grapheme,
            previous_word,
            previous_sentence,
            previous_paragraph,
        ] {
            let to = step(text, at);
            assert!(text.is_char_boundary(to));
            assert!(to < at || to == 0, "{at} -> {to}");
        }
        for range in [
            word_at(text, at),
            sentence_at(text, at),
            paragraph_at(text, at),
        ] {
            assert!(text.get(range.clone()).is_some(), "{range:?}");
        }
    }
}
