//! What can go wrong with files. Every case names its path, and says what to do where something can be done.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    format,
    model::{ArticleId, Text},
    theme,
};

/// Why the disk did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("can't {doing} {}: {}", shown(.path), reason(.source))]
    Io { doing: &'static str, path: PathBuf, source: io::Error },
    #[error("there is no {}", shown(.path))]
    Missing { path: PathBuf },
    #[error("there is no article {id} in {}; `byline list` shows what there is", shown(.library))]
    NoArticle { id: ArticleId, library: PathBuf },
    #[error("{} is {what}, not a file; byline reads regular files only", shown(.path))]
    NotAFile { path: PathBuf, what: &'static str },
    #[error("{} has {size_bytes} bytes, more than the {max_bytes} that byline reads; split or shorten it", shown(.path))]
    TooLarge { path: PathBuf, size_bytes: u64, max_bytes: u64 },
    #[error("{} leads out of the library {}; move the file into it", shown(.path), shown(.library))]
    Outside { path: PathBuf, library: PathBuf },
    #[error("the name of {} is not UTF-8; rename it", shown(.path))]
    Name { path: PathBuf },
    #[error("{} is there already, and byline does not overwrite it", shown(.path))]
    Exists { path: PathBuf },
    #[error("{} is damaged ({reason}); byline begins it anew and keeps the old one beside it", shown(.path))]
    Damaged { path: PathBuf, reason: String },
    #[error("the index in {} can't be used ({reason}); `byline index --rebuild` makes it anew", shown(.path))]
    Index { path: PathBuf, reason: String },
    #[error("{}{}: {message}", shown(.path), .line.map(|line| format!(":{line}")).unwrap_or_default())]
    Config { path: PathBuf, line: Option<usize>, message: String },
    #[error("{} was left as it is: {source}", shown(.path))]
    Unlinked { path: PathBuf, source: format::Unlinked },
    #[error("{} was left as it is: it changed meanwhile; read it again first", shown(.path))]
    Changed { path: PathBuf },
    #[error("{source}")]
    Theme { path: PathBuf, source: theme::Error },
    #[error("byline has no home folder to keep {what} in; set HOME")]
    Homeless { what: &'static str, path: PathBuf },
}

impl Error {
    /// The path it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. }
            | Self::Missing { path }
            | Self::NotAFile { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Outside { path, .. }
            | Self::Name { path }
            | Self::Exists { path }
            | Self::Damaged { path, .. }
            | Self::Index { path, .. }
            | Self::Config { path, .. }
            | Self::Unlinked { path, .. }
            | Self::Changed { path }
            | Self::Theme { path, .. }
            | Self::Homeless { path, .. } => path,
            Self::NoArticle { library, .. } => library,
        }
    }

    /// For a person on a terminal: sanitised, on one line.
    #[must_use]
    pub fn to_text(&self) -> Text {
        Text::line(&self.to_string())
    }

    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            _ => Self::Io { doing, path, source },
        }
    }
}

/// A path as it may be shown: file names can hold escape sequences.
fn shown(path: &Path) -> Text {
    Text::line(&path.to_string_lossy())
}

/// The system's words without its number, and what to do where it is plain.
fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words).to_lowercase();
    match error.kind() {
        io::ErrorKind::PermissionDenied => words + "; look at its permissions",
        io::ErrorKind::ReadOnlyFilesystem => words + "; choose another place",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => words + "; make room there",
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_done_is_said() {
        for (kind, cure) in [
            (io::ErrorKind::PermissionDenied, "permission denied; look at its permissions"),
            (io::ErrorKind::ReadOnlyFilesystem, "; choose another place"),
            (io::ErrorKind::StorageFull, "; make room there"),
        ] {
            let told = Error::io("write", Path::new("/a\u{1b}b"))(kind.into()).to_text().to_string();
            assert!(told.starts_with("can't write /ab: ") && told.ends_with(cure), "{told}");
        }
    }
}
