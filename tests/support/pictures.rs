//! Pictures of the window: written where a person asked for them, and checked for not being blank.

use std::path::PathBuf;

use egui_kittest::Harness;
use image::RgbaImage;

/// Draws the harness as it is. With `TIGHTROPE_PICTURES` set to a folder, `<name>.png` is written
/// there; otherwise only to a temporary folder that is gone with the test.
///
/// # Panics
/// If it cannot be drawn or written.
pub fn picture<State>(harness: &mut Harness<'_, State>, name: &str) -> RgbaImage {
    let image = harness.render().expect("the CPU renderer draws every mesh");
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = std::env::var_os("TIGHTROPE_PICTURES").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    let path = folder.join(name).with_extension("png");
    image.save(&path).expect("a written picture");
    image
}

/// The share of pixels, 0 to 1, that differ from the top left one.
pub fn inked_share(image: &RgbaImage) -> f32 {
    let ground = image.get_pixel(0, 0);
    let inked = image.pixels().filter(|pixel| *pixel != ground).count();
    inked as f32 / image.pixels().len().max(1) as f32
}
