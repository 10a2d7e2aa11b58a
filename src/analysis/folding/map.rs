//! The way from a folded text back to its original.

use std::ops::Range;

/// The joints of a text in order. Letters that are as long folded as before are written down once
/// for a whole run of them, so plain text needs a handful of pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    pieces: Vec<Piece>,
    /// Where the last joint ends in the original.
    end: u32,
}

/// A joint, or a run of letters each of which is a joint of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the folded text.
    folded: u32,
    /// Where it begins in the original.
    original: u32,
    /// Whether it is a run: the two texts go on side by side, byte by byte.
    run: bool,
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Map {
    /// Adds the next joint: where its folded text begins, what it stands for, and whether it is one
    /// letter as long folded as before.
    pub(super) fn push(&mut self, folded: usize, original: Range<usize>, same: bool) {
        let piece = Piece {
            folded: narrow(folded),
            original: narrow(original.start),
            run: same,
        };
        let goes_on = self.pieces.last().is_some_and(|last| {
            let steps = (piece.folded - last.folded, piece.original - last.original);
            last.run && same && steps.0 == steps.1
        });
        if !goes_on {
            self.pieces.push(piece);
        }
        self.end = narrow(original.end);
    }

    /// Ends the map where the folded text ends.
    pub(super) fn finish(&mut self, folded: usize) {
        self.pieces.push(Piece {
            folded: narrow(folded),
            original: self.end,
            run: false,
        });
    }

    /// Where a stretch begins in the original that begins here in the folded text. What folds to
    /// nothing in front of it stays out.
    pub(super) fn start(&self, folded: usize) -> Option<usize> {
        let folded = narrow(folded);
        let behind = self.pieces.partition_point(|piece| piece.folded <= folded);
        self.pieces.get(behind.checked_sub(1)?)?.at(folded)
    }

    /// Where a stretch ends in the original that ends here in the folded text. What folds to
    /// nothing behind it stays out.
    pub(super) fn end(&self, folded: usize) -> Option<usize> {
        let folded = narrow(folded);
        let at = self.pieces.partition_point(|piece| piece.folded < folded);
        match self.pieces.get(at) {
            Some(piece) if piece.folded == folded => piece.at(folded),
            _ => self.pieces.get(at.checked_sub(1)?)?.at(folded),
        }
    }
}

impl Piece {
    fn at(&self, folded: u32) -> Option<usize> {
        let into = folded - self.folded;
        (into == 0 || self.run).then_some((self.original + into) as usize)
    }
}
