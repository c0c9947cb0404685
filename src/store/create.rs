//! New articles and new desks. Nothing that is there is overwritten.

use std::path::{Path, PathBuf};

use crate::model::{Text, slug};

use super::{
    Desk, Error,
    desk::{ARTICLES, BESIDE},
    file,
};

const WELCOME: &str = include_str!("../../articles/welcome.yaml");
const TEMPLATE: &str = include_str!("template.yaml");

/// What git leaves out of a desk: what byline can make anew, and what one machine's byline keeps for itself.
const GITIGNORE: &str = "# byline's cache and lock: made anew where they are missing\n/.byline/\n# files that were never finished\n.*.byline\n";

const ATTRIBUTES: &str = ".gitattributes";
/// The most bytes of it that are read.
const ATTRIBUTES_MAX_BYTES: u64 = 1024 * 1024;

/// How git merges a desk: of a log, the lines of both sides, whose order byline tells by their moments.
const GITATTRIBUTES: &str =
    "# logs: the lines of both sides are kept\n/reviews/*/*.jsonl merge=union\n/taken.txt merge=union\n";

/// What `init` made of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Init {
    pub folder: PathBuf,
    /// Relative to the folder; empty where all was there already.
    pub made: Vec<String>,
}

/// Makes a desk of `folder`, or completes one. A desk without any article gets a welcome.
///
/// # Errors
/// Where a folder or file can't be made, or a file stands where a folder belongs.
pub fn init(folder: &Path) -> Result<Init, Error> {
    let mut made = Vec::new();
    file::create_folder(folder)?;
    for name in [ARTICLES].into_iter().chain(BESIDE) {
        let path = folder.join(name);
        if !path.is_dir() {
            file::create_folder(&path)?;
            made.push(format!("{name}/"));
        }
    }
    let empty = super::article_files(&folder.join(ARTICLES))?.0.is_empty();
    let welcome = empty.then(|| (format!("{ARTICLES}/welcome.yaml"), WELCOME.to_owned()));
    let for_git = [(".gitignore", GITIGNORE), (ATTRIBUTES, GITATTRIBUTES)];
    let for_git = for_git.map(|(name, text)| (name.to_owned(), text.to_owned()));
    for (name, text) in for_git.into_iter().chain(welcome) {
        match file::create(&folder.join(&name), text.as_bytes()) {
            Ok(()) => made.push(name),
            Err(Error::Exists { .. }) if name == ATTRIBUTES => {
                if complete_attributes(folder)? {
                    made.push(name);
                }
            }
            Err(Error::Exists { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Init { folder: folder.to_owned(), made })
}

/// Adds to what git is told of a desk the lines that an older byline did not know; whether there were any. What a person
/// wrote of the same files stands, and so does a desk of which git is told nothing.
///
/// # Errors
/// Where the file can't be read or written.
pub(super) fn complete_attributes(folder: &Path) -> Result<bool, Error> {
    let path = folder.join(ATTRIBUTES);
    let there = match file::read_source(&path, ATTRIBUTES_MAX_BYTES) {
        Ok(there) => there.bytes,
        Err(Error::Missing { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    let words = String::from_utf8_lossy(&there);
    let pattern = |line: &str| line.split_whitespace().next().map(|name| name.trim_start_matches('/').to_owned());
    let told: Vec<String> = words.lines().filter_map(pattern).collect();
    let missing = GITATTRIBUTES
        .lines()
        .filter(|line| line.starts_with('/') && pattern(line).is_some_and(|pattern| !told.contains(&pattern)));
    let missing: String = missing.flat_map(|line| [line, "\n"]).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    let gap: &[u8] = if there.is_empty() || there.ends_with(b"\n") { b"" } else { b"\n" };
    file::replace(&path, &[&there, gap, missing.as_bytes()].concat())?;
    Ok(true)
}

impl Desk {
    /// Whether there is something of that name in the folder of articles.
    #[must_use]
    pub fn has_file(&self, name: &str) -> bool {
        self.root.join(name).exists()
    }

    /// Makes a new article from the template, named after the day and the headline. Gives its place on disk.
    ///
    /// # Errors
    /// Where an article of that name is there already, or it can't be written.
    pub fn new_article(&self, headline: &str) -> Result<PathBuf, Error> {
        let day = jiff::Zoned::now().date();
        let path = self.root.join(format!("{day}-{}.yaml", slug(headline)));
        file::create(&path, article(headline, &day.to_string()).as_bytes())?;
        Ok(path)
    }
}

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
/// Where it can't be made.
pub fn make_folder(folder: &Path) -> Result<(), Error> {
    file::create_folder(folder)
}

/// Names that are tried before one gives up.
pub const NAMES_MAX: usize = 999;

/// The names a new article may have, the first that nothing has: `ferry`, `ferry-2`, `ferry-3`…
pub fn names_for(id: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::once(id.to_owned()).chain((2..).map(move |count| format!("{id}-{count}")))
}

/// What became of an article that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Made,
    /// Another stood there and was replaced, as was asked.
    Replaced,
    /// The very same stands there already.
    Same,
}

/// Keeps an article under a path of its own: whole or not at all, and over another one only where that is asked for.
/// Folders above it are made.
///
/// # Errors
/// Where another article is there and `overwrite` was not asked for, or it can't be written.
pub fn keep(path: &Path, bytes: &[u8], overwrite: bool) -> Result<Kept, Error> {
    if let Some(folder) = path.parent() {
        file::create_folder(folder)?;
    }
    match file::create_whole(path, bytes) {
        Ok(()) => Ok(Kept::Made),
        Err(Error::Exists { path }) => {
            if file::read_source(&path, bytes.len() as u64).is_ok_and(|there| there.bytes == bytes) {
                Ok(Kept::Same)
            } else if overwrite {
                file::replace(&path, bytes).map(|()| Kept::Replaced)
            } else {
                Err(Error::Exists { path })
            }
        }
        Err(error) => Err(error),
    }
}

/// The template with a headline and a day.
fn article(headline: &str, day: &str) -> String {
    let headline = Text::line(headline.trim());
    // a JSON string is a double-quoted YAML scalar
    let quoted = serde_json::to_string(headline.as_str()).unwrap_or_default();
    TEMPLATE.replacen("HEADLINE", &quoted, 1).replacen("DAY", day, 1)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_headline_of_any_letters_stays_one_line_of_yaml() {
        let article = article("He said: \"No\"\n# not a comment", "2025-03-03");
        assert!(
            article.contains("headline: \"He said: \\\"No\\\" # not a comment\"\npublished: 2025-03-03\n"),
            "{article}"
        );
    }

    #[test]
    fn an_article_is_kept_once_and_replaced_only_when_asked() {
        let tree = tempfile::tempdir().unwrap();
        let path = tree.path().join("new").join("a.yaml");
        assert_eq!(keep(&path, b"one", false).unwrap(), Kept::Made);
        assert_eq!(keep(&path, b"one", false).unwrap(), Kept::Same);
        assert!(matches!(keep(&path, b"two", false), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(keep(&path, b"two", true).unwrap(), Kept::Replaced);
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn init_completes_and_never_overwrites() {
        let tree = tempfile::tempdir().unwrap();
        let folder = tree.path().join("desk");
        let first = init(&folder).unwrap();
        assert!(
            first.made.contains(&"articles/".to_owned()) && first.made.contains(&"articles/welcome.yaml".to_owned())
        );
        fs::write(folder.join(".gitignore"), "mine\n").unwrap();
        fs::remove_dir(folder.join("reviews")).unwrap();
        assert_eq!(init(&folder).unwrap().made, ["reviews/"]);
        assert_eq!(fs::read_to_string(folder.join(".gitignore")).unwrap(), "mine\n");
        let attributes = folder.join(ATTRIBUTES);
        for (there, completed) in [
            ("/reviews/*/*.jsonl merge=union", "/reviews/*/*.jsonl merge=union\n/taken.txt merge=union\n"),
            ("*.yaml diff\n/reviews/*/*.jsonl -merge\ntaken.txt -merge\n", ""),
            ("", "/reviews/*/*.jsonl merge=union\n/taken.txt merge=union\n"),
        ] {
            fs::write(&attributes, there).unwrap();
            let made: &[&str] = if completed.is_empty() { &[] } else { &[ATTRIBUTES] };
            assert_eq!(init(&folder).unwrap().made, made, "{there}");
            let now = fs::read_to_string(&attributes).unwrap();
            assert_eq!(now, if completed.is_empty() { there } else { completed }, "{there}");
        }
        fs::remove_file(&attributes).unwrap();
        assert!(!complete_attributes(&folder).unwrap() && !attributes.exists());
        fs::write(tree.path().join("file"), "").unwrap();
        assert!(init(&tree.path().join("file")).is_err());
    }
}
