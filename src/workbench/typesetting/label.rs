//! Labels in the direction they are read: titles, names, quotes, notes.
//!
//! A label without right-to-left letters is egui's own. Another is set here and handed out as a
//! galley for painting, kept until it has not been asked for in a while; nothing but painting can
//! be done with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::text::{PlacedRow, TextWrapping};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, FontId, Galley, Id, Label, Pos2, Rect, Response, Ui, pos2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::direction::may_turn;
use super::line::PaintedRun;
use super::{AtlasWatch, Face, Paragraph, ParagraphLayout};

/// How a label makes do with its room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fit {
    /// In as many lines as it takes, none wider than this, in points.
    Wrap(f32),
    /// In one line of at most this width, in points; what is too much becomes an ellipsis.
    Cut(f32),
}

/// A label, wrapped in the room that is left.
pub fn label_ui(ui: &mut Ui, text: &str, face: &Face, ink: Color32) -> Response {
    let fit = Fit::Wrap(ui.available_width());
    let galley = label_in(ui.ctx(), text, face, ink, fit);
    // What egui would select is not what is seen.
    let selectable = ui.style().interaction.selectable_labels && !turns(text);
    ui.add(Label::new(galley).selectable(selectable))
}

/// A label to be painted, on lines as high as its font wants them.
pub fn label(ctx: &Context, text: &str, font: &FontId, ink: Color32, fit: Fit) -> Arc<Galley> {
    let line_height = ctx.fonts_mut(|fonts| fonts.row_height(font));
    label_in(ctx, text, &Face::new(font.clone(), line_height), ink, fit)
}

/// A label to be painted.
pub fn label_in(ctx: &Context, text: &str, face: &Face, ink: Color32, fit: Fit) -> Arc<Galley> {
    if !turns(text) {
        return plain(ctx, text, face, ink, fit);
    }
    let key = Key::new(text, face, ink, fit);
    let watch = AtlasWatch::new(ctx);
    let pass = ctx.cumulative_pass_nr();
    if let Some(known) = with_labels(ctx, |labels| labels.find(&key, &watch, pass)) {
        return known;
    }
    let new = turned(ctx, text, face, ink, fit);
    with_labels(ctx, |labels| labels.keep(key, &new, pass));
    new
}

fn turns(text: &str) -> bool {
    text.chars().any(may_turn)
}

fn plain(ctx: &Context, text: &str, face: &Face, ink: Color32, fit: Fit) -> Arc<Galley> {
    let format = TextFormat {
        line_height: Some(face.line_height),
        ..TextFormat::simple(face.font.clone(), ink)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = match fit {
        Fit::Wrap(width) => TextWrapping::wrap_at_width(width),
        Fit::Cut(room) => TextWrapping::truncate_at_width(room.max(0.0)),
    };
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

fn turned(ctx: &Context, text: &str, face: &Face, ink: Color32, fit: Fit) -> Arc<Galley> {
    let set = |text: &str, width| {
        let paragraph = Paragraph {
            text,
            face,
            width,
            ink_changes: &[],
        };
        ParagraphLayout::new(ctx, paragraph)
    };
    let layout = match fit {
        Fit::Wrap(width) => set(text, width),
        Fit::Cut(room) => {
            let whole = set(text, f32::INFINITY);
            match whole.width() > room {
                true => cut(text, room, |text| set(text, f32::INFINITY)),
                false => whole,
            }
        }
    };
    // The whole text is what the galley says; what it shows is put in its place.
    let whole = plain(ctx, text, face, ink, Fit::Wrap(f32::INFINITY));
    Arc::new(layout.galley(&whole, ink))
}

/// As much of a text as fits before an ellipsis.
fn cut(text: &str, room: f32, set: impl Fn(&str) -> ParagraphLayout) -> ParagraphLayout {
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let shown = |count: usize| {
        let end = ends.get(count).copied().unwrap_or_default();
        let kept = text.get(..end).unwrap_or_default().trim_end();
        set(&format!("{kept}…"))
    };
    let (mut fits, mut too_many) = (0, ends.len());
    while fits + 1 < too_many {
        let middle = fits.midpoint(too_many);
        match shown(middle).width() > room {
            true => too_many = middle,
            false => fits = middle,
        }
    }
    shown(fits)
}

impl ParagraphLayout {
    /// One galley of all runs, to be painted as a whole, that says what `whole` says.
    fn galley(&self, whole: &Galley, ink: Color32) -> Galley {
        let lines = self.lines.iter();
        let runs: Vec<(&PaintedRun, f32)> = lines
            .flat_map(|line| line.runs.iter().map(|run| (run, line.top)))
            .collect();
        let mut galley = whole.clone();
        let placed = runs.iter().flat_map(|(run, top)| {
            let at = pos2(run.x, top + run.y);
            run.galley.rows.iter().map(move |row| inked(row, at, ink))
        });
        galley.rows = placed.collect();
        galley.rect = Rect::from_min_size(Pos2::ZERO, egui::vec2(self.box_width(), self.height()));
        galley.mesh_bounds = galley.rows.iter().fold(Rect::NOTHING, |all, row| {
            all | row.visuals.mesh_bounds.translate(row.pos.to_vec2())
        });
        let meshes = || galley.rows.iter().map(|row| &row.visuals.mesh);
        galley.num_vertices = meshes().map(|mesh| mesh.vertices.len()).sum();
        galley.num_indices = meshes().map(|mesh| mesh.indices.len()).sum();
        galley
    }

    /// How far the words reach to the right, in points.
    fn box_width(&self) -> f32 {
        let cells = self.lines.iter().flat_map(|line| &line.cells);
        cells.map(super::line::Cell::right).fold(0.0, f32::max)
    }
}

/// A row somewhere else, in a colour.
fn inked(row: &PlacedRow, at: Pos2, ink: Color32) -> PlacedRow {
    let mut row = row.clone();
    row.pos = at + row.pos.to_vec2();
    let vertices = &mut Arc::make_mut(&mut row.row).visuals.mesh.vertices;
    vertices.iter_mut().for_each(|vertex| vertex.color = ink);
    row
}

/// What makes two labels the same.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    text: String,
    face: Face,
    ink: Color32,
    fit: Fit,
}

impl Key {
    fn new(text: &str, face: &Face, ink: Color32, fit: Fit) -> Self {
        Self {
            text: text.to_owned(),
            face: face.clone(),
            ink,
            fit,
        }
    }
}

/// The labels of the last frames.
#[derive(Clone, Default)]
struct Labels {
    watch: Option<AtlasWatch>,
    /// By their text: each way it is set, and the pass that asked for it last.
    set: BTreeMap<String, Vec<(Key, Arc<Galley>, u64)>>,
    swept: u64,
}

/// For how many passes a label is kept that nobody asks for.
const KEPT: u64 = 8;

impl Labels {
    fn find(&mut self, key: &Key, watch: &AtlasWatch, pass: u64) -> Option<Arc<Galley>> {
        let same = self
            .watch
            .as_ref()
            .is_some_and(|known| watch.same_as(known));
        if !same {
            self.set.clear();
            self.watch = Some(watch.clone());
        }
        let ways = self.set.get_mut(&key.text)?;
        let (_, galley, asked) = ways.iter_mut().find(|(known, ..)| known == key)?;
        *asked = pass;
        Some(Arc::clone(galley))
    }

    fn keep(&mut self, key: Key, galley: &Arc<Galley>, pass: u64) {
        if pass > self.swept + KEPT {
            self.set.retain(|_, ways| {
                ways.retain(|(.., asked)| *asked + KEPT >= pass);
                !ways.is_empty()
            });
            self.swept = pass;
        }
        let ways = self.set.entry(key.text.clone()).or_default();
        ways.push((key, Arc::clone(galley), pass));
    }
}

fn with_labels<T>(ctx: &Context, ask: impl FnOnce(&mut Labels) -> T) -> T {
    ctx.data_mut(|data| ask(data.get_temp_mut_or_default(Id::unique("labels set"))))
}
