//! From the colours of `figure::theme` to the look of egui: visuals, spacing, text styles.
//!
//! [`apply`] sets both the light and the dark style, so that following the system never needs a
//! restart; [`palette`] gives a drawing function the colours of the one that is on.

use egui::style::{ScrollStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontId, Frame, Margin, RichText, Shadow, Stroke, Style,
    TextStyle, ThemePreference, Visuals, vec2,
};
use serde::{Deserialize, Serialize};

use super::fonts::Family;
use crate::figure::theme::{Rgb, Theme, mix};

/// Height of a row in a list, in points.
pub const ROW_HEIGHT: f32 = 26.0;
/// Height of a field or a button, in points; nothing that can be hit is smaller.
pub const CONTROL_HEIGHT: f32 = 24.0;
/// Width of the label column shared by all forms, in points.
pub const LABEL_WIDTH: f32 = 88.0;
/// Distance from a pane's edge to its content, in points.
pub const PANE_MARGIN: f32 = 16.0;
/// Line height of reading text, as a multiple of its size.
pub const READING_LINE_HEIGHT: f32 = 1.6;
/// Size of reading text unless the reader chose another, in points.
pub const READING_SIZE: f32 = 17.0;
/// Corner radius of fields, buttons and cards, in points.
pub const RADIUS: u8 = 5;

const INTERFACE_SIZE: f32 = 13.0;
const HEADING_SIZE: f32 = 11.0;
const HINT_SIZE: f32 = 12.0;
const TITLE_SIZE: f32 = 15.0;

/// Which theme the analyst asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
    /// As the desktop says, and as it changes.
    #[default]
    System,
}

impl ThemeChoice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    /// The choice in plain words, in sentence case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::System => "As the system",
        }
    }
}

/// Sets the styles of both themes and chooses one. Cheap enough to call on every change of mind;
/// fonts are set apart, once, from [`super::fonts::fonts`].
pub fn apply(ctx: &Context, choice: ThemeChoice) {
    ctx.set_style_of(egui::Theme::Light, style(Theme::light()));
    ctx.set_style_of(egui::Theme::Dark, style(Theme::dark()));
    // A desktop that does not say gets the light one.
    ctx.options_mut(|options| {
        options.fallback_theme = egui::Theme::Light;
        // Text scales by a command of ours, which is remembered.
        options.zoom_with_keyboard = false;
    });
    ctx.set_theme(match choice {
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
        ThemeChoice::System => ThemePreference::System,
    });
}

/// The colours of the theme that is on. A `&Ui` will do as well.
pub fn palette(ctx: &Context) -> &'static Theme {
    match ctx.theme() {
        egui::Theme::Light => Theme::light(),
        egui::Theme::Dark => Theme::dark(),
    }
}

/// The colours of the theme these visuals belong to.
pub fn of_visuals(visuals: &Visuals) -> &'static Theme {
    if visuals.dark_mode {
        Theme::dark()
    } else {
        Theme::light()
    }
}

/// A colour of the theme, for egui.
pub const fn color(rgb: Rgb) -> Color32 {
    Color32::from_rgb(rgb.0, rgb.1, rgb.2)
}

/// A colour of the theme at an opacity from 0 to 1, for egui.
pub fn color_at(rgb: Rgb, opacity: f32) -> Color32 {
    color(rgb).gamma_multiply(opacity)
}

/// Behind words that were found.
pub fn found_band(theme: &Theme) -> Color32 {
    color_at(theme.muted, if theme.dark { 0.24 } else { 0.14 })
}

/// Around words that were found.
pub fn found_edge(theme: &Theme) -> Color32 {
    color_at(theme.muted, 0.45)
}

/// A one-point line in a colour of the theme.
pub fn hairline(rgb: Rgb) -> Stroke {
    Stroke::new(1.0, color(rgb))
}

/// A card on a side pane: the pane's ground and a hairline, 8 points around its content.
pub fn card(theme: &Theme) -> Frame {
    Frame::new()
        .fill(color(theme.pane))
        .stroke(hairline(theme.line))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::same(8))
}

/// The room around what a pane shows: so many points above and below it, the pane's margin beside.
pub fn pane_frame(top: i8, bottom: i8) -> Frame {
    let side = PANE_MARGIN as i8;
    Frame::new().inner_margin(Margin {
        left: side,
        right: side,
        top,
        bottom,
    })
}

/// Text at 13 points: what one reads and clicks.
pub fn body(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Body)
}

/// Text at 13 points, semibold: what matters in a line.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(Family::Strong.at(INTERFACE_SIZE))
}

/// The name of the thing a pane is about, at 15 points, semibold.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(Family::Strong.at(TITLE_SIZE))
}

/// The heading of a group, at 11 points, semibold and grey.
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Heading).weak()
}

/// An explanation beside or under something, at 12 points and grey.
pub fn hint(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).weak()
}

/// A number in a column, at 13 points; every digit is equally wide.
pub fn number(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Monospace)
}

/// The words of a source, at `size` points and with the line height of the reader.
pub fn reading(text: impl Into<String>, size: f32) -> RichText {
    RichText::new(text)
        .font(Family::Reading.at(size))
        .line_height(Some((size * READING_LINE_HEIGHT).round()))
}

/// The font of [`body`].
pub fn body_font() -> FontId {
    Family::Interface.at(INTERFACE_SIZE)
}

/// The font of [`heading`].
pub fn heading_font() -> FontId {
    Family::Strong.at(HEADING_SIZE)
}

/// The font of [`hint`].
pub fn hint_font() -> FontId {
    Family::Interface.at(HINT_SIZE)
}

/// The font of [`number`].
pub fn number_font() -> FontId {
    Family::Tabular.at(INTERFACE_SIZE)
}

/// The whole style of a theme.
fn style(theme: &Theme) -> Style {
    let mut style = Style {
        visuals: visuals(theme),
        text_styles: [
            (TextStyle::Heading, heading_font()),
            (TextStyle::Body, body_font()),
            (TextStyle::Button, body_font()),
            (TextStyle::Small, hint_font()),
            (TextStyle::Monospace, number_font()),
        ]
        .into(),
        ..Style::default()
    };
    space(&mut style);
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.drag_value_text_style = TextStyle::Monospace;
    style
}

/// Spacing, in multiples of four points.
fn space(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(8.0, 4.0);
    spacing.interact_size = vec2(24.0, CONTROL_HEIGHT);
    spacing.window_margin = Margin::same(12);
    spacing.menu_margin = Margin::same(4);
    spacing.indent = 16.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 8.0;
    spacing.icon_spacing = 8.0;
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 24.0,
        ..ScrollStyle::floating()
    };
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let mut visuals = Visuals {
        dark_mode: theme.dark,
        widgets: widgets(theme),
        weak_text_color: Some(color(theme.muted)),
        hyperlink_color: color(theme.selection),
        faint_bg_color: color(theme.hover),
        extreme_bg_color: color(theme.pane),
        text_edit_bg_color: Some(color(theme.pane)),
        code_bg_color: color(theme.hover),
        warn_fg_color: color(theme.warning),
        error_fg_color: color(theme.error),
        window_fill: color(theme.pane),
        window_stroke: hairline(theme.line),
        window_corner_radius: CornerRadius::same(6),
        menu_corner_radius: CornerRadius::same(6),
        window_shadow: shadow(theme, 24),
        popup_shadow: shadow(theme, 12),
        panel_fill: color(theme.pane2),
        indent_has_left_vline: false,
        ..base
    };
    visuals.selection.bg_fill = color(theme.selection_background);
    visuals.selection.stroke = hairline(theme.selection);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, color(theme.selection));
    visuals
}

fn shadow(theme: &Theme, blur: u8) -> Shadow {
    Shadow {
        offset: [0, 4],
        blur,
        spread: 0,
        color: color_at(theme.shadow, if theme.dark { 0.4 } else { 0.1 }),
    }
}

/// Flat controls: a hairline and the pane's colour at rest, a little darker under the mouse, the
/// selection's colours while pressed or focused. Nothing grows.
fn widgets(theme: &Theme) -> Widgets {
    let look = |fill: Rgb, border: Rgb, ink: Rgb| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: hairline(border),
        fg_stroke: hairline(ink),
        corner_radius: CornerRadius::same(RADIUS),
        expansion: 0.0,
    };
    let hovered = look(theme.hover, mix(theme.line, theme.muted, 0.35), theme.ink);
    Widgets {
        noninteractive: look(theme.pane2, theme.line, theme.ink),
        inactive: look(theme.pane, theme.line, theme.ink),
        hovered,
        active: look(theme.selection_background, theme.selection, theme.ink),
        open: hovered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_decides_the_palette() {
        let ctx = Context::default();
        for (choice, dark) in [(ThemeChoice::Dark, true), (ThemeChoice::Light, false)] {
            apply(&ctx, choice);
            assert_eq!(palette(&ctx).dark, dark, "{choice:?}");
        }
    }

    #[test]
    fn the_caret_stands_still() {
        let ctx = Context::default();
        apply(&ctx, ThemeChoice::System);
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            assert!(!ctx.style_of(theme).visuals.text_cursor.blink);
        }
    }
}
