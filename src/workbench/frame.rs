//! The frame around the panes: menu bar above, status bar below, panes between, one thing over all.

use super::action::Action;
use super::app::App;
use super::command::Command;
use super::docking;
use super::entries;
use super::filtering::FilterChange;
use super::menu::{BarState, DiskState, menu_bar_ui};
use super::open::OpenProject;
use super::overlay::Overlay;
use super::panes::editions::editions_ui;
use super::panes::mapping::mapping_ui;
use super::status_bar::{Asked, Status, Work, status_bar_ui};
use super::theme::{self, palette};
use super::welcome::welcome_ui;
use crate::figure::chosen::filter_words;
use crate::figure::labels::range_words;
use egui::{CentralPanel, Frame, Margin, Panel, Ui};

/// Draws everything.
pub(super) fn window_ui(app: &mut App, ui: &mut Ui) {
    let colors = palette(ui);
    let bar = Frame::new()
        .fill(theme::color(colors.pane2))
        .inner_margin(Margin::symmetric(8, 0));
    Panel::top("menu bar")
        .exact_size(38.0)
        .frame(bar)
        .resizable(false)
        .show(ui, |ui| {
            let state = bar_state(app);
            let mut commands = Vec::new();
            menu_bar_ui(ui, &state, &|action| app.is_enabled(action), &mut commands);
            app.commands.append(&mut commands);
        });
    let bar = Frame::new()
        .fill(theme::color(colors.pane2))
        .inner_margin(Margin::symmetric(16, 0));
    Panel::bottom("status bar")
        .exact_size(26.0)
        .frame(bar)
        .resizable(false)
        .show(ui, |ui| {
            let asked = status_bar_ui(ui, &status(app));
            let command = asked.and_then(|asked| asked_in_status(app, asked));
            app.commands.extend(command);
        });
    let ground = Frame::new().fill(theme::color(colors.pane));
    CentralPanel::default().frame(ground).show(ui, |ui| {
        if let (Some(open), Some(review)) = (&app.open, &mut app.review) {
            let now = open.document.snapshot();
            let covered = app.overlay != Overlay::None;
            let commands = &mut app.commands;
            app.review_view.show(ui, review, now, covered, commands);
        } else if let (Some(open), Some(review)) = (&app.open, &mut app.edition) {
            let now = open.document.snapshot();
            let covered = app.overlay != Overlay::None;
            editions_ui(ui, review, now, covered, &mut app.commands);
        } else if let (Some(open), Some(dialog)) = (&app.open, &mut app.mapping) {
            let covered = app.overlay != Overlay::None;
            let project = open.document.project();
            mapping_ui(ui, dialog, project, covered, &mut app.commands);
        } else if app.open.is_some() {
            docking::panes_ui(app, ui);
        } else {
            welcome_ui(ui, &app.preferences.recent, &app.unnamed, &mut app.commands);
        }
    });
    overlay_ui(app, ui);
    app.notices.corner_ui(ui);
}

fn overlay_ui(app: &mut App, ui: &Ui) {
    let chosen = if let Overlay::Palette(palette) = &mut app.overlay {
        let mut palette = std::mem::take(palette);
        let entries = entries::entries(app, palette.scope);
        let chosen = palette.show(ui, &entries);
        app.overlay = Overlay::Palette(palette);
        chosen
    } else {
        None
    };
    let mut commands = app.overlay.show(ui, app.notices.log(), &app.figure.preview);
    if let Some(command) = chosen {
        if command != Command::CloseOverlay {
            commands.push(Command::CloseOverlay);
        }
        commands.push(command);
    }
    app.commands.append(&mut commands);
}

fn bar_state(app: &App) -> BarState {
    let history = app.open.as_ref().map(|open| open.document.history());
    BarState {
        disk: disk_state(app),
        recent: app.preferences.recent.clone(),
        undo: history.and_then(|history| Some(history.last_done()?.transaction.label.clone())),
        redo: history.and_then(|history| Some(history.next_undone()?.transaction.label.clone())),
        quick: app.open.as_ref().map(quick_names).unwrap_or_default(),
    }
}

/// The names of the codes on the number keys, from the first key on.
pub(super) fn quick_names(open: &OpenProject) -> Vec<String> {
    let codes = &open.document.project().codes;
    let on_keys = open.session.quick.in_order().iter();
    on_keys
        .map(|id| {
            codes
                .get(id)
                .map(|code| code.name.clone())
                .unwrap_or_default()
        })
        .collect()
}

fn disk_state(app: &App) -> DiskState {
    let Some(open) = &app.open else {
        return DiskState::NoProject;
    };
    if open.keeper.read_only().is_some() {
        DiskState::ReadOnly
    } else if open.keeper.has_failed() {
        DiskState::Failed
    } else if open.keeper.is_only_kept() {
        DiskState::OnlyKept
    } else if open.keeper.is_nowhere() {
        DiskState::Untouched
    } else if !open.keeper.is_idle() {
        DiskState::Writing
    } else if open.keeper.named_path().is_none() {
        DiskState::Draft
    } else {
        DiskState::Saved
    }
}

fn asked_in_status(app: &App, asked: Asked) -> Option<Command> {
    Some(match asked {
        Asked::Notices => Command::Do(Action::NoticeLog),
        Asked::Then => app.notices.done()?.then.clone()?.1,
        Asked::Stop(job) => Command::Stop(job),
        Asked::ClearFilters => Command::Do(Action::ClearFilters),
        Asked::RemoveFilter(at) => {
            let filter = app.open.as_ref()?.session.filters.get(at)?;
            Command::Filter(FilterChange::Remove(filter.clone()))
        }
    })
}

fn status(app: &mut App) -> Status {
    let done = app.notices.done();
    let mut status = Status {
        work: app
            .jobs
            .running()
            .filter(|(_, name, _)| !name.is_empty())
            .map(|(job, name, part)| Work {
                job,
                name: name.to_owned(),
                part,
            })
            .collect(),
        troubles: app
            .notices
            .open()
            .filter(|notice| notice.level != super::notices::Level::Done)
            .count(),
        done: done.map_or_else(String::new, |it| it.text.clone()),
        then: done.and_then(|it| it.then.as_ref().map(|(words, _)| *words)),
        ..Status::default()
    };
    let Some(open) = &mut app.open else {
        return status;
    };
    let totals = open.derived.events().totals();
    status.facts = vec![
        format!(
            "{} countable incidents of {}",
            totals.countable_incidents, totals.incidents
        ),
        format!(
            "{} policy shifts of {}",
            totals.countable_policy_shifts, totals.policy_shifts
        ),
    ];
    if totals.undated > 0 {
        status.facts.push(format!("{} undated", totals.undated));
    }
    let left_out = open.session.left_out(&open.derived);
    if left_out > 0 {
        let noun = if left_out == 1 { "event" } else { "events" };
        let fact = format!("{left_out} {noun} filtered out");
        status.facts.push(fact);
    }
    let project = open.document.project();
    let filters = open.session.filters.iter();
    status.filters = filters.map(|it| filter_words(project, it)).collect();
    let axis = open.session.axis.as_ref();
    status.window = axis
        .map(|axis| range_words(axis.days()))
        .unwrap_or_default();
    status
}
