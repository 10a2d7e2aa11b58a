//! How much may come out of how little.

use super::error::{Fault, Unreadable};
use crate::storage::scratch::Scratch;

/// So much is always allowed to come out of a packed file, in bytes.
const ALWAYS: u64 = 64 << 20;
/// Beyond that, so many times the size of the packed file.
const TIMES: u64 = 100;
/// Never more, in bytes.
const NEVER_MORE: u64 = 8 << 30;

/// How much may come out of a packed file, in bytes.
pub(super) fn most_out_of(packed: u64) -> u64 {
    packed.saturating_mul(TIMES).clamp(ALWAYS, NEVER_MORE)
}

/// Room for what comes out of a packed file, as long as it is not too much.
pub(super) struct Room {
    scratch: Scratch,
    most: u64,
}

impl Room {
    /// Room for what comes out of `packed` bytes.
    pub(super) fn new(scratch: Scratch, packed: u64) -> Self {
        let most = most_out_of(packed);
        Self { scratch, most }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.scratch.bytes() + bytes.len() as u64 > self.most {
            return Err(too_much(self.most).into());
        }
        Ok(self.scratch.write(bytes)?)
    }

    pub(super) fn into_inner(self) -> Scratch {
        self.scratch
    }
}

/// More than `most` bytes come out of a file.
pub(super) fn too_much(most: u64) -> Unreadable {
    Unreadable::excessive(format!("it unpacks to over {} MB", most >> 20))
}
