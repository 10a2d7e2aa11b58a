//! Coordinates.

use super::ascii_digits;

/// Where a row says it was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ReadPoint {
    /// Degrees north and east; `None` where nobody knows.
    pub at: Option<[f32; 2]>,
    /// What is odd, in which of the two cells (0 is north), and what was made of it.
    pub odd: Option<(usize, &'static str)>,
}

impl ReadPoint {
    fn odd(cell: usize, odd: &'static str) -> Self {
        Self {
            at: None,
            odd: Some((cell, odd)),
        }
    }
}

/// Reads degrees north and east: `34.82`, `34,82`, `34°49'20"N`. Cells that say one of `unknown`
/// say nothing.
pub fn point(north: &[u8], east: &[u8], unknown: &[String]) -> ReadPoint {
    const NO_NUMBER: &str = "it is no coordinate: the place on the map is unknown";
    let (north, east) = match (degrees(north, unknown), degrees(east, unknown)) {
        (Err(()), _) => return ReadPoint::odd(0, NO_NUMBER),
        (_, Err(())) => return ReadPoint::odd(1, NO_NUMBER),
        (Ok(None), Ok(None)) => return ReadPoint::default(),
        (Ok(Some(_)), Ok(None)) => {
            return ReadPoint::odd(
                1,
                "the other coordinate is given, this one is not: both unknown",
            );
        }
        (Ok(None), Ok(Some(_))) => {
            return ReadPoint::odd(
                0,
                "the other coordinate is given, this one is not: both unknown",
            );
        }
        (Ok(Some(north)), Ok(Some(east))) => (north, east),
    };
    if !(-90.0..=90.0).contains(&north) {
        return ReadPoint::odd(0, "no place lies so far north or south: taken as unknown");
    }
    if !(-180.0..=180.0).contains(&east) {
        return ReadPoint::odd(1, "no place lies so far east or west: taken as unknown");
    }
    if north == 0.0 && east == 0.0 {
        return ReadPoint::odd(
            0,
            "0, 0 lies in the open sea and often stands for nothing: taken as unknown",
        );
    }
    ReadPoint {
        at: Some([north as f32, east as f32]),
        odd: None,
    }
}

fn degrees(cell: &[u8], unknown: &[String]) -> Result<Option<f64>, ()> {
    let cell = cell.trim_ascii();
    let is_unknown = unknown.iter().any(|other| other.as_bytes() == cell);
    if cell.is_empty() || is_unknown {
        return Ok(None);
    }
    let text = std::str::from_utf8(cell).map_err(|_| ())?;
    if let Ok(number) = text.parse::<f64>() {
        // "NaN" is a number to some.
        return Ok(Some(number).filter(|number| !number.is_nan()));
    }
    written(&ascii_digits(cell)).map(Some).ok_or(())
}

fn written(cell: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?.trim().replace(',', ".");
    let text = text.to_uppercase();
    let (text, sign) = match text.strip_suffix(['N', 'E']) {
        Some(rest) => (rest, 1.0),
        None => match text.strip_suffix(['S', 'W']) {
            Some(rest) => (rest, -1.0),
            None => (&*text, 1.0),
        },
    };
    let signs = ['°', '\'', '"', '′', '″', '’', '”', ' ', ':'];
    let parts = text.split(signs).filter(|part| !part.is_empty());
    let parts: Option<Vec<f64>> = parts.map(|part| part.parse().ok()).collect();
    let (whole, minutes, seconds) = match *parts? {
        [whole] => (whole, 0.0, 0.0),
        [whole, minutes] => (whole, minutes, 0.0),
        [whole, minutes, seconds] => (whole, minutes, seconds),
        _ => return None,
    };
    if !(0.0..60.0).contains(&minutes) || !(0.0..60.0).contains(&seconds) {
        return None;
    }
    let part: f64 = minutes / 60.0 + seconds / 3600.0;
    Some(sign * whole.signum() * (whole.abs() + part))
}
