//! The names of columns: each names one of them.

use std::collections::{BTreeMap, BTreeSet};

/// The names as they are shown and meant: without blanks around them; one that comes again has
/// " (2)" behind it, and an empty one says which column it is: "column 3", counted from 1.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let shown = |(at, name): (usize, String)| {
        let words: Vec<&str> = name.split_whitespace().collect();
        match words.is_empty() {
            true => format!("column {}", at + 1),
            false => words.join(" "),
        }
    };
    let shown: Vec<String> = names.into_iter().enumerate().map(shown).collect();
    let given: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    let (mut times, mut made) = (BTreeMap::new(), BTreeSet::new());
    let mut number = |name: &str| loop {
        let time: &mut usize = times.entry(name.to_owned()).or_default();
        *time += 1;
        if *time == 1 {
            return name.to_owned();
        }
        let again = format!("{name} ({time})");
        if !given.contains(again.as_str()) && made.insert(again.clone()) {
            return again;
        }
    };
    shown.iter().map(|name| number(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_names_one_column() {
        for (given, expected) in [
            (vec!["id", " date ", "a\nb"], vec!["id", "date", "a b"]),
            (vec!["a", "a", "a"], vec!["a", "a (2)", "a (3)"]),
            (vec!["a", "a", "a (2)"], vec!["a", "a (3)", "a (2)"]),
            (vec!["a", "", "  "], vec!["a", "column 2", "column 3"]),
            (vec!["", "column 1"], vec!["column 1", "column 1 (2)"]),
        ] {
            let found = distinct(given.iter().map(|name| (*name).to_owned()));
            assert_eq!(found, expected, "{given:?}");
        }
        let many = distinct(vec!["a".to_owned(); 20_000]);
        assert_eq!(many.last().map(String::as_str), Some("a (20000)"));
    }
}
