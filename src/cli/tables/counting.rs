//! `tightrope counts` on a table: how many of its rows fall into each bucket.

use super::OpenTable;
use crate::analysis::counts::Cell;
use crate::cli::Failure;
use crate::cli::counts::{
    Args, CountRow, NO_ROW, Printed, other_families_note, outside_note, written,
};
use crate::figure::labels::number_of;
use crate::model::codebook::Family;
use crate::model::measure::Measure;
use crate::model::project::Project;
use crate::model::row_filter::RowFilter;
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::conditions::row_filter;
use crate::tables::counts::{TableCounts, count};
use crate::tables::filter::fits;
use crate::tables::joined::Names;
use crate::tables::mask::Mask;
use crate::tables::query::RowQuery;

/// Counts the rows of a table, whose names are those `project` knows.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run(open: &OpenTable, project: &Project, args: &Args) -> Result<Printed, Failure> {
    args.choice.refused_for_a_table()?;
    let (table, columns) = (&*open.rows, ColumnCache::default());
    let names = Names::new(table, project);
    let family = args.choice.family.and_then(|choice| choice.0);
    let any_family = RowQuery {
        filters: filters(&args.choice.conditions)?,
        ..RowQuery::default()
    };
    let refused = |error: &dyn std::fmt::Display| {
        Failure::refused(format!("{}: {error}", open.path.display()))
    };
    let fitting = |query: &RowQuery| {
        fits(table, &columns, &names, query, &|_| true).map_err(|error| refused(&error))
    };
    let met = fitting(&any_family)?;
    let mask = match family {
        None => met.clone(),
        Some(_) => fitting(&RowQuery {
            family,
            ..any_family
        })?,
    };
    let how = args.choice.counting(args.by, args.split);
    let counts = count(table, &columns, &names, &mask, &how, &|_| true);
    let counts = counts.map_err(|error| refused(&error))?;
    let mut notes = open.notes();
    if met.count() == 0 && !args.choice.conditions.is_empty() {
        notes.push(NO_ROW.to_owned());
    }
    notes.extend(families(table, &met, args.choice.family.is_some(), family));
    notes.extend(left_out(&counts, args.choice.measure()));
    Ok(Printed {
        bytes: written(&rows(&counts), args.format),
        notes,
        beside: None,
    })
}

/// The conditions of a command line as filters on rows.
///
/// # Errors
/// The first that is none.
pub fn filters(conditions: &[String]) -> Result<Vec<RowFilter>, Failure> {
    let filters = conditions.iter().map(|text| row_filter(text));
    let filters: Result<_, _> = filters.collect();
    filters.map_err(|error| Failure::refused(format!("--where: {error}")))
}

/// One row per bucket and group, empty buckets too, but no group that is empty in all of them; the
/// undated last, without days.
fn rows(counts: &TableCounts) -> Vec<CountRow<'_>> {
    let is_counted = |group: &usize| {
        let mut buckets = 0..counts.buckets.len();
        buckets.any(|bucket| counts.cell(bucket, *group) != Cell::default())
    };
    let mut groups: Vec<usize> = (0..counts.groups.len()).filter(is_counted).collect();
    if groups.is_empty() {
        groups.push(0);
    }
    let name = |group: usize| {
        counts
            .groups
            .get(group)
            .map_or("", |group| group.name.as_str())
    };
    let mut rows = Vec::with_capacity(counts.buckets.len() * groups.len() + 1);
    for (bucket, days) in counts.buckets.iter().enumerate() {
        for group in &groups {
            rows.push(CountRow::of(
                *days,
                name(*group),
                Some(counts.cell(bucket, *group)),
            ));
        }
    }
    if counts.undated > 0 {
        rows.push(CountRow::undated(Cell {
            certain: counts.undated_amount,
            expected: counts.undated_amount,
        }));
    }
    rows
}

fn left_out(counts: &TableCounts, measure: Measure) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |number: u32, what: &str| {
        if number > 0 {
            notes.push(format!("{} {what}", number_of(number as usize, "row")));
        }
    };
    note(counts.undated, "undated: in no bucket, in the last row");
    let what = match measure {
        Measure::Events => "without a number of incidents: left out, as unknown is not zero",
        _ => "without a number: left out, as unknown is not zero",
    };
    note(counts.unknown, what);
    notes.extend(outside_note(counts.outside));
    notes
}

/// What is said about the families of the rows that are as asked: which are counted together, or
/// left out.
fn families(
    table: &LoadedTable,
    met: &Mask,
    is_asked: bool,
    family: Option<Family>,
) -> Option<String> {
    let codes = table.kind.dictionary.iter();
    let mut families = codes.map(|(code, _)| table.family(code));
    if families.all(|family| family == Family::Incident)
        && family.is_none_or(|it| it == Family::Incident)
    {
        return None;
    }
    match family {
        Some(family) => {
            let is_other = |row: &u32| table.family(table.kind.code(*row)) != family;
            other_families_note(met.rows().filter(is_other).count())
        }
        None if !is_asked => {
            let is_other = |row: &u32| table.family(table.kind.code(*row)) != Family::Incident;
            let rows = met.rows().filter(is_other).count();
            (rows > 0).then(|| {
                let rows = number_of(rows, "row");
                format!(
                    "{rows} that are no incidents counted too (--family incident leaves them out)"
                )
            })
        }
        None => None,
    }
}
