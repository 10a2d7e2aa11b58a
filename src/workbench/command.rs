//! Everything a person can ask for. Widgets push commands; the app carries them out after drawing.

use super::action::Action;
use super::fields::FieldKey;
use super::filtering::FilterChange;
use super::lanes::LaneChange;
use super::open::Addition;
use super::outcome::Again;
use super::panes::passages::PassageView;
use super::theme::ThemeChoice;
use super::verb::Verb;
use super::visibility::Showing;
use crate::analysis::passages::Query;
use crate::figure::wanted::PairWanted;
use crate::ingest::{Ingested, Reading};
use crate::jobs::JobId;
use crate::model::bars::Bars;
use crate::model::id::{EventId, KindId, RecordId, RowId, SourceId, TableId, ViewId};
use crate::model::row_filter::SortKey;
use crate::model::text::TextSpan;
use crate::model::view::{Bucket, Split};
use std::path::PathBuf;

/// Whether a file that is there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Somebody said so.
    Agreed,
    /// Ask first.
    Ask,
}

/// What is said about rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowDeed {
    /// They tell of this event.
    SameAs(EventId),
    /// They do not.
    NotSameAs(EventId),
    /// They tell of an event the project does not have: of this kind, or of the one the first is
    /// mapped to.
    NewEvent(Option<KindId>),
}

/// Something to be done, with what it is to be done to.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Something the menus and the palette offer.
    Do(Action),
    /// Open a project, a case folder or a text file.
    Open(PathBuf),
    /// Begin a project with these texts.
    OpenTexts(Vec<PathBuf>),
    /// Add these files to the open project as sources.
    AddFiles(Vec<PathBuf>),
    /// Add these files to the open project as event tables.
    AddTables(Vec<PathBuf>),
    /// Correct how an event table is read.
    CorrectTable(TableId),
    /// Read an event table again that could not be read.
    ReadTable(TableId),
    /// Ask where the file of an event table is.
    LocateTable(TableId),
    /// The file of an event table is here.
    PlaceTable(TableId, PathBuf),
    /// Ask for a newer file of an event table.
    UpdateTable(TableId),
    /// Compare an event table with this newer file, and open the review.
    UpdateTableFrom(TableId, PathBuf),
    /// Put the newer file under review in the place of its table's.
    ApplyEdition,
    /// Close the review of a newer file; nothing is changed.
    CancelEdition,
    /// Add the newer file under review as a table of its own.
    AddEdition,
    /// Take what a linked row says now into the reports that rest on it.
    TakeRowValues(RowId),
    /// Keep a copy of an event table's file beside the project, or no longer.
    EmbedTable(TableId, bool),
    /// Add a table of the case that is not in the project yet, by its place in the list.
    AddTableFromCase(usize),
    /// Take what the columns of the table under correction mean.
    AcceptMapping,
    /// Close the mapping; nothing is changed.
    CancelMapping,
    /// Ask under which name the mapping is to be kept; this one is suggested.
    NameProfile(String),
    /// Keep the mapping as a profile of this name.
    SaveProfile(String),
    /// Stop work that is going on.
    Stop(JobId),
    /// Add these sources to the open project.
    Add(Vec<Addition>),
    /// Read the file of a source again, otherwise.
    ReadAgain(SourceId, Reading),
    /// Take up what came of that.
    TakeReadAgain(SourceId, Box<Again>),
    /// Read a new version of a source from this file.
    UpdateFrom(SourceId, PathBuf),
    /// Compare a source with a new version of its text, and open the review.
    UpdateText(SourceId, Box<Ingested>),
    /// Put the new version under review in the place of the old one.
    ApplyVersion,
    /// Close the review of a new version; nothing is changed.
    CancelVersion,
    /// Save the project under this name, in place of what is there if that was agreed to.
    SaveTo(PathBuf, Replace),
    /// Write the events as CSV.
    ExportEventsTo(PathBuf, Replace),
    /// Write the passages that were found, as Markdown where the name ends so, else as CSV.
    ExportPassagesTo(PathBuf, Replace),
    /// Write the code matrix as CSV.
    ExportMatrixTo(PathBuf, Replace),
    /// Write the rows of the table shown, as a workbook where the name ends so, else as CSV.
    ExportRowsTo(PathBuf, Replace),
    /// Write what is odd about the rows of the table shown, as CSV.
    ExportWarningsTo(PathBuf, Replace),
    /// Move the keyboard to the form of what is selected, a row of a table too.
    EnterInspector,
    /// Ask for a name for the figure, as its options are.
    NameFigure,
    /// Write the charts as SVG, PNG or PDF, as the name ends.
    ExportFigureTo(PathBuf, Replace),
    /// Add a source of the case that is not in the project yet, by its place in the list.
    AddFromCase(usize),
    /// Open a draft that was never given a name.
    OpenDraft(PathBuf),
    /// Change the document.
    Edit(Verb),
    /// Commit what was typed into a field.
    SetField(FieldKey, String),
    /// Code the selected words.
    CodeSelection(super::verb::CodeChoice),
    /// Show a match in the text, by its number.
    ShowMatch(usize),
    /// Show a match and move the keyboard to it.
    GoToMatch(usize),
    /// Code the ticked matches, or all of them.
    CodeFound(super::verb::CodeChoice),
    /// Take the coder's name.
    NameCoder(String),
    /// Select a record, or nothing.
    Select(Option<RecordId>),
    /// Select a row of an event table, by its number from 0, or none.
    SelectRow(Option<(TableId, u32)>),
    /// Select a row the project keeps something about, wherever it stands in its file now.
    ShowRow(RowId),
    /// Say something about rows of a table, by their numbers from 0: their cells are read first.
    ForRows(TableId, Vec<u32>, RowDeed),
    /// Compare what is selected with the event tables.
    FindCandidates,
    /// Look for suspected duplicates in a table.
    FindDoubles(TableId),
    /// Bring an event table to the front.
    ShowTable(TableId),
    /// Change what must hold for events and rows to be shown.
    Filter(FilterChange),
    /// Sort the rows of a table, the first key counting most; none leaves them as in the file.
    SortRows(TableId, Vec<SortKey>),
    /// Keep what is shown under a name.
    SaveView(String),
    /// Show what a view shows.
    ApplyView(ViewId),
    /// Keep what is shown in this view, in the place of what it showed.
    KeepView(ViewId),
    /// Select a record and bring the words it rests on into view.
    Reveal(RecordId),
    /// The pointer is over a record, or over nothing.
    Hover(Option<RecordId>),
    /// Read a source.
    Read(SourceId),
    /// Words were selected in the reader, or none.
    SelectWords(SourceId, Option<TextSpan>),
    /// Show this stretch of time: the first and the last moment, in days since 1970.
    ShowTime(f64, f64),
    /// Draw bars of this width; `None` for the width that suits.
    Bucket(Option<Bucket>),
    /// Say what else the bars show.
    Bars(Bars),
    /// Arrange the lanes of the timeline.
    Lanes(LaneChange),
    /// Show an event table in the charts, or leave it out.
    ShowInCharts(TableId, bool),
    /// Show these two actors in the charts of pairs, and what of them.
    ViewPair(PairWanted),
    /// Split the bars.
    Split(Split),
    /// Bring the passages of a query to the front.
    ShowPassages(Query),
    /// Look at passages in another way, or at others.
    ViewPassages(PassageView),
    /// Look the passages up that the pane shows; more than a frame has time for.
    FindPassages,
    /// Show or hide annotations in the reader.
    Showing(Showing),
    /// Use a theme.
    Theme(ThemeChoice),
    /// Leave the question for the coder's name unanswered.
    ForgetQuestion,
    /// Close what stands over the window.
    CloseOverlay,
}
