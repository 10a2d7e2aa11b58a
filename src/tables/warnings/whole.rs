//! What is odd about a table as a whole, told once and not for every row.

use super::ids::Ids;
use super::{Counted, RowWarning};
use crate::tables::LoadedTable;
use crate::tables::records::Records;
use crate::tables::rows::Narrowed;

/// What the rows of a table together make odd: native types the mapping does not list, ids that
/// come again, tolls nobody knows. `line` knows the line of a row.
pub fn about_the_whole(
    table: &LoadedTable,
    ids: &Ids,
    line: &dyn Fn(u32) -> u64,
) -> Vec<RowWarning> {
    let mut out = unlisted_types(table, line);
    out.extend(repeated_ids(table, ids, line));
    out.extend(unknown_tolls(table, line));
    out
}

/// One warning per native type that the mapping does not list, where it lists any: they are taken
/// for incidents of a kind of their own.
fn unlisted_types(table: &LoadedTable, line: &dyn Fn(u32) -> u64) -> Vec<RowWarning> {
    if table.mapping.kind.values.is_empty() {
        return Vec::new();
    }
    let mut seen = vec![(0_u32, 0_u32); table.kind.dictionary.len()];
    for (code, row) in table.kind.codes.iter().zip(0..) {
        if let Some((first, count)) = seen.get_mut(*code as usize) {
            *first = if *count == 0 { row } else { *first };
            *count += 1;
        }
    }
    let texts = table.kind.dictionary.iter().skip(1);
    let unlisted = texts.filter(|(code, _)| table.kind_value(*code).is_none());
    let warning = |(code, native): (u32, &str)| {
        let (first, count) = seen.get(code as usize).copied()?;
        Some(RowWarning {
            line: line(first),
            counted: Counted::default(),
            row: Some(first),
            column: table.mapping.kind.columns.last()?.clone(),
            value: native.to_owned(),
            what: format!(
                "what this type means is not in the mapping: {} taken for incidents of this name",
                rows(count)
            ),
        })
    };
    unlisted.filter_map(warning).collect()
}

fn repeated_ids(table: &LoadedTable, ids: &Ids, line: &dyn Fn(u32) -> u64) -> Option<RowWarning> {
    let again = ids.repeated()?;
    Some(RowWarning {
        line: line(again.row),
        counted: Counted::default(),
        row: Some(again.row),
        column: table.mapping.id.clone().unwrap_or_default(),
        value: String::new(),
        what: format!(
            "{} an id that another row has too, as where each event is listed once for every \
             actor: each row is counted by itself, and a newer edition is compared by the first",
            have(again.rows)
        ),
    })
}

fn unknown_tolls(table: &LoadedTable, line: &dyn Fn(u32) -> u64) -> Option<RowWarning> {
    let killed = &table.killed;
    let columns = [&killed.low, &killed.best, &killed.high];
    if !columns.iter().any(|column| column.is_there()) {
        return None;
    }
    let is_unknown = |row: &u32| columns.iter().all(|column| column.get(*row).is_none());
    let mut unknown = (0..table.len()).filter(is_unknown);
    let first = unknown.next()?;
    let count = 1 + u32::try_from(unknown.count()).unwrap_or(u32::MAX - 1);
    let names = &table.mapping.killed;
    let column = names
        .best
        .as_ref()
        .or(names.low.as_ref())
        .or(names.high.as_ref());
    Some(RowWarning {
        line: line(first),
        counted: Counted::default(),
        row: Some(first),
        column: column.cloned().unwrap_or_default(),
        value: String::new(),
        what: format!(
            "how many were killed is not known for {}: they add nothing to tolls, which is not zero",
            rows(count)
        ),
    })
}

/// That rows of another release say more than the table has columns for.
pub(in crate::tables) fn narrowed(of: Narrowed, records: &Records, columns: usize) -> RowWarning {
    let Narrowed { row, cells, rows } = of;
    let left_out = records.widths().surplus(cells).join(", ");
    RowWarning {
        line: records.line(row).ok().flatten().unwrap_or(0),
        counted: Counted::default(),
        row: Some(row),
        column: String::new(),
        value: String::new(),
        what: format!(
            "{} as another release of the data does: {cells} cells, not {columns}. They were read \
             by it, without {left_out} (a profile with these columns shows them)",
            match rows {
                1 => "1 row looks".to_owned(),
                rows => format!("{rows} rows look"),
            }
        ),
    }
}

fn rows(count: u32) -> String {
    match count {
        1 => "1 row".to_owned(),
        count => format!("{count} rows"),
    }
}

fn have(count: u32) -> String {
    match count {
        1 => "1 row has".to_owned(),
        count => format!("{count} rows have"),
    }
}
