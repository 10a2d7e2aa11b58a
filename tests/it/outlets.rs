//! One figure, every outlet: the same numbers on the screen and in every file, words that can be
//! found in it, and files that open.

use crate::cli::Desk;
use crate::support::chronicle::Chronicle;
use crate::support::corpus::corpus;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use clap::Parser as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable as _;
use std::path::{Path, PathBuf};
use tightrope::derived::Derived;
use tightrope::document::Snapshot;
use tightrope::figure::compose::compose;
use tightrope::figure::frequency::Asked;
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::numbers::{NumberRow, numbers};
use tightrope::figure::outlet::{Format, How, written};
use tightrope::figure::scene::Scene;
use tightrope::figure::theme::ThemeName;
use tightrope::figure::wanted::{Charts, Wanted};
use tightrope::model::view::Split;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::dialogs::Answer;

const URDU: &str = "خودکش حملہ";

fn projects() -> [(&'static str, PathBuf); 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    ["pak-afghan.ron", "coal-mines.ron"].map(|name| (name, folder.join(name)))
}

/// Writes a figure on the command line.
fn draw(desk: &Desk, input: &Path, output: &str, options: &[&str]) -> Vec<u8> {
    let made = crate::cli::command(desk.0.path(), "figure")
        .arg(input)
        .args(["-o", output])
        .args(options)
        .output()
        .expect("started");
    let said = String::from_utf8_lossy(&made.stderr);
    assert_eq!(made.status.code(), Some(0), "{output}: {said}");
    let bytes = std::fs::read(desk.0.path().join(output)).expect("written");
    keep(output, &bytes);
    bytes
}

/// Keeps a file for people to look at in the folder named by the environment, if one is.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("TIGHTROPE_PICTURES") {
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(Path::new(&folder).join(name), bytes).expect("written");
    }
}

fn check_svg(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    text.to_owned()
}

fn check_png(bytes: &[u8]) -> image::RgbaImage {
    let image = image::load_from_memory_with_format(bytes, image::ImageFormat::Png);
    let image = image.expect("decodes").to_rgba8();
    assert!(inked_share(&image) > 0.01, "blank");
    image
}

/// The words of a document, blanks left out: where a reader puts these is its own choice.
fn words_of(bytes: &[u8]) -> String {
    assert!(bytes.starts_with(b"%PDF-"));
    let words = pdf_extract::extract_text_from_mem(bytes).expect("readable");
    words
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

fn holds(words: &str, label: &str) -> bool {
    let label: String = label
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    // Words that run leftwards stand in a page in the order of the page.
    let turned: String = label.chars().rev().collect();
    words.contains(&label) || words.contains(&turned)
}

#[test]
fn every_project_goes_out_in_every_format_and_always_the_same() {
    let desk = Desk::new();
    for (name, project) in projects() {
        let stem = name.trim_end_matches(".ron");
        for theme in ["light", "print"] {
            let of = |ending: &str| format!("{stem}-{theme}.{ending}");
            let options = ["--theme", theme];
            let svg = draw(&desk, &project, &of("svg"), &options);
            let text = check_svg(&svg);
            let pdf = draw(&desk, &project, &of("pdf"), &options);
            let words = words_of(&pdf);
            let labels = match stem {
                "pak-afghan" => ["Checkpoint attack, Dec 2024?", "no coverage"],
                _ => ["Explosions", "never added to the events"],
            };
            for label in labels {
                assert!(
                    text.contains(label) || label.contains("never"),
                    "{label} in SVG"
                );
                assert!(holds(&words, label), "{label} in {words}");
            }
            assert!(
                String::from_utf8_lossy(&pdf).contains("/Lang"),
                "a language"
            );
            let png = draw(&desk, &project, &of("png"), &options);
            assert_eq!(check_png(&png).width(), 2_400);
            assert_eq!(draw(&desk, &project, &of("svg"), &options), svg);
            assert_eq!(draw(&desk, &project, &of("pdf"), &options), pdf, "no clock");
            assert_eq!(draw(&desk, &project, &of("png"), &options), png);
        }
    }
}

#[test]
fn a_picture_knows_its_size_on_paper_and_its_words() {
    let desk = Desk::new();
    let (_, project) = &projects()[0];
    let options = ["--dpi", "300", "--width", "600", "--title", "Mine"];
    let bytes = draw(&desk, project, "dpi.png", &options);
    assert_eq!(check_png(&bytes).width(), 2_500);
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info();
    let reader = reader.expect("a picture");
    let info = reader.info();
    let size = info.pixel_dims.expect("a size");
    assert_eq!((size.xppu, size.unit), (11_811, png::Unit::Meter));
    let texts: Vec<(String, String)> = info
        .utf8_text
        .iter()
        .map(|text| (text.keyword.clone(), text.get_text().expect("words")))
        .collect();
    assert_eq!(texts[0], ("Title".to_owned(), "Mine".to_owned()));
    assert!(texts[1].1.contains("5 expected"), "{texts:?}");
}

fn in_urdu() -> Snapshot {
    let mut told = Chronicle::new();
    told.event("Attack", URDU, "2024-05-02");
    told.event("Strike", "د کابل بریدونه", "2024-09");
    told.event("Attack", "Border post → raid", "2025-01-04");
    told.snapshot()
}

fn scene(now: &Snapshot, wanted: &Wanted) -> Scene {
    let derived = Derived::new(now);
    let own = Some((now.project(), &derived));
    compose(own, &[], &[], wanted, FaceMetrics::bundled()).expect("few buckets")
}

#[test]
fn words_that_run_leftwards_are_words_in_every_format() {
    let wanted = Wanted {
        title: Some("حملے".to_owned()),
        ..Wanted::default()
    };
    let scene = scene(&in_urdu(), &wanted);
    let label = format!("{URDU}\u{200e}, 2 May 2024");
    assert!(
        scene.texts().any(|text| text.text == label),
        "the date stays together"
    );
    let of = |format| {
        let how = How {
            format,
            language: "ur".parse().expect("a tag"),
            ..How::default()
        };
        let bytes = written(&scene, &how).expect("written");
        keep(&format!("urdu.{}", format.ending()), &bytes);
        bytes
    };
    let svg = check_svg(&of(Format::Svg));
    assert!(svg.contains(URDU) && svg.contains("lang=\"ur\""));
    assert!(
        svg.contains("font-family:'Noto Naskh Arabic'"),
        "its face comes along"
    );
    assert!(
        svg.contains("text-anchor=\"end\" direction=\"rtl\""),
        "read from the right"
    );
    check_png(&of(Format::Png));
    let words = words_of(&of(Format::Pdf));
    for label in ["حملہ", "خودکش", "Border post"] {
        assert!(holds(&words, label), "{label} in {words}");
    }
}

/// What `tightrope counts` prints for the same choice, without the undated.
#[derive(clap::Parser)]
struct CountCommand {
    #[command(flatten)]
    args: tightrope::cli::counts::Args,
}

/// Start, end and group of a row, what is certain and what is expected where somebody knows.
type Counted = (String, String, String, Option<f64>, Option<f64>);

fn counted(now: &Snapshot, options: &str) -> Vec<Counted> {
    let words = ["counts", "p.ron"]
        .into_iter()
        .chain(options.split_whitespace());
    let command = CountCommand::try_parse_from(words).expect("a command");
    let printed = tightrope::cli::counts::run(now, &command.args).expect("counted");
    let text = String::from_utf8(printed.bytes).expect("UTF-8");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number =
            |at: usize| (!cells[at].is_empty()).then(|| cells[at].parse().expect("a number"));
        let (start, end, group) = (cells[0], cells[1], cells[2]);
        (
            start.to_owned(),
            end.to_owned(),
            group.to_owned(),
            number(3),
            number(4),
        )
    };
    let lines = text.lines().skip(1).filter(|line| !line.starts_with(','));
    lines.map(row).collect()
}

fn same(rows: &[NumberRow], counted: &[Counted], what: &str) {
    assert_eq!(rows.len(), counted.len(), "{what}");
    for (row, (start, end, group, certain, expected)) in rows.iter().zip(counted) {
        let days = (row.days.first().to_string(), row.days.end().to_string());
        assert_eq!(
            (&days.0, &days.1, &row.group),
            (start, end, group),
            "{what}"
        );
        for (one, other) in [(row.certain, certain), (row.expected, expected)] {
            let is_same = match (one, other) {
                (Some(one), Some(other)) => (one - other).abs() < 1e-9,
                (one, other) => one.is_none() && other.is_none(),
            };
            assert!(is_same, "{what}: {row:?}");
        }
    }
}

#[test]
fn the_numbers_behind_a_figure_are_those_the_command_line_counts() {
    let mut many = Chronicle::new();
    for number in 0..120_i32 {
        let kind = ["Attack", "Strike"][usize::from(number % 3 == 0)];
        let when = match number % 4 {
            0 => format!("2024-{:02}", 1 + number % 12),
            1 => "[2024-11,2025-02]".to_owned(),
            _ => format!("2024-{:02}-{:02}", 1 + number % 12, 1 + number % 28),
        };
        many.event(kind, &format!("Number {number}"), &when);
    }
    let many = many.snapshot();
    for (by, split) in [
        ("month", Split::Kind),
        ("quarter", Split::None),
        ("year", Split::Kind),
    ] {
        let command = format!(
            "--by {by} --split {} --from 2024-01-01 --to 2025-12-31",
            split.in_words()
        );
        let expected = counted(&many, &command);
        let bucket = expected_bucket(by);
        let mut asked = Asked {
            bucket: Some(bucket),
            ..Asked::default()
        };
        asked.counting.split = split;
        let wanted = Wanted {
            charts: Charts::Frequency,
            from: Some(day("2024-01-01")),
            to: Some(day("2025-12-31")),
            asked,
            ..Wanted::default()
        };
        let derived = Derived::new(&many);
        let rows = numbers(Some((many.project(), &derived)), &[], &wanted).expect("few buckets");
        same(&rows, &expected, &command);
        let figure = scene(&many, &wanted);
        check_bars(&figure, &rows, &command);
    }
}

fn expected_bucket(by: &str) -> tightrope::model::view::Bucket {
    let all = tightrope::model::view::Bucket::ALL;
    all.into_iter()
        .find(|bucket| bucket.in_words() == by)
        .expect("a bucket")
}

fn day(text: &str) -> tightrope::model::day::Day {
    let date = tightrope::model::edtf::Edtf::parse(text).expect("a date");
    date.extent().start_days()[0].first()
}

/// The bars of a scene are as high as the numbers say, all by one measure.
fn check_bars(scene: &Scene, rows: &[NumberRow], what: &str) {
    let bars = scene.marks.iter().filter(|mark| mark.bar.is_some());
    let (mut certain, mut expected) = (0.0, 0.0);
    for bar in bars {
        let height = f64::from(bar.rect.height());
        expected += height;
        if bar.bar.is_some_and(|fill| fill.alpha > 0.3) {
            certain += height;
        }
    }
    let sum = |of: fn(&NumberRow) -> Option<f64>| rows.iter().filter_map(of).sum::<f64>();
    let drawn = certain / expected;
    let told = sum(|row| row.certain) / sum(|row| row.expected);
    assert!(
        (drawn - told).abs() < 1e-3,
        "{what}: {drawn} drawn, {told} told"
    );
}

#[test]
fn a_table_has_the_numbers_others_counted_in_every_format() {
    let Some(path) = corpus("events/ucdp_hdx_pakistan_1989-2021.csv") else {
        return;
    };
    let desk = Desk::new();
    let options = [
        "--view",
        "frequency",
        "--by",
        "year",
        "--split",
        "none",
        "--dates",
        "earliest",
        "--from",
        "2018",
        "--to",
        "2021",
        "--where",
        "column:dyad_name=Government of Pakistan - TTP",
        "--title",
        "Government of Pakistan and TTP",
    ];
    let svg = check_svg(&draw(&desk, &path, "ttp.svg", &options));
    for (year, number) in [(2018, 40), (2019, 51), (2020, 64), (2021, 112)] {
        let told = format!("{year}: {number} certain</title>");
        assert!(svg.contains(&told), "{told}");
    }
    check_png(&draw(&desk, &path, "ttp.png", &options));
    let words = words_of(&draw(&desk, &path, "ttp.pdf", &options));
    for label in ["Government of Pakistan and TTP", "2019", "per year"] {
        assert!(holds(&words, label), "{label} in {words}");
    }
}

#[test]
fn what_cannot_be_written_leaves_nothing() {
    let desk = Desk::new();
    let (_, project) = &projects()[0];
    let project = project.display();
    for (options, why) in [
        ("-o nowhere/f.png", "there is no such folder"),
        ("-o f.gif", "name it FILE.svg, FILE.png or FILE.pdf"),
        ("-o f.pdf --lang 1", "is no language tag"),
        ("-o f.png --scale 2 --dpi 300", "cannot be used with"),
    ] {
        let (_, said) = desk.run(&format!("figure {project} {options}"), 2);
        assert!(said.contains(why) && said.lines().count() == 1, "{said}");
    }
    let left: Vec<_> = std::fs::read_dir(desk.0.path())
        .expect("a folder")
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

fn sample() -> Window {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window
}

fn text_in<'h>(window: &'h Window, name: &'h str) -> egui_kittest::Node<'h> {
    window.harness.get_by_role_and_label(Role::TextInput, name)
}

fn choose(window: &mut Window, name: &str, entry: &str) {
    window
        .harness
        .get_by_role_and_label(Role::ComboBox, name)
        .click();
    window.settle();
    window.click(entry);
}

#[test]
fn a_figure_is_exported_by_keyboard_as_it_was_shown() {
    let mut window = sample();
    let before = window.open().document.history().last_done().is_some();
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert!(window.has("Export figure"));
    let preview = |window: &Window| {
        let mut nodes = window.harness.query_all_by_label_contains("Preview: ");
        nodes.next().is_some()
    };
    assert!(preview(&window), "drawn before it is written");
    choose(&mut window, "Format", "PDF");
    choose(&mut window, "Theme", "print");
    text_in(&window, "Title").focus();
    window.settle();
    window.type_text("Strikes and attacks");
    text_in(&window, "Width in points").focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("wide");
    assert!(window.has("“wide” is no width from 320 to 20000 points"));
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("900");
    assert!(preview(&window));
    picture(&mut window.harness, "figure-dialog");
    let path = PathBuf::from("/desk/brief.pdf");
    let answer = Answer::Chosen(vec![path]);
    window.dialogs.borrow_mut().push_back(answer);
    window
        .harness
        .get_by_role_and_label(Role::Button, "Export…")
        .focus();
    window.press(Modifiers::NONE, Key::Enter);
    let pdf = window.files.get("/desk/brief.pdf").expect("written");
    let words = words_of(&pdf);
    assert!(holds(&words, "Strikes and attacks") && holds(&words, "Checkpoint attack"));
    assert!(
        window
            .said()
            .iter()
            .any(|it| it.contains("/desk/brief.pdf"))
    );
    let after = window.open().document.history().last_done().is_some();
    assert_eq!(after, before, "no edit");
    // It is asked with what was chosen last.
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert_eq!(
        text_in(&window, "Title").value().as_deref(),
        Some("Strikes and attacks")
    );
}

#[test]
fn paper_of_any_width_has_the_bars_of_the_window() {
    let mut window = sample();
    let mut bars_of = |width: &str| {
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        choose(&mut window, "Format", "SVG");
        text_in(&window, "Width in points").focus();
        window.settle();
        window.press(Modifiers::COMMAND, Key::A);
        window.type_text(width);
        let path = format!("/desk/{width}.svg");
        let answer = Answer::Chosen(vec![PathBuf::from(&path)]);
        window.dialogs.borrow_mut().push_back(answer);
        window.click("Export…");
        let svg = window.files.get(&path).expect("written");
        let svg = String::from_utf8(svg).expect("UTF-8");
        let (_, rest) = svg.split_once("Incidents per ").expect("a summary");
        rest.split(':').next().unwrap_or_default().to_owned()
    };
    let narrow = bars_of("400");
    assert_eq!(narrow, bars_of("4000"));
}

#[test]
fn the_ending_of_a_name_is_the_format() {
    let mut window = sample();
    for (name, start) in [
        ("a.png", &b"\x89PNG"[..]),
        ("a.pdf", b"%PDF"),
        ("a.svg", b"<svg"),
    ] {
        let path = format!("/desk/{name}");
        let to = Command::ExportFigureTo(path.clone().into(), replace());
        window.ask(to);
        let bytes = window.files.get(&path).expect("written");
        assert!(bytes.starts_with(start), "{name}");
    }
    window.ask(Command::ExportFigureTo("/desk/a.bmp".into(), replace()));
    assert!(window.files.get("/desk/a.bmp").is_none());
    assert!(
        window
            .said()
            .iter()
            .any(|it| it.contains("name it FILE.svg"))
    );
}

#[test]
fn the_dialog_knows_pixels_of_an_inch_and_an_svg_without_fonts() {
    let mut window = sample();
    let mut number = 0;
    let mut exported = |format: &str, change: &dyn Fn(&mut Window)| {
        number += 1;
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        choose(&mut window, "Format", format);
        change(&mut window);
        let path = format!("/desk/{number}.{}", format.to_lowercase());
        let answer = Answer::Chosen(vec![PathBuf::from(&path)]);
        window.dialogs.borrow_mut().push_back(answer);
        window.click("Export…");
        window.files.get(&path).expect("written")
    };
    let with = exported("SVG", &|_| {});
    let without = exported("SVG", &|window| window.click("Fonts within the SVG"));
    let has_faces = |svg: &[u8]| String::from_utf8_lossy(svg).contains("@font-face");
    assert!(has_faces(&with) && !has_faces(&without));
    let png = exported("PNG", &|window| {
        text_in(window, "Pixels per inch").focus();
        window.settle();
        window.type_text("144");
    });
    let twice = exported("PNG", &|window| {
        text_in(window, "Pixels per inch").focus();
        window.settle();
        window.press(Modifiers::COMMAND, Key::A);
        window.type_text("36");
    });
    let width = |png: &[u8]| {
        let decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.read_info().expect("a PNG").info().width
    };
    assert_eq!((width(&png), width(&twice)), (2_400, 600));
}

fn replace() -> tightrope::workbench::command::Replace {
    tightrope::workbench::command::Replace::Ask
}

#[test]
fn the_picture_and_the_numbers_go_to_the_clipboard() {
    let mut window = sample();
    let copied = window.copied(Command::Do(Action::CopyPicture));
    let pictures: Vec<_> = copied
        .iter()
        .filter_map(|it| match it {
            OutputCommand::CopyImage(image) => Some(image),
            _ => None,
        })
        .collect();
    let [image] = pictures[..] else {
        panic!("{} pictures", pictures.len());
    };
    assert_eq!(image.size[0], 2_400);
    assert!(image.pixels.iter().any(|pixel| *pixel != image.pixels[0]));
    let copied = window.copied(Command::Do(Action::CopyNumbers));
    let text = copied.iter().find_map(|it| match it {
        OutputCommand::CopyText(text) => Some(text.as_str()),
        _ => None,
    });
    let text = text.expect("text");
    assert!(
        text.starts_with(
            "series\tstart\tend\tgroup\tcertain\texpected\tlow\thigh\tcovered\tlane\ttitle\t"
        ),
        "{text}"
    );
    let sum: f64 = text
        .lines()
        .skip(1)
        .filter(|line| line.starts_with("Incidents"))
        .map(|line| line.split('\t').nth(5).expect(line))
        .filter(|number| !number.is_empty())
        .map(|number| number.parse::<f64>().expect(number))
        .sum();
    let record = "Timeline\t\t\t\t\t\t\t\t\tAttacks\tCheckpoint attack\t2024-12-01\t2024-12-31\t\t\tasserted\tno\tno\tyes\t2024-12-21";
    assert!(text.lines().any(|line| line == record), "{text}");
    let now = window.open().document.snapshot();
    let counted: f64 = counted(now, "--split kind --from 2024-01-01 --to 2025-12-31")
        .iter()
        .filter_map(|row| row.4)
        .sum();
    assert!(
        (sum - counted).abs() < 1e-6,
        "{sum} copied, {counted} counted"
    );
}

#[test]
fn print_tells_groups_apart_without_colour() {
    let now = in_urdu();
    let of = |theme: ThemeName| {
        let wanted = Wanted {
            charts: Charts::Frequency,
            patterned: theme.is_patterned(),
            ..Wanted::default()
        };
        let how = How {
            theme: theme.theme(),
            ..How::default()
        };
        String::from_utf8(written(&scene(&now, &wanted), &how).expect("written")).expect("UTF-8")
    };
    let print = of(ThemeName::Print);
    assert!(print.contains("M3,0 V6"), "strikes have upright lines");
    let colours = print
        .match_indices("fill=\"#")
        .map(|(at, _)| &print[at + 7..at + 13]);
    for colour in colours {
        let (red, green, blue) = (&colour[..2], &colour[2..4], &colour[4..]);
        assert!(red == green && green == blue, "{colour} is no grey");
    }
    assert!(of(ThemeName::Light).contains("#0F3F6E"));
}
