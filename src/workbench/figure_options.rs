//! How a figure is to be exported, as somebody types and ticks it.
//!
//! In: the fields of the dialog. Out: what the figure shows and how it is written, or what is wrong
//! with a field.

use crate::figure::outlet::{Format, How};
use crate::figure::theme::ThemeName;
use crate::figure::wanted::{Charts, LEAST_WIDTH, Wanted};

/// The shortest and the longest side of a figure, in points.
const SIDES: (f32, f32) = (LEAST_WIDTH, 20_000.0);
/// The fewest and the most pixels of a point.
const SCALES: (f32, f32) = (0.25, 20.0);

/// The points of an inch.
const POINTS_PER_INCH: f32 = 72.0;
/// The fewest and the most pixels of an inch.
const DENSITIES: (f32, f32) = (18.0, 1440.0);

/// A line of words that a figure has of its own accord, or as somebody writes it, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether the figure has it.
    pub shown: bool,
    /// What it says; what the figure says of its own accord when empty.
    pub text: String,
}

/// The fields of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureOptions {
    /// Which charts.
    pub charts: Charts,
    /// The format.
    pub format: Format,
    /// The colours.
    pub theme: ThemeName,
    /// Whether bars have patterns in every theme.
    pub patterns: bool,
    /// The width in points, as typed.
    pub width: String,
    /// The height in points, as typed; as high as needed when empty.
    pub height: String,
    /// The pixels of a point, as typed.
    pub scale: String,
    /// The pixels of an inch instead, as typed; those of a point count when empty.
    pub dpi: String,
    /// Whether an SVG has the faces it is set in.
    pub faces: bool,
    /// Above the charts.
    pub title: Line,
    /// Below them.
    pub caption: Line,
    /// Below that.
    pub source: Line,
    /// The language the file says its words are in, as typed.
    pub language: String,
}

impl Default for FigureOptions {
    fn default() -> Self {
        let line = Line {
            shown: true,
            text: String::new(),
        };
        Self {
            charts: Charts::Both,
            format: Format::Svg,
            theme: ThemeName::Light,
            patterns: false,
            width: "1200".to_owned(),
            height: String::new(),
            scale: "2".to_owned(),
            dpi: String::new(),
            faces: true,
            title: line.clone(),
            caption: line.clone(),
            source: line,
            language: "en".to_owned(),
        }
    }
}

impl Line {
    /// What a figure is asked for.
    fn wanted(&self) -> Option<String> {
        match (self.shown, self.text.trim()) {
            (false, _) => Some(String::new()),
            (true, "") => None,
            (true, text) => Some(text.to_owned()),
        }
    }
}

impl FigureOptions {
    /// What the figure shows; the rest as in `shown`.
    ///
    /// # Errors
    /// What is wrong with a field.
    pub fn wanted(&self, shown: Wanted) -> Result<Wanted, String> {
        let height = match self.height.trim() {
            "" => None,
            typed => Some(number(typed, "height", SIDES, "points")?),
        };
        Ok(Wanted {
            charts: self.charts,
            width: number(&self.width, "width", SIDES, "points")?,
            height,
            title: self.title.wanted(),
            caption: self.caption.wanted(),
            source: self.source.wanted(),
            patterned: self.patterns || self.theme.is_patterned(),
            ..shown
        })
    }

    /// How it is written.
    ///
    /// # Errors
    /// What is wrong with a field.
    pub fn how(&self) -> Result<How, String> {
        let language = self.language.trim().parse();
        let (scale, dpi) = (self.scale.trim(), self.dpi.trim());
        let scale = match dpi {
            "" => number(scale, "number of pixels", SCALES, "to a point")?,
            dpi => number(dpi, "number of pixels", DENSITIES, "to an inch")? / POINTS_PER_INCH,
        };
        Ok(How {
            format: self.format,
            theme: self.theme.theme(),
            scale,
            language: language.map_err(|error| format!("Language: {error}"))?,
            faces: self.faces,
        })
    }
}

fn number(typed: &str, what: &str, (least, most): (f32, f32), unit: &str) -> Result<f32, String> {
    let number = typed.trim().parse().ok();
    let number = number.filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| {
        let typed = typed.trim();
        format!("“{typed}” is no {what} from {least} to {most} {unit}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_taken_or_told_about() {
        let options = FigureOptions::default();
        let wanted = options.wanted(Wanted::default()).expect("the usual");
        assert_eq!(wanted, Wanted::default());
        assert_eq!(options.how(), Ok(How::default()));
        let with = |change: fn(&mut FigureOptions)| {
            let mut options = FigureOptions::default();
            change(&mut options);
            let wanted = options.wanted(Wanted::default());
            wanted.and_then(|wanted| Ok((wanted, options.how()?)))
        };
        for (change, why) in [
            (
                (|it| it.width = "wide".into()) as fn(&mut FigureOptions),
                "“wide” is no width",
            ),
            (|it| it.height = "12".into(), "“12” is no height from 320"),
            (|it| it.scale = "NaN".into(), "is no number of pixels"),
            (
                |it| it.dpi = "5".into(),
                "“5” is no number of pixels from 18",
            ),
            (|it| it.language = "a b".into(), "is no language tag"),
        ] {
            let error = with(change).expect_err(why);
            assert!(error.contains(why), "{error}");
        }
        let (wanted, how) = with(|it| {
            it.title.shown = false;
            it.caption.text = " Mine ".into();
            it.theme = ThemeName::Print;
            it.height = "900".into();
            it.dpi = "300".into();
            it.faces = false;
        })
        .expect("all well");
        assert_eq!(wanted.title.as_deref(), Some(""));
        assert_eq!(wanted.caption.as_deref(), Some("Mine"));
        assert_eq!((wanted.height, wanted.patterned), (Some(900.0), true));
        assert_eq!(how.theme, ThemeName::Print.theme());
        assert!((how.scale - 300.0 / 72.0).abs() < 1e-6 && !how.faces);
    }
}
