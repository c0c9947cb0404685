//! Making cards: what a passage proposes, the words of a sentence to leave out, and a reader's own note.

use std::collections::BTreeSet;

use crate::{
    library::QuestionState,
    model::{Annotation, ArticleId, Extract, Place, Span, Text, sentences},
    study::{self, AnsweredBy, Card, CardId, Deed, Entry, EntryId, Proposal, Recipe},
};

use super::{
    Effect, Key, KeyCode, Noted, Reader,
    annotating::annotation_at,
    mode::{Cards, Gap, Mode, Offer},
    selection,
    state::State,
};

/// What a card is made from.
struct Passage {
    words: Extract,
    note: Option<Annotation>,
    /// Whether it is the whole article.
    whole: bool,
}

impl State {
    /// Lists what the words in focus, the selection, the annotation, or else the whole article propose.
    pub(super) fn make_card(&mut self) -> Vec<Effect> {
        let Some(passage) = self.passage() else { return Vec::new() };
        let Some(reader) = &self.reader else { return Vec::new() };
        let Some(article) = &reader.article else { return Vec::new() };
        let outline = &reader.galley.outline;
        let mut proposals = Vec::new();
        if let Some(note) = passage.note.as_ref().and_then(|annotation| annotation.note.as_ref()) {
            proposals.extend(study::noted(article, outline, &passage.words, note));
        }
        let mut structural = study::propose(article, outline, &answered(reader));
        if let Some(since) = &reader.since {
            structural.extend(study::propose_changes(article, outline, &since.news, &since.when.to_string()));
        }
        if !passage.whole {
            structural = study::within(structural, &passage.words);
        }
        proposals.extend(structural);
        let gap = gap(reader, &passage);
        let made = self.made_already();
        let offers: Vec<Offer> = proposals
            .into_iter()
            .map(|proposal| {
                let made = made.contains(&(proposal.recipe, proposal.content.front.clone()));
                Offer { proposal, made }
            })
            .collect();
        let annotation = passage.note.as_ref().map(|note| (note.id.clone(), note.tags.clone()));
        match (offers.is_empty(), gap) {
            (true, Some(gap)) => self.mode = Mode::Gap(Box::new(Gap { annotation, ..gap })),
            (true, None) => self.say("Nothing here proposes a card; ) goes to a sentence, and r then leaves words out"),
            (false, gap) => {
                self.mode = Mode::Cards(Box::new(Cards { offers, cursor: 0, gap, annotation, made: Vec::new() }));
            }
        }
        // the log tells which cards there are; of a long one only those that are due are in memory
        if self.study.deck.is_some() {
            self.ask_cards().into_iter().collect()
        } else {
            self.ask_study().into_iter().collect()
        }
    }

    /// Asks for the cards of the open article while some are proposed.
    pub(super) fn ask_cards(&self) -> Option<Effect> {
        let reader = self.reader.as_ref().filter(|_| matches!(self.mode, Mode::Cards(_)))?;
        Some(Effect::CardsOf(reader.id.clone()))
    }

    /// Takes in the cards of an article: what is proposed may be made already.
    pub(super) fn hold_cards(&mut self, article: &ArticleId, cards: Vec<Card>) -> Vec<Effect> {
        if let Some(deck) = &mut self.study.deck {
            // what is in memory may have been edited since
            let fresh: Vec<Card> = cards.into_iter().filter(|card| deck.card(card.id).is_none()).collect();
            deck.hold(fresh);
        }
        if self.reader.as_ref().is_none_or(|reader| reader.id != *article) {
            return Vec::new();
        }
        let made = self.made_already();
        if let Mode::Cards(cards) = &mut self.mode {
            for Offer { proposal, made: offered } in &mut cards.offers {
                *offered |= made.contains(&(proposal.recipe, proposal.content.front.clone()));
            }
        }
        Vec::new()
    }

    fn passage(&mut self) -> Option<Passage> {
        let height = self.page_height();
        let reader = self.reader.as_mut()?;
        if reader.shows_source || reader.article.is_none() {
            self.say("Cards are made on the page; gy goes back to it");
            return None;
        }
        if reader.revise().is_none() {
            self.say("The rest of the article is still being read; press it again");
            return None;
        }
        if let Some(selection) = &reader.selection {
            let words = selection.extracts(&reader.galley);
            let parts = words.into_iter().flat_map(|words| words.parts).collect();
            self.leave_selection();
            return Some(Passage { words: Extract { parts }, note: None, whole: false });
        }
        let Some(focus) = reader.focus_in_window(height) else {
            return Some(Passage { words: Extract::default(), note: None, whole: true });
        };
        let note = annotation_at(reader, focus).map(|Noted { annotation, .. }| annotation.clone());
        let words = selection::extract(&reader.galley, &[(focus.paragraph, focus.span)]).unwrap_or_default();
        Some(Passage { words, note, whole: false })
    }

    /// Questions of cards that there are, so that none is offered twice.
    fn made_already(&self) -> BTreeSet<(Recipe, Text)> {
        let (Some(deck), Some(reader)) = (&self.study.deck, &self.reader) else { return BTreeSet::new() };
        let here = deck.cards().into_iter().filter(|card| card.origin.article == reader.id);
        here.map(|card| (card.origin.recipe, card.content.front.clone())).collect()
    }

    pub(super) fn cards_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Cards(cards) = &mut self.mode else { return Vec::new() };
        let last = cards.offers.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc | KeyCode::Char('q'), _) | (KeyCode::Char('c'), true) => {
                let made = cards.made.len();
                self.mode = Mode::Normal;
                if made > 0 {
                    self.say(format!("{} made; gr reviews them", counted(made)));
                }
            }
            (KeyCode::Char('j') | KeyCode::Down, _) => cards.cursor = (cards.cursor + 1).min(last),
            (KeyCode::Char('k') | KeyCode::Up, _) => cards.cursor = cards.cursor.saturating_sub(1),
            (KeyCode::Char('g') | KeyCode::Home, _) => cards.cursor = 0,
            (KeyCode::Char('G') | KeyCode::End, _) => cards.cursor = last,
            (KeyCode::PageDown | KeyCode::Char(' '), _) => cards.cursor = (cards.cursor + 8).min(last),
            (KeyCode::PageUp | KeyCode::Char('b'), _) => cards.cursor = cards.cursor.saturating_sub(8),
            (KeyCode::Enter | KeyCode::Char('r'), _) => {
                let at = cards.cursor;
                cards.cursor = (at + 1).min(last);
                return self.accept(&[at]);
            }
            (KeyCode::Char('A'), _) => {
                let all: Vec<usize> = (0..cards.offers.len()).collect();
                return self.accept(&all);
            }
            (KeyCode::Char('w'), _) => match cards.gap.clone() {
                Some(mut gap) => {
                    gap.annotation.clone_from(&cards.annotation);
                    self.mode = Mode::Gap(Box::new(gap));
                }
                None => self.say("Words are left out of a sentence: Esc, then ) goes to one"),
            },
            (KeyCode::Char('U' | 'u'), _) => return self.unmake(),
            _ => self.say("Enter makes the card, A all of them, w leaves words out, U takes back, Esc leaves"),
        }
        Vec::new()
    }

    /// Makes cards of the proposals at these places; what is made already is passed over.
    fn accept(&mut self, at: &[usize]) -> Vec<Effect> {
        let Mode::Cards(cards) = &mut self.mode else { return Vec::new() };
        let annotation = cards.annotation.clone();
        let wanted: Vec<(usize, Proposal)> = at
            .iter()
            .filter_map(|at| Some((*at, cards.offers.get(*at).filter(|offer| !offer.made)?.proposal.clone())))
            .collect();
        if wanted.is_empty() {
            self.say("There is such a card already");
            return Vec::new();
        }
        let mut entries = Vec::new();
        for (at, proposal) in wanted {
            let Some(entry) = self.card_entry(&proposal, annotation.as_ref()) else { continue };
            if let Mode::Cards(cards) = &mut self.mode {
                cards.offers[at].made = true;
                cards.made.push((at, entry.id));
            }
            entries.push(entry);
        }
        self.say(format!("{} made", counted(entries.len())));
        self.keep_made(entries)
    }

    /// Takes back the card that was made last in this box.
    fn unmake(&mut self) -> Vec<Effect> {
        let Mode::Cards(cards) = &mut self.mode else { return Vec::new() };
        let Some((at, made)) = cards.made.pop() else {
            self.say("No card was made here");
            return Vec::new();
        };
        cards.offers[at].made = false;
        self.say("The card is taken back");
        self.take_back_card(made)
    }

    /// The deck forgets a card whose making is taken back.
    fn take_back_card(&mut self, made: EntryId) -> Vec<Effect> {
        let (id, at) = self.stamp();
        if let Some(deck) = &mut self.study.deck {
            // what the log will say of it: there is no such card
            deck.apply(Entry { id, at, deed: Deed::Deleted(CardId::from(made)) });
        }
        vec![self.log(vec![Entry { id, at, deed: Deed::Undone(made) }])]
    }

    fn card_entry(
        &mut self,
        proposal: &Proposal,
        annotation: Option<&(crate::model::AnnotationId, Vec<Text>)>,
    ) -> Option<Entry> {
        let (id, at) = self.stamp();
        let reader = self.reader.as_ref()?;
        let (article, revision) = (reader.article.as_ref()?, reader.margin.revision.as_ref()?);
        let mut card: Card = proposal.card(CardId::from(id), article, &reader.galley.outline, revision);
        if let Some((annotation, tags)) = annotation {
            card = Proposal::of_annotation(card, annotation.clone(), tags);
        }
        Some(Entry { id, at, deed: Deed::Made(Box::new(card)) })
    }

    /// Has new cards written, and the text they were made on kept, by which they are found again.
    fn keep_made(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        if let Some(deck) = &mut self.study.deck {
            for entry in &entries {
                deck.apply(entry.clone());
            }
        }
        let mut effects = Vec::new();
        if let Some(reader) = &self.reader
            && let Some(revision) = &reader.margin.revision
        {
            effects.push(Effect::KeepText { article: reader.id.clone(), revision: Box::new(revision.clone()) });
        }
        effects.push(self.log(entries));
        effects
    }

    /// Keys while words are chosen that a card leaves out.
    pub(super) fn gap_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Gap(gap) = &mut self.mode else { return Vec::new() };
        let last = gap.words.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc | KeyCode::Char('q'), _) | (KeyCode::Char('c'), true) => self.mode = Mode::Normal,
            (KeyCode::Char('l' | 'w' | 'e') | KeyCode::Right, _) => gap.cursor = (gap.cursor + 1).min(last),
            (KeyCode::Char('h' | 'b') | KeyCode::Left, _) => gap.cursor = gap.cursor.saturating_sub(1),
            (KeyCode::Char('j') | KeyCode::Down, _) => gap.cursor = (gap.cursor + 6).min(last),
            (KeyCode::Char('k') | KeyCode::Up, _) => gap.cursor = gap.cursor.saturating_sub(6),
            (KeyCode::Char('0' | '^') | KeyCode::Home, _) => gap.cursor = 0,
            (KeyCode::Char('$') | KeyCode::End, _) => gap.cursor = last,
            (KeyCode::Char(' ' | 'x'), _) => {
                let at = gap.cursor;
                if !gap.chosen.remove(&at) {
                    gap.chosen.insert(at);
                }
                gap.cursor = (at + 1).min(last);
            }
            (KeyCode::Enter | KeyCode::Char('r'), _) => return self.leave_out(),
            _ => self.say("Space chooses the word, Enter makes the card, Esc leaves"),
        }
        Vec::new()
    }

    fn leave_out(&mut self) -> Vec<Effect> {
        let Mode::Gap(gap) = &self.mode else { return Vec::new() };
        // nothing chosen: the word one is on
        let chosen: Vec<usize> =
            if gap.chosen.is_empty() { vec![gap.cursor] } else { gap.chosen.iter().copied().collect() };
        let mut hidden: Vec<Span> = Vec::new();
        for at in chosen {
            let span = gap.words[at];
            // words side by side are one gap
            match hidden.last_mut() {
                Some(last) if at > 0 && *last == last.union(gap.words[at - 1]) => *last = last.union(span),
                _ => hidden.push(span),
            }
        }
        let (at, annotation) = (gap.at, gap.annotation.clone());
        let Some(reader) = &self.reader else { return Vec::new() };
        let proposal =
            reader.article.as_ref().and_then(|article| study::chosen(article, &reader.galley.outline, at, &hidden));
        let Some(proposal) = proposal else {
            self.say("There is no word to leave out");
            return Vec::new();
        };
        let Some(entry) = self.card_entry(&proposal, annotation.as_ref()) else { return Vec::new() };
        self.mode = Mode::Normal;
        self.say("Card made; gr reviews it");
        self.keep_made(vec![entry])
    }
}

/// The sentence that words can be left out of, and its words; those of the passage are chosen where it is a part of it.
fn gap(reader: &Reader, passage: &Passage) -> Option<Gap> {
    let (place, span) = *passage.words.parts.first()?;
    let text = text_at(reader, place)?;
    let touched = sentences(&text).into_iter().filter(|sentence| sentence.overlaps(span));
    let whole = touched.reduce(Span::union)?;
    let sentence = text.slice(whole);
    let words = study::words(&sentence);
    let inside = |word: &Span| span.start() <= word.start() + whole.start() && word.end() + whole.start() <= span.end();
    let part = whole != span && !(span.start() <= whole.start() && whole.end() <= span.end());
    let chosen: BTreeSet<usize> =
        words.iter().enumerate().filter(|(_, word)| part && inside(word)).map(|(at, _)| at).collect();
    let cursor = chosen.first().copied().unwrap_or(0);
    (!words.is_empty()).then_some(Gap { sentence, words, chosen, cursor, at: (place, whole), annotation: None })
}

fn text_at(reader: &Reader, place: Place) -> Option<Text> {
    reader
        .galley
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.place == Some(place))
        .map(|paragraph| paragraph.text.clone())
}

/// What the library says of the questions of the open article.
fn answered(reader: &Reader) -> Vec<AnsweredBy> {
    let Some(around) = reader.surroundings.around() else { return Vec::new() };
    let mut answers = Vec::new();
    for asked in around.questions.iter().filter(|asked| asked.state == QuestionState::Answered) {
        let (Ok(question), Some(by)) = (asked.question.id.parse(), asked.answered_by.first()) else { continue };
        answers.push(AnsweredBy {
            question,
            words: Text::line(&by.text),
            by: by.by.as_ref().map(|by| Text::line(&by.name)),
            published: by.at.published.as_deref().map(Text::line),
            headline: (!by.at.headline.is_empty()).then(|| Text::line(&by.at.headline)),
        });
    }
    answers
}

fn counted(cards: usize) -> String {
    if cards == 1 { "1 card".to_owned() } else { format!("{cards} cards") }
}
