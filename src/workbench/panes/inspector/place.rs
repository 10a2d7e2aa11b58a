//! The form of a place.

use super::form::{Form, Offer, hint_line};
use super::passages::passages_ui;
use super::{aliases, names, resting};
use crate::model::id::PlaceId;
use crate::model::place::{Place, Position};
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::slots::{Choice, PlaceSlot};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, Section, field_row};
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
    within_ui(ui, form, &place);
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
    end_ui(ui, form, id);
}

fn within_ui(ui: &mut Ui, form: &mut Form<'_, '_>, place: &Place) {
    let entries = names::places_or(ui, form.desk.snapshot.project(), "Nothing larger");
    let others: Vec<_> = entries
        .iter()
        .filter(|(id, _)| *id != Some(place.id))
        .cloned()
        .collect();
    let chosen = [place.within];
    let offer = Offer::one(&others, &chosen).or_new();
    let slot = PlaceSlot::Within(place.id);
    match field_row(ui, "Lies in", |ui| form.picked(ui, "Lies in", &offer)).inner {
        Some(Picked::Chosen(Some(id))) if place.within != Some(id) => {
            form.edit(Verb::NamePlace(slot, Choice::Known(id)));
        }
        Some(Picked::New(name)) => form.edit(Verb::NamePlace(slot, Choice::New(name))),
        Some(Picked::Chosen(None)) => {
            if let Some(id) = place.within {
                form.edit(Verb::UnnamePlace(slot, id));
            }
        }
        _ => {}
    }
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

fn end_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: PlaceId) {
    ui.add_space(8.0);
    let all = names::places(ui, form.desk.snapshot.project());
    let others: Vec<_> = all
        .iter()
        .filter(|(other, _)| *other != id)
        .cloned()
        .collect();
    let offer = Offer::one(&others, &[]).placeholder("Merge into…");
    if let Some(Picked::Chosen(keep)) = form.picked(ui, "Merge place into", &offer) {
        form.edit(Verb::MergePlaces(keep, id));
    }
    ui.add_space(4.0);
    if form.button(ui, "Delete place") {
        form.edit(Verb::Delete(id.into()));
    }
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
