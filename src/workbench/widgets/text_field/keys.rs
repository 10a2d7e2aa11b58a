//! What an event asks of a field that has the keyboard.

use egui::os::OperatingSystem;
use egui::{Event, ImeEvent, Key, Modifiers};

use super::edit::Erase;
use super::motion::Motion;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    Move { motion: Motion, extend: bool },
    SelectAll,
    Erase(Erase),
    Type(String),
    Paste(String),
    Enter,
    Copy,
    Cut,
    Undo,
    Redo,
    Ime(ImeEvent),
}

/// What an event asks; `None` when it is nothing for a field.
pub(super) fn deed(event: &Event, os: OperatingSystem) -> Option<Deed> {
    match event {
        Event::Text(words) => typed(words).map(Deed::Type),
        Event::Paste(words) if !words.is_empty() => Some(Deed::Paste(words.clone())),
        Event::Copy => Some(Deed::Copy),
        Event::Cut => Some(Deed::Cut),
        Event::Ime(ime) => Some(Deed::Ime(ime.clone())),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => key_deed(*key, *modifiers, os),
        _ => None,
    }
}

/// The letters of a typing event; a line break comes as a key.
fn typed(words: &str) -> Option<String> {
    let letters: String = words
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    (!letters.is_empty()).then_some(letters)
}

fn key_deed(key: Key, held: Modifiers, os: OperatingSystem) -> Option<Deed> {
    let extend = held.shift;
    let motion = motion(key, held).map(|motion| Deed::Move { motion, extend });
    let own = motion.or_else(|| erase(key, held, os).map(Deed::Erase));
    own.or_else(|| command(key, held)).or_else(|| {
        let emacs = os == OperatingSystem::Mac && held.ctrl && !held.shift;
        emacs.then(|| mac_deed(key)).flatten()
    })
}

/// Ctrl, or Alt on macOS.
fn by_word(held: Modifiers) -> bool {
    (held.ctrl || held.command || held.alt) && !held.mac_cmd
}

fn motion(key: Key, held: Modifiers) -> Option<Motion> {
    Some(match key {
        Key::ArrowLeft | Key::ArrowRight => {
            let right = key == Key::ArrowRight;
            match () {
                () if by_word(held) => Motion::WordSideways(right),
                () if held.mac_cmd => Motion::LineSide(right),
                () => Motion::Sideways(right),
            }
        }
        Key::ArrowUp | Key::ArrowDown if held.command => Motion::TextEnd(key == Key::ArrowDown),
        Key::ArrowUp | Key::ArrowDown => Motion::Line(key == Key::ArrowDown),
        Key::Home | Key::End if held.ctrl || held.command => Motion::TextEnd(key == Key::End),
        Key::Home | Key::End => Motion::LineEnd(key == Key::End),
        Key::PageUp | Key::PageDown => Motion::Page(key == Key::PageDown),
        _ => return None,
    })
}

fn erase(key: Key, held: Modifiers, os: OperatingSystem) -> Option<Erase> {
    let ahead = match key {
        Key::Backspace => false,
        // On Windows Shift+Delete cuts, and comes as that.
        Key::Delete if !held.shift || os != OperatingSystem::Windows => true,
        _ => return None,
    };
    Some(match () {
        () if held.mac_cmd => Erase::Paragraph(ahead),
        () if by_word(held) => Erase::Word(ahead),
        () => Erase::Grapheme(ahead),
    })
}

fn command(key: Key, held: Modifiers) -> Option<Deed> {
    match key {
        // With Ctrl it is the form's.
        Key::Enter if !held.command && !held.ctrl => Some(Deed::Enter),
        _ if !held.command => None,
        Key::A => Some(Deed::SelectAll),
        Key::Z if held.shift => Some(Deed::Redo),
        Key::Z => Some(Deed::Undo),
        Key::Y => Some(Deed::Redo),
        _ => None,
    }
}

/// The keys every text field of macOS knows.
fn mac_deed(key: Key) -> Option<Deed> {
    let step = |motion| Deed::Move {
        motion,
        extend: false,
    };
    Some(match key {
        Key::A => step(Motion::ParagraphEnd(false)),
        Key::E => step(Motion::ParagraphEnd(true)),
        Key::B => step(Motion::Onwards(false)),
        Key::F => step(Motion::Onwards(true)),
        Key::P => step(Motion::Line(false)),
        Key::N => step(Motion::Line(true)),
        Key::H => Deed::Erase(Erase::Grapheme(false)),
        Key::D => Deed::Erase(Erase::Grapheme(true)),
        Key::K => Deed::Erase(Erase::Paragraph(true)),
        Key::U => Deed::Erase(Erase::Paragraph(false)),
        Key::W => Deed::Erase(Erase::Word(false)),
        _ => return None,
    })
}
