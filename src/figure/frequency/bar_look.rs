//! How a part of a bar looks: solid where it is certain, light with a dashed outline where it is
//! expected; with a pattern where colour must not be needed.

use super::tint::Tint;
use crate::figure::pattern::Pattern;
use crate::figure::scene::{Colour, Item, Paint, Rect, Scene, Stroke};

/// From one line of a pattern to the next, in points.
const GAP: f32 = 6.0;
/// How wide the lines of a pattern are, in points, and its dots.
const WIDTHS: (f32, f32) = (1.1, 2.0);

/// How a part of a bar looks.
pub(in crate::figure) struct BarLook {
    /// The tint of its group.
    pub tint: Tint,
    /// Whether it is certain or only expected.
    pub certain: bool,
    /// Whether it has the pattern of its tint.
    pub patterned: bool,
}

impl BarLook {
    /// Paints a box so.
    pub fn paint(&self, scene: &mut Scene, rect: Rect) {
        let ink = self.tint.ink();
        let boxed = |rect: Rect, fill: Option<Colour>, stroke| Item::Rect {
            rect,
            radius: 0.0,
            fill,
            stroke,
        };
        // The ground under a bar keeps hatching and bands from changing its colour.
        scene.paint(boxed(rect, Some(Paint::Pane.solid()), None));
        let pattern = self.tint.pattern().filter(|_| self.patterned);
        if self.certain && pattern.is_none() {
            scene.paint(boxed(rect, Some(self.tint.fill(true)), None));
            return;
        }
        let outlined = rect.width() > 4.0 && rect.height() > 2.0;
        let outline = outlined.then(|| Stroke {
            dashed: !self.certain,
            ..ink.stroke(if self.certain { 0.9 } else { 1.2 })
        });
        let inner = if outlined { rect.grown(-0.6) } else { rect };
        let Some(pattern) = pattern else {
            scene.paint(boxed(inner, Some(self.tint.fill(false)), outline));
            return;
        };
        scene.paint(boxed(inner, Some(ink.alpha(self.tint.ground())), None));
        scene.paint(Item::Hatch {
            rect: inner,
            pattern,
            colour: ink.alpha(if self.certain { 1.0 } else { 0.55 }),
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
