//! Which folder is the library, and which places within it are safe to name.

use std::{
    fs,
    ops::ControlFlow,
    path::{Component, Path, PathBuf},
};

use crate::model::{ArticleId, ID_MAX_BYTES, Text};

use super::{Config, Environment, Error, Folders, annotations::Margin, create, file, index::Standing, walk};

/// A library of articles on disk: a desk, a plain folder, or the folder around one article.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The folder of articles, canonical: everything byline opens lies below it.
    pub(super) root: PathBuf,
    /// Where the catalogue is cached; `None` where there is no place for it.
    pub(super) cache: Option<PathBuf>,
    /// The folder of the desk itself; `None` for a plain folder of articles.
    pub(super) base: Option<PathBuf>,
    /// Where reading state is kept; `None` where there is no place for it.
    pub(super) state: Option<PathBuf>,
    /// Where annotations lie; `None` where there is no place for them.
    pub(super) margin: Option<Margin>,
    /// How deep to look for articles: 1 around a single file, so that opening one never walks a home folder.
    pub(super) depth_max: Option<usize>,
    /// Its index, as far as it is open.
    pub(super) standing: Standing,
    name: Text,
    only: Option<(ArticleId, String)>,
}

/// The folder of a desk that holds its articles.
pub(super) const ARTICLES: &str = "articles";

/// The folders beside it. One of them is enough to know a desk by: git keeps no empty folders.
pub(super) const BESIDE: [&str; 4] = ["annotations", "revisions", "reviews", ".byline"];

/// So many files and folders are looked at for articles that lie beside `articles/`.
const BESIDE_MAX: usize = 2000;
/// So much of a file tells whether it is an article.
const HEAD_BYTES: u64 = 4096;

impl Desk {
    /// Finds the library to open: `path` (a desk, a folder or one article), else `$BYLINE_DESK`, else the configured desk,
    /// else the folder `articles` here if it holds articles, else the reader's own desk, which is made at first use.
    ///
    /// # Errors
    /// Where the path is not there, the configuration is wrong, or the reader's own desk can't be made.
    pub fn find(path: Option<&Path>, environment: &Environment) -> Result<Self, Error> {
        if let Some(path) = path {
            return Self::open(&environment.here.join(path), environment);
        }
        match Self::usual(environment)? {
            Some(usual) => Ok(usual),
            None => Self::own(environment),
        }
    }

    /// The library that [`Desk::find`] would find without a path, where there is one already: nothing is made.
    ///
    /// # Errors
    /// As [`Desk::find`].
    pub fn existing(environment: &Environment) -> Result<Option<Self>, Error> {
        if let Some(usual) = Self::usual(environment)? {
            return Ok(Some(usual));
        }
        let own = environment.folders.as_ref().map(own_folder).filter(|folder| folder.join(ARTICLES).is_dir());
        own.map(|folder| Self::open(&folder, environment)).transpose()
    }

    /// The library that was set, or the one that is here.
    fn usual(environment: &Environment) -> Result<Option<Self>, Error> {
        if let Some(path) = &environment.desk {
            return Self::open(&environment.resolve(path), environment).map(Some);
        }
        if let Some(path) = Config::read(environment)?.desk {
            return Self::open(&environment.resolve(&path), environment).map(Some);
        }
        let here = environment.here.join(ARTICLES);
        if here.is_dir() && holds_articles(&here) {
            return Self::open(&here, environment).map(Some);
        }
        Ok(None)
    }

    /// The reader's own desk in the data folder, with a welcome when it is new.
    ///
    /// # Errors
    /// Where it can't be made.
    pub fn own(environment: &Environment) -> Result<Self, Error> {
        let Some(folders) = &environment.folders else {
            return Err(Error::Homeless { what: "your desk", path: PathBuf::from("~") });
        };
        let folder = own_folder(folders);
        if !folder.join(ARTICLES).is_dir() {
            create::init(&folder)?;
        }
        Ok(Self { name: Text::line("Your desk"), ..Self::open(&folder, environment)? })
    }

    fn open(path: &Path, environment: &Environment) -> Result<Self, Error> {
        let path = fs::canonicalize(path).map_err(Error::io("open", path))?;
        if path.is_dir() { Self::of_folder(&path, environment) } else { Self::of_file(&path, environment) }
    }

    /// `folder` is canonical.
    fn of_folder(folder: &Path, environment: &Environment) -> Result<Self, Error> {
        fs::read_dir(folder).map_err(Error::io("read", folder))?;
        let base = match folder.parent() {
            _ if is_desk(folder) => Some(folder),
            Some(parent) if folder.ends_with(ARTICLES) && is_desk(parent) => Some(parent),
            _ => None,
        };
        let around = base.or_else(|| Some(folder).filter(|folder| is_begun_desk(folder)));
        let root = match around {
            Some(around) => {
                let articles = around.join(ARTICLES);
                fs::canonicalize(&articles).map_err(Error::io("open", &articles))?
            }
            None => folder.to_owned(),
        };
        Ok(Self { name: file_name(around.unwrap_or(folder)), ..Self::laid_out(folder, base, root, environment) })
    }

    /// The library `root`, which was opened as `folder`, with the places for what belongs to it. All are canonical.
    fn laid_out(folder: &Path, base: Option<&Path>, root: PathBuf, environment: &Environment) -> Self {
        let folders = environment.folders.as_ref();
        let hash = path_hash(&root);
        let place = |within: &Path, hash: &str| within.join("byline").join(hash);
        // who opened the folder around `articles/` before it was seen to be a desk finds everything where it was
        let left = folders.filter(|_| folder != root).and_then(|folders| {
            let hash = path_hash(folder);
            let margin = Margin::of_folder(own_folder(folders), folder, &hash);
            let state = place(&folders.state, &hash);
            (margin.is_begun() || state.is_dir()).then_some((margin, state))
        });
        let plain = |folders: &Folders| match &left {
            Some((margin, state)) => (margin.clone(), state.clone()),
            None => (Margin::of_folder(own_folder(folders), &root, &hash), place(&folders.state, &hash)),
        };
        let (margin, state) = match (base, folders) {
            (Some(base), folders) => (Some(Margin::of_desk(base)), folders.map(|folders| place(&folders.state, &hash))),
            (None, Some(folders)) => Some(plain(folders)).unzip(),
            (None, None) => (None, None),
        };
        Self {
            cache: base
                .map(|base| base.join(".byline"))
                .or_else(|| folders.map(|folders| place(&folders.cache, &hash))),
            base: base.map(Path::to_owned),
            state,
            margin,
            depth_max: None,
            standing: Standing::default(),
            name: file_name(base.unwrap_or(folder)),
            only: None,
            root,
        }
    }

    /// `path` is canonical, so its folder is where the file truly lies.
    fn of_file(path: &Path, environment: &Environment) -> Result<Self, Error> {
        file::open(path)?;
        let folder = path.parent().unwrap_or(path);
        let desk = enclosing(folder);
        let around = match desk {
            Some(desk) => Self::of_folder(desk, environment)?,
            // only what lies beside it, whatever else the folder is
            None => Self::laid_out(folder, None, folder.to_owned(), environment),
        };
        let relative = walk::relative(&around.root, path).ok_or_else(|| Error::Name { path: path.to_owned() })?;
        Ok(Self {
            name: file_name(path),
            depth_max: desk.is_none().then_some(1),
            only: Some((id_of_stem(stem(&relative)), relative)),
            ..around
        })
    }

    /// The library around a file or folder that is checked: the desk it lies in, else the library that opens without a
    /// PATH where it lies in that, else what opens for `path` itself.
    ///
    /// # Errors
    /// Where the path is not there or can't be read.
    pub fn around(path: &Path, environment: &Environment) -> Result<Self, Error> {
        let path = fs::canonicalize(path).map_err(Error::io("open", path))?;
        if let Some(desk) = enclosing(&path) {
            return Self::of_folder(desk, environment);
        }
        let set = environment.desk.clone().or_else(|| Config::read(environment).ok()?.desk);
        let usual = [set.map(|set| environment.resolve(&set)), Some(environment.here.join(ARTICLES))];
        let usual = usual.into_iter().flatten().filter_map(|folder| fs::canonicalize(folder).ok());
        match usual.into_iter().find(|folder| folder.is_dir() && path.starts_with(folder)) {
            Some(folder) => Self::of_folder(&folder, environment),
            None if path.is_dir() => Self::of_folder(&path, environment),
            None => {
                let folder = path.parent().unwrap_or(&path);
                let around = Self::laid_out(folder, None, folder.to_owned(), environment);
                Ok(Self { depth_max: Some(1), ..around })
            }
        }
    }

    /// What to call it in a title.
    #[must_use]
    pub fn name(&self) -> Text {
        self.name.clone()
    }

    /// The folder of its articles, for messages.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The one article that was named, with its path relative to the library; `None` where a folder was.
    #[must_use]
    pub fn only(&self) -> Option<(ArticleId, String)> {
        self.only.clone()
    }

    /// The place on disk of `path`, which is relative to the library.
    ///
    /// # Errors
    /// Where it is not there, or leads out of the library: through `..`, as an absolute path, or by a symbolic link.
    pub fn absolute(&self, path: &str) -> Result<PathBuf, Error> {
        let outside = || Error::Outside { path: PathBuf::from(path), library: self.root.clone() };
        let inside = !path.is_empty()
            && !path.contains('\0')
            && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(outside());
        }
        let joined = self.root.join(path);
        let true_place = fs::canonicalize(&joined).map_err(Error::io("open", &joined))?;
        if true_place.starts_with(&self.root) { Ok(true_place) } else { Err(outside()) }
    }

    /// `path` below the library's folder, where it lies there.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<String> {
        walk::relative(&self.root, &fs::canonicalize(path).ok()?)
    }
}

/// The reader's own desk.
fn own_folder(folders: &Folders) -> PathBuf {
    folders.data.join("byline").join("desk")
}

/// Whether `path` is a folder, through links.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The folder of articles of the desk that `path` (canonical) lies in.
fn enclosing(path: &Path) -> Option<&Path> {
    path.ancestors().find(|above| above.ends_with(ARTICLES) && above.parent().is_some_and(is_desk))
}

fn is_desk(folder: &Path) -> bool {
    folder.join(ARTICLES).is_dir() && BESIDE.iter().any(|name| folder.join(name).is_dir())
}

/// A desk that nothing but articles has been put into: `articles/` has some, and they are all there is of them. Nothing is
/// kept beside them until `init` makes the folders for it.
fn is_begun_desk(folder: &Path) -> bool {
    let articles = folder.join(ARTICLES);
    articles.is_dir() && holds_articles(&articles) && !has_articles_beside(folder)
}

/// Whether a folder has articles that do not lie below its `articles/`. One with more in it than is looked at is taken to
/// have some, and stays the library that it was.
fn has_articles_beside(folder: &Path) -> bool {
    let mut folders = vec![folder.to_owned()];
    let mut looked = 0;
    while let Some(within) = folders.pop() {
        let Ok(entries) = fs::read_dir(&within) else { continue };
        for entry in entries.flatten() {
            looked += 1;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if looked > BESIDE_MAX {
                return true;
            } else if is_dir && !name.starts_with('.') && !(within == folder && name == ARTICLES) {
                folders.push(entry.path());
            } else if !is_dir && walk::is_article_name(&name) && is_article(&entry.path()) {
                return true;
            }
        }
    }
    false
}

/// Whether a file begins as an article does.
fn is_article(path: &Path) -> bool {
    let head = file::open(path).and_then(|mut file| file.read(HEAD_BYTES));
    head.is_ok_and(|head| super::catalogue::claims_to_be_an_article(&head))
}

fn path_hash(path: &Path) -> String {
    blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex().chars().take(16).collect()
}

fn holds_articles(folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    let stop =
        |found: Result<walk::Found, _>| if found.is_ok() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    walk::walk(&folder, None, &mut { stop }).is_break()
}

fn file_name(path: &Path) -> Text {
    Text::line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// The stem of an article's file.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name)
}

/// The id that a stem stands for: what an id may not contain becomes a hyphen.
pub(super) fn id_of_stem(stem: &str) -> ArticleId {
    if let Ok(id) = stem.parse() {
        return id;
    }
    let mut slug = String::new();
    for c in Text::line(stem).as_str().chars() {
        if slug.len() + c.len_utf8() > ID_MAX_BYTES {
            break;
        }
        slug.push(if format!("x{c}").parse::<ArticleId>().is_ok() { c } else { '-' });
    }
    let slug = slug.trim_start_matches('.');
    slug.parse().or_else(|_| "article".parse()).expect("letters are an id")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(root: &Path) -> Environment {
        Environment { here: root.to_owned(), folders: Some(Folders::below(root)), ..Environment::default() }
    }

    fn touch(path: PathBuf) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "format: byline/1\n").unwrap();
    }

    #[test]
    fn a_library_is_looked_for_in_order() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        let mut environment = environment(&root);
        assert_eq!(Desk::find(None, &environment).unwrap().name(), "Your desk");
        fs::create_dir(root.join("articles")).unwrap();
        assert_eq!(Desk::find(None, &environment).unwrap().name(), "Your desk", "an empty folder is passed over");
        touch(root.join("articles/2025/a.yaml"));
        assert_eq!(Desk::find(None, &environment).unwrap().root(), root.join("articles"));
        fs::create_dir_all(root.join("config/byline")).unwrap();
        touch(root.join("set/b.yaml"));
        fs::write(root.join("config/byline/config.yaml"), "desk: set\n").unwrap();
        assert_eq!(Desk::find(None, &environment).unwrap().root(), root.join("set"));
        touch(root.join("named/c.yaml"));
        environment.desk = Some("named".into());
        assert_eq!(Desk::find(None, &environment).unwrap().root(), root.join("named"));
        let one = Desk::find(Some(Path::new("set/b.yaml")), &environment).unwrap();
        assert_eq!(one.only(), Some(("b".parse().unwrap(), "b.yaml".to_owned())));
        assert!(matches!(Desk::find(Some(Path::new("none")), &environment), Err(Error::Missing { .. })));
    }

    #[test]
    fn a_desk_is_known_by_the_folders_beside_its_articles() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        touch(root.join("desk/articles/2025/a.yaml"));
        fs::create_dir(root.join("desk/annotations")).unwrap();
        for path in ["desk", "desk/articles", "desk/articles/2025/a.yaml"] {
            let desk = Desk::find(Some(Path::new(path)), &environment(&root)).unwrap();
            assert_eq!(desk.root(), root.join("desk/articles"), "{path}");
            assert_eq!(desk.cache, Some(root.join("desk/.byline")), "{path}");
        }
    }

    #[test]
    fn a_folder_around_articles_is_a_desk_and_keeps_its_places() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        let environment = environment(&root);
        let find = |path: &str| Desk::find(Some(Path::new(path)), &environment).unwrap();
        touch(root.join("begun/articles/2025/a.yaml"));
        fs::write(root.join("begun/mkdocs.yml"), "site: mine\n").unwrap();
        let begun = find("begun");
        assert_eq!((begun.root(), begun.base.as_deref()), (&*root.join("begun/articles"), None));
        assert_eq!(begun.name(), "begun");
        assert_eq!((&begun.margin, &begun.state), (&find("begun/articles").margin, &find("begun/articles").state));
        // a file beside it is opened as it lies
        assert_eq!(find("begun/mkdocs.yml").root(), root.join("begun"));
        // notes that were made while it counted as a plain folder stay at hand
        let before = Desk::laid_out(&root.join("begun"), None, root.join("begun"), &environment);
        fs::create_dir_all(before.margin.as_ref().unwrap().live(&"a".parse().unwrap())).unwrap();
        let again = find("begun");
        assert_eq!((again.root(), &again.margin), (&*root.join("begun/articles"), &before.margin));
        assert_eq!(again.state, before.state);
        // articles beside it make it a folder among others
        touch(root.join("plain/articles/a.yaml"));
        touch(root.join("plain/2024/b.yaml"));
        assert_eq!(find("plain").root(), root.join("plain"));
        fs::create_dir_all(root.join("bare/articles")).unwrap();
        assert_eq!(find("bare").root(), root.join("bare"));
    }

    #[test]
    fn no_name_leaves_the_library() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        touch(root.join("library/a.yaml"));
        touch(root.join("secret.yaml"));
        std::os::unix::fs::symlink(root.join("secret.yaml"), root.join("library/link.yaml")).unwrap();
        std::os::unix::fs::symlink("a.yaml", root.join("library/inner.yaml")).unwrap();
        let desk = Desk::find(Some(Path::new("library")), &environment(&root)).unwrap();
        assert!(desk.absolute("a.yaml").is_ok() && desk.absolute("inner.yaml").is_ok());
        for bad in ["../secret.yaml", "link.yaml", "/etc/passwd", "", ".", "x/../../secret.yaml", "a\0"] {
            assert!(matches!(desk.absolute(bad), Err(Error::Outside { .. })), "{bad:?}");
        }
    }

    #[test]
    fn any_stem_gives_an_id() {
        assert_eq!(id_of_stem("2025-pause").as_str(), "2025-pause");
        assert_eq!(id_of_stem("my article: one").as_str(), "my-article--one");
        assert_eq!(id_of_stem("...").as_str(), "article");
        assert!(id_of_stem(&"é".repeat(400)).as_str().len() <= ID_MAX_BYTES);
    }
}
