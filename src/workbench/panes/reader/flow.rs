//! The items of the page one under another, set only when somebody looks at them.
//!
//! In: the text with its title and the columns of the page. Out: items set in lines with their
//! true heights; those nobody looked at yet have an estimated height. What was set is kept until
//! the width, the scale, the fonts or the text change.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use egui::Context;

use super::blocks::{Form, blocks};
use super::heights::Heights;
use super::page::{BOTTOM, Page, TOP, face, spaces};
use crate::model::source::ArabicStyle;
use crate::model::text::{Sha, SourceText, TextSpan};
use crate::workbench::theme::hint_font;
use crate::workbench::typesetting::{
    AtlasWatch, Direction, Face, Paragraph, ParagraphLayout, holds_arabic,
};

/// How many set items are kept before those far away are dropped.
const KEPT: usize = 400;
/// Width of an average letter of running text, as a multiple of its size.
const LETTER: f32 = 0.54;
/// The same in Arabic script.
const ARABIC_LETTER: f32 = 0.47;
/// Between the title, with the line under it where there is one, and the text, in points.
const HEADING_GAP: f32 = 20.0;

/// The words of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Title(String),
    Subtitle(String),
    /// A block of the text.
    Block(Range<usize>, Form),
}

/// An item set in lines.
#[derive(Clone, Debug)]
pub(super) struct SetItem {
    pub layout: ParagraphLayout,
    /// From the top of the item to its first line.
    pub above: f32,
    /// The whole height with the spaces around it.
    pub height: f32,
    /// The bytes of the text; `None` for a heading that is not part of it.
    pub range: Option<Range<usize>>,
}

/// What decides whether set items can be used again.
#[derive(Clone, Debug)]
struct Key {
    width: f32,
    size: f32,
    arabic: ArabicStyle,
    atlas: AtlasWatch,
    ink_changes: Vec<usize>,
}

impl Key {
    fn same_as(&self, other: &Self) -> bool {
        self.width == other.width
            && self.size == other.size
            && self.arabic == other.arabic
            && self.ink_changes == other.ink_changes
            && self.atlas.same_as(&other.atlas)
    }
}

/// What the page says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contents<'a> {
    pub text: &'a SourceText,
    pub title: &'a str,
    pub subtitle: &'a str,
    pub boilerplate: &'a [TextSpan],
    /// The style its Arabic script is set in.
    pub arabic: ArabicStyle,
}

/// The items of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// Which text, title and subtitle the items were made of.
    made_of: Option<(Sha, String, String)>,
    text: Arc<str>,
    /// The direction of most of the text: what has no letters follows it.
    leaning: Direction,
    /// Whether most of the text is Arabic script, which is set narrower and higher.
    mostly_arabic: bool,
    items: Vec<Words>,
    heights: Heights,
    set: BTreeMap<usize, Arc<SetItem>>,
    key: Option<Key>,
}

impl Flow {
    /// Whether the items are made of these contents.
    pub fn shows(&self, contents: &Contents<'_>) -> bool {
        self.made_of.as_ref().is_some_and(|(sha, title, subtitle)| {
            *sha == contents.text.sha() && title == contents.title && subtitle == contents.subtitle
        })
    }

    /// Whether the items are made of this text, whatever its title.
    pub fn is_of(&self, text: &SourceText) -> bool {
        let made_of = self.made_of.as_ref();
        made_of.is_some_and(|(sha, _, _)| *sha == text.sha())
    }

    /// Makes the items of other contents.
    pub fn open(&mut self, contents: &Contents<'_>) {
        let mut blocks = blocks(contents.text.as_str(), contents.title).into_iter();
        let mut items = Vec::new();
        let mut first = blocks.next();
        match first.take_if(|block| block.form == Form::Title) {
            Some(block) => items.push(Words::Block(block.range, block.form)),
            None => items.push(Words::Title(contents.title.to_owned())),
        }
        if !contents.subtitle.is_empty() {
            items.push(Words::Subtitle(contents.subtitle.to_owned()));
        }
        let text = contents.text.as_str();
        let leaning = Direction::of_most(text).unwrap_or_default();
        let rest = first.into_iter().chain(blocks);
        items.extend(rest.map(|block| Words::Block(block.range, block.form)));
        *self = Self {
            made_of: Some((
                contents.text.sha(),
                contents.title.to_owned(),
                contents.subtitle.to_owned(),
            )),
            text: contents.text.shared(),
            leaning,
            mostly_arabic: leaning == Direction::Leftwards && holds_arabic(text),
            items,
            ..Self::default()
        };
    }

    /// Whether items set before cannot be used on this page; see [`Flow::fit`].
    pub fn must_fit(&self, ctx: &Context, page: &Page, contents: &Contents<'_>) -> bool {
        let key = Self::key(ctx, page, contents);
        !self.key.as_ref().is_some_and(|known| known.same_as(&key))
    }

    /// Forgets what was set for another page and estimates all heights for this one.
    pub fn fit(&mut self, ctx: &Context, page: &Page, contents: &Contents<'_>) {
        let key = Self::key(ctx, page, contents);
        self.set.clear();
        let letters_per_byte = contents.text.chars().0 as f32 / contents.text.len().0.max(1) as f32;
        let letter = if self.mostly_arabic {
            ARABIC_LETTER
        } else {
            LETTER
        };
        let letters_per_line = (key.width / (key.size * letter)).max(1.0);
        let lines_per_byte = letters_per_byte / letters_per_line;
        let heights = self.items.iter().enumerate().map(|(index, words)| {
            let (face, above, below) = self.style(index, words, &key);
            let lines = (words.bytes() as f32 * lines_per_byte).ceil().max(1.0);
            let line_height = match self.mostly_arabic {
                true => face.arabic_line_height(self.leaning),
                false => face.line_height,
            };
            above + lines * line_height + below
        });
        self.heights = Heights::new(heights.collect());
        self.key = Some(key);
    }

    fn key(ctx: &Context, page: &Page, contents: &Contents<'_>) -> Key {
        let edges = contents.boilerplate.iter();
        let mut ink_changes: Vec<usize> = edges
            .flat_map(|span| [span.start().index(), span.end().index()])
            .collect();
        ink_changes.sort_unstable();
        Key {
            width: page.text.span(),
            size: page.size,
            arabic: contents.arabic,
            atlas: AtlasWatch::new(ctx),
            ink_changes,
        }
    }

    /// What an item is set in, and the space above and below it.
    fn style(&self, index: usize, words: &Words, key: &Key) -> (Face, f32, f32) {
        let size = key.size;
        let (face, (above, below)) = match words {
            Words::Title(_) => (face(Form::Title, size), spaces(Form::Title, size)),
            Words::Subtitle(_) => (subtitle_face(), (0.0, HEADING_GAP)),
            Words::Block(_, form) => (face(*form, size), spaces(*form, size)),
        };
        let face = Face {
            arabic: key.arabic,
            leaning: self.leaning,
            ..face
        };
        let is_title = matches!(words, Words::Title(_) | Words::Block(_, Form::Title));
        let has_subtitle = matches!(self.items.get(index + 1), Some(Words::Subtitle(_)));
        let below = match is_title && !has_subtitle {
            true => HEADING_GAP,
            false => below,
        };
        let above = above + if index == 0 { TOP } else { 0.0 };
        let last = index + 1 == self.items.len();
        (face, above, below + if last { BOTTOM } else { 0.0 })
    }

    /// How many items there are; at least one once a text is open.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The heights, true or estimated.
    pub fn heights(&self) -> &Heights {
        &self.heights
    }

    /// The words of an item.
    pub fn words(&self, index: usize) -> Option<&Words> {
        self.items.get(index)
    }

    /// The bytes of a block; `None` for a heading that is not part of the text.
    pub fn block_range(&self, index: usize) -> Option<Range<usize>> {
        match self.items.get(index)? {
            Words::Block(range, _) => Some(range.clone()),
            Words::Title(_) | Words::Subtitle(_) => None,
        }
    }

    /// The block that holds a byte, or the last one before it.
    pub fn item_of(&self, byte: usize) -> usize {
        let behind = self.items.partition_point(|words| match words {
            Words::Block(range, _) => range.start <= byte,
            Words::Title(_) | Words::Subtitle(_) => true,
        });
        let item = behind.saturating_sub(1);
        match self.items.get(item) {
            // Only a title that is part of the text stands before the subtitle.
            Some(Words::Subtitle(_)) if self.is_text(item.wrapping_sub(1)) => item - 1,
            Some(Words::Title(_) | Words::Subtitle(_)) => (item..self.len())
                .find(|next| self.is_text(*next))
                .unwrap_or(item),
            _ => item,
        }
    }

    fn is_text(&self, index: usize) -> bool {
        matches!(self.items.get(index), Some(Words::Block(..)))
    }

    /// The next block behind an item, or the last one before it.
    pub fn text_beside(&self, item: usize, forwards: bool) -> Option<usize> {
        if forwards {
            (item + 1..self.len()).find(|index| self.is_text(*index))
        } else {
            (0..item).rev().find(|index| self.is_text(*index))
        }
    }

    /// The first and the last byte a caret may stand at.
    pub fn text_ends(&self) -> (usize, usize) {
        let mut blocks = self.items.iter().filter_map(|words| match words {
            Words::Block(range, _) => Some(range),
            _ => None,
        });
        let first = blocks.next();
        let last = blocks.next_back().or(first);
        (
            first.map_or(0, |range| range.start),
            last.map_or(0, |range| range.end),
        )
    }

    /// An item set in lines, and its true height from now on. `None` past the last item.
    pub fn item(&mut self, ctx: &Context, index: usize) -> Option<Arc<SetItem>> {
        if let Some(known) = self.set.get(&index) {
            return Some(Arc::clone(known));
        }
        let item = Arc::new(self.set_item(ctx, index)?);
        self.heights.set(index, item.height);
        if self.set.len() >= KEPT {
            let near = index.saturating_sub(KEPT / 4)..index + KEPT / 4;
            self.set.retain(|other, _| near.contains(other));
        }
        self.set.insert(index, Arc::clone(&item));
        Some(item)
    }

    fn set_item(&self, ctx: &Context, index: usize) -> Option<SetItem> {
        let key = self.key.as_ref()?;
        let words = self.items.get(index)?;
        let (face, above, below) = self.style(index, words, key);
        let (text, range) = match words {
            Words::Title(text) | Words::Subtitle(text) => (text.as_str(), None),
            Words::Block(range, _) => (self.text.get(range.clone())?, Some(range.clone())),
        };
        let start = range.as_ref().map_or(usize::MAX, |range| range.start);
        let changes = key
            .ink_changes
            .iter()
            .filter_map(|at| at.checked_sub(start));
        let ink_changes: Vec<usize> = changes.filter(|at| *at < text.len()).collect();
        let layout = ParagraphLayout::new(
            ctx,
            Paragraph {
                text,
                face: &face,
                width: key.width,
                ink_changes: &ink_changes,
            },
        );
        Some(SetItem {
            height: above + layout.height() + below,
            above,
            layout,
            range,
        })
    }

    /// How many items are set now.
    pub fn set_count(&self) -> usize {
        self.set.len()
    }
}

impl Words {
    fn bytes(&self) -> usize {
        match self {
            Self::Title(text) | Self::Subtitle(text) => text.len(),
            Self::Block(range, _) => range.len(),
        }
    }
}

fn subtitle_face() -> Face {
    let mut font = hint_font();
    font.size = 13.0;
    Face::new(font, 20.0)
}
