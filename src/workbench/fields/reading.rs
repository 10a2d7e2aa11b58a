//! What was typed, read as a date, a number, a score, a position or lines; or why it is none.

use crate::model::edtf::Edtf;
use crate::model::place::Position;

pub(super) fn date(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).map_err(|error| error.to_string())
}

pub(super) fn optional_date(text: &str) -> Result<Option<Edtf>, String> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        date(text).map(Some)
    }
}

pub(super) fn number(text: &str) -> Result<Option<u32>, String> {
    let found =
        crate::workbench::widgets::number_from_text(text).map_err(|error| error.to_string())?;
    found
        .map(|number| {
            u32::try_from(number).map_err(|_| "That is more people than there are.".to_owned())
        })
        .transpose()
}

/// A score of -10 to 10 with at most one decimal, in tenths.
pub(super) fn score(text: &str) -> Result<Option<i16>, String> {
    let text = text.trim().replace('−', "-");
    if text.is_empty() {
        return Ok(None);
    }
    let points: f64 = text
        .parse()
        .map_err(|_| format!("`{text}` is not a number (a score is -10 to 10, such as -2.5)"))?;
    let tenths = points * 10.0;
    if !(-100.0..=100.0).contains(&tenths) || (tenths - tenths.round()).abs() > 1e-6 {
        return Err(format!(
            "`{text}` is not a score (-10 to 10 with one decimal, such as -2.5)"
        ));
    }
    Ok(Some(tenths.round() as i16))
}

/// "34.5, 69.2": latitude and longitude in degrees.
pub(super) fn position(text: &str) -> Result<Option<Position>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let bad = || {
        format!("`{text}` is not a position (latitude, longitude in degrees, such as 34.5, 69.2)")
    };
    let (latitude, longitude) = text.split_once(',').ok_or_else(bad)?;
    let degrees = |text: &str, most: f64| {
        let degrees: f64 = text.trim().parse().ok()?;
        (degrees.abs() <= most).then_some((degrees * 1e6).round() as i32)
    };
    match (degrees(latitude, 90.0), degrees(longitude, 180.0)) {
        (Some(latitude_e6), Some(longitude_e6)) => Ok(Some(Position {
            latitude_e6,
            longitude_e6,
        })),
        _ => Err(bad()),
    }
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_positions_are_read_or_explained() {
        for (text, expected) in [
            ("", Some(None)),
            ("-2.5", Some(Some(-25))),
            ("−9", Some(Some(-90))),
            ("10", Some(Some(100))),
            ("10.1", None),
            ("1.25", None),
            ("much", None),
        ] {
            assert_eq!(score(text).ok(), expected, "{text}");
        }
        assert_eq!(
            position("34.5, -69.25").ok().flatten(),
            Some(Position {
                latitude_e6: 34_500_000,
                longitude_e6: -69_250_000
            })
        );
        for bad in ["34.5", "91, 0", "0, 181", "x, y", "NaN, 0"] {
            assert!(position(bad).is_err(), "{bad}");
        }
    }
}
