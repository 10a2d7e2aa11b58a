//! Identity of records: a noun's letter, a counter, and the tag of the replica that made it.
//!
//! `e12-k3f9` is the twelfth event, made by replica `k3f9`. The counter comes first, so that
//! ids sort by age whoever made them; the tag keeps two copies of one project, worked on apart,
//! from giving one id to two records.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Four letters or digits that name one working session of one copy of a project.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Replica([u8; 4]);

impl Replica {
    /// Letters and digits that cannot be misread for one another (no `l`, `o`, `i`, `u`).
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// A tag made of the lowest 20 bits of `bits`.
    pub fn from_bits(bits: u64) -> Self {
        let letter = |shift: u32| {
            let at = ((bits >> shift) & 31) as usize;
            Self::ALPHABET.get(at).copied().unwrap_or(b'0')
        };
        Self([letter(15), letter(10), letter(5), letter(0)])
    }

    /// The tag written as `text`: four characters of the id alphabet.
    pub fn parse(text: &str) -> Option<Self> {
        let tag: [u8; 4] = text.as_bytes().try_into().ok()?;
        tag.iter()
            .all(|letter| Self::ALPHABET.contains(letter))
            .then_some(Self(tag))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("0000")
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What all ids share: counter first, so that ids sort by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid {
    /// Counts the records of one noun, from 1.
    pub counter: u32,
    /// Who made the record.
    pub replica: Replica,
}

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not the id of {expected} (such an id looks like `{letter}12-k3f9`)")]
pub struct BadId {
    text: String,
    expected: &'static str,
    letter: char,
}

pub(crate) fn parse_uid(text: &str, letter: char, noun: &'static str) -> Result<Uid, BadId> {
    let parts = text
        .strip_prefix(letter)
        .and_then(|rest| rest.split_once('-'));
    let uid = parts.and_then(|(counter, replica)| {
        let canonical = counter.starts_with(|c: char| ('1'..='9').contains(&c))
            && counter.bytes().all(|b| b.is_ascii_digit());
        let counter = canonical.then(|| counter.parse().ok()).flatten()?;
        Some(Uid {
            counter,
            replica: Replica::parse(replica)?,
        })
    });
    uid.ok_or_else(|| BadId {
        text: text.to_owned(),
        expected: noun,
        letter,
    })
}

/// An id of one noun: its letter, how it reads, and the number behind it.
pub trait TypedId: Copy + Ord + fmt::Display + 'static {
    /// The noun this id names.
    const NOUN: Noun;
    /// The id with this number.
    fn from_uid(uid: Uid) -> Self;
    /// The number of this id.
    fn uid(self) -> Uid;
}

macro_rules! nouns {
    ($($(#[$doc:meta])* $variant:ident $id:ident $letter:literal $name:literal $plural:literal;)*) => {
        /// The nouns of a project: every record is one of these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Noun { $($(#[$doc])* $variant,)* }

        impl Noun {
            /// Every noun, in the order in which a project file lists them.
            pub const ALL: &[Noun] = &[$(Noun::$variant,)*];

            /// The letter its ids start with.
            pub fn letter(self) -> char {
                match self { $(Noun::$variant => $letter,)* }
            }

            /// One of them, in plain words.
            pub fn name(self) -> &'static str {
                match self { $(Noun::$variant => $name,)* }
            }

            /// Several of them, in plain words.
            pub fn plural(self) -> &'static str {
                match self { $(Noun::$variant => $plural,)* }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $id(Uid);

            impl TypedId for $id {
                const NOUN: Noun = Noun::$variant;
                fn from_uid(uid: Uid) -> Self { Self(uid) }
                fn uid(self) -> Uid { self.0 }
            }

            impl fmt::Display for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "{}{}-{}", $letter, self.0.counter, self.0.replica)
                }
            }

            impl fmt::Debug for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Display::fmt(self, f)
                }
            }

            impl FromStr for $id {
                type Err = BadId;
                fn from_str(text: &str) -> Result<Self, BadId> {
                    parse_uid(text, $letter, $name).map(Self)
                }
            }

            impl Serialize for $id {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $id {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                    text.parse().map_err(de::Error::custom)
                }
            }

            impl From<$id> for RecordId {
                fn from(id: $id) -> RecordId { RecordId::$variant(id) }
            }
        )*

        /// The id of a record of any noun. Sorts by noun, then by age.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordId { $($(#[$doc])* $variant($id),)* }

        impl RecordId {
            /// What kind of record it names.
            pub fn noun(self) -> Noun {
                match self { $(RecordId::$variant(_) => Noun::$variant,)* }
            }

            /// Its number.
            pub fn uid(self) -> Uid {
                match self { $(RecordId::$variant(id) => id.0,)* }
            }
        }

        impl fmt::Display for RecordId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(RecordId::$variant(id) => fmt::Display::fmt(id, f),)* }
            }
        }

        impl FromStr for RecordId {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                match text.chars().next() {
                    $(Some($letter) => text.parse().map(RecordId::$variant),)*
                    _ => Err(BadId { text: text.to_owned(), expected: "a record", letter: 'e' }),
                }
            }
        }
    };
}

nouns! {
    /// The one record about the project itself.
    Info InfoId 'i' "project information" "project information";
    /// A person who codes.
    Coder CoderId 'u' "coder" "coders";
    /// A document that was read.
    Source SourceId 's' "source" "sources";
    /// A passage with its own "now".
    Anchor AnchorId 'n' "passage anchor" "passage anchors";
    /// What an event can be.
    Kind KindId 'k' "kind" "kinds";
    /// A label of the codebook.
    Code CodeId 'c' "code" "codes";
    /// Somebody who acts or speaks.
    Actor ActorId 't' "actor" "actors";
    /// Somewhere.
    Place PlaceId 'p' "place" "places";
    /// Codes on words of a source.
    Annotation AnnotationId 'a' "annotation" "annotations";
    /// Something that happened or took effect.
    Event EventId 'e' "event" "events";
    /// What one passage says about one event.
    Report ReportId 'r' "report" "reports";
    /// A speaker's proposition that reports no event.
    Claim ClaimId 'm' "claim" "claims";
    /// How one event stands to another.
    Link LinkId 'l' "link" "links";
    /// An external file of events.
    EventTable TableId 'b' "event table" "event tables";
    /// A row of an event table that something rests on.
    TableRow RowId 'w' "table row" "table rows";
    /// A named way of looking at the project.
    View ViewId 'v' "view" "views";
}

impl RecordId {
    /// Sorts before every other id.
    pub const FIRST: Self = Self::Info(InfoId(Uid {
        counter: 0,
        replica: Replica([0; 4]),
    }));
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Gives out ids nobody has used: the replica's tag and, per noun, a counter above any seen.
#[derive(Clone, Debug)]
pub struct IdGenerator {
    replica: Replica,
    highest: [u32; Noun::ALL.len()],
}

impl IdGenerator {
    /// A generator that has seen no id yet.
    pub fn new(replica: Replica) -> Self {
        Self {
            replica,
            highest: [0; Noun::ALL.len()],
        }
    }

    /// Whose tag the new ids carry.
    pub fn replica(&self) -> Replica {
        self.replica
    }

    /// Never give out a number up to this id's again.
    pub fn saw(&mut self, id: RecordId) {
        if let Some(highest) = self.highest.get_mut(id.noun() as usize) {
            *highest = (*highest).max(id.uid().counter);
        }
    }

    /// An id that was never given before.
    pub fn fresh<I: TypedId>(&mut self) -> I {
        let mut counter = 1;
        if let Some(highest) = self.highest.get_mut(I::NOUN as usize) {
            *highest = highest.saturating_add(1);
            counter = *highest;
        }
        I::from_uid(Uid {
            counter,
            replica: self.replica,
        })
    }
}

/// What stands in the place of a record when `new` takes that of `old`; `None` where nothing does.
pub(super) fn replaced<I>(id: I, old: RecordId, new: Option<RecordId>) -> Option<I>
where
    I: TypedId + Into<RecordId>,
{
    if id.into() != old {
        return Some(id);
    }
    let new = new.filter(|new| new.noun() == I::NOUN)?;
    Some(I::from_uid(new.uid()))
}

/// The same of two, either of which may be nobody.
pub(super) fn replaced_two<I>(
    (one, other): (Option<I>, Option<I>),
    old: RecordId,
    new: Option<RecordId>,
) -> Option<(Option<I>, Option<I>)>
where
    I: TypedId + Into<RecordId>,
{
    let each = |id: Option<I>| match id {
        Some(id) => replaced(id, old, new).map(Some),
        None => Some(None),
    };
    Some((each(one)?, each(other)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_written_and_nothing_else_is_an_id() {
        let mut ids = IdGenerator::new(Replica::from_bits(123_456));
        let id: EventId = ids.fresh();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().parse(), Ok(RecordId::Event(id)));
        for bad in [
            "", "e", "e1", "e01-k3f9", "e0-k3f9", "e1-k3fu", "e1-k3f", "a1-k3f9", "e+1-k3f9",
            "é1-k3f9",
        ] {
            assert!(bad.parse::<EventId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn no_id_is_given_twice_even_after_a_foreign_one_was_seen() {
        let mut ids = IdGenerator::new(Replica::from_bits(1));
        let first: ActorId = ids.fresh();
        ids.saw("t9-zzzz".parse().expect("an id"));
        let second: ActorId = ids.fresh();
        assert!(first < second);
        assert_eq!(second.uid().counter, 10);
        let other_noun: PlaceId = ids.fresh();
        assert_eq!(other_noun.uid().counter, 1);
    }
}
