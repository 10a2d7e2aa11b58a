//! The faces a scene is set in, cut down to what it needs, as files to be embedded in an SVG.
//!
//! In: lines of words. Out: one WOFF for each face. What a browser needs to set the words again
//! stays: letters and widths of Inter, which is set letter by letter, and for scripts whose letters
//! join also the rules by which they do.

use super::faces::face_bytes;
use super::lettering::{Lettering, face};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use subsetter::GlyphRemapper;

/// What a face needs for some words.
#[derive(Default)]
struct Needed {
    letters: BTreeSet<char>,
    glyphs: BTreeSet<u32>,
}

/// A table of a face: its tag and its bytes.
type Table = ([u8; 4], Vec<u8>);

/// Tables that say how letters fit a grid of pixels, or who vouches for the file: of no use here,
/// or not true any more.
const LEFT_OUT: [&[u8; 4]; 10] = [
    b"DSIG", b"fpgm", b"prep", b"cvt ", b"gasp", b"hdmx", b"VDMX", b"LTSH", b"meta", b"kern",
];

/// The faces of these lines, by name, each as a WOFF with what the lines need of it.
pub(super) fn woffs<'a>(
    lines: impl Iterator<Item = &'a Lettering>,
) -> BTreeMap<&'static str, Vec<u8>> {
    let mut needed: BTreeMap<&'static str, Needed> = BTreeMap::new();
    for line in lines {
        for run in &line.runs {
            let of = needed.entry(run.face).or_default();
            of.letters
                .extend(line.text.get(run.text.clone()).unwrap_or_default().chars());
            of.glyphs.extend(run.glyphs.iter().map(|glyph| glyph.id));
        }
    }
    let cut = |(name, needed): (&'static str, Needed)| Some((name, woff(name, &needed)?));
    needed.into_iter().filter_map(cut).collect()
}

/// `None` where the face cannot be cut: its words are then set in whatever the reader has.
fn woff(name: &str, needed: &Needed) -> Option<Vec<u8>> {
    let font = &face(name)?.font;
    let (flavour, tables) = match font.glyf() {
        Ok(_) => (0x0001_0000_u32, emptied(font, needed)?),
        Err(_) => (u32::from_be_bytes(*b"OTTO"), cut(name, font, needed)?),
    };
    packed(flavour, tables)
}

/// A face of cubic outlines with the letters needed only.
fn cut(name: &str, font: &FontRef<'_>, needed: &Needed) -> Option<Vec<Table>> {
    let charmap = font.charmap();
    let mut remapper = GlyphRemapper::new();
    let mut map = BTreeMap::new();
    for letter in &needed.letters {
        let old = charmap
            .map(*letter)
            .and_then(|glyph| u16::try_from(glyph.to_u32()).ok());
        let code = u16::try_from(u32::from(*letter)).ok();
        if let Some((old, code)) = old.zip(code) {
            map.insert(code, remapper.remap(old));
        }
    }
    let bytes = subsetter::subset(face_bytes(name)?, 0, &remapper).ok()?;
    let subset = FontRef::new(&bytes).ok()?;
    let mut tables = tables_of(&subset);
    tables.push((*b"cmap", cmap(&map)));
    // What it says of the height of lines and the weight holds for the part as well.
    tables.push((*b"OS/2", table(font, *b"OS/2")?.to_vec()));
    Some(tables)
}

/// A face of quadratic outlines whose other glyphs are empty: every glyph keeps its number, so that
/// the rules for joining letters hold as they stand.
fn emptied(font: &FontRef<'_>, needed: &Needed) -> Option<Vec<Table>> {
    let (glyf, loca) = (font.glyf().ok()?, font.loca(None).ok()?);
    let charmap = font.charmap();
    let mut keep: BTreeSet<GlyphId> = needed.glyphs.iter().map(|id| GlyphId::new(*id)).collect();
    keep.insert(GlyphId::NOTDEF);
    keep.extend(
        needed
            .letters
            .iter()
            .filter_map(|letter| charmap.map(*letter)),
    );
    let mut waiting: Vec<GlyphId> = keep.iter().copied().collect();
    while let Some(glyph) = waiting.pop() {
        if let Ok(Some(Glyph::Composite(parts))) = loca.get_glyf(glyph, &glyf) {
            let parts = parts.components().map(|part| GlyphId::from(part.glyph));
            waiting.extend(parts.filter(|part| keep.insert(*part)));
        }
    }
    let outlines = table(font, *b"glyf")?;
    let (mut kept, mut ends) = (Vec::new(), vec![0_u32]);
    for number in 0..loca.len() {
        if keep.contains(&GlyphId::new(u32::try_from(number).ok()?)) {
            let from = loca.get_raw(number)? as usize;
            let to = loca.get_raw(number + 1)? as usize;
            kept.extend_from_slice(outlines.get(from..to)?);
            kept.resize(kept.len().next_multiple_of(4), 0);
        }
        ends.push(u32::try_from(kept.len()).ok()?);
    }
    let mut tables = tables_of(font);
    for (tag, bytes) in &mut tables {
        match &*tag {
            b"glyf" => *bytes = std::mem::take(&mut kept),
            b"loca" => *bytes = ends.iter().flat_map(|end| end.to_be_bytes()).collect(),
            // Places in the outlines take four bytes each.
            b"head" => bytes.get_mut(50..52)?.copy_from_slice(&[0, 1]),
            // Without the names of glyphs.
            b"post" => {
                bytes.truncate(32);
                bytes.get_mut(0..4)?.copy_from_slice(&[0, 3, 0, 0]);
            }
            _ => {}
        }
    }
    Some(tables)
}

fn tables_of(font: &FontRef<'_>) -> Vec<Table> {
    let records = font.table_directory().table_records();
    let tags = records.iter().map(|record| record.tag().to_be_bytes());
    let tags = tags.filter(|tag| !LEFT_OUT.contains(&tag));
    let read = |tag| Some((tag, table(font, tag)?.to_vec()));
    tags.filter_map(read).collect()
}

fn table<'f>(font: &FontRef<'f>, tag: [u8; 4]) -> Option<&'f [u8]> {
    let data = font.table_data(skrifa::Tag::new(&tag));
    data.map(|data| data.as_bytes())
}

/// Which letter is which glyph, in format 4 of that table: one stretch for each letter.
fn cmap(map: &BTreeMap<u16, u16>) -> Vec<u8> {
    let mut stretches: Vec<(u16, u16)> = map
        .iter()
        .map(|(code, glyph)| (*code, glyph.wrapping_sub(*code)))
        .collect();
    stretches.retain(|(code, _)| *code != u16::MAX);
    stretches.push((u16::MAX, 1));
    let count = stretches.len() as u16;
    let power = u16::BITS - 1 - count.leading_zeros();
    let range = 2 << power;
    let mut out: Vec<u16> = vec![
        // One table, of Windows and Unicode, 12 bytes from here.
        0,
        1,
        3,
        1,
        0,
        12,
        // Its format, length and language.
        4,
        16 + 8 * count,
        0,
        // How it can be searched.
        2 * count,
        range,
        power as u16,
        2 * count - range,
    ];
    let codes = || stretches.iter().map(|(code, _)| *code);
    out.extend(codes());
    out.push(0);
    out.extend(codes());
    out.extend(stretches.iter().map(|(_, delta)| *delta));
    out.extend(stretches.iter().map(|_| 0));
    out.into_iter().flat_map(u16::to_be_bytes).collect()
}

/// WOFF 1.0 (W3C 2012): each table squeezed by itself.
fn packed(flavour: u32, mut tables: Vec<Table>) -> Option<Vec<u8>> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = u32::try_from(tables.len()).ok()?;
    let (mut directory, mut body) = (Vec::new(), Vec::new());
    let mut unpacked = 12 + 16 * count;
    for (tag, bytes) in &tables {
        let mut squeezed = ZlibEncoder::new(Vec::new(), Compression::best());
        squeezed.write_all(bytes).ok()?;
        let squeezed = squeezed.finish().ok()?;
        let stored = match squeezed.len() < bytes.len() {
            true => &squeezed,
            false => bytes,
        };
        let offset = 44 + 20 * count + u32::try_from(body.len()).ok()?;
        let (length, whole) = (
            u32::try_from(stored.len()).ok()?,
            u32::try_from(bytes.len()).ok()?,
        );
        directory.extend_from_slice(tag);
        for number in [offset, length, whole, checksum(bytes)] {
            directory.extend_from_slice(&number.to_be_bytes());
        }
        body.extend_from_slice(stored);
        body.resize(body.len().next_multiple_of(4), 0);
        unpacked += whole.next_multiple_of(4);
    }
    let length = 44 + 20 * count + u32::try_from(body.len()).ok()?;
    let mut out = b"wOFF".to_vec();
    for number in [
        flavour,
        length,
        count << 16,
        unpacked,
        0x0001_0000,
        0,
        0,
        0,
        0,
        0,
    ] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.append(&mut directory);
    out.append(&mut body);
    Some(out)
}

/// The sum of a table, four bytes at a time.
fn checksum(bytes: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        let mut word = [0_u8; 4];
        word.iter_mut()
            .zip(chunk)
            .for_each(|(to, from)| *to = *from);
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::metrics::Weight;
    use flate2::read::ZlibDecoder;
    use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};
    use std::io::Read as _;

    /// The face in a WOFF as a font file.
    fn unpacked(woff: &[u8]) -> Vec<u8> {
        let word = |at: usize| u32::from_be_bytes(woff[at..at + 4].try_into().expect("four"));
        assert_eq!((&woff[..4], word(8) as usize), (&b"wOFF"[..], woff.len()));
        let count = (word(12) >> 16) as usize;
        let mut head = [&woff[4..8], &(count as u16).to_be_bytes(), &[0; 6]].concat();
        let mut body = Vec::new();
        for number in 0..count {
            let at = 44 + 20 * number;
            let (offset, length, whole) = (word(at + 4), word(at + 8), word(at + 12));
            let stored = &woff[offset as usize..(offset + length) as usize];
            let mut bytes = Vec::new();
            match length == whole {
                true => bytes.extend_from_slice(stored),
                false => {
                    let read = ZlibDecoder::new(stored).read_to_end(&mut bytes);
                    assert_eq!(read.ok(), Some(whole as usize));
                }
            }
            assert_eq!(checksum(&bytes), word(at + 16));
            head.extend_from_slice(&woff[at..at + 4]);
            let place = (12 + 16 * count + body.len()) as u32;
            for number in [checksum(&bytes), place, whole] {
                head.extend_from_slice(&number.to_be_bytes());
            }
            body.extend_from_slice(&bytes);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        let whole = [head, body].concat();
        assert_eq!(word(16) as usize, whole.len());
        whole
    }

    fn shape(font: &FontRef<'_>, text: &str) -> Vec<(u32, i32)> {
        let data = ShaperData::new(font);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let glyphs = data.shaper(font).build().shape(buffer, ShapeOptions::new());
        let infos = glyphs.glyph_infos().iter();
        infos
            .zip(glyphs.glyph_positions())
            .map(|(info, position)| (info.glyph_id, position.x_advance))
            .collect()
    }

    #[test]
    fn a_face_that_is_cut_down_sets_its_words_as_before() {
        let line = Lettering::new("Kabul, 9 Oct – حملہ →", Weight::Regular);
        let woffs = woffs([&line].into_iter());
        let names: Vec<&str> = woffs.keys().copied().collect();
        assert_eq!(names, ["inter", "naskh"]);
        let inter = unpacked(&woffs["inter"]);
        let (inter, whole) = (
            FontRef::new(&inter).expect("a face"),
            &face("inter").expect("it").font,
        );
        let advance = |font: &FontRef<'_>, letter| {
            let glyph = font.charmap().map(letter).expect("there");
            let size = skrifa::instance::Size::unscaled();
            let place = skrifa::instance::LocationRef::default();
            assert!(font.outline_glyphs().get(glyph).is_some());
            font.glyph_metrics(size, place).advance_width(glyph)
        };
        for letter in "Kabul, 9Oct–→".chars() {
            assert_eq!(advance(&inter, letter), advance(whole, letter), "{letter}");
        }
        assert!(inter.charmap().map('Z').is_none(), "no letter too many");
        let naskh = unpacked(&woffs["naskh"]);
        let (naskh, whole) = (
            FontRef::new(&naskh).expect("a face"),
            &face("naskh").expect("it").font,
        );
        assert_eq!(shape(&naskh, "حملہ"), shape(whole, "حملہ"));
        assert!(woffs["naskh"].len() < 60_000, "{}", woffs["naskh"].len());
        assert!(woffs["inter"].len() < 12_000, "{}", woffs["inter"].len());
    }
}
