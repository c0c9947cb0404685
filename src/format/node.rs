//! The tree of a YAML file, with the place of every node. Every scalar is text; nothing is resolved, expanded or merged.

use std::{borrow::Cow, ops::Range};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as Mark, options};

use super::advice;
use crate::model::Code;

/// The deepest nesting: an article needs five.
const DEPTH_MAX: usize = 64;
/// Nodes any file may have, and the bytes that each one beyond must stand for.
const NODES_FREE: usize = 20_000;
const NODE_BYTES: usize = 16;
/// Nodes no file may pass, however long.
const NODES_MAX: usize = 4_000_000;

/// The most faults that are noted.
const REFUSED_MAX: usize = 1_000;

/// One value of the file.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// In the text that was parsed. A block's begins at its first line of text.
    pub at: Range<usize>,
    pub value: Value<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    /// Nothing was written.
    Empty,
    Text {
        words: Cow<'a, str>,
        literal: bool,
        /// YAML took what follows for a comment.
        cut: bool,
    },
    List(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
}

/// One line of a map. The same key may come twice.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub key: Cow<'a, str>,
    pub key_at: Range<usize>,
    pub value: Node<'a>,
}

/// What could be read of a file.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub root: Option<Node<'a>>,
    pub ending: Ending,
    /// What is wrong with it; where it is broken, the last one says why.
    pub faults: Vec<Refused>,
}

/// How the parsing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Whole,
    /// At the first byte that YAML could not read.
    Broken(usize),
    /// There was too much of it.
    Limit,
}

/// Something that is wrong, by bytes of the text that was parsed.
#[derive(Debug)]
pub(super) struct Refused {
    pub code: Code,
    pub at: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// Parses `text`. Where YAML fails, the tree holds what was complete before.
pub(super) fn parse(text: &str) -> Tree<'_> {
    let mut options = options! {
        emit_unresolved_aliases: true,
        disallow_directives: true,
        flow_nesting_limit: DEPTH_MAX,
        block_nesting_limit: DEPTH_MAX,
    };
    options.set_emit_comments(false);
    let nodes_max = (NODES_FREE + text.len() / NODE_BYTES).min(NODES_MAX);
    let mut grower = Grower { text, faults: Vec::new(), open: Vec::new(), root: None, documents: 0, nodes: 0 };
    let mut ending = Ending::Whole;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, mark)) => grower.take(event, &mark),
            Err(error) => {
                ending = Ending::Broken(grower.refuse(&error));
                break;
            }
        }
        if grower.documents > 1 {
            break;
        }
        if grower.nodes > nodes_max {
            let message = format!("the file holds more than {nodes_max} values");
            grower.fault(Code::Limit, 0..0, &message, "an article is mostly prose; split the file");
            ending = Ending::Limit;
            break;
        }
    }
    grower.harvest(ending)
}

/// A collection that is not closed yet.
enum Open<'a> {
    List { start: usize, nodes: Vec<Node<'a>> },
    Map { start: usize, entries: Vec<Entry<'a>>, key: Option<(Cow<'a, str>, Range<usize>)> },
}

impl Open<'_> {
    fn start(&self) -> usize {
        match self {
            Self::List { start, .. } | Self::Map { start, .. } => *start,
        }
    }
}

struct Grower<'a> {
    text: &'a str,
    faults: Vec<Refused>,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    documents: usize,
    nodes: usize,
}

impl<'a> Grower<'a> {
    fn take(&mut self, event: Event<'a>, mark: &Mark) {
        let at = mark.byte_range().unwrap_or_default();
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let help =
                        "keep one article in a file: take out the line `---`, and put the rest in a file of its own";
                    self.fault(Code::Documents, at, "a second YAML document begins here", help);
                }
            }
            Event::Scalar(words, style, anchor, tag) => {
                self.refuse_anchor(anchor, &at);
                let node = match tag.as_ref().and_then(|_| mark.tag_start()).and_then(|start| start.byte_offset()) {
                    Some(start) => self.with_tag(start..at.end),
                    None => self.scalar(words, style, at),
                };
                self.put(node);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_anchor(anchor, &at);
                self.refuse_tag(tag.is_some(), mark, &at);
                self.open.push(Open::List { start: at.start, nodes: Vec::new() });
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_anchor(anchor, &at);
                self.refuse_tag(tag.is_some(), mark, &at);
                self.open.push(Open::Map { start: at.start, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at.end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let help = "write the value out; if it is text, put it in quotation marks or under a bar";
                self.fault(Code::Alias, at.clone(), "`*` begins a YAML alias, which byline does not follow", help);
                let words = Cow::Borrowed(self.text.get(at.clone()).unwrap_or_default());
                self.put(Node { at, value: Value::Text { words, literal: false, cut: false } });
            }
            // Nothing that makes a value; the enum is open to new kinds of event.
            _ => {}
        }
    }

    fn scalar(&self, words: Cow<'a, str>, style: ScalarStyle, at: Range<usize>) -> Node<'a> {
        let plain = style == ScalarStyle::Plain;
        if plain && at.is_empty() {
            return Node { at, value: Value::Empty };
        }
        let cut = plain && is_cut(self.text, at.end);
        Node { at, value: Value::Text { words, literal: style == ScalarStyle::Literal, cut } }
    }

    /// A tag is words that YAML took for a type: they are put back.
    fn with_tag(&mut self, at: Range<usize>) -> Node<'a> {
        let help = "put the text in quotation marks, or write it under a bar (`|`)";
        self.fault(Code::LostText, at.clone(), "YAML takes a word that begins with `!` for a tag", help);
        let words = self.text.get(at.clone()).unwrap_or_default().trim_end();
        Node { at, value: Value::Text { words: Cow::Borrowed(words), literal: false, cut: false } }
    }

    fn refuse_tag(&mut self, tagged: bool, mark: &Mark, at: &Range<usize>) {
        if tagged {
            let start = mark.tag_start().and_then(|start| start.byte_offset()).unwrap_or(at.start);
            let message = "YAML takes a word that begins with `!` for a tag";
            self.fault(Code::LostText, start..at.end.max(start), message, "take the tag out, or quote the text");
        }
    }

    fn refuse_anchor(&mut self, anchor: usize, at: &Range<usize>) {
        if anchor != 0 {
            let help = "write the value out where it is used; if it is text, put it in quotation marks or under a bar";
            self.fault(Code::Alias, at.clone(), "`&` names a YAML anchor, which byline does not use", help);
        }
    }

    /// Notes a fault, unless there are more than anybody would read.
    fn fault(&mut self, code: Code, at: Range<usize>, message: &str, help: &'static str) {
        let last_word = matches!(code, Code::Limit | Code::Yaml);
        if last_word || self.faults.len() < REFUSED_MAX {
            self.faults.push(Refused { code, at, message: message.to_owned(), help });
        }
    }

    fn put(&mut self, node: Node<'a>) {
        self.nodes += 1;
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some(Open::List { nodes, .. }) => nodes.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                None => *key = Some(as_key(self.text, node)),
                Some((key, key_at)) => entries.push(Entry { key, key_at, value: node }),
            },
        }
    }

    fn close(&mut self, end: usize) {
        let node = match self.open.pop() {
            None => return,
            Some(Open::List { start, nodes }) => Node { at: start..end.max(start), value: Value::List(nodes) },
            Some(Open::Map { start, mut entries, key }) => {
                if let Some((key, key_at)) = key {
                    let value = Node { at: key_at.end..key_at.end, value: Value::Empty };
                    entries.push(Entry { key, key_at, value });
                }
                Node { at: start..end.max(start), value: Value::Map(entries) }
            }
        };
        self.put(node);
    }

    /// Notes what the parser says, and gives the place of it.
    fn refuse(&mut self, error: &ScanError) -> usize {
        let told = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        // A bracket that never closes takes in what follows: the fault lies with the bracket.
        let bracket = self
            .open
            .iter()
            .map(Open::start)
            .find(|&start| matches!(self.text.as_bytes().get(start), Some(b'[' | b'{')));
        let at = bracket.unwrap_or(told);
        let (code, message, help) = match bracket {
            Some(_) if *error.kind() != ErrorKind::RecursionLimitExceeded => advice::on_bracket(),
            Some(_) | None => advice::on(error.kind(), &error.info()),
        };
        let end = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        self.fault(code, at..end, &message, help);
        at
    }

    /// The root, with whatever a failure left open closed where it stood.
    fn harvest(mut self, ending: Ending) -> Tree<'a> {
        let end = self.text.len();
        while !self.open.is_empty() {
            self.close(end);
        }
        Tree { root: self.root, ending, faults: self.faults }
    }
}

/// A key that is no text keeps its words as typed.
fn as_key<'a>(text: &'a str, node: Node<'a>) -> (Cow<'a, str>, Range<usize>) {
    match node.value {
        Value::Text { words, .. } => (words, node.at),
        Value::Empty => (Cow::Borrowed(""), node.at),
        Value::List(_) | Value::Map(_) => {
            let words = text.get(node.at.clone()).unwrap_or_default().trim_end();
            (Cow::Borrowed(words), node.at)
        }
    }
}

/// Whether a comment follows on the line at whose `end` a plain scalar stops.
fn is_cut(text: &str, end: usize) -> bool {
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    rest.iter().find(|&&b| b != b' ' && b != b'\t') == Some(&b'#')
}
