//! Records in memory that can be looked up: plain and obviously right, the measure of every index.

use std::{collections::BTreeMap, convert::Infallible};

use super::{
    Assertion, Entry, Hit, Hits, Lookup, Profile, Query, Question, Quoted, Record, Speaker, day, fold, ledger,
};

/// All records of a library, in any order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records(pub Vec<Record>);

impl Records {
    fn entries(&self, keep: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        self.0.iter().map(|record| &record.entry).filter(|entry| keep(entry)).cloned().collect()
    }
}

impl Lookup for Records {
    type Error = Infallible;

    fn entry(&self, id: &str) -> Result<Option<Entry>, Infallible> {
        Ok(self.0.iter().map(|record| &record.entry).find(|entry| entry.id == id).cloned())
    }

    fn records(&self, ids: &[String]) -> Result<Vec<Record>, Infallible> {
        let wanted = self.0.iter().filter(|record| ids.contains(&record.entry.id));
        Ok(wanted.map(|record| Record { passages: Vec::new(), ..record.clone() }).collect())
    }

    fn citing(&self, id: &str) -> Result<Vec<Entry>, Infallible> {
        Ok(self.entries(|entry| entry.cites.iter().any(|cite| cite.article() == id)))
    }

    fn of_story(&self, story_id: &str) -> Result<Vec<Entry>, Infallible> {
        Ok(self.entries(|entry| entry.story_id.as_deref() == Some(story_id)))
    }

    fn near(&self, words: &str, limit: usize) -> Result<Vec<Entry>, Infallible> {
        let wanted = words_of(words);
        let mut scored: Vec<(usize, usize, &Entry)> = Vec::new();
        for Record { entry, .. } in &self.0 {
            let mut there = words_of(&entry.headline);
            there.extend(words_of(&entry.id));
            let common = wanted.iter().filter(|word| there.contains(word)).count();
            if common > 0 {
                scored.push((common, there.len(), entry));
            }
        }
        // Most words in common, and of those the headline with the fewest others.
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then_with(|| a.2.shelf_order(b.2)));
        Ok(scored.into_iter().take(limit).map(|(_, _, entry)| entry.clone()).collect())
    }

    fn quotes_by(&self, name: &str, limit: usize) -> Result<Vec<Quoted>, Infallible> {
        let wanted = fold(name);
        let said = |quote: &&Quoted| quote.by.as_ref().is_some_and(|by| fold(&by.name) == wanted);
        let mut quotes: Vec<Quoted> = self.0.iter().flat_map(|record| &record.quotes).filter(said).cloned().collect();
        quotes.sort_by_cached_key(|quote| std::cmp::Reverse(day::key(quote.at.published.as_deref())));
        quotes.truncate(limit);
        Ok(quotes)
    }

    fn profiles(&self, name: &str) -> Result<Vec<Profile>, Infallible> {
        let wanted = fold(name);
        let mut found: Vec<Profile> = Vec::new();
        for profile in self.0.iter().flat_map(|record| &record.people) {
            let named = std::iter::once(&profile.name).chain(&profile.also).any(|spelling| fold(spelling) == wanted);
            if named && !found.contains(profile) {
                found.push(profile.clone());
            }
        }
        Ok(found)
    }

    fn speakers(&self) -> Result<Vec<Speaker>, Infallible> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for by in self.0.iter().flat_map(|record| &record.quotes).filter_map(|quote| quote.by.as_ref()) {
            *counts.entry(&by.name).or_default() += 1;
        }
        Ok(counts.into_iter().map(|(name, quotes)| Speaker { name: name.to_owned(), quotes }).collect())
    }

    fn questions(&self, query: &Query, limit: usize) -> Result<(Vec<Question>, usize), Infallible> {
        let asking = self.0.iter().filter(|record| query.matches_entry(&record.entry, None));
        let mut questions: Vec<Question> = asking.flat_map(|record| &record.questions).cloned().collect();
        questions.sort_by_cached_key(|question| std::cmp::Reverse(day::key(question.at.published.as_deref())));
        let total = questions.len();
        questions.truncate(limit);
        Ok((questions, total))
    }

    fn answers(&self) -> Result<Vec<Assertion>, Infallible> {
        let claims = self.0.iter().flat_map(|record| &record.claims);
        Ok(claims.filter(|claim| ledger::settles(claim)).cloned().collect())
    }

    fn search(&self, query: &Query, limit: usize) -> Result<Hits, Infallible> {
        let mut hits = Hits::default();
        for record in &self.0 {
            for passage in record.passages.iter().filter(|passage| query.matches_passage(passage, &record.entry, None))
            {
                hits.total += 1;
                if hits.hits.len() < limit {
                    let text = crate::model::Text::line(&passage.text).to_string();
                    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                    let lit = query.lit(&text, &|_, _| false).into_iter();
                    hits.hits.push(Hit {
                        at: passage.at.clone(),
                        lit: lit.map(|range| (byte(range.start), byte(range.end))).collect(),
                        text,
                        speakers: passage.speakers.clone(),
                        score: 1.0,
                    });
                }
            }
        }
        Ok(hits)
    }
}

fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}
