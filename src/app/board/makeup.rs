//! Making a board up: titles, and items of one or more paragraphs, laid one below the other.

use crate::{
    layout::{Emphasis, Galley, Line, Paragraph, ParagraphStyle, Role, Stretch},
    library::{Citation, fold, words},
    model::{Kind, Text},
};

use super::{Item, Lead};

/// A list on its way into a galley.
#[derive(Debug, Default)]
pub struct Makeup {
    galley: Galley,
    items: Vec<Item>,
    tally: String,
    /// Whether a title stands above the next item.
    titled: bool,
    kind: Option<Kind>,
}

impl Makeup {
    /// What is told at the head of how much there is.
    pub fn tally(&mut self, words: String) {
        self.tally = words;
    }

    /// A title, below which a new group begins.
    pub fn title(&mut self, line: Line) {
        self.titled = true;
        self.kind = None;
        let space_rows = u8::from(!self.galley.paragraphs.is_empty());
        self.line(ParagraphStyle::Heading, line, space_rows);
    }

    /// The title of a group: a headline and its date.
    pub fn headline(&mut self, at: &Citation, more: &str) {
        self.lit_headline(at, more, &[]);
    }

    /// The same with those words lit in the headline, in whatever case and accents they stand there.
    pub fn lit_headline(&mut self, at: &Citation, more: &str, light: &[String]) {
        let mut line = Line::default();
        let light: Vec<String> = light.iter().map(|word| fold(word)).collect();
        let (name, mut said) = (name_of(at), 0);
        for (place, _) in words(name).filter(|(_, word)| light.contains(word)) {
            // a word that folding makes two comes twice
            if place.start >= said {
                line.plain(name.get(said..place.start).unwrap_or_default());
                line.say(Role::Match, name.get(place.clone()).unwrap_or_default());
                said = place.end;
            }
        }
        line.plain(name.get(said..).unwrap_or_default());
        if let Some(day) = day(at.published.as_deref()) {
            line.dot().shaped(Role::Date, Emphasis::NONE, day);
        }
        if !more.is_empty() {
            // a number at the end of a row and what it counts on the next would be two things
            line.dot().say(Role::Muted, &more.replace(' ', "\u{a0}"));
        }
        self.title(line);
    }

    /// A line of least weight that the cursor passes over.
    pub fn remark(&mut self, words: &str) {
        let mut line = Line::default();
        line.plain(words);
        self.kind = None;
        self.line(ParagraphStyle::Foot, line, 0);
    }

    /// A further line of what byline says, in the rail of `kind` until the next item.
    pub fn line(&mut self, style: ParagraphStyle, line: Line, space_rows: u8) {
        let (text, marks) = line.finish();
        self.lay(style, text, marks, space_rows);
    }

    /// Words as somebody wrote them, all in one role but for what is `lit`.
    pub fn words(&mut self, style: ParagraphStyle, words: &str, role: Role, lit: &[(u32, u32)]) {
        let text = Text::line(words);
        let mut marks: Vec<Stretch> = Vec::new();
        let mut at = 0;
        let mut mark = |from: usize, to: usize, role: Role, marks: &mut Vec<Stretch>| {
            let span = text.span_around(from.max(at)..to.max(at));
            if !span.is_empty() && span.start() >= at {
                at = span.end();
                marks.push((span, role, Emphasis::NONE));
            }
        };
        for (from, to) in lit {
            let (from, to) = (*from as usize, (*to as usize).min(text.len()));
            let begun = marks.last().map_or(0, |(span, ..): &Stretch| span.end());
            if role != Role::Text && begun < from {
                mark(begun, from, role, &mut marks);
            }
            mark(from, to, Role::Match, &mut marks);
        }
        let begun = marks.last().map_or(0, |(span, ..)| span.end());
        if role != Role::Text {
            mark(begun, text.len(), role, &mut marks);
        }
        self.lay(style, text, marks, 0);
    }

    fn lay(&mut self, style: ParagraphStyle, text: Text, marks: Vec<Stretch>, space_rows: u8) {
        let paragraph = Paragraph::apart(style, text, marks, space_rows);
        self.galley.paragraphs.push(Paragraph { kind: self.kind, ..paragraph });
    }

    /// An item: what `lay` lays down, with the rail of a kind.
    pub fn item(&mut self, lead: Lead, kind: Option<Kind>, speaker: Option<&str>, lay: impl FnOnce(&mut Self)) {
        let start = self.galley.paragraphs.len();
        self.kind = kind;
        lay(self);
        self.kind = None;
        let first = std::mem::take(&mut self.titled) || self.items.is_empty();
        let paragraphs = start..self.galley.paragraphs.len();
        self.items.push(Item { paragraphs, lead, speaker: speaker.map(str::to_owned), first });
    }

    /// `● What we know · Ana Lee`, the line that stands above words in the rail of their section.
    pub fn label(&mut self, at: &Citation, say: impl FnOnce(&mut Line)) {
        let kind = kind_of(at);
        let mut line = Line::default();
        match &at.label {
            Some(label) => _ = line.plain(label),
            None => _ = line.plain(capital(kind.name()).as_str()),
        }
        say(&mut line);
        self.line(ParagraphStyle::Label(kind), line, 0);
    }

    pub fn finish(self) -> (Galley, Vec<Item>, Text) {
        (self.galley, self.items, Text::line(&self.tally))
    }
}

/// The kind of the section in which words stand.
#[must_use]
pub fn kind_of(at: &Citation) -> Kind {
    Kind::from_name(&at.kind).unwrap_or(Kind::Other)
}

/// What an article is called: its headline, or its id where it has none.
#[must_use]
pub fn name_of(at: &Citation) -> &str {
    if at.headline.is_empty() { &at.article } else { &at.headline }
}

/// The day of a date, without the hour.
#[must_use]
pub fn day(date: Option<&str>) -> Option<&str> {
    date.map(|date| date.get(..10).unwrap_or(date))
}

/// `1 quote`, `3 quotes`, `12,300 quotes`.
#[must_use]
pub fn count(many: usize, one: &str, more: &str) -> String {
    format!("{} {}", grouped(many), if many == 1 { one } else { more })
}

/// A number with its thousands parted.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or(("", word));
    format!("{}{rest}", first.to_uppercase())
}

/// Whether a text holds every word, case and accents aside.
#[must_use]
pub fn holds(text: &str, folded_words: &[String]) -> bool {
    folded_words.is_empty() || {
        let text = crate::library::fold(text);
        folded_words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// The words to hold, folded.
#[must_use]
pub fn folded(words: &str) -> Vec<String> {
    crate::library::fold(words).split_whitespace().map(str::to_owned).collect()
}
