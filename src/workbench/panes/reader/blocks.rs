//! A text cut into blocks that are set one by one.
//!
//! In: the text of a source. Out: its paragraphs in order, each marked as running text or as what
//! reads like a subheading; a paragraph of many pages is cut at a sentence or a word, so that no
//! block costs much to set.

use std::ops::Range;

use crate::analysis::segments::{on_char, paragraphs};

/// The longest block, in bytes.
const MAX_BYTES: usize = 8_192;
/// The longest line that can be taken for a subheading, in characters.
const MAX_SUBHEADING: usize = 72;

/// What a block looks like. The words are the same for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The first line, where it repeats the title of the source.
    Title,
    Subheading,
    Running,
    /// The next piece of a paragraph that was cut.
    Continued,
}

/// Words that are set together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its bytes, without blanks around them.
    pub range: Range<usize>,
    pub form: Form,
}

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str, title: &str) -> Vec<Block> {
    let mut lines = paragraphs(text).map(|line| trimmed(text, line)).peekable();
    let mut blocks: Vec<Block> = Vec::new();
    while let Some(line) = lines.next() {
        let words = text.get(line.clone()).unwrap_or_default();
        let next = lines.peek().and_then(|next| text.get(next.clone()));
        let before = blocks.last().map(|block| block.form);
        let form = if blocks.is_empty() && !title.is_empty() && words == title.trim() {
            Form::Title
        } else if before.is_some_and(|form| form != Form::Title) && heads(words, next) {
            Form::Subheading
        } else {
            Form::Running
        };
        push_pieces(text, line, form, &mut blocks);
    }
    blocks
}

fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let words = text.get(line.clone()).unwrap_or_default();
    let start = line.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// Whether a line reads like a subheading of the one behind it: short, without an end, alone.
fn heads(words: &str, next: Option<&str>) -> bool {
    let ends_open =
        words.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '?' | '؟'));
    let begins_high =
        words.starts_with(|first: char| !first.is_lowercase() && first.is_alphanumeric());
    let short = words.chars().count() <= MAX_SUBHEADING;
    ends_open && begins_high && short && next.is_some_and(|next| next.len() > words.len())
}

fn push_pieces(text: &str, line: Range<usize>, form: Form, blocks: &mut Vec<Block>) {
    let mut start = line.start;
    while line.end - start > MAX_BYTES {
        let end = cut(text, start);
        let form = if start == line.start {
            form
        } else {
            Form::Continued
        };
        blocks.push(Block {
            range: start..end,
            form,
        });
        start = end;
    }
    let form = if start == line.start {
        form
    } else {
        Form::Continued
    };
    blocks.push(Block {
        range: start..line.end,
        form,
    });
}

/// Where to cut the piece that begins at `start`: behind a sentence, else behind a blank, else
/// behind a character.
fn cut(text: &str, start: usize) -> usize {
    let limit = on_char(text, start + MAX_BYTES);
    let piece = text.get(start..limit).unwrap_or_default();
    let late = on_char(piece, piece.len() / 2);
    let tail = piece.get(late..).unwrap_or_default();
    let sentence = [". ", "? ", "! ", "۔ ", "؟ "]
        .iter()
        .filter_map(|end| tail.rfind(end).map(|at| at + end.len()))
        .max();
    let blank = || tail.rfind(' ').map(|at| at + 1);
    sentence
        .or_else(blank)
        .map_or(limit, |length| start + late + length)
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn lines_take_their_form() {
        let text = "The title\r\n\r\nThe title\n\nIt began in May, and nobody knew.\n\nA second track\n \nForce has not been the whole story.\n\nlower case line\n\nLast line";
        let found: Vec<(&str, Form)> = blocks(text, "The title")
            .iter()
            .map(|block| (&text[block.range.clone()], block.form))
            .collect();
        assert_eq!(
            found,
            [
                ("The title", Form::Title),
                ("The title", Form::Running),
                ("It began in May, and nobody knew.", Form::Running),
                ("A second track", Form::Subheading),
                ("Force has not been the whole story.", Form::Running),
                ("lower case line", Form::Running),
                ("Last line", Form::Running),
            ]
        );
    }

    #[test]
    fn an_endless_paragraph_is_cut_without_losing_a_byte() {
        for unit in ["Word after word. ", "نواں لفظ، ", "👩‍👩‍👧", "x"] {
            let text = unit.repeat(100_000 / unit.len());
            let blocks = blocks(&text, "");
            assert!(blocks.len() > 10, "{unit:?}");
            assert!(blocks.iter().all(|block| block.range.len() <= MAX_BYTES));
            let mut at = 0;
            for block in &blocks {
                assert_eq!(block.range.start, at);
                at = block.range.end;
                assert!(text.is_char_boundary(at));
            }
            assert_eq!(at, text.trim_end().len());
        }
    }
}
