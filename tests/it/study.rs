//! Studying by keys: making cards, a sitting of reviews, and what is set aside.

mod aside;
mod making;
mod sitting;

use byline::{
    app::{Effect, Event, Key, Learnt},
    format,
    library::{Finding, Inquiry},
    marginalia::Revision,
    model::{Article, ArticleId, Digest, Outline, Text},
    study::{
        Card, CardId, Content, Deck, Deed, Entry, EntryId, Grade, Graded, Moment, Now, Recipe, Verdict, judge, propose,
    },
};
use jiff::{Timestamp, tz::TimeZone};

use crate::screen::Reader;

/// What happens in these articles is made up.
const FERRY: &str = r#"format: byline/1
headline: The night ferry sails again
published: 2031-05-20
publisher: The Merrow Courier
topics: [Transport]
people:
  lee: {name: Ana Lee, role: harbour master}
  crane: {name: Tom Crane, role: councillor}
claims:
  profit: {by: lee, status: claimed}
  loss: {by: crane, status: disputed, contradicts: profit}
story:
  - What we know: |
      - The ferry takes 40 cars an hour.
      - It stopped in March 2022, when the bridge was opened.
      - It smells of tar.
  - What they're saying: |
      ["We kept the engine warm for nine years,"](@lee 'on the quay') Lee said.
      [It will earn money within 2 years, she said](@lee#profit).
  - The other side: |
      [It will lose money every year](@crane#loss), Crane replied.
  - What we don't know: |
      - [Who pays for the fuel.](#fuel)
"#;

const OTHER: &str = "format: byline/1
headline: A quiet day
published: 2031-05-01
story:
  - |
    Nothing happened at all.
";

const LIBRARY: &[(&str, &str)] = &[("night-ferry", FERRY), ("quiet-day", OTHER)];

/// A reader whose desk keeps a log of reviews.
struct Studying {
    reader: Reader,
    log: Vec<Entry>,
    now: Timestamp,
    new_a_day: u32,
    /// Effects of the reader that were answered.
    seen: usize,
    /// Cards that lie beside the log, for who asks for those of an article.
    beside: Vec<Card>,
    /// The article of each annotation, and when it was made.
    notes: Vec<(ArticleId, i64)>,
}

impl Studying {
    fn new(log: Vec<Entry>) -> Self {
        Self::sized((100, 30), log)
    }

    fn sized(size: (u16, u16), log: Vec<Entry>) -> Self {
        let now = "2031-06-01T09:00:00Z".parse().expect("a time");
        let reader = Reader::library(size, LIBRARY);
        let (beside, notes) = (Vec::new(), Vec::new());
        let mut studying = Self { reader, log, now, new_a_day: 20, seen: 0, beside, notes };
        studying.pump();
        studying
    }

    /// Types keys, a few seconds apart, and lets the desk answer after each.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in Key::sequence(keys).expect("keys") {
            self.now += jiff::SignedDuration::from_secs(3);
            self.reader.send(Event::Clock(self.now));
            self.reader.send(Event::Key(key));
            self.pump();
        }
        self
    }

    fn wait_until(&mut self, moment: &str) -> &mut Self {
        self.now = moment.parse().expect("a time");
        self
    }

    fn pump(&mut self) {
        while let Some(effect) = self.reader.effects.get(self.seen).cloned() {
            self.seen += 1;
            if let Some(event) = self.answer(effect) {
                self.reader.send(event);
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Study => {
                let deck = Deck::fold(self.log.clone(), 0.9);
                let learnt = Learnt { deck, zone: TimeZone::UTC, new_a_day: self.new_a_day, faults: Vec::new() };
                Some(Event::Learnt(Ok(Box::new(learnt))))
            }
            Effect::Log(entries) => {
                let first = entries.first()?.id;
                let outcome = self.reader.full.map_or(Ok(()), |why| Err(Text::new(why)));
                if outcome.is_ok() {
                    self.log.extend(entries);
                }
                Some(Event::Logged { first, outcome })
            }
            Effect::KeepText { revision, .. } => {
                self.reader.keep_text(*revision);
                None
            }
            Effect::Judge(cards) => {
                let verdicts: Vec<(CardId, Verdict)> =
                    cards.iter().filter_map(|card| Some((card.id, self.judge(card)?))).collect();
                (!verdicts.is_empty()).then_some(Event::Judged(verdicts))
            }
            Effect::CardsOf(article) => Some(Event::Held { article, cards: self.beside.clone() }),
            Effect::DateNotes => Some(Event::NotesDated(self.notes.clone())),
            _ => None,
        }
    }

    fn judge(&self, card: &Card) -> Option<Verdict> {
        let id = &card.origin.article;
        let base = |digest: &Digest| self.reader.revisions.iter().find(|text| text.digest() == *digest).cloned();
        let Some(source) = self.reader.source(id.as_str()) else { return judge(card, &base, None) };
        let (article, outline, revision) = read(source, id.as_str());
        let asked = Inquiry::Around { article: id.clone(), mentions: Vec::new() };
        let Finding::Around(around) = self.reader.consult(&asked) else { panic!("{asked:?}") };
        judge(
            card,
            &base,
            Some(Now { article: &article, outline: &outline, revision: &revision, around: Some(&around) }),
        )
    }

    fn screen(&self) -> String {
        self.reader.screen()
    }

    fn notice(&self) -> &str {
        self.reader.state.notice.as_ref().map_or("", |notice| notice.text.as_str())
    }

    fn shows(&self, words: &str) {
        assert!(self.screen().contains(words), "{words} is not on\n{}", self.screen());
    }

    fn hides(&self, words: &str) {
        assert!(!self.screen().contains(words), "{words} is on\n{}", self.screen());
    }

    /// What the log comes to.
    fn deck(&self) -> Deck {
        Deck::fold(self.log.clone(), 0.9)
    }

    /// Questions of the cards that there are, on one line each.
    fn questions(&self) -> Vec<String> {
        self.deck().cards().iter().map(|card| card.content.front.as_str().replace('\n', " ")).collect()
    }

    /// The last deed of the log that was no visit to an article.
    fn last(&self) -> &Deed {
        let deeds = self.log.iter().rev().map(|entry| &entry.deed);
        deeds.into_iter().find(|deed| !matches!(deed, Deed::Visited(_))).expect("something was done")
    }
}

fn read(source: &str, stem: &str) -> (Article, Outline, Revision) {
    let article = format::read(source.as_bytes(), stem).article.expect("an article");
    let outline = article.outline();
    let revision = Revision::of(&article, &outline);
    (article, outline, revision)
}

/// A moment some days before the reader begins.
fn ago(days: i64) -> Moment {
    let begins: Timestamp = "2031-06-01T09:00:00Z".parse().expect("a time");
    Moment { millis: begins.as_millisecond() - days * 86_400_000, offset_minutes: 0 }
}

fn entry(id: u128, days: i64, deed: Deed) -> Entry {
    Entry { id: EntryId(id), at: ago(days), deed }
}

fn graded(id: u128, days: i64, card: u128, grade: Grade) -> Entry {
    entry(id, days, Deed::Graded(Graded { card: CardId(card), grade, took_millis: 2_000, sure: None }))
}

/// The card that the ferry proposes by a recipe, the `nth` of that kind, made so many days ago.
fn card(id: u128, days: i64, recipe: Recipe, nth: usize) -> Entry {
    let (article, outline, revision) = read(FERRY, "night-ferry");
    let proposals = propose(&article, &outline, &[]);
    let proposal = proposals.iter().filter(|proposal| proposal.recipe == recipe).nth(nth).expect("it is proposed");
    entry(id, days, Deed::Made(Box::new(proposal.card(CardId(id), &article, &outline, &revision))))
}

/// A card of plain words.
fn plain(id: u128, days: i64) -> Entry {
    let Entry { deed: Deed::Made(made), .. } = card(id, days, Recipe::Number, 0) else { panic!("a card") };
    let content =
        Content { front: Text::new(&format!("Question {id}?")), back: Text::new("Yes"), ..Content::default() };
    entry(id, days, Deed::Made(Box::new(Card { content, ..*made })))
}
