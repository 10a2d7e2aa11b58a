//! How the charts are to be exported: fields on the left, what comes of them on the right.

use crate::figure::outlet::Format;
use crate::figure::theme::ThemeName;
use crate::figure::wanted::Charts;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::figure_options::{FigureOptions, Line};
use crate::workbench::figure_preview::Preview;
use crate::workbench::menu::overlay_heading;
use crate::workbench::theme::{body, color, hint, palette};
use crate::workbench::widgets::{Choice, TextField, field_row};
use egui::accesskit::Role;
use egui::{Button, Frame, Id, Image, ScrollArea, Stroke, Ui, WidgetInfo, vec2};

/// The room of the preview, in points.
pub const PREVIEW: [f32; 2] = [420.0, 400.0];
/// The width of the fields.
const FIELDS: f32 = 380.0;
/// Between the two.
const BETWEEN: f32 = 24.0;
/// What the window keeps of its height beside the fields: heading, buttons, margins.
const BUTTONS: f32 = 220.0;
/// The width of a field for a number.
const NUMBER: f32 = 84.0;

/// Draws the dialog.
pub(super) fn figure_ui(
    ui: &mut Ui,
    options: &mut FigureOptions,
    preview: &Preview,
    commands: &mut Vec<Command>,
) {
    overlay_heading(
        ui,
        "Export figure",
        "The stretch of time, the bars and their width, the two actors, the filters and the tables are those of the charts.",
    );
    // The same height for a preview of any shape, so that the dialog stays where it is.
    let room = ui.ctx().content_rect().height() - BUTTONS;
    let height = room.clamp(160.0, PREVIEW[1] + 8.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .show(ui, |ui| {
            let beside = ui.available_width() >= FIELDS + BETWEEN + PREVIEW[0];
            if beside {
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(FIELDS);
                        fields_ui(ui, options);
                    });
                    ui.add_space(BETWEEN);
                    preview_ui(ui, preview);
                });
            } else {
                fields_ui(ui, options);
                ui.add_space(12.0);
                preview_ui(ui, preview);
            }
        });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let ready = !matches!(preview, Preview::Failed(_));
        if ui.add_enabled(ready, Button::new("Export…")).clicked() {
            commands.push(Command::CloseOverlay);
            commands.push(Command::NameFigure);
        }
        for action in [Action::CopyPicture, Action::CopyNumbers] {
            let button = Button::new(action.info().text);
            if ui.add_enabled(ready, button).clicked() {
                // What is chosen here holds while the dialog is open.
                commands.push(Command::Do(action));
                commands.push(Command::CloseOverlay);
            }
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseOverlay);
        }
    });
}

fn fields_ui(ui: &mut Ui, options: &mut FigureOptions) {
    let entries = [
        (Charts::Both, "timeline and frequency".to_owned()),
        (Charts::Timeline, "timeline".to_owned()),
        (Charts::Frequency, "frequency".to_owned()),
        (Charts::Posture, "policy posture".to_owned()),
        (Charts::Dyad, "attack and strike".to_owned()),
    ];
    choice_ui(ui, "Charts", &entries, &mut options.charts);
    let entries = Format::ALL.map(|format| (format, format.name().to_owned()));
    choice_ui(ui, "Format", &entries, &mut options.format);
    let entries = ThemeName::ALL.map(|theme| (theme, theme.name().to_owned()));
    choice_ui(ui, "Theme", &entries, &mut options.theme);
    field_row(ui, "", |ui| {
        let always = options.theme.is_patterned();
        let mut on = options.patterns || always;
        ui.add_enabled_ui(!always && options.charts.has_bars(), |ui| {
            if ui.checkbox(&mut on, hint("Patterns in bars")).changed() {
                options.patterns = on;
            }
        });
    });
    number_ui(ui, "Width", "Width in points", "", &mut options.width);
    let needed = "as needed";
    number_ui(
        ui,
        "Height",
        "Height in points",
        needed,
        &mut options.height,
    );
    let is_png = options.format == Format::Png;
    ui.add_enabled_ui(is_png, |ui| {
        let by_point = options.dpi.trim().is_empty();
        ui.add_enabled_ui(by_point, |ui| {
            number_ui(ui, "Scale", "Pixels per point", "", &mut options.scale);
        });
        let (name, usual) = ("Pixels per inch", "by scale");
        number_ui(ui, "Density", name, usual, &mut options.dpi);
    });
    ui.add_enabled_ui(options.format == Format::Svg, |ui| {
        field_row(ui, "", |ui| {
            ui.checkbox(&mut options.faces, hint("Fonts within the SVG"));
        });
    });
    line_ui(ui, "Title", "that of the project", &mut options.title);
    line_ui(ui, "Caption", "what is counted", &mut options.caption);
    line_ui(ui, "Source line", "sources and tables", &mut options.source);
    number_ui(ui, "Language", "Language tag", "", &mut options.language);
}

fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    entries: &[(T, String)],
    chosen: &mut T,
) {
    field_row(ui, name, |ui| {
        let (_, picked) = Choice::new(name, entries, *chosen).width(180.0).show(ui);
        if let Some(picked) = picked {
            *chosen = picked;
        }
    });
}

fn number_ui(ui: &mut Ui, label: &str, name: &str, hint: &str, text: &mut String) {
    field_row(ui, label, |ui| {
        ui.set_width(NUMBER);
        let id = Id::unique(("figure", name));
        TextField::new(id, name, text).hint(hint).show(ui);
    });
}

/// A line of words that can be left out, left to the figure, or written.
fn line_ui(ui: &mut Ui, name: &str, usual: &str, line: &mut Line) {
    field_row(ui, name, |ui| {
        ui.horizontal(|ui| {
            let shown = ui.checkbox(&mut line.shown, "");
            shown.widget_info(|| {
                WidgetInfo::selected(Role::CheckBox, true, line.shown, format!("With {name}"))
            });
            let id = Id::unique(("figure", name));
            ui.add_enabled_ui(line.shown, |ui| {
                TextField::new(id, name, &mut line.text)
                    .hint(usual)
                    .show(ui);
            });
        });
    });
}

fn preview_ui(ui: &mut Ui, preview: &Preview) {
    let [width, height] = PREVIEW;
    match preview {
        Preview::Waiting => {
            ui.add_sized(vec2(width, 120.0), egui::Label::new(hint("Drawing…")));
        }
        Preview::Failed(why) => {
            ui.set_width(width);
            ui.label(body(why));
        }
        Preview::Drawn(texture, words) => {
            let line = Stroke::new(1.0, color(palette(ui).line));
            Frame::new().stroke(line).show(ui, |ui| {
                let image = Image::new(texture).max_size(vec2(width, height));
                let shown = ui.add(image);
                shown.widget_info(|| {
                    WidgetInfo::labeled(Role::Image, true, format!("Preview: {words}"))
                });
            });
        }
    }
}
