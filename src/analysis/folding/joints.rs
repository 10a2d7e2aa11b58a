//! The joints of a text: its graphemes, and its runs of blanks as one where that is asked for.

use std::ops::Range;

use crate::analysis::segments::next_grapheme;
use unicode_segmentation::GraphemeCursor;

/// A joint, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Plain ASCII, each letter a grapheme, its blanks single spaces.
    Ascii(Range<usize>),
    /// A grapheme of one character, and where it begins.
    Letter(usize, char),
    /// A grapheme of any kind.
    Cluster(Range<usize>),
    /// Blanks, and what stands for them: a line end where they hold an empty line, else a space.
    Blanks(Range<usize>, char),
}

/// The joints of a text, in order, without gaps.
pub(super) struct Joints<'t> {
    text: &'t str,
    at: usize,
    blanks: bool,
}

impl<'t> Joints<'t> {
    pub(super) fn new(text: &'t str, blanks: bool) -> Self {
        Self {
            text,
            at: 0,
            blanks,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let letter = self.peek().filter(|letter| wanted(*letter))?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// How many of the next bytes are plain ASCII. The last letter before one that is not stays
    /// out: a mark may stand on it.
    fn ascii(&self) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let blank_ahead = |at: usize| rest.get(at + 1).is_none_or(|next| !next.is_ascii_graphic());
        let ends = |(at, byte): (usize, &u8)| match byte {
            b'`' => true,
            b' ' => blank_ahead(at),
            byte => !byte.is_ascii_graphic(),
        };
        match rest.iter().enumerate().position(|it| ends((it.0, it.1))) {
            Some(end) if rest.get(end).is_some_and(u8::is_ascii) => end,
            Some(end) => end.saturating_sub(1),
            None => rest.len(),
        }
    }

    /// The blanks from `start` on, the first of which is taken already, with what does not show
    /// between and behind them.
    fn blanks(&mut self, start: usize, first: char) -> Joint {
        let mut line_ends = usize::from(is_line_end(first));
        let mut last = first;
        loop {
            let blank = |letter: char| letter.is_whitespace() || is_unseen(letter);
            if let Some(letter) = self.next_if(blank) {
                let is_pair = (last, letter) == ('\r', '\n');
                line_ends += usize::from(is_line_end(letter) && !is_pair);
                last = letter;
            } else if !self.skip_marks() {
                break;
            }
        }
        Joint::Blanks(start..self.at, if line_ends > 1 { '\n' } else { ' ' })
    }

    /// Skips marks that stand on the last blank: they go with it. Whether there were any.
    fn skip_marks(&mut self) -> bool {
        let Some(letter) = self.peek() else {
            return false;
        };
        let mut cursor = GraphemeCursor::new(self.at, self.text.len(), true);
        let goes_on = !is_plain(letter) && cursor.is_boundary(self.text, 0) == Ok(false);
        if goes_on {
            self.at = next_grapheme(self.text, self.at);
        }
        goes_on
    }
}

impl Iterator for Joints<'_> {
    type Item = Joint;

    fn next(&mut self) -> Option<Joint> {
        let at = self.at;
        let ascii = self.ascii();
        if ascii > 0 {
            self.at += ascii;
            return Some(Joint::Ascii(at..self.at));
        }
        let letter = self.next_if(|_| true)?;
        if self.blanks && letter.is_whitespace() {
            return Some(self.blanks(at, letter));
        }
        let follower = self.peek();
        if is_plain(letter) && follower.is_none_or(|next| is_plain(next) || next.is_whitespace()) {
            return Some(Joint::Letter(at, letter));
        }
        let end = next_grapheme(self.text, at);
        if end == self.at {
            return Some(Joint::Letter(at, letter));
        }
        self.at = end;
        Some(Joint::Cluster(at..end))
    }
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Spaces without width and signs of direction.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character is a grapheme of its own beside any other plain one: most letters are, and
/// need not be looked up.
fn is_plain(letter: char) -> bool {
    matches!(letter,
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{370}'..='\u{482}'
        | '\u{48a}'..='\u{58f}'
        | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}'
        | '\u{660}'..='\u{66f}'
        | '\u{671}'..='\u{6d5}'
        | '\u{6ee}'..='\u{6ff}'
        | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    /// The ranges of the graphemes a joint stands for.
    fn ranges(joint: &Joint) -> Vec<Range<usize>> {
        match joint {
            Joint::Ascii(range) => range.clone().map(|at| at..at + 1).collect(),
            Joint::Letter(at, letter) => std::iter::once(*at..*at + letter.len_utf8()).collect(),
            Joint::Cluster(range) | Joint::Blanks(range, _) => {
                std::iter::once(range.clone()).collect()
            }
        }
    }

    proptest! {
        #[test]
        fn without_blanks_the_joints_are_the_graphemes(text in "[a-z éا-ی\u{300}-\u{310}\u{64b}-\u{650}\u{200c}\u{200d}👩👧🇵🇰क-ह्ि한\r\n\t\u{600}\u{ad}]{0,24}|\\PC{0,16}") {
            let joints: Vec<_> =
                Joints::new(&text, false).flat_map(|joint| ranges(&joint)).collect();
            let graphemes: Vec<_> = text
                .grapheme_indices(true)
                .map(|(at, grapheme)| at..at + grapheme.len())
                .collect();
            prop_assert_eq!(joints, graphemes);
        }

        #[test]
        fn the_joints_tile_the_text_at_graphemes(text in "[a-b \u{a0}\u{301}\n\r\t\u{2028}]{0,16}") {
            let mut at = 0;
            for range in Joints::new(&text, true).flat_map(|joint| ranges(&joint)) {
                prop_assert_eq!(range.start, at);
                prop_assert!(GraphemeCursor::new(at, text.len(), true).is_boundary(&text, 0).unwrap());
                at = range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }

    #[test]
    fn blanks_go_together_and_an_empty_line_shows() {
        for (text, expected) in [
            ("a \u{a0}\tb", " "),
            ("a \n  b", " "),
            ("a\r\nb", " "),
            ("a\n \nb", "\n"),
            ("a\r\n\r\nb", "\n"),
            ("a \u{301}b", " "),
            ("a \u{200e} b", " "),
            ("a \u{200c}\u{feff}\tb", " "),
        ] {
            let joints: Vec<_> = Joints::new(text, true).collect();
            assert_eq!(joints.len(), 3, "{text:?}: {joints:?}");
            let Joint::Blanks(_, blank) = &joints[1] else {
                panic!("{joints:?}");
            };
            assert_eq!(blank.to_string(), expected, "{text:?}");
        }
    }
}
