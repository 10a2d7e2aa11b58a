//! A finite list of numbers, and what can be decided by them.

use super::{edges, ids, numbered};
use tightrope::model::actor::{Actor, Alias};
use tightrope::model::annotation::Annotation;
use tightrope::model::claim::{Claim, Subject};
use tightrope::model::coder::Coder;
use tightrope::model::edtf::Edtf;
use tightrope::model::event::{Event, Ground};
use tightrope::model::made::{Made, Moment};
use tightrope::model::project::Project;
use tightrope::model::record::Noted;
use tightrope::model::report::{Passage, Speaker};
use tightrope::model::source::Source;
use tightrope::model::table::TableRow;
use tightrope::model::text::{SourceText, TextSpan};
use tightrope::model::toll::{Estimate, Harm, Toll, TollLine};
use tightrope::model::when::{DateBasis, Elsewhere, Resolved, Used, When};

/// A list of numbers to take decisions from.
#[derive(Clone, Debug)]
pub struct Choices {
    numbers: Vec<u32>,
    next: usize,
}

impl Choices {
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, next: 0 }
    }

    fn number(&mut self) -> u32 {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        number
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.number() as usize % end.max(1)
    }

    /// Yes, once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// One of `items`.
    pub fn one<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    /// One of them, or none in half of the cases and when there are none.
    pub fn maybe<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        (!items.is_empty() && self.once_in(2)).then(|| self.one(items))
    }

    /// Up to three different ones of them.
    pub fn some<T: Clone + PartialEq>(&mut self, items: &[T]) -> Vec<T> {
        let mut chosen = Vec::new();
        for _ in 0..self.below(4).min(items.len()) {
            let item = self.one(items);
            if !chosen.contains(&item) {
                chosen.push(item);
            }
        }
        chosen
    }

    /// A record of this noun; one that is not there when there is none.
    pub fn id<T: Noted>(&mut self, project: &Project) -> T::Id {
        let ids = ids::<T>(project);
        if ids.is_empty() {
            return numbered(9_999);
        }
        self.one(&ids)
    }

    /// A record of this noun, or none.
    pub fn maybe_id<T: Noted>(&mut self, project: &Project) -> Option<T::Id> {
        self.maybe(&ids::<T>(project))
    }

    /// Up to three different records of this noun.
    pub fn some_ids<T: Noted>(&mut self, project: &Project) -> Vec<T::Id> {
        self.some(&ids::<T>(project))
    }

    /// A short text, often empty, of anything Unicode knows.
    pub fn text(&mut self) -> String {
        (0..self.below(4)).map(|_| self.word()).collect()
    }

    /// A short text that is never blank.
    pub fn name(&mut self) -> String {
        format!(
            "{}{}",
            self.one(&["Strike", "حملہ", "é", "«x»"]),
            self.text()
        )
    }

    pub fn word(&mut self) -> String {
        if self.once_in(4) {
            let any = char::from_u32(self.number() % 0x11_0000);
            return any.unwrap_or('\u{fffd}').to_string();
        }
        self.one(&WORDS).to_owned()
    }

    /// A valid date.
    pub fn date(&mut self) -> Edtf {
        Edtf::parse(self.one(&DATES)).expect("the pool holds dates only")
    }

    /// A date or none.
    pub fn maybe_date(&mut self) -> Option<Edtf> {
        self.maybe(&DATES)
            .map(|date| Edtf::parse(date).expect("the pool holds dates only"))
    }

    /// Some passage of a text.
    pub fn span(&mut self, text: &SourceText) -> TextSpan {
        let edges = edges(text);
        let start = self.below(edges.len() - 1);
        let end = start + 1 + self.below(edges.len() - 1 - start);
        TextSpan::from_range(edges[start]..edges[end]).expect("edges ascend")
    }

    /// One to three passages in order, apart from one another.
    pub fn spans(&mut self, text: &SourceText) -> Vec<TextSpan> {
        let mut spans = vec![self.span(text)];
        for _ in 0..self.below(3) {
            let span = self.span(text);
            if spans.iter().all(|other| !other.overlaps(span)) {
                spans.push(span);
            }
        }
        spans.sort();
        spans
    }

    pub fn tenths(&mut self) -> Option<i16> {
        self.maybe(&[-100, -95, 0, 7, 100])
    }

    pub fn made(&mut self, project: &Project) -> Made {
        Made {
            by: self.maybe_id::<Coder>(project),
            at: Moment::from_unix_secs(i64::from(self.number())),
        }
    }

    pub fn when(&mut self) -> When {
        let resolved = self.maybe_date().map(|date| Resolved {
            date,
            basis: self.one(&DateBasis::ALL),
            note: self.text(),
        });
        let elsewhere: Vec<Elsewhere> = (0..self.below(3))
            .map(|_| Elsewhere {
                date: self.date(),
                says: self.text(),
            })
            .collect();
        let used = match self.below(elsewhere.len() + 1) {
            0 => Used::Resolved,
            index => Used::Elsewhere(u32::try_from(index - 1).expect("small")),
        };
        When {
            as_written: self.text(),
            resolved,
            elsewhere,
            used,
        }
    }

    pub fn toll(&mut self) -> Toll {
        let line = |choices: &mut Self| TollLine {
            harm: choices.one(&Harm::ALL),
            victims: choices.text(),
            as_written: choices.text(),
            estimate: Estimate {
                low: choices.maybe(&[0, 1, 16]),
                best: choices.maybe(&[0, 3, 16, u32::MAX]),
                high: choices.maybe(&[16, 35]),
            },
        };
        Toll {
            lines: (0..self.below(3)).map(|_| line(self)).collect(),
        }
    }

    pub fn ground(&mut self, reports: &[tightrope::model::id::ReportId]) -> Ground {
        match self.maybe(reports) {
            Some(report) => Ground::Report(report),
            None => Ground::Reason(self.text()),
        }
    }

    pub fn passage(&mut self, project: &Project) -> Passage {
        let annotations = ids::<Annotation>(project);
        if !annotations.is_empty() && !self.once_in(4) {
            return Passage::Annotation(self.one(&annotations));
        }
        if let Some(row) = self.maybe_id::<TableRow>(project) {
            return Passage::Row(row);
        }
        Passage::Missing {
            source: self.id::<Source>(project),
            quote: self.text(),
        }
    }

    pub fn speaker(&mut self, project: &Project) -> Speaker {
        Speaker {
            actor: self.maybe_id::<Actor>(project),
            as_written: self.text(),
        }
    }

    pub fn subject(&mut self, project: &Project) -> Option<Subject> {
        if self.once_in(3) {
            return self.maybe_id::<Claim>(project).map(Subject::Claim);
        }
        self.maybe_id::<Event>(project).map(Subject::Event)
    }

    pub fn aliases(&mut self, project: &Project) -> Vec<Alias> {
        let alias = |choices: &mut Self| Alias {
            name: choices.name(),
            source: choices.maybe_id::<Source>(project),
            loaded: choices.once_in(2),
            note: choices.text(),
        };
        (0..self.below(3)).map(|_| alias(self)).collect()
    }
}

/// Words and marks that have broken programs: two directions, joiners, combining marks, pairs of
/// surrogates elsewhere, line ends of both kinds, quotes and escapes.
const WORDS: [&str; 16] = [
    "attack",
    " ",
    "حملہ",
    "کابل‌میں",
    "e\u{301}",
    "👩‍👩‍👧",
    "🇵🇰",
    "’",
    "\"",
    "\\",
    "\r\n",
    "\n",
    "\t",
    "//",
    "(",
    "…",
];

pub const TEXTS: [&str; 5] = [
    "In December 2024, Pakistan struck Paktika. Kabul called it an act of aggression.",
    "Two lines\r\nwith CRLF\r\n\r\nand a gap. He said \"no\".\\",
    "پاکستان نے دسمبر ۲۰۲۴ میں پکتیکا پر حملہ کیا۔ کابل نے اس کی مذمت کی۔",
    "Flags 🇵🇰🇦🇫, a family 👩‍👩‍👧 and e\u{301}t\u{325}e\u{301} marks.",
    "\u{feff}Аbbas begins with a Cyrillic letter; کابل‌میں holds a joiner.",
];

const DATES: [&str; 12] = [
    "2024-12",
    "2024-12-24",
    "2024-04?",
    "[2025-08,2025-09]",
    "2024-12/..",
    "2023~/2025",
    "2025",
    "2025-10%",
    "2024-12-XX",
    "[..1984]",
    "{2024-12-30,2025-01-02}",
    "202X",
];
