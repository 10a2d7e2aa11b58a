//! The rows of a table between two actors: what each does to the other, how often, and how many were
//! killed.
//!
//! In: a table in memory, what the project calls its names, two actors, the filters, and the events
//! that are drawn beside it. Out: [`TableActs`] as plain data, whose size is that of its days. A
//! pass over the rows: work for a job. A row with a side that stands for one of the two on either
//! side of it is an act of both, as an event is.

use super::SeriesLane;
use super::index::{noun, strips};
use super::lane::{Places, StripSums};
use super::looks::SPARE;
use super::meetings::{Meetings, meetings};
use crate::analysis::buckets::whole;
use crate::analysis::counts::{BucketWidth, Counting};
use crate::analysis::coverage::Coverage;
use crate::document::Snapshot;
use crate::document::verbs::rows::rows_kept;
use crate::figure::labels::grouped;
use crate::figure::pair::{Sides, Way};
use crate::figure::rows::{Killed, amount_words, whole_words};
use crate::figure::words::TOLL_UNKNOWN;
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::id::{ActorId, EventId, RowId, TableId};
use crate::model::look::{Hue, Shape};
use crate::model::measure::{Bound, Measure};
use crate::model::project::Project;
use crate::model::row_filter::{RowField, RowFilter, RowTest};
use crate::model::table::TableRow;
use crate::model::toll::Harm;
use crate::model::view::{Bucket, Split};
use crate::tables::LoadedTable;
use crate::tables::coded::Coded;
use crate::tables::columns::ColumnCache;
use crate::tables::counts::{CannotCount, DayIndex, DaySums};
use crate::tables::filter::{fits, of_family};
use crate::tables::joined::{Called, Names};
use crate::tables::keys;
use crate::tables::load::Watch;
use crate::tables::mask::Mask;
use crate::tables::query::RowQuery;
use crate::tables::sides::who_in;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rows of a table between two actors.
#[derive(Clone, Debug)]
pub struct TableActs {
    /// The table.
    pub table: TableId,
    /// Its title.
    pub title: String,
    /// What one row is called: "row", or "incident" in a table of counts per period.
    pub noun: &'static str,
    /// From the first to the last day of any row of the table: what it covers.
    pub covered: Option<DayRange>,
    /// Whether it names both, on either side.
    pub is_named: bool,
    /// How many rows are left out, as they are reports of events that are drawn.
    pub reported: u32,
    /// A lane for each direction in which there is something.
    pub lanes: Vec<ActLane>,
}

/// The rows of one direction.
#[derive(Clone, Debug)]
pub struct ActLane {
    /// Who acts towards whom.
    pub way: Way,
    /// How many lie on which days.
    pub line: SeriesLane,
    /// How many rows there are, dated or not.
    pub rows: u32,
    /// How many of them have no date.
    pub undated: u32,
    /// How many were killed, where the table has most likely numbers of that.
    tolls: Option<Tolls>,
}

/// Prefix sums of the killed.
#[derive(Clone, Debug)]
struct Tolls {
    /// At least, most likely, at most.
    bounds: [StripSums; 3],
    /// What gives a most likely number.
    told: StripSums,
    /// Those of the rows that lie on just these days.
    places: BTreeMap<DayRange, Killed>,
}

/// What is asked of a table.
#[derive(Clone, Copy)]
pub struct ActsAsked<'a> {
    /// The project.
    pub now: &'a Snapshot,
    /// The table.
    pub table: TableId,
    /// The two actors.
    pub sides: &'a Sides,
    /// Which rows.
    pub query: &'a RowQuery,
    /// The events that are drawn: a row that is a report of one of them is not drawn again.
    pub drawn: &'a BTreeSet<EventId>,
}

/// Where each row of a table counts in a chart of two actors, whoever they are.
#[derive(Clone)]
pub struct ActsIndex {
    table: Arc<LoadedTable>,
    names: Names,
    /// Who of the project meets in its rows.
    meetings: Meetings,
    rows: DayIndex,
    /// By the killed: at least, most likely, at most.
    killed: Option<[DayIndex; 3]>,
    /// From the first to the last day of any row.
    covered: Option<DayRange>,
}

impl ActsIndex {
    /// Says for every row where it counts.
    ///
    /// # Errors
    /// When a column cannot be read, or `watch` stops the work.
    pub fn new(
        table: &Arc<LoadedTable>,
        columns: &ColumnCache,
        project: &Project,
        watch: Watch<'_>,
    ) -> Result<Self, CannotCount> {
        let names = Names::new(table, project);
        let by = |measure| {
            let how = Counting {
                split: Split::None,
                measure,
                ..Counting::default()
            };
            DayIndex::new(table, columns, &names, &how, watch)
        };
        let killed = |bound| by(Measure::Toll(Harm::Killed, bound));
        let bounds = match table.killed.best.is_there() {
            true => Some([
                killed(Bound::LowOfBest)?,
                killed(Bound::Best)?,
                killed(Bound::HighOfBest)?,
            ]),
            false => None,
        };
        let rows = by(Measure::Events)?;
        let all = Mask::all(table.len());
        let indices = bounds.iter().flatten().chain([&rows]);
        let known = indices.filter_map(|index| index.sums(&all).known());
        Ok(Self {
            covered: known.reduce(DayRange::hull),
            table: Arc::clone(table),
            killed: bounds,
            rows,
            meetings: meetings(table, &names, project),
            names,
        })
    }

    /// Who of the project meets in its rows.
    pub fn meetings(&self) -> &Meetings {
        &self.meetings
    }

    /// Whether this is still where the rows of this table count, as this project knows their names.
    pub fn is_of(&self, table: &Arc<LoadedTable>, project: &Project) -> bool {
        Arc::ptr_eq(&self.table, table) && self.names.is_of(table, project)
    }

    /// The rows between the two that fit.
    ///
    /// # Errors
    /// When the file cannot be read, or `watch` stops the work.
    pub fn acts(
        &self,
        columns: &ColumnCache,
        asked: &ActsAsked<'_>,
        watch: Watch<'_>,
    ) -> Result<TableActs, CannotCount> {
        let table = &*self.table;
        let title = asked.now.project().tables.get(&asked.table);
        let mut acts = TableActs {
            table: asked.table,
            title: title.map(|it| it.title.clone()).unwrap_or_default(),
            noun: noun(table),
            covered: self.covered,
            is_named: false,
            reported: 0,
            lanes: Vec::new(),
        };
        let one = |id| asked.sides.is_of_one(id);
        let other = |id| asked.sides.is_of_other(id);
        let rows = |group: &[RowFilter]| -> Result<Mask, CannotCount> {
            let mut query = asked.query.clone();
            query.filters.extend(group.iter().cloned());
            let mut fit = fits(table, columns, &self.names, &query, watch)?;
            fit.and(&of_family(table, Family::Incident));
            Ok(fit)
        };
        let opposed = Mask::of(table.len(), |row| {
            table.is_opposed(u32::try_from(row).unwrap_or(u32::MAX))
        });
        let kinds = self.acts_only();
        let mut found = Vec::new();
        // Whichever side is named first of a row in which nobody says who began.
        let mut both = Mask::none(table.len());
        let (one, other): (&dyn Fn(ActorId) -> bool, &dyn Fn(ActorId) -> bool) = (&one, &other);
        for (way, from, to) in [(Way::Forth, one, other), (Way::Back, other, one)] {
            let Some(mut group) = self.named(from, to) else {
                continue;
            };
            acts.is_named = true;
            let mut fit = rows(&group)?;
            let mut of_both = fit.clone();
            of_both.and(&opposed);
            both.or(&of_both);
            fit.and_not(&opposed);
            group.extend(kinds.clone());
            // By who they are told of, rows of two sides are others.
            group.extend(
                self.who_of(&fit)
                    .filter(|_| !table.mapping.sides.is_directed()),
            );
            found.push((way, group, fit));
        }
        let group = self.who_of(&both).into_iter().chain(kinds);
        found.push((Way::Both, group.collect(), both));
        if found.iter().all(|(_, _, fit)| fit.count() == 0) {
            return Ok(acts);
        }
        let reported = reported(table, asked, watch)?;
        let mut left_out = Mask::none(table.len());
        for (_, _, fit) in &mut found {
            let mut of_drawn = fit.clone();
            of_drawn.and(&reported);
            left_out.or(&of_drawn);
            fit.and_not(&reported);
        }
        acts.reported = left_out.count();
        let look = self.look(found.iter().map(|(_, _, fit)| fit));
        let lanes = found.into_iter().filter(|(_, _, fit)| fit.count() > 0);
        acts.lanes = lanes
            .map(|(way, group, fit)| self.lane(way, (group, look), &fit, acts.covered))
            .collect();
        Ok(acts)
    }

    /// How many were killed in the rows of each day or span, where they stand as single marks.
    fn killed_at_places(&self, fit: &Mask) -> BTreeMap<DayRange, Killed> {
        let table = &*self.table;
        let mut places: BTreeMap<DayRange, Killed> = BTreeMap::new();
        for row in fit.rows() {
            let days = match table.days.get(row) {
                Some(days) if table.lasted(row) => DayRange::day(days.first()),
                Some(days) => days,
                None => continue,
            };
            let here = places.entry(days).or_default();
            let bound = |bound: Bound| bound.of(table.killed.get(row)).map(f64::from);
            match bound(Bound::Best) {
                Some(best) => {
                    here.best += best;
                    here.low += bound(Bound::LowOfBest).unwrap_or(best);
                    here.high += bound(Bound::HighOfBest).unwrap_or(best);
                }
                None => {
                    let number = table.mapping.number.as_ref();
                    let number = number.map_or(Some(1), |_| table.number.get(row));
                    here.untold += f64::from(number.unwrap_or(0));
                }
            }
        }
        places
    }

    /// What the rows with one actor on the one side and the other on the other are chosen by; `None`
    /// where the table does not name both.
    fn named(
        &self,
        from: &dyn Fn(ActorId) -> bool,
        to: &dyn Fn(ActorId) -> bool,
    ) -> Option<Vec<RowFilter>> {
        let table = &*self.table;
        Some(vec![
            named(
                RowField::Initiator,
                known(&table.initiator, &self.names.initiator, from),
            )?,
            named(
                RowField::Target,
                known(&table.target, &self.names.target, to),
            )?,
        ])
    }

    /// What leaves only incidents, where the table has others too.
    fn acts_only(&self) -> Option<RowFilter> {
        let table = &*self.table;
        let codes = || table.kind.dictionary.iter().map(|(code, _)| code);
        let is_act = |code: &u32| table.family(*code) == Family::Incident;
        if codes().all(|code| is_act(&code)) {
            return None;
        }
        let names = codes().filter(is_act);
        named(
            RowField::Kind,
            names.map(|code| table.kind_name(code).to_owned()).collect(),
        )
    }

    /// What leaves only rows that tell of whom these do.
    fn who_of(&self, rows: &Mask) -> Option<RowFilter> {
        named(RowField::Who, who_in(&self.table, &self.names, rows))
    }

    /// How its marks look: as the kind of the project that all of these rows are taken for.
    fn look<'m>(&self, fits: impl Iterator<Item = &'m Mask>) -> (Hue, Shape) {
        let code = |row: u32| self.table.kind.codes.get(row as usize).copied();
        let mut codes: BTreeSet<Option<u32>> = BTreeSet::new();
        for fit in fits {
            codes.extend(fit.rows().map(code));
        }
        let kind = match codes.first() {
            Some(Some(code)) if codes.len() == 1 => self.names.kind(*code),
            _ => None,
        };
        let [spare, ..] = SPARE;
        kind.map_or(spare, |kind| (kind.hue, kind.shape))
    }

    fn lane(
        &self,
        way: Way,
        (group, (hue, shape)): (Vec<RowFilter>, (Hue, Shape)),
        fit: &Mask,
        covered: Option<DayRange>,
    ) -> ActLane {
        let over_all = |bucket| {
            let days = covered.map(|days| whole(days, bucket));
            Counting {
                bucket: BucketWidth(bucket),
                from: days.map(DayRange::first),
                to: days.map(DayRange::last),
                split: Split::None,
                ..Counting::default()
            }
        };
        let strip = |sums: &DaySums| strips(sums, &over_all).into_iter().next();
        let sums = self.rows.sums(fit);
        let line = strip(&sums).unwrap_or_default();
        let rest = sums.cut(&over_all(Bucket::Year)).unwrap_or_default();
        let places = sums.places().map(|(_, days, amount)| (days, amount));
        let tolls = self.killed.as_ref().map(|bounds| {
            let mut told = fit.clone();
            told.and(&Mask::of(self.table.len(), |row| {
                let row = u32::try_from(row).unwrap_or(u32::MAX);
                self.table.killed.best.get(row).is_some()
            }));
            Tolls {
                bounds: bounds
                    .each_ref()
                    .map(|index| strip(&index.sums(fit)).unwrap_or_default()),
                told: strip(&self.rows.sums(&told)).unwrap_or_default(),
                places: self.killed_at_places(fit),
            }
        });
        ActLane {
            way,
            rows: fit.count(),
            undated: rest.undated,
            tolls,
            line: SeriesLane {
                name: String::new(),
                hue,
                shape,
                group,
                total: line.sums.last().copied().unwrap_or(0.0),
                places: Places::new(places),
                strip: line,
            },
        }
    }
}

/// The canonical names of these actors that a table has in a column.
fn known(
    coded: &Coded,
    called: &Called<ActorId>,
    is_one: &dyn Fn(ActorId) -> bool,
) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (code, _) in coded.dictionary.iter() {
        for name in called.names(&coded.dictionary, code).iter() {
            if let Some((id, name)) = &name.known
                && is_one(*id)
            {
                out.insert(name.to_string());
            }
        }
    }
    out
}

/// The rows with one of these names; `None` without names.
fn named(field: RowField, names: BTreeSet<String>) -> Option<RowFilter> {
    let test = RowTest::OneOf(names.into_iter().collect());
    (test != RowTest::OneOf(Vec::new())).then_some(RowFilter { field, test })
}

/// The rows of the file that are reports of events that are drawn.
fn reported(
    table: &LoadedTable,
    asked: &ActsAsked<'_>,
    watch: Watch<'_>,
) -> Result<Mask, CannotCount> {
    let kept: Vec<Arc<TableRow>> = rows_kept(asked.now, asked.table).cloned().collect();
    let is_of_drawn = |id: RowId| {
        let mut reports = asked.now.reports_on_row(id);
        reports.any(|report| asked.drawn.contains(&report.event))
    };
    if !kept.iter().any(|row| is_of_drawn(row.id)) {
        return Ok(Mask::none(table.len()));
    }
    let found: BTreeMap<u32, RowId> = keys::rows_kept(table, &kept, watch)?;
    let found = found.into_iter().filter(|(_, id)| is_of_drawn(*id));
    Ok(Mask::from_rows(table.len(), found.map(|(row, _)| row)))
}

impl TableActs {
    /// The days it covers.
    pub(in crate::figure) fn coverage(&self) -> Coverage {
        Coverage::of_days(self.covered)
    }

    /// The most that were killed in the rows of one day or span.
    pub(in crate::figure) fn largest_toll(&self) -> Option<u32> {
        let tolls = self.lanes.iter().filter_map(|lane| lane.tolls.as_ref());
        let killed = tolls.flat_map(|tolls| tolls.places.values());
        killed.map(|it| it.best.round() as u32).max()
    }

    /// Whether its names are not those of the two, as the project knows them.
    pub fn is_unjoined(&self) -> bool {
        !self.is_named && self.lanes.is_empty() && self.reported == 0
    }

    /// From the first to the last day of its rows between the two.
    pub fn known(&self) -> Option<DayRange> {
        let lanes = self.lanes.iter().filter_map(|lane| lane.line.known());
        lanes.reduce(DayRange::hull)
    }

    /// "UCDP GED: 120 rows between the two, 2 undated, 3 more are reports of events drawn here."
    pub(in crate::figure) fn caption(&self) -> String {
        if self.is_unjoined() {
            let Self { title, noun, .. } = self;
            return format!(
                "{title}: no {noun} names one of the two beside the other (give the two the names \
                 it has, as aliases)."
            );
        }
        if self.lanes.is_empty() && self.reported == 0 {
            return format!("{}: no {} between the two.", self.title, self.noun);
        }
        let rows = self.lanes.iter().map(|lane| u64::from(lane.rows)).sum();
        let mut facts = vec![format!("{} between the two", whole_words(rows, "row"))];
        let undated: u32 = self.lanes.iter().map(|lane| lane.undated).sum();
        facts.extend((undated > 0).then(|| format!("{} undated", grouped(undated.into()))));
        facts.extend((self.reported > 0).then(|| {
            let are = if self.reported == 1 {
                "is a report"
            } else {
                "are reports"
            };
            let more = grouped(self.reported.into());
            format!("{more} more {are} of events drawn here and not drawn twice")
        }));
        format!("{}: {}.", self.title, facts.join(", "))
    }
}

impl ActLane {
    /// How many are expected on these days.
    pub fn amount(&self, days: DayRange) -> f64 {
        self.line.before(days.end()) - self.line.before(days.first())
    }

    /// "12 rows, 34 killed (30 to 51)": how many there are on these days, and how many were killed.
    pub(in crate::figure) fn in_words(&self, days: DayRange, noun: &str) -> String {
        let amount = self.amount(days);
        let number = amount_words(amount, noun);
        match self.killed(days) {
            _ if amount < 1e-9 => number,
            None => format!("{number}, {TOLL_UNKNOWN}"),
            Some(killed) => format!("{number}, {}", killed.in_words(amount, noun)),
        }
    }

    /// How many were killed in the rows that lie on just these days, no more and no fewer; `None`
    /// where the table gives no numbers of that.
    pub fn killed_at(&self, days: DayRange) -> Option<Killed> {
        self.tolls.as_ref()?.places.get(&days).copied()
    }

    /// How many are to be expected to have been killed on these days; `None` where the table gives no numbers of that.
    pub fn killed(&self, days: DayRange) -> Option<Killed> {
        let tolls = self.tolls.as_ref()?;
        let sum = |sums: &StripSums| {
            let before = |day: Day| sums.before(day.number());
            before(days.end()) - before(days.first())
        };
        let [low, best, high] = tolls.bounds.each_ref().map(sum);
        let untold = (self.amount(days) - sum(&tolls.told)).max(0.0);
        Some(Killed {
            low,
            best,
            high,
            untold,
        })
    }
}
