//! Which way letters run (UAX #9): the direction of a paragraph, the level of each of its bytes,
//! and the order in which the runs of a line stand on the page.

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

/// The way a line is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From left to right.
    #[default]
    Rightwards,
    /// From right to left.
    Leftwards,
}

impl Direction {
    /// The direction of most of the letters at the beginning of a text; `None` without letters.
    pub fn of_most(text: &str) -> Option<Self> {
        let (mut rightwards, mut leftwards) = (0_u32, 0_u32);
        for letter in text.chars().take(SAMPLE) {
            match bidi_class(letter) {
                BidiClass::L => rightwards += 1,
                BidiClass::R | BidiClass::AL => leftwards += 1,
                _ => {}
            }
        }
        match rightwards.cmp(&leftwards) {
            _ if rightwards + leftwards == 0 => None,
            std::cmp::Ordering::Less => Some(Self::Leftwards),
            _ => Some(Self::Rightwards),
        }
    }

    pub(super) fn is_rightwards(self) -> bool {
        self == Self::Rightwards
    }

    /// The level of what stands in no run of its own (rules P3, HL1).
    pub(super) fn level(self) -> Level {
        match self {
            Self::Rightwards => Level::ltr(),
            Self::Leftwards => Level::rtl(),
        }
    }
}

/// How many letters tell the direction of a text.
const SAMPLE: usize = 4_096;

/// The levels of a paragraph.
pub(super) struct Levels {
    pub direction: Direction,
    /// One for each byte; empty where all of them have the paragraph's own.
    bytes: Vec<Level>,
}

impl Levels {
    /// Of a paragraph; `leaning` is the direction of one without letters.
    pub fn new(text: &str, leaning: Direction) -> Self {
        if !text.chars().any(may_turn) && leaning.is_rightwards() {
            return Self {
                direction: Direction::Rightwards,
                bytes: Vec::new(),
            };
        }
        let direction = first_strong(text).unwrap_or(leaning);
        let info = ParagraphBidiInfo::new(text, Some(direction.level()));
        Self {
            direction,
            bytes: info.levels,
        }
    }

    /// The level of the letter at a byte.
    pub fn at(&self, byte: usize) -> Level {
        let own = self.bytes.get(byte).copied();
        own.unwrap_or_else(|| self.direction.level())
    }
}

/// Whether a letter can turn the direction of its line.
pub(super) fn may_turn(letter: char) -> bool {
    letter >= '\u{590}'
        && !matches!(
            bidi_class(letter),
            BidiClass::L | BidiClass::ON | BidiClass::EN | BidiClass::ES | BidiClass::ET
                | BidiClass::CS | BidiClass::WS | BidiClass::NSM
        )
        // Joiners and the like stand in emoji; by themselves they turn nothing.
        && !matches!(letter, '\u{200b}'..='\u{200e}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The direction of the first letter that has one, isolates left out (rules P2 and P3).
fn first_strong(text: &str) -> Option<Direction> {
    let mut isolated = 0_u32;
    for letter in text.chars() {
        match bidi_class(letter) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => isolated += 1,
            BidiClass::PDI => isolated = isolated.saturating_sub(1),
            BidiClass::L if isolated == 0 => return Some(Direction::Rightwards),
            BidiClass::R | BidiClass::AL if isolated == 0 => return Some(Direction::Leftwards),
            _ => {}
        }
    }
    None
}

/// Whether blanks before this letter, and the letter itself, stand on the paragraph's own level
/// (rule L1).
pub(super) fn separates(letter: char) -> bool {
    let may = letter.is_control() || letter.is_whitespace();
    may && matches!(bidi_class(letter), BidiClass::B | BidiClass::S)
}

/// The runs of a line from left to right (rule L2), given their levels in the order of the text.
pub(super) fn visual_order(levels: &[Level]) -> Vec<usize> {
    ParagraphBidiInfo::reorder_visual(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_decides() {
        use Direction::{Leftwards, Rightwards};
        for (text, leaning, expected) in [
            ("Kabul کابل", Leftwards, Rightwards),
            ("کابل Kabul", Rightwards, Leftwards),
            ("«۱۲» 3", Leftwards, Leftwards),
            ("«۱۲» 3", Rightwards, Rightwards),
            ("16 (3)", Leftwards, Leftwards),
            ("", Leftwards, Leftwards),
            ("\u{2067}ab\u{2069} کابل", Rightwards, Leftwards),
            ("👩‍👩‍👧 x", Leftwards, Rightwards),
        ] {
            assert_eq!(Levels::new(text, leaning).direction, expected, "{text:?}");
        }
    }

    #[test]
    fn most_letters_decide_for_a_text() {
        use Direction::{Leftwards, Rightwards};
        for (text, expected) in [
            ("BBC: یہ حملہ دسمبر میں ہوا", Some(Leftwards)),
            ("The town of کابل", Some(Rightwards)),
            ("1, 2, 3 …", None),
        ] {
            assert_eq!(Direction::of_most(text), expected, "{text:?}");
        }
    }
}
