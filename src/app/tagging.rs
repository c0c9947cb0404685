//! Tags: typed on one line, completed from those that are known.

use crate::{
    library::fold,
    model::{AnnotationKind, Text},
};

use super::{Effect, Key, KeyCode, Prompt, annotating::Subject, mode::Mode, state::State};

/// The longest tag, in bytes: beyond that it is a note.
const TAG_MAX_BYTES: usize = 60;

/// Tags that are being typed.
#[derive(Clone, Debug)]
pub struct Tagging {
    pub prompt: Prompt,
    pub subject: Subject,
    /// Known tags that go on with what is typed.
    pub ways: Vec<Text>,
    /// The one that Tab took last, by index.
    pub taken: Option<usize>,
    /// What was typed of it.
    typed: String,
}

impl State {
    /// Opens the line of tags of the annotation or the words one is on.
    pub(super) fn open_tags(&mut self) -> Vec<Effect> {
        let Some(subject) = self.subject() else { return Vec::new() };
        self.leave_selection();
        let known = match &subject {
            Subject::Noted(annotation) => {
                let words = annotation.tags.iter().filter(|tag| is_word(tag));
                words.flat_map(|tag| [tag.as_str(), " "]).collect()
            }
            Subject::Words(_) => String::new(),
        };
        let tagging =
            Tagging { prompt: Prompt::new(&known), subject, ways: Vec::new(), taken: None, typed: String::new() };
        self.mode = Mode::Tags(Box::new(tagging));
        self.complete_tags();
        // those of the open article are known; those of all others are asked for once
        if std::mem::replace(&mut self.pen.asked_for_tags, true) { Vec::new() } else { vec![Effect::KnownTags] }
    }

    /// Tags of the library come while one types.
    pub(super) fn learn_annotation_tags(&mut self, tags: &[Text]) -> Vec<Effect> {
        self.pen.learn(tags);
        if let Mode::Tags(tagging) = &self.mode
            && tagging.taken.is_none()
        {
            self.complete_tags();
        }
        Vec::new()
    }

    pub(super) fn tags_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Tags(tagging) = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => {
                self.mode = Mode::Normal;
                self.say("The tags are as they were");
            }
            (KeyCode::Enter, _) | (KeyCode::Char('s'), true) => return self.keep_tags(),
            (KeyCode::Tab | KeyCode::Down, _) => tagging.take(!key.shift),
            (KeyCode::Up, _) => tagging.take(false),
            _ => {
                if tagging.prompt.key(key) {
                    self.complete_tags();
                }
            }
        }
        Vec::new()
    }

    pub(super) fn paste_tags(&mut self, text: &str) {
        if let Mode::Tags(tagging) = &mut self.mode {
            tagging.prompt.insert(text);
            self.complete_tags();
        }
    }

    /// Known tags that begin with the word at the cursor, or hold it.
    fn complete_tags(&mut self) {
        let Mode::Tags(tagging) = &mut self.mode else { return };
        let typed = last_word(tagging.prompt.before_cursor()).to_owned();
        let there = split(tagging.prompt.text());
        let folded = fold(&typed);
        let fits =
            |tag: &&Text| fold(tag.as_str()).contains(&folded) && (**tag == typed.as_str() || !there.contains(tag));
        let mut ways: Vec<Text> =
            self.pen.tags.iter().filter(fits).filter(|tag| **tag != typed.as_str()).cloned().collect();
        ways.sort_by_key(|tag| !fold(tag.as_str()).starts_with(&folded));
        (tagging.ways, tagging.taken, tagging.typed) = (ways, None, typed);
    }

    fn keep_tags(&mut self) -> Vec<Effect> {
        let Mode::Tags(tagging) = std::mem::take(&mut self.mode) else { return Vec::new() };
        let mut tags = split(tagging.prompt.text());
        if let Subject::Noted(before) = &tagging.subject {
            // tags of other programs that can't be typed on this line are left as they are
            tags.extend(before.tags.iter().filter(|tag| !is_word(tag)).cloned());
            tags.sort_unstable();
        }
        let named: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
        let what = if tags.is_empty() { "tags taken away".to_owned() } else { format!("tagged {}", named.join(" ")) };
        self.pen.learn(&tags);
        match tagging.subject {
            Subject::Noted(before) if before.tags == tags => {
                self.say("The tags are as they were");
                Vec::new()
            }
            Subject::Noted(before) if tags.is_empty() && before.note.is_none() && before.colour.is_none() => {
                self.delete(&before, &what)
            }
            Subject::Noted(before) => {
                self.remember_marking(AnnotationKind::Highlight, tags.clone());
                self.revise_annotation(&before, &what, |after| after.tags = tags)
            }
            Subject::Words(_) if tags.is_empty() => {
                self.say("No tag was typed");
                Vec::new()
            }
            Subject::Words(words) => {
                self.remember_marking(AnnotationKind::Highlight, tags.clone());
                self.make_annotations(&words, &what, |annotation| annotation.tags.clone_from(&tags))
            }
        }
    }
}

impl Tagging {
    /// Puts the next way in place of what was typed, or the one before; beyond the last it is what was typed.
    fn take(&mut self, onward: bool) {
        let count = self.ways.len();
        if count == 0 {
            return;
        }
        self.taken = match (self.taken, onward) {
            (None, true) => Some(0),
            (None, false) => Some(count - 1),
            (Some(at), true) => Some(at + 1).filter(|at| *at < count),
            (Some(at), false) => at.checked_sub(1),
        };
        let before = self.prompt.before_cursor();
        let kept = before.len() - last_word(before).len();
        let kept = before.get(..kept).unwrap_or_default().to_owned();
        let after = self.prompt.text().get(before.len()..).unwrap_or_default().to_owned();
        let word = self.taken.and_then(|at| self.ways.get(at)).map_or(self.typed.as_str(), Text::as_str);
        self.prompt = Prompt::new(&format!("{kept}{word}"));
        self.prompt.append(&after);
    }
}

/// The tags of a line: words between blanks or commas, without `#`, sorted, each once.
fn split(line: &str) -> Vec<Text> {
    let words = line.split([' ', ',', ';']).map(|word| word.trim_start_matches('#'));
    let short = |word: &&str| !word.is_empty() && word.len() <= TAG_MAX_BYTES;
    let mut tags: Vec<Text> = words.filter(short).map(Text::line).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Whether a tag can stand on the line.
fn is_word(tag: &Text) -> bool {
    split(tag.as_str()).as_slice() == [tag.clone()]
}

fn last_word(line: &str) -> &str {
    let word = line.rsplit([' ', ',', ';']).next().unwrap_or_default();
    word.trim_start_matches('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_tags() {
        let tags = split("#harbour, budget  harbour;Köln");
        assert_eq!(tags.iter().map(Text::as_str).collect::<Vec<_>>(), ["Köln", "budget", "harbour"]);
        assert!(split(" , ## ").is_empty());
        assert_eq!(last_word("budget, #har"), "har");
        assert_eq!(last_word("budget "), "");
    }
}
