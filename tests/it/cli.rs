//! The command line as a script sees it: data, messages and exit codes.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use tightrope::document::Document;
use tightrope::model::id::Replica;
use tightrope::model::made::Made;
use tightrope::storage::journal::{Act, Entry};
use tightrope::storage::project_file::{decode, encode};
use tightrope::storage::{DiskFiles, Store, sample};

const ARTICLE: &str = "Border notes\n\nOn 9 October there was a strike. =SUM(A1)\n";

/// A folder to work in.
pub struct Desk(pub TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name), bytes).expect("written");
    }

    pub fn get(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect("read")
    }

    pub fn tightrope(&self, arguments: &str) -> Output {
        command(self.0.path(), arguments).output().expect("started")
    }

    /// Runs a command that must end so, and returns its stdout and stderr.
    pub fn run(&self, arguments: &str, code: i32) -> (String, String) {
        let output = self.tightrope(arguments);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments}\n{out}\n{err}"
        );
        (out, err)
    }
}

pub fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tightrope"));
    command
        .current_dir(folder)
        .args(arguments.split_whitespace());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command
}

#[test]
fn a_text_becomes_a_project_that_checks_and_shows() {
    let desk = Desk::new();
    desk.put("notes.txt", ARTICLE.replace('\n', "\r\n"));
    let (out, err) = desk.run("new -o p.ron notes.txt --published 2025-10", 0);
    assert_eq!(out, "");
    assert_eq!(
        err,
        "note: notes.txt:1: 3 line ends (CR LF or CR) were read as LF\n"
    );
    assert_eq!(desk.run("check p.ron", 0), (String::new(), String::new()));
    let (json, _) = desk.run("show p.ron --what sources --format json", 0);
    assert_eq!(json.lines().count(), 1);
    for part in [
        "\"title\":\"Border notes\"",
        "\"published\":\"2025-10\"",
        "\"characters\":56",
        "\"author\":null",
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let (csv, _) = desk.run("show p.ron --what kinds --format csv", 0);
    assert_eq!(
        csv.lines().next(),
        Some("id,name,family,lane,hue,shape,plover,score_tenths")
    );
    assert_eq!(csv.lines().count(), 6);
    let (_, err) = desk.run("new -o p.ron notes.txt", 2);
    assert_eq!(
        err,
        "error: p.ron: this file is there already (choose another name)\n"
    );
}

#[test]
fn refused_input_is_one_line_each_and_exit_code_2() {
    let desk = Desk::new();
    desk.put("text.txt", "Dear Sir");
    desk.put("a.pdf", "%PDF-1.4");
    desk.put("nul.txt", "a\n\0");
    desk.put(
        "newer.ron",
        String::from_utf8_lossy(sample()).replace("(format:1,", "(format:7,"),
    );
    let cases = [
        (
            "show missing.ron",
            "error: missing.ron: there is no such file (",
        ),
        (
            "check missing.ron",
            "error: missing.ron: there is no such file (",
        ),
        (
            "show text.txt",
            "error: text.txt:1: this is not a Tightrope project: ",
        ),
        (
            "check newer.ron",
            "error: newer.ron:3: made by a newer Tightrope: format 7; this one reads 3 (",
        ),
        (
            "new -o q.ron text.txt --published yesterday",
            "error: --published: `yesterday` is not a date",
        ),
        ("new -o q.ron a.pdf", "error: a.pdf:1: it is damaged: "),
        (
            "new -o q.ron nul.txt",
            "error: nul.txt:2: a NUL character stands in it",
        ),
        ("new -o q.ron gone.txt", "error: cannot read gone.txt: "),
        (
            "new -o no/q.ron text.txt",
            "error: no: there is no such folder (",
        ),
        (
            "show text.txt --what everything",
            "error: invalid value 'everything'",
        ),
        (
            "export text.txt --as xls -o o",
            "error: invalid value 'xls'",
        ),
        ("new -o q.ron", "error: the following required arguments"),
    ];
    for (arguments, expected) in cases {
        let (out, err) = desk.run(arguments, 2);
        assert!(err.starts_with(expected), "{arguments}: {err}");
        assert_eq!(out, "", "{arguments}");
        assert_eq!(err.lines().count(), 1, "{arguments}: {err}");
    }
    let (_, err) = desk.run("new -o q.ron a.pdf text.txt nul.txt", 2);
    assert_eq!(err.lines().count(), 2, "each bad file is named: {err}");
    assert!(!desk.0.path().join("q.ron").exists());
}

#[test]
fn check_names_every_damaged_line() {
    let desk = Desk::new();
    let text = String::from_utf8_lossy(sample()).into_owned();
    desk.put(
        "p.ron",
        text.replacen("Helen", "Ellen", 1)
            .replacen("lane:\"Attacks\"", "lane:\"Attack\"", 1),
    );
    let (out, err) = desk.run("check p.ron", 1);
    assert_eq!(out, "");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert!(
        lines[0]
            .starts_with("error: p.ron:6: the project is damaged: it does not fit its checksum (")
    );
    assert!(lines[1].starts_with("error: p.ron:9: the project is damaged: "));
    desk.run("show p.ron", 2);
}

#[test]
fn check_finds_what_is_weak() {
    let desk = Desk::new();
    let project = decode(sample()).expect("sound").project;
    let mut document = Document::new(project, Replica::from_bits(1)).expect("sound");
    let claim = document.project().claims.values().next().expect("one").id;
    let source = document.project().sources.values().next().expect("one").id;
    let mut edit = document.edit(Made::default());
    edit.change(claim, |claim: &mut tightrope::model::claim::Claim| {
        let quote = "gone".to_owned();
        claim.passage = tightrope::model::report::Passage::Missing { source, quote };
    })
    .expect("there");
    document.apply(edit.finish()).expect("accepted");
    desk.put("p.ron", encode(document.project(), None).expect("writable"));
    let (out, _) = desk.run("check p.ron", 1);
    assert_eq!(
        out,
        "p.ron: claim m1-pakf: no passage: the annotation it rested on was deleted (code it again)\n"
    );
}

#[test]
fn show_gives_passages_in_characters() {
    let desk = Desk::new();
    desk.put("p.ron", sample());
    let article = include_str!("../../assets/cases/pak-afghan/walking-the-line.txt");
    let (json, _) = desk.run("show p.ron --what events --format json", 0);
    assert_eq!(json.lines().count(), 27);
    let mut checked = 0;
    for part in json.split("\"start\":").skip(1) {
        let number = |text: &str| {
            text.split([',', '}'])
                .next()
                .expect("a number")
                .parse::<usize>()
                .expect("a number")
        };
        let (start, end) = (
            number(part),
            number(part.split("\"end\":").nth(1).expect("an end")),
        );
        let quote = part
            .split("\"quote\":\"")
            .nth(1)
            .expect("a quote")
            .split('"')
            .next()
            .expect("its end");
        let words: String = article.chars().skip(start).take(end - start).collect();
        if !part.contains("\"spans\"") && !quote.contains('\\') {
            assert_eq!(words, quote);
            checked += 1;
        }
    }
    assert!(checked >= 25, "{checked}");
    for what in [
        "sources",
        "annotations",
        "reports",
        "claims",
        "actors",
        "places",
        "codes",
        "kinds",
        "passages",
    ] {
        for format in ["text", "csv", "json"] {
            let (out, _) = desk.run(&format!("show p.ron --what {what} --format {format}"), 0);
            assert!(out.lines().count() > 0, "{what} as {format}");
        }
    }
    let asked = "show p.ron --what passages --format json --query";
    let (all, _) = desk.run("show p.ron --what passages --format json", 0);
    let (strikes, _) = desk.run(&format!("{asked} code:Strike"), 0);
    assert!((1..all.lines().count()).contains(&strikes.lines().count()));
    assert!(strikes.lines().all(|line| line.contains("Strike")));
    let (_, err) = desk.run(&format!("{asked} colour:red"), 2);
    assert!(
        err.starts_with("error: --query: `colour` is no filter"),
        "{err}"
    );
    let (_, err) = desk.run("show p.ron --what codes --query code:Strike", 2);
    assert!(err.contains("only passages are asked for so"), "{err}");
}

#[test]
fn exported_cells_are_safe_to_open() {
    let desk = Desk::new();
    let project = decode(sample()).expect("sound").project;
    let mut document = Document::new(project, Replica::from_bits(1)).expect("sound");
    let ids: Vec<_> = document.project().events.keys().copied().collect();
    let titles = [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\0x",
        "a \"quoted\", title",
    ];
    for (id, title) in ids.iter().zip(titles) {
        let mut edit = document.edit(Made::default());
        edit.change(*id, |event: &mut tightrope::model::event::Event| {
            event.title = title.to_owned();
        })
        .expect("there");
        document.apply(edit.finish()).expect("accepted");
    }
    desk.put("p.ron", encode(document.project(), None).expect("writable"));
    desk.run("export p.ron --as csv -o events.csv", 0);
    let csv = desk.get("events.csv");
    for expected in [
        "e1-pakf,'=1+1,",
        "e2-pakf,'+1,",
        "e3-pakf,'-1,",
        "e4-pakf,'@x,",
        "e5-pakf,'\tx,",
        "e6-pakf,\"'\rx\",",
        "e7-pakf,'\0x,",
        "e8-pakf,\"a \"\"quoted\"\", title\",",
    ] {
        assert!(csv.contains(expected), "{expected:?} in {csv}");
    }
    let (shown, _) = desk.run("show p.ron --format csv", 0);
    assert_eq!(shown, csv, "one table, whichever way it leaves");
}

#[test]
fn edits_that_were_not_saved_are_seen() {
    let desk = Desk::new();
    desk.put("p.ron", sample());
    let path = desk.0.path().join("p.ron");
    let mut opened = Store::open(
        std::sync::Arc::new(DiskFiles),
        &path,
        Replica::from_bits(1),
        "test",
    )
    .expect("open");
    let mut edit = opened.document.edit(Made::default());
    let id = *opened.document.project().events.keys().next().expect("one");
    edit.change(id, |event: &mut tightrope::model::event::Event| {
        event.title = "Renamed".to_owned();
    })
    .expect("there");
    let done = opened.document.apply(edit.finish()).expect("accepted");
    opened
        .store
        .append(&Entry {
            made: done.made,
            act: Act::Do(done),
        })
        .expect("on disk");
    let (out, err) = desk.run("show p.ron --format csv", 0);
    assert!(out.contains("e1-pakf,Renamed,"), "{out}");
    assert_eq!(err, "");
    assert_eq!(desk.get("p.ron").as_bytes(), sample());
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let desk = Desk::new();
    desk.put("p.ron", sample());
    let mut child = command(desk.0.path(), "show p.ron --what annotations --format json")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut first = String::new();
    BufReader::with_capacity(16, child.stdout.take().expect("piped"))
        .read_line(&mut first)
        .expect("read");
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut err)
        .expect("read");
    assert!(first.starts_with("{\"id\":\"a1-pakf\""));
    assert_eq!(child.wait().expect("ended").code(), Some(0), "{err}");
    assert_eq!(err, "");
}

#[test]
fn a_case_becomes_a_project() {
    let desk = Desk::new();
    let case = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/cases/pak-afghan");
    desk.run(&format!("new -o p.ron {case}"), 0);
    let (out, _) = desk.run("show p.ron --what sources --format csv", 0);
    assert_eq!(out.lines().count(), 3, "{out}");
    let (_, err) = desk.run(&format!("new -o q.ron {case} --published 2024"), 2);
    assert!(
        err.starts_with("error: --published: the case says when"),
        "{err}"
    );
    let (_, err) = desk.run("new -o q.ron .", 2);
    assert!(err.contains("this folder is no case"), "{err}");
}

#[test]
fn without_a_display_the_case_is_printed_as_text() {
    let desk = Desk::new();
    let (out, err) = desk.run("", 0);
    assert!(err.contains("here is the case as text"), "{err}");
    for part in [
        "Pakistan and Afghanistan: walking the line\n",
        "1 source · 5 countable incidents of 9 · 9 policy shifts of 11\n",
        "\nDecember 2024, uncertain  Checkpoint attack\n",
        "· alleged · contested\n",
        "Pakistan’s foreign ministry (“Pakistan’s foreign ministry”) denies:",
        "\n2024-12  ████████ 2\n",
        "\n2025-08  ░░ 0 certain, 0.51 expected\n",
        "run `tightrope` on a desktop",
    ] {
        assert!(out.contains(part), "{part:?} in {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 79), "{out}");
    let checkpoint = out.find("Checkpoint attack").expect("there");
    assert!(out.find("Strike, Paktika").expect("there") < checkpoint);

    // What comes with a project is not added without a window, and the way to do so is told.
    desk.put("p.ron", include_str!("../../projects/pak-afghan.ron"));
    desk.put("raids.csv", "When,Dead\n2024-01-01,2\n");
    desk.put("notes.txt", ARTICLE);
    let before = desk.get("p.ron");
    let (same, err) = desk.run("p.ron raids.csv notes.txt", 0);
    assert_eq!(same, out);
    for said in [
        "note: raids.csv: it is added to the project in the window only (tightrope import p.ron raids.csv adds it without one)\n",
        "note: notes.txt: it is added to the project in the window only\n",
    ] {
        assert!(err.contains(said), "{err}");
    }
    assert_eq!(desk.get("p.ron"), before);
    let (_, err) = desk.run("gone.csv", 2);
    assert!(err.contains("gone.csv"), "{err}");

    let (out, _) = desk.run("notes.txt", 0);
    assert!(
        out.starts_with("Border notes\n============\n1 source · 0 countable"),
        "{out}"
    );
    desk.put("p.ron", sample());
    assert!(desk.run("p.ron", 0).0.contains("Checkpoint attack"));
    let (_, err) = desk.run("gone.ron", 2);
    assert!(
        err.contains("\nerror: gone.ron: there is no such file"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn output_never_takes_the_place_of_a_project_a_link_or_a_pipe() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    let desk = Desk::new();
    let at = |name: &str| desk.0.path().join(name);
    desk.put("q.ron", sample());
    desk.put("other.ron", sample());
    desk.put("damaged.ron", &sample()[..200]);
    symlink("q.ron", at("link.ron")).expect("linked");
    symlink("kept.csv", at("link.csv")).expect("linked");
    for arguments in [
        "counts q.ron -o q.ron",
        "counts q.ron -o ./q.ron",
        "counts link.ron -o q.ron",
        "export q.ron --as csv -o q.ron",
        "export q.ron --as csv -o link.ron",
        "export q.ron --as csv -o other.ron",
        "show q.ron -o damaged.ron",
        "show q.ron -o q.ron.journal",
        "show q.ron -o nodir/x",
        "show q.ron -o .",
    ] {
        let (out, err) = desk.run(arguments, 2);
        assert_eq!((out.as_str(), err.lines().count()), ("", 1), "{err}");
        assert!(err.starts_with("error: "), "{err}");
        assert!(!err.contains(".tmp-"), "{err}");
    }
    let (_, err) = desk.run("show q.ron -o nodir/x", 2);
    assert!(
        err.starts_with("error: nodir: there is no such folder"),
        "{err}"
    );
    for name in ["q.ron", "other.ron", "link.ron"] {
        assert_eq!(desk.get(name).as_bytes(), sample(), "{name}");
    }
    let is_link = |name: &str| at(name).is_symlink();
    assert!(is_link("link.ron") && is_link("link.csv"));

    let (csv, _) = desk.run("show q.ron --format csv", 0);
    desk.run("show q.ron --format csv -o link.csv", 0);
    assert!(is_link("link.csv"));
    assert_eq!(desk.get("kept.csv"), csv);
    desk.run("show q.ron --format csv -o link.csv", 0);
    assert!(is_link("link.csv"), "also where it points to a file");

    let (out, _) = desk.run("show q.ron --format csv -o /dev/stdout", 0);
    assert_eq!(out, csv);
    let made = Command::new("mkfifo").arg(at("pipe")).status();
    assert!(made.expect("started").success());
    let mut child = command(desk.0.path(), "show q.ron --format csv -o pipe")
        .spawn()
        .expect("started");
    assert_eq!(desk.get("pipe"), csv);
    assert!(child.wait().expect("ended").success());
    let kind = std::fs::metadata(at("pipe")).expect("there").file_type();
    assert!(kind.is_fifo());

    desk.put("usual", "");
    let mode = |name: &str| {
        std::fs::metadata(at(name))
            .expect("there")
            .permissions()
            .mode()
    };
    assert_eq!(
        mode("kept.csv"),
        mode("usual"),
        "an export is as any new file"
    );
    desk.put("notes.txt", ARTICLE);
    desk.run("new -o mine.ron notes.txt", 0);
    assert_eq!(mode("mine.ron") & 0o777, 0o600, "a project is its owner’s");
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_folders_are_refused_as_input_at_once() {
    let desk = Desk::new();
    let made = Command::new("mkfifo")
        .arg(desk.0.path().join("pipe.txt"))
        .status();
    assert!(made.expect("started").success());
    desk.put("notes.txt", ARTICLE);
    desk.put("case.ron", "(title: \"C\")");
    for (arguments, expected) in [
        ("check pipe.txt", "a pipe, a socket or a device"),
        ("show /dev/zero", "a pipe, a socket or a device"),
        ("new -o q.ron pipe.txt", "a pipe, a socket or a device"),
        ("new -o q.ron /dev/zero", "a pipe, a socket or a device"),
        ("check .", "it is a folder"),
        (
            "new -o q.ron . notes.txt",
            "a case makes a project by itself",
        ),
    ] {
        let (_, err) = desk.run(arguments, 2);
        assert!(err.contains(expected), "{arguments}: {err}");
        assert_eq!(err.lines().count(), 1, "{arguments}: {err}");
    }
}

#[test]
fn a_text_left_by_an_undo_is_a_note_and_markdown_is_text() {
    let desk = Desk::new();
    let mut project = decode(sample()).expect("sound").project;
    let text = tightrope::model::text::SourceText::new("left").expect("small");
    project.texts.insert(text.sha(), text);
    desk.put("p.ron", encode(&project, None).expect("writable"));
    let (out, err) = desk.run("check p.ron", 0);
    assert_eq!(out, "");
    assert!(err.starts_with("note: p.ron: text "), "{err}");
    desk.put("notes.markdown", ARTICLE);
    assert!(desk.run("notes.markdown", 0).0.starts_with("Border notes"));
}
