//! The cases that come with the program: their files lie in the binary, under names of their own.
//!
//! `bundled:coal-mines` is a case, `bundled:coal-mines/events.csv` a file of it.

use std::path::Path;

/// A case that comes with the program.
pub struct Bundled {
    /// How projects name it: no path, as it lies in the program.
    pub name: &'static str,
    /// How projects named it at first.
    at_first: Option<&'static str>,
    files: &'static [(&'static str, &'static [u8])],
}

macro_rules! files {
    ($folder:literal: $($file:literal)*) => {
        &[$(($file, include_bytes!(concat!("../../assets/cases/", $folder, "/", $file)))),*]
    };
}

/// An article on Pakistan and Afghanistan, and a short report.
pub const PAK_AFGHAN: Bundled = Bundled {
    name: "bundled:pak-afghan",
    at_first: Some("assets/cases/pak-afghan"),
    files: files!("pak-afghan": "case.ron" "walking-the-line.txt" "border-notes.txt"),
};

/// An article on the Mines Acts, and a table of explosions.
pub const COAL_MINES: Bundled = Bundled {
    name: "bundled:coal-mines",
    at_first: None,
    files: files!("coal-mines": "case.ron" "firedamp.txt" "events.csv" "events.map.ron"),
};

const ALL: [&Bundled; 2] = [&PAK_AFGHAN, &COAL_MINES];

impl Bundled {
    /// The case a project names so; `None` for a folder.
    pub fn named(folder: &str) -> Option<&'static Self> {
        let mut all = ALL.into_iter();
        all.find(|case| case.name == folder || case.at_first == Some(folder))
    }

    /// The bytes of a file of it.
    pub fn file(&self, name: &str) -> Option<&'static [u8]> {
        let mut files = self.files.iter();
        let found = files.find(|(file, _)| *file == name);
        found.map(|(_, bytes)| *bytes)
    }

    /// The bytes of all its files.
    pub fn files(&self) -> impl Iterator<Item = &'static [u8]> {
        self.files.iter().map(|(_, bytes)| *bytes)
    }
}

/// The bytes of a bundled file by its whole name; `None` for any other path.
pub fn file(path: &Path) -> Option<&'static [u8]> {
    let mut all = ALL.into_iter();
    all.find_map(|case| case.file(path.strip_prefix(case.name).ok()?.to_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_files_have_names_of_their_own() {
        let table = Path::new("bundled:coal-mines").join("events.csv");
        assert!(file(&table).is_some_and(|bytes| bytes.starts_with(b"id,date,kind,killed_low\n")));
        for other in [
            "bundled:coal-mines",
            "bundled:coal-mines/gone",
            "events.csv",
            "bundled:x/case.ron",
        ] {
            assert_eq!(file(Path::new(other)), None, "{other}");
        }
        assert!(Bundled::named("assets/cases/pak-afghan").is_some());
        assert!(Bundled::named("assets/cases/coal-mines").is_none());
    }
}
