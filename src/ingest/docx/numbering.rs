//! What stands before the items of lists: `word/numbering.xml`.

use super::xml;
use crate::ingest::error::TextError;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// A level of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Level {
    list: u32,
    depth: u8,
}

/// How the items of the lists of a document are marked, and how far they are counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The definition each list follows.
    follows: BTreeMap<u32, u32>,
    /// How the levels of definitions are marked: `bullet`, `decimal`, and so on.
    formats: BTreeMap<Level, String>,
    counted: BTreeMap<Level, u32>,
}

impl Numbering {
    /// Reads the definitions.
    ///
    /// # Errors
    /// When the XML is damaged.
    pub(super) fn read(numbering: &str) -> Result<Self, TextError> {
        let mut read = Self::default();
        let (mut definition, mut depth, mut list) = (None, 0, None);
        xml::each(numbering, |event| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                return Ok(());
            };
            let number = |name: &[u8]| xml::attribute(tag, name)?.parse::<u32>().ok();
            match tag.local_name().as_ref() {
                b"abstractNum" => (definition, list) = (number(b"abstractNumId"), None),
                b"lvl" => {
                    depth = number(b"ilvl")
                        .and_then(|it| it.try_into().ok())
                        .unwrap_or(0);
                }
                b"num" => (definition, list) = (None, number(b"numId")),
                b"numFmt" => {
                    if let Some((list, format)) = definition.zip(xml::attribute(tag, b"val")) {
                        read.formats.insert(Level { list, depth }, format);
                    }
                }
                b"abstractNumId" => {
                    if let Some((list, follows)) = list.zip(number(b"val")) {
                        read.follows.insert(list, follows);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(read)
    }

    /// What stands before the next item of `list` at `depth`.
    pub(super) fn next_mark(&mut self, list: u32, depth: u8) -> String {
        let definition = self.follows.get(&list).copied();
        let level = definition.map(|list| Level { list, depth });
        let format = level.and_then(|level| self.formats.get(&level));
        let format = format.map_or("bullet", String::as_str).to_owned();
        let deeper = |level: &Level| level.list == list && level.depth > depth;
        self.counted.retain(|level, _| !deeper(level));
        let number = self.counted.entry(Level { list, depth }).or_insert(0);
        *number = number.saturating_add(1);
        match format.as_str() {
            "none" => String::new(),
            "bullet" => "• ".to_owned(),
            "lowerLetter" => format!("{}. ", letter(*number, 'a')),
            "upperLetter" => format!("{}. ", letter(*number, 'A')),
            _ => format!("{number}. "),
        }
    }
}

/// The letter of a number; the number itself beyond the alphabet.
fn letter(number: u32, first: char) -> String {
    let letter = (1..=26)
        .contains(&number)
        .then(|| char::from_u32(u32::from(first) + number - 1))
        .flatten();
    letter.map_or_else(|| number.to_string(), String::from)
}
