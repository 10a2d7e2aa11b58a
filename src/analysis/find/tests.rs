use super::*;
use crate::analysis::segments::sentence_at;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

fn query(words: &str, mode: Mode) -> Query {
    Query {
        words: words.to_owned(),
        mode,
        folding: Folding::ALL,
    }
}

fn found<'t>(query: &Query, text: &'t str) -> Vec<&'t str> {
    let finder = Finder::new(query).expect("a good pattern");
    let mut finder = finder.expect("something to look for");
    let found = finder.find(text, usize::MAX, &|| false);
    assert_eq!(found.more, 0);
    let spans = found.spans.iter();
    spans.map(|span| text.get(span.range()).unwrap()).collect()
}

#[track_caller]
fn check(words: &str, mode: Mode, text: &str, expected: &[&str]) {
    assert_eq!(found(&query(words, mode), text), expected, "{words}");
}

#[test]
fn words_are_found_however_they_are_written() {
    let check = |words, text, expected: &[&str]| check(words, Mode::Words, text, expected);
    check(
        "Abbas",
        "by \u{410}bbas and ABBAS",
        &["\u{410}bbas", "ABBAS"],
    );
    check("\u{410}bbas", "by Abbas", &["Abbas"]);
    check("strasse", "Straße, STRASSE", &["Straße", "STRASSE"]);
    check(
        "istanbul",
        "İstanbul Istanbul ıstanbul",
        &["İstanbul", "Istanbul", "ıstanbul"],
    );
    check("οδος", "ΟΔΟΣ οδός", &["ΟΔΟΣ", "οδός"]);
    check("cafe", "cafe\u{301} Café", &["cafe\u{301}", "Café"]);
    check(
        "پاکستانی",
        "پاكستاني اور پاکستانی",
        &["پاكستاني", "پاکستانی"],
    );
    check("كتاب", "کِتَابٌ اور كتـــاب", &["کِتَابٌ", "كتـــاب"]);
    check("میخواهم", "می‌خواهم", &["می‌خواهم"]);
    check("2025", "۲۰۲۵ and ٢٠٢٥", &["۲۰۲۵", "٢٠٢٥"]);
    check(
        "air force",
        "Air\u{a0}Force; air \n force",
        &["Air\u{a0}Force", "air \n force"],
    );
    check("air force", "air\n\nforce", &[]);
    check("don't", "don’t", &["don’t"]);
    check("aa", "aaaa", &["aa", "aa"]);
    check("ab", "aab", &["ab"]);
}

#[test]
fn nothing_found_cuts_a_grapheme() {
    let check = |words, text, expected: &[&str]| check(words, Mode::Words, text, expected);
    check("s", "ß", &[]);
    check("👩", "👩‍👩‍👧 👩", &["👩"]);
    check("🇵", "🇵🇰", &[]);
    check("का", "कि का", &["का"]);
    check("क", "कि", &[]);
    let exact = Query {
        folding: Folding::NONE,
        ..query("e", Mode::Words)
    };
    assert_eq!(found(&exact, "e\u{301} e"), ["e"]);
}

#[test]
fn whole_words_end_where_words_end() {
    let check = |words, text, expected: &[&str]| check(words, Mode::WholeWords, text, expected);
    check(
        "war",
        "war, warfare, postwar “war”; war’s war_room",
        &["war", "war", "war"],
    );
    check("حمله", "حملہ حملہآور", &["حملہ"]);
    check("می", "می‌خواهم می", &["می"]);
    check("caf", "café caf", &["caf"]);
    check("s", "cafe\u{301}s s", &["s"]);
    check("U.S.", "the U.S. said", &["U.S."]);
    check("(TTP)", "the (TTP) is", &["(TTP)"]);
}

#[test]
fn patterns_look_at_a_line_and_fold_its_letters() {
    let check = |words, text, expected: &[&str]| check(words, Mode::Pattern, text, expected);
    check(
        r"\d+ soldiers",
        "16 Soldiers and ۱۶ soldiers",
        &["16 Soldiers", "۱۶ soldiers"],
    );
    check(r"^the \w+", "The end\nthe start", &["The end", "the start"]);
    check(r"end$", "the end\r\nthe end", &["end", "end"]);
    check(
        "(?:Abbas|عباس)",
        "\u{410}bbas, عبّاس",
        &["\u{410}bbas", "عبّاس"],
    );
    check("پاکستاني", "پاكستانی", &["پاكستانی"]);
    check("“[^”]+”", "he said “no” to \"it\"", &["“no”", "\"it\""]);
    check("война|мир", "ВОЙНА и Мир", &["ВОЙНА", "Мир"]);
    check("[а-г]+", "вад", &["ва"]);
    check("a.*b", "a b\na b", &["a b", "a b"]);
    check("x*", "axxa", &["xx"]);
}

#[test]
fn a_bad_pattern_says_where_it_is_wrong() {
    for (pattern, expected) in [
        ("(abc", "Unclosed group at character 1 of the pattern"),
        (
            "ab[c",
            "Unclosed character class at character 3 of the pattern",
        ),
        ("a**)", "Unopened group at character 4 of the pattern"),
        (
            "ß*{9}\\q",
            "Unrecognized escape sequence at character 6 of the pattern",
        ),
        (
            r"\w{1000}{1000}",
            "The pattern is too large (repeat fewer things, or fewer times)",
        ),
    ] {
        let bad = Finder::new(&query(pattern, Mode::Pattern)).expect_err(pattern);
        assert_eq!(bad.to_string(), expected, "{pattern}");
    }
}

#[test]
fn there_may_be_nothing_to_look_for() {
    for mode in [Mode::Words, Mode::WholeWords] {
        for words in ["", "  ", "\u{640}\u{200c}"] {
            assert!(
                Finder::new(&query(words, mode))
                    .expect("no pattern")
                    .is_none()
            );
        }
    }
    assert!(
        Finder::new(&query("", Mode::Pattern))
            .expect("fine")
            .is_none()
    );
}

#[test]
fn what_is_beyond_the_most_is_counted_and_a_stop_is_heard() {
    let mut finder = Finder::new(&query("a", Mode::Words)).unwrap().unwrap();
    let found = finder.find("a a a a a", 2, &|| false);
    assert_eq!((found.spans.len(), found.more), (2, 3));
    let text = "a ".repeat(100_000);
    let stopped = finder.find(&text, usize::MAX, &|| true);
    assert!(stopped.spans.len() < 20_000, "{}", stopped.spans.len());
}

#[test]
fn matches_widen_to_sentences_and_paragraphs() {
    let text = "One war. A war, a war. None.\n\n  War again\nwar";
    let mut finder = Finder::new(&query("war", Mode::Words)).unwrap().unwrap();
    let spans = finder.find(text, usize::MAX, &|| false).spans;
    let words = |grain| -> Vec<&str> {
        let wide = widened(text, &spans, grain);
        wide.iter()
            .map(|span| text.get(span.range()).unwrap())
            .collect()
    };
    assert_eq!(words(Grain::Match), ["war", "war", "war", "War", "war"]);
    assert_eq!(
        words(Grain::Sentence),
        ["One war.", "A war, a war.", "War again", "war"]
    );
    assert_eq!(
        words(Grain::Paragraph),
        ["One war. A war, a war. None.", "War again", "war"]
    );
}

/// The plain way: every place between two graphemes is a start, every later one an end, the first
/// end that folds to the words is taken.
fn naive(needle: &str, text: &str, folding: Folding) -> Vec<Range<usize>> {
    let mut letters = Letters::new(folding);
    let needle = fold(needle, &mut letters);
    let mut ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    ends.push(text.len());
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut number = 0;
    while number < ends.len() {
        let start = ends[number];
        let hit = ends[number + 1..]
            .iter()
            .position(|end| fold(text.get(start..*end).unwrap(), &mut letters) == needle);
        let first = ends
            .get(number + 1)
            .map(|end| fold(text.get(start..*end).unwrap(), &mut letters));
        match hit {
            // What folds to nothing is no start.
            Some(hit) if first.is_some_and(|first| !first.is_empty()) => {
                out.push(start..ends[number + 1 + hit]);
                number += 1 + hit;
            }
            _ => number += 1,
        }
    }
    out
}

proptest! {
    #[test]
    fn the_finder_finds_what_the_plain_way_finds(
        text in "[abAB\u{410}é\u{301}\u{640}ßيیs]{0,14}",
        needle in "[ab\u{410}éßیs]{1,2}",
    ) {
        let query = query(&needle, Mode::Words);
        let mut finder = Finder::new(&query).unwrap().unwrap();
        let found = finder.find(&text, usize::MAX, &|| false);
        let ranges: Vec<_> = found.spans.iter().map(|span| span.range()).collect();
        prop_assert_eq!(ranges, naive(&needle, &text, Folding::ALL));
    }

    #[test]
    fn spans_are_in_order_and_fold_to_the_words(
        text in "[abA \n\u{a0}’'\u{410}é\u{301}\u{64e}يیى٢۲👩\u{200d}]{0,40}",
        needle in "[ab'ی2 ]{1,3}",
    ) {
        let query = query(&needle, Mode::Words);
        let Some(mut finder) = Finder::new(&query).unwrap() else { return Ok(()) };
        let mut letters = Letters::new(Folding::ALL);
        let wanted = fold(&needle, &mut letters);
        let mut last = 0;
        for span in finder.find(&text, usize::MAX, &|| false).spans {
            let range = span.range();
            prop_assert!(last <= range.start);
            last = range.end;
            prop_assert_eq!(fold(text.get(range.clone()).unwrap(), &mut letters), wanted.as_str());
            let mut joints = text.grapheme_indices(true).map(|(at, _)| at);
            prop_assert!(joints.any(|at| at == range.start));
        }
    }

    #[test]
    fn patterns_of_plain_words_find_what_words_find(
        text in "[ab éA\u{410}يی]{0,24}", needle in "[abéی]{1,3}",
    ) {
        let pattern = found(&query(&needle, Mode::Pattern), &text);
        prop_assert_eq!(pattern, found(&query(&needle, Mode::Words), &text));
    }

    #[test]
    fn a_sentence_around_a_match_is_the_one_the_reader_selects(
        before in "[ab .!?\n]{0,20}", behind in "[ab .!?\n]{0,20}",
    ) {
        let (text, at) = (format!("{before}a{behind}"), before.len());
        let span = TextSpan::from_range(at..at + 1).unwrap();
        let wide = widened(&text, &[span], Grain::Sentence);
        prop_assert_eq!(wide[0].range(), sentence_at(&text, at));
    }
}
