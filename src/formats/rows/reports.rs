//! What passages say about events.

use super::cells::{TOLL, WHEN, actor_names, id, place_names, speaker, toll, when};
use super::passages::passage;
use crate::formats::table::Cell;
use crate::model::project::Project;
use crate::model::report::{Credibility, Report};

pub(super) const COLUMNS: [&str; 22] = [
    "id",
    "event",
    "speaker",
    "speaker_as_written",
    "stance",
    "credibility",
    WHEN[0],
    WHEN[1],
    WHEN[2],
    WHEN[3],
    WHEN[4],
    "places",
    "initiator",
    "target",
    TOLL[0],
    TOLL[1],
    TOLL[2],
    TOLL[3],
    TOLL[4],
    TOLL[5],
    TOLL[6],
    "passages",
];

pub(super) fn rows(project: &Project) -> Vec<Vec<Cell>> {
    let row = |report: &Report| {
        let mut row = vec![id(report.id), id(report.event)];
        row.extend(speaker(project, &report.speaker));
        row.push(Cell::text(report.stance.in_words()));
        row.push(Cell::number(report.credibility.map(Credibility::digit)));
        row.extend(when(Some(&report.when)));
        row.push(place_names(project, &report.places));
        row.push(actor_names(project, &report.initiator));
        row.push(actor_names(project, &report.target));
        row.extend(toll(Some(&report.toll)));
        row.push(Cell::List(vec![passage(project, &report.passage)]));
        row
    };
    project.reports.values().map(|report| row(report)).collect()
}
