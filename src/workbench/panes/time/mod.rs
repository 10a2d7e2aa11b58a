//! The timeline over the frequency chart: two figures on one axis, painted and brushed.
//!
//! In: what is derived from the project, and the stretch of time shown. Out: commands that select
//! records and move the stretch of time. Laid out anew only when something changed.

use super::Desk;
use crate::analysis::counts::Counting;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::document::Revision;
use crate::figure::compose::{Wanted, compose};
use crate::figure::frame::Frame;
use crate::figure::frequency::{self, Asked, FrequencyData};
use crate::figure::labels::range_words;
use crate::figure::metrics::FaceMetrics;
use crate::figure::scene::{Mark, Scene};
use crate::figure::svg::svg;
use crate::figure::theme::{Theme, mix};
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::{self, TimelineData, timeline};
use crate::model::day::DayRange;
use crate::model::id::RecordId;
use crate::model::project::Project;
use crate::model::view::{Bucket, Filter, Split};
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::filtering::of_events;
use crate::workbench::scene_ui::{Part, Pointed, paint_scene, point_at_marks};
use crate::workbench::session::Session;
use crate::workbench::theme::{color, hint, palette};
use crate::workbench::widgets::{Chip, ChipAction};
use egui::{ComboBox, Pos2, Rect, Response, ScrollArea, Sense, Ui, vec2};
use egui_plot::{Bar, BarChart, Plot, PlotBounds};
use std::collections::BTreeSet;

/// The least height of the frequency chart, in points.
const LEAST_FREQUENCY: f32 = 96.0;

/// Both charts as they were last laid out.
#[derive(Default)]
pub struct TimeCharts {
    of: Option<Of>,
    timeline: TimelineData,
    frequency: Option<FrequencyData>,
    charts: Option<Charts>,
    window: Option<(f64, f64)>,
}

/// What the charts were laid out for.
#[derive(Clone, Debug, PartialEq)]
struct Of {
    revision: Revision,
    size: egui::Vec2,
    time: Option<(f64, f64)>,
    bucket: Option<Bucket>,
    split: Split,
    filters: Vec<Filter>,
}

struct Charts {
    timeline: Scene,
    frequency: Scene,
    axis: Scene,
    time: TimeAxis,
}

impl TimeCharts {
    /// Draws both charts.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let area = ui.available_rect_before_wrap();
        self.keep_up(desk, area.size());
        let Some(charts) = &self.charts else {
            ui.centered_and_justified(|ui| {
                ui.label(hint("Events appear here as soon as one has a date. Select a passage and choose Code › Make event."));
            });
            return;
        };
        let axis_height = charts.axis.height;
        let frequency_top = area.bottom() - axis_height - charts.frequency.height;
        let upper = Rect::from_min_max(area.min, egui::pos2(area.right(), frequency_top));
        let lower = Rect::from_min_max(egui::pos2(area.left(), frequency_top), area.max);
        let ground = ui.interact(area, ui.scope_id().with("time"), Sense::click_and_drag());
        brush(ui, &ground, &charts.time, area.left(), &self.timeline, desk);
        let lit = lit_ids(desk);
        let is_lit = |mark: &Mark| {
            mark.bar.is_none() && mark.ids.len() < 40 && mark.ids.iter().any(|id| lit.contains(id))
        };
        let theme = palette(ui);
        let mut chosen = Vec::new();
        ui.scope_builder(egui::UiBuilder::new().max_rect(upper), |ui| {
            ScrollArea::vertical()
                .id_salt("lanes")
                .auto_shrink(false)
                .show(ui, |ui| {
                    let (rect, _) = ui.allocate_exact_size(
                        vec2(area.width(), charts.timeline.height.max(upper.height())),
                        Sense::hover(),
                    );
                    paint_scene(
                        ui.painter(),
                        rect.min,
                        &charts.timeline,
                        Part::All,
                        theme,
                        &is_lit,
                    );
                    let pointed = point_at_marks(ui, rect.min, &charts.timeline, ui.clip_rect());
                    chosen.push((pointed, &charts.timeline));
                });
        });
        let bars = &charts.frequency;
        paint_scene(
            ui.painter(),
            lower.min,
            bars,
            Part::UnderBars,
            theme,
            &is_lit,
        );
        bars_ui(ui, lower.min, bars, theme);
        paint_scene(
            ui.painter(),
            lower.min,
            bars,
            Part::OverBars,
            theme,
            &is_lit,
        );
        chosen.push((
            point_at_marks(ui, lower.min, &charts.frequency, lower),
            &charts.frequency,
        ));
        let axis_at = egui::pos2(area.left(), area.bottom() - axis_height);
        paint_scene(
            ui.painter(),
            axis_at,
            &charts.axis,
            Part::All,
            theme,
            &|_| false,
        );
        let hovered = chosen
            .iter()
            .find_map(|(pointed, scene)| scene.marks.get(pointed.hovered?)?.ids.first().copied());
        if ground.hovered() && hovered != desk.session.hovered {
            desk.push(Command::Hover(hovered));
        }
        for (pointed, scene) in chosen {
            take_pointed(&pointed, scene, desk);
        }
        if ground.clicked() {
            desk.push(Command::Select(None));
        }
    }

    /// The bucket, the split and the window, at the right end of the tab bar.
    pub fn options_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_space(8.0);
        split_ui(ui, desk);
        bucket_ui(ui, desk, self.frequency.as_ref().map(|data| data.bucket));
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

    /// Brings the charts up to date with the project, the room and the stretch of time.
    fn keep_up(&mut self, desk: &Desk<'_>, size: egui::Vec2) {
        let session = &*desk.session;
        let of = Of {
            revision: desk.snapshot.revision(),
            size,
            time: session.time,
            bucket: session.bucket,
            split: session.split,
            filters: of_events(&session.filters),
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
                &Selection {
                    filters: of.filters.clone(),
                    ..Selection::everything()
                },
            );
        }
        self.window = session.time.or_else(|| fitting(&self.timeline));
        self.frequency = None;
        self.charts = self.window.and_then(|window| {
            let (data, charts) = lay_out(
                desk.snapshot.project(),
                desk.derived,
                &self.timeline,
                session,
                window,
                size,
            )?;
            self.frequency = Some(data);
            Some(charts)
        });
    }

    /// Both charts as one figure for export, as SVG: the same that the command line draws, with
    /// the window and the bars as they are shown. `None` while nothing is dated.
    pub fn svg(
        &self,
        project: &Project,
        derived: &Derived,
        session: &Session,
        theme: &Theme,
    ) -> Option<String> {
        let days = self.charts.as_ref()?.time.days();
        let wanted = Wanted {
            from: Some(days.first()),
            to: Some(days.last()),
            shown: Selection {
                filters: of_events(&session.filters),
                ..Selection::everything()
            },
            asked: asked(session),
            ..Wanted::default()
        };
        let figure = compose(project, derived, &wanted, FaceMetrics::bundled()).ok()?;
        Some(svg(&figure, theme))
    }
}

fn frame_of(width: f32, axis: TimeAxis) -> Frame {
    Frame {
        axis,
        ..Frame::new(width, axis.days())
    }
}

fn fitting(data: &TimelineData) -> Option<(f64, f64)> {
    let days = data.fitting_window()?;
    let from = f64::from(days.first().number());
    Some((from, from + f64::from(days.days())))
}

fn lay_out(
    project: &Project,
    derived: &Derived,
    data: &TimelineData,
    session: &Session,
    window: (f64, f64),
    size: egui::Vec2,
) -> Option<(FrequencyData, Charts)> {
    let metrics = FaceMetrics::bundled();
    let edges = Frame::new(size.x, any_days());
    let axis = TimeAxis::new(window.0, window.1, edges.axis.left(), edges.axis.right());
    let frame = frame_of(size.x, axis);
    let ticks = axis.scene(size.x, metrics);
    let room = (size.y - ticks.height - LEAST_FREQUENCY).max(0.0);
    let lanes = timeline::layout(data, &Frame { room, ..frame }, metrics);
    let asked = asked(session);
    // Too many buckets for the window: the automatic width always fits.
    let counted = frequency::frequency(project, derived, &asked, &axis)
        .or_else(|_| {
            frequency::frequency(
                project,
                derived,
                &Asked {
                    bucket: None,
                    ..asked.clone()
                },
                &axis,
            )
        })
        .ok()?;
    let height = (size.y - lanes.height - ticks.height)
        .max(LEAST_FREQUENCY)
        .min((size.y - ticks.height) * 0.6)
        .max(48.0);
    let bars = frequency::layout(&counted, &frame, height, metrics);
    Some((
        counted,
        Charts {
            timeline: lanes,
            frequency: bars,
            axis: ticks,
            time: axis,
        },
    ))
}

fn asked(session: &Session) -> Asked {
    Asked {
        bucket: session.bucket,
        counting: Counting {
            split: session.split,
            ..Counting::default()
        },
        selection: Selection {
            filters: of_events(&session.filters),
            ..Selection::default()
        },
        ..Asked::default()
    }
}

fn any_days() -> DayRange {
    DayRange::day(crate::model::day::Day::from_number(0))
}

/// Draws the bars: a plot without axes, in the points of the chart.
fn bars_ui(ui: &mut Ui, at: Pos2, scene: &Scene, theme: &Theme) {
    let size = vec2(scene.width, scene.height);
    let plot = Plot::new("frequency bars")
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(vec2(0.0, 0.0))
        .sense(Sense::hover());
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(Rect::from_min_size(at, size)),
        |ui| {
            plot.show(ui, |plot| {
                let (width, height) = (f64::from(scene.width), f64::from(scene.height));
                plot.set_plot_bounds(PlotBounds::from_min_max([0.0, 0.0], [width, height]));
                let bars = scene
                    .marks
                    .iter()
                    .filter_map(|mark| bar_of(mark, scene.height, theme))
                    .collect();
                plot.bar_chart(BarChart::new("incidents", bars).allow_hover(false));
            });
        },
    );
}

fn bar_of(mark: &Mark, height: f32, theme: &Theme) -> Option<Bar> {
    let (hue, certain) = mark.bar?;
    let rect = &mark.rect;
    // Opaque, so that hatching and bands behind a bar do not change its colour.
    let fill = mix(
        theme.pane,
        theme.hue(hue),
        if certain { 0.92 } else { 0.18 },
    );
    let bar = Bar::new(f64::from(rect.centre().x), f64::from(rect.height()))
        .width(f64::from(rect.width()))
        .base_offset(f64::from(height - rect.bottom))
        .fill(color(fill))
        .stroke(egui::Stroke::NONE);
    Some(bar)
}

/// Drag to move through time, scroll with Ctrl to zoom at the pointer, double-click to see it all.
fn brush(
    ui: &Ui,
    ground: &Response,
    axis: &TimeAxis,
    left: f32,
    data: &TimelineData,
    desk: &mut Desk<'_>,
) {
    let dragged = ground.drag_delta().x;
    if ground.dragged() && dragged != 0.0 {
        desk.push(show_time(&axis.panned(-dragged)));
    }
    if ground.double_clicked() && data.extent().is_some() {
        desk.push(Command::Do(Action::FitTime));
    }
    let Some(pointer) = ui
        .ctx()
        .pointer_hover_pos()
        .filter(|_| ground.contains_pointer())
    else {
        return;
    };
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().x));
    if (zoom - 1.0).abs() > 1e-3 {
        desk.push(show_time(
            &axis.zoomed(1.0 / f64::from(zoom), pointer.x - left),
        ));
    } else if scroll != 0.0 {
        desk.push(show_time(&axis.panned(-scroll)));
    }
}

fn show_time(axis: &TimeAxis) -> Command {
    let (from, to) = axis.window();
    Command::ShowTime(from, to)
}

/// What lights up: the selection, what belongs to it, and what the pointer is over anywhere.
fn lit_ids(desk: &mut Desk<'_>) -> BTreeSet<RecordId> {
    let mut lit: BTreeSet<RecordId> = desk
        .session
        .selected
        .into_iter()
        .chain(desk.session.hovered)
        .collect();
    lit.extend(
        desk.session
            .lit(desk.snapshot)
            .events
            .iter()
            .map(|id| RecordId::from(*id)),
    );
    lit
}

/// One record is revealed; the many behind a bar or a fold are gone through by clicking again.
fn take_pointed(pointed: &Pointed, scene: &Scene, desk: &mut Desk<'_>) {
    let Some(mark) = pointed.clicked.and_then(|at| scene.marks.get(at)) else {
        return;
    };
    let at = mark
        .ids
        .iter()
        .position(|id| desk.session.selected == Some(*id));
    let next = at.map_or(0, |at| at + 1);
    let chosen = mark.ids.get(next).or(mark.ids.first());
    desk.commands.extend(chosen.map(|id| Command::Reveal(*id)));
}

fn bucket_ui(ui: &mut Ui, desk: &mut Desk<'_>, shown: Option<Bucket>) {
    let now = match (desk.session.bucket, shown) {
        (Some(bucket), _) => bucket.in_words().to_owned(),
        (None, Some(bucket)) => format!("{} (auto)", bucket.in_words()),
        (None, None) => "auto".to_owned(),
    };
    let choices = std::iter::once(None).chain(Bucket::ALL.map(Some));
    let combo = ComboBox::from_id_salt("bucket")
        .selected_text(hint(now))
        .width(88.0);
    let response = combo.show_ui(ui, |ui| {
        for choice in choices {
            let name = choice.map_or("auto", Bucket::in_words);
            if ui
                .selectable_label(desk.session.bucket == choice, name)
                .clicked()
            {
                desk.commands.push(Command::Bucket(choice));
            }
        }
    });
    name_combo(ui, &response.response, "Width of bars");
}

fn split_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let now = match desk.session.split {
        Split::None => "all together".to_owned(),
        split => format!("by {}", split.in_words()),
    };
    let combo = ComboBox::from_id_salt("split")
        .selected_text(hint(now))
        .width(96.0);
    let response = combo.show_ui(ui, |ui| {
        for split in Split::ALL {
            let name = if split == Split::None {
                "all together"
            } else {
                split.in_words()
            };
            if ui
                .selectable_label(desk.session.split == split, name)
                .clicked()
            {
                desk.commands.push(Command::Split(split));
            }
        }
    });
    name_combo(ui, &response.response, "Split of bars");
}

fn name_combo(ui: &Ui, response: &Response, name: &str) {
    ui.accesskit_node_builder(response.id, |node| node.set_label(name));
}
