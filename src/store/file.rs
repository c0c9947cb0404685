//! Single files: regular ones only, read no further than asked, replaced whole or not at all.

use std::{
    fs::{self, File, Metadata},
    io::{Read, Write},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use atomic_write_file::AtomicWriteFile;

use super::{Error, parts};

/// An open regular file, and what its metadata said when it was opened.
#[derive(Debug)]
pub(super) struct Opened {
    file: File,
    path: PathBuf,
    pub(super) size_bytes: u64,
    pub(super) modified_ns: i64,
}

/// Opens a regular file to read. A FIFO would block, a device never end: what is no file is refused before it is opened.
pub(super) fn open(path: &Path) -> Result<Opened, Error> {
    let before = fs::metadata(path).map_err(Error::io("read", path))?;
    regular(path, &before)?;
    let file = File::open(path).map_err(Error::io("read", path))?;
    let metadata = file.metadata().map_err(Error::io("read", path))?;
    regular(path, &metadata)?;
    Ok(Opened { file, path: path.to_owned(), size_bytes: metadata.len(), modified_ns: modified_ns(&metadata) })
}

fn regular(path: &Path, metadata: &Metadata) -> Result<(), Error> {
    if metadata.is_file() {
        return Ok(());
    }
    let what = if metadata.is_dir() { "a folder" } else { "a device or a pipe" };
    Err(Error::NotAFile { path: path.to_owned(), what })
}

impl Opened {
    /// At most `max_bytes` from where reading stands.
    pub(super) fn read(&mut self, max_bytes: u64) -> Result<Vec<u8>, Error> {
        let expected = usize::try_from(self.size_bytes.min(max_bytes)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(expected.saturating_add(1));
        let read = (&mut self.file).take(max_bytes).read_to_end(&mut bytes);
        read.map_err(Error::io("read", &self.path))?;
        Ok(bytes)
    }

    /// The file itself, for who reads it line by line.
    pub(super) fn into_file(self) -> File {
        self.file
    }

    /// All of it, added to `bytes`; refused where the file is larger than `max_bytes`, by its metadata first.
    pub(super) fn read_on(&mut self, bytes: &mut Vec<u8>, max_bytes: u64) -> Result<(), Error> {
        self.bounded(self.size_bytes, max_bytes)?;
        let done = bytes.len() as u64;
        bytes.reserve(usize::try_from(self.size_bytes.saturating_sub(done)).unwrap_or(0).saturating_add(1));
        let rest = max_bytes.saturating_sub(done).saturating_add(1);
        (&mut self.file).take(rest).read_to_end(bytes).map_err(Error::io("read", &self.path))?;
        self.bounded(bytes.len() as u64, max_bytes)
    }

    fn bounded(&self, size_bytes: u64, max_bytes: u64) -> Result<(), Error> {
        if size_bytes <= max_bytes {
            return Ok(());
        }
        Err(Error::TooLarge { path: self.path.clone(), size_bytes, max_bytes })
    }
}

/// Nanoseconds since 1970; 0 where the file system does not tell.
pub(super) fn modified_ns(metadata: &Metadata) -> i64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|duration| i64::try_from(duration.as_nanos()).ok()).unwrap_or(0)
}

/// A whole source file, for who checks or mends it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub bytes: Vec<u8>,
    pub size_bytes: u64,
    /// Nanoseconds since 1970.
    pub modified_ns: i64,
}

/// Reads a whole file of at most `max_bytes` bytes.
///
/// # Errors
/// Where it is no regular file, is larger, or can't be read.
pub fn read_source(path: &Path, max_bytes: u64) -> Result<SourceFile, Error> {
    let mut opened = open(path)?;
    let mut bytes = Vec::new();
    opened.read_on(&mut bytes, max_bytes)?;
    Ok(SourceFile { bytes, size_bytes: opened.size_bytes, modified_ns: opened.modified_ns })
}

/// Replaces a file, or makes it: it holds the old bytes or the new ones, never half. A symbolic link stays one.
///
/// # Errors
/// Where it can't be written.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let write = || {
        let mut file = AtomicWriteFile::open(&target)?;
        file.write_all(bytes)?;
        file.commit()
    };
    write().map_err(Error::io("write", path))
}

/// Makes a file; one that is there is overwritten only where that is asked for.
///
/// # Errors
/// Where it is there already, or can't be written.
pub fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), Error> {
    if overwrite { replace(path, bytes) } else { create_whole(path, bytes) }
}

/// Makes a file that is not there yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || File::create_new(path)?.write_all(bytes);
    write().map_err(|error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::Exists { path: path.to_owned() },
        _ => Error::io("write", path)(error),
    })
}

/// Makes a file that is not there yet, whole or not at all: the words are on disk before the name is.
///
/// # Errors
/// Where a file of that name is there already, or it can't be written.
pub(super) fn create_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let part = path.with_file_name(parts::name(&path.file_name().unwrap_or_default().to_string_lossy()));
    let write = || {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    // A second name for the file fails where the name is taken; renaming would replace what is there.
    let made = write().map_err(Error::io("write", path)).and_then(|()| {
        fs::hard_link(&part, path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists { path: path.to_owned() },
            _ => Error::io("write", path)(error),
        })
    });
    let _gone = fs::remove_file(&part);
    match made {
        // Some file systems know one name a file.
        Err(Error::Io { .. }) if !path.exists() => create(path, bytes),
        made => made,
    }
}

/// Makes a folder and those above it.
pub(super) fn create_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(Error::io("make the folder", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_a_bounded_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let large = folder.path().join("large.yaml");
        File::create(&large).unwrap().set_len(1 << 30).unwrap();
        assert!(matches!(read_source(&large, 1 << 20), Err(Error::TooLarge { size_bytes: 1_073_741_824, .. })));
        assert!(matches!(read_source(folder.path(), 1 << 20), Err(Error::NotAFile { what: "a folder", .. })));
        assert!(matches!(read_source(Path::new("/dev/null"), 1), Err(Error::NotAFile { .. })));
        assert!(matches!(read_source(&folder.path().join("none"), 1), Err(Error::Missing { .. })));
    }

    #[test]
    fn a_file_is_made_whole_and_takes_no_name_that_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.yaml");
        create_whole(&file, b"first").unwrap();
        assert!(matches!(create_whole(&file, b"second"), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_is_replaced_and_its_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.yaml"), folder.path().join("b.yaml"));
        create(&file, b"old").unwrap();
        assert!(matches!(create(&file, b"other"), Err(Error::Exists { .. })));
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
