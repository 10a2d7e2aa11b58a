//! The bundled faces as egui asks them: which face draws a letter in a family, and how wide.
//!
//! egui chooses a face letter by letter and keeps the choice to itself; this repeats its choice
//! over the same font bytes, so that each run is known to be drawn by one face.

use std::sync::OnceLock;

use egui::FontFamily;
use harfrust::{FontRef, ShaperData};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};

use crate::workbench::fonts::{FACES, Family, scale_of};

/// The number of a face in [`FACES`].
pub(super) type FaceNumber = usize;

/// A face read for shaping. Lengths are multiples of the size of the letters.
pub(super) struct FaceData {
    pub font: FontRef<'static>,
    pub shaper: ShaperData,
    /// From units of the face to multiples of the size.
    pub scale: f32,
    pub ascent: f32,
    /// Below the baseline; positive.
    pub descent: f32,
    line_gap: f32,
    /// What stands for a letter that no face has.
    pub missing: f32,
    coverage: Coverage,
}

impl FaceData {
    fn read(number: FaceNumber) -> Option<Self> {
        let (name, bytes) = FACES.get(number)?;
        let font = FontRef::new(bytes).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let missing = glyphs.advance_width(skrifa::GlyphId::NOTDEF);
        let scale = scale_of(name) / f32::from(metrics.units_per_em.max(1));
        Some(Self {
            shaper: ShaperData::new(&font),
            scale,
            ascent: metrics.ascent * scale,
            descent: -metrics.descent * scale,
            line_gap: metrics.leading * scale,
            missing: missing.unwrap_or_default() * scale,
            coverage: Coverage::of(&font),
            font,
        })
    }

    /// How far a letter moves on by itself, unshaped.
    pub fn advance(&self, letter: char) -> f32 {
        let glyph = self.font.charmap().map(letter).unwrap_or_default();
        let glyphs = self
            .font
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        glyphs.advance_width(glyph).unwrap_or_default() * self.scale
    }

    /// The height of a line that is set without a height of its own.
    pub fn row_height(&self) -> f32 {
        self.ascent + self.descent + self.line_gap
    }
}

/// A face, read when it is first asked for.
pub(super) fn face(number: FaceNumber) -> Option<&'static FaceData> {
    static READ: OnceLock<Vec<OnceLock<Option<FaceData>>>> = OnceLock::new();
    let read = READ.get_or_init(|| FACES.iter().map(|_| OnceLock::new()).collect());
    read.get(number)?
        .get_or_init(|| FaceData::read(number))
        .as_ref()
}

/// Which letters a face has.
struct Coverage {
    /// A bit for each letter of the basic plane.
    basic: Vec<u64>,
    /// The others, ascending.
    others: Vec<u32>,
}

impl Coverage {
    fn of(font: &FontRef<'_>) -> Self {
        let mut basic = vec![0_u64; 0x1_0000 / 64];
        let mut others = Vec::new();
        for (code, glyph) in font.charmap().mappings() {
            if glyph == skrifa::GlyphId::NOTDEF {
                continue;
            }
            match basic.get_mut(code as usize / 64) {
                Some(bits) => *bits |= 1 << (code % 64),
                None => others.push(code),
            }
        }
        others.sort_unstable();
        Self { basic, others }
    }

    fn has(&self, letter: char) -> bool {
        let code = u32::from(letter);
        match self.basic.get(code as usize / 64) {
            Some(bits) => bits & (1 << (code % 64)) != 0,
            None => self.others.binary_search(&code).is_ok(),
        }
    }
}

/// The faces a family asks in turn.
pub(super) struct Chain(Vec<FaceNumber>);

impl Chain {
    /// Of a family; of the interface's where the family is not ours.
    pub fn of(family: &FontFamily) -> &'static Self {
        static CHAINS: OnceLock<Vec<(FontFamily, Chain)>> = OnceLock::new();
        static NONE: Chain = Chain(Vec::new());
        let chains = CHAINS.get_or_init(|| {
            let own = Family::ALL.map(|family| (family.family(), Self::read(family)));
            let same = (FontFamily::Monospace, Self::read(Family::Tabular));
            own.into_iter().chain([same]).collect()
        });
        let known = chains.iter().find(|(known, _)| known == family);
        known.or(chains.first()).map_or(&NONE, |(_, chain)| chain)
    }

    fn read(family: Family) -> Self {
        let number = |name: &str| FACES.iter().position(|(face, _)| *face == name);
        Self(family.chain().into_iter().filter_map(number).collect())
    }

    /// The face that draws a letter: the first one that has it. What is never seen, and what
    /// nobody has, is left to the first.
    pub fn face_of(&self, letter: char) -> FaceNumber {
        let first = self.first();
        let wanted = match letter {
            '\t' | '\u{2009}' | '\u{202f}' => ' ',
            unseen if is_unseen(unseen) => return first,
            other => other,
        };
        let has = |number: &&FaceNumber| face(**number).is_some_and(|it| it.coverage.has(wanted));
        self.0.iter().find(has).copied().unwrap_or(first)
    }

    /// The face of most letters.
    pub fn first(&self) -> FaceNumber {
        self.0.first().copied().unwrap_or_default()
    }
}

/// Letters that egui takes for known and without a width.
pub(super) fn is_unseen(letter: char) -> bool {
    matches!(letter, '\r' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}
