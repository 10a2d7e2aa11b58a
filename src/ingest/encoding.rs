//! Bytes become characters: UTF-8, UTF-16 with a byte order mark, else Windows-1252.
//!
//! In: the bytes of a file. Out: its text as it stands there, and the name of the encoding; or why
//! it is no text. Line ends are untouched here.

use super::text::TextError;

/// Bytes read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How the bytes were read.
    pub encoding: &'static str,
    /// How many bytes had no meaning and became U+FFFD.
    pub replaced: usize,
}

const UTF_8: &str = "UTF-8";
const UTF_8_MARKED: &str = "UTF-8 with byte order mark";
const UTF_16_LITTLE: &str = "UTF-16LE";
const UTF_16_BIG: &str = "UTF-16BE";

/// What a file without a valid UTF-8 text is read as.
pub const FALLBACK: &str = "Windows-1252";

/// How files of other sorts begin, and what they are.
const OTHER_SORTS: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
];

/// Reads `bytes` as text.
///
/// # Errors
/// When they are no text, or a text in an encoding that cannot be told.
pub fn decode(bytes: &[u8]) -> Result<Decoded, TextError> {
    if let Some((_, sort)) = OTHER_SORTS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return Err(TextError::OtherSort { sort });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf_8(rest, UTF_8_MARKED);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf_16(rest, UTF_16_LITTLE, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf_16(rest, UTF_16_BIG, u16::from_be_bytes);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(TextError::Nul {
            line: line_at(bytes, at),
        });
    }
    utf_8(bytes, UTF_8)
}

fn utf_8(bytes: &[u8], encoding: &'static str) -> Result<Decoded, TextError> {
    let bad = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Ok(Decoded {
                text: text.to_owned(),
                encoding,
                replaced: 0,
            });
        }
        Err(error) => error.valid_up_to(),
    };
    if encoding == UTF_8_MARKED || mostly_utf_8(bytes) {
        return Err(TextError::BadUtf8 {
            line: line_at(bytes, bad),
            byte: bad + 1,
        });
    }
    Ok(windows_1252(bytes))
}

/// Whether more characters beyond ASCII read as UTF-8 than do not: then a stray byte is damage,
/// and reading all of it as Windows-1252 would spoil the rest.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn utf_16(
    bytes: &[u8],
    encoding: &'static str,
    unit: fn([u8; 2]) -> u16,
) -> Result<Decoded, TextError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = rest.len();
    for c in char::decode_utf16(units) {
        replaced += usize::from(c.is_err());
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text.extend(rest.iter().map(|_| char::REPLACEMENT_CHARACTER));
    if let Some(at) = text.find('\0') {
        let before = text.get(..at).unwrap_or_default();
        return Err(TextError::Nul {
            line: before.matches('\n').count() + 1,
        });
    }
    Ok(Decoded {
        text,
        encoding,
        replaced,
    })
}

/// What Windows-1252 has between 0x80 and 0x9F; five places are empty.
const WINDOWS_1252: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

fn windows_1252(bytes: &[u8]) -> Decoded {
    let mut replaced = 0;
    let mut character = |byte: u8| match WINDOWS_1252.get(usize::from(byte.wrapping_sub(0x80))) {
        Some(Some(c)) => *c,
        Some(None) => {
            replaced += 1;
            char::REPLACEMENT_CHARACTER
        }
        None => char::from(byte),
    };
    let text = bytes.iter().map(|byte| character(*byte)).collect();
    Decoded {
        text,
        encoding: FALLBACK,
        replaced,
    }
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
