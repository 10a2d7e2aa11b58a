//! Keys, letters, input methods and the mouse, as they come from the system, and what becomes of
//! the text, the caret and the selection.
#![allow(clippy::string_slice)]

use egui::{
    Context, Event, Id, ImeEvent, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, vec2,
};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::selection::Selection;
use super::state::State;
use super::{Shown, TextField};
use crate::analysis::segments;
use crate::workbench::fonts::fonts;
use crate::workbench::theme::{ThemeChoice, apply};

/// A field alone in a window.
struct Desk {
    ctx: Context,
    text: String,
    setup: fn(TextField<'_>) -> TextField<'_>,
    shown: Option<Shown>,
    output: egui::PlatformOutput,
    time: f64,
}

fn id() -> Id {
    Id::unique("field under test")
}

fn one_line(field: TextField<'_>) -> TextField<'_> {
    field
}

fn many_lines(field: TextField<'_>) -> TextField<'_> {
    field.rows(3).width(216.0)
}

impl Desk {
    /// A field that has the keyboard, with its caret at `|` and the selection begun at `^`.
    fn new(marked: &str, setup: fn(TextField<'_>) -> TextField<'_>) -> Self {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        apply(&ctx, ThemeChoice::Light);
        let (text, selection) = unmarked(marked);
        let mut desk = Self {
            ctx,
            text,
            setup,
            shown: None,
            output: egui::PlatformOutput::default(),
            time: 0.0,
        };
        desk.pass(Vec::new());
        desk.ctx.memory_mut(|memory| memory.request_focus(id()));
        desk.pass(Vec::new());
        desk.pass(Vec::new());
        desk.change_state(|state| state.selection = selection);
        desk
    }

    fn pass(&mut self, events: Vec<Event>) {
        self.time += 0.1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(240.0, 160.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let (text, setup, shown) = (&mut self.text, self.setup, &mut self.shown);
        let output = self.ctx.run_ui(input, |ui| {
            *shown = Some(setup(TextField::new(id(), "Field", text)).show(ui));
        });
        self.output = output.platform_output.clone();
        output.drop_without_applying_deltas();
    }

    fn state(&self) -> State {
        let state = self.ctx.data(|data| data.get_temp(id()));
        state.expect("the field was drawn")
    }

    fn change_state(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        change(&mut state);
        self.ctx.data_mut(|data| data.insert_temp(id(), state));
    }

    /// Presses keys (`Ctrl+Shift+Left`), types letters (`'a`), pastes (`=words`, with ¶ for a line end
    /// and ¬ for one of two signs).
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.pass(vec![event(key)]);
        }
        self
    }

    fn type_words(&mut self, words: &str) -> &mut Self {
        for letter in words.graphemes(true) {
            self.pass(vec![Event::Text(letter.to_owned())]);
        }
        self
    }

    fn marked(&self) -> String {
        let selection = self.state().selection;
        let mut marked = self.text.clone();
        let ends = [(selection.caret, '|'), (selection.anchor, '^')];
        let mut ends = ends[..if selection.is_empty() { 1 } else { 2 }].to_vec();
        ends.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (at, mark) in ends {
            marked.insert(at, mark);
        }
        marked
    }

    fn rect(&self) -> Rect {
        self.shown
            .as_ref()
            .map_or(Rect::ZERO, |shown| shown.response.rect)
    }

    /// Presses and lets go of the mouse, as often as said.
    fn click(&mut self, at: Pos2, times: usize, modifiers: Modifiers) {
        for pressed in [true, false].repeat(times) {
            self.pass(vec![
                Event::PointerMoved(at),
                Event::PointerButton {
                    pos: at,
                    button: PointerButton::Primary,
                    pressed,
                    modifiers,
                },
            ]);
        }
    }

    /// Where a caret in front of this byte is on the screen.
    fn point_of(&mut self, byte: usize) -> Pos2 {
        self.pass(Vec::new());
        let mut state = self.state();
        let setting = self.setting();
        let lines = state.lines(&self.ctx, &self.text, &setting);
        let at = lines.caret(byte).center().to_vec2() - vec2(state.scroll, 0.0);
        self.rect().min + vec2(8.0, 4.0) + at
    }

    fn setting(&self) -> super::lines::Setting {
        self.state().setting().expect("the field was set")
    }
}

fn unmarked(marked: &str) -> (String, Selection) {
    let text: String = marked.replace(['|', '^'], "");
    let at = |mark: char, other: char| {
        let at = marked.find(mark)?;
        Some(at - marked[..at].matches(other).count())
    };
    let caret = at('|', '^').unwrap_or(text.len());
    let anchor = at('^', '|').unwrap_or(caret);
    (text, Selection { anchor, caret })
}

fn event(name: &str) -> Event {
    if let Some(words) = name.strip_prefix('\'') {
        return Event::Text(words.replace('_', " "));
    }
    if let Some(words) = name.strip_prefix('=') {
        return Event::Paste(
            words
                .replace('_', " ")
                .replace('¶', "\n")
                .replace('¬', "\r\n"),
        );
    }
    let mut modifiers = Modifiers::NONE;
    let mut key = Key::Escape;
    for part in name.split('+') {
        match part {
            "Ctrl" => modifiers |= Modifiers::CTRL | Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            "Copy" => return Event::Copy,
            "Cut" => return Event::Cut,
            other => key = Key::from_name(other).unwrap_or_else(|| panic!("no key {other}")),
        }
    }
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

fn check(setup: fn(TextField<'_>) -> TextField<'_>, table: &[(&str, &str, &str)]) {
    for (before, keys, after) in table {
        let mut desk = Desk::new(before, setup);
        desk.keys(keys);
        assert_eq!(desk.marked(), *after, "{before:?}, {keys}");
    }
}

#[test]
fn keys_move_and_select() {
    check(
        one_line,
        &[
            ("ab|c", "Left", "a|bc"),
            ("ab|c", "Right Right", "abc|"),
            ("ab|c", "Home", "|abc"),
            ("ab|c", "End", "abc|"),
            ("one two| six", "Ctrl+Left", "one |two six"),
            ("one |two six", "Ctrl+Right", "one two |six"),
            ("one |two six", "Alt+Right", "one two |six"),
            ("one two|", "Ctrl+Home", "|one two"),
            ("|one two", "Ctrl+End", "one two|"),
            ("one| two", "Up", "|one two"),
            ("one| two", "Down", "one two|"),
            ("ab|c", "Shift+Left", "a|b^c"),
            ("ab|c", "Shift+Right", "ab^c|"),
            ("ab|c", "Shift+Home", "|ab^c"),
            ("ab|c", "Shift+End Shift+Home", "|ab^c"),
            ("one |two six", "Ctrl+Shift+Right", "one ^two |six"),
            ("ab|c", "Ctrl+A", "^abc|"),
            ("a^bc|d", "Left", "a|bcd"),
            ("a|bc^d", "Right", "abc|d"),
            ("a^bc|d", "Shift+Left", "a^b|cd"),
            ("|", "Left Right Home End Up Down PageUp PageDown", "|"),
        ],
    );
}

#[test]
fn keys_change_the_text() {
    check(
        one_line,
        &[
            ("ab|c", "'x", "abx|c"),
            ("a^b|c", "'x", "ax|c"),
            ("ab|c", "Backspace", "a|c"),
            ("ab|c", "Delete", "ab|"),
            ("|abc", "Backspace", "|abc"),
            ("abc|", "Delete", "abc|"),
            ("a^bc|d", "Backspace", "a|d"),
            ("a|bc^d", "Delete", "a|d"),
            ("one two| six", "Ctrl+Backspace", "one | six"),
            ("one |two six", "Ctrl+Delete", "one |six"),
            ("a^bc|d", "Cut", "a|d"),
            ("a^bc|d", "Copy", "a^bc|d"),
            ("a|b", "=one¶two¶", "aone two|b"),
            ("a|b", "Ctrl+Enter", "a|b"),
            ("|", "'x Backspace", "|"),
        ],
    );
}

#[test]
fn letters_of_any_script_stay_whole() {
    check(
        one_line,
        &[
            // A combining mark belongs to its letter.
            ("cafe\u{301}|s", "Backspace", "caf|s"),
            ("caf|e\u{301}s", "Delete", "caf|s"),
            ("cafe\u{301}|s", "Left", "caf|e\u{301}s"),
            ("cafe|", "'\u{301} Left", "caf|e\u{301}"),
            // Families, flags, skin tones.
            ("a👨‍👩‍👧|b", "Backspace", "a|b"),
            ("a|👨‍👩‍👧b", "Right", "a👨‍👩‍👧|b"),
            ("🇵🇰🇦🇫|", "Backspace", "🇵🇰|"),
            ("🇵🇰|🇦🇫", "Delete", "🇵🇰|"),
            ("👍🏽|", "Backspace", "|"),
            // A Devanagari syllable.
            ("|क्षि", "Delete", "|"),
            ("नमस्ते|", "Backspace", "नम|"),
            // Urdu, with marks, words, and the joiner inside a word.
            ("پاکستان|", "Backspace", "پاکستا|"),
            ("پاکستان|", "Home Delete", "|اکستان"),
            ("|پاکستان", "End", "پاکستان|"),
            ("اُردُو|", "Backspace Backspace", "اُر|"),
            ("سرحد پر حملہ|", "Ctrl+Backspace", "سرحد پر |"),
            ("|سرحد پر حملہ", "Ctrl+Delete", "|پر حملہ"),
            ("می\u{200c}روم|", "Ctrl+Backspace", "|"),
            // Both directions in one line.
            ("Kabul کابل|", "Backspace", "Kabul کاب|"),
            (
                "Kabul کابل 2025|",
                "Ctrl+Backspace Ctrl+Backspace",
                "Kabul |",
            ),
            ("(16) ہلاک|", "Home Delete", "|16) ہلاک"),
            ("کابل|", "Shift+Home", "|کابل^"),
            ("کابل|", "Ctrl+A '؟", "؟|"),
            // Arrows go where they point.
            ("|کابل", "Left", "ک|ابل"),
            ("کابل|", "Right", "کاب|ل"),
            ("|سرحد پر حملہ", "Ctrl+Left", "سرحد |پر حملہ"),
            ("سرحد پر حملہ|", "Ctrl+Right", "سرحد پر |حملہ"),
            ("سر^حد| پر", "Left", "سرحد| پر"),
            ("سر^حد| پر", "Right", "سر|حد پر"),
            ("|کابل", "Shift+Left", "^ک|ابل"),
            ("Kabul کابل|", "Left", "Kabul ک|ابل"),
        ],
    );
}

#[test]
fn several_lines_are_walked_and_broken() {
    check(
        many_lines,
        &[
            ("ab|", "Enter 'c", "ab\nc|"),
            ("ab|", "Shift+Enter", "ab\n|"),
            ("ab|", "Ctrl+Enter", "ab|"),
            ("ab\n|cd", "Backspace", "ab|cd"),
            ("ab|\ncd", "Delete", "ab|cd"),
            ("ab\ncd|", "Home", "ab\n|cd"),
            ("|ab\ncd", "End", "ab|\ncd"),
            ("ab\nc|d", "Ctrl+Home", "|ab\ncd"),
            ("ab\ncd|", "Up", "ab|\ncd"),
            ("ab|\ncd", "Down Down", "ab\ncd|"),
            ("abcd|\na\nabcd", "Down Down", "abcd\na\nabcd|"),
            ("a\n\n|b", "Up Up", "|a\n\nb"),
            ("a|", "=one¬two", "aone\ntwo|"),
            ("a\r\n|b", "Backspace", "a|b"),
            ("a|\nb\nc", "PageDown", "a\nb\nc|"),
        ],
    );
}

#[test]
fn a_long_line_is_walked_as_it_is_broken() {
    let text = "The strikes in Paktika killed several people, officials said later";
    let mut desk = Desk::new(&format!("|{text}"), many_lines);
    desk.keys("End");
    let end = desk.state().selection.caret;
    assert!(
        0 < end && end < text.len(),
        "{end}: the line ends inside the text"
    );
    desk.keys("Down Home");
    assert_eq!(desk.state().selection.caret, end + 1, "behind the blank");
    desk.keys("Up");
    assert_eq!(desk.state().selection.caret, 0);
}

#[test]
fn undo_takes_back_what_was_done_in_one_go() {
    let mut desk = Desk::new("|", one_line);
    desk.type_words("one two");
    desk.keys("Backspace Backspace");
    assert_eq!(desk.marked(), "one t|");
    let steps = ["one two|", "one |", "|", "|"];
    for step in steps {
        desk.keys("Ctrl+Z");
        assert_eq!(desk.marked(), step);
    }
    for step in ["one |", "one two|", "one t|", "one t|"] {
        desk.keys("Ctrl+Shift+Z");
        assert_eq!(desk.marked(), step);
    }
    desk.keys("Ctrl+Z 'x Ctrl+Y");
    assert_eq!(
        desk.marked(),
        "one twox|",
        "what is typed cannot be undone and then redone"
    );
}

#[test]
fn a_moved_caret_begins_a_new_step() {
    let mut desk = Desk::new("|", one_line);
    desk.keys("'a 'b Left Right 'c Ctrl+Z");
    assert_eq!(desk.marked(), "ab|");
    desk.keys("Ctrl+A 'x Ctrl+Z");
    assert_eq!(desk.marked(), "^ab|", "the selection comes back");
}

#[test]
fn a_text_changed_by_others_has_nothing_to_undo() {
    let mut desk = Desk::new("|", one_line);
    desk.keys("'a 'b");
    desk.text = "something else".to_owned();
    desk.keys("Ctrl+Z");
    assert_eq!(desk.marked(), "something else|");
    desk.keys("Home");
    desk.text = "e\u{301}tat".to_owned();
    desk.change_state(|state| state.selection = Selection::at(1));
    desk.keys("'x");
    assert_eq!(desk.marked(), "e\u{301}x|tat", "not inside a letter");
}

#[test]
fn only_what_is_typed_into_it_changes_a_read_only_field() {
    let mut desk = Desk::new("ab|c", |field| field.read_only(true));
    desk.keys("'x Backspace Delete Cut =words Ctrl+Z Left Shift+Left");
    assert_eq!(desk.marked(), "|a^bc");
}

fn ime(event: ImeEvent) -> Vec<Event> {
    vec![Event::Ime(event)]
}

fn preedit(words: &str) -> Vec<Event> {
    ime(ImeEvent::Preedit {
        text: words.to_owned(),
        active_range_chars: None,
    })
}

#[test]
fn what_is_composed_is_shown_and_becomes_text_when_committed() {
    let mut desk = Desk::new("a^b|c", one_line);
    desk.pass(preedit("k"));
    desk.pass(preedit("ka"));
    assert_eq!(desk.text, "ac");
    let state = desk.state();
    assert_eq!(state.shown(&desk.text), "akac");
    assert_eq!(
        (state.shown_composed(), state.shown_caret()),
        (Some(1..3), 3)
    );
    desk.pass(ime(ImeEvent::Commit("か".to_owned())));
    assert_eq!(desk.marked(), "aか|c");
    desk.keys("Ctrl+Z Ctrl+Z");
    assert_eq!(desk.marked(), "a^b|c");
}

#[test]
fn what_is_composed_can_be_given_up_or_overtaken() {
    let mut desk = Desk::new("a|c", one_line);
    desk.pass(preedit("ka"));
    desk.pass(preedit(""));
    assert_eq!(
        (desk.marked().as_str(), desk.state().composed),
        ("a|c", None)
    );
    desk.pass(preedit("ka"));
    desk.keys("Left");
    assert_eq!(desk.marked(), "ak|ac", "kept as it stood");
    desk.pass(preedit("x"));
    desk.ctx.memory_mut(|memory| memory.surrender_focus(id()));
    desk.pass(Vec::new());
    assert_eq!(desk.text, "akxac", "leaving keeps what was composed");
}

#[test]
fn idle_words_of_an_input_method_change_nothing() {
    let mut desk = Desk::new("a^b|c", one_line);
    desk.pass(preedit(""));
    desk.pass(ime(ImeEvent::Commit(String::new())));
    desk.pass(ime(ImeEvent::Commit("\n".to_owned())));
    assert_eq!(desk.marked(), "a^b|c");
    desk.keys("Right");
    desk.pass(ime(ImeEvent::DeleteSurrounding {
        before_chars: 1,
        after_chars: 1,
    }));
    assert_eq!(desk.marked(), "a|");
}

#[test]
fn an_input_method_is_told_where_the_caret_is() {
    let mut desk = Desk::new("abc|", one_line);
    desk.pass(Vec::new());
    let ime = desk.output.ime.expect("wanted while there is a caret");
    assert!(desk.rect().contains_rect(ime.rect));
    assert!(ime.cursor_rect.left() > ime.rect.left() + 10.0);
    desk.keys("Home");
    let home = desk.output.ime.expect("still wanted").cursor_rect;
    assert!((home.left() - ime.rect.left()).abs() < 1.0);
    desk.ctx.memory_mut(|memory| memory.surrender_focus(id()));
    desk.pass(Vec::new());
    assert!(desk.output.ime.is_none());
}

#[test]
fn the_mouse_places_the_caret_and_selects() {
    let text = "one two six";
    for (times, expected) in [
        (1, "one tw|o six"),
        (2, "one ^two| six"),
        (3, "^one two six|"),
    ] {
        let mut desk = Desk::new(text, one_line);
        let point = desk.point_of(6);
        desk.click(point, times, Modifiers::NONE);
        assert_eq!(desk.marked(), expected, "{times} clicks");
    }
    let mut desk = Desk::new("|one two six", one_line);
    let point = desk.point_of(6);
    desk.click(point, 1, Modifiers::SHIFT);
    assert_eq!(desk.state().selection.caret, 6);
}

#[test]
fn dragging_selects() {
    let mut desk = Desk::new("one two six", one_line);
    let (from, to) = (desk.point_of(2), desk.point_of(7));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.pass(vec![Event::PointerMoved(from), button(from, true)]);
    desk.pass(vec![Event::PointerMoved(from + vec2(10.0, 0.0))]);
    desk.pass(vec![Event::PointerMoved(to)]);
    assert_eq!(desk.marked(), "on^e two| six");
    desk.pass(vec![button(to, false)]);
    assert_eq!(desk.marked(), "on^e two| six");
}

#[test]
fn a_triple_click_takes_the_paragraph() {
    let mut desk = Desk::new("ab\nc d\ne", many_lines);
    let point = desk.point_of(4);
    desk.click(point, 3, Modifiers::NONE);
    assert_eq!(desk.marked(), "ab\n^c d|\ne");
}

#[test]
fn a_long_line_follows_the_caret() {
    let long = "a long line that by no means fits into so narrow a field as this one is";
    let mut desk = Desk::new(&format!("{long}|"), one_line);
    for keys in ["End", "Home", "Ctrl+Right Ctrl+Right", "End Left Left"] {
        desk.keys(keys);
        let ime = desk.output.ime.expect("there is a caret");
        let caret = ime.cursor_rect.left();
        assert!(ime.rect.x_range().expand(0.5).contains(caret), "{keys}");
    }
    assert!(desk.shown.as_ref().is_some_and(|shown| shown.is_cut));
    desk.ctx.memory_mut(|memory| memory.surrender_focus(id()));
    desk.pass(Vec::new());
    assert_eq!(
        desk.state().scroll,
        0.0,
        "left alone, it shows its beginning"
    );
}

#[test]
fn a_field_grows_with_its_lines() {
    let mut desk = Desk::new("a|", many_lines);
    let three = desk.rect().height();
    desk.keys("Enter Enter");
    assert_eq!(desk.rect().height(), three);
    desk.keys("Enter Enter");
    assert!(desk.rect().height() > three + 20.0);
}

#[test]
fn a_field_at_rest_asks_for_no_repaint() {
    let mut desk = Desk::new("abc|", one_line);
    desk.keys("'x");
    desk.pass(Vec::new());
    desk.pass(Vec::new());
    assert!(!desk.ctx.has_requested_repaint());
}

/// What one does at a keyboard.
#[derive(Clone, Debug)]
enum Key_ {
    Named(&'static str),
    Typed(&'static str),
}

const NAMED: [&str; 16] = [
    "Home",
    "End",
    "Backspace",
    "Delete",
    "Ctrl+Backspace",
    "Ctrl+Delete",
    "Shift+Home",
    "Shift+End",
    "Ctrl+A",
    "Ctrl+Home",
    "Ctrl+Shift+End",
    "Cut",
    "Up",
    "Down",
    "Shift+Up",
    "Shift+Down",
];

const LETTERS: [&str; 18] = [
    "a", "Z", " ", ".", "e\u{301}", "\u{301}", "\u{200d}", "👩", "🇵", "🇰", "ک", "ٹ", "ُ",
    "\u{200c}", "क", "्", "1", "(",
];

fn any_key() -> impl Strategy<Value = Key_> {
    prop_oneof![
        prop::sample::select(&NAMED[..]).prop_map(Key_::Named),
        prop::sample::select(&LETTERS[..]).prop_map(Key_::Typed),
    ]
}

/// A field without a window: the plainest way to say what keys do in a line of text.
struct Model {
    text: String,
    selection: Selection,
}

impl Model {
    fn press(&mut self, key: &Key_) {
        let (text, selection) = (&self.text, self.selection);
        let (at, len) = (selection.caret, text.len());
        let before = || {
            text[..at]
                .grapheme_indices(true)
                .next_back()
                .map_or(0, |(at, _)| at)
        };
        match *key {
            Key_::Typed(words) => self.put(selection.range(), words),
            Key_::Named("Cut") => self.put(selection.range(), ""),
            Key_::Named(name) if name.ends_with("Backspace") || name.ends_with("Delete") => {
                let range = match name {
                    _ if !selection.is_empty() => selection.range(),
                    "Backspace" => before()..at,
                    "Delete" => at..self.behind(),
                    "Ctrl+Backspace" => segments::previous_word(text, at)..at,
                    _ => at..segments::next_word(text, at),
                };
                self.put(range, "");
            }
            Key_::Named("Ctrl+A") => self.selection = Selection::over(0..len),
            Key_::Named(name) => {
                let to_end = name.ends_with("End") || name.ends_with("Down");
                let caret = if to_end { len } else { 0 };
                self.selection = selection.moved(caret, name.contains("Shift"));
            }
        }
    }

    fn behind(&self) -> usize {
        let at = self.selection.caret;
        let mut stops = self.text.grapheme_indices(true).map(|(at, _)| at);
        stops.find(|stop| *stop > at).unwrap_or(self.text.len())
    }

    fn put(&mut self, range: std::ops::Range<usize>, words: &str) {
        if range.is_empty() && words.is_empty() {
            return;
        }
        let at = range.start + words.len();
        self.text.replace_range(range, words);
        let mut stops = self.text.grapheme_indices(true).map(|(at, _)| at);
        let caret = stops.find(|stop| *stop >= at);
        self.selection = Selection::at(caret.unwrap_or(self.text.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_keys_do_what_the_model_says(
        start in prop::collection::vec(prop::sample::select(&LETTERS[..]), 0..12),
        keys in prop::collection::vec(any_key(), 1..24),
    ) {
        let start = start.concat();
        let mut desk = Desk::new(&start, one_line);
        let mut model = Model { text: start.clone(), selection: Selection::at(start.len()) };
        for key in &keys {
            match key {
                Key_::Named(name) => desk.pass(vec![event(name)]),
                Key_::Typed(words) => desk.pass(vec![Event::Text((*words).to_owned())]),
            }
            model.press(key);
            let state = desk.state();
            prop_assert_eq!(&desk.text, &model.text, "{:?}", key);
            prop_assert_eq!(state.selection, model.selection, "{:?}", key);
            prop_assert_eq!(state.selection.within(&desk.text), state.selection);
        }
        for _ in 0..keys.len() {
            desk.keys("Ctrl+Z");
        }
        prop_assert_eq!(&desk.text, &start, "undo returns to the start");
        for _ in 0..keys.len() {
            desk.keys("Ctrl+Y");
        }
        prop_assert_eq!(&desk.text, &model.text, "redo returns to the end");
    }
}
