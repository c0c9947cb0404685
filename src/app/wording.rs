//! Words that are typed about a card: the card itself, and an answer to it.

use crate::{
    model::Text,
    study::{Card, Deed, Entry},
};

use super::{
    Editor, Effect, Key, KeyCode, Prompt,
    mode::{CardEdit, Mode},
    state::State,
};

/// What parts the question from the answer where a card is edited.
const PARTING: &str = "----";

impl State {
    pub(super) fn edit_card(&mut self) -> Vec<Effect> {
        let Some(card) = self.study.current().cloned() else { return Vec::new() };
        self.open_card_editor(&card);
        Vec::new()
    }

    pub(super) fn open_card_editor(&mut self, card: &Card) {
        let text = format!("{}\n{PARTING}\n{}", card.content.front, card.content.back);
        let editor = Editor::new(&text, self.sheet_areas().measure().width_cells);
        self.mode = Mode::CardEdit(Box::new(CardEdit { editor, card: card.id }));
    }

    pub(super) fn card_edit_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::CardEdit(edit) = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('s'), true) => return self.keep_card(),
            (KeyCode::Char('c'), true) => {
                self.mode = Mode::Normal;
                self.say("The card is as it was");
            }
            _ => {
                if !edit.editor.key(key) {
                    self.say("Esc keeps the card, ^C leaves it as it was");
                }
            }
        }
        Vec::new()
    }

    fn keep_card(&mut self) -> Vec<Effect> {
        let Mode::CardEdit(edit) = std::mem::take(&mut self.mode) else { return Vec::new() };
        let parted =
            edit.editor.text().split_once(&format!("\n{PARTING}\n")).map(|(front, back)| (front.trim(), back.trim()));
        let Some((front, back)) = parted.filter(|(front, back)| !front.is_empty() && !back.is_empty()) else {
            self.warn(format!("A card needs a question and an answer, with a line of {PARTING} between them"));
            self.mode = Mode::CardEdit(edit);
            return Vec::new();
        };
        let (front, back) = (Text::new(front), Text::new(back));
        let Some(card) = self.study.deck.as_ref().and_then(|deck| deck.card(edit.card)) else { return Vec::new() };
        let mut content = card.content.clone();
        if (&content.front, &content.back) == (&front, &back) {
            self.say("The card is as it was");
            return Vec::new();
        }
        // the right word may be another now
        content.answer = content.answer.filter(|_| content.back == back);
        (content.front, content.back) = (front, back);
        self.say("The card is changed");
        self.enact_on_card(Deed::Edited { card: edit.card, content: Box::new(content) })
    }

    /// Something done to a card beside the sitting.
    pub(super) fn enact_on_card(&mut self, deed: Deed) -> Vec<Effect> {
        let (id, at) = self.stamp();
        let entry = Entry { id, at, deed };
        if let Some(deck) = &mut self.study.deck {
            deck.apply(entry.clone());
        }
        self.set_face();
        vec![self.log(vec![entry])]
    }

    pub(super) fn type_answer(&mut self) -> Vec<Effect> {
        let typed = self.study.current().is_some_and(|card| card.content.answer.is_some());
        let turned = self.study.sitting.as_ref().is_some_and(|sitting| sitting.turned);
        match (typed, turned) {
            (true, false) => self.mode = Mode::Answer { prompt: Prompt::default() },
            (false, false) => self.say("There is more than one way to say this; Space turns the card"),
            (_, true) => self.say("The answer is to be seen already; 1 to 4 grade it"),
        }
        Vec::new()
    }

    pub(super) fn answer_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Answer { prompt } = &mut self.mode else { return Vec::new() };
        match key.code {
            KeyCode::Esc => self.mode = Mode::Normal,
            KeyCode::Char('c') if key.ctrl => self.mode = Mode::Normal,
            KeyCode::Enter => {
                let words = Text::line(prompt.text());
                self.mode = Mode::Normal;
                let right = self.study.current().and_then(|card| card.is_right(words.as_str())).unwrap_or(false);
                if let Some(sitting) = &mut self.study.sitting {
                    (sitting.typed, sitting.turned) = (Some((words, right)), true);
                }
                self.set_face();
                self.say(if right { "Right; 2 to 4 say how easily" } else { "Not that; 1 asks it again" });
            }
            _ => drop(prompt.key(key)),
        }
        Vec::new()
    }
}
