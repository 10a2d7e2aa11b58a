//! What the pane has workers do, and what they bring back.

use super::linked::{LinkedAnswer, LinkedWork};
use super::lookup::{FacetsAnswer, FacetsWork, RowsAnswer, RowsWork};
use super::raw::{CellsAnswer, CellsWork};
use super::writing::Shown;
use crate::jobs::Progress;

/// Something for a worker.
pub enum Work {
    /// Look up which rows fit.
    Rows(RowsWork),
    /// Read the cells of rows in sight.
    Cells(CellsWork),
    /// Look up which rows events rest on.
    Linked(LinkedWork),
    /// Count the values of a column.
    Facets(FacetsWork),
    /// Put the rows at these places into words, the last not included.
    Copy(Shown, u32, u32),
}

/// What came of it.
pub enum Answer {
    /// Which rows fit.
    Rows(Box<RowsAnswer>),
    /// The cells of some rows.
    Cells(CellsAnswer),
    /// Which rows events rest on.
    Linked(LinkedAnswer),
    /// The values of a column.
    Facets(FacetsAnswer),
    /// So many rows as tab-separated values, or why not.
    Copied(Result<(String, u32), String>),
}

/// What sort of work it is: of each only the latest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Which rows fit.
    Rows,
    /// Cells.
    Cells,
    /// Rows that events rest on.
    Linked,
    /// Values.
    Facets,
    /// Copying.
    Copy,
}

impl Work {
    /// What sort of work it is.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Rows(_) => Sort::Rows,
            Self::Cells(_) => Sort::Cells,
            Self::Linked(_) => Sort::Linked,
            Self::Facets(_) => Sort::Facets,
            Self::Copy(..) => Sort::Copy,
        }
    }

    /// What the status bar says meanwhile; nothing for what is over before it could be read.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Rows(_) => "Looking through rows",
            Self::Cells(_) => "",
            Self::Linked(_) => "Finding linked rows",
            Self::Facets(_) => "Counting values",
            Self::Copy(..) => "Copying rows",
        }
    }

    /// Does it.
    pub fn run(self, progress: &Progress) -> Answer {
        let watch = |part: f32| {
            progress.set(part);
            !progress.is_cancelled()
        };
        match self {
            Self::Rows(work) => Answer::Rows(Box::new(work.run(&watch))),
            Self::Cells(work) => Answer::Cells(work.run(&|| progress.is_cancelled())),
            Self::Linked(work) => Answer::Linked(work.run(&watch)),
            Self::Facets(work) => Answer::Facets(work.run(&watch)),
            Self::Copy(shown, from, to) => {
                let text = shown.tsv(from..to);
                Answer::Copied(text.map(|text| (text, to - from)))
            }
        }
    }
}
