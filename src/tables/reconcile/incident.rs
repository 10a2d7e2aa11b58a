//! What is known of an event or of a row, in a form in which the two can be compared.

use super::names::{Names, actor_key, place_key};
use crate::analysis::folding::{Folding, Letters};
use crate::model::codebook::Family;
use crate::model::day::DayRange;
use crate::model::event::Event;
use crate::model::id::{ActorId, PlaceId};
use crate::model::mapping::Mapping;
use crate::model::place::Position;
use crate::model::project::Project;
use crate::model::table::TableRow;
use crate::model::toll::{Estimate, Harm};
use crate::model::when::When;
use crate::tables::loaded::LoadedTable;
use std::sync::Arc;

/// An event or a row as it is compared.
#[derive(Clone, Debug, Default)]
pub struct Incident {
    /// Its days: once within them, or all of them; `None` where nobody knows.
    pub days: Option<DayRange>,
    /// Where.
    pub site: Arc<Site>,
    /// Degrees north and east.
    pub point: Option<[f32; 2]>,
    /// Who did it.
    pub initiator: Arc<[Party]>,
    /// To whom.
    pub target: Arc<[Party]>,
    /// What it is.
    pub sort: Arc<Sort>,
    /// How many were killed.
    pub killed: Estimate,
}

/// A place by its names.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The most exact ones.
    pub(super) places: Vec<NamedPlace>,
    /// Larger ones around it.
    pub(super) wider: Vec<NamedPlace>,
    /// The countries, folded.
    pub(super) countries: Vec<String>,
}

/// A place by one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedPlace {
    /// As it is written.
    pub(super) name: String,
    pub(super) key: String,
    /// The place of the project it means.
    pub(super) known: Option<PlaceId>,
}

/// An actor by one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As it is written.
    pub(super) name: String,
    pub(super) key: String,
    /// The actor of the project it means.
    pub(super) known: Option<ActorId>,
}

/// What something is.
#[derive(Clone, Debug)]
pub struct Sort {
    /// Its kind or native type, in small letters.
    pub(super) kinds: Vec<String>,
    pub(super) family: Family,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            family: Family::Incident,
        }
    }
}

/// Makes incidents: knows the names of the project, and remembers how letters fold.
pub struct Maker<'n> {
    pub(super) names: &'n Names,
    letters: Letters,
}

impl<'n> Maker<'n> {
    /// With these names.
    pub fn new(names: &'n Names) -> Self {
        Self {
            names,
            letters: Letters::new(Folding::ALL),
        }
    }

    /// An event of the project, by the values it adopted.
    pub fn event(&mut self, project: &Project, event: &Event) -> Incident {
        let extent = event.when().and_then(When::used_extent);
        let kind = project.kinds.get(&event.kind);
        let kinds = kind.map(|kind| kind.name.to_lowercase());
        let family = kind.map_or(Family::Incident, |kind| kind.family);
        Incident {
            days: extent.and_then(|extent| extent.hull()),
            site: Arc::new(self.site_of(project, event.places())),
            point: point_of(project, event.places()),
            initiator: self.known(project, event.initiator()),
            target: self.known(project, event.target()),
            sort: Arc::new(Sort {
                kinds: kinds.into_iter().collect(),
                family,
            }),
            killed: event
                .toll()
                .map(|toll| toll.total(Harm::Killed))
                .unwrap_or_default(),
        }
    }

    /// Takes from a linked row where and who it was, as far as the event has not said so: a name the
    /// project does not know still tells rows of other tables apart.
    pub fn fill_in(&mut self, incident: &mut Incident, mapping: &Mapping, row: &TableRow) {
        let cells = |columns: &[String]| -> String {
            let cells = columns.iter().filter_map(|name| row.cell(name));
            cells.collect::<Vec<_>>().join("; ")
        };
        let one = |name: &Option<String>| name.as_ref().and_then(|name| row.cell(name));
        if incident.site.places.is_empty() {
            let names = mapping.place.iter().filter_map(|name| row.cell(name));
            let site = self.site(names, one(&mapping.country).unwrap_or_default());
            incident.site = Arc::new(site);
        }
        let degrees = |name: &Option<String>| one(name).and_then(|text| text.trim().parse().ok());
        let point = degrees(&mapping.latitude).zip(degrees(&mapping.longitude));
        incident.point = incident.point.or(point.map(|(north, east)| [north, east]));
        if incident.initiator.is_empty() && incident.target.is_empty() {
            incident.initiator = self.parties(&cells(&mapping.initiator), mapping.separator);
            incident.target = self.parties(&cells(&mapping.target), mapping.separator);
        }
    }

    fn known(&mut self, project: &Project, ids: &[ActorId]) -> Arc<[Party]> {
        let actors = ids.iter().filter_map(|id| project.actors.get(id));
        let parties = actors.map(|actor| Party {
            name: actor.name.clone(),
            key: actor_key(&actor.name, &mut self.letters),
            known: Some(actor.id),
        });
        parties.collect()
    }

    fn site_of(&mut self, project: &Project, ids: &[PlaceId]) -> Site {
        let mut site = Site::default();
        for id in ids {
            let mut at = project.places.get(id);
            let mut depth = 0;
            // A valid project has no cycle here; the bound keeps a broken one from hanging the job.
            while let Some(place) = at.filter(|_| depth < 64) {
                let named = self.place(&place.name, Some(place.id));
                let list = match depth {
                    0 => &mut site.places,
                    _ => &mut site.wider,
                };
                list.extend(named);
                let country = place_key(&place.country, &mut self.letters);
                if !country.is_empty() && !site.countries.contains(&country) {
                    site.countries.push(country);
                }
                at = place.within.and_then(|id| project.places.get(&id));
                depth += 1;
            }
        }
        site
    }

    fn place(&mut self, name: &str, known: Option<PlaceId>) -> Option<NamedPlace> {
        let key = place_key(name, &mut self.letters);
        let known = known.or_else(|| self.names.place(&key));
        (!key.is_empty()).then(|| NamedPlace {
            name: name.trim().to_owned(),
            key,
            known,
        })
    }

    /// A place by the names a row gives, the most exact first.
    pub(super) fn site<'t>(
        &mut self,
        names: impl IntoIterator<Item = &'t str>,
        country: &str,
    ) -> Site {
        let mut places = names.into_iter().filter_map(|name| self.place(name, None));
        let first = places.next();
        let wider = places.collect();
        let country = place_key(country, &mut self.letters);
        Site {
            places: first.into_iter().collect(),
            wider,
            countries: (!country.is_empty())
                .then_some(country)
                .into_iter()
                .collect(),
        }
    }

    /// The actors a cell names.
    pub(super) fn parties(&mut self, cell: &str, separator: Option<char>) -> Arc<[Party]> {
        let names = each_name(cell, separator);
        let parties = names.filter_map(|name| {
            let key = actor_key(name, &mut self.letters);
            (!key.is_empty()).then(|| Party {
                name: name.to_owned(),
                known: self.names.actor(&key),
                key,
            })
        });
        parties.collect()
    }

    /// What a native type of a table is.
    pub(super) fn sort(&mut self, table: &LoadedTable, code: u32) -> Sort {
        let native = table.kind.dictionary.text(code);
        let names = [table.kind_name(code), native];
        let mut kinds: Vec<String> = names.map(str::to_lowercase).into();
        kinds.retain(|kind| !kind.is_empty());
        kinds.dedup();
        Sort {
            kinds,
            family: table.family(code),
        }
    }
}

/// The names in a cell of actors: several columns stand apart by "; ", several names in one by what
/// the mapping says.
pub fn each_name(cell: &str, separator: Option<char>) -> impl Iterator<Item = &str> {
    let names = cell.split(move |sign| sign == ';' || Some(sign) == separator);
    names.map(str::trim).filter(|name| !name.is_empty())
}

fn point_of(project: &Project, places: &[PlaceId]) -> Option<[f32; 2]> {
    let mut places = places.iter().filter_map(|id| project.places.get(id));
    let position = places.find_map(|place| place.position)?;
    Some(degrees(position))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a hundredth of a kilometre is exact enough"
)]
fn degrees(position: Position) -> [f32; 2] {
    let degrees = |millionths: i32| (f64::from(millionths) / 1e6) as f32;
    [
        degrees(position.latitude_e6),
        degrees(position.longitude_e6),
    ]
}
