//! A revision as it lies on disk, to be read and compared by people too:
//!
//! ```text
//! byline revision 1
//!
//! [headline]
//! |Harbour bridge to close on Monday
//!
//! = What we know
//!
//! [paragraph]
//! |The bridge will close at noon.
//! | “It was never meant to last,” Lee said.
//! said 32-61 by a-lee
//! ```
//!
//! Lines with a bar follow one another as they stand; one with a slash begins a new line of the text. `=` alone ends a
//! section. Quotes are told in code points of the block's text.

use std::fmt::Write as _;

use crate::model::{PersonId, Place, Span, Text, sentences};

use super::{Block, Revision, blocks::Paths, target::bytes};

const FIRST_LINE: &str = "byline revision 1";

/// The text of a revision.
pub(super) fn write(revision: &Revision) -> String {
    let prose: usize = revision.blocks.iter().map(|block| block.text.len() + 32).sum();
    let mut out = String::with_capacity(prose + 64);
    out.push_str(FIRST_LINE);
    out.push('\n');
    let mut section = None;
    for block in &revision.blocks {
        if block.path.section.as_ref() != section {
            section = block.path.section.as_ref();
            out.push_str("\n=");
            if let Some(label) = section {
                out.push(' ');
                out.push_str(label.as_str());
            }
            out.push('\n');
        }
        push_block(block, &mut out);
    }
    out
}

fn push_block(block: &Block, out: &mut String) {
    push_all(out, &["\n[", block.path.kind.as_str(), "]\n|"]);
    let mut from = 0;
    // A line feed of the text begins a line of its own; so does every sentence, with the space before it.
    let cuts = sentences(&block.text).into_iter().skip(1).map(Span::start);
    for cut in cuts.chain([block.text.len()]) {
        let piece = block.text.as_str().get(from..cut).unwrap_or_default();
        let kept = if cut == block.text.len() { piece } else { piece.trim_end() };
        out.push_str(&kept.replace('\n', "\n/"));
        from += kept.len();
        let rest = block.text.as_str().get(from..).unwrap_or_default();
        if !rest.is_empty() && !rest.starts_with('\n') {
            out.push_str("\n|");
        }
    }
    out.push('\n');
    for (span, by) in &block.quotes {
        let points = |at: usize| block.text.as_str().get(..at).map_or(0, |before| before.chars().count());
        let written = write!(out, "said {}-{}", points(span.start()), points(span.end()));
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
        if let Some(by) = by {
            push_all(out, &[" by ", by.as_str()]);
        }
        out.push('\n');
    }
}

fn push_all(out: &mut String, words: &[&str]) {
    for words in words {
        out.push_str(words);
    }
}

/// Reads what [`write`] wrote.
pub(super) fn read(text: &str) -> Option<Revision> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    if lines.next() != Some(FIRST_LINE) {
        return None;
    }
    let mut read = Read::default();
    for line in lines {
        read.line(line)?;
    }
    read.close()?;
    Some(Revision { blocks: read.blocks })
}

/// A revision on its way in.
#[derive(Default)]
struct Read {
    blocks: Vec<Block>,
    paths: Paths,
    section: Option<Text>,
    open: Option<Open>,
}

/// The block whose lines are being read.
struct Open {
    kind: Text,
    text: Option<String>,
    quotes: Vec<(u32, u32, Option<PersonId>)>,
}

impl Read {
    fn line(&mut self, line: &str) -> Option<()> {
        if line.is_empty() {
            return self.close();
        }
        if let Some(kind) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            self.close()?;
            self.open = Some(Open { kind: Text::new(kind), text: None, quotes: Vec::new() });
            return Some(());
        }
        if let Some(label) = line.strip_prefix('=') {
            self.close()?;
            self.section = label.strip_prefix(' ').map(Text::new);
            return Some(());
        }
        let open = self.open.as_mut()?;
        if let Some(piece) = line.strip_prefix('|') {
            open.text.get_or_insert_default().push_str(piece);
        } else if let Some(piece) = line.strip_prefix('/') {
            let text = open.text.as_mut()?;
            text.push('\n');
            text.push_str(piece);
        } else {
            let (span, by) = match line.strip_prefix("said ")?.split_once(" by ") {
                Some((span, by)) => (span, Some(by.parse().ok()?)),
                None => (line.strip_prefix("said ")?, None),
            };
            let (start, end) = span.split_once('-')?;
            open.quotes.push((start.parse().ok()?, end.parse().ok()?, by));
        }
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let Some(open) = self.open.take() else { return Some(()) };
        let text = Text::new(&open.text?);
        let place = Place { item: u32::try_from(self.blocks.len()).ok()?, leaf: 0 };
        let span = |(start, end, by)| Some((text.span(bytes(text.as_str(), start)?..bytes(text.as_str(), end)?)?, by));
        let quotes = open.quotes.into_iter().map(span).collect::<Option<Vec<_>>>()?;
        let path = self.paths.next(self.section.clone(), open.kind);
        self.blocks.push(Block { path, place, text, quotes });
        Some(())
    }
}
