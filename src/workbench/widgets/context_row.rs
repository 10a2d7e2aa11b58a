//! A passage in its context on one line: a tick box, the words before, the passage, the words
//! behind, the marks of its codes, and a quiet word at the right end.
//!
//! The passages of a list stand one under another in a column of their own. In a text that runs to
//! the left the row is mirrored: what comes before stands at the right.

mod setting;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Mesh, Rangef, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::{paint_shape, truncated};
use crate::analysis::context::Context;
use crate::figure::theme::{Rgb, Theme};
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{
    PANE_MARGIN, ROW_HEIGHT, color, color_at, found_band, hint_font, palette,
};
use setting::SetContext;

/// Room for the tick box, in points.
const TICK: f32 = 28.0;
const TICK_SIZE: f32 = 14.0;
/// From the mark of a code to the next, in points.
const CODE_PITCH: f32 = 16.0;
/// So many marks of codes are shown; a number stands for the rest.
const CODES: usize = 4;
/// Between the parts of a row, in points.
const GAP: f32 = 12.0;
/// The ends of a text that is cut fade over so many points.
const FADE: f32 = 28.0;
/// The quiet word takes at most this share of the row.
const SOURCE_SHARE: f32 = 0.2;

/// A code the passage has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContextCode<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its hue.
    pub hue: Hue,
    /// Its shape.
    pub shape: Shape,
}

/// A row as wide as its list, [`ROW_HEIGHT`] high. Draw it within an id of its own record.
#[derive(Clone, Copy, Debug)]
pub struct ContextRow<'a> {
    context: Context<'a>,
    source: &'a str,
    codes: &'a [ContextCode<'a>],
    ticked: Option<bool>,
    selected: bool,
    lit: bool,
    lead: f32,
    inset: f32,
    ground: Option<Rgb>,
}

/// What the analyst did with a row.
#[derive(Clone, Debug)]
pub struct ContextResponse {
    /// The row: click, double click, hover.
    pub row: Response,
    /// Whether the tick box was clicked.
    pub tick_clicked: bool,
}

impl<'a> ContextRow<'a> {
    /// The row of a passage.
    pub const fn new(context: Context<'a>) -> Self {
        Self {
            context,
            source: "",
            codes: &[],
            ticked: None,
            selected: false,
            lit: false,
            lead: 0.38,
            inset: PANE_MARGIN,
            ground: None,
        }
    }

    /// A quiet word at the right end, such as the title of the source.
    pub const fn source(mut self, text: &'a str) -> Self {
        self.source = text;
        self
    }

    /// The codes the passage has, as marks.
    pub const fn codes(mut self, codes: &'a [ContextCode<'a>]) -> Self {
        self.codes = codes;
        self
    }

    /// Has a tick box, which is ticked or not.
    pub const fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = Some(ticked);
        self
    }

    /// Whether this row is the selected one.
    pub const fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Whether the same passage is hovered or lit in another pane.
    pub const fn lit(mut self, lit: bool) -> Self {
        self.lit = lit;
        self
    }

    /// The share of the text's room, 0 to 1, that is kept for the words before the passage; small
    /// for lists of long passages.
    pub const fn lead(mut self, share: f32) -> Self {
        self.lead = share;
        self
    }

    /// Distance from both edges, in points; the margin of a pane unless told otherwise.
    pub const fn inset(mut self, points: f32) -> Self {
        self.inset = points;
        self
    }

    /// What the list stands on; the ground of a pane unless told otherwise.
    pub const fn ground(mut self, ground: Rgb) -> Self {
        self.ground = Some(ground);
        self
    }

    /// Draws the row; says what was done to it.
    pub fn show(self, ui: &mut Ui) -> ContextResponse {
        let size = vec2(ui.available_width(), ROW_HEIGHT);
        // The list is one stop of the keyboard, its rows are none.
        let (rect, row) = ui.allocate_exact_size(size, Sense::CLICK);
        self.describe(ui, &row);
        let tick_clicked = self.tick_ui(ui, rect, &row);
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, row.hovered());
        }
        let row = match self.codes.is_empty() || !row.hovered() {
            true => row,
            false => row.on_hover_text_at_pointer(self.code_names()),
        };
        ContextResponse { row, tick_clicked }
    }

    fn describe(self, ui: &Ui, row: &Response) {
        let name = setting::flat(self.context.words);
        row.widget_info(|| {
            WidgetInfo::selected(Role::ListItem, ui.is_enabled(), self.selected, &name)
        });
        ui.accesskit_node_builder(row.id, |node| {
            let Context { before, after, .. } = self.context;
            let around = setting::flat(&format!("{before}{}{after}", self.context.words));
            let parts = [around, self.code_names(), self.source.to_owned()];
            let said = parts.into_iter().filter(|part| !part.is_empty());
            node.set_description(said.collect::<Vec<_>>().join(" · "));
        });
    }

    fn code_names(self) -> String {
        let names: Vec<&str> = self.codes.iter().map(|code| code.name).collect();
        names.join(", ")
    }

    fn tick_ui(self, ui: &Ui, rect: Rect, row: &Response) -> bool {
        let Some(ticked) = self.ticked else {
            return false;
        };
        let left = rect.left() + self.inset - 4.0;
        let hit = rect.with_min_x(left).with_max_x(left + TICK - 4.0);
        let tick = ui.interact(hit, row.id.with("tick"), Sense::CLICK);
        let name = format!("Tick {}", setting::flat(self.context.words));
        tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), ticked, &name));
        tick.clicked()
    }

    fn paint(self, ui: &Ui, rect: Rect, hovered: bool) {
        let theme = palette(ui);
        let ground = self.ground_of(theme, hovered);
        let painter = ui.painter();
        painter.rect_filled(rect, 0.0, color(ground));
        if self.selected {
            let accent = rect.with_max_x(rect.left() + 2.0);
            painter.rect_filled(accent, 0.0, color(theme.selection));
        }
        let mut room = rect.shrink2(vec2(self.inset, 0.0));
        if let Some(ticked) = self.ticked {
            let centre = pos2(room.left() + TICK_SIZE / 2.0, rect.center().y);
            paint_tick(ui, centre, ticked);
            room.min.x += TICK;
        }
        room.max.x = self.paint_source(ui, room);
        // The column stands where it stands without marks, too.
        let column = room.x_range();
        room.max.x = self.paint_codes(ui, room);
        self.paint_words(ui, room, column, ground);
    }

    fn ground_of(self, theme: &Theme, hovered: bool) -> Rgb {
        match (self.selected, self.lit || hovered) {
            (true, _) => theme.selection_background,
            (false, true) => theme.hover,
            (false, false) => self.ground.unwrap_or(theme.pane),
        }
    }

    /// Paints the quiet word; where the room to its left ends.
    fn paint_source(self, ui: &Ui, room: Rect) -> f32 {
        if self.source.is_empty() {
            return room.right();
        }
        let ink = color(palette(ui).muted);
        let most = room.width() * SOURCE_SHARE;
        let galley = truncated(ui.painter(), self.source, hint_font(), ink, most);
        let left = room.right() - most;
        let top = room.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(left, top), galley, ink);
        left - GAP
    }

    /// Paints the marks of the codes; where the room to their left ends.
    fn paint_codes(self, ui: &Ui, room: Rect) -> f32 {
        let theme = palette(ui);
        let mut x = room.right();
        let more = self.codes.len().saturating_sub(CODES);
        if more > 0 {
            let (at, ink) = (pos2(x, room.center().y), color(theme.muted));
            let text = format!("+{more}");
            let drawn = ui
                .painter()
                .text(at, Align2::RIGHT_CENTER, text, hint_font(), ink);
            x = drawn.left() - 4.0;
        }
        for code in self.codes.iter().take(CODES).rev() {
            let centre = pos2(x - CODE_PITCH / 2.0, room.center().y);
            let ink = color(theme.hue(code.hue));
            paint_shape(ui.painter(), centre, 5.0, code.shape, ink, true);
            x -= CODE_PITCH;
        }
        if self.codes.is_empty() { x } else { x - GAP }
    }

    fn paint_words(self, ui: &Ui, room: Rect, column: Rangef, ground: Rgb) {
        if room.width() < FADE {
            return;
        }
        let set: Arc<SetContext> = setting::set(ui.ctx(), self.context);
        let theme = palette(ui);
        let painter = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
        let shift = set.shift(column, self.lead);
        let origin = pos2(shift, room.center().y - set.layout.height_of_line() / 2.0);
        let band = set
            .words
            .translate(origin.to_vec2())
            .expand2(vec2(1.0, -1.0));
        painter.rect_filled(band, CornerRadius::same(3), found_band(theme));
        let (ink, quiet) = (color(theme.ink), color(theme.muted));
        set.layout
            .0
            .paint(&painter, origin, |byte| match set.range.contains(&byte) {
                true => ink,
                false => quiet,
            });
        let whole = set.whole.translate(origin.to_vec2());
        let ground = color(ground);
        if whole.left() < room.left() {
            let inner = room.left() + FADE;
            fade(
                &painter,
                room.with_max_x(inner),
                ground,
                Color32::TRANSPARENT,
            );
        }
        if whole.right() > room.right() {
            let inner = room.right() - FADE;
            fade(
                &painter,
                room.with_min_x(inner),
                Color32::TRANSPARENT,
                ground,
            );
        }
    }
}

/// A stretch that changes from one colour at its left edge to another at its right edge.
fn fade(painter: &egui::Painter, rect: Rect, left: Color32, right: Color32) {
    let mut mesh = Mesh::default();
    let corners = [
        (rect.left_top(), left),
        (rect.right_top(), right),
        (rect.right_bottom(), right),
        (rect.left_bottom(), left),
    ];
    for (at, ink) in corners {
        mesh.colored_vertex(at, ink);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    painter.add(mesh);
}

/// A tick box, ticked or not, as egui draws its own.
pub(crate) fn paint_tick(ui: &Ui, centre: egui::Pos2, ticked: bool) {
    let theme = palette(ui);
    let size = vec2(TICK_SIZE, TICK_SIZE);
    let square = Rect::from_center_size(centre, size);
    let (fill, edge) = match ticked {
        true => (color(theme.selection), color(theme.selection)),
        false => (color(theme.pane), color_at(theme.muted, 0.6)),
    };
    let painter = ui.painter();
    painter.rect(
        square,
        CornerRadius::same(3),
        fill,
        Stroke::new(1.0, edge),
        StrokeKind::Inside,
    );
    if ticked {
        let stroke = Stroke::new(1.75, color(theme.pane));
        let at = |x: f32, y: f32| centre + vec2(x, y);
        painter.line_segment([at(-3.5, 0.0), at(-1.0, 2.75)], stroke);
        painter.line_segment([at(-1.0, 2.75), at(3.75, -3.0)], stroke);
    }
}
