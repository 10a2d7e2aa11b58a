//! Documents that were read.

use super::edtf::Edtf;
use super::id::{RecordId, SourceId};
use super::made::Made;
use super::record::References;
use super::text::{Sha, TextSpan};
use serde::{Deserialize, Serialize};

/// A document that was read: what is known of it, and which text it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its title; the file's name where it has none.
    pub title: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Where it appeared.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// BCP 47 language tag, such as `en` or `ur`; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Edtf>,
    /// How reliable its maker is.
    #[serde(default)]
    pub reliability: Reliability,
    /// The source it repeats: a reprint, or a story built on another's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<SourceId>,
    /// The earlier version of the same article that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<SourceId>,
    /// The period it can be taken to speak about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// Stretches that are not the author's: bylines, navigation, calls to subscribe.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boilerplate: Vec<TextSpan>,
    /// How far the analyst has got with it.
    #[serde(default)]
    pub status: ReadingStatus,
    /// The style its Arabic script is read in; that of its language when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arabic_style: Option<ArabicStyle>,
    /// SHA-256 of its text.
    pub text: Sha,
    /// The file it came from, as it was.
    pub original: Original,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Who added it, and when.
    #[serde(default)]
    pub made: Made,
}

/// The file a source was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha: Sha,
    /// Its size.
    pub bytes: u64,
    /// How its bytes were read as text, such as `UTF-8`.
    pub encoding: String,
    /// How much of it was taken as the text.
    #[serde(default, skip_serializing_if = "Taken::is_whole")]
    pub taken: Taken,
}

/// How much of a file was taken as the text of its source.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Taken {
    /// All of its text.
    #[default]
    Whole,
    /// The article of a saved web page, without the page around it.
    Article,
}

impl Taken {
    /// Whether all of the text was taken.
    pub fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

/// A style of Arabic script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ArabicStyle {
    /// The style of Arabic, Persian and Pashto print.
    Naskh,
    /// The sloping style of Urdu print.
    Nastaliq,
}

impl ArabicStyle {
    /// Every style.
    pub const ALL: [Self; 2] = [Self::Naskh, Self::Nastaliq];

    /// The style texts in a language are printed in (BCP 47 tag): Nastaliq for Urdu, Punjabi in
    /// Arabic script, Kashmiri and Saraiki, Naskh for all others.
    pub fn of_language(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        match first.to_ascii_lowercase().as_str() {
            "ur" | "pnb" | "ks" | "skr" => Self::Nastaliq,
            _ => Self::Naskh,
        }
    }

    /// Its name.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Naskh => "Naskh",
            Self::Nastaliq => "Nastaliq",
        }
    }
}

/// The period a source can be taken to speak about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// From when to when.
    pub period: Edtf,
    /// Why the analyst takes it so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The Admiralty grade of a source's maker (FM 2-22.3, appendix B).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    #[default]
    F,
}

impl Reliability {
    /// Every grade, best first.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The letter.
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }

    /// What the letter means.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "cannot be judged",
        }
    }
}

/// How far the analyst has got with a source.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum ReadingStatus {
    /// Nobody has read it.
    #[default]
    Unread,
    /// Begun.
    InWork,
    /// Coded to the end.
    Coded,
    /// Coded, and checked by a second look.
    Checked,
}

impl ReadingStatus {
    /// Every status, in order of progress.
    pub const ALL: [Self; 4] = [Self::Unread, Self::InWork, Self::Coded, Self::Checked];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::InWork => "in work",
            Self::Coded => "coded",
            Self::Checked => "checked",
        }
    }
}

impl References for Source {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.derived_from
            .into_iter()
            .for_each(|id| visit(id.into()));
        self.supersedes.into_iter().for_each(|id| visit(id.into()));
        self.made.references(visit);
    }
}
