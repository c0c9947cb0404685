//! The links of the open article in both directions, as a list to walk without leaving the place.

use crate::{
    layout::{Known, backward_all},
    model::{Reference, Rel, Text},
};

use super::{
    Effect, Key, KeyCode,
    mode::{Links, Mode},
    reader::Reader,
    state::State,
};

/// A link of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// How the two stand: `updates`, `answered by`.
    pub relation: String,
    /// Whether it leads here from elsewhere.
    pub inward: bool,
    pub to: Reference,
    /// The headline there, or the address.
    pub headline: Text,
    /// What the claim or the question says that it leads to, or comes from.
    pub words: Option<Text>,
    pub is_absent: bool,
}

impl Reader {
    /// What the claim or the question at one end of a link says: of this article as it is, of others as the library told.
    fn words_there(&self, to: &Reference) -> Option<Text> {
        let Reference::Claim { article, claim } = to else { return None };
        if article.as_ref().is_none_or(|id| *id == self.id) {
            return self.galley.outline.words_of(claim).map(|words| Text::line(words.as_str()));
        }
        let (to, around) = (to.to_string(), self.surroundings.around()?);
        let mut ends = around.links.iter().chain(&around.backlinks);
        ends.find_map(|link| link.words.as_ref().filter(|_| link.to == to)).map(|words| Text::line(words))
    }
}

impl State {
    /// Lists the links of the open article, those from it first.
    pub(super) fn list_links(&mut self) {
        let rows = self.link_rows();
        if rows.is_empty() {
            self.say("This article has no links, and none leads here as far as the library knows");
        } else {
            self.mode = Mode::Links(Links { rows, cursor: 0 });
        }
    }

    fn link_rows(&self) -> Vec<LinkRow> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let surroundings = reader.surroundings.set();
        let mut rows: Vec<LinkRow> = Vec::new();
        for link in &reader.galley.links {
            // What the page says of its surroundings stands among the links that lead here.
            let answers = surroundings.answers.iter().any(|answer| answer.to == link.to);
            let inward = surroundings.backlinks.iter().any(|backlink| backlink.from == link.to);
            let relation = link.rel.name();
            if self.is_its_own(&link.to)
                || answers
                || inward && link.known != Known::Absent && !self.says(link.rel, &link.to)
            {
                continue;
            }
            if let Some(row) = rows.iter_mut().find(|row| row.to == link.to) {
                if row.relation == Rel::Related.name() {
                    relation.clone_into(&mut row.relation);
                } else if link.rel != Rel::Related && !row.relation.contains(relation) {
                    row.relation = format!("{}, {relation}", row.relation);
                }
                continue;
            }
            let headline = match &link.known {
                Known::Present(headline) => headline.clone(),
                Known::NotYet | Known::Absent => Text::line(&link.to.to_string()),
            };
            rows.push(LinkRow {
                relation: relation.to_owned(),
                inward: false,
                to: link.to.clone(),
                headline,
                words: reader.words_there(&link.to),
                is_absent: link.known == Known::Absent,
            });
        }
        let inward = surroundings.backlinks.iter().map(|backlink| LinkRow {
            relation: backward_all(&backlink.rels),
            inward: true,
            to: backlink.from.clone(),
            headline: backlink.headline.clone(),
            words: reader.words_there(&backlink.from),
            is_absent: false,
        });
        rows.extend(inward);
        rows
    }

    /// Whether it leads to where the article was published: that is no link of its text.
    fn is_its_own(&self, to: &Reference) -> bool {
        let article = self.reader.as_ref().and_then(|reader| reader.article.as_ref());
        let url = article.and_then(|article| article.head.url.as_ref());
        matches!(to, Reference::Address(address) if url.is_some_and(|url| url.as_str() == address.as_str()))
    }

    /// Whether the article itself has that link.
    fn says(&self, rel: Rel, to: &Reference) -> bool {
        let around = self.reader.as_ref().and_then(|reader| reader.surroundings.around());
        let to = to.to_string();
        around.is_some_and(|around| around.links.iter().any(|link| link.rel == rel.name() && link.to == to))
    }

    pub(super) fn links_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Links(links) = &mut self.mode else { return Vec::new() };
        let last = links.rows.len().saturating_sub(1);
        let cursor = &mut links.cursor;
        match (key.code, key.ctrl) {
            (KeyCode::Char('j'), false) | (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => {
                *cursor = (*cursor + 1).min(last);
            }
            (KeyCode::Char('k'), false) | (KeyCode::Up, _) | (KeyCode::Char('p'), true) => {
                *cursor = cursor.saturating_sub(1);
            }
            (KeyCode::Char('d') | KeyCode::PageDown | KeyCode::Char(' '), _) => *cursor = (*cursor + 10).min(last),
            (KeyCode::Char('u' | 'b') | KeyCode::PageUp, _) => *cursor = cursor.saturating_sub(10),
            (KeyCode::Char('g') | KeyCode::Home, _) => *cursor = 0,
            (KeyCode::Char('G') | KeyCode::End, _) => *cursor = last,
            (KeyCode::Enter | KeyCode::Right | KeyCode::Char('l'), _) => {
                let to = links.rows.get(links.cursor).map(|row| row.to.clone());
                self.mode = Mode::Normal;
                return to.map_or_else(Vec::new, |to| self.follow_reference(to));
            }
            (KeyCode::Esc | KeyCode::Left | KeyCode::Char('q' | 'h'), _) | (KeyCode::Char('c'), true) => {
                self.mode = Mode::Normal;
            }
            _ => {}
        }
        Vec::new()
    }
}
