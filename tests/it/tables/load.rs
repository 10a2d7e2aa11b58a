//! How bytes become rows: what is one, what is none and why, and what can be read again later.

use super::{PAKISTAN, pakistan};
use crate::support::corpus::corpus;
use std::io;
use std::sync::Arc;
use tightrope::model::mapping::{DateAt, DateColumns, EstimateColumns, KindColumns, Mapping};
use tightrope::model::table::{TableFormat, TableLayout};
use tightrope::model::text::Sha;
use tightrope::storage::read_at::ReadAt;
use tightrope::tables::column::{column, rows_where};
use tightrope::tables::{CannotLoad, LoadedTable, load, load_hashed};

/// Dates, types and the dead; the file may have more columns.
fn mapping() -> Mapping {
    Mapping {
        date: DateColumns {
            at: DateAt::One("date".to_owned()),
            ..DateColumns::default()
        },
        kind: KindColumns {
            columns: vec!["type".to_owned()],
            ..KindColumns::default()
        },
        killed: EstimateColumns {
            best: Some("dead".to_owned()),
            ..EstimateColumns::default()
        },
        ..Mapping::default()
    }
}

fn loaded_as(text: impl Into<Vec<u8>>, layout: &TableLayout) -> Result<LoadedTable, CannotLoad> {
    load(Arc::new(text.into()), layout, &mapping(), &|_| true)
}

fn loaded(text: impl Into<Vec<u8>>) -> LoadedTable {
    loaded_as(text, &TableLayout::default()).expect("a table")
}

/// Each row as day, type and dead; then how many records were refused, then each warning.
fn check(text: &str, layout: &TableLayout, expected: &[&str]) {
    let table = match loaded_as(text, layout) {
        Ok(table) => table,
        Err(error) => return assert_eq!([error.to_string()], expected, "{text}"),
    };
    let row = |row| {
        let day = table.days.get(row).map(|days| days.first().to_string());
        let dead = table.killed.best.get(row).map(|dead| dead.to_string());
        let unknown = || "?".to_owned();
        let (day, dead) = (day.unwrap_or_else(unknown), dead.unwrap_or_else(unknown));
        format!("{day} {} {dead}", table.kind.text(row))
    };
    let mut found: Vec<String> = (0..table.len()).map(row).collect();
    found.push(format!("{} refused", table.refused));
    found.extend(table.warnings.iter().map(ToString::to_string));
    assert_eq!(found, expected, "{text}");
    assert_eq!(table.warned, table.warnings.len() as u64);
}

#[test]
fn records_are_rows_or_say_why_they_are_none() {
    let comma = TableLayout::default();
    for (text, expected) in [
        ("", &["it holds no rows (choose another file)"][..]),
        ("date,type,dead\n", &["0 refused"]),
        ("date,type,dead", &["0 refused"]),
        (
            "date,type,dead\n2024-01-05,raid,3\n2024-01-06,raid,4",
            &["2024-01-05 raid 3", "2024-01-06 raid 4", "0 refused"],
        ),
        (
            // Line ends of both sorts, blank lines of every sort.
            "\n\r\ndate,type,dead\r\n\r\n2024-01-05,raid,3\r\n\n,,\n , ,\r\n2024-01-06,raid,4\n\n",
            &["2024-01-05 raid 3", "2024-01-06 raid 4", "0 refused"],
        ),
        (
            "type,date,note,dead\n\"a \"\"raid\"\"\",2024-01-05,\"two\nlines, and more\",3\nb,,,0\n",
            &["2024-01-05 a \"raid\" 3", "? b 0", "0 refused"],
        ),
        (
            "date,type,dead,note\n2024-01-05,raid,3\n2024-01-06,raid\n2024-01-07,raid,4,a,,\n\
             2024-01-08,raid,5,a,b\n",
            &[
                "2024-01-05 raid 3",
                "2024-01-07 raid 4",
                "2 refused",
                "line 3 “2024-01-06,raid”: it has 2 of 4 cells, too few for the columns that mean \
                 something",
                "line 5 “2024-01-08,raid,5,a,b”: it has 5 cells for 4 columns",
            ],
        ),
        (
            // A mark inside a cell that does not begin with one is a letter.
            "date,type,dead\n2024-01-05,5\" gun,3\n2024-01-06,\"raid\",4\n",
            &["2024-01-05 5\" gun 3", "2024-01-06 raid 4", "0 refused"],
        ),
        (
            "date,type,dead\n2024-01-05,\"two\nlines\",3\n2024-01-06,\"raid,4\n2024-01-07,raid,5\n",
            &[
                "2024-01-05 two\nlines 3",
                "2024-01-07 raid 5",
                "1 refused",
                "line 4 “2024-01-06,\"raid,4”: a quotation mark opens on this line and is never \
                 closed; the record was left out as far as the end of the line",
            ],
        ),
        (
            "date,type,dead\n2024-01-05,\"a\nb\",\"3\n2024-01-06,raid,4\n",
            &[
                "2024-01-06 raid 4",
                "1 refused",
                "line 3 “2024-01-05,\"a\nb\",\"3”: a quotation mark opens on this line and is never \
                 closed; the record was left out as far as the end of the line",
            ],
        ),
        (
            "date,type,dead\n2024-01-05,ra\0id,3\n2024-01-06,raid,4\n",
            &[
                "2024-01-06 raid 4",
                "1 refused",
                "line 2 “2024-01-05,ra\0id,3”: it holds a NUL byte, which no text does",
            ],
        ),
        (
            "date,type,\"dead\n2024-01-05,raid,3\n",
            &[
                "the quotation mark on line 1 is never closed (correct the line, or say that its \
               cells do not stand in quotation marks)",
            ],
        ),
        (
            "date,type,dead\n1\n2\n",
            &["none of its 2 records is a row: line 2 “1”: it has 1 of 3 \
               cells, too few for the columns that mean something (correct how it is cut)"],
        ),
        (
            "day,type,dead\n",
            &["there is no column \"date\" in it (correct what its columns mean)"],
        ),
    ] {
        check(text, &comma, expected);
    }
}

#[test]
fn a_layout_says_where_rows_begin_and_what_stands_between_cells() {
    let tab = |quoted| TableFormat::Delimited {
        delimiter: '\t',
        quoted,
    };
    let raid = ["2024-01-05 raid 3", "0 refused"];
    for (text, layout, expected) in [
        (
            "\u{feff}date,type,dead\n#date,#type,#dead\n2024-01-05,raid,3\n",
            TableLayout {
                tags: true,
                ..TableLayout::default()
            },
            &raid[..],
        ),
        (
            "A list of \"raids\nby nobody\n\ndate,type,dead\n2024-01-05,raid,3\nx\n",
            TableLayout {
                preamble: 2,
                ..TableLayout::default()
            },
            &[
                "2024-01-05 raid 3",
                "1 refused",
                "line 6 “x”: it has 1 of 3 cells, too few for the columns that mean something",
            ],
        ),
        (
            "date\ttype\tdead\n2024-01-05\t\"raid\t3\n2024-01-06\t\"raid\"\t4\n",
            TableLayout {
                format: tab(false),
                ..TableLayout::default()
            },
            &["2024-01-05 \"raid 3", "2024-01-06 \"raid\" 4", "0 refused"],
        ),
        (
            // The row of a sheet, not the line of what it was turned into.
            "date,type,dead\n2024-01-05,\"two\nlines\",3\n,,\nx\n",
            TableLayout {
                format: TableFormat::Sheet("Raids".to_owned()),
                ..TableLayout::default()
            },
            &[
                "2024-01-05 two\nlines 3",
                "1 refused",
                "line 4 “x”: it has 1 of 3 cells, too few for the columns that mean something",
            ],
        ),
        (
            "Raids,,\n\ndate,type,dead\n2024-01-05,raid,3\nx\n",
            TableLayout {
                format: TableFormat::Sheet("Raids".to_owned()),
                preamble: 2,
                ..TableLayout::default()
            },
            &[
                "2024-01-05 raid 3",
                "1 refused",
                "line 5 “x”: it has 1 of 3 cells, too few for the columns that mean something",
            ],
        ),
    ] {
        check(text, &layout, expected);
    }
}

#[test]
fn a_file_without_names_takes_those_of_its_mapping_and_rows_of_several_lengths() {
    let layout = TableLayout {
        header: false,
        ..TableLayout::default()
    };
    let names = ["date", "type", "dead"].map(str::to_owned);
    let with_names = Mapping {
        columns: names.to_vec(),
        ..mapping()
    };
    let text = b"2024-01-05,raid,3\n2024-01-06,raid\nx\n".to_vec();
    let table = load(Arc::new(text.clone()), &layout, &with_names, &|_| true).expect("a table");
    assert_eq!((table.len(), table.refused), (2, 1));
    assert_eq!(table.killed.best.get(1), None);
    // Nobody named them: they have their numbers.
    let nothing = Mapping::default();
    let table = load(Arc::new(text), &layout, &nothing, &|_| true).expect("a table");
    assert_eq!(*table.columns, ["column 1", "column 2", "column 3"]);
}

/// Nothing but its width says what the cells of such a row are: one of a known release is read by it.
#[test]
fn rows_of_a_file_without_names_are_not_read_by_the_names_of_wider_ones() {
    let layout = TableLayout {
        header: false,
        ..TableLayout::default()
    };
    let names = [
        "id", "place", "district", "village", "lat", "lon", "url", "found", "by",
    ];
    let mapping = Mapping {
        columns: names.map(str::to_owned).to_vec(),
        latitude: Some("lat".to_owned()),
        longitude: Some("lon".to_owned()),
        ..Mapping::default()
    };
    // The third has cells enough for what means something, but other ones.
    let text = "1,a,b,c,33.5,70.5,http://x,2024,d\n2,a,b,c,33.5,70.5,http://x,2024\n\
                3,a,33.5,70.5,http://x,2024,d\n";
    let table = load(
        Arc::new(text.as_bytes().to_vec()),
        &layout,
        &mapping,
        &|_| true,
    );
    let table = table.expect("a table");
    assert_eq!((table.len(), table.refused), (2, 1));
    assert_eq!(table.points, [[33.5, 70.5]; 2]);
    assert_eq!(
        table.warnings[0].to_string(),
        "line 3 “3,a,33.5,70.5,http://x,2024,d”: it has 7 of 9 cells, too few for the columns \
         that mean something"
    );
}

#[test]
fn rows_without_the_last_cells_of_sources_and_notes_are_rows() {
    let mapping = Mapping {
        source: vec!["source".to_owned()],
        notes: vec!["note".to_owned()],
        ..mapping()
    };
    let text = "date,type,dead,source,note\n2024-01-05,raid,3\n2024-01-06,raid,4,AP,seen\n2024-01-07,raid\n";
    let table = load(
        Arc::new(text.as_bytes().to_vec()),
        &TableLayout::default(),
        &mapping,
        &|_| true,
    );
    let table = table.expect("a table");
    assert_eq!((table.len(), table.refused), (2, 1));
    let told: Vec<String> = table.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 2: it has 3 of 5 cells: the others were taken as empty",
            "line 4 “2024-01-07,raid”: it has 2 of 5 cells, too few for the columns that mean something",
        ]
    );
    assert_eq!(
        table.records.read(0).expect("read").concat(),
        "2024-01-05raid3"
    );
}

#[test]
fn a_first_record_without_end_is_no_header() {
    let line = "2024-01-01,1,";
    for (text, expected) in [
        (
            line.repeat(20_000),
            "its first record has more than 16384 cells (correct how it is cut, or save it with \
             line ends)",
        ),
        (
            line.repeat(2_000_000),
            "its first record is longer than 16 MB, as where nothing ends its lines (correct how \
             it is cut, or save it with line ends)",
        ),
    ] {
        let error = loaded_as(text, &TableLayout::default())
            .err()
            .expect("no table");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn text_that_is_none_is_kept_as_far_as_it_can_be_read() {
    let table = loaded(b"date,type,dead,note\n2024-01-05,ra\xFFid,3,\xE9t\xE9\n".to_vec());
    assert_eq!(table.kind.text(0), "ra\u{fffd}id");
    let told: Vec<String> = table.warnings.iter().map(ToString::to_string).collect();
    let what = "it is no UTF-8 text; what cannot be read is shown as \u{fffd}";
    assert_eq!(
        told,
        [
            format!("line 2, type “ra\u{fffd}id”: {what}"),
            format!("line 2, note “\u{fffd}t\u{fffd}”: {what}"),
        ]
    );
}

#[test]
fn a_cell_without_end_costs_its_line_only() {
    let mut text = b"date,type,dead\n2024-01-05,raid,3\n2024-01-06,\"raid,4\n".to_vec();
    let line = b"2024-01-07,raid,5\n";
    let lines = 18 * 1024 * 1024 / line.len();
    text.extend(line.repeat(lines));
    let table = loaded(text);
    assert_eq!(table.len() as usize, lines + 1);
    assert_eq!((table.refused, table.warnings[0].line), (1, 3));
    let long = [
        b"date,type,dead\n2024-01-05,",
        &*b"a".repeat(17 * 1024 * 1024),
    ]
    .concat();
    let table = loaded([&*long, b",3\n2024-01-07,raid,5\n"].concat());
    assert_eq!((table.len(), table.refused), (1, 1));
    let told = table.warnings[0].to_string();
    assert!(
        told.ends_with("it is longer than 16 MB; the line was left out"),
        "{told}"
    );
    assert!(told.len() < 1_000, "{}", told.len());
}

#[test]
fn codes_count_up_in_the_order_of_the_file_however_it_was_cut() {
    let line = |number: u32| format!("2024-01-05,type {},{number}\n", number * 7919 % 5_003);
    let text: String = (0..60_000).map(line).collect();
    let table = loaded(format!("date,type,dead\n{text}"));
    assert_eq!((table.len(), table.kind.dictionary.len()), (60_000, 5_004));
    let mut known = 0;
    for row in 0..table.len() {
        assert!(table.kind.code(row) <= known + 1);
        known = known.max(table.kind.code(row));
        assert_eq!(table.kind.text(row), format!("type {}", row * 7919 % 5_003));
        assert_eq!(table.killed.best.get(row), Some(row));
    }
}

#[test]
fn what_is_not_in_memory_is_read_from_the_file() {
    let Some(table) = pakistan() else { return };
    let all = table.records.read_many(0..table.len()).expect("read");
    assert_eq!(all.len(), 6_416);
    for name in ["id", "source_article", "side_b", "iso3"] {
        let Some(at) = table.column(name) else {
            panic!("no {name}")
        };
        let coded = column(&table, at, &|_| true).expect("read");
        assert_eq!(coded.codes.len(), 6_416, "{name}");
        for (row, cells) in (0..).zip(&all) {
            assert_eq!(coded.text(row), cells[at], "{name} {row}");
        }
    }
    assert_eq!(table.records.read(6_415).expect("read"), all[6_415]);
    assert_eq!(table.records.read(6_416).expect("read"), [""; 0]);
    let [article, side] = ["source_article", "side_b"].map(|name| table.column(name).unwrap());
    let fits = |cells: &[&str]| cells[0].contains("Reuters") && cells[1].starts_with("TTP");
    let found = rows_where(&table, &[article, side], &|_| true, &fits).expect("read");
    let expected = (0..).zip(&all);
    let expected = expected.filter(|(_, cells)| fits(&[&cells[article], &cells[side]]));
    let expected: Vec<u32> = expected.map(|(row, _)| row).collect();
    assert!(expected.len() > 100, "{}", expected.len());
    assert_eq!(found, expected);
}

#[test]
fn every_row_knows_its_line() {
    let (Some(table), Some(path)) = (pakistan(), corpus(PAKISTAN)) else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.split('\n').collect();
    for row in (0..table.len()).step_by(97) {
        let line = table.records.line(row).expect("read").expect("a row");
        let id = table.records.read(row).expect("read").swap_remove(0);
        let line = lines[line as usize - 1];
        assert!(line.starts_with(&format!("{id},")), "{row} {id}: {line}");
    }
}

#[test]
fn rows_and_refused_are_all_records_and_the_hash_is_that_of_the_file() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let bytes = std::fs::read(path).unwrap();
    let layout = TableLayout {
        tags: true,
        ..TableLayout::default()
    };
    let nothing = Mapping::default();
    let read = load_hashed(Arc::new(bytes.clone()), &layout, &nothing, &|_| true);
    let (table, sha) = read.expect("a table");
    // 6,418 with names and tags, as counted by others.
    assert_eq!(table.len() + table.refused, 6_416);
    assert_eq!(sha, Sha::of(&bytes));
}

/// A file that cannot be read to its end.
struct Broken {
    bytes: Vec<u8>,
    good: u64,
    /// Whether it says so, or merely ends.
    fails: bool,
}

impl ReadAt for Broken {
    fn size(&self) -> u64 {
        self.bytes.size()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let end = offset + buffer.len() as u64;
        if end > self.good && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        let most = self.good.saturating_sub(offset).min(buffer.len() as u64);
        self.bytes.read_at(offset, &mut buffer[..most as usize])
    }
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_no_table() {
    let bytes = [
        b"date,type,dead\n".to_vec(),
        b"2024-01-05,raid,3\n".repeat(200_000),
    ]
    .concat();
    for (fails, expected) in [
        (true, "it cannot be read: the disk is gone"),
        (
            false,
            "it cannot be read: it became shorter while it was read",
        ),
    ] {
        let (bytes, good) = (bytes.clone(), 2_000_000);
        let broken = Broken { bytes, good, fails };
        let read = load(
            Arc::new(broken),
            &TableLayout::default(),
            &mapping(),
            &|_| true,
        );
        assert_eq!(
            read.err().map(|error| error.to_string()).as_deref(),
            Some(expected)
        );
    }
}

#[test]
fn reading_can_be_stopped_and_says_how_far_it_is() {
    let bytes = [
        b"date,type,dead\n".to_vec(),
        b"2024-01-05,raid,3\n".repeat(200_000),
    ]
    .concat();
    let bytes = Arc::new(bytes);
    let parts = std::sync::Mutex::new(Vec::new());
    let watch = |part: f32| {
        parts.lock().unwrap().push(part);
        part < 0.5
    };
    let read = load(
        Arc::clone(&bytes) as _,
        &TableLayout::default(),
        &mapping(),
        &watch,
    );
    assert!(matches!(read, Err(CannotLoad::Stopped)));
    assert!(parts.lock().unwrap().len() > 1);
    let table = loaded(bytes.to_vec());
    let read = column(&table, 1, &|part| part < 0.5);
    assert!(matches!(read, Err(CannotLoad::Stopped)));
}

#[test]
fn the_last_column_of_lines_that_end_in_two_bytes_is_whole() {
    use tightrope::model::mapping::{KindColumns, Mapping};
    use tightrope::tables::{column::column, load};
    let text = "date,kind\r\n2020-01-01,raid\r\n2020-01-02,\"raid\"\r\n2020-01-03,raid";
    let mapping = Mapping {
        kind: KindColumns {
            columns: vec!["kind".to_owned()],
            ..KindColumns::default()
        },
        ..Mapping::default()
    };
    let bytes = Arc::new(text.as_bytes().to_vec());
    let table = load(bytes, &Default::default(), &mapping, &|_| true).expect("a table");
    let decoded = column(&table, 1, &|_| true).expect("a column");
    for row in 0..3 {
        assert_eq!(table.kind.text(row), "raid", "row {row}");
        assert_eq!(decoded.text(row), "raid", "row {row}");
    }
}
