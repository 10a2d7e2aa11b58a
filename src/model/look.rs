//! How a kind looks: one hue and one shape, the same everywhere it appears.
//!
//! A kind names its look in the project file in plain words; which colour a hue is on a light or a
//! dark page is decided by the theme (`figure::theme`), so a project never carries a colour.

use serde::{Deserialize, Serialize};

/// The hue of a kind. Five are taken by the kinds every project starts with; three are spare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Hue {
    /// Attacks.
    Rust,
    /// Strikes.
    Navy,
    /// Policy shifts.
    Violet,
    /// Diplomacy.
    Teal,
    /// Claims.
    Ochre,
    /// Grey-blue, for context.
    Slate,
    /// Pink.
    Rose,
    /// Yellow-green.
    Olive,
}

impl Hue {
    /// Every hue, in the order a picker offers them.
    pub const ALL: [Self; 8] = [
        Self::Rust,
        Self::Navy,
        Self::Violet,
        Self::Teal,
        Self::Ochre,
        Self::Slate,
        Self::Rose,
        Self::Olive,
    ];

    /// The hues of the five kinds a project starts with; these are told apart by readers with any
    /// form of colour blindness.
    pub const OF_KINDS: [Self; 5] = [
        Self::Rust,
        Self::Navy,
        Self::Violet,
        Self::Teal,
        Self::Ochre,
    ];

    /// The hue in a plain word, in sentence case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Navy => "Navy",
            Self::Violet => "Violet",
            Self::Teal => "Teal",
            Self::Ochre => "Ochre",
            Self::Slate => "Slate",
            Self::Rose => "Rose",
            Self::Olive => "Olive",
        }
    }
}

/// The shape of a kind's mark, so that hue never stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// Attacks.
    Disc,
    /// Strikes.
    Triangle,
    /// Policy shifts.
    Diamond,
    /// Diplomacy.
    Square,
    /// Claims.
    Speech,
    /// An upright cross.
    Cross,
    /// Five points.
    Star,
    /// Six sides.
    Hexagon,
}

impl Shape {
    /// Every shape, in the order a picker offers them.
    pub const ALL: [Self; 8] = [
        Self::Disc,
        Self::Triangle,
        Self::Diamond,
        Self::Square,
        Self::Speech,
        Self::Cross,
        Self::Star,
        Self::Hexagon,
    ];

    /// The shape in plain words, in sentence case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disc => "Disc",
            Self::Triangle => "Triangle",
            Self::Diamond => "Diamond",
            Self::Square => "Square",
            Self::Speech => "Speech mark",
            Self::Cross => "Cross",
            Self::Star => "Star",
            Self::Hexagon => "Hexagon",
        }
    }
}
