//! Bytes of any encoding become UTF-8, a piece at a time.

use super::error::Fault;
use crate::ingest::charset::Charset;
use encoding_rs::{Decoder, DecoderResult, UTF_8};
use std::io::Read;

/// So much is read at once.
const PIECE: usize = 256 << 10;

/// How the bytes of a text become UTF-8 with line feeds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transcoding {
    /// The encoding of the bytes.
    pub charset: Charset,
    /// Whether lines end in a carriage return alone, as on Macs of the last century.
    pub old_mac: bool,
}

impl Transcoding {
    /// Whether the bytes are UTF-8 already, but for a byte order mark.
    pub(super) fn is_none(self) -> bool {
        self.charset.encoding() == UTF_8 && !self.old_mac
    }

    /// Gives all of `from` to `to`, in pieces; how many bytes or sequences had no meaning and
    /// became U+FFFD.
    pub(super) fn copy(
        self,
        from: &mut dyn Read,
        to: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Result<u64, Fault> {
        let encoding = self.charset.encoding();
        let (mut decoder, mut replaced) = (encoding.new_decoder_with_bom_removal(), 0);
        let (mut piece, mut text) = (vec![0; PIECE], String::new());
        loop {
            let read = match from.read(&mut piece) {
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            let bytes = piece.get(..read).unwrap_or_default();
            text.clear();
            replaced += decode(&mut decoder, bytes, &mut text, read == 0);
            if encoding.is_single_byte() {
                replaced += without_controls(&mut text);
            }
            if self.old_mac {
                text = text.replace('\r', "\n");
            }
            if !text.is_empty() {
                to(text.as_bytes())?;
            }
            if read == 0 {
                return Ok(replaced);
            }
        }
    }
}

/// Appends what `bytes` say to `text`; how many of them say nothing.
fn decode(decoder: &mut Decoder, bytes: &[u8], text: &mut String, last: bool) -> u64 {
    let (mut rest, mut replaced) = (bytes, 0);
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(room.unwrap_or(rest.len()).saturating_add(8));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, last);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return replaced,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                replaced += 1;
                text.push('\u{fffd}');
            }
        }
    }
}

/// Where an encoding has no character, the Web reads a control character: of no use here.
fn without_controls(text: &mut String) -> u64 {
    let is_control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    let found = text.chars().filter(|c| is_control(*c)).count();
    if found > 0 {
        *text = text.replace(is_control, "\u{fffd}");
    }
    found as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a byte at a time.
    struct Drop<'b>(&'b [u8]);

    impl Read for Drop<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn every_encoding_becomes_utf_8_whatever_the_pieces() {
        for (name, old_mac, bytes, expected, replaced) in [
            ("utf-8", false, &b"\xef\xbb\xbfa,\xc3\xa9"[..], "a,é", 0),
            ("utf-8", false, b"a\xff,\xc3", "a\u{fffd},\u{fffd}", 2),
            ("utf-8", true, b"a\rb\r", "a\nb\n", 0),
            ("windows-1252", false, b"caf\xe9 \x93x\x94", "café “x”", 0),
            ("windows-1252", false, b"\x81", "\u{fffd}", 1),
            ("utf-16le", false, b"\xff\xfea\0,\0", "a,", 0),
            ("utf-16be", false, b"\xd8\x3d\xde\x00", "😀", 0),
            ("utf-16be", false, b"\0a\xd8\x3d", "a\u{fffd}", 1),
        ] {
            let transcoding = Transcoding {
                charset: Charset::named(name).unwrap(),
                old_mac,
            };
            let readers: [&mut dyn Read; 2] = [&mut Drop(bytes), &mut &bytes[..]];
            for reader in readers {
                let mut text = Vec::new();
                let found = transcoding.copy(reader, &mut |piece| {
                    text.extend_from_slice(piece);
                    Ok(())
                });
                assert_eq!(String::from_utf8(text).unwrap(), expected, "{name}");
                assert_eq!(found.unwrap(), replaced, "{name}");
            }
        }
    }
}
