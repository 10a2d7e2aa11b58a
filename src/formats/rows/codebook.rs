//! The labels of the codebook: codes for passages, kinds for events.

use super::cells::{id, list, maybe};
use crate::formats::table::Cell;
use crate::model::annotation::Annotation;
use crate::model::codebook::{Code, Kind, Makes, code_path, codes_in_tree_order, kinds_in_order};
use crate::model::project::Project;

pub(super) const CODES: [&str; 10] = [
    "id",
    "path",
    "parent",
    "hue",
    "shape",
    "makes",
    "passages",
    "description",
    "rule",
    "examples",
];

pub(super) fn codes(project: &Project) -> Vec<Vec<Cell>> {
    let row = |code: &Code| {
        let used = |annotation: &&std::sync::Arc<Annotation>| annotation.codes.contains(&code.id);
        let passages = project.annotations.values().filter(used).count();
        let makes = code.makes.map(|makes| match makes {
            Makes::Claim => "claim".to_owned(),
            Makes::Event(id) => project
                .kinds
                .get(&id)
                .map_or(String::new(), |it| it.name.clone()),
        });
        vec![
            id(code.id),
            Cell::text(code_path(project, code.id)),
            maybe(code.parent),
            Cell::text(code.hue.map_or("", |hue| hue.name())),
            Cell::text(code.shape.map_or("", |shape| shape.name())),
            Cell::text(makes.unwrap_or_default()),
            Cell::number(i64::try_from(passages).ok()),
            Cell::text(&code.description),
            Cell::text(&code.rule),
            list(&code.examples, Cell::text),
        ]
    };
    let codes = codes_in_tree_order(project);
    codes.iter().map(|(_, code)| row(code)).collect()
}

pub(super) const KINDS: [&str; 8] = [
    "id",
    "name",
    "family",
    "lane",
    "hue",
    "shape",
    "plover",
    "score_tenths",
];

pub(super) fn kinds(project: &Project) -> Vec<Vec<Cell>> {
    let row = |kind: &Kind| {
        vec![
            id(kind.id),
            Cell::text(&kind.name),
            Cell::text(kind.family.in_words()),
            Cell::text(&kind.lane),
            Cell::text(kind.hue.name()),
            Cell::text(kind.shape.name()),
            Cell::text(&kind.plover),
            Cell::number(kind.score_tenths),
        ]
    };
    let kinds = kinds_in_order(project);
    kinds.iter().map(|kind| row(kind)).collect()
}
