//! The form of a place.

use super::ending::ending_ui;
use super::form::{Form, hint_line};
use super::passages::passages_ui;
use super::within::within_ui;
use super::{aliases, names, resting};
use crate::model::id::PlaceId;
use crate::model::place::{Place, Position};
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::slots::PlaceSlot;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::Section;
use egui::Ui;

/// Draws the form.
pub(super) fn place_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: PlaceId) {
    let Some(place) = desk.snapshot.project().places.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Name", &place.name);
    hint_line(ui, "Place");
    ui.add_space(4.0);
    passages_ui(ui, form);
    ui.add_space(4.0);
    form.text_row(ui, "Country", Field::Country, ("Country", &place.country));
    let entries = names::places_or(ui, form.desk.snapshot.project(), "Nothing larger");
    let slot = PlaceSlot::Within(id);
    let verbs = (
        |choice| Verb::NamePlace(slot, choice),
        |larger| Verb::UnnamePlace(slot, larger),
    );
    within_ui(ui, form, "Lies in", (id, place.within), &entries, verbs);
    let position = place.position.map(position_words).unwrap_or_default();
    form.hinted_row(
        ui,
        "Position",
        Field::Position,
        ("Position", &position),
        "34.5, 69.2",
    );
    if let Some(aliases) = aliases::aliases_ui(ui, form, &place.aliases) {
        form.replace(
            Place {
                aliases,
                ..Place::clone(&place)
            },
            "other names",
        );
    }
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &place.memo), 2);
    resting::uses_ui(ui, form, "Named in", id.into());
    let all = names::places(ui, form.desk.snapshot.project());
    ending_ui(ui, form, "place", (id, &all), |keep| {
        Verb::MergePlaces(keep, id)
    });
}

/// Latitude and longitude in degrees, as they are typed.
fn position_words(position: Position) -> String {
    let degrees = |e6: i32| {
        let text = format!("{:.6}", f64::from(e6) / 1e6);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!(
        "{}, {}",
        degrees(position.latitude_e6),
        degrees(position.longitude_e6)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_as_degrees() {
        let at = |latitude_e6, longitude_e6| {
            position_words(Position {
                latitude_e6,
                longitude_e6,
            })
        };
        assert_eq!(at(34_500_000, -69_250_000), "34.5, -69.25");
        assert_eq!(at(0, 1), "0, 0.000001");
    }
}
