//! The menus that actions stand in.

/// The menus, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Projects, sources, exports.
    File,
    /// Taking back and forth.
    Edit,
    /// From words to records.
    Code,
    /// The codes and words of the selected annotation.
    Passage,
    /// From one place to another.
    Go,
    /// What is on the screen.
    View,
    /// The rows of event tables.
    Table,
    /// Charts and counts.
    Analysis,
    /// Keys and facts.
    Help,
}

impl Menu {
    /// From left to right.
    pub const ALL: [Self; 9] = [
        Self::File,
        Self::Edit,
        Self::Code,
        Self::Passage,
        Self::Go,
        Self::View,
        Self::Table,
        Self::Analysis,
        Self::Help,
    ];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Code => "Code",
            Self::Passage => "Passage",
            Self::Go => "Go",
            Self::View => "View",
            Self::Table => "Table",
            Self::Analysis => "Analysis",
            Self::Help => "Help",
        }
    }
}
