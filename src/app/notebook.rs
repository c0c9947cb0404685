//! The Notes board as a screen: asking for it, grouping it, tagging and writing out what it shows, going to a note.

use crate::{
    marginalia::Glosses,
    model::{AnnotationId, Text},
};

use super::{
    Effect, Prompt,
    board::{Board, NoteGrouping, Notebook, Topic, grouped},
    command::Command,
    event::Export,
    mode::{LineFor, Mode},
    reader::Focus,
    revising::Versions,
    state::State,
};

/// What notes are written to, where the reader says nothing else.
const NOTES_FILE: &str = "notes.md";

impl State {
    /// What is done with all notes.
    pub(super) fn handle_notes(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Notes => return self.open_notes(),
            Command::Regroup => self.regroup(),
            Command::TagFound => self.type_tags(),
            _ => self.type_export(),
        }
        Vec::new()
    }

    fn open_notes(&mut self) -> Vec<Effect> {
        self.open_board(Topic::Notes { query: String::new(), grouping: NoteGrouping::default() })
    }

    /// Asks for all annotations, for the board that was shown last.
    pub(super) fn ask_notes(&mut self) -> Vec<Effect> {
        self.inquired += 1;
        let number = self.inquired;
        let Some(board) = self.boards.shown_mut() else { return Vec::new() };
        (board.fault, board.waiting) = (None, Some(number));
        vec![Effect::Glosses { number }]
    }

    /// Takes in the annotations of the library.
    pub(super) fn glossed(&mut self, number: u64, glosses: Glosses) -> Vec<Effect> {
        let height = self.shelf_height();
        if let Some(board) = self.boards.waiting_for(number) {
            board.waiting = None;
            for gloss in &glosses.glosses {
                self.pen.learn(&gloss.annotation.tags);
            }
            board.take_notes(Notebook::new(glosses));
            board.look_for_notes();
            board.make_up(height);
        }
        Vec::new()
    }

    /// Asks for them again where there are others now than those that are shown.
    pub(super) fn ask_notes_again(&mut self) -> Vec<Effect> {
        let outdated = self.board().and_then(Board::notebook).is_some_and(|notebook| notebook.outdated);
        if outdated { self.ask_notes() } else { Vec::new() }
    }

    /// Makes the list up anew where notes have changed: once, however many did.
    pub(super) fn refresh_notes(&mut self) {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return };
        if board.notebook_mut().is_some_and(|notebook| std::mem::take(&mut notebook.stale)) {
            board.look_for_notes();
            board.make_up(height);
        }
    }

    /// Gathers the notes by the next thing they can be gathered by.
    fn regroup(&mut self) {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return };
        let Topic::Notes { grouping, .. } = &mut board.topic else {
            return self.say("Notes are grouped; gn shows them");
        };
        *grouping = grouping.next();
        let words = format!("Grouped by {}", grouping.name());
        board.cursor = 0;
        board.rewound = true;
        board.make_up(height);
        self.say(words);
    }

    /// Asks for tags that all the notes shown are to have.
    fn type_tags(&mut self) {
        match self.board().and_then(Board::notebook).map(Notebook::len) {
            None => self.say("Notes are tagged here; gn shows them"),
            Some(0) => self.say("No note is shown that could be tagged"),
            Some(_) => self.mode = Mode::Line { what: LineFor::Tags, prompt: Prompt::default() },
        }
    }

    /// Gives all notes that are found, shown or beyond, the tags that were typed; with `-` before it a tag is taken away.
    pub(super) fn tag_found(&mut self, typed: &str) -> Vec<Effect> {
        let (add, drop) = tags(typed);
        if add.is_empty() && drop.is_empty() {
            self.say("No tag was typed");
            return Vec::new();
        }
        let found = self.board().and_then(Board::notebook).into_iter().flat_map(Notebook::found);
        let mut changes = Vec::new();
        for gloss in found {
            let before = gloss.annotation.clone();
            let mut after = before.clone();
            after.tags.retain(|tag| !drop.contains(tag));
            after.tags.extend(add.iter().cloned());
            after.tags.sort();
            after.tags.dedup();
            if after.tags != before.tags {
                changes.push(Versions { before: Some(Box::new(before)), after: Some(Box::new(after)) });
            }
        }
        if changes.is_empty() {
            self.say("They all are so already");
            return Vec::new();
        }
        self.pen.learn(&add);
        let words = match changes.len() {
            1 => "1 note tagged anew".to_owned(),
            many => format!("{} notes tagged anew", grouped(many)),
        };
        self.say(format!("{words}; U undoes it"));
        self.revise_margin(&words, changes)
    }

    /// Asks where what is found is to be written.
    fn type_export(&mut self) {
        match self.board().map(|board| &board.topic) {
            Some(Topic::Notes { .. }) => match self.board().and_then(Board::notebook).map(Notebook::len) {
                None | Some(0) => self.say("No note is shown that could be written out"),
                Some(_) => self.mode = Mode::Line { what: LineFor::NotesFile, prompt: Prompt::new(NOTES_FILE) },
            },
            Some(Topic::Brief) => self.type_brief_file(),
            Some(_) | None => self.say("Notes (gn) and the brief (gb) can be written out"),
        }
    }

    pub(super) fn export_notes(&mut self, path: &str) -> Vec<Effect> {
        let found = self.board().and_then(Board::notebook).into_iter().flat_map(Notebook::found);
        let what = Export::Notes(found.cloned().collect());
        vec![Effect::Export { path: Text::line(path), replace: false, what: Box::new(what) }]
    }

    /// Puts the note that was gone to in focus, once its article and its place are known.
    pub(super) fn arrive_at_note(&mut self) {
        let height = self.page_height();
        let Some(id) = self.awaited_note.clone() else { return };
        let Some(reader) = self.reader.as_mut() else { return };
        let Some(at) = reader.margin.notes.iter().position(|noted| noted.annotation.id == id) else { return };
        self.awaited_note = None;
        reader.column.chosen = Some(id);
        let start = reader.margin.notes[at].stretches.first().copied();
        if let Some((paragraph, span)) = start {
            reader.focus_on(Focus { paragraph, span }, height);
        } else {
            self.tell_lost();
            self.walk_to_lost(at);
        }
    }

    /// Opens the article of a note, at its words.
    pub(super) fn land_on_note(&mut self, id: AnnotationId, cited: super::landing::Cited) -> Vec<Effect> {
        self.awaited_note = Some(id);
        let effects = self.land_on(cited);
        // where the article is open already, its notes are known
        self.arrive_at_note();
        effects
    }
}

/// Tags to add, and tags to take away.
fn tags(typed: &str) -> (Vec<Text>, Vec<Text>) {
    let words = typed.split([' ', ',']).filter(|word| !word.is_empty());
    let (mut add, mut drop) = (Vec::new(), Vec::new());
    for word in words {
        let (list, word) = match word.strip_prefix('-') {
            Some(word) => (&mut drop, word),
            None => (&mut add, word),
        };
        let tag = Text::line(word.trim_start_matches('#'));
        if !tag.is_empty() {
            list.push(tag);
        }
    }
    (add, drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_typed_with_or_without_a_hash_and_a_minus_takes_one_away() {
        let (add, drop) = tags("#bridge,june  -draft -# ");
        assert_eq!(add, [Text::line("bridge"), Text::line("june")]);
        assert_eq!(drop, [Text::line("draft")]);
    }
}
