//! Records in memory that can be looked up: plain and obviously right, the measure of every index.

use std::{collections::BTreeMap, convert::Infallible};

use super::{
    Assertion, Entry, Hit, Hits, Lookup, Passage, Profile, Query, Question, Quoted, Record, Speaker, day, excerpt,
    fold, ledger,
};
use crate::model::Date;

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

    fn at_address(&self, address: &str) -> Result<Option<Entry>, Infallible> {
        let there = self.0.iter().map(|record| &record.entry).filter(|entry| entry.address.as_deref() == Some(address));
        Ok(there.min_by(|a, b| a.path.cmp(&b.path)).cloned())
    }

    fn newest(&self, limit: usize) -> Result<Vec<Entry>, Infallible> {
        let mut entries = self.entries(|_| true);
        super::shelve(&mut entries);
        entries.truncate(limit);
        Ok(entries)
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
        let mut quotes: Vec<Quoted> = self.0.iter().flat_map(|record| record.said_by(name)).collect();
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
        for by in self.0.iter().flat_map(Record::speaking) {
            *counts.entry(&by.name).or_default() += 1;
        }
        let speaker = |(name, quotes): (&str, usize)| Speaker { name: name.to_owned(), quotes, alike: None };
        Ok(counts.into_iter().map(speaker).collect())
    }

    fn questions(
        &self,
        query: &Query,
        until: Option<&Date>,
        limit: usize,
    ) -> Result<(Vec<Question>, usize), Infallible> {
        let by_then = |record: &&Record| day::is_by(record.entry.published.as_deref(), until);
        let asking = self.0.iter().filter(by_then).filter(|record| query.matches_record(record, None));
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

    /// The passages with the most lit words in proportion to their length stand first. No stems are known here.
    fn search(&self, query: &Query, limit: usize) -> Result<Hits, Infallible> {
        let mut found: Vec<Vec<Hit>> = Vec::new();
        for record in &self.0 {
            let passages = record.passages.iter();
            let passages = passages.filter(|passage| query.matches_passage(passage, &record.entry, None));
            let mut hits: Vec<Hit> = passages.map(|passage| hit(query, passage)).collect();
            hits.sort_by(|a, b| b.score.total_cmp(&a.score));
            found.extend((!hits.is_empty()).then_some(hits));
        }
        // Of one article together, articles in the order of their best; equal ones by date.
        let best = |hits: &[Hit]| hits.first().map_or(0.0, |hit| hit.score);
        let date = |hits: &[Hit]| hits.first().map(|hit| day::key(hit.at.published.as_deref()));
        found.sort_by(|a, b| best(b).total_cmp(&best(a)).then_with(|| date(b).cmp(&date(a))));
        let mut hits: Vec<Hit> = found.into_iter().flatten().collect();
        let total = hits.len();
        hits.truncate(limit);
        let mut words: Vec<String> = Vec::new();
        for hit in &hits {
            for (start, end) in &hit.lit {
                let word = hit.text.get(*start as usize..*end as usize).unwrap_or_default().to_owned();
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        Ok(Hits { hits, total, more: false, words })
    }
}

/// Characters of the words around a hit.
const EXCERPT_CHARS: usize = 160;

fn hit(query: &Query, passage: &Passage) -> Hit {
    let lit = query.lit(&passage.text, &|_, _| false);
    let bytes: usize = lit.iter().map(std::iter::ExactSizeIterator::len).sum();
    let (text, shown) = excerpt(&passage.text, &lit, EXCERPT_CHARS);
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    #[expect(clippy::cast_precision_loss, reason = "a score is an order, not a count")]
    let score = bytes as f32 / passage.text.len().max(1) as f32;
    Hit {
        at: passage.at.clone(),
        text,
        lit: shown.into_iter().map(|range| (at(range.start), at(range.end))).collect(),
        speakers: passage.speakers.clone(),
        score,
    }
}

fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}
