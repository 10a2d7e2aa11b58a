//! Which profile a file fits: by the names of its columns, or by its shape where it gives none.

use crate::model::mapping::{DateColumns, Mapping};
use crate::tables::dates::DateReader;
use crate::tables::values;
use crate::tables::widths::Widths;

/// A profile that fits a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The profile, without columns that the file does not have.
    pub mapping: Mapping,
    /// Why, in plain words: "49 of 49 columns of UCDP GED".
    pub why: String,
    /// How many of its columns the file has, and how many it lists.
    pub columns: (usize, usize),
}

/// What the profiles say of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Recognition {
    /// None fits.
    #[default]
    Unknown,
    /// One fits, and better than all others.
    Certain(Box<Recognised>),
    /// Some fit a little, or several alike: a person has to choose. The best first.
    Ask(Vec<Recognised>),
}

/// So many columns of a profile make it certain, however many others are missing.
const ENOUGH: usize = 12;

/// The profile of a file whose columns have these names.
pub fn by_names(columns: &[String], profiles: &[Mapping]) -> Recognition {
    let own: Vec<(String, &String)> = columns.iter().map(|name| (plain(name), name)).collect();
    let name = |name: &str| {
        // As it is written, else as it is meant: older exports of ACLED are in capitals.
        let exact = columns.iter().find(|column| *column == name);
        let meant = || {
            let name = plain(name);
            let found = own.iter().find(|(column, _)| *column == name);
            found.map(|(_, column)| *column)
        };
        exact.or_else(meant).cloned()
    };
    let fits = |profile: &Mapping| {
        let mut listed: Vec<&str> = match profile.columns.is_empty() {
            true => profile.named_columns(),
            false => profile.columns.iter().map(String::as_str).collect(),
        };
        listed.sort_unstable();
        listed.dedup();
        let found = listed.iter().filter(|column| name(column).is_some());
        let (found, all) = (found.count(), listed.len());
        let mapping = profile.clone().fitted(&name)?;
        Some(Recognised {
            why: format!("{found} of {all} columns of {}", mapping.profile),
            // The file has names of its own.
            mapping: Mapping {
                columns: Vec::new(),
                ..mapping
            },
            columns: (found, all),
        })
    };
    let found = profiles.iter().filter_map(fits);
    let found = found.filter(|it| it.is_enough() || it.columns.0 * 10 >= it.columns.1 * 3);
    decided(found.collect())
}

/// A name without what exports change about names: case, and signs between words.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|sign| sign.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The profile of a file that gives no names: as many cells a row as it has columns (the last may
/// be missing), and days, coordinates and numbers where it has them; some rows may be of another
/// release, and one in ten no row at all. `rows` are its first rows.
pub fn by_shape(rows: &[Vec<String>], profiles: &[Mapping]) -> Recognition {
    let fits = |profile: &&Mapping| has_shape(rows, profile);
    let found = profiles.iter().filter(fits).map(|profile| Recognised {
        why: format!(
            "{} columns without names, with days and numbers where {} has them",
            profile.columns.len(),
            profile.profile
        ),
        mapping: profile.clone(),
        columns: (profile.columns.len(), profile.columns.len()),
    });
    decided(found.collect())
}

fn decided(mut found: Vec<Recognised>) -> Recognition {
    // Shares as whole numbers, then how many.
    let rank = |it: &Recognised| (it.columns.0 * 1000 / it.columns.1.max(1), it.columns.0);
    found.sort_by_key(|it| std::cmp::Reverse(rank(it)));
    let is_certain = match &found[..] {
        [] => return Recognition::Unknown,
        [one] => one.is_enough(),
        [one, next, ..] => one.is_enough() && rank(one) > rank(next),
    };
    if is_certain {
        found.truncate(1);
    }
    match found.pop() {
        Some(only) if is_certain => Recognition::Certain(Box::new(only)),
        last => {
            found.extend(last);
            Recognition::Ask(found)
        }
    }
}

impl Recognised {
    /// Whether so many of its columns are there that it can be no chance.
    pub fn is_enough(&self) -> bool {
        let (found, all) = self.columns;
        found * 10 >= all * 6 || found >= ENOUGH
    }
}

fn has_shape(rows: &[Vec<String>], profile: &Mapping) -> bool {
    let width = profile.columns.len();
    let is_wide = |row: &Vec<String>| row.len() == width || row.len() + 1 == width;
    let widths = Widths::of(&profile.columns);
    let is_known = |row: &Vec<String>| is_wide(row) || widths.knows(row);
    let known: Vec<&Vec<String>> = rows.iter().filter(|row| is_known(row)).collect();
    // A line that is cut off or run together is no row of it, and makes no other file of the rest.
    if width == 0 || !rows.iter().any(is_wide) || known.len() * 10 < rows.len() * 9 {
        return false;
    }
    let rows = known.into_iter().map(|row| widths.arranged(row.clone()));
    let rows: Vec<Vec<String>> = rows.collect();
    let column = |name: &str| profile.columns.iter().position(|column| column == name);
    let mostly = |fits: &dyn Fn(&[String]) -> bool| {
        let count = rows.iter().filter(|row| fits(row)).count();
        count * 10 >= rows.len() * 9
    };
    mostly(&has_days(&profile.date, &column))
        && mostly(&has_place(profile, &column))
        && mostly(&has_tolls(profile, &column))
}

fn cell(row: &[String], at: usize) -> &[u8] {
    row.get(at).map_or(&[], |cell| cell.as_bytes())
}

fn has_days(
    date: &DateColumns,
    column: &dyn Fn(&str) -> Option<usize>,
) -> impl Fn(&[String]) -> bool + use<> {
    let reader = DateReader::new(date, column);
    move |row| {
        let read = reader.read(&|at| cell(row, at));
        read.days.is_some() && read.odd.is_none()
    }
}

fn has_place(
    profile: &Mapping,
    column: &dyn Fn(&str) -> Option<usize>,
) -> impl Fn(&[String]) -> bool + use<> {
    let at = |name: &Option<String>| name.as_deref().and_then(column);
    let both = at(&profile.latitude).zip(at(&profile.longitude));
    move |row| {
        let Some((north, east)) = both else {
            return true;
        };
        let (north, east) = (cell(row, north), cell(row, east));
        let point = values::point(north, east, &[]);
        // GDELT writes 0, 0 and half of a pair where it knows no place.
        point.at.is_some() || north.is_empty() || east.is_empty() || north == east
    }
}

fn has_tolls(
    profile: &Mapping,
    column: &dyn Fn(&str) -> Option<usize>,
) -> impl Fn(&[String]) -> bool + use<> {
    let killed = [
        &profile.killed.low,
        &profile.killed.best,
        &profile.killed.high,
    ];
    let killed = killed.map(|name| name.as_deref().and_then(column));
    let unknown = profile.unknown.clone();
    move |row| {
        let mut columns = killed.iter().flatten();
        columns.all(|at| values::number(cell(row, *at), &unknown).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::super::profiles::bundled;
    use super::*;

    fn names(columns: &str) -> Vec<String> {
        let names = columns.split(',').map(|name| name.trim().to_owned());
        names.collect()
    }

    fn words(recognition: &Recognition) -> String {
        match recognition {
            Recognition::Unknown => "unknown".to_owned(),
            Recognition::Certain(it) => it.why.clone(),
            Recognition::Ask(several) => {
                let why: Vec<&str> = several.iter().map(|it| it.why.as_str()).collect();
                format!("ask: {}", why.join("; "))
            }
        }
    }

    #[test]
    fn profiles_are_known_by_their_columns() {
        let all = bundled();
        for profile in &all {
            let found = by_names(&profile.columns, &all);
            let width = profile.columns.len();
            let expected = format!("{width} of {width} columns of {}", profile.profile);
            assert_eq!(words(&found), expected);
        }
        for (columns, expected) in [
            ("id,name,date", "unknown"),
            (
                "eventid,iyear,imonth,iday,country_txt,city,latitude,longitude,attacktype1_txt,gname,nkill,nwound,summary",
                "13 of 135 columns of GTD",
            ),
            ("id,date_start,date_end,best", "unknown"),
        ] {
            assert_eq!(words(&by_names(&names(columns), &all)), expected);
        }
    }

    #[test]
    fn a_file_may_write_the_names_in_its_own_way() {
        let all = bundled();
        let own: Vec<String> = all[1].columns.iter().map(|it| it.to_uppercase()).collect();
        let Recognition::Certain(found) = by_names(&own, &all) else {
            panic!("it was not recognised");
        };
        assert_eq!(found.why, "31 of 31 columns of ACLED");
        let named = found.mapping.named_columns();
        assert!(
            named
                .iter()
                .all(|name| own.iter().any(|column| column == name))
        );
        assert_eq!(named.len(), all[1].named_columns().len());
    }

    #[test]
    fn of_two_that_fit_alike_none_is_taken() {
        let mut all = bundled();
        let mut mine = all[0].clone();
        mine.profile = "Mine".to_owned();
        all.push(mine);
        let columns = all[0].columns.clone();
        let expected = "ask: 49 of 49 columns of UCDP GED; 49 of 49 columns of Mine";
        assert_eq!(words(&by_names(&columns, &all)), expected);
    }

    #[test]
    fn a_file_without_names_is_known_by_its_shape() {
        let all = bundled();
        let row = |profile: &Mapping, days: &str| -> Vec<String> {
            let cell = |name: &String| match name.as_str() {
                "date_start" | "date_end" | "event_date" | "SQLDATE" => days.to_owned(),
                "latitude" | "ActionGeo_Lat" => "33.5".to_owned(),
                "longitude" | "ActionGeo_Long" => "70.25".to_owned(),
                "best" | "low" | "high" | "fatalities" => "3".to_owned(),
                _ => "x".to_owned(),
            };
            profile.columns.iter().map(cell).collect()
        };
        for (at, days, expected) in [
            (0, "2025-05-01", "49 columns without names"),
            (0, "someday", "unknown"),
            (4, "20160728", "58 columns without names"),
            (5, "20160728", "61 columns without names"),
        ] {
            let rows = vec![row(&all[at], days); 3];
            let found = words(&by_shape(&rows, &all));
            assert!(found.starts_with(expected), "{found}");
        }
        let mut mixed = vec![row(&all[4], "20160728"); 2];
        mixed[0].pop();
        assert!(words(&by_shape(&mixed, &all)).contains("GDELT 1.0"));
        mixed[0].pop();
        assert_eq!(words(&by_shape(&mixed, &all)), "unknown");
        // Of many rows a few may be none.
        for (at, name) in [(0, "UCDP GED"), (4, "GDELT 1.0")] {
            let day = if at == 0 { "2025-05-01" } else { "20160728" };
            let mut rows = vec![row(&all[at], day); 50];
            rows[0].truncate(3);
            rows[17] = vec!["cut off".to_owned()];
            rows[18].extend(row(&all[at], day));
            assert!(words(&by_shape(&rows, &all)).contains(name), "{name}");
            rows.iter_mut().take(7).for_each(|row| row.truncate(3));
            assert_eq!(words(&by_shape(&rows, &all)), "unknown", "{name}");
        }
        // The columns of the widest rows hold the cells of all.
        mixed[0] = row(&all[5], "20160728");
        assert!(words(&by_shape(&mixed, &all)).contains("GDELT 2.0"));
    }
}
