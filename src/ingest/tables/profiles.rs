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

/// A mapping as a profile file.
///
/// # Errors
/// When a part cannot be written as RON.
pub fn write(mapping: &Mapping) -> Result<String, String> {
    let pretty = ron::ser::PrettyConfig::default();
    ron::ser::to_string_pretty(mapping, pretty).map_err(|error| error.to_string())
}
