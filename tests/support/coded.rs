//! Small projects told by their words: sources, codes, passages found by what they read.

use super::chronicle::{Chronicle, id};
use std::sync::Arc;
use tightrope::analysis::passages::{Joints, find, typed};
use tightrope::document::{Document, Snapshot};
use tightrope::model::annotation::{Annotation, Mention, Mentioned};
use tightrope::model::codebook::Code;
use tightrope::model::coder::Coder;
use tightrope::model::id::{AnnotationId, CodeId, CoderId, Replica, SourceId};
use tightrope::model::made::Made;
use tightrope::model::project::Project;
use tightrope::model::text::{SourceText, TextSpan};

/// A project in the making.
pub struct Coded {
    pub project: Project,
}

impl Coded {
    /// Without any source, code or passage.
    pub fn new() -> Self {
        let mut project = Chronicle::new().project;
        project.annotations.clear();
        Self { project }
    }

    /// Adds a source; the first one takes the place of the chronicle's.
    pub fn source(&mut self, title: &str, text: &str) -> SourceId {
        let mut source = (**self.project.sources.values().next().expect("one")).clone();
        let is_first = source.title.starts_with("Source ");
        if !is_first {
            source.id = id(self.project.sources.len() + 1);
        }
        let text = SourceText::new(text).expect("small");
        (source.title, source.text) = (title.to_owned(), text.sha());
        self.project.texts.insert(text.sha(), text);
        let at = source.id;
        self.project.sources.insert(at, Arc::new(source));
        at
    }

    /// Adds a code, under another where named.
    pub fn code(&mut self, name: &str, parent: Option<CodeId>) -> CodeId {
        let code = Code {
            id: id(self.project.codes.len() + 1),
            name: name.to_owned(),
            parent,
            order: 0,
            hue: None,
            shape: None,
            makes: None,
            description: String::new(),
            rule: String::new(),
            examples: Vec::new(),
            version: 1,
        };
        let at = code.id;
        self.project.codes.insert(at, Arc::new(code));
        at
    }

    /// Codes the first of these words in a source.
    pub fn passage(&mut self, source: SourceId, words: &str, codes: &[CodeId]) -> AnnotationId {
        let text = self.project.text_of(source).expect("a text");
        let start = text.as_str().find(words).expect("the words stand there");
        let span = TextSpan::from_range(start..start + words.len()).expect("not empty");
        self.spans(source, vec![span], codes)
    }

    /// Codes stretches of a source.
    pub fn spans(
        &mut self,
        source: SourceId,
        spans: Vec<TextSpan>,
        codes: &[CodeId],
    ) -> AnnotationId {
        let annotation = Annotation {
            id: id(self.project.annotations.len() + 1),
            source,
            spans,
            codes: codes.to_vec(),
            mentions: Vec::new(),
            memo: String::new(),
            quote: None,
            made: Made::default(),
        };
        let at = annotation.id;
        self.project.annotations.insert(at, Arc::new(annotation));
        at
    }

    /// Changes a passage.
    pub fn change(&mut self, at: AnnotationId, change: impl FnOnce(&mut Annotation)) {
        let found = self.project.annotations.get(&at).expect("there");
        let mut annotation = (**found).clone();
        change(&mut annotation);
        self.project.annotations.insert(at, Arc::new(annotation));
    }

    /// A mention of something in a passage.
    pub fn mention(&mut self, at: AnnotationId, of: Mentioned) {
        self.change(at, |annotation| {
            annotation.mentions.push(Mention { span: None, of });
        });
    }

    pub fn coder(&mut self, name: &str) -> CoderId {
        let coder = Coder {
            id: id(self.project.coders.len() + 1),
            name: name.to_owned(),
        };
        let at = coder.id;
        self.project.coders.insert(at, Arc::new(coder));
        at
    }

    pub fn snapshot(&self) -> Snapshot {
        let document = Document::new(self.project.clone(), Replica::from_bits(1));
        document.expect("a consistent project").snapshot().clone()
    }

    /// The words of the passages a typed query finds, oldest first, joined by ` | `.
    pub fn ask(&self, line: &str) -> String {
        let query = typed::parse(&self.project, line);
        let query = query.unwrap_or_else(|error| panic!("{line}: {error}"));
        let found = find(&self.snapshot(), &query, &mut Joints::default());
        let annotations = found.iter().map(|id| &self.project.annotations[id]);
        let words: Vec<String> = annotations
            .map(|annotation| self.project.quote_of(annotation).expect("words").exact)
            .collect();
        words.join(" | ")
    }
}
