//! The keys of the reader and what they do: one table for the keyboard, the menus and the cheat
//! sheet.

use egui::Key;

use super::super::motion::Motion;
use super::{Deed, Grain};
use crate::workbench::action::{Action, Slot};

/// A line of the cheat sheet.
#[derive(Clone, Copy, Debug)]
pub struct KeyHelp {
    /// What such keys are for.
    pub group: &'static str,
    /// The keys, as printed on them.
    pub keys: &'static str,
    /// What they do.
    pub does: &'static str,
    /// What does so without Ctrl and Alt.
    pub(super) bound: &'static [Bound],
    /// The ways to move the line is about: a test asks that none is left out.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test reads it"))]
    pub(super) moves: &'static [Motion],
}

/// A key, whether Shift is held with it, and what it does.
pub(super) type Bound = (Key, bool, Deed);

const MOVE: &str = "Move";
const SELECT: &str = "Select";
const CODE: &str = "Code";
const PASSAGE: &str = "Change the selected annotation";
const GO: &str = "Go";

/// The keys of the reader, in the order of the cheat sheet.
#[rustfmt::skip]
pub const KEY_HELP: &[KeyHelp] = &[
    moves("← →", "By a letter", &[Motion::Sideways(false), Motion::Sideways(true)]),
    moves("↑ ↓", "By a line", &[Motion::Line(false), Motion::Line(true)]),
    moves("Ctrl+← Ctrl+→, Alt+← Alt+→", "By a word", &[Motion::WordSideways(false), Motion::WordSideways(true)]),
    moves("[ ], Alt+↑ Alt+↓", "By a sentence", &[Motion::Sentence(false), Motion::Sentence(true)]),
    moves("Ctrl+↑ Ctrl+↓", "By a paragraph", &[Motion::Paragraph(false), Motion::Paragraph(true)]),
    moves("Page up, Page down", "By a page", &[Motion::Page(false), Motion::Page(true)]),
    moves("Home, End", "To the ends of the line", &[Motion::LineEnd(false), Motion::LineEnd(true)]),
    moves("Ctrl+Home, Ctrl+End", "To the ends of the text", &[Motion::TextEnd(false), Motion::TextEnd(true)]),

    keys(SELECT, "Shift", "With any key that moves: up to there", &[]),
    keys(SELECT, "W, S, P", "The word, the sentence, the paragraph; again: the next one too", &[
        (Key::W, false, Deed::Select(Grain::Word)),
        (Key::S, false, Deed::Select(Grain::Sentence)),
        (Key::P, false, Deed::Select(Grain::Paragraph)),
    ]),
    keys(SELECT, "L, Shift+L", "Larger: word, sentence, paragraph; and smaller again", &[
        (Key::L, false, Deed::Do(Action::ExpandSelection)),
        (Key::L, true, Deed::Do(Action::ShrinkSelection)),
    ]),
    keys(SELECT, "O", "Go on from the other end of the selection", &[(Key::O, false, Deed::OtherEnd)]),
    keys(SELECT, "H", "Hold these words and select more; without a selection: let go of the last", &[
        (Key::H, false, Deed::Do(Action::HoldWords)),
    ]),
    keys(SELECT, "Ctrl+C", "Copy the selected words", &[]),
    keys(SELECT, "Escape", "Nothing", &[(Key::Escape, false, Deed::Clear), (Key::Escape, true, Deed::Clear)]),

    keys(CODE, "Enter, C, /", "The selection, or the sentence, by a few letters of a code", &[
        (Key::Enter, false, Deed::Code),
        (Key::C, false, Deed::Code),
        (Key::Slash, false, Deed::Code),
    ]),
    keys(CODE, ".", "As the last time", &[(Key::Period, false, Deed::Do(Action::RepeatCode))]),
    keys(CODE, "1 to 9", "With one of the codes used lately; the list of codes shows their keys", &[
        (Key::Num1, false, Deed::Do(Action::QuickCode(Slot::One))),
        (Key::Num2, false, Deed::Do(Action::QuickCode(Slot::Two))),
        (Key::Num3, false, Deed::Do(Action::QuickCode(Slot::Three))),
        (Key::Num4, false, Deed::Do(Action::QuickCode(Slot::Four))),
        (Key::Num5, false, Deed::Do(Action::QuickCode(Slot::Five))),
        (Key::Num6, false, Deed::Do(Action::QuickCode(Slot::Six))),
        (Key::Num7, false, Deed::Do(Action::QuickCode(Slot::Seven))),
        (Key::Num8, false, Deed::Do(Action::QuickCode(Slot::Eight))),
        (Key::Num9, false, Deed::Do(Action::QuickCode(Slot::Nine))),
    ]),

    keys(PASSAGE, "R", "Recode: another code in the place of one it has", &[(Key::R, false, Deed::Do(Action::Recode))]),
    keys(PASSAGE, "Shift+C", "Add a code", &[(Key::C, true, Deed::Do(Action::AddCode))]),
    keys(PASSAGE, "E, Shift+E", "Move its end by a word: on, back", &[
        (Key::E, false, Deed::Do(Action::GrowEnd)),
        (Key::E, true, Deed::Do(Action::ShrinkEnd)),
    ]),
    keys(PASSAGE, "B, Shift+B", "Move its beginning by a word: back, on", &[
        (Key::B, false, Deed::Do(Action::GrowStart)),
        (Key::B, true, Deed::Do(Action::ShrinkStart)),
    ]),
    keys(PASSAGE, "G", "Select its words", &[(Key::G, false, Deed::Do(Action::SelectItsWords))]),
    keys(PASSAGE, "T", "Take the selected words for it instead", &[(Key::T, false, Deed::Do(Action::TakeWords))]),
    keys(PASSAGE, "A, Shift+A", "Add the selected words; take off the stretch at the caret", &[
        (Key::A, false, Deed::Do(Action::AddWords)),
        (Key::A, true, Deed::Do(Action::RemoveStretch)),
    ]),
    keys(PASSAGE, "X, Shift+X", "Split it at the caret; join it with the next of its code", &[
        (Key::X, false, Deed::Do(Action::SplitAnnotation)),
        (Key::X, true, Deed::Do(Action::JoinAnnotation)),
    ]),
    keys(PASSAGE, "Delete", "Delete it", &[]),

    keys(GO, "N, Shift+N, J, K", "To the next or the previous annotation", &[
        (Key::N, false, Deed::Do(Action::NextAnnotation)),
        (Key::J, false, Deed::Do(Action::NextAnnotation)),
        (Key::N, true, Deed::Do(Action::PreviousAnnotation)),
        (Key::K, false, Deed::Do(Action::PreviousAnnotation)),
    ]),
    keys(GO, "M, Shift+M", "To the next or the previous with the same code", &[
        (Key::M, false, Deed::Do(Action::NextOfCode)),
        (Key::M, true, Deed::Do(Action::PreviousOfCode)),
    ]),
    keys(GO, "U, Shift+U", "To the next or the previous paragraph without annotations", &[
        (Key::U, false, Deed::Do(Action::NextUncoded)),
        (Key::U, true, Deed::Do(Action::PreviousUncoded)),
    ]),
    keys(GO, "V, Shift+V", "To the next or the previous annotation that needs review", &[
        (Key::V, false, Deed::Do(Action::NextReview)),
        (Key::V, true, Deed::Do(Action::PreviousReview)),
    ]),
    keys(GO, "?", "To this list of keys", &[
        (Key::Questionmark, false, Deed::Do(Action::CheatSheet)),
        (Key::Questionmark, true, Deed::Do(Action::CheatSheet)),
        (Key::Slash, true, Deed::Do(Action::CheatSheet)),
    ]),
];

const fn moves(keys: &'static str, does: &'static str, moves: &'static [Motion]) -> KeyHelp {
    KeyHelp {
        group: MOVE,
        keys,
        does,
        bound: &[],
        moves,
    }
}

const fn keys(
    group: &'static str,
    keys: &'static str,
    does: &'static str,
    bound: &'static [Bound],
) -> KeyHelp {
    KeyHelp {
        group,
        keys,
        does,
        bound,
        moves: &[],
    }
}

fn all() -> impl Iterator<Item = &'static Bound> {
    KEY_HELP.iter().flat_map(|line| line.bound)
}

/// What a key does without Ctrl and Alt, except moving.
pub(super) fn bound(key: Key, shift: bool) -> Option<Deed> {
    let mut all = all();
    all.find(|(known, with_shift, _)| (*known, *with_shift) == (key, shift))
        .map(|(_, _, deed)| *deed)
}

/// The key that does this while the text has the keyboard, if one does: "Shift+N".
pub fn key_for(action: Action) -> Option<String> {
    let mut all = all();
    let (key, shift, _) = all.find(|(_, _, deed)| *deed == Deed::Do(action))?;
    let shift = if *shift { "Shift+" } else { "" };
    Some(format!("{shift}{}", key.symbol_or_name()))
}
