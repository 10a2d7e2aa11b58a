//! The panes side by side, docked as the person likes; in a narrow window the text and the charts
//! only, with the case pane folded to a strip and the inspector over the text.

use super::action::Action;
use super::app::App;
use super::command::Command;
use super::layout::Pane;
use super::panes::{self, Desk};
use super::theme::{self, PANE_MARGIN, hint, palette};
use egui::accesskit::Role;
use egui::{
    Align, Area, Button, Color32, Frame, Id, Layout, Order, Panel, Rect, Stroke, Ui, UiBuilder,
    WidgetInfo, WidgetText, pos2, vec2,
};
use egui_tiles::{
    Behavior, ResizeState, SimplificationOptions, TabState, TileId, Tiles, Tree, UiResponse,
};

/// Below this width (points) the case pane folds away and the inspector stands over the text.
pub const NARROW: f32 = 1180.0;
/// The width of the folded case pane, in points.
const STRIP: f32 = 44.0;
/// The width of a pane that stands over the others, in points.
const OVER: f32 = 320.0;

/// Draws the panes of the open project.
pub(super) fn panes_ui(app: &mut App, ui: &mut Ui) {
    let Some(mut open) = app.open.take() else {
        return;
    };
    open.session.find.begin_frame();
    let narrow = ui.available_width() < NARROW;
    let mut desk = Desk {
        snapshot: open.document.snapshot(),
        derived: &open.derived,
        session: &mut open.session,
        drafts: &mut open.drafts,
        commands: &mut app.commands,
        tables: &open.tables,
        offered: &open.offered,
        offered_tables: &open.offered_tables,
        read_only: open.keeper.read_only().is_some(),
    };
    if narrow {
        let side = Frame::new().fill(theme::color(palette(ui).pane2));
        Panel::left("case strip")
            .exact_size(STRIP)
            .resizable(false)
            .frame(side)
            .show(ui, |ui| panes::case::strip_ui(ui, &mut desk));
    }
    let room = ui.available_rect_before_wrap();
    let shown = visible_sides(&app.tree);
    if narrow {
        hide_sides(&mut app.tree, [false, false]);
    }
    let mut behavior = PaneBehavior {
        desk: &mut desk,
        readers: &mut app.readers,
        charts: &mut app.charts,
        posture: &mut app.posture,
        dyad: &mut app.dyad,
        finder: &mut app.finder,
        passages: &mut app.passages,
        reconcile: &mut app.reconcile,
        table: &mut app.table,
    };
    app.tree.ui(&mut behavior, ui);
    if narrow {
        hide_sides(&mut app.tree, shown);
        sides_over_ui(app.case_open, app.inspector_open, ui, room, &mut desk);
    }
    app.open = Some(open);
}

const SIDES: [Pane; 2] = [Pane::Case, Pane::Inspector];

fn visible_sides(tree: &Tree<Pane>) -> [bool; 2] {
    SIDES.map(|pane| {
        tree.tiles
            .find_pane(&pane)
            .is_some_and(|tile| tree.is_visible(tile))
    })
}

fn hide_sides(tree: &mut Tree<Pane>, visible: [bool; 2]) {
    for (pane, visible) in SIDES.into_iter().zip(visible) {
        if let Some(tile) = tree.tiles.find_pane(&pane) {
            tree.set_visible(tile, visible);
        }
    }
}

/// The unfolded case pane over the left edge, the inspector over the right one: what is under them
/// does not move.
fn sides_over_ui(case_open: bool, inspector_open: bool, ui: &Ui, room: Rect, desk: &mut Desk<'_>) {
    if case_open {
        let rect = Rect::from_min_size(room.min, vec2(OVER.min(240.0), room.height()));
        over_ui(ui, "case over", rect, |ui| {
            panes::case::case_ui(ui, desk);
            give_keyboard(ui, desk, Pane::Case);
        });
    }
    let shows = desk.session.selected.is_some() || desk.session.row.is_some();
    if inspector_open && shows {
        let left_top = pos2(room.right() - OVER, room.top());
        let rect = Rect::from_min_max(left_top, room.max);
        over_ui(ui, "inspector over", rect, |ui| {
            close_ui(ui, desk);
            panes::inspector::inspector_ui(ui, desk);
            give_keyboard(ui, desk, Pane::Inspector);
        });
    }
}

/// What closes the inspector while it lies over the text.
fn close_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    ui.horizontal(|ui| {
        ui.add_space(PANE_MARGIN);
        ui.label(hint("Inspector"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            let close = ui.add(Button::new(hint("×")).frame_when_inactive(false));
            let name = "Close the inspector";
            close.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
            if close.on_hover_text(name).clicked() {
                desk.push(Command::Do(Action::ToggleInspector));
            }
        });
    });
}

/// Gives a pane that was drawn the keyboard, where it was asked for: its first control takes it,
/// unless one of them has done so already.
fn give_keyboard(ui: &Ui, desk: &mut Desk<'_>, pane: Pane) {
    if desk.session.entered.take_if(|it| *it == pane).is_some()
        && let Some(id) = first_control(ui)
    {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// The first control in a part of the window that can take the keyboard and was drawn already.
fn first_control(ui: &Ui) -> Option<Id> {
    let room = ui.max_rect();
    ui.ctx().viewport(|window| {
        let mut drawn = window.this_pass.widgets.get_layer(ui.layer_id());
        let found = drawn.find(|it| {
            it.enabled && it.sense.is_focusable() && room.contains(it.interact_rect.center())
        });
        found.map(|it| it.id)
    })
}

fn over_ui(ui: &Ui, id: &str, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let colors = palette(ui);
    Area::new(Id::unique(id))
        .order(Order::Middle)
        .fixed_pos(rect.min)
        .constrain(false)
        .show(ui.ctx(), |ui| {
            let ground = ui.visuals().window_shadow.as_shape(rect, 0);
            ui.painter().add(ground);
            ui.painter().rect(
                rect,
                0.0,
                theme::color(colors.pane2),
                theme::hairline(colors.line),
                egui::StrokeKind::Outside,
            );
            // The pane takes every click on it, also between its controls.
            ui.interact(
                rect,
                ui.scope_id().with("ground"),
                egui::Sense::click_and_drag(),
            );
            ui.scope_builder(UiBuilder::new().max_rect(rect), add);
        });
}

struct PaneBehavior<'a, 'd> {
    desk: &'a mut Desk<'d>,
    readers: &'a mut panes::reader_pane::Readers,
    charts: &'a mut panes::time::TimeCharts,
    posture: &'a mut panes::pairs::PairCharts,
    dyad: &'a mut panes::pairs::PairCharts,
    finder: &'a mut panes::find::FindPane,
    passages: &'a mut panes::passages::PassagesPane,
    reconcile: &'a mut panes::reconcile::ReconcilePane,
    table: &'a mut panes::table::TablePane,
}

impl Behavior<Pane> for PaneBehavior<'_, '_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, pane: &mut Pane) -> UiResponse {
        let colors = palette(ui);
        let ground = match pane {
            Pane::Case | Pane::Inspector => colors.pane2,
            Pane::Reader
            | Pane::Time
            | Pane::Posture
            | Pane::Dyad
            | Pane::Events
            | Pane::Passages
            | Pane::Find
            | Pane::Reconcile
            | Pane::Table
            | Pane::Reviews
            | Pane::Claims => colors.pane,
        };
        ui.painter()
            .rect_filled(ui.max_rect(), 0.0, theme::color(ground));
        let handle = drag_handle(ui, *pane);
        match pane {
            Pane::Case => panes::case::case_ui(ui, self.desk),
            Pane::Reader => self.readers.show(ui, self.desk),
            Pane::Inspector => panes::inspector::inspector_ui(ui, self.desk),
            Pane::Time => self.charts.show(ui, self.desk),
            Pane::Posture => self.posture.show(ui, self.desk),
            Pane::Dyad => self.dyad.show(ui, self.desk),
            Pane::Events => panes::events::events_ui(ui, self.desk),
            Pane::Table => self.table.show(ui, self.desk),
            Pane::Claims => panes::claims::claims_ui(ui, self.desk),
            Pane::Find => self.finder.show(ui, self.desk),
            Pane::Passages => self.passages.show(ui, self.desk),
            Pane::Reconcile => self.reconcile.show(ui, self.desk),
            Pane::Reviews => panes::reviews::reviews_ui(ui, self.desk),
        }
        give_keyboard(ui, self.desk, *pane);
        handle
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        pane.title().into()
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: false,
            ..SimplificationOptions::default()
        }
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        1.0
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        32.0
    }

    fn tab_title_spacing(&self, _visuals: &egui::Visuals) -> f32 {
        12.0
    }

    fn tab_bar_color(&self, visuals: &egui::Visuals) -> Color32 {
        theme::color(theme::of_visuals(visuals).pane2)
    }

    fn tab_bg_color(
        &self,
        visuals: &egui::Visuals,
        _tiles: &Tiles<Pane>,
        _tile: TileId,
        state: &TabState,
    ) -> Color32 {
        if state.active {
            theme::color(theme::of_visuals(visuals).pane)
        } else {
            Color32::TRANSPARENT
        }
    }

    fn tab_outline_stroke(
        &self,
        visuals: &egui::Visuals,
        _tiles: &Tiles<Pane>,
        _tile: TileId,
        state: &TabState,
    ) -> Stroke {
        if state.active {
            theme::hairline(theme::of_visuals(visuals).line)
        } else {
            Stroke::NONE
        }
    }

    fn tab_bar_hline_stroke(&self, visuals: &egui::Visuals) -> Stroke {
        theme::hairline(theme::of_visuals(visuals).line)
    }

    fn tab_text_color(
        &self,
        visuals: &egui::Visuals,
        _tiles: &Tiles<Pane>,
        _tile: TileId,
        state: &TabState,
    ) -> Color32 {
        let colors = theme::of_visuals(visuals);
        theme::color(if state.active {
            colors.ink
        } else {
            colors.muted
        })
    }

    fn resize_stroke(&self, style: &egui::Style, state: ResizeState) -> Stroke {
        let colors = theme::of_visuals(&style.visuals);
        match state {
            ResizeState::Idle => theme::hairline(colors.line),
            ResizeState::Hovering | ResizeState::Dragging => {
                Stroke::new(2.0, theme::color(colors.selection))
            }
        }
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Pane>,
        ui: &mut Ui,
        _tile: TileId,
        tabs: &egui_tiles::Tabs,
        _scroll: &mut f32,
    ) {
        let showing = tabs.active.and_then(|tile| tiles.get_pane(&tile));
        match showing {
            Some(Pane::Time) => self.charts.options_ui(ui, self.desk),
            Some(Pane::Posture) => self.posture.options_ui(ui, self.desk),
            Some(Pane::Dyad) => self.dyad.options_ui(ui, self.desk),
            _ => {}
        }
    }
}

/// The upper edge of a pane without a tab can be taken to drag it elsewhere. No stop on the way of
/// the keyboard, which could do nothing there.
fn drag_handle(ui: &Ui, pane: Pane) -> UiResponse {
    if !matches!(pane, Pane::Case | Pane::Reader | Pane::Inspector) {
        return UiResponse::None;
    }
    let strip = Rect::from_min_size(ui.max_rect().min, vec2(ui.max_rect().width(), 6.0));
    let response = ui
        .interact(strip, ui.scope_id().with("drag pane"), egui::Sense::DRAG)
        .on_hover_cursor(egui::CursorIcon::Grab);
    if response.drag_started() {
        UiResponse::DragStarted
    } else {
        UiResponse::None
    }
}
