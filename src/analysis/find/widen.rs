//! From what was found to the sentences or paragraphs around it.

use crate::analysis::segments::{paragraph_at, sentences};
use crate::model::text::TextSpan;
use std::ops::Range;

/// How much of the text around a match is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// The match itself.
    #[default]
    Match,
    /// The sentences it touches.
    Sentence,
    /// The paragraphs it touches.
    Paragraph,
}

impl Grain {
    /// Every grain, from small to large.
    pub const ALL: [Self; 3] = [Self::Match, Self::Sentence, Self::Paragraph];

    /// In plain words, in sentence case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Match => "The match",
            Self::Sentence => "Its sentence",
            Self::Paragraph => "Its paragraph",
        }
    }
}

/// The stretches of `grain` around spans of a text that are in order; each stretch once, in order.
/// Reads the paragraphs that spans stand in, each once.
pub fn widened(text: &str, spans: &[TextSpan], grain: Grain) -> Vec<TextSpan> {
    if grain == Grain::Match {
        return spans.to_vec();
    }
    let mut around = Around::new(text, grain);
    let mut out: Vec<TextSpan> = Vec::new();
    for span in spans {
        let range = span.range();
        let start = around.piece(range.start).start.min(range.start);
        let end = around.piece(range.end - 1).end.max(range.end);
        if let Some(wide) = TextSpan::from_range(start..end)
            && out.last() != Some(&wide)
        {
            out.push(wide);
        }
    }
    out
}

/// The pieces of one paragraph, kept while spans stand in it.
struct Around<'t> {
    text: &'t str,
    grain: Grain,
    paragraph: Range<usize>,
    pieces: Vec<Range<usize>>,
}

impl<'t> Around<'t> {
    fn new(text: &'t str, grain: Grain) -> Self {
        Self {
            text,
            grain,
            paragraph: 0..0,
            pieces: Vec::new(),
        }
    }

    /// The sentence or paragraph a byte stands in; just the byte's place where it stands in none.
    fn piece(&mut self, at: usize) -> Range<usize> {
        if !self.paragraph.contains(&at) {
            self.paragraph = paragraph_at(self.text, at);
            let words = self.text.get(self.paragraph.clone()).unwrap_or_default();
            let start = self.paragraph.start;
            self.pieces = match self.grain {
                Grain::Sentence => sentences(words)
                    .map(|piece| start + piece.start..start + piece.end)
                    .collect(),
                Grain::Match | Grain::Paragraph => {
                    let left = words.len() - words.trim_start().len();
                    std::iter::once(start + left..start + words.trim_end().len()).collect()
                }
            };
        }
        let behind = self.pieces.partition_point(|piece| piece.end <= at);
        match self.pieces.get(behind) {
            Some(piece) if piece.contains(&at) => piece.clone(),
            _ => at..at,
        }
    }
}
