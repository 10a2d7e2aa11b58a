//! The project file and its place on disk: what is saved is what is read, no damage is overlooked,
//! and a failed save changes nothing.

mod format;
pub mod store;

use proptest::prelude::*;
use tightrope::document::Document;
use tightrope::model::annotation::Annotation;
use tightrope::model::id::Replica;
use tightrope::model::project::Project;
use tightrope::model::record::Record;
use tightrope::model::text::Sha;
use tightrope::storage::journal::JournalMark;
use tightrope::storage::project_file::{NotReadable, decode, encode};
use tightrope::storage::sample;

pub fn replica() -> Replica {
    Replica::from_bits(9)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn sample_project() -> Project {
    decode(sample()).expect("the sample is sound").project
}

fn mark(entries: u64) -> JournalMark {
    let chain = Sha::of(&entries.to_be_bytes());
    JournalMark { entries, chain }
}

/// Writes lines anew with fitting checksums and digest, as a hand with a tool could.
fn resealed(edit: impl Fn(&str) -> String) -> Vec<u8> {
    let text = std::str::from_utf8(sample()).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    let mut out = format!("{}\n{}\n", lines[0], lines[1]);
    let mut checksums = Vec::new();
    for line in &lines[2..lines.len() - 1] {
        let body = edit(&line[..line.len() - 12]);
        let crc = crc32fast::hash(body.as_bytes());
        checksums.extend(crc.to_be_bytes());
        out.push_str(&format!("{body} // {crc:08x}\n"));
    }
    out.push_str(&format!("],digest:\"{}\")\n", Sha::of(&checksums)));
    out.into_bytes()
}

#[test]
fn a_quote_that_does_not_fit_its_text_is_kept_for_review() {
    let from = "quote:\"Neither country wants a war";
    let bytes = resealed(|line| line.replace(from, "quote:\"No country wants a war"));
    let project = decode(&bytes).expect("readable").project;
    let review: Vec<&Annotation> = project
        .annotations
        .values()
        .map(|annotation| &**annotation)
        .filter(|annotation| annotation.needs_review())
        .collect();
    assert_eq!(review.len(), 1);
    let stored = review[0].quote.as_deref().expect("kept");
    assert!(stored.starts_with("No country wants a war"));
    let again = decode(&encode(&project, None).expect("writable")).expect("readable");
    assert_eq!(again.project, project);
}

fn bad_lines(bytes: &[u8]) -> Vec<String> {
    match decode(bytes) {
        Err(NotReadable::Damaged(bad)) => bad.iter().map(ToString::to_string).collect(),
        other => panic!("damage expected, not {other:?}"),
    }
}

#[test]
fn every_bad_line_is_named() {
    let text = std::str::from_utf8(sample()).expect("UTF-8");
    let spoilt = text
        .replacen("name:\"Tightrope\"", "name:\"Tightrap\"", 1)
        .replacen("name:\"Attack\"", "name:\"Attach\"", 1)
        .replacen("[],digest", "[]digest", 1);
    let bad = bad_lines(spoilt.as_bytes());
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert_eq!(bad[0], "line 5: it does not fit its checksum");
    let cases: &[(&str, &str, &str)] = &[
        ("family:Incident", "family:Accident", "line 9: column"),
        ("id:\"u1-pakf\"", "id:\"u01-pakf\"", "line 5: column"),
        (
            "id:\"k2-pakf\"",
            "id:\"k1-pakf\"",
            "line 10: kind k1-pakf stands twice in the file",
        ),
        ("],texts:[", "],text:[", ": column"),
    ];
    for (from, to, expected) in cases {
        let bytes = resealed(|line| line.replacen(from, to, 1));
        let bad = bad_lines(&bytes);
        assert!(bad[0].contains(expected), "{to}: {bad:?}");
    }
}

#[test]
fn the_sample_rests_on_its_text_and_counts_as_it_should() {
    let contents = decode(sample()).expect("sound");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        sample()
    );
    let project = &contents.project;
    let article = include_str!("../../assets/cases/pak-afghan/walking-the-line.txt");
    assert_eq!(
        project.texts.values().next().expect("one").as_str(),
        article
    );
    assert!(
        project
            .annotations
            .values()
            .all(|annotation| !annotation.needs_review())
    );
    let document = Document::new(project.clone(), replica()).expect("consistent");
    let mut counted: Vec<String> = Vec::new();
    let mut of_family = [[0; 2]; 3];
    for event in project.events.values() {
        let kind = &project.kinds[&event.kind];
        let tally = &mut of_family[kind.family as usize];
        tally[0] += 1;
        tally[1] += usize::from(event.countable.counts);
        let reports: Vec<_> = document.snapshot().reports_of(event.id).collect();
        assert!(!reports.is_empty(), "{} has no report", event.title);
        assert!(
            reports
                .iter()
                .all(|report| report.passage.annotation().is_some())
        );
        if kind.family == tightrope::model::codebook::Family::Incident && event.countable.counts {
            let when = event
                .when()
                .expect("dated")
                .resolved
                .as_ref()
                .expect("resolved");
            let killed = event.toll().and_then(|toll| toll.lines[0].estimate.best);
            let stances: Vec<_> = reports
                .iter()
                .map(|report| report.stance.in_words())
                .collect();
            let killed = killed.map_or(String::new(), |killed| format!(" {killed} killed"));
            counted.push(format!(
                "{} {} ({}) {}{killed}",
                kind.name,
                when.date,
                when.basis.in_words(),
                stances.join("+")
            ));
        }
    }
    counted.sort();
    assert_eq!(
        counted,
        [
            "Attack 2024-12? (from the order of telling) asserts 16 killed",
            "Strike 2024-04 (as the text says) asserts",
            "Strike 2024-12 (as the text says) asserts",
            "Strike 2025-10-09 (year inferred) asserts",
            "Strike [2025-08,2025-09] (relative to the text) alleges+alleges+denies",
        ]
    );
    assert_eq!(
        of_family,
        [[9, 5], [11, 9], [7, 2]],
        "all and countable: incidents, policy, diplomacy"
    );
    let coder = project.coders.values().next().expect("one");
    assert_eq!(coder.name, "Tightrope");
    assert!(
        project
            .records()
            .all(|record| matches!(record, Record::Info(_))
                || record.id().to_string().ends_with("-pakf"))
    );
}
