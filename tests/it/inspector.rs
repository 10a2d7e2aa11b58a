//! The forms of the inspector, driven by accessible names.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use tightrope::model::event::{Direction, Ground, PolicyStatus, Standing};
use tightrope::model::id::{ActorId, EventId, RecordId};
use tightrope::model::project::Project;
use tightrope::model::report::Stance;
use tightrope::model::text::TextSpan;
use tightrope::model::when::{DateBasis, Used};
use tightrope::workbench::command::Command;
use tightrope::workbench::panes::inspector::inspector_ui;
use tightrope::workbench::verb::Verb;

use crate::support::bench::Bench;
use crate::support::{harness, pictures};

fn form(theme: egui::Theme, width: f32, height: f32, bench: Bench) -> Harness<'static, Bench> {
    let mut harness = harness(theme)
        .with_size([width, height])
        .build_ui_state(|ui, bench: &mut Bench| bench.show(ui, inspector_ui), bench);
    harness.run();
    harness
}

#[test]
fn pictures_of_the_forms() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut bench = Bench::sample();
        let alleged = bench
            .derived
            .events()
            .iter()
            .find(|facts| facts.alleged && facts.denied)
            .map(tightrope::analysis::facts::EventFacts::id)
            .expect("an alleged and contested event");
        bench.select(alleged);
        let mut form = form(theme, 300.0, 1100.0, bench);
        pictures::picture(&mut form, &format!("event-{name}"));
        let report = form.state().reports(alleged)[0];
        form.state_mut().select(report);
        form.run();
        form.get_by_label("Edit report 1").click();
        form.run();
        pictures::picture(&mut form, &format!("report-{name}"));
        let annotation = *form
            .state()
            .project()
            .annotations
            .keys()
            .nth(3)
            .expect("annotations");
        form.state_mut().select(annotation);
        form.run();
        pictures::picture(&mut form, &format!("annotation-{name}"));
        for (noun, id) in one_of_each(form.state().project()) {
            form.state_mut().select(id);
            form.run();
            pictures::picture(&mut form, &format!("form-{noun}-{name}"));
        }
    }
}

/// The first record of every noun there is.
fn one_of_each(project: &Project) -> Vec<(&'static str, RecordId)> {
    let mut seen = BTreeSet::new();
    let records = project.records().map(|record| record.id());
    let firsts = records.filter(|id| seen.insert(id.noun()));
    firsts.map(|id| (id.noun().name(), id)).collect()
}

fn control<'h>(form: &'h Harness<'_, Bench>, name: &'h str) -> Node<'h> {
    form.get_by(move |node| is_control(node.role()) && node.label().as_deref() == Some(name))
}

fn fill(form: &mut Harness<'_, Bench>, name: &str, text: &str) {
    press(form, name);
    form.key_press_modifiers(Modifiers::COMMAND, Key::A);
    form.run();
    control(form, name).type_text(text);
    form.run();
    form.key_press(Key::Tab);
    form.run();
}

fn press(form: &mut Harness<'_, Bench>, name: &str) {
    control(form, name).scroll_to_me();
    form.run();
    control(form, name).click();
    form.run();
}

/// Opens a picker, narrows it and takes what Enter takes.
fn pick(form: &mut Harness<'_, Bench>, name: &str, typed: &str) {
    form.get_by_role_and_label(Role::ComboBox, name)
        .scroll_to_me();
    form.run();
    form.get_by_role_and_label(Role::ComboBox, name).click();
    form.run();
    form.get_by_label(&format!("Find in {name}"))
        .type_text(typed);
    form.run();
    form.key_press(Key::Enter);
    form.run();
}

/// An empty event of this kind, selected.
fn new_event(kind: &str) -> (Bench, EventId) {
    let mut bench = Bench::sample();
    let kind = bench
        .project()
        .kinds
        .values()
        .find(|it| it.name == kind)
        .expect("a kind")
        .id;
    bench.edit(Verb::NewEvent(kind));
    match bench.session.selected {
        Some(RecordId::Event(id)) => (bench, id),
        other => panic!("the new event is selected, not {other:?}"),
    }
}

#[test]
fn every_field_of_an_event_can_be_filled() {
    let (bench, id) = new_event("Strike");
    let mut form = form(egui::Theme::Light, 320.0, 900.0, bench);
    fill(&mut form, "Title", "Strike, Bajaur");
    fill(&mut form, "Date as written", "in the spring");
    fill(&mut form, "Resolved date", "2025-21");
    press(&mut form, "Basis, other dates…");
    pick(&mut form, "Basis of date", "year inferred");
    fill(&mut form, "Note on date", "No year in the text.");
    fill(&mut form, "Another date from elsewhere", "2025-04");
    fill(&mut form, "Who says date 1", "a wire story");
    press(&mut form, "Draw date 1 from elsewhere");
    fill(&mut form, "Reason for date", "the only reading");
    press(&mut form, "Add killed");
    fill(&mut form, "Killed, low", "2");
    fill(&mut form, "Killed, best", "9");
    fill(&mut form, "Killed, high", "5");
    form.get_by_label("Low, best and high are not in order.");
    fill(&mut form, "Killed, as written", "several");
    fill(&mut form, "Killed, which victims", "civilians");
    pick(&mut form, "Places", "Kabul");
    pick(&mut form, "Places", "Bajaur");
    pick(&mut form, "Initiator", "Pakistan Air Force");
    pick(&mut form, "Target", "A new group");
    fill(&mut form, "Memo", "To be checked.");
    press(&mut form, "counts as 1");
    fill(&mut form, "Reason for counting", "Not sure it happened.");
    press(&mut form, "no report");
    press(&mut form, "Standing: alleged");
    fill(&mut form, "Reason for standing", "Only hearsay.");

    let bench = form.state();
    assert_eq!(bench.refused, [""; 0]);
    let event = bench.event(id);
    assert_eq!(event.title, "Strike, Bajaur");
    let when = event.when().expect("a date");
    assert_eq!(when.as_written, "in the spring");
    let resolved = when.resolved.as_ref().expect("resolved");
    assert_eq!(resolved.date.as_str(), "2025-21");
    assert_eq!(resolved.basis, DateBasis::InferredYear);
    assert_eq!(resolved.note, "No year in the text.");
    assert_eq!(when.elsewhere.len(), 1);
    assert_eq!(when.elsewhere[0].date.as_str(), "2025-04");
    assert_eq!(when.elsewhere[0].says, "a wire story");
    assert_eq!(when.used, Used::Elsewhere(0));
    assert_eq!(
        event.when.as_ref().expect("a date").from,
        Ground::Reason("the only reading".to_owned())
    );
    let line = &event.toll().expect("a toll").lines[0];
    assert_eq!(
        (line.estimate.low, line.estimate.best, line.estimate.high),
        (Some(2), Some(9), Some(5))
    );
    assert_eq!(
        (line.as_written.as_str(), line.victims.as_str()),
        ("several", "civilians")
    );
    let project = bench.project();
    let places: Vec<&str> = event
        .places()
        .iter()
        .map(|id| project.places[id].name.as_str())
        .collect();
    assert_eq!(places, ["Kabul", "Bajaur"], "a known place and a new one");
    let names = |ids: &[ActorId]| -> Vec<String> {
        ids.iter()
            .map(|id| project.actors[id].name.clone())
            .collect()
    };
    assert_eq!(names(event.initiator()), ["Pakistan Air Force"]);
    assert_eq!(names(event.target()), ["A new group"]);
    assert_eq!(event.memo, "To be checked.");
    assert_eq!(
        (event.countable.counts, event.countable.reason.as_str()),
        (false, "Not sure it happened.")
    );
    assert_eq!(
        event.standing,
        Some((Standing::Alleged, "Only hearsay.".to_owned()))
    );
}

#[test]
fn a_new_place_and_its_use_are_one_step() {
    let (bench, id) = new_event("Strike");
    let mut form = form(egui::Theme::Light, 300.0, 900.0, bench);
    pick(&mut form, "Places", "Bajaur");
    assert!(
        form.state()
            .project()
            .places
            .values()
            .any(|place| place.name == "Bajaur")
    );
    form.state_mut().document.undo();
    let bench = form.state();
    assert!(bench.event(id).places().is_empty());
    assert!(
        !bench
            .project()
            .places
            .values()
            .any(|place| place.name == "Bajaur")
    );
}

#[test]
fn an_invalid_date_is_kept_and_explained() {
    let (bench, id) = new_event("Attack");
    let mut form = form(egui::Theme::Light, 300.0, 900.0, bench);
    fill(&mut form, "Resolved date", "2025-13");
    assert_eq!(
        form.get_by_label("Resolved date").value().as_deref(),
        Some("2025-13")
    );
    form.get_by_label_contains("`2025-13` is not a date");
    assert_eq!(form.state().event(id).when(), None);
    fill(&mut form, "Resolved date", "2025-12?");
    form.get_by_label_contains("December 2025, uncertain");
    assert!(form.state().event(id).when().is_some());
    // An emptied date leaves nothing behind, not even a reason for nothing.
    fill(&mut form, "Resolved date", " ");
    assert_eq!(form.state().event(id).when, None);
}

#[test]
fn a_policy_shift_has_its_own_fields() {
    let (bench, id) = new_event("Policy shift");
    let mut form = form(egui::Theme::Light, 300.0, 900.0, bench);
    pick(&mut form, "Instrument", "visas");
    pick(&mut form, "Direction", "conciliatory");
    pick(&mut form, "Status", "announced");
    fill(&mut form, "Until", "2026");
    fill(&mut form, "Score", "2.5");
    assert_eq!(form.state().refused, [""; 0]);
    let policy = form.state().event(id).policy.clone().expect("a policy");
    assert_eq!(policy.instrument, "visas");
    assert_eq!(policy.direction, Direction::Conciliatory);
    assert_eq!(policy.status, PolicyStatus::Announced);
    assert_eq!(
        policy.until.map(|date| date.to_string()).as_deref(),
        Some("2026")
    );
    assert_eq!(policy.score_tenths, Some(25));
    pick(&mut form, "Kind", "Attack");
    assert!(
        form.query_by_label("Instrument").is_none(),
        "an attack has no policy fields"
    );
}

#[test]
fn reports_stand_side_by_side_and_one_is_adopted() {
    let mut bench = Bench::sample();
    let event = bench.event_titled("Strike, Kabul");
    let first = bench.reports(event)[0];
    let told = bench.project().reports[&first].clone();
    let other = bench
        .project()
        .annotations
        .keys()
        .copied()
        .find(|id| told.passage.annotation() != Some(*id));
    bench.edit(Verb::AddToEvent(other.expect("another passage"), event));
    let second = *bench.reports(event).last().expect("two reports");
    bench.select(event);
    let number = bench.reports(event).len();
    let mut form = form(egui::Theme::Light, 320.0, 900.0, bench);
    press(&mut form, &format!("Edit report {number}"));
    let of = |name: &str| format!("{name}, report {number}");
    fill(&mut form, &of("Resolved date"), "2025-10-10");
    fill(&mut form, &of("Speaker as written"), "a resident");
    pick(&mut form, &of("Stance"), "denies");
    pick(&mut form, &of("Credibility"), "doubtful");
    press(&mut form, &of("Add injured"));
    fill(&mut form, &of("Injured, best"), "3");
    let adopt = format!("Adopt date from report {number}");
    press(&mut form, &adopt);
    let bench = form.state();
    assert_eq!(bench.refused, [""; 0]);
    let report = &bench.project().reports[&second];
    assert_eq!(report.speaker.as_written, "a resident");
    assert_eq!(report.stance, Stance::Denies);
    assert_eq!(
        report
            .credibility
            .map(tightrope::model::report::Credibility::digit),
        Some(4)
    );
    assert_eq!(report.toll.lines[0].estimate.best, Some(3));
    let when = bench.event(event).when.as_ref().expect("dated");
    assert_eq!(when.from, Ground::Report(second));
    assert_eq!(
        when.value
            .used_date()
            .map(tightrope::model::edtf::Edtf::as_str),
        Some("2025-10-10")
    );
    assert_eq!(
        bench.project().reports[&first],
        told,
        "the first report still says what it said"
    );
    // Both stay side by side, the other one can be adopted back.
    press(&mut form, "Adopt date from report 1");
    assert_eq!(
        form.state().event(event).when.as_ref().expect("dated").from,
        Ground::Report(first)
    );
}

#[test]
fn ticked_reports_become_an_event_of_their_own() {
    let mut bench = Bench::sample();
    let event = bench.event_titled("Strike, Nangarhar and Khost");
    let reports = bench.reports(event);
    bench.select(event);
    let mut form = form(egui::Theme::Light, 300.0, 900.0, bench);
    press(&mut form, "Split…");
    press(&mut form, "Tick report 3");
    press(&mut form, "Split into own event");
    let bench = form.state();
    assert_eq!(bench.refused, [""; 0]);
    assert_eq!(bench.reports(event), reports[..2]);
    let Some(RecordId::Event(new)) = bench.session.selected else {
        panic!("the new event is selected")
    };
    assert_eq!(bench.reports(new), reports[2..]);
}

#[test]
fn events_are_linked_and_merged() {
    let mut bench = Bench::sample();
    let (event, other) = (
        bench.event_titled("Strike, Kabul"),
        bench.event_titled("Strike, Paktika"),
    );
    bench.select(event);
    let before = bench.project().links.len();
    let mut form = form(egui::Theme::Light, 300.0, 900.0, bench);
    pick(&mut form, "Relation of new link", "part of");
    pick(&mut form, "Event to link to", "Strike, Paktika");
    assert_eq!(form.state().project().links.len(), before + 1);
    press(&mut form, "Merge into…");
    form.get_by_label("Find an event").type_text("paktika");
    form.run();
    form.get_by_label_contains("Strike, Paktika ·").click();
    form.run();
    let bench = form.state();
    assert_eq!(bench.refused, [""; 0]);
    assert!(!bench.project().events.contains_key(&event));
    assert_eq!(bench.session.selected, Some(other.into()));
}

#[test]
fn a_passage_is_added_to_the_event_it_likely_speaks_of() {
    let mut bench = Bench::sample();
    let event = bench.event_titled("Strike, Nangarhar and Khost");
    let reported: Vec<_> = bench
        .document
        .snapshot()
        .annotations_of(event)
        .iter()
        .map(|it| it.id)
        .collect();
    // The accusation holds the strike's places and date, but is no report of it.
    let accusation = bench
        .project()
        .annotations
        .values()
        .find(|it| {
            !reported.contains(&it.id) && it.mentions.len() >= 4 && it.memo.contains("accusation")
        })
        .expect("the accusation")
        .id;
    bench.select(accusation);
    let mut form = form(egui::Theme::Light, 300.0, 1000.0, bench);
    press(&mut form, "Add to event…");
    let mut offered: Vec<(i32, String)> = form
        .get_all_by_role(Role::ListItem)
        .filter_map(|row| Some((row.rect().top() as i32, row.accesskit_node().label()?)))
        .filter(|(_, name)| name.contains(" · "))
        .collect();
    offered.sort();
    assert!(
        offered[0].1.starts_with("Strike, Nangarhar and Khost"),
        "{offered:?}"
    );
    form.get_by_label_contains("same place: Nangarhar");
    pictures::picture(&mut form, "candidates-light");
    let first = offered[0].1.clone();
    press(&mut form, &first);
    let bench = form.state();
    assert_eq!(bench.refused, [""; 0]);
    let rests: Vec<_> = bench
        .document
        .snapshot()
        .annotations_of(event)
        .iter()
        .map(|it| it.id)
        .collect();
    assert!(rests.contains(&accusation));
    assert_eq!(bench.session.selected, Some(event.into()));
}

#[test]
fn an_annotation_is_recoded_and_its_words_named() {
    let mut bench = Bench::sample();
    let (id, annotation) = bench
        .project()
        .annotations
        .iter()
        .next()
        .map(|(id, it)| (*id, it.clone()))
        .expect("one");
    bench.select(id);
    bench.session.source = Some(annotation.source);
    let text = bench
        .project()
        .text_of(annotation.source)
        .expect("a text")
        .clone();
    let span = annotation.spans[0];
    let word = text
        .get(span)
        .expect("words")
        .split(' ')
        .next()
        .expect("a word")
        .len();
    let words =
        TextSpan::from_range(span.range().start..span.range().start + word).expect("a span");
    bench.session.words = Some(words);
    let mut form = form(egui::Theme::Light, 300.0, 1000.0, bench);
    let before = annotation.mentions.len();
    pick(&mut form, "Mention an actor", "Somebody new");
    fill(&mut form, "Mention a date", "2024-05");
    pick(&mut form, "Add a code", "A new code");
    let old = annotation.codes[0];
    let old = form.state().project().codes[&old].name.clone();
    press(&mut form, &format!("Remove {old}"));
    let bench = form.state();
    assert_eq!(bench.refused, [""; 0]);
    let after = &bench.project().annotations[&id];
    assert_eq!(after.mentions.len(), before + 2);
    assert_eq!(after.mentions[before].span, Some(words));
    assert_eq!(after.mentions[before + 1].span, Some(words));
    let codes: Vec<&str> = after
        .codes
        .iter()
        .map(|id| bench.project().codes[id].name.as_str())
        .collect();
    assert!(
        codes.contains(&"A new code") && !codes.contains(&old.as_str()),
        "{codes:?}"
    );
}

#[test]
fn what_needs_review_shows_both_texts() {
    let mut project = Bench::sample().project().clone();
    let mut annotation = (*project.annotations.values().next().expect("one").clone()).clone();
    annotation.quote = Some("What it said before.".into());
    let id = annotation.id;
    project.annotations.insert(id, annotation.into());
    let mut bench = Bench::of(project);
    bench.select(id);
    let mut form = form(egui::Theme::Light, 300.0, 1000.0, bench);
    form.get_by_label("“What it said before.”");
    press(&mut form, "Accept the text as it is now");
    assert!(!form.state().project().annotations[&id].needs_review());
}

#[test]
fn every_form_names_its_controls_once_and_fits_at_every_width() {
    let sample = Bench::sample();
    let project = sample.project().clone();
    let firsts = one_of_each(&project).into_iter().map(|(_, id)| id);
    let event = sample.event_titled("Strike, Nangarhar and Khost");
    for selected in firsts.chain([event.into()]) {
        for width in [250.0, 400.0] {
            let mut bench = Bench::of(project.clone());
            bench.select(selected);
            let form = form(egui::Theme::Dark, width, 3000.0, bench);
            let mut names: Vec<String> = form
                .query_all_by(|node| is_control(node.role()) && node.role() != Role::ListItem)
                .map(|node| {
                    let right = node.rect().right();
                    let name = node.accesskit_node().label().unwrap_or_default();
                    assert!(
                        right <= width - 4.0,
                        "{selected}: “{name}” ends at {right} of {width}"
                    );
                    name
                })
                .collect();
            names.sort();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{selected}: names repeat in {names:?}");
            assert!(
                !names.iter().any(String::is_empty),
                "{selected}: a control without a name"
            );
        }
    }
}

fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::TextInput
            | Role::MultilineTextInput
            | Role::ComboBox
            | Role::CheckBox
            | Role::RadioButton
            | Role::ListItem
    )
}

#[test]
fn nothing_can_be_edited_where_the_project_is_only_read() {
    let mut bench = Bench::sample();
    bench.read_only = true;
    let event = bench.event_titled("Strike, Kabul");
    bench.select(event);
    let mut form = form(egui::Theme::Light, 300.0, 900.0, bench);
    for name in ["Delete event", "Add killed"] {
        press(&mut form, name);
    }
    assert_eq!(
        form.get_by_label("counts as 1").accesskit_node().role(),
        Role::Label
    );
    press(&mut form, "Title");
    control(&form, "Title").type_text("x");
    form.key_press(Key::Enter);
    form.run();
    assert!(
        !form
            .state()
            .asked
            .iter()
            .any(|it| matches!(it, Command::Edit(_) | Command::SetField(..)))
    );
    // On its quote: in the middle of the card there may be a control of its own.
    let quote = control(&form, "Report 1").rect().left_top() + egui::vec2(24.0, 16.0);
    form.drag_at(quote);
    form.run();
    form.drop_at(quote);
    form.run();
    let mut asked = form.state().asked.iter();
    let revealed = asked.any(|it| matches!(it, Command::Reveal(RecordId::Report(_))));
    assert!(revealed, "links still lead somewhere");
}

#[test]
fn nothing_selected_teaches() {
    let form = form(egui::Theme::Light, 300.0, 400.0, Bench::sample());
    form.get_by_label_contains("Select a passage, an event or a mark");
}

#[test]
fn a_report_selected_elsewhere_comes_into_view_and_a_click_leaves_the_form_where_it_is() {
    let mut bench = Bench::sample();
    let event = bench.event_titled("Strike, Nangarhar and Khost");
    bench.select(event);
    let last = *bench.reports(event).last().expect("three reports");
    let mut form = form(egui::Theme::Light, 300.0, 500.0, bench);
    let top = |form: &Harness<'_, Bench>| control(form, "Report 3").rect().top();
    assert!(top(&form) > 500.0, "below the fold at first");
    form.state_mut().select(last);
    form.run();
    form.run();
    let shown = top(&form);
    assert!(shown < 500.0, "brought into view, not at {shown}");
    let before = control(&form, "Report 2").rect().top();
    control(&form, "Report 2").click();
    form.run();
    assert!(form.state().session.selected != Some(last.into()));
    assert!((control(&form, "Report 2").rect().top() - before).abs() < 1.0);
}
