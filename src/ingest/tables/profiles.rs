//! The profiles the program brings: mappings of files that analysts know by name.

use crate::ingest::case_file;
use crate::model::mapping::Mapping;

const BUNDLED: [&str; 1] = [include_str!("../../../assets/profiles/ucdp-ged.ron")];

/// Every profile the program brings.
pub fn bundled() -> Vec<Mapping> {
    let read = |text: &&str| case_file::parse(text.as_bytes()).ok();
    BUNDLED.iter().filter_map(read).collect()
}

/// The profile of a file with these columns.
pub fn recognise(columns: &[String]) -> Option<Mapping> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    let fits = |mapping: &Mapping| {
        let id = mapping.id.as_deref();
        id.is_some_and(has) && mapping.kind.columns.iter().all(|name| has(name))
    };
    bundled().into_iter().find(fits)
}

/// No profile has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("‘{name}’ is no profile (write one of: {})", known.join(", "))]
pub struct NoProfile {
    name: String,
    known: Vec<String>,
}

/// The profile with this name, in any case: "UCDP GED", "ucdp-ged".
///
/// # Errors
/// When there is none: with the names there are.
pub fn named(name: &str) -> Result<Mapping, NoProfile> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], " ");
    let mut all = bundled();
    match all.iter().position(|it| plain(&it.profile) == plain(name)) {
        Some(at) => Ok(all.swap_remove(at)),
        None => Err(NoProfile {
            name: name.to_owned(),
            known: all.into_iter().map(|it| it.profile).collect(),
        }),
    }
}

/// A mapping as a profile file, to be corrected and read again.
///
/// # Errors
/// Never in a program that passes its tests.
pub fn write(mapping: &Mapping) -> Result<String, ron::Error> {
    let config = ron::ser::PrettyConfig::new()
        .struct_names(false)
        .compact_arrays(false)
        .extensions(ron::extensions::Extensions::empty());
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES)
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let mut text = options.to_string_pretty(mapping, config)?;
    text.push('\n');
    Ok(text)
}
