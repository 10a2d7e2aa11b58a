//! The values of a column, to be ticked.

use super::{ColumnMenu, OFFERED, Offer};
use crate::model::column::Column;
use crate::model::row_filter::RowTest;
use crate::workbench::panes::table::ticked::ticked_ui;
use crate::workbench::panes::words::{counted, grouped, sentence};
use crate::workbench::theme::{ROW_HEIGHT, hint};
use crate::workbench::widgets::TextField;
use egui::{Id, ScrollArea, Ui};

impl ColumnMenu {
    /// Draws them; what is asked of the column from now on, where one was ticked.
    pub(super) fn values_ui(
        &mut self,
        ui: &mut Ui,
        offer: &Offer<'_>,
        values: &[(String, u32)],
    ) -> Option<Option<RowTest>> {
        let (listed, is_not) = match offer.test {
            Some(RowTest::OneOf(values)) => (values.as_slice(), false),
            Some(RowTest::NoneOf(values)) => (values.as_slice(), true),
            _ => (&[][..], false),
        };
        let field = TextField::new(
            Id::unique("column menu values"),
            "Search values",
            &mut self.typed,
        );
        let hinted = format!("Search {}", counted(self.values, "value", "values"));
        let field = field.hint(&hinted).take_keyboard(self.just_opened);
        field.show(ui);
        let mut chosen = None;
        ui.horizontal(|ui| {
            for (not, name, tip) in [
                (false, "Only", "Show the rows with the ticked values"),
                (true, "Not", "Leave out the rows with the ticked values"),
            ] {
                let label = ui.selectable_label(is_not == not, name).on_hover_text(tip);
                if label.clicked() && !listed.is_empty() {
                    chosen = Some(test_with(listed.to_vec(), not));
                }
            }
            if self.values > OFFERED {
                ui.label(hint(format!(
                    "the {} most frequent",
                    grouped(OFFERED as u64)
                )));
            }
        });
        let matches = self.matching(offer, values);
        let is_ticked = |value: &str| {
            listed
                .iter()
                .any(|it| it.to_lowercase() == value.to_lowercase())
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("values of a column")
            .max_height(ROW_HEIGHT * 8.0)
            .auto_shrink([false, true])
            .show_rows(ui, ROW_HEIGHT, matches.len(), |ui, places| {
                for place in places {
                    let value = matches.get(place).and_then(|at| values.get(*at));
                    let Some((value, rows)) = value else { continue };
                    let (name, rows) = (value_words(offer, value), grouped((*rows).into()));
                    let ticked = is_ticked(value);
                    let drawn = ui.push_id(value, |ui| ticked_ui(ui, &name, &rows, ticked));
                    let response = drawn.inner;
                    if response.clicked() {
                        chosen = Some(toggled(listed, value, is_not));
                    }
                    let only = response.double_clicked();
                    if only {
                        chosen = Some(Some(RowTest::OneOf(vec![value.clone()])));
                    }
                }
            });
        if matches.is_empty() {
            ui.label(hint("No value has these letters."));
        }
        self.matches = Some((self.typed.clone(), matches));
        chosen
    }

    /// The places of the values that contain what is typed; looked up anew only when that changed.
    fn matching(&mut self, offer: &Offer<'_>, values: &[(String, u32)]) -> Vec<usize> {
        if let Some((of, places)) = self.matches.take()
            && of == self.typed
        {
            return places;
        }
        let typed = self.typed.trim().to_lowercase();
        let fits = |value: &str| value_words(offer, value).to_lowercase().contains(&typed);
        let places = values.iter().enumerate();
        let places = places.filter(|(_, (value, _))| typed.is_empty() || fits(value));
        places.map(|(at, _)| at).collect()
    }
}

/// A value in words: the meaning of a native type, "blank" for nothing.
fn value_words(offer: &Offer<'_>, value: &str) -> String {
    if value.is_empty() {
        return "Blank".to_owned();
    }
    let mut meant = offer.table.mapping.kind.values.iter();
    let is_kind = offer.title == Column::Kind.title(&offer.table.mapping);
    let meant = meant.find(|it| is_kind && it.value == value);
    let names = meant.map(|it| [it.kind.as_str(), it.label.as_str()]);
    let mut names = names.into_iter().flatten();
    match names.find(|name| !name.is_empty()) {
        Some(name) => format!("{} ({value})", sentence(name)),
        None => value.to_owned(),
    }
}

/// The values with one more, or one less.
fn toggled(listed: &[String], value: &str, is_not: bool) -> Option<RowTest> {
    let is_it = |it: &String| it.to_lowercase() == value.to_lowercase();
    let mut values: Vec<String> = listed.to_vec();
    if values.iter().any(is_it) {
        values.retain(|it| !is_it(it));
    } else {
        values.push(value.to_owned());
    }
    test_with(values, is_not)
}

fn test_with(values: Vec<String>, is_not: bool) -> Option<RowTest> {
    match (values.is_empty(), is_not) {
        (true, _) => None,
        (false, true) => Some(RowTest::NoneOf(values)),
        (false, false) => Some(RowTest::OneOf(values)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticking_adds_and_takes_away() {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        for (listed, value, not, expected) in [
            (&[][..], "a", false, Some(RowTest::OneOf(texts(&["a"])))),
            (
                &["a"][..],
                "b",
                true,
                Some(RowTest::NoneOf(texts(&["a", "b"]))),
            ),
            (
                &["A", "b"][..],
                "a",
                false,
                Some(RowTest::OneOf(texts(&["b"]))),
            ),
            (&["a"][..], "a", false, None),
        ] {
            assert_eq!(
                toggled(&texts(listed), value, not),
                expected,
                "{listed:?} {value}"
            );
        }
    }
}
