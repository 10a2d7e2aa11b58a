//! The number keys that codes used lately are put on.

use egui::Key;

/// The number keys codes are put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "a number is a number")]
pub enum Slot {
    One,
    Two,
    Three,
    Four,
    Five,
    Six,
    Seven,
    Eight,
    Nine,
}

impl Slot {
    /// From the first to the last.
    pub const ALL: [Self; 9] = [
        Self::One,
        Self::Two,
        Self::Three,
        Self::Four,
        Self::Five,
        Self::Six,
        Self::Seven,
        Self::Eight,
        Self::Nine,
    ];

    /// Its place among them, from 0.
    pub const fn index(self) -> usize {
        self as usize
    }

    pub(super) const fn key(self) -> Key {
        match self {
            Self::One => Key::Num1,
            Self::Two => Key::Num2,
            Self::Three => Key::Num3,
            Self::Four => Key::Num4,
            Self::Five => Key::Num5,
            Self::Six => Key::Num6,
            Self::Seven => Key::Num7,
            Self::Eight => Key::Num8,
            Self::Nine => Key::Num9,
        }
    }

    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::One => "Code with quick code 1",
            Self::Two => "Code with quick code 2",
            Self::Three => "Code with quick code 3",
            Self::Four => "Code with quick code 4",
            Self::Five => "Code with quick code 5",
            Self::Six => "Code with quick code 6",
            Self::Seven => "Code with quick code 7",
            Self::Eight => "Code with quick code 8",
            Self::Nine => "Code with quick code 9",
        }
    }
}
