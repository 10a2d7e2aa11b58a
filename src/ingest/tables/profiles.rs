//! Profiles: mappings of files that analysts know by name, those the program brings and those an
//! analyst saved as files of their own.

use crate::ingest::case_file::{self, Mistake};
use crate::model::mapping::{KindValue, Mapping};
use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

/// What the codes of the profiles without a table of their own mean.
const CAMEO: &str = include_str!("../../../assets/profiles/cameo.ron");

const BUNDLED: [&str; 7] = [
    include_str!("../../../assets/profiles/ucdp-ged.ron"),
    include_str!("../../../assets/profiles/acled.ron"),
    include_str!("../../../assets/profiles/acled-legacy.ron"),
    include_str!("../../../assets/profiles/gtd.ron"),
    include_str!("../../../assets/profiles/gdelt-1.ron"),
    include_str!("../../../assets/profiles/gdelt-2.ron"),
    include_str!("../../../assets/profiles/icews.ron"),
];

/// Every profile the program brings.
pub fn bundled() -> Vec<Mapping> {
    let read = |text: &&str| case_file::parse::<Mapping>(text.as_bytes()).ok();
    let mut all: Vec<Mapping> = BUNDLED.iter().filter_map(read).collect();
    let cameo: Vec<KindValue> = case_file::parse(CAMEO.as_bytes()).unwrap_or_default();
    for kind in all.iter_mut().map(|profile| &mut profile.kind) {
        if kind.values.is_empty() {
            kind.values.clone_from(&cameo);
        }
    }
    all
}

/// The bundled profile of a file with columns of these names, where it is certain.
pub fn recognise(columns: &[String]) -> Option<Mapping> {
    match super::recognise::by_names(columns, &bundled()) {
        super::recognise::Recognition::Certain(found) => Some(found.mapping),
        _ => None,
    }
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

/// Reads a profile from its file.
///
/// # Errors
/// The first mistake in it.
pub fn read(bytes: &[u8]) -> Result<Mapping, Mistake> {
    case_file::parse(bytes)
}

/// A profile as the text of its file, for [`read`].
pub fn write(profile: &Mapping) -> String {
    let options = Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
    let pretty = PrettyConfig::new().depth_limit(3);
    // A mapping is plain data: there is nothing in it that could not be written.
    let text = options.to_string_pretty(profile, pretty);
    let about = "// A profile of Tightrope: which columns of a table mean what.\n";
    format!("{about}{}\n", text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Family;
    use crate::tables::widths::Widths;

    #[test]
    fn every_bundled_file_can_be_read() {
        for text in BUNDLED {
            assert_eq!(
                case_file::parse::<Mapping>(text.as_bytes()).err(),
                None,
                "{text}"
            );
        }
        assert_eq!(
            case_file::parse::<Vec<KindValue>>(CAMEO.as_bytes()).err(),
            None
        );
    }

    #[test]
    fn all_bundled_profiles_are_there_and_name_only_columns_they_list() {
        let all = bundled();
        assert_eq!(all.len(), BUNDLED.len());
        for profile in &all {
            assert!(!profile.kind.values.is_empty(), "{}", profile.profile);
            for name in profile.named_columns() {
                let is_listed = profile.columns.iter().any(|column| column == name);
                assert!(is_listed, "{} has no column {name}", profile.profile);
            }
        }
        let mut widths: Vec<usize> = all.iter().map(|it| it.columns.len()).collect();
        widths.sort_unstable();
        assert_eq!(widths, [20, 30, 31, 49, 58, 61, 135]);
    }

    #[test]
    fn the_two_releases_of_gdelt_know_the_rows_of_one_another() {
        let [one, two] = ["GDELT 1.0", "GDELT 2.0"].map(|name| named(name).expect(name).columns);
        for (columns, row) in [(&one, &two), (&two, &one)] {
            let found = Widths::of(columns).arranged(row.clone());
            let expected = columns.iter().map(|name| match row.contains(name) {
                true => name.clone(),
                false => String::new(),
            });
            assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for profile in bundled() {
            let text = write(&profile);
            assert_eq!(read(text.as_bytes()), Ok(profile), "{text}");
        }
        let mistake = read(b"(\n  profil: \"x\",\n)").expect_err("a mistake");
        assert_eq!(mistake.line, 2);
    }

    #[test]
    fn codes_mean_what_the_longest_entry_says() {
        let gdelt = named("gdelt 1.0").expect("a profile");
        let kind = &gdelt.kind;
        for (code, label, family) in [
            ("010", "Statement", Family::Diplomatic),
            ("14", "Protest", Family::Incident),
            ("1451", "Riot", Family::Incident),
            ("172", "Restrictions", Family::Policy),
            ("183", "Bombing", Family::Incident),
            ("1831", "Suicide bombing", Family::Incident),
            ("190", "Fight", Family::Incident),
            ("195", "Strike from the air", Family::Incident),
            ("204", "Weapons of mass destruction", Family::Incident),
        ] {
            let value = kind.value_of(code).expect(code);
            assert_eq!(
                (value.label.as_str(), value.family),
                (label, family),
                "{code}"
            );
        }
        assert_eq!(kind.value_of("21"), None);
        assert!(named("nothing").is_err());
    }
}
