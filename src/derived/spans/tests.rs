use super::*;
use crate::model::id::{IdGenerator, Replica, TypedId as _, Uid};
use crate::model::made::Made;
use crate::model::text::SourceText;
use proptest::prelude::*;

const TEXT: &str = "One.\n\nTwo two two.\r\nThree\n\n\nFour four.\nFive\nSix six.\n\nSeven";

fn id(counter: u32) -> AnnotationId {
    let replica = Replica::from_bits(7);
    AnnotationId::from_uid(Uid { counter, replica })
}

fn source() -> SourceId {
    IdGenerator::new(Replica::from_bits(7)).fresh()
}

fn span() -> impl Strategy<Value = TextSpan> {
    (0..TEXT.len(), 1..TEXT.len()).prop_map(|(start, length)| {
        let end = (start + length).min(TEXT.len());
        TextSpan::from_range(start..end).expect("not empty")
    })
}

/// Puts in (true) or takes out.
fn steps() -> impl Strategy<Value = Vec<(bool, u32, TextSpan)>> {
    prop::collection::vec((prop::bool::weighted(0.7), 1..9_u32, span()), 0..60)
}

proptest! {
    #[test]
    fn it_answers_as_a_plain_list_does(steps in steps(), asked in span()) {
        let mut index = SpanIndex::over(source(), TEXT);
        let mut list = BTreeSet::new();
        for (put_in, counter, span) in steps {
            let highlight = Highlight { span, id: id(counter) };
            if put_in {
                index.insert(highlight);
                list.insert(highlight);
            } else {
                index.remove(highlight);
                list.remove(&highlight);
            }
        }
        let plain: Vec<Highlight> =
            list.iter().filter(|known| known.span.overlaps(asked)).copied().collect();
        prop_assert_eq!(index.touching(asked), plain);
        let starting: Vec<Highlight> = list
            .iter()
            .filter(|known| asked.range().contains(&known.span.start().index()))
            .copied()
            .collect();
        prop_assert_eq!(index.starting_in(asked.range()).collect::<Vec<_>>(), starting);
        let at = asked.start().index();
        let before = list.iter().rfind(|known| known.span.start().index() < at);
        prop_assert_eq!(index.last_before(at), before.copied());
        for highlight in &list {
            prop_assert_eq!(index.next(*highlight), list.range(*highlight..).nth(1).copied());
            prop_assert_eq!(index.previous(*highlight), list.range(..*highlight).next_back().copied());
        }
    }

    #[test]
    fn brought_up_to_date_equals_built_anew(
        before in prop::collection::btree_map(1..20_u32, (any::<bool>(), span(), span()), 0..15),
        after in prop::collection::btree_map(1..20_u32, (any::<bool>(), span(), span()), 0..15),
    ) {
        let (old, new) = (project(&before), project(&after));
        let mut index = SpanIndex::for_source(&old, source());
        index.update(&old, &new);
        prop_assert_eq!(index, SpanIndex::for_source(&new, source()));
    }
}

type Spans = std::collections::BTreeMap<u32, (bool, TextSpan, TextSpan)>;

/// A project with a source and these annotations; half of them stand in another source.
fn project(annotations: &Spans) -> Project {
    let mut project = Project::default();
    let text = SourceText::new(TEXT).expect("small");
    let source_record = crate::model::source::Source {
        id: source(),
        title: "Test".to_owned(),
        author: String::new(),
        publisher: String::new(),
        language: String::new(),
        published: None,
        reliability: Default::default(),
        derived_from: None,
        supersedes: None,
        coverage: None,
        boilerplate: Vec::new(),
        status: Default::default(),
        arabic_style: None,
        text: text.sha(),
        original: crate::model::source::Original {
            name: "test.txt".to_owned(),
            sha: text.sha(),
            bytes: 0,
            encoding: "UTF-8".to_owned(),
            taken: crate::model::source::Taken::Whole,
        },
        memo: String::new(),
        made: Made::default(),
    };
    project.texts.insert(text.sha(), text);
    project.sources.insert(source(), Arc::new(source_record));
    let other = SourceId::from_uid(Uid {
        counter: 99,
        replica: Replica::from_bits(7),
    });
    for (counter, (here, first, second)) in annotations {
        let mut spans = vec![*first];
        if first.end() < second.start() {
            spans.push(*second);
        }
        let annotation = Annotation {
            id: id(*counter),
            source: if *here { source() } else { other },
            spans,
            codes: Vec::new(),
            mentions: Vec::new(),
            memo: String::new(),
            quote: None,
            made: Made::default(),
        };
        project
            .annotations
            .insert(id(*counter), Arc::new(annotation));
    }
    project
}

#[test]
fn a_long_stretch_lies_in_few_nodes() {
    let text = "word\n".repeat(10_000);
    let index = SpanIndex::over(source(), &text);
    let whole = TextSpan::from_range(3..text.len() - 3).expect("not empty");
    assert!(
        index.nodes_of(whole).len() <= 2 * 14,
        "{:?}",
        index.nodes_of(whole)
    );
}

#[test]
fn an_empty_text_has_an_index() {
    let mut index = SpanIndex::over(source(), "");
    let highlight = Highlight {
        span: TextSpan::from_range(0..4).expect("not empty"),
        id: id(1),
    };
    index.insert(highlight);
    assert_eq!(index.touching(highlight.span), [highlight]);
}
