//! Sets of stretches of one text, kept sorted and apart from one another.
//!
//! In: stretches in any order. Out: the same bytes as the fewest stretches, with others put in or
//! taken out.

use super::text::TextSpan;
use std::ops::Range;

/// The same bytes as the fewest stretches: sorted, those that touch or overlap joined.
pub fn joined(mut spans: Vec<TextSpan>) -> Vec<TextSpan> {
    spans.sort_unstable();
    let mut out: Vec<TextSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.hull(span),
            _ => out.push(span),
        }
    }
    out
}

/// The bytes of `spans` that are not in `cut`, joined.
pub fn without(spans: Vec<TextSpan>, cut: TextSpan) -> Vec<TextSpan> {
    let sides = joined(spans).into_iter().flat_map(|span| {
        [
            TextSpan::new(span.start(), span.end().min(cut.start())),
            TextSpan::new(span.start().max(cut.end()), span.end()),
        ]
    });
    sides.flatten().collect()
}

/// Whether every byte of `span` is in `joined`, a set as [`joined`] gives it. O(log n).
pub fn cover(joined: &[TextSpan], span: TextSpan) -> bool {
    let behind = joined.partition_point(|known| known.start() <= span.start());
    let last = behind.checked_sub(1).and_then(|at| joined.get(at));
    last.is_some_and(|known| known.contains(span))
}

/// The parts of `range` that are in `joined`, a set as [`joined`] gives it, in order.
/// O(log n + parts).
pub fn parts_in(joined: &[TextSpan], range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let first = joined.partition_point(|known| known.end().index() <= range.start);
    let touching = joined.iter().skip(first);
    let end = range.end;
    touching
        .map(|known| known.range())
        .take_while(move |known| known.start < end)
        .map(move |known| known.start.max(range.start)..known.end.min(range.end))
}

/// The parts of `range` that are not in `joined`, a set as [`joined`] gives it, in order.
pub fn parts_outside(joined: &[TextSpan], range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = range.start;
    for known in parts_in(joined, range.clone()) {
        out.push(at..known.start);
        at = known.end;
    }
    out.push(at..range.end);
    out.retain(|part| part.start < part.end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(range: Range<usize>) -> TextSpan {
        TextSpan::from_range(range).expect("not empty")
    }

    fn bytes(spans: &[TextSpan]) -> Vec<usize> {
        spans.iter().flat_map(|span| span.range()).collect()
    }

    proptest! {
        #[test]
        fn sets_hold_the_bytes_they_should(
            spans in prop::collection::vec((0..60_usize, 1..12_usize), 0..9),
            (start, length) in (0..60_usize, 1..20_usize),
        ) {
            let given: Vec<TextSpan> =
                spans.iter().map(|(start, length)| span(*start..start + length)).collect();
            let mut plain = bytes(&given);
            plain.sort_unstable();
            plain.dedup();
            let set = joined(given.clone());
            prop_assert_eq!(bytes(&set), plain.clone());
            prop_assert!(set.windows(2).all(|pair| pair[0].end() < pair[1].start()));

            let cut = span(start..start + length);
            let inside = |byte: &usize| cut.range().contains(byte);
            let rest: Vec<usize> = plain.iter().copied().filter(|byte| !inside(byte)).collect();
            prop_assert_eq!(bytes(&without(given, cut)), rest);
            let here: Vec<usize> = plain.iter().copied().filter(inside).collect();
            prop_assert_eq!(cover(&set, cut), here.len() == length);
            let parts: Vec<usize> = parts_in(&set, cut.range()).flatten().collect();
            prop_assert_eq!(&parts, &here);
            let outside: Vec<usize> = parts_outside(&set, cut.range()).into_iter().flatten().collect();
            let missing: Vec<usize> = cut.range().filter(|byte| !here.contains(byte)).collect();
            prop_assert_eq!(outside, missing);
        }
    }
}
