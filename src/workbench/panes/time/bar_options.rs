//! What the bars show: what is added up, which dates, lines over them, bars for each group.

use crate::model::bars::Bars;
use crate::model::measure::{Bound, DateRule, Measure};
use crate::model::toll::Harm;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::hint;
use crate::workbench::widgets::chevron;
use egui::{Align, ComboBox, Layout, PopupCloseBehavior, Ui};

/// The width of the names in front of choices, in points.
const NAMES: f32 = 96.0;
/// The width of the whole, in points.
const WIDTH: f32 = 392.0;

/// The choices, in a popup that stays open while one tries them.
pub(super) fn bars_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let now = desk.session.bars;
    let combo = ComboBox::from_id_salt("bars")
        .selected_text(hint(words(now)))
        .icon(|ui, rect, visuals, _| {
            chevron(ui.painter(), rect.center(), visuals.fg_stroke.color);
        })
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(84.0)
        .height(420.0);
    let response = combo.show_ui(ui, |ui| {
        ui.set_width(WIDTH);
        let mut bars = now;
        choices(ui, &mut bars);
        if bars != now {
            desk.commands.push(Command::Bars(bars));
        }
    });
    let id = response.response.id;
    ui.accesskit_node_builder(id, |node| node.set_label("What bars show"));
}

/// What the closed list says: what is added up, and whether there is more to it.
fn words(bars: Bars) -> String {
    let measure = measure_words(bars.measure);
    let plain = Bars {
        measure: bars.measure,
        ..Bars::default()
    };
    match bars.below {
        Some(below) => format!("{measure} + {}", measure_words(below)),
        None if bars == plain => measure.to_owned(),
        None => format!("{measure}, …"),
    }
}

fn measure_words(measure: Measure) -> &'static str {
    match measure {
        Measure::Events => "incidents",
        Measure::Toll(Harm::Killed, _) => "killed",
        Measure::Toll(Harm::Injured, _) => "injured",
    }
}

fn choices(ui: &mut Ui, bars: &mut Bars) {
    let measures = [
        Measure::Events,
        Measure::Toll(Harm::Killed, Bound::Best),
        Measure::Toll(Harm::Injured, Bound::Best),
    ];
    choose(ui, "Bars of", &mut bars.measure, measures, |it| {
        measure_words(it).to_owned()
    });
    let others = measures.into_iter().filter(|it| *it != bars.measure);
    let others = std::iter::once(None).chain(others.map(Some));
    choose(ui, "Below them", &mut bars.below, others, |measure| {
        measure.map_or("nothing", measure_words).to_owned()
    });
    bars.below = bars.below.filter(|below| *below != bars.measure);
    choose(
        ui,
        "Imprecise dates",
        &mut bars.dates,
        DateRule::ALL,
        |rule| match rule {
            DateRule::Spread => "spread".to_owned(),
            DateRule::Earliest => "on the first day".to_owned(),
        },
    );
    ui.separator();
    ui.add_enabled_ui(!bars.cumulative && !bars.multiples, |ui| {
        let means = std::iter::once(None).chain(Bars::MEANS.map(Some));
        choose(
            ui,
            "Line of the mean",
            &mut bars.mean,
            means,
            |mean| match mean {
                None => "none".to_owned(),
                Some(number) => format!("of {number}"),
            },
        );
        let years = std::iter::once(None).chain(Bars::YEARS.map(Some));
        choose(
            ui,
            "Compared with",
            &mut bars.earlier,
            years,
            |years| match years {
                None => "nothing".to_owned(),
                Some(1) => "1 year earlier".to_owned(),
                Some(years) => format!("{years} years"),
            },
        );
    });
    ui.separator();
    ui.checkbox(&mut bars.cumulative, "Add up from the beginning");
    ui.checkbox(&mut bars.multiples, "Bars of their own for each group");
}

/// A name with choices behind it.
fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    chosen: &mut T,
    all: impl IntoIterator<Item = T>,
    words: impl Fn(T) -> String,
) {
    ui.horizontal(|ui| {
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(egui::vec2(NAMES, 24.0), layout, |ui| {
            ui.set_min_width(NAMES);
            ui.label(hint(name));
        });
        ui.spacing_mut().item_spacing.x = 4.0;
        for one in all {
            let response = ui.selectable_value(chosen, one, words(one));
            let full = format!("{name}: {}", words(one));
            ui.accesskit_node_builder(response.id, |node| node.set_label(full));
        }
    });
}
