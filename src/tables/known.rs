//! Which texts a dictionary has already.
//!
//! A table of hashes beside the dictionary, not a map that owns the texts a second time: looking
//! up a cell allocates nothing and needs no valid UTF-8. The hash is seeded at random, so that no
//! file can be made to have all its texts collide; codes do not depend on it.

use super::coded::Dictionary;
use std::hash::{BuildHasher as _, RandomState};

/// The codes of the texts of one dictionary, by the hash of the text.
#[derive(Debug)]
pub(super) struct Known {
    seed: u64,
    /// Hash and code; code 0, the empty text, is not in here and marks a free place. A power of
    /// two, at most half full.
    slots: Vec<(u32, u32)>,
    len: usize,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            seed: RandomState::new().hash_one(0),
            slots: vec![(0, 0); 64],
            len: 0,
        }
    }
}

impl Known {
    /// The code of a text; `None` for one that is not known.
    pub(super) fn find(&self, text: &[u8], dictionary: &Dictionary) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        let hash = hash(text, self.seed);
        let is_it = |(other, code): &(u32, u32)| {
            *other == hash && dictionary.text(*code).as_bytes() == text
        };
        self.run(hash)
            .find(|slot| is_it(slot))
            .map(|(_, code)| code)
    }

    /// Adds a text that is not known.
    pub(super) fn add(&mut self, text: &[u8], code: u32) {
        if code == 0 {
            return;
        }
        self.len += 1;
        if self.len * 2 > self.slots.len() {
            let larger = vec![(0, 0); self.slots.len() * 4];
            let before = std::mem::replace(&mut self.slots, larger);
            for (hash, code) in before.into_iter().filter(|slot| slot.1 != 0) {
                self.put(hash, code);
            }
        }
        self.put(hash(text, self.seed), code);
    }

    /// The taken places from where a hash belongs up to the next free one.
    fn run(&self, hash: u32) -> impl Iterator<Item = (u32, u32)> {
        let first = hash as usize & (self.slots.len() - 1);
        let (before, from) = self.slots.split_at(first);
        let slots = from.iter().chain(before);
        slots.take_while(|slot| slot.1 != 0).copied()
    }

    fn put(&mut self, hash: u32, code: u32) {
        let first = hash as usize & (self.slots.len() - 1);
        let (before, from) = self.slots.split_at_mut(first);
        let mut slots = from.iter_mut().chain(before);
        if let Some(free) = slots.find(|slot| slot.1 == 0) {
            *free = (hash, code);
        }
    }
}

/// Both halves of the product of two numbers, one upon the other.
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product as u64) ^ (product >> 64) as u64
}

/// A hash of bytes that cannot be foreseen without the seed: sixteen bytes at a time are folded in,
/// the last ones again where they do not fill sixteen.
fn hash(text: &[u8], seed: u64) -> u32 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let word = |bytes: Option<&[u8; 8]>| u64::from_le_bytes(*bytes.unwrap_or(&[0; 8]));
    let mut mixed = fold(seed ^ ODD, text.len() as u64 ^ ODD.rotate_left(32));
    let pair = |mixed: u64, bytes: &[u8]| {
        let (low, high) = (word(bytes.first_chunk()), word(bytes.last_chunk()));
        fold(low ^ seed, high ^ mixed)
    };
    let (whole, rest) = text.as_chunks::<16>();
    for bytes in whole {
        mixed = pair(mixed, bytes);
    }
    match (text.last_chunk::<16>(), rest.len()) {
        (_, 0) => {}
        (Some(last), _) => mixed = pair(mixed, last),
        (None, 8..) => mixed = pair(mixed, rest),
        (None, _) => {
            let mut bytes = [0; 8];
            bytes
                .iter_mut()
                .zip(rest)
                .for_each(|(to, from)| *to = *from);
            mixed = fold(u64::from_le_bytes(bytes) ^ seed, mixed ^ ODD);
        }
    }
    let mixed = fold(mixed ^ ODD, seed | 1);
    (mixed >> 32) as u32 ^ mixed as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_byte_and_the_seed_count() {
        for length in 1..70 {
            let text = vec![b'a'; length];
            let mut hashes = BTreeSet::from([hash(&text, 1), hash(&text, 2)]);
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                hashes.insert(hash(&other, 1));
            }
            assert_eq!(hashes.len(), length + 2, "{length}");
        }
    }

    #[test]
    fn many_like_texts_spread() {
        let hashes: BTreeSet<u32> = (0..100_000)
            .map(|number| hash(format!("Group {number}, Port wing").as_bytes(), 7) & 0xF_FFFF)
            .collect();
        // 100,000 into 2^20 places at random fill about 95,300.
        assert!(hashes.len() > 94_500, "{}", hashes.len());
    }
}
