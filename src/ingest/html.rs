//! A saved web page becomes a source: the article in it, or all of it.
//!
//! In: the bytes of a page. Out: its text, a line for each paragraph, heading, item or row, and
//! what the page says about itself. Scripts are never run, and nothing is fetched.

mod about;
mod lines;

use super::charset::Charset;
use super::encoding::{Decoded, decode_declared};
use super::error::TextError;
use super::ingested::{Extracted, Note, Reading};
use super::text::from_decoded;
use crate::model::source::Taken;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// The most elements a page may have.
const MOST_ELEMENTS: usize = 500_000;

/// So much of a page is looked through for its encoding, in bytes.
const START: usize = 4 << 10;

/// Reads a web page, the article of it unless all is asked for.
///
/// # Errors
/// When it is no text, or has more elements than any honest page.
pub(super) fn extract(bytes: &[u8], reading: Reading) -> Result<Extracted, TextError> {
    let decoded = decode_declared(bytes, reading.charset, declared(bytes))?;
    let page = Document::from(decoded.text.as_str());
    let root = page.root();
    let elements = root.descendants_it().filter(NodeRef::is_element);
    if elements.count() > MOST_ELEMENTS {
        return Err(TextError::excessive(format!(
            "it has more than {MOST_ELEMENTS} elements"
        )));
    }
    let config = Config {
        char_threshold: 250,
        ..Config::default()
    };
    let read = Readability::with_document(page, None, Some(config));
    let mut page = read.map_err(TextError::damaged)?;
    let mut about = about::about(&page);
    let whole = lines::lines(&page.doc.root());
    let mut page_text = Page { decoded, whole };
    let mut extracted = match reading.taken {
        Some(Taken::Whole) => page_text.all(),
        _ => match article(&mut page) {
            Some((text, byline)) => {
                about.author = about::author(if about.author.is_empty() {
                    &byline
                } else {
                    &about.author
                });
                page_text.article(text)
            }
            None => page_text.without_article(),
        },
    };
    extracted.about = about;
    Ok(extracted)
}

/// A page between its bytes and what is taken of it.
struct Page {
    decoded: Decoded,
    whole: String,
}

impl Page {
    fn all(&mut self) -> Extracted {
        let text = std::mem::take(&mut self.whole);
        self.taken(text, Taken::Whole)
    }

    fn article(&mut self, text: String) -> Extracted {
        self.taken(text, Taken::Article)
    }

    fn without_article(&mut self) -> Extracted {
        let mut extracted = self.all();
        extracted.notes.push(Note::NoArticle);
        extracted
    }

    fn taken(&self, text: String, taken: Taken) -> Extracted {
        let decoded = Decoded {
            text,
            ..self.decoded.clone()
        };
        Extracted {
            taken,
            ..from_decoded(decoded)
        }
    }
}

/// The text of the article and the line that says who wrote it, where there is one.
fn article(page: &mut Readability) -> Option<(String, String)> {
    let article = page.parse().ok()?;
    let text = lines::lines(&Document::from(article.content).root());
    (!text.trim().is_empty()).then_some((text, article.byline.unwrap_or_default()))
}

/// The encoding a page says it is in.
fn declared(bytes: &[u8]) -> Option<Charset> {
    let start = bytes.get(..START.min(bytes.len()))?;
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let (_, behind) = ["charset=", "encoding="]
        .iter()
        .filter_map(|word| start.split_once(word))
        .min_by_key(|(before, _)| before.len())?;
    let behind = behind.trim_start_matches([' ', '"', '\'']);
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    let end = behind.find(|c| !is_of_name(c)).unwrap_or(behind.len());
    Charset::named(behind.get(..end)?)
}
