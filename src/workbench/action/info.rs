//! How each action looks in menus and the palette: its name, its keys, what it does.

use crate::workbench::looks::Turn;
use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Action, Menu, Needs};

/// How an action looks in menus and the palette.
#[derive(Clone, Copy, Debug)]
pub struct ActionInfo {
    /// Where it stands.
    pub menu: Menu,
    /// Its name; an ellipsis when more input follows.
    pub text: &'static str,
    /// What it does, in a sentence.
    pub tooltip: &'static str,
    /// Its keys.
    pub shortcut: Option<KeyboardShortcut>,
    /// When it makes sense.
    pub needs: Needs,
    /// Whether a line stands above it in its menu.
    pub group: bool,
}

impl ActionInfo {
    const fn below_a_line(mut self) -> Self {
        self.group = true;
        self
    }
}

const fn row(
    menu: Menu,
    text: &'static str,
    tooltip: &'static str,
    shortcut: Option<KeyboardShortcut>,
    needs: Needs,
) -> ActionInfo {
    ActionInfo {
        menu,
        text,
        tooltip,
        shortcut,
        needs,
        group: false,
    }
}

const fn ctrl(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

const fn ctrl_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(
        Modifiers::COMMAND.plus(Modifiers::SHIFT),
        key,
    ))
}

const fn alt(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::ALT, key))
}

const fn shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::SHIFT, key))
}

const fn plain(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

impl Action {
    /// How it looks in menus and the palette.
    #[rustfmt::skip]
    pub fn info(self) -> ActionInfo {
        use Menu::{Analysis, Code, Edit, File, Go, Help, Passage, Table, View};
        match self {
            Self::NewProject => row(File, "New project", "Begin an empty project", ctrl(Key::N), Needs::Nothing),
            Self::OpenFile => row(File, "Open…", "Open a project, or begin one with a text, web page, Word file or PDF", ctrl(Key::O), Needs::Nothing),
            Self::OpenCase => row(File, "Open case…", "Begin a project from a folder with a case.ron", ctrl_shift(Key::O), Needs::Nothing),
            Self::OpenSample => row(File, "Open the sample", "Look at a fully coded article; your changes go to an unnamed copy", None, Needs::Nothing),
            Self::OpenCoalMines => row(File, "Open the coal-mine sample", "Look at laws beside a table of explosions; your changes go to an unnamed copy", None, Needs::Nothing),
            Self::AddSources => row(File, "Add sources…", "Add texts, saved web pages, Word documents and PDFs to the open project", ctrl_shift(Key::A), Needs::Project).below_a_line(),
            Self::PasteSource => row(File, "Paste as source", "Make a source of the text in the clipboard", ctrl_shift(Key::V), Needs::Nothing),
            Self::ReadAs => row(File, "Read source as…", "Read the file of the source in another encoding", None, Needs::Encoding),
            Self::TakePage => row(File, "Whole page or article", "Take all of a saved web page instead of its article, or the article again", None, Needs::WebPage),
            Self::UpdateText => row(File, "Update text…", "Read a new version of this source, and look where every passage stands in it", None, Needs::Source),
            Self::UpdateFromClipboard => row(File, "Update text from clipboard", "Take the copied text for a new version of this source", None, Needs::Source),
            Self::AddTable => row(File, "Add event table…", "Add a UCDP, ACLED, GTD or GDELT file, or any spreadsheet of incidents; without a project, begin one with it", ctrl_shift(Key::T), Needs::Nothing).below_a_line(),
            Self::CorrectTable => row(File, "Correct table…", "Say how the file of the table is cut and what its columns mean", None, Needs::Table),
            Self::LocateTable => row(File, "Locate table file…", "Say where the file of the table is now", None, Needs::Table),
            Self::UpdateTable => row(File, "Update table from file…", "Compare the table with a newer file of it, see what changed, and take that over", None, Needs::Table),
            Self::EmbedTable => row(File, "Embed table, or no longer", "Keep a copy of the table’s file beside the project, so that both travel together", None, Needs::Table),
            Self::Save => row(File, "Save", "Write the project file; edits are on disk already", ctrl(Key::S), Needs::Project).below_a_line(),
            Self::SaveAs => row(File, "Save as…", "Write the project under another name", ctrl_shift(Key::S), Needs::Project),
            Self::CloseProject => row(File, "Close project", "Save and close the project", ctrl(Key::W), Needs::Project).below_a_line(),
            Self::Quit => row(File, "Quit", "Save and close the window", ctrl(Key::Q), Needs::Nothing),
            Self::Undo => row(Edit, "Undo", "Take the last edit back", ctrl(Key::Z), Needs::Done),
            Self::Redo => row(Edit, "Redo", "Do again what was undone; Ctrl+Y does so too", ctrl_shift(Key::Z), Needs::Undone),
            Self::Find => row(Edit, "Find…", "Look for words or a pattern in every source, however they are written", ctrl(Key::F), Needs::Project).below_a_line(),
            Self::FindNext => row(Edit, "Find next", "Show the next match in the text", plain(Key::F3), Needs::Project),
            Self::FindPrevious => row(Edit, "Find previous", "Show the match before in the text", shift(Key::F3), Needs::Project),
            Self::DeleteSelected => row(Edit, "Delete selected", "Delete the selected record; undo brings it back", plain(Key::Delete), Needs::Record).below_a_line(),
            Self::CoderName => row(Edit, "Coder’s name…", "The name kept with what you do", None, Needs::Nothing).below_a_line(),
            Self::ExpandSelection => row(Edit, "Select more", "Select the word, then the sentence, then the paragraph", None, Needs::Source).below_a_line(),
            Self::ShrinkSelection => row(Edit, "Select less", "Go back from the paragraph to the sentence and the word", None, Needs::Source),
            Self::CodeSelection => row(Code, "Code selection…", "Choose a code for the selected words", ctrl(Key::Enter), Needs::Words),
            Self::RepeatCode => row(Code, "Code as last time", "Give the selected words the code used last", ctrl(Key::D), Needs::WordsAndCode),
            Self::QuickCode(slot) => row(Code, slot.text(), "Give the selected words the code that is on this number key", alt(slot.key()), Needs::WordsAndSlot(slot)),
            Self::HoldWords => row(Code, "Hold the selected words", "Keep these words selected and select more; they are coded together", None, Needs::Words),
            Self::CodeFound => row(Code, "Code what was found…", "Choose a code for the ticked matches, or for all of them", None, Needs::Matches),
            Self::MakeEvent => row(Code, "Make event", "Make an event of the selected passage, filled in from what is coded inside it", ctrl(Key::E), Needs::Passage).below_a_line(),
            Self::AddToEvent => row(Code, "Add to event…", "Add the selected passage as a report of an event that is there", ctrl_shift(Key::E), Needs::Passage),
            Self::MakeClaim => row(Code, "Make claim", "Make a claim of the selected passage", ctrl(Key::M), Needs::Passage),
            Self::MakeAnchor => row(Code, "Set “now” for passage", "Relative dates in the selected words count from another day", None, Needs::Words).below_a_line(),
            Self::MarkBoilerplate => row(Code, "Mark or unmark boilerplate", "Grey the selected words out as not the author’s, and leave them out of counts; again: no longer", None, Needs::Words),
            Self::AcceptReview => row(Code, "Accept the words as they are", "Settle the review of the selected annotation: it means the words it stands on", None, Needs::Passage).below_a_line(),
            Self::EditMemo => row(Code, "Edit memo", "Write the memo of the selected record, or of the source", ctrl_shift(Key::M), Needs::Source),
            Self::NewEvent => row(Code, "New event without passage", "Enter an event that no source of the project reports yet", ctrl_shift(Key::N), Needs::Project).below_a_line(),
            Self::MergeEvent => row(Code, "Merge event…", "Merge the selected event into another; its reports move along", None, Needs::Event),
            Self::NewCode => row(Code, "New code", "Add a code to the codebook", None, Needs::Project).below_a_line(),
            Self::NewActor => row(Code, "New actor", "Add somebody who acts or speaks", None, Needs::Project),
            Self::NewPlace => row(Code, "New place", "Add a place", None, Needs::Project),
            Self::AddCode => row(Passage, "Add a code…", "Give the selected annotation a further code", ctrl_shift(Key::Enter), Needs::Annotation),
            Self::Recode => row(Passage, "Recode…", "Put another code in the place of one it has; what rests on it stays", ctrl(Key::R), Needs::Annotation),
            Self::GrowEnd => row(Passage, "Grow its end by a word", "Take one more word into the annotation", None, Needs::Annotation).below_a_line(),
            Self::ShrinkEnd => row(Passage, "Shrink its end by a word", "Leave the last word of the annotation out", None, Needs::Annotation),
            Self::GrowStart => row(Passage, "Grow its beginning by a word", "Take the word before into the annotation", None, Needs::Annotation),
            Self::ShrinkStart => row(Passage, "Shrink its beginning by a word", "Leave the first word of the annotation out", None, Needs::Annotation),
            Self::SelectItsWords => row(Passage, "Select its words", "Select the words of the selected annotation", None, Needs::Annotation).below_a_line(),
            Self::TakeWords => row(Passage, "Put it on the selected words", "Let the annotation stand on the words selected now, also in the newest version of its source", None, Needs::WordsForIt),
            Self::AddWords => row(Passage, "Add the selected words to it", "Let the annotation stand on these words as well", None, Needs::AnnotationAndWords),
            Self::RemoveStretch => row(Passage, "Take the stretch at the caret off it", "Let the annotation go without the words the caret is in", None, Needs::Stretches),
            Self::SplitAnnotation => row(Passage, "Split it at the caret", "Make two annotations with the same codes; memo, reports and claims stay with the first", None, Needs::Annotation).below_a_line(),
            Self::JoinAnnotation => row(Passage, "Join it with the next of its code", "Make one annotation of this and the next with the same code", None, Needs::OwnCode),
            Self::Palette => row(View, "Search or run a command…", "Every command and record, by a few letters of its name", ctrl(Key::K), Needs::Nothing),
            Self::FocusReader => row(Go, "Go to the text", "Move the keyboard to the reader", ctrl(Key::T), Needs::Source),
            Self::FocusForm => row(Go, "Go to the form", "Move the keyboard to the form of what is selected", plain(Key::F2), Needs::Record),
            Self::FocusCase => row(Go, "Go to sources and codes", "Move the keyboard to the case pane; the arrow keys go through it", plain(Key::F4), Needs::Project),
            Self::NextAnnotation => row(Go, "Next annotation", "Select the next coded passage", plain(Key::F8), Needs::Source).below_a_line(),
            Self::PreviousAnnotation => row(Go, "Previous annotation", "Select the coded passage before", shift(Key::F8), Needs::Source),
            Self::NextOfCode => row(Go, "Next with the same code", "Select the next passage with a code of the selected one, in any source", ctrl(Key::F8), Needs::OwnCode),
            Self::PreviousOfCode => row(Go, "Previous with the same code", "Select the passage before with a code of the selected one", ctrl_shift(Key::F8), Needs::OwnCode),
            Self::NextUncoded => row(Go, "Next uncoded paragraph", "Go to the next paragraph without any annotation", plain(Key::F7), Needs::Source),
            Self::PreviousUncoded => row(Go, "Previous uncoded paragraph", "Go to the paragraph before without any annotation", shift(Key::F7), Needs::Source),
            Self::NextReview => row(Go, "Next that needs review", "Select the next passage whose text is not the one it was made on", plain(Key::F6), Needs::Review),
            Self::PreviousReview => row(Go, "Previous that needs review", "Select the passage before whose text is not the one it was made on", shift(Key::F6), Needs::Review),
            Self::NextEvent => row(Go, "Next event", "Select the event that comes next in time, of those the filters leave", plain(Key::F9), Needs::Project).below_a_line(),
            Self::PreviousEvent => row(Go, "Previous event", "Select the event that comes before in time, of those the filters leave", shift(Key::F9), Needs::Project),
            Self::NextSource => row(Go, "Next source", "Read the next source of the project", ctrl(Key::PageDown), Needs::Sources).below_a_line(),
            Self::PreviousSource => row(Go, "Previous source", "Read the source before this one", ctrl(Key::PageUp), Needs::Sources),
            Self::HideCode => row(View, "Hide this code", "Hide the passages of the selected code, or of the selected passage’s", alt(Key::H), Needs::Code).below_a_line(),
            Self::ShowOnlyCode => row(View, "Show only this code", "Hide the passages of every other code", alt(Key::O), Needs::Code),
            Self::ShowAllCodes => row(View, "Show all codes", "Show whatever is hidden in the reader again", alt(Key::A), Needs::Hidden),
            Self::ShowMenu => row(View, "Show and hide…", "Choose codes, coders and kinds to show in the reader", alt(Key::S), Needs::Source),
            Self::ShowTimeline => row(View, "Timeline and frequency", "When things happened, and how often", ctrl(Key::Num1), Needs::Project).below_a_line(),
            Self::ShowPosture => row(View, "Policy posture", "What two actors have in force towards one another, and what it adds up to", ctrl(Key::Num8), Needs::Project),
            Self::ShowDyad => row(View, "Attack and strike", "What two actors do to one another, and how soon after what", ctrl(Key::Num9), Needs::Project),
            Self::ShowEvents => row(View, "Events table", "Every event in a row", ctrl(Key::Num2), Needs::Project),
            Self::ShowTable => row(View, "Event table", "The rows of an event table, to sort, filter and search", ctrl(Key::Num6), Needs::Project),
            Self::ShowClaims => row(View, "Claims", "What speakers say besides", ctrl(Key::Num3), Needs::Project),
            Self::ShowPassages => row(View, "Passages", "Find coded passages by code, source, actor, date and more", ctrl(Key::Num4), Needs::Project),
            Self::PassagesOfSelected => row(View, "Passages of the selection", "The passages of the selected code, actor, place, event or source", ctrl_shift(Key::P), Needs::Record),
            Self::CodeMatrix => row(View, "Code matrix", "How many passages each code has, source by source or along with another code", ctrl(Key::Num5), Needs::Project),
            Self::ShowReconcile => row(View, "Reconcile with tables", "Which rows of the event tables may tell of the selected event, or which events of the selected row", ctrl(Key::Num7), Needs::Project),
            Self::SuspectedDuplicates => row(View, "Suspected duplicates", "Rows of a table that may tell of one incident; nothing is merged", None, Needs::Tables),
            Self::SameEvent => row(Code, "Same event as the candidate", "The row becomes a report of the event, beside those of passages", None, Needs::Candidate).below_a_line(),
            Self::NotSameEvent => row(Code, "Not the same as the candidate", "Remembered, so that it is not proposed again", None, Needs::Candidate),
            Self::EventFromRow => row(Code, "Make an event of the row", "A new event with the date, place, actors and toll the row gives", None, Needs::Row),
            Self::NextUnreconciled => row(Go, "Next event that rests on no row", "Select the next event in time without a row of a table", ctrl(Key::J), Needs::Project),
            Self::PreviousUnreconciled => row(Go, "Previous event that rests on no row", "Select the event before without a row of a table", ctrl_shift(Key::J), Needs::Project),
            Self::ShowReviews => row(View, "Needs review", "Passages: what was made on other words than it stands on, or stayed with an old version", None, Needs::Project),
            Self::ToggleCase => row(View, "Case pane", "Show or hide sources, codebook, actors and places", ctrl(Key::B), Needs::Project).below_a_line(),
            Self::ToggleInspector => row(View, "Inspector", "Show or hide the form of the selected record", ctrl(Key::I), Needs::Project),
            Self::ResetLayout => row(View, "Reset layout", "Put every pane back in its place", None, Needs::Nothing),
            Self::LargerText => row(View, "Larger text", "Scale everything up", ctrl(Key::Plus), Needs::Nothing).below_a_line(),
            Self::SmallerText => row(View, "Smaller text", "Scale everything down", ctrl(Key::Minus), Needs::Nothing),
            Self::ArabicByLanguage => row(View, "Arabic script by language", "Read the source in the style its language is printed in", None, Needs::Source).below_a_line(),
            Self::ArabicInNaskh => row(View, "Arabic script in Naskh", "Read the source as Arabic, Persian and Pashto are printed", None, Needs::Source),
            Self::ArabicInNastaliq => row(View, "Arabic script in Nastaliq", "Read the source as Urdu is printed", None, Needs::Source),
            Self::LightTheme => row(View, "Light theme", "Dark ink on light ground", None, Needs::Nothing).below_a_line(),
            Self::DarkTheme => row(View, "Dark theme", "Light ink on dark ground", None, Needs::Nothing),
            Self::SystemTheme => row(View, "Theme of the system", "Follow the desktop", None, Needs::Nothing),
            Self::SearchRows => row(Table, "Search rows", "Look for words in actors, places and notes of the table", alt(Key::F), Needs::Tables),
            Self::SortUp => row(Table, "Sort rows up", "Sort by the column of the cursor, the least first", None, Needs::Tables).below_a_line(),
            Self::SortDown => row(Table, "Sort rows down", "Sort by the column of the cursor, the greatest first", None, Needs::Tables),
            Self::ThenSortUp => row(Table, "Then sort rows up", "Sort rows that are alike by the column of the cursor", None, Needs::Tables),
            Self::ThenSortDown => row(Table, "Then sort rows down", "Sort rows that are alike by the column of the cursor, the greatest first", None, Needs::Tables),
            Self::Unsorted => row(Table, "Rows as in the file", "Sort by no column any more", None, Needs::Tables),
            Self::FilterColumn => row(Table, "Filter by column…", "Choose among the values of the cursor’s column", None, Needs::Tables).below_a_line(),
            Self::OnlyThisValue => row(Table, "Only this value", "Show only rows with the value under the cursor", alt(Key::Enter), Needs::Tables),
            Self::NotThisValue => row(Table, "Not this value", "Leave out the rows with the value under the cursor", None, Needs::Tables),
            Self::ChooseColumns => row(Table, "Choose columns…", "Show and hide columns of the table", None, Needs::Tables).below_a_line(),
            Self::SelectAllRows => row(Table, "Select all rows", "Select every row that is shown; Ctrl+A on the rows", None, Needs::Tables),
            Self::CopyRows => row(Table, "Copy rows", "Copy the selected rows as they are seen; Ctrl+C on the rows", None, Needs::Tables),
            Self::RowWarnings => row(Table, "Row warnings", "List what is odd about rows of the file, and what was refused", None, Needs::Tables).below_a_line(),
            Self::ExportRows => row(Table, "Export rows…", "Write exactly the rows and columns that are shown, as CSV or for Excel", None, Needs::Tables),
            Self::ExportWarnings => row(Table, "Export warnings…", "Write what is odd about rows of the file as CSV", None, Needs::Tables),
            Self::FitTime => row(Analysis, "Fit all of time", "Show every dated record", ctrl(Key::Num0), Needs::Project),
            Self::FitTables => row(Analysis, "Fit tables too", "Show every dated record and every dated row of the tables", ctrl_shift(Key::Num0), Needs::Tables),
            Self::ZoomToSelected => row(Analysis, "Zoom to the selection", "Show the days of the selected event or claim, or of the events of the selected kind, actor, place, code or source", alt(Key::Num0), Needs::Record),
            Self::ZoomIn => row(Analysis, "Zoom in", "Show less time", alt(Key::Plus), Needs::Project),
            Self::ZoomOut => row(Analysis, "Zoom out", "Show more time", alt(Key::Minus), Needs::Project),
            Self::PanEarlier => row(Analysis, "Earlier", "Move a quarter of the window back in time", alt(Key::Comma), Needs::Project),
            Self::PanLater => row(Analysis, "Later", "Move a quarter of the window on in time", alt(Key::Period), Needs::Project),
            Self::LookBack => row(Analysis, "Look back", "Show the stretch of time, the filters and the bars that were shown before", alt(Key::OpenBracket), Needs::Look(Turn::Back)),
            Self::LookForward => row(Analysis, "Look forward", "Show what you came back from", alt(Key::CloseBracket), Needs::Look(Turn::Forward)),
            Self::FilterBySelected => row(Analysis, "Only what is selected", "Show only events and rows of the selected kind, actor, place, code or source", None, Needs::Record).below_a_line(),
            Self::ClearFilters => row(Analysis, "Clear filters", "Show everything again, in every pane", alt(Key::Backspace), Needs::Filters),
            Self::SaveView => row(Analysis, "Save view…", "Keep the filters, the stretch of time and the bars under a name", None, Needs::Project),
            Self::ApplyView => row(Analysis, "Apply view…", "Show what a saved view shows", None, Needs::Views),
            Self::DeleteView => row(Analysis, "Delete view…", "Forget a saved view; no record is touched", None, Needs::Views),
            Self::ExportEvents => row(Analysis, "Export events…", "Write the events as a CSV table", None, Needs::Project).below_a_line(),
            Self::ExportFigure => row(Analysis, "Export figure…", "Write the timeline and frequency chart as SVG, PNG or PDF", ctrl_shift(Key::F), Needs::Project),
            Self::CopyPicture => row(Analysis, "Copy picture", "Copy the charts as a picture, to be pasted into a brief", alt(Key::C), Needs::Project),
            Self::CopyNumbers => row(Analysis, "Copy the numbers", "Copy the numbers behind the charts, to be pasted into a spreadsheet", alt(Key::N), Needs::Project),
            Self::ExportPassages => row(Analysis, "Export passages…", "Write the passages that were found, with quotes and sources, as CSV or Markdown", None, Needs::Project),
            Self::ExportMatrix => row(Analysis, "Export code matrix…", "Write the numbers of passages by code as CSV", None, Needs::Project),
            Self::CheatSheet => row(Help, "Keys", "Every key in one place", plain(Key::F1), Needs::Nothing),
            Self::NoticeLog => row(Help, "Notices", "Everything the program has said", None, Needs::Nothing),
            Self::About => row(Help, "About Tightrope", "What this is", None, Needs::Nothing).below_a_line(),
        }
    }
}
