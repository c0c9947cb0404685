//! Cards that the structure of an article suggests. They are proposals: none becomes a card unasked.

use crate::marginalia::Revision;
use crate::model::{
    AnnotationId, Article, Attribution, ClaimId, Extract, Kind, Outline, PersonId, Place, Reference, Rel, Span, Stated,
    Text, Wording, sentences,
};

use super::{Card, CardId, Content, News, Origin, Recipe, cloze};

/// The most cards that one article proposes.
const PROPOSALS_MAX: usize = 200;

/// What may be asked about words of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub recipe: Recipe,
    pub content: Content,
    /// The words it is about; empty where it is about the article as a whole.
    pub words: Extract,
    /// The passage around them, shown with the answer.
    pub passage: Text,
    pub speaker: Option<Text>,
}

/// A question of the article that was answered elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredBy {
    pub question: ClaimId,
    pub words: Text,
    pub by: Option<Text>,
    pub published: Option<Text>,
    pub headline: Option<Text>,
}

/// All that an article proposes, in the order of its words. `answered` is what the library says of its questions.
#[must_use]
pub fn propose(article: &Article, outline: &Outline, answered: &[AnsweredBy]) -> Vec<Proposal> {
    let maker = Maker { article, outline };
    let mut found = Vec::new();
    maker.quotes(&mut found);
    maker.claims(&mut found);
    maker.other_side(&mut found);
    maker.questions(answered, &mut found);
    maker.sentences(&mut found);
    found.sort_by_key(|proposal| {
        (proposal.words.parts.first().map(|(place, span)| (*place, span.start())), proposal.recipe)
    });
    found.dedup_by(|next, before| next.content == before.content);
    found.truncate(PROPOSALS_MAX);
    found
}

/// What changed between two versions, as proposals.
#[must_use]
pub fn propose_changes(article: &Article, outline: &Outline, news: &News, since: &str) -> Vec<Proposal> {
    let maker = Maker { article, outline };
    let reworded = news.fresh.iter().filter_map(|fresh| Some((fresh, fresh.was.as_ref()?)));
    let card = |(fresh, was): (&super::Fresh, &Text)| {
        let now = maker.text(fresh.place)?.slice(fresh.span);
        let front = format!("Until {since} this said:\n“{was}”\nWhat does it say now?");
        Some(maker.proposal(Recipe::Change, (&front, now.as_str(), None), fresh.place, fresh.span, None))
    };
    reworded.filter_map(card).collect()
}

/// Those that are about words of a passage.
#[must_use]
pub fn within(proposals: Vec<Proposal>, passage: &Extract) -> Vec<Proposal> {
    let touches = |proposal: &Proposal| {
        proposal.words.parts.iter().any(|(place, span)| {
            passage.parts.iter().any(|(at, of)| place == at && (span.overlaps(*of) || of.is_empty()))
        })
    };
    proposals.into_iter().filter(touches).collect()
}

impl Proposal {
    /// The card of it. `revision` is the text of the article as annotations see it.
    #[must_use]
    pub fn card(&self, id: CardId, article: &Article, outline: &Outline, revision: &Revision) -> Card {
        let section = self.words.parts.first().and_then(|(place, _)| outline.section_of_item(place.item));
        let head = &article.head;
        Card {
            id,
            content: self.content.clone(),
            origin: Origin {
                recipe: self.recipe,
                article: article.id.clone(),
                headline: head.headline.clone(),
                date: head.updated.as_ref().or(head.published.as_ref()).map(|date| Text::line(&date.shown())),
                speaker: self.speaker.clone(),
                section: section.and_then(|section| outline.sections[section].label.clone()),
                passage: self.passage.clone(),
                target: revision.target(&self.words),
                annotation: None,
                topics: head.topics.clone(),
            },
        }
    }

    /// From an annotation, whose tags it takes.
    #[must_use]
    pub fn of_annotation(mut card: Card, annotation: AnnotationId, tags: &[Text]) -> Card {
        card.origin.annotation = Some(annotation);
        card.content.tags = tags.to_vec();
        card
    }
}

struct Maker<'a> {
    article: &'a Article,
    outline: &'a Outline,
}

impl Maker<'_> {
    fn text(&self, place: Place) -> Option<Text> {
        match place {
            Place::HEADLINE => Some(self.article.head.headline.clone()),
            Place::SUBTITLE => self.article.head.subtitle.clone(),
            Place { item, leaf } => {
                let leaves = self.article.story.get(item as usize)?.text.leaves();
                leaves.get(leaf as usize).map(|leaf| leaf.text().clone())
            }
        }
    }

    /// The sentences that words stand in.
    fn around(&self, place: Place, span: Span) -> Text {
        let Some(text) = self.text(place) else { return Text::default() };
        let touched = sentences(&text).into_iter().filter(|sentence| sentence.overlaps(span));
        let whole = touched.reduce(Span::union).unwrap_or(span);
        text.slice(whole)
    }

    fn proposal(
        &self,
        recipe: Recipe,
        (front, back, answer): (&str, &str, Option<&str>),
        place: Place,
        span: Span,
        speaker: Option<Text>,
    ) -> Proposal {
        Proposal {
            recipe,
            content: Content {
                front: Text::new(front),
                back: Text::new(back),
                answer: answer.map(Text::line),
                tags: Vec::new(),
            },
            words: Extract { parts: vec![(place, span)] },
            passage: self.around(place, span),
            speaker,
        }
    }

    fn name(&self, id: &PersonId) -> Text {
        self.article.person(id).map_or_else(|| Text::line(id.as_str()), |person| person.name.clone())
    }

    /// `Odile Trask, mayor, council meeting, March 10`.
    fn described(&self, id: &PersonId, circumstance: Option<&Text>) -> String {
        let person = self.article.person(id);
        let parts = [
            Some(self.name(id)),
            person.and_then(|person| person.role.clone()),
            person.and_then(|person| person.org.clone()),
            circumstance.cloned(),
        ];
        parts.into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// `12 March 2026` is what is meant by "as of".
    fn dated(&self) -> String {
        let head = &self.article.head;
        head.updated.as_ref().or(head.published.as_ref()).map_or_else(|| "then".to_owned(), crate::model::Date::shown)
    }

    /// Who said it?
    fn quotes(&self, found: &mut Vec<Proposal>) {
        for quote in self.outline.quotes.iter().filter(|quote| quote.wording == Wording::Direct) {
            let Some(by) = quote.attribution.by() else { continue };
            let circumstance = match &quote.attribution {
                Attribution::Given { circumstance, .. } => circumstance.as_ref(),
                Attribution::Found { .. } => None,
            };
            let front = format!("Who said it?\n{}", quoted(quote.text.as_str()));
            let (back, name) = (self.described(by, circumstance), self.name(by));
            let sides = (front.as_str(), back.as_str(), Some(name.as_str()));
            found.push(self.proposal(Recipe::Who, sides, quote.place, quote.span, Some(name.clone())));
        }
    }

    /// Known or not, and from which source?
    fn claims(&self, found: &mut Vec<Proposal>) {
        for claim in &self.outline.claims {
            if self.outline.sections[claim.section].kind == Kind::Unknown {
                continue; // what is asked there is open, and asked as such
            }
            let speaker = claim.by.as_ref().map(|by| self.name(by));
            let front = format!("How did this stand on {}?\n{}", self.dated(), quoted(claim.text.as_str()));
            let status = claim.status.name();
            let back = self.standing(claim);
            let sides = (front.as_str(), back.as_str(), Some(status));
            found.push(self.proposal(Recipe::Status, sides, claim.place, claim.span, speaker.clone()));
            let row = self.article.claim(&claim.id);
            let sources = row.into_iter().flat_map(|row| &row.source);
            let told: Vec<String> = sources.filter_map(|id| self.article.source(id)).map(source).collect();
            if !told.is_empty() {
                let front = format!("Which source is this from?\n{}", quoted(claim.text.as_str()));
                let sides = (front.as_str(), &*told.join("; "), None);
                found.push(self.proposal(Recipe::Source, sides, claim.place, claim.span, speaker));
            }
        }
    }

    /// `Disputed, by Rufus Bellamy, councillor`.
    fn standing(&self, claim: &Stated) -> String {
        let mut status = claim.status.name().to_owned();
        if let Some(first) = status.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let by = claim.by.as_ref().map(|by| format!(", by {}", self.described(by, None)));
        let since = self.article.claim(&claim.id).and_then(|row| row.since.as_ref());
        let since = since.map(|since| format!(", since {since}"));
        status + &by.unwrap_or_default() + &since.unwrap_or_default()
    }

    /// What does the other side answer? By the links of claims, and by what stands in a disputed section.
    fn other_side(&self, found: &mut Vec<Proposal>) {
        let stated = |id: &ClaimId| self.outline.claims.iter().find(|claim| claim.id == *id);
        let mut linked = Vec::new();
        for row in &self.article.claims {
            let Some(answer) = stated(&row.id) else { continue };
            for (_, to) in row.links.iter().filter(|(rel, _)| *rel == Rel::Contradicts) {
                let claim = match to {
                    Reference::Claim { article: None, claim } => stated(claim),
                    Reference::Claim { article: Some(article), claim } if *article == self.article.id => stated(claim),
                    _ => None,
                };
                let Some(said) = claim else { continue };
                let by = said.by.as_ref().map(|by| format!(" ({})", self.name(by))).unwrap_or_default();
                let front = format!("What does the other side answer?\n{}{by}", quoted(said.text.as_str()));
                found.push(self.answer(&front, answer));
                linked.push(answer.id.clone());
            }
        }
        for claim in &self.outline.claims {
            let disputed = self.outline.sections[claim.section].kind == Kind::Disputed;
            if disputed && !linked.contains(&claim.id) && claim.by.is_some() {
                let front = format!("{}\nWhat does the other side say?", self.article.head.headline);
                found.push(self.answer(&front, claim));
            }
        }
    }

    fn answer(&self, front: &str, claim: &Stated) -> Proposal {
        let speaker = claim.by.as_ref().map(|by| self.name(by));
        let by = claim.by.as_ref().map(|by| format!(" – {}", self.described(by, None))).unwrap_or_default();
        let back = format!("{}{by}", claim.text);
        self.proposal(Recipe::OtherSide, (front, &back, None), claim.place, claim.span, speaker)
    }

    /// What was still open, and what answered it?
    fn questions(&self, answered: &[AnsweredBy], found: &mut Vec<Proposal>) {
        let mut by_section: Vec<(usize, Vec<&crate::model::Question>)> = Vec::new();
        for question in &self.outline.questions {
            let section = self.outline.section_of_item(question.place.item).unwrap_or_default();
            match by_section.last_mut() {
                Some((last, questions)) if *last == section => questions.push(question),
                _ => by_section.push((section, vec![question])),
            }
        }
        for (_, questions) in by_section {
            let front = format!("{}\nWhat was still open on {}?", self.article.head.headline, self.dated());
            let lines: Vec<String> = questions.iter().map(|question| format!("• {}", question.text)).collect();
            let parts = questions.iter().map(|question| (question.place, question.span)).collect();
            let back = lines.join("\n");
            found.push(Proposal {
                recipe: Recipe::Open,
                content: Content { front: Text::new(&front), back: Text::new(&back), answer: None, tags: Vec::new() },
                words: Extract { parts },
                passage: Text::new(&back),
                speaker: None,
            });
        }
        for answer in answered {
            let Some(question) = self.outline.questions.iter().find(|question| question.id == answer.question) else {
                continue;
            };
            let front = format!("Open on {}: {}\nWhat answered it?", self.dated(), question.text);
            let by = [&answer.by, &answer.headline, &answer.published].into_iter().flatten();
            let by: Vec<String> = by.map(ToString::to_string).collect();
            let back = format!("{} – {}", answer.words, by.join(", "));
            let sides = (front.as_str(), back.trim_end_matches(" – "), None);
            found.push(self.proposal(Recipe::Answered, sides, question.place, question.span, answer.by.clone()));
        }
    }

    /// A number or a date left out, and what is known.
    fn sentences(&self, found: &mut Vec<Proposal>) {
        for section in &self.outline.sections {
            if matches!(section.kind, Kind::Unknown | Kind::Source | Kind::Correction | Kind::Action | Kind::Other) {
                continue;
            }
            for item in section.items.clone() {
                let leaves = self.article.story.get(item as usize).map(|item| item.text.leaves()).unwrap_or_default();
                for (leaf, words) in (0..).zip(&leaves) {
                    self.gaps(Place { item, leaf }, words.text(), found);
                }
            }
        }
    }

    fn gaps(&self, place: Place, text: &Text, found: &mut Vec<Proposal>) {
        for span in sentences(text) {
            let passage = text.slice(span);
            let gaps = [(Recipe::Number, cloze::number(&passage)), (Recipe::Date, cloze::date(&passage))];
            for (recipe, hidden) in gaps {
                let Some(content) = hidden.and_then(|hidden| cloze::cloze(&passage, &[hidden])) else { continue };
                let speaker = self.speaker_of(place, span).map(|by| self.name(by));
                let words = Extract { parts: vec![(place, span)] };
                found.push(Proposal { recipe, content, words, passage: passage.clone(), speaker });
            }
        }
    }

    /// Who speaks in these words, where one person does.
    fn speaker_of(&self, place: Place, span: Span) -> Option<&PersonId> {
        let mut quotes = self.outline.quotes.iter().filter(|quote| quote.place == place && quote.span.overlaps(span));
        let by = quotes.next()?.attribution.by()?;
        quotes.all(|quote| quote.attribution.by() == Some(by)).then_some(by)
    }
}

/// The card of words that a reader chose: the sentences they stand in, with the words themselves left out.
#[must_use]
pub fn chosen(article: &Article, outline: &Outline, (place, span): (Place, Span), hidden: &[Span]) -> Option<Proposal> {
    let maker = Maker { article, outline };
    let text = maker.text(place)?;
    let passage = text.slice(span);
    let content = cloze::cloze(&passage, hidden)?;
    let speaker = maker.speaker_of(place, span).map(|by| maker.name(by));
    Some(Proposal { recipe: Recipe::Cloze, content, words: Extract { parts: vec![(place, span)] }, passage, speaker })
}

/// The card of a reader's note: the note asks, the words it is about answer.
#[must_use]
pub fn noted(article: &Article, outline: &Outline, words: &Extract, note: &Text) -> Option<Proposal> {
    let maker = Maker { article, outline };
    let (place, span) = *words.parts.first()?;
    let said: Vec<String> =
        words.parts.iter().filter_map(|(place, span)| Some(maker.text(*place)?.slice(*span).to_string())).collect();
    let back = said.join("\n");
    let speaker = maker.speaker_of(place, span).map(|by| maker.name(by));
    Some(Proposal {
        recipe: Recipe::Note,
        content: Content { front: note.clone(), back: Text::new(&back), answer: None, tags: Vec::new() },
        words: words.clone(),
        passage: maker.around(place, span),
        speaker,
    })
}

/// `Harbour audit 2025, 2025-11-02`.
fn source(source: &crate::model::Source) -> String {
    let date = source.date.as_ref().map(|date| Text::line(&date.shown()));
    let parts = [Some(source.name.clone()), source.title.clone(), date];
    parts.into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>().join(", ")
}

/// In quotation marks, once.
fn quoted(words: &str) -> String {
    let bare = words.trim().trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'));
    format!("“{bare}”")
}

#[cfg(test)]
mod tests;
