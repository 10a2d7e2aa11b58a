//! Dates of events, reports and claims: as written, resolved, from elsewhere.

use super::form::{Form, remember, remembered, worded};
use crate::model::edtf::Edtf;
use crate::model::when::{DateBasis, Used, When};
use crate::workbench::fields::Field;
use crate::workbench::theme::hint;
use crate::workbench::widgets::{Section, field_row};
use egui::{Label, Ui};

/// A change of a date that is not typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// How it was found.
    Basis(DateBasis),
    /// Which date charts draw.
    Use(Used),
    /// A date from elsewhere is taken off, by its number from 0.
    RemoveElsewhere(u32),
}

/// The date after a change; charts go on drawing the date they drew, as long as it is there.
pub(super) fn changed(when: &When, change: &Change) -> When {
    let mut when = when.clone();
    match change {
        Change::Basis(basis) => {
            if let Some(resolved) = &mut when.resolved {
                resolved.basis = *basis;
            }
        }
        Change::Use(used) => when.used = *used,
        Change::RemoveElsewhere(at) if (*at as usize) < when.elsewhere.len() => {
            when.elsewhere.remove(*at as usize);
            when.used = match when.used {
                Used::Elsewhere(used) if used == *at => Used::Resolved,
                Used::Elsewhere(used) if used > *at => Used::Elsewhere(used - 1),
                used => used,
            };
        }
        Change::RemoveElsewhere(_) => {}
    }
    when
}

/// Draws the heading; whether the parts that are seldom needed are unfolded.
pub(super) fn section_ui(ui: &mut Ui, form: &Form<'_, '_>, when: &When) -> bool {
    let (id, mut full): (_, bool) = remembered(ui, ("when", form.record));
    // Nothing to unfold before there is a date.
    if when.is_empty() {
        Section::new("When").show(ui);
        return false;
    }
    let action = if full {
        "Less"
    } else {
        "Basis, other dates…"
    };
    if Section::new("When").action(action).show(ui) {
        full = !full;
        remember(ui, id, full);
    }
    full
}

/// Draws the fields; a change that is not typed. Unless `full`, the parts that are seldom needed
/// are left out.
pub(super) fn when_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    when: &When,
    full: bool,
) -> Option<Change> {
    let named = ("Date as written", when.as_written.as_str());
    form.hinted_row(
        ui,
        "As written",
        Field::AsWritten,
        named,
        "e.g. “last month”",
    );
    resolved_row(ui, form, when);
    let mut change = None;
    if full && let Some(resolved) = &when.resolved {
        let bases = worded(&DateBasis::ALL, DateBasis::in_words);
        let basis = form.choice_row(ui, "Basis", "Basis of date", &bases, &resolved.basis);
        change = basis.map(Change::Basis);
        form.text_row(
            ui,
            "Note",
            Field::ResolvedNote,
            ("Note on date", &resolved.note),
        );
    }
    change = change.or(elsewhere_ui(ui, form, when, full));
    if when.elsewhere.is_empty() || !full && when.used == Used::Resolved {
        return change;
    }
    change.or(used_ui(ui, form, when))
}

fn resolved_row(ui: &mut Ui, form: &mut Form<'_, '_>, when: &When) {
    let date = when
        .resolved
        .as_ref()
        .map_or("", |resolved| resolved.date.as_str());
    field_row(ui, "Resolved", |ui| {
        form.text_with(ui, Field::Resolved, ("Resolved date", date), |edit| {
            edit.wrapped().placeholder("e.g. 2024-12-24, 2024-12?")
        });
        if let Some(resolved) = &when.resolved {
            let words = format!(
                "{}; {}",
                resolved.date.in_words(),
                resolved.basis.in_words()
            );
            let line = ui.add(Label::new(hint(words)).wrap());
            if !resolved.note.is_empty() {
                line.on_hover_text(&resolved.note);
            }
        }
    });
}

fn elsewhere_ui(ui: &mut Ui, form: &mut Form<'_, '_>, when: &When, full: bool) -> Option<Change> {
    let mut change = None;
    for (at, other) in (0..).zip(&when.elsewhere) {
        let label = if at == 0 { "Elsewhere" } else { "" };
        let (date, says) = (
            format!("Date {} from elsewhere", at + 1),
            format!("Who says date {}", at + 1),
        );
        field_row(ui, label, |ui| {
            let remove = format!("Remove date {} from elsewhere", at + 1);
            let field = (Field::ElsewhereDate(at), date.as_str(), other.date.as_str());
            if removable_field(ui, form, field, &remove) {
                change = Some(Change::RemoveElsewhere(at));
            }
            form.text_with(ui, Field::ElsewhereSays(at), (&says, &other.says), |edit| {
                edit.quiet().wrapped().muted().placeholder("who says so")
            });
        });
    }
    if full {
        let next = u32::try_from(when.elsewhere.len()).unwrap_or(u32::MAX);
        let label = if next == 0 { "Elsewhere" } else { "" };
        let named = ("Another date from elsewhere", "");
        form.hinted_row(
            ui,
            label,
            Field::ElsewhereDate(next),
            named,
            "a date others give",
        );
    }
    change
}

/// A field with a × at its right end; whether that was clicked.
fn removable_field(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    (field, name, value): (Field, &str, &str),
    remove: &str,
) -> bool {
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 28.0;
        ui.allocate_ui(egui::vec2(room.max(24.0), 24.0), |ui| {
            form.text_with(ui, field, (name, value), |edit| edit);
        });
        form.remove(ui, remove)
    })
    .inner
}

/// Which date charts draw, where there is more than one.
fn used_ui(ui: &mut Ui, form: &mut Form<'_, '_>, when: &When) -> Option<Change> {
    let resolved = when.resolved.as_ref().map(|resolved| &resolved.date);
    let name = |date: Option<&Edtf>| {
        date.map_or_else(|| "none".to_owned(), |date| date.as_str().to_owned())
    };
    let mut offers = vec![(
        Used::Resolved,
        name(resolved),
        "the resolved date".to_owned(),
    )];
    for (at, other) in (0..).zip(&when.elsewhere) {
        let full = format!("date {} from elsewhere", at + 1);
        offers.push((Used::Elsewhere(at), name(Some(&other.date)), full));
    }
    let mut chosen = None;
    field_row(ui, "Drawn", |ui| {
        for (used, text, full) in offers {
            let response = ui.add_enabled(
                form.enabled(),
                egui::RadioButton::new(when.used == used, &text),
            );
            let full = form.name(&format!("Draw {full}"));
            response.widget_info(|| {
                egui::WidgetInfo::selected(
                    egui::accesskit::Role::RadioButton,
                    form.enabled(),
                    when.used == used,
                    &full,
                )
            });
            if response.clicked() && when.used != used {
                chosen = Some(Change::Use(used));
            }
        }
    });
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::when::Elsewhere;

    #[test]
    fn charts_go_on_drawing_the_same_date() {
        let other = |text: &str| Elsewhere {
            date: Edtf::parse(text).expect("a date"),
            says: String::new(),
        };
        for (used, removed, expected) in [
            (Used::Resolved, 0, Used::Resolved),
            (Used::Elsewhere(0), 0, Used::Resolved),
            (Used::Elsewhere(2), 1, Used::Elsewhere(1)),
            (Used::Elsewhere(0), 2, Used::Elsewhere(0)),
        ] {
            let when = When {
                elsewhere: vec![other("2024"), other("2025"), other("2026")],
                used,
                ..When::default()
            };
            let after = changed(&when, &Change::RemoveElsewhere(removed));
            assert_eq!((after.used, after.elsewhere.len()), (expected, 2));
        }
    }
}
