//! The incremental store: articles in, facts out, in one SQLite file whose tables any tool can read.
//!
//! The facts are a pure function of the records and the decisions in the store, and the same as
//! [`resolve`](crate::resolve::resolve) gives of all of them at once. Adding or removing articles computes anew only
//! what these can have changed: the identities that hang on their names (`identity.rs`), the events of the buckets
//! that their claims fall into, and the ties of these events (`refresh.rs`). A batch is one transaction, so the store
//! holds all of it or nothing, whatever happens to the program.
//!
//! ```
//! use summitry::resolve::EventTypes;
//! use summitry::store::{Archive, Entry, Scope};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let mut archive = Archive::create(folder.path().join("graph.db"), &EventTypes::default()).unwrap();
//! let line = r#"{"doc":"a","entities":[{"id":"e1","kind":"country","name":"France","iso":"FR","mentions":["France"]}],"events":[]}"#;
//! let changes = archive.add(vec![Entry { record: serde_json::from_str(line).unwrap(), text: None }]).unwrap();
//! assert_eq!(changes.added, 1);
//! assert_eq!(archive.facts(&Scope::default()).unwrap().entities[0].key.as_str(), "country:FR");
//! ```

mod add;
mod buckets;
mod changes;
mod counts;
mod decide;
mod dump;
mod entities;
mod event_rows;
mod events;
mod fault;
mod identity;
mod known;
mod length;
mod listing;
mod load;
mod meta;
mod names;
mod paths;
mod record;
mod refresh;
mod relations;
mod rows;
mod scope;
mod search;
mod sql;
mod ties;
mod top_ties;
mod touched;
mod upgrade;

pub use add::Entry;
pub use changes::Changes;
pub use counts::{Counts, Tally};
pub use events::Side;
pub use listing::{Listed, Strongest};
pub use rows::{Cast, Member};
pub use scope::{Detail, Scope};
pub use search::Sentences;
pub use sql::{Answer, Value};

use crate::error::Result;
use crate::resolve::EventTypes;
use fault::Attempt;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open store.
#[derive(Debug)]
pub struct Archive {
    db: Connection,
    path: PathBuf,
    types: EventTypes,
}

impl Archive {
    /// Whether the file is a SQLite database, told by its first bytes.
    pub fn is_one(path: impl AsRef<Path>) -> bool {
        use std::io::Read;
        let mut head = [0; 16];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
        read.is_ok() && head == *b"SQLite format 3\0"
    }

    /// Makes an empty store for events of the given types.
    ///
    /// # Errors
    /// When the file exists already, or cannot be written.
    pub fn create(path: impl AsRef<Path>, types: &EventTypes) -> Result<Self> {
        let path = path.as_ref();
        let make = || -> Attempt<Connection> {
            let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
            meta::prepare(&db, types)?;
            Ok(db)
        };
        let db = make().map_err(|fault| fault.at(path))?;
        Ok(Self { db, path: path.to_path_buf(), types: types.clone() })
    }

    /// Opens a store to read and write.
    ///
    /// # Errors
    /// When the file is missing, has lost its end, is no store of this version, or cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::opened(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens a store to read only; any number of readers goes beside one writer.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub fn open_to_read(path: impl AsRef<Path>) -> Result<Self> {
        Self::opened(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    fn opened(path: &Path, flags: OpenFlags) -> Result<Self> {
        let open = || -> Attempt<(Connection, EventTypes)> {
            length::check(path)?;
            let db = connect(path, flags)?;
            let types = meta::check(&db)?;
            Ok((db, types))
        };
        let (db, types) = open().map_err(|fault| fault.at(path))?;
        Ok(Self { db, path: path.to_path_buf(), types })
    }

    /// The event types that the store was made with.
    pub fn types(&self) -> &EventTypes {
        &self.types
    }

    /// Where the store lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs something on the database, and names the file where it fails.
    fn attempt<T>(&self, work: impl FnOnce(&Connection) -> Attempt<T>) -> Result<T> {
        work(&self.db).map_err(|fault| fault.at(&self.path))
    }
}

/// Opens the file with the settings that every connection needs.
fn connect(path: &Path, flags: OpenFlags) -> Attempt<Connection> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(PATIENCE)?;
    let settings = match flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        // 64 MiB of pages, and memory-mapped reading, make questions to large stores quick from the start.
        true => "PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;",
        // Who writes goes on for hours, and must not hold more and more of the file in memory, but pages enough for a batch.
        false => "PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY;",
    };
    db.execute_batch(settings)?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(db)
}
