//! Dyads: who did something to whom, two by two, and what they are called.

use super::facts::EventFacts;

/// Between who did something and whoever suffered it.
pub const DYAD: &str = " – ";
/// What stands for that where it is not on the keyboard.
const HYPHEN: &str = " - ";
/// What one of the two is called where nobody knows.
pub const NOBODY: &str = "nobody known";

/// Each of the first with each of the second; somebody with themselves only where that is all. `None`
/// stands for nobody known. Never empty.
pub fn dyads<T: Copy + PartialEq>(from: &[T], to: &[T]) -> Vec<(Option<T>, Option<T>)> {
    let or_none = |all: &[T]| match all {
        [] => vec![None],
        all => all.iter().copied().map(Some).collect(),
    };
    let to = or_none(to);
    let pairs = or_none(from).into_iter();
    let pairs = pairs.flat_map(|from| to.iter().map(move |to| (from, *to)));
    let pairs: Vec<_> = pairs.collect();
    let is_with_others = pairs.iter().any(|(from, to)| from != to);
    let kept = pairs.into_iter();
    kept.filter(|(from, to)| !is_with_others || from != to)
        .collect()
}

/// What two are called: "TTP – Pakistan". Nothing where neither is known.
pub fn dyad_name(from: &str, to: &str) -> String {
    if from.is_empty() && to.is_empty() {
        return String::new();
    }
    let [from, to] = [from, to].map(|name| if name.is_empty() { NOBODY } else { name });
    format!("{from}{DYAD}{to}")
}

/// The dyads of an event, each by the names of the two.
pub fn dyads_of(facts: &EventFacts) -> Vec<String> {
    let [from, to] = [&facts.initiator, &facts.target];
    let from: Vec<&str> = from.iter().map(String::as_str).collect();
    let to: Vec<&str> = to.iter().map(String::as_str).collect();
    let all = dyads(&from, &to);
    let name = |(from, to): (Option<&str>, Option<&str>)| {
        dyad_name(from.unwrap_or_default(), to.unwrap_or_default())
    };
    all.into_iter().map(name).collect()
}

/// What both may be called: in a name of a dyad there may be several places where one ends and the
/// other begins.
pub fn both_of(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = name.match_indices(DYAD);
    places.filter_map(move |(at, sign)| Some((name.get(..at)?, name.get(at + sign.len()..)?)))
}

/// What a dyad may be called where it is written so: a hyphen does for the sign between the two, and
/// names have hyphens of their own.
pub fn dyad_readings(value: &str) -> Vec<String> {
    let places = value.match_indices(HYPHEN);
    let replaced = places.filter_map(|(at, sign)| {
        let rest = value.get(at + sign.len()..)?;
        Some(format!("{}{DYAD}{rest}", value.get(..at)?))
    });
    std::iter::once(value.to_owned()).chain(replaced).collect()
}

/// The name of a dyad with hyphens for the signs between the two, as one types it.
pub fn as_typed(name: &str) -> String {
    name.replace(DYAD, HYPHEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_with_each_and_with_themselves_only_where_that_is_all() {
        let (a, b, c) = (Some('a'), Some('b'), Some('c'));
        for (from, to, expected) in [
            ("", "", vec![(None, None)]),
            ("a", "", vec![(a, None)]),
            ("", "b", vec![(None, b)]),
            ("a", "a", vec![(a, a)]),
            ("ab", "ab", vec![(a, b), (b, a)]),
            ("ab", "c", vec![(a, c), (b, c)]),
        ] {
            let all = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(dyads(&all(from), &all(to)), expected, "{from} {to}");
        }
    }

    #[test]
    fn a_name_is_that_of_both() {
        assert_eq!(dyad_name("A", "B"), "A – B");
        assert_eq!(dyad_name("", "B"), "nobody known – B");
        assert_eq!(dyad_name("", ""), "");
        let both: Vec<_> = both_of("A – B – C").collect();
        assert_eq!(both, [("A", "B – C"), ("A – B", "C")]);
        assert_eq!(both_of("A").count(), 0);
    }
}
