//! What the window remembers between sessions, outside every project.

use super::layout::{self, Pane};
use super::panes::table::ColumnLayouts;
use super::theme::ThemeChoice;
use egui_tiles::Tree;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What the window remembers between sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// The scale of everything, in per cent: 60 to 250.
    pub scale_percent: u16,
    /// The coder's name; empty until asked for.
    pub coder: String,
    /// Projects opened lately, newest first.
    pub recent: Vec<PathBuf>,
    /// Where the panes are, per project; the newest last.
    pub layouts: Vec<(String, Tree<Pane>)>,
    /// Which columns of event tables are shown, per profile.
    pub columns: ColumnLayouts,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            scale_percent: 100,
            coder: String::new(),
            recent: Vec::new(),
            layouts: Vec::new(),
            columns: ColumnLayouts::default(),
        }
    }
}

impl Preferences {
    /// How many recent files are listed.
    pub const RECENT: usize = 10;
    /// Of how many projects the layout is remembered.
    const LAYOUTS: usize = 20;

    /// Reads preferences; anything unreadable counts as never set, for they hold no work.
    pub fn from_ron(text: &str) -> Self {
        let mut found: Self = ron::from_str(text).unwrap_or_default();
        found.scale_percent = found.scale_percent.clamp(60, 250);
        found.layouts.retain(|(_, tree)| layout::is_complete(tree));
        found
    }

    /// Writes them.
    ///
    /// # Errors
    /// When a part cannot be written as RON.
    pub fn to_ron(&self) -> Result<String, ron::Error> {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
    }

    /// Notes that a project was opened or saved here.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|old| old != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(Self::RECENT);
    }

    /// Forgets a file that is not there any more.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|old| old != path);
    }

    /// Scales everything up or down by a step.
    pub fn rescale(&mut self, percent: i16) {
        self.scale_percent = self
            .scale_percent
            .saturating_add_signed(percent)
            .clamp(60, 250);
    }

    /// Where the panes of a project were, or belong.
    pub fn layout_of(&self, project: &str) -> Tree<Pane> {
        let found = self.layouts.iter().find(|(name, _)| name == project);
        found.map_or_else(layout::default_tree, |(_, tree)| tree.clone())
    }

    /// Remembers where the panes of a project are.
    pub fn keep_layout(&mut self, project: &str, tree: &Tree<Pane>) {
        if self
            .layouts
            .last()
            .is_some_and(|(name, old)| name == project && old == tree)
        {
            return;
        }
        self.layouts.retain(|(name, _)| name != project);
        self.layouts.push((project.to_owned(), tree.clone()));
        let excess = self.layouts.len().saturating_sub(Self::LAYOUTS);
        self.layouts.drain(..excess);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_and_rubbish_counts_as_never_set() {
        let mut preferences = Preferences::default();
        preferences.opened(Path::new("/a.ron"));
        preferences.opened(Path::new("/b.ron"));
        preferences.opened(Path::new("/a.ron"));
        let mut tree = layout::default_tree();
        layout::toggle(&mut tree, Pane::Case);
        preferences.keep_layout("One", &tree);
        preferences.rescale(20);
        let back = Preferences::from_ron(&preferences.to_ron().expect("writes"));
        assert_eq!(back, preferences);
        assert_eq!(
            back.recent,
            [PathBuf::from("/a.ron"), PathBuf::from("/b.ron")]
        );
        assert_eq!(back.layout_of("One"), tree);
        assert_eq!(back.layout_of("Two"), layout::default_tree());
        assert_eq!(Preferences::from_ron("(theme:"), Preferences::default());
    }

    #[test]
    fn text_scales_within_reason() {
        let mut preferences = Preferences::default();
        for _ in 0..40 {
            preferences.rescale(10);
        }
        assert_eq!(preferences.scale_percent, 250);
        for _ in 0..40 {
            preferences.rescale(-10);
        }
        assert_eq!(preferences.scale_percent, 60);
    }
}
