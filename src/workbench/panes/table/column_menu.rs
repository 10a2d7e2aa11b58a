//! The menu of a column: sorting, its values to choose from, its numbers or days as bars, and
//! where it stands.
//!
//! In: a column, what is asked of it, and what a job has counted. Out: what was chosen.

use super::histogram::{ends_ui, histogram_ui};
use super::lookup::FacetsAnswer;
use super::ticked::ticked_ui;
use crate::figure::labels::{day_words, range_words};
use crate::model::day::{Day, DayRange};
use crate::model::edtf::Edtf;
use crate::model::id::TableId;
use crate::model::row_filter::{RowField, RowTest};
use crate::model::view::Filter;
use crate::tables::LoadedTable;
use crate::tables::facets::{Facets, NumberBin};
use crate::workbench::panes::words::{counted, grouped, sentence};
use crate::workbench::theme::{ROW_HEIGHT, hint};
use crate::workbench::widgets::{ListRow, TextField};
use egui::{Id, Key, ScrollArea, Ui};

/// The width of the menu, in points.
pub(super) const WIDTH: f32 = 288.0;
/// So many different values are offered.
const OFFERED: usize = 20_000;

/// What was chosen in the menu of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chosen {
    /// Sort by it.
    Sort { descending: bool, add: bool },
    /// Ask this of it; nothing any more when `None`.
    Test(Option<RowTest>),
    /// Show it no longer.
    Hide,
    /// Make it as wide as what is in sight needs.
    Fit,
    /// Move it by one place.
    Move { right: bool },
}

/// What the values were counted for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MenuKey {
    pub id: TableId,
    pub field: RowField,
    /// The filters on other fields.
    pub others: Vec<Filter>,
}

/// The menu that is open.
#[derive(Default)]
pub(super) struct ColumnMenu {
    of: Option<MenuKey>,
    found: Option<Result<Facets, String>>,
    /// How many values there are, offered or not.
    values: usize,
    typed: String,
    /// The values that contain what is typed, by place.
    matches: Option<(String, Vec<usize>)>,
    from: String,
    to: String,
    /// What the two texts were made from.
    range_of: Option<Option<RowTest>>,
    is_wrong: bool,
    just_opened: bool,
}

/// What the menu is drawn for.
pub(super) struct Offer<'o> {
    pub title: &'o str,
    pub table: &'o LoadedTable,
    pub test: Option<&'o RowTest>,
    /// Whether rows are sorted by other columns.
    pub others_sort: bool,
    pub is_first: bool,
    pub is_last: bool,
}

impl ColumnMenu {
    /// Opens it for a column; whether its values are to be counted.
    pub(super) fn open(&mut self, key: &MenuKey) -> bool {
        if self.of.as_ref() == Some(key) {
            return false;
        }
        let is_other = self.of.as_ref().map(|of| (of.id, &of.field)) != Some((key.id, &key.field));
        if is_other {
            *self = Self {
                just_opened: true,
                ..Self::default()
            };
        }
        self.of = Some(key.clone());
        true
    }

    /// Forgets what was counted: the menu was closed.
    pub(super) fn close(&mut self) {
        if self.of.is_some() {
            *self = Self::default();
        }
    }

    /// Takes up what was counted, unless another column's menu is open by now.
    pub(super) fn take(&mut self, answer: FacetsAnswer) {
        let is_asked = |of: &MenuKey| of.id == answer.id && of.field == answer.field;
        if !self.of.as_ref().is_some_and(is_asked) {
            return;
        }
        self.matches = None;
        self.found = Some(answer.found);
        if let Some(Ok(Facets::Values(values))) = &mut self.found {
            self.values = values.len();
            values.truncate(OFFERED);
        }
    }

    /// Draws the menu; what was chosen.
    pub(super) fn show(&mut self, ui: &mut Ui, offer: &Offer<'_>) -> Option<Chosen> {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut chosen = sort_ui(ui, offer);
        ui.separator();
        let filtered = match self.found.take() {
            None => {
                ui.label(hint("Counting…"));
                None
            }
            Some(Err(why)) => {
                ui.label(hint(&why));
                self.found = Some(Err(why));
                None
            }
            Some(Ok(facets)) => {
                let filtered = self.facets_ui(ui, offer, &facets);
                self.found = Some(Ok(facets));
                filtered
            }
        };
        self.just_opened = false;
        chosen = filtered.map(Chosen::Test).or(chosen);
        if offer.test.is_some() && row(ui, "Clear this filter") {
            chosen = Some(Chosen::Test(None));
        }
        ui.separator();
        place_ui(ui, offer).or(chosen)
    }

    fn facets_ui(
        &mut self,
        ui: &mut Ui,
        offer: &Offer<'_>,
        facets: &Facets,
    ) -> Option<Option<RowTest>> {
        match facets {
            Facets::Values(values) => self.values_ui(ui, offer, values),
            Facets::Numbers { bins, unknown } => {
                let chosen = self.numbers_ui(ui, offer, bins);
                chosen.or_else(|| unknown_ui(ui, offer, *unknown, "without a number"))
            }
            Facets::Days { bins, undated, .. } => {
                let chosen = self.days_ui(ui, offer, bins);
                chosen.or_else(|| unknown_ui(ui, offer, *undated, "undated"))
            }
        }
    }

    fn values_ui(
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

    fn numbers_ui(
        &mut self,
        ui: &mut Ui,
        offer: &Offer<'_>,
        bins: &[NumberBin],
    ) -> Option<Option<RowTest>> {
        let (least, most) = match offer.test {
            Some(RowTest::Numbers { least, most }) => (*least, *most),
            _ => (None, None),
        };
        self.follow(offer.test, || {
            let words = |number: Option<f64>| number.map(|it| it.to_string()).unwrap_or_default();
            (words(least), words(most))
        });
        let counts: Vec<u32> = bins.iter().map(|bin| bin.rows).collect();
        let first = least.map(|least| bins.partition_point(|bin| bin.most < least));
        let last = most.map(|most| bins.partition_point(|bin| bin.least <= most));
        let chosen = chosen_bins(first, last, bins.len());
        let tip = |at: usize| {
            let bin = bins.get(at);
            bin.map(|bin| {
                let number = shown_number;
                let range = match (number(bin.least), number(bin.most)) {
                    (least, most) if least == most => least,
                    (least, most) => format!("{least} to {most}"),
                };
                format!("{range}: {}", counted(bin.rows as usize, "row", "rows"))
            })
            .unwrap_or_default()
        };
        let id = Id::unique("column menu numbers");
        let drawn = histogram_ui(ui, id, "Numbers", &counts, chosen, &tip);
        if let (Some(first), Some(last)) = (bins.first(), bins.last()) {
            ends_ui(ui, &shown_number(first.least), &shown_number(last.most));
        }
        let drawn = drawn.and_then(|(from, to)| {
            let (from, to) = (bins.get(from)?, bins.get(to)?);
            Some(Some(RowTest::Numbers {
                least: Some(from.least),
                most: Some(to.most),
            }))
        });
        let typed = self.range_ui(ui, |text| text.trim().parse::<f64>().ok());
        let typed = typed.map(|(least, most)| {
            let is_open = least.is_none() && most.is_none();
            (!is_open).then_some(RowTest::Numbers { least, most })
        });
        drawn.or(typed)
    }

    fn days_ui(
        &mut self,
        ui: &mut Ui,
        offer: &Offer<'_>,
        bins: &[(DayRange, u32)],
    ) -> Option<Option<RowTest>> {
        let (from, to) = match offer.test {
            Some(RowTest::Days { from, to }) => (*from, *to),
            _ => (None, None),
        };
        self.follow(offer.test, || {
            let words = |day: Option<i32>| {
                day.map(|day| Day::from_number(day).to_string())
                    .unwrap_or_default()
            };
            (words(from), words(to))
        });
        let counts: Vec<u32> = bins.iter().map(|(_, rows)| *rows).collect();
        let first = from.map(|from| bins.partition_point(|(bin, _)| bin.last().number() < from));
        let last = to.map(|to| bins.partition_point(|(bin, _)| bin.first().number() <= to));
        let chosen = chosen_bins(first, last, bins.len());
        let tip = |at: usize| {
            let bin = bins.get(at);
            bin.map(|(days, rows)| {
                let rows = counted(*rows as usize, "row", "rows");
                format!("{}: {rows}", range_words(*days))
            })
            .unwrap_or_default()
        };
        let id = Id::unique("column menu days");
        let drawn = histogram_ui(ui, id, "Days", &counts, chosen, &tip);
        if let (Some((first, _)), Some((last, _))) = (bins.first(), bins.last()) {
            ends_ui(ui, &day_words(first.first()), &day_words(last.last()));
        }
        let drawn = drawn.and_then(|(from, to)| {
            let (from, to) = (bins.get(from)?.0, bins.get(to)?.0);
            Some(Some(RowTest::days(Some(from.first()), Some(to.last()))))
        });
        let days = |text: &str| Edtf::parse(text.trim()).ok()?.extent().hull();
        let typed = self.range_ui(ui, days);
        let typed = typed.map(|(from, to)| {
            let is_open = from.is_none() && to.is_none();
            let test = RowTest::days(from.map(DayRange::first), to.map(DayRange::last));
            (!is_open).then_some(test)
        });
        drawn.or(typed)
    }

    /// Shows the range that is asked for in the two fields, unless something is being typed.
    fn follow(&mut self, test: Option<&RowTest>, words: impl FnOnce() -> (String, String)) {
        let now = Some(test.cloned());
        if self.range_of != now {
            self.range_of = now;
            self.is_wrong = false;
            (self.from, self.to) = words();
        }
    }

    /// Two fields for the ends of a range; an empty one is open. What was entered.
    fn range_ui<T>(
        &mut self,
        ui: &mut Ui,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<(Option<T>, Option<T>)> {
        let mut entered = false;
        ui.horizontal(|ui| {
            let fields = [("From", &mut self.from), ("To", &mut self.to)];
            for (name, text) in fields {
                let id = Id::unique(("column menu range", name));
                let field = TextField::new(id, name, text)
                    .hint(name)
                    .width((WIDTH - 8.0) / 2.0)
                    .wrong(self.is_wrong)
                    .take_keyboard(self.just_opened && name == "From");
                let response = field.show(ui).response;
                if response.changed() {
                    self.is_wrong = false;
                }
                let key = ui.input(|input| input.key_pressed(Key::Enter));
                entered |= response.lost_focus() && key;
            }
        });
        if self.is_wrong {
            ui.label(hint(
                "Not a value of this column; a year, a month or a day for dates.",
            ));
        }
        if !entered {
            return None;
        }
        let end = |text: &str| match text.trim() {
            "" => Ok(None),
            text => read(text).map(Some).ok_or(()),
        };
        match (end(&self.from), end(&self.to)) {
            (Ok(from), Ok(to)) => Some((from, to)),
            _ => {
                self.is_wrong = true;
                None
            }
        }
    }
}

fn chosen_bins(first: Option<usize>, last: Option<usize>, bins: usize) -> Option<(usize, usize)> {
    if first.is_none() && last.is_none() {
        return None;
    }
    let last = last.unwrap_or(bins).saturating_sub(1);
    Some((first.unwrap_or(0), last))
}

/// Without the last digits that only come of counting in halves.
fn shown_number(number: f64) -> String {
    crate::formats::table::decimal((number * 1e6).round() / 1e6)
}

/// How many say nothing, and a way to show only those, or none of them.
fn unknown_ui(
    ui: &mut Ui,
    offer: &Offer<'_>,
    unknown: u32,
    words: &str,
) -> Option<Option<RowTest>> {
    if unknown == 0 {
        return None;
    }
    let blank = RowTest::OneOf(vec![String::new()]);
    let ticked = offer.test == Some(&blank);
    let rows = grouped(unknown.into());
    let name = sentence(words);
    let clicked = ticked_ui(ui, &name, &rows, ticked).clicked();
    clicked.then(|| (!ticked).then_some(blank))
}

fn sort_ui(ui: &mut Ui, offer: &Offer<'_>) -> Option<Chosen> {
    let mut chosen = None;
    let mut ways = vec![
        (false, false, "Sort ascending"),
        (true, false, "Sort descending"),
    ];
    if offer.others_sort {
        ways.extend([
            (false, true, "Then sort ascending"),
            (true, true, "Then sort descending"),
        ]);
    }
    for (descending, add, name) in ways {
        if row(ui, name) {
            chosen = Some(Chosen::Sort { descending, add });
        }
    }
    chosen
}

fn place_ui(ui: &mut Ui, offer: &Offer<'_>) -> Option<Chosen> {
    let mut chosen = None;
    let ways = [
        (!offer.is_first, "Move left", Chosen::Move { right: false }),
        (!offer.is_last, "Move right", Chosen::Move { right: true }),
        (true, "Fit to its cells", Chosen::Fit),
        (true, "Hide column", Chosen::Hide),
    ];
    for (is_offered, name, way) in ways {
        if is_offered && row(ui, name) {
            chosen = Some(way);
        }
    }
    chosen
}

fn row(ui: &mut Ui, name: &str) -> bool {
    ui.add(ListRow::new(name).inset(8.0)).clicked()
}

/// A value in words: the meaning of a native type, "blank" for nothing.
fn value_words(offer: &Offer<'_>, value: &str) -> String {
    if value.is_empty() {
        return "Blank".to_owned();
    }
    let mut meant = offer.table.mapping.kind.values.iter();
    let is_kind = offer.title == super::columns::Column::Kind.title();
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
