//! What a PDF says about itself: its information dictionary and the language of its catalogue.

use crate::ingest::dates;
use crate::ingest::ingested::About;
use crate::model::edtf::Edtf;
use encoding_rs::{UTF_8, UTF_16BE, WINDOWS_1252};
use pdf_extract::{Dictionary, Document, Object};

/// What programs write where nobody gave a title.
const NO_TITLES: [&str; 3] = ["untitled", "document", "powerpoint presentation"];

/// What the document says about itself.
pub(super) fn about(document: &Document) -> About {
    let info = document.trailer.get(b"Info").ok();
    let info = info.and_then(|info| dictionary(document, info));
    let said = |key: &[u8]| info.and_then(|info| string(document, info, key));
    let language = document.catalog().ok();
    let language = language.and_then(|catalogue| string(document, catalogue, b"Lang"));
    About {
        title: said(b"Title").map_or_else(String::new, |title| real_title(&title)),
        author: said(b"Author").unwrap_or_default(),
        publisher: String::new(),
        language: language.unwrap_or_default(),
        published: said(b"CreationDate").as_deref().and_then(created),
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

fn string(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let (_, object) = document.dereference(dictionary.get(key).ok()?).ok()?;
    let bytes = object.as_str().ok()?;
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => UTF_8.decode_without_bom_handling(rest).0,
        // The PDF's own encoding agrees with this one on all letters and most marks.
        bytes => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(words.join(" ")).filter(|text| !text.is_empty())
}

/// A title, unless it is the name of a draft that a program put there.
fn real_title(title: &str) -> String {
    let lower = title.to_lowercase();
    let is_file = [".doc", ".docx", ".indd", ".pdf", ".tex", ".dvi"]
        .iter()
        .any(|end| lower.ends_with(end));
    if is_file || lower.starts_with("microsoft word") || NO_TITLES.contains(&lower.as_str()) {
        return String::new();
    }
    title.to_owned()
}

/// The day of `D:20251012083000+05'00'`.
fn created(moment: &str) -> Option<Edtf> {
    let digits = moment.trim_start_matches("D:");
    let end = digits.find(|c: char| !c.is_ascii_digit());
    let digits = digits.get(..end.unwrap_or(digits.len()))?;
    dates::made_on(digits.get(..8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_titles_are_read_with_care() {
        for (moment, day) in [
            ("D:20251012083000+05'00'", Some("2025-10-12~")),
            ("20251012", Some("2025-10-12~")),
            ("D:2025", None),
            ("yesterday", None),
            ("D:20251350", None),
        ] {
            let found = created(moment);
            assert_eq!(found.as_ref().map(Edtf::as_str), day, "{moment}");
        }
        assert_eq!(real_title("Microsoft Word - draft3"), "");
        assert_eq!(real_title("final_v7.docx"), "");
        assert_eq!(real_title("Walking the line"), "Walking the line");
    }
}
