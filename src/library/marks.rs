//! What a reader keeps of articles: where each was left, whether it is read and starred, and its tags.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Kept, fold, words};
use crate::model::Text;

/// The longest tag, in bytes.
const TAG_MAX_BYTES: usize = 64;

/// Where a reader left an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPlace {
    /// The paragraph of the galley at the top of the page, and the byte in it.
    pub paragraph: usize,
    pub offset: usize,
    /// Read as far as the end, or marked as read.
    pub read: bool,
    /// Whether the article is starred.
    #[serde(default)]
    pub star: bool,
}

/// All that a reader keeps of the articles of a library, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub places: BTreeMap<String, ReadPlace>,
    /// In the order of [`fold`], each once. An article without tags is not among them.
    pub tags: BTreeMap<String, Vec<String>>,
}

impl Marks {
    /// What is kept of one article.
    #[must_use]
    pub fn of(&self, id: &str) -> Kept<'_> {
        Kept { place: self.places.get(id), tags: self.tags.get(id).map(Vec::as_slice).unwrap_or_default() }
    }

    /// Whether an article is read.
    #[must_use]
    pub fn is_read(&self, id: &str) -> bool {
        self.places.get(id).is_some_and(|place| place.read)
    }

    /// Gives an article these tags and no others.
    pub fn set_tags(&mut self, id: &str, tags: Vec<String>) {
        if tags.is_empty() {
            self.tags.remove(id);
        } else {
            self.tags.insert(id.to_owned(), tags);
        }
    }

    /// Every tag there is, the most frequent first.
    #[must_use]
    pub fn all_tags(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in self.tags.values().flatten() {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
        tags.sort_by(|(a, most), (b, more)| more.cmp(most).then_with(|| a.cmp(b)));
        tags.into_iter().map(|(tag, _)| tag.to_owned()).collect()
    }
}

/// A change of one article, or of many at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Read(bool),
    Star(bool),
    /// Tags to give and to take away.
    Tags {
        add: Vec<String>,
        remove: Vec<String>,
    },
}

impl Mark {
    /// Makes the change; what undoes it, or `None` where nothing was to change.
    pub fn make(&self, marks: &mut Marks, id: &str) -> Option<Self> {
        match self {
            Self::Read(read) => {
                let before = marks.is_read(id);
                (before != *read).then(|| {
                    marks.places.entry(id.to_owned()).or_default().read = *read;
                    Self::Read(before)
                })
            }
            Self::Star(star) => {
                let before = marks.places.get(id).is_some_and(|place| place.star);
                (before != *star).then(|| {
                    marks.places.entry(id.to_owned()).or_default().star = *star;
                    Self::Star(before)
                })
            }
            Self::Tags { add, remove } => {
                let before = marks.tags.get(id).cloned().unwrap_or_default();
                let after = tagged(&before, add, remove);
                (before != after).then(|| {
                    let back = Self::Tags { add: missing(&before, &after), remove: missing(&after, &before) };
                    marks.set_tags(id, after);
                    back
                })
            }
        }
    }
}

/// Tags with some given and some taken away, in order, each once whatever its letter case.
#[must_use]
pub fn tagged(tags: &[String], add: &[String], remove: &[String]) -> Vec<String> {
    let same = |a: &str, b: &str| fold(a) == fold(b);
    let mut all: Vec<String> = tags.iter().filter(|tag| !remove.iter().any(|gone| same(gone, tag))).cloned().collect();
    for tag in add {
        if !all.iter().any(|known| same(known, tag)) {
            all.push(tag.clone());
        }
    }
    all.sort_by_cached_key(|tag| (fold(tag), tag.clone()));
    all
}

/// Those of `all` that are not among `others`.
fn missing(all: &[String], others: &[String]) -> Vec<String> {
    all.iter().filter(|tag| !others.contains(tag)).cloned().collect()
}

/// What a person typed as tags, parted by commas or spaces: those to give, and those with a minus, to take away.
/// A tag of several words stands in quotation marks or has hyphens.
#[must_use]
pub fn read_tags(typed: &str) -> (Vec<String>, Vec<String>) {
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    let mut rest = typed.trim_start_matches(apart);
    while !rest.is_empty() {
        let minus = rest.strip_prefix('-');
        let body = minus.unwrap_or(rest);
        let (word, behind) = match body.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => body.find(apart).map_or((body, ""), |at| body.split_at(at)),
        };
        if let Some(tag) = tag(word) {
            let tags = if minus.is_some() { &mut remove } else { &mut add };
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        rest = behind.trim_start_matches(apart);
    }
    (add, remove)
}

fn apart(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

/// A tag as it is kept; `None` for what has no word in it, which no query could find.
fn tag(typed: &str) -> Option<String> {
    let line = Text::line(typed.trim_start_matches('#').trim()).to_string();
    words(&line).next()?;
    let end = line.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= TAG_MAX_BYTES).last()?;
    line.get(..end).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn tags_are_read_as_people_type_them() {
        let typed = "harbour, #Bridge  -old \"to do\" harbour ,, -\"long ago\" --- \u{1b}";
        assert_eq!(read_tags(typed), (strings(&["harbour", "Bridge", "to do"]), strings(&["old", "long ago"])));
        let (long, _) = read_tags(&"é".repeat(100));
        assert_eq!(long[0].len(), TAG_MAX_BYTES);
    }

    #[test]
    fn every_change_is_undone_by_what_it_gives_back() {
        let mut marks = Marks::default();
        marks.set_tags("a", strings(&["bridge", "old"]));
        let before = marks.clone();
        for mark in [
            Mark::Star(true),
            Mark::Read(true),
            Mark::Tags { add: strings(&["Bridge", "new"]), remove: strings(&["OLD", "none"]) },
        ] {
            let back = mark.make(&mut marks, "a").expect("something changes");
            assert!(mark.make(&mut marks, "a").is_none(), "{mark:?} changes nothing more");
            assert!(back.make(&mut marks, "a").is_some());
            assert_eq!((marks.of("a").tags, marks.is_read("a")), (before.of("a").tags, false), "{mark:?}");
        }
        assert_eq!(marks.all_tags(), ["bridge", "old"]);
    }
}
