//! Random ways of looking.

use super::arbitrary::Choices;
use super::arbitrary_tables;
use tightrope::model::actor::Actor;
use tightrope::model::bars::Bars;
use tightrope::model::codebook::{Code, Family, Kind};
use tightrope::model::event::Standing;
use tightrope::model::id::ViewId;
use tightrope::model::lanes::{Arrangement, LaneKey, LanesBy};
use tightrope::model::measure::{DateRule, Measure};
use tightrope::model::place::Place;
use tightrope::model::project::Project;
use tightrope::model::source::Source;
use tightrope::model::view::{Bucket, Filter, Split, View};

/// A view with this id.
pub fn view(id: ViewId, project: &Project, choices: &mut Choices) -> View {
    View {
        id,
        name: choices.name(),
        from: choices.maybe_date(),
        to: choices.maybe_date(),
        bucket: choices.maybe(&Bucket::ALL),
        split: choices.one(&Split::ALL),
        bars: bars(choices),
        lanes: choices.maybe(&LanesBy::ALL).unwrap_or_default(),
        arrangement: arrangement(project, choices),
        filters: (0..choices.below(4))
            .map(|_| filter(project, choices))
            .collect(),
        orders: arbitrary_tables::orders(project, choices),
        columns: arbitrary_tables::columns(project, choices),
        hidden: arbitrary_tables::hidden(project, choices),
    }
}

/// What bars show: the usual in half of the cases.
pub fn bars(choices: &mut Choices) -> Bars {
    if choices.once_in(2) {
        return Bars::default();
    }
    Bars {
        measure: choices.one(&Measure::ALL),
        below: choices.maybe(&Measure::ALL),
        dates: choices.one(&DateRule::ALL),
        mean: choices.maybe(&Bars::MEANS),
        earlier: choices.maybe(&Bars::YEARS),
        cumulative: choices.once_in(2),
        multiples: choices.once_in(2),
    }
}

/// A condition.
pub fn filter(project: &Project, choices: &mut Choices) -> Filter {
    match choices.below(9) {
        7 if !project.tables.is_empty() => arbitrary_tables::filter(project, choices),
        0 => Filter::Family(choices.one(&Family::ALL)),
        1 => Filter::Kind(choices.id::<Kind>(project)),
        2 => Filter::Actor(choices.id::<Actor>(project)),
        3 => Filter::Place(choices.id::<Place>(project)),
        4 => Filter::Standing(choices.one(&Standing::ALL)),
        8 => Filter::Dyad(
            Some(choices.id::<Actor>(project)),
            choices.once_in(2).then(|| choices.id::<Actor>(project)),
        ),
        5 => Filter::Source(choices.id::<Source>(project)),
        _ => Filter::Code(choices.id::<Code>(project)),
    }
}

/// An arrangement of lanes: the usual in half of the cases.
fn arrangement(project: &Project, choices: &mut Choices) -> Arrangement {
    if choices.once_in(2) {
        return Arrangement::default();
    }
    let mut order: Vec<LaneKey> = Vec::new();
    for _ in 0..choices.below(4) {
        let key = lane(project, choices);
        if !order.contains(&key) {
            order.push(key);
        }
    }
    let mut some = || {
        (0..choices.below(3))
            .map(|_| lane(project, choices))
            .collect()
    };
    Arrangement {
        order,
        folded: some(),
        hidden: some(),
        links: choices.once_in(2),
    }
}

fn lane(project: &Project, choices: &mut Choices) -> LaneKey {
    match choices.below(10) {
        0 => LaneKey::Name(choices.name()),
        1 => LaneKey::Kind(choices.id::<Kind>(project)),
        2 => LaneKey::Actor(choices.maybe_id::<Actor>(project)),
        3 => LaneKey::Dyad(
            choices.maybe_id::<Actor>(project),
            choices.maybe_id::<Actor>(project),
        ),
        4 => LaneKey::Place(choices.maybe_id::<Place>(project)),
        5 => LaneKey::Instrument(choices.name()),
        6 => LaneKey::Source(choices.maybe_id::<Source>(project)),
        7 => LaneKey::Code(choices.maybe_id::<Code>(project)),
        8 => LaneKey::Others(choices.one(&LanesBy::ALL)),
        _ => LaneKey::Claims,
    }
}
