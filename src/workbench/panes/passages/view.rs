//! What the passages pane is asked to show.

use crate::analysis::matrix::{Across, cell_query};
use crate::analysis::passages::{GroupBy, Query, Reach, SortBy};
use crate::model::id::{CodeId, RecordId};

/// What the passages pane is asked to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageView {
    /// Which passages.
    pub query: Query,
    /// As what.
    pub show: Show,
    /// How a list is sorted.
    pub sort: SortBy,
    /// How a list is grouped.
    pub group: GroupBy,
    /// How far the code of a column reaches where codes meet codes.
    pub reach: Reach,
    /// The cell of a matrix that was opened last: what its matrix counts within, and its query.
    pub cell: Option<(Query, Query)>,
}

/// As what passages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// One by one, in context.
    #[default]
    List,
    /// As numbers by code and source.
    BySource,
    /// As numbers by code and further code.
    ByCode,
}

impl Default for PassageView {
    fn default() -> Self {
        Self {
            query: Query::default(),
            show: Show::default(),
            sort: SortBy::default(),
            group: GroupBy::default(),
            reach: Reach::Words,
            cell: None,
        }
    }
}

impl Show {
    /// Every way, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::List, Self::BySource, Self::ByCode];

    /// What the switch calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::BySource => "Codes by sources",
            Self::ByCode => "Codes by codes",
        }
    }
}

impl PassageView {
    /// What its matrix counts within: the filters that are not about codes. While the query is that
    /// of a cell, what the matrix of that cell counted within.
    pub fn base(&self) -> Query {
        match &self.cell {
            Some((base, cell)) if *cell == self.query => base.clone(),
            _ => self.query.without_codes(),
        }
    }

    /// Opens a cell of its matrix as a list.
    pub fn open(&mut self, row: CodeId, column: RecordId) {
        if let Some(across) = self.across() {
            let base = self.base();
            self.query = cell_query(&base, row, column, across);
            self.cell = Some((base, self.query.clone()));
            self.show = Show::List;
        }
    }

    /// What stands over the columns of its matrix; `None` for a list.
    pub fn across(&self) -> Option<Across> {
        match self.show {
            Show::List => None,
            Show::BySource => Some(Across::Sources),
            Show::ByCode => Some(Across::Codes(self.reach)),
        }
    }
}
