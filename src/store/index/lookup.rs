//! What the index can be asked: each answer from the terms and columns that hold it, never by going through the library.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use tantivy::{
    DocAddress, Order, Term,
    collector::TopDocs,
    postings::Postings,
    query::{BooleanQuery, ConstScoreQuery, Query as Search, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{
    Index,
    fields::{Name, Tag},
    rows::voice,
    translate::{Docs, end_key, translate},
};
use crate::{
    library::{
        self, Assertion, Day, Entry, Hits, Lookup, Profile, Query, Question, Quoted, Record, Speaker, settles, words,
    },
    model::Date,
    store::Error,
};

/// How many articles with as many words in common are looked at beyond those that are wanted.
const NEAR_BEYOND: usize = 256;

impl Lookup for Index {
    type Error = Error;

    fn is_complete(&self) -> bool {
        self.seal.complete
    }

    fn entry(&self, id: &str) -> Result<Option<Entry>, Error> {
        Ok(self.entries(Tag::Id, id)?.into_iter().min_by(|a, b| a.path.cmp(&b.path)))
    }

    fn at_address(&self, address: &str) -> Result<Option<Entry>, Error> {
        Ok(self.entries(Tag::Address, address)?.into_iter().min_by(|a, b| a.path.cmp(&b.path)))
    }

    fn newest(&self, limit: usize) -> Result<Vec<Entry>, Error> {
        let newest = TopDocs::with_limit(limit.min(self.count()?).max(1));
        let newest = newest.order_by_fast_field::<u64>("date", Order::Desc);
        let found = self.search_for(&self.exact(Tag::Doc, "article"), &newest)?;
        let mut entries = self.entries_at(found.into_iter().map(|(_, at)| at))?;
        library::shelve(&mut entries);
        Ok(entries)
    }

    fn records(&self, ids: &[String]) -> Result<Vec<Record>, Error> {
        let mut records = Vec::with_capacity(ids.len());
        for id in ids.iter().collect::<HashSet<_>>() {
            for at in self.addresses(&self.exact(Tag::Id, id))? {
                records.push(self.record(at)?);
            }
        }
        Ok(records)
    }

    fn citing(&self, id: &str) -> Result<Vec<Entry>, Error> {
        self.entries(Tag::Cites, id)
    }

    fn of_story(&self, story_id: &str) -> Result<Vec<Entry>, Error> {
        self.entries(Tag::Story, story_id)
    }

    fn near(&self, text: &str, limit: usize) -> Result<Vec<Entry>, Error> {
        let wanted: HashSet<String> = words(text).map(|(_, word)| word).collect();
        let has = |word: &String| -> Box<dyn Search> {
            let terms = [Term::from_field_text(self.fields.title, word), self.fields.named(Name::Id, word)];
            let terms = terms.map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Search>);
            Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(terms.into())), 1.0))
        };
        let any = BooleanQuery::union(wanted.iter().map(has).collect());
        let best = TopDocs::with_limit(limit.saturating_add(NEAR_BEYOND).min(self.count()?.max(1))).order_by_score();
        let found = self.search_for(&any, &best)?;
        let mut scored = Vec::with_capacity(found.len());
        for entry in self.entries_at(found.into_iter().map(|(_, at)| at))? {
            let there: HashSet<String> = words(&entry.headline).chain(words(&entry.id)).map(|(_, word)| word).collect();
            scored.push((Reverse(wanted.intersection(&there).count()), there.len(), entry));
        }
        scored.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| a.2.shelf_order(&b.2)));
        Ok(scored.into_iter().take(limit).map(|(_, _, entry)| entry).collect())
    }

    fn quotes_by(&self, name: &str, limit: usize) -> Result<Vec<Quoted>, Error> {
        let spelled = self.with_prefix(self.fields.voice, &voice(name))?;
        let terms: Vec<Box<dyn Search>> = spelled
            .iter()
            .map(|term| Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)) as Box<dyn Search>)
            .collect();
        if limit == 0 || terms.is_empty() {
            return Ok(Vec::new());
        }
        let newest = TopDocs::with_limit(limit.min(self.count()?.max(1)));
        let newest = newest.order_by_fast_field::<u64>("date", Order::Desc);
        let found = self.search_for(&BooleanQuery::union(terms), &newest)?;
        let mut quotes = Vec::new();
        for (_, at) in found {
            quotes.extend(self.record(at)?.said_by(name));
            if quotes.len() >= limit {
                break;
            }
        }
        quotes.sort_by_cached_key(|quote: &Quoted| Reverse(date_key(quote.at.published.as_deref())));
        quotes.truncate(limit);
        Ok(quotes)
    }

    fn profiles(&self, name: &str) -> Result<Vec<Profile>, Error> {
        let terms = self.with_prefix(self.fields.person, &voice(name))?;
        let mut profiles: Vec<Profile> = Vec::with_capacity(terms.len());
        for term in terms {
            let value = term.value();
            let told = value.as_str().and_then(|told| told.split_once('\0')).map(|(_, json)| json);
            // A profile that can't be read is one of a damaged index; the others are as good as before.
            let Some(profile) = told.and_then(|json| super::stored::read(json).ok()) else { continue };
            if !profiles.contains(&profile) {
                profiles.push(profile);
            }
        }
        Ok(profiles)
    }

    fn speakers(&self) -> Result<Vec<Speaker>, Error> {
        let mut quotes: BTreeMap<String, usize> = BTreeMap::new();
        self.each_term(self.fields.voice, "", IndexRecordOption::WithFreqs, &mut |term, count| {
            if let Some((_, name)) = term.split_once('\0') {
                *quotes.entry(crate::model::Text::line(name).to_string()).or_default() += count;
            }
        })?;
        Ok(quotes.into_iter().map(|(name, quotes)| Speaker { name, quotes, alike: None }).collect())
    }

    fn questions(&self, query: &Query, until: Option<&Date>, limit: usize) -> Result<(Vec<Question>, usize), Error> {
        let answering = translate(query, &self.fields, Docs::Articles, &self.marks);
        let asking: Vec<Box<dyn Search>> = vec![answering, Box::new(self.exact(Tag::Has, "question"))];
        let mut found = self.keyed(self.addresses(&BooleanQuery::intersection(asking))?)?;
        if let Some((year, month, day)) = until.and_then(Date::ymd) {
            let end = end_key(Day { year: year.unsigned_abs(), month, day });
            found.retain(|key| key.date < end); // 0 where there is no date
        }
        found.sort_unstable_by_key(|key| (Reverse(key.date), key.initial, key.at));
        let asks = self.numbers("asks", &found.iter().map(|key| key.at).collect::<Vec<_>>())?;
        let total = asks.iter().map(|asks| usize::try_from(*asks).unwrap_or(0)).sum();
        let mut questions = Vec::new();
        for key in found {
            if questions.len() >= limit {
                break;
            }
            questions.extend(self.record(key.at)?.questions);
        }
        questions.truncate(limit);
        Ok((questions, total))
    }

    fn answers(&self) -> Result<Vec<Assertion>, Error> {
        let mut claims = Vec::new();
        for at in self.addresses(&self.exact(Tag::Has, "answer"))? {
            claims.extend(self.record(at)?.claims.into_iter().filter(settles));
        }
        Ok(claims)
    }

    fn search(&self, query: &Query, limit: usize) -> Result<Hits, Error> {
        self.hits(query, limit)
    }
}

impl Index {
    /// The entries of the articles with that tag.
    fn entries(&self, tag: Tag, value: &str) -> Result<Vec<Entry>, Error> {
        self.entries_at(self.addresses(&self.exact(tag, value))?)
    }

    pub(super) fn entries_at(&self, found: impl IntoIterator<Item = DocAddress>) -> Result<Vec<Entry>, Error> {
        found.into_iter().map(|at| self.entry_at(at)).collect()
    }

    /// The terms of a field that begin so, of documents that are there.
    fn with_prefix(&self, field: Field, prefix: &str) -> Result<Vec<Term>, Error> {
        let mut terms = Vec::new();
        self.each_term(field, prefix, IndexRecordOption::Basic, &mut |term, _| {
            terms.push(Term::from_field_text(field, term));
        })?;
        terms.sort_unstable();
        terms.dedup();
        Ok(terms)
    }

    /// Tells each term of a field that begins so, segment by segment, with how often it stands in documents that are
    /// there; terms that stand in none are passed over.
    fn each_term(
        &self,
        field: Field,
        prefix: &str,
        option: IndexRecordOption,
        on: &mut dyn FnMut(&str, usize),
    ) -> Result<(), Error> {
        let mut walk = || -> tantivy::Result<()> {
            for segment in self.searcher.segment_readers() {
                let index = segment.inverted_index(field)?;
                let mut terms = index.terms().range().ge(prefix).into_stream()?;
                while terms.advance() {
                    let Some(term) = std::str::from_utf8(terms.key()).ok().filter(|term| term.starts_with(prefix))
                    else {
                        break;
                    };
                    let mut postings = index.read_postings_from_terminfo(terms.value(), option)?;
                    let count = alive(segment, &mut postings);
                    if count > 0 {
                        on(term, count);
                    }
                }
            }
            Ok(())
        };
        walk().map_err(self.folder.error("read the index in"))
    }
}

/// How often a term stands in documents that are not deleted.
fn alive(segment: &tantivy::SegmentReader, postings: &mut impl Postings) -> usize {
    let (mut count, mut doc) = (0, postings.doc());
    while doc != tantivy::TERMINATED {
        if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
            count += postings.term_freq() as usize;
        }
        doc = postings.advance();
    }
    count
}

fn date_key(published: Option<&str>) -> Option<u64> {
    super::fields::date_key(&Date::new(published?))
}
