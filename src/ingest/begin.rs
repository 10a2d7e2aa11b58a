//! A new project from a case or from plain texts.
//!
//! In: what was read, and who begins when. Out: a whole consistent project, for
//! [`crate::document::Document::new`].

use super::case::{Case, CaseError, default_codebook};
use super::codebook::{BadCodebook, CodebookFile};
use super::ingested::Ingested;
use super::tables::NewTable;
use crate::model::coder::Coder;
use crate::model::edtf::Edtf;
use crate::model::id::{IdGenerator, Replica};
use crate::model::info::{CaseRef, Info};
use crate::model::made::{Made, Moment};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::text::{Sha, SourceText};

/// Who begins a project, and when.
#[derive(Clone, Debug)]
pub struct Begin {
    /// What it is called; the case's or first source's title when `None`.
    pub title: Option<String>,
    /// What tells it from every other project: something nobody else has come up with.
    pub project: Sha,
    /// The tag of its ids.
    pub replica: Replica,
    /// The name of the coder; nobody when `None`.
    pub coder: Option<String>,
    /// The moment.
    pub at: Moment,
}

struct Beginning {
    project: Project,
    ids: IdGenerator,
    made: Made,
}

impl Begin {
    fn start(
        &self,
        title: &str,
        case: Option<CaseRef>,
        codebook: &CodebookFile,
    ) -> Result<Beginning, BadCodebook> {
        let mut ids = IdGenerator::new(self.replica);
        let mut project = Project::default();
        let info = Info {
            id: Info::only_id(),
            title: self.title.clone().unwrap_or_else(|| title.to_owned()),
            project: self.project,
            case,
            memo: String::new(),
        };
        project.put(info.into());
        let by = self.coder.as_ref().map(|name| {
            let (id, name) = (ids.fresh(), name.clone());
            project.put(Coder { id, name }.into());
            id
        });
        for record in codebook.records(&mut ids)? {
            project.put(record);
        }
        let made = Made { by, at: self.at };
        Ok(Beginning { project, ids, made })
    }
}

impl Beginning {
    fn add(&mut self, text: &SourceText, source: impl FnOnce(&mut IdGenerator, Made) -> Source) {
        self.project.texts.insert(text.sha(), text.clone());
        let source = source(&mut self.ids, self.made);
        self.project.put(source.into());
    }

    fn add_tables(&mut self, tables: &[NewTable]) {
        for table in tables {
            let record = table.record(self.ids.fresh(), self.made);
            self.project.put(record.into());
        }
    }
}

/// A project with the codebook, every source and these tables of a case.
///
/// # Errors
/// When the case's codebook contradicts itself.
pub fn project_from_case(
    case: &Case,
    tables: &[NewTable],
    begin: &Begin,
) -> Result<Project, BadCodebook> {
    let mut new = begin.start(&case.title, Some(case.reference()), &case.codebook)?;
    for source in &case.sources {
        new.add(&source.read.text, |ids, made| {
            source.source(ids.fresh(), made)
        });
    }
    new.add_tables(tables);
    Ok(new.project)
}

/// A project with the default codebook on plain texts; `published` is set on each of them
/// in place of the date it carries.
///
/// # Errors
/// Never in a program that passes its tests.
pub fn project_from_texts(
    texts: &[Ingested],
    published: Option<&Edtf>,
    begin: &Begin,
) -> Result<Project, CaseError> {
    project_from_files(texts, &[], published, begin)
}

/// The same with tables beside the texts.
///
/// # Errors
/// Never in a program that passes its tests.
pub fn project_from_files(
    texts: &[Ingested],
    tables: &[NewTable],
    published: Option<&Edtf>,
    begin: &Begin,
) -> Result<Project, CaseError> {
    let of_texts = texts.iter().map(|text| text.about.title.as_str());
    let mut titles = of_texts.chain(tables.iter().map(|table| table.title.as_str()));
    let title = titles.next().unwrap_or("Untitled");
    let mut new = begin
        .start(title, None, &default_codebook()?)
        .map_err(|error| CaseError::Codebook {
            path: "assets/codebook.ron".into(),
            error,
        })?;
    for text in texts {
        new.add(&text.text, |ids, made| {
            let source = text.source(ids.fresh(), made);
            Source {
                published: published.cloned().or(source.published.clone()),
                ..source
            }
        });
    }
    new.add_tables(tables);
    Ok(new.project)
}
