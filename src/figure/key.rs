//! The key of bars on paper, where nobody can point at one: a sample of each group in sight and its
//! name.
//!
//! In: bars as data. Out: a scene of one or two lines that belongs above them; an empty one where
//! there is nothing to be told apart.

use super::frame::Frame;
use super::frequency::{BarLook, FrequencyData};
use super::ground;
use super::labels::elided;
use super::metrics::{Metrics, Weight};
use super::scene::{Anchor, Paint, Pos, Rect, Scene, Text};
use super::words::{EXPECTED, NOT_KNOWN, and_more};
use std::collections::BTreeSet;

/// The height of a line, in points.
const LINE: f32 = 19.0;
/// The size of its words.
const SIZE: f32 = 11.5;
/// A sample, across and down.
const SAMPLE: (f32, f32) = (16.0, 11.0);
/// From a sample to its words, and from these to the next sample.
const GAPS: (f32, f32) = (6.0, 18.0);
/// At most so many lines; what does not fit is counted in the last.
const MOST_LINES: usize = 3;
/// The longest name, in points.
const LONGEST: f32 = 220.0;

/// One entry: what it looks like and what it is called.
struct Entry {
    look: BarLook,
    words: String,
}

/// The key of these bars.
pub(super) fn key(data: &FrequencyData, frame: &Frame, metrics: &dyn Metrics) -> Scene {
    let entries = entries(data, frame);
    if entries.is_empty() {
        return Scene::default();
    }
    let (left, right) = (frame.axis.left(), frame.axis.right());
    let mut scene = Scene::new(frame.width, 6.0 + LINE);
    let (mut x, mut line, mut left_out) = (left, 0, 0);
    for entry in entries {
        let words = elided(&entry.words, LONGEST, SIZE, Weight::Regular, metrics);
        let before = SAMPLE.0 + GAPS.0;
        let width = before + metrics.width(&words, SIZE, Weight::Regular);
        if x + width > right && x > left {
            (x, line) = (left, line + 1);
        }
        if line >= MOST_LINES {
            left_out += 1;
            continue;
        }
        let y = 6.0 + (line as f32 + 0.5) * LINE;
        let sample = Rect::at(x, y - SAMPLE.1 / 2.0, SAMPLE.0, SAMPLE.1);
        entry.look.paint(&mut scene, sample);
        scene.write(text(words, x + before, y));
        x += width + GAPS.1;
        scene.height = 6.0 + (line + 1) as f32 * LINE;
    }
    if left_out > 0 {
        let y = scene.height + LINE / 2.0;
        scene.write(text(and_more(left_out), left, y));
        scene.height += LINE;
    }
    on_ground(scene, data, frame)
}

/// On the ground of the bars, so that it runs on between lanes and bars.
fn on_ground(key: Scene, data: &FrequencyData, frame: &Frame) -> Scene {
    let mut scene = Scene::new(key.width, key.height);
    if data.table.is_none() {
        let room = Rect::at(0.0, 0.0, key.width, key.height);
        ground::paint(&mut scene, room, &frame.axis, &data.coverage, None);
        ground::paint_published(&mut scene, &frame.axis, data.last_published);
    }
    scene.append_below(key, 0.0);
    scene
}

/// The groups that have a bar in sight, from the top of a stack to its bottom, and what a light bar
/// with a dashed outline means where there is one.
fn entries(data: &FrequencyData, frame: &Frame) -> Vec<Entry> {
    let segments = || data.bars.iter().flat_map(|bar| &bar.segments);
    let in_sight: BTreeSet<usize> = segments().map(|segment| segment.group).collect();
    let mut entries = Vec::new();
    let lone = in_sight.first().filter(|_| in_sight.len() == 1);
    let lone = lone.and_then(|group| data.groups.get(*group));
    // Bars of one group need no key, but its name stands somewhere.
    let named = lone.is_some_and(|group| !group.name.is_empty()) && data.multiple.is_none();
    if in_sight.len() > 1 || named {
        let of = |group: &usize| {
            let name = &data.groups.get(*group)?.name;
            let words = match name.is_empty() {
                true => NOT_KNOWN.to_owned(),
                false => name.clone(),
            };
            let look = BarLook {
                tint: data.tint(*group),
                certain: true,
                patterned: frame.patterned,
            };
            Some(Entry { look, words })
        };
        let order: Vec<usize> = data.key_order().filter(|it| in_sight.contains(it)).collect();
        entries.extend(order.iter().filter_map(of));
    }
    if let Some(uncertain) = segments().find(|segment| !segment.certain) {
        entries.push(Entry {
            look: BarLook {
                tint: data.tint(uncertain.group),
                certain: false,
                patterned: frame.patterned,
            },
            words: EXPECTED.to_owned(),
        });
    }
    entries
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
