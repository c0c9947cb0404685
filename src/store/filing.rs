//! Articles that the reader keeps: filed under a name that nothing has, and taken away again as long as nobody touched them.

use std::fs;

use crate::{format, library::Lookup as _, model::ArticleId};

use super::{
    Desk, Error, Kept,
    article::written_id,
    cache,
    create::{NAMES_MAX, names_for},
    file, keep,
};

impl Desk {
    /// Files a new article: whole or not at all, and under a name that no file and no article of the library has. Gives
    /// its id, its path in the library, and whether the very same was there already.
    ///
    /// # Errors
    /// Where it can't be written, or it says its own `id:` and that is taken.
    pub fn file_new(&self, id: &ArticleId, yaml: &str) -> Result<(ArticleId, String, bool), Error> {
        let own = written_id(yaml.as_bytes()).is_some();
        let index = self.index().ok().flatten();
        for name in names_for(id.as_str()).take(if own { 1 } else { NAMES_MAX }) {
            let Ok(id) = name.parse::<ArticleId>() else { continue };
            let path = format!("{name}.yaml");
            let known = match &index {
                Some(index) => index.entry(&name).ok().flatten().map(|entry| entry.path),
                None => self.cache.as_deref().and_then(|cache| cache::path_of(cache, &id)),
            };
            // an article that is elsewhere in the library has the id of that name
            if known.is_some_and(|known| known != path && self.root.join(known).is_file()) {
                continue;
            }
            match keep(&self.root.join(&path), yaml.as_bytes(), false) {
                Ok(kept) => return Ok((id, path, kept == Kept::Same)),
                Err(Error::Exists { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::Exists { path: self.root.join(format!("{id}.yaml")) })
    }

    /// Takes away an article that was filed, if the file is still what was written.
    ///
    /// # Errors
    /// Where it was changed or is gone, or can't be removed.
    pub fn unfile(&self, path: &str, yaml: &str) -> Result<(), Error> {
        let absolute = self.absolute(path)?;
        if file::read_source(&absolute, format::FILE_MAX_BYTES)?.bytes != yaml.as_bytes() {
            return Err(Error::Changed { path: absolute });
        }
        fs::remove_file(&absolute).map_err(Error::io("remove", &absolute))
    }

    /// Puts it back under the name it had.
    ///
    /// # Errors
    /// Where another file has that name by now, or it can't be written.
    pub fn file_again(&self, path: &str, yaml: &str) -> Result<(), Error> {
        keep(&self.root.join(path), yaml.as_bytes(), false).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use std::{ops::ControlFlow, path::Path};

    use super::*;
    use crate::store::{Environment, Folders, Pace};

    fn article(headline: &str) -> String {
        format!("format: byline/1\nheadline: {headline}\nstory:\n  - Words.\n")
    }

    #[test]
    fn an_article_is_filed_taken_away_and_put_back() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        fs::create_dir_all(root.join("library/2031")).unwrap();
        fs::write(root.join("library/2031/ferry-2.yaml"), article("Other")).unwrap();
        let environment =
            Environment { folders: Some(Folders::below(&root)), here: root.clone(), ..Environment::default() };
        let desk = Desk::find(Some(Path::new("library")), &environment).unwrap();
        desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())).unwrap();
        let id: ArticleId = "ferry".parse().unwrap();
        let (one, two) = (article("One"), article("Two"));
        let file = |yaml: &str| desk.file_new(&id, yaml).map(|(id, path, was_there)| (id.to_string(), path, was_there));
        assert_eq!(file(&one).unwrap(), ("ferry".to_owned(), "ferry.yaml".to_owned(), false));
        assert_eq!(file(&one).unwrap(), ("ferry".to_owned(), "ferry.yaml".to_owned(), true));
        // `ferry-2` is the name of an article elsewhere
        assert_eq!(file(&two).unwrap(), ("ferry-3".to_owned(), "ferry-3.yaml".to_owned(), false));
        let said = format!("id: ferry\n{two}");
        assert!(matches!(desk.file_new(&id, &said), Err(Error::Exists { .. })));
        assert!(matches!(desk.unfile("ferry.yaml", &two), Err(Error::Changed { .. })));
        desk.unfile("ferry.yaml", &one).unwrap();
        assert!(matches!(desk.unfile("ferry.yaml", &one), Err(Error::Missing { .. })));
        desk.file_again("ferry.yaml", &one).unwrap();
        assert_eq!(fs::read_to_string(root.join("library/ferry.yaml")).unwrap(), one);
        assert!(matches!(desk.file_again("ferry-3.yaml", &one), Err(Error::Exists { .. })));
        assert!(matches!(desk.unfile("../ferry.yaml", &one), Err(Error::Outside { .. })));
    }
}
