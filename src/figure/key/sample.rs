//! The samples of a key: small, and painted as what they stand for is.

use crate::figure::frequency::{BarLook, OverlayKind, Tint, lines};
use crate::figure::pattern::Pattern;
use crate::figure::scene::{Item, Paint, Pos, Rect, Scene};
use crate::model::look::{Hue, Shape};

/// The size of a sample, across and down, in points.
pub(super) const SIZE: (f32, f32) = (16.0, 11.0);
/// How dark the parts of a strip are.
const SHADES: [f32; 4] = [0.2, 0.45, 0.7, 0.95];

/// What an entry stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sample {
    /// A part of a bar.
    Bar(Tint, bool),
    /// A line over the bars.
    Line(OverlayKind),
    /// From the least to the most.
    Whisker,
    /// A strip, darker where there is more.
    Strip(Paint),
    /// The shape of a kind.
    Kind(Shape, Hue),
    /// A policy shift over its band.
    Shift(Shape, Hue),
    /// Where no source looked.
    Gap,
    /// When the last source appeared.
    Published,
}

impl Sample {
    /// Paints it into a box of [`SIZE`].
    pub(super) fn paint(self, scene: &mut Scene, rect: Rect, patterned: bool) {
        let middle = rect.centre();
        let filled = |rect, fill| Item::Rect {
            rect,
            radius: 0.0,
            fill: Some(fill),
            stroke: None,
        };
        let shape_of = |shape, hue| Item::Shape {
            shape,
            centre: middle,
            radius: 4.5,
            fill: Some(Paint::Hue(hue).solid()),
            stroke: None,
        };
        match self {
            Self::Bar(tint, certain) => BarLook {
                tint,
                certain,
                patterned,
            }
            .paint(scene, rect),
            Self::Line(kind) => {
                let at = |x| Pos { x, y: middle.y };
                lines::stroke_path(scene, kind, &[at(rect.left), at(rect.right)], patterned);
            }
            Self::Whisker => lines::whisker(scene, middle.x, (rect.top, rect.bottom), true),
            Self::Strip(paint) => {
                let each = rect.width() / SHADES.len() as f32;
                let left = |at: usize| rect.left + at as f32 * each;
                let shades = SHADES.iter().enumerate();
                let cells = shades.map(|(at, alpha)| (left(at), left(at + 1), *alpha));
                scene.paint(Item::Strip {
                    rect,
                    paint,
                    cells: cells.collect(),
                });
            }
            Self::Kind(shape, hue) => {
                scene.paint(shape_of(shape, hue));
            }
            Self::Shift(shape, hue) => {
                scene.paint(filled(rect, Paint::Hue(hue).alpha(0.16)));
                scene.paint(shape_of(shape, hue));
            }
            Self::Gap => {
                scene.paint(filled(rect, Paint::NoCoverage.solid()));
                scene.paint(Item::Hatch {
                    rect,
                    pattern: Pattern::Rising,
                    colour: Paint::Hatch.solid(),
                    gap: 6.0,
                    width: 0.8,
                });
                scene.paint(Item::Rect {
                    rect,
                    radius: 0.0,
                    fill: None,
                    stroke: Some(Paint::Line.stroke(1.0)),
                });
            }
            Self::Published => {
                let bar = Rect::at(middle.x - 1.5, rect.top, 3.0, rect.height());
                scene.paint(filled(bar, Paint::Faint.alpha(0.45)));
            }
        }
    }
}
