//! What the keys do while the reader has the keyboard.

mod table;

pub use table::{KEY_HELP, KeyHelp, key_for};

use egui::{Event, InputState, Key, Modifiers};

use super::motion::Motion;
use crate::workbench::action::Action;

/// A unit of text that is selected as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Grain {
    #[default]
    Letter,
    Word,
    Sentence,
    Paragraph,
}

/// What the reader does by itself, at a key or because the window asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderAsk {
    /// Choose the next annotation (true), or the one before.
    Step(bool),
    /// Select the next larger unit.
    Expand,
    /// Select what was selected before that.
    Shrink,
    /// Keep the selected words and begin another selection; without one, let go of the last kept.
    Hold,
}

impl ReaderAsk {
    /// What an action of the window asks of the reader, if anything.
    pub fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::NextAnnotation => Self::Step(true),
            Action::PreviousAnnotation => Self::Step(false),
            Action::ExpandSelection => Self::Expand,
            Action::ShrinkSelection => Self::Shrink,
            Action::HoldWords => Self::Hold,
            _ => return None,
        })
    }
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Move {
        motion: Motion,
        extend: bool,
    },
    Select(Grain),
    /// Move the caret to the other end of the selection.
    OtherEnd,
    /// What an action of the menus does, here or in the window.
    Do(Action),
    Code,
    Copy,
    Clear,
}

impl Deed {
    /// Whether what is typed next is for the code picker.
    fn opens_picker(self) -> bool {
        matches!(
            self,
            Self::Code | Self::Do(Action::AddCode | Action::Recode)
        )
    }
}

/// Takes the reader's keys out of the input, and the letters they would type elsewhere. What is
/// typed after asking for a code is left for the code picker.
pub(super) fn take_deeds(input: &mut InputState) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    // The letter of the key that asked for a code comes right behind the key.
    let mut letter_due = false;
    input.events.retain(|event| {
        let asked = deeds.last().is_some_and(|deed| deed.opens_picker());
        let deed = match event {
            Event::Text(_) => return asked && !std::mem::take(&mut letter_due),
            _ if asked => return true,
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                letter_due = *key != Key::Enter;
                deed(*key, *modifiers)
            }
            Event::Copy => Some(Deed::Copy),
            _ => None,
        };
        deeds.extend(deed);
        deed.is_none()
    });
    deeds
}

/// What a key does with these others held.
fn deed(key: Key, held: Modifiers) -> Option<Deed> {
    let extend = held.shift;
    let motion = motion(key, held).map(|motion| Deed::Move { motion, extend });
    let alone = !held.ctrl && !held.command && !held.alt;
    motion.or_else(|| alone.then(|| table::bound(key, held.shift)).flatten())
}

fn motion(key: Key, held: Modifiers) -> Option<Motion> {
    let (ctrl, alt) = (held.command || held.ctrl, held.alt);
    let plain = !ctrl && !alt;
    Some(match key {
        Key::ArrowLeft | Key::ArrowRight if plain => Motion::Sideways(key == Key::ArrowRight),
        Key::ArrowLeft | Key::ArrowRight => Motion::WordSideways(key == Key::ArrowRight),
        Key::ArrowUp | Key::ArrowDown => {
            let forwards = key == Key::ArrowDown;
            match (ctrl, alt) {
                (true, _) => Motion::Paragraph(forwards),
                (_, true) => Motion::Sentence(forwards),
                _ => Motion::Line(forwards),
            }
        }
        Key::OpenBracket | Key::OpenCurlyBracket if plain => Motion::Sentence(false),
        Key::CloseBracket | Key::CloseCurlyBracket if plain => Motion::Sentence(true),
        Key::Home | Key::End if ctrl => Motion::TextEnd(key == Key::End),
        Key::Home | Key::End => Motion::LineEnd(key == Key::End),
        Key::PageUp | Key::PageDown => Motion::Page(key == Key::PageDown),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
