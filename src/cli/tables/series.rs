//! Tables as series of the charts that `tightrope figure` draws, counted by the same functions as
//! `tightrope counts`.

use super::counting::filters;
use super::{OpenTable, project};
use crate::analysis::counts::Counting;
use crate::analysis::selection::BadCondition;
use crate::cli::figure_args::FigureArgs;
use crate::cli::saved::started;
use crate::cli::{Failure, tell};
use crate::derived::Derived;
use crate::document::Snapshot;
use crate::figure::pair::Sides;
use crate::figure::pair_figure::PairData;
use crate::figure::series::{ActsAsked, ActsIndex, Series, SeriesIndex, TableActs};
use crate::figure::wanted::{Charts, Wanted};
use crate::model::id::{Replica, TableId, TypedId as _, Uid};
use crate::model::project::Project;
use crate::model::row_filter::RowFilter;
use crate::model::table::EventTable;
use crate::model::view::{Bucket, Split};
use crate::tables::columns::ColumnCache;
use crate::tables::conditions::row_filter;
use crate::tables::counts::CannotCount;
use crate::tables::query::RowQuery;
use std::path::Path;
use std::sync::Arc;

/// A file by itself.
///
/// # Errors
/// When a condition is none, or a column cannot be read.
pub fn alone(open: &OpenTable, args: &FigureArgs) -> Result<Series, Failure> {
    if args.split() == Split::Standing {
        let what = "--split: rows of a table have no standing (split by something else)";
        return Err(Failure::refused(what));
    }
    let name = open.path.file_stem().unwrap_or_default();
    let of = Of {
        id: TableId::from_uid(Uid {
            counter: 0,
            replica: Replica::from_bits(0),
        }),
        title: name.to_string_lossy().into_owned(),
        query: RowQuery {
            filters: filters(&args.choice.conditions)?,
            family: args.choice.family.and_then(|choice| choice.0),
            ..RowQuery::default()
        },
    };
    series(open, of, &Project::default(), args)
}

/// The tables of a project that lies at `path`: those named, else all whose files are there.
///
/// # Errors
/// When one that is named is none or cannot be read, or a condition is none.
pub fn of_project(
    path: &Path,
    project: &Project,
    args: &FigureArgs,
) -> Result<Vec<Series>, Failure> {
    if args.view.is_of_two() {
        return Ok(Vec::new());
    }
    let args = &started(project, args)?;
    each(path, project, args, |table, open| {
        let of = Of {
            id: table.id,
            title: table.title.clone(),
            query: query(table.id, project, args)?,
        };
        series(open, of, project, args)
    })
}

/// The rows between the two actors of a figure, of the tables that are asked for; none where the
/// figure is of something else.
///
/// # Errors
/// As [`of_project`].
pub fn acts(
    now: &Snapshot,
    derived: &Derived,
    wanted: &Wanted,
    args: &FigureArgs,
) -> Result<Vec<TableActs>, Failure> {
    let project = now.project();
    let sides = wanted.pair.pair.and_then(|it| Sides::new(project, it));
    let Some(sides) = sides.filter(|_| wanted.charts == Charts::Dyad) else {
        return Ok(Vec::new());
    };
    let drawn = PairData::wanted(project, derived, wanted).drawn();
    each(&args.input, project, args, |table, open| {
        let query = query(table.id, project, args)?;
        let asked = ActsAsked {
            now,
            table: table.id,
            sides: &sides,
            query: &query,
            drawn: &drawn,
        };
        let columns = ColumnCache::default();
        let index = ActsIndex::new(&open.rows, &columns, project, &|_| true);
        let acts = index.and_then(|index| index.acts(&columns, &asked, &|_| true));
        acts.map_err(|error| refused(open, &error))
    })
}

/// What is made of each of a project's tables: of those named, else of all whose files are there.
fn each<T>(
    path: &Path,
    project: &Project,
    args: &FigureArgs,
    make: impl Fn(&EventTable, &OpenTable) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    if args.no_tables {
        return Ok(Vec::new());
    }
    let one = |table: &Arc<EventTable>| make(table, &project::open(path, project, table)?);
    let named = args.tables.iter();
    let named: Result<Vec<_>, _> = named
        .map(|name| project::named(project, "--table", name))
        .collect();
    let mut out = Vec::new();
    for table in named? {
        out.push(one(table)?);
    }
    if args.tables.is_empty() {
        let hidden = &args.start.hidden;
        let shown = project.tables.values();
        for table in shown.filter(|table| !hidden.contains(&table.id)) {
            match one(table) {
                Ok(made) => out.push(made),
                Err(why) => tell("note", &format!("table {} is not drawn: {why}", table.id)),
            }
        }
    }
    Ok(out)
}

/// Conditions on events that rows know too; a row has no standing.
fn shared(conditions: &[String]) -> Result<Vec<RowFilter>, Failure> {
    let filters = conditions.iter().map(|text| row_filter(text));
    let known = filters.filter(|filter| !matches!(filter, Err(BadCondition::Standing)));
    let known: Result<_, _> = known.collect();
    known.map_err(|error| Failure::refused(format!("--where: {error}")))
}

/// A table on its way into the charts.
struct Of {
    id: TableId,
    title: String,
    query: RowQuery,
}

/// What is asked of the rows of a table of a project.
fn query(table: TableId, project: &Project, args: &FigureArgs) -> Result<RowQuery, Failure> {
    let mut query = args.start.of_rows(table, project);
    query.filters.extend(shared(&args.choice.conditions)?);
    if let Some(family) = args.choice.family {
        query.family = family.0;
    }
    Ok(query)
}

fn refused(open: &OpenTable, error: &CannotCount) -> Failure {
    Failure::refused(format!("{}: {error}", open.path.display()))
}

fn series(
    open: &OpenTable,
    of: Of,
    project: &Project,
    args: &FigureArgs,
) -> Result<Series, Failure> {
    let columns = ColumnCache::default();
    let query = of.query;
    let how: Counting = args.choice.counting(Bucket::Month, args.split());
    let index = |how: &Counting| {
        let index = SeriesIndex::new(&open.rows, &columns, project, how, &|_| true);
        index.map_err(|error| refused(open, &error))
    };
    let sums = index(&how)?.sums(&columns, &query, &|_| true);
    let sums = sums.map_err(|error| refused(open, &error))?;
    let below = |measure| {
        let how = Counting {
            measure,
            ..how.clone()
        };
        let below = index(&how)?.sums_below(&sums, &columns, &query, &|_| true);
        below.map(Arc::new).map_err(|error| refused(open, &error))
    };
    Ok(Series {
        table: of.id,
        title: of.title,
        below: args.bars.below.map(below).transpose()?,
        sums: Arc::new(sums),
    })
}
