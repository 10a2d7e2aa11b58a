//! The claims pane: what speakers say that is not itself a report of an event.

use super::order::{SortKey, View};
use super::rows::{Cell, Column, Row, Table, table_ui};
use super::{Desk, words};
use crate::model::claim::Claim;
use crate::model::id::RecordId;
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use crate::workbench::layout::Pane;
use crate::workbench::theme::{hint, pane_frame};
use egui::Ui;
use std::sync::Arc;

const COLUMNS: [Column; 6] = [
    Column::text("Sort", 128.0),
    Column::growing("Proposition", 200.0),
    Column::text("Speaker", 152.0),
    Column::text("About", 208.0).drops(1),
    Column::text("Said", 112.0).drops(2),
    Column::text("Source", 168.0).drops(3),
];
/// Where every claim stands in the same source, it need not be said.
const ONE_SOURCE: &[Column] = COLUMNS.split_at(COLUMNS.len() - 1).0;

const SORT: usize = 0;
const NAME: &str = "Claims table";

/// Draws the pane.
pub fn claims_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    pane_frame(4, 0).show(ui, |ui| {
        let claims = &desk.snapshot.project().claims;
        if claims.is_empty() {
            ui.label(hint("No claims yet. Select a passage that judges, accuses or warns, and choose Make claim."));
            return;
        }
        ui.horizontal(|ui| {
            ui.set_min_height(crate::workbench::theme::CONTROL_HEIGHT);
            ui.label(hint(words::counted(claims.len(), "claim", "claims")));
        });
        rows_ui(ui, desk);
    });
}

fn rows_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let project = desk.snapshot.project();
    let mut view = View::<Claim>::load(ui, NAME, SORT);
    let every = (&[][..], |_| true);
    let order = view.rows(
        desk.snapshot.revision(),
        &project.claims,
        every,
        |id, column| sort_key(project, claim(project, id)?, column),
    );
    let selected = desk
        .session
        .selected
        .and_then(|selected| order.iter().position(|id| *id == selected));
    let hovered = desk.session.hovered;
    let row = |id: RecordId| claim(project, id).map(|claim| claim_row(project, claim));
    let table = Table {
        name: NAME,
        pane: Pane::Claims,
        columns: if project.sources.len() > 1 {
            &COLUMNS
        } else {
            ONE_SOURCE
        },
        rows: &order,
        selected,
        menu: None,
    };
    table_ui(
        ui,
        desk,
        &table,
        &mut view.sort,
        &|id| hovered == Some(id),
        &row,
    );
    view.store(ui, NAME);
}

fn claim(project: &Project, id: RecordId) -> Option<&Arc<Claim>> {
    match id {
        RecordId::Claim(id) => project.claims.get(&id),
        _ => None,
    }
}

fn sort_key(project: &Project, claim: &Claim, column: usize) -> Option<SortKey> {
    match column {
        0 => Some(SortKey::Number(claim.sort as i64)),
        1 => SortKey::text(&claim.proposition),
        2 => SortKey::text(&words::speaker(project, &claim.speaker, &claim.passage)),
        3 => SortKey::text(&subjects(project, claim)),
        4 => {
            let days = claim.when.used_extent()?.hull()?;
            Some(SortKey::Number(i64::from(days.first().number())))
        }
        _ => SortKey::text(source(project, claim)),
    }
}

fn claim_row(project: &Project, claim: &Claim) -> Row {
    let sort = Cell {
        text: words::sentence(claim.sort.in_words()),
        icon: Some((Shape::Speech, Hue::Ochre)),
        more: String::new(),
    };
    let cells = vec![
        sort,
        Cell {
            text: claim.proposition.clone(),
            more: claim.memo.clone(),
            icon: None,
        },
        words::speaker(project, &claim.speaker, &claim.passage).into(),
        dashed(subjects(project, claim)),
        words::when(&claim.when).into(),
        dashed(source(project, claim).to_owned()),
    ];
    Row {
        name: claim.proposition.clone(),
        cells,
        quiet: false,
    }
}

/// "denies Strike, Paktika", or what it speaks of.
fn subjects(project: &Project, claim: &Claim) -> String {
    let denied = claim
        .denies
        .iter()
        .map(|subject| format!("denies {}", words::subject(project, *subject)));
    let about = claim.about.filter(|about| !claim.denies.contains(about));
    let about = about.map(|subject| words::subject(project, subject));
    denied.chain(about).collect::<Vec<_>>().join("; ")
}

fn source<'p>(project: &'p Project, claim: &Claim) -> &'p str {
    let id = project.source_of(&claim.passage);
    id.and_then(|id| project.sources.get(&id))
        .map_or("", |source| source.title.as_str())
}

fn dashed(text: String) -> Cell {
    if text.is_empty() {
        words::UNKNOWN.to_owned().into()
    } else {
        text.into()
    }
}
