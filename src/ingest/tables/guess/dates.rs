//! Which columns say when.

use super::column::Column;
use super::words::{DATE, DAY, END, MONTH, NOT_A_DAY, NOT_ITS_DATE, PERIOD, START, YEAR};
use super::{Guesser, Question};
use crate::model::mapping::{DateAt, DateStyle, Precision, PrecisionColumn};
use crate::tables::dates::one_date;

/// How the cells of a column are written.
struct Style {
    style: DateStyle,
    why: String,
    /// Another style would fit all of them as well: `why` asks a person.
    is_undecided: bool,
}

impl Guesser<'_> {
    pub(super) fn dates(&mut self) {
        self.out.mapping.date.at = self
            .first_and_last()
            .or_else(|| self.one_column())
            .or_else(|| self.parts())
            .or_else(|| self.period())
            .unwrap_or_default();
        self.precision();
    }

    fn first_and_last(&mut self) -> Option<DateAt> {
        let is = |column: &Column<'_>, side: &[&str]| {
            let fits = column.says(&DATE) && column.says(side);
            (fits && style_of(column).is_some()).then_some(0)
        };
        let first = self.best(|column| is(column, &START))?;
        let last = self.best(|column| (column.at != first.at).then(|| is(column, &END))?)?;
        let style = style_of(first)?;
        let why = |column: &Column<'_>| format!("its name, and {}", dates_in(column, style.style));
        self.written(first, &style);
        let (first_why, last_why) = (why(first), why(last));
        let first = self.take(first, "first day", first_why);
        let last = self.take(last, "last day", last_why);
        Some(DateAt::Range(first, last))
    }

    fn one_column(&mut self) -> Option<DateAt> {
        let column = self.best(|column| {
            let style = style_of(column)?;
            let named = match (column.says(&DATE), column.says(&NOT_ITS_DATE)) {
                (true, false) => 40,
                (false, false) => 20,
                (true, true) => 10,
                (false, true) => 5,
            };
            // A number may be anything, unless the name says that it is a date.
            let is_bare = column.is_numeric() && style.style != DateStyle::DecimalYear;
            let whole = if column.is_named(&["date", "eventdate", "fecha", "datum"]) {
                5
            } else {
                0
            };
            (!is_bare || column.says(&DATE) || column.says(&["timestamp"])).then_some(named + whole)
        })?;
        let style = style_of(column)?;
        self.written(column, &style);
        let why = match column.says(&DATE) {
            true => format!("its name, and {}", dates_in(column, style.style)),
            false => dates_in(column, style.style),
        };
        Some(DateAt::One(self.take(column, "date", why)))
    }

    /// Year, month and day, or year and month.
    fn parts(&mut self) -> Option<DateAt> {
        let number = |column: &Column<'_>, most: u32| {
            column.mostly(|cell| {
                let whole = cell.strip_suffix(".0").unwrap_or(cell);
                whole.parse().is_ok_and(|number: u32| number <= most)
            })
        };
        let year = self.best(|column| (column.says(&YEAR) && years(column)).then_some(0))?;
        let month = self.best(|column| {
            let is_name = |cell: &str| {
                let day = format!("1 {cell} 2000");
                one_date(day.as_bytes(), DateStyle::DayFirst).is_some()
            };
            let fits = number(column, 12) || column.mostly(is_name);
            (column.says(&MONTH) && fits).then_some(0)
        })?;
        let day = self.best(|column| (column.says(&DAY) && number(column, 31)).then_some(0));
        let year = self.by_name(year, "year");
        let month = self.by_name(month, "month");
        let day = day.map(|day| self.by_name(day, "day of the month"));
        Some(DateAt::Parts(year, Some(month), day))
    }

    /// A month or a year a row, in a table of counts.
    fn period(&mut self) -> Option<DateAt> {
        let column = self.best(|column| {
            let fits = column.says(&PERIOD) && mostly_but_totals(column);
            fits.then_some(0)
        })?;
        let why = "its name, and months or years stand in it".to_owned();
        Some(DateAt::One(self.take(column, "date", why)))
    }

    fn written(&mut self, column: &Column<'_>, style: &Style) {
        self.out.mapping.date.style = style.style;
        if style.is_undecided {
            self.out.questions.push(Question {
                column: column.name.to_owned(),
                what: style.why.clone(),
            });
        }
    }

    fn precision(&mut self) {
        let Some(column) = self.best(|column| {
            let fits = column.says(&["prec", "precision"]) && column.says(&["date", "time", "day"]);
            fits.then_some(0)
        }) else {
            return;
        };
        let codes: &[(&str, Precision)] = match column.words.join("_").as_str() {
            "date_prec" => &[
                ("1", Precision::AsGiven),
                ("2", Precision::AsGiven),
                ("3", Precision::Week),
                ("4", Precision::Month),
                ("5", Precision::Year),
            ],
            "time_precision" => &[
                ("1", Precision::Day),
                ("2", Precision::Week),
                ("3", Precision::Month),
            ],
            _ if column.says_precisions() => &[
                ("day", Precision::Day),
                ("week", Precision::Week),
                ("month", Precision::Month),
                ("year", Precision::Year),
            ],
            // Scales run both ways: 1 is the best in one data set and the worst in another.
            _ => {
                self.out.questions.push(Question {
                    column: column.name.to_owned(),
                    what: "which of its codes stand for a day, a week, a month? Dates are \
                           taken as given"
                        .to_owned(),
                });
                return;
            }
        };
        let values = codes.iter();
        let values = values.map(|(code, precision)| ((*code).to_owned(), *precision));
        self.out.mapping.date.precision = Some(PrecisionColumn {
            values: values.collect(),
            column: self.by_name(column, "precision of the date"),
        });
    }
}

impl Column<'_> {
    fn says_precisions(&self) -> bool {
        self.mostly(|cell| ["day", "week", "month", "year"].contains(&cell))
    }
}

fn dates_in(column: &Column<'_>, style: DateStyle) -> String {
    let Some(first) = column.cells.first() else {
        return "dates stand in it".to_owned();
    };
    match one_date(first.as_bytes(), style).filter(|_| style == DateStyle::Serial1900) {
        Some(days) => format!(
            "its numbers may be days as Excel counts them: {first} is {}",
            days.first()
        ),
        None => format!("dates stand in it, such as {first}"),
    }
}

/// Days from 1950 to 2050 as spreadsheets number them: five digits.
const SERIALS: std::ops::Range<f64> = 18_264.0..55_154.0;

/// Whether each of its cells may be the number of a day in a spreadsheet, and its name says so.
fn are_serials(column: &Column<'_>) -> bool {
    let is_one = |cell: &&str| {
        let number = cell.parse::<f64>();
        number.is_ok_and(|number| SERIALS.contains(&number))
            && one_date(cell.as_bytes(), DateStyle::Serial1900).is_some()
    };
    let is_named = column.says(&DATE) && !column.says(&NOT_A_DAY);
    is_named && !column.cells.is_empty() && column.cells.iter().all(is_one)
}

fn years(column: &Column<'_>) -> bool {
    column.mostly(|cell| {
        let whole = cell.strip_suffix(".0").unwrap_or(cell);
        whole.len() == 4
            && whole
                .parse()
                .is_ok_and(|year: u32| (1000..=2100).contains(&year))
    })
}

/// Whether its cells are months or years, but for a few rows of totals.
fn mostly_but_totals(column: &Column<'_>) -> bool {
    let is_date = |cell: &&&str| {
        one_date(cell.trim_end_matches('*').as_bytes(), DateStyle::DayFirst).is_some()
    };
    let dates = column.cells.iter().filter(is_date).count();
    dates > 0 && dates * 3 >= column.cells.len() * 2
}

/// How the dates of a column are written; `None` where there are none.
fn style_of(column: &Column<'_>) -> Option<Style> {
    let certain = |style, why: &str| {
        Some(Style {
            style,
            why: why.to_owned(),
            is_undecided: false,
        })
    };
    let all_digits = |lengths: &'static [usize]| {
        move |cell: &str| {
            lengths.contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
        }
    };
    if column.mostly(all_digits(&[8, 14])) && column.has_dates(DateStyle::Compact) {
        return certain(DateStyle::Compact, "eight digits");
    }
    let is_decimal = |cell: &str| {
        let whole = cell
            .split_once('.')
            .map(|(whole, part)| (whole.len(), part.len()));
        whole.is_some_and(|(whole, part)| whole == 4 && part >= 2)
    };
    if column.mostly(is_decimal) && column.mostly(|cell| in_our_time(cell, 1000.0, 2101.0)) {
        return certain(DateStyle::DecimalYear, "years with a fraction");
    }
    if column.says(&["timestamp", "unix", "epoch"]) && column.mostly(all_digits(&[9, 10, 13])) {
        return certain(DateStyle::UnixSeconds, "seconds since 1970");
    }
    if are_serials(column) {
        return Some(Style {
            style: DateStyle::Serial1900,
            why: "are its numbers days as Excel counts them, 44562 for 1 January 2022? They were \
                  taken for that; another choice are days since 1904"
                .to_owned(),
            is_undecided: true,
        });
    }
    // Whole numbers are no dates by themselves, and years are for the parts of a date.
    if column.is_numeric() {
        return None;
    }
    by_order(column)
}

fn in_our_time(cell: &str, first: f64, last: f64) -> bool {
    cell.parse()
        .is_ok_and(|year: f64| (first..last).contains(&year))
}

/// Day or month first: told by numbers above 12.
fn by_order(column: &Column<'_>) -> Option<Style> {
    let orders = column.cells.iter().filter_map(|cell| two_numbers(cell));
    let (mut first, mut second, mut all) = (0, 0, 0);
    for (a, b) in orders {
        all += 1;
        first += usize::from(a > 12 && b <= 12);
        second += usize::from(b > 12 && a <= 12);
    }
    let style = match second > first {
        true => DateStyle::MonthFirst,
        false => DateStyle::DayFirst,
    };
    if !column.has_dates(style) {
        return None;
    }
    let why = match (first, second) {
        (0, 0) if all > 0 => {
            "does the day or the month come first? No number looked at is above 12; the day was \
             taken for the first"
        }
        (1.., 1..) => {
            "are days or months first? Both are written in it; the more frequent was taken"
        }
        _ => "",
    };
    Some(Style {
        style,
        why: why.to_owned(),
        is_undecided: !why.is_empty(),
    })
}

/// The first two numbers of `05/04/2025`.
fn two_numbers(cell: &str) -> Option<(u32, u32)> {
    let mut parts = cell.split(['/', '.', '-', ' ']);
    let mut number = || {
        let part = parts.next()?;
        (part.len() <= 2).then(|| part.parse().ok())?
    };
    Some((number()?, number()?))
}
