//! How much of a stream is read for one value.
//!
//! A file may be of any size, as its values come one after the other; one of them must fit into
//! memory. In: a stream. Out: the same bytes, and an error once a value goes on for too long.

use std::cell::Cell;
use std::io::{self, Read};

/// The largest value, in bytes: a record of a table is at most half as long.
pub(super) const LARGEST_VALUE: u64 = 32 << 20;

/// How much may be read until the value that is read now must have ended.
#[derive(Debug)]
pub(super) struct Gauge(Cell<u64>);

impl Default for Gauge {
    fn default() -> Self {
        Self(Cell::new(LARGEST_VALUE))
    }
}

impl Gauge {
    /// A value has ended: the next may be as long.
    pub(super) fn reset(&self) {
        self.0.set(LARGEST_VALUE);
    }

    /// Whether a value went on for too long.
    pub(super) fn is_over(&self) -> bool {
        self.0.get() == 0
    }

    /// `from`, as long as its values end.
    pub(super) fn on<R: Read>(&self, from: R) -> Gauged<'_, R> {
        Gauged { from, gauge: self }
    }
}

/// A stream whose values are gauged.
pub(super) struct Gauged<'g, R> {
    from: R,
    gauge: &'g Gauge,
}

impl<R: Read> Read for Gauged<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        let left = self.gauge.0.get().saturating_sub(read as u64);
        self.gauge.0.set(left);
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}
