//! Quotation marks in pairs: which mark opens, which closes, and which is an apostrophe or an inch.

use std::ops::Range;

/// Two marks and what stands between them.
#[derive(Debug)]
pub(super) struct Pair {
    /// Bytes from the first of the opening mark to the last of the closing one.
    pub(super) range: Range<usize>,
    open_len: usize,
    close_len: usize,
    /// Straight single marks, which are apostrophes more often than not.
    pub(super) doubtful: bool,
}

impl Pair {
    /// The bytes between the marks.
    pub(super) fn inner(&self) -> Range<usize> {
        self.range.start + self.open_len..self.range.end - self.close_len
    }
}

/// One quotation mark of a text, with what stands on both sides of it.
struct Mark {
    at: usize,
    sign: char,
    before: Option<char>,
    after: Option<char>,
    /// The last before it that is no blank.
    behind: Option<char>,
}

/// Every way to open a quotation, by what closes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// `"…"`
    Straight,
    /// `“…”`
    Curly,
    /// `„…“`, `„…”`
    Low,
    /// `”…”`
    High,
    /// `«…»`
    Out,
    /// `»…«`, `»…»`
    In,
    /// `「…」`
    Corner,
    /// `『…』`
    DoubleCorner,
    /// `״…״`
    Gershayim,
    /// `‘…’`
    Single,
    /// `'…'`
    StraightSingle,
}

/// What became of an opening mark.
enum Fate {
    Closed(usize),
    /// The same mark opens again first: the one before it was left open.
    Reopened(usize),
    Never,
}

/// The outermost pairs, in order. Nested quotes are part of the quote around them.
///
/// A mark that nothing closes is passed over. Each family is sought in vain at most once, so the work is linear.
pub(super) fn pairs(raw: &str) -> Vec<Pair> {
    let marks = marks(raw);
    let mut pairs = Vec::new();
    let mut dead: Vec<Family> = Vec::new();
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        let Some(family) = mark.opens().filter(|family| !dead.contains(family)) else {
            at += 1;
            continue;
        };
        match family.fate(&marks, at) {
            Fate::Closed(close) => {
                let end = marks[close].at + marks[close].sign.len_utf8();
                pairs.push(Pair {
                    range: mark.at..end,
                    open_len: mark.sign.len_utf8(),
                    close_len: marks[close].sign.len_utf8(),
                    doubtful: family == Family::StraightSingle,
                });
                at = close + 1;
            }
            Fate::Reopened(again) => at = again,
            Fate::Never => {
                dead.push(family);
                at += 1;
            }
        }
    }
    pairs
}

/// The quote that opens behind the byte `from` and that nothing closes, up to the end of the text.
pub(super) fn left_open(raw: &str, from: usize) -> Option<Pair> {
    let mark = marks(raw).into_iter().find(|mark| {
        let double = matches!(mark.sign, '"' | '“' | '„' | '«' | '»' | '「');
        mark.at >= from && double && mark.opens().is_some() && mark.may_open()
    })?;
    Some(Pair { range: mark.at..raw.len(), open_len: mark.sign.len_utf8(), close_len: 0, doubtful: false })
}

/// Every quotation mark. Bytes that can't begin one are passed over.
fn marks(raw: &str) -> Vec<Mark> {
    let bytes = raw.as_bytes();
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| MAY_QUOTE[usize::from(b)])) {
        at += step;
        let Some(sign) = raw.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + sign.len_utf8();
        if is_mark(sign) {
            let before = raw.get(..at).and_then(|rest| rest.chars().next_back());
            let after = raw.get(next..).and_then(|rest| rest.chars().next());
            let behind = raw.get(..at).and_then(|rest| rest.trim_end().chars().next_back());
            marks.push(Mark { at, sign, before, after, behind });
        }
        at = next;
    }
    marks
}

/// Bytes that begin a quotation mark in UTF-8.
const MAY_QUOTE: [bool; 256] = {
    let mut table = [false; 256];
    let leads = [b'"', b'\'', 0xc2, 0xd7, 0xe2, 0xe3];
    let mut at = 0;
    while at < leads.len() {
        table[leads[at] as usize] = true;
        at += 1;
    }
    table
};

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '「' | '」' | '『' | '』' | '״')
}

impl Mark {
    /// The family this mark may open where no quotation is open.
    fn opens(&self) -> Option<Family> {
        let may = self.may_open();
        match self.sign {
            '“' => Some(Family::Curly),
            '„' => Some(Family::Low),
            '«' => Some(Family::Out),
            '「' => Some(Family::Corner),
            '『' => Some(Family::DoubleCorner),
            '"' => (may || self.is_glued()).then_some(Family::Straight),
            '”' => may.then_some(Family::High),
            '»' => may.then_some(Family::In),
            '״' => may.then_some(Family::Gershayim),
            '‘' => may.then_some(Family::Single),
            '\'' => (may && self.after.is_some_and(char::is_alphabetic)).then_some(Family::StraightSingle),
            _ => None,
        }
    }

    /// A mark without a direction opens after a blank, a bracket or a dash, and before a word.
    fn may_open(&self) -> bool {
        let free = self.before.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '“' | '„' | '"' | '\'' | '：')
        });
        free && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// A mark without a direction closes behind a word, and before anything but a word.
    fn may_close(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    /// `Roe said."So`: the blank behind a full stop went missing, as it does on web pages.
    fn is_glued(&self) -> bool {
        self.before.is_some_and(|c| matches!(c, '.' | '!' | '?')) && self.after.is_some_and(char::is_uppercase)
    }

    /// `'…it did,' " she said`: between two marks a blank may be set.
    fn closes_apart(&self) -> bool {
        let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        blank(self.before) && blank(self.after) && self.behind.is_some_and(|c| matches!(c, '\'' | '’'))
    }

    /// A closing single mark that can be no apostrophe: punctuation stands before it.
    fn ends_speech(&self) -> bool {
        self.may_close() && self.before.is_some_and(|c| matches!(c, ',' | '.' | '?' | '!' | '…'))
    }
}

impl Family {
    /// Whether `mark` closes such a quotation.
    fn closes(self, mark: &Mark) -> bool {
        match self {
            Self::Straight => mark.sign == '"' && (mark.may_close() || mark.is_glued() || mark.closes_apart()),
            Self::Curly | Self::High => mark.sign == '”',
            Self::Low => matches!(mark.sign, '“' | '”'),
            Self::Out => mark.sign == '»',
            Self::In => matches!(mark.sign, '«' | '»'),
            Self::Corner => mark.sign == '」',
            Self::DoubleCorner => mark.sign == '』',
            Self::Gershayim => mark.sign == '״' && mark.may_close(),
            Self::Single => mark.sign == '’' && mark.ends_speech(),
            Self::StraightSingle => mark.sign == '\'' && mark.ends_speech(),
        }
    }

    fn fate(self, marks: &[Mark], open: usize) -> Fate {
        // `‘spat’` closes with what may be an apostrophe, if nothing better comes before the next opening mark.
        let mut weak = None;
        for (at, mark) in marks.iter().enumerate().skip(open + 1) {
            if self.closes(mark) {
                return Fate::Closed(at);
            }
            if self == Self::Single && weak.is_none() && mark.sign == '’' && mark.may_close() {
                weak = Some(at);
            }
            if mark.sign == marks[open].sign && mark.opens() == Some(self) {
                return weak.map_or(Fate::Reopened(at), Fate::Closed);
            }
        }
        weak.map_or(Fate::Never, Fate::Closed)
    }
}
