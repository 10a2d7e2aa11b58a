//! What a frame of the reader costs, and how that grows with the text and its annotations.
//!
//! `cargo bench --bench reader` prints a table: CPU time of one headless frame (everything egui
//! does for it, tessellation included), its median and its 99th percentile, as a multiple of the
//! same work on an op-ed in the same run, and the exponent it grows with. Absolute times drift from
//! machine to machine; the multiples and the exponents are what to watch.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Figure, Size, annotated, code_words, cpu_time, frame_cost, in_ms, made};
use egui::{CentralPanel, Context, Event, FullOutput, Key, Modifiers, Pos2, RawInput, Rect, vec2};
use std::time::Duration;
use tightrope::derived::Derived;
use tightrope::document::Document;
use tightrope::model::id::{CodeId, SourceId};
use tightrope::workbench::command::Command;
use tightrope::workbench::fields::FieldKey;
use tightrope::workbench::fonts::fonts;
use tightrope::workbench::panes::Desk;
use tightrope::workbench::panes::reader_pane::Readers;
use tightrope::workbench::session::Session;
use tightrope::workbench::tables::Tables;
use tightrope::workbench::theme::{ThemeChoice, apply};
use tightrope::workbench::widgets::Drafts;

/// The text every multiple is of.
const OP_ED: Size = Size {
    bytes: 6_000,
    annotations: 60,
};
/// What the targets speak of.
const REPORT: Size = Size {
    bytes: 4_000_000,
    annotations: 100_000,
};
/// What growth is measured over: as dense as the report.
const GROWTH: [Size; 3] = [
    Size {
        bytes: 400_000,
        annotations: 10_000,
    },
    REPORT,
    Size {
        bytes: 40_000_000,
        annotations: 1_000_000,
    },
];

/// The room the reader has in a window of 1440 by 900.
const ROOM: Rect = Rect::from_min_max(Pos2::ZERO, Pos2::new(900.0, 480.0));
const FRAMES: usize = 400;

fn main() {
    // Cargo passes flags meant for the harness it expects.
    let growth = !std::env::args().any(|flag| flag == "--test");
    let op_ed = measure(OP_ED);
    println!(
        "{:<62}{:>12}{:>12}{:>12}{:>10}",
        "", "median", "p99", "op-ed", "times"
    );
    let sizes: Vec<Size> = if growth { GROWTH.to_vec() } else { vec![OP_ED] };
    let measured: Vec<Vec<Figure>> = sizes.iter().map(|size| measure(*size)).collect();
    for (size, figures) in sizes.iter().zip(&measured) {
        for (figure, base) in figures.iter().zip(&op_ed) {
            print_row(*size, figure, base);
        }
    }
    if let (Some(first), Some(last)) = (measured.first(), measured.last()) {
        print_exponents(&sizes, first, last);
    }
}

fn print_row(size: Size, figure: &Figure, base: &Figure) {
    let name = format!(
        "{} ({:.1} MB, {} annotations)",
        figure.what,
        size.bytes as f64 / 1e6,
        size.annotations
    );
    let times = figure.median().as_secs_f64() / base.median().as_secs_f64();
    println!(
        "{name:<62}{:>12}{:>12}{:>12}{times:>9.2}x",
        in_ms(figure.median()),
        in_ms(figure.p99()),
        in_ms(base.median()),
    );
}

/// How the cost grows from the first to the last size: the exponent k of annotations to the k.
fn print_exponents(sizes: &[Size], first: &[Figure], last: &[Figure]) {
    let (Some(small), Some(large)) = (sizes.first(), sizes.last()) else {
        return;
    };
    let more = large.annotations as f64 / small.annotations as f64;
    println!();
    for (from, to) in first.iter().zip(last) {
        let exponent = from.exponent(to, more);
        println!("{:<62}grows with exponent {exponent:>6.2}", from.what);
    }
}

fn measure(size: Size) -> Vec<Figure> {
    let (document, source, code) = annotated(size);
    let opening = (0..5).map(|_| {
        let (mut window, derived) = Window::new(&document, source);
        derived + window.open()
    });
    let opening = Figure::new("open, first frame", opening.collect());
    let (mut window, _) = Window::new(&document, source);
    window.open();
    let rest = window.frames(|_| Vec::new());
    // A short text is read up and down, so that its page moves in every frame too.
    let turns = if size.bytes > 100_000 { FRAMES } else { 8 };
    let back = |number: usize| number / turns % 2 == 1;
    let wheel = window.frames(|number| vec![wheel(if back(number) { 120.0 } else { -120.0 })]);
    let page = window.frames(|number| {
        let to = if back(number) {
            Key::PageUp
        } else {
            Key::PageDown
        };
        vec![key(to, Modifiers::NONE)]
    });
    let ends = window.frames(|number| {
        let to = if number % 2 == 0 { Key::End } else { Key::Home };
        vec![key(to, Modifiers::COMMAND)]
    });
    let adding = window.additions(code, size);
    vec![
        opening,
        Figure::new("frame at rest", rest),
        Figure::new("scroll by wheel", wheel),
        Figure::new("scroll by page", page),
        Figure::new("jump to end and back", ends),
        Figure::new("add one, document and frame", adding),
    ]
}

fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

/// The reader pane on a bare context.
struct Window {
    ctx: Context,
    document: Document,
    derived: Derived,
    session: Session,
    readers: Readers,
    drafts: Drafts<FieldKey>,
    at: f64,
}

impl Window {
    /// The window before its first frame, and what it took to derive what that shows.
    fn new(document: &Document, source: SourceId) -> (Self, Duration) {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        apply(&ctx, ThemeChoice::Light);
        // The faces are read before the window is measured, as they are before a text is opened.
        ctx.run_ui(RawInput::default(), |ui| {
            ui.label("a");
        })
        .drop_without_applying_deltas();
        let mut session = Session::default();
        session.read(source);
        let begun = cpu_time();
        let derived = Derived::new(document.snapshot());
        let deriving = cpu_time() - begun;
        let window = Self {
            ctx,
            derived,
            document: document.clone(),
            session,
            readers: Readers::default(),
            drafts: Drafts::new(),
            at: 0.0,
        };
        (window, deriving)
    }

    /// The first frame that shows the text. egui may ask for a second pass; it is part of it.
    fn open(&mut self) -> Duration {
        self.readers.take_focus();
        let cost = self.frame(Vec::new());
        self.frame(vec![Event::PointerMoved(ROOM.center())]);
        cost
    }

    fn frames(&mut self, events: impl Fn(usize) -> Vec<Event>) -> Vec<Duration> {
        (0..FRAMES)
            .map(|number| self.frame(events(number)))
            .collect()
    }

    /// The CPU time of one frame.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.at += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(ROOM),
            time: Some(self.at),
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        frame_cost(&ctx, input, |input| self.draw(input))
    }

    fn draw(&mut self, input: RawInput) -> FullOutput {
        let mut commands: Vec<Command> = Vec::new();
        let (ctx, readers, session) = (&self.ctx, &mut self.readers, &mut self.session);
        let (derived, drafts) = (&self.derived, &mut self.drafts);
        let snapshot = self.document.snapshot();
        ctx.run_ui(input, |ui| {
            let mut desk = Desk {
                snapshot,
                derived,
                session,
                drafts,
                commands: &mut commands,
                tables: &Tables::default(),
                offered: &[],
                offered_tables: &[],
                read_only: false,
            };
            CentralPanel::default().show(ui, |ui| readers.show(ui, &mut desk));
        })
    }

    /// One more annotation: the document, what follows from it, and the frame that shows it.
    fn additions(&mut self, code: CodeId, size: Size) -> Vec<Duration> {
        let Some(source) = self.session.source else {
            return Vec::new();
        };
        let add = |number: usize| {
            let begun = cpu_time();
            let mut edit = self.document.edit(made());
            code_words(&mut edit, source, number * 97 % size.bytes, code);
            self.document.apply(edit.finish()).expect("applied");
            self.derived.refresh(self.document.snapshot());
            let changed = cpu_time() - begun;
            changed + self.frame(Vec::new())
        };
        (0..FRAMES).map(add).collect()
    }
}
