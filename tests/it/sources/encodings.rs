//! Bytes in old and new encodings become the words somebody wrote.

use tightrope::ingest::encoding::{decode, decode_declared};
use tightrope::ingest::{Charset, read_source};

const URDU: &str = "وزیر اعظم نے کہا کہ پاکستان اور افغانستان کے درمیان تجارت بند ہے۔ چمن اور طورخم کی گزرگاہیں تین ہفتوں سے بند ہیں۔";
const PERSIAN: &str = "وزیر خارجه گفت که گفتگوها ادامه دارد و گذرگاه ها پس از سه هفته باز می‌شود.";
const PASHTO_IN_UTF_16: &str = "د تورخم دروازه بنده ده، ځکه چې ډزې وشوې.\nټول لارۍ ولاړې دي.";
const FRENCH: &str =
    "Le poste-frontière est resté fermé, a déclaré l’émissaire – « jusqu’à nouvel ordre ».";
const RUSSIAN: &str = "Пограничный переход Торхам закрыт третью неделю, сообщили чиновники.";

fn in_encoding(name: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).expect(name);
    let (bytes, _, failed) = encoding.encode(text);
    assert!(!failed, "{text} has a letter that {name} has not");
    bytes.into_owned()
}

fn in_utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// What Windows-1256 can say: Urdu typed on the Windows of 2000 had its full stop as a dot.
fn plain(text: &str) -> String {
    text.replace('۔', ".").replace('ی', "ي")
}

#[test]
fn the_encoding_is_found_without_a_word_about_it() {
    let cases: Vec<(Vec<u8>, &str, String)> = vec![
        (URDU.into(), "UTF-8", URDU.to_owned()),
        (
            in_utf_16(URDU, u16::to_le_bytes),
            "UTF-16LE",
            URDU.to_owned(),
        ),
        (
            in_utf_16(PASHTO_IN_UTF_16, u16::to_be_bytes),
            "UTF-16BE",
            PASHTO_IN_UTF_16.to_owned(),
        ),
        (
            in_utf_16("hi", u16::to_le_bytes),
            "UTF-16LE",
            "hi".to_owned(),
        ),
        (
            in_utf_16("حملہ", u16::to_le_bytes),
            "UTF-16LE",
            "حملہ".to_owned(),
        ),
        (
            in_encoding("windows-1256", &plain(URDU)),
            "Windows-1256",
            plain(URDU),
        ),
        (
            in_encoding("windows-1256", &plain(PERSIAN)),
            "Windows-1256",
            plain(PERSIAN),
        ),
        (
            in_encoding("windows-1252", FRENCH),
            "Windows-1252",
            FRENCH.to_owned(),
        ),
        (
            in_encoding("windows-1251", RUSSIAN),
            "Windows-1251",
            RUSSIAN.to_owned(),
        ),
        (in_encoding("koi8-u", RUSSIAN), "KOI8-U", RUSSIAN.to_owned()),
        (
            in_encoding("windows-1252", "It’s – “so” é."),
            "Windows-1252",
            "It’s – “so” é.".to_owned(),
        ),
    ];
    for (bytes, encoding, text) in cases {
        let read = decode(&bytes, None).expect(encoding);
        assert_eq!(
            (read.encoding.as_str(), read.text.as_str()),
            (encoding, text.as_str())
        );
        assert_eq!(read.replaced, 0, "{encoding}");
        assert_eq!(read.guessed, !encoding.starts_with("UTF"), "{encoding}");
    }
}

#[test]
fn a_choice_overrules_what_was_found_and_may_be_wrong() {
    let bytes = in_encoding("windows-1256", &plain(URDU));
    let read = |name: &str| decode(&bytes, Charset::named(name)).expect(name);
    assert_eq!(read("windows-1256").text, plain(URDU));
    assert!(read("windows-1252").text.starts_with("æÒ"));
    let as_utf_8 = read("UTF-8");
    assert!(as_utf_8.replaced > 20, "{as_utf_8:?}");
    for (charset, _) in Charset::offered() {
        let name = charset.name();
        assert_eq!(
            Charset::named(&name),
            Some(charset),
            "{name} is found by its name"
        );
    }
    let marked = [b"\xff\xfe".as_slice(), &in_utf_16("hi", u16::to_le_bytes)].concat();
    let read = decode(&marked, Charset::named("UTF-16LE")).expect("chosen");
    assert_eq!(read.text, "hi", "the mark is no letter");
}

#[test]
fn what_a_page_declares_counts_unless_its_bytes_belie_it() {
    let arabic = Charset::named("windows-1256");
    let bytes = in_encoding("windows-1256", "طورخم");
    let read = decode_declared(&bytes, None, arabic).expect("declared");
    assert_eq!((read.text.as_str(), read.guessed), ("طورخم", false));
    let read = decode_declared("طورخم".as_bytes(), None, arabic).expect("UTF-8 after all");
    assert_eq!(
        (read.text.as_str(), read.encoding.as_str()),
        ("طورخم", "UTF-8")
    );
}

#[test]
fn what_has_no_meaning_is_counted() {
    let read = read_source("a.txt", b"caf\xe9 \x81 bar, d\xe9j\xe0 vu").expect("read");
    assert_eq!(read.original.encoding, "Windows-1252");
    assert_eq!(read.text.as_str(), "café \u{fffd} bar, déjà vu");
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert!(notes[1].starts_with("one byte had no meaning"), "{notes:?}");
}
