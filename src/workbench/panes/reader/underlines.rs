//! Paints the lines under the words, one under another where they overlap; what finds no room is a
//! thin grey line and a small number at its end.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Align2, Color32, Mesh, Painter, Rangef, Rect, Shape, pos2};

use super::ReaderInput;
use super::light::Light;
use super::marks::{Levels, Mark, Rule, dashes};
use super::paint::line_ink;
use super::view::Sight;
use crate::figure::theme::Theme;
use crate::workbench::fonts::Family;
use crate::workbench::theme::color;
use crate::workbench::typesetting::StretchBox;
use egui::emath::GuiRounding as _;

/// Size of the number of lines that found no room, in points.
const SIGN: f32 = 9.0;

/// Paints the lines of an item.
pub(super) fn paint(painter: &Painter, theme: &Theme, sight: &Sight<'_>, input: &ReaderInput<'_>) {
    if sight.marks.is_empty() {
        return;
    }
    let layout = &sight.placed.item.layout;
    let rule = Rule::new(layout.size(), layout.line_height());
    let mut pen = Pen {
        mesh: Mesh::default(),
        pixels: painter.pixels_per_point(),
    };
    let mut levels = Levels::new(rule);
    let mut crowded: Vec<(&Mark<'_>, StretchBox)> = Vec::new();
    for mark in &sight.marks {
        let quiet = mark.look.quiet && Light::of(mark.id, input) == Light::Quiet;
        let ink = line_ink(theme, mark.look.hue, quiet);
        for stretch in sight.boxes(&mark.range) {
            match levels.take(stretch.line, &stretch.range) {
                Some(depth) => {
                    let x = extent(&stretch, mark);
                    let rows = rule.line(depth, quiet);
                    pen.line(x, rows, &stretch, dashes(mark.look.shape), ink);
                }
                None => crowded.push((mark, stretch)),
            }
        }
    }
    let last = rule.line(usize::MAX, true);
    for (_, stretch) in &crowded {
        for part in levels.free_in_last(stretch.line, &stretch.range) {
            for stretch in sight.boxes(&part) {
                let x = stretch.rect.x_range();
                pen.line(x, last, &stretch, &[], color(theme.muted));
            }
        }
    }
    painter.add(Shape::mesh(pen.mesh));
    for sign in signs(&crowded) {
        let at = pos2(sign.x, sign.baseline.round() + rule.line(0, false).min);
        sign_ui(painter, theme, at, &sign);
    }
}

/// From left to right under a stretch, with a hair's breadth between an annotation and the next
/// one that touches it.
fn extent(stretch: &StretchBox, mark: &Mark<'_>) -> Rangef {
    let mut x = stretch.rect.x_range();
    if stretch.range.end == mark.range.end {
        match stretch.ends_right {
            true => x.max -= 1.0,
            false => x.min += 1.0,
        }
    }
    x
}

/// Draws lines that end on whole pixels.
struct Pen {
    mesh: Mesh,
    pixels: f32,
}

impl Pen {
    fn line(
        &mut self,
        x: Rangef,
        rows: Rangef,
        stretch: &StretchBox,
        dashes: &[f32],
        ink: Color32,
    ) {
        let baseline = stretch.baseline.round();
        let y = Rangef::new(baseline + rows.min, baseline + rows.max);
        let mut left = x.min;
        let mut lengths = dashes.chunks_exact(2).cycle();
        while left < x.max {
            let (on, off) = match lengths.next() {
                Some([on, off]) => (*on, *off),
                _ => (x.max - left, 0.0),
            };
            let right = (left + on).min(x.max);
            let dash = Rect::from_x_y_ranges(left..=right, y);
            self.mesh
                .add_colored_rect(dash.round_to_pixels(self.pixels), ink);
            left = right + off.max(f32::EPSILON);
        }
    }
}

/// How many lines found no room, and where that is said.
#[derive(Debug, PartialEq)]
struct Sign {
    x: f32,
    /// Whether it stands right of there.
    on_right: bool,
    baseline: f32,
    number: usize,
}

/// One sign for all that overlap on a line, at the end a reader comes to last.
fn signs(crowded: &[(&Mark<'_>, StretchBox)]) -> Vec<Sign> {
    let mut lines: BTreeMap<usize, Vec<(Range<usize>, &StretchBox)>> = BTreeMap::new();
    for (_, stretch) in crowded {
        let line = lines.entry(stretch.line).or_default();
        line.push((stretch.range.clone(), stretch));
    }
    let mut out: Vec<Sign> = Vec::new();
    for line in lines.values_mut() {
        line.sort_by_key(|(range, _)| (range.start, range.end));
        let mut end = 0;
        for (range, stretch) in line.iter() {
            let (left, right) = (stretch.rect.left(), stretch.rect.right());
            let joins = range.start < end;
            end = if joins { end.max(range.end) } else { range.end };
            match out.last_mut() {
                Some(sign) if joins => {
                    sign.x = match sign.on_right {
                        true => sign.x.max(right),
                        false => sign.x.min(left),
                    };
                    sign.number += 1;
                }
                _ => out.push(Sign {
                    x: if stretch.ends_right { right } else { left },
                    on_right: stretch.ends_right,
                    baseline: stretch.baseline,
                    number: 1,
                }),
            }
        }
    }
    out
}

fn sign_ui(painter: &Painter, theme: &Theme, at: egui::Pos2, sign: &Sign) {
    let ink = color(theme.muted);
    let font = Family::Strong.at(SIGN);
    let words = painter.layout_no_wrap(format!("+{}", sign.number), font, ink);
    let (anchor, apart) = match sign.on_right {
        true => (Align2::LEFT_TOP, 2.0),
        false => (Align2::RIGHT_TOP, -2.0),
    };
    let place = anchor.anchor_size(at + egui::vec2(apart, -1.0), words.size());
    // Lines of others may pass here.
    painter.rect_filled(place.expand2(egui::vec2(1.0, -1.0)), 0.0, color(theme.pane));
    painter.galley(place.min, words, ink);
}
