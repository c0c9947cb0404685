//! Keys in, screen out: a reader with no terminal, thread, disk or clock.

use std::collections::HashMap;

use byline::{
    app::{Effect, Event, Keymap, Look, Opened, Outcome, Setup, Size, Start, State, update},
    format,
    library::{Entry, FileFacts, Finding, Inquiry, Record, Records, Spellings, answer},
    model::{Date, Text},
    theme::{self, Depth, Shade},
    view,
};
use ratatui::{buffer::Buffer, layout::Rect};

/// A reader over articles in memory.
pub struct Reader {
    pub state: State,
    articles: Vec<(&'static str, String)>,
    /// Effects that reached the world, in order, beside those the harness answers.
    pub effects: Vec<Effect>,
    /// Whether the library answers at once; else a test does, with [`Reader::found`].
    answers: bool,
}

impl Reader {
    /// A reader on the shelf of these articles: stems and sources.
    pub fn shelf(size: (u16, u16), articles: &[(&'static str, &str)]) -> Self {
        Self::new(size, articles, Start::Shelf)
    }

    /// A reader with the first of these articles open.
    pub fn page(size: (u16, u16), articles: &[(&'static str, &str)]) -> Self {
        let (stem, _) = articles[0];
        let start = Start::Article { id: stem.parse().expect("an id"), path: format!("{stem}.yaml") };
        Self::new(size, articles, start)
    }

    /// A reader on the shelf of these articles, whose library answers what it is asked.
    pub fn library(size: (u16, u16), articles: &[(&'static str, &str)]) -> Self {
        Self { answers: true, ..Self::shelf(size, articles) }
    }

    fn new((width, height): (u16, u16), articles: &[(&'static str, &str)], start: Start) -> Self {
        let setup = Setup {
            size: Size { width, height },
            start,
            library: Text::new("Briefings"),
            entries: Vec::new(),
            places: HashMap::new(),
            look: Look { theme: None, configured: None, shade: Shade::Dark, depth: Depth::True },
            themes: theme::shipped().iter().map(|name| (*name).to_owned()).collect(),
            keymap: Keymap::default(),
            measure_max_cells: 76,
            now: "2031-06-01T09:12:44Z".parse().expect("a time"),
            seed: 7,
            device: Text::new("7f3a"),
            meanings: [None, None, Some(Text::new("check this")), None, None, None],
            notice: None,
        };
        let (state, effects) = State::new(setup);
        let articles = articles.iter().map(|(stem, source)| (*stem, (*source).to_owned())).collect();
        let mut reader = Self { state, articles, effects: Vec::new(), answers: false };
        reader.perform(effects);
        reader
    }

    /// Types keys: `]]/flood<Enter>`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in byline::app::Key::sequence(keys).expect("keys") {
            self.send(Event::Key(key));
        }
        self
    }

    pub fn send(&mut self, event: Event) {
        let effects = update(&mut self.state, event);
        self.perform(effects);
    }

    /// Puts another source in place of an article's, as an editor would.
    pub fn rewrite(&mut self, stem: &str, source: &str) {
        let article = self.articles.iter_mut().find(|(known, _)| *known == stem).expect("a known article");
        source.clone_into(&mut article.1);
        self.send(Event::Changed { id: stem.parse().expect("an id") });
    }

    /// Takes an article's file away.
    pub fn remove(&mut self, stem: &str) {
        self.articles.retain(|(known, _)| *known != stem);
        self.send(Event::Changed { id: stem.parse().expect("an id") });
    }

    /// Puts it back.
    pub fn restore(&mut self, stem: &'static str, source: &str) {
        self.articles.push((stem, source.to_owned()));
        self.send(Event::Changed { id: stem.parse().expect("an id") });
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let answer = match &effect {
                Effect::Open(ask) => Some(self.answer_open(ask.clone())),
                Effect::List => {
                    let entries: Vec<Entry> =
                        self.articles.iter().filter_map(|(stem, source)| entry(stem, source)).collect();
                    let total = entries.len();
                    self.send(Event::Listed { entries, faults: Vec::new(), done: total, total, from_cache: false });
                    Some(Event::ListDone)
                }
                Effect::Inquire { number, inquiry } if self.answers => {
                    Some(Event::Found { number: *number, finding: Box::new(self.consult(inquiry)) })
                }
                Effect::Continue => Some(Event::Idle),
                Effect::Copy(_) => Some(Event::Done(Outcome::Well(Text::new("Copied")))),
                _ => None,
            };
            self.effects.push(effect);
            if let Some(event) = answer {
                self.send(event);
            }
        }
    }

    /// The last question to the library that is not about what stands around an article, and its number.
    pub fn asked(&self) -> (u64, Inquiry) {
        let asked = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Inquire { number, inquiry } if !matches!(inquiry, Inquiry::Around { .. }) => {
                Some((*number, inquiry.clone()))
            }
            _ => None,
        });
        asked.expect("something was asked")
    }

    /// Answers the last question.
    pub fn found(&mut self, finding: Finding) {
        let (number, _) = self.asked();
        self.send(Event::Found { number, finding: Box::new(finding) });
    }

    /// What the library of these articles says.
    pub fn consult(&self, inquiry: &Inquiry) -> Finding {
        let record = |(stem, source): &(&'static str, String)| {
            let reading = format::read(source.as_bytes(), stem);
            let article = reading.article?;
            let file = FileFacts { path: format!("{stem}.yaml"), ..FileFacts::default() };
            Some(Record::of(&article, &article.outline(), &reading.diagnostics, file))
        };
        let records = Records(self.articles.iter().filter_map(record).collect());
        let Ok(finding) = answer(&records, inquiry, &Date::new("2031-06-01"), &Spellings::default());
        finding
    }

    fn answer_open(&self, ask: byline::app::Ask) -> Event {
        match self.articles.iter().find(|(stem, _)| *stem == ask.id.as_str()) {
            Some((stem, source)) => Event::Opened(Box::new(Opened {
                reading: format::read(source.as_bytes(), stem),
                source: Text::new(source),
                path: format!("{stem}.yaml"),
                partial: false,
                ask,
            })),
            None => Event::OpenFailed { message: Text::new("this library has no such article"), ask },
        }
    }

    /// The screen as text, trailing spaces cut.
    pub fn screen(&self) -> String {
        let (buffer, _) = self.buffer();
        let area = buffer.area;
        let rows = (0..area.height).map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol).max(1)).expect("a cell");
            }
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    pub fn buffer(&self) -> (Buffer, Option<ratatui::layout::Position>) {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let styles = theme::default_for(self.state.look.shade).stylesheet(self.state.look.depth);
        let cursor = view::draw(&self.state, &styles, &mut buffer);
        (buffer, cursor)
    }

    /// The words in focus.
    pub fn focus(&self) -> Option<&str> {
        let reader = self.state.reader.as_ref()?;
        let focus = reader.focus?;
        Some(reader.galley.paragraphs[focus.paragraph].text.get(focus.span))
    }

    /// The row of the page at the top of the window.
    pub fn top(&self) -> usize {
        self.state.reader.as_ref().expect("an article is open").top
    }
}

fn entry(stem: &str, source: &str) -> Option<Entry> {
    let article = format::read(source.as_bytes(), stem).article?;
    Some(Entry {
        id: article.id.to_string(),
        path: format!("{stem}.yaml"),
        headline: article.head.headline.to_string(),
        published: article.head.published.as_ref().map(ToString::to_string),
        publisher: article.head.publisher.as_ref().map(ToString::to_string),
        topics: article.head.topics.iter().map(ToString::to_string).collect(),
        ..Entry::default()
    })
}
