//! An annotation as one line of a project file: the record with its words written out.

use crate::model::annotation::{Annotation, Mention};
use crate::model::id::{AnnotationId, CodeId, SourceId};
use crate::model::made::Made;
use crate::model::project::Project;
use crate::model::record::Record;
use crate::model::text::TextSpan;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// A line about an annotation: the record with its words written out.
#[derive(Serialize, Deserialize)]
pub(super) enum Quoted<'a> {
    Annotation(AnnotationLine<'a>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct AnnotationLine<'a> {
    id: AnnotationId,
    source: SourceId,
    spans: Cow<'a, [TextSpan]>,
    quote: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    prefix: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    suffix: Cow<'a, str>,
    codes: Cow<'a, [CodeId]>,
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    mentions: Cow<'a, [Mention]>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    memo: Cow<'a, str>,
    #[serde(default)]
    made: Made,
}

impl<'a> Quoted<'a> {
    pub fn new(annotation: &'a Annotation, project: &Project) -> Self {
        Self::Annotation(AnnotationLine::new(annotation, project))
    }

    /// The annotation, its words still to be [`compared`] with the text.
    pub fn into_annotation(self) -> Annotation {
        let Self::Annotation(line) = self;
        line.into_annotation()
    }
}

impl<'a> AnnotationLine<'a> {
    fn new(annotation: &'a Annotation, project: &Project) -> Self {
        let here = project.quote_of(annotation);
        let (quote, prefix, suffix) = match (&annotation.quote, here) {
            // The words around another passage would be no help in finding the lost one.
            (Some(stored), _) => (Cow::from(&**stored), String::new(), String::new()),
            (None, Some(here)) => (Cow::from(here.exact), here.prefix, here.suffix),
            (None, None) => (Cow::from(""), String::new(), String::new()),
        };
        Self {
            id: annotation.id,
            source: annotation.source,
            spans: Cow::from(&annotation.spans),
            quote,
            prefix: prefix.into(),
            suffix: suffix.into(),
            codes: Cow::from(&annotation.codes),
            mentions: Cow::from(&annotation.mentions),
            memo: Cow::from(&annotation.memo),
            made: annotation.made,
        }
    }

    fn into_annotation(self) -> Annotation {
        Annotation {
            id: self.id,
            source: self.source,
            spans: self.spans.into_owned(),
            codes: self.codes.into_owned(),
            mentions: self.mentions.into_owned(),
            memo: self.memo.into_owned(),
            quote: Some(self.quote.into()),
            made: self.made,
        }
    }
}

/// Drops the stored words of an annotation where the text reads the same.
pub(super) fn compared(mut record: Record, project: &Project) -> Record {
    if let Record::Annotation(annotation) = &mut record
        && reads_as_stored(annotation, project)
    {
        Arc::make_mut(annotation).quote = None;
    }
    record
}

fn reads_as_stored(annotation: &Annotation, project: &Project) -> bool {
    let Some(stored) = annotation.quote.as_deref() else {
        return true;
    };
    match (
        annotation.spans.as_slice(),
        project.text_of(annotation.source),
    ) {
        (_, None) => false,
        ([only], Some(text)) => text.get(*only) == Some(stored),
        (_, Some(_)) => project
            .quote_of(annotation)
            .is_some_and(|here| here.exact == stored),
    }
}
