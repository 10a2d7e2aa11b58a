//! The bundled faces, and which of them each family asks in turn.
//!
//! Every family ends in the same fallbacks, so a sign, an emoji or an Arabic word in a label or a
//! source is drawn everywhere. Licences and origins: `assets/fonts/README.md`.

use std::sync::Arc;

pub use crate::figure::faces::{FACES, face_bytes, scale_of};
use egui::epaint::text::FontTweak;
use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// What a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Labels, buttons, fields.
    Interface,
    /// The interface, one step heavier.
    Medium,
    /// The interface, semibold: headings and what matters in a line.
    Strong,
    /// Numbers in columns: every digit is equally wide. egui's monospace is the same.
    Tabular,
    /// The text of a source.
    Reading,
    /// The same, bold.
    ReadingBold,
    /// The same, italic.
    ReadingItalic,
    /// Arabic script, in the style of Arabic, Persian and Pashto print.
    Naskh,
    /// Arabic script, in the style of Urdu print; wants about 2.4 times the line height.
    Nastaliq,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 9] = [
        Self::Interface,
        Self::Medium,
        Self::Strong,
        Self::Tabular,
        Self::Reading,
        Self::ReadingBold,
        Self::ReadingItalic,
        Self::Naskh,
        Self::Nastaliq,
    ];

    /// egui's name for this family.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Interface => FontFamily::Proportional,
            Self::Tabular => FontFamily::Name("tabular".into()),
            Self::Medium => FontFamily::Name("medium".into()),
            Self::Strong => FontFamily::Name("strong".into()),
            Self::Reading => FontFamily::Name("reading".into()),
            Self::ReadingBold => FontFamily::Name("reading-bold".into()),
            Self::ReadingItalic => FontFamily::Name("reading-italic".into()),
            Self::Naskh => FontFamily::Name("naskh".into()),
            Self::Nastaliq => FontFamily::Name("nastaliq".into()),
        }
    }

    /// This family at `size` points.
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }

    /// The faces asked before the common fallbacks.
    fn own_faces(self) -> &'static [&'static str] {
        match self {
            Self::Interface => &["inter"],
            Self::Medium => &["inter-medium"],
            Self::Strong => &["inter-semibold"],
            Self::Tabular => &["tabular"],
            Self::Reading => &["serif"],
            Self::ReadingBold => &["serif-bold", "serif"],
            Self::ReadingItalic => &["serif-italic", "serif"],
            Self::Naskh => &["naskh", "serif"],
            Self::Nastaliq => &["nastaliq", "naskh", "serif"],
        }
    }

    /// The names of the faces it asks, in this order, each once.
    pub fn chain(self) -> Vec<&'static str> {
        let mut chain: Vec<&'static str> = Vec::new();
        for face in self.own_faces().iter().chain(&FALLBACKS) {
            if !chain.contains(face) {
                chain.push(face);
            }
        }
        chain
    }
}

/// Asked by every family after its own faces, in this order.
const FALLBACKS: [&str; 6] = ["inter", "naskh", "symbols2", "symbols", "emoji", "serif"];

/// The fonts of the window; pass them to `egui::Context::set_fonts` once.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FACES {
        let data = FontData::from_static(bytes).tweak(tweak(name));
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    for family in Family::ALL {
        let chain: Vec<String> = family.chain().into_iter().map(str::to_owned).collect();
        if family == Family::Tabular {
            fonts.families.insert(FontFamily::Monospace, chain.clone());
        }
        fonts.families.insert(family.family(), chain);
    }
    fonts
}

fn tweak(face: &str) -> FontTweak {
    FontTweak {
        scale: scale_of(face),
        ..FontTweak::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_draws_every_script() {
        let ctx = egui::Context::default();
        ctx.set_fonts(fonts());
        ctx.run_ui(egui::RawInput::default(), |_| {})
            .drop_without_applying_deltas();
        for family in Family::ALL {
            for sample in ["Añ ß Ж λ", "عبد ٹڑ۱", "→ ✓ ✗ × − ≤ ⚔ ☮", "😀 🚀 🔥", "“–…”"]
            {
                for letter in sample.chars().filter(|letter| *letter != ' ') {
                    let drawn = ctx.fonts_mut(|fonts| fonts.has_glyph(&family.at(13.0), letter));
                    assert!(drawn, "{family:?} has no {letter}");
                }
            }
        }
    }

    #[test]
    fn tabular_digits_are_equally_wide() {
        let ctx = egui::Context::default();
        ctx.set_fonts(fonts());
        ctx.run_ui(egui::RawInput::default(), |_| {})
            .drop_without_applying_deltas();
        let width = |letter| ctx.fonts_mut(|f| f.glyph_width(&Family::Tabular.at(13.0), letter));
        for letter in "123456789\u{2007}".chars() {
            assert_eq!(width(letter), width('0'), "{letter:?}");
        }
    }

    #[test]
    fn faces_are_found_by_name() {
        assert!(face_bytes("nastaliq").is_some_and(|bytes| bytes.len() > 1_000));
        assert!(face_bytes("comic").is_none());
    }
}
