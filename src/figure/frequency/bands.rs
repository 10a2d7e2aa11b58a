//! Policy shifts behind the bars: as wide as their date is known.

use crate::analysis::dates::{WhichDate, known_days};
use crate::analysis::facts::EventFacts;
use crate::derived::Events;
use crate::figure::labels::{doubt_words, named};
use crate::model::codebook::Family;
use crate::model::day::DayRange;
use crate::model::edtf::Edtf;
use crate::model::id::EventId;
use crate::model::look::{Hue, Shape};

/// A policy shift behind the bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The event.
    pub event: EventId,
    /// The days on one of which it took effect, as far as its sources can know.
    pub days: DayRange,
    /// A few words.
    pub label: String,
    /// The same without a date.
    pub title: String,
    /// What is said about it when one points at it.
    pub tooltip: String,
    /// The hue of its kind.
    pub hue: Hue,
    /// The shape of its kind.
    pub shape: Shape,
}

/// The countable policy shifts that may have taken effect within these days, by their first day.
pub(super) fn bands(events: &Events, window: DayRange) -> Vec<Band> {
    let shifts = events
        .iter()
        .filter(|facts| facts.family() == Family::Policy && facts.is_countable());
    let mut bands: Vec<Band> = shifts
        .filter_map(band)
        .filter(|band| band.days.intersection(window).is_some())
        .collect();
    bands.sort_by_key(|band| (band.days, band.event));
    bands
}

fn band(facts: &EventFacts) -> Option<Band> {
    let until = facts.known_until(WhichDate::Used);
    let days = known_days(facts.extent.as_ref()?, until).into_iter();
    let date = facts.event.when()?.used_date()?;
    let title = facts.short_title();
    Some(Band {
        event: facts.id(),
        days: days.reduce(DayRange::hull)?,
        label: match doubt_words(date) {
            Some(words) => named(&title, &words),
            None => title.clone(),
        },
        title,
        tooltip: format!("{}\n{}", facts.event.title, Edtf::in_words(date)),
        hue: facts.kind.hue,
        shape: facts.kind.shape,
    })
}
