//! How wide words are, from the bundled faces, so that the window and the exports place labels
//! alike.
//!
//! Widths are sums of advances, without kerning; letters the interface face lacks are taken as
//! wide as they are high, which leaves too much room rather than too little.

use super::faces::face_bytes;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How heavy letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// As text.
    #[default]
    Regular,
    /// Semibold.
    Strong,
}

/// Tells how wide a line of text is.
pub trait Metrics {
    /// The width in points of `text` set in the interface face at `size` points.
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32;
}

/// The widths of the bundled interface face.
#[derive(Clone, Debug)]
pub struct FaceMetrics {
    regular: Advances,
    strong: Advances,
}

impl FaceMetrics {
    /// The widths of the bundled faces, read once.
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<FaceMetrics> = OnceLock::new();
        BUNDLED.get_or_init(|| Self {
            regular: Advances::of("inter"),
            strong: Advances::of("inter-semibold"),
        })
    }
}

impl Metrics for FaceMetrics {
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let advances = match weight {
            Weight::Regular => &self.regular,
            Weight::Strong => &self.strong,
        };
        let ems: f32 = text.chars().map(|letter| advances.ems(letter)).sum();
        ems * size
    }
}

/// How far each letter of a face moves on, in parts of its size.
#[derive(Clone, Debug)]
struct Advances {
    /// By code point, up to the last of the Latin and Greek blocks.
    common: Vec<f32>,
    others: BTreeMap<char, f32>,
}

impl Advances {
    const COMMON: u32 = 0x400;

    fn of(face: &str) -> Self {
        let font = face_bytes(face).and_then(|bytes| FontRef::new(bytes).ok());
        let mut new = Self {
            common: vec![1.0; Self::COMMON as usize],
            others: BTreeMap::new(),
        };
        let Some(font) = font else {
            return new;
        };
        let glyphs = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        for (code, glyph) in font.charmap().mappings() {
            let advance = glyphs.advance_width(glyph).unwrap_or(1.0);
            if let Some(slot) = new.common.get_mut(code as usize) {
                *slot = advance;
            } else if let Some(letter) = char::from_u32(code) {
                new.others.insert(letter, advance);
            }
        }
        new
    }

    fn ems(&self, letter: char) -> f32 {
        if matches!(letter, '\u{200b}'..='\u{200f}') {
            // Never seen.
            return 0.0;
        }
        let common = self.common.get(u32::from(letter) as usize).copied();
        common.unwrap_or_else(|| self.others.get(&letter).copied().unwrap_or(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_face() {
        let metrics = FaceMetrics::bundled();
        let width = |text, weight| metrics.width(text, 12.0, weight);
        // Inter has 2048 units to the em; `H` advances by 1520 of them, `i` by 496.
        for (text, least, most) in [
            ("H", 8.6, 9.2),
            ("i", 2.6, 3.2),
            ("…", 8.0, 12.5),
            ("", 0.0, 0.0),
        ] {
            let found = width(text, Weight::Regular);
            assert!((least..=most).contains(&found), "{text} is {found} wide");
        }
        assert!(width("Nangarhar", Weight::Strong) > width("Nangarhar", Weight::Regular));
        assert_eq!(width("حملہ", Weight::Regular), 48.0);
    }
}
