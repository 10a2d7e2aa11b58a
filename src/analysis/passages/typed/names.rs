//! From names to records and back, and the names that would complete a line.

use super::{BadQuery, FILTERS, Test, tokens};
use crate::analysis::passages::query::Reach;
use crate::model::actor::Actor;
use crate::model::codebook::{Kind, code_path, codes_in_tree_order};
use crate::model::coder::Coder;
use crate::model::event::Event;
use crate::model::id::{CodeId, RecordId, TypedId};
use crate::model::place::Place;
use crate::model::project::Project;
use crate::model::record::Noted;
use crate::model::source::Source;
use std::str::FromStr;

/// The most completions offered at once.
const MOST: usize = 12;

/// The filter that asks for the record of this name.
pub(super) fn find(project: &Project, field: &str, name: &str) -> Result<Test, BadQuery> {
    Ok(match field {
        "code" => Test::Code(Reach::Itself, code(project, name)?),
        "kind" => Test::Kind(one::<Kind>(project, field, name, |it| &it.name)?),
        "event" => Test::Event(one::<Event>(project, field, name, |it| &it.title)?),
        "actor" => Test::Actor(one::<Actor>(project, field, name, |it| &it.name)?),
        "speaker" => Test::Speaker(one::<Actor>(project, field, name, |it| &it.name)?),
        "place" => Test::Place(one::<Place>(project, field, name, |it| &it.name)?),
        "source" => Test::Source(one::<Source>(project, field, name, |it| &it.title)?),
        "coder" => Test::Coder(one::<Coder>(project, field, name, |it| &it.name)?),
        _ => return Err(BadQuery::NoFilter(field.to_owned())),
    })
}

/// What to type for a record: its name where that is enough, else its path or its id.
pub(super) fn name_of(project: &Project, field: &str, id: RecordId) -> String {
    let leads_back = |name: &String| {
        let test = find(project, field, name).ok();
        test.is_some_and(|test| test.record() == Some(id))
    };
    let path = match id {
        RecordId::Code(id) => code_path(project, id),
        _ => String::new(),
    };
    let names = [plain_name(project, id), path];
    let enough = names.into_iter().find(leads_back);
    enough.unwrap_or_else(|| id.to_string())
}

/// The name of a record that can be asked for; empty where there is none.
fn plain_name(project: &Project, id: RecordId) -> String {
    let name = match id {
        RecordId::Code(id) => project.codes.get(&id).map(|it| &it.name),
        RecordId::Kind(id) => project.kinds.get(&id).map(|it| &it.name),
        RecordId::Event(id) => project.events.get(&id).map(|it| &it.title),
        RecordId::Actor(id) => project.actors.get(&id).map(|it| &it.name),
        RecordId::Place(id) => project.places.get(&id).map(|it| &it.name),
        RecordId::Source(id) => project.sources.get(&id).map(|it| &it.title),
        RecordId::Coder(id) => project.coders.get(&id).map(|it| &it.name),
        _ => None,
    };
    name.cloned().unwrap_or_default()
}

fn code(project: &Project, name: &str) -> Result<CodeId, BadQuery> {
    let by_name = one(
        project,
        "code",
        name,
        |it: &crate::model::codebook::Code| &it.name,
    );
    let steps: Vec<&str> = name.split(['›', '>']).map(str::trim).collect();
    let wanted = steps.join(" › ").to_lowercase();
    by_name.or_else(|error| {
        let mut fitting = project.codes.keys().filter(|id| {
            let path = code_path(project, **id);
            path.to_lowercase() == wanted
        });
        match (fitting.next(), fitting.next()) {
            (Some(id), None) => Ok(*id),
            _ => Err(error),
        }
    })
}

/// The one record of this name, whatever the case, or with this id.
fn one<T: Noted>(
    project: &Project,
    field: &str,
    name: &str,
    name_of: impl Fn(&T) -> &String,
) -> Result<T::Id, BadQuery>
where
    T::Id: FromStr,
{
    let records = T::all(project);
    let id = name.parse::<T::Id>().ok();
    if let Some(id) = id.filter(|id| records.contains_key(id)) {
        return Ok(id);
    }
    let wanted = name.to_lowercase();
    let mut fitting = records
        .values()
        .filter(|record| name_of(record).to_lowercase() == wanted);
    let (filter, name) = (field.to_owned(), name.to_owned());
    match (fitting.next(), fitting.next()) {
        (Some(record), None) => Ok(record.id()),
        (Some(_), Some(_)) => Err(BadQuery::Several { filter, name }),
        (None, _) => Err(BadQuery::NotFound { filter, name }),
    }
}

/// A way to go on with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What would be added: a filter or a name.
    pub name: String,
    /// The whole line with it.
    pub line: String,
}

/// How a line may go on at its end, best first, at most twelve: the names of filters, or of the
/// records a filter asks for. Nothing behind a blank.
pub fn completions(project: &Project, line: &str) -> Vec<Completion> {
    let start = last_word(line);
    let (before, word) = line.split_at_checked(start).unwrap_or((line, ""));
    if word.is_empty() {
        return Vec::new();
    }
    let (minus, word) = match word.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", word),
    };
    let Some((field, begun)) = word.split_once(':') else {
        let fitting = FILTERS.iter().filter(|name| name.starts_with(word));
        let whole = |name: &&str| Completion {
            name: format!("{name}:"),
            line: format!("{before}{minus}{name}:"),
        };
        return fitting.map(whole).collect();
    };
    let begun = begun.trim_matches('"').to_lowercase();
    let names = names(project, &field.to_lowercase());
    let starting = names
        .iter()
        .filter(|name| name.to_lowercase().starts_with(&begun));
    let holding = names.iter().filter(|name| {
        let name = name.to_lowercase();
        name.contains(&begun) && !name.starts_with(&begun)
    });
    let whole = |name: &String| Completion {
        name: name.clone(),
        line: format!("{before}{minus}{field}:{} ", tokens::quoted(name)),
    };
    starting.chain(holding).take(MOST).map(whole).collect()
}

/// Where the word at the end of a line begins, quotes kept together.
fn last_word(line: &str) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            blank if blank.is_whitespace() && !quoted => start = at + blank.len_utf8(),
            _ => {}
        }
    }
    start
}

/// What the records a filter asks for are called when they are typed.
fn names(project: &Project, field: &str) -> Vec<String> {
    let ids: Vec<RecordId> = match field {
        "code" => codes_in_tree_order(project)
            .into_iter()
            .map(|(_, code)| code.id.into())
            .collect(),
        "kind" => all::<Kind>(project),
        "event" => all::<Event>(project),
        "actor" | "speaker" => all::<Actor>(project),
        "place" => all::<Place>(project),
        "source" => all::<Source>(project),
        "coder" => all::<Coder>(project),
        "near" => {
            let words = ["same", "5", "sentence", "paragraph", "itself"];
            return words.map(str::to_owned).to_vec();
        }
        _ => Vec::new(),
    };
    let names = ids.into_iter().map(|id| plain_name(project, id));
    let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    if field != "code" {
        names.sort_by_key(|name| name.to_lowercase());
    }
    names.dedup();
    names
}

fn all<T: Noted>(project: &Project) -> Vec<RecordId>
where
    T::Id: TypedId,
{
    T::all(project).keys().map(|id| (*id).into()).collect()
}
