//! The disk as tantivy sees it: mapped files, of which nothing is believed that is not as it was written, and which can be
//! read where nothing can be written.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
    error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

use super::{
    folder::Folder,
    sums::{self, Shared, Summing},
};

/// How much is handed to the system at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// When what is written is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waits {
    /// Before a commit is told.
    Before,
    /// Some time later, or when [`Medium::settle_behind`] is done. A killed program loses nothing by that. Where the whole
    /// machine stops, a file may be half there: that is seen when it is read, and the index made anew.
    Later,
}

/// The folder of an index.
///
/// Whoever opens an index takes a lock for a moment, so that no file is removed between the list of files and a look at
/// them. Where no lock can be made (a read-only disk, somebody else's folder) it is read without: a file that goes
/// meanwhile is noticed, and the index opened again.
#[derive(Clone, Debug)]
pub(super) struct Medium {
    disk: MmapDirectory,
    folder: PathBuf,
    /// Where damage is noted.
    note: PathBuf,
    shared: Shared,
    waits: Waits,
    /// Files that may not be on the disk yet.
    put_off: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Medium {
    pub(super) fn open(folder: &Folder, waits: Waits) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            disk: MmapDirectory::open(&folder.path)?,
            folder: folder.path.clone(),
            note: folder.damage_note(),
            shared: folder.shared.clone(),
            waits,
            put_off: Arc::default(),
        })
    }

    /// Has the disk take what was put off, behind everybody's back.
    pub(super) fn settle_behind(&self) {
        let medium = self.clone();
        let settling = thread::Builder::new().name("byline-settle".to_owned()).spawn(move || medium.settle());
        if settling.is_err() {
            self.settle();
        }
    }

    /// Waits for the disk to have what was put off. Where that fails nothing is lost but time.
    fn settle(&self) {
        let put_off = std::mem::take(&mut *self.put_off.lock().unwrap_or_else(PoisonError::into_inner));
        if put_off.is_empty() {
            return;
        }
        for path in put_off {
            // it may have been merged into another meanwhile
            let _gone = File::open(path).and_then(|file| file.sync_data());
        }
        let _unsure = self.disk.sync_directory();
    }

    /// A file was written: it is waited for now, or put off.
    fn written(&self, file: &File, path: PathBuf) -> io::Result<()> {
        match self.waits {
            Waits::Before => file.sync_data(),
            Waits::Later => {
                self.put_off.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
                Ok(())
            }
        }
    }
}

/// A file that is being written.
struct Writing {
    file: Summing<BufWriter<File>>,
    path: PathBuf,
    medium: Medium,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Writing {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let file = self.file.finish()?;
        self.medium.written(file.get_ref(), self.path.clone())
    }
}

impl Directory for Medium {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mut failed = None;
        let open = || {
            let handle = self.disk.get_file_handle(path).map_err(|error| {
                failed = Some(error);
                io::Error::from(io::ErrorKind::NotFound)
            })?;
            handle.read_bytes(0..handle.len())
        };
        match self.shared.file(path, &self.note, open) {
            Ok(file) => Ok(file),
            Err(error) => Err(failed.unwrap_or_else(|| OpenReadError::wrap_io_error(error, path.to_owned()))),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.disk.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.disk.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let absolute = self.folder.join(path);
        let file = File::create_new(&absolute).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })?;
        let file = Summing::new(BufWriter::with_capacity(BUFFER_BYTES, file));
        Ok(BufWriter::new(Box::new(Writing { file, path: absolute, medium: self.clone() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "it is not as it was written");
        sums::believed(self.disk.atomic_read(path)?)
            .ok_or_else(|| OpenReadError::wrap_io_error(damaged(), path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // nobody else writes a file of that name: there is one writer, and it does so one after the other
        let (absolute, temporary) = (self.folder.join(path), self.folder.join(format!(".tmp-{}", path.display())));
        let mut file = File::create(&temporary)?;
        file.write_all(&sums::signed(data))?;
        self.written(&file, absolute.clone())?;
        fs::rename(temporary, absolute)
    }

    fn sync_directory(&self) -> io::Result<()> {
        match self.waits {
            Waits::Before => self.disk.sync_directory(),
            Waits::Later => Ok(()),
        }
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.disk.acquire_lock(lock) {
            Err(LockError::IoError(error)) if is_of_readers(&lock.filepath) && can_never_be_written(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            lock => lock,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.disk.watch(callback)
    }
}

fn is_of_readers(path: &PathBuf) -> bool {
    *path == META_LOCK.filepath
}

fn can_never_be_written(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
}
