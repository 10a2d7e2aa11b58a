//! Where a line may end (UAX #14): never inside a grapheme, nor behind a soft hyphen, which is
//! not drawn.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Whether a line may begin in front of a grapheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Break {
    /// It is held to what stands before it.
    #[default]
    Never,
    /// A line may begin here.
    May,
    /// A line begins here.
    Must,
}

/// Whether a line may begin in front of each grapheme.
pub(super) fn breaks(text: &str, graphemes: &[Range<usize>]) -> Vec<Break> {
    let mut found = linebreaks(text).peekable();
    let breaks = graphemes.iter().map(|grapheme| {
        while found.next_if(|(at, _)| *at < grapheme.start).is_some() {}
        match found.next_if(|(at, _)| *at == grapheme.start) {
            Some((_, BreakOpportunity::Mandatory)) => Break::Must,
            Some((at, BreakOpportunity::Allowed)) if !behind_soft_hyphen(text, at) => Break::May,
            _ => Break::Never,
        }
    });
    breaks.collect()
}

fn behind_soft_hyphen(text: &str, at: usize) -> bool {
    text.get(..at)
        .is_some_and(|before| before.ends_with('\u{ad}'))
}

/// Blanks that hang over the end of a line; no-break spaces do not.
pub(super) fn is_blank(grapheme: &str) -> bool {
    let hangs = |letter: char| {
        letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}')
    };
    !grapheme.is_empty() && grapheme.chars().all(hangs)
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    #[test]
    fn lines_may_end_where_the_standard_says() {
        let table: [(&str, &[&str]); 14] = [
            ("a b  c", &["a ", "b  ", "c"]),
            ("Tehrik-i-Taliban", &["Tehrik-", "i-", "Taliban"]),
            ("16\u{a0}killed now", &["16\u{a0}killed ", "now"]),
            ("2024-12 –", &["2024-12 ", "–"]),
            ("一二、三", &["一", "二、", "三"]),
            ("one\u{2028}two", &["one\u{2028}", "two"]),
            ("co\u{ad}operate", &["co\u{ad}operate"]),
            ("(3 مارچ)", &["(3 ", "مارچ)"]),
            ("ہوگا۔ کیا؟ ہاں،", &["ہوگا۔ ", "کیا؟ ", "ہاں،"]),
            ("می\u{200c}خواهد برود", &["می\u{200c}خواهد ", "برود"]),
            ("👩🏽‍⚖️👨‍👩‍👧", &["👩🏽‍⚖️", "👨‍👩‍👧"]),
            ("🇵🇰🇦🇫", &["🇵🇰", "🇦🇫"]),
            ("“quoted” words", &["“quoted” ", "words"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let graphemes = text.grapheme_indices(true);
            let graphemes: Vec<Range<usize>> = graphemes
                .map(|(at, grapheme)| at..at + grapheme.len())
                .collect();
            let mut found: Vec<&str> = Vec::new();
            let mut start = 0;
            for (range, may) in graphemes.iter().zip(breaks(text, &graphemes)) {
                if may != Break::Never {
                    found.push(&text[start..range.start]);
                    start = range.start;
                }
            }
            found.extend((start < text.len()).then(|| &text[start..]));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
