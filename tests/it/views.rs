//! Saved views, as a person shows and changes them.

use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeSet;
use tightrope::model::id::ActorId;
use tightrope::model::lanes::{LaneKey, LanesBy};
use tightrope::model::view::{Filter, View};
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::filtering::FilterChange;
use tightrope::workbench::lanes::LaneChange;

fn open() -> Window {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window
}

fn actor(window: &Window, name: &str) -> ActorId {
    let actors = &window.project().actors;
    let found = actors.values().find(|actor| actor.name == name);
    found.expect("the actor").id
}

/// Whether the row of a view says that it is shown.
fn is_marked_as_shown(window: &Window, name: &str) -> bool {
    let row = window.harness.get_by_label(name);
    row.accesskit_node().description().as_deref() == Some("shown")
}

fn views(window: &Window) -> Vec<View> {
    let views = window.project().views.values();
    views.map(|view| View::clone(view)).collect()
}

#[test]
fn a_click_on_a_view_shows_it_and_its_form_lets_it_keep_what_is_shown_now() {
    let mut window = open();
    let before = window.project().views.len();
    let pakistan = actor(&window, "Pakistan");
    window.ask(Command::Lanes(LaneChange::By(LanesBy::Actor)));
    window.ask(Command::Lanes(LaneChange::Fold(LaneKey::Actor(Some(
        pakistan,
    )))));
    window.ask(Command::Lanes(LaneChange::Hide(LaneKey::Claims)));
    window.ask(Command::Filter(FilterChange::Add(Filter::Actor(pakistan))));
    window.click("Save view…");
    window.type_text("Pakistan alone");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(views(&window).len(), before + 1);
    assert!(is_marked_as_shown(&window, "Pakistan alone"));

    window.ask(Command::Do(Action::ClearFilters));
    window.ask(Command::Lanes(LaneChange::Show(LaneKey::Claims)));
    window.ask(Command::Lanes(LaneChange::Fold(LaneKey::Actor(Some(
        pakistan,
    )))));
    assert!(!is_marked_as_shown(&window, "Pakistan alone"));
    window.click("Pakistan alone");
    let session = &window.open().session;
    assert_eq!(session.filters, [Filter::Actor(pakistan)]);
    let folded = BTreeSet::from([LaneKey::Actor(Some(pakistan))]);
    assert_eq!(session.lanes.arrangement.folded, folded);
    assert!(session.lanes.arrangement.hidden.contains(&LaneKey::Claims));

    // Its form says what it shows.
    assert!(window.has("Only Actor: Pakistan"));
    assert!(window.has("Lanes by actor, 1 lane folded, 1 lane hidden"));
    window.ask(Command::Do(Action::ClearFilters));
    window.click("Keep what is shown now");
    let kept = views(&window)
        .into_iter()
        .find(|it| it.name == "Pakistan alone");
    assert!(kept.expect("the view").filters.is_empty());
    window.ask(Command::Do(Action::Undo));
    let kept = views(&window)
        .into_iter()
        .find(|it| it.name == "Pakistan alone");
    assert_eq!(kept.expect("the view").filters, [Filter::Actor(pakistan)]);

    // A name that is taken is offered to be replaced, and nothing typed is lost.
    window.ask(Command::Filter(FilterChange::Clear));
    window.ask(Command::Do(Action::SaveView));
    window.type_text("Pakistan alone");
    window.click("Replace view");
    assert_eq!(views(&window).len(), before + 1);
    assert!(is_marked_as_shown(&window, "Pakistan alone"));
    window.ask(Command::Do(Action::Undo));

    window.click("Delete view");
    assert_eq!(views(&window).len(), before);
    window.ask(Command::Do(Action::Undo));
    assert!(window.has("Pakistan alone"));
}
