//! What a single letter folds to. Looked up once, then remembered: a text has few different letters.

use super::{Difference, Folding};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::decompose_compatible;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// Numbers above every character: places among the longer foldings.
const LONGER: u32 = 0x20_0000;
/// The letters of the basic plane are remembered.
const REMEMBERED: usize = 0x1_0000;

/// Folds letters one way, and remembers how.
#[derive(Clone, Debug)]
pub struct Letters {
    folding: Folding,
    /// By code point: 0 when not known yet, the one character it folds to, or [`LONGER`] and a
    /// place in `longer`.
    known: Vec<u32>,
    longer: Vec<Box<str>>,
}

impl Letters {
    /// Letters folded so.
    pub fn new(folding: Folding) -> Self {
        Self {
            folding,
            known: vec![0; REMEMBERED],
            longer: Vec::new(),
        }
    }

    /// Which differences are overlooked.
    pub fn folding(&self) -> Folding {
        self.folding
    }

    /// Puts what a letter folds to behind `out`.
    pub fn fold(&mut self, letter: char, out: &mut String) {
        let place = letter as usize;
        match self.known.get(place).copied() {
            None => out.push_str(&folded(letter, self.folding)),
            Some(0) => self.learn(letter, out),
            Some(known) => match char::from_u32(known) {
                Some(folded) => out.push(folded),
                None => {
                    let longer = self.longer.get((known - LONGER) as usize);
                    out.push_str(longer.map_or("", |folded| folded));
                }
            },
        }
    }

    fn learn(&mut self, letter: char, out: &mut String) {
        let folded = folded(letter, self.folding);
        out.push_str(&folded);
        let mut letters = folded.chars();
        let known = match (letters.next(), letters.next()) {
            (Some(only), None) => only as u32,
            _ => {
                let place = u32::try_from(self.longer.len()).unwrap_or_default();
                self.longer.push(folded.into_boxed_str());
                LONGER + place
            }
        };
        if let Some(entry) = self.known.get_mut(letter as usize) {
            *entry = known;
        }
    }

    /// Puts what a grapheme folds to behind `out`.
    pub(super) fn fold_cluster(&mut self, cluster: &str, out: &mut String) {
        if self.folding.overlooks(Difference::Marks) {
            cluster.chars().for_each(|letter| self.fold(letter, out));
        } else {
            // Marks that stay stand in one order, whichever way they were typed.
            cluster.nfd().for_each(|letter| self.fold(letter, out));
        }
    }
}

fn folded(letter: char, folding: Folding) -> String {
    let mut out = String::new();
    if folding.overlooks(Difference::Signs)
        && let Some(sign) = sign(letter)
    {
        return sign.to_owned();
    }
    let mut part = |part: char| fold_part(part, folding, &mut out);
    match folding.overlooks(Difference::Letters) {
        true => decompose_compatible(letter, &mut part),
        false => decompose_canonical(letter, &mut part),
    }
    out
}

/// Folds a letter that is decomposed already.
fn fold_part(letter: char, folding: Folding, out: &mut String) {
    if folding.overlooks(Difference::Marks) && is_mark(letter) {
        return;
    }
    let mut letter = letter;
    if folding.overlooks(Difference::Letters) {
        if matches!(letter, '\u{653}'..='\u{655}' | '\u{674}') {
            return;
        }
        letter = arabic(letter);
    }
    if folding.overlooks(Difference::Marks) {
        letter = struck(letter);
    }
    if folding.overlooks(Difference::LookAlikes) {
        letter = look_alike(letter).unwrap_or(letter);
    }
    match folding.overlooks(Difference::Case) {
        true => lowered(letter, out),
        false => out.push(letter),
    }
}

/// Small letters by way of capital ones, so that letters with two small forms have one.
fn lowered(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for small in letter.to_uppercase().flat_map(char::to_lowercase) {
        match small {
            // The capital ß has no other capital.
            'ß' => out.push_str("ss"),
            small => out.push(small),
        }
    }
}

/// Accents and vowel signs (Unicode's combining classes 10 to 36 and from 200), and what does not
/// show. The signs that make another letter in India or Japan (classes 6 to 9) are no such marks.
fn is_mark(letter: char) -> bool {
    match letter {
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{200b}'..='\u{200f}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => true,
        _ if letter.is_ascii() => false,
        _ => matches!(canonical_combining_class(letter), 10..=36 | 200..),
    }
}

/// Letters with a stroke, which Unicode does not take apart.
fn struck(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ħ' => 'h',
        'Ħ' => 'H',
        'ŧ' => 't',
        'Ŧ' => 'T',
        'ı' => 'i',
        _ => letter,
    }
}

/// One letter for those that keyboards and languages use for the same: yeh, kaf, gaf, heh with teh
/// marbuta, alef, and the digits. Urdu's ھ and ے, and Pashto's ې and ۍ, are letters of their own.
fn arabic(letter: char) -> char {
    match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ګ' => 'گ',
        'ہ' | 'ة' | 'ۃ' | 'ە' => 'ه',
        'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => 'ا',
        '٠'..='٩' => digit(letter, '٠'),
        '۰'..='۹' => digit(letter, '۰'),
        _ => letter,
    }
}

fn digit(letter: char, zero: char) -> char {
    char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter)
}

/// The plain sign for a typographic one, before anything else takes it apart.
fn sign(letter: char) -> Option<&'static str> {
    Some(match letter {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | '`' | 'ʼ' | 'ʾ' | 'ʿ' => {
            "'"
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => "-",
        '…' => "...",
        '،' => ",",
        '؛' => ";",
        '؟' => "?",
        '۔' => ".",
        '٪' => "%",
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            " "
        }
        _ => return None,
    })
}

/// The Latin letter that a letter of another script looks like. Capital and small letters fold
/// alike, after the capital where both look like something, so that no word of another script
/// falls apart into letters that no longer match their other case.
fn look_alike(letter: char) -> Option<char> {
    if !may_look_latin(letter) {
        return None;
    }
    let capital = only(letter.to_uppercase()).unwrap_or(letter);
    // By way of the capital: both small sigmas are one.
    let small = only(capital.to_lowercase()).unwrap_or(letter);
    let latin = latin(capital).or_else(|| latin(small))?;
    Some(match letter == capital && capital != small {
        true => latin.to_ascii_uppercase(),
        false => latin.to_ascii_lowercase(),
    })
}

/// Greek, Cyrillic, Armenian, Cherokee, Coptic, Lisu, and the rarer Latin letters. Arabic is left
/// out: to Unicode an alef looks like an l.
fn may_look_latin(letter: char) -> bool {
    matches!(letter,
        '\u{180}'..='\u{2af}'
        | '\u{370}'..='\u{3ff}'
        | '\u{400}'..='\u{52f}'
        | '\u{531}'..='\u{587}'
        | '\u{13a0}'..='\u{13fd}'
        | '\u{1c80}'..='\u{1c8a}'
        | '\u{1f00}'..='\u{1fff}'
        | '\u{2c80}'..='\u{2cff}'
        | '\u{a4d0}'..='\u{a4ff}'
        | '\u{a640}'..='\u{a69f}'
        | '\u{ab70}'..='\u{abbf}')
}

/// The letter's prototype in Unicode's table of confusables (UTS 39), where that is Latin.
fn latin(letter: char) -> Option<char> {
    let mut bytes = [0; 4];
    let text: &str = letter.encode_utf8(&mut bytes);
    let found = only(unicode_security::skeleton(text)).filter(char::is_ascii_alphabetic)?;
    // The table takes a capital I for a small l.
    Some(match (found, letter.is_uppercase()) {
        ('l', true) => 'I',
        _ => found,
    })
}

/// The only character there is; `None` where there are more.
fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}
