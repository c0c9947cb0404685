//! What is new in an article since it was last seen: sentences that came, went, or were reworded. The article stays whole;
//! this says where to look in it.

use std::collections::HashMap;

use crate::{
    library::{likeness, likeness_words},
    marginalia::{Block, Revision},
    model::{PersonId, Place, Span, Text, sentences},
};

use super::sentence_name;

/// How much alike two sentences are one, reworded.
const REWORDED: f64 = 0.55;

/// What an article has become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// In reading order.
    pub fresh: Vec<Fresh>,
    pub gone: Vec<Gone>,
}

/// A sentence that was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    pub place: Place,
    pub span: Span,
    /// What stood there before, where it was reworded.
    pub was: Option<Text>,
}

/// Sentences that are there no more, and stood together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub stood: Stood,
    pub words: Text,
    /// How many they are.
    pub sentences: usize,
    /// The section it stood in, where that is another than the one of the place that is left of it.
    pub section: Option<Text>,
    /// Who said them, where nothing at that place tells.
    pub by: Vec<PersonId>,
}

/// Where sentences stood that are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stood {
    /// In the text there, before that byte or at its end: what was beside it in its block is still there.
    Within(Place, usize),
    /// Its block is gone. It stood below the text there, or at the beginning.
    Below(Option<Place>),
}

impl News {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fresh.is_empty() && self.gone.is_empty()
    }

    /// Sentences that are new, reworded, and gone.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let reworded = self.fresh.iter().filter(|fresh| fresh.was.is_some()).count();
        (self.fresh.len() - reworded, reworded, self.gone.iter().map(|gone| gone.sentences).sum())
    }
}

/// A sentence of a revision: what it says, and whose words it holds.
struct Sentence<'a> {
    block: &'a Block,
    span: Span,
    name: (u32, Vec<Option<&'a PersonId>>),
}

impl Sentence<'_> {
    fn words(&self) -> &str {
        self.block.text.get(self.span)
    }
}

/// Sentences of the blocks that are read as prose.
fn told(revision: &Revision) -> Vec<Sentence<'_>> {
    let mut told = Vec::new();
    for block in revision.blocks.iter().filter(|block| block.path.kind != "code") {
        for span in sentences(&block.text) {
            let spoken = block.quotes.iter().filter(|(quote, _)| quote.overlaps(span));
            let name = (sentence_name(block.text.get(span)), spoken.map(|(_, by)| by.as_ref()).collect());
            told.push(Sentence { block, span, name });
        }
    }
    told
}

/// What `now` says that `then` did not, and the reverse. A sentence that only moved is no news; one that is put into
/// another mouth is.
#[must_use]
pub fn news(then: &Revision, now: &Revision) -> News {
    let (old, new) = (told(then), told(now));
    let mut open: HashMap<&(u32, Vec<Option<&PersonId>>), Vec<usize>> = HashMap::new();
    for (at, sentence) in new.iter().enumerate().rev() {
        open.entry(&sentence.name).or_default().push(at);
    }
    // where each old sentence stands now
    let kept: Vec<Option<usize>> = old.iter().map(|sentence| open.get_mut(&sentence.name).and_then(Vec::pop)).collect();
    let mut is_fresh = vec![true; new.len()];
    for at in kept.iter().flatten() {
        is_fresh[*at] = false;
    }
    let pairs = pairs(&old, &kept, &new, &is_fresh);
    let mut found = News::default();
    for (at, sentence) in new.iter().enumerate().filter(|(at, _)| is_fresh[*at]) {
        let was = pairs.iter().find(|(_, fresh)| *fresh == at).map(|(gone, _)| was(&old[*gone], sentence));
        found.fresh.push(Fresh { place: sentence.block.place, span: sentence.span, was });
    }
    let mut stands = kept.clone();
    for (gone, fresh) in &pairs {
        stands[*gone] = Some(*fresh);
    }
    let mut last: Option<usize> = None;
    for at in (0..old.len()).filter(|at| stands[*at].is_none()) {
        let next = gone(&old, &stands, &new, at);
        let goes_on = last.is_some_and(|last| last + 1 == at && std::ptr::eq(old[last].block, old[at].block));
        last = Some(at);
        match found.gone.last_mut().filter(|before| goes_on && before.stood == next.stood && before.by == next.by) {
            Some(before) => {
                before.words = Text::line(&format!("{} {}", before.words, next.words));
                before.sentences += 1;
            }
            None => found.gone.push(next),
        }
    }
    found
}

/// Where a sentence stood that is gone, by its neighbours that are still there.
fn gone(old: &[Sentence<'_>], stands: &[Option<usize>], new: &[Sentence<'_>], at: usize) -> Gone {
    let sentence = &old[at];
    let here = |beside: &usize| std::ptr::eq(old[*beside].block, sentence.block);
    let before = (0..at).rev().find(|beside| stands[*beside].is_some());
    let behind = (at + 1..old.len()).take_while(here).find(|beside| stands[*beside].is_some());
    let now = |beside: usize| stands[beside].map(|now| &new[now]);
    // a cell has no room for more than it says
    let has_room = |beside: &&Sentence<'_>| !matches!(beside.block.path.kind.as_str(), "cell" | "related");
    let above = before.and_then(now);
    let stood = match (before.filter(here).and_then(now).filter(has_room), behind.and_then(now).filter(has_room)) {
        (Some(before), _) => Stood::Within(before.block.place, before.span.end()),
        (None, Some(behind)) => Stood::Within(behind.block.place, behind.span.start()),
        (None, None) => Stood::Below(above.map(|above| above.block.place)),
    };
    let left = match stood {
        Stood::Within(..) => before.filter(here).or(behind).and_then(now),
        Stood::Below(_) => above,
    };
    let section = sentence.block.path.section.clone();
    let same_section = left.map(|left| &left.block.path.section) == Some(&section);
    let by = sentence.name.1.iter().filter_map(|by| (*by).cloned());
    let told = |by: &PersonId| {
        matches!(stood, Stood::Within(..))
            && left.is_some_and(|left| left.block.quotes.iter().any(|(_, speaker)| speaker.as_ref() == Some(by)))
    };
    let by = by.filter(|by| !told(by)).collect();
    let (words, section) = (Text::line(sentence.words()), section.filter(|_| !same_section));
    Gone { stood, words, sentences: 1, section, by }
}

/// What stood there: the words, or whose words they were, where only that changed.
fn was(old: &Sentence<'_>, new: &Sentence<'_>) -> Text {
    if old.name.0 != new.name.0 {
        return Text::line(old.words());
    }
    let names: Vec<&str> = old.name.1.iter().map(|by| by.map_or("somebody unnamed", PersonId::as_str)).collect();
    Text::line(&format!("{} (said by {})", old.words(), names.join(", ")))
}

/// Sentences that went and sentences that came which are one, reworded: the most alike first, each once.
fn pairs(old: &[Sentence<'_>], kept: &[Option<usize>], new: &[Sentence<'_>], is_fresh: &[bool]) -> Vec<(usize, usize)> {
    let words = |sentences: &[Sentence<'_>], open: &dyn Fn(usize) -> bool| {
        let open = sentences.iter().enumerate().filter(|(at, _)| open(*at));
        open.map(|(at, sentence)| (at, likeness_words(sentence.words()))).collect::<Vec<_>>()
    };
    let gone = words(old, &|at| kept[at].is_none());
    let fresh = words(new, &|at| is_fresh[at]);
    if gone.len().saturating_mul(fresh.len()) > COMPARED_MAX {
        // rewritten from end to end: all of it is new
        return Vec::new();
    }
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (one, before) in &gone {
        for (other, after) in &fresh {
            let like = likeness(before, after);
            if like >= REWORDED {
                alike.push((like, *one, *other));
            }
        }
    }
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, gone, fresh) in alike {
        if !pairs.iter().any(|(a, b)| *a == gone || *b == fresh) {
            pairs.push((gone, fresh));
        }
    }
    pairs
}

/// More comparisons than these are not made.
const COMPARED_MAX: usize = 40_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockPath;

    /// One block a line; `name: words` is a quote.
    fn revision(lines: &[&str]) -> Revision {
        let block = |(at, line): (u32, &&str)| {
            let (by, words) = line.split_once(": ").map_or((None, *line), |(by, words)| (Some(by), words));
            let text = Text::new(words);
            let quotes = by.map(|by| (text.whole(), by.parse().ok())).into_iter().collect();
            let path = BlockPath { kind: Text::new("paragraph"), n: at + 1, ..BlockPath::default() };
            Block { path, place: Place { item: at, leaf: 0 }, text, quotes }
        };
        Revision { blocks: (0..).zip(lines).map(block).collect() }
    }

    fn shown(then: &[&str], now: &[&str]) -> Vec<String> {
        let now = revision(now);
        let news = news(&revision(then), &now);
        let text = |place: Place| &now.blocks[place.item as usize].text;
        let fresh = news.fresh.iter().map(|fresh| match &fresh.was {
            None => format!("+ {}", text(fresh.place).get(fresh.span)),
            Some(was) => format!("~ {} < {was}", text(fresh.place).get(fresh.span)),
        });
        let gone = news.gone.iter().map(|gone| {
            let at = match gone.stood {
                Stood::Within(place, at) => format!("{at} in {}", text(place)),
                Stood::Below(place) => format!("below {}", place.map_or("nothing", |place| text(place).as_str())),
            };
            let by: Vec<&str> = gone.by.iter().map(PersonId::as_str).collect();
            format!("- {}{} | {at}", gone.words, if by.is_empty() { String::new() } else { format!(" ({})", by[0]) })
        });
        fresh.chain(gone).collect()
    }

    #[test]
    fn what_came_went_and_was_reworded_is_told_apart() {
        let then = ["The ferry runs. It costs 421,000 crowns a year.", "Three votes are for her.", "It may rain."];
        let now =
            ["The ferry runs. It costs 412,000 crowns a year.", "Sorrel has decided.", "Three votes are for her."];
        assert_eq!(
            shown(&then, &now),
            [
                "~ It costs 412,000 crowns a year. < It costs 421,000 crowns a year.",
                "+ Sorrel has decided.",
                "- It may rain. | below Three votes are for her.",
            ]
        );
    }

    #[test]
    fn what_moved_is_no_news_and_what_changed_its_speaker_is() {
        assert!(shown(&["One here.", "Two there."], &["Two there.", "One here."]).is_empty());
        assert_eq!(
            shown(&["ada: I will vote for her."], &["bo: I will vote for her."]),
            ["~ I will vote for her. < I will vote for her. (said by ada)"]
        );
    }

    #[test]
    fn what_went_stood_in_its_block_where_any_of_that_is_left() {
        assert_eq!(shown(&["One a b. Two c d. Three e f."], &["One a b."]), ["- Two c d. Three e f. | 8 in One a b."]);
        assert_eq!(shown(&["One a b. Two c d."], &["Two c d."]), ["- One a b. | 0 in Two c d."]);
    }

    #[test]
    fn what_somebody_said_is_told_with_who_did() {
        assert_eq!(
            shown(&["One a b.", "ada: I shall go home."], &["One a b."]),
            ["- I shall go home. (ada) | below One a b."]
        );
        assert_eq!(shown(&["ada: I go. You stay here."], &["ada: I go."]), ["- You stay here. | 5 in I go."]);
    }

    #[test]
    fn the_same_text_is_no_news_and_another_is_all_new() {
        let text = ["A b c. D e f.", "A b c."];
        assert!(news(&revision(&text), &revision(&text)).is_empty());
        assert_eq!(
            shown(&["Gone now."], &["Wholly other words came."]),
            ["+ Wholly other words came.", "- Gone now. | below nothing"]
        );
    }
}
