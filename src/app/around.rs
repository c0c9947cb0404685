//! What the library says around the open article: asked once its first frame is drawn, laid on the page when it comes.

use crate::{
    layout::{Answer, Backlink, Former, Lost, Meant, Surroundings},
    library::{Around, Asked, Inquiry, LinkTo, QuestionState},
    model::{ArticleId, Date, Reference, Rel, Text},
};

use super::{Effect, board::answers_wholly, landing::Cited, reader::Focus, state::State};

/// How much is suggested for a link that leads nowhere.
const MEANT_MAX: usize = 1;

/// The library's word on one article.
#[derive(Debug, Default)]
pub struct Surrounded {
    /// Whether it was asked, and the number of the question while it waits.
    asked: bool,
    waiting: Option<u64>,
    /// The last answer.
    around: Option<Around>,
    /// What the page shows of it.
    set: Surroundings,
}

impl Surrounded {
    /// What the page shows of it.
    #[must_use]
    pub fn set(&self) -> &Surroundings {
        &self.set
    }

    /// The last answer.
    #[must_use]
    pub fn around(&self) -> Option<&Around> {
        self.around.as_ref()
    }

    /// What the foot says of notes whose words are gone. Whether that is something else than before.
    pub(super) fn tell_lost(&mut self, lost: Vec<Lost>) -> bool {
        let other = self.set.lost != lost;
        self.set.lost = lost;
        other
    }

    /// What the article said before it changed stands on the page. Whether that is something else than before.
    pub(super) fn tell_former(&mut self, former: Former) -> bool {
        let other = self.set.former != former;
        self.set.former = former;
        other
    }

    /// It is to be asked again; until then the last answer stands.
    pub(super) fn ask_again(&mut self) {
        (self.asked, self.waiting) = (false, None);
    }
}

impl State {
    /// Asks what stands around the open article, where that is not known.
    pub(super) fn ask_around(&mut self) -> Option<Effect> {
        let reader = self.reader.as_ref()?;
        if reader.surroundings.asked || reader.partial || reader.article.is_none() {
            return None;
        }
        let mut mentions: Vec<ArticleId> =
            reader.galley.links.iter().filter_map(|link| link.to.article().cloned()).collect();
        mentions.sort_unstable();
        mentions.dedup();
        let (number, effect) = self.inquire(Inquiry::Around { article: reader.id.clone(), mentions });
        let surroundings = &mut self.reader.as_mut()?.surroundings;
        (surroundings.asked, surroundings.waiting) = (true, Some(number));
        Some(effect)
    }

    /// Lays the answer on the page, which keeps its place; a stale one is dropped.
    pub(super) fn take_around(&mut self, number: u64, around: Around) -> Vec<Effect> {
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.surroundings.waiting == Some(number)) else {
            return Vec::new();
        };
        let surroundings = &mut reader.surroundings;
        let Surroundings { lost, former, .. } = surroundings.set.clone();
        let set = Surroundings { lost, former, ..set_of(&around) };
        let mentions = |around: &Around| (around.mentions.clone(), around.is_whole);
        let same = surroundings.set == set && surroundings.around.as_ref().map(mentions) == Some(mentions(&around));
        (surroundings.waiting, surroundings.around) = (None, Some(around));
        if same {
            return Vec::new();
        }
        surroundings.set = set;
        if reader.shows_source {
            return Vec::new();
        }
        self.relink()
    }

    /// Whether a key on the words in focus leads further than a link: to an answer, or to the card of who speaks.
    pub(super) fn leads_on(&self, focus: Focus) -> bool {
        self.answered(focus).is_some_and(|asked| !asked.answered_by.is_empty()) || self.speaker_at(focus).is_some()
    }

    pub(super) fn go_on_from(&mut self, focus: Focus) -> Vec<Effect> {
        if self.answered(focus).is_some_and(|asked| !asked.answered_by.is_empty()) {
            return self.go_to_answer();
        }
        match self.speaker_at(focus) {
            Some(name) => self.open_voice(name),
            None => Vec::new(),
        }
    }

    /// Goes to the claim that has answered the question in focus, or the part of it that was answered last.
    pub(super) fn go_to_answer(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let focus = self.reader.as_ref().and_then(|reader| reader.focus_in_window(height));
        let Some(asked) = focus.and_then(|focus| self.answered(focus)) else {
            self.say("No question is in focus: ]o goes to the next one");
            return Vec::new();
        };
        let whole = asked.answered_by.iter().find(|answer| answers_wholly(asked, answer));
        let Some(answer) = whole.or(asked.answered_by.last()) else {
            self.say(match asked.state {
                QuestionState::Dropped => "The article that asked this has withdrawn it",
                QuestionState::Open | QuestionState::Partly | QuestionState::Answered => "This is still open",
            });
            return Vec::new();
        };
        let cited = Cited::claim(answer);
        self.land_on(cited)
    }

    /// What became of the question in focus.
    fn answered(&self, focus: Focus) -> Option<&Asked> {
        let reader = self.reader.as_ref()?;
        let stops = reader.galley.questions.iter();
        let mut here = stops.filter(|stop| stop.paragraph == focus.paragraph && stop.span.overlaps(focus.span));
        let id = &reader.galley.outline.questions.get(here.next()?.question)?.id;
        let around = reader.surroundings.around()?;
        around.questions.iter().find(|asked| asked.question.id == id.as_str())
    }

    /// The name of who says the words in focus, where the article tells and does not withhold it.
    pub(super) fn speaker_at(&self, focus: Focus) -> Option<String> {
        let reader = self.reader.as_ref()?;
        let mut here =
            reader.galley.quotes.iter().filter(|q| q.paragraph == focus.paragraph && q.span.overlaps(focus.span));
        let quote = reader.galley.outline.quotes.get(here.next()?.quote)?;
        let by = quote.attribution.by()?;
        let person = reader.article.as_ref()?.person(by)?;
        person.anonymous.is_none().then(|| Text::line(person.name.as_str()).to_string())
    }
}

/// What of an answer stands on the page.
fn set_of(around: &Around) -> Surroundings {
    let questions = around.questions.iter();
    Surroundings {
        backlinks: backlinks(&around.backlinks),
        answers: questions.flat_map(answers).collect(),
        meant: around.links.iter().filter(|link| link.entry.is_none()).flat_map(meant).collect(),
        ..Surroundings::default()
    }
}

/// The articles that link here, each once, with all that they say of this one.
fn backlinks(links: &[LinkTo]) -> Vec<Backlink> {
    let mut backlinks: Vec<Backlink> = Vec::new();
    for link in links {
        let from = Reference::parse(&link.to);
        let (Some(id), Some(entry)) = (from.article().cloned(), &link.entry) else { continue };
        let rel = Rel::from_name(&link.rel).unwrap_or(Rel::Related);
        if let Some(same) = backlinks.iter_mut().find(|known| known.from.article() == Some(&id)) {
            if !same.rels.contains(&rel) {
                same.rels.push(rel);
            }
            if same.from != from {
                same.from = Reference::Article(id);
            }
            continue;
        }
        let headline = Text::line(if entry.headline.is_empty() { &entry.id } else { &entry.headline });
        backlinks.push(Backlink { rels: vec![rel], from, headline, published: entry.date() });
    }
    for Backlink { rels, .. } in &mut backlinks {
        rels.sort_unstable();
        // That it mentions this one goes without saying where it says more.
        if rels.len() > 1 {
            rels.retain(|rel| *rel != Rel::Related);
        }
    }
    backlinks
}

fn answers(asked: &Asked) -> Vec<Answer> {
    let Ok(question) = asked.question.id.parse() else { return Vec::new() };
    let answer = |answer: &crate::library::Assertion| {
        Some(Answer {
            question: crate::model::ClaimId::clone(&question),
            to: Reference::Claim { article: Some(answer.at.article.parse().ok()?), claim: answer.id.parse().ok()? },
            partly: !answers_wholly(asked, answer),
            words: Text::line(&answer.text),
            by: answer.by.as_ref().map(|by| Text::line(&by.name)),
            published: answer.at.published.as_deref().map(Date::new),
        })
    };
    asked.answered_by.iter().filter_map(answer).collect()
}

fn meant(link: &LinkTo) -> Vec<Meant> {
    let entries = link.meant.iter().take(MEANT_MAX);
    let meant = |entry: &crate::library::Entry| {
        Some(Meant { written: Text::line(&link.to), id: entry.article_id()?, headline: Text::line(&entry.headline) })
    };
    entries.filter_map(meant).collect()
}
