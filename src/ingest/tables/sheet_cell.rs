//! What a cell of a spreadsheet says, as text.

use calamine::{Data, DataRef, ExcelDateTime};

/// The text of a cell; `None` for an error such as #N/A.
pub(super) fn text(cell: &DataRef<'_>) -> Option<String> {
    Some(match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => bool_text(*is_true),
        DataRef::DateTime(when) => date_text(*when),
        DataRef::DateTimeIso(text) => iso_text(text),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Empty => String::new(),
        DataRef::Error(_) => return None,
    })
}

/// As [`text`].
pub(super) fn owned_text(cell: &Data) -> Option<String> {
    Some(match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(is_true) => bool_text(*is_true),
        Data::DateTime(when) => date_text(*when),
        Data::DateTimeIso(text) => iso_text(text),
        Data::Empty => String::new(),
        Data::Error(_) => return None,
    })
}

fn bool_text(is_true: bool) -> String {
    if is_true { "TRUE" } else { "FALSE" }.to_owned()
}

/// The shortest digits that mean this number; whole numbers without a point.
fn number_text(number: f64) -> String {
    if number.abs() >= 1e21 || (number != 0.0 && number.abs() < 1e-9) {
        format!("{number:e}")
    } else {
        format!("{number}")
    }
}

/// Midnight is no time anybody wrote down.
fn iso_text(text: &str) -> String {
    let day = text.strip_suffix("T00:00:00");
    day.unwrap_or(text).to_owned()
}

/// The day, and the time where it is not midnight; the time alone where there is no day.
fn date_text(when: ExcelDateTime) -> String {
    let value = when.as_f64();
    if when.is_duration() {
        return duration_text(value);
    }
    let (year, month, day, hour, minute, second, milli) = when.to_ymd_hms_milli();
    // Excel keeps times in floating point: half a millisecond is none.
    let time = match milli {
        0 => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    };
    let is_midnight = (hour, minute, second, milli) == (0, 0, 0, 0);
    if (0.0..1.0).contains(&value) {
        return time;
    }
    match is_midnight {
        true => format!("{year:04}-{month:02}-{day:02}"),
        false => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}

fn duration_text(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round();
    let (hours, rest) = ((seconds / 3_600.0).floor(), seconds % 3_600.0);
    let sign = if days < 0.0 { "-" } else { "" };
    let (minutes, seconds) = ((rest / 60.0).floor(), rest % 60.0);
    format!("{sign}{hours}:{minutes:02}:{seconds:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[test]
    fn cells_say_what_a_reader_sees_in_them() {
        let date = |value, is_1904| {
            DataRef::DateTime(ExcelDateTime::new(
                value,
                ExcelDateTimeType::DateTime,
                is_1904,
            ))
        };
        let lasted =
            DataRef::DateTime(ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false));
        for (cell, expected) in [
            (DataRef::Float(3.0), "3"),
            (DataRef::Float(197_000_000_001.0), "197000000001"),
            (DataRef::Float(33.8938), "33.8938"),
            (DataRef::Float(-0.5), "-0.5"),
            (DataRef::Float(1e300), "1e300"),
            (DataRef::Int(-9), "-9"),
            (DataRef::Bool(true), "TRUE"),
            (date(45_943.0, false), "2025-10-13"),
            (date(45_943.0 - 1_462.0, true), "2025-10-13"),
            (date(45_943.5, false), "2025-10-13 12:00:00"),
            (date(0.75, false), "18:00:00"),
            (lasted, "36:00:00"),
            (
                DataRef::DateTimeIso("2021-01-06T00:00:00".into()),
                "2021-01-06",
            ),
            (DataRef::DateTimeIso("2021-01-06".into()), "2021-01-06"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(text(&cell).as_deref(), Some(expected), "{cell:?}");
            let owned = Data::from(cell);
            assert_eq!(owned_text(&owned).as_deref(), Some(expected), "{owned:?}");
        }
        assert_eq!(text(&DataRef::Error(CellErrorType::NA)), None);
    }
}
