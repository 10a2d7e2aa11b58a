//! Days across the page: a window of days over a stretch of points, and its ticks and labels.
//!
//! In: the window and its edges. Out: x for a day and back, ticks from millennia down to days, and
//! labels that neither overlap nor say a year twice.

use super::labels::year_words;
use super::metrics::{Metrics, Weight};
use super::scene::{Anchor, Item, Paint, Pos, Rect, Scene, Text};
use super::words::MONTHS;
use crate::analysis::buckets::start_of;
use crate::model::day::{Day, DayRange};
use crate::model::view::Bucket;
use jiff::civil::{Date, Weekday};

/// A window of days over a stretch of points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    /// Days since 1970 at the left edge, with a fraction.
    from: f64,
    /// Days since 1970 at the right edge; more than `from`.
    to: f64,
    left: f32,
    right: f32,
    /// Nothing shorter than this is named.
    names: Bucket,
}

/// A short line below the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f32,
    /// Whether a year, or what else is named, begins here.
    pub major: bool,
}

/// The size of labels on the axis, in points.
pub const LABEL_SIZE: f32 = 11.0;
/// The height of the axis with its labels, in points.
pub const AXIS_HEIGHT: f32 = 26.0;
/// The free space kept between two labels, in points.
const LABEL_GAP: f32 = 8.0;
/// The shortest window, in days.
const SHORTEST: f64 = 1.0;

/// What one label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Every day.
    Day,
    /// Every Monday, on which ISO weeks begin.
    Week,
    /// Every so many months from January.
    Months(i8),
    /// Every so many years.
    Years(i16),
}

/// From fine to coarse, with the least width in points at which a label's stretch is used.
const STEPS: [(Step, f32); 17] = [
    (Step::Day, 28.0),
    (Step::Week, 48.0),
    (Step::Months(1), 56.0),
    (Step::Months(3), 72.0),
    (Step::Months(6), 72.0),
    (Step::Years(1), 44.0),
    (Step::Years(2), 44.0),
    (Step::Years(5), 44.0),
    (Step::Years(10), 44.0),
    (Step::Years(20), 44.0),
    (Step::Years(50), 44.0),
    (Step::Years(100), 44.0),
    (Step::Years(200), 44.0),
    (Step::Years(500), 44.0),
    (Step::Years(1_000), 44.0),
    (Step::Years(2_000), 44.0),
    (Step::Years(5_000), 0.0),
];

impl TimeAxis {
    /// The window from the day `from` up to, not including, the day `to` (days since 1970, with
    /// fractions), between two edges. Widened to a day and kept within the calendar.
    pub fn new(from: f64, to: f64, left: f32, right: f32) -> Self {
        let (first, end) = (
            f64::from(Day::MIN.number()),
            f64::from(Day::MAX.number()) + 1.0,
        );
        let ok = |value: f64| if value.is_finite() { value } else { 0.0 };
        let from = ok(from).clamp(first, end - SHORTEST);
        let to = ok(to).clamp(from + SHORTEST, end);
        let right = right.max(left + 1.0);
        Self {
            from,
            to,
            left,
            right,
            names: Bucket::Day,
        }
    }

    /// The same that names years only, each under its bar.
    pub fn naming_years(self) -> Self {
        Self {
            names: Bucket::Year,
            ..self
        }
    }

    /// The window of whole days.
    pub fn of(days: DayRange, left: f32, right: f32) -> Self {
        let from = f64::from(days.first().number());
        Self::new(from, from + f64::from(days.days()), left, right)
    }

    /// The left edge in points.
    pub fn left(&self) -> f32 {
        self.left
    }

    /// The right edge in points.
    pub fn right(&self) -> f32 {
        self.right
    }

    /// The days since 1970 at the left and the right edge.
    pub fn window(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// The days of which at least a part is inside.
    pub fn days(&self) -> DayRange {
        let first = Day::from_number(self.from.floor() as i32);
        let last = Day::from_number(self.to.ceil() as i32 - 1).max(first);
        DayRange::new(first, last).unwrap_or(DayRange::day(first))
    }

    /// How many points a day takes.
    pub fn points_per_day(&self) -> f64 {
        f64::from(self.right - self.left) / (self.to - self.from)
    }

    /// Where the moment `day` (days since 1970) is; may lie outside the edges.
    pub fn x(&self, day: f64) -> f32 {
        self.left + ((day - self.from) * self.points_per_day()) as f32
    }

    /// Where a day begins.
    pub fn x_of(&self, day: Day) -> f32 {
        self.x(f64::from(day.number()))
    }

    /// Where a range of days begins and ends.
    pub fn span(&self, days: DayRange) -> (f32, f32) {
        let first = f64::from(days.first().number());
        (self.x(first), self.x(first + f64::from(days.days())))
    }

    /// The same, cut at the edges; `None` when it lies outside.
    pub fn visible(&self, days: DayRange) -> Option<(f32, f32)> {
        let (begin, end) = self.span(days);
        let inside = begin < self.right && end > self.left;
        inside.then(|| (begin.max(self.left), end.min(self.right)))
    }

    /// Which moment (days since 1970) is at `x`.
    pub fn day_at(&self, x: f32) -> f64 {
        self.from + f64::from(x - self.left) / self.points_per_day()
    }

    /// The window moved by so many points: positive shows what is later.
    pub fn panned(&self, by: f32) -> Self {
        let days = f64::from(by) / self.points_per_day();
        let (first, end) = (
            f64::from(Day::MIN.number()),
            f64::from(Day::MAX.number()) + 1.0,
        );
        let days = days.clamp((first - self.from).min(0.0), (end - self.to).max(0.0));
        Self::new(self.from + days, self.to + days, self.left, self.right)
    }

    /// The window made `factor` times as long, with the moment at `x` staying where it is.
    pub fn zoomed(&self, factor: f64, x: f32) -> Self {
        let fixed = self.day_at(x);
        let factor = factor.max(SHORTEST / (self.to - self.from));
        let from = fixed - (fixed - self.from) * factor;
        let to = fixed + (self.to - fixed) * factor;
        Self::new(from, to, self.left, self.right)
    }

    fn step(&self) -> Step {
        let points = |step: Step| (step.days() * self.points_per_day()) as f32;
        let is_named = |step: Step| self.names < Bucket::Year || matches!(step, Step::Years(_));
        let fits = STEPS
            .iter()
            .find(|(step, least)| is_named(*step) && points(*step) >= *least);
        fits.map_or(Step::Years(5_000), |(step, _)| *step)
    }

    /// The ticks, from left to right.
    pub fn ticks(&self) -> Vec<Tick> {
        let step = self.step();
        let minor = step
            .finer()
            .filter(|_| self.names < Bucket::Year || step != Step::Years(1))
            .filter(|finer| finer.days() * self.points_per_day() >= 5.0);
        let mut ticks: Vec<Tick> = Vec::new();
        for start in starts(minor.unwrap_or(step), self.days()) {
            let x = self.x_of(start);
            if x >= self.left - 0.01 && x <= self.right + 0.01 {
                let major = start.date().day_of_year() == 1 || !matches!(step, Step::Months(_));
                ticks.push(Tick {
                    x,
                    major: major && step.begins(start),
                });
            }
        }
        ticks
    }

    /// The labels, from left to right: none overlaps another or an edge.
    pub fn labels(&self, metrics: &dyn Metrics) -> Vec<Text> {
        let step = self.step();
        let mut starts = starts(step, self.days());
        // A week has the name of its Monday, which has to be in sight.
        let least = if step == Step::Week {
            self.left - 0.5
        } else {
            f32::MIN
        };
        starts.retain(|start| self.x_of(*start) < self.right && self.x_of(*start) >= least);
        let mut labels: Vec<(Rank, Text, Rect)> = Vec::new();
        let mut year_said = None;
        for start in starts {
            let says_year = year_said != Some(start.date().year());
            let mut text = self.label(step, start, says_year, metrics);
            let mut rect = text.rect(metrics);
            let over = rect.right - self.right;
            if over > 0.0 {
                // The last one stands before the edge, over its own tick.
                text.at.x -= over;
                rect = text.rect(metrics);
            }
            let is_whole = over <= 0.0 && self.x_of(start) >= self.left - 0.5;
            if rect.left < self.left - 0.5 || rect.right > self.right + 0.5 {
                continue;
            }
            year_said = Some(start.date().year());
            labels.push((Rank::of(says_year, is_whole), text, rect));
        }
        without_overlaps(labels)
    }

    /// A label that says a year begins at its tick; others stand in the middle of their day or
    /// month, where they fit.
    fn label(&self, step: Step, start: Day, says_year: bool, metrics: &dyn Metrics) -> Text {
        let text = step.words(start.date(), says_year);
        let (begin, end) = self.span(step.named(start));
        let wide = metrics.width(&text, LABEL_SIZE, Weight::Regular) + 2.0;
        let stands_under = !says_year || self.names == Bucket::Year;
        let (begin, end) = match says_year {
            true => (begin.max(self.left), end.min(self.right)),
            false => (begin, end),
        };
        let centred = stands_under && end - begin >= wide;
        let (x, anchor) = if centred {
            ((begin + end) / 2.0, Anchor::Middle)
        } else {
            (begin.max(self.left) + 1.0, Anchor::Start)
        };
        Text {
            at: Pos { x, y: 16.0 },
            anchor,
            size: LABEL_SIZE,
            weight: Weight::Regular,
            paint: Paint::Muted,
            text,
        }
    }

    /// The axis as a chart of its own, [`AXIS_HEIGHT`] high: the line, the ticks, the labels.
    pub fn scene(&self, width: f32, metrics: &dyn Metrics) -> Scene {
        let mut scene = Scene::new(width, AXIS_HEIGHT);
        let line = |from: Pos, to: Pos, paint: Paint| Item::Line {
            from,
            to,
            stroke: paint.stroke(1.0),
        };
        let at = |x, y| Pos { x, y };
        scene.paint(line(at(self.left, 0.5), at(self.right, 0.5), Paint::Line));
        for tick in self.ticks() {
            let length = if tick.major { 9.0 } else { 4.0 };
            scene.paint(line(at(tick.x, 0.5), at(tick.x, length), Paint::Faint));
        }
        for label in self.labels(metrics) {
            scene.write(label);
        }
        scene
    }
}

/// Which labels come first where there is no room for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    /// It says a year, and what it names begins in sight and has room.
    Year,
    /// It says a year, and stands for what is cut by an edge.
    YearOfPart,
    /// It stands between those that say a year.
    Between,
}

impl Rank {
    const ALL: [Self; 3] = [Self::Year, Self::YearOfPart, Self::Between];

    fn of(says_year: bool, is_whole: bool) -> Self {
        match (says_year, is_whole) {
            (true, true) => Self::Year,
            (true, false) => Self::YearOfPart,
            (false, _) => Self::Between,
        }
    }
}

/// Keeps all labels that say a year, as far as they have room, and then what fits between them.
fn without_overlaps(labels: Vec<(Rank, Text, Rect)>) -> Vec<Text> {
    let mut kept: Vec<(usize, Rect)> = Vec::new();
    for wanted in Rank::ALL {
        for (number, (rank, _, rect)) in labels.iter().enumerate() {
            let free = |(_, other): &(usize, Rect)| {
                rect.right + LABEL_GAP <= other.left || other.right + LABEL_GAP <= rect.left
            };
            if *rank == wanted && kept.iter().all(free) {
                kept.push((number, *rect));
            }
        }
    }
    let keep = |number: usize| kept.iter().any(|(kept, _)| *kept == number);
    let numbered = labels.into_iter().enumerate();
    let texts = numbered.filter(|(number, _)| keep(*number));
    texts.map(|(_, (_, text, _))| text).collect()
}

impl Step {
    fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Months(months) => f64::from(months) * 30.4369,
            Self::Years(years) => f64::from(years) * 365.2425,
        }
    }

    /// What the small ticks between two labels mark.
    fn finer(self) -> Option<Self> {
        Some(match self {
            Self::Day | Self::Months(1) => return None,
            Self::Week => Self::Day,
            Self::Months(_) => Self::Months(1),
            Self::Years(1) => Self::Months(3),
            Self::Years(2..=10) => Self::Years(1),
            Self::Years(years) => Self::Years((years / 10).max(1)),
        })
    }

    fn begins(self, day: Day) -> bool {
        let date = day.date();
        let first = date.day() == 1;
        match self {
            Self::Day => true,
            Self::Week => date.weekday() == Weekday::Monday,
            Self::Months(step) => first && (date.month() - 1) % step == 0,
            Self::Years(step) => date.day_of_year() == 1 && date.year().rem_euclid(step) == 0,
        }
    }

    /// The days a label that stands for `start` names.
    fn named(self, start: Day) -> DayRange {
        let bucket = match self {
            Self::Day | Self::Week => Bucket::Day,
            Self::Months(_) => Bucket::Month,
            Self::Years(_) => Bucket::Year,
        };
        crate::analysis::buckets::whole(DayRange::day(start), bucket)
    }

    fn words(self, date: Date, says_year: bool) -> String {
        let month = MONTHS.get(usize::from(date.month().unsigned_abs()) - 1);
        let month = month.copied().unwrap_or_default();
        let year = year_words(date.year());
        match self {
            Self::Years(_) => year,
            Self::Months(_) if says_year => format!("{month} {year}"),
            Self::Months(_) => month.to_owned(),
            Self::Day | Self::Week if says_year => format!("{} {month} {year}", date.day()),
            Self::Day if date.day() == 1 => format!("1 {month}"),
            // The first Monday of a month.
            Self::Week if date.day() <= 7 => format!("{} {month}", date.day()),
            Self::Day | Self::Week => date.day().to_string(),
        }
    }
}

/// The days within `days` on which a step begins, the one before its start included.
fn starts(step: Step, days: DayRange) -> Vec<Day> {
    let bucket = match step {
        Step::Day => Bucket::Day,
        Step::Week => Bucket::Week,
        Step::Months(_) => Bucket::Month,
        Step::Years(_) => Bucket::Year,
    };
    let mut out = Vec::new();
    let mut day = start_of(days.first(), bucket);
    while day <= days.last() {
        if step.begins(day) {
            out.push(day);
        }
        let next = match step {
            // Far windows skip from one named year to the next.
            Step::Years(years) if step.begins(day) => {
                let year = i64::from(day.date().year()) + i64::from(years);
                Day::from_ymd(year, 1, 1).unwrap_or(Day::MAX)
            }
            _ => crate::analysis::buckets::next_start(day, bucket),
        };
        if next <= day {
            break;
        }
        day = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::metrics::FaceMetrics;
    use super::*;

    fn labels(from: &str, to: &str, width: f32) -> String {
        let day = |text: &str| Day::from(text.parse::<Date>().expect("a date"));
        let days = DayRange::new(day(from), day(to)).expect("forwards");
        let axis = TimeAxis::of(days, 144.0, 144.0 + width);
        let labels = axis.labels(FaceMetrics::bundled());
        let words: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
        words.join(" | ")
    }

    #[test]
    fn labels_from_days_to_millennia() {
        for (from, to, width, expected) in [
            (
                "2024-01-01",
                "2025-12-31",
                1_266.0,
                "Jan 2024 | Apr | Jul | Oct | Jan 2025 | Apr | Jul | Oct",
            ),
            (
                "2024-03-15",
                "2025-03-14",
                420.0,
                "Apr 2024 | Jul | Oct | Jan 2025",
            ),
            (
                "2025-09-28",
                "2025-10-12",
                620.0,
                "28 Sep 2025 | 30 | 1 Oct | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12",
            ),
            (
                "2025-09-20",
                "2025-11-12",
                400.0,
                "22 Sep 2025 | 6 Oct | 13 | 20 | 27 | 3 Nov | 10",
            ),
            (
                "2018-01-01",
                "2025-12-31",
                500.0,
                "2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 | 2025",
            ),
            (
                "1851-01-01",
                "2100-12-31",
                600.0,
                "1860 | 1880 | 1900 | 1920 | 1940 | 1960 | 1980 | 2000 | 2020 | 2040 | 2060 | 2080",
            ),
            ("2002-11-16", "2006-02-16", 160.0, "2003 | 2004 | 2005"),
            (
                "1851-01-01",
                "1962-12-31",
                900.0,
                "1860 | 1870 | 1880 | 1890 | 1900 | 1910 | 1920 | 1930 | 1940 | 1950 | 1960",
            ),
        ] {
            assert_eq!(labels(from, to, width), expected, "{from} to {to}");
        }
    }

    proptest::proptest! {
        #[test]
        fn labels_keep_apart_and_inside(
            from in -4_000_000.0_f64..2_500_000.0, days in 1.0_f64..400_000.0,
            width in 60.0_f32..3_000.0,
        ) {
            let axis = TimeAxis::new(from, from + days, 144.0, 144.0 + width);
            let metrics = FaceMetrics::bundled();
            let labels = axis.labels(metrics);
            let rects: Vec<Rect> = labels.iter().map(|label| label.rect(metrics)).collect();
            for pair in rects.windows(2) {
                proptest::prop_assert!(pair[0].right + LABEL_GAP <= pair[1].left + 0.1);
            }
            for rect in &rects {
                proptest::prop_assert!(rect.left >= 143.5 && rect.right <= 144.5 + width);
            }
            proptest::prop_assert!(labels.len() <= 1 + width as usize / 20);
            proptest::prop_assert!(axis.ticks().len() <= 2 + width as usize / 4);
        }

        #[test]
        fn a_place_is_a_moment_and_back(
            from in -900_000.0_f64..900_000.0, days in 2.0_f64..90_000.0,
            x in 144.0_f32..1_410.0, factor in 0.2_f64..5.0, by in -500.0_f32..500.0,
        ) {
            let axis = TimeAxis::new(from, from + days, 144.0, 1_410.0);
            proptest::prop_assert!((axis.x(axis.day_at(x)) - x).abs() < 0.5);
            let zoomed = axis.zoomed(factor, x);
            proptest::prop_assert!((zoomed.x(axis.day_at(x)) - x).abs() < 0.5);
            let panned = axis.panned(by);
            proptest::prop_assert!((panned.x(axis.day_at(x)) - (x - by)).abs() < 0.5);
        }
    }
}
