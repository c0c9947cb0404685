//! Who of the library has an address or a headline: what copy that comes in is linked by.

use std::{cell::RefCell, collections::HashMap, sync::OnceLock};

use crate::{
    import::Elsewhere,
    library::{Entry, Lookup, fold, likeness, likeness_words},
    model::{Article, ArticleId, Text, canonical_address},
};

use super::{Desk, Index};

/// From how much on a headline is like another.
const LIKE_MIN: f64 = 0.6;
/// How many articles near a headline an index is asked for.
const NEAR_MAX: usize = 32;

/// The articles of a library by address and headline, read when it is first asked. Articles that come in are added, so
/// that those of one run find one another.
#[derive(Debug)]
pub struct Directory<'d> {
    desk: &'d Desk,
    read: OnceLock<Names>,
    added: RefCell<Names>,
}

/// Who has which address and headline.
#[derive(Debug, Default)]
struct Names {
    addresses: HashMap<String, ArticleId>,
    /// By the folded headline.
    headlines: HashMap<String, Vec<(ArticleId, Text)>>,
}

impl Names {
    fn add(&mut self, id: ArticleId, headline: &str, address: Option<String>) {
        if let Some(address) = address {
            self.addresses.entry(address).or_insert_with(|| id.clone());
        }
        let known = self.headlines.entry(folded(headline)).or_default();
        if !known.iter().any(|(known, _)| *known == id) {
            known.push((id, Text::line(headline)));
        }
    }
}

/// A headline without what does not tell it from another: case, accents, blanks.
fn folded(headline: &str) -> String {
    fold(headline).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Desk {
    /// Who has which address and headline, as far as the files can be read.
    #[must_use]
    pub fn directory(&self) -> Directory<'_> {
        Directory { desk: self, read: OnceLock::new(), added: RefCell::default() }
    }
}

impl Directory<'_> {
    /// An article that has just come in.
    pub fn add(&self, id: &ArticleId, article: &Article) {
        let address = article.head.url.as_ref().and_then(|url| canonical_address(url.as_str()));
        self.added.borrow_mut().add(id.clone(), article.head.headline.as_str(), address);
    }

    fn names(&self) -> &Names {
        self.read.get_or_init(|| {
            let mut names = Names::default();
            // what can't be read is linked to by nobody
            let (entries, _faults) = self.desk.catalogue().unwrap_or_default();
            for entry in entries {
                if let Some(id) = entry.article_id() {
                    names.add(id, &entry.headline, entry.address);
                }
            }
            names
        })
    }
}

impl Elsewhere for Directory<'_> {
    fn at_address(&self, address: &str) -> Option<ArticleId> {
        let added = self.added.borrow().addresses.get(address).cloned();
        added.or_else(|| self.names().addresses.get(address).cloned())
    }

    fn of_headline(&self, headline: &str) -> Vec<ArticleId> {
        let wanted = folded(headline);
        let added = self.added.borrow();
        let all = [&*added, self.names()].into_iter().filter_map(|names| names.headlines.get(&wanted)).flatten();
        let mut found: Vec<ArticleId> = all.map(|(id, _)| id.clone()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn like_headline(&self, headline: &str) -> Option<(ArticleId, Text)> {
        most_like(headline, self.names().headlines.values().flatten().map(|(id, text)| (id.clone(), text.clone())))
    }
}

impl Elsewhere for Index {
    fn at_address(&self, address: &str) -> Option<ArticleId> {
        Lookup::at_address(self, address).ok().flatten().as_ref().and_then(Entry::article_id)
    }

    fn of_headline(&self, headline: &str) -> Vec<ArticleId> {
        let wanted = folded(headline);
        let near = self.near(headline, NEAR_MAX).unwrap_or_default();
        near.iter().filter(|entry| folded(&entry.headline) == wanted).filter_map(Entry::article_id).collect()
    }

    fn like_headline(&self, headline: &str) -> Option<(ArticleId, Text)> {
        let near = self.near(headline, NEAR_MAX).unwrap_or_default();
        most_like(headline, near.iter().filter_map(|entry| Some((entry.article_id()?, Text::line(&entry.headline)))))
    }
}

fn most_like(headline: &str, among: impl Iterator<Item = (ArticleId, Text)>) -> Option<(ArticleId, Text)> {
    let wanted = likeness_words(headline);
    let scored = among.map(|(id, text)| (likeness(&wanted, &likeness_words(text.as_str())), id, text));
    let best = scored.filter(|(score, ..)| *score >= LIKE_MIN).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.map(|(_, id, text)| (id, text))
}

#[cfg(test)]
mod tests {
    use std::{fs, ops::ControlFlow, path::Path};

    use super::*;
    use crate::store::{Environment, Folders, Pace};

    /// What a library answers, whichever way it is asked.
    fn asked(library: &dyn Elsewhere) -> String {
        let at = |address| library.at_address(address).map(|id| id.to_string()).unwrap_or_default();
        let named = library.of_headline("ferry  RETURNS to pört");
        let like = library.like_headline("Ferry returns to the port").map(|(id, _)| id.to_string()).unwrap_or_default();
        let unlike = library.like_headline("Budget").is_none();
        format!("{} {} {named:?} {like} {unlike}", at("courier.example/ferry"), at("courier.example/other"))
    }

    #[test]
    fn files_and_index_tell_the_same() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        fs::create_dir(root.join("library")).unwrap();
        let ferry = "format: byline/1\nheadline: Ferry returns to port\nurl: http://www.courier.example/ferry/?utm_id=1\nstory:\n  - Back.\n";
        fs::write(root.join("library/ferry.yaml"), ferry).unwrap();
        fs::write(root.join("library/rain.yaml"), "format: byline/1\nheadline: Rain\nstory:\n  - Wet.\n").unwrap();
        let environment = Environment { folders: Some(Folders::below(&root)), here: root, ..Environment::default() };
        let desk = Desk::find(Some(Path::new("library")), &environment).unwrap();
        let told = asked(&desk.directory());
        assert_eq!(told, "ferry  [ArticleId(\"ferry\")] ferry true");
        desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(asked(&desk.index().unwrap().expect("an index")), told);
    }

    #[test]
    fn what_has_just_come_in_is_found() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment { here: tree.path().to_owned(), ..Environment::default() };
        let desk = Desk::find(Some(Path::new(".")), &environment).unwrap();
        let directory = desk.directory();
        let source = "format: byline/1\nheadline: Rain\nurl: https://courier.example/rain\nstory:\n  - Wet.\n";
        let article = crate::format::read(source.as_bytes(), "rain").article.unwrap();
        directory.add(&"rain-2".parse().unwrap(), &article);
        assert_eq!(directory.at_address("courier.example/rain").unwrap().as_str(), "rain-2");
        assert_eq!(directory.of_headline("rain").len(), 1);
    }
}
