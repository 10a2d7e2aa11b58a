//! Walking through XML that nobody vouches for.

use crate::ingest::error::TextError;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The most elements may be nested in one another.
const DEEPEST: usize = 1_000;

/// Calls `visit` for every event of `xml`, in order.
///
/// # Errors
/// When it is no XML, nests too deeply, or brings definitions of its own.
pub(super) fn each(
    xml: &str,
    mut visit: impl FnMut(&Event<'_>) -> Result<(), TextError>,
) -> Result<(), TextError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| {
            TextError::damaged(format!("byte {}: {error}", reader.error_position()))
        })?;
        match &event {
            Event::Eof if depth > 0 => return Err(TextError::damaged("it ends in the middle")),
            Event::Eof => return Ok(()),
            Event::DocType(_) => {
                return Err(TextError::excessive("it defines entities of its own"));
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(TextError::excessive(format!(
                "its elements nest more than {DEEPEST} deep"
            )));
        }
        visit(&event)?;
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|found| found.key.local_name().as_ref() == name)?;
    let value = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Into::into))
}

/// The characters an event stands for: those of text, and `&amp;` and its like.
///
/// # Errors
/// When it names something that is not defined.
pub(super) fn characters(event: &Event<'_>) -> Result<Option<String>, TextError> {
    match event {
        Event::Text(text) => Ok(Some(
            text.decode().map_err(TextError::damaged)?.into_owned(),
        )),
        Event::CData(text) => Ok(Some(
            text.decode().map_err(TextError::damaged)?.into_owned(),
        )),
        Event::GeneralRef(name) => referred(name).map(Some),
        _ => Ok(None),
    }
}

fn referred(name: &BytesRef<'_>) -> Result<String, TextError> {
    if let Some(character) = name.resolve_char_ref().map_err(TextError::damaged)? {
        return Ok(character.to_string());
    }
    let name = name.decode().map_err(TextError::damaged)?;
    resolve_predefined_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| TextError::damaged(format!("‘&{name};’ means nothing")))
}
