//! One annotation set in a narrow column: what became of its words, what was written, its tags.

use crate::{
    marginalia::{Edit, Found, difference},
    model::{Annotation, AnnotationKind, Text},
};

use super::super::{
    galley::{Galley, Paragraph, ParagraphStyle},
    marks::{Line, Stretch},
    page::{Measure, Page, Row},
    role::{Emphasis, Role},
};

/// Words that are told on either side of a change, and of one that is long from its beginning and its end.
const STAYED_WORDS: usize = 3;
const CHANGED_WORDS: usize = 4;
/// The most rows that are set of one note.
const ROWS_MAX: usize = 400;

/// What there is to say of an annotation.
#[derive(Clone, Copy, Debug)]
pub struct NoteCopy<'a> {
    pub annotation: &'a Annotation,
    pub found: &'a Found,
    /// The words as the page has them now.
    pub now: &'a str,
    /// The word for its colour; `None` leaves it to the colour.
    pub colour: Option<&'a str>,
}

impl NoteCopy<'_> {
    /// Whether the margin has anything to say of it that the page doesn't show: a bare highlight has not.
    #[must_use]
    pub fn speaks(&self) -> bool {
        let marked = match self.annotation.kind {
            AnnotationKind::Highlight | AnnotationKind::Note => false,
            AnnotationKind::Question | AnnotationKind::Bookmark => true,
        };
        marked
            || self.annotation.note.is_some()
            || !self.annotation.tags.is_empty()
            || !matches!(self.found, Found::Exact(_))
    }

    fn lay(&self, galley: &mut Galley) {
        self.lay_fate(galley);
        let sign = match self.annotation.kind {
            AnnotationKind::Question => Some(("?", "a question")),
            AnnotationKind::Bookmark => Some(("◇", "a bookmark")),
            AnnotationKind::Highlight | AnnotationKind::Note => None,
        };
        let note = self.annotation.note.as_ref().map_or("", Text::as_str);
        let mut lines = note.lines().filter(|line| !line.trim().is_empty());
        if let Some((sign, words)) = sign {
            let first = lines.next().unwrap_or(words);
            let style = ParagraphStyle::Signed { sign: Text::line(sign), role: Role::Relation };
            lay(galley, style, Text::line(first), Vec::new());
        }
        for line in lines {
            lay(galley, ParagraphStyle::Body, Text::line(line), Vec::new());
        }
        let mut last = Line::default();
        for tag in &self.annotation.tags {
            last.plain(if last.is_empty() { "" } else { " " }).say(Role::Topic, &format!("#{tag}"));
        }
        if let Some(colour) = self.colour {
            last.dot().plain(colour);
        }
        lay_line(galley, ParagraphStyle::Foot, last);
    }

    /// What became of the words, where they are not as they were.
    fn lay_fate(&self, galley: &mut Galley) {
        let mut line = Line::default();
        match self.found {
            Found::Exact(_) => return,
            Found::Moved(_) => _ = line.say(Role::Relation, "moved"),
            Found::Changed { was, .. } => {
                line.say(Role::Relation, "changed").plain("  ");
                tell_changes(&mut line, was.as_str(), self.now);
            }
            Found::Unsure(_) => {
                line.say(Role::Relation, "unsure").plain("  ");
                tell_changes(&mut line, self.annotation.target.exact.as_str(), self.now);
            }
            Found::Gone => {
                line.say(Role::Relation, "gone").plain("  ");
                line.shaped(Role::Muted, Emphasis::STRIKE, Text::line(self.annotation.target.exact.as_str()).as_str());
            }
        }
        lay_line(galley, ParagraphStyle::Foot, line);
    }
}

/// Words that went struck through, words that came in the page's own weight, in brackets that say so where neither can be
/// seen: `will close [on Monday → on Tuesday] for [−at least] a month`.
pub fn tell_difference(line: &mut Line, was: &str, now: &str) {
    tell_edits(line, difference(was, now));
}

/// The same for a narrow column: of words that stayed no more than stands by a change, and of a long change its ends.
fn tell_changes(line: &mut Line, was: &str, now: &str) {
    let mut edits = difference(was, now);
    let last = edits.len().saturating_sub(1);
    for (at, (edit, words)) in edits.iter_mut().enumerate() {
        let (begins, ends) = match edit {
            Edit::Kept => (if at == 0 { 0 } else { STAYED_WORDS }, if at == last { 0 } else { STAYED_WORDS }),
            Edit::Removed | Edit::Added => (CHANGED_WORDS, CHANGED_WORDS),
        };
        *words = ends_of(words, begins, ends);
    }
    tell_edits(line, edits);
}

/// So many words from the beginning and from the end of some, where that is less than all.
fn ends_of(words: &str, begins: usize, ends: usize) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= begins + ends + 2 {
        return words.to_owned();
    }
    let (first, rest) = all.split_at(begins);
    let (_, last) = rest.split_at(rest.len() - ends);
    [first, &["…"], last].concat().join(" ")
}

fn tell_edits(line: &mut Line, edits: Vec<(Edit, String)>) {
    let mut edits = edits.into_iter().map(|(edit, words)| (edit, Text::line(&words))).peekable();
    let mut gap = "";
    while let Some((edit, words)) = edits.next() {
        line.plain(std::mem::replace(&mut gap, " "));
        match edit {
            Edit::Kept => _ = line.plain(words.as_str()),
            Edit::Removed => {
                let instead = edits.next_if(|(next, _)| *next == Edit::Added);
                line.say(Role::Muted, if instead.is_some() { "[" } else { "[−" });
                line.shaped(Role::Muted, Emphasis::STRIKE, words.as_str());
                if let Some((_, instead)) = instead {
                    line.say(Role::Muted, " → ").shaped(Role::Text, Emphasis::BOLD, instead.as_str());
                }
                line.say(Role::Muted, "]");
            }
            Edit::Added => {
                line.say(Role::Muted, "[+").shaped(Role::Text, Emphasis::BOLD, words.as_str()).say(Role::Muted, "]");
            }
        }
    }
}

/// The rows of an annotation in a column of that width.
#[must_use]
pub fn set_note(copy: &NoteCopy<'_>, width_cells: u16) -> Vec<Row> {
    let mut galley = Galley::default();
    copy.lay(&mut galley);
    let mut page = Page::new(Measure { width_cells, tight: true });
    page.set_rows(&galley, ROWS_MAX);
    page.rows
}

fn lay_line(galley: &mut Galley, style: ParagraphStyle, line: Line) {
    if !line.is_empty() {
        let (text, marks) = line.finish();
        lay(galley, style, text, marks);
    }
}

fn lay(galley: &mut Galley, style: ParagraphStyle, text: Text, marks: Vec<Stretch>) {
    galley.paragraphs.push(Paragraph::apart(style, text, marks, 0));
}

#[cfg(test)]
mod tests {
    use crate::model::{BlockPath, Digest, Extract, Target};

    use super::*;

    fn annotation(note: &str) -> Annotation {
        Annotation {
            id: "01jz9q6t3g5v0x2k8m4n7p1r6s".parse().expect("an id"),
            article: "harbour-bridge".parse().expect("an id"),
            kind: AnnotationKind::Highlight,
            colour: None,
            tags: vec![Text::line("bridge"), Text::line("june")],
            note: (!note.is_empty()).then(|| Text::new(note)),
            created: "2031-07-29T09:12:44Z".parse().expect("a time"),
            modified: "2031-07-29T09:12:44Z".parse().expect("a time"),
            deleted: None,
            device: None,
            creator: None,
            base: None,
            target: Target {
                revision: Digest::of(b"one"),
                block: BlockPath::default(),
                start: 0,
                end: 24,
                exact: Text::new("The bridge will close on Monday"),
                prefix: Text::default(),
                suffix: Text::default(),
            },
            extra: Vec::new(),
        }
    }

    fn rows(annotation: &Annotation, found: &Found, now: &str, width: u16) -> Vec<String> {
        let copy = NoteCopy { annotation, found, now, colour: Some("yellow") };
        assert!(copy.speaks());
        let row = |row: &Row| row.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        set_note(&copy, width).iter().map(row).collect()
    }

    #[test]
    fn a_note_says_what_became_of_its_words_what_was_written_and_its_tags() {
        let exact = Found::Exact(Extract::default());
        let note = annotation("Contradicts the June statement.\n\nAsk the harbour master.");
        assert_eq!(
            rows(&note, &exact, "", 24),
            ["Contradicts the June", "statement.", "Ask the harbour master.", "#bridge #june · yellow"]
        );
        let changed = Found::Changed { at: Extract::default(), was: Text::new("The bridge will close on Monday") };
        assert_eq!(
            rows(&annotation(""), &changed, "The bridge will close on Tuesday", 60),
            ["changed  The bridge will close on [Monday → Tuesday]", "#bridge #june · yellow"]
        );
        let was = Text::new(
            "It was said in the council on the first evening that the bridge will close on Monday for a month",
        );
        let changed = Found::Changed { at: Extract::default(), was };
        let now = "It was said in the council on the first evening that the bridge will close for at least a month";
        assert_eq!(
            rows(&annotation(""), &changed, now, 80)[0],
            "changed  … bridge will close [−on Monday] for [+at least] a month",
            "the words around a change are enough"
        );
        assert_eq!(rows(&annotation(""), &Found::Gone, "", 60)[0], "gone  The bridge will close on Monday");
    }

    #[test]
    fn a_bare_highlight_says_nothing() {
        let (bare, exact) = (Annotation { tags: Vec::new(), ..annotation("") }, Found::Exact(Extract::default()));
        assert!(!NoteCopy { annotation: &bare, found: &exact, now: "", colour: None }.speaks());
    }

    #[test]
    fn no_row_is_wider_than_the_column() {
        let note =
            annotation("A note with 日本語の新聞 and שלום עולם and averyveryverylongwordwithoutanyspaces in it.");
        for width in 8..40 {
            for row in set_note(&NoteCopy { annotation: &note, found: &Found::Gone, now: "", colour: None }, width) {
                assert!(row.runs.iter().all(|run| run.column + run.width_cells <= width), "{width}: {row:?}");
            }
        }
    }
}
