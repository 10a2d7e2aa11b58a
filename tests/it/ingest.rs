//! Texts and cases: what is read has the offsets people expect, and what cannot be read says why.

use crate::support::corpus::corpus;
use crate::support::memory_files::MemoryFiles;
use std::path::Path;
use tightrope::document::Document;
use tightrope::ingest::begin::{Begin, project_from_case, project_from_texts};
use tightrope::ingest::bundled::PAK_AFGHAN;
use tightrope::ingest::case::{Case, additions};
use tightrope::ingest::{Child, Ingested, TextError, read_source};
use tightrope::model::codebook::{Family, Makes};
use tightrope::model::edtf::Edtf;
use tightrope::model::id::Replica;
use tightrope::model::made::Moment;
use tightrope::model::project::Project;
use tightrope::model::text::{ByteOffset, CharOffset, Sha};
use tightrope::storage::files::DiskFiles;
use tightrope::storage::project_file::decode;
use tightrope::storage::sample;

fn read(bytes: &[u8]) -> Ingested {
    read_source("a.txt", bytes).expect("a text")
}

fn utf_16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(bytes);
    mark.into_iter().chain(units).collect()
}

#[test]
fn encodings_and_line_ends_all_become_one_text() {
    let text = "Title\n\nIt’s – “so” é.\n";
    let windows = b"Title\n\nIt\x92s \x96 \x93so\x94 \xe9.\n".to_vec();
    let cases: Vec<(Vec<u8>, &str, &[&str])> = vec![
        (text.into(), "UTF-8", &[]),
        (
            format!("\u{feff}{text}").into(),
            "UTF-8 with byte order mark",
            &[],
        ),
        (
            text.replace('\n', "\r\n").into(),
            "UTF-8",
            &["3 line ends (CR LF or CR) were read as LF"],
        ),
        (
            text.replace('\n', "\r").into(),
            "UTF-8",
            &["3 line ends (CR LF or CR) were read as LF"],
        ),
        (
            utf_16(text, [0xff, 0xfe], u16::to_le_bytes),
            "UTF-16LE",
            &[],
        ),
        (
            utf_16(text, [0xfe, 0xff], u16::to_be_bytes),
            "UTF-16BE",
            &[],
        ),
        (
            windows,
            "Windows-1252",
            &[
                "it is not UTF-8 and was read as Windows-1252 (look whether the words are right; “Read as” in its form changes it)",
            ],
        ),
    ];
    for (bytes, encoding, notes) in cases {
        let read = read(&bytes);
        assert_eq!(read.text.as_str(), text, "{encoding}");
        assert_eq!(read.original.encoding, encoding);
        assert_eq!(read.original.sha, Sha::of(&bytes), "the bytes as they were");
        assert_eq!(read.original.bytes, bytes.len() as u64);
        assert_eq!(
            read.notes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            notes
        );
        assert_eq!(read.about.title, "Title");
    }
}

#[test]
fn emoji_and_urdu_keep_their_offsets() {
    let read = read("🚩 حملہ\r\nکابل".as_bytes());
    assert_eq!(read.text.as_str(), "🚩 حملہ\nکابل");
    assert_eq!(read.text.chars(), CharOffset(11));
    assert_eq!(read.text.char_offset(ByteOffset(5)), CharOffset(2));
}

#[test]
fn what_is_no_text_says_why() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("a.txt", b"", "there is no text in it"),
        ("a.txt", b" \r\n\t", "there is no text in it"),
        (
            "a.txt",
            b"\x89PNG....",
            "this is a picture, which is not read (save it as plain text",
        ),
        ("a.txt", b"one\ntwo\0three", "a NUL character stands in it"),
        ("a.txt", b"h\0i\0!", "a NUL character stands in it"),
        (
            "a.txt",
            "\u{feff}ok\n\u{e9}"
                .as_bytes()
                .split_last()
                .expect("bytes")
                .1,
            "byte 4 is not valid UTF-8",
        ),
        (
            "a.txt",
            &["حملہ کابل".as_bytes(), b"\n\xff!"].concat(),
            "byte 19 is not valid UTF-8, though the rest is",
        ),
        (
            "a.csv",
            b"a,b",
            "files that end in .csv are not read as sources (use .txt, .md, .html, .docx or .pdf)",
        ),
    ];
    for (name, bytes, expected) in cases {
        let error = read_source(name, bytes).expect_err(name).to_string();
        assert!(error.contains(expected), "{name}: {error}");
        assert!(error.ends_with(')'), "{error}");
    }
    assert_eq!(
        read_source("a.txt", b"one\ntwo\0three")
            .expect_err("NUL")
            .line(),
        2
    );
    assert!(matches!(read_source("README", b"text"), Ok(read) if read.about.title == "text"));
}

#[test]
fn titles_come_from_a_short_first_line_else_from_the_name() {
    let long = "word ".repeat(40);
    let cases = [
        ("x.md", "# Border notes\n\nText", "Border notes"),
        ("x.txt", "\n\n  A headline  \nText", "A headline"),
        ("walking-the-line.txt", long.as_str(), "Walking the line"),
        (".txt", long.as_str(), ".txt"),
        ("border-notes.txt", long.as_str(), "Border notes"),
        (
            "border_notes--march.md",
            long.as_str(),
            "Border notes march",
        ),
        ("2025-10-12_kabul.txt", long.as_str(), "2025-10-12 kabul"),
        ("émigré.txt", long.as_str(), "Émigré"),
        ("--.txt", long.as_str(), "--"),
    ];
    for (name, text, title) in cases {
        assert_eq!(
            read_source(name, text.as_bytes())
                .expect("a text")
                .about
                .title,
            title
        );
    }
}

#[test]
fn the_real_article_has_the_offsets_its_readers_count() {
    let Some(path) = corpus("articles/pak-afghan-tightrope.txt") else {
        return;
    };
    let bytes = std::fs::read(path).expect("readable");
    let read = read_source("pak-afghan-tightrope.txt", &bytes).expect("a text");
    assert_eq!((read.text.chars().0, read.text.len().0), (5_983, 6_016));
    assert_eq!(read.about.title, "Pak afghan tightrope");
    assert!(read.notes.is_empty());
    let byline = read
        .text
        .as_str()
        .find('\u{410}')
        .expect("a Cyrillic first letter");
    let at = read.text.char_offset(ByteOffset::at(byline));
    assert_eq!(read.text.byte_offset(at).index(), byline);
}

fn child() -> Child {
    Child::new(env!("CARGO_BIN_EXE_tightrope"))
}

fn begin() -> Begin {
    Begin {
        title: None,
        project: Sha::of(b"test"),
        replica: Replica::from_bits(1),
        coder: Some("Huda".to_owned()),
        at: Moment::from_unix_secs(1_795_305_600),
    }
}

fn sound(project: Project) -> Document {
    Document::new(project, Replica::from_bits(2)).expect("consistent")
}

#[test]
fn a_project_from_texts_begins_with_the_default_codebook() {
    let texts = [read(b"First\ntext"), read(b"Second\ntext")];
    let published = Edtf::parse("2025-10").expect("a date");
    let project = project_from_texts(&texts, Some(&published), &begin()).expect("begun");
    let document = sound(project);
    let project = document.project();
    assert_eq!(project.title(), "First");
    let titles: Vec<&str> = project
        .sources
        .values()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(titles, ["First", "Second"]);
    for source in project.sources.values() {
        assert_eq!(source.published.as_ref(), Some(&published));
        assert_eq!(source.made.by, project.coders.keys().next().copied());
    }
    let names: Vec<&str> = project.kinds.values().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Attack",
            "Strike",
            "Explosion",
            "Policy shift",
            "Diplomatic event"
        ]
    );
    let tops = project.codes.values().filter(|code| code.parent.is_none());
    let tops: Vec<&str> = tops.map(|code| code.name.as_str()).collect();
    assert_eq!(
        tops,
        [
            "Attack",
            "Strike",
            "Explosion",
            "Policy shift",
            "Diplomacy",
            "Claim",
            "Context"
        ]
    );
}

#[test]
fn the_bundled_case_is_what_the_sample_was_made_from() {
    let case = Case::bundled(&PAK_AFGHAN).expect("sound");
    let on_disk =
        Case::read(&DiskFiles, &child(), Path::new("assets/cases/pak-afghan")).expect("sound");
    assert!(on_disk.folder.is_absolute(), "{}", on_disk.folder.display());
    let folder = case.folder.clone();
    assert_eq!(case, Case { folder, ..on_disk });
    assert_eq!(case.reference().folder, "bundled:pak-afghan");
    for spelling in ["bundled:pak-afghan", "assets/cases/pak-afghan"] {
        let mut project = decode(sample()).expect("sound").project;
        let mut info = (**project.info.values().next().expect("one")).clone();
        info.case.as_mut().expect("one").folder = spelling.to_owned();
        project.info.insert(info.id, std::sync::Arc::new(info));
        let found = Case::of(&MemoryFiles::default(), &child(), &project).expect("read");
        assert_eq!(found.as_ref(), Some(&case), "{spelling}");
    }
    let sample = decode(sample()).expect("sound").project;
    assert_eq!(
        sample.info.values().next().expect("one").case,
        Some(case.reference())
    );
    let added: Vec<&str> = additions(&case, &sample)
        .iter()
        .map(|it| it.entry.title.as_str())
        .collect();
    assert_eq!(added, ["Border notes"]);
    assert!(
        case.sources
            .iter()
            .all(|source| source.not_found.is_empty())
    );

    let document = sound(project_from_case(&case, &[], &begin()).expect("begun"));
    let fresh = document.project();
    assert!(additions(&case, fresh).is_empty());
    let article = |project: &Project| {
        let source = project.sources.values().next().expect("one");
        let mut source = (**source).clone();
        source.status = Default::default();
        source.made = Default::default();
        source.memo = source.memo.trim().to_owned();
        source.id = "s1-0000".parse().expect("an id");
        source
    };
    assert_eq!(article(fresh), article(&sample));
    let codes = |project: &Project| -> Vec<(String, Option<Family>)> {
        let family = |makes| match makes {
            Some(Makes::Event(kind)) => project.kinds.get(&kind).map(|kind| kind.family),
            _ => None,
        };
        let top = project.codes.values().filter(|code| code.parent.is_none());
        top.map(|code| (code.name.clone(), family(code.makes)))
            .collect()
    };
    assert_eq!(codes(fresh), codes(&sample));
    assert_eq!(fresh.codes.len(), sample.codes.len());
}

#[test]
fn what_is_wrong_with_a_case_says_where() {
    let cases: &[(&str, &str)] = &[
        ("(titel: \"x\")", "c/case.ron:1:"),
        (
            "(\n  title: \"x\",\n  sources: [(file: \"a.txt\",\n    published: \"2024-13\")],\n)",
            "c/case.ron:4:",
        ),
        (
            "(\n  title: \"x\",\n  sources: [\n (file: \"gone.txt\")],\n)",
            "c/case.ron:4: ‘gone.txt’ is not in the case’s folder",
        ),
        (
            "(\n  title: \"x\",\n  sources: [(file: \"../p.txt\")],\n)",
            "c/case.ron:3: ‘../p.txt’ lies outside",
        ),
        (
            "(title: \"x\", sources: [(file: \"/etc/passwd\")])",
            "c/case.ron:1: ‘/etc/passwd’ lies outside",
        ),
        (
            "(title: \"x\", sources: [(file: \"nul.txt\")])",
            "c/nul.txt:2: a NUL character",
        ),
        (
            "(title: \"x\", codebook: (codes: [(name: \"A\", makes: Event(\"B\"))]))",
            "c/case.ron:1: the code ‘A’ makes events of the kind ‘B’, which is not listed",
        ),
        (
            "(title: \"x\", codebook: (codes: [(name: \" \")]))",
            "c/case.ron:1: a kind or code has no name",
        ),
    ];
    for (case, expected) in cases {
        let files = MemoryFiles::default();
        files.put("c/case.ron", *case);
        files.put("c/nul.txt", "a\n\0");
        files.put("p.txt", "secret");
        let error = Case::read(&files, &child(), Path::new("c"))
            .expect_err(case)
            .to_string();
        assert!(error.starts_with(expected), "{case}: {error}");
    }
    let error = Case::read(&MemoryFiles::default(), &child(), Path::new("d")).expect_err("no case");
    assert!(error.to_string().contains("it has no case.ron"), "{error}");
}

#[test]
fn a_file_that_is_no_text_is_told_by_its_bytes_first() {
    let error = read_source("a.csv", b"{\\rtf1").expect_err("RTF");
    assert!(
        matches!(&error, TextError::OtherSort { sort, .. } if sort == "an RTF file"),
        "{error}"
    );
}
