//! The heading of a group: small, semibold, grey; on its right a count or an action.

use egui::accesskit::Role;
use egui::{Align2, Button, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::workbench::theme::{CONTROL_HEIGHT, color, heading_font, hint, hint_font, palette};

/// A heading over what follows.
#[derive(Clone, Copy, Debug)]
pub struct Section<'a> {
    title: &'a str,
    count: Option<usize>,
    action: Option<&'a str>,
    inset: f32,
}

impl<'a> Section<'a> {
    /// A heading in sentence case.
    pub const fn new(title: &'a str) -> Self {
        Self {
            title,
            count: None,
            action: None,
            inset: 0.0,
        }
    }

    /// How many things follow.
    pub const fn count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }

    /// A quiet button at the right end, for example "Add report…".
    pub const fn action(mut self, label: &'a str) -> Self {
        self.action = Some(label);
        self
    }

    /// Distance from both edges, in points: [`crate::workbench::theme::PANE_MARGIN`] in a list that
    /// fills its pane, 0 (as it is) in a pane that keeps a margin itself.
    pub const fn inset(mut self, points: f32) -> Self {
        self.inset = points;
        self
    }

    /// Draws the heading with the space above it. True if the action was clicked.
    pub fn show(self, ui: &mut Ui) -> bool {
        ui.add_space(8.0);
        let size = vec2(ui.available_width(), CONTROL_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, self.title));

        let muted = color(palette(ui).muted);
        let inner = rect.shrink2(vec2(self.inset, 0.0));
        let painter = ui.painter();
        let left = inner.left_center();
        painter.text(left, Align2::LEFT_CENTER, self.title, heading_font(), muted);
        match (self.action, self.count) {
            (Some(action), _) => action_ui(ui, inner, action),
            (None, Some(count)) => {
                let right = inner.right_center();
                painter.text(right, Align2::RIGHT_CENTER, count, hint_font(), muted);
                false
            }
            (None, None) => false,
        }
    }
}

fn action_ui(ui: &mut Ui, rect: Rect, label: &str) -> bool {
    // The button's words, not its invisible edge, end where the content ends.
    let rect = rect.with_max_x(rect.right() + ui.spacing().button_padding.x);
    let layout = Layout::right_to_left(egui::Align::Center);
    let mut right = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    let button = right.add(Button::new(hint(label)).frame_when_inactive(false));
    super::focus_ring(&right, &button);
    button.clicked()
}
