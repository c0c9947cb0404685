//! The folder an index lies in: opening it, doubting it, making it anew, and who may write it.
//!
//! Nothing in it is precious. What is damaged or of another version is removed; a folder that holds other people's files
//! is set aside.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index, IndexMeta, IndexSettings, TantivyError,
    directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError},
};

use super::{
    fields::Fields,
    lines::{self, Lines},
    medium::{Medium, Waits},
    sums::Shared,
};
use crate::store::{Error, file};

/// The file that a commit is.
pub(super) const META: &str = "meta.json";

/// Changes with what the documents of an article are.
const VERSION: u32 = 4;

/// How often the lock is tried, and the pause after each: a program that is being started holds a copy of every lock of ours
/// until it runs.
const LOCK_TRIES: usize = 4;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// What a commit says of itself: it is kept with it, so that no crash can part them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    /// The version of byline's documents.
    pub(super) byline: u32,
    /// When the last whole sync began, in nanoseconds since 1970: files changed well before it are known by size and time.
    pub(super) verified_ns: i64,
    /// Whether every file of the library was looked at.
    pub(super) complete: bool,
    /// The languages of articles.
    pub(super) languages: Vec<String>,
}

/// An index that can be used.
pub(super) struct Opened {
    pub(super) medium: Medium,
    pub(super) index: Index,
    pub(super) fields: Fields,
    pub(super) seal: Seal,
}

/// What lies in the folder.
pub(super) enum Found {
    Nothing,
    /// Damaged, foreign or of another version.
    Unusable,
    Ready(Box<Opened>),
}

/// The right to write an index; let go when it is dropped, or with the process.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "it is held, not read")] File);

/// Where an index lies.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Its files, as far as this process has them open.
    pub(super) shared: Shared,
}

impl Folder {
    /// `beside` it lie the lock and the note of damage.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        self.path.with_file_name(name)
    }

    /// The right to write; `None` while another process has it.
    pub(super) fn lock(&self) -> Result<Option<Lock>, Error> {
        if let Some(parent) = self.path.parent() {
            file::create_folder(parent)?;
        }
        let path = self.beside(".lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(Error::io("write", &path))?;
        for _ in 0..LOCK_TRIES {
            match lock.try_lock() {
                Ok(()) => return Ok(Some(Lock(lock))),
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
            }
        }
        Ok(None)
    }

    /// Whether a commit lies there, as far as a glance tells.
    pub(super) fn has_commit(&self) -> bool {
        fs::symlink_metadata(self.path.join(META)).is_ok_and(|meta| meta.is_file())
    }

    /// Where it is noted that a file turned out to be damaged.
    pub(super) fn damage_note(&self) -> PathBuf {
        self.beside(".damaged")
    }

    /// Opens what is there.
    pub(super) fn open(&self, waits: Waits) -> Result<Found, Error> {
        match fs::symlink_metadata(self.path.join(META)) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Ok(Found::Unusable),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Found::Unusable),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let empty = fs::read_dir(&self.path).map_or(true, |mut files| files.next().is_none());
                return Ok(if empty { Found::Nothing } else { Found::Unusable });
            }
            Err(error) => return Err(Error::io("read", &self.path)(error)),
        }
        let Ok(medium) = Medium::open(self, waits) else { return Ok(Found::Unusable) };
        let Ok(index) = Index::open(medium.clone()) else { return Ok(Found::Unusable) };
        index.tokenizers().register(lines::NAME, Lines::default());
        let Ok(meta) = index.load_metas() else { return Ok(Found::Unusable) };
        let seal = match meta.payload.as_deref().map(serde_json::from_str::<Seal>) {
            Some(Ok(seal)) if seal.byline == VERSION => seal,
            None if meta.segments.is_empty() => Seal::default(),
            Some(_) | None => return Ok(Found::Unusable),
        };
        let fields = Fields::new(seal.languages.iter().map(String::as_str));
        if index.schema() != *fields.schema() || self.is_damaged(&meta) {
            return Ok(Found::Unusable);
        }
        Ok(Found::Ready(Box::new(Opened { medium, index, fields, seal })))
    }

    /// Whether damage was met in a file of it.
    fn is_damaged(&self, meta: &IndexMeta) -> bool {
        let damaged = self.shared.damaged(&self.damage_note());
        let is_of = |name: &String| meta.segments.iter().any(|segment| name.starts_with(&segment.id().uuid_string()));
        damaged.iter().any(is_of)
    }

    /// Makes an empty index, in the place of whatever is there.
    pub(super) fn create(&self) -> Result<Opened, Error> {
        self.clear()?;
        self.shared.mended(&self.damage_note());
        file::create_folder(&self.path)?;
        let fields = Fields::new([]);
        let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let error = self.error("make an index in");
        let medium = Medium::open(self, Waits::Before).map_err(|failed| error(failed.into()))?;
        let made = Index::create(medium.clone(), fields.schema().clone(), settings);
        let index = made.map_err(error)?;
        index.tokenizers().register(lines::NAME, Lines::default());
        Ok(Opened { medium, index, fields, seal: Seal::default() })
    }

    /// Removes an index, or sets aside what is none.
    pub(super) fn clear(&self) -> Result<(), Error> {
        let kind = match fs::symlink_metadata(&self.path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io("read", &self.path)(error)),
        };
        if kind.is_dir() && self.is_ours() {
            return fs::remove_dir_all(&self.path).map_err(Error::io("remove", &self.path));
        }
        let free = |number: &u32| fs::symlink_metadata(self.beside(&format!(".aside-{number}"))).is_err();
        let aside = self.beside(&format!(".aside-{}", (1..1000).find(free).unwrap_or(1000)));
        fs::rename(&self.path, aside).map_err(Error::io("set aside", &self.path))
    }

    /// Whether the folder holds nothing but what an index is made of.
    fn is_ours(&self) -> bool {
        let Ok(files) = fs::read_dir(&self.path) else { return false };
        files.flatten().all(|entry| {
            let (name, is_file) = (entry.file_name(), entry.file_type().is_ok_and(|kind| kind.is_file()));
            let name = name.to_string_lossy();
            let segment = name.split('.').next().unwrap_or_default();
            let is_segment = segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit());
            let own = name.starts_with(".tmp") || name.starts_with(".tantivy-");
            is_file && (is_segment || own || matches!(&*name, META | ".managed.json"))
        })
    }

    /// Bytes on disk, and when it was last written (nanoseconds since 1970).
    pub(super) fn facts(&self) -> (u64, i64) {
        let files = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let size = files.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum();
        let meta = fs::symlink_metadata(self.path.join(META));
        (size, meta.map_or(0, |metadata| file::modified_ns(&metadata)))
    }

    /// What tantivy says, as an error about this folder.
    pub(super) fn error(&self, doing: &'static str) -> impl Fn(TantivyError) -> Error {
        let path = self.path.clone();
        let (shared, note) = (self.shared.clone(), self.damage_note());
        move |error| match reason(&error).or_else(|| if shared.has_damage(&note) { None } else { probe(&path) }) {
            Some(source) => Error::Io { doing, path: path.clone(), source },
            None => Error::Index { path: path.clone(), reason: error.to_string() },
        }
    }

    /// The seal of a commit.
    pub(super) fn seal(seal: &Seal) -> String {
        serde_json::to_string(&Seal { byline: VERSION, ..seal.clone() }).unwrap_or_default()
    }
}

/// The system's reason within an error, where there is one.
fn reason(error: &TantivyError) -> Option<io::Error> {
    let source: &Arc<io::Error> = match error {
        TantivyError::IoError(source)
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: source, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: source, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: source, .. }) => source,
        _ => return None,
    };
    // what is damaged is no fault of the system
    (source.kind() != io::ErrorKind::InvalidData)
        .then(|| source.raw_os_error().map_or_else(|| source.kind().into(), io::Error::from_raw_os_error))
}

/// Writes a little, to learn what a thread of tantivy met and did not tell.
fn probe(folder: &Path) -> Option<io::Error> {
    let path = folder.join(".tmp-probe");
    let written = fs::write(&path, vec![b'.'; 256 * 1024]);
    let _gone = fs::remove_file(&path);
    written.err()
}
