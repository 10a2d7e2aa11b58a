//! A query as one line a person can type: `code:Attack near:5 code:Denial -source:"The wire"`.
//!
//! Filters stand beside one another and must all hold; `or` joins two neighbours, `-` or `not`
//! turns one round. A value with blanks stands in quotes; words without a filter's name are looked
//! for in the passage. `near:` says of the code behind it how far it reaches: `itself`, `same`, a
//! number of words, `sentence` or `paragraph`. Names are compared whatever their case; where a name
//! is not enough, a code's path (`"Policy shift › Trade"`) or a record's id is.

mod names;
mod tokens;

pub use names::{Completion, completions};

use super::query::{Query, Reach, Side, Term, Test};
use crate::model::edtf::{BadDate, Edtf};
use crate::model::project::Project;
use names::{find, name_of};
use tokens::{Token, tokens};

/// What can be asked, as it is typed.
pub const FILTERS: [&str; 12] = [
    "code", "near", "kind", "event", "actor", "place", "speaker", "source", "coder", "date",
    "from", "to",
];

/// A line is no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    /// No filter is called so.
    #[error("`{0}` is no filter (write {list} or text; put words to look for in quotes)", list = FILTERS.join(", "))]
    NoFilter(String),
    /// The project has nothing of this name.
    #[error("there is no {filter} ‘{name}’ (choose one of the project’s)")]
    NotFound {
        /// Of what.
        filter: String,
        /// The name.
        name: String,
    },
    /// The project has several.
    #[error("there is more than one {filter} ‘{name}’ (choose it from the list)")]
    Several {
        /// Of what.
        filter: String,
        /// The name.
        name: String,
    },
    /// A date is none.
    #[error(transparent)]
    Date(#[from] BadDate),
    /// Nearness is none.
    #[error(
        "`near:{0}` says no distance (write a number of words, itself, same, sentence or paragraph)"
    )]
    Near(String),
    /// Something stands where a filter should follow.
    #[error("a filter should follow `{0}`")]
    Alone(String),
    /// Nearness is asked of something other than a code.
    #[error("`near:` goes with a code (write near:5 code:…)")]
    NearWhat,
    /// A quotation mark is never closed.
    #[error("a quotation mark is not closed")]
    OpenQuote,
    /// Not yes or no.
    #[error("`subcodes:{0}` is neither yes nor no")]
    Switch(String),
}

/// Reads a line.
///
/// # Errors
/// What is wrong with it, and what to write instead.
pub fn parse(project: &Project, line: &str) -> Result<Query, BadQuery> {
    let mut reading = Reading {
        project,
        query: Query::default(),
        or: false,
        not: false,
        reach: None,
    };
    for token in tokens(line)? {
        reading.take(&token)?;
    }
    reading.finish()
}

struct Reading<'p> {
    project: &'p Project,
    query: Query,
    or: bool,
    not: bool,
    reach: Option<Reach>,
}

impl Reading<'_> {
    fn take(&mut self, token: &Token) -> Result<(), BadQuery> {
        self.not ^= token.not;
        match (token.field.as_deref(), token.value.as_str()) {
            (None, word) if token.is("and") || word.is_empty() => {}
            (None, _) if token.is("or") => self.or = true,
            (None, _) if token.is("not") => self.not ^= true,
            (None | Some("text"), words) => self.push(Test::Text(words.to_owned()))?,
            (Some("subcodes"), "yes") => self.query.subcodes = true,
            (Some("subcodes"), "no") => self.query.subcodes = false,
            (Some("subcodes"), other) => return Err(BadQuery::Switch(other.to_owned())),
            (Some("near"), reach) => self.reach = Some(reach_of(reach)?),
            (Some("date"), date) => self.push(Test::Date(Side::On, Edtf::parse(date)?))?,
            (Some("from"), date) => self.push(Test::Date(Side::From, Edtf::parse(date)?))?,
            (Some("to"), date) => self.push(Test::Date(Side::To, Edtf::parse(date)?))?,
            (Some(field), name) => {
                let test = find(self.project, field, name)?;
                self.push(test)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, mut test: Test) -> Result<(), BadQuery> {
        let explicit = self.reach.take();
        let (not, or) = (std::mem::take(&mut self.not), std::mem::take(&mut self.or));
        let count = self.query.clauses.len();
        let last = count.checked_sub(1).filter(|_| or);
        if or && last.is_none() {
            return Err(BadQuery::Alone("or".to_owned()));
        }
        match &mut test {
            Test::Code(reach, _) => {
                let like = last.and_then(|last| self.first_reach(last));
                let usual = || like.unwrap_or_else(|| self.query.usual_reach(count));
                *reach = explicit.unwrap_or_else(usual);
            }
            _ if explicit.is_some() => return Err(BadQuery::NearWhat),
            _ => {}
        }
        let term = Term { not, test };
        match last.and_then(|last| self.query.clauses.get_mut(last)) {
            Some(clause) => clause.any.push(term),
            None => self.query.clauses.push(super::Clause { any: vec![term] }),
        }
        Ok(())
    }

    fn first_reach(&self, clause: usize) -> Option<Reach> {
        first_reach(&self.query, clause)
    }

    fn finish(self) -> Result<Query, BadQuery> {
        match (self.or, self.not, self.reach) {
            (true, ..) => Err(BadQuery::Alone("or".to_owned())),
            (_, true, _) => Err(BadQuery::Alone("not".to_owned())),
            (.., Some(_)) => Err(BadQuery::NearWhat),
            _ => Ok(self.query),
        }
    }
}

/// How far the first code of a clause reaches; `None` where its first filter is no code.
fn first_reach(query: &Query, clause: usize) -> Option<Reach> {
    match query.clauses.get(clause)?.any.first()?.test {
        Test::Code(reach, _) => Some(reach),
        _ => None,
    }
}

fn reach_of(text: &str) -> Result<Reach, BadQuery> {
    Ok(match text {
        "itself" => Reach::Itself,
        "same" => Reach::Words,
        "sentence" => Reach::Sentence,
        "paragraph" => Reach::Paragraph,
        number => {
            let number = number.parse();
            Reach::Near(number.map_err(|_| BadQuery::Near(text.to_owned()))?)
        }
    })
}

fn reach_as_typed(reach: Reach) -> String {
    match reach {
        Reach::Itself => "itself".to_owned(),
        Reach::Words => "same".to_owned(),
        Reach::Near(words) => words.to_string(),
        Reach::Sentence => "sentence".to_owned(),
        Reach::Paragraph => "paragraph".to_owned(),
    }
}

/// The line that [`parse`] reads as this query.
pub fn line(project: &Project, query: &Query) -> String {
    let mut words = Vec::new();
    for (number, clause) in query.clauses.iter().enumerate() {
        let usual = query.usual_reach(number);
        for (at, term) in clause.any.iter().enumerate() {
            if at > 0 {
                words.push("or".to_owned());
            }
            let like = first_reach(query, number).filter(|_| at > 0);
            words.push(term_as_typed(project, term, like.unwrap_or(usual)));
        }
    }
    if !query.subcodes {
        words.push("subcodes:no".to_owned());
    }
    words.join(" ")
}

fn term_as_typed(project: &Project, term: &Term, usual: Reach) -> String {
    let not = if term.not { "-" } else { "" };
    let near = match &term.test {
        Test::Code(reach, _) if *reach != usual => format!("near:{} ", reach_as_typed(*reach)),
        _ => String::new(),
    };
    format!("{near}{not}{}", test_as_typed(project, &term.test))
}

fn test_as_typed(project: &Project, test: &Test) -> String {
    let named = |field: &str| {
        let name = test.record().map(|id| name_of(project, field, id));
        format!("{field}:{}", tokens::quoted(&name.unwrap_or_default()))
    };
    match test {
        Test::Code(..) => named("code"),
        Test::Kind(_) => named("kind"),
        Test::Event(_) => named("event"),
        Test::Actor(_) => named("actor"),
        Test::Place(_) => named("place"),
        Test::Speaker(_) => named("speaker"),
        Test::Source(_) => named("source"),
        Test::Coder(_) => named("coder"),
        Test::Date(Side::On, date) => format!("date:{}", tokens::quoted(date.as_str())),
        Test::Date(Side::From, date) => format!("from:{}", tokens::quoted(date.as_str())),
        Test::Date(Side::To, date) => format!("to:{}", tokens::quoted(date.as_str())),
        Test::Text(text) => tokens::bare(text),
    }
}
