//! The numbers or the days of a column as bars, with a range of them to be chosen.

use super::{ColumnMenu, Offer, WIDTH};
use crate::figure::labels::{day_words, range_words};
use crate::model::day::{Day, DayRange};
use crate::model::edtf::Edtf;
use crate::model::row_filter::RowTest;
use crate::tables::facets::NumberBin;
use crate::workbench::panes::table::histogram::{ends_ui, histogram_ui};
use crate::workbench::panes::words::counted;
use crate::workbench::theme::hint;
use crate::workbench::widgets::TextField;
use egui::{Id, Key, Ui};

impl ColumnMenu {
    /// Draws the numbers of a column as bars; the range that was chosen.
    pub(super) fn numbers_ui(
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

    /// The same of its days.
    pub(super) fn days_ui(
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
