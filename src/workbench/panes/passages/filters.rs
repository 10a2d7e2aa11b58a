//! Filters in words, and every filter one can choose.

use crate::analysis::passages::{Reach, Side, Term, Test};
use crate::model::codebook::{code_path, codes_in_tree_order, kinds_in_order};
use crate::model::edtf::Edtf;
use crate::model::project::Project;
use std::sync::Arc;

/// What a chip says of a filter.
pub(super) fn term_words(project: &Project, term: &Term) -> String {
    let words = test_words(project, &term.test);
    if term.not {
        format!("not {words}")
    } else {
        words
    }
}

fn test_words(project: &Project, test: &Test) -> String {
    let name = named(project, test);
    match test {
        Test::Code(Reach::Itself, _) => name,
        Test::Code(Reach::Words, _) => format!("with {name}"),
        Test::Code(reach @ Reach::Near(_), _) => format!("{} of {name}", reach.in_words()),
        Test::Code(Reach::Sentence, _) => format!("in a sentence with {name}"),
        Test::Code(Reach::Paragraph, _) => format!("in a paragraph with {name}"),
        Test::Kind(_) => format!("Kind: {name}"),
        Test::Event(_) => format!("Event: {name}"),
        Test::Actor(_) => format!("Actor: {name}"),
        Test::Place(_) => format!("Place: {name}"),
        Test::Speaker(_) => format!("Speaker: {name}"),
        Test::Source(_) => format!("Source: {name}"),
        Test::Coder(_) => format!("Coder: {name}"),
        Test::Date(Side::On, date) => date.in_words(),
        Test::Date(Side::From, date) => format!("From {}", date.in_words()),
        Test::Date(Side::To, date) => format!("Up to {}", date.in_words()),
        Test::Text(text) => format!("“{text}”"),
    }
}

fn named(project: &Project, test: &Test) -> String {
    let name = match test {
        Test::Code(_, id) => project.codes.get(id).map(|it| it.name.clone()),
        Test::Kind(id) => project.kinds.get(id).map(|it| it.name.clone()),
        Test::Event(id) => project.events.get(id).map(|it| it.title.clone()),
        Test::Actor(id) | Test::Speaker(id) => project.actors.get(id).map(|it| it.name.clone()),
        Test::Place(id) => project.places.get(id).map(|it| it.name.clone()),
        Test::Source(id) => project.sources.get(id).map(|it| it.title.clone()),
        Test::Coder(id) => project.coders.get(id).map(|it| it.name.clone()),
        Test::Date(..) | Test::Text(_) => Some(String::new()),
    };
    name.unwrap_or_else(|| "something deleted".to_owned())
}

/// What a word that is the name of nothing asks for: a date if it is one, else the word itself.
pub(super) fn typed(word: &str) -> Test {
    match Edtf::parse(word) {
        Ok(date) => Test::Date(Side::On, date),
        Err(_) => Test::Text(word.to_owned()),
    }
}

/// Filters with their names, in the order to offer them.
pub(super) type Offered = Arc<[(Test, String)]>;

/// Every filter for a record of the project, made anew only when its records have changed.
#[derive(Default)]
pub(super) struct Filters {
    of: Option<Project>,
    offered: Offered,
}

impl Filters {
    /// The filters for `project`; a code is offered as far as `reach`.
    pub(super) fn offered(&mut self, project: &Project, reach: Reach) -> Offered {
        let same = self.of.as_ref().is_some_and(|of| same_names(of, project));
        let reaches = |(test, _): &(Test, String)| match test {
            Test::Code(other, _) => *other == reach,
            _ => true,
        };
        if !same || !self.offered.first().is_none_or(reaches) {
            self.offered = offered(project, reach).into();
            self.of = Some(project.clone());
        }
        Arc::clone(&self.offered)
    }
}

fn same_names(a: &Project, b: &Project) -> bool {
    a.codes.ptr_eq(&b.codes)
        && a.sources.ptr_eq(&b.sources)
        && a.kinds.ptr_eq(&b.kinds)
        && a.events.ptr_eq(&b.events)
        && a.actors.ptr_eq(&b.actors)
        && a.places.ptr_eq(&b.places)
        && a.coders.ptr_eq(&b.coders)
}

fn offered(project: &Project, reach: Reach) -> Vec<(Test, String)> {
    let codes = codes_in_tree_order(project).into_iter();
    let codes = codes.map(|(_, code)| (Test::Code(reach, code.id), code_path(project, code.id)));
    let kinds = kinds_in_order(project).into_iter();
    let kinds = kinds.map(|kind| Test::Kind(kind.id));
    let others = kinds
        .chain(project.actors.keys().map(|id| Test::Actor(*id)))
        .chain(project.actors.keys().map(|id| Test::Speaker(*id)))
        .chain(project.places.keys().map(|id| Test::Place(*id)))
        .chain(project.sources.keys().map(|id| Test::Source(*id)))
        .chain(project.coders.keys().map(|id| Test::Coder(*id)))
        .chain(project.events.keys().map(|id| Test::Event(*id)));
    let others = others.map(|test| {
        let words = test_words(project, &test);
        (test, words)
    });
    codes
        .map(|(test, path)| (test, format!("Code: {path}")))
        .chain(others)
        .collect()
}
