//! A clipping: an annotation with all that another program is told of it.

use std::{borrow::Cow, ops::Range};

use crate::{
    library::Profile,
    marginalia::{Gloss, Revision},
    model::{ArticleId, Extract, Text},
};

use super::percent;

/// An annotation, what its article says around it, and where the article is to be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Clipping {
    pub gloss: Gloss,
    /// The address at which the article was published.
    pub url: Option<Text>,
    /// Who wrote the article.
    pub by: Vec<Text>,
    /// The absolute path of the article's file; `None` where it is gone.
    pub file: Option<String>,
    /// Where the words stand now, in UTF-16 units of the article's blocks joined by line feeds.
    pub units: Option<Range<u32>>,
}

impl Clipping {
    /// The words the annotation is about, as they were when it was made.
    pub(super) fn words(&self) -> &str {
        self.gloss.annotation.target.exact.as_str()
    }

    /// The words as they read now, where they read otherwise.
    pub(super) fn now(&self) -> Option<&str> {
        self.gloss.context.now.as_ref().map(Text::as_str).filter(|now| *now != self.words())
    }

    pub(super) fn note(&self) -> Option<&str> {
        self.gloss.annotation.note.as_ref().map(Text::as_str).filter(|note| !note.trim().is_empty())
    }

    pub(super) fn tags(&self) -> impl Iterator<Item = &str> {
        self.gloss.annotation.tags.iter().map(Text::as_str)
    }

    /// The headline; the id of an article that is gone.
    pub(super) fn headline(&self) -> &str {
        let headline = self.gloss.context.at.headline.as_str();
        if headline.is_empty() { self.gloss.annotation.article.as_str() } else { headline }
    }

    /// The label of the section, or its kind where it has none: `News`.
    pub(super) fn section(&self) -> Cow<'_, str> {
        let at = &self.gloss.context.at;
        at.label.as_deref().map_or_else(|| Cow::Owned(capital(&at.kind)), Cow::Borrowed)
    }

    pub(super) fn publisher(&self) -> Option<&str> {
        self.gloss.context.entry.as_ref().and_then(|entry| entry.publisher.as_deref())
    }

    /// Publisher and date, parted by a comma; empty where neither is known.
    pub(super) fn origin(&self) -> String {
        let parts = [self.publisher(), self.gloss.context.at.published.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Who said the words: name, role and organisation, or why the name is withheld.
    pub(super) fn speaker(&self) -> Option<String> {
        let Profile { name, role, org, anonymous, .. } = self.gloss.context.speaker.as_ref()?;
        let withheld = anonymous.as_ref().map(|reason| format!("not named: {reason}"));
        let parts = [Some(name.as_str()), role.as_deref(), org.as_deref(), withheld.as_deref()];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }

    /// Who said the words, whether they are the speaker's own, and in what circumstance.
    pub(super) fn said(&self) -> Option<String> {
        let context = &self.gloss.context;
        let speaker = self.speaker()?;
        let by = if context.direct { speaker } else { format!("{speaker} (in the reporter’s words)") };
        Some(context.circumstance.as_ref().map_or_else(|| by.clone(), |circumstance| format!("{by}, {circumstance}")))
    }

    /// Where the words were said and read: speaker and circumstance, section, headline, publisher and date.
    pub(super) fn attribution(&self) -> String {
        let (said, section, origin) = (self.said(), self.section(), self.origin());
        let parts = [said.as_deref(), Some(&*section), Some(self.headline()), Some(origin.as_str())];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// Leads back to the article.
    pub(super) fn link(&self) -> String {
        link(&self.gloss.annotation.article, self.url.as_ref(), self.file.as_deref())
    }

    /// The address at which the article was published, where it has one on the web.
    pub(super) fn address(&self) -> Option<&str> {
        address(self.url.as_ref()?)
    }

    /// The name of the article for programs, which no web has.
    pub(super) fn name(&self) -> String {
        name(&self.gloss.annotation.article)
    }
}

/// Leads back to an article: its address, else its file, else its name.
#[must_use]
pub fn link(article: &ArticleId, url: Option<&Text>, file: Option<&str>) -> String {
    let file = || file.map(|path| format!("file://{}", percent::path(path)));
    url.and_then(address).map(str::to_owned).or_else(file).unwrap_or_else(|| name(article))
}

fn address(url: &Text) -> Option<&str> {
    let on_the_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    Some(url.as_str()).filter(on_the_web).filter(|url| !url.contains(char::is_whitespace))
}

fn name(article: &ArticleId) -> String {
    format!("{ARTICLE}{}", percent::encode(article.as_str()))
}

/// What the name of an article begins with.
pub(super) const ARTICLE: &str = "urn:byline:article:";

/// Where an extract of a revision stands, in UTF-16 units of its blocks joined by line feeds.
#[must_use]
pub fn units(revision: &Revision, extract: &Extract) -> Option<Range<u32>> {
    let (first, last) = (extract.parts.first()?, extract.parts.last()?);
    let (mut at, mut start, mut end) = (0, None, None);
    for block in &revision.blocks {
        let within = |bytes: usize| block.text.as_str().get(..bytes).map(|before| at + before.encode_utf16().count());
        if block.place == first.0 && start.is_none() {
            start = within(first.1.start());
        }
        if block.place == last.0 {
            end = within(last.1.end());
        }
        at += block.text.as_str().encode_utf16().count() + 1;
    }
    Some(u32::try_from(start?).ok()?..u32::try_from(end?).ok()?)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The clippings in runs of one article each, in the order in which they come.
pub(super) fn by_article(clippings: &[Clipping]) -> impl Iterator<Item = &[Clipping]> {
    clippings.chunk_by(|a, b| a.gloss.annotation.article == b.gloss.annotation.article)
}
