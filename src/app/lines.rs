//! A line that is typed for something: tags, the name of a file, a headline; and whether a file may be replaced.

use super::{
    Effect, Key, KeyCode,
    event::Export,
    mode::{LineFor, Mode},
    state::State,
};
use crate::model::Text;

impl State {
    pub(super) fn line_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Line { what, prompt } = &mut self.mode else { return Vec::new() };
        let what = *what;
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => {
                self.mode = Mode::Normal;
                self.say("Nothing was changed");
            }
            (KeyCode::Enter, _) => {
                let typed = prompt.text().trim().to_owned();
                self.mode = Mode::Normal;
                return match what {
                    LineFor::Tags => self.tag_found(&typed),
                    LineFor::Headline => self.set_headline(&typed),
                    LineFor::NotesFile | LineFor::BriefFile if typed.is_empty() => {
                        self.say("A file needs a name");
                        Vec::new()
                    }
                    LineFor::NotesFile => self.export_notes(&typed),
                    LineFor::BriefFile => self.export_brief(&typed),
                    LineFor::Source => self.bring(&typed),
                };
            }
            (KeyCode::Char('o'), true) if what == LineFor::Source => {
                // words for a terminal that pastes key by key
                self.mode = Mode::Normal;
                return vec![Effect::EditDraft { text: Text::default(), yaml: false }];
            }
            _ => {
                prompt.key(key);
            }
        }
        Vec::new()
    }

    /// A file of that name is there: it is replaced only when the reader says so.
    pub(super) fn ask_to_replace(&mut self, path: Text, what: Box<Export>) -> Vec<Effect> {
        self.mode = Mode::Replace { path, what };
        Vec::new()
    }

    pub(super) fn replace_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Replace { path, what } = std::mem::take(&mut self.mode) else { return Vec::new() };
        if key.code == KeyCode::Char('y') && !key.ctrl {
            return vec![Effect::Export { path, replace: true, what }];
        }
        self.say("The file stays as it was; nothing was written");
        Vec::new()
    }
}
