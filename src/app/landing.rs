//! Landing on words that a board cites: by their place in the article, or by the words themselves where it has changed.

use crate::{
    library::{Assertion, Citation, Question},
    model::Place,
};

use super::{
    Effect, Search,
    opening::{Landing, claim_focus},
    reader::{Focus, Reader},
    state::State,
};

/// Words of an article that something cites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    pub at: Citation,
    /// The words as they stood; empty where the place alone is known.
    pub words: String,
    /// The claim or question that they are; empty where they are none.
    pub claim: String,
    /// Words to light up.
    pub light: Vec<String>,
}

impl Cited {
    /// Something that somebody said or stated.
    #[must_use]
    pub fn words(at: &Citation, words: &str) -> Self {
        Self { at: at.clone(), words: words.to_owned(), ..Self::default() }
    }

    /// An open question.
    #[must_use]
    pub fn question(question: &Question) -> Self {
        Self { claim: question.id.clone(), ..Self::words(&question.at, &question.text) }
    }

    /// A claim. Its words may be those of the table, which stand nowhere in the story.
    #[must_use]
    pub fn claim(claim: &Assertion) -> Self {
        Self { at: claim.at.clone(), claim: claim.id.clone(), ..Self::default() }
    }
}

impl State {
    /// Opens an article at words that it is cited for.
    pub(super) fn land_on(&mut self, cited: Cited) -> Vec<Effect> {
        let Ok(id) = cited.at.article.parse() else {
            self.warn(format!("{}: this is no id of an article", cited.at.article));
            return Vec::new();
        };
        self.leave_spot();
        let path = (!cited.at.path.is_empty()).then(|| cited.at.path.clone());
        self.open(id, path, Landing::Cited(Box::new(cited)))
    }

    /// Whether that was possible: a place beyond the beginning waits for the whole.
    pub(super) fn land_on_cited(&mut self, cited: &Cited, partial: bool) -> bool {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return true };
        let found = cited_focus(reader, cited);
        if found.is_none() && partial {
            return false;
        }
        let Some((mut focus, moved)) = found else {
            self.warn("The article has changed since: what was said here is gone");
            return true;
        };
        if !cited.light.is_empty() {
            let mut search = Search::of_words(&reader.galley, &cited.light);
            let within = search.in_paragraph(focus.paragraph).find(|(_, span)| span.overlaps(focus.span));
            if let Some((at, span)) = within {
                search.current = Some(at);
                focus.span = span;
            }
            if !search.hits.is_empty() {
                reader.search = Some(search);
            }
        }
        // What follows the words is what explains them, so they stand in the upper part of the window.
        let row = reader.row_of(focus.paragraph, focus.span.start());
        reader.scroll_to(row.saturating_sub(height / 4), height);
        reader.focus_on(focus, height);
        if moved {
            self.say("The article has changed since; the words stand here now");
        }
        true
    }
}

/// Where cited words stand now, and whether that is not where they were cited from.
fn cited_focus(reader: &Reader, cited: &Cited) -> Option<(Focus, bool)> {
    let galley = &reader.galley;
    let at = |paragraph: usize| galley.paragraphs.get(paragraph).map(|paragraph| &paragraph.text);
    let named = cited.claim.parse().ok().and_then(|claim| claim_focus(reader, &claim));
    if let Some(focus) = named {
        return Some((focus, false));
    }
    let wanted = Place { item: cited.at.item, leaf: cited.at.leaf };
    let (start, end) = (cited.at.start as usize, cited.at.end as usize);
    let exact = galley.paragraphs.iter().position(|paragraph| paragraph.place == Some(wanted));
    if let Some(paragraph) = exact {
        let text = at(paragraph)?;
        let span = text.span_around(start..end);
        let span = if span.is_empty() { text.whole() } else { span };
        if cited.words.is_empty() || same_words(text.get(span), &cited.words) || end == 0 {
            return Some((Focus { paragraph, span }, false));
        }
    }
    if !cited.words.is_empty() {
        let holds = |words: &str| words.find(&cited.words);
        // words of the story; that the headline says them too is nothing to land on
        let in_story = |place: Option<Place>| place.is_some_and(Place::in_story);
        let elsewhere = galley.paragraphs.iter().enumerate().filter(|(_, paragraph)| in_story(paragraph.place));
        for (paragraph, copy) in elsewhere {
            if let Some(start) = holds(copy.text.as_str()) {
                let span = copy.text.span_around(start..start + cited.words.len());
                return Some((Focus { paragraph, span }, Some(paragraph) != exact));
            }
        }
    }
    // A cell of a table is set with its row.
    let item = |place: Option<Place>| place.is_some_and(|place| place.item == wanted.item);
    let before = |place: Option<Place>| place.is_some_and(|place| place.leaf <= wanted.leaf);
    let near = galley.paragraphs.iter().rposition(|copy| item(copy.place) && before(copy.place));
    let paragraph = near.filter(|_| exact.is_none() || cited.words.is_empty())?;
    Some((Focus { paragraph, span: at(paragraph)?.whole() }, false))
}

/// Whether two texts are the same words, spaces aside.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
