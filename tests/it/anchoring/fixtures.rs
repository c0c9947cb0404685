//! The texts of `tests/fixtures/revisions`: several revisions each, with the same words marked in all of them.
//!
//! A file begins with a line that says what it tries. `=== 1` begins a revision, in `byline/1` without its first line.
//! `⟦a|words⟧` marks words; where a later revision has the same letter, they are there, and where it has not they are
//! gone. With `⟦a?|words⟧` so little is left that calling them gone is right as well.
#![expect(clippy::string_slice, reason = "it cuts where it has just found a mark")]

use std::{collections::BTreeMap, path::Path};

use byline::marginalia::{Found, Revision};
use byline::model::{Annotation, Extract};

use super::judge::{Score, Truth, Verdict, judge, mark, place, words};

/// One text with all its revisions.
pub struct Revised {
    pub name: String,
    pub revisions: Vec<Marked>,
}

/// A revision, and by letter the words that are marked in it.
pub struct Marked {
    pub revision: Revision,
    pub marks: BTreeMap<String, Extract>,
}

/// All of them, by name.
pub fn all() -> Vec<Revised> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/revisions");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the fixtures").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a text");
        let parts = text.split("\n=== ").skip(1).map(|part| part.split_once('\n').expect("a number and a text").1);
        Revised { revisions: parts.map(|part| marked(&name, part)).collect(), name }
    };
    files.iter().map(read).collect()
}

fn revision(name: &str, text: &str) -> Revision {
    let reading = byline::format::read(format!("format: byline/1\n{text}").as_bytes(), name);
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|told| told.severity == byline::model::Severity::Error).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let article = reading.article.expect("an article");
    Revision::of(&article, &article.outline())
}

fn marked(name: &str, text: &str) -> Marked {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['⟦', '⟧']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('⟦') {
            rest.split_once('|').expect("a letter and a bar").1
        } else {
            &rest['⟧'.len_utf8()..]
        };
    }
    plain.push_str(rest);
    let clean = revision(name, &plain);
    let mut open: Vec<(String, (usize, usize))> = Vec::new();
    let mut marks = BTreeMap::new();
    for (index, block) in revision(name, text).blocks.iter().enumerate() {
        let mut at = 0;
        let mut rest = block.text.as_str();
        while let Some(c) = rest.chars().next() {
            match c {
                '⟦' => {
                    let (letter, after) = rest['⟦'.len_utf8()..].split_once('|').expect("a letter and a bar");
                    open.push((letter.to_owned(), (index, at)));
                    rest = after;
                    continue;
                }
                '⟧' => {
                    let (letter, from) =
                        open.pop().unwrap_or_else(|| panic!("{name}: a mark ends that does not begin"));
                    marks.insert(letter, extract(&clean, from, (index, at)));
                }
                c => at += c.len_utf8(),
            }
            rest = &rest[c.len_utf8()..];
        }
        assert_eq!(at, clean.blocks[index].text.len(), "{name}: marks change nothing else");
    }
    assert!(open.is_empty(), "{name}: a mark does not end: {open:?}");
    Marked { revision: clean, marks }
}

fn extract(revision: &Revision, from: (usize, usize), to: (usize, usize)) -> Extract {
    let part = |at: usize| {
        let text = &revision.blocks[at].text;
        let start = if at == from.0 { from.1 } else { 0 };
        let end = if at == to.0 { to.1 } else { text.len() };
        (revision.blocks[at].place, text.span(start..end).expect("whole letters"))
    };
    Extract { parts: (from.0..=to.0).map(part).collect() }
}

/// Every mark of every revision, looked for in every later one.
pub fn score(texts: &[Revised], kept: bool) -> Score {
    let mut score = Score::default();
    for text in texts {
        for (index, old) in text.revisions.iter().enumerate() {
            for new in &text.revisions[index + 1..] {
                compare(&text.name, old, new, kept, &mut score);
            }
        }
    }
    score
}

fn compare(name: &str, old: &Marked, new: &Marked, kept: bool, score: &mut Score) {
    let made: Vec<(&str, Annotation)> = old
        .marks
        .iter()
        .map(|(letter, words)| (letter.trim_end_matches('?'), mark(&old.revision, words).expect("words")))
        .collect();
    let annotations: Vec<&Annotation> = made.iter().map(|(_, annotation)| annotation).collect();
    let base = |_: &byline::model::Digest| kept.then(|| old.revision.clone());
    let found = byline::marginalia::find(&annotations, &base, &new.revision);
    for ((letter, annotation), found) in made.iter().zip(&found) {
        let (there, hardly) = (new.marks.get(*letter), new.marks.get(&format!("{letter}?")));
        let truth = match (there, hardly) {
            (Some(_), _) => Truth::There,
            (None, Some(_)) => Truth::Either,
            (None, None) => Truth::Gone,
        };
        let verdict = judge(found, truth, |at| there.or(hardly).is_some_and(|truth| covers(truth, at)));
        let exact = matches!(found, Found::Exact(_) | Found::Moved(_));
        let now = place(found).map(|(at, _)| words(&new.revision, at)).unwrap_or_default();
        if verdict == Verdict::Right && exact {
            let target = place(found).and_then(|(at, _)| new.revision.target(at)).expect("words");
            assert_eq!(target.exact, annotation.target.exact, "{name} {letter}: called the same");
        }
        score.count(verdict, truth == Truth::There, || {
            format!("{name} {letter}\n   was: {}\n   is:  {now}", annotation.target.exact)
        });
    }
}

/// Whether two places share more than half of each.
fn covers(one: &Extract, other: &Extract) -> bool {
    let length = |extract: &Extract| extract.parts.iter().map(|(_, span)| span.end() - span.start()).sum::<usize>();
    let shared: usize = one
        .parts
        .iter()
        .flat_map(|(place, span)| {
            other.parts.iter().filter(move |(there, _)| there == place).map(move |(_, other)| (span, other))
        })
        .map(|(one, other)| one.end().min(other.end()).saturating_sub(one.start().max(other.start())))
        .sum();
    shared * 2 > length(one) && shared * 2 > length(other)
}
