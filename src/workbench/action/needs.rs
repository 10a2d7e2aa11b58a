//! What must be there for an action to make sense, and what to say where it is not.

use super::Slot;
use crate::workbench::looks::Turn;

/// What must be there for an action to make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// Something looked at before, or come back from.
    Look(Turn),
    /// An open project.
    Project,
    /// Something to undo.
    Done,
    /// Something to redo.
    Undone,
    /// Selected words.
    Words,
    /// Selected words and a code used before.
    WordsAndCode,
    /// A selected annotation, or selected words.
    Passage,
    /// A selected event.
    Event,
    /// A selected record.
    Record,
    /// A source being read.
    Source,
    /// Several sources.
    Sources,
    /// Selected words and a code on this number key.
    WordsAndSlot(Slot),
    /// A selected annotation.
    Annotation,
    /// A selected annotation, and selected words of its source.
    AnnotationAndWords,
    /// A selected annotation, and selected words of its source or of the newest version of that.
    WordsForIt,
    /// A selected annotation of several stretches.
    Stretches,
    /// A selected annotation with a code, or a selected code.
    OwnCode,
    /// Something that needs review.
    Review,
    /// Matches of what is looked for.
    Matches,
    /// A source being read whose file can be read in another encoding.
    Encoding,
    /// A source being read that is a saved web page.
    WebPage,
    /// A code that is meant: a selected one, one of the selected annotation, or one used before.
    Code,
    /// Something hidden in the reader.
    Hidden,
    /// An event table that is meant: the selected one, that of the selected row, or the only one.
    Table,
    /// An event table whose rows are in memory.
    Tables,
    /// A selected row of a table, or one proposed for an event.
    Row,
    /// A row and an event that may be the same.
    Candidate,
    /// A filter.
    Filters,
    /// A saved view.
    Views,
}

impl Needs {
    /// What to do first where it is not there.
    pub fn missing(self) -> &'static str {
        match self {
            Self::Nothing | Self::Project => "open a project first",
            Self::Done => "nothing was done yet",
            Self::Undone => "nothing was undone",
            Self::Words => "select words first",
            Self::WordsAndCode => "code some words first",
            Self::WordsAndSlot(_) => "no code is on this key yet; the codes you use come onto them",
            Self::Passage => "select words or an annotation first",
            Self::Event => "select an event first",
            Self::Record => "select something first",
            Self::Source => "add a source first",
            Self::Encoding => "the source is no text or web page, so it has no encoding to choose",
            Self::WebPage => "the source is no saved web page",
            Self::Sources => "the project has no other source",
            Self::Annotation => "select an annotation first",
            Self::AnnotationAndWords => "select an annotation, then words of the same source",
            Self::WordsForIt => {
                "select an annotation, then words of its source or of the newest version of that"
            }
            Self::Stretches => "the selected annotation has only one stretch of words",
            Self::OwnCode => "select an annotation with a code, or a code, first",
            Self::Matches => "find something first",
            Self::Code => "select a code, or an annotation that has one, first",
            Self::Tables => "add an event table first",
            Self::Row => "select a row of a table first",
            Self::Candidate => "choose a candidate in the Reconcile pane first",
            Self::Hidden => "nothing is hidden",
            Self::Look(Turn::Back) => "nothing else was shown before",
            Self::Look(Turn::Forward) => "you did not come back from anything",
            Self::Filters => "nothing is filtered",
            Self::Views => "save a view first",
            Self::Review => "nothing needs review",
            Self::Table => "select an event table first",
        }
    }
}
