//! The project file and its place on disk: what is saved is what is read, no damage is overlooked,
//! and a failed save changes nothing.

use crate::support::arbitrary::project;
use crate::support::memory_files::MemoryFiles;
use proptest::prelude::*;
use ron::Value;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;
use tightrope::document::Document;
use tightrope::model::annotation::Annotation;
use tightrope::model::column::Column;
use tightrope::model::id::Replica;
use tightrope::model::made::Made;
use tightrope::model::project::Project;
use tightrope::model::record::Record;
use tightrope::model::row_filter::RowField;
use tightrope::model::source::{ArabicStyle, Source, Taken};
use tightrope::model::text::Sha;
use tightrope::model::view::Filter;
use tightrope::storage::drafts;
use tightrope::storage::files::{DiskFiles, Files};
use tightrope::storage::journal::{Act, Entry, JournalMark};
use tightrope::storage::project_file::{Contents, NotReadable, decode, encode};
use tightrope::storage::replace::quarantine;
use tightrope::storage::store::read;
use tightrope::storage::{OpenError, SaveError, Store, sample};

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

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn what_is_saved_is_what_is_read_and_bytes_depend_on_nothing_else(project in project(), entries in 0..3_u64) {
        let mark = (entries > 0).then(|| mark(entries));
        let bytes = encode(&project, mark).expect("writable");
        let contents = decode(&bytes).expect("readable");
        prop_assert_eq!(&contents, &Contents { project, mark });
        prop_assert_eq!(encode(&contents.project, mark).expect("writable"), bytes);
    }

    #[test]
    fn a_flipped_bit_anywhere_is_found(project in project(), places in prop::collection::vec(any::<u32>(), 60)) {
        let bytes = encode(&project, None).expect("writable");
        for place in places {
            let bit = place as usize % (bytes.len() * 8);
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(decode(&flipped).is_err(), "bit {} of {}", bit, bytes.len() * 8);
        }
    }
}

#[test]
fn every_length_of_a_cut_file_is_found() {
    let bytes = encode(&Project::default(), Some(mark(1))).expect("writable");
    assert!(decode(&bytes).is_ok());
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "{length}");
    }
    let sample = sample();
    for length in (0..sample.len()).step_by(997) {
        assert!(decode(&sample[..length]).is_err(), "{length}");
    }
}

#[test]
fn no_line_can_be_lost_doubled_or_moved() {
    let text = std::str::from_utf8(sample()).expect("UTF-8");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 2..lines.len() - 1 {
        let mut lost = lines.clone();
        lost.remove(at);
        assert!(
            decode(lost.concat().as_bytes()).is_err(),
            "without line {}",
            at + 1
        );
        let mut doubled = lines.clone();
        doubled.insert(at, lines[at]);
        assert!(
            decode(doubled.concat().as_bytes()).is_err(),
            "with two of line {}",
            at + 1
        );
        let mut swapped = lines.clone();
        swapped.swap(at, at - 1);
        assert!(
            decode(swapped.concat().as_bytes()).is_err(),
            "line {} earlier",
            at + 1
        );
    }
}

#[test]
fn line_ends_changed_by_version_control_do_no_harm() {
    let text = std::str::from_utf8(sample()).expect("UTF-8");
    let contents = decode(text.replace('\n', "\r\n").as_bytes()).expect("readable");
    assert_eq!(contents.project, sample_project());
}

/// The file as the RON reader of any other program sees it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    format: u32,
    journal: Option<JournalMark>,
    records: Vec<Value>,
    texts: Vec<(String, String)>,
    digest: String,
}

#[test]
fn the_whole_file_is_valid_ron() {
    let project = sample_project();
    let bytes = encode(&project, Some(mark(3))).expect("writable");
    let whole: Whole = ron::de::from_bytes(&bytes).expect("valid RON");
    assert_eq!(whole.format, 1);
    assert_eq!(whole.journal, Some(mark(3)));
    assert_eq!(whole.records.len(), project.record_count());
    assert_eq!(whole.texts.len(), 1);
    assert_eq!(whole.digest.len(), 64);
}

#[test]
fn format_1_opens_for_ever() {
    let golden = include_bytes!("../golden/format-1.ron");
    let contents = decode(golden).expect("format 1 must open");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        golden
    );
    let review = contents
        .project
        .annotations
        .values()
        .filter(|a| a.needs_review());
    assert_eq!(
        review.count(),
        1,
        "the golden file holds one quote that does not fit"
    );
    Document::new(contents.project, replica()).expect("consistent");
}

#[test]
fn format_2_opens_for_ever() {
    let golden = include_bytes!("../golden/format-2.ron");
    let contents = decode(golden).expect("format 2 must open");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        golden
    );
    let sources = contents.project.sources.values();
    let styles: Vec<_> = sources
        .map(|source| (source.arabic_style, source.original.taken))
        .collect();
    let whole = (None, Taken::Whole);
    assert!(styles.contains(&(Some(ArabicStyle::Nastaliq), Taken::Whole)));
    assert!(styles.contains(&(Some(ArabicStyle::Naskh), Taken::Article)));
    assert!(styles.contains(&whole));
    Document::new(contents.project, replica()).expect("consistent");
}

#[test]
fn format_3_opens_for_ever() {
    let golden = include_bytes!("../golden/format-3.ron");
    let contents = decode(golden).expect("format 3 must open");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        golden
    );
    let view = contents.project.views.values().next().expect("a view");
    assert!(matches!(view.filters.as_slice(), [Filter::Rows(..)]));
    let orders = view.orders.iter().flat_map(|order| &order.keys);
    let fields: Vec<&RowField> = orders.map(|key| &key.field).collect();
    assert_eq!(fields, [&RowField::Killed, &RowField::Days]);
    assert!(!contents.project.rows.is_empty(), "rows somebody rests on");
    let shown = view.columns.iter().flat_map(|shown| &shown.columns);
    let columns: Vec<&Column> = shown.collect();
    assert_eq!(
        columns,
        [&Column::Days, &Column::File("colliery".to_owned())]
    );
    assert_eq!(view.hidden.len(), 1);
    Document::new(contents.project, replica()).expect("consistent");

    // As it was before views knew of columns and charts.
    let former = include_bytes!("../golden/format-3-first.ron");
    let first = decode(former).expect("it must open");
    assert_eq!(
        encode(&first.project, first.mark).expect("writable"),
        former
    );
    let view = first.project.views.values().next().expect("a view");
    assert!(view.columns.is_empty() && view.hidden.is_empty());
    Document::new(first.project, replica()).expect("consistent");
}

#[test]
fn a_project_is_written_in_the_oldest_format_that_holds_it() {
    let mut project = sample_project();
    let first = project.sources.values().next().expect("a source").clone();
    let format = |project: &Project| {
        let bytes = encode(project, None).expect("writable");
        assert_eq!(&decode(&bytes).expect("readable").project, project);
        ron::de::from_bytes::<Whole>(&bytes)
            .expect("valid RON")
            .format
    };
    assert_eq!(format(&project), 1);
    let mut styled = Source::clone(&first);
    styled.arabic_style = Some(ArabicStyle::Nastaliq);
    project.sources.insert(styled.id, Arc::new(styled));
    assert_eq!(format(&project), 2);
    let mut article = Source::clone(&first);
    article.original.taken = Taken::Article;
    project.sources.insert(article.id, Arc::new(article));
    assert_eq!(format(&project), 2);
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

fn open(files: &MemoryFiles, path: &str) -> Result<tightrope::storage::Opened, OpenError> {
    Store::open(
        Arc::new(files.clone()),
        Path::new(path),
        replica(),
        "the test",
    )
}

#[test]
fn what_cannot_be_opened_says_what_where_and_what_to_do() {
    let text = String::from_utf8(sample().to_vec()).expect("UTF-8");
    let dangling = resealed(|line| line.replacen("initiator:[\"t3", "initiator:[\"t99", 1));
    let cases: Vec<(&str, Option<Vec<u8>>, &str)> = vec![
        (
            "there is no such file",
            None,
            "p.ron: there is no such file (check the name",
        ),
        (
            "empty",
            Some(vec![]),
            "p.ron:1: this is not a Tightrope project: it is empty (open a project",
        ),
        (
            "a text",
            Some(b"Dear Sir".to_vec()),
            "p.ron:1: this is not a Tightrope project: its first line is not #![",
        ),
        (
            "newer",
            Some(text.replace("(format:1,", "(format:4,").into()),
            "p.ron:3: made by a newer Tightrope: format 4; this one reads 3 (use a newer Tightrope)",
        ),
        (
            "damaged",
            Some(text.replace("Marsh", "Marsch").into()),
            "p.ron:6: the project is damaged: it does not fit its checksum (keep this file",
        ),
        (
            "dangling",
            Some(dangling),
            "p.ron: report r1-pakf names actor t99-pakf, which is not there (correct it",
        ),
    ];
    for (name, bytes, expected) in cases {
        let files = MemoryFiles::default();
        if let Some(bytes) = &bytes {
            files.put("p.ron", bytes.clone());
        }
        let error = open(&files, "p.ron").err().expect(name).to_string();
        assert!(error.starts_with(expected), "{name}: {error}");
        assert!(
            error.lines().all(|line| line.ends_with(')')),
            "{name}: {error}"
        );
        assert_eq!(files.get("p.ron"), bytes, "{name}: nothing may be changed");
        assert!(files.names().len() <= 1, "{name}: nothing may be added");
    }
}

#[test]
fn a_damaged_project_is_copied_aside_and_left_alone() {
    let files = MemoryFiles::default();
    files.put("w/p.ron", "damaged");
    let first = quarantine(&files, Path::new("w/p.ron")).expect("copied");
    let second = quarantine(&files, Path::new("w/p.ron")).expect("copied");
    assert_eq!(first, Path::new("w/p.damaged-1.ron"));
    assert_eq!(second, Path::new("w/p.damaged-2.ron"));
    for name in ["w/p.ron", "w/p.damaged-1.ron", "w/p.damaged-2.ron"] {
        assert_eq!(files.get(name).as_deref(), Some(b"damaged".as_slice()));
    }
}

/// An edit any project takes.
pub fn retitle(document: &mut Document, title: &str) -> Entry {
    let mut edit = document.edit(Made::default());
    let info = document.project().info.values().next().expect("an info").id;
    edit.change(info, |info: &mut tightrope::model::info::Info| {
        info.title = title.to_owned();
    })
    .expect("there");
    edit.label(format!("rename to {title}"));
    let done = document.apply(edit.finish()).expect("accepted");
    Entry {
        made: done.made,
        act: Act::Do(done),
    }
}

#[test]
fn a_save_that_fails_at_any_call_leaves_the_old_file_and_can_be_repeated() {
    let mut call = 1;
    loop {
        let files = MemoryFiles::default();
        files.put("p.ron", sample());
        let mut opened = open(&files, "p.ron").expect("open");
        let entry = retitle(&mut opened.document, "New title");
        opened.store.append(&entry).expect("appended");
        files.fail_at(Some(call));
        let outcome = opened.store.save(opened.document.snapshot());
        let finished = files.calls() < call;
        files.fail_at(None);
        let new = encode(opened.document.project(), None).expect("writable");
        let now = decode(&files.get("p.ron").expect("there"))
            .expect("never a mixture")
            .project;
        assert_eq!(finished, outcome.is_ok(), "call {call}");
        let is_new = now == *opened.document.project();
        assert!(is_new || now == sample_project(), "call {call}");
        assert!(
            outcome.is_err() || is_new,
            "call {call}: saved is only said when it is"
        );
        if !is_new {
            opened
                .store
                .save(opened.document.snapshot())
                .expect("the retry works");
            assert_eq!(
                decode(&files.get("p.ron").expect("there"))
                    .expect("sound")
                    .project,
                decode(&new).expect("sound").project
            );
        }
        assert!(
            files.names().iter().all(|name| !name.contains("tmp")),
            "call {call}: {:?}",
            files.names()
        );
        if finished {
            break;
        }
        call += 1;
    }
    assert!(call > 6, "only {call} calls were tried");
}

#[test]
fn a_file_changed_by_others_is_not_overwritten() {
    let files = MemoryFiles::default();
    files.put("p.ron", sample());
    let mut opened = open(&files, "p.ron").expect("open");
    opened
        .store
        .save(opened.document.snapshot())
        .expect("saved");
    let mine = files.get("p.ron").expect("there");
    opened
        .store
        .save(opened.document.snapshot())
        .expect("our own save is no change");
    let theirs = [mine, b"\n".to_vec()].concat();
    files.put("p.ron", theirs.clone());
    let error = opened
        .store
        .save(opened.document.snapshot())
        .expect_err("noticed");
    assert!(matches!(error, SaveError::ChangedOnDisk { .. }));
    assert_eq!(files.get("p.ron"), Some(theirs));
    let elsewhere = opened
        .store
        .save_as(Path::new("q.ron"), opened.document.snapshot(), "me");
    elsewhere.expect("both versions kept");
    assert!(files.get("q.ron").is_some());
}

#[test]
fn the_second_window_reads_only_and_says_by_whom() {
    let files = MemoryFiles::default();
    files.put("p.ron", sample());
    let first = Store::open(
        Arc::new(files.clone()),
        Path::new("p.ron"),
        replica(),
        "Huda",
    )
    .expect("open");
    let mut second = open(&files, "p.ron").expect("open to read");
    assert!(second.store.access().is_read_only());
    let error = second
        .store
        .save(second.document.snapshot())
        .expect_err("refused");
    assert!(
        error.to_string().contains("because Huda has it open"),
        "{error}"
    );
    let entry = retitle(&mut second.document, "X");
    assert!(second.store.append(&entry).is_err());
    drop(first);
    drop(second);
    assert!(
        !open(&files, "p.ron")
            .expect("open")
            .store
            .access()
            .is_read_only()
    );
}

#[test]
fn saving_elsewhere_takes_the_history_along() {
    let files = MemoryFiles::default();
    files.put("p.ron", sample());
    files.put("q.ron.journal", "somebody else's");
    let mut opened = open(&files, "p.ron").expect("open");
    for title in ["A", "B"] {
        let entry = retitle(&mut opened.document, title);
        opened.store.append(&entry).expect("appended");
    }
    opened
        .store
        .save_as(Path::new("q.ron"), opened.document.snapshot(), "me")
        .expect("saved");
    assert_eq!(opened.store.path(), Path::new("q.ron"));
    assert_eq!(
        files.get("p.ron").as_deref(),
        Some(sample()),
        "the old file stays"
    );
    assert_eq!(
        files.get("q.ron.journal.old-1").as_deref(),
        Some(b"somebody else's".as_slice())
    );
    drop(opened);
    let mut again = open(&files, "q.ron").expect("open");
    assert_eq!((again.warnings.len(), again.replayed), (0, 0));
    assert_eq!(again.document.project().title(), "B");
    again.document.undo().expect("history came along");
    again.document.undo().expect("all of it");
    assert_eq!(*again.document.project(), sample_project());
}

#[test]
fn drafts_are_kept_listed_named_and_discarded() {
    let files = MemoryFiles::default();
    let seam: Arc<dyn Files> = Arc::new(files.clone());
    let data = Path::new("data");
    assert!(drafts::list(&*seam, data).expect("none").is_empty());
    let first = drafts::create(&seam, data, &sample_project(), "me").expect("kept");
    let mut second = drafts::create(&seam, data, &sample_project(), "me").expect("kept");
    let paths = drafts::list(&*seam, data).expect("listed");
    assert_eq!(paths, [second.path(), first.path()]);
    assert!(drafts::is_draft(&*seam, data, first.path()));
    let mut document = Document::new(sample_project(), replica()).expect("sound");
    let entry = retitle(&mut document, "Named");
    second.append(&entry).expect("appended");
    second
        .save_as(Path::new("named.ron"), document.snapshot(), "me")
        .expect("saved");
    drafts::discard(&*seam, &paths[0]).expect("discarded");
    assert_eq!(drafts::list(&*seam, data).expect("listed"), [first.path()]);
    let (read, _) = read(&seam, Path::new("named.ron"), replica()).expect("open");
    assert_eq!(read.project().title(), "Named");
    assert_eq!(read.history().done_count(), 1);
}

#[test]
fn the_real_disk_keeps_the_same_promises() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.ron");
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let mut store =
        Store::create(Arc::clone(&files), &path, &sample_project(), "one").expect("made");
    let mut document = Document::new(sample_project(), replica()).expect("sound");
    let entry = retitle(&mut document, "On disk");
    store.append(&entry).expect("appended");
    let other = Store::open(Arc::clone(&files), &path, replica(), "two").expect("open");
    assert!(other.store.access().is_read_only());
    assert_eq!(other.document.project().title(), "On disk");
    let refused = Store::create(Arc::clone(&files), &path, &sample_project(), "three");
    assert!(refused.is_err());
    drop((store, other));
    let mut again = Store::open(Arc::clone(&files), &path, replica(), "four").expect("open");
    assert_eq!(again.replayed, 1);
    again.store.save(again.document.snapshot()).expect("saved");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode =
            |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600, "a new project is private");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("set");
        again.store.save(again.document.snapshot()).expect("saved");
        assert_eq!(mode(&path), 0o640, "a save keeps what the user chose");
    }
    let names = files.list(folder.path()).expect("listed");
    assert_eq!(names, ["p.ron", "p.ron.journal", "p.ron.lock"]);
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
