//! How the places of two incidents agree.

use super::incident::{NamedPlace, Site};
use super::levels::PlaceLevel;

/// The mean radius of the earth, in kilometres (IUGG).
const EARTH_KM: f32 = 6_371.0;
/// Two places of one name further apart than this are two, in kilometres.
const NAMESAKES_KM: f32 = 100.0;

type Place<'s> = (&'s Site, Option<[f32; 2]>);

pub(super) fn level((one, here): Place<'_>, (other, there): Place<'_>) -> PlaceLevel {
    let km = here.zip(there).map(|(here, there)| kilometres(here, there));
    let far = km.is_some_and(|km| km > NAMESAKES_KM);
    let by_name = if far { None } else { by_name(one, other) };
    let by_distance = km.and_then(within);
    match (by_name, by_distance) {
        (Some(PlaceLevel::SameName), _) => PlaceLevel::SameName,
        (_, Some(near @ (PlaceLevel::Within5Km | PlaceLevel::Within25Km))) => near,
        (Some(level), _) => level,
        (None, Some(near)) => near,
        (None, None) if far => apart(one, other, PlaceLevel::Elsewhere),
        (None, None) => apart(one, other, unnamed(one, other)),
    }
}

/// By names alone; `None` where they have none in common.
fn by_name(one: &Site, other: &Site) -> Option<PlaceLevel> {
    let places = (proper(one, &one.places), proper(other, &other.places));
    if any(&places, same) {
        return Some(PlaceLevel::SameName);
    }
    if any(&places, holds) {
        return Some(PlaceLevel::PartName);
    }
    let (here, there) = places;
    let wider = (proper(one, &one.wider), proper(other, &other.wider));
    let area = any(&(here, wider.1.clone()), same)
        || any(&(wider.0.clone(), there), same)
        || any(&wider, same);
    area.then_some(PlaceLevel::SameArea)
}

/// The places that are not the country itself.
fn proper<'s>(
    site: &'s Site,
    places: &'s [NamedPlace],
) -> impl Iterator<Item = &'s NamedPlace> + Clone {
    places
        .iter()
        .filter(|place| !site.countries.contains(&place.key))
}

fn any<'s>(
    (one, other): &(
        impl Iterator<Item = &'s NamedPlace> + Clone,
        impl Iterator<Item = &'s NamedPlace> + Clone,
    ),
    fits: fn(&NamedPlace, &NamedPlace) -> bool,
) -> bool {
    one.clone()
        .any(|place| other.clone().any(|it| fits(place, it)))
}

fn same(one: &NamedPlace, other: &NamedPlace) -> bool {
    match one.known.zip(other.known) {
        Some((one, other)) => one == other,
        None => one.key == other.key,
    }
}

/// Whether one name has all words of the other, which has a telling one.
fn holds(one: &NamedPlace, other: &NamedPlace) -> bool {
    if one.known.is_some() && other.known.is_some() {
        return false;
    }
    let within = |short: &str, long: &str| {
        short.chars().count() > 3
            && short
                .split(' ')
                .all(|word| long.split(' ').any(|it| it == word))
    };
    within(&one.key, &other.key) || within(&other.key, &one.key)
}

fn within(km: f32) -> Option<PlaceLevel> {
    match km {
        ..=5.0 => Some(PlaceLevel::Within5Km),
        ..=25.0 => Some(PlaceLevel::Within25Km),
        ..=100.0 => Some(PlaceLevel::Within100Km),
        _ => None,
    }
}

/// `level`, unless they lie in different countries.
fn apart(one: &Site, other: &Site, level: PlaceLevel) -> PlaceLevel {
    let known = !one.countries.is_empty() && !other.countries.is_empty();
    match known && !shares_country(one, other) {
        true => PlaceLevel::OtherCountry,
        false => level,
    }
}

fn shares_country(one: &Site, other: &Site) -> bool {
    let mut countries = one.countries.iter();
    countries.any(|country| other.countries.contains(country))
}

/// What two sites have in common that have no name in common.
fn unnamed(one: &Site, other: &Site) -> PlaceLevel {
    let exact = |site: &Site| {
        let mut places = site.places.iter();
        places.any(|place| !site.countries.contains(&place.key))
    };
    match (exact(one) && exact(other), shares_country(one, other)) {
        (true, _) => PlaceLevel::Elsewhere,
        (false, true) => PlaceLevel::SameCountry,
        (false, false) => PlaceLevel::Unknown,
    }
}

/// The distance on the ground between two points, in kilometres (haversine on a sphere).
pub(super) fn kilometres([north, east]: [f32; 2], [other_north, other_east]: [f32; 2]) -> f32 {
    let half = |degrees: f32| (degrees.to_radians() / 2.0).sin().powi(2);
    let across =
        half(other_east - east) * north.to_radians().cos() * other_north.to_radians().cos();
    let share = (half(other_north - north) + across).clamp(0.0, 1.0);
    2.0 * EARTH_KM * share.sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(key: &str) -> NamedPlace {
        NamedPlace {
            name: key.to_owned(),
            key: key.to_owned(),
            known: None,
        }
    }

    fn site(places: &[&str], wider: &[&str], country: &str) -> Site {
        Site {
            places: places.iter().map(|name| named(name)).collect(),
            wider: wider.iter().map(|name| named(name)).collect(),
            countries: vec![country.to_owned()],
        }
    }

    #[test]
    fn distances_are_those_on_the_ground() {
        for (one, other, expected) in [
            ([34.01, 71.58], [34.01, 71.58], 0.0),
            // Peshawar to Islamabad.
            ([34.01, 71.58], [33.69, 73.05], 140.2),
            ([0.0, 179.5], [0.0, -179.5], 111.2),
            ([90.0, 0.0], [-90.0, 0.0], 20_015.1),
        ] {
            let km = kilometres(one, other);
            assert!((km - expected).abs() < 0.01 * expected + 0.01, "{km}");
        }
    }

    #[test]
    fn places_agree_by_name_then_by_distance_then_by_what_lies_around_them() {
        let pk = |places: &[&str], wider: &[&str]| site(places, wider, "pakistan");
        let af = |places: &[&str]| site(places, &[], "afghanistan");
        let (near, far) = (Some([34.0, 71.5]), Some([24.9, 67.0]));
        use PlaceLevel::*;
        for (one, other, expected) in [
            (
                (pk(&["peshawar"], &[]), None),
                (pk(&["peshawar"], &[]), near),
                SameName,
            ),
            (
                (pk(&["peshawar"], &[]), far),
                (pk(&["peshawar"], &[]), near),
                Elsewhere,
            ),
            (
                (pk(&["army school peshawar"], &[]), None),
                (pk(&["peshawar"], &[]), None),
                PartName,
            ),
            (
                (pk(&["warsak road"], &[]), Some([34.03, 71.5])),
                (pk(&["peshawar"], &[]), near),
                Within5Km,
            ),
            (
                (pk(&["barmal"], &["paktika"]), None),
                (pk(&["paktika"], &[]), None),
                SameArea,
            ),
            (
                (pk(&["lahore"], &[]), None),
                (pk(&["quetta"], &[]), None),
                Elsewhere,
            ),
            (
                (pk(&["pakistan"], &[]), None),
                (pk(&["quetta"], &[]), None),
                SameCountry,
            ),
            (
                (pk(&["pakistan"], &[]), None),
                (pk(&["pakistan"], &[]), None),
                SameCountry,
            ),
            (
                (pk(&["quetta"], &[]), None),
                (af(&["kabul"]), None),
                OtherCountry,
            ),
            ((Site::default(), None), (af(&["kabul"]), None), Unknown),
        ] {
            let ((one, here), (other, there)) = (&one, &other);
            assert_eq!(
                level((one, *here), (other, *there)),
                expected,
                "{one:?} {other:?}"
            );
            assert_eq!(level((other, *there), (one, *here)), expected);
        }
    }
}
