//! Rows of cells to the typed columns of a table.

use super::coded::Coder;
use super::dates::DateReader;
use super::load::CannotLoad;
use super::loaded::{LoadedTable, RowDays};
use super::numbers::{Estimates, Numbers};
use super::records::Records;
use super::values;
use super::warnings::RowWarning;
use crate::model::mapping::{DateAt, EstimateColumns, Mapping};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

fn text(cell: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(cell)
}

/// Makes a table row by row.
pub(super) struct Builder<'m> {
    mapping: &'m Mapping,
    at: BTreeMap<&'m str, usize>,
    dates: DateReader,
    days: RowDays,
    kind: Coder,
    initiator: Coder,
    target: Coder,
    place: Coder,
    country: Coder,
    points: Vec<[f32; 2]>,
    killed: Estimates,
    injured: Estimates,
    number: Numbers,
    warnings: Vec<RowWarning>,
    rows: u32,
}

type Cells<'c> = [Cow<'c, [u8]>];

impl<'m> Builder<'m> {
    pub(super) fn new(names: &[String], mapping: &'m Mapping) -> Result<Self, CannotLoad> {
        let mut at = BTreeMap::new();
        for name in used(mapping) {
            let found = names.iter().position(|other| other == name);
            at.insert(
                name,
                found.ok_or_else(|| CannotLoad::NoColumn(name.to_owned()))?,
            );
        }
        let column = |name: &str| names.iter().position(|other| other == name);
        Ok(Self {
            dates: DateReader::new(&mapping.date, &column),
            mapping,
            at,
            days: RowDays::default(),
            kind: Coder::default(),
            initiator: Coder::default(),
            target: Coder::default(),
            place: Coder::default(),
            country: Coder::default(),
            points: Vec::new(),
            killed: Estimates::default(),
            injured: Estimates::default(),
            number: Numbers::default(),
            warnings: Vec::new(),
            rows: 0,
        })
    }

    fn cell<'c>(&self, cells: &'c Cells<'_>, name: &str) -> Cow<'c, str> {
        let cell = self.at.get(name).and_then(|at| cells.get(*at));
        cell.map_or(Cow::Borrowed(""), |cell| text(cell))
    }

    fn joined(&self, cells: &Cells<'_>, names: &[String]) -> String {
        let texts = names.iter().map(|name| self.cell(cells, name));
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        texts.join("; ")
    }

    pub(super) fn push(&mut self, cells: &Cells<'_>) {
        let mapping = self.mapping;
        let cell = |at: usize| cells.get(at).map_or(&[][..], |cell| cell.as_ref());
        self.days.push(self.dates.read(&cell).days);
        let mut kinds = mapping.kind.columns.iter().rev();
        let kind = kinds.find_map(|name| Some(self.cell(cells, name)).filter(|it| !it.is_empty()));
        self.kind.push(&kind.unwrap_or_default());
        let initiator = self.joined(cells, &mapping.initiator);
        self.initiator.push(&initiator);
        let target = self.joined(cells, &mapping.target);
        self.target.push(&target);
        let mut places = mapping.place.iter();
        let place =
            places.find_map(|name| Some(self.cell(cells, name)).filter(|it| !it.is_empty()));
        self.place.push(&place.unwrap_or_default());
        let country = self.one(cells, mapping.country.as_ref());
        self.country.push(&country.unwrap_or_default());
        if mapping.latitude.is_some() {
            let degrees = |name| self.one(cells, name)?.trim().parse().ok();
            let north = degrees(mapping.latitude.as_ref()).unwrap_or(f32::NAN);
            let east = degrees(mapping.longitude.as_ref()).unwrap_or(f32::NAN);
            self.points.push([north, east]);
        }
        if let Some(name) = &mapping.number {
            let number = self.cell(cells, name).trim().parse().ok();
            self.number.push(number);
        }
        let killed = self.estimate(cells, &mapping.killed);
        push(&mut self.killed, &mapping.killed, killed);
        let injured = self.estimate(cells, &mapping.injured);
        push(&mut self.injured, &mapping.injured, injured);
        self.rows += 1;
    }

    fn one<'c>(&self, cells: &'c Cells<'_>, name: Option<&String>) -> Option<Cow<'c, str>> {
        name.map(|name| self.cell(cells, name))
    }

    fn estimate(&self, cells: &Cells<'_>, columns: &EstimateColumns) -> [Option<u32>; 3] {
        let number = |name: &Option<String>| {
            let text = self.cell(cells, name.as_ref()?);
            values::number(text.as_bytes(), &self.mapping.unknown).unwrap_or(None)
        };
        [&columns.low, &columns.best, &columns.high].map(number)
    }

    pub(super) fn finish(self, columns: Arc<[String]>, records: Records) -> LoadedTable {
        LoadedTable {
            columns,
            mapping: Arc::new(self.mapping.clone()),
            records,
            days: self.days,
            kind: self.kind.finish(),
            initiator: self.initiator.finish(),
            target: self.target.finish(),
            place: self.place.finish(),
            country: self.country.finish(),
            points: self.points,
            killed: self.killed,
            injured: self.injured,
            number: self.number,
            warned: self.warnings.len() as u64,
            warnings: self.warnings.into(),
            refused: 0,
        }
    }
}

fn push(into: &mut Estimates, columns: &EstimateColumns, [low, best, high]: [Option<u32>; 3]) {
    if columns.low.is_some() {
        into.low.push(low);
    }
    if columns.best.is_some() {
        into.best.push(best);
    }
    if columns.high.is_some() {
        into.high.push(high);
    }
}

/// Every column a mapping names.
fn used(mapping: &Mapping) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    match &mapping.date.at {
        DateAt::Nowhere => {}
        DateAt::One(name) => out.push(name),
        DateAt::Range(first, last) => out.extend([first.as_str(), last]),
        DateAt::Parts(year, month, day) => {
            out.push(year);
            out.extend(month.iter().chain(day).map(String::as_str));
        }
    }
    let lists = [
        &mapping.kind.columns,
        &mapping.initiator,
        &mapping.target,
        &mapping.place,
        &mapping.source,
        &mapping.notes,
    ];
    out.extend(lists.into_iter().flatten().map(String::as_str));
    let single = [
        &mapping.id,
        &mapping.country,
        &mapping.latitude,
        &mapping.longitude,
        &mapping.number,
        &mapping.killed.low,
        &mapping.killed.best,
        &mapping.killed.high,
        &mapping.injured.low,
        &mapping.injured.best,
        &mapping.injured.high,
    ];
    out.extend(single.into_iter().flatten().map(String::as_str));
    out.extend(mapping.victims.iter().map(|(_, column)| column.as_str()));
    out
}
