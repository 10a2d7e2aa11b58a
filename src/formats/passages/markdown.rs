//! Passages as Markdown: a heading per source, a quotation per passage.

use super::linked::Linked;
use crate::document::Snapshot;
use crate::model::annotation::Annotation;
use crate::model::codebook::code_path;
use crate::model::edtf::Edtf;
use crate::model::id::{AnnotationId, SourceId};
use crate::model::project::Project;
use crate::model::text::SourceText;
use std::fmt::Write as _;

/// The passages in this order; `asked` says in a line what was asked for. A source is a heading
/// wherever it begins anew in that order.
pub fn markdown(snapshot: &Snapshot, passages: &[AnnotationId], asked: &str) -> String {
    let project = snapshot.project();
    let mut out = format!("# Passages: {}\n", plain(project.title()));
    if !asked.is_empty() {
        out.push_str(&format!("\n`{}`\n", asked.replace('`', "'")));
    }
    let mut source = None;
    for annotation in passages.iter().filter_map(|id| project.annotations.get(id)) {
        if source != Some(annotation.source) {
            source = Some(annotation.source);
            heading(project, annotation.source, &mut out);
        }
        passage(snapshot, annotation, &mut out);
    }
    out
}

fn heading(project: &Project, source: SourceId, out: &mut String) {
    let Some(source) = project.sources.get(&source) else {
        return;
    };
    let published = source.published.as_ref().map(Edtf::in_words);
    let parts = [
        source.author.clone(),
        source.publisher.clone(),
        published.unwrap_or_default(),
    ];
    let known: Vec<String> = parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| plain(part))
        .collect();
    // Writing to a string cannot fail.
    let _ = write!(out, "\n## {}\n", plain(&source.title));
    if !known.is_empty() {
        let _ = write!(out, "\n{}\n", known.join(" · "));
    }
}

fn passage(snapshot: &Snapshot, annotation: &Annotation, out: &mut String) {
    let project = snapshot.project();
    let quote = project.quote_of(annotation).map(|quote| quote.exact);
    let quote = plain(&quote.unwrap_or_default());
    out.push('\n');
    for line in quote.lines() {
        let _ = writeln!(out, "> {line}");
    }
    let text = project.text_of(annotation.source);
    let place = text.map(|text| characters(text, annotation));
    let codes = annotation
        .codes
        .iter()
        .map(|code| code_path(project, *code));
    let codes: Vec<String> = codes.map(|path| format!("**{}**", plain(&path))).collect();
    let linked = Linked::of(snapshot, annotation);
    let coder = annotation.made.by.and_then(|by| project.coders.get(&by));
    let parts = [
        codes.join(", "),
        place.unwrap_or_default(),
        coder.map_or_else(String::new, |coder| {
            format!("coded by {}", plain(&coder.name))
        }),
        named("speaker", &linked.speakers),
        named("about", &linked.events),
        named("kind", &linked.kinds),
        named("actors", &linked.actors),
        named("places", &linked.places),
        named("dates", &linked.dates),
    ];
    let known: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let _ = write!(out, "\n{}\n", known.join(" · "));
    if !annotation.memo.is_empty() {
        let _ = write!(out, "\nMemo: {}\n", plain(&annotation.memo));
    }
}

fn named(what: &str, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!("{what}: {}", plain(&names.join(", ")))
}

/// "characters 120–145, 160–170", counted from 0 at the start of the text.
fn characters(text: &SourceText, annotation: &Annotation) -> String {
    let spans = annotation.spans.iter().map(|span| {
        let (start, end) = (text.char_offset(span.start()), text.char_offset(span.end()));
        format!("{}–{}", start.0, end.0)
    });
    format!("characters {}", spans.collect::<Vec<_>>().join(", "))
}

/// The text with every sign Markdown would read as its own made plain.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line_begins = true;
    for letter in text.chars() {
        let anywhere = "\\`*_[]<>|".contains(letter);
        if anywhere || (line_begins && "#+-=~".contains(letter)) {
            out.push('\\');
        }
        out.push(letter);
        line_begins = letter == '\n';
    }
    out
}
