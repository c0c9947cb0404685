//! The folder an index lies in: opening it, doubting it, making it anew, and who may write it.
//!
//! Nothing in it is precious. What is damaged or of another version is removed; a folder that holds other people's files
//! is set aside.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index, IndexSettings, SegmentMeta, TantivyError,
    directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError},
    index::SegmentComponent,
};

use super::{
    fields::Fields,
    lines::{self, Lines},
    medium::Medium,
    vigil,
};
use crate::store::{Error, file};

/// Changes with what the documents of an article are.
const VERSION: u32 = 3;

/// The most bytes of the list of checked files that is believed.
const CHECKED_MAX_BYTES: u64 = 1024 * 1024;

/// No file of an index is shorter.
const FILE_MIN_BYTES: u64 = 16;

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
}

impl Folder {
    /// `beside` it lie the lock and the list of checked files.
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

    /// Opens what is there. `doubting`: files that are not as they were when they were last checked are read through.
    pub(super) fn open(&self, doubting: bool) -> Result<Found, Error> {
        match fs::symlink_metadata(self.path.join("meta.json")) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Ok(Found::Unusable),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Found::Unusable),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let empty = fs::read_dir(&self.path).map_or(true, |mut files| files.next().is_none());
                return Ok(if empty { Found::Nothing } else { Found::Unusable });
            }
            Err(error) => return Err(Error::io("read", &self.path)(error)),
        }
        let medium = Medium::open(&self.path).map_err(tantivy::TantivyError::from);
        let Ok(index) = medium.and_then(Index::open) else { return Ok(Found::Unusable) };
        index.tokenizers().register(lines::NAME, Lines::default());
        let Ok(meta) = index.load_metas() else { return Ok(Found::Unusable) };
        let seal = match meta.payload.as_deref().map(serde_json::from_str::<Seal>) {
            Some(Ok(seal)) if seal.byline == VERSION => seal,
            None if meta.segments.is_empty() => Seal::default(),
            Some(_) | None => return Ok(Found::Unusable),
        };
        let fields = Fields::new(seal.languages.iter().map(String::as_str));
        if index.schema() != *fields.schema() || (doubting && !self.is_sound(&index, &meta)) {
            return Ok(Found::Unusable);
        }
        Ok(Found::Ready(Box::new(Opened { index, fields, seal })))
    }

    /// Whether every file is as it was when it was checked, or its checksum is right.
    fn is_sound(&self, index: &Index, meta: &tantivy::IndexMeta) -> bool {
        // whoever ended while reading it may have met what no size and no time tells
        let doubted = !vigil::left_behind(self).is_empty();
        let checked = if doubted { HashMap::new() } else { self.checked() };
        let is_sound = meta.segments.iter().flat_map(files).all(|name| {
            let facts = match fs::symlink_metadata(self.path.join(&name)) {
                Ok(metadata) => (metadata.len(), file::modified_ns(&metadata)),
                Err(_) => return false,
            };
            let known = name.to_str().is_some_and(|name| checked.get(name) == Some(&facts));
            // a file shorter than its own checksum is not survived by whoever looks for it
            known || (facts.0 >= FILE_MIN_BYTES && index.directory().validate_checksum(&name).is_ok_and(|sound| sound))
        });
        if doubted && is_sound {
            vigil::heeded(self);
        }
        is_sound
    }

    fn checked(&self) -> HashMap<String, (u64, i64)> {
        let source = crate::store::read_source(&self.beside(".checked"), CHECKED_MAX_BYTES);
        let bytes = source.map(|source| source.bytes).unwrap_or_default();
        let lines = String::from_utf8(bytes).unwrap_or_default();
        let row = |line: &str| {
            let mut parts = line.split(' ');
            Some((parts.next()?.to_owned(), (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)))
        };
        lines.lines().filter_map(row).collect()
    }

    /// Notes that the files of an index are as they were written. Without the note they are read through next time.
    pub(super) fn note_checked(&self, index: &Index) {
        let mut lines = String::new();
        for segment in index.searchable_segment_metas().unwrap_or_default() {
            for name in files(&segment) {
                if let (Some(name), Ok(metadata)) = (name.to_str(), fs::symlink_metadata(self.path.join(&name))) {
                    // writing into a string does not fail
                    let _ = writeln!(lines, "{name} {} {}", metadata.len(), file::modified_ns(&metadata));
                }
            }
        }
        let _unwritten = crate::store::replace(&self.beside(".checked"), lines.as_bytes());
    }

    /// Makes an empty index, in the place of whatever is there.
    pub(super) fn create(&self) -> Result<Opened, Error> {
        self.clear()?;
        vigil::heeded(self);
        file::create_folder(&self.path)?;
        let fields = Fields::new([]);
        let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let made = Index::builder().schema(fields.schema().clone()).settings(settings).create_in_dir(&self.path);
        let index = made.map_err(self.error("make an index in"))?;
        index.tokenizers().register(lines::NAME, Lines::default());
        Ok(Opened { index, fields, seal: Seal::default() })
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
            is_file && (is_segment || own || matches!(&*name, "meta.json" | ".managed.json"))
        })
    }

    /// Bytes on disk, and when it was last written (nanoseconds since 1970).
    pub(super) fn facts(&self) -> (u64, i64) {
        let files = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let size = files.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum();
        let meta = fs::symlink_metadata(self.path.join("meta.json"));
        (size, meta.map_or(0, |metadata| file::modified_ns(&metadata)))
    }

    /// What tantivy says, as an error about this folder.
    pub(super) fn error(&self, doing: &'static str) -> impl Fn(TantivyError) -> Error {
        let path = self.path.clone();
        move |error| match reason(&error).or_else(|| probe(&path)) {
            Some(source) => Error::Io { doing, path: path.clone(), source },
            None => Error::Index { path: path.clone(), reason: error.to_string() },
        }
    }

    /// The seal of a commit.
    pub(super) fn seal(seal: &Seal) -> String {
        serde_json::to_string(&Seal { byline: VERSION, ..seal.clone() }).unwrap_or_default()
    }
}

/// The files of a segment.
fn files(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> {
    let always = [
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::FastFields,
        SegmentComponent::FieldNorms,
        SegmentComponent::Terms,
        SegmentComponent::Store,
    ];
    let deleted = segment.has_deletes().then_some(SegmentComponent::Delete);
    always.into_iter().chain(deleted).map(|component| segment.relative_path(component))
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
    Some(source.raw_os_error().map_or_else(|| source.kind().into(), io::Error::from_raw_os_error))
}

/// Writes a little, to learn what a thread of tantivy met and did not tell.
fn probe(folder: &Path) -> Option<io::Error> {
    let path = folder.join(".tmp-probe");
    let written = fs::write(&path, vec![b'.'; 256 * 1024]);
    let _gone = fs::remove_file(&path);
    written.err()
}
