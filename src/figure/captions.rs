//! What is written around the charts of a figure, where nobody says otherwise.

use super::series::Series;
use super::words::sources_and_tables;
use crate::model::project::Project;

/// What stands around the charts; empty parts take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captions {
    /// Above them.
    pub title: String,
    /// Below them: which dates were used, what is counted, what is left out.
    pub caption: String,
    /// Below that: where it comes from.
    pub source: String,
}

/// The words somebody gives, else the usual ones.
pub(super) fn or_else(given: &Option<String>, usual: impl Fn() -> String) -> String {
    given.clone().unwrap_or_else(usual)
}

/// The title of a project, or of the first table.
pub(super) fn title(project: Option<&Project>, series: &[Series]) -> String {
    let of_project = project.map(|project| project.title().to_owned());
    let of_table = || Some(series.first()?.title.clone());
    of_project.or_else(of_table).unwrap_or_default()
}

/// Where it comes from, in words.
pub(super) fn sources(project: Option<&Project>, tables: &[&str]) -> String {
    let sources = project.into_iter().flat_map(|it| it.sources.values());
    let sources: Vec<&str> = sources.map(|source| source.title.as_str()).collect();
    sources_and_tables(&sources, tables)
}
