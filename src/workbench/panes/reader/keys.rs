//! What the keys do while the reader has the keyboard.

use egui::{Event, InputState, Key, Modifiers};

use super::motion::Motion;

/// A line of the cheat sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyHelp {
    /// The keys, as printed on them.
    pub keys: &'static str,
    /// What they do.
    pub does: &'static str,
}

/// The keys of the reader, for the cheat sheet.
pub const KEY_HELP: [KeyHelp; 13] = [
    help("← →", "Move by a letter"),
    help("↑ ↓", "Move by a line"),
    help("Ctrl+← Ctrl+→, Alt+← Alt+→", "Move by a word"),
    help("Alt+↑ Alt+↓, [ ]", "Move by a sentence"),
    help("Ctrl+↑ Ctrl+↓", "Move by a paragraph"),
    help(
        "Home, End",
        "Go to the ends of the line; with Ctrl, of the text",
    ),
    help("Page up, Page down", "Move by a page"),
    help("Shift", "With any of these: extend the selection"),
    help(
        "W, S, P",
        "Select the word, the sentence, the paragraph; again: the next one too",
    ),
    help(
        "N, Shift+N, J, K",
        "Go to the next or the previous annotation",
    ),
    help("Enter, C, /", "Code the selection, or the sentence"),
    help("Ctrl+C", "Copy the selected words"),
    help("Escape", "Select nothing"),
];

const fn help(keys: &'static str, does: &'static str) -> KeyHelp {
    KeyHelp { keys, does }
}

/// A unit of text that is selected as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Grain {
    #[default]
    Letter,
    Word,
    Sentence,
    Paragraph,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Move { motion: Motion, extend: bool },
    Select(Grain),
    NextAnnotation,
    PreviousAnnotation,
    Code,
    Copy,
    Clear,
}

/// Takes the reader's keys out of the input, and the letters they would type elsewhere. What is
/// typed after asking for a code is left for the code picker.
pub(super) fn take_actions(input: &mut InputState) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    // The letter of the key that asked for a code comes right behind the key.
    let mut letter_due = false;
    input.events.retain(|event| {
        let asked = actions.last() == Some(&Action::Code);
        let action = match event {
            Event::Text(_) => return asked && !std::mem::take(&mut letter_due),
            _ if asked => return true,
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                letter_due = *key != Key::Enter;
                action(*key, *modifiers)
            }
            Event::Copy => Some(Action::Copy),
            _ => None,
        };
        actions.extend(action);
        action.is_none()
    });
    actions
}

fn action(key: Key, held: Modifiers) -> Option<Action> {
    let extend = held.shift;
    let motion = motion(key, held).map(|motion| Action::Move { motion, extend });
    motion.or_else(|| single(key, held))
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

fn single(key: Key, held: Modifiers) -> Option<Action> {
    if held.ctrl || held.command || held.alt {
        return None;
    }
    Some(match (key, held.shift) {
        (Key::W, false) => Action::Select(Grain::Word),
        (Key::S, false) => Action::Select(Grain::Sentence),
        (Key::P, false) => Action::Select(Grain::Paragraph),
        (Key::N | Key::J, false) => Action::NextAnnotation,
        (Key::N, true) | (Key::K, false) => Action::PreviousAnnotation,
        (Key::Enter | Key::C | Key::Slash, false) => Action::Code,
        (Key::Escape, _) => Action::Clear,
        _ => return None,
    })
}
