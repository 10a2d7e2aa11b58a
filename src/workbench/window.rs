//! The real window: eframe around the app.

use super::app::{App, Start};
use super::services::Services;
use eframe::{NativeOptions, Renderer};
use egui::{ViewportBuilder, vec2};
use std::path::PathBuf;

/// There is no screen to open a window on, or it cannot draw.
#[derive(Debug, thiserror::Error)]
pub enum NoWindow {
    /// There is no screen at all.
    #[error("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)")]
    NoDisplay,
    /// There is one, but no window came of it.
    #[error("no window could be opened on this display: {0}")]
    NotOpened(String),
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When there is no display, or none that can draw. Nothing was opened or changed then.
pub fn open_window(paths: Vec<PathBuf>) -> Result<(), NoWindow> {
    if !has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let services = Services::of_the_system();
    let preferences = services.files.read(&services.folders.preferences()).ok();
    let start = Start {
        paths,
        preferences: preferences.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    };
    let options = NativeOptions {
        renderer: Renderer::Glow,
        viewport: ViewportBuilder::default()
            .with_title("Tightrope")
            .with_app_id("tightrope")
            .with_inner_size(vec2(1440.0, 900.0))
            .with_min_inner_size(vec2(760.0, 520.0))
            .with_drag_and_drop(true),
        ..NativeOptions::default()
    };
    let create = move |context: &eframe::CreationContext<'_>| {
        let app: Box<dyn eframe::App> = Box::new(App::new(&context.egui_ctx, services, start));
        Ok(app)
    };
    eframe::run_native("Tightrope", options, Box::new(create))
        .map_err(|error| NoWindow::NotOpened(in_short(&error.to_string())))
}

/// Other systems always have one; what is wrong with it is found when the window opens.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || named("DISPLAY")
        || named("WAYLAND_DISPLAY")
        || named("WAYLAND_SOCKET")
}

/// The first sentence of what a graphics library says; the rest is about its inside.
fn in_short(error: &str) -> String {
    let first = error.split([':', '\n']).next().unwrap_or(error);
    let short: String = first.chars().take(120).collect();
    short.trim().to_owned()
}
