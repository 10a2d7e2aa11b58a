//! The command palette: every command and every record by a few letters of its name.

use super::command::Command;
use super::theme::{self, hint, palette};
use super::widgets::TextField;
use crate::model::id::{AnnotationId, EventId, SourceId};
use egui::{Align2, Area, Frame, Id, Key, Margin, Modifiers, Order, ScrollArea, Ui, vec2};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// One thing the palette can find.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub text: String,
    /// What stands beside it: its shortcut, the noun of a record, why an event fits.
    pub aside: String,
    /// Whether it can be chosen now.
    pub enabled: bool,
    /// Whether it is listed before anything is typed.
    pub unasked: bool,
    /// What choosing it does.
    pub command: Command,
}

/// What the palette looks through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Every command and record.
    #[default]
    Everything,
    /// The events a passage can be added to.
    AddTo(AnnotationId),
    /// The events another can be merged into.
    MergeInto(EventId),
    /// The encodings a source can be read in.
    ReadAs(SourceId),
    /// The saved views, to be shown.
    Views,
    /// The saved views, to be deleted.
    DeleteView,
}

impl Scope {
    fn prompt(self) -> &'static str {
        match self {
            Self::Everything => "Search the case or run a command",
            Self::AddTo(_) => "Add this passage to which event?",
            Self::MergeInto(_) => "Merge this event into which other?",
            Self::ReadAs(_) => "Read this source in which encoding?",
            Self::Views => "Show which view?",
            Self::DeleteView => "Delete which view?",
        }
    }
}

/// The palette while it is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What it looks through.
    pub scope: Scope,
    query: String,
    chosen: usize,
}

impl Palette {
    /// A palette that looks through `scope`.
    pub fn within(scope: Scope) -> Self {
        Self {
            scope,
            ..Self::default()
        }
    }

    /// Shows at most this many entries.
    const MOST: usize = 50;

    /// The entries that fit the letters typed, best first; with none typed, all commands.
    pub fn found<'a>(&self, entries: &'a [Entry]) -> Vec<&'a Entry> {
        if self.query.trim().is_empty() {
            let unasked = entries.iter().filter(|entry| entry.unasked);
            return unasked.take(Self::MOST).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&self.query, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, &Entry)> = entries
            .iter()
            .filter_map(|entry| {
                let score = pattern.score(Utf32Str::new(&entry.text, &mut buffer), &mut matcher)?;
                // The very word comes first, then what begins with it; what can be done now before
                // what cannot.
                let text = entry.text.to_lowercase();
                let wanted = self.query.trim().to_lowercase();
                let whole = u32::from(text == wanted) * 2000;
                let begins = u32::from(text.starts_with(&wanted)) * 1000;
                Some((score * 2 + u32::from(entry.enabled) + whole + begins, entry))
            })
            .collect();
        scored.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.text.cmp(&right.text)));
        scored
            .into_iter()
            .take(Self::MOST)
            .map(|(_, entry)| entry)
            .collect()
    }

    /// Draws the palette; what was chosen, or the wish to close it.
    pub fn show(&mut self, ui: &Ui, entries: &[Entry]) -> Option<Command> {
        let found = self.found(entries);
        let mut command = self.keys(ui, &found);
        let colors = palette(ui);
        let frame = Frame::new()
            .fill(theme::color(colors.pane))
            .stroke(theme::hairline(colors.line))
            .corner_radius(8)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::same(8));
        let area = Area::new(Id::unique("command palette"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 44.0))
            .show(ui.ctx(), |ui| {
                frame.show(ui, |ui| {
                    ui.set_width(560.0);
                    self.field_ui(ui);
                    ui.add_space(4.0);
                    if let Some(picked) = self.list_ui(ui, &found) {
                        command = Some(picked);
                    }
                });
            });
        if command.is_none() && area.response.clicked_elsewhere() {
            command = Some(Command::CloseOverlay);
        }
        command
    }

    fn keys(&mut self, ui: &Ui, found: &[&Entry]) -> Option<Command> {
        let last = found.len().saturating_sub(1);
        self.chosen = self.chosen.min(last);
        ui.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = (self.chosen + 1).min(last);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                return Some(Command::CloseOverlay);
            }
            let enter = input.consume_key(Modifiers::NONE, Key::Enter);
            found
                .get(self.chosen)
                .filter(|entry| enter && entry.enabled)
                .map(|entry| entry.command.clone())
        })
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let prompt = self.scope.prompt();
        let field = TextField::new(Id::unique("palette query"), prompt, &mut self.query);
        let field = field.hint(prompt).margin(Margin::symmetric(8, 6));
        let response = field.show(ui).response;
        if response.changed() {
            self.chosen = 0;
        }
        // Asking again and again would interrupt an input method.
        if !response.has_focus() {
            response.request_focus();
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, found: &[&Entry]) -> Option<Command> {
        let mut command = None;
        if found.is_empty() {
            ui.add_space(4.0);
            ui.label(hint("Nothing here has these letters in its name."));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
            for (at, entry) in found.iter().enumerate() {
                let row = super::widgets::ListRow::new(&entry.text)
                    .trailing(&entry.aside)
                    .selected(at == self.chosen);
                let response = ui.add_enabled(entry.enabled, row);
                if at == self.chosen
                    && ui.input(|input| {
                        input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp)
                    })
                {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    command = Some(entry.command.clone());
                }
            }
        });
        command
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::Action;
    use super::*;

    fn entries() -> Vec<Entry> {
        let entry = |text: &str, enabled, command: Command| Entry {
            text: text.to_owned(),
            aside: String::new(),
            enabled,
            unasked: matches!(command, Command::Do(_)),
            command,
        };
        vec![
            entry("Save", true, Command::Do(Action::Save)),
            entry("Save as…", true, Command::Do(Action::SaveAs)),
            entry("Undo: code “x”", false, Command::Do(Action::Undo)),
            entry(
                "Strike, Paktika",
                true,
                Command::Reveal("e1-k3f9".parse().expect("an id")),
            ),
        ]
    }

    fn found(query: &str) -> Vec<String> {
        let palette = Palette {
            query: query.to_owned(),
            ..Palette::default()
        };
        let entries = entries();
        palette
            .found(&entries)
            .iter()
            .map(|entry| entry.text.clone())
            .collect()
    }

    #[test]
    fn a_few_letters_find_commands_and_records() {
        assert_eq!(found("").len(), 3, "all commands, no records");
        assert_eq!(found("pktk"), ["Strike, Paktika"]);
        assert_eq!(found("save").first().map(String::as_str), Some("Save"));
        assert!(found("zzz").is_empty());
    }
}
