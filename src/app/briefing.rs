//! Gathering a brief: words in focus go into the tray, the tray is shown as a board, changed by keys, and written out.

use crate::{
    format,
    library::Profile,
    marginalia::{Brief, Passage, Said, Stretch, Tray, TrayEdit, to_markdown},
    model::{ArticleId, Attribution, Date, Kind, Quote, Span, Text, Wording},
};

use super::{
    Effect, Prompt,
    board::{Board, Lead, Topic},
    command::Command,
    event::Export,
    mode::{LineFor, Mode},
    reader::Reader,
    state::State,
};

/// More changes than these are not undone.
const UNDONE_MAX: usize = 200;

/// The tray as far as this window knows it.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    /// `None` until it has been read.
    tray: Option<Tray>,
    asked: bool,
    /// Changes since it was asked for: what is read doesn't know of them.
    since: Vec<TrayEdit>,
    /// What takes the last changes back, and what makes them again.
    done: Vec<TrayEdit>,
    undone: Vec<TrayEdit>,
}

impl State {
    /// Puts the words in focus into the tray.
    pub(super) fn gather(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.shows_source) else {
            self.say("There are no passages of an article here");
            return Vec::new();
        };
        let stretches = match (&reader.selection, reader.focus_in_window(height)) {
            (Some(selection), _) => selection.stretches(&reader.galley),
            (None, Some(focus)) => vec![(focus.paragraph, focus.span)],
            (None, None) => Vec::new(),
        };
        if stretches.is_empty() {
            self.say("No words are in focus: ) goes to the next sentence, ]q to the next quote, v selects");
            return Vec::new();
        }
        let Some(mut passage) = passage(reader, &stretches) else {
            self.say("These words are byline’s, not the article’s: they can’t be cited");
            return Vec::new();
        };
        let same = |known: &Passage| known.at.article == passage.at.article && known.words == passage.words;
        if self.gathering.tray.as_ref().is_some_and(|tray| tray.passages.iter().any(same)) {
            self.say("This is in the brief already; gb shows it");
            return Vec::new();
        }
        self.leave_selection();
        passage.id = self.mint.next(self.now).to_string();
        let known = self.gathering.tray.as_ref().map(|tray| tray.passages.len() + 1);
        self.say(match known {
            Some(many) => format!("Put into the brief, {many} now; gb shows it"),
            None => "Put into the brief; gb shows it".to_owned(),
        });
        let mut effects = self.edit_tray(TrayEdit::Add { at: None, passage: Box::new(passage) });
        effects.extend(self.ask_tray(false));
        effects
    }

    /// Shows the tray.
    pub(super) fn open_brief(&mut self) -> Vec<Effect> {
        let effects = self.open_board(Topic::Brief);
        self.show_tray();
        effects
    }

    /// Reads the tray, behind all changes that were made of it.
    pub(super) fn ask_tray(&mut self, again: bool) -> Option<Effect> {
        let gathering = &mut self.gathering;
        if gathering.asked && !again {
            return None;
        }
        gathering.asked = true;
        gathering.since.clear();
        Some(Effect::Tray)
    }

    /// Takes in the tray as it is on disk.
    pub(super) fn take_tray(&mut self, mut tray: Tray) -> Vec<Effect> {
        for edit in std::mem::take(&mut self.gathering.since) {
            tray.apply(&edit);
        }
        self.gathering.tray = Some(tray);
        self.show_tray();
        Vec::new()
    }

    fn show_tray(&mut self) {
        let height = self.shelf_height();
        let Some(tray) = &self.gathering.tray else { return };
        for board in self.boards.briefs() {
            board.take_tray(tray.clone());
            board.make_up(height);
        }
    }

    /// Makes a change of the tray, here and on disk.
    fn edit_tray(&mut self, edit: TrayEdit) -> Vec<Effect> {
        let gathering = &mut self.gathering;
        let back = match &mut gathering.tray {
            Some(tray) => tray.apply(&edit),
            // it is read later: what is put in can be taken out by its name
            None => Tray::default().apply(&edit),
        };
        let Some(back) = back else { return Vec::new() };
        gathering.since.push(edit.clone());
        gathering.undone.clear();
        gathering.done.push(back);
        if gathering.done.len() > UNDONE_MAX {
            gathering.done.remove(0);
        }
        self.show_tray();
        vec![Effect::EditTray(edit)]
    }

    /// Undoes or redoes: on the brief its own changes, elsewhere what was done last.
    pub(super) fn undo(&mut self, command: Command, count: usize) -> Vec<Effect> {
        if self.is_on_brief() {
            return self.undo_tray(command == Command::Undo, count);
        }
        self.unmark(command, count)
    }

    /// Takes changes of the tray back, or makes them again.
    fn undo_tray(&mut self, undo: bool, count: usize) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..count {
            let gathering = &mut self.gathering;
            let edit = if undo { gathering.done.pop() } else { gathering.undone.pop() };
            let (Some(edit), Some(tray)) = (edit, &mut gathering.tray) else { break };
            if let Some(back) = tray.apply(&edit) {
                if undo { gathering.undone.push(back) } else { gathering.done.push(back) }
            }
            gathering.since.push(edit.clone());
            effects.push(Effect::EditTray(edit));
        }
        self.say(match (effects.is_empty(), undo) {
            (true, true) => "There is nothing to undo in the brief",
            (true, false) => "There is nothing to redo in the brief",
            (false, true) => "Undone",
            (false, false) => "Redone",
        });
        self.show_tray();
        effects
    }

    /// Moves or removes the passage under the cursor, or asks for a headline.
    pub(super) fn edit_brief(&mut self, command: Command) -> Vec<Effect> {
        if !self.is_on_brief() {
            self.say("This is done in the brief; gb shows it");
            return Vec::new();
        }
        if command == Command::BriefName {
            let headline = self.gathering.tray.as_ref().map_or("", |tray| &tray.headline);
            self.mode = Mode::Line { what: LineFor::Headline, prompt: Prompt::new(headline) };
            return Vec::new();
        }
        let id = match self.board().and_then(Board::current).map(|item| &item.lead) {
            Some(Lead::Passage { id, .. }) => id.clone(),
            Some(_) | None => {
                self.say("The brief is empty: Y on a page puts words into it");
                return Vec::new();
            }
        };
        let edit = match command {
            Command::BriefUp => TrayEdit::Shift { id, up: true },
            Command::BriefDown => TrayEdit::Shift { id, up: false },
            _ => TrayEdit::Remove { id },
        };
        let effects = self.edit_tray(edit);
        self.say(match (command, effects.is_empty()) {
            (Command::BriefUp, true) => "This is the first of its kind",
            (Command::BriefDown, true) => "This is the last of its kind",
            (Command::BriefUp | Command::BriefDown, false) => "Moved; U undoes it",
            (_, _) => "Taken out of the brief; U puts it back",
        });
        effects
    }

    /// Whether the brief is shown.
    fn is_on_brief(&self) -> bool {
        self.board().is_some_and(|board| board.topic == Topic::Brief)
    }

    pub(super) fn set_headline(&mut self, typed: &str) -> Vec<Effect> {
        self.edit_tray(TrayEdit::Headline(Text::line(typed.trim()).to_string()))
    }

    pub(super) fn type_brief_file(&mut self) {
        match self.gathering.tray.as_ref().filter(|tray| !tray.is_empty()) {
            None => self.say("The brief is empty: Y on a page puts words into it"),
            Some(tray) => {
                let name = format!("{}-{}.yaml", self.today(), slug(tray.title()));
                self.mode = Mode::Line { what: LineFor::BriefFile, prompt: Prompt::new(&name) };
            }
        }
    }

    /// Writes the brief: an article where the name says so, else Markdown.
    pub(super) fn export_brief(&mut self, path: &str) -> Vec<Effect> {
        let Some(tray) = &self.gathering.tray else { return Vec::new() };
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
        let what = match stem.map(str::parse::<ArticleId>) {
            Some(Ok(id)) => {
                let brief = Brief { id, today: Some(self.today()), markup: &format::markup };
                Export::Article(format::write(&brief.of(tray)))
            }
            Some(Err(error)) => {
                self.warn(format!("{name}: {error}; an article’s file is named by its id"));
                return Vec::new();
            }
            None => Export::Markdown(to_markdown(tray)),
        };
        vec![Effect::Export { path: Text::line(path), replace: false, what: Box::new(what) }]
    }

    /// The day it is, as far as the last input tells.
    fn today(&self) -> Date {
        Date::new(&self.now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
    }
}

/// A headline as a part of a file's name.
fn slug(headline: &str) -> String {
    let words: Vec<String> = crate::library::words(headline).map(|(_, word)| word).take(8).collect();
    words.join("-")
}

/// Words of the page as a passage; `None` where none of them are the article's.
fn passage(reader: &Reader, stretches: &[(usize, Span)]) -> Option<Passage> {
    let article = reader.article.as_ref()?;
    let own = |(paragraph, _): &&(usize, Span)| {
        reader.galley.paragraphs.get(*paragraph).is_some_and(|copy| copy.place.is_some() && !copy.text.is_empty())
    };
    let stretches: Vec<(usize, Span)> = stretches.iter().filter(own).copied().collect();
    let (first, span) = *stretches.first()?;
    let copy = reader.galley.paragraphs.get(first)?;
    let place = copy.place?;
    let section = copy.section.and_then(|at| reader.galley.outline.sections.get(usize::try_from(at).ok()?));
    let one = |text: &Text| Text::line(text.as_str()).to_string();
    let mut words: Vec<Stretch> = Vec::new();
    for (paragraph, span) in &stretches {
        if let Some(last) = words.last_mut() {
            last.text.push(' ');
        }
        words.extend(told(reader, *paragraph, *span));
    }
    let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Some(Passage {
        id: String::new(),
        at: crate::library::Citation {
            article: reader.id.to_string(),
            path: reader.path.clone(),
            headline: one(&reader.headline),
            published: article.head.published.as_ref().map(ToString::to_string),
            kind: section.map_or(Kind::News, |section| section.kind).name().to_owned(),
            label: section.and_then(|section| section.label.as_ref()).map(one),
            item: place.item,
            leaf: place.leaf,
            start: bytes(span.start()),
            end: bytes(span.end()),
        },
        publisher: article.head.publisher.as_ref().map(one),
        url: article.head.url.as_ref().map(one),
        claim: claim(reader, first, span),
        words,
    })
}

/// The words of one paragraph, parted by who says them.
fn told(reader: &Reader, paragraph: usize, span: Span) -> Vec<Stretch> {
    let Some(copy) = reader.galley.paragraphs.get(paragraph) else { return Vec::new() };
    let quotes = reader.galley.quotes.iter().filter(|quote| quote.paragraph == paragraph && quote.span.overlaps(span));
    let mut told = Vec::new();
    let mut at = span.start();
    let mut put = |from: usize, to: usize, said: Option<Said>| {
        let text = copy.text.get(copy.text.span_around(from..to.max(from))).replace('\n', " ");
        if !text.is_empty() {
            told.push(Stretch { text, said });
        }
    };
    for stop in quotes {
        let Some(quote) = reader.galley.outline.quotes.get(stop.quote) else { continue };
        let (from, to) = (stop.span.start().max(at), stop.span.end().min(span.end()));
        if from >= to {
            continue;
        }
        put(at, from, None);
        put(from, to, Some(said(reader, quote)));
        at = to;
    }
    put(at, span.end(), None);
    told
}

fn said(reader: &Reader, quote: &Quote) -> Said {
    let by = quote.attribution.by().zip(reader.article.as_ref());
    Said {
        by: by.map(|(by, article)| Profile::of(article, by)),
        direct: quote.wording == Wording::Direct,
        given: quote.attribution.is_given(),
        circumstance: match &quote.attribution {
            Attribution::Given { circumstance, .. } => {
                circumstance.as_ref().map(|words| Text::line(words.as_str()).to_string())
            }
            Attribution::Found { .. } => None,
        },
    }
}

/// The claim or question that the words are, or are a part of.
fn claim(reader: &Reader, paragraph: usize, span: Span) -> Option<String> {
    let outline = &reader.galley.outline;
    let asked = reader.galley.questions.iter().find(|stop| stop.paragraph == paragraph && stop.span.overlaps(span));
    if let Some(question) = asked.and_then(|stop| outline.questions.get(stop.question)) {
        return Some(question.id.to_string());
    }
    let place = reader.galley.paragraphs.get(paragraph)?.place?;
    let stated = outline.claims.iter().find(|claim| claim.place == place && claim.span.overlaps(span));
    stated.map(|claim| claim.id.to_string())
}
