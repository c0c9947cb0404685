//! What is pasted into the reader, made into an article here and filed in the library.

use std::path::Path;

use crate::{
    app::{self, Filed, Filing, Incoming, Prepared, Source},
    format,
    import::{Elsewhere, Format, Nowhere},
    layout::Known,
    library::Lookup as _,
    model::{ArticleId, Text, canonical_address},
    store::{self, Index},
};

use super::library::{FILES_MAX, Library, words};

/// The largest file that is taken in, in bytes.
const FILE_MAX_BYTES: u64 = 64 * 1024 * 1024;

impl Library {
    /// Makes an article of what was pasted.
    pub(super) fn prepared(&self, source: &Source, format: Option<Format>) -> Result<Incoming, Text> {
        let index = self.index().ok().flatten();
        let directory = self.desk.directory();
        let library: &dyn Elsewhere = match &index {
            Some(index) => index,
            None if self.desk.is_larger_than(FILES_MAX) => &Nowhere,
            None => &directory,
        };
        let known = |id: &ArticleId| known(index.as_ref(), id);
        let article = |prepared: Prepared| Incoming::Article(Box::new(prepared));
        match source {
            Source::Words(pasted) => app::prepare("", pasted.as_str().as_bytes(), format, library, &known).map(article),
            Source::Yaml(yaml) => Ok(article(app::prepare_yaml(yaml, None, &known))),
            Source::File(name) => self.taken_from(name, format, library, &known),
            Source::Address(address) => {
                let there = canonical_address(address.as_str()).and_then(|address| library.at_address(&address));
                there.map(|id| Incoming::There(id, None)).ok_or_else(|| {
                    Text::line(&format!(
                        "no article of this library was published at {address}, and the reader goes to no network: \
                         `byline import ADDRESS` fetches the page, or save it in a browser and drop the file here"
                    ))
                })
            }
        }
    }

    fn taken_from(
        &self,
        name: &Text,
        format: Option<Format>,
        library: &dyn Elsewhere,
        known: &dyn Fn(&ArticleId) -> Known,
    ) -> Result<Incoming, Text> {
        let path = self.environment.resolve(Path::new(name.as_str()));
        let bytes = store::read_source(&path, FILE_MAX_BYTES).map_err(|error| words(&error))?.bytes;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
        let prepared = match stem.filter(|_| format.is_none()) {
            Some(stem) => {
                let there = self.desk.relative(&path);
                let article = format::read(&bytes, stem).article;
                if let (Some(path), Some(article)) = (there, article) {
                    return Ok(Incoming::There(article.id, Some(path)));
                }
                app::prepare_yaml(&Text::new(&String::from_utf8_lossy(&bytes)), Some(stem), known)
            }
            None => app::prepare(&name, &bytes, format, library, known)?,
        };
        Ok(Incoming::Article(Box::new(prepared)))
    }

    /// Files an article, takes it away or puts it back.
    pub(super) fn filed(&self, what: &Filing) -> Result<Filed, Text> {
        match what {
            Filing::New { id, yaml } => {
                let (id, path, was_there) = self.desk.file_new(id, yaml.as_str()).map_err(|error| words(&error))?;
                Ok(Filed { id, path, yaml: yaml.clone(), was_there })
            }
            Filing::Remove(filed) => match self.desk.unfile(&filed.path, filed.yaml.as_str()) {
                Ok(()) => Ok(filed.clone()),
                Err(store::Error::Changed { .. }) => {
                    let path = &filed.path;
                    Err(Text::line(&format!("{path} was changed since it was kept, so it stays; remove it by hand")))
                }
                Err(error) => Err(words(&error)),
            },
            Filing::Again(filed) => match self.desk.file_again(&filed.path, filed.yaml.as_str()) {
                Ok(()) => Ok(filed.clone()),
                Err(error) => Err(words(&error)),
            },
        }
    }
}

/// What the library says of an article that is linked to.
fn known(index: Option<&Index>, id: &ArticleId) -> Known {
    match index.map(|index| (index.entry(id.as_str()), index.is_complete())) {
        Some((Ok(Some(entry)), _)) => Known::Present(Text::line(&entry.headline)),
        Some((Ok(None), true)) => Known::Absent,
        Some(_) | None => Known::NotYet,
    }
}
