//! Where the page stands: an item and how far it is scrolled past, so that heights corrected
//! elsewhere never move what is read.

use std::sync::Arc;

use egui::{Context, Pos2, Rect, Vec2, pos2};

use super::flow::{Flow, SetItem};
use super::page::Page;

/// The top edge of the pane, in terms of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scroll {
    pub item: usize,
    /// How much of the item is above the edge, in points.
    pub into: f32,
}

/// An item on the screen.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub index: usize,
    /// Top left corner of the first line.
    pub origin: Pos2,
    pub item: Arc<SetItem>,
}

impl Placed {
    /// A point of the screen, from the corner of the first line.
    pub fn local(&self, point: Pos2) -> Vec2 {
        point - self.origin
    }

    /// The item's lines on the screen.
    pub fn rect(&self, page: &Page) -> Rect {
        let bottom = self.origin.y + self.item.layout.height();
        Rect::from_min_max(self.origin, pos2(page.text.max, bottom))
    }
}

impl Scroll {
    /// Moves by some points (down the text when positive), not beyond the ends.
    pub fn by(&mut self, ctx: &Context, flow: &mut Flow, points: f32, pane_height: f32) {
        self.into += points;
        self.settle(ctx, flow);
        let missing = pane_height - self.below(ctx, flow, pane_height);
        if missing > 0.0 {
            self.into -= missing;
            self.settle(ctx, flow);
        }
    }

    /// Brings `into` inside its item.
    fn settle(&mut self, ctx: &Context, flow: &mut Flow) {
        self.item = self.item.min(flow.len().saturating_sub(1));
        while self.into < 0.0 && self.item > 0 {
            self.item -= 1;
            self.into += height(ctx, flow, self.item);
        }
        self.into = self.into.max(0.0);
        while self.item + 1 < flow.len() {
            let height = height(ctx, flow, self.item);
            if self.into < height {
                break;
            }
            self.into -= height;
            self.item += 1;
        }
    }

    /// How much there is below the edge, counted up to `enough`.
    fn below(&self, ctx: &Context, flow: &mut Flow, enough: f32) -> f32 {
        let mut sum = -self.into;
        for index in self.item..flow.len() {
            if sum >= enough {
                break;
            }
            sum += height(ctx, flow, index);
        }
        sum
    }

    /// Goes to a height of the whole page, true or estimated.
    pub fn to(&mut self, ctx: &Context, flow: &mut Flow, height: f64, pane_height: f32) {
        (self.item, self.into) = flow.heights().at(height);
        self.by(ctx, flow, 0.0, pane_height);
    }

    /// The height of the edge in the whole page.
    pub fn height(&self, flow: &Flow) -> f64 {
        flow.heights().before(self.item) + f64::from(self.into)
    }

    /// The items in sight, from top to bottom.
    pub fn placed(&self, ctx: &Context, flow: &mut Flow, page: &Page) -> Vec<Placed> {
        let mut placed = Vec::new();
        let mut y = page.pane.top() - self.into;
        for index in self.item..flow.len() {
            if y >= page.pane.bottom() {
                break;
            }
            let Some(item) = flow.item(ctx, index) else {
                break;
            };
            placed.push(Placed {
                index,
                origin: pos2(page.text.min, (y + item.above).round()),
                item: Arc::clone(&item),
            });
            y += item.height;
        }
        placed
    }

    /// Scrolls as little as needed to have a stretch of a block in sight, with `margin` points
    /// around it: what stands higher wins where both ends do not fit.
    pub fn show(
        &mut self,
        ctx: &Context,
        flow: &mut Flow,
        (start, end): (usize, usize),
        pane_height: f32,
        margin: f32,
    ) {
        let top = Self::line_top(ctx, flow, start);
        let (bottom, line) = Self::line_bottom(ctx, flow, end);
        let margin = margin.min((pane_height - line).max(0.0) / 2.0);
        if self.distance(ctx, flow, top) < margin {
            *self = top;
            self.by(ctx, flow, -margin, pane_height);
        } else if self.distance(ctx, flow, bottom) > pane_height - margin {
            let mut lowest = bottom;
            lowest.by(ctx, flow, margin - pane_height, pane_height);
            let mut highest = top;
            highest.by(ctx, flow, -margin, pane_height);
            let fits = lowest.distance(ctx, flow, top) >= margin;
            *self = if fits { lowest } else { highest };
        }
    }

    /// The top of the line a byte stands on.
    fn line_top(ctx: &Context, flow: &mut Flow, byte: usize) -> Self {
        let item = flow.item_of(byte);
        let into = flow.item(ctx, item).map_or(0.0, |set| {
            let start = set.range.as_ref().map_or(0, |range| range.start);
            set.above + set.layout.caret(byte.saturating_sub(start)).top()
        });
        Self { item, into }
    }

    fn line_bottom(ctx: &Context, flow: &mut Flow, byte: usize) -> (Self, f32) {
        let top = Self::line_top(ctx, flow, byte);
        let line = flow.item(ctx, top.item);
        let line = line.map_or(0.0, |set| set.layout.line_height());
        let bottom = Self {
            into: top.into + line,
            ..top
        };
        (bottom, line)
    }

    /// How far below this edge another place is, in points; negative above. Far away, as estimated.
    fn distance(&self, ctx: &Context, flow: &mut Flow, other: Self) -> f32 {
        let (first, last) = (self.item.min(other.item), self.item.max(other.item));
        if last - first < 64 {
            (first..last).for_each(|index| {
                height(ctx, flow, index);
            });
        }
        (other.height(flow) - self.height(flow)) as f32
    }

    /// The byte at the edge and how much of its line is above the edge; `None` in a heading that
    /// is not part of the text.
    pub fn top_byte(&self, ctx: &Context, flow: &mut Flow) -> Option<(usize, f32)> {
        let set = flow.item(ctx, self.item)?;
        let start = set.range.as_ref()?.start;
        let y = self.into - set.above;
        let line = set.layout.line_at(y);
        let byte = set.layout.line_range(line).start;
        Some((start + byte, y - line as f32 * set.layout.line_height()))
    }

    /// The edge at which a byte's line is scrolled past by some points.
    pub fn at_byte(ctx: &Context, flow: &mut Flow, (byte, past): (usize, f32)) -> Self {
        let line = Self::line_top(ctx, flow, byte);
        Self {
            into: (line.into + past).max(0.0),
            ..line
        }
    }
}

fn height(ctx: &Context, flow: &mut Flow, index: usize) -> f32 {
    flow.item(ctx, index).map_or(0.0, |item| item.height)
}
