//! What speakers say besides.

use super::cells::{WHEN, id, list, maybe, speaker, when};
use super::passages::passage;
use crate::formats::table::Cell;
use crate::model::claim::{Claim, Subject};
use crate::model::project::Project;

pub(super) const COLUMNS: [&str; 13] = [
    "id",
    "sort",
    "speaker",
    "speaker_as_written",
    "proposition",
    "about",
    "denies",
    WHEN[0],
    WHEN[1],
    WHEN[2],
    WHEN[3],
    WHEN[4],
    "passages",
];

pub(super) fn rows(project: &Project) -> Vec<Vec<Cell>> {
    let row = |claim: &Claim| {
        let mut row = vec![id(claim.id), Cell::text(claim.sort.in_words())];
        row.extend(speaker(project, &claim.speaker));
        row.push(Cell::text(&claim.proposition));
        row.push(maybe(claim.about.map(Subject::record)));
        row.push(list(&claim.denies, |subject| id(subject.record())));
        row.extend(when(Some(&claim.when)));
        row.push(Cell::List(vec![passage(project, &claim.passage)]));
        row
    };
    project.claims.values().map(|claim| row(claim)).collect()
}
