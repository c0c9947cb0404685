//! Names of a library that a query may have, to complete it with.

use std::collections::HashMap;

use super::{Entry, Lookup};

/// Names are gathered from so many of the newest articles.
const ARTICLES_MAX: usize = 2_000;

/// The most speakers that are offered.
const SPEAKERS_MAX: usize = 2_000;

/// Names, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub topics: Vec<String>,
    pub publishers: Vec<String>,
    pub speakers: Vec<String>,
    pub langs: Vec<String>,
    /// Tags that the reader gave; whoever keeps them says.
    pub tags: Vec<String>,
}

impl Names {
    /// Those of some articles.
    #[must_use]
    pub fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let entries: Vec<&Entry> = entries.collect();
        let all = || entries.iter().copied();
        Self {
            topics: frequent(all().flat_map(|entry| &entry.topics)),
            publishers: frequent(all().filter_map(|entry| entry.publisher.as_ref())),
            langs: frequent(all().filter_map(|entry| entry.lang.as_ref())),
            ..Self::default()
        }
    }

    /// Whether a library told them.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !(self.topics.is_empty() && self.publishers.is_empty() && self.speakers.is_empty())
    }

    /// Those of a library: of its newest articles, and of everyone who is quoted.
    pub(super) fn in_library<L: Lookup>(library: &L) -> Result<Self, L::Error> {
        let newest = library.newest(ARTICLES_MAX)?;
        let mut speakers = library.speakers()?;
        speakers.sort_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
        speakers.truncate(SPEAKERS_MAX);
        let speakers = speakers.into_iter().map(|speaker| speaker.name).collect();
        Ok(Self { speakers, ..Self::of(newest.iter()) })
    }
}

fn frequent<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_unstable_by(|(a, most), (b, more)| more.cmp(most).then_with(|| a.cmp(b)));
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}
