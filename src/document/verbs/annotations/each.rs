//! Coding many passages at once, each as an annotation of its own.

use super::super::guard::inside;
use super::super::words::{drop_repeats, not_possible};
use super::{as_codes, code_names};
use crate::document::{Edit, Refused};
use crate::model::annotation::Annotation;
use crate::model::id::{CodeId, RecordId, SourceId};
use crate::model::text::{ByteOffset, TextSpan};
use std::collections::BTreeMap;

/// Codes every one of these stretches as an annotation of its own. A stretch that stands twice, or
/// lies within one annotated stretch that has each of the codes already, is passed over.
///
/// Returns how many annotations were made; none where everything is coded so already.
///
/// # Errors
/// When there is no stretch or no code, a source or a code is gone, or a stretch lies outside its
/// text.
pub fn code_each(
    edit: &mut Edit,
    places: &[(SourceId, Vec<TextSpan>)],
    mut codes: Vec<CodeId>,
) -> Result<usize, Refused> {
    drop_repeats(&mut codes);
    let names = code_names(edit, &codes)?;
    if codes.is_empty() || places.iter().all(|(_, spans)| spans.is_empty()) {
        return Err(not_possible(
            "there is nothing to code (find some words first)",
        ));
    }
    let coded: Vec<Coded> = codes.iter().map(|code| Coded::new(edit, *code)).collect();
    let mut made = 0;
    for (source, spans) in places {
        inside(edit, *source, spans.iter().copied())?;
        let mut spans = spans.clone();
        spans.sort_unstable();
        spans.dedup();
        spans.retain(|span| !coded.iter().all(|coded| coded.covers(*source, *span)));
        made += spans.len();
        for span in spans {
            put(edit, *source, span, &codes);
        }
    }
    let passages = if made == 1 { "passage" } else { "passages" };
    edit.label(format!("code {made} {passages}{}", as_codes(&names)));
    Ok(made)
}

fn put(edit: &mut Edit, source: SourceId, span: TextSpan, codes: &[CodeId]) {
    let annotation = Annotation {
        id: edit.new_id(),
        source,
        spans: vec![span],
        codes: codes.to_vec(),
        mentions: Vec::new(),
        memo: String::new(),
        quote: None,
        made: edit.made(),
    };
    edit.put(annotation);
}

/// The stretches that have a code: for each source where they begin, sorted, and how far those up
/// to there reach.
struct Coded(BTreeMap<SourceId, Vec<(ByteOffset, ByteOffset)>>);

impl Coded {
    fn new(edit: &Edit, code: CodeId) -> Self {
        let mut coded: BTreeMap<SourceId, Vec<(ByteOffset, ByteOffset)>> = BTreeMap::new();
        for id in edit.now().referrers(code) {
            let RecordId::Annotation(id) = id else {
                continue;
            };
            let Some(found) = edit.project().annotations.get(&id) else {
                continue;
            };
            let spans = found.spans.iter().map(|span| (span.start(), span.end()));
            coded.entry(found.source).or_default().extend(spans);
        }
        for spans in coded.values_mut() {
            spans.sort_unstable();
            let mut reach = ByteOffset::default();
            for (_, end) in spans {
                reach = reach.max(*end);
                *end = reach;
            }
        }
        Self(coded)
    }

    fn covers(&self, source: SourceId, span: TextSpan) -> bool {
        let spans = self.0.get(&source).map_or(&[][..], Vec::as_slice);
        let before = spans.partition_point(|(start, _)| *start <= span.start());
        let last = before.checked_sub(1).and_then(|last| spans.get(last));
        last.is_some_and(|(_, reach)| *reach >= span.end())
    }
}
