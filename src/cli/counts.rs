//! `tightrope counts`: how many events fall into each bucket, as rows.
//!
//! In: a snapshot and options. Out: CSV or JSON lines, and notes for stderr.

use super::Failure;
use super::tables::TableArgs;
use crate::analysis::counts::{BucketWidth, Cell, Counting, Counts, Untold, count};
use crate::analysis::coverage::{Coverage, Covered};
use crate::analysis::dates::WhichDate;
use crate::analysis::group::Group;
use crate::analysis::selection::{Condition, Selection};
use crate::derived::{Events, Follows as _};
use crate::document::Snapshot;
use crate::figure::labels::number_of;
pub use crate::formats::table::Format;
use crate::formats::table::{self, Table, decimal};
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::Edtf;
use crate::model::measure::{Bound, DateRule, Measure};
use crate::model::toll::Harm;
use crate::model::view::{Bucket, Split};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What a command printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// For stdout or the file named.
    pub bytes: Vec<u8>,
    /// For stderr, one line each.
    pub notes: Vec<String>,
    /// For a file beside that.
    pub beside: Option<(PathBuf, Vec<u8>)>,
}

/// What to count.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// A project, or a table of events.
    pub input: PathBuf,
    /// A table of the project, by its title: its rows are counted.
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// How a table is read.
    #[command(flatten)]
    pub reading: TableArgs,
    /// Where to write what is odd about the rows of a table.
    #[arg(long, value_name = "FILE")]
    pub warnings: Option<PathBuf>,
    /// How to count.
    #[command(flatten)]
    pub choice: Choice,
    /// What the rows are split by.
    #[arg(long, value_parser = named(Split::ALL, Split::in_words), default_value = "none")]
    pub split: Split,
    /// The width of the buckets.
    #[arg(long, value_parser = named(Bucket::ALL, Bucket::in_words), default_value = "month")]
    pub by: Bucket,
    /// How the rows are written.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
    /// Where they go instead of stdout.
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Which events are counted, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct Choice {
    /// What is added up; events when not given.
    #[arg(long, value_parser = named(Measure::ALL, measure_name))]
    pub measure: Option<Measure>,
    /// Whether an imprecise date is spread over its days, as when not given, or counts on the first
    /// of them.
    #[arg(long, value_parser = named(DateRule::ALL, rule_name))]
    pub dates: Option<DateRule>,
    /// Which family of events; incidents of a project and all rows of a table when not given.
    #[arg(long, value_parser = family_parser())]
    pub family: Option<FamilyChoice>,
    /// Which of an event's dates; the one used when not given.
    #[arg(long, value_parser = named(WhichDate::ALL, which_name))]
    pub when: Option<WhichDate>,
    /// The first day, as a date such as 2024 or 2024-04-01.
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    pub from: Option<Day>,
    /// The last day.
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    pub to: Option<Day>,
    /// Only events with this value: FIELD=VALUE, FIELD!=VALUE or FIELD~VALUE (contains), where the
    /// field is kind, actor, initiator, target, dyad (A - B: who did it to whom), place, country,
    /// source, standing, or column:NAME of a table; of a table with two sides also side_a, side_b, or
    /// who: a pair as --split actor names it.
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    pub conditions: Vec<String>,
    /// Also events the analyst does not count.
    #[arg(long)]
    pub all: bool,
}

/// A family, or any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyChoice(pub Option<Family>);

impl Choice {
    /// Which events of a project are counted.
    ///
    /// # Errors
    /// When a condition is none.
    pub fn selection(&self) -> Result<Selection, String> {
        let conditions = self.conditions.iter().map(|text| text.parse());
        let conditions: Result<Vec<Condition>, _> = conditions.collect();
        let incidents = FamilyChoice(Some(Family::Incident));
        Ok(Selection {
            family: self.family.unwrap_or(incidents).0,
            uncounted: self.all,
            filters: Vec::new(),
            conditions: conditions.map_err(|error| format!("--where: {error}"))?,
        })
    }

    /// What is added up.
    pub fn measure(&self) -> Measure {
        self.measure.unwrap_or_default()
    }

    /// Refuses what rows of a table have not.
    ///
    /// # Errors
    /// When another date than the one of a row is asked for.
    pub fn refused_for_a_table(&self) -> Result<(), Failure> {
        match self.when.unwrap_or_default() {
            WhichDate::Used => Ok(()),
            _ => Err(Failure::refused(
                "--when: a row has one date (leave it out for a table)",
            )),
        }
    }

    /// How they are counted.
    pub fn counting(&self, bucket: Bucket, split: Split) -> Counting {
        Counting {
            bucket: BucketWidth(bucket),
            split,
            measure: self.measure(),
            rule: self.dates.unwrap_or_default(),
            which: self.when.unwrap_or_default(),
            from: self.from,
            to: self.to,
        }
    }
}

/// Counts the events of a project.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run(now: &Snapshot, args: &Args) -> Result<Printed, String> {
    let events = Events::rebuild(now);
    let selection = args.choice.selection()?;
    let how = args.choice.counting(args.by, args.split);
    let admitted = || events.iter().filter(|it| selection.admits(it));
    let counts = count(admitted(), &how).map_err(|error| error.to_string())?;
    let coverage = events.coverage();
    let mut notes = notes(&counts);
    notes.extend(uncovered_note(&counts, coverage, args.by));
    notes.extend(nothing_note(&events, &selection));
    Ok(Printed {
        bytes: written(&rows(&counts, coverage), args.format),
        notes,
        beside: None,
    })
}

/// Said where conditions leave no row: most likely a name is written otherwise.
pub(super) const NO_ROW: &str = "no row is as --where says";

/// What is said of rows that are left out because they are of other families than is asked for.
pub(super) fn other_families_note(rows: usize) -> Option<String> {
    let rows = (rows > 0).then(|| number_of(rows, "row"))?;
    Some(format!(
        "{rows} of other families left out (--family any counts them)"
    ))
}

/// What is said where conditions leave no event that counts: that none is so, or what leaves out
/// those that are.
pub(super) fn nothing_note(events: &Events, selection: &Selection) -> Option<String> {
    let admitted = |selection: &Selection| events.iter().filter(|it| selection.admits(it)).count();
    if selection.conditions.is_empty() || admitted(selection) > 0 {
        return None;
    }
    let (family, uncounted) = (selection.family, selection.uncounted);
    let with = |family, uncounted| {
        admitted(&Selection {
            family,
            uncounted,
            ..selection.clone()
        })
    };
    let wider = [
        (
            with(None, uncounted),
            "of other families (--family any counts them)",
        ),
        (
            with(family, true),
            "not counted by the analyst (--all counts them)",
        ),
        (
            with(None, true),
            "of other families and not counted by the analyst (--family any --all counts them)",
        ),
    ];
    let found = wider.into_iter().find(|(number, _)| *number > 0);
    Some(match found {
        None => "no event is as --where says".to_owned(),
        Some((number, why)) => format!(
            "left out: {} as --where says, {why}",
            number_of(number, "event")
        ),
    })
}

/// A line of what is printed.
pub(super) struct CountRow<'a> {
    days: Option<DayRange>,
    group: &'a str,
    /// `None` where nobody knows, which is not zero.
    cell: Option<Cell>,
}

impl<'a> CountRow<'a> {
    /// A group in a bucket.
    pub(super) fn of(days: DayRange, group: &'a str, cell: Option<Cell>) -> Self {
        let days = Some(days);
        Self { days, group, cell }
    }

    /// What has no date.
    pub(super) fn undated(cell: Cell) -> Self {
        let (days, group, cell) = (None, "", Some(cell));
        Self { days, group, cell }
    }
}

/// The lines as bytes.
pub(super) fn written(rows: &[CountRow<'_>], format: Format) -> Vec<u8> {
    table(rows).write(format).into_bytes()
}

/// What is said about shares of events outside the buckets.
pub(super) fn outside_note(outside: f64) -> Option<String> {
    let is_some = outside > 1e-9;
    is_some.then(|| format!("{} outside the period asked for", decimal(outside)))
}

/// What is said of buckets that read neither as zero nor as anything else.
fn uncovered_note(counts: &Counts, coverage: &Coverage, by: Bucket) -> Option<String> {
    let buckets = counts.buckets.iter().enumerate();
    let uncovered = buckets.filter(|(number, days)| {
        let is_empty = counts.of_bucket(*number).is_empty();
        is_empty && coverage.share(**days) == Some(Covered::None)
    });
    let uncovered = uncovered.count();
    (uncovered > 0).then(|| {
        let number = number_of(uncovered, by.in_words());
        format!("{number} that no source covers: without a number, as unknown is not zero")
    })
}

/// One row per bucket and group, empty ones too; the undated last, without days. A bucket that no
/// source covers has no number, nor has one where all there is has none.
fn rows<'c>(counts: &'c Counts, coverage: &Coverage) -> Vec<CountRow<'c>> {
    // Groups of which nobody tells any number are there as well.
    let untold: BTreeSet<&Group> = counts.untold.iter().map(|it| &it.group).collect();
    let more = untold.into_iter().filter(|it| !counts.groups.contains(it));
    let groups = counts.groups.iter().chain(more);
    let mut groups: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
    if groups.is_empty() {
        groups.push("");
    }
    let mut rows = Vec::with_capacity(counts.buckets.len() * groups.len() + 1);
    for (bucket, days) in counts.buckets.iter().enumerate() {
        for (number, group) in groups.iter().enumerate() {
            let falls = |it: &Untold| it.group.name == **group && it.touches(*days);
            let untold = counts.untold.iter().any(falls);
            let cell = counts.cell(bucket, number);
            let cell = cell.told(coverage.share(*days), untold);
            rows.push(CountRow::of(*days, group, cell));
        }
    }
    if !counts.undated.is_empty() {
        rows.push(CountRow::undated(Cell {
            certain: counts.undated_amount,
            expected: counts.undated_amount,
        }));
    }
    rows
}

fn table(rows: &[CountRow<'_>]) -> Table {
    let day =
        |day: Option<Day>| table::Cell::text(day.map_or_else(String::new, |it| it.to_string()));
    let cells = |row: &CountRow<'_>| {
        let number = |part: fn(Cell) -> f64| {
            let known = row.cell.map(part);
            known.map_or(table::Cell::Unknown, table::Cell::Decimal)
        };
        vec![
            day(row.days.map(DayRange::first)),
            day(row.days.map(DayRange::end)),
            table::Cell::Text(row.group.to_owned()),
            number(|cell| cell.certain),
            number(|cell| cell.expected),
        ]
    };
    Table {
        columns: vec!["start", "end", "group", "certain", "expected"],
        rows: rows.iter().map(cells).collect(),
    }
}

fn notes(counts: &Counts) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |number: usize, what: &str| {
        if number > 0 {
            notes.push(format!("{} {what}", number_of(number, "event")));
        }
    };
    note(
        counts.undated.len(),
        "undated: in no bucket, in the last row",
    );
    note(
        counts.unknown.len(),
        "without a number: left out, as unknown is not zero",
    );
    notes.extend(outside_note(counts.outside));
    notes
}

/// Takes the words of one of `all`.
pub(super) fn named<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.map(name)).try_map(move |text| {
        let found = all.into_iter().find(|value| name(*value) == text);
        found.ok_or("unknown")
    })
}

pub(super) fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Events => "events",
        Measure::Toll(Harm::Killed, Bound::Low | Bound::LowOfBest) => "killed-low",
        Measure::Toll(Harm::Killed, Bound::Best) => "killed-best",
        Measure::Toll(Harm::Killed, Bound::High | Bound::HighOfBest) => "killed-high",
        Measure::Toll(Harm::Injured, Bound::Low | Bound::LowOfBest) => "injured-low",
        Measure::Toll(Harm::Injured, Bound::Best) => "injured-best",
        Measure::Toll(Harm::Injured, Bound::High | Bound::HighOfBest) => "injured-high",
    }
}

fn rule_name(rule: DateRule) -> &'static str {
    match rule {
        DateRule::Spread => "spread",
        DateRule::Earliest => "earliest",
    }
}

fn which_name(which: WhichDate) -> &'static str {
    match which {
        WhichDate::Used => "used",
        WhichDate::Resolved => "resolved",
        WhichDate::Elsewhere => "elsewhere",
    }
}

fn family_parser() -> impl TypedValueParser<Value = FamilyChoice> {
    let choices = [
        FamilyChoice(Some(Family::Incident)),
        FamilyChoice(Some(Family::Policy)),
        FamilyChoice(Some(Family::Diplomatic)),
        FamilyChoice(None),
    ];
    named(choices, |choice| match choice.0 {
        Some(Family::Incident) => "incident",
        Some(Family::Policy) => "policy",
        Some(Family::Diplomatic) => "diplomatic",
        None => "any",
    })
}

fn first_day(text: &str) -> Result<Day, String> {
    days(text).map(DayRange::first)
}

fn last_day(text: &str) -> Result<Day, String> {
    days(text).map(DayRange::last)
}

fn days(text: &str) -> Result<DayRange, String> {
    let date = Edtf::parse(text).map_err(|error| error.to_string())?;
    let hull = date.extent().hull();
    hull.ok_or_else(|| format!("`{text}` has no first and last day (write a day, month or year)"))
}
