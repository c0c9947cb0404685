//! The log of reviews as the reader's workers use it.

use crate::{
    app::Learnt,
    library::{Around, Finding, Inquiry},
    marginalia::Revision,
    model::{ArticleId, Digest, Text},
    store::{self, Config, Memory},
    study::{self, Card, CardId, Entry, Fit, FitProgress, Now, Session, Verdict},
    tui::{Disk as _, Studies},
};

use super::{
    super::review::now,
    library::{Library, words},
};

impl Library {
    fn study(&self) -> store::StudyChoice {
        Config::read(&self.environment).unwrap_or_default().study
    }

    /// The article as it is now. An error is not told: whoever asks only wants to know whether something changed.
    fn revised(&self, id: &ArticleId, path: Option<&str>) -> Option<(crate::model::Article, Revision)> {
        let article = self.desk.load(id, path).ok()?.reading.article?;
        let revision = Revision::of(&article, &article.outline());
        Some((article, revision))
    }

    fn around(&self, id: &ArticleId) -> Option<Around> {
        match self.inquire(&Inquiry::Around { article: id.clone(), mentions: Vec::new() }).ok()? {
            Finding::Around(around) => Some(*around),
            _ => None,
        }
    }
}

impl Studies for Library {
    fn learn(&self) -> Result<Learnt, Text> {
        let choice = self.study();
        let reviews = self.desk.reviews().map_err(|error| words(&error))?;
        let mut studied = reviews.read(choice.retention).map_err(|error| words(&error))?;
        let (zone, now) = now();
        let session = Session::new(&studied.deck, now, choice.new_cards_a_day);
        let aside = studied.deck.standings().iter().filter(|standing| standing.wants_a_look());
        let wanted: Vec<CardId> = session.waiting().chain(aside.map(|standing| standing.id)).collect();
        reviews.settle(&studied);
        reviews.hold(&mut studied, &wanted);
        Ok(Learnt { deck: studied.deck, zone, new_a_day: choice.new_cards_a_day, faults: studied.faults })
    }

    fn log(&self, entries: &[Entry]) -> Result<(), Text> {
        let device = Memory::read(&self.environment).device(&self.environment);
        let reviews = self.desk.reviews().map_err(|error| words(&error))?;
        reviews.append(device.as_str(), entries).map_err(|error| words(&error))
    }

    fn keep_text(&self, article: &ArticleId, revision: &Revision) -> Result<(), Text> {
        self.desk.keep_revision(article, revision).map_err(|error| words(&error))
    }

    fn text_then(&self, article: &ArticleId, then: &Digest) -> Option<Revision> {
        self.desk.revision(article, then)
    }

    fn judge(&self, card: &Card) -> Option<Verdict> {
        let id = &card.origin.article;
        let base = |digest: &Digest| self.desk.revision(id, digest);
        let Some((article, revision)) = self.revised(id, None) else {
            // gone only where it is surely not there: a file that can't be read may be mended
            let gone =
                matches!(self.desk.load(id, None), Err(store::Error::NoArticle { .. } | store::Error::Missing { .. }));
            return if gone { study::judge(card, &base, None) } else { None };
        };
        let around = self.around(id);
        let outline = article.outline();
        let now = Now { article: &article, outline: &outline, revision: &revision, around: around.as_ref() };
        study::judge(card, &base, Some(now))
    }

    fn note_dates(&self) -> Result<Vec<(ArticleId, i64)>, Text> {
        self.desk.annotation_dates().map_err(|error| words(&error))
    }

    fn differs(&self, article: &ArticleId, path: Option<&str>, then: &Digest) -> bool {
        self.revised(article, path).is_some_and(|(_, revision)| revision.digest() != *then)
    }

    fn fit(&self, progress: &FitProgress) -> Result<Fit, Text> {
        let reviews = self.desk.reviews().map_err(|error| words(&error))?;
        let in_use = reviews.read(self.study().retention).map_err(|error| words(&error))?.deck.weights;
        let entries = reviews.entries().map_err(|error| words(&error))?;
        Ok(study::fit(entries, in_use.as_ref(), progress))
    }

    fn cards_of(&self, article: &ArticleId) -> Vec<Card> {
        self.desk.reviews().map(|reviews| reviews.cards_of(article)).unwrap_or_default()
    }
}
