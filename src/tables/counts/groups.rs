//! The group each row counts in: one, so that no row becomes two.

use super::CannotCount;
use crate::analysis::group::Group;
use crate::model::view::Split;
use crate::tables::coded::Coded;
use crate::tables::columns::ColumnCache;
use crate::tables::joined::{Names, Separators};
use crate::tables::load::Watch;
use crate::tables::loaded::LoadedTable;
use crate::tables::sides;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The groups of a table's rows.
pub(super) struct Grouping<'t> {
    /// Every group, sorted.
    pub(super) groups: Vec<Group>,
    /// The first column that says anything decides, by the group of its code.
    columns: Vec<(Held<'t>, Vec<u32>)>,
    /// The group of a row that says nothing.
    blank: u32,
}

enum Held<'t> {
    Table(&'t Coded),
    Cached(Arc<Coded>),
}

impl Held<'_> {
    fn coded(&self) -> &Coded {
        match self {
            Self::Table(coded) => coded,
            Self::Cached(coded) => coded,
        }
    }
}

impl<'t> Grouping<'t> {
    /// The groups by a split.
    pub(super) fn new(
        table: &'t LoadedTable,
        columns: &ColumnCache,
        names: &Names,
        split: Split,
        watch: Watch<'_>,
    ) -> Result<Self, CannotCount> {
        let named = |name: Cow<'_, str>| Group::of_name(name.into_owned());
        let one = |coded: &'t Coded, group: &dyn Fn(u32) -> Group| {
            Self::of(vec![Held::Table(coded)], &|_, code| group(code))
        };
        Ok(match split {
            Split::None => Self::of(Vec::new(), &|_, _| Group::all()),
            Split::Kind => one(&table.kind, &|code| match names.kind(code) {
                Some(kind) => Group::of_kind(kind),
                None => Group::of_native_type(table.kind_name(code).to_owned()),
            }),
            Split::Family => one(&table.kind, &|code| Group::of_family(table.family(code))),
            Split::Actor if !table.mapping.sides.is_directed() => {
                let who = Held::Cached(Arc::new(sides::who(table, names)));
                Self::of(vec![who], &|coded, code| {
                    Group::of_name(coded.dictionary.text(code).to_owned())
                })
            }
            Split::Actor => one(&table.initiator, &|code| {
                named(names.initiator.label(&table.initiator.dictionary, code))
            }),
            Split::Dyad => {
                let dyads = Held::Cached(Arc::new(sides::dyads(table, names)));
                Self::of(vec![dyads], &|coded, code| {
                    Group::of_name(coded.dictionary.text(code).to_owned())
                })
            }
            Split::Place => one(&table.place, &|code| {
                named(names.place.label(&table.place.dictionary, code))
            }),
            Split::Country => one(&table.country, &|code| {
                Group::of_name(table.country.dictionary.text(code).to_owned())
            }),
            Split::Source => {
                let mut held = Vec::new();
                for name in &table.mapping.source {
                    held.push(Held::Cached(columns.named(table, name, watch)?));
                }
                let cut = Separators::new(table, 1);
                Self::of(held, &|coded, code| {
                    let first = cut.parts(coded.dictionary.text(code)).next();
                    Group::of_name(first.unwrap_or_default().to_owned())
                })
            }
            Split::Standing => return Err(CannotCount::NoStanding),
        })
    }

    fn of(columns: Vec<Held<'t>>, group: &dyn Fn(&Coded, u32) -> Group) -> Self {
        let nothing = Coded::default();
        let first = columns.first().map_or(&nothing, Held::coded);
        let blank = group(first, 0);
        let of_code: Vec<Vec<Group>> = columns
            .iter()
            .map(|held| {
                let coded = held.coded();
                let codes = coded.dictionary.iter();
                codes.map(|(code, _)| group(coded, code)).collect()
            })
            .collect();
        let mut numbers: BTreeMap<&Group, u32> = BTreeMap::new();
        for group in of_code.iter().flatten().chain([&blank]) {
            numbers.insert(group, 0);
        }
        for (number, place) in (0..).zip(numbers.values_mut()) {
            *place = number;
        }
        let number = |group: &Group| numbers.get(group).copied().unwrap_or(0);
        let by_code = of_code.iter();
        let by_code = by_code.map(|groups| groups.iter().map(number).collect());
        Self {
            blank: number(&blank),
            columns: columns
                .into_iter()
                .zip(by_code.collect::<Vec<_>>())
                .collect(),
            groups: numbers.keys().map(|group| (*group).clone()).collect(),
        }
    }

    /// The number of a row's group.
    pub(super) fn group(&self, row: u32) -> u32 {
        for (held, by_code) in &self.columns {
            let code = held.coded().code(row);
            if code != 0 {
                return by_code.get(code as usize).copied().unwrap_or(self.blank);
            }
        }
        self.blank
    }
}
