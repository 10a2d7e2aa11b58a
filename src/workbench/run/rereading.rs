//! The file of a source read again, in another encoding or with more of its page.
//!
//! In: a source and how to read it. Out: the same source with the new text where nothing rests on
//! the old one; else a new version of it.

use super::READ_ONLY;
use crate::document::verbs::sources::rests_on;
use crate::ingest::format::Format;
use crate::ingest::original::original;
use crate::ingest::{Charset, Child, Ingested, Reading};
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::source::{Source, Taken};
use crate::storage::files::Files;
use crate::storage::originals::Bytes;
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::notices::Level;
use crate::workbench::open::Doer;
use crate::workbench::outcome::{Again, Outcome};
use crate::workbench::overlay::Overlay;
use crate::workbench::palette::{Palette, Scope};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the file of a source may be had.
struct Shelf {
    files: Arc<dyn Files>,
    /// A file that is still to be written.
    waiting: Option<Bytes>,
    /// Where the project lies.
    path: Option<PathBuf>,
    project: Project,
}

impl App {
    /// The source being read.
    pub(in crate::workbench) fn source_read(&self) -> Option<&Arc<Source>> {
        let open = self.open.as_ref()?;
        open.document.project().sources.get(&open.session.source?)
    }

    /// The source being read, if it is a saved web page.
    pub(in crate::workbench) fn web_page(&self) -> Option<&Arc<Source>> {
        self.source_read().filter(|source| is_web_page(source))
    }

    /// Asks which encoding the source being read is in.
    pub(in crate::workbench) fn choose_encoding(&mut self) {
        let source = self.open.as_ref().and_then(|open| open.session.source);
        if let Some(id) = source {
            self.overlay = Overlay::Palette(Palette::within(Scope::ReadAs(id)));
        }
    }

    /// Takes all of the web page being read, or its article again.
    pub(in crate::workbench) fn toggle_article(&mut self) {
        let Some(source) = self.web_page() else {
            return;
        };
        let taken = match source.original.taken {
            Taken::Whole => Taken::Article,
            Taken::Article => Taken::Whole,
        };
        let reading = Reading {
            taken: Some(taken),
            ..reading_of(source)
        };
        self.read_again(source.id, reading);
    }

    /// Reads the file of a source again.
    pub(in crate::workbench) fn read_again(&mut self, id: SourceId, reading: Reading) {
        let Some(open) = &self.open else { return };
        let Some(source) = open.document.project().sources.get(&id).cloned() else {
            return;
        };
        let waiting = open.keeper.waiting_original(&source.original);
        let shelf = Shelf {
            files: Arc::clone(&self.services.files),
            waiting: waiting.map(Bytes::from),
            path: open.keeper.path().map(Path::to_owned),
            project: open.document.project().clone(),
        };
        let (child, shown) = (self.child(), self.shown);
        self.jobs.start("Reading again", move |_| {
            let again = again(&shelf, &child, &source, reading);
            Outcome::ReadAgain(id, Box::new(again), shown)
        });
    }

    /// Takes up what a source is when it is read otherwise.
    pub(in crate::workbench) fn take_read_again(
        &mut self,
        id: SourceId,
        again: Result<Again, String>,
    ) {
        let again = match again {
            Ok(again) => again,
            Err(why) => return self.say(Level::Error, why),
        };
        if self.preferences.coder.is_empty() {
            return self.ask_coder(Command::TakeReadAgain(id, Box::new(again)));
        }
        let (name, at) = (self.preferences.coder.clone(), (self.services.clock)());
        let Some(open) = &mut self.open else { return };
        if open.keeper.read_only().is_some() {
            return self.say(Level::Warning, READ_ONLY);
        }
        let snapshot = open.document.snapshot();
        let Some(source) = snapshot.project().sources.get(&id).cloned() else {
            return;
        };
        let read = &again.read;
        if read.text.sha() == source.text && read.original == source.original {
            let text = format!("‘{}’ reads the same that way", source.title);
            return self.say(Level::Done, text);
        }
        if read.text.sha() != source.text && !rests_on(snapshot, id).is_empty() {
            self.commands
                .push(Command::UpdateText(id, Box::new(again.read)));
            return;
        }
        let record = reread(&source, &again);
        match open.replace_text(record, &again.read, Doer { name: &name, at }) {
            Ok(()) => {
                self.readable(vec![Ok(again.read)]);
            }
            Err(refused) => self.say(Level::Error, refused.to_string()),
        }
    }

    /// Adds a text as a new version of a source, which stays as it is with all that rests on it.
    pub(in crate::workbench) fn update_text(&mut self, id: SourceId, read: &Ingested) {
        let (name, at) = (self.preferences.coder.clone(), (self.services.clock)());
        let Some(open) = &mut self.open else { return };
        match open.add_version(id, read, Doer { name: &name, at }) {
            Ok(()) => self.say(
                Level::Done,
                "Added as a new version: annotations rest on the old text, which stays",
            ),
            Err(refused) => self.say(Level::Error, refused.to_string()),
        }
    }
}

/// Whether a source was read from a saved web page.
pub(in crate::workbench) fn is_web_page(source: &Source) -> bool {
    Format::of_name(&source.original.name) == Ok(Format::Html)
}

/// Whether the bytes of a source can be read in another encoding.
pub(in crate::workbench) fn has_encoding(source: &Source) -> bool {
    matches!(
        Format::of_name(&source.original.name),
        Ok(Format::Html | Format::Text)
    )
}

/// How a source was read.
pub(in crate::workbench) fn reading_of(source: &Source) -> Reading {
    Reading {
        charset: Charset::named(&source.original.encoding),
        taken: Some(source.original.taken),
    }
}

/// Runs on a worker.
fn again(shelf: &Shelf, child: &Child, source: &Source, reading: Reading) -> Result<Again, String> {
    let kept = match &shelf.waiting {
        Some(bytes) => Ok(bytes.as_slice().to_owned()),
        None => original(
            &*shelf.files,
            shelf.path.as_deref(),
            &shelf.project,
            &source.original,
        ),
    };
    let bytes = kept.map_err(|error| error.to_string())?;
    let name = &source.original.name;
    let read = child
        .read(name, &bytes, reading)
        .map_err(|error| format!("{name}:{}: {error}", error.line()))?;
    let before = child.read(name, &bytes, reading_of(source)).ok();
    let before = before.map(|read| read.about);
    Ok(Again { read, before })
}

/// A source as it is when it is read otherwise: what the analyst changed of what its file says
/// about itself stays.
fn reread(source: &Source, again: &Again) -> Source {
    let mut now = Source {
        text: again.read.text.sha(),
        original: again.read.original.clone(),
        ..source.clone()
    };
    let Some(before) = &again.before else {
        return now;
    };
    let about = &again.read.about;
    for (field, before, about) in [
        (&mut now.title, &before.title, &about.title),
        (&mut now.author, &before.author, &about.author),
        (&mut now.publisher, &before.publisher, &about.publisher),
        (&mut now.language, &before.language, &about.language),
    ] {
        if field == before {
            field.clone_from(about);
        }
    }
    if now.published == before.published {
        now.published.clone_from(&about.published);
    }
    now
}
