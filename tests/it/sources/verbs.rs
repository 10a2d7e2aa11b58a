//! A source's text is read otherwise only while nothing rests on it.

use tightrope::document::verbs::sources::read_otherwise;
use tightrope::document::verbs::{anchors, annotations, codebook};
use tightrope::document::{Document, Edit, Refused};
use tightrope::ingest::begin::{Begin, project_from_texts};
use tightrope::ingest::read_source;
use tightrope::model::edtf::Edtf;
use tightrope::model::id::Replica;
use tightrope::model::made::{Made, Moment};
use tightrope::model::source::Source;
use tightrope::model::text::{Sha, SourceText, TextSpan};

fn document() -> Document {
    let begin = Begin {
        title: None,
        project: Sha::of(b"test"),
        replica: Replica::from_bits(1),
        coder: None,
        at: Moment::from_unix_secs(0),
    };
    let text = read_source("a.txt", b"Words of an article").expect("a text");
    let project = project_from_texts(&[text], None, &begin).expect("begun");
    Document::new(project, Replica::from_bits(2)).expect("sound")
}

fn source(document: &Document) -> Source {
    let mut sources = document.project().sources.values();
    Source::clone(sources.next().expect("one"))
}

/// The source with another text, which the document holds.
fn otherwise(document: &mut Document) -> Source {
    let text = SourceText::new("Other words").expect("small");
    let mut source = source(document);
    source.text = text.sha();
    source.original.encoding = "Windows-1256".to_owned();
    document.add_text(text);
    source
}

fn edit(
    document: &mut Document,
    verb: impl FnOnce(&mut Edit) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut edit = document.edit(Made::default());
    verb(&mut edit)?;
    document.apply(edit.finish()).map(drop)
}

#[test]
fn with_nothing_on_it_a_text_is_replaced_in_one_step() {
    let mut document = document();
    let before = document.project().clone();
    let now = otherwise(&mut document);
    edit(&mut document, |edit| read_otherwise(edit, now.clone())).expect("nothing rests on it");
    assert_eq!(source(&document), now);
    let undone = document.undo().expect("one step");
    assert_eq!(undone.label, "read ‘Words of an article’ as Windows-1256");
    assert_eq!(document.project().sources, before.sources);
}

fn words() -> TextSpan {
    TextSpan::from_range(0..5).expect("words")
}

type Rest = fn(&mut Edit, &Source) -> Result<(), Refused>;

#[test]
fn whatever_rests_on_a_text_keeps_it() {
    let resting: [(&str, Rest); 3] = [
        ("1 annotation", |edit, source| {
            let code = codebook::add_code(edit, "Border", None)?;
            annotations::code(edit, source.id, vec![words()], vec![code]).map(drop)
        }),
        ("1 passage anchor", |edit, source| {
            let now = Edtf::parse("2025").expect("a date");
            anchors::add_anchor(edit, source.id, words(), now, "").map(drop)
        }),
        ("1 stretch of boilerplate", |edit, source| {
            edit.change::<Source>(source.id, |source| source.boilerplate.push(words()))
        }),
    ];
    for (what, rest) in resting {
        let mut document = document();
        let at_first = source(&document);
        edit(&mut document, |edit| rest(edit, &at_first)).expect(what);
        let now = otherwise(&mut document);
        let refused = edit(&mut document, |edit| read_otherwise(edit, now.clone()));
        let said = refused.expect_err(what).to_string();
        assert!(said.contains(what), "{what}: {said}");
        // Nor by any other door.
        let mut forced = document.edit(Made::default());
        forced.put(now);
        assert!(document.apply(forced.finish()).is_err(), "{what}");
    }
}

#[test]
fn another_file_is_another_source() {
    let mut document = document();
    let mut now = otherwise(&mut document);
    now.original.sha = Sha::of(b"another file");
    let refused = edit(&mut document, |edit| read_otherwise(edit, now.clone()));
    assert!(
        refused
            .expect_err("another file")
            .to_string()
            .contains("is another")
    );
    let mut forced = document.edit(Made::default());
    forced.put(now);
    assert!(document.apply(forced.finish()).is_err());
}
