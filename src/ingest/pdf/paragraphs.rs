//! The lines of pages become paragraphs.
//!
//! In: the lines of each page, in reading order. Out: one text, a blank line between paragraphs.
//! Where a line ends in the middle of a word, the word is whole again.

use super::page_lines::Line;
use std::collections::BTreeSet;

/// What a paragraph may end in.
const ENDS: [char; 12] = ['.', '!', '?', ':', '”', '"', '»', ')', '۔', '؟', '。', '’'];

/// The text of all pages.
pub(super) fn text(pages: &[Vec<Line>]) -> String {
    let words = whole_words(pages);
    let mut out = String::new();
    let mut before: Option<(&Line, usize)> = None;
    for (number, page) in pages.iter().enumerate() {
        let measure = Measure::of(page);
        for line in page {
            let same_page = |of: &(&Line, usize)| of.1 == number;
            match before {
                None => out.push_str(&line.text),
                Some(of @ (last, _)) if same_page(&of) && measure.goes_on(last, line) => {
                    join(&mut out, &line.text, &words);
                }
                Some(of @ (last, _)) if !same_page(&of) && runs_over(&last.text, &line.text) => {
                    join(&mut out, &line.text, &words);
                }
                Some(_) => {
                    out.push_str("\n\n");
                    out.push_str(&line.text);
                }
            }
            before = Some((line, number));
        }
    }
    out
}

/// How the lines of a page are set. Lengths are in points.
struct Measure {
    /// How far the base lines of a paragraph are apart; nothing where a page has one line.
    leading: Option<f64>,
    left: f64,
    right: f64,
}

impl Measure {
    fn of(page: &[Line]) -> Self {
        let mut apart: Vec<f64> = page
            .windows(2)
            .filter_map(|pair| match pair {
                [above, below] => Some(above.y - below.y),
                _ => None,
            })
            .filter(|apart| *apart > 0.0)
            .collect();
        apart.sort_by(f64::total_cmp);
        let edge = |of: fn(&Line) -> f64, worst: f64, pick: fn(f64, f64) -> f64| {
            page.iter().map(of).fold(worst, pick)
        };
        Self {
            // Most lines stand within a paragraph, so the lower third is safe from the gaps.
            leading: apart.get(apart.len() / 3).copied(),
            left: edge(|line| line.left, f64::INFINITY, f64::min),
            right: edge(|line| line.right, f64::NEG_INFINITY, f64::max),
        }
    }

    /// Whether `line` belongs to the paragraph of the line above.
    fn goes_on(&self, above: &Line, line: &Line) -> bool {
        let apart = above.y - line.y;
        let Some(leading) = self.leading else {
            return false;
        };
        let same_type = (above.size - line.size).abs() <= 0.12 * above.size.max(line.size);
        if apart <= 0.0 {
            // At the head of the next column.
            return same_type && runs_over(&above.text, &line.text);
        }
        let is_far = apart > 1.3 * leading || apart > 2.5 * line.size;
        if is_far || !same_type {
            return false;
        }
        let right_to_left = line.is_right_to_left();
        let (indent, room) = if right_to_left {
            (above.right - line.right, above.left - self.left)
        } else {
            (line.left - above.left, self.right - above.right)
        };
        let ends = above.text.ends_with(ENDS);
        let is_indented = indent > line.size && indent < 6.0 * line.size && ends;
        let is_short = room > 0.2 * (self.right - self.left) && ends;
        !(is_indented || is_short || is_item(&line.text))
    }
}

/// Whether a line begins an item of a list.
fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '◦', '–', '‣'])
        && text.chars().nth(1).is_some_and(char::is_whitespace)
}

/// Whether a sentence, broken off at the end of a page or column, goes on in the next.
fn runs_over(above: &str, below: &str) -> bool {
    let goes_on = below.chars().next().is_some_and(char::is_lowercase);
    goes_on && !above.ends_with(ENDS)
}

/// Every word that stands within a line of the pages.
fn whole_words(pages: &[Vec<Line>]) -> BTreeSet<String> {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '-';
    let mut words = BTreeSet::new();
    for line in pages.iter().flatten() {
        let all = line.text.split(|c| !is_of_word(c));
        words.extend(
            all.filter(|word| !word.ends_with('-'))
                .map(str::to_lowercase),
        );
    }
    words
}

/// Adds a line to the paragraph it goes on with.
fn join(out: &mut String, line: &str, words: &BTreeSet<String>) {
    match hyphenated(out, line) {
        Some(hyphen) => {
            let stem = last_word(out.strip_suffix(hyphen).unwrap_or(out));
            let rest = first_word(line);
            let as_one = format!("{stem}{rest}").to_lowercase();
            let with_hyphen = format!("{stem}-{rest}").to_lowercase();
            if hyphen == '\u{ad}' || words.contains(&as_one) || !words.contains(&with_hyphen) {
                out.truncate(out.len() - hyphen.len_utf8());
            }
        }
        None if out.ends_with(['—', '/']) => {}
        None => out.push(' '),
    }
    out.push_str(line);
}

/// The hyphen a word is broken at.
fn hyphenated(above: &str, below: &str) -> Option<char> {
    let goes_on = below.chars().next().is_some_and(char::is_lowercase);
    let mut last = above.chars().rev();
    let hyphen = last
        .next()
        .filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}'))?;
    (goes_on && last.next().is_some_and(char::is_alphabetic)).then_some(hyphen)
}

fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| !c.is_alphanumeric());
    let start = start.map_or(0, |(at, c)| at + c.len_utf8());
    text.get(start..).unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(set: &[(&str, f64, f64)]) -> Vec<Line> {
        let line = |(text, left, y): &(&str, f64, f64)| Line {
            text: (*text).to_owned(),
            left: *left,
            right: left + 5.0 * text.chars().count() as f64,
            y: *y,
            size: 10.0,
        };
        set.iter().map(line).collect()
    }

    #[test]
    fn lines_become_paragraphs() {
        let page = lines(&[
            ("The checkpoint at the border was at-", 50.0, 700.0),
            ("tacked on Saturday, and the cross-", 50.0, 688.0),
            ("border trade stopped.", 50.0, 676.0),
            ("A second paragraph of the article is", 65.0, 664.0),
            ("about cross-border trade and well-", 50.0, 652.0),
            ("being of those who live there, and", 50.0, 640.0),
        ]);
        let next = lines(&[
            ("goes on upon the next page.", 50.0, 700.0),
            ("Three", 50.0, 640.0),
        ]);
        assert_eq!(
            text(&[page, next]),
            "The checkpoint at the border was attacked on Saturday, and the cross-border trade stopped.\n\n\
             A second paragraph of the article is about cross-border trade and wellbeing of those who live there, and goes on upon the next page.\n\n\
             Three"
        );
    }
}
