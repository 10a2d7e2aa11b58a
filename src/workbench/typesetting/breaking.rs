//! Where a line may end, and where it does.
//!
//! In: words with their widths. Out: the bytes of each line. A line may end behind blanks, behind
//! a hyphen or dash, and between signs of scripts written without blanks.

use std::ops::Range;

/// Letters that belong together, with the blanks behind them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub range: Range<usize>,
    /// Where its blanks begin.
    pub content_end: usize,
    /// Without blanks, in points.
    pub width: f32,
    /// With blanks, in points.
    pub advance: f32,
}

/// A line's bytes and where the blanks at its end begin.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Broken {
    pub range: Range<usize>,
    pub content_end: usize,
}

/// The words of a paragraph, without widths.
pub(super) fn words(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut words = Vec::new();
    let (mut start, mut content_end) = (0, 0);
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, letter)) {
            words.push((start..at, content_end.max(start)));
            start = at;
        }
        if !is_blank(letter) {
            content_end = at + letter.len_utf8();
        }
        before = Some(letter);
    }
    if start < text.len() {
        words.push((start..text.len(), content_end.max(start)));
    }
    words
}

/// A blank that a line may end in; no-break spaces are not.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn may_break(before: char, behind: char) -> bool {
    if is_blank(behind) {
        return false;
    }
    let dash = matches!(before, '-' | '\u{2010}' | '–' | '—' | '/');
    is_blank(before)
        || before == '\u{200b}'
        || (dash && behind.is_alphabetic())
        || (is_ideographic(before) && !closes(behind))
        || (is_ideographic(behind) && !opens(before))
}

/// Han, kana: written without blanks.
fn is_ideographic(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Signs that no line begins with.
fn closes(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// Signs that no line ends with.
fn opens(letter: char) -> bool {
    "([{‘“«‹「『《〈【（\u{a0}".contains(letter)
}

/// Fills lines of at most `width` points. A word wider than that is cut as `cut` says: given the
/// word and how many points are left, the byte of the first grapheme that no longer fits.
pub(super) fn fill(
    words: Vec<Word>,
    width: f32,
    cut: impl Fn(&Word, f32) -> Option<(Word, Word)>,
) -> Vec<Broken> {
    let mut lines = Vec::new();
    let mut line: Option<(Broken, f32)> = None;
    let mut waiting = words;
    waiting.reverse();
    while let Some(word) = waiting.pop() {
        match &mut line {
            Some((open, x)) if *x + word.width <= width => {
                open.range.end = word.range.end;
                open.content_end = word.content_end;
                *x += word.advance;
            }
            Some(_) => {
                lines.extend(line.take().map(|(full, _)| full));
                waiting.push(word);
            }
            None => {
                let word = match cut(&word, width) {
                    Some((head, rest)) if word.width > width => {
                        waiting.push(rest);
                        head
                    }
                    _ => word,
                };
                let advance = word.advance;
                let open = Broken {
                    range: word.range,
                    content_end: word.content_end,
                };
                line = Some((open, advance));
            }
        }
    }
    lines.extend(line.map(|(last, _)| last));
    lines
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_end_behind_blanks_and_dashes() {
        let table: [(&str, &[&str]); 7] = [
            ("a b  c", &["a ", "b  ", "c"]),
            ("Tehrik-i-Taliban", &["Tehrik-", "i-", "Taliban"]),
            ("16\u{a0}killed now", &["16\u{a0}killed ", "now"]),
            ("2024-12 –", &["2024-12 ", "–"]),
            ("一二、三", &["一", "二、", "三"]),
            ("  lead", &["  ", "lead"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = words(text)
                .into_iter()
                .map(|(range, _)| &text[range])
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn lines_are_filled_and_long_words_cut() {
        // Every letter is one point wide.
        let text = "aa bbb c dddddddd e";
        let measured = words(text).into_iter().map(|(range, content_end)| Word {
            width: (content_end - range.start) as f32,
            advance: range.len() as f32,
            range,
            content_end,
        });
        let cut = |word: &Word, width: f32| {
            let at = word.range.start + width as usize;
            let head = Word {
                range: word.range.start..at,
                content_end: at,
                width,
                advance: width,
            };
            let rest = Word {
                range: at..word.range.end,
                content_end: word.content_end,
                width: word.width - width,
                advance: word.advance - width,
            };
            Some((head, rest))
        };
        let lines = fill(measured.collect(), 6.0, cut);
        let found: Vec<&str> = lines.iter().map(|line| &text[line.range.clone()]).collect();
        assert_eq!(found, ["aa bbb ", "c ", "dddddd", "dd e"]);
        assert_eq!(lines[0].content_end, 6);
    }
}
