//! The key of bars: a sample of everything that is drawn, and what it means.
//!
//! In: the charts of a figure as data. Out: for each chart a scene of a line or two that belongs
//! above it; an empty one where nothing is left to be told. What is the same in all charts stands once,
//! above the first; where two names would share a look, each chart has its own groups. In the window it
//! is one line, where one can choose a group.

mod entries;
mod sample;

pub use entries::LaneSigns;

use super::frame::Frame;
use super::frequency::FrequencyData;
use super::labels::elided;
use super::metrics::{Metrics, Weight};
use super::rows::TableMark;
use super::scene::{Anchor, Mark, Paint, Pos, Rect, Scene, Text};
use super::words::and_more;
use entries::{Entry, entries, groups_and_lines, of_lanes};
use sample::Sample;

/// The height of a line, in points.
const LINE: f32 = 19.0;
/// Above the first line, on paper and in the window, in points.
const ABOVE: (f32, f32) = (6.0, 1.0);
/// The size of its words.
const SIZE: f32 = 11.5;
/// From a sample to its words, and from these to the next sample.
const GAPS: (f32, f32) = (6.0, 14.0);
/// At most so many lines on paper; what does not fit is counted in the last.
const MOST_LINES: usize = 4;
/// The longest name where there is room for all, and where there is not, in points.
const LONGEST: [f32; 3] = [f32::INFINITY, 220.0, 130.0];

/// The keys of these charts on paper, one for each; `signs` are those of the lanes above them.
pub(super) fn keys(
    charts: &[FrequencyData],
    signs: &LaneSigns,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Vec<Scene> {
    let all = entries(charts, signs, frame);
    // Bars for each group need no patterns.
    let frame = Frame {
        patterned: frame.patterned && charts.iter().all(|data| data.multiple.is_none()),
        ..*frame
    };
    let scene = |entries: &Vec<Entry>| on_paper(entries, &frame, metrics);
    all.iter().map(scene).collect()
}

/// The key of lanes that stand above no bars.
pub(super) fn key_of_lanes(signs: &LaneSigns, frame: &Frame, metrics: &dyn Metrics) -> Scene {
    on_paper(&of_lanes(signs), frame, metrics)
}

/// The keys of these charts in the window, one line above the first where bars are split by something
/// that no lane names, or something lies over them. Where one look would stand for two names, each
/// series has a line of its own; every other key is empty. Groups can be chosen.
pub fn key_lines(charts: &[FrequencyData], frame: &Frame, metrics: &dyn Metrics) -> Vec<Scene> {
    let line = |entries: Vec<Entry>| {
        let is_one_line = |longest: &f32| lines(&entries, *longest, frame, metrics) <= 1;
        let longest = LONGEST.into_iter().find(is_one_line);
        let how = (1, longest.unwrap_or(LONGEST[2]), ABOVE.1);
        scene(&entries, how, frame, metrics)
    };
    groups_and_lines(charts).into_iter().map(line).collect()
}

/// Names are cut only where the lines are too many otherwise.
fn on_paper(entries: &[Entry], frame: &Frame, metrics: &dyn Metrics) -> Scene {
    let is_short = |longest: &f32| lines(entries, *longest, frame, metrics) < MOST_LINES;
    let longest = LONGEST.into_iter().find(is_short);
    let how = (MOST_LINES, longest.unwrap_or(LONGEST[2]), ABOVE.0);
    Scene {
        // Nobody clicks on paper.
        marks: Vec::new(),
        ..scene(entries, how, frame, metrics)
    }
}

fn lines(entries: &[Entry], longest: f32, frame: &Frame, metrics: &dyn Metrics) -> usize {
    let placed = placed(entries, longest, frame, metrics);
    placed.last().map_or(0, |it| it.line + 1)
}

/// An entry with its place.
struct Placed<'e> {
    entry: &'e Entry,
    words: String,
    x: f32,
    line: usize,
    width: f32,
}

/// The entries one behind the other, on as many lines as that takes.
fn placed<'e>(
    entries: &'e [Entry],
    longest: f32,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Vec<Placed<'e>> {
    let (left, right) = (frame.axis.left(), frame.axis.right());
    let before = sample::SIZE.0 + GAPS.0;
    let room = right - left - before;
    let (mut x, mut line) = (left, 0);
    let place = |entry: &'e Entry| {
        // A sign is explained in full.
        let longest = match entry.sample {
            Sample::Bar(_, true) => longest.min(room),
            _ => room,
        };
        let words = elided(&entry.words, longest, SIZE, Weight::Regular, metrics);
        let width = before + metrics.width(&words, SIZE, Weight::Regular);
        if x + width > right + 0.5 && x > left {
            (x, line) = (left, line + 1);
        }
        let at = x;
        x += width + GAPS.1;
        Placed {
            entry,
            words,
            x: at,
            line,
            width,
        }
    };
    entries.iter().map(place).collect()
}

fn scene(
    entries: &[Entry],
    (most, longest, above): (usize, f32, f32),
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Scene {
    if entries.is_empty() {
        return Scene::default();
    }
    let placed = placed(entries, longest, frame, metrics);
    let room = |number: usize| match placed.len() - number {
        0 => 0.0,
        more => GAPS.1 + metrics.width(&and_more(more), SIZE, Weight::Regular),
    };
    let fits = |number: usize| {
        let last = number.checked_sub(1).and_then(|at| placed.get(at));
        last.is_none_or(|it| {
            it.line < most
                && (it.line + 1 < most
                    || it.x + it.width + room(number) <= frame.axis.right() + 1.0)
        })
    };
    let shown = (0..=placed.len()).rev().find(|number| fits(*number));
    let shown = shown.unwrap_or(0);
    let last = shown.checked_sub(1).and_then(|at| placed.get(at));
    let lines = last.map_or(1, |it| it.line + 1);
    let mut scene = Scene::new(frame.width, above + lines as f32 * LINE);
    let mut end = (frame.axis.left() - GAPS.1, 0);
    for it in placed.iter().take(shown) {
        let y = above + (it.line as f32 + 0.5) * LINE;
        write_entry(&mut scene, it, y, frame);
        end = (it.x + it.width, it.line);
    }
    if shown < placed.len() {
        let y = above + (end.1 as f32 + 0.5) * LINE;
        scene.write(text(and_more(placed.len() - shown), end.0 + GAPS.1, y));
    }
    scene
}

fn write_entry(scene: &mut Scene, placed: &Placed<'_>, y: f32, frame: &Frame) {
    let begin = scene.items.len();
    let (across, down) = sample::SIZE;
    let rect = Rect::at(placed.x, y - down / 2.0, across, down);
    placed.entry.sample.paint(scene, rect, frame.patterned);
    let label = scene.write(text(placed.words.clone(), placed.x + across + GAPS.0, y));
    if placed.entry.only.is_empty() {
        return;
    }
    let of = match placed.entry.of.is_empty() {
        true => String::new(),
        false => format!(" in {}", placed.entry.of.join(", ")),
    };
    let name = format!("Only {}{of}", placed.entry.words);
    scene.marks.push(Mark {
        rect: Rect::at(placed.x, y - LINE / 2.0, placed.width, LINE),
        ids: Vec::new(),
        tooltip: format!(
            "{}\nClick to show only what has to do with it{of}, and again to show all",
            placed.entry.words
        ),
        name,
        items: begin..label,
        label: Some(label),
        table: Some(TableMark::Group(placed.entry.only.clone())),
        bar: None,
    });
}

fn text(words: String, x: f32, y: f32) -> Text {
    Text {
        at: Pos { x, y },
        anchor: Anchor::Start,
        size: SIZE,
        weight: Weight::Regular,
        paint: Paint::Ink,
        text: words,
    }
}
