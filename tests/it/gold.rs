//! Every quote a careful human took from the founding article stands where it was said to stand,
//! and still does after it was coded, saved and read again.

use crate::support::corpus::corpus;
use tightrope::document::Document;
use tightrope::document::verbs::annotations;
use tightrope::ingest::{Begin, project_from_texts, read_source};
use tightrope::model::id::Replica;
use tightrope::model::made::{Made, Moment};
use tightrope::model::text::{CharOffset, Sha, SourceText, TextSpan};
use tightrope::storage::project_file::{decode, encode};

/// A quote and the character it begins at.
struct Gold {
    quote: String,
    at: CharOffset,
}

/// The first two fields of every row but the head.
fn gold(csv: &str) -> Vec<Gold> {
    let mut fields = fields(csv).into_iter();
    let columns = fields.next().map_or(0, |head| head.len());
    let rows = fields.map(|row| {
        assert_eq!(row.len(), columns, "{row:?}");
        Gold {
            at: CharOffset(row[1].parse().expect("a number")),
            quote: row[0].clone(),
        }
    });
    rows.collect()
}

/// The fields of a comma-separated table (RFC 4180), row by row.
fn fields(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.next_if_eq(&'"').is_some() => field.push('"'),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut field)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (other, _) => field.push(other),
        }
    }
    rows
}

/// The words of `gold` in `text`, from the character it names on.
fn span(text: &SourceText, gold: &Gold) -> TextSpan {
    let start = text.byte_offset(gold.at).index();
    TextSpan::from_range(start..start + gold.quote.len()).expect("words")
}

#[test]
fn every_quote_is_found_at_its_offset() {
    let (Some(article), Some(csv)) = (
        corpus("articles/pak-afghan-tightrope.txt"),
        corpus("articles/pak-afghan-gold.csv"),
    ) else {
        return;
    };
    let bytes = std::fs::read(article).expect("readable");
    let read = read_source("pak-afghan-tightrope.txt", &bytes).expect("a text");
    let gold = gold(&std::fs::read_to_string(csv).expect("readable"));
    assert_eq!(gold.len(), 53);
    let begin = Begin {
        title: None,
        project: Sha::of(b"gold"),
        replica: Replica::from_bits(1),
        coder: None,
        at: Moment::from_unix_secs(0),
    };
    let project = project_from_texts(std::slice::from_ref(&read), None, &begin).expect("a project");
    let mut document = Document::new(project, Replica::from_bits(1)).expect("valid");
    let source = *document.project().sources.keys().next().expect("a source");
    let mut edit = document.edit(Made::default());
    let coded: Vec<_> = gold
        .iter()
        .map(|row| {
            let span = span(&read.text, row);
            assert_eq!(read.text.get(span), Some(row.quote.as_str()));
            annotations::code(&mut edit, source, vec![span], Vec::new()).expect("coded")
        })
        .collect();
    document.apply(edit.finish()).expect("applied");
    let file = encode(document.project(), None).expect("written");
    let again = decode(&file).expect("readable").project;
    for (id, row) in coded.iter().zip(&gold) {
        let annotation = &again.annotations[id];
        assert!(!annotation.needs_review(), "{}", row.quote);
        let text = again.text_of(source).expect("its text");
        let words = text.get(annotation.spans[0]);
        assert_eq!(words, Some(row.quote.as_str()));
        let start = text.char_offset(annotation.spans[0].start());
        assert_eq!(start, row.at, "{}", row.quote);
    }
}
