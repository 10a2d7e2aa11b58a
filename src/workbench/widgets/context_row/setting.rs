//! The text of a row, set on one line and kept as long as it is in sight.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Id, Rangef, Rect};

use crate::analysis::context::Context;
use crate::analysis::segments::on_char;
use crate::workbench::fonts::Family;
use crate::workbench::typesetting::{AtlasWatch, Face, Paragraph, ParagraphLayout};

const SIZE: f32 = 14.0;
const LINE_HEIGHT: f32 = 22.0;
/// Nothing a row can show is wider, in points.
const ENDLESS: f32 = 16_000.0;
/// So much of a long passage is set, in bytes; the row has no room for more.
const MOST: usize = 600;
/// How many set texts are kept before those out of sight are dropped.
const KEPT: usize = 256;

/// The line of a row.
pub(super) struct Layout(pub(super) ParagraphLayout);

impl Layout {
    pub(super) fn height_of_line(&self) -> f32 {
        self.0.line_height()
    }
}

/// A passage set with its context on one line, from (0, 0).
pub(super) struct SetContext {
    pub(super) layout: Layout,
    /// The bytes of the passage.
    pub(super) range: Range<usize>,
    /// Where the passage stands.
    pub(super) words: Rect,
    /// Where everything stands.
    pub(super) whole: Rect,
}

impl SetContext {
    /// Where the line begins so that the passage stands in its column.
    pub(super) fn shift(&self, room: Rangef, lead: f32) -> f32 {
        let lead = room.span() * lead;
        match self.layout.0.is_rightwards() {
            true => room.min + lead - self.words.left(),
            false => room.max - lead - self.words.right(),
        }
    }

    fn new(ctx: &egui::Context, context: Context<'_>) -> Self {
        let words = context.words;
        let words = words.get(..on_char(words, MOST)).unwrap_or_default();
        let mut text = flat(context.before);
        let start = text.len();
        text.push_str(&flat(words));
        let range = start..text.len();
        if words.len() == context.words.len() {
            text.push_str(&flat(context.after));
        }
        let face = Face::new(Family::Reading.at(SIZE), LINE_HEIGHT);
        let paragraph = Paragraph {
            text: &text,
            face: &face,
            width: ENDLESS,
            ink_changes: &[range.start, range.end],
        };
        let layout = ParagraphLayout::new(ctx, paragraph);
        let hull = |range: Range<usize>| {
            let boxes = layout.boxes(range).into_iter();
            let first_line = boxes.filter(|found| found.line == 0);
            let hull = first_line.map(|found| found.rect).reduce(Rect::union);
            hull.unwrap_or(layout.caret(start))
        };
        Self {
            words: hull(range.clone()),
            whole: hull(0..text.len()),
            range,
            layout: Layout(layout),
        }
    }
}

/// A text on one line: each line end, tab and other control counts as a blank.
pub(super) fn flat(text: &str) -> String {
    let is_blank = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    text.chars()
        .map(|letter| if is_blank(letter) { ' ' } else { letter })
        .collect()
}

#[derive(Default)]
struct Kept {
    atlas: Option<AtlasWatch>,
    set: BTreeMap<[String; 3], (u64, Arc<SetContext>)>,
}

/// The passage set, from what was kept where it was set before.
pub(super) fn set(ctx: &egui::Context, context: Context<'_>) -> Arc<SetContext> {
    let kept: Arc<Mutex<Kept>> =
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(Id::unique("context rows"))));
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let (atlas, now) = (AtlasWatch::new(ctx), ctx.cumulative_pass_nr());
    if !kept.atlas.as_ref().is_some_and(|old| old.same_as(&atlas)) {
        kept.set.clear();
        kept.atlas = Some(atlas);
    }
    let key = [context.before, context.words, context.after].map(str::to_owned);
    let entry = kept.set.entry(key);
    let (seen, set) = entry.or_insert_with(|| (now, Arc::new(SetContext::new(ctx, context))));
    *seen = now;
    let set = Arc::clone(set);
    if kept.set.len() > KEPT {
        kept.set.retain(|_, (seen, _)| *seen + 1 >= now);
    }
    set
}
