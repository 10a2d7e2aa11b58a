//! The open project: its document, what is derived from it, what is selected, where it is kept.

use super::fields::{FieldError, FieldKey};
use super::keeper::Keeper;
use super::looks::Looks;
use super::outcome::OfferedTable;
use super::session::Session;
use super::tables::{RowCells, Tables};
use super::verb::{Verb, perform};
use super::widgets::Drafts;
use crate::derived::Derived;
use crate::document::verbs::rows::find_row;
use crate::document::verbs::versions::{self, NewVersion};
use crate::document::verbs::{coders, sources};
use crate::document::{Change, Document, Edit, Refused, Revision, Transaction};
use crate::ingest::tables::places::Places;
use crate::ingest::{CaseSource, Ingested};
use crate::model::id::{EventId, RecordId, RowId, SourceId};
use crate::model::made::{Made, Moment};
use crate::model::source::Source;
use crate::model::text::SourceText;
use crate::storage::journal::{Act, Entry};
use crate::storage::originals::OriginalFile;
use crate::tables::keys::{named, row_key};
use std::sync::Arc;

/// The open project.
pub struct OpenProject {
    /// What it is.
    pub document: Document,
    /// What follows from that.
    pub derived: Derived,
    /// What is selected and shown.
    pub session: Session,
    /// What was shown before.
    pub looks: Looks,
    /// What is being typed.
    pub drafts: Drafts<FieldKey>,
    /// Where it is kept.
    pub keeper: Keeper,
    /// Its event tables in memory.
    pub tables: Tables,
    /// What its case holds that it does not.
    pub offered: Vec<CaseSource>,
    /// The tables its case holds.
    pub offered_tables: Vec<OfferedTable>,
}

/// A source about to be added.
#[derive(Clone, Debug, PartialEq)]
pub enum Addition {
    /// A file that was read.
    File(Box<Ingested>),
    /// A source of the case.
    FromCase(Box<CaseSource>),
}

impl Addition {
    fn read(&self) -> &Ingested {
        match self {
            Self::File(read) => read,
            Self::FromCase(source) => &source.read,
        }
    }

    fn text(&self) -> &SourceText {
        &self.read().text
    }

    fn source(&self, id: SourceId, made: Made) -> Source {
        match self {
            Self::File(read) => read.source(id, made),
            Self::FromCase(source) => source.source(id, made),
        }
    }
}

/// Who does something, and when.
#[derive(Clone, Copy, Debug)]
pub struct Doer<'a> {
    /// The coder's name.
    pub name: &'a str,
    /// Now.
    pub at: Moment,
}

/// A new version of a source, put in its place on a copy of the document: at 100,000 annotations
/// that is no work for the window.
pub struct Update {
    document: Document,
    derived: Derived,
    transaction: Arc<Transaction>,
    text: SourceText,
    file: OriginalFile,
    base: Revision,
    made: SourceId,
}

impl Update {
    /// Puts a new version with this text in the place of `old`. Runs on a worker.
    ///
    /// # Errors
    /// When the document cannot be changed so.
    pub fn new(
        (mut document, mut derived): (Document, Derived),
        read: &Ingested,
        old: SourceId,
        version: NewVersion,
        doer: Doer<'_>,
    ) -> Result<Self, Refused> {
        let base = document.snapshot().revision();
        document.add_text(read.text.clone());
        let mut edit = begin(&document, doer)?;
        let made = versions::update_text(&mut edit, old, version)?;
        let transaction = document.apply(edit.finish())?;
        derived.refresh(document.snapshot());
        Ok(Self {
            document,
            derived,
            transaction,
            text: read.text.clone(),
            file: read.file(),
            base,
            made,
        })
    }
}

impl OpenProject {
    /// A project that has just been opened, with what follows from it; `saved` when its file holds
    /// all of it.
    pub fn new((document, derived): (Document, Derived), mut keeper: Keeper, saved: bool) -> Self {
        if saved {
            keeper.is_saved_at(document.state());
        }
        let mut session = Session::default();
        session.forget_missing(document.snapshot());
        Self {
            document,
            derived,
            looks: Looks::default(),
            session,
            drafts: Drafts::new(),
            keeper,
            tables: Tables::default(),
            offered: Vec::new(),
            offered_tables: Vec::new(),
        }
    }

    /// Carries out an edit, puts it in line for the journal, and selects what it made.
    ///
    /// # Errors
    /// When the document cannot be changed so; nothing is changed then.
    pub fn edit(&mut self, verb: Verb, doer: Doer<'_>) -> Result<Option<RecordId>, FieldError> {
        let mut edit = self.begin(doer)?;
        let made = perform(&mut edit, verb)?;
        self.finish(edit)?;
        if made.is_some() {
            self.session.selected = made;
            // There is one selection.
            self.session.row = None;
        }
        Ok(made)
    }

    /// Adds sources that were read.
    ///
    /// # Errors
    /// When the document refuses one; none is added then.
    pub fn add_sources(&mut self, found: &[Addition], doer: Doer<'_>) -> Result<(), FieldError> {
        if found.is_empty() {
            return Ok(());
        }
        for addition in found {
            self.document.add_text(addition.text().clone());
        }
        let mut edit = self.begin(doer)?;
        let mut last = None;
        for addition in found {
            let (id, made) = (edit.new_id(), edit.made());
            last = Some(sources::add_source(&mut edit, addition.source(id, made))?);
        }
        if found.len() > 1 {
            edit.label(format!("add {} sources", found.len()));
        }
        for addition in found {
            self.keeper.keep(addition.read().file());
            self.note_text(addition.text(), edit.made());
        }
        self.finish(edit)?;
        self.session.source = last;
        self.session.words = None;
        Ok(())
    }

    /// Gives a source on which nothing rests the text its file has when it is read otherwise.
    ///
    /// # Errors
    /// When the document refuses.
    pub fn replace_text(
        &mut self,
        source: Source,
        read: &Ingested,
        doer: Doer<'_>,
    ) -> Result<(), Refused> {
        self.document.add_text(read.text.clone());
        let mut edit = self.begin(doer)?;
        sources::read_otherwise(&mut edit, source)?;
        self.note_text(&read.text, edit.made());
        self.finish(edit)?;
        self.session.words = None;
        Ok(())
    }

    fn note_text(&mut self, text: &SourceText, made: Made) {
        let act = Act::Text(text.clone());
        self.keeper.note(Entry { made, act });
    }

    /// What an [`Update`] is worked out on. O(1).
    pub fn copy(&self) -> (Document, Derived) {
        (self.document.clone(), self.derived.clone())
    }

    /// Takes over an update that was worked out beside the project, and reads the new version;
    /// whether it could, which it cannot once the project was changed meanwhile.
    pub fn take_update(&mut self, update: Update) -> bool {
        if update.base != self.document.snapshot().revision() {
            return false;
        }
        let made = update.transaction.made;
        self.keeper.keep(update.file);
        // The text must be on disk before the transaction that names it.
        for act in [Act::Text(update.text), Act::Do(update.transaction)] {
            self.keeper.note(Entry { made, act });
        }
        (self.document, self.derived) = (update.document, update.derived);
        self.session.read(update.made);
        self.follow();
        true
    }

    fn begin(&self, doer: Doer<'_>) -> Result<Edit, Refused> {
        begin(&self.document, doer)
    }

    fn finish(&mut self, edit: Edit) -> Result<(), Refused> {
        let transaction = edit.finish();
        if does_nothing(&transaction) {
            return Ok(());
        }
        let transaction = self.document.apply(transaction)?;
        let made = transaction.made;
        self.keeper.note(Entry {
            made,
            act: Act::Do(transaction),
        });
        self.follow();
        Ok(())
    }

    /// Whether the last edit made this event.
    pub fn is_new_event(&self, id: EventId) -> bool {
        let last = self.document.history().last_done();
        last.is_some_and(|step| made_by(&step.transaction) == Some(id.into()))
    }

    /// Takes the last edit back; its label.
    pub fn undo(&mut self, at: Moment) -> Option<String> {
        let undone = self.document.undo()?;
        self.note_step(&undone, at, Act::Undo);
        Some(undone.label.clone())
    }

    /// Does again what was undone last; its label.
    pub fn redo(&mut self, at: Moment) -> Option<String> {
        let redone = self.document.redo()?;
        self.note_step(&redone, at, Act::Redo);
        if let Some(made) = made_by(&redone) {
            self.session.selected = Some(made);
            self.session.row = None;
        }
        Some(redone.label.clone())
    }

    fn note_step(&mut self, step: &Arc<Transaction>, at: Moment, act: Act) {
        let made = Made {
            by: step.made.by,
            at,
        };
        self.keeper.note(Entry { made, act });
        self.follow();
    }

    /// Brings what is derived and selected up to date with the document.
    fn follow(&mut self) {
        self.derived.refresh(self.document.snapshot());
        self.session.forget_missing(self.document.snapshot());
    }

    /// What the project keeps of the selected row of a table, once its cells are read.
    pub fn kept_row(&self) -> Option<RowId> {
        let (id, row) = self.session.row?;
        let RowCells::Here(cells) = self.tables.row(id, row)? else {
            return None;
        };
        let table = self.tables.get(id)?;
        let key = row_key(table, cells);
        let cells = named(table, cells.clone());
        find_row(self.document.snapshot(), id, &key, &cells)
    }

    /// The folders the files of its tables may lie in.
    pub fn places(&self) -> Places {
        Places::of(self.keeper.path(), self.document.project())
    }

    /// What the layout of this project is remembered under: its own id, whatever it is called.
    pub fn layout_name(&self) -> String {
        let info = self.document.project().info.values().next();
        info.map_or_else(String::new, |info| info.project.to_string())
    }

    /// Whether the project file holds everything.
    pub fn is_saved(&self) -> bool {
        self.keeper.holds(self.document.state()) && self.keeper.is_idle()
    }
}

fn begin(document: &Document, doer: Doer<'_>) -> Result<Edit, Refused> {
    let mut edit = document.edit(Made {
        by: None,
        at: doer.at,
    });
    if !doer.name.is_empty() {
        let by = coders::coder_named(&mut edit, doer.name)?;
        edit.sign(Made {
            by: Some(by),
            at: doer.at,
        });
    }
    Ok(edit)
}

/// The record a transaction is about, where it makes one: an event before the passage and report
/// made along with it.
fn made_by(transaction: &Transaction) -> Option<RecordId> {
    let made = || {
        let new = transaction
            .changes
            .iter()
            .filter(|change| change.before().is_none());
        new.map(Change::id)
    };
    let event = made().find(|id| matches!(id, RecordId::Event(_)));
    let claim = || made().find(|id| matches!(id, RecordId::Claim(_)));
    let passage = || made().find(|id| matches!(id, RecordId::Annotation(_)));
    event.or_else(claim).or_else(passage)
}

/// A transaction that changes nothing but the list of coders is no edit.
fn does_nothing(transaction: &Transaction) -> bool {
    transaction
        .changes
        .iter()
        .all(|change| matches!(change.id(), RecordId::Coder(_)))
}
