//! Tells when what was set must be set anew.

use std::sync::Arc;

use egui::{Color32, Context, FontId, Galley};

/// Tells when layouts must be made anew: their glyphs live in an atlas that egui empties when it
/// is full, or when fonts change.
#[derive(Clone, Debug)]
pub struct AtlasWatch {
    /// egui hands out this very galley again as long as its caches live, and we hold it, so its
    /// address is not given to another.
    canary: Arc<Galley>,
    scale: f32,
}

impl AtlasWatch {
    /// The state of the atlas now. Ask in every frame: egui forgets what a frame did not use.
    pub fn new(ctx: &Context) -> Self {
        let font = FontId::default();
        let canary =
            ctx.fonts_mut(|fonts| fonts.layout_no_wrap("¶".to_owned(), font, Color32::PLACEHOLDER));
        Self {
            canary,
            scale: ctx.pixels_per_point(),
        }
    }

    /// Whether layouts made then are good now.
    pub fn same_as(&self, earlier: &Self) -> bool {
        Arc::ptr_eq(&self.canary, &earlier.canary) && self.scale == earlier.scale
    }
}
