//! A chart laid out: primitives in points, with paints that a theme turns into colours, and the
//! marks one can point at.

use super::metrics::{Metrics, Weight};
use super::pattern::Pattern;
use super::rows::TableMark;
use super::theme::{Rgb, Theme};
use crate::model::id::RecordId;
use crate::model::look::{Hue, Shape};
use std::ops::Range;

/// A place in points, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pos {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A box in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

/// What something is painted with; a theme turns it into a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The ground of charts.
    Pane,
    /// Quiet lines.
    Line,
    /// Text.
    Ink,
    /// Secondary text.
    Muted,
    /// Decoration.
    Faint,
    /// The ground where no source looked.
    NoCoverage,
    /// The hatching over it.
    Hatch,
    /// The hue of a kind.
    Hue(Hue),
}

/// A paint with an opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// The paint.
    pub paint: Paint,
    /// From 0, invisible, to 1, opaque.
    pub alpha: f32,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in points.
    pub width: f32,
    /// Whether it is dashed.
    pub dashed: bool,
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Its place: across as the anchor says, and half way up its capitals.
    pub at: Pos,
    /// What stands at the place.
    pub anchor: Anchor,
    /// Its size in points.
    pub size: f32,
    /// Regular or semibold.
    pub weight: Weight,
    /// Its paint.
    pub paint: Paint,
    /// The words.
    pub text: String,
}

/// Something to paint, later ones over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A box with round corners.
    Rect {
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: f32,
        /// Its inside.
        fill: Option<Colour>,
        /// Its outline, along its edge.
        stroke: Option<Stroke>,
    },
    /// A box that fades from this colour at its left edge to nothing at its right.
    Fade {
        /// Where.
        rect: Rect,
        /// The colour on the left, alpha there.
        colour: Colour,
        /// The alpha on the right.
        end_alpha: f32,
    },
    /// A straight line.
    Line {
        /// From here.
        from: Pos,
        /// To here.
        to: Pos,
        /// How.
        stroke: Stroke,
    },
    /// The mark of a kind.
    Shape {
        /// Which.
        shape: Shape,
        /// Its middle.
        centre: Pos,
        /// Half its size.
        radius: f32,
        /// Its inside.
        fill: Option<Colour>,
        /// Its outline.
        stroke: Option<Stroke>,
    },
    /// A pattern over a box.
    Hatch {
        /// Where.
        rect: Rect,
        /// Which lines.
        pattern: Pattern,
        /// Their colour.
        colour: Colour,
        /// From one line to the next, across or down.
        gap: f32,
        /// How wide they are.
        width: f32,
    },
    /// Boxes side by side, one shade each.
    Strip {
        /// All of them.
        rect: Rect,
        /// What they are painted with.
        paint: Paint,
        /// The left and the right edge of each, and how opaque it is.
        cells: Vec<(f32, f32, f32)>,
    },
    /// A line of text.
    Text(Text),
}

/// Something one can point at, click and read out.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where one points.
    pub rect: Rect,
    /// What it stands for.
    pub ids: Vec<RecordId>,
    /// Its accessible name: one line.
    pub name: String,
    /// What is said about it when one points at it: a few lines.
    pub tooltip: String,
    /// Its items in [`Scene::items`], without its label.
    pub items: Range<usize>,
    /// Its label in [`Scene::items`].
    pub label: Option<usize>,
    /// What of a table it leads to.
    pub table: Option<TableMark>,
    /// It is a bar, which a plot may draw itself: what it is filled with.
    pub bar: Option<Colour>,
}

/// A chart laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// What to paint, in order.
    pub items: Vec<Item>,
    /// What to point at; where two overlap, the later one is on top.
    pub marks: Vec<Mark>,
    /// What it is, in a few words.
    pub title: String,
    /// What it shows, in a sentence or two, for those who cannot see it.
    pub summary: String,
}

impl Rect {
    /// A box from its left upper corner and its size.
    pub fn at(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    /// How wide it is.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Its middle.
    pub fn centre(&self) -> Pos {
        Pos {
            x: (self.left + self.right) / 2.0,
            y: (self.top + self.bottom) / 2.0,
        }
    }

    /// Whether the insides of both meet.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The same, further down.
    pub fn lowered(self, by: f32) -> Self {
        self.moved(0.0, by)
    }

    /// The same, further to the right and down.
    pub fn moved(self, right: f32, down: f32) -> Self {
        Self {
            left: self.left + right,
            top: self.top + down,
            right: self.right + right,
            bottom: self.bottom + down,
        }
    }

    /// The same, larger on every side.
    pub fn grown(self, by: f32) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }
}

impl Paint {
    /// Its colour in a theme.
    pub fn rgb(self, theme: &Theme) -> Rgb {
        match self {
            Self::Pane => theme.pane,
            Self::Line => theme.line,
            Self::Ink => theme.ink,
            Self::Muted => theme.muted,
            Self::Faint => theme.faint,
            Self::NoCoverage => theme.no_coverage,
            Self::Hatch => theme.hatch,
            Self::Hue(hue) => theme.hue(hue),
        }
    }

    /// Opaque.
    pub fn solid(self) -> Colour {
        self.alpha(1.0)
    }

    /// With this opacity.
    pub fn alpha(self, alpha: f32) -> Colour {
        Colour { paint: self, alpha }
    }

    /// A line of this width.
    pub fn stroke(self, width: f32) -> Stroke {
        Stroke {
            colour: self.solid(),
            width,
            dashed: false,
        }
    }
}

impl Text {
    /// The box its letters take.
    pub fn rect(&self, metrics: &dyn Metrics) -> Rect {
        let width = metrics.width(&self.text, self.size, self.weight);
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2.0,
            Anchor::End => self.at.x - width,
        };
        Rect::at(left, self.at.y - self.size * 0.6, width, self.size * 1.2)
    }

    /// From its place down to the line its letters stand on, for Inter.
    pub fn baseline(&self) -> f32 {
        self.at.y + self.size * 0.364
    }
}

impl Item {
    fn lower(&mut self, by: f32) {
        match self {
            Self::Rect { rect, .. }
            | Self::Fade { rect, .. }
            | Self::Hatch { rect, .. }
            | Self::Strip { rect, .. } => {
                *rect = rect.lowered(by);
            }
            Self::Line { from, to, .. } => {
                from.y += by;
                to.y += by;
            }
            Self::Shape { centre, .. } => centre.y += by,
            Self::Text(text) => text.at.y += by,
        }
    }
}

impl Scene {
    /// An empty chart of this size.
    pub fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            ..Self::default()
        }
    }

    /// Exactly so high where it nearly is.
    pub(super) fn about(self, height: f32) -> Self {
        let height = match (self.height - height).abs() < 0.5 {
            true => height,
            false => self.height,
        };
        Self { height, ..self }
    }

    /// Paints over everything so far; returns the number of the item.
    pub fn paint(&mut self, item: Item) -> usize {
        self.items.push(item);
        self.items.len() - 1
    }

    /// Writes over everything so far; returns the number of the item.
    pub fn write(&mut self, text: Text) -> usize {
        self.paint(Item::Text(text))
    }

    /// Every line of text.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
    }

    /// Puts another chart below this one, over its own ground; this one grows if need be.
    pub fn append_below(&mut self, mut other: Self, top: f32) {
        let shift = self.items.len();
        for item in &mut other.items {
            item.lower(top);
        }
        for mark in &mut other.marks {
            mark.rect = mark.rect.lowered(top);
            mark.items = mark.items.start + shift..mark.items.end + shift;
            mark.label = mark.label.map(|label| label + shift);
        }
        self.items.append(&mut other.items);
        self.marks.append(&mut other.marks);
        self.width = self.width.max(other.width);
        self.height = self.height.max(top + other.height);
    }
}
