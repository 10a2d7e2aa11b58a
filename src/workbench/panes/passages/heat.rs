//! The colours of a matrix: more passages, stronger; the number on it always readable.

use crate::figure::theme::{Rgb, Theme, contrast, mix};

/// The weakest share of the selection's colour.
const WEAKEST: f32 = 0.08;
/// Strong shares of it; the first on which a number is readable is that of the largest number.
const STRONGEST: [f32; 4] = [0.64, 0.56, 0.48, 0.4];
/// Where the largest number is smaller, it does not get the strongest colour.
const FEW: u32 = 6;
/// WCAG 2.1, AA, with a little to spare.
const READABLE: f32 = 4.6;

/// The ground and the ink of a cell with `number` passages where the largest has `largest`.
pub(super) fn cell_colors(theme: &Theme, number: u32, largest: u32) -> (Rgb, Rgb) {
    if number == 0 {
        return (theme.pane, theme.muted);
    }
    let ground = |share: f32| mix(theme.pane, theme.selection, share);
    let readable = |share: &f32| contrast(theme.ink, ground(*share)) >= READABLE;
    let strongest = STRONGEST.into_iter().find(readable).unwrap_or(WEAKEST);
    // Among a handful of passages no number is large.
    let share = (number.min(largest) as f32 / largest.max(FEW) as f32).sqrt();
    (ground(WEAKEST + share * (strongest - WEAKEST)), theme.ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_readable_and_more_is_stronger() {
        for theme in [Theme::light(), Theme::dark()] {
            let mut before = 1.0;
            for number in 0..=400 {
                let (ground, ink) = cell_colors(theme, number, 400);
                let readable = contrast(ink, ground);
                assert!(readable >= 4.5, "{number}: {readable}");
                let strength = contrast(ground, theme.pane);
                assert!(strength >= before, "{number}");
                before = strength;
            }
        }
    }
}
