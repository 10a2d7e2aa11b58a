//! Which names fit what was typed.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The indices of the names that contain every word of `typed` whatever its case, best first and
/// otherwise in order; all of them if nothing is typed.
pub(crate) fn matches<'n>(names: impl Iterator<Item = &'n str>, typed: &str) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(
        typed,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Substring,
    );
    let mut letters = Vec::new();
    let mut found: Vec<(u32, usize)> = names
        .enumerate()
        .filter_map(|(index, name)| {
            let score = pattern.score(Utf32Str::new(name, &mut letters), &mut matcher)?;
            Some((score, index))
        })
        .collect();
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    found.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_narrows_and_ranks() {
        let names = [
            "Pakistan",
            "Afghan Taliban",
            "TTP",
            "Afghan foreign ministry",
            "Épée",
        ];
        let table: [(&str, &[usize]); 7] = [
            ("", &[0, 1, 2, 3, 4]),
            ("afghan", &[1, 3]),
            ("min af", &[3]),
            ("PAK", &[0]),
            ("epee", &[4]),
            ("nobody", &[]),
            ("ttp", &[2]),
        ];
        for (typed, expected) in table {
            assert_eq!(matches(names.into_iter(), typed), expected, "{typed:?}");
        }
    }
}
