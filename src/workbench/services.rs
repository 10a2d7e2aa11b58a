//! What the window needs of the world, as one struct: tests pass fakes.

use super::dialogs::{Dialogs, SystemDialogs};
use crate::ingest::Child;
use crate::jobs::{Executor, Threads};
use crate::model::id::Replica;
use crate::model::made::Moment;
use crate::storage::files::{DiskFiles, Files};
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// What the window needs of the world.
pub struct Services {
    /// All file access.
    pub files: Arc<dyn Files>,
    /// Asking for files.
    pub dialogs: Box<dyn Dialogs>,
    /// What time it is.
    pub clock: Box<dyn Fn() -> Moment>,
    /// A tag for the ids of a new working session.
    pub replica: Box<dyn Fn() -> Replica>,
    /// Where background work runs.
    pub executor: Box<dyn Executor>,
    /// Where the program keeps what is its own.
    pub folders: Folders,
    /// This program, to be run again for files that might take their reader down.
    pub executable: PathBuf,
}

/// Where the program keeps what is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Preferences.
    pub config: PathBuf,
    /// Drafts: projects that were never given a name.
    pub data: PathBuf,
    /// Where a person's own files are, to suggest a place to save.
    pub home: PathBuf,
}

impl Folders {
    /// The folders the system gives programs; below the working folder where it gives none.
    pub fn of_the_system() -> Self {
        let home = std::env::home_dir().unwrap_or_default();
        match directories::ProjectDirs::from("", "", "tightrope") {
            Some(found) => Self {
                config: found.config_dir().to_owned(),
                data: found.data_dir().to_owned(),
                home,
            },
            None => Self {
                config: PathBuf::from(".tightrope/config"),
                data: PathBuf::from(".tightrope/data"),
                home,
            },
        }
    }

    /// The folder of the table profiles an analyst has saved.
    pub fn profiles(&self) -> PathBuf {
        self.config.join("profiles")
    }

    /// The file the preferences are kept in.
    pub fn preferences(&self) -> PathBuf {
        self.config.join("preferences.ron")
    }
}

impl Services {
    /// The world as it is.
    pub fn of_the_system() -> Self {
        Self {
            files: Arc::new(DiskFiles),
            dialogs: Box::new(SystemDialogs),
            clock: Box::new(now),
            replica: Box::new(random_replica),
            executor: Box::new(Threads),
            folders: Folders::of_the_system(),
            executable: Child::of_this_program().executable().to_owned(),
        }
    }
}

fn now() -> Moment {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Moment::from_unix_secs(i64::try_from(since.as_secs()).unwrap_or(0))
}

/// The standard library seeds each hasher at random.
pub fn random_replica() -> Replica {
    Replica::from_bits(RandomState::new().hash_one("replica"))
}
