//! A scene as PNG, with its size on paper and its words for those who cannot see it.

use super::outlet::CannotWrite;
use super::raster::{Picture, raster};
use super::scene::Scene;
use super::theme::Theme;
use png::{BitDepth, ColorType, Encoder, EncodingError, Filter, PixelDimensions, Unit};

/// Points in a metre: 72 in an inch of 25.4 millimetres.
const POINTS_PER_METRE: f32 = 72.0 / 0.025_4;

/// The picture with `scale` pixels for a point, as a file.
///
/// # Errors
/// When it would have too many pixels.
pub fn png(scene: &Scene, theme: &Theme, scale: f32) -> Result<Vec<u8>, CannotWrite> {
    let picture = raster(scene, theme, scale)?;
    let written = encoded(scene, &picture, scale);
    written.map_err(|error| CannotWrite::Png(error.to_string()))
}

fn encoded(scene: &Scene, picture: &Picture, scale: f32) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width, picture.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let per_metre = (scale * POINTS_PER_METRE).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: Unit::Meter,
    }));
    for (keyword, words) in [("Title", &scene.title), ("Description", &scene.summary)] {
        if !words.is_empty() {
            // The format has no place for the sign that ends a text.
            encoder.add_itxt_chunk(keyword.to_owned(), words.replace('\0', " "))?;
        }
    }
    // Lines mostly repeat the one above.
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header()?;
    // Every pixel is opaque, so that its alpha is not worth writing.
    let opaque = picture
        .rgba
        .chunks_exact(4)
        .flat_map(|pixel| pixel.iter().take(3));
    let opaque: Vec<u8> = opaque.copied().collect();
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}
