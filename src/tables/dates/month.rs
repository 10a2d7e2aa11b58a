//! The names of months in the languages event tables are written in.

/// English names by their first three letters, which tell them apart.
const ENGLISH: [(&[u8], &str); 12] = [
    (b"jan", "january"),
    (b"feb", "february"),
    (b"mar", "march"),
    (b"apr", "april"),
    (b"may", "may"),
    (b"jun", "june"),
    (b"jul", "july"),
    (b"aug", "august"),
    (b"sep", "september"),
    (b"oct", "october"),
    (b"nov", "november"),
    (b"dec", "december"),
];

/// Names of other languages, where they are not the beginning of an English one: German, French,
/// Spanish, Urdu, Arabic, in the order of the year.
const OTHERS: [&[&str]; 12] = [
    &[
        "januar",
        "jänner",
        "janvier",
        "enero",
        "ene",
        "جنوری",
        "يناير",
    ],
    &[
        "februar",
        "février",
        "fevrier",
        "févr",
        "febrero",
        "فروری",
        "فبراير",
    ],
    &["märz", "mär", "mrz", "mars", "marzo", "مارچ", "مارس"],
    &["avril", "avr", "abril", "abr", "اپریل", "أبريل", "ابريل"],
    &["mai", "mayo", "مئی", "مايو"],
    &["juni", "juin", "junio", "جون", "يونيو"],
    &["juli", "juillet", "juil", "julio", "جولائی", "يوليو"],
    &["août", "aout", "agosto", "ago", "اگست", "أغسطس", "اغسطس"],
    &[
        "sept",
        "septembre",
        "septiembre",
        "setiembre",
        "ستمبر",
        "سبتمبر",
    ],
    &[
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "اکتوبر",
        "أكتوبر",
        "اكتوبر",
    ],
    &["novembre", "noviembre", "نومبر", "نوفمبر"],
    &[
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "دسمبر",
        "ديسمبر",
    ],
];

/// The number of a month, from 1, by its name or an abbreviation of three letters or more; case
/// does not matter.
pub(super) fn number(name: &[u8]) -> Option<u32> {
    english(name).or_else(|| other(name))
}

fn english(name: &[u8]) -> Option<u32> {
    let start = name.get(..3)?;
    let at = ENGLISH
        .iter()
        .position(|(short, _)| short.eq_ignore_ascii_case(start))?;
    let (_, whole) = ENGLISH.get(at)?;
    let fits = whole.as_bytes().get(..name.len())?;
    fits.eq_ignore_ascii_case(name).then(|| position(at))?
}

fn other(name: &[u8]) -> Option<u32> {
    let name = std::str::from_utf8(name).ok()?.to_lowercase();
    let at = OTHERS.iter().position(|names| names.contains(&&*name))?;
    position(at)
}

fn position(at: usize) -> Option<u32> {
    u32::try_from(at + 1).ok()
}
