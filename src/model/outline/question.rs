//! The open questions of an unknown section.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::model::{
    Attribution, Block, ClaimId, Inline, Item, Mark, Reference, Span, Status, Text, Wording, is_open, sentences,
};

use super::{Place, Question, derive::Pass};

/// Adds the questions that `item` asks: bullets, marked claims, and the sentences that stand without a mark.
pub(super) fn ask(pass: &mut Pass<'_>, at: u32, item: &Item) {
    let mut walk = Walk { pass, place: Place { item: at, leaf: 0 } };
    walk.blocks(&item.text.blocks, Within::Prose);
}

/// What a paragraph stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Prose,
    /// The first paragraph of a list item: the question, as a whole.
    Bullet,
    /// What explains a bullet further, a table, a block quote: only claims ask here.
    Detail,
    /// A paragraph below the bullets, which are the questions: it asks only where it says that something is not known.
    Below,
}

struct Walk<'w, 'a> {
    pass: &'w mut Pass<'a>,
    /// The leaf that comes next; the order is that of `Markup::leaves`.
    place: Place,
}

impl Walk<'_, '_> {
    fn blocks(&mut self, blocks: &[Block], within: Within) {
        let mut within = within;
        for block in blocks {
            match block {
                Block::Paragraph(inline) => self.leaf(inline, within),
                Block::Heading { text, .. } => self.leaf(text, Within::Detail),
                Block::List { items, .. } => {
                    self.list(items, within);
                    within = if within == Within::Prose { Within::Below } else { within };
                }
                Block::Quotation(blocks) => self.blocks(blocks, Within::Detail),
                Block::Table(rows) => rows.iter().flatten().for_each(|cell| self.leaf(cell, Within::Detail)),
                Block::Code { .. } => self.place.leaf += 1,
                Block::Rule => {}
            }
        }
    }

    fn list(&mut self, items: &[Vec<Block>], within: Within) {
        for item in items {
            let Some((Block::Paragraph(first), rest)) = item.split_first() else {
                self.blocks(item, within);
                continue;
            };
            let within = if within == Within::Detail { within } else { Within::Bullet };
            let introduces = is_lead_in(first.text.as_str());
            self.leaf(first, within);
            // "Nobody has said:" asks nothing itself; the bullets beneath it do.
            self.blocks(rest, if introduces { within } else { Within::Detail });
        }
    }

    fn leaf(&mut self, inline: &Inline, within: Within) {
        let place = self.place;
        self.place.leaf += 1;
        let marked = self.marked(inline, place);
        if within == Within::Detail || (within == Within::Bullet && !marked.is_empty()) {
            return;
        }
        let text = &inline.text;
        if within == Within::Bullet {
            self.words(place, text, text.whole());
            return;
        }
        let mut marked = marked.into_iter().peekable();
        let mut reached = 0;
        let mut speech = speech(inline).peekable();
        for sentence in sentences(text) {
            while let Some(mark) = marked.next_if(|mark| mark.start() < sentence.end()) {
                reached = reached.max(mark.end());
            }
            let mut said = false;
            while let Some(quote) = speech.next_if(|quote| quote.end() <= sentence.end()) {
                said |= quote.overlaps(sentence);
            }
            said |= speech.peek().is_some_and(|quote| quote.overlaps(sentence));
            let asks = within != Within::Below || asks(text.get(sentence));
            if reached <= sentence.start() && !said && asks {
                self.words(place, text, sentence);
            }
        }
    }

    /// Adds the marked claims of one text, and what it links to of another article's questions; gives the words they
    /// cover, so that no sentence around them asks a second time.
    fn marked(&mut self, inline: &Inline, place: Place) -> Vec<Span> {
        let mut covered = Vec::new();
        for (span, mark) in &inline.marks {
            match mark {
                Mark::Claim(id) => {
                    covered.push(*span);
                    self.claim(id, place, inline.text.slice(*span), *span);
                }
                Mark::Link(Reference::Claim { .. }) => {
                    covered.push(*span);
                    self.words(place, &inline.text, *span);
                }
                Mark::Emphasis
                | Mark::Strong
                | Mark::Strikethrough
                | Mark::Code
                | Mark::Link(Reference::Article(_) | Reference::Address(_) | Reference::Words(_))
                | Mark::Quote { .. } => {}
            }
        }
        covered
    }

    /// A claim is open unless the table says that it has been settled.
    fn claim(&mut self, id: &ClaimId, place: Place, words: Text, span: Span) {
        let entry = self.pass.claims.get(id).copied();
        let settled = entry.and_then(|claim| claim.status).is_some_and(|status| match status {
            Status::Known | Status::False | Status::Withdrawn => true,
            Status::Reported | Status::Claimed | Status::Assessed | Status::Disputed | Status::Unknown => false,
        });
        let text = entry.and_then(|claim| claim.text.clone()).unwrap_or(words);
        if !settled {
            self.add(Question { id: id.clone(), place, span, text });
        }
    }

    fn words(&mut self, place: Place, text: &Text, span: Span) {
        let text = text.slice(span);
        if text.as_str().contains(char::is_alphanumeric) && !is_lead_in(text.as_str()) {
            self.add(Question { id: id_of(text.as_str()), place, span, text });
        }
    }

    fn add(&mut self, question: Question) {
        if self.pass.asked.insert(question.id.clone()) {
            self.pass.outline.questions.push(question);
        }
    }
}

/// Somebody's own words, and what is quoted with a mark: they answer or evade, they are not the desk's question.
fn speech(inline: &Inline) -> impl Iterator<Item = Span> {
    inline.marks.iter().filter_map(|(span, mark)| match mark {
        Mark::Quote {
            wording: Wording::Direct,
            attribution: Attribution::Given { .. } | Attribution::Found { .. },
        } => Some(*span),
        Mark::Quote { wording: Wording::Indirect, .. }
        | Mark::Emphasis
        | Mark::Strong
        | Mark::Strikethrough
        | Mark::Code
        | Mark::Link(_)
        | Mark::Claim(_) => None,
    })
}

fn asks(sentence: &str) -> bool {
    sentence.trim_end().ends_with(['?', '？']) || is_open(sentence)
}

/// "Still open:" introduces questions and is none.
fn is_lead_in(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// An id made from the words alone: `q-` and eight hexadecimal digits. It stays while the words stay; case, punctuation,
/// blanks and compatibility forms don't count.
pub(super) fn id_of(text: &str) -> ClaimId {
    let mut hash = Fnv::default();
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(|c| hash.take(c));
    } else {
        text.nfkc().for_each(|c| hash.take(c));
    }
    let folded = hash.state ^ (hash.state >> 32);
    let id = format!("q-{:08x}", folded & 0xffff_ffff);
    id.parse().expect("a letter, a hyphen and hexadecimal digits make an id")
}

/// FNV-1a, 64 bits: small, and the same on every machine and in every release.
struct Fnv {
    state: u64,
    gap: bool,
}

impl Default for Fnv {
    fn default() -> Self {
        Self { state: 0xcbf2_9ce4_8422_2325, gap: false }
    }
}

impl Fnv {
    /// Takes letters and digits in lower case. Blanks part words, but not before the first and not after the last.
    fn take(&mut self, c: char) {
        if c.is_whitespace() {
            self.gap = self.state != Self::default().state;
        } else if c.is_alphanumeric() {
            if std::mem::take(&mut self.gap) {
                self.byte(b' ');
            }
            if c.is_ascii() {
                self.byte(c.to_ascii_lowercase() as u8);
            } else {
                let mut buffer = [0; 4];
                for c in c.to_lowercase() {
                    c.encode_utf8(&mut buffer).bytes().for_each(|byte| self.byte(byte));
                }
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        self.state = (self.state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
}
