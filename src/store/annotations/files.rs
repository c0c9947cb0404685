//! The operations on files that keeping an annotation is made of, one method each, so that a test can let any of them fail.

use std::{
    fs::{self, File, Permissions},
    io::Write,
    path::Path,
};

use super::super::{Error, file};

/// The largest file of an annotation that is read, in bytes.
pub(super) const ANNOTATION_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    /// With a replacement sign for what is not UTF-8.
    pub name: String,
    pub kind: NameKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKind {
    File,
    Folder,
    Link,
    /// A device or a pipe, or a file with a name that is not UTF-8.
    Other,
}

/// What can be done to files. Everything that writes an annotation goes through here.
pub(super) trait Files {
    /// Takes the lock, and waits for who holds it. It is given back when the file is closed, by a crash too.
    fn lock(&self, path: &Path) -> Result<File, Error>;
    /// Makes one folder in a folder that is there.
    fn make_folder(&self, path: &Path) -> Result<(), Error>;
    /// What a folder holds, in any order; nothing where it is not there.
    fn names(&self, folder: &Path) -> Result<Vec<Name>, Error>;
    fn read(&self, path: &Path) -> Result<Vec<u8>, Error>;
    fn permissions(&self, path: &Path) -> Result<Permissions, Error>;
    /// Makes a file that is not there, which no name in a folder can lead elsewhere.
    fn create(&self, path: &Path) -> Result<File, Error>;
    fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), Error>;
    fn set_permissions(&self, file: &File, path: &Path, permissions: Permissions) -> Result<(), Error>;
    /// Waits until the file is on the disk.
    fn sync(&self, file: &File, path: &Path) -> Result<(), Error>;
    fn rename(&self, from: &Path, to: &Path) -> Result<(), Error>;
    fn remove(&self, path: &Path) -> Result<(), Error>;
    /// Waits until the names in the folder are on the disk.
    fn sync_folder(&self, path: &Path) -> Result<(), Error>;
}

/// The disk itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Disk;

impl Files for Disk {
    fn lock(&self, path: &Path) -> Result<File, Error> {
        if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(Error::NotAFile { path: path.to_owned(), what: "a link, a folder or a device" });
        }
        let open = File::options().create(true).write(true).truncate(false).open(path);
        let file = open.map_err(Error::io("write", path))?;
        file.lock().map_err(Error::io("lock", path))?;
        Ok(file)
    }

    fn make_folder(&self, path: &Path) -> Result<(), Error> {
        fs::create_dir(path).map_err(Error::io("make the folder", path))
    }

    fn names(&self, folder: &Path) -> Result<Vec<Name>, Error> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io("read", folder)(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Error::io("read", folder))?;
            let kind = entry.file_type().map_err(Error::io("read", folder))?;
            let name = entry.file_name();
            let kind = match name.to_str() {
                _ if kind.is_symlink() => NameKind::Link,
                _ if kind.is_dir() => NameKind::Folder,
                Some(_) if kind.is_file() => NameKind::File,
                _ => NameKind::Other,
            };
            names.push(Name { name: name.to_string_lossy().into_owned(), kind });
        }
        Ok(names)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Error> {
        Ok(file::read_source(path, ANNOTATION_MAX_BYTES)?.bytes)
    }

    fn permissions(&self, path: &Path) -> Result<Permissions, Error> {
        Ok(fs::symlink_metadata(path).map_err(Error::io("read", path))?.permissions())
    }

    fn create(&self, path: &Path) -> Result<File, Error> {
        File::create_new(path).map_err(Error::io("write", path))
    }

    fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        file.write_all(bytes).map_err(Error::io("write", path))
    }

    fn set_permissions(&self, file: &File, path: &Path, permissions: Permissions) -> Result<(), Error> {
        file.set_permissions(permissions).map_err(Error::io("write", path))
    }

    fn sync(&self, file: &File, path: &Path) -> Result<(), Error> {
        file.sync_all().map_err(Error::io("write", path))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        fs::rename(from, to).map_err(Error::io("write", to))
    }

    fn remove(&self, path: &Path) -> Result<(), Error> {
        fs::remove_file(path).map_err(Error::io("remove", path))
    }

    fn sync_folder(&self, path: &Path) -> Result<(), Error> {
        let folder = File::open(path).map_err(Error::io("write to", path))?;
        folder.sync_all().map_err(Error::io("write to", path))
    }
}
