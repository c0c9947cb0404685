//! Names of articles, people, claims and sources, and references between them.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Text;

/// Why a word can't be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("an id can't be empty")]
    Empty,
    #[error("an id can't be longer than {max} bytes")]
    TooLong { max: usize },
    #[error("an id can't contain {0:?}")]
    Character(char),
    #[error("an id can't begin with a dot")]
    Dot,
}

/// The most bytes of an id; the longest file name of common file systems is 255, and `.yaml` and a temporary suffix go on top.
pub const ID_MAX_BYTES: usize = 200;

/// The name of an article: the stem of its file, unless `id:` says otherwise. It can't name a place outside a library.
///
/// ```
/// # use byline::model::ArticleId;
/// assert!("2025-03-03-pause".parse::<ArticleId>().is_ok());
/// for bad in ["../etc/passwd", "/etc/passwd", "a/b", ".hidden", "", "a\\b", "a\nb", "a#b"] {
///     assert!(bad.parse::<ArticleId>().is_err(), "{bad:?}");
/// }
/// ```
///
/// ```compile_fail
/// let id = byline::model::ArticleId(String::from("../../etc/passwd"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(String);

impl ArticleId {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ArticleId {
    type Err = IdError;

    fn from_str(raw: &str) -> Result<Self, IdError> {
        check(raw, |byte| matches!(byte, b'/' | b'\\' | b'#' | b':' | b'@' | b'?' | b'*' | b'"' | b'<' | b'>' | b'|'))?;
        Ok(Self(raw.to_owned()))
    }
}

/// `barred`: signs of ASCII that can't stand in such an id.
fn check(raw: &str, barred: impl Fn(u8) -> bool) -> Result<(), IdError> {
    if raw.is_empty() {
        return Err(IdError::Empty);
    }
    if raw.len() > ID_MAX_BYTES {
        return Err(IdError::TooLong { max: ID_MAX_BYTES });
    }
    if raw.starts_with('.') {
        return Err(IdError::Dot);
    }
    if raw.bytes().all(|byte| byte.is_ascii_graphic() && !barred(byte)) {
        return Ok(()); // as nearly all are
    }
    let clean = Text::new(raw);
    let is_barred = |c: char| c.is_ascii() && u8::try_from(c).is_ok_and(&barred);
    let bad = raw.chars().find(|&c| c.is_whitespace() || c.is_control() || is_barred(c));
    if let Some(c) = bad {
        return Err(IdError::Character(c));
    }
    match raw.chars().zip(clean.as_str().chars().chain(std::iter::repeat('\0'))).find(|(a, b)| a != b) {
        Some((c, _)) => Err(IdError::Character(c)),
        None => Ok(()),
    }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(raw: &str) -> Result<Self, IdError> {
                let mark = |byte| matches!(byte, b'(' | b')' | b'[' | b']' | b'\'' | b'"' | b'<' | b'>');
                check(raw, |byte| mark(byte) || matches!(byte, b'/' | b'\\' | b'#' | b'@'))?;
                Ok(Self(raw.to_owned()))
            }
        }
    };
}

key!(
    /// The key of a person in the `people` table of an article.
    PersonId
);
key!(
    /// The key of a claim: in the `claims` table, or in a mark.
    ClaimId
);
key!(
    /// The key of a source in the `sources` table.
    SourceId
);

macro_rules! shown {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}
shown!(ArticleId, PersonId, ClaimId, SourceId);

/// The most bytes of a slug, so that a file's name stays within what every file system takes.
const SLUG_MAX_BYTES: usize = 80;

/// The headline in lower-case letters and digits with hyphens between the words.
#[must_use]
pub fn slug(headline: &str) -> String {
    let mut slug = String::new();
    let plain =
        headline.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')).flat_map(char::to_lowercase);
    for c in plain {
        let c = if c.is_alphanumeric() { c } else { '-' };
        if c == '-' && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        if slug.len() + c.len_utf8() > SLUG_MAX_BYTES {
            break;
        }
        slug.push(c);
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

/// What a link points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// An article of the library.
    Article(ArticleId),
    /// A claim; without an article, one of the same article.
    Claim { article: Option<ArticleId>, claim: ClaimId },
    /// An address: http, https or mailto.
    Address(Text),
    /// Words that name nothing yet: `related: A headline`, or a target that is no id.
    Words(Text),
}

impl Reference {
    /// Reads `article`, `article#claim`, `#claim`, a path to an article's file, an address, or else words.
    ///
    /// A bare word is an article here; where a claim of one's own may be meant, the caller looks it up first.
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        let raw = raw.trim();
        if is_address(raw) {
            return Self::Address(Text::line(raw));
        }
        let (article, claim) = raw.split_once('#').map_or((raw, None), |(article, claim)| (article, Some(claim)));
        let stem = article.rsplit(['/', '\\']).next().unwrap_or("");
        let stem = stem.strip_suffix(".yaml").or_else(|| stem.strip_suffix(".yml")).unwrap_or(stem);
        match (article.is_empty(), stem.parse(), claim.map(ClaimId::from_str)) {
            (true, _, Some(Ok(claim))) => Self::Claim { article: None, claim },
            (false, Ok(article), Some(Ok(claim))) => Self::Claim { article: Some(article), claim },
            (false, Ok(article), None) => Self::Article(article),
            _ => Self::Words(Text::line(raw)),
        }
    }

    /// The article that is named, if one is.
    #[must_use]
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Article(article) | Self::Claim { article: Some(article), .. } => Some(article),
            Self::Claim { article: None, .. } | Self::Address(_) | Self::Words(_) => None,
        }
    }
}

/// Whether byline would ever open it: http, https and mailto, and nothing else.
fn is_address(raw: &str) -> bool {
    let lower = raw.get(..8.min(raw.len())).unwrap_or("").to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !raw.contains(char::is_whitespace)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(article) => article.fmt(f),
            Self::Claim { article: Some(article), claim } => write!(f, "{article}#{claim}"),
            Self::Claim { article: None, claim } => write!(f, "#{claim}"),
            Self::Address(text) | Self::Words(text) => text.fmt(f),
        }
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How one article or claim stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rel {
    Updates,
    Background,
    Corrects,
    Contradicts,
    BasedOn,
    TranslationOf,
    Answers,
    PartlyAnswers,
    Supports,
    Repeats,
    Related,
}

impl Rel {
    /// Links that a head may carry, in the order in which they are written.
    pub const HEAD: [Self; 6] =
        [Self::Updates, Self::Background, Self::Corrects, Self::Contradicts, Self::BasedOn, Self::TranslationOf];

    /// Links that a claim may carry, in the order in which they are written.
    pub const CLAIM: [Self; 6] =
        [Self::Answers, Self::PartlyAnswers, Self::Contradicts, Self::Corrects, Self::Supports, Self::Repeats];

    /// The word for it in a file and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Updates => "updates",
            Self::Background => "background",
            Self::Corrects => "corrects",
            Self::Contradicts => "contradicts",
            Self::BasedOn => "based on",
            Self::TranslationOf => "translation of",
            Self::Answers => "answers",
            Self::PartlyAnswers => "partly answers",
            Self::Supports => "supports",
            Self::Repeats => "repeats",
            Self::Related => "related",
        }
    }

    /// The relation of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::HEAD.into_iter().chain(Self::CLAIM).chain([Self::Related]).find(|rel| rel.name() == name)
    }
}

impl Serialize for Rel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_as_it_is_shown() {
        for raw in ["pause", "pause#who", "#who", "https://example.org/a?b#c"] {
            assert_eq!(Reference::parse(raw).to_string(), raw);
        }
        assert_eq!(Reference::parse("../other/pause.yaml#who").to_string(), "pause#who");
        assert!(matches!(Reference::parse("javascript:alert(1)"), Reference::Words(_)));
        assert!(matches!(Reference::parse("A headline of words"), Reference::Words(_)));
    }

    #[test]
    fn a_headline_names_a_file() {
        assert_eq!(slug("It’s *over*: Zürich floods, again!"), "its-over-zurich-floods-again");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("?!"), "untitled");
        assert_eq!(slug("北京 2025"), "北京-2025");
        assert!(slug(&"word ".repeat(99)).len() <= SLUG_MAX_BYTES);
    }
}
