//! The kinds a mapping names, found in a project's codebook.

use crate::model::id::KindId;
use crate::model::mapping::Mapping;
use crate::model::project::Project;

/// Which kinds of a project the native types of a table are taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedKinds {
    /// The name in the mapping, and the kind; in the order of the mapping, each once.
    pub found: Vec<(String, KindId)>,
    /// Names that are no kind of the project: their native types keep that name, without a kind.
    pub missing: Vec<String>,
}

/// Finds the kinds a mapping names; case does not matter, and of two of the same name the older
/// one is taken.
pub fn named_kinds(mapping: &Mapping, project: &Project) -> NamedKinds {
    let mut out = NamedKinds::default();
    let mut seen: Vec<String> = Vec::new();
    let names = mapping.kind.values.iter().map(|value| value.kind.trim());
    for name in names.filter(|name| !name.is_empty()) {
        let plain = name.to_lowercase();
        if seen.contains(&plain) {
            continue;
        }
        let mut kinds = project.kinds.iter();
        match kinds.find(|(_, kind)| kind.name.trim().to_lowercase() == plain) {
            Some((id, _)) => out.found.push((name.to_owned(), *id)),
            None => out.missing.push(name.to_owned()),
        }
        seen.push(plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::{Family, Kind};
    use crate::model::look::{Hue, Shape};
    use crate::model::mapping::{KindColumns, KindValue};
    use std::sync::Arc;

    #[test]
    fn kinds_are_found_by_name_and_what_is_missing_is_told() {
        let id: KindId = "k1-abcd".parse().expect("an id");
        let kind = Kind {
            id,
            name: "Attack".to_owned(),
            family: Family::Incident,
            lane: "Attacks".to_owned(),
            order: 0,
            hue: Hue::Rust,
            shape: Shape::Disc,
            plover: String::new(),
            score_tenths: None,
            version: 1,
        };
        let mut project = Project::default();
        project.kinds.insert(id, Arc::new(kind));
        let value = |kind: &str| KindValue {
            kind: kind.to_owned(),
            ..KindValue::default()
        };
        let names = ["attack", "Strike", "", "ATTACK", "strike "];
        let mapping = Mapping {
            kind: KindColumns {
                columns: Vec::new(),
                values: names.map(value).to_vec(),
            },
            ..Mapping::default()
        };
        let found = named_kinds(&mapping, &project);
        assert_eq!(found.found, [("attack".to_owned(), id)]);
        assert_eq!(found.missing, ["Strike"]);
    }
}
