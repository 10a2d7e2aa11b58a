//! GeoJSON features as rows: what a feature says about itself, and where it is.
//!
//! In: rows as [`super::fields`] makes them of features. Out: the same without the word "Feature",
//! the properties by their own names, a point as a longitude and a latitude.

use super::fields::Columns;
use std::collections::BTreeSet;

const TYPE: &str = "type";
const PROPERTIES: &str = "properties.";
const GEOMETRY: &str = "geometry.type";
const COORDINATES: &str = "geometry.coordinates";

/// Where the columns of a table of features come from.
pub(super) struct Features {
    kept: Vec<(usize, String)>,
    geometry: Option<usize>,
    coordinates: Option<usize>,
    /// What longitude and latitude are called: otherwise, where the properties have such too.
    places: [String; 2],
    /// How many features are no points.
    no_points: u64,
}

impl Features {
    /// Of the first object and the columns of all, if these are features.
    pub(super) fn of(columns: &Columns, first: &[String]) -> Option<Self> {
        let kind = columns.place(TYPE)?;
        let is_feature = first.get(kind).is_some_and(|word| word == "Feature");
        let has_parts = columns
            .names()
            .iter()
            .any(|name| name.starts_with(PROPERTIES) || name == GEOMETRY);
        if !is_feature || !has_parts {
            return None;
        }
        let mut taken = BTreeSet::new();
        let mut kept = Vec::new();
        for (place, name) in columns.names().iter().enumerate() {
            if [TYPE, COORDINATES, GEOMETRY, "geometry", "properties"].contains(&name.as_str()) {
                continue;
            }
            let short = name.strip_prefix(PROPERTIES).unwrap_or(name).to_owned();
            let name = if taken.contains(&short) {
                name.clone()
            } else {
                short
            };
            taken.insert(name.clone());
            kept.push((place, name));
        }
        let free = |name: &str| match taken.contains(name) {
            true => format!("geometry.{name}"),
            false => name.to_owned(),
        };
        Some(Self {
            places: [free("longitude"), free("latitude")],
            kept,
            geometry: columns.place(GEOMETRY),
            coordinates: columns.place(COORDINATES),
            no_points: 0,
        })
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<&str> {
        let kept = self.kept.iter().map(|(_, name)| name.as_str());
        kept.chain(self.places.iter().map(String::as_str)).collect()
    }

    /// The cells of a feature.
    pub(super) fn row<'c>(&mut self, cells: &'c [String]) -> Vec<&'c str> {
        let cell = |place: usize| cells.get(place).map_or("", String::as_str);
        let mut out: Vec<&str> = self.kept.iter().map(|(place, _)| cell(*place)).collect();
        let is_point = self.geometry.map(cell) == Some("Point");
        let geometry = self.geometry.map_or("", cell);
        self.no_points += u64::from(!is_point && !geometry.is_empty());
        let coordinates = self.coordinates.filter(|_| is_point).map_or("", cell);
        let mut degrees = coordinates.split("; ");
        out.extend([degrees.next().unwrap_or(""), degrees.next().unwrap_or("")]);
        out
    }

    /// What is left out.
    pub(super) fn note(&self) -> Option<String> {
        (self.no_points > 0).then(|| {
            format!(
                "{} features are lines or areas: they have no longitude and latitude here.",
                self.no_points
            )
        })
    }
}
