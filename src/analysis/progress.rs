//! How much of a text is coded.
//!
//! In: a paragraph, what in it is boilerplate, what is annotated. Out: how many of its characters
//! are to be read and how many of these are under an annotation. Boilerplate is neither: it is not
//! there to be coded. Blanks between words count like letters, so that a coded sentence is coded
//! whole; blank lines do not count.

use crate::model::spans::{parts_in, parts_outside};
use crate::model::text::TextSpan;
use std::ops::{AddAssign, Range, SubAssign};

/// How much there is and how much of it is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Characters outside boilerplate.
    pub chars: u32,
    /// Those of them under an annotation.
    pub coded_chars: u32,
    /// Paragraphs with such characters.
    pub paragraphs: u32,
    /// Those of them with an annotation on such characters.
    pub coded_paragraphs: u32,
}

impl Progress {
    /// The part of the characters that is coded, 0 to 1; `None` where there is nothing to code.
    pub fn share(&self) -> Option<f32> {
        let share = f64::from(self.coded_chars) / f64::from(self.chars);
        (self.chars > 0).then_some(share as f32)
    }

    /// The share in whole percents: 0 only for nothing at all, 100 only for all of it.
    pub fn percent(&self) -> Option<u32> {
        let percent = (f64::from(self.share()?) * 100.0).round() as u32;
        let (least, most) = (
            u32::from(self.coded_chars > 0),
            if self.coded_chars < self.chars {
                99
            } else {
                100
            },
        );
        Some(percent.clamp(least, most))
    }

    /// Whether there is something to code, and nothing of it is coded.
    pub fn is_uncoded(&self) -> bool {
        self.chars > 0 && self.coded_chars == 0
    }
}

impl AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        self.chars += other.chars;
        self.coded_chars += other.coded_chars;
        self.paragraphs += other.paragraphs;
        self.coded_paragraphs += other.coded_paragraphs;
    }
}

impl SubAssign for Progress {
    fn sub_assign(&mut self, other: Self) {
        self.chars -= other.chars;
        self.coded_chars -= other.coded_chars;
        self.paragraphs -= other.paragraphs;
        self.coded_paragraphs -= other.coded_paragraphs;
    }
}

/// How much of one paragraph is coded. `boilerplate` and `coded` are sorted and apart, as
/// [`crate::model::spans::joined`] gives them; stretches outside the paragraph do no harm.
pub fn paragraph(
    text: &str,
    paragraph: Range<usize>,
    boilerplate: &[TextSpan],
    coded: &[TextSpan],
) -> Progress {
    let count = |range: Range<usize>| {
        let chars = text.get(range).unwrap_or_default().chars().count();
        u32::try_from(chars).unwrap_or(u32::MAX)
    };
    let mut progress = Progress::default();
    for part in parts_outside(boilerplate, trimmed(text, paragraph)) {
        progress.chars += count(part.clone());
        progress.coded_chars += parts_in(coded, part).map(count).sum::<u32>();
    }
    progress.paragraphs = u32::from(progress.chars > 0);
    progress.coded_paragraphs = u32::from(progress.coded_chars > 0);
    progress
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, boilerplate: &[&str], coded: &[&str], expected: (u32, u32)) {
        let spans = |words: &[&str]| -> Vec<TextSpan> {
            let span = |words: &&str| {
                let start = text.find(words).expect("in the text");
                TextSpan::from_range(start..start + words.len()).expect("not empty")
            };
            crate::model::spans::joined(words.iter().map(span).collect())
        };
        let found = paragraph(text, 0..text.len(), &spans(boilerplate), &spans(coded));
        assert_eq!((found.chars, found.coded_chars), expected, "{text:?}");
        assert_eq!(found.paragraphs, u32::from(expected.0 > 0));
        assert_eq!(found.coded_paragraphs, u32::from(expected.1 > 0));
    }

    #[test]
    fn characters_count_once_and_boilerplate_not_at_all() {
        check("  One two.  ", &[], &["two"], (8, 3));
        check("One two.", &[], &["One two", "two."], (8, 8));
        check("One two. Follow us!", &[" Follow us!"], &["Follow"], (8, 0));
        check("Follow us!", &["Follow us!"], &["us"], (0, 0));
        check("One two three", &["two"], &["One two three"], (10, 10));
        check("کابل میں دھماکہ", &[], &["کابل"], (15, 4));
    }

    #[test]
    fn a_share_says_nothing_and_all_only_where_it_is_so() {
        let share = |coded_chars, chars| {
            let progress = Progress {
                chars,
                coded_chars,
                ..Progress::default()
            };
            progress.percent()
        };
        for (coded, all, expected) in [
            (0, 0, None),
            (0, 900, Some(0)),
            (1, 900, Some(1)),
            (450, 900, Some(50)),
            (899, 900, Some(99)),
            (900, 900, Some(100)),
        ] {
            assert_eq!(share(coded, all), expected, "{coded} of {all}");
        }
    }
}
