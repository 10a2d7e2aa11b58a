//! Which columns say who, where, what and by whom told.

use super::Guesser;
use super::column::Column;
use super::words::{
    COUNTRY, EAST, ID, INITIATOR, KIND, NORTH, NOT_A_KIND, NOT_A_NAME, NOT_A_PLACE, NOT_A_SOURCE,
    NOTES, PLACES, SOURCE, TARGET,
};
use crate::model::mapping::KindValue;

impl Guesser<'_> {
    pub(super) fn id(&mut self) {
        let id = self.best(|column| {
            let is_short = column.length() <= 40;
            let score = match column.words.last() {
                _ if column.is_named(&["id"]) => 9,
                Some(last) if last == "id" || column.is_named(&["eventid"]) => 5,
                _ if column.says(&ID) => 1,
                _ => return None,
            };
            (column.is_unique() && is_short).then_some(score)
        });
        if let Some(column) = id {
            let why = "its name, and it is different in every row looked at".to_owned();
            self.out.mapping.id = Some(self.take(column, "id", why));
        }
    }

    pub(super) fn coordinates(&mut self) {
        let within = |column: &Column<'_>, names: &[&str], most: f64| {
            let is_degree = |cell: &str| {
                let number = cell.replace(',', ".").parse::<f64>();
                number.is_ok_and(|number| number.abs() <= most)
            };
            let other = column.says(&["prec", "precision"]);
            // "y" and "x" are names of their own only.
            let short = column.words.len() == 1 || column.words.iter().all(|word| word.len() > 1);
            let fits = column.says(names) && !other && short;
            (fits && column.mostly(is_degree)).then_some(0)
        };
        let north = self.best(|column| within(column, &NORTH, 90.0));
        let east = self.best(|column| within(column, &EAST, 180.0));
        if let Some((north, east)) = north.zip(east) {
            let why = |most| format!("its name, and all numbers lie within {most} degrees");
            self.out.mapping.latitude = Some(self.take(north, "degrees north", why(90)));
            self.out.mapping.longitude = Some(self.take(east, "degrees east", why(180)));
        }
    }

    pub(super) fn actors(&mut self) {
        let pairs: [(&[&str], &[&str]); 5] = [
            (&["sidea"], &["sideb"]),
            (&["actor1"], &["actor2"]),
            (&["actor1name"], &["actor2name"]),
            (&["sourcename"], &["targetname"]),
            (&["actora", "actor"], &["actorb"]),
        ];
        for (first, second) in pairs {
            let named = |column: &Column<'_>, names: &[&str]| column.is_named(names).then_some(0);
            let first = self.best(|column| named(column, first));
            let second = self.best(|column| named(column, second));
            if let Some((first, second)) = first.zip(second) {
                let why = "the first of two sides".to_owned();
                self.out.mapping.initiator = vec![self.take(first, "who did it", why)];
                let why = "the second of two sides".to_owned();
                self.out.mapping.target = vec![self.take(second, "to whom", why)];
                return;
            }
        }
        let said = |column: &Column<'_>, names: &[&str]| {
            let others = column
                .words
                .iter()
                .filter(|word| !names.contains(&word.as_str()));
            let is_name = !others
                .clone()
                .any(|word| NOT_A_NAME.contains(&word.as_str()));
            let score = 9_i32.saturating_sub(i32::try_from(others.count()).unwrap_or(9));
            (column.says(names) && is_name && !column.is_numeric()).then_some(score)
        };
        let group = |column: &Column<'_>| {
            let named =
                column.is_named(&["group", "actor", "actors", "groupname", "side", "party"]);
            said(column, &INITIATOR).or((named && !column.is_numeric()).then_some(0))
        };
        if let Some(column) = self.best(group) {
            self.out.mapping.initiator = vec![self.by_name(column, "who did it")];
        }
        if let Some(column) = self.best(|column| said(column, &TARGET)) {
            self.out.mapping.target = vec![self.by_name(column, "to whom")];
        }
    }

    pub(super) fn places(&mut self) {
        let is_text = |column: &Column<'_>| column.cells.is_empty() || !column.is_numeric();
        let country = self.best(|column| {
            let is_code = column.says(&["id", "code", "iso", "gw"]);
            let others = column.says(&["actor", "actors", "source", "target", "number"]);
            let score = 9_i32.saturating_sub(i32::try_from(column.words.len()).unwrap_or(9));
            (column.says(&COUNTRY) && !is_code && !others && is_text(column)).then_some(score)
        });
        if let Some(column) = country {
            self.out.mapping.country = Some(self.by_name(column, "country"));
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        for column in self.free().filter(|column| is_text(column)) {
            let rank = PLACES.iter().position(|names| column.says(names));
            let rank = rank.or_else(|| admin(column));
            let is_other = column.says(&NOT_A_PLACE) || column.length() > 60;
            found.extend(rank.filter(|_| !is_other).map(|rank| (rank, column.at)));
        }
        found.sort_unstable();
        for (_, at) in found {
            if let Some(column) = self.columns.get(at) {
                let name = self.by_name(column, "place");
                self.out.mapping.place.push(name);
            }
        }
    }

    pub(super) fn kind(&mut self) {
        let column = self.best(|column| {
            let is_few = column.different() * 2 <= column.cells.len() || column.cells.len() < 10;
            let fits = column.says(&KIND) && !column.says(&NOT_A_KIND) && column.length() <= 60;
            let score = match () {
                () if column.is_named(&["type", "kind", "typeofviolence", "eventtype"]) => 9,
                () if column.says(&["type", "kind", "category", "attacktype", "tipo", "typ"]) => 5,
                () => 1,
            };
            let is_code = i32::from(column.is_numeric());
            (fits && is_few && !column.cells.is_empty()).then_some(score - 4 * is_code)
        });
        let Some(column) = column else { return };
        let is_ucdp = column.is_named(&["typeofviolence"]);
        let why = match is_ucdp {
            true => "its name: the codes of UCDP".to_owned(),
            false => format!("its name, and {} different values", column.different()),
        };
        self.out.mapping.kind.columns = vec![self.take(column, "kind", why)];
        if is_ucdp {
            let labels = ["State-based", "Non-state", "One-sided"]
                .into_iter()
                .zip(1..);
            let value = |(label, code): (&str, u8)| KindValue {
                value: code.to_string(),
                label: format!("{label} violence"),
                plover: "ASSAULT".to_owned(),
                ..KindValue::default()
            };
            self.out.mapping.kind.values = labels.map(value).collect();
        }
    }

    pub(super) fn texts(&mut self) {
        let source = self.best(|column| {
            let fits = column.says(&SOURCE) && !column.says(&NOT_A_SOURCE);
            let score = if column.is_named(&["source", "sources"]) {
                9
            } else {
                1
            };
            (fits && (column.cells.is_empty() || !column.is_numeric())).then_some(score)
        });
        if let Some(column) = source {
            self.out.mapping.source = vec![self.by_name(column, "source")];
        }
        let named = self.best(|column| {
            let is_text = column.cells.is_empty() || !column.is_numeric();
            let length = i32::try_from(column.length()).unwrap_or(i32::MAX);
            (column.says(&NOTES) && !column.says(&["id", "code"]) && is_text).then_some(length)
        });
        if let Some(column) = named {
            self.out.mapping.notes = vec![self.by_name(column, "notes")];
            return;
        }
        let longest = self.best(|column| {
            let length = i32::try_from(column.length()).unwrap_or(i32::MAX);
            (length >= 60 && !column.says(&SOURCE)).then_some(length)
        });
        if let Some(column) = longest {
            let why = format!("the longest text: {} characters a row", column.length());
            self.out.mapping.notes = vec![self.take(column, "notes", why)];
        }
    }

    /// What stands for unknown, and what stands between names.
    pub(super) fn unknown(&mut self) {
        let mapping = &self.out.mapping;
        let tolls = [&mapping.killed, &mapping.injured];
        let tolls = tolls.iter().flat_map(|it| [&it.low, &it.best, &it.high]);
        let tolls: Vec<&String> = tolls.flatten().collect();
        let of = |names: &[&String]| {
            let columns = self.columns.iter();
            let columns = columns.filter(|column| names.iter().any(|name| *name == column.name));
            let cells: Vec<&str> = columns
                .flat_map(|column| column.cells.iter().copied())
                .collect();
            cells
        };
        let cells = of(&tolls);
        let codes = ["-9", "-99", "-999"];
        let unknown = codes.iter().filter(|code| {
            let mut cells = cells.iter();
            cells.any(|cell| cell.strip_suffix(".0").unwrap_or(cell) == **code)
        });
        let unknown: Vec<String> = unknown.map(|code| (*code).to_owned()).collect();
        let lists: Vec<&String> = [&mapping.initiator, &mapping.target, &mapping.source]
            .into_iter()
            .flatten()
            .collect();
        let cells = of(&lists);
        let split = cells.iter().filter(|cell| cell.contains("; ")).count();
        let is_list = split > 0 && split * 20 >= cells.len();
        self.out.mapping.unknown = unknown;
        self.out.mapping.separator = is_list.then_some(';');
    }
}

/// `admin3` is more exact than `admin1`.
fn admin(column: &Column<'_>) -> Option<usize> {
    let [first, level, ..] = &column.words[..] else {
        return None;
    };
    let is_admin = ["admin", "adm"].contains(&first.as_str());
    match level.as_str() {
        _ if !is_admin => None,
        "4" | "3" => Some(1),
        "2" => Some(2),
        "1" => Some(3),
        _ => None,
    }
}
