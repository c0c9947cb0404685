//! One run of text while it grows, with the marks that open and close in it.

use std::{cmp::Reverse, ops::Range};

use pulldown_cmark::CowStr;

use super::target::Target;
use crate::model::{Attribution, ClaimId, Inline, Mark, PersonId, Reference, Span, Text, Wording};

/// Something that the reader of a file has to check, and where it stands in the Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sighting {
    pub at: Range<usize>,
    pub what: Sighted,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sighted {
    Person(PersonId),
    /// A claim, the words that state it, and whether a speaker is named with it.
    Claim {
        id: ClaimId,
        words: String,
        said: bool,
    },
    Link(Reference),
    Unreadable(Target),
    /// A mark without words, or one that Markdown did not take for a mark.
    NoMark {
        message: &'static str,
        help: &'static str,
    },
}

/// A run of text that is not finished.
#[derive(Debug, Default)]
pub(super) struct Line {
    raw: String,
    /// A place is kept for every mark when it opens, so that the outer one comes first.
    marks: Vec<Option<(Range<usize>, Mark)>>,
    open: Vec<Open>,
    /// Where the Markdown of this run begins.
    pub source_start: usize,
}

#[derive(Debug)]
struct Open {
    from: usize,
    slot: usize,
    what: Opened,
    at: Range<usize>,
}

#[derive(Debug)]
enum Opened {
    Style(Mark),
    Aimed { target: Target, circumstance: Option<Text> },
}

impl Line {
    pub(super) fn new(source_start: usize) -> Self {
        Self { source_start, ..Self::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.raw.is_empty() && self.open.is_empty()
    }

    /// Words of the source, which is clean; only what an entity (`&#8238;`) stands for may not be.
    pub(super) fn push(&mut self, words: &CowStr<'_>) {
        match words {
            CowStr::Borrowed(words) => self.push_clean(words),
            CowStr::Boxed(_) | CowStr::Inlined(_) => self.push_clean(Text::new(words).as_str()),
        }
    }

    /// Clean words; a line break among them is a space.
    pub(super) fn push_clean(&mut self, words: &str) {
        if words.contains('\n') {
            self.raw.push_str(&words.replace('\n', " "));
        } else {
            self.raw.push_str(words);
        }
    }

    /// A break that the writer asked for.
    pub(super) fn push_break(&mut self) {
        self.raw.push('\n');
    }

    pub(super) fn push_code(&mut self, words: &CowStr<'_>) {
        let from = self.raw.len();
        self.push(words);
        self.marks.push(Some((from..self.raw.len(), Mark::Code)));
    }

    pub(super) fn open_style(&mut self, mark: Mark, at: Range<usize>) {
        let slot = self.keep_place();
        self.open.push(Open { from: self.raw.len(), slot, what: Opened::Style(mark), at });
    }

    pub(super) fn open_link(&mut self, target: Target, circumstance: Option<Text>, at: Range<usize>) {
        let slot = self.keep_place();
        self.keep_place();
        self.open.push(Open { from: self.raw.len(), slot, what: Opened::Aimed { target, circumstance }, at });
    }

    fn keep_place(&mut self) -> usize {
        self.marks.push(None);
        self.marks.len() - 1
    }

    /// Closes what opened last.
    pub(super) fn close(&mut self, sightings: &mut Vec<Sighting>) {
        let Some(Open { from, slot, what, at }) = self.open.pop() else { return };
        let range = from..self.raw.len();
        match what {
            Opened::Style(mark) => self.fill(slot, range, mark),
            Opened::Aimed { target, circumstance } => self.aim(slot, range, target, circumstance, at, sightings),
        }
    }

    fn aim(
        &mut self,
        slot: usize,
        range: Range<usize>,
        target: Target,
        circumstance: Option<Text>,
        at: Range<usize>,
        sightings: &mut Vec<Sighting>,
    ) {
        let words = self.raw.get(range.clone()).unwrap_or_default().to_owned();
        if words.trim().is_empty() {
            let what = Sighted::NoMark {
                message: "a mark stands around no words",
                help: "put the words between the square brackets: `[words](…)`",
            };
            sightings.push(Sighting { at, what });
            return;
        }
        match target {
            Target::Said { by, claim } => {
                let wording = wording(&words);
                sightings.push(Sighting { at: at.clone(), what: Sighted::Person(by.clone()) });
                let attribution = Attribution::Given { by, circumstance };
                self.fill(slot, range.clone(), Mark::Quote { wording, attribution });
                if let Some(id) = claim {
                    sightings.push(Sighting { at, what: Sighted::Claim { id: id.clone(), words, said: true } });
                    self.fill(slot + 1, range, Mark::Claim(id));
                }
            }
            Target::Claim(id) => {
                sightings.push(Sighting { at, what: Sighted::Claim { id: id.clone(), words, said: false } });
                self.fill(slot, range, Mark::Claim(id));
            }
            Target::Link(reference) => {
                sightings.push(Sighting { at, what: Sighted::Link(reference.clone()) });
                self.fill(slot, range, Mark::Link(reference));
            }
            unreadable @ Target::Unreadable { .. } => {
                sightings.push(Sighting { at, what: Sighted::Unreadable(unreadable) });
            }
        }
    }

    fn fill(&mut self, slot: usize, range: Range<usize>, mark: Mark) {
        if let Some(place) = self.marks.get_mut(slot) {
            *place = Some((range, mark));
        }
    }

    /// The text with its marks; addresses that stand bare become links.
    pub(super) fn finish(mut self, sightings: &mut Vec<Sighting>) -> Inline {
        while !self.open.is_empty() {
            self.close(sightings);
        }
        let kept = self.raw.trim_end().len();
        self.raw.truncate(kept);
        let text = Text::from(self.raw);
        let mut marks: Vec<(Span, Mark)> = Vec::with_capacity(self.marks.len());
        marks.extend(self.marks.into_iter().flatten().map(|(range, mark)| (text.span_around(range), mark)));
        add_addresses(&text, &mut marks);
        settle(&mut marks);
        Inline { text, marks }
    }
}

/// Puts marks in reading order, the outer before the inner, and cuts short what would cross.
fn settle(marks: &mut Vec<(Span, Mark)>) {
    marks.retain(|(span, _)| !span.is_empty());
    marks.sort_by_key(|(span, _)| (span.start(), Reverse(span.end())));
    let mut around: Vec<Span> = Vec::new();
    marks.retain(|(span, _)| {
        while around.last().is_some_and(|outer| outer.end() <= span.start()) {
            around.pop();
        }
        let fits = around.last().is_none_or(|outer| outer.contains(*span));
        if fits {
            around.push(*span);
        }
        fits
    });
}

/// Puts the direct quotes that were found by rule (sorted, apart from each other) among the marks; one that crosses a mark
/// is left out, since the file's own marks are surer.
pub(super) fn add_found(inline: &mut Inline, found: Vec<(Span, Option<PersonId>)>) {
    let mut nest = Nest { marks: &inline.marks, next: 0, open: Vec::new() };
    let mut kept = Vec::with_capacity(inline.marks.len() + found.len());
    for (span, by) in found {
        let crosses_start = nest.innermost(span.start()).is_some_and(|mark| mark.end() < span.end());
        let crosses_end = nest.innermost(span.end()).is_some_and(|mark| mark.start() > span.start());
        if !crosses_start && !crosses_end {
            let attribution = Attribution::Found { by };
            kept.push((span, Mark::Quote { wording: Wording::Direct, attribution }));
        }
    }
    // Before the others, so that it stays the outer one of two that are equal.
    kept.append(&mut inline.marks);
    settle(&mut kept);
    inline.marks = kept;
}

/// The marks around a place that moves forwards.
struct Nest<'m> {
    marks: &'m [(Span, Mark)],
    next: usize,
    open: Vec<Span>,
}

impl Nest<'_> {
    /// The innermost mark that begins before `at` and ends behind it.
    fn innermost(&mut self, at: usize) -> Option<Span> {
        while let Some((span, _)) = self.marks.get(self.next).filter(|(span, _)| span.start() < at) {
            self.close(span.start());
            self.open.push(*span);
            self.next += 1;
        }
        self.close(at);
        self.open.last().copied()
    }

    fn close(&mut self, at: usize) {
        while self.open.last().is_some_and(|open| open.end() <= at) {
            self.open.pop();
        }
    }
}

/// Words that begin with a quotation mark are the speaker's own.
fn wording(words: &str) -> Wording {
    match words.trim_start().chars().next() {
        Some(
            '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '「' | '『' | '《'
            | '〈' | '〝' | '＂' | '｢',
        ) => Wording::Direct,
        Some(_) | None => Wording::Indirect,
    }
}

/// Bare `http://` and `https://` addresses become links, unless they stand in a link or in code.
fn add_addresses(text: &Text, marks: &mut Vec<(Span, Mark)>) {
    let whole = text.as_str();
    if !whole.contains("http") {
        return; // as nearly always: a finder is only made for who needs one
    }
    let finder = memchr::memmem::Finder::new(b"http");
    let mut taken: Vec<Span> =
        marks.iter().filter(|(_, mark)| matches!(mark, Mark::Link(_) | Mark::Code)).map(|(span, _)| *span).collect();
    taken.sort();
    let mut taken = taken.into_iter().peekable();
    let (mut from, mut taken_end) = (0, 0);
    while let Some(offset) = whole.get(from..).and_then(|rest| finder.find(rest.as_bytes())) {
        let start = from + offset;
        let length = address_len(whole.get(start..).unwrap_or_default());
        from = start + length.max(4);
        let begins_a_word = !whole.get(..start).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let Some(span) = text.span(start..start + length).filter(|span| begins_a_word && !span.is_empty()) else {
            continue;
        };
        while let Some(other) = taken.next_if(|other| other.start() < span.end()) {
            taken_end = taken_end.max(other.end());
        }
        if let (true, address @ Reference::Address(_)) = (taken_end <= start, Reference::parse(text.get(span))) {
            marks.push((span, Mark::Link(address)));
        }
    }
}

/// The bytes of the address at the start, without the full stop or bracket of the sentence around it; 0 if there is none.
fn address_len(rest: &str) -> usize {
    let Some(body) = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://")) else { return 0 };
    let scheme = rest.len() - body.len();
    let stops = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '`' | '|');
    let address = body.get(..body.find(stops).unwrap_or(body.len())).unwrap_or_default();
    // How many brackets close more than open.
    let mut closed = address.bytes().fold(0_isize, |count, b| match b {
        b'(' => count - 1,
        b')' => count + 1,
        _ => count,
    });
    let mut length = address.len();
    for c in address.chars().rev() {
        match c {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | ']' => {}
            ')' if closed > 0 => closed -= 1,
            _ => break,
        }
        length -= c.len_utf8();
    }
    if length == 0 { 0 } else { scheme + length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        for (text, address) in [
            ("https://example.org/a. Then", "https://example.org/a"),
            ("https://example.org/a_(b)), he", "https://example.org/a_(b)"),
            ("http://example.org?", "http://example.org"),
            ("https:// nothing", ""),
        ] {
            assert_eq!(text.get(..address_len(text)), Some(address));
        }
    }
}
