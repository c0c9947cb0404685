//! What can be done with an article: copy its words, open where it came from, edit it, see its source and its faults.

use crate::model::{Attribution, Mark, Span, Text, Wording};

use super::{
    Effect,
    command::{Command, Context},
    mode::{Faults, Mode},
    opening::{Landing, marks_at},
    reader::{Focus, Reader},
    state::{Screen, State},
    update::continue_setting,
};

impl State {
    pub(super) fn handle_article(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Yank => self.yank(),
            Command::Original => self.open_original(),
            Command::Edit => self.edit(),
            Command::Source => self.toggle_source(),
            Command::Faults => self.show_faults(),
            _ => self.reload(),
        }
    }

    /// Copies the words in focus, and who said them where.
    fn yank(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = &self.reader else { return Vec::new() };
        let selected = reader.selection.as_ref().map(|selection| selection.stretches(&reader.galley));
        let in_focus = reader.focus_in_window(height).map(|focus| vec![(focus.paragraph, focus.span)]);
        let words = selected.or(in_focus).and_then(|words| quotation(reader, &words));
        self.leave_selection();
        let Some(words) = words else {
            self.say("Nothing is in focus: ) goes to the next sentence, ]q to the next quote");
            return Vec::new();
        };
        self.say("Copied, with who said it and where");
        vec![Effect::Copy(words)]
    }

    fn open_original(&mut self) -> Vec<Effect> {
        if self.context() == Context::Shelf {
            // The address stands in the file, which is read when the article is opened.
            self.say("Open the article first; o there opens where it was published");
            return Vec::new();
        }
        let url = self
            .reader
            .as_ref()
            .and_then(|reader| reader.article.as_ref())
            .and_then(|article| article.head.url.clone());
        match url {
            Some(url) => self.show_address(url),
            None => {
                self.say("This article names no address (`url:`)");
                Vec::new()
            }
        }
    }

    fn edit(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let target = match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some((reader.id.clone(), reader.path.clone(), source_line(reader, height))),
            (Screen::Shelf | Screen::Page | Screen::Board | Screen::Study | Screen::Paste, _) => {
                self.shelf.current().and_then(|entry| Some((entry.id.parse().ok()?, entry.path.clone(), 1)))
            }
        };
        let Some((id, path, line)) = target else {
            self.say("There is no article to edit");
            return Vec::new();
        };
        self.remember().into_iter().chain([Effect::Edit { id, path, line }]).collect()
    }

    fn toggle_source(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return Vec::new() };
        if reader.article.is_none() {
            self.say("This file can't be read as an article; ! says why");
            return Vec::new();
        }
        if reader.shows_source {
            let (paragraph, offset) = reader.page_place();
            return self.leave_source(paragraph, offset);
        }
        // From the top of the page one comes to the top of the file.
        let line = if reader.top == 0 { 1 } else { source_line(reader, height) };
        reader.behind_source = Some(reader.page_place());
        reader.shows_source = true;
        reader.search = None;
        self.reset_reader();
        if let Some(reader) = &mut self.reader {
            let lines = reader.source.as_str().split_inclusive('\n').take(line.saturating_sub(1) as usize);
            let offset = lines.map(str::len).sum();
            let paragraph = if line == 1 { 0 } else { SOURCE_PARAGRAPH };
            reader.show_at(paragraph, offset, height);
        }
        continue_setting(self)
    }

    /// From the source back to a place on the page.
    pub(super) fn leave_source(&mut self, paragraph: usize, offset: usize) -> Vec<Effect> {
        let height = self.page_height();
        if let Some(reader) = &mut self.reader {
            reader.shows_source = false;
            reader.behind_source = None;
            reader.search = None;
        }
        self.reset_reader();
        if let Some(reader) = &mut self.reader {
            reader.show_kept((paragraph, offset), height);
        }
        continue_setting(self)
    }

    fn show_faults(&mut self) -> Vec<Effect> {
        if self.reader.as_ref().is_some_and(|reader| reader.diagnostics.is_empty() && reader.margin.faults.is_empty()) {
            self.say("byline found nothing wrong with this file");
        } else {
            self.mode = Mode::Faults(Faults::default());
        }
        Vec::new()
    }

    fn reload(&mut self) -> Vec<Effect> {
        let target = match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some((reader.id.clone(), reader.path.clone())),
            (Screen::Board, _) => return self.ask_board_again(),
            (Screen::Study, _) => return self.ask_study().into_iter().collect(),
            (Screen::Paste, _) => return self.prepare_again(),
            (Screen::Shelf | Screen::Page, _) => None,
        };
        match target {
            Some((id, path)) => self.open(id, Some(path), Landing::Stay),
            None => {
                self.library_faults.clear();
                let shelve = self.arrange_shelf(true);
                shelve.into_iter().chain([Effect::Index]).collect()
            }
        }
    }
}

/// The paragraph of a source's galley that holds it, below the title.
const SOURCE_PARAGRAPH: usize = 1;

/// Words with their attribution: speakers, article, publisher and date.
fn quotation(reader: &Reader, words: &[(usize, Span)]) -> Option<Text> {
    let text = |(paragraph, span): &(usize, Span)| Some(reader.galley.paragraphs.get(*paragraph)?.text.get(*span));
    let mut lines: Vec<String> = words.iter().filter_map(text).map(str::to_owned).collect();
    if lines.is_empty() {
        return None;
    }
    if let Some(article) = &reader.article {
        let marks =
            words.iter().flat_map(|(paragraph, span)| marks_at(reader, Focus { paragraph: *paragraph, span: *span }));
        for mark in marks {
            let Mark::Quote { wording, attribution } = mark else { continue };
            let person = attribution.by().and_then(|by| article.person(by));
            let name = person.map_or("speaker not named", |person| person.name.as_str());
            let role =
                person.and_then(|person| person.role.as_ref()).map(|role| format!(", {role}")).unwrap_or_default();
            let how = match (wording, attribution.is_given()) {
                (Wording::Direct, true) => "",
                (Wording::Direct, false) => " (attribution found by rule)",
                (Wording::Indirect, _) => " (in the reporter's words)",
            };
            let circumstance = match &attribution {
                Attribution::Given { circumstance: Some(words), .. } => format!(", {words}"),
                Attribution::Given { circumstance: None, .. } | Attribution::Found { .. } => String::new(),
            };
            let line = format!("— {name}{role}{circumstance}{how}");
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
        let head = &article.head;
        let mut source = vec![head.headline.to_string()];
        source.extend(head.publisher.iter().map(ToString::to_string));
        source.extend(head.published.iter().map(ToString::to_string));
        source.extend(head.url.iter().map(ToString::to_string));
        lines.push(source.join(", "));
    }
    Some(Text::new(&lines.join("\n")))
}

/// The line of the file at which the words at the top of the window stand: the first line with their beginning.
fn source_line(reader: &Reader, height: usize) -> u32 {
    let text = reader.galley.paragraphs.get(reader.paragraph(height)).map_or("", |paragraph| paragraph.text.as_str());
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    let found = reader.source.as_str().lines().position(|line| {
        let mut from = line;
        !words.is_empty()
            && words.iter().all(|word| match from.split_once(word) {
                Some((_, rest)) => {
                    from = rest;
                    true
                }
                None => false,
            })
    });
    found.and_then(|line| u32::try_from(line + 1).ok()).unwrap_or(1)
}
