//! The columns of the pane: what is meant comes first, then whatever the file has. Which are shown,
//! in what order and how wide is remembered per profile.

use crate::model::column::Column;
use crate::model::mapping::Mapping;
use crate::model::row_filter::RowField;
use crate::tables::LoadedTable;
use serde::{Deserialize, Serialize};

/// Of how many profiles the columns are remembered.
const REMEMBERED: usize = 40;
/// The least width of a column, in points.
pub const LEAST_WIDTH: f32 = 40.0;
/// The most, in points.
pub const MOST_WIDTH: f32 = 900.0;
/// So much of the names of columns tells files without a profile apart.
const NAME_BYTES: usize = 400;

impl Column {
    const MEANT: [Self; 9] = [
        Self::Days,
        Self::Kind,
        Self::Initiator,
        Self::Target,
        Self::Place,
        Self::Country,
        Self::Killed,
        Self::Injured,
        Self::Number,
    ];

    /// What its header says.
    pub fn title<'n>(&'n self, mapping: &Mapping) -> &'n str {
        let [first, second] = mapping.sides.names(["Initiator", "Target"]);
        match self {
            Self::Days => "Date",
            Self::Kind => "Kind",
            Self::Initiator => first,
            Self::Target => second,
            Self::Place => "Place",
            Self::Country => "Country",
            Self::Killed => "Killed",
            Self::Injured => "Injured",
            Self::Number => "Incidents",
            Self::File(name) => name,
        }
    }

    /// What is filtered and sorted by.
    pub fn field(&self, mapping: &Mapping) -> RowField {
        match self {
            Self::Days => RowField::Days,
            Self::Kind => RowField::Kind,
            Self::Initiator => RowField::Initiator,
            Self::Target => RowField::Target,
            Self::Place => RowField::Place,
            Self::Country => RowField::Country,
            Self::Killed => RowField::Killed,
            Self::Injured => RowField::Injured,
            Self::Number => RowField::Column(mapping.number.clone().unwrap_or_default()),
            Self::File(name) => RowField::Column(name.clone()),
        }
    }

    /// Whether its cells are numbers by what the column means.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Killed | Self::Injured | Self::Number)
    }

    /// Whether it holds what the file says, to be read there.
    pub fn is_of_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    fn is_in(&self, table: &LoadedTable) -> bool {
        match self {
            Self::Days => true,
            Self::Kind => !table.kind.codes.is_empty(),
            Self::Initiator => !table.initiator.codes.is_empty(),
            Self::Target => !table.target.codes.is_empty(),
            Self::Place => !table.place.codes.is_empty(),
            Self::Country => !table.country.codes.is_empty(),
            Self::Killed => table.killed.best.is_there() || table.killed.low.is_there(),
            Self::Injured => table.injured.best.is_there() || table.injured.low.is_there(),
            Self::Number => table.number.is_there(),
            Self::File(name) => table.column(name).is_some(),
        }
    }

    fn width(&self) -> f32 {
        match self {
            Self::Days => 172.0,
            Self::Kind => 148.0,
            Self::Initiator | Self::Target => 176.0,
            Self::Place => 164.0,
            Self::Country => 100.0,
            Self::Killed | Self::Injured | Self::Number => 112.0,
            Self::File(_) => 150.0,
        }
    }
}

/// A column that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownColumn {
    /// Which.
    pub column: Column,
    /// Its width in points.
    pub width: f32,
}

impl ShownColumn {
    /// A column as wide as suits it.
    pub fn new(column: Column) -> Self {
        let width = column.width();
        Self { column, width }
    }
}

/// Every column a table has: what is meant, then those of the file.
pub fn all(table: &LoadedTable) -> Vec<Column> {
    let meant = Column::MEANT.into_iter().filter(|it| it.is_in(table));
    let of_file = table.columns.iter().map(|name| Column::File(name.clone()));
    meant.chain(of_file).collect()
}

/// What is shown at first: what is meant, and what is told about each row. Where nothing is meant
/// yet, the first columns of the file.
pub fn usual(table: &LoadedTable) -> Vec<ShownColumn> {
    let meant = Column::MEANT.into_iter().filter(|it| it.is_in(table));
    let mut shown: Vec<ShownColumn> = meant.map(ShownColumn::new).collect();
    let mapping = &table.mapping;
    let told = mapping.notes.iter().chain(&mapping.source).take(1);
    let told = told.map(|name| Column::File(name.clone()));
    shown.extend(told.filter(|it| it.is_in(table)).map(|column| ShownColumn {
        column,
        width: 320.0,
    }));
    if shown.len() <= 1 {
        let of_file = table.columns.iter().take(12);
        shown.extend(of_file.map(|name| ShownColumn::new(Column::File(name.clone()))));
    }
    shown
}

/// Which columns are shown, by profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnLayouts(Vec<(String, Vec<ShownColumn>)>);

impl ColumnLayouts {
    /// The columns shown of a table: as they were left, else the usual ones.
    pub fn of(&self, table: &LoadedTable) -> Vec<ShownColumn> {
        let name = name_of(table);
        let kept = self.0.iter().find(|(of, _)| *of == name);
        let kept = kept.map(|(_, columns)| columns.iter().filter(|it| it.column.is_in(table)));
        let kept: Vec<ShownColumn> = kept.into_iter().flatten().cloned().collect();
        if kept.is_empty() { usual(table) } else { kept }
    }

    /// These columns of a table in place of those shown, as wide as they were; none where the table has
    /// none of them any more.
    pub fn with(&self, table: &LoadedTable, columns: &[Column]) -> Vec<ShownColumn> {
        let now = self.of(table);
        let there = columns.iter().filter(|column| column.is_in(table));
        let shown = there.map(|column| {
            let now = now.iter().find(|it| it.column == *column);
            now.cloned()
                .unwrap_or_else(|| ShownColumn::new(column.clone()))
        });
        shown.collect()
    }

    /// Remembers the columns shown of a table.
    pub fn set(&mut self, table: &LoadedTable, columns: Vec<ShownColumn>) {
        let name = name_of(table);
        self.0.retain(|(of, _)| *of != name);
        self.0.push((name, columns));
        let excess = self.0.len().saturating_sub(REMEMBERED);
        self.0.drain(..excess);
    }
}

/// The profile; for a table without one, the names of its columns.
fn name_of(table: &LoadedTable) -> String {
    if !table.mapping.profile.is_empty() {
        return table.mapping.profile.clone();
    }
    let mut name = table.columns.join(",");
    let end = name.floor_char_boundary(NAME_BYTES);
    name.truncate(end);
    name
}
