//! What follows from a snapshot, kept up to date as the document moves on.
//!
//! In: snapshots of one document, in any order. Out: values that are always those a rebuild from
//! the present snapshot would give, but cost only what has changed.

mod changes;
pub mod claims;
pub mod coded;
pub mod density;
pub mod events;
pub mod readings;
pub mod reviews;
pub mod spans;
pub mod usage;

pub use claims::Claims;
pub use coded::{Coded, Place};
pub use events::{Events, Totals};
pub use readings::{Reading, Readings};
pub use reviews::Reviews;
pub use usage::Usage;

use crate::document::{Revision, Snapshot};

/// A value that follows from a snapshot.
pub trait Follows: Sized {
    /// The value for `now`, from nothing.
    fn rebuild(now: &Snapshot) -> Self;

    /// Turns the value for `before` into the value for `now`.
    fn update(&mut self, before: &Snapshot, now: &Snapshot);
}

/// A derived value with the snapshot it was built from.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    of: Snapshot,
    value: T,
}

impl<T: Follows> Kept<T> {
    /// The value for `now`.
    pub fn new(now: &Snapshot) -> Self {
        Self {
            of: now.clone(),
            value: T::rebuild(now),
        }
    }

    /// Brings the value up to date with a later or earlier state of the same document; whether
    /// there was anything to do.
    pub fn refresh(&mut self, now: &Snapshot) -> bool {
        if self.of.revision() == now.revision() {
            return false;
        }
        self.value.update(&self.of, now);
        self.of = now.clone();
        true
    }

    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }
}

/// Everything derived from one document. A window makes a new one when it opens another document.
#[derive(Clone, Debug)]
pub struct Derived {
    events: Kept<Events>,
    claims: Kept<Claims>,
    reviews: Kept<Reviews>,
    usage: Kept<Usage>,
    coded: Kept<Coded>,
    readings: Kept<Readings>,
}

impl Derived {
    /// Everything for `now`.
    pub fn new(now: &Snapshot) -> Self {
        Self {
            events: Kept::new(now),
            claims: Kept::new(now),
            reviews: Kept::new(now),
            usage: Kept::new(now),
            coded: Kept::new(now),
            readings: Kept::new(now),
        }
    }

    /// Brings everything up to date; whether anything had changed.
    pub fn refresh(&mut self, now: &Snapshot) -> bool {
        let events = self.events.refresh(now);
        let claims = self.claims.refresh(now);
        let reviews = self.reviews.refresh(now);
        let usage = self.usage.refresh(now);
        let coded = self.coded.refresh(now);
        let readings = self.readings.refresh(now);
        events || claims || reviews || usage || coded || readings
    }

    /// What this was derived from: changes whenever the document does.
    pub fn revision(&self) -> Revision {
        self.events.of.revision()
    }

    /// The facts of every event, and their totals.
    pub fn events(&self) -> &Events {
        self.events.get()
    }

    /// The facts of every claim.
    pub fn claims(&self) -> &Claims {
        self.claims.get()
    }

    /// What a person must look at again.
    pub fn reviews(&self) -> &Reviews {
        self.reviews.get()
    }

    /// What stands in each source, and how much of it is coded.
    pub fn readings(&self) -> &Readings {
        self.readings.get()
    }

    /// How often codes, sources, actors and places are used.
    pub fn usage(&self) -> &Usage {
        self.usage.get()
    }

    /// The annotations of each code, in reading order.
    pub fn coded(&self) -> &Coded {
        self.coded.get()
    }
}
