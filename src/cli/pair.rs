//! Which two actors a figure is of, as the command line says it.

use super::Failure;
use crate::derived::Derived;
use crate::document::verbs::actors::find_actor;
use crate::figure::pair::{Met, Pair, pairs};
use crate::figure::pair_figure::family_of;
use crate::figure::wanted::Charts;
use crate::figure::wanted::PairWanted;
use crate::model::id::{ActorId, SourceId};
use crate::model::project::Project;

/// So many names are listed where one is not found.
const LISTED: usize = 12;

/// The two actors, and what is shown of them.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PairArgs {
    /// The two actors, by name or alias, with a comma between; the two that meet most often when
    /// not given.
    #[arg(long, value_name = "A,B", conflicts_with = "actor")]
    pub actors: Option<String>,
    /// One of the two actors; given twice. For names with a comma in them.
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// In the posture, incidents and diplomatic events too.
    #[arg(long)]
    pub acts: bool,
    /// Above the acts of a dyad, the order in which this source tells them.
    #[arg(long, value_name = "SOURCE")]
    pub telling: Option<String>,
}

impl PairArgs {
    /// What is wanted of which pair.
    ///
    /// # Errors
    /// When an actor or a source is not there.
    pub fn wanted(
        &self,
        project: &Project,
        derived: &Derived,
        view: Charts,
    ) -> Result<PairWanted, Failure> {
        if !view.is_of_two() {
            return Ok(PairWanted::default());
        }
        let met = pairs(project, derived, family_of(view));
        let names = self.names()?;
        let pair = match names.as_slice() {
            [] => met.first().map(|met| met.pair).ok_or_else(|| {
                let what = "no event has an actor on both sides (enter initiator and target, or leave --view out)";
                Failure::refused(what)
            })?,
            [one, other] => {
                let pair = Pair {
                    one: actor(project, &met, one)?,
                    other: actor(project, &met, other)?,
                };
                check_two(project, pair, one, other)?;
                pair
            }
            _ => {
                let what = "--actor: two actors are needed (give it twice, or --actors \"A,B\")";
                return Err(Failure::refused(what));
            }
        };
        let telling = self.telling.as_deref();
        Ok(PairWanted {
            pair: Some(pair),
            acts: self.acts,
            telling: telling.map(|name| source(project, name)).transpose()?,
        })
    }

    /// Refuses charts of two actors for a table alone.
    ///
    /// # Errors
    /// When one is asked for.
    pub fn refused_for_a_table(view: Charts) -> Result<(), Failure> {
        match view.is_of_two() {
            true => Err(Failure::refused(
                "--view: a chart of two actors is drawn from the events of a project, and this is a table (add it to a project, or choose timeline or frequency)",
            )),
            false => Ok(()),
        }
    }

    fn names(&self) -> Result<Vec<String>, Failure> {
        let Some(both) = &self.actors else {
            return Ok(self.actor.clone());
        };
        let names: Vec<String> = both.split(',').map(|name| name.trim().to_owned()).collect();
        match names.len() {
            2 => Ok(names),
            number => Err(Failure::refused(format!(
                "--actors: {number} names where two are needed (write \"A,B\"; for names with a comma give --actor twice)"
            ))),
        }
    }
}

fn actor(project: &Project, met: &[Met], name: &str) -> Result<ActorId, Failure> {
    find_actor(project, name).ok_or_else(|| {
        let names = names_of(project, met);
        let hint = match names.is_empty() {
            true => "the project has none yet".to_owned(),
            false => format!("there are {}", names.join("; ")),
        };
        Failure::refused(format!("no actor is called ‘{name}’ ({hint})"))
    })
}

/// The names of the actors there are, those that meet most often first.
fn names_of(project: &Project, met: &[Met]) -> Vec<String> {
    let of_pairs = met.iter().flat_map(|met| [met.pair.one, met.pair.other]);
    let mut ids: Vec<ActorId> = Vec::new();
    for id in of_pairs.chain(project.actors.keys().copied()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let all = ids.len();
    let listed = ids.iter().take(LISTED);
    let mut names: Vec<String> = listed
        .filter_map(|id| Some(project.actors.get(id)?.name.clone()))
        .collect();
    if all > LISTED {
        names.push(format!("and {} more", all - LISTED));
    }
    names
}

fn check_two(project: &Project, pair: Pair, one: &str, other: &str) -> Result<(), Failure> {
    if pair.one == pair.other {
        let name = project
            .actors
            .get(&pair.one)
            .map_or(one, |it| it.name.as_str());
        return Err(Failure::refused(format!(
            "‘{one}’ and ‘{other}’ are both {name} (name two actors)"
        )));
    }
    Ok(())
}

fn source(project: &Project, name: &str) -> Result<SourceId, Failure> {
    let wanted = name.trim().to_lowercase();
    let sources = || project.sources.values();
    let exact = sources().find(|it| it.title.to_lowercase() == wanted || it.id.to_string() == name);
    if let Some(found) = exact {
        return Ok(found.id);
    }
    let parts: Vec<_> = sources()
        .filter(|it| it.title.to_lowercase().contains(&wanted))
        .collect();
    match parts.as_slice() {
        [only] => Ok(only.id),
        some => {
            let listed: Vec<&str> = match some.is_empty() {
                true => sources().map(|it| it.title.as_str()).take(LISTED).collect(),
                false => some
                    .iter()
                    .map(|it| it.title.as_str())
                    .take(LISTED)
                    .collect(),
            };
            let what = match some.len() {
                0 => "no source is called",
                _ => "several sources are called",
            };
            Err(Failure::refused(format!(
                "--telling: {what} ‘{name}’ (there are {})",
                listed.join("; ")
            )))
        }
    }
}
