//! What is chosen at the right end of the tab bar: the two actors, and what is shown of them.

use super::scores::scores_ui;
use crate::figure::labels::{abbreviation, number_of};
use crate::figure::pair::{Met, Pair};
use crate::figure::rows::whole_words;
use crate::figure::wanted::Charts;
use crate::figure::wanted::PairWanted;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::panes::chart_stack::window_chip;
use crate::workbench::panes::time::tables_ui;
use crate::workbench::theme::hint;
use crate::workbench::widgets::Choice;
use egui::accesskit::Role;
use egui::{Button, Ui, WidgetInfo};

/// So many pairs are offered.
const OFFERED: usize = 40;
/// Names are shown up to this length, in letters.
const SHOWN: usize = 22;

/// Draws what can be chosen; from right to left.
pub(super) fn options_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    which: Charts,
    met: &[Met],
    pair: Option<Pair>,
) {
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.add_space(8.0);
    match which {
        Charts::Dyad => {
            telling_ui(ui, desk);
            tables_ui(ui, desk);
        }
        _ => {
            scores_ui(ui, desk);
            acts_ui(ui, desk);
        }
    }
    if pair.is_some() || !met.is_empty() {
        pair_ui(ui, desk, met, pair);
    }
    window_chip(ui, desk);
}

fn pair_ui(ui: &mut Ui, desk: &mut Desk<'_>, met: &[Met], pair: Option<Pair>) {
    let now = desk.session.pair;
    let mut view = |pair| {
        desk.commands
            .push(Command::ViewPair(PairWanted { pair, ..now }));
    };
    if let Some(pair) = pair {
        let swap = ui.add(Button::new(hint("swap")).frame_when_inactive(false));
        swap.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Swap the two actors"));
        if swap.clicked() {
            view(Some(pair.swapped()));
        }
        swap.on_hover_text("Swap the two actors");
    }
    let project = desk.snapshot.project();
    let mut entries: Vec<(Option<Pair>, String)> = met
        .iter()
        .take(OFFERED)
        .map(|met| (Some(met.pair), offer(project, met)))
        .collect();
    if let Some(pair) = pair {
        // Swapped or rare, the pair shown stands for its entry.
        let same = |other: Option<Pair>| other == Some(pair) || other == Some(pair.swapped());
        match entries.iter_mut().find(|(other, _)| same(*other)) {
            Some((other, _)) => *other = Some(pair),
            None => entries.push((Some(pair), names(project, pair))),
        }
    }
    let shown = pair.map_or("two actors".to_owned(), |pair| names(project, pair));
    let (_, chosen) = Choice::new("The two actors", &entries, pair)
        .shown(&shown)
        .width(120.0)
        .show(ui);
    if let Some(chosen) = chosen {
        view(chosen);
    }
}

/// "Pakistan and Afghan Taliban: 12 events, 340 rows".
fn offer(project: &Project, met: &Met) -> String {
    let events = (met.events > 0).then(|| number_of(met.events, "event"));
    let rows = (met.rows > 0).then(|| whole_words(met.rows, "row"));
    let both: Vec<String> = events.into_iter().chain(rows).collect();
    format!("{}: {}", names(project, met.pair), both.join(", "))
}

fn names(project: &Project, pair: Pair) -> String {
    let name = |id| {
        let actor = project.actors.get(&id);
        short(actor.map_or("", |actor| actor.name.as_str()))
    };
    format!("{} and {}", name(pair.one), name(pair.other))
}

/// A name without its abbreviation where it is long, else cut.
fn short(name: &str) -> String {
    if name.chars().count() <= SHOWN {
        return name.to_owned();
    }
    match abbreviation(name) {
        Some(short) => short.to_owned(),
        None => {
            let cut: String = name.chars().take(SHOWN - 1).collect();
            format!("{}…", cut.trim_end())
        }
    }
}

fn acts_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let mut acts = desk.session.pair.acts;
    let words = "incidents too";
    let shown = ui.checkbox(&mut acts, hint(words));
    if shown.changed() {
        desk.push(Command::ViewPair(PairWanted {
            acts,
            ..desk.session.pair
        }));
    }
    shown
        .on_hover_text("Incidents and diplomatic events happen and are never in force: they have bars and no part in the sum");
}

/// The order in which a source tells what happened.
fn telling_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let none: (Option<SourceId>, String) = (None, "no order of telling".to_owned());
    let project = desk.snapshot.project();
    let sources = project.sources.iter();
    let sources = sources.map(|(id, source)| (Some(*id), short(&source.title)));
    let entries: Vec<_> = std::iter::once(none).chain(sources).collect();
    let now = desk.session.pair;
    let shown = match now.telling {
        Some(_) => "order of telling",
        None => "no order of telling",
    };
    let (_, chosen) = Choice::new("Order of telling", &entries, now.telling)
        .shown(shown)
        .width(112.0)
        .show(ui);
    if let Some(telling) = chosen {
        desk.push(Command::ViewPair(PairWanted { telling, ..now }));
    }
}
