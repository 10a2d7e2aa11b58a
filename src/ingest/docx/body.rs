//! The words of a Word document, in reading order.

use super::numbering::Numbering;
use super::xml;
use crate::ingest::error::{MOST_BYTES, TextError};
use quick_xml::events::{BytesStart, Event};

/// What is left out with all that is in it: deleted words, the codes of fields, second copies of
/// drawings for older programs, how things looked before.
const LEFT_OUT: [&[u8]; 7] = [
    b"moveFrom",
    b"instrText",
    b"Fallback",
    b"delText",
    b"delInstrText",
    b"pPrChange",
    b"rPrChange",
];

/// The text of a document on its way.
pub(super) struct Body {
    numbering: Numbering,
    out: String,
    /// Where the present paragraph begins in `out`.
    paragraph: usize,
    /// The list and the depth of the present paragraph, if it is an item.
    list: Option<u32>,
    depth: u8,
    /// Whether the end of the present paragraph was deleted: the next one goes on with it.
    runs_on: bool,
    was_item: bool,
    left_out: usize,
    in_text: bool,
    in_properties: usize,
    /// One for each open table: whether a cell of the open row has ended.
    rows: Vec<bool>,
    /// The notes referred to, by kind and id, in the order of their numbers.
    noted: Vec<(&'static str, String)>,
}

impl Body {
    /// Nothing read yet.
    pub(super) fn new(numbering: Numbering) -> Self {
        Self {
            numbering,
            out: String::new(),
            paragraph: 0,
            list: None,
            depth: 0,
            runs_on: false,
            was_item: false,
            left_out: 0,
            in_text: false,
            in_properties: 0,
            rows: Vec::new(),
            noted: Vec::new(),
        }
    }

    /// Reads the document itself.
    ///
    /// # Errors
    /// When the XML is damaged, or there is too much text.
    pub(super) fn read(&mut self, document: &str) -> Result<(), TextError> {
        xml::each(document, |event| self.take(event))
    }

    /// Reads the footnotes or endnotes that were referred to, to stand at the end.
    ///
    /// # Errors
    /// As those of [`Body::read`].
    pub(super) fn read_notes(&mut self, kind: &'static str, notes: &str) -> Result<(), TextError> {
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut number = None;
        let before = std::mem::take(&mut self.out);
        self.paragraph = 0;
        let read = xml::each(notes, |event| {
            match event {
                Event::Start(tag) if tag.local_name().as_ref() == kind.as_bytes() => {
                    let id = xml::attribute(tag, b"id").unwrap_or_default();
                    let is_this = |noted: &(&str, String)| *noted == (kind, id.clone());
                    number = self.noted.iter().position(is_this);
                    self.out.clear();
                    self.paragraph = 0;
                }
                Event::End(tag) if tag.local_name().as_ref() == kind.as_bytes() => {
                    let words: Vec<&str> = self.out.split_whitespace().collect();
                    found.extend(number.take().map(|number| (number, words.join(" "))));
                    self.out.clear();
                }
                event => self.take(event)?,
            }
            Ok(())
        });
        self.out = before;
        found.sort_unstable();
        for (number, words) in found {
            self.paragraph_break(true);
            self.out.push_str(&format!("[{}] {words}", number + 1));
        }
        read
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        let mut out = String::with_capacity(self.out.len());
        for line in self.out.lines().map(str::trim_end) {
            if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), TextError> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Empty(tag) => self.single(tag),
            Event::End(tag) => self.end(tag.local_name().as_ref()),
            event if self.in_text && self.left_out == 0 => {
                if let Some(text) = xml::characters(event)? {
                    self.words(&text);
                }
            }
            _ => {}
        }
        if self.out.len() > MOST_BYTES {
            let bytes = self.out.len();
            return Err(TextError::TooLarge { bytes });
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        // Among properties, `del` says that the end of the paragraph was deleted.
        let deleted = name == b"del" && self.in_properties == 0;
        if self.left_out > 0 || deleted || LEFT_OUT.contains(&name) {
            self.left_out += 1;
            return;
        }
        match name {
            b"p" => (self.list, self.depth) = (None, 0),
            b"pPr" | b"rPr" => self.in_properties += 1,
            b"t" => self.in_text = true,
            b"tbl" => {
                self.paragraph_break(true);
                self.rows.push(false);
            }
            b"tr" => self.begin_row(),
            b"tc" => self.begin_cell(),
            _ => self.single(tag),
        }
    }

    fn single(&mut self, tag: &BytesStart<'_>) {
        if self.left_out > 0 {
            return;
        }
        let value = |name: &[u8]| xml::attribute(tag, name);
        match tag.local_name().as_ref() {
            b"p" => self.end_paragraph(),
            b"tab" if self.in_properties == 0 => self.words("\t"),
            b"br" | b"cr" => self.words("\n"),
            b"noBreakHyphen" => self.words("\u{2011}"),
            b"numId" => self.list = value(b"val").and_then(|id| id.parse().ok()),
            b"ilvl" => self.depth = value(b"val").and_then(|it| it.parse().ok()).unwrap_or(0),
            b"del" if self.in_properties > 0 => self.runs_on = true,
            b"footnoteReference" => self.refer("footnote", value(b"id")),
            b"endnoteReference" => self.refer("endnote", value(b"id")),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            b"p" => self.end_paragraph(),
            b"pPr" | b"rPr" => self.in_properties = self.in_properties.saturating_sub(1),
            b"t" => self.in_text = false,
            b"tc" => {
                if let Some(row) = self.rows.last_mut() {
                    *row = true;
                }
            }
            b"tbl" => {
                self.rows.pop();
                self.was_item = false;
                self.paragraph = self.out.len();
            }
            _ => {}
        }
    }

    /// Words of the present paragraph: before the first of an item stands its mark.
    fn words(&mut self, text: &str) {
        if self.out.len() == self.paragraph {
            let list = self.list.filter(|list| *list > 0);
            if self.rows.is_empty() {
                self.paragraph_break(!(self.was_item && list.is_some()));
                self.paragraph = self.out.len();
            }
            if let Some(list) = list {
                let mark = self.numbering.next_mark(list, self.depth);
                self.out.push_str(&mark);
            }
            self.was_item = list.is_some();
        }
        self.out.push_str(text);
    }

    fn refer(&mut self, kind: &'static str, id: Option<String>) {
        self.noted.push((kind, id.unwrap_or_default()));
        let number = self.noted.len();
        self.words(&format!("[{number}]"));
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.runs_on) {
            return;
        }
        if self.rows.is_empty() {
            self.paragraph = self.out.len();
        } else if !self.out.ends_with([' ', '\t', '\n']) {
            self.out.push(' ');
        }
    }

    fn paragraph_break(&mut self, blank_line: bool) {
        if self.out.is_empty() {
            return;
        }
        let ends = if blank_line { "\n\n" } else { "\n" };
        self.out
            .truncate(self.out.trim_end_matches([' ', '\n']).len());
        self.out.push_str(ends);
    }

    fn begin_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            *row = false;
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn begin_cell(&mut self) {
        if self.rows.last() == Some(&true) {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.out.push('\t');
        }
    }
}
