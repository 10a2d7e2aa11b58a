//! `tightrope check`: loads a project and verifies it, a line per problem.

use super::output::print;
use super::tables::project as tables;
use super::{Done, Failure, tell};
use crate::document::Snapshot;
use crate::ingest::original::original;
use crate::model::id::{RecordId, Replica};
use crate::model::project::Project;
use crate::model::report::Passage;
use crate::model::text::SourceText;
use crate::model::toll::Toll;
use crate::storage::error::OpenError;
use crate::storage::files::{DiskFiles, Files};
use crate::storage::store;
use std::path::PathBuf;
use std::sync::Arc;

/// What to check.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project.
    pub project: PathBuf,
}

/// Checks a project. Damage goes to stderr, weaknesses of the coding to stdout; either is a
/// finding.
///
/// # Errors
/// When the file is no project this program can read, or stdout is closed.
pub fn run(args: &Args) -> Result<Done, Failure> {
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let (document, warnings) = match store::read(&files, &args.project, Replica::from_bits(0)) {
        Ok(opened) => opened,
        Err(error @ (OpenError::Damaged { .. } | OpenError::Invalid { .. })) => {
            error.lines().iter().for_each(|line| tell("error", line));
            return Ok(Done::WithFindings);
        }
        Err(error) => return Err(Failure::Refused(error.lines())),
    };
    for warning in &warnings {
        tell("warning", &warning.to_string());
    }
    for note in unnamed_texts(document.snapshot().project()) {
        tell("note", &format!("{}: {note}", args.project.display()));
    }
    let mut findings = findings(document.snapshot());
    findings.extend(lost_originals(&*files, args, document.snapshot().project()));
    findings.extend(tables::findings(
        &*files,
        &args.project,
        document.snapshot().project(),
    ));
    let path = args.project.display();
    let lines: String = findings
        .iter()
        .map(|line| format!("{path}: {line}\n"))
        .collect();
    print(lines.as_bytes())?;
    let clean = findings.is_empty() && warnings.is_empty();
    Ok(if clean {
        Done::Well
    } else {
        Done::WithFindings
    })
}

/// What is weak about a sound project: one line each, by record.
pub fn findings(snapshot: &Snapshot) -> Vec<String> {
    let project = snapshot.project();
    let mut found = Vec::new();
    let mut say = |id: RecordId, what: &str| {
        found.push(format!("{} {id}: {what}", id.noun().name()));
    };
    for annotation in project.annotations.values().filter(|it| it.needs_review()) {
        let what = "the text under it is not the text it was made on (review it)";
        say(annotation.id.into(), what);
    }
    for event in project.events.values() {
        if snapshot.reports_of(event.id).next().is_none() {
            say(event.id.into(), "no report says so (add a passage)");
        }
        if event.toll().is_some_and(is_inconsistent) {
            say(event.id.into(), INCONSISTENT);
        }
    }
    for report in project.reports.values() {
        if is_missing(&report.passage) {
            say(report.id.into(), NO_PASSAGE);
        }
        if is_inconsistent(&report.toll) {
            say(report.id.into(), INCONSISTENT);
        }
    }
    for claim in project.claims.values().filter(|it| is_missing(&it.passage)) {
        say(claim.id.into(), NO_PASSAGE);
    }
    found
}

/// The files of sources that are missing or damaged: one line each, by source.
fn lost_originals(files: &dyn Files, args: &Args, project: &Project) -> Vec<String> {
    let path = files.real_path(&args.project);
    let lost = project.sources.values().filter_map(|source| {
        let found = original(files, Some(&path), project, &source.original);
        Some(format!("source {}: {}", source.id, found.err()?))
    });
    lost.collect()
}

const INCONSISTENT: &str = "its toll’s low, best and high contradict one another (correct them)";
const NO_PASSAGE: &str = "no passage: the annotation it rested on was deleted (code it again)";

fn is_missing(passage: &Passage) -> bool {
    matches!(passage, Passage::Missing { .. })
}

fn is_inconsistent(toll: &Toll) -> bool {
    toll.lines
        .iter()
        .any(|line| line.estimate.is_inconsistent())
}

/// The texts that no source names: an undo may want them again.
fn unnamed_texts(project: &Project) -> Vec<String> {
    let named = |sha| project.sources.values().any(|source| source.text == sha);
    let texts = project.texts.values().map(SourceText::sha);
    texts
        .filter(|sha| !named(*sha))
        .map(|sha| {
            format!("text {sha}: no source names it (it was added and undone; it does no harm)")
        })
        .collect()
}
