//! What a frame of the charts costs while one moves through time, and how that grows with the rows
//! of a table beside the events.
//!
//! `cargo bench --bench charts` prints the CPU time of one headless frame (layout, everything egui
//! does for it, tessellation included), its median and its 99th percentile, and the exponent it
//! grows with from the least to the most rows. Absolute times drift from machine to machine.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Figure, begun, frame_cost, in_ms, made};
use egui::{CentralPanel, Context, FullOutput, Pos2, RawInput, Rect};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tightrope::derived::Derived;
use tightrope::document::Document;
use tightrope::document::verbs::tables::add_table;
use tightrope::model::day::Day;
use tightrope::model::id::TableId;
use tightrope::model::mapping::{DateAt, DateColumns, KindColumns, Mapping};
use tightrope::model::table::{EventTable, TableFile, TableLayout};
use tightrope::model::text::Sha;
use tightrope::tables::{LoadedTable, load};
use tightrope::workbench::command::Command;
use tightrope::workbench::fields::FieldKey;
use tightrope::workbench::fonts::fonts;
use tightrope::workbench::panes::Desk;
use tightrope::workbench::panes::time::TimeCharts;
use tightrope::workbench::session::Session;
use tightrope::workbench::tables::Tables;
use tightrope::workbench::theme::{ThemeChoice, apply};
use tightrope::workbench::widgets::Drafts;

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// The room the charts have in a window of 1440 by 900.
const ROOM: Rect = Rect::from_min_max(Pos2::ZERO, Pos2::new(1_440.0, 346.0));
const FRAMES: usize = 400;
/// The first of the days that rows lie on, and how many there are.
const DAYS: (i32, u64) = (7_000, 12_000);

fn main() {
    // Cargo passes flags meant for the harness it expects.
    let growth = !std::env::args().any(|flag| flag == "--test");
    let sizes = if growth { &SIZES[..] } else { &SIZES[..1] };
    println!("{:<44}{:>12}{:>12}", "", "median", "p99");
    let measured: Vec<Vec<Figure>> = sizes.iter().map(|rows| measure(*rows)).collect();
    for (rows, figures) in sizes.iter().zip(&measured) {
        for figure in figures {
            let name = format!("{} ({rows} rows)", figure.what);
            println!(
                "{name:<44}{:>12}{:>12}",
                in_ms(figure.median()),
                in_ms(figure.p99())
            );
        }
    }
    if let [first, .., last] = measured.as_slice() {
        let more = f64::from(SIZES[2]) / f64::from(SIZES[0]);
        for (from, to) in first.iter().zip(last) {
            let exponent = from.exponent(to, more);
            println!("{:<44}grows with exponent {exponent:.3}", from.what);
        }
    }
}

fn measure(rows: u32) -> Vec<Figure> {
    let (mut window, counting) = Window::new(rows);
    let (from, days) = (f64::from(DAYS.0), DAYS.1 as f64);
    let rest = window.frames(|_| (from, from + days));
    let pan = window.frames(|number| {
        let first = from + days / 2.0 + number as f64 * 7.3;
        (first, first + 1_200.0)
    });
    // From all of it down to a week and back.
    let zoom = window.frames(|number| {
        let part = (number as f64 / FRAMES as f64 * 2.0 - 1.0).abs();
        let span = 7.0 * (days / 7.0).powf(part);
        let middle = from + days / 2.0;
        (middle - span / 2.0, middle + span / 2.0)
    });
    vec![
        Figure::new("count once, on a worker", vec![counting]),
        Figure::new("frame at rest", rest),
        Figure::new("pan", pan),
        Figure::new("zoom", zoom),
    ]
}

fn mapping() -> Mapping {
    Mapping {
        date: DateColumns {
            at: DateAt::Range("from".to_owned(), "to".to_owned()),
            ..DateColumns::default()
        },
        kind: KindColumns {
            columns: vec!["type".to_owned()],
            ..KindColumns::default()
        },
        ..Mapping::default()
    }
}

/// Rows of three kinds, every twentieth known to a span of days only.
fn rows_of(rows: u32) -> Arc<LoadedTable> {
    let mut text = String::from("from,to,type\n");
    let mut seed = 7_u64;
    let mut below = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % most
    };
    for _ in 0..rows {
        let first = Day::from_number(DAYS.0 + below(DAYS.1) as i32);
        let more = match below(20) {
            0 => below(31) as i32,
            _ => 0,
        };
        let _ = writeln!(text, "{first},{},{}", first.plus(more), below(3));
    }
    let bytes = Arc::new(text.into_bytes());
    let table = load(bytes, &TableLayout::default(), &mapping(), &|_| true);
    Arc::new(table.expect("a table"))
}

/// The charts on a bare context.
struct Window {
    ctx: Context,
    document: Document,
    derived: Derived,
    session: Session,
    tables: Tables,
    charts: TimeCharts,
    drafts: Drafts<FieldKey>,
    at: f64,
}

impl Window {
    /// The window with its table counted, and what counting took.
    fn new(rows: u32) -> (Self, Duration) {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        apply(&ctx, ThemeChoice::Light);
        let (mut document, _) = begun("Nothing happened.");
        let mut edit = document.edit(made());
        let id = add_table(&mut edit, event_table()).expect("added");
        document.apply(edit.finish()).expect("applied");
        let mut window = Self {
            ctx,
            derived: Derived::new(document.snapshot()),
            tables: Tables::of(document.project(), [(id, rows_of(rows))]),
            document,
            session: Session::default(),
            charts: TimeCharts::default(),
            drafts: Drafts::new(),
            at: 0.0,
        };
        window.frame();
        let counting = Instant::now();
        for work in window.charts.take_work() {
            let answer = work.run(&|_| true);
            window.charts.take(answer).expect("counted");
        }
        let counting = counting.elapsed();
        window.frame();
        (window, counting)
    }

    fn frames(&mut self, window: impl Fn(usize) -> (f64, f64)) -> Vec<Duration> {
        let frame = |number| {
            self.session.time = Some(window(number));
            self.frame()
        };
        (0..FRAMES).map(frame).collect()
    }

    /// The CPU time of one frame.
    fn frame(&mut self) -> Duration {
        self.at += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(ROOM),
            time: Some(self.at),
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        frame_cost(&ctx, input, |input| self.draw(input))
    }

    fn draw(&mut self, input: RawInput) -> FullOutput {
        let mut commands: Vec<Command> = Vec::new();
        let (ctx, charts, session) = (&self.ctx, &mut self.charts, &mut self.session);
        let (derived, drafts, tables) = (&self.derived, &mut self.drafts, &self.tables);
        let snapshot = self.document.snapshot();
        ctx.run_ui(input, |ui| {
            let mut desk = Desk {
                snapshot,
                derived,
                session,
                drafts,
                commands: &mut commands,
                tables,
                offered: &[],
                offered_tables: &[],
                read_only: false,
            };
            CentralPanel::default().show(ui, |ui| charts.show(ui, &mut desk));
        })
    }
}

fn event_table() -> EventTable {
    let id: TableId = "b1-0000".parse().expect("an id");
    EventTable {
        id,
        title: "Incidents".to_owned(),
        file: TableFile {
            path: "/incidents.csv".to_owned(),
            sha: Sha::of(b"incidents"),
            bytes: 9,
            embedded: false,
        },
        layout: TableLayout::default(),
        mapping: mapping(),
        memo: String::new(),
        made: made(),
    }
}
