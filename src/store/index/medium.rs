//! The disk as tantivy sees it: mapped files, which can be read where nothing can be written, and which are written without
//! waiting for the disk where somebody waits for what they say.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
    error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

/// The folder of an index.
///
/// Whoever opens an index takes a lock for a moment, so that no file is removed between the list of files and a look at
/// them. Where no lock can be made (a read-only disk, somebody else's folder) it is read without: a file that goes
/// meanwhile is noticed, and the index opened again.
#[derive(Clone, Debug)]
pub(super) struct Medium {
    folder: PathBuf,
    mapped: MmapDirectory,
    /// Whether nobody waits for the disk. Clones are in the same hurry.
    hurries: Arc<AtomicBool>,
}

impl Medium {
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        let mapped = MmapDirectory::open(folder)?;
        Ok(Self { folder: folder.to_owned(), mapped, hurries: Arc::default() })
    }

    /// From now on what is written may be lost when the power goes, though not when a process ends: a file that was saved is
    /// to be found at once, and a disk takes its time for each of a dozen small files. Whoever opens the index after the
    /// system has started anew reads such files through before believing them ([`super::folder`]).
    pub(super) fn hurry(&self) {
        self.hurries.store(true, Ordering::Relaxed);
    }

    fn hurries(&self) -> bool {
        self.hurries.load(Ordering::Relaxed)
    }
}

/// A file that is left to the system to write.
struct Unawaited(File);

impl Write for Unawaited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for Unawaited {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

impl Directory for Medium {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if !self.hurries() {
            return self.mapped.open_write(path);
        }
        match File::create_new(self.folder.join(path)) {
            Ok(file) => Ok(BufWriter::new(Box::new(Unawaited(file)))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(path.to_owned()))
            }
            Err(error) => Err(OpenWriteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() }),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if !self.hurries() {
            return self.mapped.atomic_write(path, data);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let new = self.folder.join(format!(".tmp-{}-{name}", process::id()));
        fs::write(&new, data)?;
        fs::rename(&new, self.folder.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        if self.hurries() { Ok(()) } else { self.mapped.sync_directory() }
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            Err(LockError::IoError(error)) if is_of_readers(&lock.filepath) && can_never_be_written(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            lock => lock,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

fn is_of_readers(path: &PathBuf) -> bool {
    *path == META_LOCK.filepath
}

fn can_never_be_written(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
}
