//! The outline of a kind's mark, for every painter: the window, SVG, print.
//!
//! Outlines lie in a box from -1 to 1 on both axes, y downwards, centred on the origin. Their
//! sizes are balanced by eye, so that a disc does not look larger than a triangle beside it.

use crate::model::look::Shape;

/// A closed outline around the origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outline {
    /// A circle of this radius.
    Circle(f32),
    /// A polygon; from the origin every corner is in sight, so a fan of triangles fills it.
    Polygon(&'static [[f32; 2]]),
}

const TRIANGLE: [[f32; 2]; 3] = [[0.0, -0.92], [1.0, 0.84], [-1.0, 0.84]];
const DIAMOND: [[f32; 2]; 4] = [[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]];
const SQUARE: [[f32; 2]; 4] = [[-0.84, -0.84], [0.84, -0.84], [0.84, 0.84], [-0.84, 0.84]];
const SPEECH: [[f32; 2]; 7] = [
    [-1.0, -0.84],
    [1.0, -0.84],
    [1.0, 0.5],
    [0.1, 0.5],
    [-0.5, 1.0],
    [-0.5, 0.5],
    [-1.0, 0.5],
];
const CROSS: [[f32; 2]; 12] = [
    [-0.32, -0.95],
    [0.32, -0.95],
    [0.32, -0.32],
    [0.95, -0.32],
    [0.95, 0.32],
    [0.32, 0.32],
    [0.32, 0.95],
    [-0.32, 0.95],
    [-0.32, 0.32],
    [-0.95, 0.32],
    [-0.95, -0.32],
    [-0.32, -0.32],
];
/// Five points; the inner radius is 0.45 of the outer one.
const STAR: [[f32; 2]; 10] = [
    [0.0, -1.05],
    [0.278, -0.382],
    [0.999, -0.324],
    [0.449, 0.146],
    [0.617, 0.849],
    [0.0, 0.473],
    [-0.617, 0.849],
    [-0.449, 0.146],
    [-0.999, -0.324],
    [-0.278, -0.382],
];
const HEXAGON: [[f32; 2]; 6] = [
    [-0.5, -0.866],
    [0.5, -0.866],
    [1.0, 0.0],
    [0.5, 0.866],
    [-0.5, 0.866],
    [-1.0, 0.0],
];

/// The outline of a shape.
pub const fn outline(shape: Shape) -> Outline {
    match shape {
        Shape::Disc => Outline::Circle(0.92),
        Shape::Triangle => Outline::Polygon(&TRIANGLE),
        Shape::Diamond => Outline::Polygon(&DIAMOND),
        Shape::Square => Outline::Polygon(&SQUARE),
        Shape::Speech => Outline::Polygon(&SPEECH),
        Shape::Cross => Outline::Polygon(&CROSS),
        Shape::Star => Outline::Polygon(&STAR),
        Shape::Hexagon => Outline::Polygon(&HEXAGON),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_corner_is_seen_from_the_origin() {
        for shape in Shape::ALL {
            let Outline::Polygon(corners) = outline(shape) else {
                continue;
            };
            let following = corners.iter().cycle().skip(1);
            for (a, b) in corners.iter().zip(following) {
                let turn = a[0] * b[1] - a[1] * b[0];
                assert!(turn > 0.0, "{shape:?} turns back at {a:?}");
            }
        }
    }
}
