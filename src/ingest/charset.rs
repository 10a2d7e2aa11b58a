//! The encodings a person can choose from, by the names they are known by.

use encoding_rs::Encoding;
use std::fmt;

/// An encoding of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

/// What is offered, and for what; the most likely first.
const OFFERED: [(&str, &str); 19] = [
    ("utf-8", "usual"),
    ("windows-1252", "Western European"),
    ("windows-1256", "Arabic, Persian, Urdu"),
    ("utf-16le", "Windows “Unicode”"),
    ("utf-16be", "Unicode, the other way round"),
    ("windows-1251", "Russian, Ukrainian, Bulgarian"),
    ("koi8-u", "Russian, Ukrainian"),
    ("iso-8859-6", "Arabic, older"),
    ("windows-1250", "Central European"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("windows-1257", "Baltic"),
    ("windows-1258", "Vietnamese"),
    ("macintosh", "old Macs"),
    ("gb18030", "Chinese, simplified"),
    ("big5", "Chinese, traditional"),
    ("shift_jis", "Japanese"),
    ("euc-kr", "Korean"),
];

impl Charset {
    /// The encoding with a name, in any case and spelling the Web knows.
    pub fn named(name: &str) -> Option<Self> {
        Encoding::for_label(name.as_bytes()).map(Self)
    }

    /// What a person can choose from, each with the texts it is for.
    pub fn offered() -> impl Iterator<Item = (Self, &'static str)> {
        let known = |(name, texts): &(&str, &'static str)| Some((Self::named(name)?, *texts));
        OFFERED.iter().filter_map(known)
    }

    /// Its name.
    pub fn name(self) -> String {
        self.0.name().replace("windows", "Windows")
    }

    pub(super) fn encoding(self) -> &'static Encoding {
        self.0
    }
}

impl From<&'static Encoding> for Charset {
    fn from(encoding: &'static Encoding) -> Self {
        Self(encoding)
    }
}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}
