//! PLOVER, the scheme kinds of events are mapped to: its types with their scores.
//!
//! In: the category of a kind, such as `ASSAULT/aerial`. Out: the score PLOVER gives its type, and
//! scores in words.
//!
//! A kind that holds several types has no score of its own: what is said between governments may be
//! a meeting (CONSULT, 2.5), a promise (AGREE, 2.5), a demand (REQUEST, 0), a harsh reply (ACCUSE,
//! −3) or a protest (PROTEST, −5), by the manual of 2021. The bundled codebooks leave *Diplomatic
//! event* without one; who splits the kind gives each its type.

/// Where the scores come from.
pub const SOURCE: &str = "PLOVER 2021 manual";

/// A type of PLOVER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PloverType {
    /// Its name, in capitals.
    pub name: &'static str,
    /// Its score in tenths of a point, from -100 (conflict) to 100 (cooperation).
    pub score_tenths: i16,
    /// What must be known about that score; empty where nothing must.
    pub note: &'static str,
}

const fn of(name: &'static str, score_tenths: i16) -> PloverType {
    PloverType {
        name,
        score_tenths,
        note: "",
    }
}

/// Every type, as the manual of 2021 lists and scores them.
pub const TYPES: [PloverType; 16] = [
    of("AGREE", 25),
    of("CONSULT", 25),
    of("SUPPORT", 50),
    of("CONCEDE", 45),
    of("COOPERATE", 95),
    of("AID", 100),
    of("RETREAT", 65),
    of("REQUEST", 0),
    PloverType {
        name: "ACCUSE",
        score_tenths: -30,
        note: "printed as 3 without a minus, while its modes go from −2 to −3.5: taken as −3",
    },
    of("REJECT", -20),
    of("THREATEN", -35),
    of("PROTEST", -50),
    of("SANCTION", -60),
    of("MOBILIZE", -55),
    of("COERCE", -70),
    of("ASSAULT", -90),
];

/// The type of a category: what stands before its first `/`, in any case. `None` for what is no
/// type of PLOVER 2021.
pub fn type_of(category: &str) -> Option<PloverType> {
    let name = category.split('/').next().unwrap_or_default().trim();
    let mut types = TYPES.into_iter();
    types.find(|it| it.name.eq_ignore_ascii_case(name))
}

/// A score in points, "-2.5"; empty when there is none.
pub fn score_words(tenths: Option<i16>) -> String {
    tenths.map_or_else(String::new, |tenths| points(tenths.into()))
}

/// Tenths of a point in points, "-2.5".
pub fn points(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (points, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if rest == 0 {
        format!("{sign}{points}")
    } else {
        format!("{sign}{points}.{rest}")
    }
}

/// How a score stands to the one PLOVER gives the type of its category. Empty where the category
/// is none of PLOVER's, or where there is nothing to compare.
pub fn compared(category: &str, score_tenths: Option<i16>) -> String {
    let Some(found) = type_of(category) else {
        return match category.trim() {
            "" => String::new(),
            _ => format!("No type of the {SOURCE}"),
        };
    };
    let gives = format!("{} in the {SOURCE}", points(found.score_tenths.into()));
    let note = match found.note {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    match score_tenths {
        None => format!("{} is {gives}{note}", found.name),
        Some(own) if own == found.score_tenths => format!("As {}: {gives}{note}", found.name),
        Some(_) => format!("Differs from {}: {gives}{note}", found.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_reads_as_points() {
        for (tenths, expected) in [
            (None, ""),
            (Some(-25), "-2.5"),
            (Some(-5), "-0.5"),
            (Some(70), "7"),
            (Some(0), "0"),
        ] {
            assert_eq!(score_words(tenths), expected);
        }
    }

    #[test]
    fn a_score_is_compared_with_that_of_its_type() {
        for (category, score, expected) in [
            (
                "ASSAULT/aerial",
                Some(-90),
                "As ASSAULT: -9 in the PLOVER 2021 manual",
            ),
            (
                "assault",
                Some(-100),
                "Differs from ASSAULT: -9 in the PLOVER 2021 manual",
            ),
            (
                "SANCTION/discontinue",
                None,
                "SANCTION is -6 in the PLOVER 2021 manual",
            ),
            (
                "REQUEST",
                Some(0),
                "As REQUEST: 0 in the PLOVER 2021 manual",
            ),
            ("FIGHT", Some(-90), "No type of the PLOVER 2021 manual"),
            ("", Some(-90), ""),
        ] {
            assert_eq!(compared(category, score), expected, "{category}");
        }
        assert!(compared("ACCUSE", Some(-30)).ends_with("taken as −3)"));
        assert!(
            TYPES
                .iter()
                .all(|it| (-100..=100).contains(&it.score_tenths))
        );
    }
}
