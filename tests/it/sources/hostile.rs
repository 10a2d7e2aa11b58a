//! Files made to take their reader down: each ends in one clear error, in bounded time.

use super::{child, read};
use crate::support::documents::{archive, document_xml, docx, paragraph, pdf, written};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};
use tightrope::ingest::child::Limits;
use tightrope::ingest::extract::extract;
use tightrope::ingest::{Child, Reading, TextError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn hurried() -> Child {
    child().within(Limits {
        seconds: 6,
        mebibytes: 512,
    })
}

/// A document that unpacks to 4 GB.
fn zip_bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let large = SimpleFileOptions::default().large_file(true);
    zip.start_file("word/document.xml", large).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..600 {
        zip.write_all(&blanks).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn reference_loop() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
        "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
        "<< >>",
        "<< /Length 0 >>\nstream\nendstream",
    ];
    written(&objects.map(str::to_owned))
}

fn form_that_draws_itself() -> Vec<u8> {
    let content = "/X Do";
    let form = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    );
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Contents 5 0 R >>".to_owned(),
        "<< >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        form,
    ];
    written(&objects)
}

#[test]
fn hostile_files_end_in_one_clear_error() {
    let nested = document_xml(&("<w:p>".repeat(100_000) + &"</w:p>".repeat(100_000)));
    let entities = format!(
        "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        document_xml("&b;")
    );
    let mut truncated = pdf(&[vec![(50.0, 700.0, "Words")]], "");
    truncated.truncate(truncated.len() / 2);
    let mut half = docx(&paragraph("Words"), &[]);
    half.truncate(half.len() / 2);
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("bomb.docx", zip_bomb(), &["it unpacks to over"]),
        (
            "deep.docx",
            archive(&[("word/document.xml", &nested)]),
            &["nest more than 1000 deep"],
        ),
        (
            "laughs.docx",
            archive(&[("word/document.xml", &entities)]),
            &["it defines entities of its own"],
        ),
        (
            "broken.docx",
            archive(&[("word/document.xml", "<a><b></a>")]),
            &["it is damaged"],
        ),
        (
            "cut.docx",
            archive(&[("word/document.xml", "<a><b>")]),
            &["ends in the middle"],
        ),
        ("half.docx", half, &["it is damaged"]),
        ("cut.pdf", truncated, &["it is damaged"]),
        (
            "loop.pdf",
            reference_loop(),
            &["nested without end", "sudden end", "it is damaged"],
        ),
        (
            "self.pdf",
            form_that_draws_itself(),
            &["nested without end", "more than", "sudden end"],
        ),
        (
            "magic.pdf",
            b"%PDF-1.7 and nothing of the sort".to_vec(),
            &["it is damaged"],
        ),
        (
            "magic.docx",
            b"PK\x03\x04 and nothing of the sort".to_vec(),
            &["it is damaged"],
        ),
    ];
    for (name, bytes, expected) in cases {
        let began = Instant::now();
        let error = hurried()
            .read(name, &bytes, Reading::default())
            .expect_err(name);
        let said = error.to_string();
        assert!(
            expected.iter().any(|words| said.contains(words)),
            "{name}: {said}"
        );
        assert!(
            said.ends_with(')') && !said.contains('\n'),
            "{name}: {said}"
        );
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "{name}: {:?}",
            began.elapsed()
        );
    }
}

#[test]
fn a_page_nested_a_hundred_thousand_deep_is_read_or_refused() {
    let page = "<div>".repeat(100_000) + "<p>Words in the middle of nowhere.</p>";
    let began = Instant::now();
    match hurried().read("deep.html", page.as_bytes(), Reading::default()) {
        Ok(read) => assert_eq!(read.text.as_str().trim(), "Words in the middle of nowhere."),
        Err(error) => assert!(
            matches!(
                error,
                TextError::NotRead { .. } | TextError::Excessive { .. }
            ),
            "{error}"
        ),
    }
    assert!(
        began.elapsed() < Duration::from_secs(30),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn a_child_that_takes_too_much_is_ended_and_says_so() {
    let many = docx(&paragraph(&"words ".repeat(3_000_000)), &[]);
    let poor = child().within(Limits {
        seconds: 20,
        mebibytes: 48,
    });
    let error = poor
        .read("a.docx", &many, Reading::default())
        .expect_err("poor");
    assert!(
        error.to_string().contains("more than 48 MiB of memory"),
        "{error}"
    );
    let missing = Child::new("/nowhere/tightrope");
    let error = missing
        .read("a.docx", &many, Reading::default())
        .expect_err("missing");
    assert!(
        error
            .to_string()
            .contains("/nowhere/tightrope cannot be run for it"),
        "{error}"
    );
    let silent = Child::new("/bin/true");
    let error = silent
        .read("a.docx", &many, Reading::default())
        .expect_err("silent");
    assert!(error.to_string().contains("sudden end"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_child_that_never_answers_is_ended() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sleeper");
    std::fs::write(&path, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let sleeper = Child::new(path).within(Limits {
        seconds: 0,
        mebibytes: 512,
    });
    let began = Instant::now();
    let error = sleeper
        .read("a.pdf", b"%PDF-1.4", Reading::default())
        .expect_err("asleep");
    assert!(error.to_string().contains("more than 0 seconds"), "{error}");
    assert!(
        began.elapsed() < Duration::from_secs(30),
        "{:?}",
        began.elapsed()
    );
}

#[cfg(unix)]
#[test]
fn a_child_that_is_killed_is_not_said_to_be_slow() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("victim");
    std::fs::write(&path, "#!/bin/sh\nkill -9 $$\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let error = Child::new(path)
        .read("a.pdf", b"%PDF-1.4", Reading::default())
        .expect_err("killed");
    assert!(error.to_string().contains("ended from outside"), "{error}");
}

/// A PDF that opens only with a password; its encryption stands in the trailer itself, or is an
/// object of its own.
fn locked(own_object: bool) -> Vec<u8> {
    let lock = format!(
        "<< /Filter /Standard /V 1 /R 2 /P -44 /O <{}> /U <{}> >>",
        "41".repeat(32),
        "42".repeat(32)
    );
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        "<< >>",
        &lock,
    ];
    let file = String::from_utf8(written(&objects.map(str::to_owned))).unwrap();
    let id = "00".repeat(16);
    let named = if own_object { "5 0 R" } else { &lock };
    let trailer = format!("/Encrypt {named} /ID [<{id}> <{id}>] /Root 1 0 R");
    let (head, tail) = file.rsplit_once("/Root 1 0 R").unwrap();
    format!("{head}{trailer}{tail}").into_bytes()
}

#[test]
fn what_a_file_is_instead_is_said() {
    let no_pages = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        "<< >>",
        "<< >>",
    ];
    for (name, bytes, expected) in [
        ("a.pdf", locked(true), "locked with a password"),
        ("b.pdf", locked(false), "locked with a password"),
        (
            "c.pdf",
            written(&no_pages.map(str::to_owned)),
            "it has no pages",
        ),
    ] {
        let error = read(name, &bytes).expect_err(name);
        assert!(error.to_string().contains(expected), "{name}: {error}");
    }
}

#[test]
fn a_harmless_file_is_read_after_every_hostile_one() {
    assert!(read("loop.pdf", &reference_loop()).is_err());
    let read = read("a.pdf", &pdf(&[vec![(50.0, 700.0, "Words.")]], "")).expect("harmless");
    assert_eq!(read.text.as_str(), "Words.");
}

/// A sound file with some of its bytes changed, or cut off.
fn spoiled(sound: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = sound.len();
    let changes = prop::collection::vec((0..length, any::<u8>()), 0..12);
    (Just(sound), changes, 1..=length).prop_map(|(mut bytes, changes, cut)| {
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        bytes.truncate(cut);
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn word_documents_never_panic(bytes in spoiled(docx(&paragraph("Words"), &[("docProps/core.xml", "<a/>")]))) {
        let _ = extract("a.docx", &bytes, Reading::default());
    }

    #[test]
    fn the_xml_of_word_documents_never_panics(body in "(<w:(p|r|t|tbl|tr|tc|pPr|rPr|del|ins|tab|br)( w:id=\"1\")?/?>|</w:(p|r|t|tbl|tr|tc|pPr|rPr|del)>|words|&amp;|&#65;){0,40}") {
        let _ = extract("a.docx", &docx(&body, &[]), Reading::default());
    }

    #[test]
    fn pages_never_panic(page in "(<(div|p|ul|ol|li|table|tr|td|pre|br|article|script|svg)( style=\"display: none\")?>|</(div|p|ul|ol|li|table|td|pre)>|words |&nbsp;|\n|ے){0,60}") {
        let _ = extract("a.html", page.as_bytes(), Reading::default());
    }

    #[test]
    fn texts_of_any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = extract("a.txt", &bytes, Reading::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_spoiled_pdf_is_read_or_refused(bytes in spoiled(pdf(&[vec![(50.0, 700.0, "Words")]], ""))) {
        // In a process of its own: its parser may go round in circles.
        if let Err(error) = hurried().read("a.pdf", &bytes, Reading::default()) {
            prop_assert!(error.to_string().ends_with(')'), "{error}");
        }
    }
}
