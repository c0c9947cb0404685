//! A gloss: an annotation with what its article says around it, as lists and exports show it.

use std::sync::Arc;

use crate::{
    library::{Citation, Entry, Profile},
    model::{Annotation, Article, Attribution, Extract, Fate, Kind, Outline, Place, Quote, Section, Text, Wording},
};

use super::Found;

/// An annotation among those of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gloss {
    pub annotation: Annotation,
    pub context: Context,
}

/// The annotations of a library, and the files that could not be read, each with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glosses {
    pub glosses: Vec<Gloss>,
    pub faults: Vec<Text>,
}

/// What the article around an annotation says of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Where the words stand now. Of words that are gone it tells the section in which they stood, and no place.
    pub at: Citation,
    /// The article on the shelf; `None` where the library no longer holds it.
    pub entry: Option<Arc<Entry>>,
    /// Who speaks, where the words lie within a quote.
    pub speaker: Option<Profile>,
    /// Whether they are the speaker's own words, rather than the reporter's. Of no weight without a speaker.
    pub direct: bool,
    /// In what circumstance they were said.
    pub circumstance: Option<String>,
    pub fate: Fate,
    /// The words as they read now, where they were edited or may be others.
    pub now: Option<Text>,
}

impl Context {
    /// What an article says around the words of an annotation that was found in it, or not; `entry` is its own.
    #[must_use]
    pub fn of(
        annotation: &Annotation,
        found: &Found,
        article: &Article,
        outline: &Outline,
        entry: &Arc<Entry>,
    ) -> Self {
        let place = found.extract().and_then(|extract| extract.parts.first()).copied();
        let section = place.and_then(|(place, _)| outline.section_of_item(place.item));
        let section = section.and_then(|at| outline.sections.get(at));
        let section = section.or_else(|| place.is_none().then(|| once_in(annotation, outline)).flatten());
        let quote = found.extract().and_then(|extract| quote_around(extract, outline));
        let said_by = annotation.target.block.speaker.as_ref();
        let speaker = quote.and_then(|quote| quote.attribution.by()).or(said_by);
        let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            at: Citation {
                article: entry.id.clone(),
                path: entry.path.clone(),
                headline: entry.headline.clone(),
                published: entry.published.clone(),
                kind: section.map_or(Kind::News, |section| section.kind).name().to_owned(),
                label: label(annotation, section, place.is_some()),
                item: place.map_or(0, |(place, _)| place.item),
                leaf: place.map_or(0, |(place, _)| place.leaf),
                start: place.map_or(0, |(_, span)| bytes(span.start())),
                end: place.map_or(0, |(_, span)| bytes(span.end())),
            },
            entry: Some(Arc::clone(entry)),
            speaker: speaker.map(|by| Profile::of(article, by)),
            direct: quote.is_none_or(|quote| quote.wording == Wording::Direct),
            circumstance: quote.and_then(circumstance),
            fate: found.fate(),
            now: match found {
                Found::Changed { at, .. } | Found::Unsure(at) => words_of(at, article),
                Found::Exact(_) | Found::Moved(_) | Found::Gone => None,
            },
        }
    }

    /// Of an annotation whose article the library does not hold.
    #[must_use]
    pub fn without_article(annotation: &Annotation) -> Self {
        let said_by = annotation.target.block.speaker.as_ref();
        Self {
            at: Citation {
                article: annotation.article.to_string(),
                kind: Kind::Other.name().to_owned(),
                label: label(annotation, None, false),
                ..Citation::default()
            },
            speaker: said_by.map(|by| Profile { id: by.to_string(), name: by.to_string(), ..Profile::default() }),
            direct: said_by.is_some(),
            fate: Fate::Gone,
            ..Self::default()
        }
    }

    /// The kind of the section.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_name(&self.at.kind).unwrap_or(Kind::Other)
    }
}

impl Found {
    /// What it says in one word.
    #[must_use]
    pub fn fate(&self) -> Fate {
        match self {
            Self::Exact(_) => Fate::Exact,
            Self::Moved(_) => Fate::Moved,
            Self::Changed { .. } => Fate::Changed,
            Self::Unsure(_) => Fate::Unsure,
            Self::Gone => Fate::Gone,
        }
    }

    /// Where the words stand now, or may stand.
    #[must_use]
    pub fn extract(&self) -> Option<&Extract> {
        match self {
            Self::Exact(at) | Self::Moved(at) | Self::Changed { at, .. } | Self::Unsure(at) => Some(at),
            Self::Gone => None,
        }
    }
}

/// The section in which the words of an annotation stood, where its label still stands.
fn once_in<'a>(annotation: &Annotation, outline: &'a Outline) -> Option<&'a Section> {
    let label = annotation.target.block.section.as_ref()?;
    outline.sections.iter().find(|section| section.label.as_ref() == Some(label))
}

/// The label of the section: that of the article where the words are there, else as it was.
fn label(annotation: &Annotation, section: Option<&Section>, found: bool) -> Option<String> {
    let was = annotation.target.block.section.as_ref().filter(|_| !found);
    let label = section.and_then(|section| section.label.as_ref()).or(was)?;
    Some(Text::line(label.as_str()).to_string())
}

/// The quote that words lie in.
fn quote_around<'a>(extract: &Extract, outline: &'a Outline) -> Option<&'a Quote> {
    let [(place, span)] = extract.parts.as_slice() else { return None };
    let holds = |quote: &&Quote| quote.place == *place && quote.span.overlaps(*span);
    outline.quotes.iter().filter(holds).min_by_key(|quote| quote.span.end() - quote.span.start())
}

fn circumstance(quote: &Quote) -> Option<String> {
    match &quote.attribution {
        Attribution::Given { circumstance, .. } => {
            circumstance.as_ref().map(|text| Text::line(text.as_str()).to_string())
        }
        Attribution::Found { .. } => None,
    }
}

/// The words of an extract, a line for each part.
fn words_of(extract: &Extract, article: &Article) -> Option<Text> {
    let part = |(place, span): &(Place, crate::model::Span)| -> Option<String> {
        let text = match *place {
            Place::HEADLINE => Some(&article.head.headline),
            Place::SUBTITLE => article.head.subtitle.as_ref(),
            Place { item, leaf } => {
                let item = article.story.get(usize::try_from(item).ok()?)?;
                Some(item.text.leaves().get(usize::try_from(leaf).ok()?)?.text())
            }
        }?;
        Some(text.get(*span).to_owned())
    };
    let parts: Vec<String> = extract.parts.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| Text::new(&parts.join("\n")))
}
