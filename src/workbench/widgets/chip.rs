//! A pill that says one thing: "alleged", "contested", "counts as 1", "from 2024 ×".

use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::truncated;
use crate::figure::theme::Rgb;
use crate::workbench::theme::{CONTROL_HEIGHT, color, hint_font, palette};

/// The pill itself is lower than the row it can be hit in.
const HEIGHT: f32 = 20.0;
const PADDING: f32 = 10.0;
const CLOSE_WIDTH: f32 = 24.0;

/// What the analyst did with a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipAction {
    /// Clicked it.
    Clicked,
    /// Clicked its ×.
    Closed,
}

/// A pill.
#[derive(Clone, Copy, Debug)]
pub struct Chip<'a> {
    text: &'a str,
    border: Option<Rgb>,
    dashed: bool,
    clickable: bool,
    closable: bool,
}

impl<'a> Chip<'a> {
    /// A pill with a solid outline.
    pub const fn new(text: &'a str) -> Self {
        Self {
            text,
            border: None,
            dashed: false,
            clickable: false,
            closable: false,
        }
    }

    /// Outlined in this colour instead of the quiet line.
    pub const fn border(mut self, colour: Rgb) -> Self {
        self.border = Some(colour);
        self
    }

    /// A dashed outline: said, not established.
    pub const fn dashed(mut self) -> Self {
        self.dashed = true;
        self
    }

    /// Can be clicked.
    pub const fn clickable(mut self) -> Self {
        self.clickable = true;
        self
    }

    /// Has a × that takes it away.
    pub const fn closable(mut self) -> Self {
        self.closable = true;
        self
    }

    /// Draws the chip; says what was done to it.
    pub fn show(self, ui: &mut Ui) -> Option<ChipAction> {
        let theme = palette(ui);
        let ink = color(theme.ink);
        let end = if self.closable { CLOSE_WIDTH } else { PADDING };
        // Never wider than a whole line: a long name ends in an ellipsis.
        let room = (ui.max_rect().width() - PADDING - end).max(CLOSE_WIDTH);
        let text = truncated(ui.painter(), self.text, hint_font(), ink, room);
        let cut = text.elided;
        let size = vec2(PADDING + text.size().x + end, CONTROL_HEIGHT);
        let sense = if self.clickable {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        let role = if self.clickable {
            Role::Button
        } else {
            Role::Label
        };
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), self.text));

        let response = if cut {
            response.on_hover_text(self.text)
        } else {
            response
        };
        let pill = Rect::from_center_size(rect.center(), vec2(rect.width(), HEIGHT));
        let active = response.hovered() && self.clickable || response.has_focus();
        let fill = color(if active { theme.hover } else { theme.pane });
        let border = match self.border {
            _ if response.has_focus() => theme.selection,
            Some(colour) => colour,
            None => theme.line,
        };
        self.paint_pill(ui, pill, fill, Stroke::new(1.0, color(border)));
        let top = pill.center().y - text.size().y / 2.0;
        ui.painter()
            .galley(pos2(pill.left() + PADDING, top), text, ink);

        if response.has_focus() {
            let radius = CornerRadius::same((HEIGHT / 2.0) as u8);
            let line = Stroke::new(2.0, color(theme.selection));
            ui.painter()
                .rect_stroke(pill, radius, line, StrokeKind::Inside);
        }
        let closed = self.closable && self.close_ui(ui, rect, &response);
        if closed {
            Some(ChipAction::Closed)
        } else {
            response.clicked().then_some(ChipAction::Clicked)
        }
    }

    fn paint_pill(self, ui: &Ui, pill: Rect, fill: Color32, stroke: Stroke) {
        let radius = CornerRadius::same((HEIGHT / 2.0) as u8);
        let painter = ui.painter();
        if self.dashed {
            painter.rect_filled(pill, radius, fill);
            painter.extend(Shape::dashed_line(
                &pill_outline(pill.shrink(0.5)),
                stroke,
                4.0,
                3.0,
            ));
        } else {
            painter.rect(pill, radius, fill, stroke, StrokeKind::Inside);
        }
    }

    fn close_ui(self, ui: &Ui, rect: Rect, chip: &egui::Response) -> bool {
        let hit = rect.with_min_x(rect.right() - CLOSE_WIDTH);
        let close = ui.interact(hit, chip.id.with("close"), Sense::click());
        let name = format!("Remove {}", self.text);
        close.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let theme = palette(ui);
        let lit = close.hovered() || close.has_focus();
        let ink = color(if lit { theme.ink } else { theme.muted });
        if close.has_focus() {
            super::ring(ui, hit.shrink2(vec2(2.0, 4.0)), 1.0);
        }
        let (centre, arm) = (hit.center() - vec2(1.0, 0.0), 2.5);
        for arm in [vec2(arm, arm), vec2(arm, -arm)] {
            let ends = [centre - arm, centre + arm];
            ui.painter().line_segment(ends, Stroke::new(1.25, ink));
        }
        close.clicked()
    }
}

/// The closed outline of a pill, clockwise from the top left.
fn pill_outline(pill: Rect) -> Vec<Pos2> {
    use std::f32::consts::{FRAC_PI_2, PI};
    const STEPS: u8 = 12;
    let radius = pill.height() / 2.0;
    let arc = |centre: Pos2, from: f32| {
        (0..=STEPS).map(move |step| {
            let angle = from + PI * f32::from(step) / f32::from(STEPS);
            centre + radius * vec2(angle.cos(), angle.sin())
        })
    };
    let left = pill.left_center() + vec2(radius, 0.0);
    let right = pill.right_center() - vec2(radius, 0.0);
    let ends = arc(right, -FRAC_PI_2).chain(arc(left, FRAC_PI_2));
    let mut outline: Vec<Pos2> = ends.collect();
    outline.extend(outline.first().copied());
    outline
}
