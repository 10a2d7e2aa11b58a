//! What the menus and the command palette offer: names, keys, and when each makes sense.

mod info;
mod menu;
mod needs;
mod slot;

pub use info::ActionInfo;
pub use menu::Menu;
pub use needs::Needs;
pub use slot::Slot;

/// What the menus and the command palette offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Begin an empty project.
    NewProject,
    /// Open a project or text file.
    OpenFile,
    /// Open a case folder.
    OpenCase,
    /// Open the sample.
    OpenSample,
    /// Open the second sample, with a table.
    OpenCoalMines,
    /// Add sources to the open project.
    AddSources,
    /// Add event tables to the open project, or begin one with them.
    AddTable,
    /// Correct how the event table is read.
    CorrectTable,
    /// Say where the file of the event table is.
    LocateTable,
    /// Compare the event table with a newer file of it.
    UpdateTable,
    /// Keep a copy of the event table's file beside the project, or no longer.
    EmbedTable,
    /// Make a source of what was copied.
    PasteSource,
    /// Read the source in another encoding.
    ReadAs,
    /// Take all of a web page, or only its article.
    TakePage,
    /// Read a new version of the source from a file.
    UpdateText,
    /// Take a new version of the source from the clipboard.
    UpdateFromClipboard,
    /// Write the project file.
    Save,
    /// Write the project under another name.
    SaveAs,
    /// Write the events as a table.
    ExportEvents,
    /// Write the charts as a figure.
    ExportFigure,
    /// Copy the charts as a picture.
    CopyPicture,
    /// Copy the numbers behind the bars.
    CopyNumbers,
    /// Write the passages that were found.
    ExportPassages,
    /// Write the code matrix as a table.
    ExportMatrix,
    /// Close the project.
    CloseProject,
    /// Close the window.
    Quit,
    /// Take the last edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Look for words in every source.
    Find,
    /// Show the next match.
    FindNext,
    /// Show the match before.
    FindPrevious,
    /// Code what was found.
    CodeFound,
    /// Code the selected words.
    CodeSelection,
    /// Code them as the last time.
    RepeatCode,
    /// Code them with one of the codes on the number keys.
    QuickCode(Slot),
    /// Keep the selected words while more are selected.
    HoldWords,
    /// Make an event of the selected passage.
    MakeEvent,
    /// Add the selected passage to an event that is there.
    AddToEvent,
    /// Make a claim of the selected passage.
    MakeClaim,
    /// Give the selected words their own "now".
    MakeAnchor,
    /// Mark the selected words as not the author's, or no longer.
    MarkBoilerplate,
    /// Make an event that rests on no passage yet.
    NewEvent,
    /// Give the selected annotation a further code.
    AddCode,
    /// Put another code in the place of one it has.
    Recode,
    /// Take one more word in at its end.
    GrowEnd,
    /// Leave its last word out.
    ShrinkEnd,
    /// Take one more word in at its beginning.
    GrowStart,
    /// Leave its first word out.
    ShrinkStart,
    /// Select the words of the selected annotation.
    SelectItsWords,
    /// Let it stand on the selected words.
    TakeWords,
    /// Add the selected words to it.
    AddWords,
    /// Take the stretch under the caret off it.
    RemoveStretch,
    /// Make two annotations of it.
    SplitAnnotation,
    /// Join it with the next one of its code.
    JoinAnnotation,
    /// Delete what is selected.
    DeleteSelected,
    /// Merge the selected event into another.
    MergeEvent,
    /// Add a code to the codebook.
    NewCode,
    /// Add an actor.
    NewActor,
    /// Add a place.
    NewPlace,
    /// Search and run a command.
    Palette,
    /// Move the keyboard to the text.
    FocusReader,
    /// Move the keyboard to the form of what is selected.
    FocusForm,
    /// Move the keyboard to the sources and codes.
    FocusCase,
    /// Select the next event in time.
    NextEvent,
    /// Select the event before.
    PreviousEvent,
    /// Select the next annotation in the text.
    NextAnnotation,
    /// Select the annotation before.
    PreviousAnnotation,
    /// Show the passages that need review.
    ShowReviews,
    /// Take the words under the selected annotation for what they are.
    AcceptReview,
    /// Select the next annotation with the same code.
    NextOfCode,
    /// Select the one before.
    PreviousOfCode,
    /// Go to the next paragraph nobody has coded anything in.
    NextUncoded,
    /// Go to the one before.
    PreviousUncoded,
    /// Select the next annotation that needs review.
    NextReview,
    /// Select the one before.
    PreviousReview,
    /// Read the next source.
    NextSource,
    /// Read the source before.
    PreviousSource,
    /// Select more: the word, the sentence, the paragraph.
    ExpandSelection,
    /// Select less again.
    ShrinkSelection,
    /// Hide a code in the reader.
    HideCode,
    /// Show only one code in the reader.
    ShowOnlyCode,
    /// Hide nothing in the reader any more.
    ShowAllCodes,
    /// Open what the reader shows and hides.
    ShowMenu,
    /// Write the memo of what is selected.
    EditMemo,
    /// Show the timeline and frequency pane.
    ShowTimeline,
    /// Show the policy posture of two actors.
    ShowPosture,
    /// Show the acts of two actors against one another.
    ShowDyad,
    /// Show the events table.
    ShowEvents,
    /// Show the rows of an event table.
    ShowTable,
    /// Show the claims.
    ShowClaims,
    /// Show the passages.
    ShowPassages,
    /// Show which rows of tables may tell of the selected event.
    ShowReconcile,
    /// Say that the candidate tells of the same event.
    SameEvent,
    /// Say that it does not.
    NotSameEvent,
    /// Make an event of a row of a table.
    EventFromRow,
    /// Go to the next event that rests on no row.
    NextUnreconciled,
    /// Go to the one before.
    PreviousUnreconciled,
    /// Show which rows of a table may be one incident.
    SuspectedDuplicates,
    /// Show the passages of what is selected.
    PassagesOfSelected,
    /// Count passages by code and source or further code.
    CodeMatrix,
    /// Show or hide the case pane.
    ToggleCase,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Put the keyboard into the field for words of the table.
    SearchRows,
    /// Sort by the column of the cursor.
    SortUp,
    /// Sort by it, the largest first.
    SortDown,
    /// Sort by it after the columns that sort already.
    ThenSortUp,
    /// Sort by it after them, the largest first.
    ThenSortDown,
    /// Rows as the file has them.
    Unsorted,
    /// Open the menu of the cursor's column.
    FilterColumn,
    /// Only rows with the value under the cursor.
    OnlyThisValue,
    /// No rows with the value under the cursor.
    NotThisValue,
    /// Choose the columns of the table.
    ChooseColumns,
    /// Select every row that is shown.
    SelectAllRows,
    /// Copy the selected rows.
    CopyRows,
    /// List what is odd about rows of the table.
    RowWarnings,
    /// Write the rows that are shown.
    ExportRows,
    /// Write what is odd.
    ExportWarnings,
    /// Show all of time.
    FitTime,
    /// Show all of time that tables reach over too.
    FitTables,
    /// Show the days of what is selected.
    ZoomToSelected,
    /// Show less time.
    ZoomIn,
    /// Show more time.
    ZoomOut,
    /// Earlier.
    PanEarlier,
    /// Later.
    PanLater,
    /// Show what was shown before.
    LookBack,
    /// Show what one came back from.
    LookForward,
    /// Show only what the selection stands for.
    FilterBySelected,
    /// Show everything again.
    ClearFilters,
    /// Keep what is shown under a name.
    SaveView,
    /// Show what was kept under a name.
    ApplyView,
    /// Forget what was kept under a name.
    DeleteView,
    /// Put every pane back in its place.
    ResetLayout,
    /// Larger text.
    LargerText,
    /// Smaller text.
    SmallerText,
    /// Arabic script as the language of the source has it.
    ArabicByLanguage,
    /// Arabic script in Naskh.
    ArabicInNaskh,
    /// Arabic script in Nastaliq.
    ArabicInNastaliq,
    /// The light theme.
    LightTheme,
    /// The dark theme.
    DarkTheme,
    /// The theme of the system.
    SystemTheme,
    /// What the program has said.
    NoticeLog,
    /// The coder's name.
    CoderName,
    /// Keys to know.
    CheatSheet,
    /// What this is.
    About,
}

impl Action {
    /// Every action, in the order of the menus.
    pub const ALL: &[Self] = &[
        Self::NewProject,
        Self::OpenFile,
        Self::OpenCase,
        Self::OpenSample,
        Self::OpenCoalMines,
        Self::AddSources,
        Self::PasteSource,
        Self::ReadAs,
        Self::TakePage,
        Self::UpdateText,
        Self::UpdateFromClipboard,
        Self::AddTable,
        Self::CorrectTable,
        Self::LocateTable,
        Self::UpdateTable,
        Self::EmbedTable,
        Self::Save,
        Self::SaveAs,
        Self::CloseProject,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::DeleteSelected,
        Self::ExpandSelection,
        Self::ShrinkSelection,
        Self::CoderName,
        Self::CodeSelection,
        Self::RepeatCode,
        Self::QuickCode(Slot::One),
        Self::QuickCode(Slot::Two),
        Self::QuickCode(Slot::Three),
        Self::QuickCode(Slot::Four),
        Self::QuickCode(Slot::Five),
        Self::QuickCode(Slot::Six),
        Self::QuickCode(Slot::Seven),
        Self::QuickCode(Slot::Eight),
        Self::QuickCode(Slot::Nine),
        Self::HoldWords,
        Self::CodeFound,
        Self::MakeEvent,
        Self::AddToEvent,
        Self::MakeClaim,
        Self::MakeAnchor,
        Self::MarkBoilerplate,
        Self::AcceptReview,
        Self::EditMemo,
        Self::NewEvent,
        Self::MergeEvent,
        Self::SameEvent,
        Self::NotSameEvent,
        Self::EventFromRow,
        Self::NewCode,
        Self::NewActor,
        Self::NewPlace,
        Self::AddCode,
        Self::Recode,
        Self::GrowEnd,
        Self::ShrinkEnd,
        Self::GrowStart,
        Self::ShrinkStart,
        Self::SelectItsWords,
        Self::TakeWords,
        Self::AddWords,
        Self::RemoveStretch,
        Self::SplitAnnotation,
        Self::JoinAnnotation,
        Self::FocusReader,
        Self::FocusForm,
        Self::FocusCase,
        Self::NextAnnotation,
        Self::PreviousAnnotation,
        Self::NextOfCode,
        Self::PreviousOfCode,
        Self::NextUncoded,
        Self::PreviousUncoded,
        Self::NextReview,
        Self::PreviousReview,
        Self::NextEvent,
        Self::PreviousEvent,
        Self::NextUnreconciled,
        Self::PreviousUnreconciled,
        Self::NextSource,
        Self::PreviousSource,
        Self::Palette,
        Self::HideCode,
        Self::ShowOnlyCode,
        Self::ShowAllCodes,
        Self::ShowMenu,
        Self::ShowTimeline,
        Self::ShowPosture,
        Self::ShowDyad,
        Self::ShowEvents,
        Self::ShowTable,
        Self::ShowClaims,
        Self::ShowPassages,
        Self::PassagesOfSelected,
        Self::CodeMatrix,
        Self::ShowReconcile,
        Self::SuspectedDuplicates,
        Self::ShowReviews,
        Self::ToggleCase,
        Self::ToggleInspector,
        Self::ResetLayout,
        Self::LargerText,
        Self::SmallerText,
        Self::ArabicByLanguage,
        Self::ArabicInNaskh,
        Self::ArabicInNastaliq,
        Self::LightTheme,
        Self::DarkTheme,
        Self::SystemTheme,
        Self::SearchRows,
        Self::SortUp,
        Self::SortDown,
        Self::ThenSortUp,
        Self::ThenSortDown,
        Self::Unsorted,
        Self::FilterColumn,
        Self::OnlyThisValue,
        Self::NotThisValue,
        Self::ChooseColumns,
        Self::SelectAllRows,
        Self::CopyRows,
        Self::RowWarnings,
        Self::ExportRows,
        Self::ExportWarnings,
        Self::FitTime,
        Self::FitTables,
        Self::ZoomToSelected,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::PanEarlier,
        Self::PanLater,
        Self::LookBack,
        Self::LookForward,
        Self::FilterBySelected,
        Self::ClearFilters,
        Self::SaveView,
        Self::ApplyView,
        Self::DeleteView,
        Self::ExportEvents,
        Self::ExportFigure,
        Self::CopyPicture,
        Self::CopyNumbers,
        Self::ExportPassages,
        Self::ExportMatrix,
        Self::CheatSheet,
        Self::NoticeLog,
        Self::About,
    ];

    /// Whether it makes sense also while the review of a new version has the room of the panes.
    pub fn is_for_all_time(self) -> bool {
        matches!(
            self,
            Self::Save
                | Self::SaveAs
                | Self::CloseProject
                | Self::Quit
                | Self::CoderName
                | Self::Palette
                | Self::LargerText
                | Self::SmallerText
                | Self::LightTheme
                | Self::DarkTheme
                | Self::SystemTheme
                | Self::CheatSheet
                | Self::NoticeLog
                | Self::About
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_actions_share_a_shortcut_or_a_name() {
        let mut keys = BTreeMap::new();
        let mut names = BTreeMap::new();
        for &action in Action::ALL {
            let info = action.info();
            assert_eq!(names.insert(info.text, action), None, "{}", info.text);
            if let Some(shortcut) = info.shortcut {
                assert_eq!(
                    keys.insert(format!("{shortcut:?}"), action),
                    None,
                    "{action:?}"
                );
            }
        }
    }

    #[test]
    fn every_action_is_listed_once_and_says_what_it_does() {
        let listed: std::collections::BTreeSet<_> = Action::ALL.iter().collect();
        assert_eq!(listed.len(), Action::ALL.len());
        for action in Action::ALL {
            let info = action.info();
            assert!(
                info.tooltip.len() > info.text.len() / 2 && !info.tooltip.ends_with('.'),
                "{action:?}"
            );
        }
    }
}
