//! The words of a typed query: `-source:"The wire"` is one.

use super::BadQuery;

/// One word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// A minus stands before it.
    pub(super) not: bool,
    /// What stands before the colon, in lower case.
    pub(super) field: Option<String>,
    /// What stands behind it, or all of it, without quotes.
    pub(super) value: String,
    quoted: bool,
}

impl Token {
    /// Whether it is this word, not in quotes.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.quoted && self.field.is_none() && self.value.eq_ignore_ascii_case(word)
    }
}

/// The words of a line, in order.
pub(super) fn tokens(line: &str) -> Result<Vec<Token>, BadQuery> {
    let mut letters = line.chars().peekable();
    let mut found = Vec::new();
    loop {
        while letters.next_if(|c| c.is_whitespace()).is_some() {}
        if letters.peek().is_none() {
            return Ok(found);
        }
        let mut token = Token {
            not: letters.next_if_eq(&'-').is_some(),
            ..Token::default()
        };
        while let Some(letter) = letters.next_if(|c| !c.is_whitespace()) {
            match letter {
                '"' => {
                    token.quoted = true;
                    token.value.push_str(&quotation(&mut letters)?);
                }
                ':' if token.field.is_none() && !token.quoted => {
                    let field = std::mem::take(&mut token.value);
                    token.field = Some(field.to_lowercase());
                }
                letter => token.value.push(letter),
            }
        }
        found.push(token);
    }
}

/// What stands before the closing quotation mark; a backslash keeps the next sign as it is.
fn quotation(letters: &mut impl Iterator<Item = char>) -> Result<String, BadQuery> {
    let mut text = String::new();
    loop {
        match letters.next().ok_or(BadQuery::OpenQuote)? {
            '"' => return Ok(text),
            '\\' => text.push(letters.next().ok_or(BadQuery::OpenQuote)?),
            letter => text.push(letter),
        }
    }
}

/// A value as it is typed: in quotes where it would not be read as it is.
pub(super) fn quoted(value: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && c != '"';
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    in_quotes(value)
}

/// Words to look for as they are typed.
pub(super) fn bare(words: &str) -> String {
    let operator = ["and", "or", "not"]
        .iter()
        .any(|word| words.eq_ignore_ascii_case(word));
    if operator || words.starts_with('-') || words.contains(':') {
        return in_quotes(words);
    }
    quoted(words)
}

fn in_quotes(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
