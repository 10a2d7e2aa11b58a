//! How text is cut, and what is no table: told by what is in it.

use super::child;
use super::made_files::{delimited, files_with, gzipped, looked_at};
use crate::support::corpus::corpus;
use crate::support::window::Setup;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tightrope::ingest::tables::{holds_table, look, open};
use tightrope::model::mapping::Mapping;
use tightrope::model::table::TableFormat;
use tightrope::storage::files::DiskFiles;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

#[test]
fn dialects_are_told_by_what_is_in_them() {
    let gdelt: String = (0..40)
        .map(|row| {
            let text = if row == 7 {
                "\"Boss\" Tweed"
            } else {
                "KABUL, Afghanistan"
            };
            format!("{}\t20200101\t{text}\t0{row}\t\"half\n", 900_000 + row)
        })
        .collect();
    let years = "province,2018,2019,2020\nKP,40,51,64\nSindh,3,2,1\nPunjab,7,0,2\n";
    let title = "Incidents in the north\n\nid;date;n\n1;2020-01-01;1,5\n2;2020-01-02;2,5\n3;2020-01-03;2,7\n";
    let tagged = "id,date,place\n#event+id,#date,#adm1\n1,2020-01-01,KP\n2,2020-01-02,KP\n";
    let decimal: String = (10..40)
        .map(|row| format!("2024-01-{:02};34,{row};71,{row}\n", row - 9))
        .collect();
    let decimal = format!("date;lat;lon\n{decimal}");
    let lists = "date;killed;note\n2024-01-01;1;a, b, c, d\n2024-01-02;2;e, f, g, h\n";
    let same = format!(
        "date\tkilled\tnote\n{}",
        "2024-01-01\t0\ta, b, c\n".repeat(9)
    );
    let title_with_comma = "Incidents, north\nid\tdate\tplace\n1\t2024-01-01\tKabul, Afghanistan\n\
         2\t2024-01-02\tHerat, Afghanistan\n";
    let prose = "\"Two\nlines, one cell\",b\n\"and\nmore, of them\",c\n\"again\nthis, way\",d\n";
    for (text, delimiter, quoted, preamble, header, tags, columns) in [
        (
            gdelt.as_str(),
            '\t',
            false,
            0,
            false,
            false,
            vec!["column 1", "column 2", "column 3", "column 4", "column 5"],
        ),
        (
            years,
            ',',
            true,
            0,
            true,
            false,
            vec!["province", "2018", "2019", "2020"],
        ),
        (title, ';', true, 2, true, false, vec!["id", "date", "n"]),
        (
            tagged,
            ',',
            true,
            0,
            true,
            true,
            vec!["id", "date", "place"],
        ),
        (
            "a,a,,a\n1,2,3,4\n5,6,7,8\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["a", "a (2)", "column 3", "a (3)"],
        ),
        (
            "id,n,\n1,2,\n3,4,\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["id", "n", "column 3"],
        ),
        (
            "1,2020-01-01,KP\n2,2020-01-02,KP\n3,2020-01-03,KP\n",
            ',',
            true,
            0,
            false,
            false,
            vec!["column 1", "column 2", "column 3"],
        ),
        (
            &decimal,
            ';',
            true,
            0,
            true,
            false,
            vec!["date", "lat", "lon"],
        ),
        (
            lists,
            ';',
            true,
            0,
            true,
            false,
            vec!["date", "killed", "note"],
        ),
        (
            &same,
            '\t',
            false,
            0,
            true,
            false,
            vec!["date", "killed", "note"],
        ),
        (
            title_with_comma,
            '\t',
            false,
            1,
            true,
            false,
            vec!["id", "date", "place"],
        ),
        (
            prose,
            ',',
            true,
            0,
            true,
            false,
            vec!["Two lines, one cell", "b"],
        ),
        (
            "date\n2020-01-01\n2020-01-02\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["date"],
        ),
        (
            "name,kind\nAda,x\nBo,y\nCy,x\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["name", "kind"],
        ),
    ] {
        let look = looked_at("a.csv", text);
        let layout = &look.layout;
        assert_eq!(
            layout.format,
            TableFormat::Delimited { delimiter, quoted },
            "{text}"
        );
        assert_eq!(
            (layout.preamble, layout.header, layout.tags),
            (preamble, header, tags),
            "{text}"
        );
        assert_eq!(look.columns, columns, "{text}");
        if !header {
            assert_eq!(look.mapping.columns, columns, "{text}");
        }
    }
}

#[test]
fn the_real_files_are_recognised() {
    let look_at = |file: &str| {
        let path = corpus(&format!("events/{file}"))?;
        Some(look(&DiskFiles, &child(), &path).unwrap_or_else(|error| panic!("{error}")))
    };
    let Some(gdelt) = look_at("gdelt_events_mixed_57_58_cols.tsv") else {
        return;
    };
    let tabs = TableFormat::Delimited {
        delimiter: '\t',
        quoted: false,
    };
    assert_eq!(gdelt.layout.format, tabs);
    assert!(!gdelt.layout.header);
    assert_eq!(gdelt.columns.len(), 58);
    let pakistan = look_at("ucdp_hdx_pakistan_1989-2021.csv").unwrap();
    assert!(pakistan.layout.header && pakistan.layout.tags);
    assert_eq!((pakistan.columns.len(), pakistan.preview.len()), (50, 50));
    let maverick = look_at("maverick_event_reports.csv").unwrap();
    assert_eq!(maverick.columns.len(), 108);
    let sample = look_at("ucdp_ged251_events_sample_10k.json").unwrap();
    assert_eq!(sample.layout.format, TableFormat::Json(String::new()));
    assert_eq!(sample.columns.first().map(String::as_str), Some("id"));
    let path = corpus("events/plover_gold_standard_records.json").unwrap();
    let plover = look(&DiskFiles, &child(), &path).unwrap();
    let none = |_| true;
    let opened = open(&DiskFiles, &child(), &path, &plover.layout, &none).unwrap();
    let read = tightrope::tables::load(opened.bytes, &plover.layout, &Mapping::default(), &none);
    assert_eq!(read.unwrap().len(), 323);
    for shape in [
        "ucdp_ged_49.csv",
        "ucdp_hdx_43.csv",
        "acled_current_31.csv",
        "gtd_135.csv",
        "gdelt2_61.tsv",
        "icews_20.tsv",
    ] {
        let look = look_at(&format!("headers/{shape}")).unwrap();
        let columns: usize = shape
            .split(['_', '.'])
            .rev()
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        assert!(look.layout.header, "{shape}");
        assert_eq!(look.columns.len(), columns, "{shape}");
    }
}

#[test]
fn a_text_is_a_table_only_if_all_its_lines_say_so() {
    let prose =
        "It rained, and the road was closed, they said.\nNobody came.\nThen, on Monday, a bus.\n";
    for (text, expected) in [
        (delimited('\t', "\r\n"), true),
        (delimited('|', "\n"), true),
        (delimited(',', "\n"), true),
        (prose.to_owned(), false),
        (
            prose.replace("Nobody came.", "Nobody, not one, came."),
            false,
        ),
        ("one\ntwo\nthree\nfour\nfive\n".to_owned(), false),
        ("%PDF-1.7".to_owned(), false),
        (String::new(), false),
    ] {
        let files = files_with("a.txt", text.clone());
        assert_eq!(holds_table(&files, Path::new("a.txt")), expected, "{text}");
    }
    // Whatever else it holds, another name says what it is.
    let files = files_with("a.md", delimited('\t', "\n"));
    assert!(!holds_table(&files, Path::new("a.md")));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        unreachable!("the window leaves reading to its jobs")
    }
}

#[test]
fn dropped_texts_are_added_as_what_they_are() {
    let mut window = Setup::of_ada().open();
    let (tabs, bars) = (delimited('\t', "\r\n"), delimited('|', "\n"));
    window.files.put("/desk/table.txt", tabs);
    window.files.put("/desk/bars.csv", gzipped(bars.as_bytes()));
    window
        .files
        .put("/desk/story.txt", "It rained, they said.\nNobody came.\n");
    window.ask(Command::Do(Action::NewProject));
    for name in ["table.txt", "bars.csv", "story.txt"] {
        let file = Dropped(Path::new("/desk").join(name));
        window
            .harness
            .input_mut()
            .dropped_files
            .push(Arc::new(file));
    }
    window.settle();
    // No profile knows their columns, so what these mean is asked, one after the other.
    window.ask(Command::AcceptMapping);
    window.ask(Command::AcceptMapping);
    let project = window.project();
    let tables: Vec<&str> = project
        .tables
        .values()
        .map(|table| table.title.as_str())
        .collect();
    assert_eq!(tables, ["table", "bars"], "{:?}", window.said());
    let sources: Vec<&str> = project
        .sources
        .values()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
}
