//! A table on its way into charts: where each row counts, once, and the sums for each filter.
//!
//! In: a table in memory and what the project calls its names. Out: [`Sums`]. A pass over the rows:
//! work for a job.

use super::lane::{Places, StripSums};
use super::looks::Looks;
use super::{Bars, SeriesGroup, SeriesLane, Sums};
use crate::analysis::buckets::whole;
use crate::analysis::counts::{BucketWidth, Counting};
use crate::analysis::group::Group;
use crate::figure::chosen;
use crate::figure::frequency::MOST_GROUPS;
use crate::model::day::DayRange;
use crate::model::measure::Measure;
use crate::model::project::Project;
use crate::model::row_filter::{RowField, RowFilter, RowTest};
use crate::model::view::{Bucket, Split};
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::counts::{CannotCount, DayIndex, DaySums};
use crate::tables::filter::fits;
use crate::tables::joined::Names;
use crate::tables::load::Watch;
use crate::tables::mask::Mask;
use crate::tables::query::RowQuery;
use std::sync::Arc;

/// A table has so many lanes on the timeline; further kinds share the last.
pub(super) const MOST_LANES: usize = 4;
/// However many values of a field are chosen, so many groups have bars of their own at most: there
/// are as many hues that can be told apart.
pub(super) const MOST_CHOSEN: usize = 8;
/// So many groups keep their hue whatever is filtered, as far as there are hues.
const MOST_RANKED: usize = 64;
/// Where each row of a table counts in charts, for one split, measure and rule.
#[derive(Clone)]
pub struct SeriesIndex {
    table: Arc<LoadedTable>,
    names: Names,
    how: Counting,
    lanes: DayIndex,
    bars: DayIndex,
    /// Those of the least and of the most, where the measure has them.
    reach: Option<[DayIndex; 2]>,
}

impl SeriesIndex {
    /// Says for every row where it counts. The bucket of `how` does not matter, and its window is
    /// what [`sums`](Self::sums) adds up besides everything; rows have no standing, so bars that are split by it are not split.
    ///
    /// # Errors
    /// When a column cannot be read, or `watch` stops the work.
    pub fn new(
        table: &Arc<LoadedTable>,
        columns: &ColumnCache,
        project: &Project,
        how: &Counting,
        watch: Watch<'_>,
    ) -> Result<Self, CannotCount> {
        let names = Names::new(table, project);
        let how = counted(how);
        let of_lanes = Counting {
            split: Split::Kind,
            measure: Measure::Events,
            ..how.clone()
        };
        let lanes = DayIndex::new(table, columns, &names, &of_lanes, watch)?;
        let bars = match how == of_lanes {
            true => lanes.clone(),
            false => DayIndex::new(table, columns, &names, &how, watch)?,
        };
        let bound = |measure: Measure| {
            let how = Counting {
                split: Split::None,
                measure,
                ..how.clone()
            };
            DayIndex::new(table, columns, &names, &how, watch)
        };
        let reach = match how.measure.range() {
            Some([low, high]) => Some([bound(low)?, bound(high)?]),
            None => None,
        };
        Ok(Self {
            table: Arc::clone(table),
            names,
            how,
            lanes,
            bars,
            reach,
        })
    }

    /// Whether this is still where the rows of this table count, as this project knows their names.
    pub fn is_of(&self, table: &Arc<LoadedTable>, project: &Project, how: &Counting) -> bool {
        Arc::ptr_eq(&self.table, table)
            && self.names.is_of(table, project)
            && self.how == counted(how)
    }

    /// Sums the rows that fit.
    ///
    /// # Errors
    /// When a column cannot be read, or `watch` stops the work.
    pub fn sums(
        &self,
        columns: &ColumnCache,
        query: &RowQuery,
        watch: Watch<'_>,
    ) -> Result<Sums, CannotCount> {
        self.summed(columns, query, None, watch)
    }

    /// Sums the rows that fit for bars below those of `first`: the same groups in the same order.
    ///
    /// # Errors
    /// When a column cannot be read, or `watch` stops the work.
    pub fn sums_below(
        &self,
        first: &Sums,
        columns: &ColumnCache,
        query: &RowQuery,
        watch: Watch<'_>,
    ) -> Result<Sums, CannotCount> {
        self.summed(columns, query, Some(&first.ranked), watch)
    }

    fn summed(
        &self,
        columns: &ColumnCache,
        query: &RowQuery,
        ranked: Option<&[Group]>,
        watch: Watch<'_>,
    ) -> Result<Sums, CannotCount> {
        let table = &*self.table;
        let fit = match query.admits_all() {
            true => Mask::all(table.len()),
            false => fits(table, columns, &self.names, query, watch)?,
        };
        let of_other_families = match query.family {
            None => 0,
            Some(_) => {
                let any = RowQuery {
                    family: None,
                    ..query.clone()
                };
                fits(table, columns, &self.names, &any, watch)?.count() - fit.count()
            }
        };
        let lanes = self.lanes.sums(&fit).folded(MOST_LANES, Group::of_others);
        let bars = self.bars.sums(&fit);
        let bars = match ranked {
            Some(kept) => bars.folded_to(kept, Group::of_others),
            None => bars.folded(self.most_groups(query), Group::of_others),
        };
        let own = bars.ranked().filter(|group| !group.is_others());
        let ranked = ranked.map_or_else(|| own.cloned().collect(), <[Group]>::to_vec);
        let all = Mask::all(table.len());
        let everything = self.lanes.sums(&all);
        let all_bars = self.bars.sums(&all);
        let covered = [everything.known(), all_bars.known()];
        let covered = covered.into_iter().flatten().reduce(DayRange::hull);
        // Where the table has rows that do not fit, zero is zero.
        let over = |days: Option<DayRange>, bucket| Counting {
            bucket: BucketWidth(bucket),
            from: days.map(DayRange::first),
            to: days.map(DayRange::last),
            ..self.how.clone()
        };
        let over_all = |bucket| over(covered.map(|days| whole(days, bucket)), bucket);
        let bounds = self.reach.as_ref();
        let bounds = bounds.map(|bounds| bounds.each_ref().map(|index| index.sums(&fit)));
        let cut = |how: &dyn Fn(Bucket) -> Counting| {
            let cuts = |sums: &DaySums| Bucket::ALL.map(|bucket| sums.cut(&how(bucket)).ok());
            Bars {
                cuts: cuts(&bars),
                reach: bounds.as_ref().map(|bounds| bounds.each_ref().map(cuts)),
            }
        };
        let counted = cut(&over_all);
        let chosen = self.has_window().then(|| {
            cut(&|bucket| {
                let days = covered.map(|days| self.chosen(whole(days, bucket)));
                over(days, bucket)
            })
        });
        let rest = counted.cuts.iter().flatten().next();
        let by_kind = Some(&bars).filter(|_| self.how.split == Split::Kind);
        let drawn = lanes
            .groups()
            .chain(by_kind.into_iter().flat_map(DaySums::groups));
        let looks = Looks::new(everything.ranked(), drawn);
        Ok(Sums {
            rows: table.len(),
            fitting: fit.count(),
            of_other_families,
            undated: rest.map_or(0, |counts| counts.undated),
            unknown: rest.map_or(0, |counts| counts.unknown),
            measure: self.how.measure,
            rule: self.how.rule,
            only: chosen::of_rows(query, &table.mapping.sides),
            noun: noun(table),
            covered,
            lanes: series_lanes(table, &lanes, &looks, &over_all),
            split: self.how.split,
            ranked,
            largest: all_bars.ranked().take(MOST_RANKED).cloned().collect(),
            kinds: Looks::new(everything.ranked(), std::iter::empty()).usual(),
            groups: self.groups(&bars, &looks),
            all: counted,
            chosen,
        })
    }
}

impl SeriesIndex {
    fn has_window(&self) -> bool {
        self.how.from.is_some() || self.how.to.is_some()
    }

    /// The part of these days within the window chosen; where there is none, a day of the window.
    fn chosen(&self, days: DayRange) -> DayRange {
        let (from, to) = (self.how.from, self.how.to);
        let first = from.map_or(days.first(), |from| from.max(days.first()));
        let last = to.map_or(days.last(), |to| to.min(days.last()));
        let elsewhere = from.or(to).unwrap_or(first);
        DayRange::new(first, last).unwrap_or(DayRange::day(elsewhere))
    }

    /// How many groups the bars have at most: as many as values were chosen of what they are split
    /// by, so that each of these has its own.
    fn most_groups(&self, query: &RowQuery) -> usize {
        let usual = match self.how.split {
            Split::Kind => MOST_LANES,
            _ => MOST_GROUPS,
        };
        let field = field(&self.table, self.how.split);
        let chosen = query
            .filters
            .iter()
            .filter_map(|filter| match &filter.test {
                RowTest::OneOf(values) if Some(&filter.field) == field.as_ref() => {
                    Some(values.len())
                }
                _ => None,
            });
        chosen
            .min()
            .map_or(usual, |all| all.clamp(usual, MOST_CHOSEN))
    }

    fn groups(&self, bars: &DaySums, looks: &Looks) -> Vec<SeriesGroup> {
        let groups: Vec<&Group> = bars.groups().collect();
        let filters = filters(&self.table, self.how.split, &groups);
        let hue = |group: &Group| match self.how.split {
            Split::Kind => Some(looks.of(group).0),
            _ => group.hue,
        };
        let pairs = groups.iter().zip(filters);
        let groups = pairs.map(|(group, filter)| SeriesGroup {
            hue: hue(group),
            filter,
        });
        groups.collect()
    }
}

/// What is said of events that rows know nothing of makes no difference to them.
fn counted(how: &Counting) -> Counting {
    Counting {
        split: match how.split {
            Split::Standing => Split::None,
            split => split,
        },
        measure: how.measure,
        rule: how.rule,
        from: how.from,
        to: how.to,
        ..Counting::default()
    }
}

pub(super) fn noun(table: &LoadedTable) -> &'static str {
    match table.mapping.number {
        Some(_) => "incident",
        None => "row",
    }
}

fn series_lanes(
    table: &LoadedTable,
    sums: &DaySums,
    looks: &Looks,
    how: &dyn Fn(Bucket) -> Counting,
) -> Vec<SeriesLane> {
    let groups: Vec<&Group> = sums.groups().collect();
    let filters = filters(table, Split::Kind, &groups);
    let mut places = vec![Vec::new(); groups.len()];
    for (group, days, amount) in sums.places() {
        if let Some(places) = places.get_mut(group) {
            places.push((days, amount));
        }
    }
    let several = groups.len() > 1;
    let looks = groups.iter().map(|group| looks.of(group));
    let parts = groups.iter().zip(looks).zip(filters);
    let parts = parts.zip(strips(sums, how)).zip(places);
    let lanes = parts.map(
        |((((group, (hue, shape)), filter), strip), places)| SeriesLane {
            name: match several {
                true if group.name.is_empty() => "not said".to_owned(),
                true => group.name.clone(),
                false => String::new(),
            },
            hue,
            shape,
            group: filter.filter(|_| several).into_iter().collect(),
            total: strip.sums.last().copied().unwrap_or(0.0),
            strip,
            places: Places::new(places),
        },
    );
    lanes.collect()
}

/// Prefix sums for each group, over days where these are few enough.
pub(super) fn strips(sums: &DaySums, how: &dyn Fn(Bucket) -> Counting) -> Vec<StripSums> {
    let widths = [Bucket::Day, Bucket::Month, Bucket::Year].into_iter();
    let cut = widths
        .filter_map(|bucket| sums.cut(&how(bucket)).ok())
        .next();
    let Some(counts) = cut else {
        return vec![StripSums::default(); sums.groups().count()];
    };
    let begin = counts.buckets.iter().map(|days| days.first().number());
    let last = counts.buckets.last().map(|days| days.last().number() + 1);
    let edges: Arc<[i32]> = begin.chain(last).collect();
    let strip = |group: usize| {
        let mut sum = 0.0;
        let cells = (0..counts.buckets.len()).map(|bucket| {
            sum += counts.cell(bucket, group).expected;
            sum
        });
        StripSums {
            edges: Arc::clone(&edges),
            sums: std::iter::once(0.0).chain(cells).collect(),
        }
    };
    (0..counts.groups.len()).map(strip).collect()
}

/// What the rows of each group are chosen by; `None` where no filter on one field says that.
fn filters(table: &LoadedTable, split: Split, groups: &[&Group]) -> Vec<Option<RowFilter>> {
    let Some(field) = field(table, split) else {
        return vec![None; groups.len()];
    };
    let named: Vec<String> = groups
        .iter()
        .filter(|group| !group.is_others())
        .map(|group| group.name.clone())
        .collect();
    let test = |group: &&Group| match split {
        _ if group.is_others() => Some(RowTest::NoneOf(named.clone())),
        Split::Family => Some(RowTest::OneOf(kinds_of(table, group))),
        // A cell with several names, which no single one chooses.
        Split::Actor | Split::Place if field != RowField::Who && group.name.contains("; ") => None,
        _ => Some(RowTest::OneOf(vec![group.name.clone()])),
    };
    let filter = |group: &&Group| {
        Some(RowFilter {
            field: field.clone(),
            test: test(group)?,
        })
    };
    groups.iter().map(filter).collect()
}

/// The field rows are split by.
fn field(table: &LoadedTable, split: Split) -> Option<RowField> {
    Some(match split {
        Split::Kind | Split::Family => RowField::Kind,
        Split::Actor if table.mapping.sides.is_directed() => RowField::Initiator,
        Split::Actor => RowField::Who,
        Split::Dyad => RowField::Dyad,
        Split::Place => RowField::Place,
        Split::Country => RowField::Country,
        Split::Source => RowField::Source,
        Split::None | Split::Standing => return None,
    })
}

/// The kinds of a family in a table.
fn kinds_of(table: &LoadedTable, group: &Group) -> Vec<String> {
    let codes = table.kind.dictionary.iter().map(|(code, _)| code);
    let family = |code: &u32| Group::of_family(table.family(*code)) == *group;
    let mut kinds: Vec<String> = codes
        .filter(family)
        .map(|code| table.kind_name(code).to_owned())
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}
