//! The timeline over the frequency chart: the project's lanes and bars and those of its tables, on
//! one axis, painted and brushed.
//!
//! In: what is derived from the project, its tables as counted by jobs, and the stretch of time
//! shown. Out: commands that select records, lead to rows and move the stretch of time; work for
//! jobs. Laid out anew only when something changed.

mod bar_options;
mod bars;
mod brush;
mod charts;
mod figure;
mod options;
mod pointing;
mod series;

pub use figure::FigureWork;
pub use series::{SeriesAnswer, SeriesWork};

use super::Desk;
use crate::analysis::selection::Selection;
use crate::document::Revision;
use crate::figure::labels::range_words;
use crate::figure::scene::{Mark, Scene};
use crate::figure::series::{Series, fitting_window};
use crate::figure::timeline::{TimelineData, timeline};
use crate::model::bars::Bars;
use crate::model::day::DayRange;
use crate::model::id::TableId;
use crate::model::view::{Bucket, Filter, Split};
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::filtering::of_events;
use crate::workbench::scene_ui::{Part, Pointed, paint_scene, point_at_marks};
use crate::workbench::theme::{hairline, hint, palette};
use crate::workbench::widgets::{Chip, ChipAction};
use bars::bars_ui;
use brush::{brush, show_time};
use charts::{Charts, Shown, shows_events};
use egui::{Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};
use pointing::{lit_ids, show_days, take_pointed};
use series::Counted;
use std::collections::BTreeSet;

/// What the room of the bars is called.
const BARS: &str = "bars";

/// All charts as they were last laid out.
#[derive(Default)]
pub struct TimeCharts {
    of: Option<Of>,
    timeline: TimelineData,
    counted: Counted,
    series: Vec<Series>,
    charts: Option<Charts>,
    with_events: bool,
}

/// What the charts were laid out for.
#[derive(Clone, Debug, PartialEq)]
struct Of {
    revision: Revision,
    size: egui::Vec2,
    time: Option<(f64, f64)>,
    bucket: Option<Bucket>,
    split: Split,
    bars: Bars,
    filters: Vec<Filter>,
    counted: u64,
    hidden: BTreeSet<TableId>,
}

impl TimeCharts {
    /// Draws all charts.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let area = ui.available_rect_before_wrap();
        self.keep_up(desk, area.size());
        let Some(charts) = &self.charts else {
            ui.centered_and_justified(|ui| {
                ui.label(hint("Events appear here as soon as one has a date. Select a passage and choose Code › Make event."));
            });
            return;
        };
        let upper = Rect::from_min_max(
            area.min,
            egui::pos2(area.right(), area.bottom() - charts.axis.height),
        );
        let ground = ui.interact(area, ui.scope_id().with("time"), Sense::click_and_drag());
        brush(ui, &ground, &charts.time, area.left(), desk);
        let lit = lit_ids(desk);
        let is_lit = |mark: &Mark| {
            mark.bar.is_none() && mark.ids.len() < 40 && mark.ids.iter().any(|id| lit.contains(id))
        };
        let (lanes_at, bars_at) = upper.split_top_bottom_at_y(upper.top() + charts.lanes.room);
        let mut pointed = part_ui(ui, lanes_at, ("lanes", &charts.lanes), &is_lit);
        pointed.extend(part_ui(ui, bars_at, (BARS, &charts.bars), &is_lit));
        if charts.lanes.height > charts.lanes.room {
            let line = hairline(palette(ui).line);
            ui.painter().hline(area.x_range(), bars_at.top(), line);
        }
        let (theme, axis) = (palette(ui), &charts.axis);
        let axis_at = upper.left_bottom();
        paint_scene(ui.painter(), axis_at, axis, Part::All, theme, &|_| false);
        let hovered = pointed
            .iter()
            .find_map(|(pointed, scene)| scene.marks.get(pointed.hovered?)?.ids.first().copied());
        if ground.hovered() && hovered != desk.session.hovered {
            desk.push(Command::Hover(hovered));
        }
        for (pointed, scene) in pointed {
            take_pointed(&pointed, scene, desk);
        }
        if ground.clicked() {
            desk.push(Command::Select(None));
        }
    }

    /// The tables, the bucket, the split and the window, at the right end of the tab bar.
    pub fn options_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_space(8.0);
        bar_options::bars_ui(ui, desk);
        options::split_ui(ui, desk);
        let bucket = self.charts.as_ref().map(|charts| charts.bucket);
        options::bucket_ui(ui, desk, bucket);
        options::tables_ui(ui, desk);
        if desk.session.time.is_some()
            && let Some(ChipAction::Closed) = Chip::new(&self.window_words()).closable().show(ui)
        {
            desk.push(Command::Do(Action::FitTime));
        }
    }

    /// The stretch of time shown, in words.
    pub fn window_words(&self) -> String {
        self.charts
            .as_ref()
            .map(|charts| range_words(charts.time.days()))
            .unwrap_or_default()
    }

    /// Shows more or less time around the middle.
    pub fn zoom(&self, factor: f64, commands: &mut Vec<Command>) {
        if let Some(charts) = &self.charts {
            let middle = f32::midpoint(charts.time.left(), charts.time.right());
            commands.push(show_time(&charts.time.zoomed(factor, middle)));
        }
    }

    /// Moves on by a part of the window; back where negative.
    pub fn pan(&self, part: f32, commands: &mut Vec<Command>) {
        if let Some(charts) = &self.charts {
            let width = charts.time.right() - charts.time.left();
            commands.push(show_time(&charts.time.panned(width * part)));
        }
    }

    /// Shows every dated event and every row of the tables in the charts.
    pub fn fit_tables(&self, commands: &mut Vec<Command>) {
        let of_events = self.timeline.fitting_window();
        let all = of_events.into_iter().chain(fitting_window(&self.series));
        commands.extend(all.reduce(DayRange::hull).map(show_days));
    }

    /// What is to be done by workers.
    pub fn take_work(&mut self) -> Vec<SeriesWork> {
        self.counted.take_work()
    }

    /// Takes up what a worker has counted.
    ///
    /// # Errors
    /// Why it could not be counted.
    pub fn take(&mut self, answer: SeriesAnswer) -> Result<(), String> {
        self.counted.take(answer)
    }

    /// Brings the charts up to date with the project, its tables, the room and the stretch of time.
    fn keep_up(&mut self, desk: &Desk<'_>, size: egui::Vec2) {
        self.counted.keep_up(desk);
        let session = &*desk.session;
        let of = Of {
            revision: desk.snapshot.revision(),
            size,
            time: session.time,
            bucket: session.bucket,
            split: session.split,
            bars: session.bars,
            filters: of_events(&session.filters),
            counted: self.counted.version(),
            hidden: session.hidden_tables.clone(),
        };
        let before = self.of.replace(of.clone());
        if before.as_ref() == Some(&of) {
            return;
        }
        let is_same = |old: &Of| old.revision == of.revision && old.filters == of.filters;
        if !before.as_ref().is_some_and(is_same) {
            self.timeline = timeline(
                desk.snapshot.project(),
                desk.derived,
                &everything(&of.filters),
            );
        }
        self.series = self.counted.series(desk);
        let shown = Shown {
            project: desk.snapshot.project(),
            derived: desk.derived,
            session,
            timeline: &self.timeline,
            series: &self.series,
        };
        let window = session.time.or_else(|| self.fitting());
        self.with_events = shows_events(&shown);
        self.charts = window.and_then(|window| Charts::new(&shown, window, size));
    }

    /// What shows every event; every row of the tables where there are no events.
    fn fitting(&self) -> Option<(f64, f64)> {
        let of_events = self.timeline.fitting_window();
        let days = of_events.or_else(|| fitting_window(&self.series))?;
        let from = f64::from(days.first().number());
        Some((from, from + f64::from(days.days())))
    }
}

fn everything(filters: &[Filter]) -> Selection {
    Selection {
        filters: filters.to_vec(),
        ..Selection::everything()
    }
}

/// Draws charts that are scrolled together; what is pointed at in each.
fn part_ui<'c>(
    ui: &mut Ui,
    room: Rect,
    (name, part): (&str, &'c charts::Part),
    is_lit: &dyn Fn(&Mark) -> bool,
) -> Vec<(Pointed, &'c Scene)> {
    let mut pointed = Vec::new();
    ui.scope_builder(UiBuilder::new().id_salt(name).max_rect(room), |ui| {
        ScrollArea::vertical()
            .id_salt(name)
            .auto_shrink(false)
            .show(ui, |ui| {
                let size = vec2(room.width(), part.height);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                for (number, chart) in part.all.iter().enumerate() {
                    let at = rect.min + vec2(0.0, chart.top);
                    let size = vec2(chart.scene.width, chart.scene.height);
                    let own = UiBuilder::new()
                        .id_salt(("chart", number))
                        .max_rect(Rect::from_min_size(at, size));
                    let is_bars = name == BARS;
                    let draw = |ui: &mut Ui| chart_ui(ui, at, (&chart.scene, is_bars), is_lit);
                    let here = ui.scope_builder(own, draw);
                    pointed.push((here.inner, &chart.scene));
                }
            });
    });
    pointed
}

/// Paints one chart and lets its marks be pointed at.
fn chart_ui(
    ui: &mut Ui,
    at: Pos2,
    (scene, is_bars): (&Scene, bool),
    is_lit: &dyn Fn(&Mark) -> bool,
) -> Pointed {
    let theme = palette(ui);
    if is_bars {
        paint_scene(ui.painter(), at, scene, Part::UnderBars, theme, is_lit);
        bars_ui(ui, at, scene, theme);
        paint_scene(ui.painter(), at, scene, Part::OverBars, theme, is_lit);
    } else {
        paint_scene(ui.painter(), at, scene, Part::All, theme, is_lit);
    }
    point_at_marks(ui, at, scene, ui.clip_rect())
}
