//! Finding words in the open article, as they are typed; on the shelf, filtering it.

use super::{
    Effect, Key, KeyCode, Prompt, Search,
    command::{Command, Context},
    mode::Mode,
    state::State,
};

impl State {
    pub(super) fn find(&mut self, command: Command, count: usize) -> Vec<Effect> {
        match (command, self.context()) {
            (Command::NextMatch, _) => self.step_match(count, false),
            (Command::PreviousMatch, _) => self.step_match(count, true),
            (_, Context::Board) => return self.type_on_board().into_iter().collect(),
            (_, Context::Paste) => self.say("Keep it first, with Enter; then / finds words in it"),
            (_, Context::Study) => self.say("There is nothing to find here; g/ searches the library"),
            (_, Context::Shelf) => {
                let before = self.shelf.filter.clone();
                let completing = Box::new(self.completing(crate::library::Realm::Library));
                self.mode = Mode::Filter { prompt: Prompt::new(&before), before, completing };
                return self.ask_names().into_iter().collect();
            }
            (_, Context::Page | Context::Contents | Context::Selection) => {
                let origin = self.reader.as_ref().map_or(0, |reader| reader.top);
                self.mode = Mode::Find { prompt: Prompt::default(), origin };
            }
        }
        Vec::new()
    }

    pub(super) fn find_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Find { prompt, origin } = &mut self.mode else { return Vec::new() };
        let origin = *origin;
        let leaves = key.code == KeyCode::Esc
            || (key.ctrl && key.code == KeyCode::Char('c'))
            || (key.code == KeyCode::Backspace && prompt.text().is_empty());
        if leaves {
            self.mode = Mode::Normal;
            self.end_search(origin);
        } else if key.code == KeyCode::Enter {
            self.confirm_search(origin);
        } else if prompt.key(key) {
            self.find_as_typed();
        }
        self.after_scroll()
    }

    /// Searches for what has been typed so far, and shows the first hit from where one began.
    pub(super) fn find_as_typed(&mut self) {
        let height = self.page_height();
        let Mode::Find { prompt, origin } = &self.mode else { return };
        let Some(reader) = &mut self.reader else { return };
        let mut search = Search::new(&reader.galley, prompt.text());
        reader.scroll_to(*origin, height);
        let place = reader.anchor().unwrap_or((0, 0));
        search.current = search.from(place, false);
        let hit = search.current.map(|at| search.hits[at]);
        reader.search = Some(search);
        if let Some(hit) = hit {
            let row = reader.row_of(hit.paragraph, hit.span.start());
            reader.reveal(row, row, height);
        }
    }

    /// Enter: the words stay lit, and the place one began at is one to come back to. No words repeat the last search.
    fn confirm_search(&mut self, origin: usize) {
        let height = self.page_height();
        self.mode = Mode::Normal;
        let Some(reader) = &mut self.reader else { return };
        let found_at = reader.top;
        let empty = reader.search.as_ref().is_none_or(|search| search.words.is_empty());
        let missed = reader.search.as_ref().filter(|search| search.hits.is_empty()).map(|search| search.words.clone());
        reader.scroll_to(origin, height);
        if empty {
            reader.search = None;
            return;
        }
        self.leave_spot();
        if let Some(reader) = &mut self.reader {
            reader.scroll_to(found_at, height);
            let hit = reader.search.as_ref().and_then(|search| search.current.map(|at| search.hits[at]));
            reader.focus = hit.map(|hit| super::Focus { paragraph: hit.paragraph, span: hit.span });
            if let (Some(selection), Some(focus)) = (&mut reader.selection, reader.focus) {
                reader.focus = None;
                selection.reach(focus.paragraph, focus.span);
            }
        }
        if let Some(words) = missed {
            self.warn(format!("“{words}” is not in this article"));
        }
    }

    fn end_search(&mut self, origin: usize) {
        let height = self.page_height();
        if let Some(reader) = &mut self.reader {
            reader.search = None;
            reader.scroll_to(origin, height);
        }
    }

    fn step_match(&mut self, count: usize, backward: bool) {
        let height = self.page_height();
        let hits = self.reader.as_ref().and_then(|reader| reader.search.as_ref()).map_or(0, |search| search.hits.len());
        let Some(reader) = self.reader.as_mut().filter(|_| hits > 0) else {
            self.say("No words are being looked for; / begins");
            return;
        };
        let (paragraph, offset) = reader.place(height);
        let Some(search) = &mut reader.search else { return };
        // From the hit one is on while it is in focus, else from what is in the window.
        let on_hit = search.current.filter(|at| {
            search.hits.get(*at).is_some_and(|hit| (hit.paragraph, hit.span.start()) == (paragraph, offset))
        });
        let step = (count - 1) % hits;
        let at = match (on_hit, backward) {
            (Some(at), false) => (at + 1 + step) % hits,
            (Some(at), true) => (at + 2 * hits - 1 - step) % hits,
            (None, _) => search.from((paragraph, offset), backward).unwrap_or(0),
        };
        let wrapped = on_hit.is_some_and(|before| if backward { at >= before } else { at <= before });
        search.current = Some(at);
        let hit = search.hits[at];
        reader.focus_on(super::Focus { paragraph: hit.paragraph, span: hit.span }, height);
        if wrapped && hits > 1 {
            self.say(if backward {
                "Round from the beginning to the end"
            } else {
                "Round from the end to the beginning"
            });
        }
    }

    pub(super) fn filter_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Filter { prompt, before, completing } = &mut self.mode else { return Vec::new() };
        if key.code == KeyCode::Esc || (key.ctrl && key.code == KeyCode::Char('c')) {
            self.shelf.filter = std::mem::take(before);
            self.mode = Mode::Normal;
            return self.arrange_shelf(false);
        } else if key.code == KeyCode::Enter {
            self.mode = Mode::Normal;
        } else if matches!(key.code, KeyCode::Down | KeyCode::Up) {
            return self.step_shelf(if key.code == KeyCode::Down { 1 } else { -1 });
        } else if key.code == KeyCode::Tab {
            if let Some(completed) = completing.take(key.shift) {
                *prompt = completed;
                return self.filter_as_typed();
            }
        } else if prompt.key(key) {
            completing.offer(prompt);
            return self.filter_as_typed();
        }
        Vec::new()
    }

    pub(super) fn filter_as_typed(&mut self) -> Vec<Effect> {
        let Mode::Filter { prompt, .. } = &self.mode else { return Vec::new() };
        prompt.text().clone_into(&mut self.shelf.filter);
        self.arrange_shelf(false)
    }
}
