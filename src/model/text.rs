//! Source text and places in it.
//!
//! Every span is a range of bytes on character boundaries of one immutable text. Other
//! conventions (code points, UTF-16 units) exist only where a format or a person asks for them.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha([u8; 32]);

impl Sha {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest as raw bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A digest under way, of bytes that come piece by piece.
#[derive(Clone, Debug, Default)]
pub struct ShaOf(Sha256);

impl ShaOf {
    /// Adds the bytes that come next.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes added.
    pub fn finish(self) -> Sha {
        Sha(self.0.finalize().into())
    }
}

impl fmt::Display for Sha {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is no SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a SHA-256 (64 hexadecimal digits)")]
pub struct BadSha(String);

impl FromStr for Sha {
    type Err = BadSha;

    fn from_str(text: &str) -> Result<Self, BadSha> {
        let bad = || BadSha(text.to_owned());
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(bad());
        }
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| bad())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
        }
        Ok(Self(out))
    }
}

impl Serialize for Sha {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A distance from the start of a text in UTF-8 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(pub u32);

impl ByteOffset {
    /// As an index into the text.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// From an index into a text of at most [`SourceText::MAX_BYTES`].
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// A distance from the start of a text in Unicode characters (code points).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(pub u32);

/// A stretch of a text: from `start` up to, not including, `end`, in bytes. Never empty.
/// Written as `120..145`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSpan {
    start: ByteOffset,
    end: ByteOffset,
}

impl TextSpan {
    /// The span between two offsets; `None` when it would be empty or backwards.
    pub fn new(start: ByteOffset, end: ByteOffset) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The span of an index range; `None` when it would be empty or backwards.
    pub fn from_range(range: std::ops::Range<usize>) -> Option<Self> {
        Self::new(ByteOffset::at(range.start), ByteOffset::at(range.end))
    }

    /// Where it begins.
    pub fn start(self) -> ByteOffset {
        self.start
    }

    /// The first byte behind it.
    pub fn end(self) -> ByteOffset {
        self.end
    }

    /// As an index range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Display for TextSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start.0, self.end.0)
    }
}

impl fmt::Debug for TextSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is no span.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a span (a span looks like `120..145`, is not empty and runs forwards)")]
pub struct BadSpan(String);

impl FromStr for TextSpan {
    type Err = BadSpan;

    fn from_str(text: &str) -> Result<Self, BadSpan> {
        text.split_once("..")
            .and_then(|(start, end)| {
                Self::new(
                    ByteOffset(start.parse().ok()?),
                    ByteOffset(end.parse().ok()?),
                )
            })
            .ok_or_else(|| BadSpan(text.to_owned()))
    }
}

impl Serialize for TextSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TextSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// The exact words of a passage with a little of what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words; the parts of a discontinuous passage are joined by ` … `.
    pub exact: String,
    /// Up to [`Quote::CONTEXT`] characters before.
    pub prefix: String,
    /// Up to [`Quote::CONTEXT`] characters behind.
    pub suffix: String,
}

impl Quote {
    /// How many characters of context are kept on either side.
    pub const CONTEXT: usize = 32;
    /// What stands between the parts of a discontinuous passage.
    pub const GAP: &str = " … ";
}

/// The immutable text of a source, known by the SHA-256 of its UTF-8 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceText {
    text: Arc<str>,
    sha: Sha,
    chars: u32,
}

/// A text is too large to be a source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the text has {bytes} bytes; a source holds at most {} (split it into several files)",
    SourceText::MAX_BYTES
)]
pub struct TextTooLarge {
    /// Its size.
    pub bytes: usize,
}

impl SourceText {
    /// The largest text a source may hold, in bytes.
    pub const MAX_BYTES: usize = 1 << 30;

    /// Takes a text as it is.
    ///
    /// # Errors
    /// When it is larger than [`SourceText::MAX_BYTES`].
    pub fn new(text: impl Into<Arc<str>>) -> Result<Self, TextTooLarge> {
        let text = text.into();
        if text.len() > Self::MAX_BYTES {
            return Err(TextTooLarge { bytes: text.len() });
        }
        let sha = Sha::of(text.as_bytes());
        let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Ok(Self { text, sha, chars })
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole text, shared.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The SHA-256 of its UTF-8 bytes.
    pub fn sha(&self) -> Sha {
        self.sha
    }

    /// Its length in bytes.
    pub fn len(&self) -> ByteOffset {
        ByteOffset::at(self.text.len())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its length in characters.
    pub fn chars(&self) -> CharOffset {
        CharOffset(self.chars)
    }

    /// The words under `span`; `None` when it leaves the text or cuts a character.
    pub fn get(&self, span: TextSpan) -> Option<&str> {
        self.text.get(span.range())
    }

    /// How many characters stand before `at` (clamped to the text, rounded down to a character).
    pub fn char_offset(&self, at: ByteOffset) -> CharOffset {
        let mut index = at.index().min(self.text.len());
        while !self.text.is_char_boundary(index) {
            index -= 1;
        }
        let before = self.text.get(..index).unwrap_or_default();
        CharOffset(u32::try_from(before.chars().count()).unwrap_or(u32::MAX))
    }

    /// Where the character with this number begins; the end of the text for a number past it.
    pub fn byte_offset(&self, at: CharOffset) -> ByteOffset {
        let index = self
            .text
            .char_indices()
            .nth(at.0 as usize)
            .map_or(self.text.len(), |(index, _)| index);
        ByteOffset::at(index)
    }

    /// The words of `spans` and their surroundings. A span outside the text adds nothing.
    pub fn quote(&self, spans: &[TextSpan]) -> Quote {
        let parts: Vec<&str> = spans.iter().filter_map(|span| self.get(*span)).collect();
        let first = spans
            .iter()
            .map(|span| span.start())
            .min()
            .unwrap_or_default();
        let last = spans
            .iter()
            .map(|span| span.end())
            .max()
            .unwrap_or_default();
        let before = self.text.get(..first.index()).unwrap_or_default();
        let behind = self.text.get(last.index()..).unwrap_or_default();
        let prefix_start = before
            .char_indices()
            .rev()
            .nth(Quote::CONTEXT - 1)
            .map_or(0, |(index, _)| index);
        Quote {
            exact: parts.join(Quote::GAP),
            prefix: before.get(prefix_start..).unwrap_or_default().to_owned(),
            suffix: behind.chars().take(Quote::CONTEXT).collect(),
        }
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceText({} bytes, {})", self.text.len(), self.sha)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> SourceText {
        SourceText::new(text).expect("small")
    }

    #[test]
    fn offsets_convert_both_ways_past_every_character() {
        let source = text("Аbbas 🚩 کابل\r\n’end");
        for (chars, (bytes, _)) in source.as_str().char_indices().enumerate() {
            let at = ByteOffset::at(bytes);
            let number = CharOffset(u32::try_from(chars).expect("small"));
            assert_eq!(source.char_offset(at), number);
            assert_eq!(source.byte_offset(number), at);
        }
        assert_eq!(source.char_offset(ByteOffset(1)), CharOffset(0), "inside А");
        assert_eq!(source.char_offset(ByteOffset(9_999)), source.chars());
        assert_eq!(source.byte_offset(CharOffset(9_999)), source.len());
    }

    #[test]
    fn a_quote_keeps_whole_characters_of_context() {
        let source = text("یہ ایک لمبی تحریر ہے جس میں بہت سے الفاظ ہیں اور یہاں حملہ ہوا۔");
        let at = source.as_str().find("حملہ").expect("there");
        let span = TextSpan::from_range(at..at + "حملہ".len()).expect("a span");
        let quote = source.quote(&[span]);
        assert_eq!(quote.exact, "حملہ");
        assert_eq!(quote.prefix.chars().count(), Quote::CONTEXT);
        assert_eq!(quote.suffix, " ہوا۔");
    }

    #[test]
    fn spans_are_never_empty_and_read_back() {
        assert_eq!(TextSpan::from_range(4..4), None);
        assert!("9..4".parse::<TextSpan>().is_err());
        let span: TextSpan = "4..9".parse().expect("a span");
        assert_eq!(span.to_string(), "4..9");
        assert_eq!(text("abc").get(span), None);
        assert_eq!(
            text("éa").get("1..2".parse().expect("a span")),
            None,
            "cuts é"
        );
    }
}
