//! Bytes become characters: UTF-8, UTF-16 with and without a byte order mark, else what the bytes
//! look most like.
//!
//! In: the bytes of a file, and perhaps the encoding somebody chose or the file declares. Out: its
//! text as it stands there, and the name of the encoding; or why it is no text. Line ends are
//! untouched here.

use super::charset::Charset;
use super::error::TextError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// Bytes read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How the bytes were read.
    pub encoding: String,
    /// How many bytes or sequences had no meaning and became U+FFFD.
    pub replaced: usize,
    /// Whether nothing in the file tells its encoding for certain.
    pub guessed: bool,
}

const UTF_8_MARKED: &str = "UTF-8 with byte order mark";

/// Reads `bytes` as text, in the encoding that was chosen or else in their own.
///
/// # Errors
/// When they are no text, or a text that is damaged.
pub fn decode(bytes: &[u8], chosen: Option<Charset>) -> Result<Decoded, TextError> {
    decode_declared(bytes, chosen, None)
}

/// As [`decode`], where the text itself says what it is in: that counts unless the bytes belie it.
///
/// # Errors
/// As those of [`decode`].
pub fn decode_declared(
    bytes: &[u8],
    chosen: Option<Charset>,
    declared: Option<Charset>,
) -> Result<Decoded, TextError> {
    let decoded = match (chosen, marked(bytes)) {
        (Some(chosen), marked) => {
            let rest = match marked {
                Some((encoding, rest)) if encoding == chosen.encoding() => rest,
                _ => bytes,
            };
            decoded_in(chosen.encoding(), rest)
        }
        (None, Some((encoding, rest))) if encoding == UTF_8 => {
            if let Err(error) = std::str::from_utf8(rest) {
                return Err(bad_utf_8(rest, error.valid_up_to()));
            }
            let encoding = UTF_8_MARKED.to_owned();
            Decoded {
                encoding,
                ..decoded_in(UTF_8, rest)
            }
        }
        (None, Some((encoding, rest))) => decoded_in(encoding, rest),
        (None, None) => unmarked(bytes, declared)?,
    };
    match decoded.text.find('\0') {
        None => Ok(decoded),
        Some(at) => {
            let before = decoded.text.get(..at).unwrap_or_default();
            Err(TextError::Nul {
                line: before.matches('\n').count() + 1,
            })
        }
    }
}

/// The encoding a byte order mark tells, and what stands behind the mark.
fn marked(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some((encoding, bytes.get(length..)?))
}

/// The encoding of a file too large to be read whole, by its first bytes and by `parts` of the
/// rest, which begin and end with whole lines.
pub(super) fn encoding_of(start: &[u8], parts: &[&[u8]]) -> Charset {
    if let Some((encoding, _)) = marked(start) {
        return encoding.into();
    }
    let even = start.get(..start.len() & !1).unwrap_or_default();
    // What was cut off may be half of a pair of pairs.
    let shorter = even.get(..even.len().saturating_sub(2)).unwrap_or_default();
    if let Some(encoding) = utf_16_without_mark(even).or_else(|| utf_16_without_mark(shorter)) {
        return encoding.into();
    }
    let read = |bytes: &&[u8]| !bytes.is_empty();
    let all: Vec<&[u8]> = std::iter::once(start)
        .chain(parts.iter().copied())
        .collect();
    let (mut good, mut bad) = (0, 0);
    for bytes in all.iter().copied().filter(read) {
        let (more_good, more_bad) = utf_8_or_not(bytes);
        (good, bad) = (good + more_good, bad + more_bad);
    }
    match bad == 0 || good > bad {
        true => UTF_8.into(),
        false => guess(&all.concat()).into(),
    }
}

fn unmarked(bytes: &[u8], declared: Option<Charset>) -> Result<Decoded, TextError> {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(decoded_in(encoding, bytes));
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(decoded_in(UTF_8, bytes));
    };
    if bytes.contains(&0) {
        // The text shows where; no encoding but UTF-16 makes sense of it.
        return Ok(decoded_in(UTF_8, bytes));
    }
    if let Some(encoding) = declared.map(Charset::encoding)
        && encoding.is_ascii_compatible()
        && encoding != UTF_8
    {
        return Ok(decoded_in(encoding, bytes));
    }
    if mostly_utf_8(bytes) {
        return Err(bad_utf_8(bytes, error.valid_up_to()));
    }
    Ok(Decoded {
        guessed: true,
        ..decoded_in(guess(bytes), bytes)
    })
}

fn bad_utf_8(bytes: &[u8], bad: usize) -> TextError {
    let before = bytes.get(..bad).unwrap_or_default();
    TextError::BadUtf8 {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        byte: bad + 1,
    }
}

/// Whether more characters beyond ASCII read as UTF-8 than do not: then a stray byte is damage,
/// and reading all of it in another encoding would spoil the rest.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (good, bad) = utf_8_or_not(bytes);
    good > bad
}

/// How many characters beyond ASCII read as UTF-8, and how often it reads as nothing; a character
/// that is cut off at the end does not count.
fn utf_8_or_not(bytes: &[u8]) -> (usize, usize) {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()),
        _ => Some(bytes),
    };
    let (mut good, mut bad) = (0, 0);
    for chunk in whole.unwrap_or_default().utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// The byte order of UTF-16 without a mark. The upper byte of a letter of Latin, Greek, Cyrillic,
/// Hebrew or Arabic script is at most 8, which no byte of a text in another encoding is: where
/// most bytes at even or at odd places are, those are the upper ones.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return None;
    }
    let small = |place: usize| {
        let at_place = pairs.iter().filter_map(|pair| pair.get(place));
        at_place.filter(|byte| **byte <= 8).count()
    };
    let (first, second) = (small(0), small(1));
    let (most, few) = (pairs.len() * 7 / 10, pairs.len() * 3 / 10);
    let encoding = match () {
        () if second >= most.max(1) && first <= few => UTF_16LE,
        () if first >= most.max(1) && second <= few => UTF_16BE,
        () => return None,
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|_| encoding)
}

/// What the bytes look most like, by the frequency of pairs of letters in many languages.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if is_accented_latin(guessed, bytes) && looks_like_urdu_or_persian(bytes) {
        return WINDOWS_1256;
    }
    guessed
}

/// Whether what is no ASCII reads as letters with accents: so do letters of Urdu and Persian where
/// they are taken for something else.
fn is_accented_latin(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    let (latin, other) = letters.fold((0_usize, 0_usize), |(latin, other), c| {
        let is_latin = ('\u{c0}'..='\u{24f}').contains(&c);
        (
            latin + usize::from(is_latin),
            other + usize::from(!is_latin),
        )
    });
    latin > other
}

/// The detector knows Arabic and French, but not the letters of Urdu and Persian that stand in the
/// places of capital letters and quotation marks: whole words of Arabic script are telling enough.
fn looks_like_urdu_or_persian(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1256.decode_without_bom_handling(bytes);
    let is_arabic = |c: char| ('\u{620}'..='\u{6ff}').contains(&c);
    let words = text.split_whitespace().map(|word| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let (arabic, other) = letters.fold((0, 0), |(arabic, other), c| {
            (
                arabic + usize::from(is_arabic(c)),
                other + usize::from(!is_arabic(c)),
            )
        });
        (arabic >= 2 && other == 0, other > 0 && arabic > 0)
    });
    let (whole, mixed) = words.fold(
        (0_usize, 0_usize),
        |(whole, mixed), (is_whole, is_mixed)| {
            (whole + usize::from(is_whole), mixed + usize::from(is_mixed))
        },
    );
    whole >= 2 && whole > 10 * mixed
}

fn decoded_in(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut text = text.into_owned();
    if encoding.is_single_byte() {
        // Where an encoding has no character, the Web reads a control character: of no use here.
        let is_control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
        if text.contains(is_control) {
            text = text.replace(is_control, "\u{fffd}");
        }
    }
    let own = if encoding == UTF_8 || !encoding.is_ascii_compatible() {
        replacements_in(encoding, bytes)
    } else {
        0
    };
    Decoded {
        replaced: text.matches('\u{fffd}').count().saturating_sub(own),
        text,
        encoding: Charset::from(encoding).name(),
        guessed: false,
    }
}

/// How often U+FFFD itself is written in the bytes.
fn replacements_in(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let pairs = || bytes.as_chunks::<2>().0.iter();
    if encoding == UTF_16LE {
        pairs().filter(|pair| **pair == [0xfd, 0xff]).count()
    } else if encoding == UTF_16BE {
        pairs().filter(|pair| **pair == [0xff, 0xfd]).count()
    } else {
        bytes.windows(3).filter(|at| *at == b"\xef\xbf\xbd").count()
    }
}
