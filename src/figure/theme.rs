//! The colours of a theme, as data: what the window, the charts and the exports paint with.
//!
//! Each theme is one file under `assets/themes`, embedded and read once; no colour stands anywhere
//! else. Nothing here knows egui. The tests hold what the look promises: text and marks stand out
//! on every ground, and the hues of the five kinds differ for every form of colour vision.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::look::Hue;

/// An opaque sRGB colour, 8 bits a channel. Written `RRGGBB` in a theme file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour in a theme file that is not six hexadecimal digits.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a colour; write six hexadecimal digits, for example 2F5DA8")]
pub struct BadColour(String);

impl TryFrom<String> for Rgb {
    type Error = BadColour;

    fn try_from(text: String) -> Result<Self, BadColour> {
        let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u32::from_str_radix(&text, 16) {
            Ok(value) if digits => {
                let [_, red, green, blue] = value.to_be_bytes();
                Ok(Self(red, green, blue))
            }
            _ => Err(BadColour(text)),
        }
    }
}

impl Rgb {
    /// `RRGGBB`, as theme files and SVG write it.
    pub fn hex(self) -> String {
        format!("{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// The channels as light, 0 to 1, without the sRGB transfer curve (IEC 61966-2-1).
    fn linear(self) -> [f32; 3] {
        [self.0, self.1, self.2].map(|channel| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    }
}

/// Every colour of one theme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Theme {
    /// Whether this theme has light text on dark grounds.
    pub dark: bool,

    /// Behind all panes.
    pub background: Rgb,
    /// Where one reads and types: the reader, the charts, text fields.
    pub pane: Rgb,
    /// Chrome: bars and side panes.
    pub pane2: Rgb,
    /// Under the mouse.
    pub hover: Rgb,
    /// A selected row; a focused control.
    pub selection_background: Rgb,

    /// One-pixel borders.
    pub line: Rgb,
    /// Text.
    pub ink: Rgb,
    /// Secondary text: headings, hints, counts.
    pub muted: Rgb,
    /// Decoration only; too weak for text that must be read.
    pub faint: Rgb,
    /// The accent bar of a selected row, focus outlines, links.
    pub selection: Rgb,

    rust: Rgb,
    navy: Rgb,
    violet: Rgb,
    teal: Rgb,
    ochre: Rgb,
    slate: Rgb,
    rose: Rgb,
    olive: Rgb,

    /// Text of an error.
    pub error: Rgb,
    /// Text of a warning.
    pub warning: Rgb,
    /// Text and mark of "all is well".
    pub ok: Rgb,

    /// The ground of a chart where no source looked.
    pub no_coverage: Rgb,
    /// The hatching over [`Self::no_coverage`]. Decoration only.
    pub hatch: Rgb,
    /// What a menu's shadow is made of, at low opacity.
    pub shadow: Rgb,
}

impl Theme {
    /// The light theme.
    pub fn light() -> &'static Self {
        static LIGHT: OnceLock<Theme> = OnceLock::new();
        LIGHT.get_or_init(|| embedded(include_str!("../../assets/themes/light.ron")))
    }

    /// The dark theme.
    pub fn dark() -> &'static Self {
        static DARK: OnceLock<Theme> = OnceLock::new();
        DARK.get_or_init(|| embedded(include_str!("../../assets/themes/dark.ron")))
    }

    /// Black on white paper.
    pub fn print() -> &'static Self {
        static PRINT: OnceLock<Theme> = OnceLock::new();
        PRINT.get_or_init(|| embedded(include_str!("../../assets/themes/print.ron")))
    }

    /// The colour of a kind's marks in this theme.
    pub const fn hue(&self, hue: Hue) -> Rgb {
        match hue {
            Hue::Rust => self.rust,
            Hue::Navy => self.navy,
            Hue::Violet => self.violet,
            Hue::Teal => self.teal,
            Hue::Ochre => self.ochre,
            Hue::Slate => self.slate,
            Hue::Rose => self.rose,
            Hue::Olive => self.olive,
        }
    }

    /// Everything text and marks may stand on.
    pub const fn grounds(&self) -> [Rgb; 6] {
        [
            self.background,
            self.pane,
            self.pane2,
            self.hover,
            self.selection_background,
            self.no_coverage,
        ]
    }
}

/// The theme of a figure, as somebody chooses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
    /// Black on white, told apart by patterns.
    Print,
}

impl ThemeName {
    /// Every theme, in the order a choice offers them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// Its name in small letters.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }

    /// Its colours.
    pub fn theme(self) -> &'static Theme {
        match self {
            Self::Light => Theme::light(),
            Self::Dark => Theme::dark(),
            Self::Print => Theme::print(),
        }
    }

    /// Whether groups have patterns, as their colours do not tell them apart.
    pub const fn is_patterned(self) -> bool {
        matches!(self, Self::Print)
    }
}

fn embedded(text: &str) -> Theme {
    // The text is part of the executable, and a test reads all themes.
    ron::from_str(text).unwrap_or_else(|error| unreachable!("broken embedded theme: {error}"))
}

/// How strongly two colours contrast, from 1 (the same) to 21 (black on white); WCAG 2.1,
/// "contrast ratio".
pub fn contrast(a: Rgb, b: Rgb) -> f32 {
    let luminance = |colour: Rgb| {
        let [red, green, blue] = colour.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour a share `t` of the way from `a` to `b`, channel by channel as written (not as light).
/// `t` is clamped to 0..=1; not a number counts as 0.
pub fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    let t = if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) };
    let channel = |a: u8, b: u8| {
        let (a, b) = (f32::from(a), f32::from(b));
        // Between two bytes, so the cast is exact after rounding.
        (a + (b - a) * t).round() as u8
    };
    Rgb(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

#[cfg(test)]
mod tests;
