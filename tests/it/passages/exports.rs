//! What is written of passages: every quote is the text at its place, and no cell is a formula.

use crate::support::coded::Coded;
use tightrope::analysis::matrix::{Across, Matrix};
use tightrope::analysis::passages::{Joints, Query, find};
use tightrope::formats::passages::{markdown, matrix_csv, table};
use tightrope::formats::table::Cell;
use tightrope::model::text::{CharOffset, TextSpan};

const TEXT: &str = "# Head *line*\n=SUM(A1) was typed. یہ حملہ ہوا۔\n> quoted <b>words</b> end";

fn told() -> Coded {
    let mut told = Coded::new();
    let code = told.code("=Risk", None);
    let source = told.source("A_title", TEXT);
    for words in [
        "# Head *line*\n=SUM(A1)",
        "=SUM(A1)",
        "حملہ ہوا",
        "> quoted <b>words</b>",
    ] {
        told.passage(source, words, &[code]);
    }
    let span = |words: &str| {
        let start = TEXT.find(words).expect("there");
        TextSpan::from_range(start..start + words.len()).expect("a span")
    };
    told.spans(source, vec![span("Head"), span("typed")], &[code]);
    told
}

#[test]
fn every_row_quotes_the_text_at_its_offsets() {
    let told = told();
    let now = told.snapshot();
    let found = find(&now, &Query::default(), &mut Joints::default());
    let table = table(&now, &found);
    let column = |name: &str| table.columns.iter().position(|it| *it == name).expect(name);
    let text = told
        .project
        .texts
        .values()
        .find(|text| text.as_str() == TEXT)
        .expect("there");
    assert_eq!(table.rows.len(), 5);
    for row in &table.rows {
        let Cell::List(spans) = &row[column("spans")] else {
            panic!("spans")
        };
        let parts: Vec<&str> = spans
            .iter()
            .map(|span| {
                let Cell::List(ends) = span else {
                    panic!("a span")
                };
                let at = |end: &Cell| match end {
                    Cell::Number(at) => text.byte_offset(CharOffset(*at as u32)),
                    other => panic!("{other:?}"),
                };
                text.get(TextSpan::new(at(&ends[0]), at(&ends[1])).unwrap())
                    .unwrap()
            })
            .collect();
        assert_eq!(row[column("quote")], Cell::text(parts.join(" … ")));
    }
    let csv = table.as_csv();
    assert!(csv.contains(",'=SUM(A1),'=Risk,"), "{csv}");
}

#[test]
fn markdown_holds_the_words_and_none_of_its_own_signs_in_them() {
    let told = told();
    let now = told.snapshot();
    let found = find(&now, &Query::default(), &mut Joints::default());
    let text = markdown(&now, &found, "code:\"=Risk\"");
    for part in [
        "\n## A\\_title\n\nany day from 10 October to 12 October 2025\n",
        "\n> \\# Head \\*line\\*\n> \\=SUM(A1)\n",
        "\n> حملہ ہوا\n",
        "> \\> quoted \\<b\\>words\\</b\\>",
        "> Head … typed",
        "**\\=Risk** · characters 2–6, 27–32",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert_eq!(text.matches("## ").count(), 1, "one heading per source");
}

#[test]
fn a_matrix_is_written_with_its_totals() {
    let told = told();
    let now = told.snapshot();
    let matrix = Matrix::new(
        &now,
        &Query::default(),
        Across::Sources,
        &mut Joints::default(),
    );
    assert_eq!(
        matrix_csv(&now, &matrix),
        "code,passages,A_title\n'=Risk,5,5\n"
    );
}
