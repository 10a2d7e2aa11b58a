//! Arabic script: its letters, and the style a text is set in.

use crate::model::source::{ArabicStyle, Source};

/// How many letters tell the style of a text whose language nobody gave.
const SAMPLE: usize = 4_096;
/// How many bytes are looked at for Arabic letters.
const FIRST_PAGES: usize = 65_536;
/// Letters that Urdu has and its neighbours do not.
const URDU: &str = "ٹڈڑےںہھ";
/// Letters that Pashto, Sindhi, Uyghur or Kurdish have and Urdu does not.
const NOT_URDU: &str = "ټډړښږڼځڅېۍئەۆێڵڕ";

/// Whether a letter or digit belongs to Arabic script.
pub(super) fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether a text holds Arabic letters within its first pages.
pub fn holds_arabic(text: &str) -> bool {
    // These bytes begin the letters U+0600 to U+06FF, and nothing else.
    let mut bytes = text.bytes().take(FIRST_PAGES);
    bytes.any(|byte| matches!(byte, 0xd8..=0xdb))
}

/// The style a source is set in: the one chosen for it, else that of its language, else the one
/// its letters suggest.
pub fn arabic_style(source: &Source, text: &str) -> ArabicStyle {
    let by_language = || match source.language.is_empty() {
        true => style_of_letters(text),
        false => ArabicStyle::of_language(&source.language),
    };
    source.arabic_style.unwrap_or_else(by_language)
}

/// Nastaliq for what is written like Urdu, else Naskh.
fn style_of_letters(text: &str) -> ArabicStyle {
    let letters = || text.chars().take(SAMPLE);
    let count = |of: &str| letters().filter(|letter| of.contains(*letter)).count();
    let all = letters().filter(|letter| is_arabic(*letter)).count();
    let urdu = count(URDU);
    match urdu * 25 > all && urdu > 4 * count(NOT_URDU) {
        true => ArabicStyle::Nastaliq,
        false => ArabicStyle::Naskh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urdu_is_known_by_its_letters() {
        use ArabicStyle::{Naskh, Nastaliq};
        for (text, expected) in [
            ("وزیر داخلہ نے کہا کہ کرفیو پیر سے نافذ ہوگا۔", Nastaliq),
            ("وزارت خارجه ایران روز شنبه این گزارش را رد کرد.", Naskh),
            (
                "د افغانستان د بهرنیو چارو وزارت وایي چې خبرې به پیل شي.",
                Naskh,
            ),
            ("أعلنت وزارة الخارجية أن المحادثات ستبدأ يوم السبت.", Naskh),
            ("Nothing of the kind", Naskh),
        ] {
            assert_eq!(style_of_letters(text), expected, "{text}");
        }
    }
}
