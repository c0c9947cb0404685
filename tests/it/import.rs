//! How well plain text becomes an article: texts of many houses' styles, each with what is expected of it. The figures are
//! printed (`cargo test --test it -- import --nocapture`), and bounds hold them where they are.
#![allow(clippy::disallowed_methods, reason = "it reads the fixtures")]

use std::{collections::BTreeSet, fs, path::Path};

use byline::{
    format,
    import::{Imported, Options, Remark, annotate, html, text},
    model::{Form, Outline, Wording},
};

/// What is expected of a text, line by line.
struct Expected {
    lines: Vec<(String, String)>,
}

impl Expected {
    fn read(source: &str) -> Self {
        let lines = source.lines().filter_map(|line| line.split_once(": "));
        Self { lines: lines.map(|(key, value)| (key.to_owned(), value.to_owned())).collect() }
    }

    fn all<'e>(&'e self, keys: &'e [&str]) -> impl Iterator<Item = &'e str> + 'e {
        self.lines.iter().filter(|(key, _)| keys.contains(&key.as_str())).map(|(_, value)| value.as_str())
    }
}

/// Right ones, those that should not be, and those that are missing.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: u32,
    wrong: u32,
    missing: u32,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missing += other.missing;
    }

    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missing).max(1))
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (precision, recall) = (100.0 * self.precision(), 100.0 * self.recall());
        write!(
            f,
            "precision {precision:5.1} %  recall {recall:5.1} %  ({} right, {} wrong, {} missing)",
            self.right, self.wrong, self.missing
        )
    }
}

/// What was measured, with a line for every miss.
#[derive(Default)]
struct Report {
    headings: Score,
    links: Score,
    photos: Score,
    quotes: Score,
    head: Score,
    dropped: Score,
    misses: Vec<String>,
}

impl Report {
    /// Compares sets of words.
    fn compare(&mut self, name: &str, what: &str, expected: Vec<String>, found: Vec<String>) -> Score {
        let mut left = found;
        let mut score = Score::default();
        for words in expected {
            match left.iter().position(|found| *found == words) {
                Some(at) => {
                    left.remove(at);
                    score.right += 1;
                }
                None => {
                    score.missing += 1;
                    self.misses.push(format!("{name}: no {what}: {words}"));
                }
            }
        }
        for words in left {
            score.wrong += 1;
            self.misses.push(format!("{name}: {what} too many: {words}"));
        }
        score
    }

    /// Prints the figures, and holds them within their bounds.
    fn hold(&self, what: &str) {
        let misses = self.misses.join("\n  ");
        println!(
            "{what}\nheadings {}\nlinks    {}\nphotos   {}\nquotes   {}\nhead     {}\nleft out {}\n  {misses}",
            self.headings, self.links, self.photos, self.quotes, self.head, self.dropped
        );
        let (headings, quotes) = (self.headings, self.quotes);
        assert!(headings.precision() >= 0.90 && headings.recall() >= 0.85, "headings: {headings}\n{misses}");
        assert!(quotes.precision() >= 0.95 && quotes.recall() >= 0.80, "quotes: {quotes}\n{misses}");
        assert!(self.head.precision() >= 0.90 && self.links.recall() >= 0.90, "head: {}\n{misses}", self.head);
    }

    fn judge(&mut self, name: &str, imported: &Imported, expected: &Expected) {
        let story = &imported.article.story;
        let plain = |words: &str| words.trim_end_matches(':').to_owned();
        let headings = story.iter().filter_map(|item| match &item.form {
            Form::Labelled { label, .. } => Some(plain(label.as_str())),
            Form::Question | Form::Heading => Some(plain(&item.text.plain())),
            _ => None,
        });
        let wanted = expected.all(&["label", "heading"]).map(plain).collect();
        let score = self.compare(name, "heading", wanted, headings.collect());
        self.headings.add(score);
        let of = |form: &Form| {
            story.iter().filter(|item| item.form == *form).map(|item| item.text.plain()).collect::<Vec<_>>()
        };
        let wanted = expected.all(&["related"]).map(str::to_owned).collect();
        let score = self.compare(name, "link", wanted, of(&Form::Related));
        self.links.add(score);
        let credits = story
            .iter()
            .filter(|item| item.form == Form::Photo)
            .map(|item| item.credit.as_ref().map_or("-".to_owned(), ToString::to_string));
        let wanted = expected.all(&["photo"]).map(str::to_owned).collect();
        let score = self.compare(name, "photo", wanted, credits.collect());
        self.photos.add(score);
        self.judge_head(name, imported, expected);
        self.judge_quotes(name, imported, expected);
        let wanted = expected.all(&["dropped"]).map(str::to_owned).collect();
        let gone = imported.remarks.iter().filter_map(|remark| match remark {
            Remark::Dropped { words, .. } => Some(words.to_string()),
            Remark::Unattributed { .. } | Remark::Proposed { .. } | Remark::Note { .. } => None,
        });
        let score = self.compare(name, "word left out", wanted, gone.collect());
        self.dropped.add(score);
    }

    fn judge_head(&mut self, name: &str, imported: &Imported, expected: &Expected) {
        let head = &imported.article.head;
        let text = |text: &Option<byline::model::Text>| text.as_ref().map(ToString::to_string);
        let date = |date: &Option<byline::model::Date>| date.as_ref().map(ToString::to_string);
        let list = |list: &[byline::model::Text]| {
            (!list.is_empty()).then(|| list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        };
        let fields = [
            ("headline", Some(head.headline.to_string())),
            ("subtitle", text(&head.subtitle)),
            ("by", list(&head.by)),
            ("dateline", text(&head.dateline)),
            ("published", date(&head.published)),
            ("updated", date(&head.updated)),
            ("topics", list(&head.topics)),
        ];
        for (field, found) in fields {
            let wanted: Vec<String> = expected.all(&[field]).map(|value| format!("{field} {value}")).collect();
            let found = found.map(|value| format!("{field} {value}")).into_iter().collect();
            let score = self.compare(name, "field", wanted, found);
            self.head.add(score);
        }
    }

    /// A quote is right where it is given to who said it, wrong where to somebody else, missing where to nobody.
    fn judge_quotes(&mut self, name: &str, imported: &Imported, expected: &Expected) {
        // Read back as a reader would, so that speakers count which the page finds by its own rules.
        let yaml = format::write(&imported.article);
        let article = format::read(yaml.as_bytes(), "a").article.expect("an article");
        let outline = Outline::of(&article);
        let mut used = BTreeSet::new();
        for line in expected.all(&["quote"]) {
            let (speaker, words) = line.split_once(" | ").expect("a speaker and words");
            let quote = outline.quotes.iter().enumerate().find(|(at, quote)| {
                !used.contains(at)
                    && quote.wording == Wording::Direct
                    && bare(quote.text.as_str()).starts_with(&bare(words))
            });
            let by = quote.and_then(|(at, quote)| {
                used.insert(at);
                quote.attribution.by().and_then(|by| article.person(by)).map(|person| person.name.to_string())
            });
            let mut told = |score: &mut u32, by: &str| {
                *score += 1;
                self.misses.push(format!("{name}: quote of {speaker} given to {by}: {words}"));
            };
            match by {
                Some(by) if by == speaker => self.quotes.right += 1,
                Some(by) => told(&mut self.quotes.wrong, &by),
                None if speaker == "-" => {}
                None => told(&mut self.quotes.missing, "nobody"),
            }
        }
        for (at, quote) in outline.quotes.iter().enumerate() {
            if let (false, Some(by)) = (used.contains(&at), quote.attribution.by()) {
                self.misses.push(format!("{name}: quote that nobody expects given to {by}: {}", quote.text));
            }
        }
    }
}

fn bare(words: &str) -> String {
    let plain = words.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As a page's text comes out of some browsers: no line between paragraphs.
fn tight(source: &str) -> String {
    source.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

fn texts() -> Vec<(String, String, Expected)> {
    let folder = std::env::var("BYLINE_IMPORT_FIXTURES")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import").to_owned());
    fixtures(&folder, "txt")
}

/// The fixtures of a folder: name, source, what is expected.
fn fixtures(folder: &str, ending: &str) -> Vec<(String, String, Expected)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(folder)).expect("the fixtures").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let expected = fs::read_to_string(path.with_extension("expected")).expect("what is expected");
            found.push((name, fs::read_to_string(&path).expect("a text"), Expected::read(&expected)));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn texts_of_many_styles_become_what_is_expected() {
    for (how, reshape) in [("with blank lines", str::to_owned as fn(&str) -> String), ("without", tight)] {
        let mut report = Report::default();
        let fixtures = texts();
        for (name, source, expected) in &fixtures {
            let imported = annotate(text(&reshape(source)), &Options::default());
            report.judge(name, &imported, expected);
        }
        report.hold(&format!("{} texts, {how}", fixtures.len()));
    }
}

#[test]
fn pages_of_news_sites_become_what_is_expected() {
    let mut report = Report::default();
    let pages = fixtures(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages"), "html");
    for (name, source, expected) in &pages {
        let page = html(source.as_bytes(), None).expect("a page");
        report.judge(name, &annotate(page, &Options::default()), expected);
    }
    assert_eq!(pages.len(), 5);
    report.hold(&format!("{} pages", pages.len()));
}
