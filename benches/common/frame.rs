//! What one frame of a window without a screen costs.

use super::cpu_time;
use egui::{Context, FullOutput, RawInput};
use std::hint::black_box;
use std::time::Duration;

/// The CPU time of drawing a frame and cutting it into triangles.
pub fn frame_cost(
    ctx: &Context,
    input: RawInput,
    draw: impl FnOnce(RawInput) -> FullOutput,
) -> Duration {
    let begun = cpu_time();
    let mut output = draw(input);
    let pixels = output.pixels_per_point;
    let shapes = ctx.tessellate(std::mem::take(&mut output.shapes), pixels);
    let cost = cpu_time() - begun;
    black_box(shapes);
    output.drop_without_applying_deltas();
    cost
}
