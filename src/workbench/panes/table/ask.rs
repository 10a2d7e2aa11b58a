//! What commands ask of the pane: it knows where its cursor stands.

use crate::workbench::action::Action;

/// What is asked of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableAsk {
    /// Sort by the column of the cursor.
    Sort {
        /// The largest first.
        descending: bool,
        /// After the columns that sort already.
        add: bool,
    },
    /// Rows as they stand in the file.
    Unsorted,
    /// Only rows with the value under the cursor, or none of them.
    ByCell {
        /// None of them.
        not: bool,
    },
    /// Open the menu of the cursor's column.
    ColumnMenu,
    /// Choose columns.
    Columns,
    /// Put the keyboard into the field for words.
    Search,
    /// Put the keyboard on the rows.
    Focus,
    /// Copy what is selected.
    Copy,
    /// Select every row.
    SelectAll,
    /// List what is odd.
    Warnings,
}

impl TableAsk {
    /// What an action asks of the pane.
    pub fn of(action: Action) -> Option<Self> {
        let sort = |descending, add| Self::Sort { descending, add };
        Some(match action {
            Action::SortUp => sort(false, false),
            Action::SortDown => sort(true, false),
            Action::ThenSortUp => sort(false, true),
            Action::ThenSortDown => sort(true, true),
            Action::Unsorted => Self::Unsorted,
            Action::OnlyThisValue => Self::ByCell { not: false },
            Action::NotThisValue => Self::ByCell { not: true },
            Action::FilterColumn => Self::ColumnMenu,
            Action::ChooseColumns => Self::Columns,
            Action::SearchRows => Self::Search,
            Action::CopyRows => Self::Copy,
            Action::SelectAllRows => Self::SelectAll,
            Action::RowWarnings => Self::Warnings,
            _ => return None,
        })
    }
}
