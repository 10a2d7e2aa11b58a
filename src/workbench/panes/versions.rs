//! The review of a new version: everything that stands in the source in a list, both texts beside
//! it, what is to become of the selected thing below them.
//!
//! In: a review and a snapshot. Out: a review a person has gone on with, and commands. It takes
//! the room of the panes while it is open.

mod column;
mod list;
mod state;

pub use column::{Column, Shown, Side};
pub use state::{Choosing, Decision, Group, Review, Row};

use super::review_frame::{self, Head, Keys};
use super::words::counted;
use crate::document::Snapshot;
use crate::model::text::TextSpan;
use crate::workbench::command::Command;
use crate::workbench::theme::{self, PANE_MARGIN, body, heading, hint, palette, strong};
use crate::workbench::typesetting::arabic_style;
use column::Pointed;
use egui::{Button, Frame, Key, Label, Margin, Modifiers, Panel, Ui};
use state::{fate_in_words, ordered};

/// A key of the review and what it does.
pub const KEYS: [(&str, &str); 7] = [
    ("Up, Down", "The passage before, the next one"),
    (
        "Enter",
        "Accept the place that is shown, or the words chosen",
    ),
    ("Left, Right", "Show another place"),
    ("Delete", "Leave the passage with the old version"),
    (
        "W",
        "Choose other words; Left and Right move, Shift extends",
    ),
    ("Escape", "Stop choosing words"),
    ("Ctrl+Enter", "Update the text"),
];

/// What of a review is kept between frames beside the review itself.
#[derive(Default)]
pub struct VersionsView {
    columns: Option<(crate::model::text::Sha, Column, Column)>,
    followed: u64,
    wants_focus: bool,
}

impl VersionsView {
    /// Gives the review the keyboard when it is drawn next.
    pub fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the review into the room that is left; keys are its own unless something stands
    /// over the window.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        review: &mut Review,
        now: &Snapshot,
        covered: bool,
        commands: &mut Vec<Command>,
    ) {
        let named = ("new version", "Review of the new version");
        let wanted = !covered && std::mem::take(&mut self.wants_focus);
        let focus = review_frame::focus(ui, named, wanted, covered);
        if let Some(keys) = Keys::of(ui, &focus, covered) {
            self.take_keys(&keys, review, commands);
        }
        head(review, now).show(ui, commands);
        let ground = Frame::new().fill(theme::color(palette(ui).pane2));
        let width = (ui.available_width() * 0.24).clamp(220.0, 340.0);
        Panel::left("version list")
            .exact_size(width)
            .resizable(false)
            .frame(ground)
            .show(ui, |ui| list::list_ui(ui, review, now, &focus));
        let inner = ground.inner_margin(Margin::symmetric(PANE_MARGIN as i8, 8));
        Panel::bottom("version decision")
            .exact_size(92.0)
            .resizable(false)
            .frame(inner)
            .show(ui, |ui| self.decision_ui(ui, review, now));
        self.texts_ui(ui, review, now);
    }

    fn take_keys(&self, keys: &Keys<'_>, review: &mut Review, commands: &mut Vec<Command>) {
        if keys.updates() {
            commands.push(Command::ApplyVersion);
        }
        let choosing = review.choosing().is_some();
        let rightwards = self.is_rightwards(review);
        for (key, right) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
            let forward = right == rightwards;
            if choosing && keys.pressed(Modifiers::SHIFT, key) {
                review.move_choice(forward, true);
            }
            if keys.plain(key) {
                match choosing {
                    true => review.move_choice(forward, false),
                    false => review.other_place(if right { 1 } else { -1 }),
                }
            }
        }
        let by = keys.steps();
        if by != 0 {
            review.step(by);
        }
        if keys.plain(Key::Enter) {
            review.accept();
        }
        if keys.plain(Key::Delete) || keys.plain(Key::Backspace) {
            review.leave();
        }
        if keys.plain(Key::W) {
            review.begin_choosing(self.first_byte());
        }
        if keys.plain(Key::Escape) {
            review.stop_choosing();
        }
    }

    /// Whether the words being chosen go on to the right.
    fn is_rightwards(&self, review: &Review) -> bool {
        let columns = self.columns.as_ref().zip(review.choosing());
        columns.is_none_or(|((.., new), choosing)| new.is_rightwards(choosing.head))
    }

    fn first_byte(&self) -> usize {
        self.columns
            .as_ref()
            .map_or(0, |(.., new)| new.first_byte())
    }

    fn texts_ui(&mut self, ui: &mut Ui, review: &mut Review, now: &Snapshot) {
        let source = now.project().sources.get(&review.plan.source);
        let old = now.project().text_of(review.plan.source);
        let Some((source, old)) = source.zip(old) else {
            return;
        };
        let sha = review.read.text.sha();
        if self.columns.as_ref().is_none_or(|(of, ..)| *of != sha) {
            let over = |text: &str| Column::over(text, arabic_style(source, text));
            let new = over(review.read.text.as_str());
            self.columns = Some((sha, over(old.as_str()), new));
            self.followed = 0;
        }
        let Some((_, before, after)) = &mut self.columns else {
            return;
        };
        if self.followed != review.moves() {
            self.followed = review.moves();
            follow(review, before, after);
        }
        let plan = std::sync::Arc::clone(&review.plan);
        let meant = review
            .item()
            .map_or_else(Vec::new, |item| item.spans.clone());
        let half = ui.available_width() / 2.0;
        let left = Panel::left("old text")
            .exact_size(half)
            .resizable(false)
            .frame(Frame::new().fill(theme::color(palette(ui).pane)));
        let clicked = left.show(ui, |ui| {
            column_head_ui(ui, "Old text", "struck through: no longer there");
            let shown = Shown {
                name: "Old text",
                text: old,
                side: Side::Old,
                changed: &plan.changes.removed,
                meant: &meant,
                others: &[],
            };
            before.show(ui, &shown)
        });
        if let Some(Pointed::Clicked(byte)) = clicked.inner {
            review.select_at(byte);
        }
        let pointed = new_text_ui(ui, review, after);
        match pointed {
            Some(Pointed::Began(byte)) => review.choose(Choosing {
                anchor: byte,
                head: byte,
            }),
            Some(Pointed::Dragged(head)) => {
                let anchor = review.choosing().map_or(head, |it| it.anchor);
                review.choose(Choosing { anchor, head });
            }
            Some(Pointed::Clicked(_)) => review.stop_choosing(),
            None => {}
        }
    }

    fn decision_ui(&mut self, ui: &mut Ui, review: &mut Review, now: &Snapshot) {
        let Some(item) = review.item() else {
            ui.label(strong("Nothing stands in this source."));
            ui.label(hint("Updating adds the new text and keeps the old one."));
            return;
        };
        ui.horizontal(|ui| {
            ui.label(strong(fate_in_words(item)));
            let words = list::quote_of(now, review.plan.source, item);
            ui.add(Label::new(hint(format!("“{words}”"))).truncate());
        });
        ui.label(hint(what_happens(review)));
        ui.add_space(4.0);
        let places = item.placing.candidates.len();
        let can_accept = review.choosing().is_some() || !review.shown_places().is_empty();
        ui.horizontal(|ui| {
            let accept = match review.choosing() {
                Some(_) => "Use the chosen words",
                None => "Accept this place",
            };
            if button(ui, accept, "Enter", can_accept) {
                review.accept();
            }
            let next = format!("Next place ({} of {places})", review.shown() + 1);
            if places > 1 && button(ui, &next, "→", true) {
                review.other_place(1);
            }
            if button(ui, "Choose other words", "W", true) {
                review.begin_choosing(self.first_byte());
                self.wants_focus = true;
            }
            if button(ui, "Leave with the old version", "Delete", true) {
                review.leave();
            }
        });
    }
}

impl Review {
    /// Selects the smallest thing that stands at a byte of the old text.
    fn select_at(&mut self, byte: usize) {
        let here = self.plan.items.iter().enumerate().filter(|(_, item)| {
            let mut spans = item.spans.iter();
            spans.any(|span| span.range().contains(&byte))
        });
        let length =
            |spans: &[TextSpan]| spans.iter().map(|span| span.range().len()).sum::<usize>();
        let smallest = here.min_by_key(|(_, item)| length(&item.spans));
        let row =
            smallest.and_then(|(at, _)| self.rows().iter().position(|row| *row == Row::Item(at)));
        if let Some(row) = row {
            self.select(row);
        }
    }
}

/// Brings what is selected into view on both sides: where it has no place yet, the new text stands
/// about as far as the old one.
fn follow(review: &Review, before: &mut Column, after: &mut Column) {
    if let Some(choosing) = review.choosing() {
        after.reveal(choosing.head);
        return;
    }
    let first = review.item().and_then(|item| item.spans.first());
    let Some(first) = first else { return };
    before.reveal(first.start().index());
    let place = review.shown_places().first().copied();
    let about = || review.plan.comparison.about(first.start());
    after.reveal(place.map_or_else(about, TextSpan::start).index());
}

fn new_text_ui(ui: &mut Ui, review: &Review, after: &mut Column) -> Option<Pointed> {
    let chosen = review
        .choosing()
        .and_then(|it| TextSpan::from_range(ordered(it)));
    let meant = match (review.choosing(), chosen) {
        (Some(_), chosen) => chosen.into_iter().collect(),
        (None, _) => review.shown_places().to_vec(),
    };
    let others: Vec<TextSpan> = review.item().map_or_else(Vec::new, |item| {
        let candidates = item.placing.candidates.iter();
        candidates.flat_map(|it| it.spans.iter().copied()).collect()
    });
    let ground = Frame::new().fill(theme::color(palette(ui).pane));
    let inner = egui::CentralPanel::default().frame(ground).show(ui, |ui| {
        let rect = ui.max_rect();
        let line = theme::hairline(palette(ui).line);
        ui.painter().vline(rect.left(), rect.y_range(), line);
        column_head_ui(ui, "New text", "underlined: new; dashed: moved");
        let shown = Shown {
            name: "New text",
            text: &review.read.text,
            side: Side::New,
            changed: &review.plan.changes.added,
            meant: &meant,
            others: &others,
        };
        after.show(ui, &shown)
    });
    inner.inner
}

fn column_head_ui(ui: &mut Ui, name: &str, key: &str) {
    Frame::new()
        .inner_margin(Margin::symmetric(20, 6))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(heading(name));
                ui.add(Label::new(hint(key)).truncate());
            });
        });
}

fn head<'w>(review: &Review, now: &Snapshot) -> Head<'w> {
    let source = now.project().sources.get(&review.plan.source);
    let name = source.map_or("", |source| source.title.as_str());
    Head {
        title: format!("A new version of ‘{name}’"),
        words: tally_in_words(review),
        update: ("Update the text", Command::ApplyVersion),
        another: None,
        cancel: Command::CancelVersion,
    }
}

/// "41 exact · 3 moved · 2 need review, 1 of them decided".
fn tally_in_words(review: &Review) -> String {
    let tally = review.tally();
    let decided = match (review.decided(), tally.review) {
        (0, _) | (_, 0) => String::new(),
        (decided, _) => format!(", {decided} of them decided"),
    };
    let needing = counted(tally.review, "needs review", "need review");
    let from = &review.read.original.name;
    format!(
        "{} exact · {} moved · {needing}{decided} · from {from}",
        tally.exact, tally.moved
    )
}

fn what_happens(review: &Review) -> &'static str {
    let Some(item) = review.item() else { return "" };
    let decided = review.decision(item.what);
    match (decided, review.outcome(item)) {
        _ if review.choosing().is_some() => {
            "Choose the words it stands for now; Enter takes them, Escape goes back."
        }
        (Some(Decision::Here(_)), _) => "Decided: it will stand on the marked words.",
        (Some(Decision::Stays), _) => {
            "Decided: it stays with the old version and is listed as needing review."
        }
        (None, Some((_, false))) => "It will stand on the marked words.",
        (None, Some((_, true))) => {
            "Not decided: it will wait on the marked words and be listed as needing review."
        }
        (None, None) => {
            "Not decided: it will stay with the old version and be listed as needing review."
        }
    }
}

fn button(ui: &mut Ui, text: &str, keys: &str, enabled: bool) -> bool {
    let button = Button::new(body(text)).shortcut_text(hint(keys));
    ui.add_enabled(enabled, button).clicked()
}
