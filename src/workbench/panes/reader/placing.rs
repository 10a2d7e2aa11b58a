//! Where notes stand beside a text, so that none lies on another.
//!
//! In: notes from top to bottom, each with the height it wants to stand at and how high it is. Out:
//! where each stands: beside its words, or pushed down by the one above. One that would be pushed
//! too far from its words is folded, with those that follow it, into a single line that opens.

/// What a note wants, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    pub top: f32,
    pub height: f32,
}

/// The distances that are kept, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Distances {
    /// Between one note and the next.
    pub gap: f32,
    /// From where a note wants to stand to where it is pushed at most.
    pub farthest: f32,
    /// The height of the line that stands for folded ones.
    pub fold: f32,
}

/// A line that stands for several notes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fold {
    pub top: f32,
    /// Which notes, by their place in the list.
    pub notes: std::ops::Range<usize>,
}

/// Where notes stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placing {
    /// The top of each note; `None` for a folded one.
    pub tops: Vec<Option<f32>>,
    /// From top to bottom.
    pub folds: Vec<Fold>,
}

/// Places notes that are sorted by where they want to stand.
pub(super) fn place(wanted: &[Wanted], distances: Distances) -> Placing {
    let mut placing = Placing::default();
    let mut free_from = f32::NEG_INFINITY;
    for (at, note) in wanted.iter().enumerate() {
        let top = note.top.max(free_from);
        let open = placing.folds.last_mut();
        let open = open.filter(|fold| fold.notes.end == at);
        if top - note.top <= distances.farthest {
            placing.tops.push(Some(top));
            free_from = top + note.height + distances.gap;
            continue;
        }
        placing.tops.push(None);
        match open {
            Some(fold) => fold.notes.end = at + 1,
            None => {
                placing.folds.push(Fold {
                    top,
                    notes: at..at + 1,
                });
                free_from = top + distances.fold + distances.gap;
            }
        }
    }
    placing
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DISTANCES: Distances = Distances {
        gap: 10.0,
        farthest: 100.0,
        fold: 20.0,
    };

    #[test]
    fn notes_are_pushed_down_and_then_folded() {
        let note = |top| Wanted { top, height: 50.0 };
        let lone = place(&[note(0.0), note(200.0)], DISTANCES);
        assert_eq!(lone.tops, [Some(0.0), Some(200.0)]);
        let crowded = [0.0, 0.0, 10.0, 10.0, 20.0, 300.0].map(note);
        let placed = place(&crowded, DISTANCES);
        let expected = [Some(0.0), Some(60.0), None, None, None, Some(300.0)];
        assert_eq!(placed.tops, expected);
        let fold = Fold {
            top: 120.0,
            notes: 2..5,
        };
        assert_eq!(placed.folds, [fold]);
    }

    proptest! {
        #[test]
        fn nothing_lies_on_anything_and_nothing_is_lost(
            notes in prop::collection::vec((0..300_u16, 10..90_u8), 0..30),
        ) {
            let mut wanted: Vec<Wanted> = notes
                .iter()
                .map(|(top, height)| Wanted { top: f32::from(*top), height: f32::from(*height) })
                .collect();
            wanted.sort_by(|a, b| a.top.total_cmp(&b.top));
            let placing = place(&wanted, DISTANCES);
            prop_assert_eq!(placing.tops.len(), wanted.len());
            let folded: Vec<usize> = placing.folds.iter().flat_map(|fold| fold.notes.clone()).collect();
            let missing: Vec<usize> = (0..wanted.len()).filter(|at| placing.tops[*at].is_none()).collect();
            prop_assert_eq!(folded, missing);
            let mut taken: Vec<(f32, f32)> =
                placing.folds.iter().map(|fold| (fold.top, DISTANCES.fold)).collect();
            for (top, wanted) in placing.tops.iter().zip(&wanted) {
                if let Some(top) = top {
                    prop_assert!(*top >= wanted.top && *top <= wanted.top + DISTANCES.farthest);
                    taken.push((*top, wanted.height));
                }
            }
            taken.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in taken.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 + DISTANCES.gap <= pair[1].0 + 0.01);
            }
        }
    }
}
