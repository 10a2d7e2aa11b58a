//! The title of a text that has none: its first line if that is short, else the name of its file.

/// The longest first line, in characters, that is taken for a title.
const LONGEST: usize = 120;

/// The title of `text` from the file `name`.
pub(super) fn title(name: &str, text: &str) -> String {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    let first = first.unwrap_or_default().trim_start_matches('#').trim();
    if !first.is_empty() && first.chars().count() <= LONGEST {
        return first.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => readable(stem),
        _ => readable(name),
    }
}
/// The name of a file as a title: "border-notes" becomes "Border notes". Separators between
/// digits stay, as in dates; a name without a letter stays as it is.
fn readable(stem: &str) -> String {
    if !stem.contains(char::is_alphabetic) {
        return stem.to_owned();
    }
    let mut blanks = String::with_capacity(stem.len());
    let mut letters = stem.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let in_number = before.is_ascii_digit() && after.is_ascii_digit();
        let separates = matches!(letter, '-' | '_') && !in_number;
        blanks.push(if separates { ' ' } else { letter });
        before = letter;
    }
    let words: Vec<&str> = blanks.split_whitespace().collect();
    let joined = words.join(" ");
    let mut rest = joined.chars();
    let first = rest.next();
    let upper = first.into_iter().flat_map(char::to_uppercase);
    upper.chain(rest).collect()
}
