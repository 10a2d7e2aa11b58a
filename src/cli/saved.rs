//! A view that is saved in a project, as what a figure starts from.
//!
//! In: the options of a figure, and the project. Out: the same options with those of the view where
//! none is given.

use super::Failure;
use super::bars::BarArgs;
use super::counts::Choice;
use super::figure_args::FigureArgs;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::Edtf;
use crate::model::id::TableId;
use crate::model::lanes::Arrangement;
use crate::model::project::Project;
use crate::model::view::{Filter, View};
use crate::tables::query::RowQuery;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a view says for which there is no option.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The first day shown. Unlike one that is asked for, it cuts no bar.
    pub from: Option<Day>,
    /// The last.
    pub to: Option<Day>,
    /// What is shown of events and of rows: all of these must fit.
    pub filters: Vec<Filter>,
    /// How the lanes are arranged.
    pub arrangement: Arrangement,
    /// The tables left out.
    pub hidden: BTreeSet<TableId>,
}

impl Start {
    /// What must fit of a row of a table.
    pub(super) fn of_rows(&self, table: TableId, project: &Project) -> RowQuery {
        RowQuery::of_view(&self.filters, table, project)
    }
}

/// The options with those of the view they name where none is given; as they are where they name
/// none.
///
/// # Errors
/// When the project has no such view: with the names there are.
pub(super) fn started(project: &Project, args: &FigureArgs) -> Result<FigureArgs, Failure> {
    match &args.saved {
        None => Ok(args.clone()),
        Some(name) => Ok(from(named(project, name)?, args)),
    }
}

fn named<'p>(project: &'p Project, name: &str) -> Result<&'p View, Failure> {
    let views = || project.views.values().map(Arc::as_ref);
    let exact = views().find(|view| view.name == name);
    let folded = name.trim().to_lowercase();
    let found = exact.or_else(|| views().find(|view| view.name.to_lowercase() == folded));
    found.ok_or_else(|| {
        let names: Vec<String> = views().map(|view| format!("‘{}’", view.name)).collect();
        let there = match names.is_empty() {
            true => {
                "the project has none; the window saves one with Analysis › Save view".to_owned()
            }
            false => format!("there are {}", names.join(", ")),
        };
        Failure::refused(format!("--saved: no view is called ‘{name}’ ({there})"))
    })
}

fn from(view: &View, args: &FigureArgs) -> FigureArgs {
    let hull = |date: &Option<Edtf>| date.as_ref()?.extent().hull();
    let (given, saved) = (&args.bars, &view.bars);
    // Lines and sums exclude one another: what is given stands.
    let with_lines = given.mean.is_some() || given.earlier.is_some();
    let with_sums = given.cumulative || given.multiples;
    let line = |given: Option<u8>, saved: Option<u8>| given.or(saved.filter(|_| !with_sums));
    let (choice, bars) = (
        &args.choice,
        BarArgs {
            below: given.below.or(saved.below),
            mean: line(given.mean, saved.mean),
            earlier: line(given.earlier, saved.earlier),
            cumulative: given.cumulative || saved.cumulative && !with_lines,
            multiples: given.multiples || saved.multiples && !with_lines,
        },
    );
    FigureArgs {
        by: args.by.or(view.bucket),
        split: args.split.or(Some(view.split)),
        lanes: args.lanes.or(Some(view.lanes)),
        bars,
        choice: Choice {
            measure: choice.measure.or(Some(saved.measure)),
            dates: choice.dates.or(Some(saved.dates)),
            ..choice.clone()
        },
        start: Start {
            from: hull(&view.from).map(DayRange::first),
            to: hull(&view.to).map(DayRange::last),
            filters: view.filters.clone(),
            arrangement: view.arrangement.clone(),
            hidden: view.hidden.clone(),
        },
        saved: None,
        ..args.clone()
    }
}
