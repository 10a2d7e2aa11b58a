//! What the program tells the analyst unasked: shown in the corner for a while, kept in a log.

use super::command::Command;
use super::theme::{self, body, hint, palette};
use egui::{Align2, Area, Frame, Id, Margin, Order, Ui, vec2};

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something was done.
    Done,
    /// Something is odd, nothing is lost.
    Warning,
    /// Something could not be done.
    Error,
}

/// One thing that was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How much it matters.
    pub level: Level,
    /// What, where, and what to do.
    pub text: String,
    /// What can be done about it: the words, and what they ask for.
    pub then: Option<(&'static str, Command)>,
    shown: bool,
}

/// Everything that was said in this session, oldest first.
#[derive(Debug, Default)]
pub struct Notices {
    log: Vec<Notice>,
}

impl Notices {
    /// The corner shows at most this many at once.
    const IN_CORNER: usize = 3;

    /// Says something.
    pub fn say(&mut self, level: Level, text: impl Into<String>) {
        self.add(level, text.into(), None);
    }

    /// Says something, with a way to do something about it.
    pub fn offer(&mut self, level: Level, text: impl Into<String>, then: (&'static str, Command)) {
        self.add(level, text.into(), Some(then));
    }

    fn add(&mut self, level: Level, text: String, then: Option<(&'static str, Command)>) {
        self.log
            .iter_mut()
            .filter(|old| old.text == text || old.level == Level::Done)
            .for_each(|old| old.shown = false);
        self.log.push(Notice {
            level,
            text,
            then,
            shown: true,
        });
    }

    /// Everything said, oldest first.
    pub fn log(&self) -> &[Notice] {
        &self.log
    }

    /// What is wrong and not yet dismissed, newest first.
    pub fn open(&self) -> impl Iterator<Item = &Notice> {
        self.log.iter().rev().filter(|notice| notice.shown)
    }

    /// Takes what was merely done out of the corner; warnings and errors stay until dismissed.
    pub fn settle(&mut self) {
        self.log
            .iter_mut()
            .filter(|notice| notice.level == Level::Done)
            .for_each(|notice| notice.shown = false);
    }

    /// What was done last, for the status bar; nothing once something else is done.
    pub fn done(&self) -> Option<&Notice> {
        let last = self.log.last()?;
        (last.level == Level::Done && last.shown).then_some(last)
    }

    /// Draws the corner: what is odd or wrong, until it is dismissed.
    pub fn corner_ui(&mut self, ui: &Ui) {
        let mut dismissed = None;
        let open: Vec<usize> = (0..self.log.len())
            .rev()
            .filter(|at| {
                self.log
                    .get(*at)
                    .is_some_and(|it| it.shown && it.level != Level::Done)
            })
            .take(Self::IN_CORNER)
            .collect();
        if open.is_empty() {
            return;
        }
        Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -40.0))
            .show(ui.ctx(), |ui| {
                ui.set_max_width(420.0);
                for at in open {
                    if let Some(notice) = self.log.get(at)
                        && notice_ui(ui, notice)
                    {
                        dismissed = Some(at);
                    }
                }
            });
        if let Some(notice) = dismissed.and_then(|at| self.log.get_mut(at)) {
            notice.shown = false;
        }
    }
}

/// Draws one notice; true when it was dismissed.
fn notice_ui(ui: &mut Ui, notice: &Notice) -> bool {
    let colors = palette(ui);
    let mark = match notice.level {
        Level::Done => colors.ok,
        Level::Warning => colors.warning,
        Level::Error => colors.error,
    };
    let frame = Frame::new()
        .fill(theme::color(colors.pane))
        .stroke(theme::hairline(colors.line))
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::symmetric(12, 8))
        .shadow(ui.visuals().popup_shadow);
    let mut dismissed = false;
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let (dot, _) = ui.allocate_exact_size(vec2(8.0, 20.0), egui::Sense::hover());
            ui.painter()
                .circle_filled(dot.center(), 4.0, theme::color(mark));
            ui.vertical(|ui| {
                ui.set_max_width(340.0);
                ui.add(egui::Label::new(body(&notice.text)).wrap());
            });
            let close = ui.add(egui::Button::new(hint("×")).frame(false));
            close.widget_info(|| {
                egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, "Dismiss notice")
            });
            dismissed = close.clicked();
        });
    });
    dismissed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_leaves_the_corner_and_stays_in_the_log() {
        let mut notices = Notices::default();
        notices.say(Level::Done, "Saved");
        notices.say(Level::Error, "The disk is full");
        notices.settle();
        let open: Vec<_> = notices.open().map(|notice| notice.text.as_str()).collect();
        assert_eq!(open, ["The disk is full"]);
        assert_eq!(notices.log().len(), 2);
    }

    #[test]
    fn the_same_error_is_shown_once() {
        let mut notices = Notices::default();
        notices.say(Level::Error, "The disk is full");
        notices.say(Level::Error, "The disk is full");
        assert_eq!((notices.open().count(), notices.log().len()), (1, 2));
    }
}
