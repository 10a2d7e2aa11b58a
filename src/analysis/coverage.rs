//! What the sources can know: when they looked, and up to which day they can speak.
//!
//! In: the metadata of sources. Out: the days covered by at least one of them.

use crate::model::day::{Day, DayRange, normalise};
use crate::model::edtf::{Edtf, End, Extent};
use crate::model::source::Source;

/// The days at least one source can be taken to speak about. Where nothing was watched, nothing
/// is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sorted and apart; `None` while no source says anything about its period.
    ranges: Option<Vec<DayRange>>,
}

/// How much of some days is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    /// Every day.
    All,
    /// Some days, not all.
    Part,
    /// Not one.
    None,
}

impl Covered {
    /// In a plain word.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Part => "part",
            Self::None => "none",
        }
    }
}

/// The last day of which a source can know: the last on which it may have been published, else
/// the end of its coverage. `None` when neither is known.
pub fn horizon(source: &Source) -> Option<Day> {
    let published = source.published.as_ref().and_then(last_day);
    let covered = || source.coverage.as_ref().and_then(|it| last_day(&it.period));
    published.or_else(covered)
}

fn last_day(date: &Edtf) -> Option<Day> {
    let extent = date.extent();
    match extent {
        Extent::Lasted { end: End::Open, .. } => None,
        _ => extent.hull().map(DayRange::last),
    }
}

impl Coverage {
    /// What these sources cover together. A source without a stated period speaks about
    /// everything before its publication; one without a date either adds nothing.
    pub fn of<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let mut known = false;
        let mut ranges = Vec::new();
        for source in sources {
            if let Some(covered) = covered(source) {
                known = true;
                ranges.extend(covered);
            }
        }
        let ranges = known.then(|| normalise(ranges));
        Self { ranges }
    }

    /// What a table covers that has rows from the first to the last of these days; without rows it
    /// covers nothing.
    pub fn of_days(days: Option<DayRange>) -> Self {
        let ranges = Some(days.into_iter().collect());
        Self { ranges }
    }

    /// Whether any source says what it covers.
    pub fn is_known(&self) -> bool {
        self.ranges.is_some()
    }

    /// Whether every day of `range` is covered, or nothing is known about coverage at all.
    pub fn covers(&self, range: DayRange) -> bool {
        self.gaps(range).is_empty()
    }

    /// How much of these days is covered; `None` while nothing is known about coverage.
    pub fn share(&self, range: DayRange) -> Option<Covered> {
        self.ranges.as_ref()?;
        let gaps = self.gaps(range);
        let uncovered: u32 = gaps.iter().map(|gap| gap.days()).sum();
        Some(match uncovered {
            0 => Covered::All,
            all if all == range.days() => Covered::None,
            _ => Covered::Part,
        })
    }

    /// The stretches of `window` that no source covers; none while nothing is known about
    /// coverage.
    pub fn gaps(&self, window: DayRange) -> Vec<DayRange> {
        let Some(ranges) = &self.ranges else {
            return Vec::new();
        };
        let mut gaps = Vec::new();
        let mut next = window.first();
        for range in ranges {
            if range.first() > window.last() || next > window.last() {
                break;
            }
            if range.last() < next {
                continue;
            }
            gaps.extend(
                (range.first() > next).then(|| DayRange::new(next, range.first().plus(-1))),
            );
            next = range.end();
            if range.last() == Day::MAX {
                return gaps.into_iter().flatten().collect();
            }
        }
        gaps.push(DayRange::new(next, window.last()));
        gaps.into_iter().flatten().collect()
    }
}

fn covered(source: &Source) -> Option<Vec<DayRange>> {
    let until = horizon(source).unwrap_or(Day::MAX);
    let stated = source.coverage.as_ref().map(|it| it.period.extent());
    let ranges = match stated {
        Some(Extent::Within(ranges)) => ranges,
        Some(Extent::Lasted { start, end }) => {
            let last = match end {
                End::Within(end) => end.last(),
                End::Open => until,
                End::Unknown => start.last(),
            };
            DayRange::new(start.first(), last).into_iter().collect()
        }
        Some(Extent::Unbounded) | None => {
            source.published.as_ref()?;
            DayRange::new(Day::MIN, until).into_iter().collect()
        }
    };
    let known = DayRange::new(Day::MIN, until)?;
    let cut = ranges.into_iter().filter_map(|it| it.intersection(known));
    Some(cut.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::Coverage as Stated;
    use crate::model::text::SourceText;

    fn source(published: &str, coverage: &str) -> Source {
        let sha = SourceText::new("words").expect("small").sha();
        let date = |text: &str| (!text.is_empty()).then(|| Edtf::parse(text).expect("a date"));
        Source {
            id: "s1-0000".parse().expect("an id"),
            title: "Words".to_owned(),
            author: String::new(),
            publisher: String::new(),
            language: String::new(),
            published: date(published),
            reliability: Default::default(),
            derived_from: None,
            supersedes: None,
            coverage: date(coverage).map(|period| Stated {
                period,
                reason: String::new(),
            }),
            boilerplate: Vec::new(),
            status: Default::default(),
            arabic_style: None,
            text: sha,
            original: crate::model::source::Original {
                name: String::new(),
                sha,
                bytes: 5,
                encoding: "UTF-8".to_owned(),
                taken: crate::model::source::Taken::Whole,
            },
            memo: String::new(),
            made: Default::default(),
        }
    }

    #[test]
    fn what_no_source_covers_is_a_gap() {
        let day = |text: &str| Day::from(text.parse::<jiff::civil::Date>().expect("a date"));
        let window = DayRange::new(day("2024-01-01"), day("2025-12-31")).expect("forwards");
        for (sources, expected) in [
            (vec![("", "")], ""),
            (vec![("2025-10-12", "")], "2025-10-13..2025-12-31"),
            (
                vec![("[2025-10-10..2025-10-12]", "2024-03/..")],
                "2024-01-01..2024-02-29 2025-10-13..2025-12-31",
            ),
            // A source cannot cover what came after it.
            (vec![("2024-06-30", "2024/2025")], "2024-07-01..2025-12-31"),
            (
                vec![("", "2024-02/2024-03"), ("", "2024-06"), ("", "")],
                "2024-01-01..2024-01-31 2024-04-01..2024-05-31 2024-07-01..2025-12-31",
            ),
            (vec![("", "2023/2026")], ""),
            (vec![("2020", "")], "2024-01-01..2025-12-31"),
        ] {
            let sources: Vec<Source> = sources.iter().map(|(a, b)| source(a, b)).collect();
            let gaps = Coverage::of(&sources).gaps(window);
            let found: Vec<String> = gaps
                .iter()
                .map(|gap| format!("{}..{}", gap.first(), gap.last()))
                .collect();
            assert_eq!(found.join(" "), expected);
        }
    }

    #[test]
    fn a_source_knows_nothing_after_its_publication() {
        for (published, coverage, expected) in [
            ("[2025-10-10..2025-10-12]", "2024/2026", Some("2025-10-12")),
            ("", "2024/2025-06", Some("2025-06-30")),
            ("", "2024/..", None),
            ("", "", None),
        ] {
            let found = horizon(&source(published, coverage)).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected);
        }
    }
}
