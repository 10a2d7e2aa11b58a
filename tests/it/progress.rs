//! How much of a text is coded, as it changes edit by edit.

use tightrope::derived::Derived;
use tightrope::document::verbs::{annotations, boilerplate, sources};
use tightrope::document::{Document, Edit};
use tightrope::ingest::{Begin, project_from_texts, read_source};
use tightrope::model::codebook::codes_in_tree_order;
use tightrope::model::id::{AnnotationId, Replica, SourceId};
use tightrope::model::made::{Made, Moment};
use tightrope::model::source::Source;
use tightrope::model::text::{Sha, TextSpan};

const TEXT: &str = "A title\n\nOne two three.\n\nFour five.\n\nFollow us!\n";

struct Desk {
    document: Document,
    derived: Derived,
    source: SourceId,
}

impl Desk {
    fn new() -> Self {
        let read = read_source("text.txt", TEXT.as_bytes()).expect("a text");
        let begin = Begin {
            title: None,
            project: Sha::of(b"progress"),
            replica: Replica::from_bits(1),
            coder: None,
            at: Moment::from_unix_secs(0),
        };
        let project = project_from_texts(&[read], None, &begin).expect("a project");
        let document = Document::new(project, Replica::from_bits(1)).expect("valid");
        let source = *document.project().sources.keys().next().expect("a source");
        Self {
            derived: Derived::new(document.snapshot()),
            document,
            source,
        }
    }

    fn act<T>(&mut self, act: impl FnOnce(&mut Edit) -> T) -> T {
        let mut edit = self.document.edit(Made::default());
        let done = act(&mut edit);
        self.document.apply(edit.finish()).expect("applied");
        self.derived.refresh(self.document.snapshot());
        done
    }

    fn span(&self, words: &str) -> TextSpan {
        let start = TEXT.find(words).expect("in the text");
        TextSpan::from_range(start..start + words.len()).expect("not empty")
    }

    fn code(&mut self, words: &str) -> AnnotationId {
        let (source, span) = (self.source, self.span(words));
        let code = codes_in_tree_order(self.document.project())[0].1.id;
        self.act(|edit| annotations::code(edit, source, vec![span], vec![code]).expect("coded"))
    }

    fn toggle(&mut self, words: &str) -> bool {
        let (source, span) = (self.source, self.span(words));
        self.act(|edit| boilerplate::toggle(edit, source, span).expect("marked"))
    }

    /// Characters, coded ones, paragraphs, coded ones.
    fn progress(&self) -> (u32, u32, u32, u32) {
        let reading = self.derived.readings().of(self.source).expect("read");
        let progress = reading.progress();
        (
            progress.chars,
            progress.coded_chars,
            progress.paragraphs,
            progress.coded_paragraphs,
        )
    }

    /// The first words of the uncoded paragraph that comes next.
    fn uncoded(&self, from: &str, forwards: bool) -> Option<&'static str> {
        let reading = self.derived.readings().of(self.source).expect("read");
        let byte = self.span(from).start().index();
        reading
            .uncoded_from(byte, forwards)
            .map(|range| &TEXT[range])
    }
}

#[test]
fn what_is_coded_grows_and_shrinks_with_every_edit() {
    let mut desk = Desk::new();
    assert_eq!(desk.progress(), (7 + 14 + 10 + 10, 0, 4, 0));
    let two = desk.code("two");
    assert_eq!(desk.progress(), (41, 3, 4, 1));
    desk.code("One two three.");
    assert_eq!(desk.progress(), (41, 14, 4, 1));
    desk.act(|edit| annotations::delete(edit, two).expect("deleted"));
    assert_eq!(desk.progress(), (41, 14, 4, 1));
    // Over the end of a paragraph.
    let long = desk.code("three.\n\nFour five.");
    assert_eq!(desk.progress(), (41, 24, 4, 2));
    desk.act(|edit| annotations::delete(edit, long).expect("deleted"));
    assert!(desk.document.undo().is_some());
    desk.derived.refresh(desk.document.snapshot());
    assert_eq!(desk.progress(), (41, 24, 4, 2));
}

#[test]
fn boilerplate_is_not_there_to_be_coded() {
    let mut desk = Desk::new();
    desk.code("Four");
    assert!(desk.toggle("Follow us!"));
    assert_eq!(desk.progress(), (31, 4, 3, 1));
    assert_eq!(desk.uncoded("Four", true), Some("A title"), "going round");
    // A part of it again, and the rest.
    assert!(!desk.toggle("us!"));
    assert_eq!(desk.progress(), (34, 4, 4, 1));
    assert_eq!(desk.uncoded("Four", true), Some("Follow us!"));
    assert!(
        desk.toggle("Follow us!"),
        "marked again where a part was not"
    );
    assert!(!desk.toggle("Follow us!"));
    assert_eq!(desk.progress(), (41, 4, 4, 1));
    let source = desk
        .document
        .project()
        .sources
        .get(&desk.source)
        .expect("there");
    assert_eq!(Source::clone(source).boilerplate, []);
}

#[test]
fn the_next_uncoded_paragraph_is_found_both_ways() {
    let mut desk = Desk::new();
    desk.code("two");
    assert_eq!(desk.uncoded("A title", true), Some("Four five."));
    assert_eq!(desk.uncoded("One", true), Some("Four five."));
    assert_eq!(desk.uncoded("five", true), Some("Follow us!"));
    assert_eq!(desk.uncoded("Follow", true), Some("A title"), "going round");
    assert_eq!(desk.uncoded("Four", false), Some("A title"));
    assert_eq!(desk.uncoded("A title", false), Some("Follow us!"));
}

#[test]
fn a_new_source_is_measured_when_it_comes() {
    let mut desk = Desk::new();
    let read = read_source("other.txt", b"Nine lives.").expect("a text");
    desk.document.add_text(read.text.clone());
    let id = desk.act(|edit| {
        let (id, made) = (edit.new_id(), edit.made());
        sources::add_source(edit, read.source(id, made)).expect("added")
    });
    let progress = desk.derived.readings().of(id).expect("there").progress();
    assert_eq!((progress.chars, progress.percent()), (11, Some(0)));
}
