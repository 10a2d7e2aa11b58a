//! The form of a claim.

use super::event::row_of;
use super::form::{Form, Offer, hint_line};
use super::{made_line, names, speaker, when};
use crate::model::claim::{Claim, ClaimSort, Subject};
use crate::model::id::ClaimId;
use crate::model::project::Project;
use crate::model::report::Passage;
use crate::workbench::fields::Field;
use crate::workbench::panes::words::{sentence, shortened};
use crate::workbench::panes::{Desk, words};
use crate::workbench::slots::ActorSlot;
use crate::workbench::theme::{reading, title};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Chip, Picked, Section, field_row};
use egui::{Label, Ui};

/// Draws the form.
pub(super) fn claim_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: ClaimId) {
    let Some(claim) = desk.snapshot.project().claims.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    let project = form.desk.snapshot.project();
    ui.label(title(sentence(claim.sort.in_words())));
    hint_line(ui, &words::speaker(project, &claim.speaker, &claim.passage));
    passage_ui(ui, form, &claim);
    Section::new("Claim").show(ui);
    form.text_with(
        ui,
        Field::Proposition,
        ("Proposition", &claim.proposition),
        |edit| edit.lines(2),
    );
    if let Some(sort) = row_of(
        ui,
        form,
        ("Sort", "Sort"),
        &ClaimSort::ALL,
        ClaimSort::in_words,
        claim.sort,
    ) {
        replace(form, &claim, "sort of claim", |claim| claim.sort = sort);
    }
    speaker::speaker_ui(ui, form, &claim.speaker, ActorSlot::ClaimSpeaker(id));
    if let Some(credibility) = speaker::credibility_ui(ui, form, claim.credibility) {
        replace(form, &claim, "credibility", |claim| {
            claim.credibility = credibility;
        });
    }
    subjects_ui(ui, form, &claim);
    let full = when::section_ui(ui, form, &claim.when);
    if let Some(change) = when::when_ui(ui, form, &claim.when, full) {
        replace(form, &claim, "date of claim", |claim| {
            claim.when = when::changed(&claim.when, &change);
        });
    }
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &claim.memo), 2);
    made_line(ui, form, claim.made);
    ui.add_space(8.0);
    if form.button(ui, "Delete claim") {
        form.edit(Verb::Delete(id.into()));
    }
}

fn passage_ui(ui: &mut Ui, form: &mut Form<'_, '_>, claim: &Claim) {
    let quote = form.desk.snapshot.project().words_of(&claim.passage);
    ui.add_space(4.0);
    ui.add(Label::new(reading(format!("“{}”", shortened(&quote, 600)), 13.0)).wrap());
    match claim.passage {
        Passage::Annotation(id) => form.link(ui, "Show in the text", "Show in the text", id.into()),
        Passage::Row(_) | Passage::Missing { .. } => {
            Chip::new("no passage").dashed().show(ui);
        }
    }
}

fn subjects_ui(ui: &mut Ui, form: &mut Form<'_, '_>, claim: &Claim) {
    Section::new("About").show(ui);
    let subjects = subjects(ui, form.desk.snapshot.project(), claim.id);
    let about: Vec<_> = std::iter::once((None, "Nothing".to_owned()))
        .chain(
            subjects
                .iter()
                .map(|(subject, name)| (Some(*subject), name.clone())),
        )
        .collect();
    if let Some(about) = form.choice_row(ui, "Speaks of", "About", &about, &claim.about) {
        replace(form, claim, "subject of claim", |claim| claim.about = about);
    }
    let offer = Offer::several(&subjects, &claim.denies);
    match field_row(ui, "Denies", |ui| form.picked(ui, "Denies", &offer)).inner {
        Some(Picked::Chosen(subject)) => {
            replace(form, claim, "denial", |claim| claim.denies.push(subject));
        }
        Some(Picked::Removed(subject)) => {
            replace(form, claim, "denial", |claim| {
                claim.denies.retain(|other| *other != subject);
            });
        }
        _ => {}
    }
}

/// Every event, then every other claim.
fn subjects(ui: &Ui, project: &Project, own: ClaimId) -> Vec<(Subject, String)> {
    let events = names::events(ui, project);
    let claims = names::claims(ui, project);
    let events = events
        .iter()
        .map(|(id, name)| (Subject::Event(*id), name.clone()));
    let claims = claims.iter().filter(|(id, _)| *id != own);
    events
        .chain(claims.map(|(id, name)| (Subject::Claim(*id), name.clone())))
        .collect()
}

fn replace(
    form: &mut Form<'_, '_>,
    claim: &Claim,
    what: &'static str,
    change: impl FnOnce(&mut Claim),
) {
    let mut claim = claim.clone();
    change(&mut claim);
    form.replace(claim, what);
}
