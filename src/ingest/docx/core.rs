//! What a Word document says about itself: `docProps/core.xml`.

use super::xml;
use crate::ingest::dates;
use crate::ingest::error::TextError;
use crate::ingest::ingested::About;
use quick_xml::events::Event;

/// Reads the title, the author, the language and the date.
///
/// # Errors
/// When the XML is damaged.
pub(super) fn about(core: &str) -> Result<About, TextError> {
    let mut about = About::default();
    let (mut inside, mut created) = (Vec::new(), String::new());
    xml::each(core, |event| {
        match event {
            Event::Start(tag) => {
                inside = tag.local_name().as_ref().to_vec();
                return Ok(());
            }
            Event::End(_) => inside.clear(),
            _ => {}
        }
        if let Some(text) = xml::characters(event)? {
            match inside.as_slice() {
                b"title" => about.title.push_str(&text),
                b"creator" => about.author.push_str(&text),
                b"language" => about.language.push_str(&text),
                b"created" => created.push_str(&text),
                _ => {}
            }
        }
        Ok(())
    })?;
    for field in [&mut about.title, &mut about.author, &mut about.language] {
        *field = field.trim().to_owned();
    }
    about.published = dates::made_on(&created);
    Ok(about)
}
