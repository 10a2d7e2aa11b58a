//! Reading a project file: every line is judged by itself, on all cores, then all are put together.

use super::annotation_line::{Quoted, compared};
use super::{
    BadLine, Contents, ENABLE, FORMAT, Head, NotReadable, RECORDS, TEXTS, last_line, line,
    on_all_cores,
};
use crate::model::id::RecordId;
use crate::model::project::Project;
use crate::model::record::Record;
use crate::model::text::{Sha, SourceText};
use std::collections::BTreeSet;

/// The project in the bytes of a project file.
///
/// # Errors
/// What the bytes are instead, or every line that is damaged.
pub fn decode(bytes: &[u8]) -> Result<Contents, NotReadable> {
    let unix;
    let bytes = if bytes.starts_with(format!("{}\r\n", ENABLE[0]).as_bytes()) {
        unix = without_carriage_returns(bytes);
        &unix
    } else {
        bytes
    };
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let head = head_of(&lines)?;
    let mut bad = Vec::new();
    for (index, expected) in ENABLE.iter().enumerate() {
        if lines.get(index).copied() != Some(expected.as_bytes()) {
            bad.push(bad_line(index, format!("it should read {expected}")));
        }
    }
    let sealed = sealed_lines(&lines, &mut bad);
    let parsed = on_all_cores(sealed, bytes.len(), |lines| {
        lines.iter().map(|line| parse(line)).collect::<Vec<_>>()
    });
    let mut gathered = Gathered::default();
    for (index, line) in parsed.into_iter().flatten().enumerate() {
        if let Err(what) = gathered.take(line) {
            bad.push(bad_line(index + 2, what));
        }
    }
    if bad.is_empty() {
        bad.extend(wrong_digest(&lines, &gathered.checksums));
    }
    match head {
        Some(head) if bad.is_empty() => Ok(gathered.contents(&head)),
        _ => {
            bad.sort_unstable_by_key(|bad| bad.line);
            Err(NotReadable::Damaged(bad))
        }
    }
}

fn bad_line(index: usize, what: impl Into<String>) -> BadLine {
    BadLine {
        line: index + 1,
        what: what.into(),
    }
}

fn without_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    // Inside strings a carriage return is escaped, so none of these belongs to a text.
    bytes
        .iter()
        .copied()
        .filter(|byte| *byte != b'\r')
        .collect()
}

/// Whether a file that begins so is a project of any format, sound or not.
pub fn is_project(start: &[u8]) -> bool {
    let mut lines = start
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let enabled = |line: Option<&[u8]>, enable: &str| line == Some(enable.as_bytes());
    let (first, second) = (lines.next(), lines.next());
    let [one, other] = ENABLE;
    enabled(first, one) || enabled(second, other) || lines.next().and_then(format_of).is_some()
}

/// The head line; `None` when it is damaged but the rest looks like a project.
fn head_of(lines: &[&[u8]]) -> Result<Option<Head>, NotReadable> {
    let third = lines.get(2).copied().unwrap_or_default();
    if let Some(format) = format_of(third)
        && format > FORMAT
    {
        return Err(NotReadable::NewerFormat { format });
    }
    let starts_like_one = |(line, enable): (&&[u8], &&str)| *line == enable.as_bytes();
    let enabled = lines
        .iter()
        .zip(&ENABLE)
        .filter(|pair| starts_like_one((pair.0, pair.1)));
    if enabled.count() == 0 && format_of(third).is_none() {
        let why = if lines.concat().is_empty() {
            "it is empty".to_owned()
        } else {
            format!("its first line is not {}", ENABLE[0])
        };
        return Err(NotReadable::NotAProject { why });
    }
    let head = line::unseal(third)
        .and_then(|(body, _)| std::str::from_utf8(body).ok())
        .and_then(|body| body.strip_suffix(RECORDS))
        .and_then(|body| line::decode::<Head>(&format!("{body})")).ok());
    Ok(head.filter(|head| (1..=FORMAT).contains(&head.format)))
}

fn format_of(line: &[u8]) -> Option<u32> {
    let rest = line.strip_prefix(b"(format:")?;
    let digits = rest.split(|byte| !byte.is_ascii_digit()).next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The lines between the enabling ones and the digest.
fn sealed_lines<'a, 'b>(lines: &'a [&'b [u8]], bad: &mut Vec<BadLine>) -> &'a [&'b [u8]] {
    match lines.get(2..).unwrap_or_default() {
        [sealed @ .., last, b""] if last.starts_with(b"],digest:") => sealed,
        [sealed @ .., _] => {
            bad.push(bad_line(lines.len() - 1, "the end of the file is missing"));
            sealed
        }
        [] => {
            bad.push(bad_line(lines.len(), "the rest of the file is missing"));
            &[]
        }
    }
}

fn wrong_digest(lines: &[&[u8]], checksums: &[u32]) -> Option<BadLine> {
    let index = lines.len().checked_sub(2)?;
    let fits = *lines.get(index)? == last_line(checksums).as_bytes();
    let what =
        "the digest does not fit: whole lines were lost, doubled or moved, or it was changed";
    (!fits).then(|| bad_line(index, what))
}

enum Parsed {
    Head,
    Texts,
    Record(Record),
    Text(SourceText),
}

fn parse(line: &[u8]) -> Result<(Parsed, u32), String> {
    let (body, crc) = line::unseal(line).ok_or("it does not fit its checksum")?;
    let body = std::str::from_utf8(body).map_err(|_| "it is not UTF-8")?;
    let item = body.strip_suffix(',').unwrap_or(body);
    let parsed = if body == TEXTS {
        Parsed::Texts
    } else if body.starts_with("(format:") {
        Parsed::Head
    } else if item.starts_with('(') {
        Parsed::Text(parse_text(item)?)
    } else if item.starts_with("Annotation(") {
        let line: Quoted = line::decode(item)?;
        Parsed::Record(line.into_annotation().into())
    } else {
        Parsed::Record(line::decode(item)?)
    };
    Ok((parsed, crc))
}

fn parse_text(item: &str) -> Result<SourceText, String> {
    let (sha, text): (Sha, String) = line::decode(item)?;
    let text = SourceText::new(text).map_err(|error| error.to_string())?;
    if text.sha() != sha {
        return Err("the text is not the one its SHA-256 names".to_owned());
    }
    Ok(text)
}

/// The lines of a file, put together in order.
#[derive(Default)]
struct Gathered {
    checksums: Vec<u32>,
    heads: usize,
    in_texts: bool,
    seen: BTreeSet<RecordId>,
    records: Vec<Record>,
    texts: Vec<SourceText>,
}

impl Gathered {
    fn take(&mut self, line: Result<(Parsed, u32), String>) -> Result<(), String> {
        let (parsed, crc) = line?;
        self.checksums.push(crc);
        match parsed {
            Parsed::Head => {
                self.heads += 1;
                (self.heads == 1 && self.checksums.len() == 1)
                    .then_some(())
                    .ok_or("a second head, or one out of place")?;
            }
            Parsed::Texts if self.in_texts => Err("the texts begin a second time")?,
            Parsed::Texts => self.in_texts = true,
            Parsed::Record(_) if self.in_texts => Err("a record among the texts")?,
            Parsed::Record(record) => {
                let id = record.id();
                self.records.push(record);
                if !self.seen.insert(id) {
                    Err(format!(
                        "{} {id} stands twice in the file",
                        id.noun().name()
                    ))?;
                }
            }
            Parsed::Text(_) if !self.in_texts => Err("a text among the records")?,
            Parsed::Text(text) => self.texts.push(text),
        }
        Ok(())
    }

    fn contents(self, head: &Head) -> Contents {
        let mut project = Project::default();
        for text in self.texts {
            project.texts.insert(text.sha(), text);
        }
        let (annotations, rest): (Vec<_>, Vec<_>) = self
            .records
            .into_iter()
            .partition(|record| matches!(record, Record::Annotation(_)));
        for record in rest {
            project.put(record);
        }
        for record in annotations {
            let compared = compared(record, &project);
            project.put(compared);
        }
        Contents {
            project,
            mark: head.journal,
        }
    }
}
