//! One value as one line of text that a person can read and a checksum guards.
//!
//! In: any serialisable value. Out: its RON on one line, and back. A sealed line ends in a RON
//! comment with the CRC-32 (IEEE) of everything before ` // `, as eight lower-case hexadecimal
//! digits: `Coder(id:"u1-k3f9",name:"Huda"), // 5e2c09d1`.
//!
//! Inside strings only what would break the line or deceive a reader is escaped: quotation marks,
//! backslashes, control characters, line and paragraph separators, bidirectional controls, marks
//! without a glyph, private and unassigned-for-ever code points. Letters of every script, their
//! combining marks, joiners and apostrophes stand as they are.

use ron::Options;
use ron::extensions::Extensions;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What stands between a line and its checksum.
const SEAL: &str = " // ";
/// The length of a seal in bytes, digits included.
const SEAL_BYTES: usize = SEAL.len() + 8;

fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// A value has no RON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a record could not be written as RON: {0} (this is a fault of the program; please report it)"
)]
pub struct NotWritable(String);

/// `value` as RON on one line, without a seal.
///
/// # Errors
/// When the value has no RON: a fault of the program.
pub fn encode<T: Serialize>(value: &T) -> Result<String, NotWritable> {
    let mut out = String::new();
    options()
        .to_writer(&mut out, value)
        .map_err(|error| NotWritable(error.to_string()))?;
    Ok(readable(out))
}

/// The value a line of RON says.
///
/// # Errors
/// What is wrong with it and at which column, in one line.
pub fn decode<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    options()
        .from_str(body)
        .map_err(|error| format!("column {}: {}", error.span.start.col, error.code))
}

/// `body` with its checksum behind it, and the checksum. No line break.
pub fn seal(mut body: String) -> (String, u32) {
    let crc = crc32fast::hash(body.as_bytes());
    body.push_str(SEAL);
    body.push_str(&format!("{crc:08x}"));
    (body, crc)
}

/// What a sealed line says and its checksum; `None` when they do not fit.
pub fn unseal(line: &[u8]) -> Option<(&[u8], u32)> {
    let (body, end) = line.split_at_checked(line.len().checked_sub(SEAL_BYTES)?)?;
    let crc = crc32fast::hash(body);
    // Compared as text: two ways of writing one number would let a flipped bit through.
    (end == format!("{SEAL}{crc:08x}").as_bytes()).then_some((body, crc))
}

/// Undoes what `ron` escapes beyond need.
fn readable(line: String) -> String {
    if !line.contains('\\') {
        return line;
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        rest = unescape(escape, &mut out);
    }
    out.push_str(rest);
    out
}

/// Takes one escape (without its backslash) off `escape`, and returns what follows.
fn unescape<'a>(escape: &'a str, out: &mut String) -> &'a str {
    if let Some(rest) = escape.strip_prefix('\'') {
        out.push('\'');
        return rest;
    }
    if let Some((c, rest)) = code_point(escape)
        && !must_escape(c)
    {
        out.push(c);
        return rest;
    }
    // Stays as it is: the backslash and the sign behind it, so that `\\` is not read twice.
    out.push('\\');
    let mut chars = escape.chars();
    out.extend(chars.next());
    chars.as_str()
}

fn code_point(escape: &str) -> Option<(char, &str)> {
    let (digits, rest) = escape.strip_prefix("u{")?.split_once('}')?;
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((c, rest))
}

/// The rule of the file format, fixed: it must not follow the tables of any Unicode version, or
/// one project would have different bytes from one compiler to the next.
fn must_escape(c: char) -> bool {
    matches!(u32::from(c),
        0x00..=0x1f | 0x22 | 0x5c | 0x7f..=0xa0 | 0xad
        | 0x061c | 0x180e | 0x200b | 0x200e..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
        | 0xe000..=0xf8ff | 0xfeff | 0xfff0..=0xfffb | 0xfffe..=0xffff
        | 0xe0000..=0xe0fff | 0xf0000..=0x10ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let line = encode(&text).expect("a string has RON");
        assert_eq!(line, expected);
        assert_eq!(decode::<String>(&line).as_deref(), Ok(text));
    }

    #[test]
    fn what_people_write_stays_readable_and_what_breaks_a_line_does_not() {
        check("it’s Pakistan's", "\"it’s Pakistan's\"");
        check(
            "حکومتِ پاکستان می\u{200c}روم",
            "\"حکومتِ پاکستان می\u{200c}روم\"",
        );
        check(
            "क\u{94d}\u{200d}ष e\u{301}",
            "\"क\u{94d}\u{200d}ष e\u{301}\"",
        );
        check("a\nb\r\tc\0", r#""a\nb\r\tc\0""#);
        check("\"\\' \\u{41}", r#""\"\\' \\u{41}""#);
        check("\u{202e}\u{feff}\u{a0}", r#""\u{202e}\u{feff}\u{a0}""#);
        check("🚩 // 00000000", "\"🚩 // 00000000\"");
    }

    #[test]
    fn every_character_reads_back() {
        for c in (0..=0x10_ffff).step_by(7).filter_map(char::from_u32) {
            let text = format!("x{c}\\{c}'");
            let line = encode(&text).expect("a string has RON");
            assert!(!line.contains(['\n', '\r']));
            assert_eq!(decode::<String>(&line), Ok(text));
        }
    }

    #[test]
    fn no_flipped_bit_of_a_sealed_line_is_overlooked() {
        let (sealed, crc) = seal("Coder(id:\"u1-k3f9\",name:\"Huda\"),".to_owned());
        let (body, found) = unseal(sealed.as_bytes()).expect("fits");
        assert_eq!((body.last(), found), (Some(&b','), crc));
        for bit in 0..sealed.len() * 8 {
            let mut bytes = sealed.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(&bytes), None, "bit {bit}");
        }
        assert_eq!(unseal(b" // 0000000"), None);
    }
}
