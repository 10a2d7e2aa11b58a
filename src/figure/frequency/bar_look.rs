//! How a part of a bar looks: solid where it is certain, light with a dashed outline where it is
//! expected; with a pattern where colour must not be needed.

use crate::figure::pattern::Pattern;
use crate::figure::scene::{Colour, Item, Paint, Rect, Scene, Stroke};
use crate::model::look::Hue;

/// From one line of a pattern to the next, in points.
const GAP: f32 = 6.0;
/// How wide the lines of a pattern are, in points, and its dots.
const WIDTHS: (f32, f32) = (1.1, 2.0);

/// How a part of a bar looks.
pub(in crate::figure) struct BarLook {
    /// The hue of its group.
    pub hue: Hue,
    /// Whether it is certain or only expected.
    pub certain: bool,
    /// Whether it has the pattern of its hue.
    pub patterned: bool,
}

impl BarLook {
    /// Paints a box so.
    pub fn paint(&self, scene: &mut Scene, rect: Rect) {
        let hue = Paint::Hue(self.hue);
        let boxed = |rect: Rect, fill: Option<Colour>, stroke| Item::Rect {
            rect,
            radius: 0.0,
            fill,
            stroke,
        };
        // The ground under a bar keeps hatching and bands from changing its colour.
        scene.paint(boxed(rect, Some(Paint::Pane.solid()), None));
        let pattern = Pattern::of(self.hue).filter(|_| self.patterned);
        if self.certain && pattern.is_none() {
            scene.paint(boxed(rect, Some(hue.alpha(0.92)), None));
            return;
        }
        let outlined = rect.width() > 4.0 && rect.height() > 2.0;
        let outline = outlined.then(|| Stroke {
            dashed: !self.certain,
            ..hue.stroke(if self.certain { 0.9 } else { 1.2 })
        });
        let inner = if outlined { rect.grown(-0.6) } else { rect };
        let Some(pattern) = pattern else {
            scene.paint(boxed(inner, Some(hue.alpha(0.18)), outline));
            return;
        };
        scene.paint(boxed(inner, Some(hue.alpha(0.06)), None));
        scene.paint(Item::Hatch {
            rect: inner,
            pattern,
            colour: hue.alpha(if self.certain { 1.0 } else { 0.55 }),
            gap: GAP,
            width: if pattern == Pattern::Dots {
                WIDTHS.1
            } else {
                WIDTHS.0
            },
        });
        if outline.is_some() {
            scene.paint(boxed(inner, None, outline));
        }
    }
}
