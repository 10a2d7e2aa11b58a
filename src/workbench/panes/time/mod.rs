//! The timeline over the frequency chart: the project's lanes and bars and those of its tables, on
//! one axis, painted and brushed.
//!
//! In: what is derived from the project, its tables as counted by jobs, and the stretch of time
//! shown. Out: commands that select records, lead to rows and move the stretch of time; work for
//! jobs. Laid out anew only when something changed.

mod bar_options;
mod bars;
mod charts;
mod figure;
mod heads;
mod lane_options;
mod options;
mod overview;
mod series;

pub use super::brush::MOUSE as CHART_MOUSE;
pub use super::chart_keys::KEYS as CHART_KEYS;
pub use figure::FigureWork;
pub use heads::KEYS as LANE_KEYS;
pub(super) use options::tables_ui;
pub use overview::KEYS as OVERVIEW_KEYS;
pub use series::{SeriesAnswer, SeriesWork};

use super::Desk;
use super::brush::show_days;
use super::chart_stack::{Stack, stack_ui, window_chip};
use super::pointing::seek;
use crate::analysis::selection::{Selection, of_events};
use crate::document::Revision;
use crate::figure::frame::Frame;
use crate::figure::metrics::FaceMetrics;
use crate::figure::overview::{HEIGHT as OVERVIEW, Overview};
use crate::figure::rows::TableMark;
use crate::figure::scene::{Item, Mark, Paint, Scene};
use crate::figure::series::{Series, fitting_window};
use crate::figure::timeline::{Lanes, TimelineData, ties, timeline};
use crate::model::bars::Bars;
use crate::model::day::{Day, DayRange};
use crate::model::id::{EventId, RecordId, TableId};
use crate::model::view::{Bucket, Filter, Split};
use crate::workbench::command::Command;
use crate::workbench::layout::Pane;
use crate::workbench::scene_ui::{Part, paint_scene};
use crate::workbench::theme::{hint, palette};
use bars::bars_ui;
use charts::{Charts, Shown, shows_events};
use egui::{Pos2, Rect, Ui, vec2};
use heads::heads_ui;
use overview::{Grab, overview_ui};
use series::Counted;
use std::cell::Cell;
use std::collections::BTreeSet;

/// A lower pane has no overview, in points.
const LEAST_WITH_OVERVIEW: f32 = 232.0;

/// All charts as they were last laid out.
#[derive(Default)]
pub struct TimeCharts {
    of: Option<Of>,
    timeline: TimelineData,
    counted: Counted,
    series: Vec<Series>,
    charts: Option<Charts>,
    overview: Option<Overview>,
    /// What of the overview's frame the pointer has hold of.
    grab: Option<Grab>,
    /// The selected event that was looked for last.
    sought: Option<EventId>,
    with_events: bool,
    /// Everything that was there when everything was asked for, while there may be more.
    fitted: Option<(DayRange, Revision)>,
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
    lanes: Lanes,
    tied: Option<RecordId>,
    counted: u64,
    hidden: BTreeSet<TableId>,
}

impl TimeCharts {
    /// Draws all charts.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let area = ui.available_rect_before_wrap();
        self.keep_up(desk, area.size());
        self.fit_late_tables(desk);
        let Some(charts) = &self.charts else {
            ui.centered_and_justified(|ui| {
                ui.label(hint("Events appear here as soon as one has a date. Select a passage and choose Code › Make event."));
            });
            return;
        };
        if let Some(days) = seek(&mut self.sought, &charts.time, desk) {
            desk.push(days);
        }
        let stack = Stack {
            parts: vec![charts.lanes.stacked("lanes"), charts.bars.stacked("bars")],
            axis: &charts.axis,
            time: charts.time,
            below: overview_room(area.height()),
            pane: Pane::Time,
        };
        // The group of the key that the pointer is on: the key is painted before the bars below it.
        let lit = Cell::new(None);
        stack_ui(ui, desk, &stack, &|ui, desk, at, (part, number), is_lit| {
            let is_bars = part > 0;
            if !is_bars && number == 0 {
                heads_ui(ui, at, &charts.heads, desk);
            }
            let part = if is_bars { &charts.bars } else { &charts.lanes };
            if let Some(chart) = part.all.get(number) {
                lit.set(lit.get().or(group_at(ui, at, &chart.scene)));
                paint_chart(ui, at, (&chart.scene, is_bars), is_lit, lit.get());
            }
        });
        if let Some(overview) = &self.overview
            && overview_room(area.height()) > 0.0
        {
            let at = area.left_bottom() - vec2(0.0, OVERVIEW);
            overview_ui(ui, at, overview, &charts.time, &mut self.grab, desk);
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
        tables_ui(ui, desk);
        lane_options::lanes_ui(ui, desk, &self.timeline.hidden);
        window_chip(ui, desk);
    }

    /// Shows every dated event and every row of the tables in the charts; of tables that are still being
    /// counted as soon as they are.
    pub fn fit_tables(&mut self, commands: &mut Vec<Command>) {
        let days = self.all_days();
        self.fitted = days.zip(self.of.as_ref().map(|of| of.revision));
        commands.extend(days.map(show_days));
    }

    /// From the first to the last day of any event or row.
    fn all_days(&self) -> Option<DayRange> {
        let of_events = self.timeline.fitting_window();
        let of_tables = fitting_window(&self.series, Bucket::Year);
        of_events
            .into_iter()
            .chain(of_tables)
            .reduce(DayRange::hull)
    }

    /// Goes on to show everything, unless somebody looks at something else or has changed anything by
    /// now.
    fn fit_late_tables(&mut self, desk: &mut Desk<'_>) {
        let Some((fitted, revision)) = self.fitted else {
            return;
        };
        let (shown, all) = (window_of(fitted), self.all_days());
        if desk.session.time != Some(shown) || desk.snapshot.revision() != revision {
            self.fitted = None;
        } else if let Some(all) = all.filter(|all| *all != fitted) {
            self.fitted = Some((all, revision));
            desk.push(show_days(all));
        }
        if self.counted.is_complete(desk) {
            self.fitted = None;
        }
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
            lanes: session.lanes.clone(),
            tied: tied(desk),
            counted: self.counted.version(),
            hidden: session.hidden_tables.clone(),
        };
        let before = self.of.replace(of.clone());
        if before.as_ref() == Some(&of) {
            return;
        }
        let is_same = |old: &Of| {
            (old.revision, &old.filters, &old.lanes) == (of.revision, &of.filters, &of.lanes)
        };
        if !before.as_ref().is_some_and(is_same) {
            self.timeline = timeline(
                desk.snapshot.project(),
                desk.derived,
                &everything(&of.filters),
                &of.lanes,
            );
        }
        let (project, all) = (desk.snapshot.project(), of.lanes.arrangement.links);
        self.timeline.ties = ties(project, desk.derived, all, of.tied);
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
        let for_charts = size - vec2(0.0, overview_room(size.y));
        self.charts = window.and_then(|window| Charts::new(&shown, window, for_charts));
        let is_same = |old: &Of| {
            is_same(old)
                && (old.size.x, old.counted, &old.hidden) == (of.size.x, of.counted, &of.hidden)
        };
        if !before.as_ref().is_some_and(is_same) {
            let frame = Frame::new(size.x, DayRange::day(Day::from_number(0)));
            let metrics = FaceMetrics::bundled();
            self.overview = Overview::new(&self.timeline, &self.series, &frame, metrics);
        }
    }

    /// What shows every event; every row of the tables where there are no events.
    fn fitting(&self) -> Option<(f64, f64)> {
        let of_events = self.timeline.fitting_window();
        let days = of_events.or_else(|| fitting_window(&self.series, Bucket::Year))?;
        Some(window_of(days))
    }
}

/// The window of whole days.
fn window_of(days: DayRange) -> (f64, f64) {
    let from = f64::from(days.first().number());
    (from, from + f64::from(days.days()))
}

/// The room of the overview in a pane so high: none where the charts need all there is.
fn overview_room(height: f32) -> f32 {
    if height < LEAST_WITH_OVERVIEW {
        0.0
    } else {
        OVERVIEW
    }
}

/// The record whose arcs are shown always: the selected event or claim.
fn tied(desk: &Desk<'_>) -> Option<RecordId> {
    let event = desk.session.selected_event(desk.snapshot);
    let selected = desk.session.selected;
    event
        .map(RecordId::from)
        .or(selected.filter(|id| matches!(id, RecordId::Claim(_))))
}

pub(super) fn everything(filters: &[Filter]) -> Selection {
    Selection {
        filters: filters.to_vec(),
        ..Selection::everything()
    }
}

/// What the group of a key under the pointer is painted with.
fn group_at(ui: &Ui, at: Pos2, scene: &Scene) -> Option<Paint> {
    let is_pointed = |mark: &&Mark| {
        let rect = &mark.rect;
        let min = at + vec2(rect.left, rect.top);
        let rect = Rect::from_min_size(min, vec2(rect.width(), rect.height()));
        matches!(mark.table, Some(TableMark::Group(_))) && ui.rect_contains_pointer(rect)
    };
    let mark = scene.marks.iter().find(is_pointed)?;
    let sample = scene.items.get(mark.items.clone())?;
    let mut fills = sample.iter().filter_map(|item| match item {
        Item::Rect { fill, .. } => *fill,
        _ => None,
    });
    Some(fills.next_back()?.paint)
}

/// Paints one chart.
fn paint_chart(
    ui: &mut Ui,
    at: Pos2,
    (scene, is_bars): (&Scene, bool),
    is_lit: &dyn Fn(&Mark) -> bool,
    group: Option<Paint>,
) {
    let theme = palette(ui);
    if is_bars {
        paint_scene(ui.painter(), at, scene, Part::UnderBars, theme, is_lit);
        bars_ui(ui, at, scene, group, theme);
        paint_scene(ui.painter(), at, scene, Part::OverBars, theme, is_lit);
    } else {
        paint_scene(ui.painter(), at, scene, Part::All, theme, is_lit);
    }
}
