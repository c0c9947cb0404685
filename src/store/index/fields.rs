//! The fields of the index: what is kept of an article and its passages, and under which words it is found.
//!
//! There are three sorts of document. An *article* ([`Tag::Doc`] `article`) stands for a file that holds one, its
//! *passages* (`passage`) stand right behind it ([`super::within`]), and a *file* (`file`) is one that holds no article,
//! kept so that it is not read again.
//!
//! Nothing is cut or folded by tantivy: values come as words made by [`library::words`] and [`library::fold`], one a
//! line ([`super::lines`]), so that a query cut by the same rule finds them. An empty line is a gap no phrase bridges.

use std::fmt;

use tantivy::{
    Searcher, Term,
    schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions},
    tokenizer::Language,
};

use super::{cut::add_words, lines, stems, within};
use crate::model::Date;

/// What a term of [`Fields::tag`] says: one exact value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `article`, `passage` or `file`; on each document.
    Doc,
    /// The file's path as it is; on articles and files.
    Path,
    /// The article's id as it is; on articles.
    Id,
    /// The words of the article's id, parted by spaces; on articles.
    Called,
    /// Where the article was published, as [`crate::model::canonical_address`] spells it; on articles.
    Address,
    /// The id of an article that this one, or a claim of it, cites; on articles.
    Cites,
    /// The id of an article that this one updates; on articles.
    Updates,
    /// The story's id as it is; on articles.
    Story,
    /// The words of the language's tag that it begins with: `en gb` and `en`; on articles.
    Lang,
    /// The name of the section's kind (`unknown`); on passages, and on articles those that there are.
    Kind,
    /// The words of the section's label, parted by spaces; on passages, and on articles those that there are.
    Label,
    /// `quote`, `link`, `claim`, `question`, `photo`, `code`; on articles also `error` (their file has one), `answer`
    /// (a claim may settle a question) and `update` (it updates another); on files `fault`.
    Has,
}

/// Whose name it is that a term of [`Fields::named`] has a word of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Who is quoted; on passages and articles.
    By,
    /// A topic; on articles.
    Topic,
    /// The publisher; on articles.
    Publisher,
    /// The article's id; on articles.
    Id,
}

impl Tag {
    fn prefix(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Path => "path",
            Self::Id => "id",
            Self::Called => "called",
            Self::Address => "address",
            Self::Cites => "cites",
            Self::Updates => "updates",
            Self::Story => "story",
            Self::Lang => "lang",
            Self::Kind => "kind",
            Self::Label => "label",
            Self::Has => "has",
        }
    }

    /// Adds a line `called:2025 03 flood`. A line break can't stand in one.
    pub(super) fn add(self, value: &str, lines: &mut Vec<u8>) {
        lines.extend_from_slice(self.prefix().as_bytes());
        lines.push(b':');
        lines.extend(value.bytes().map(|byte| if byte == b'\n' { b' ' } else { byte }));
        lines.push(b'\n');
    }
}

impl Name {
    fn prefix(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::Topic => "topic",
            Self::Publisher => "publisher",
            Self::Id => "id",
        }
    }

    /// Adds a line `by:ode` for each word of the name, and a gap.
    pub(super) fn add(self, name: &str, lines: &mut Vec<u8>) {
        let mut words = Vec::with_capacity(name.len() + 1);
        add_words(name, &mut words);
        for word in words.split_inclusive(|byte| *byte == b'\n') {
            for part in [self.prefix().as_bytes(), b":", word] {
                lines.extend_from_slice(part);
            }
        }
        lines.push(b'\n');
    }
}

/// The fields, and what is needed to put a query to them.
#[derive(Clone)]
pub(super) struct Fields {
    /// Passages: the words of the text, folded, with positions and norms: plain words, prefixes and phrases. The words of
    /// the headline stand before those of the first passage of an article, with a gap between.
    pub(super) words: Field,
    /// Articles: the words of the headline, with positions and norms.
    pub(super) title: Field,
    /// What is exact ([`Tag`]). No frequencies, no positions.
    pub(super) tag: Field,
    /// The words of names ([`Name`]), with positions and a gap between two names: a phrase of terms
    /// of one [`Name`] is found where its words follow one another. No norms.
    pub(super) named: Field,
    /// Articles and passages: when it was published, as [`date_key`] has it; a fast field. None where there is no date.
    pub(super) date: Field,
    /// Articles: who is quoted, `folded name NUL name`, as often as there are quotes.
    pub(super) voice: Field,
    /// Articles: the people of the table, `folded name NUL profile in JSON`, under each of their names.
    pub(super) person: Field,
    /// The stored JSON: a record without passages, a passage, or a fault.
    pub(super) body: Field,
    /// Articles, fast: how many passages stand behind it.
    pub(super) passages: Field,
    /// Articles and files, fast: the file's path, size, time of change, time of reading (both nanoseconds since 1970) and
    /// digest.
    pub(super) file: Field,
    pub(super) size: Field,
    pub(super) modified: Field,
    pub(super) seen: Field,
    pub(super) digest: Field,
    /// Articles, fast: the headline, and its first eight bytes as a number of the same order.
    pub(super) headline: Field,
    pub(super) initial: Field,
    /// Articles, fast: the first topic, the story's id, and how many questions it asks.
    pub(super) first_topic: Field,
    pub(super) story: Field,
    pub(super) asks: Field,
    schema: Schema,
    /// The languages of the articles.
    languages: Vec<Language>,
    /// The words that there are.
    searcher: Option<Searcher>,
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").field("languages", &self.languages).finish_non_exhaustive()
    }
}

impl Fields {
    /// The fields of an index with articles in these languages (tags such as `en`).
    pub(super) fn new<'a>(languages: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = vec![stems::language("")];
        known.extend(languages.into_iter().map(stems::language));
        known.sort_unstable_by_key(|language| *language as u8);
        known.dedup();
        let mut schema = Schema::builder();
        let words = |option, norms| {
            let indexing = TextFieldIndexing::default().set_tokenizer(lines::NAME).set_fieldnorms(norms);
            TextOptions::default().set_indexing_options(indexing.set_index_option(option))
        };
        let exact = || words(IndexRecordOption::Basic, false);
        let text = || words(IndexRecordOption::WithFreqsAndPositions, true);
        let often = || words(IndexRecordOption::WithFreqs, false);
        let column = || TextOptions::default().set_fast("raw");
        let number = || NumericOptions::default().set_fast();
        Self {
            words: schema.add_text_field("words", text()),
            title: schema.add_text_field("title", text()),
            tag: schema.add_text_field("tag", exact()),
            named: schema.add_text_field("named", words(IndexRecordOption::WithFreqsAndPositions, false)),
            date: schema.add_u64_field("date", number()),
            voice: schema.add_text_field("voice", often()),
            person: schema.add_text_field("person", exact()),
            body: schema.add_text_field("body", TextOptions::default().set_stored()),
            passages: schema.add_u64_field(within::PASSAGES, number()),
            file: schema.add_text_field("file", column()),
            size: schema.add_u64_field("size", number()),
            modified: schema.add_i64_field("modified", number()),
            seen: schema.add_i64_field("seen", number()),
            digest: schema.add_u64_field("digest", number()),
            headline: schema.add_text_field("headline", column()),
            initial: schema.add_u64_field("initial", number()),
            first_topic: schema.add_text_field("first_topic", column()),
            story: schema.add_text_field("story", column()),
            asks: schema.add_u64_field("asks", number()),
            schema: schema.build(),
            languages: known,
            searcher: None,
        }
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The term of a tag.
    pub(super) fn tag(&self, tag: Tag, value: &str) -> Term {
        Term::from_field_text(self.tag, &format!("{}:{value}", tag.prefix()))
    }

    /// The term of a folded word of a name.
    pub(super) fn named(&self, name: Name, word: &str) -> Term {
        Term::from_field_text(self.named, &format!("{}:{word}", name.prefix()))
    }

    /// A pattern for the terms of a tag that hold these words one behind the other, the last of them whole or only begun.
    pub(super) fn holding(tag: Tag, words: &[String], begun: bool) -> String {
        let end = if begun { "[^ ]*" } else { "" };
        format!("{}:(.* )?{}{end}( .*)?", tag.prefix(), words.join(" "))
    }

    /// The same, with the words of an index at hand.
    pub(super) fn with_words(self, searcher: Searcher) -> Self {
        Self { searcher: Some(searcher), ..self }
    }

    /// The stems of a folded word in each language of the library, each once.
    pub(super) fn stems(&self, word: &str) -> Vec<String> {
        let mut all: Vec<String> = self.languages.iter().map(|language| stems::stem(*language, word)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// In how many documents a word stands, those that were deleted among them.
    pub(super) fn places(&self, word: &Term) -> u64 {
        // whoever then asks for the word itself is told what is wrong with the index
        self.searcher.as_ref().and_then(|searcher| searcher.doc_freq(word).ok()).unwrap_or(0)
    }

    /// The other forms of a folded word that stand in [`Fields::words`].
    pub(super) fn forms(&self, word: &str) -> Vec<String> {
        let Some(searcher) = &self.searcher else { return Vec::new() };
        // Whoever then asks for the word itself is told what is wrong with the index.
        stems::forms(searcher, self.words, &self.languages, word).unwrap_or_default()
    }
}

/// A date as a number of the same order as [`Date::sort_key`], down to the second; `None` for what is no date. A month or
/// day that is not given is 0.
pub(super) fn date_key(date: &Date) -> Option<u64> {
    let (year, month, day) = date.ymd()?;
    let day_key = day_key(year, month, day);
    let time = date.sort_key().get(10..).unwrap_or_default().as_bytes();
    let digit = |at: usize| u64::from(time.get(at).copied().unwrap_or(b'0').saturating_sub(b'0').min(9));
    let separator = match time.first() {
        None => return Some(day_key),
        Some(b'T') => 2,
        Some(_) => 1,
    };
    let (hour, minute) = (digit(1) * 10 + digit(2), digit(4) * 10 + digit(5));
    let rest = (6..9).fold(0, |key, at| key << 8 | u64::from(time.get(at).copied().unwrap_or(0)));
    Some(day_key | separator << 36 | hour << 30 | minute << 24 | rest)
}

/// The first [`date_key`] of a day. That of the day after ends it, as that of month `m + 1`, day 0 ends month `m`.
pub(super) fn day_key(year: i16, month: u8, day: u8) -> u64 {
    let year = u64::from(year.max(0).cast_unsigned());
    (year << 9 | u64::from(month) << 5 | u64::from(day)) << 38
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_the_order_of_their_words() {
        let written = [
            "2024",
            "2025",
            "2025-02",
            "2025-02-28",
            "2025-03",
            "2025-03-03",
            "2025-03-03 09:30",
            "2025-03-03T00:00",
            "2025-03-03T12:30",
            "2025-03-03T12:30:00",
            "2025-03-03T12:30:15",
            "2025-03-03T12:30Z",
            "2025-03-04",
            "2025-12-31",
        ];
        let keys: Vec<u64> = written.iter().map(|date| date_key(&Date::new(date)).unwrap()).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
        assert!(written.is_sorted());
        assert_eq!(date_key(&Date::new("March")), None);
        assert!(keys[4] < day_key(2025, 4, 0) && day_key(2025, 3, 0) <= keys[4]);
    }
}
