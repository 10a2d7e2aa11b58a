//! Lanes as a person arranges them: by accessible names.

use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::Path;
use tightrope::model::codebook::Family;
use tightrope::model::day::Day;
use tightrope::model::id::{EventId, RecordId};
use tightrope::model::lanes::LanesBy;
use tightrope::model::view::Filter;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace};
use tightrope::workbench::filtering::FilterChange;
use tightrope::workbench::lanes::LaneChange;
use tightrope::workbench::verb::Verb;

fn open() -> Window {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window
}

/// The accessible names that hold these words, from top to bottom.
fn named(window: &Window, words: &str) -> Vec<String> {
    let found = window.harness.query_all_by_label_contains(words);
    let mut all: Vec<(f32, String)> = found
        .map(|node| (node.rect().top(), node.accesskit_node().label()))
        .map(|(top, name)| (top, name.unwrap_or_default()))
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, name)| name).collect()
}

/// The names of the lanes, from top to bottom.
fn lanes(window: &Window) -> Vec<String> {
    let heads = named(window, "Lane ").into_iter();
    let names = heads.filter_map(|head| {
        let (name, _) = head.strip_prefix("Lane ")?.split_once(": ")?;
        Some(name.to_owned())
    });
    names.collect()
}

fn head(window: &Window, lane: &str) -> String {
    let start = format!("Lane {lane}: ");
    let found = named(window, &start).into_iter();
    let mut found = found.filter(|name| name.starts_with(&start));
    found.next().unwrap_or_else(|| panic!("no lane {lane}"))
}

fn focus(window: &mut Window, lane: &str) {
    let name = head(window, lane);
    window.harness.get_by_label(&name).focus();
    window.settle();
}

#[test]
fn lanes_are_chosen_from_the_tab_bar_and_say_how_many_they_hold() {
    let mut window = open();
    assert_eq!(
        lanes(&window),
        ["Attacks", "Strikes", "Policy", "Diplomacy", "Claims"]
    );
    window.click("Lanes of the timeline");
    window.click("Lanes by actor");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.open().session.lanes.by, LanesBy::Actor);
    let facts = head(&window, "Pakistan");
    assert!(
        facts.contains(" events, ") && facts.ends_with("in other lanes as well"),
        "{facts}"
    );
}

#[test]
fn a_lane_is_folded_moved_hidden_and_shown_by_keyboard() {
    let mut window = open();
    let mark = "Attack: Checkpoint attack, Khyber Pakhtunkhwa";
    focus(&mut window, "Attacks");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.open().session.lanes.arrangement.folded.len(), 1);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(
        window.open().session.lanes.arrangement.folded.is_empty(),
        "{mark}"
    );

    window.press(Modifiers::ALT, Key::ArrowDown);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(
        lanes(&window),
        ["Strikes", "Policy", "Attacks", "Diplomacy", "Claims"]
    );
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(lanes(&window)[1], "Attacks");
    window.press(Modifiers::NONE, Key::H);
    assert_eq!(lanes(&window), ["Strikes", "Policy", "Diplomacy", "Claims"]);

    window.click("Lanes of the timeline");
    window.click("Show Attacks");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(lanes(&window)[1], "Attacks", "where it stood before");
}

#[test]
fn a_lane_becomes_a_filter_by_keyboard_and_from_its_menu() {
    let mut window = open();
    window.ask(Command::Lanes(LaneChange::By(LanesBy::Actor)));
    focus(&mut window, "Pakistan");
    window.press(Modifiers::NONE, Key::F);
    assert!(window.has("Actor: Pakistan"), "a chip");
    let filters = &window.open().session.filters;
    assert!(
        matches!(filters.as_slice(), [Filter::Actor(_)]),
        "{filters:?}"
    );
    window.press(Modifiers::ALT, Key::Backspace);

    let name = head(&window, "Pakistan");
    window.harness.get_by_label(&name).click_secondary();
    window.settle();
    window.click("Only Actor: Pakistan (F)");
    assert!(window.has("Actor: Pakistan"));
}

#[test]
fn a_view_keeps_what_lanes_are_by_and_figures_show_them() {
    let mut window = open();
    window.ask(Command::Lanes(LaneChange::By(LanesBy::Place)));
    let unset = "v1-0000".parse().expect("an id");
    let view = window.open().session.view(unset, "By place");
    window.ask(Command::Edit(Verb::AddView(Box::new(view))));
    window.ask(Command::SaveTo(
        Path::new("/desk/p.ron").into(),
        Replace::Ask,
    ));
    let bytes = window.files.get("/desk/p.ron").expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(
        text.contains("(format:3,"),
        "an older program would lose it"
    );
    let file = window.file("/desk/p.ron");
    let kept: Vec<LanesBy> = file.views.values().map(|view| view.lanes).collect();
    assert!(kept.contains(&LanesBy::Place), "{kept:?}");

    window.ask(Command::Lanes(LaneChange::By(LanesBy::Codebook)));
    let id = file.views.values().find(|view| view.name == "By place");
    let id = id.expect("the view").id;
    window.ask(Command::ApplyView(id));
    assert_eq!(window.open().session.lanes.by, LanesBy::Place);
    window.ask(Command::ExportFigureTo(
        Path::new("/desk/f.svg").into(),
        Replace::Ask,
    ));
    let svg = window.files.get("/desk/f.svg").expect("written");
    let svg = String::from_utf8(svg).expect("UTF-8");
    assert!(svg.contains("Lanes by place"), "{svg}");
}

fn event(window: &Window, title: &str) -> EventId {
    let events = &window.project().events;
    let found = events.values().find(|event| event.title.contains(title));
    found.unwrap_or_else(|| panic!("no event ‘{title}’")).id
}

fn day(year: i64, month: u8, day: u8) -> f64 {
    f64::from(Day::from_ymd(year, month, day).expect("a day").number())
}

/// The name of the overview, which says what the window shows.
fn overview(window: &Window) -> String {
    let mut found = named(window, "Window of time: ");
    found.pop().expect("an overview")
}

#[test]
fn the_overview_is_moved_and_resized_by_keyboard() {
    let mut window = open();
    assert_eq!(overview(&window), "Window of time: 2024 to 2025");
    window.ask(Command::ShowTime(day(2024, 6, 1), day(2024, 7, 1)));
    let name = overview(&window);
    assert_eq!(name, "Window of time: Jun 2024");
    window.harness.get_by_label(&name).focus();
    window.pass();
    window.press(Modifiers::NONE, Key::ArrowRight);
    let shown = |window: &Window| window.open().session.time.expect("a window");
    assert_eq!(shown(&window), (day(2024, 6, 4), day(2024, 7, 4)));
    window.press(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(shown(&window), (day(2024, 6, 4), day(2024, 7, 7)));
    window.press(Modifiers::COMMAND, Key::ArrowLeft);
    window.press(Modifiers::NONE, Key::PageUp);
    let (from, to) = shown(&window);
    assert!(to <= day(2024, 6, 4) + 0.01 && from < to, "{from} {to}");
    window.press(Modifiers::NONE, Key::Home);
    let (from, to) = shown(&window);
    window.press(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(shown(&window), (from, to), "there is nothing before");
    window.press(Modifiers::NONE, Key::End);
    assert!(shown(&window).1 > day(2025, 12, 31));
    assert!((shown(&window).1 - shown(&window).0 - (to - from)).abs() < 1e-6);
}

#[test]
fn the_overview_is_dragged_at_its_middle_and_its_edges_and_pages_beside_it() {
    let mut window = open();
    window.ask(Command::ShowTime(day(2024, 7, 1), day(2025, 1, 1)));
    let name = overview(&window);
    let rect = window.harness.get_by_label(&name).rect();
    let (left, right) = (rect.left() + 6.0, rect.right() - 6.0);
    // From the first event, counted or not, to the last.
    let all = (day(2021, 1, 1), day(2026, 1, 1));
    let x = |day: f64| left + ((day - all.0) / (all.1 - all.0)) as f32 * (right - left);
    let at = |day: f64| egui::pos2(x(day), rect.bottom() - 8.0);
    let shown = |window: &Window| window.open().session.time.expect("a window");
    let mut drag = |from: f64, to: f64| {
        window.point(at(from), Some(true));
        window.point(at((from + to) / 2.0), None);
        window.point(at(to), None);
        window.point(at(to), Some(false));
        window.settle();
        shown(&window)
    };
    let near = |found: (f64, f64), wanted: (f64, f64)| {
        let apart = (found.0 - wanted.0).abs().max((found.1 - wanted.1).abs());
        assert!(apart < 6.0, "{found:?} is not {wanted:?}");
    };
    // By its middle: as long as before.
    let moved = drag(day(2024, 10, 1), day(2025, 4, 1));
    near(moved, (day(2024, 12, 30), day(2025, 7, 2)));
    // By its end and its beginning.
    let longer = drag(moved.1, day(2025, 10, 1));
    near(longer, (moved.0, day(2025, 10, 1)));
    let shorter = drag(longer.0, day(2025, 8, 1));
    near(shorter, (day(2025, 8, 1), day(2025, 10, 1)));
    // A click beside it goes on by a window.
    window.point(at(day(2024, 2, 1)), Some(true));
    window.point(at(day(2024, 2, 1)), Some(false));
    window.settle();
    near(shown(&window), (day(2025, 6, 1), day(2025, 8, 1)));
}

#[test]
fn the_selection_is_zoomed_to_and_comes_into_sight_without_zooming() {
    let mut window = open();
    let attack = event(&window, "Checkpoint attack");
    window.ask(Command::Select(Some(attack.into())));
    window.press(Modifiers::ALT, Key::Num0);
    let (from, to) = window.open().session.time.expect("a window");
    assert_eq!((from, to), (day(2024, 11, 21), day(2025, 1, 11)));

    // Selected elsewhere, it comes into sight; the window is as long as before.
    window.ask(Command::ShowTime(day(2025, 6, 1), day(2025, 8, 1)));
    assert_eq!(
        window.open().session.time,
        Some((day(2025, 6, 1), day(2025, 8, 1)))
    );
    window.ask(Command::Select(None));
    window.ask(Command::Select(Some(attack.into())));
    let (from, to) = window.open().session.time.expect("a window");
    assert!(
        from < day(2024, 12, 1) && to > day(2025, 1, 1),
        "{from} {to}"
    );
    assert!((to - from - 61.0).abs() < 1e-6);

    let pakistan = window
        .project()
        .actors
        .values()
        .find(|it| it.name == "Pakistan");
    let pakistan = pakistan.expect("an actor").id;
    window.ask(Command::Select(Some(pakistan.into())));
    window.press(Modifiers::ALT, Key::Num0);
    let (from, to) = window.open().session.time.expect("a window");
    assert!(to - from > 365.0, "{from} {to}");
}

#[test]
fn the_next_event_is_one_the_filters_leave() {
    let mut window = open();
    let family = Filter::Family(Family::Policy);
    window.ask(Command::Filter(FilterChange::Add(family)));
    let mut seen = Vec::new();
    for _ in 0..30 {
        window.press(Modifiers::NONE, Key::F9);
        let Some(RecordId::Event(id)) = window.open().session.selected else {
            panic!("no event is selected");
        };
        let facts = window.open().derived.events().get(id).expect("its facts");
        assert_eq!(facts.family(), Family::Policy);
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    let all = window.open().derived.events().iter();
    let all = all.filter(|facts| facts.family() == Family::Policy).count();
    assert_eq!(seen.len(), all);
}

#[test]
fn links_are_arcs_with_names_for_the_selected_event_and_on_demand() {
    let mut window = open();
    let arcs = |window: &Window| named(window, ", says ");
    assert!(arcs(&window).is_empty(), "{:?}", arcs(&window));
    window.click("Lanes of the timeline");
    window.click("Links between events");
    window.press(Modifiers::NONE, Key::Escape);
    let all = arcs(&window);
    for relation in [": in response to ", ": part of "] {
        assert!(
            all.iter().any(|arc| arc.contains(relation)),
            "{relation}: {all:?}"
        );
    }
    window.ask(Command::Lanes(LaneChange::Links(false)));
    let tied = window.project().links.values().next().expect("a link").from;
    window.ask(Command::Select(Some(tied.into())));
    let own = arcs(&window);
    assert!(
        !own.is_empty() && own.len() < all.len(),
        "{own:?} of {all:?}"
    );
}

#[test]
fn the_undated_of_a_lane_are_a_list_to_choose_from() {
    let mut window = Setup::sample([1_440.0, 900.0], egui::Theme::Light);
    let undated = "Policy: 3 undated";
    window.click(undated);
    for title in [
        "Bilateral trade limited",
        "Deportations begin",
        "Opening to India",
    ] {
        assert!(window.has(title), "{title}");
    }
    window.click("Deportations begin");
    let selected = window.open().session.selected;
    let project = window.project();
    let event = project
        .events
        .values()
        .find(|it| it.title == "Deportations begin");
    assert_eq!(selected, event.map(|event| event.id.into()));
    assert!(!window.has("Opening to India"), "closed again");
    // By keyboard: Enter opens it, an arrow goes on, Enter takes.
    window.click(undated);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.open().session.selected, selected, "the second");
    window.click(undated);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Opening to India"));
}
