//! What tests of the window share: a harness with the bundled fonts and a renderer without a GPU,
//! and pictures for people to look at.

pub mod arbitrary;
pub mod arbitrary_tables;
pub mod arbitrary_verbs;
pub mod arbitrary_views;
pub mod bench;
pub mod charts;
pub mod chronicle;
pub mod coal_mines;
pub mod coded;
pub mod corpus;
pub mod cpu_renderer;
pub mod documents;
pub mod memory_files;
pub mod pictures;
pub mod window;

use egui_kittest::{Harness, HarnessBuilder};
use tightrope::workbench::fonts::fonts;
use tightrope::workbench::theme::{ThemeChoice, apply};

use cpu_renderer::CpuRenderer;

/// A harness builder that looks and measures like the window.
pub fn harness<State>(theme: egui::Theme) -> HarnessBuilder<State> {
    let choice = match theme {
        egui::Theme::Light => ThemeChoice::Light,
        egui::Theme::Dark => ThemeChoice::Dark,
    };
    Harness::<State>::builder()
        .with_theme(theme)
        .with_render_cursor(false)
        .renderer(CpuRenderer::default())
        .with_context_setup(move |ctx| {
            ctx.set_fonts(fonts());
            apply(ctx, choice);
        })
}
