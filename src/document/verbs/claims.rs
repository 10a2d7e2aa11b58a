//! Claims: what speakers say that reports no event.

use super::events::drop_subject;
use super::passage::attribution;
use super::words::{not_possible, quoted, words_of};
use crate::document::{Edit, Refused};
use crate::model::annotation::Annotation;
use crate::model::claim::{Claim, ClaimSort, Subject};
use crate::model::id::{AnnotationId, ClaimId, RecordId};
use crate::model::report::Passage;
use crate::model::when::When;

/// Makes a claim of a passage: an assessment, until the analyst says what sort it is, that claims
/// the words themselves. Its speaker is that of a claim around it; it is about the event the
/// passage reports, where that is exactly one.
///
/// # Errors
/// When the annotation is gone.
pub fn make_claim(edit: &mut Edit, annotation: AnnotationId) -> Result<ClaimId, Refused> {
    let passage = edit.get::<Annotation>(annotation)?;
    let (speaker, _) = attribution(edit.now(), &passage);
    let about = match edit.now().events_on(annotation).as_slice() {
        [event] => Some(Subject::Event(event.id)),
        _ => None,
    };
    let words = words_of(edit.project(), &passage);
    edit.label(format!("make claim {}", quoted(&words)));
    let id = edit.new_id();
    edit.put(Claim {
        id,
        passage: Passage::Annotation(annotation),
        speaker,
        sort: ClaimSort::default(),
        proposition: words,
        about,
        denies: Vec::new(),
        when: When::default(),
        credibility: None,
        memo: String::new(),
        made: edit.made(),
    });
    Ok(id)
}

/// Says what a claim speaks of.
///
/// # Errors
/// When the claim or its subject is gone, or it would speak of itself.
pub fn set_about(edit: &mut Edit, claim: ClaimId, about: Option<Subject>) -> Result<(), Refused> {
    let words = proposition(edit, claim)?;
    if let Some(subject) = about {
        present(edit, claim, subject)?;
    }
    edit.label(format!("subject of claim {words}"));
    edit.change::<Claim>(claim, |claim| claim.about = about)
}

/// Says that a claim denies an event or another claim.
///
/// # Errors
/// When the claim or its subject is gone, or it would deny itself.
pub fn add_denial(edit: &mut Edit, claim: ClaimId, subject: Subject) -> Result<(), Refused> {
    let words = proposition(edit, claim)?;
    present(edit, claim, subject)?;
    edit.label(format!("denial in claim {words}"));
    edit.change::<Claim>(claim, |claim| {
        if !claim.denies.contains(&subject) {
            claim.denies.push(subject);
        }
    })
}

/// Says that a claim does not deny this.
///
/// # Errors
/// When the claim is gone.
pub fn remove_denial(edit: &mut Edit, claim: ClaimId, subject: Subject) -> Result<(), Refused> {
    let words = proposition(edit, claim)?;
    edit.label(format!("no denial in claim {words}"));
    edit.change::<Claim>(claim, |claim| {
        claim.denies.retain(|denied| *denied != subject);
    })
}

fn proposition(edit: &Edit, claim: ClaimId) -> Result<String, Refused> {
    let found = edit.get::<Claim>(claim)?;
    Ok(quoted(&found.proposition))
}

fn present(edit: &Edit, claim: ClaimId, subject: Subject) -> Result<(), Refused> {
    if subject == Subject::Claim(claim) {
        return Err(not_possible(
            "a claim cannot speak of itself (choose another claim)",
        ));
    }
    let id = subject.record();
    if edit.project().holds(id) {
        Ok(())
    } else {
        Err(Refused::Missing { id })
    }
}

/// Deletes a claim. Claims about it and denials of it stay, without it.
///
/// # Errors
/// When the claim is gone.
pub fn delete_claim(edit: &mut Edit, claim: ClaimId) -> Result<(), Refused> {
    let words = proposition(edit, claim)?;
    let naming: Vec<RecordId> = edit.now().referrers(claim).collect();
    for id in naming {
        if let RecordId::Claim(id) = id {
            edit.change::<Claim>(id, |other| drop_subject(other, Subject::Claim(claim)))?;
        }
    }
    edit.label(format!("delete claim {words}"));
    edit.remove(claim);
    Ok(())
}
