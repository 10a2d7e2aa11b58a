//! Names beside charts: in lines no wider than the gutter, which takes no more of the paper than it
//! has to.

use super::frame::Frame;
use super::ground::{GUTTER_GAP, NAME_LEFT};
use super::labels::{abbreviation, elided, in_lines};
use super::metrics::{Metrics, Weight};
use super::scene::{Anchor, Paint, Pos, Rect, Scene, Text};
use super::timeline::heads::NAME_SIZE;
use std::ops::Range;

/// From one line of the gutter to the next, in points.
pub(super) const LINE: f32 = 15.0;

/// A name that is to stand in the gutter.
pub(super) struct Name<'a> {
    /// Its words.
    pub text: &'a str,
    /// Their size, in points.
    pub size: f32,
    /// What stands beside its last line, in points.
    pub beside: f32,
}

/// The room for words in the gutter, in points.
pub(super) fn room(frame: &Frame) -> f32 {
    frame.axis.left() - GUTTER_GAP - NAME_LEFT
}

/// How wide the gutter of paper this wide has to be for each of these names, in points: those that
/// are too long for the widest gutter stand in two lines.
pub(super) fn fitting<'a>(
    names: impl IntoIterator<Item = Name<'a>>,
    paper: f32,
    metrics: &dyn Metrics,
) -> f32 {
    let around = NAME_LEFT + GUTTER_GAP;
    let most = Frame::widest_gutter(paper) - around;
    let wide = names.into_iter().map(|name| {
        let one = name.beside + metrics.width(name.text, name.size, Weight::Regular);
        if one <= most {
            return one;
        }
        (name.beside + in_two(name.text, name.size, metrics)).min(most)
    });
    around + wide.fold(0.0, f32::max)
}

/// Whether a name has room beside charts in one line; where not, a title stands above them.
pub(super) fn is_beside(name: &Name<'_>, paper: f32, metrics: &dyn Metrics) -> bool {
    let one = name.beside + metrics.width(name.text, name.size, Weight::Regular);
    NAME_LEFT + GUTTER_GAP + one <= Frame::widest_gutter(paper)
}

/// The width of the wider of two lines where a name is broken best.
fn in_two(name: &str, size: f32, metrics: &dyn Metrics) -> f32 {
    let width = |text: &str| metrics.width(text, size, Weight::Regular);
    let breaks = name.char_indices().filter(|(_, letter)| *letter == ' ');
    let halves = breaks.map(|(at, _)| {
        let (one, other) = name.split_at(at);
        width(one).max(width(other.trim_start()))
    });
    halves.fold(width(name), f32::min)
}

/// A name in so many lines at the most; what does not fit ends in "…".
pub(super) fn lines(
    name: &str,
    width: f32,
    most: usize,
    size: f32,
    metrics: &dyn Metrics,
) -> Vec<String> {
    let mut lines = in_lines(name, width, size, Weight::Regular, metrics);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1));
        lines.push(rest.join(" "));
    }
    let cut = lines.iter();
    cut.map(|line| elided(line, width, size, Weight::Regular, metrics))
        .collect()
}

/// The same for somebody's name behind other words, such as "against ": its abbreviation, where it
/// ends in one, rather than a part of it.
pub(super) fn of_actor(
    (before, name): (&str, &str),
    width: f32,
    most: usize,
    size: f32,
    metrics: &dyn Metrics,
) -> Vec<String> {
    let whole = format!("{before}{name}");
    let set = lines(&whole, width, most, size, metrics);
    let is_whole = set.join(" ") == whole;
    let short = abbreviation(name).map(|short| format!("{before}{short}"));
    let short = short.filter(|it| metrics.width(it, size, Weight::Regular) <= width);
    match short {
        Some(short) if !is_whole => vec![short],
        _ => set,
    }
}

/// Writes the lines of a name, the first with its middle at `y`: which items of the scene they are,
/// and where.
pub(super) fn write(
    scene: &mut Scene,
    lines: &[String],
    (y, step): (f32, f32),
    metrics: &dyn Metrics,
) -> (Range<usize>, Rect) {
    let first = scene.items.len();
    let mut width: f32 = 0.0;
    for (number, words) in lines.iter().enumerate() {
        width = width.max(metrics.width(words, NAME_SIZE, Weight::Regular));
        scene.write(Text {
            at: Pos {
                x: NAME_LEFT,
                y: y + number as f32 * step,
            },
            anchor: Anchor::Start,
            size: NAME_SIZE,
            weight: Weight::Regular,
            paint: Paint::Ink,
            text: words.clone(),
        });
    }
    let height = lines.len() as f32 * step;
    let rect = Rect::at(NAME_LEFT, y - step / 2.0 - 2.0, width, height + 4.0);
    (first..scene.items.len(), rect)
}

#[cfg(test)]
mod tests {
    use super::super::metrics::FaceMetrics;
    use super::*;

    #[test]
    fn names_stand_in_two_lines_before_they_are_cut() {
        let metrics = FaceMetrics::bundled();
        let party = "Tehrik-i-Taliban Pakistan (TTP)";
        for (name, width, most, set) in [
            (party, 300.0, 2, party),
            (party, 120.0, 2, "Tehrik-i-Taliban|Pakistan (TTP)"),
            (party, 120.0, 1, "TTP"),
            (
                "Returns of refugees to Kabul",
                80.0,
                2,
                "Returns of|refugees to…",
            ),
            (
                "Returns of refugees to Kabul",
                80.0,
                3,
                "Returns of|refugees to|Kabul",
            ),
            ("Abcdefghijklmnopqrst", 80.0, 2, "Abcdefghij…"),
        ] {
            let lines = of_actor(("", name), width, most, 12.5, metrics);
            assert_eq!(lines.join("|"), set, "{name} in {width}");
        }
        let against = of_actor(("against ", party), 118.0, 2, 11.0, metrics);
        assert_eq!(against, ["against TTP"]);
    }

    #[test]
    fn a_gutter_takes_no_more_than_a_sixth_of_the_paper() {
        let metrics = FaceMetrics::bundled();
        let long = "Explosions of ten deaths or more, 1851–1962, by coalfield";
        for (text, paper, is_whole) in [
            ("Law", 1_200.0, true),
            (long, 1_200.0, false),
            (long, 2_400.0, true),
            (long, 800.0, false),
            ("Two words or even three more", 1_200.0, false),
        ] {
            let name = Name {
                text,
                size: 12.5,
                beside: 0.0,
            };
            let found = fitting([name], paper, metrics);
            let most = (paper / 6.0_f32).max(Frame::GUTTER);
            assert!(found <= most, "{text} on {paper}: {found}");
            let whole = metrics.width(text, 12.5, Weight::Regular);
            assert_eq!(found > whole, is_whole, "{text} on {paper}: {found}");
        }
    }
}
