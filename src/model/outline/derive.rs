//! One pass over the story: sections and groups, and in them quotes, claims, questions and counts.

use std::collections::{HashMap, HashSet};

use crate::model::{
    Article, Attribution, Block, Claim, ClaimId, Form, Item, Kind, Leaf, Mark, PersonId, Span, Text, Wording, sentences,
};

use super::{Group, Outline, Place, Quote, Section, Stated, question};

/// Derives the outline of an article.
pub(super) fn outline(article: &Article) -> Outline {
    let claims = article.claims.iter().map(|claim| (&claim.id, claim)).collect();
    let mut pass = Pass { claims, outline: Outline::default(), open: None, asked: HashSet::new() };
    for (at, item) in (0u32..).zip(&article.story) {
        pass.item(at, item);
    }
    let Pass { mut outline, .. } = pass;
    outline.counts.unknown = count(outline.questions.len());
    outline.counts.quotes = count(outline.quotes.len());
    outline
}

/// What the pass knows as it goes down the story.
pub(super) struct Pass<'a> {
    pub(super) claims: HashMap<&'a ClaimId, &'a Claim>,
    pub(super) outline: Outline,
    /// The section that text without a label would continue.
    open: Option<usize>,
    /// Ids of the questions so far: a question that is asked twice counts once.
    pub(super) asked: HashSet<ClaimId>,
}

impl Pass<'_> {
    fn item(&mut self, at: u32, item: &Item) {
        if let Form::Question | Form::Heading = item.form {
            let group = Group { item: at, text: words_of(item), question: item.form == Form::Question };
            self.outline.groups.push(group);
            self.outline.counts.words += words(&item.text.plain());
            self.open = None;
            return;
        }
        let Some(section) = self.section(at, item) else { return };
        let kind = self.outline.sections[section].kind;
        self.statements(kind, item);
        self.quotes(at, item, section);
        self.claims(at, item, section);
        if kind == Kind::Unknown && matches!(item.form, Form::Text | Form::Labelled { .. }) {
            question::ask(self, at, item);
        }
        if !matches!(item.form, Form::Related | Form::Embed) {
            self.outline.counts.words += item.text.leaves().iter().map(|leaf| words(leaf.text().as_str())).sum::<u32>();
        }
    }

    /// The section the item stands in: the one it opens, or the one above.
    fn section(&mut self, at: u32, item: &Item) -> Option<usize> {
        let above = self.open.map(|section| (section, self.outline.sections[section].kind));
        match (&item.form, above) {
            (Form::Labelled { label, kind, .. }, _) => Some(self.begin(at, *kind, Some(label.clone()))),
            (Form::Text, Some((_, Kind::Brief)) | None) | (Form::Quote | Form::Number, None) => {
                Some(self.begin(at, Kind::News, None))
            }
            (_, Some((section, _))) => {
                self.outline.sections[section].items.end = at + 1;
                Some(section)
            }
            // A picture above the first section belongs to none, unless somebody speaks in its caption.
            (_, None) => says(item).then(|| self.begin(at, Kind::News, None)),
        }
    }

    fn begin(&mut self, at: u32, kind: Kind, label: Option<Text>) -> usize {
        let group = self.outline.groups.len().checked_sub(1);
        self.outline.sections.push(Section { kind, label, group, items: at..at + 1 });
        let section = self.outline.sections.len() - 1;
        self.open = Some(section);
        section
    }

    /// Counts the statements of known and disputed sections: bullets, and the sentences of paragraphs.
    fn statements(&mut self, kind: Kind, item: &Item) {
        let counted = match kind {
            Kind::Known => &mut self.outline.counts.known,
            Kind::Disputed => &mut self.outline.counts.disputed,
            Kind::News
            | Kind::Brief
            | Kind::Unknown
            | Kind::Said
            | Kind::View
            | Kind::Stakes
            | Kind::Context
            | Kind::Numbers
            | Kind::Timeline
            | Kind::Next
            | Kind::Action
            | Kind::Check
            | Kind::Source
            | Kind::Correction
            | Kind::Other => return,
        };
        if matches!(item.form, Form::Text | Form::Labelled { .. } | Form::Number) {
            *counted += item.text.blocks.iter().map(statements).sum::<u32>();
        }
    }

    fn quotes(&mut self, at: u32, item: &Item, section: usize) {
        let leaves = item.text.leaves();
        let given = leaves.iter().flat_map(|leaf| leaf.marks()).any(|(_, mark)| is_given(mark));
        if item.form == Form::Quote && !given {
            let Some(first) = leaves.first() else { return };
            let attribution = match &item.by {
                Some(by) => Attribution::Given { by: by.clone(), circumstance: circumstance(item) },
                None => Attribution::Found { by: None },
            };
            let place = Place { item: at, leaf: 0 };
            let (span, text) = (first.text().whole(), words_of(item));
            self.outline.quotes.push(Quote { place, span, text, wording: Wording::Direct, attribution, section });
            return;
        }
        for (leaf, text) in (0u32..).zip(&leaves) {
            for (span, mark) in text.marks() {
                let Mark::Quote { wording, attribution } = mark else { continue };
                let attribution = match (attribution, &item.by) {
                    (Attribution::Found { by: None }, Some(by)) => Attribution::Found { by: Some(by.clone()) },
                    (Attribution::Given { by, circumstance: None }, _) if item.form == Form::Quote => {
                        Attribution::Given { by: by.clone(), circumstance: circumstance(item) }
                    }
                    (Attribution::Found { .. } | Attribution::Given { .. }, _) => attribution.clone(),
                };
                let place = Place { item: at, leaf };
                let words = text.text().slice(*span);
                let quote = Quote { place, span: *span, text: words, wording: *wording, attribution, section };
                self.outline.quotes.push(quote);
            }
        }
    }

    fn claims(&mut self, at: u32, item: &Item, section: usize) {
        let leaves = item.text.leaves();
        if let (Some(id), Some(first)) = (&item.id, leaves.first()) {
            self.state(id, Place { item: at, leaf: 0 }, first.text(), first.text().whole(), item.by.as_ref(), section);
        }
        for (leaf, text) in (0u32..).zip(&leaves) {
            let mut speakers: Vec<(Span, Option<&PersonId>)> = Vec::new();
            for (index, (span, mark)) in text.marks().iter().enumerate() {
                speakers.retain(|(open, _)| open.contains(*span));
                if let Some(by) = speaker(mark) {
                    speakers.push((*span, by));
                }
                if let Mark::Claim(id) = mark {
                    // The same words may carry both marks, the speaker's after the claim's.
                    let twin = text.marks().get(index + 1).filter(|(next, _)| next == span);
                    let by = twin.and_then(|(_, mark)| speaker(mark)).or_else(|| speakers.last().map(|(_, by)| *by));
                    self.state(id, Place { item: at, leaf }, text.text(), *span, by.flatten(), section);
                }
            }
        }
    }

    fn state(&mut self, id: &ClaimId, place: Place, text: &Text, span: Span, by: Option<&PersonId>, section: usize) {
        let entry = self.claims.get(id).copied();
        let kind = self.outline.sections[section].kind;
        self.outline.claims.push(Stated {
            id: id.clone(),
            place,
            span,
            text: entry.and_then(|claim| claim.text.clone()).unwrap_or_else(|| text.slice(span)),
            status: entry.and_then(|claim| claim.status).unwrap_or_else(|| kind.default_status()),
            by: entry.and_then(|claim| claim.by.clone()).or_else(|| by.cloned()),
            section,
        });
    }
}

/// The speaker whom a mark names, where it is a quote's; a quote without a speaker gives `Some(None)`.
#[expect(clippy::option_option, reason = "no quote at all is another thing than a quote nobody is known to have said")]
fn speaker(mark: &Mark) -> Option<Option<&PersonId>> {
    match mark {
        Mark::Quote { attribution, .. } => Some(attribution.by()),
        Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Code | Mark::Link(_) | Mark::Claim(_) => None,
    }
}

fn is_given(mark: &Mark) -> bool {
    matches!(mark, Mark::Quote { attribution: Attribution::Given { .. }, .. })
}

/// Whether a quote or a claim stands in the item.
fn says(item: &Item) -> bool {
    let said =
        |leaf: &Leaf<'_>| leaf.marks().iter().any(|(_, mark)| matches!(mark, Mark::Quote { .. } | Mark::Claim(_)));
    item.id.is_some() || item.text.leaves().iter().any(said)
}

/// Where and when the words of a `quote` item were said.
fn circumstance(item: &Item) -> Option<Text> {
    match (&item.place, &item.date) {
        (Some(place), Some(date)) => Some(Text::line(&format!("{place}, {date}"))),
        (Some(place), None) => Some(place.clone()),
        (None, Some(date)) => Some(Text::line(date.as_str())),
        (None, None) => None,
    }
}

fn words_of(item: &Item) -> Text {
    Text::new(&item.text.plain())
}

/// The statements of one block: a bullet is one, however long; a paragraph has as many as it has sentences.
fn statements(block: &Block) -> u32 {
    match block {
        Block::Paragraph(inline) => count(sentences(&inline.text).len()),
        Block::List { items, .. } => count(items.len()),
        Block::Table(rows) => count(rows.len().saturating_sub(1)),
        Block::Code { .. } | Block::Quotation(_) | Block::Heading { .. } | Block::Rule => 0,
    }
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Words as a reader counts them: runs between blanks that hold a letter or a digit; in scripts without blanks every
/// character is taken for one.
#[expect(clippy::needless_bitwise_bool, reason = "a branch for each letter is what takes the time")]
pub(in crate::model) fn words(text: &str) -> u32 {
    let (mut words, mut inside) = (0, false);
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            // what most texts are made of, without a branch
            let lettered = byte.is_ascii_alphanumeric();
            words += u32::from(lettered & !inside);
            inside = (inside | lettered) & (byte > b' ');
            at += 1;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        at += c.len_utf8();
        if is_unspaced(c) {
            words += 1;
            inside = false;
        } else if inside {
            inside = !c.is_whitespace();
        } else {
            inside = c.is_alphanumeric();
            words += u32::from(inside);
        }
    }
    words
}

/// Han, kana: scripts that set no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
