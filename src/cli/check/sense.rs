//! What only the library can tell of an article: references that lead nowhere, and ids that two files share.

use std::collections::{HashMap, HashSet};

use crate::{
    format::{Cited, Reading},
    library::{Entry, fold},
    model::{Article, Code, Diagnostic, Location, Reference, Text},
};

/// The library around the files that are checked, by what is asked of it.
pub(super) struct Library<'a> {
    articles: HashMap<&'a str, &'a Entry>,
    /// Paths of the files that share an id.
    shared: HashMap<&'a str, Vec<&'a str>>,
    headlines: HashSet<String>,
}

impl<'a> Library<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        let mut paths: HashMap<&str, Vec<&str>> = HashMap::new();
        for entry in entries {
            paths.entry(&entry.id).or_default().push(&entry.path);
        }
        paths.retain(|_, paths| paths.len() > 1);
        Self {
            articles: entries.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
            shared: paths,
            headlines: entries.iter().map(|entry| fold(&entry.headline)).collect(),
        }
    }

    /// Faults of an article among the others. `path` is its place in the library.
    pub(super) fn judge(&self, reading: &Reading, path: Option<&str>, source: &[u8]) -> Vec<Diagnostic> {
        let Some(article) = &reading.article else { return Vec::new() };
        let dangling = reading.references.iter().filter_map(|cited| self.dangling(article, cited));
        dangling.chain(self.duplicate(article, path, source)).collect()
    }

    fn dangling(&self, article: &Article, cited: &Cited) -> Option<Diagnostic> {
        let warn =
            |message, help| Some(Diagnostic::new(Code::DanglingReference, cited.location.clone(), message, help));
        let plain = |words: &Text| {
            let message = format!("no article has the headline {:?}", words.as_str());
            let help = "a headline alone is shown as plain words; write the id of the article to link to it";
            Diagnostic::new(Code::PlainRelated, cited.location.clone(), message, help)
        };
        match &cited.to {
            Reference::Address(_) | Reference::Claim { article: None, .. } => None,
            Reference::Words(words) => {
                (cited.by_headline && !self.headlines.contains(&fold(words.as_str()))).then(|| plain(words))
            }
            Reference::Article(id) if *id == article.id || self.articles.contains_key(id.as_str()) => None,
            Reference::Article(id) if cited.by_headline && self.headlines.contains(&fold(id.as_str())) => None,
            Reference::Article(id) => warn(
                format!("the library holds no article {id}"),
                "write the id of an article of the library (`byline list` shows them), or add the article",
            ),
            Reference::Claim { article: Some(id), .. } if *id == article.id => None,
            Reference::Claim { article: Some(id), claim } => match self.articles.get(id.as_str()) {
                None => warn(
                    format!("the library holds no article {id}"),
                    "write the id of an article of the library (`byline list` shows them), or add the article",
                ),
                Some(entry) if entry.claims.iter().any(|known| known == claim.as_str()) => None,
                Some(_) => warn(
                    format!("{id} has no claim {claim}"),
                    "`byline show --json` prints the ids of an article's claims and questions",
                ),
            },
        }
    }

    fn duplicate(&self, article: &Article, path: Option<&str>, source: &[u8]) -> Option<Diagnostic> {
        let others = self.shared.get(article.id.as_str())?.iter().filter(|other| Some(**other) != path);
        let others: Vec<&str> = others.copied().collect();
        let message = format!("the id {} is also that of {}", article.id, others.join(", "));
        let help = "give one of them another `id:`, or another file name";
        (path.is_some() && !others.is_empty())
            .then(|| Diagnostic::new(Code::DuplicateId, id_location(source), message, help))
    }
}

/// Where `id:` stands, or else the first line.
fn id_location(source: &[u8]) -> Location {
    let mut start = 0;
    for (index, line) in source.split(|byte| *byte == b'\n').enumerate() {
        if line.starts_with(b"story:") {
            break;
        }
        if line.starts_with(b"id:") {
            let line_number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            return Location { line: line_number, column: 1, bytes: start..start + line.len() };
        }
        start += line.len() + 1;
    }
    super::start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_pointed_at() {
        let at = id_location(b"format: byline/1\nid: a\nstory:\n");
        assert_eq!((at.line, at.column, at.bytes), (2, 1, 17..22));
        assert_eq!(id_location(b"story:\n  - id:\n").line, 1);
    }
}
