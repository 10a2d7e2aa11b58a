//! One row of a list or a tree: a mark, a name, and a quiet word at the right end.

use egui::accesskit::Role;
use egui::{
    Align2, CornerRadius, Painter, Pos2, Rect, Response, Sense, Ui, Widget, WidgetInfo, pos2, vec2,
};

use super::{paint_shape, truncated};
use crate::figure::theme::Theme;
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{PANE_MARGIN, ROW_HEIGHT, body_font, color, number_font, palette};

const ICON_SIZE: f32 = 10.0;
/// From the left edge of an icon, or of a parent's name, to the name or the child's.
const STEP: f32 = 20.0;
const ACCENT_WIDTH: f32 = 2.0;
const SHARE_WIDTH: f32 = 28.0;

/// A row as wide as its list.
#[derive(Clone, Copy, Debug)]
pub struct ListRow<'a> {
    name: &'a str,
    trailing: &'a str,
    icon: Option<(Shape, Hue)>,
    depth: u16,
    selected: bool,
    quiet: bool,
    share: Option<f32>,
    room: f32,
    inset: f32,
}

impl<'a> ListRow<'a> {
    /// A row with a name.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name,
            trailing: "",
            icon: None,
            depth: 0,
            selected: false,
            quiet: false,
            share: None,
            room: 0.0,
            inset: PANE_MARGIN,
        }
    }

    /// A count or a short word at the right end.
    pub const fn trailing(mut self, text: &'a str) -> Self {
        self.trailing = text;
        self
    }

    /// The mark of the row's kind, before its name.
    pub const fn icon(mut self, shape: Shape, hue: Hue) -> Self {
        self.icon = Some((shape, hue));
        self
    }

    /// How deep the row lies in a tree; 0 is outermost.
    pub const fn depth(mut self, depth: u16) -> Self {
        self.depth = depth;
        self
    }

    /// Whether this row is the selected one.
    pub const fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Its name set back, as that of something that does not show.
    pub const fn quiet(mut self, quiet: bool) -> Self {
        self.quiet = quiet;
        self
    }

    /// A thin bar before the trailing text, filled to this share, 0 to 1; none for `None`.
    pub const fn share(mut self, share: Option<f32>) -> Self {
        self.share = share;
        self
    }

    /// Room kept free of the name at the right end, for a control of the caller before the trailing
    /// text, in points.
    pub const fn room(mut self, points: f32) -> Self {
        self.room = points;
        self
    }

    /// Distance from both edges, in points; the margin of a pane unless told otherwise.
    pub const fn inset(mut self, points: f32) -> Self {
        self.inset = points;
        self
    }

    fn paint_ground(self, ui: &Ui, rect: Rect, response: &Response) {
        let theme = palette(ui);
        let painter = ui.painter();
        if self.selected {
            painter.rect_filled(rect, 0.0, color(theme.selection_background));
            let accent = rect.with_max_x(rect.left() + ACCENT_WIDTH);
            painter.rect_filled(accent, 0.0, color(theme.selection));
        } else if response.hovered() {
            painter.rect_filled(rect, 0.0, color(theme.hover));
        }
        if response.has_focus() {
            super::ring(ui, rect, 2.0);
        }
    }

    /// Paints mark, name and trailing text; a name too long ends in an ellipsis.
    fn paint_content(self, ui: &Ui, rect: Rect, theme: &Theme) {
        let painter = ui.painter();
        let mut x = rect.left() + self.inset + STEP * f32::from(self.depth);
        if let Some((shape, hue)) = self.icon {
            let centre = pos2(x + ICON_SIZE / 2.0, rect.center().y);
            let ink = color(theme.hue(hue));
            paint_shape(painter, centre, ICON_SIZE / 2.0, shape, ink, true);
            x += STEP;
        }
        let right = rect.right_center() - vec2(self.inset, 0.0);
        let trailing = painter.text(
            right,
            Align2::RIGHT_CENTER,
            self.trailing,
            number_font(),
            color(theme.muted),
        );
        let end = match self.share {
            Some(share) => share_bar(painter, theme, trailing.left_center(), share),
            None => trailing.left(),
        };
        let room = end.min(right.x - self.room) - 8.0 - x;
        let ink = color(if self.quiet { theme.muted } else { theme.ink });
        let name = truncated(painter, self.name, body_font(), ink, room);
        let top = rect.center().y - name.size().y / 2.0;
        painter.galley(pos2(x, top), name, ink);
    }
}

/// A bar that ends 8 points before `end`; where it begins.
fn share_bar(painter: &Painter, theme: &Theme, end: Pos2, share: f32) -> f32 {
    let size = vec2(SHARE_WIDTH, 3.0);
    let centre = end - vec2(8.0 + SHARE_WIDTH / 2.0, 0.0);
    let bar = Rect::from_center_size(centre, size);
    let round = CornerRadius::same(1);
    painter.rect_filled(bar, round, color(theme.line));
    let part = bar.with_max_x(bar.left() + SHARE_WIDTH * share.clamp(0.0, 1.0));
    painter.rect_filled(part, round, color(theme.muted));
    bar.left()
}

impl Widget for ListRow<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let size = vec2(ui.available_width(), ROW_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListItem, ui.is_enabled(), self.selected, self.name)
        });
        if !self.trailing.is_empty() {
            ui.accesskit_node_builder(response.id, |node| node.set_description(self.trailing));
        }
        if ui.is_rect_visible(rect) {
            self.paint_ground(ui, rect, &response);
            self.paint_content(ui, rect, palette(ui));
        }
        response
    }
}
