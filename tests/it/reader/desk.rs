//! A small window that holds nothing but a reader and answers its events as the workbench does.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{CentralPanel, Frame, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::derived::density::Density;
use tightrope::derived::spans::{Highlight, SpanIndex};
use tightrope::model::id::{
    AnnotationId, IdGenerator, RecordId, Replica, SourceId, TypedId as _, Uid,
};
use tightrope::model::look::{Hue, Shape};
use tightrope::model::source::ArabicStyle;
use tightrope::model::text::{SourceText, TextSpan};
use tightrope::workbench::panes::reader::{
    CodeLook, MarginNote, ReaderEvent, ReaderInput, ReaderState, reader_ui,
};

use crate::support::harness;

pub const ARTICLE: &str = include_str!("../../../assets/cases/pak-afghan/walking-the-line.txt");

/// Name, hue and shape of the codes the tests use.
pub const CODES: [(&str, Hue, Shape); 5] = [
    ("Attack", Hue::Rust, Shape::Disc),
    ("Strike", Hue::Navy, Shape::Triangle),
    ("Policy shift", Hue::Violet, Shape::Diamond),
    ("Diplomacy", Hue::Teal, Shape::Square),
    ("Claim", Hue::Ochre, Shape::Speech),
];

/// A reader on one text, and everything it said.
pub struct Desk {
    pub text: SourceText,
    pub title: String,
    pub subtitle: String,
    pub spans: SpanIndex,
    /// The code of each annotation, by counter.
    pub codes: Vec<Vec<usize>>,
    pub state: ReaderState,
    pub selected: Option<AnnotationId>,
    pub hovered: Option<AnnotationId>,
    pub lit: Arc<BTreeSet<AnnotationId>>,
    pub notes: Vec<MarginNote>,
    pub found: Vec<TextSpan>,
    pub boilerplate: Vec<TextSpan>,
    pub arabic: ArabicStyle,
    pub events: Vec<ReaderEvent>,
}

pub fn source() -> SourceId {
    IdGenerator::new(Replica::from_bits(1)).fresh()
}

pub fn annotation(counter: u32) -> AnnotationId {
    let replica = Replica::from_bits(1);
    AnnotationId::from_uid(Uid { counter, replica })
}

impl Desk {
    pub fn new(text: &str) -> Self {
        Self {
            text: SourceText::new(text).expect("small"),
            title: "Walking the line between Islamabad and Kabul".to_owned(),
            subtitle: "Commentary, undated. Taken as written around 10–12 October 2025.".to_owned(),
            spans: SpanIndex::over(source(), text),
            codes: vec![Vec::new()],
            state: ReaderState::new(),
            selected: None,
            hovered: None,
            lit: Arc::default(),
            notes: Vec::new(),
            found: Vec::new(),
            boilerplate: Vec::new(),
            arabic: ArabicStyle::Naskh,
            events: Vec::new(),
        }
    }

    /// Where some words stand.
    pub fn find(&self, words: &str) -> TextSpan {
        let start = self.text.as_str().find(words);
        let start = start.unwrap_or_else(|| panic!("no {words:?} in the text"));
        TextSpan::from_range(start..start + words.len()).expect("not empty")
    }

    /// Annotates words with codes.
    pub fn annotate(&mut self, words: &str, codes: &[usize]) -> AnnotationId {
        let id = annotation(u32::try_from(self.codes.len()).expect("few"));
        self.codes.push(codes.to_vec());
        let span = self.find(words);
        self.spans.insert(Highlight { span, id });
        id
    }

    /// Annotates several stretches as one, in the order of the text.
    pub fn annotate_parts(&mut self, parts: &[&str], codes: &[usize]) -> AnnotationId {
        let id = self.annotate(parts[0], codes);
        for words in &parts[1..] {
            let span = self.find(words);
            self.spans.insert(Highlight { span, id });
        }
        id
    }

    pub fn words(&self, span: TextSpan) -> &str {
        self.text.get(span).expect("inside the text")
    }

    /// The selected words.
    pub fn selected_words(&self) -> &str {
        self.state.selection().map_or("", |span| self.words(span))
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        let codes = &self.codes;
        let look = |id: AnnotationId| {
            let codes = codes.get(id.uid().counter as usize);
            let looks = codes.into_iter().flatten().map(|code| {
                let (name, hue, shape) = CODES[*code];
                let order = u32::try_from(*code).expect("few");
                CodeLook {
                    name,
                    hue,
                    shape,
                    order,
                    quiet: name == "Claim",
                }
            });
            looks.collect()
        };
        let input = ReaderInput {
            source_id: source(),
            text: &self.text,
            title: &self.title,
            subtitle: &self.subtitle,
            spans: &self.spans,
            look: &look,
            selected: self.selected,
            hovered: self.hovered,
            lit: &self.lit,
            shown: self.selected.map(RecordId::from),
            parts: &|id| {
                let all = self.spans.starting_in(0..usize::MAX);
                all.filter(|known| known.id == id)
                    .map(|known| known.span)
                    .collect()
            },
            density: &density(&self.spans, &look, self.text.len().index()),
            notes: &|range| {
                let begins = |note: &&MarginNote| match note.span {
                    Some(span) if note.bracket => {
                        span.start().index() < range.end && range.start < span.end().index()
                    }
                    Some(span) => range.contains(&span.start().index()),
                    None => range.start == 0,
                };
                self.notes.iter().filter(begins).cloned().collect()
            },
            found: &self.found,
            boilerplate: &self.boilerplate,
            arabic: self.arabic,
        };
        let events = reader_ui(ui, &mut self.state, &input);
        for event in &events {
            match event {
                ReaderEvent::Clicked(id) => self.selected = Some(*id),
                ReaderEvent::Dismissed => self.selected = None,
                ReaderEvent::Hovered(id) => self.hovered = *id,
                _ => {}
            }
        }
        self.events.extend(events);
    }

    /// The window, of this size in points.
    pub fn harness(self, theme: egui::Theme, size: [f32; 2]) -> Harness<'static, Self> {
        let mut harness = harness(theme)
            .with_step_dt(0.02)
            .with_size(size)
            .build_ui_state(
                |ui, desk: &mut Self| {
                    CentralPanel::default()
                        .frame(Frame::new())
                        .show(ui, |ui| desk.ui(ui));
                },
                self,
            );
        harness.run();
        harness
    }
}

/// Where annotations begin, as the window keeps it.
fn density<'a>(
    spans: &SpanIndex,
    look: &dyn Fn(AnnotationId) -> Vec<CodeLook<'a>>,
    bytes: usize,
) -> Density {
    let mut density = Density::over(bytes);
    for known in spans.starting_in(0..usize::MAX) {
        if let Some(look) = look(known.id).into_iter().min_by_key(|look| look.order) {
            density.insert(look.hue, known.span.start().index());
        }
    }
    density
}

/// The sample article with a dozen annotations and two notes.
pub fn sample() -> Desk {
    let mut desk = Desk::new(ARTICLE);
    let coded: [(&str, &[usize]); 14] = [
        (
            "the Afghan foreign ministry accused Islamabad of sending its aircraft to strike targets in Nangarhar and Khost, two provinces along the frontier",
            &[4],
        ),
        (
            "sending its aircraft to strike targets in Nangarhar and Khost",
            &[1],
        ),
        ("several civilians had been killed", &[1, 4]),
        (
            "Pakistan’s foreign ministry rejected every one of these charges.",
            &[4],
        ),
        (
            "Pakistan was blaming its neighbour for attacks at home in order to hide the failings of its own security services",
            &[4],
        ),
        (
            "Attacks in Pakistan by the Tehrik-i-Taliban Pakistan (TTP), the Pakistani Taliban, have surged",
            &[0],
        ),
        ("round after round of talks", &[3]),
        (
            "The interim government answered with assurances and promises.",
            &[3],
        ),
        (
            "The strikes of April 2024, flown by the Pakistan Air Force",
            &[1],
        ),
        (
            "In December 2024 Pakistani aircraft bombed Afghan territory once more, this time in Paktika province.",
            &[1],
        ),
        (
            "a deadly TTP assault on a security checkpoint in the border region, in which 16 Pakistani soldiers were killed",
            &[0],
        ),
        (
            "Pakistan tightened its rules for transit trade with Afghanistan",
            &[2],
        ),
        ("deport Afghan refugees without papers", &[2]),
        ("opened a diplomatic channel to India", &[3]),
    ];
    for (words, codes) in coded {
        desk.annotate(words, codes);
    }
    let note = |desk: &Desk, words, title: &str, body: &str, counter| MarginNote {
        span: Some(desk.find(words)),
        look: None,
        bracket: false,
        title: title.to_owned(),
        body: body.to_owned(),
        id: annotation(counter).into(),
    };
    desk.notes = vec![
        note(
            &desk,
            "Last month",
            "Aug or Sep 2025",
            "“Last month” has two possible nows",
            2,
        ),
        note(
            &desk,
            "The raid on Paktika was followed",
            "Order of telling",
            "other sources put the attack first",
            10,
        ),
    ];
    desk.boilerplate = vec![desk.find("Follow us for new commentary every week.")];
    desk.selected = Some(annotation(2));
    desk.lit = Arc::new([annotation(2), annotation(4)].into());
    desk
}

/// What a test does to the window, in short.
pub trait Drive {
    /// Gives the reader the keyboard.
    fn take_keyboard(&mut self);
    /// Presses a key with modifiers and runs.
    fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key);
    /// Puts the caret in front of some words.
    fn caret_before(&mut self, words: &str);
    /// The middle of some words on the screen.
    fn point_of(&self, words: &str) -> egui::Pos2;
}

impl Drive for Harness<'_, Desk> {
    fn take_keyboard(&mut self) {
        self.state_mut().state.focus();
        self.run();
    }

    fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.key_press_modifiers(modifiers, key);
        self.run();
    }

    fn caret_before(&mut self, words: &str) {
        let span = self.state().find(words);
        self.state_mut().state.reveal(span);
        self.take_keyboard();
    }

    fn point_of(&self, words: &str) -> egui::Pos2 {
        let node = self.get_by_label_contains(words);
        node.rect().center()
    }
}
