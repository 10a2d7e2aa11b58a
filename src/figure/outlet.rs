//! One figure, every outlet: a scene written in the format somebody asks for.
//!
//! In: a scene and how it is written. Out: the bytes of a file. The window and the command line ask
//! here and nowhere else, so that both write the same.

use super::pdf::pdf;
use super::png::png;
use super::scene::Scene;
use super::svg::svg;
use super::theme::Theme;
use std::path::Path;
use std::str::FromStr;

/// The formats of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Vectors for the web and for drawing programs.
    #[default]
    Svg,
    /// Pixels.
    Png,
    /// Vectors for print.
    Pdf,
}

/// How a figure is written.
#[derive(Clone, Debug, PartialEq)]
pub struct How {
    /// The format.
    pub format: Format,
    /// The colours.
    pub theme: &'static Theme,
    /// The pixels of a point, where there are pixels.
    pub scale: f32,
    /// The language of its words.
    pub language: Language,
    /// Whether an SVG brings the faces along that it is set in; a PDF always does.
    pub faces: bool,
}

impl Default for How {
    fn default() -> Self {
        Self {
            format: Format::Svg,
            theme: Theme::light(),
            scale: 2.0,
            language: Language::default(),
            faces: true,
        }
    }
}

/// The language of a figure's words, as a tag such as `en` or `ur-PK` (BCP 47).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

/// What is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language tag (write one such as en, ur or fa-AF)")]
pub struct BadLanguage(String);

/// A figure was not written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CannotWrite {
    /// More pixels than a computer should be asked to hold.
    #[error(
        "a picture of {width} by {height} pixels is too large (at most {most} million pixels; choose a smaller scale, or SVG or PDF)"
    )]
    TooManyPixels {
        /// Side by side.
        width: u64,
        /// One below the other.
        height: u64,
        /// How many there may be, in millions.
        most: u64,
    },
    /// A page that readers of PDF do not show.
    #[error(
        "a page of {width} by {height} points is too large for PDF (at most {most} on a side; make the figure smaller, or write SVG)"
    )]
    PageTooLarge {
        /// Across, in points.
        width: f32,
        /// Down, in points.
        height: f32,
        /// The longest side there may be, in points.
        most: f32,
    },
    /// The writer of PNG refuses.
    #[error("the picture cannot be written: {0} (write SVG or PDF)")]
    Png(String),
    /// The writer of PDF refuses.
    #[error("the page cannot be written: {0} (write SVG or PNG)")]
    Pdf(String),
}

/// The ending of a file that is none of a figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: figures are written as SVG, PNG or PDF (name it FILE.svg, FILE.png or FILE.pdf)", .0)]
pub struct UnknownEnding(String);

/// Writes a figure.
///
/// # Errors
/// When it is too large for the format.
pub fn written(scene: &Scene, how: &How) -> Result<Vec<u8>, CannotWrite> {
    match how.format {
        Format::Svg => Ok(svg(scene, how).into_bytes()),
        Format::Png => png(scene, how.theme, how.scale),
        Format::Pdf => pdf(scene, how.theme, how.language.as_str()),
    }
}

impl Format {
    /// Every format, in the order a choice offers them.
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Pdf];

    /// The ending of its files, without a dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
        }
    }

    /// The format a file is meant to be of, by the ending of its name, in small letters or large.
    ///
    /// # Errors
    /// When it is none of a figure.
    pub fn of_path(path: &Path) -> Result<Self, UnknownEnding> {
        let ending = path.extension().unwrap_or_default();
        let found = Self::ALL
            .into_iter()
            .find(|format| ending.eq_ignore_ascii_case(format.ending()));
        found.ok_or_else(|| UnknownEnding(path.display().to_string()))
    }
}

impl Language {
    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl FromStr for Language {
    type Err = BadLanguage;

    /// Takes a tag: a language of two to eight letters and parts of one to eight letters and digits
    /// behind it.
    fn from_str(text: &str) -> Result<Self, BadLanguage> {
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        let is_language =
            (2..=8).contains(&first.len()) && first.bytes().all(|it| it.is_ascii_alphabetic());
        let is_part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_alphanumeric())
        };
        match is_language && parts.all(is_part) {
            true => Ok(Self(text.to_owned())),
            false => Err(BadLanguage(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_languages() {
        for (name, format) in [
            ("f.svg", Some(Format::Svg)),
            ("a.b/F.PNG", Some(Format::Png)),
            ("f.pdf", Some(Format::Pdf)),
            ("f.jpeg", None),
            ("svg", None),
        ] {
            assert_eq!(Format::of_path(Path::new(name)).ok(), format, "{name}");
        }
        for (tag, is_one) in [
            ("en", true),
            ("ur-PK", true),
            ("zh-Hant-TW", true),
            ("", false),
            ("e", false),
            ("english language", false),
            ("en-", false),
            ("en\"", false),
        ] {
            assert_eq!(tag.parse::<Language>().is_ok(), is_one, "{tag}");
        }
    }
}
