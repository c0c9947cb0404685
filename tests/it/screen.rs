//! Keys in, screen out: a reader with no terminal, thread, disk or clock.

use std::collections::HashMap;

use byline::{
    app::{
        Effect, Event, Filed, Filing, Incoming, Keymap, Look, Opened, Outcome, Setup, Size, Source, Start, State,
        prepare, prepare_yaml, update,
    },
    format,
    import::{Format, Nowhere},
    layout::Known,
    library::{
        Around, Entries, FileFacts, Finding, Inquiry, Mark, Marks, Record, Records, Shelving, Spellings, Wanted, answer,
    },
    marginalia::{Revision, find},
    model::{Annotation, ArticleId, Date, Digest, Text},
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
    /// The annotations on disk, the buried ones as well.
    pub kept: Vec<Annotation>,
    /// What the editor makes of what it is handed; `None`: what it was.
    pub editor: Option<fn(&str) -> String>,
    /// Whether pastes are prepared at once; else a test does, with [`Reader::prepare`].
    pub prepares: bool,
    /// Why annotations can't be written, while they can't.
    pub full: Option<&'static str>,
    /// The texts that came with annotations.
    pub revisions: Vec<Revision>,
    /// The note that is being written, as far as it is kept.
    pub unfinished: Vec<Annotation>,
    /// Whether the library answers at once; else a test does, with [`Reader::found`].
    answers: bool,
    /// What the desk keeps of the articles, and what undoes each change of many.
    pub marks: Marks,
    undoing: HashMap<u64, Vec<(String, Mark)>>,
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
            articles: 0,
            places: HashMap::new(),
            tags: HashMap::new(),
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
        let (marks, undoing) = (Marks::default(), HashMap::new());
        let (kept, revisions) = (Vec::new(), Vec::new());
        let effects_seen = Vec::new();
        let mut reader = Self {
            state,
            articles,
            effects: effects_seen,
            kept,
            editor: None,
            prepares: true,
            full: None,
            revisions,
            unfinished: Vec::new(),
            answers: false,
            marks,
            undoing,
        };
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
                Effect::Shelve { number, wanted, .. } => Some(self.shelve(*number, wanted)),
                Effect::Index => Some(Event::Indexed { changed: 0, faults: Vec::new() }),
                Effect::Remember { id, place } => {
                    self.marks.places.insert(id.to_string(), *place);
                    None
                }
                Effect::Tag { id, tags } => {
                    self.marks.set_tags(id.as_str(), tags.clone());
                    None
                }
                Effect::MarkAll { number, arrangement, mark } => {
                    let Ok(ids) = self.shelving().ids(arrangement, &self.marks);
                    Some(self.mark_all(*number, ids.into_iter().map(|id| (id, mark.clone())).collect()))
                }
                Effect::UnmarkAll { number } => {
                    let back = self.undoing.remove(number).expect("it was done");
                    Some(self.mark_all(*number, back))
                }
                Effect::Inquire { number, inquiry } if self.answers => {
                    Some(Event::Found { number: *number, finding: Box::new(self.consult(inquiry)) })
                }
                Effect::Annotations { article, revision } => Some(self.annotations(article, revision)),
                Effect::Annotate { after, revision, .. } => Some(self.annotate(after, revision.as_deref())),
                Effect::Inquire { number, inquiry: inquiry @ Inquiry::Around { .. } } => {
                    // no more than whether other articles are there
                    let Finding::Around(all) = self.consult(inquiry) else { panic!("{inquiry:?}") };
                    let around =
                        Around { article: all.article, mentions: all.mentions, is_whole: true, ..Around::default() };
                    Some(Event::Found { number: *number, finding: Box::new(Finding::Around(Box::new(around))) })
                }
                Effect::Inquire { number, inquiry: inquiry @ (Inquiry::Headline { .. } | Inquiry::Names) } => {
                    Some(Event::Found { number: *number, finding: Box::new(self.consult(inquiry)) })
                }
                Effect::Prepare { number, source, format } if self.prepares => {
                    Some(Event::Prepared { number: *number, outcome: prepared(source, *format) })
                }
                Effect::File { number, what } => {
                    Some(Event::Filed { number: *number, outcome: self.file(what).map(Box::new) })
                }
                Effect::EditDraft { text, yaml } => {
                    let edited = self.editor.map_or_else(|| text.to_string(), |edit| edit(text.as_str()));
                    Some(Event::DraftEdited { yaml: *yaml, outcome: Ok(Text::new(&edited)) })
                }
                Effect::KeepUnfinished(note) => {
                    self.unfinished.clone_from(note);
                    None
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

    /// The annotations of an article as the disk has them.
    fn annotations(&self, article: &ArticleId, revision: &Revision) -> Event {
        let live: Vec<&Annotation> =
            self.kept.iter().filter(|kept| kept.article == *article && kept.deleted.is_none()).collect();
        let base = |digest: &Digest| self.revisions.iter().find(|text| text.digest() == *digest).cloned();
        let found = find(&live, &base, revision);
        let noted = live.into_iter().cloned().zip(found).collect();
        Event::Annotated {
            article: article.clone(),
            revision: revision.digest(),
            noted,
            faults: Vec::new(),
            unfinished: self.unfinished.clone(),
        }
    }

    /// Answers every question for a paste that is not answered yet, the last one first.
    pub fn prepare(&mut self) {
        self.prepares = true;
        let asked: Vec<Effect> = self.effects.clone();
        for effect in asked.into_iter().rev() {
            if let Effect::Prepare { number, source, format } = effect {
                self.send(Event::Prepared { number, outcome: prepared(&source, format) });
            }
        }
    }

    /// The source of an article, as it is on disk.
    pub fn source(&self, stem: &str) -> Option<&str> {
        self.articles.iter().find(|(known, _)| *known == stem).map(|(_, source)| source.as_str())
    }

    /// Files an article, or takes it away again.
    fn file(&mut self, what: &Filing) -> Result<Filed, Text> {
        match what {
            Filing::New { id, yaml } => {
                let taken = |name: &str| self.articles.iter().any(|(stem, _)| *stem == name);
                let names = std::iter::once(id.to_string()).chain((2..).map(|count| format!("{id}-{count}")));
                let name: &'static str = names.into_iter().find(|name| !taken(name)).expect("a free name").leak();
                self.articles.push((name, yaml.to_string()));
                let (id, path) = (name.parse().expect("an id"), format!("{name}.yaml"));
                Ok(Filed { id, path, yaml: yaml.clone(), was_there: false })
            }
            Filing::Remove(filed) => {
                let same = |source: &str| source == filed.yaml.as_str();
                if !self.source(filed.id.as_str()).is_some_and(same) {
                    return Err(Text::new("it was changed since it was kept, so it stays"));
                }
                self.articles.retain(|(stem, _)| *stem != filed.id.as_str());
                Ok(filed.clone())
            }
            Filing::Again(filed) => {
                self.articles.push((filed.id.to_string().leak(), filed.yaml.to_string()));
                Ok(filed.clone())
            }
        }
    }

    /// Writes an annotation, unless the disk is full.
    fn annotate(&mut self, after: &Annotation, revision: Option<&Revision>) -> Event {
        if let Some(why) = self.full {
            return Event::Kept { id: after.id.clone(), outcome: Err(Text::new(why)) };
        }
        self.revisions.extend(revision.cloned());
        assert!(self.revisions.iter().any(|text| text.digest() == after.target.revision), "its text is not kept");
        self.kept.retain(|kept| kept.id != after.id);
        self.kept.push(after.clone());
        Event::Kept { id: after.id.clone(), outcome: Ok(Box::new(after.clone())) }
    }

    /// Keeps a text that annotations are made on.
    pub fn keep_text(&mut self, text: Revision) {
        self.revisions.push(text);
    }

    /// The annotations that are not deleted.
    pub fn live(&self) -> Vec<&Annotation> {
        self.kept.iter().filter(|kept| kept.deleted.is_none()).collect()
    }

    /// The last question to the library that is not about what stands around an article, and its number.
    pub fn asked(&self) -> (u64, Inquiry) {
        let asked = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Inquire { number, inquiry } if !matches!(inquiry, Inquiry::Around { .. } | Inquiry::Names) => {
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

    fn shelving(&self) -> Shelving<Entries> {
        Shelving::new(Entries::new(self.records().0.into_iter().map(|record| record.entry).collect()))
    }

    fn shelve(&self, number: u64, wanted: &Wanted) -> Event {
        let Ok(stretch) = self.shelving().stretch(wanted, &self.marks);
        Event::Shelved { number, stretch: Box::new(stretch) }
    }

    fn mark_all(&mut self, number: u64, changes: Vec<(String, Mark)>) -> Event {
        let made = changes.into_iter().filter_map(|(id, mark)| Some((id.clone(), mark.make(&mut self.marks, &id)?)));
        let back: Vec<(String, Mark)> = made.collect();
        let changed = back.len();
        self.undoing.insert(number, back);
        Event::MarkedAll { number, changed }
    }

    /// What the library of these articles says.
    pub fn consult(&self, inquiry: &Inquiry) -> Finding {
        let Ok(finding) = answer(&self.records(), inquiry, &Date::new("2031-06-01"), &Spellings::default());
        finding
    }

    fn records(&self) -> Records {
        let record = |(stem, source): &(&'static str, String)| {
            let reading = format::read(source.as_bytes(), stem);
            let article = reading.article?;
            let file = FileFacts { path: format!("{stem}.yaml"), ..FileFacts::default() };
            Some(Record::of(&article, &article.outline(), &reading.diagnostics, file))
        };
        Records(self.articles.iter().filter_map(record).collect())
    }

    fn answer_open(&self, ask: byline::app::Ask) -> Event {
        match self.articles.iter().find(|(stem, _)| *stem == ask.id.as_str()) {
            Some((stem, source)) => Event::Opened(Box::new(Opened {
                reading: format::read(source.as_bytes(), stem),
                source: Text::new(source),
                path: format!("{stem}.yaml"),
                partial: false,
                place: self.marks.places.get(*stem).copied(),
                tags: self.marks.of(stem).tags.to_vec(),
                ask,
            })),
            None => Event::OpenFailed { message: Text::new("this library has no such article"), ask },
        }
    }

    /// The screen as text, trailing spaces cut.
    pub fn screen(&self) -> String {
        shown(&self.state)
    }

    pub fn buffer(&self) -> (Buffer, Option<ratatui::layout::Position>) {
        drawn(&self.state)
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

/// The screen as text, trailing spaces cut.
pub fn shown(state: &State) -> String {
    let (buffer, _) = drawn(state);
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

fn drawn(state: &State) -> (Buffer, Option<ratatui::layout::Position>) {
    let Size { width, height } = state.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let styles = theme::default_for(state.look.shade).stylesheet(state.look.depth);
    let cursor = view::draw(state, &styles, &mut buffer);
    (buffer, cursor)
}

/// What a source becomes where there is neither disk nor library.
fn prepared(source: &Source, format: Option<Format>) -> Result<Incoming, Text> {
    let known = |_: &ArticleId| Known::NotYet;
    let article = match source {
        Source::Words(words) => prepare("", words.as_str().as_bytes(), format, &Nowhere, &known)?,
        Source::Yaml(yaml) => prepare_yaml(yaml, None, &known),
        Source::File(name) => return Err(Text::line(&format!("there is no file {name}"))),
        Source::Address(address) => return Err(Text::line(&format!("the library has no {address}"))),
    };
    Ok(Incoming::Article(Box::new(article)))
}
