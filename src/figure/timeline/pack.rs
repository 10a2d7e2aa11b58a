//! Puts the marks of a lane into rows, and their labels beside them.
//!
//! In: marks with their stretches in points. Out: a row for each, and where its label stands:
//! right of it, else left, else inside, else nowhere. Nothing in a row overlaps.

use super::paint::LABEL_SIZE;
use super::placed::{AFTER_SHAPE, Label, Placed, SHAPE_RADIUS};
use crate::figure::labels::{Row, elided_at_word};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::Anchor;
use crate::figure::time_axis::TimeAxis;
use std::borrow::Cow;

/// Between a mark and its label, and between any two things in a row, in points.
const GAP: f32 = 6.0;
/// Where there is a screen's room, labels open so many rows.
const ROWS_FOR_LABELS: usize = 2;
/// Words are at least so far from the next mark on their other side, so that they are not taken for
/// its name. Points.
const CLEAR: f32 = 14.0;
/// What finds no room is cut to these widths, one after the other, in points.
const CUT_LABELS: [f32; 4] = [200.0, 160.0, 120.0, 90.0];

/// What words may stand on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// Nothing.
    Plain,
    /// What fades.
    Fading,
    /// The same, and what lies behind and reaches beyond them at both ends.
    Behind,
}

/// The rows of one lane while it is filled.
pub(in crate::figure) struct Packing<'m> {
    hard: Vec<Row>,
    /// What fades: covered only where there is no other row.
    soft: Vec<Row>,
    /// What lies behind the others: words may stand within it, where there is no other room.
    behind: Vec<Row>,
    most: usize,
    /// Labels may open so many rows more than marks alone would need, up to so many in all.
    for_labels: usize,
    most_labelled: usize,
    left: f32,
    right: f32,
    metrics: &'m dyn Metrics,
}

impl<'m> Packing<'m> {
    pub fn new(most: usize, axis: &TimeAxis, metrics: &'m dyn Metrics) -> Self {
        Self {
            hard: vec![Row::default()],
            soft: vec![Row::default()],
            behind: Vec::new(),
            most: most.max(1),
            for_labels: ROWS_FOR_LABELS,
            most_labelled: most.max(1),
            left: axis.left(),
            right: axis.right(),
            metrics,
        }
    }

    /// With room for as many rows as labels may need, as on paper.
    pub fn roomy(self) -> Self {
        Self {
            most_labelled: self.most * 2,
            for_labels: self.most,
            ..self
        }
    }

    pub fn rows(&self) -> usize {
        self.hard.len()
    }

    /// Gives every mark a row, the first that has room; false when there are too few rows.
    pub fn place(&mut self, marks: &mut [Placed<'_>]) -> bool {
        for mark in marks {
            let (begin, end) = padded(mark.solid());
            let whole = padded(mark.whole());
            let free = |row: usize, soft: bool| {
                let hard = |rows: &[Row], (from, to): (f32, f32)| {
                    rows.get(row).is_none_or(|row| row.is_free(from, to))
                };
                hard(&self.hard, (begin, end)) && (!soft || hard(&self.soft, whole))
            };
            let clean = (0..self.hard.len()).find(|row| free(*row, true));
            let new = (self.hard.len() < self.most).then_some(self.hard.len());
            let covering = || (0..self.hard.len()).find(|row| free(*row, false));
            let Some(row) = clean.or(new).or_else(covering) else {
                return false;
            };
            mark.row = row;
            self.take(mark);
        }
        true
    }

    /// Gives every mark a row, however few there are: denied, counted and narrow ones first; what
    /// finds no room lies behind the others. False when something that counts would, or would hide
    /// anything, unless `hide`.
    pub fn layer(&mut self, marks: &mut [Placed<'_>], hide: bool) -> bool {
        let width = |mark: &Placed<'_>| {
            let (begin, end) = mark.whole();
            end - begin
        };
        marks.sort_by(|a, b| {
            let rank = |mark: &Placed<'_>| {
                let entry = mark.entry;
                (entry.status().is_none(), !entry.countable)
            };
            rank(a)
                .cmp(&rank(b))
                .then(width(a).total_cmp(&width(b)))
                .then(a.entry.ids.cmp(&b.entry.ids))
        });
        let mut behind = vec![0_usize; self.most];
        let mut placed: Vec<(f32, f32)> = Vec::new();
        for mark in marks {
            mark.behind = !self.place(std::slice::from_mut(mark));
            let (begin, end) = mark.whole();
            if mark.behind {
                let hidden = |(from, to): &(f32, f32)| {
                    begin > from - SHAPE_RADIUS && end < to + SHAPE_RADIUS
                };
                if !hide && (mark.entry.countable || placed.iter().any(hidden)) {
                    return false;
                }
                let fewest = behind.iter_mut().enumerate().min_by_key(|(_, n)| **n);
                if let Some((row, number)) = fewest {
                    mark.row = row.min(self.hard.len() - 1);
                    *number += 1;
                }
                self.behind.resize(self.most, Row::default());
                if let Some(row) = self.behind.get_mut(mark.row) {
                    row.take(begin, end);
                }
            }
            placed.push((begin, end));
        }
        true
    }

    fn take(&mut self, mark: &Placed<'_>) {
        while self.hard.len() <= mark.row {
            self.hard.push(Row::default());
            self.soft.push(Row::default());
        }
        let (begin, end) = padded(mark.solid());
        let whole = padded(mark.whole());
        if let Some(row) = self.hard.get_mut(mark.row) {
            row.take(begin, end);
        }
        if let Some(row) = self.soft.get_mut(mark.row) {
            row.take(whole.0, whole.1);
        }
    }

    fn give_back(&mut self, mark: &Placed<'_>) {
        let (begin, end) = padded(mark.solid());
        let whole = padded(mark.whole());
        if let Some(row) = self.hard.get_mut(mark.row) {
            row.give_back(begin, end);
        }
        if let Some(row) = self.soft.get_mut(mark.row) {
            row.give_back(whole.0, whole.1);
        }
    }

    /// Finds room for the labels: first of what counts, and of that where the most were killed, then
    /// of what the most report, then of what came first.
    pub fn label(&mut self, marks: &mut [Placed<'_>]) {
        for mark in marks.iter_mut().filter(|mark| !mark.behind) {
            mark.inside = mark.entry.status().filter(|status| {
                let width = self.width(status);
                matches!(mark.bars.as_slice(), [(a, b)] if b - a >= width + AFTER_SHAPE + GAP)
            });
        }
        let most = self.most_labelled.min(self.rows() + self.for_labels);
        let named = |mark: &&mut Placed<'_>| mark.others.is_empty() && !mark.behind;
        let mut order: Vec<&mut Placed<'_>> = marks.iter_mut().filter(named).collect();
        order.sort_by_key(|mark| mark.entry.importance());
        for mark in order {
            self.label_one(mark, most);
        }
    }

    /// All of its words, else fewer ones, and of the fewest only a part; never a part of a number.
    /// Words stand on what fades, or within what lies behind, only where there is no other room for
    /// them.
    fn label_one(&mut self, mark: &mut Placed<'_>, most: usize) {
        let (entry, metrics) = (mark.entry, self.metrics);
        self.give_back(mark);
        let fewest = entry.shorter.last();
        let cut = |width| {
            let words = elided_at_word(fewest?, width, LABEL_SIZE, Weight::Regular, metrics);
            Some(Cow::Owned(words))
        };
        let all = std::iter::once(&entry.label).chain(&entry.shorter);
        let all = all.map(|words| Cow::Borrowed(words.as_str()));
        let mut tried = Cow::Borrowed("");
        for words in all.chain(CUT_LABELS.into_iter().filter_map(cut)) {
            if words.is_empty() || words == tried {
                continue;
            }
            let text = with_status(mark, &words);
            let width = self.width(&text);
            let grounds = [Ground::Plain, Ground::Fading, Ground::Behind];
            for ground in grounds {
                if self.label_somewhere(mark, (&text, width), ground, most) {
                    return;
                }
            }
            tried = words;
        }
        // That something is denied is said where its name has no room.
        if let (Some(status), None) = (entry.status(), mark.inside) {
            let width = self.width(status);
            for ground in [Ground::Plain, Ground::Fading, Ground::Behind] {
                if self.label_somewhere(mark, (status, width), ground, most) {
                    return;
                }
            }
        }
        self.take(mark);
    }

    /// Finds room in the row of a mark that is not taken, else in another; the mark is taken then.
    fn label_somewhere(
        &mut self,
        mark: &mut Placed<'_>,
        (text, width): (&str, f32),
        ground: Ground,
        most: usize,
    ) -> bool {
        let home = mark.row;
        if self.try_label(mark, (text, width), ground) {
            self.take(mark);
            return true;
        }
        let rows = self.hard.len();
        let new = (rows < most).then_some(rows);
        for row in (0..rows).filter(|row| *row != home).chain(new) {
            let (begin, end) = padded(mark.solid());
            let whole = padded(mark.whole());
            let free = |rows: &[Row], (from, to): (f32, f32)| {
                rows.get(row).is_none_or(|row| row.is_free(from, to))
            };
            if !free(&self.hard, (begin, end))
                || !free(&self.soft, whole)
                || !free(&self.behind, whole)
            {
                continue;
            }
            mark.row = row;
            if row == rows {
                self.hard.push(Row::default());
                self.soft.push(Row::default());
            }
            if self.try_label(mark, (text, width), ground) {
                self.take(mark);
                return true;
            }
            self.hard.truncate(rows);
            self.soft.truncate(rows);
        }
        mark.row = home;
        false
    }

    /// Right of a mark that is not taken, else left, else inside its bar.
    fn try_label(
        &mut self,
        mark: &mut Placed<'_>,
        (text, width): (&str, f32),
        ground: Ground,
    ) -> bool {
        let (begin, end) = mark.solid();
        let right = (end + GAP, end + GAP + width);
        let left = (begin - GAP - width, begin - GAP);
        // Words near another mark would be taken for its name.
        let taken = |(from, to): (f32, f32), anchor| match anchor {
            Anchor::End => (from - CLEAR, to),
            _ => (from, to + CLEAR),
        };
        let free = |rows: &[Row], (from, to): (f32, f32)| {
            rows.get(mark.row).is_none_or(|row| row.is_free(from, to))
        };
        let within = |(from, to): (f32, f32)| {
            let row = self.behind.get(mark.row);
            row.is_none_or(|row| row.is_free_or_within(from, to))
        };
        let fits = |stretch: (f32, f32), anchor| {
            stretch.0 >= self.left
                && stretch.1 <= self.right
                && free(&self.hard, taken(stretch, anchor))
                && (ground >= Ground::Fading || free(&self.soft, stretch))
                && match ground {
                    Ground::Plain | Ground::Fading => free(&self.behind, stretch),
                    Ground::Behind => within(stretch),
                }
        };
        let inside = mark.stretches_inside();
        let mut inside = inside.into_iter();
        let inside = inside.find(|(a, b)| mark.inside.is_none() && b - a >= width + 2.0 * GAP);
        let (stretch, anchor) = if fits(right, Anchor::Start) {
            (right, Anchor::Start)
        } else if fits(left, Anchor::End) {
            (left, Anchor::End)
        } else if let Some((from, _)) = inside {
            let stretch = (from + GAP, from + GAP + width);
            mark.label = Some(Label {
                text: text.to_owned(),
                x: stretch.0,
                anchor: Anchor::Start,
                width,
                grounded: !mark.entry.countable,
            });
            return true;
        } else {
            return false;
        };
        if let Some(row) = self.hard.get_mut(mark.row) {
            let (from, to) = taken(stretch, anchor);
            row.take(from.min(stretch.0 - GAP), to.max(stretch.1 + GAP));
        }
        mark.label = Some(Label {
            text: text.to_owned(),
            x: if anchor == Anchor::Start {
                stretch.0
            } else {
                stretch.1
            },
            anchor,
            width,
            grounded: ground == Ground::Behind,
        });
        true
    }

    fn width(&self, text: &str) -> f32 {
        self.metrics.width(text, LABEL_SIZE, Weight::Regular)
    }
}

/// Words beside a mark, with its status where that does not stand inside.
fn with_status(mark: &Placed<'_>, words: &str) -> String {
    match (mark.entry.status(), mark.inside) {
        (Some(status), None) => format!("{words} ({status})"),
        _ => words.to_owned(),
    }
}

fn padded((begin, end): (f32, f32)) -> (f32, f32) {
    (begin - 2.0, end + 2.0)
}
