//! The plain words of labels and refusals.

use crate::document::Refused;
use crate::model::annotation::Annotation;
use crate::model::project::Project;
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest name shown in a label, in characters as a reader counts them.
const LONGEST: usize = 40;

/// A name between quotation marks, on one line, cut where it is long.
pub(super) fn quoted(name: &str) -> String {
    format!("‘{}’", cut(name))
}

/// Several names between quotation marks.
pub(super) fn all_quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(quoted).collect();
    names.join(", ")
}

fn cut(name: &str) -> String {
    let line: Vec<&str> = name.split_whitespace().collect();
    let line = line.join(" ");
    let mut letters = line.grapheme_indices(true);
    match letters.nth(LONGEST) {
        None => line,
        Some(_) => {
            let kept: String = line.graphemes(true).take(LONGEST - 1).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// "1 report", "3 reports".
pub(super) fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// The words an annotation was made on.
pub(super) fn words_of(project: &Project, annotation: &Annotation) -> String {
    match &annotation.quote {
        Some(quote) => quote.to_string(),
        None => project
            .quote_of(annotation)
            .map_or_else(String::new, |quote| quote.exact),
    }
}

/// A name without blanks around it.
pub(super) fn trimmed(name: &str) -> Result<String, Refused> {
    let name = name.trim();
    if name.is_empty() {
        return Err(not_possible("a name is needed (type at least one letter)"));
    }
    Ok(name.to_owned())
}

/// A refusal in plain words.
pub(super) fn not_possible(why: impl Into<String>) -> Refused {
    Refused::NotPossible(why.into())
}

/// Appends a paragraph, if it is not there already.
pub(super) fn note(memo: &mut String, paragraph: &str) {
    let paragraph = paragraph.trim();
    if paragraph.is_empty() || memo.contains(paragraph) {
        return;
    }
    if !memo.is_empty() {
        memo.push('\n');
    }
    memo.push_str(paragraph);
}

/// Puts `new` in the place of `old`, once.
pub(super) fn swap<T: PartialEq + Copy>(list: &mut Vec<T>, old: T, new: T) {
    for item in list.iter_mut().filter(|item| **item == old) {
        *item = new;
    }
    drop_repeats(list);
}

/// Keeps the first of equal items.
pub(super) fn drop_repeats<T: PartialEq + Clone>(list: &mut Vec<T>) {
    let mut kept: Vec<T> = Vec::with_capacity(list.len());
    list.retain(|item| {
        let new = !kept.contains(item);
        if new {
            kept.push(item.clone());
        }
        new
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_one_short_line() {
        let forty = "x".repeat(40);
        let marked = "e\u{301}".repeat(41);
        for (name, expected) in [
            ("Strike, Paktika", "‘Strike, Paktika’".to_owned()),
            ("  two\r\n lines ", "‘two lines’".to_owned()),
            (forty.as_str(), format!("‘{forty}’")),
            (&format!("{forty}y"), format!("‘{}…’", "x".repeat(39))),
            (&marked, format!("‘{}…’", "e\u{301}".repeat(39))),
        ] {
            assert_eq!(quoted(name), expected);
        }
    }

    #[test]
    fn a_swap_leaves_no_repeats_and_keeps_the_order() {
        for (mut list, expected) in [
            (vec![1, 2, 3], vec![1, 9, 3]),
            (vec![9, 2, 3], vec![9, 3]),
            (vec![2, 9], vec![9]),
            (vec![], vec![]),
        ] {
            swap(&mut list, 2, 9);
            assert_eq!(list, expected);
        }
    }
}
