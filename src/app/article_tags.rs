//! Tags being typed: those of one article, or some for all that the shelf shows. Tab completes from all there are.

use crate::{
    library::{Mark, fold, read_tags, tagged},
    model::ArticleId,
};

use super::{
    Effect, Key, KeyCode, Prompt,
    command::Command,
    mode::{ArticleTags, Mode},
    state::State,
};

/// The most ways to go on that are offered at once.
const WAYS_MAX: usize = 12;

impl State {
    /// Opens the prompt for tags.
    pub(super) fn begin_article_tags(&mut self, command: Command) -> Vec<Effect> {
        let article = if command == Command::TagAll { None } else { self.marked_id() };
        if article.is_none() && (command != Command::TagAll || self.shelf.shown() == 0) {
            self.say("There is no article here");
            return Vec::new();
        }
        let typed = article.as_ref().and_then(|id| self.tags.get(id)).map(|tags| written(tags)).unwrap_or_default();
        let mut tagging = ArticleTags { prompt: Prompt::new(&typed), article, ways: Vec::new(), taken: None };
        tagging.offer(&self.names.tags);
        self.mode = Mode::ArticleTags(Box::new(tagging));
        self.ask_names().into_iter().collect()
    }

    pub(super) fn article_tags_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::ArticleTags(tagging) = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => self.mode = Mode::Normal,
            (KeyCode::Tab, _) => tagging.take(key.shift),
            (KeyCode::Enter, _) => {
                let Mode::ArticleTags(tagging) = std::mem::take(&mut self.mode) else { return Vec::new() };
                return self.keep_article_tags(tagging.article.as_ref(), tagging.prompt.text());
            }
            _ => {
                if tagging.prompt.key(key) {
                    tagging.offer(&self.names.tags);
                }
            }
        }
        Vec::new()
    }

    pub(super) fn paste_article_tags(&mut self, text: &str) {
        if let Mode::ArticleTags(tagging) = &mut self.mode {
            tagging.prompt.insert(text);
            tagging.offer(&self.names.tags);
        }
    }

    fn keep_article_tags(&mut self, article: Option<&ArticleId>, typed: &str) -> Vec<Effect> {
        let (add, remove) = read_tags(typed);
        let Some(id) = article else {
            if add.is_empty() && remove.is_empty() {
                self.say("No tag was typed; -tag takes one away");
                return Vec::new();
            }
            let words = match (add.is_empty(), remove.is_empty()) {
                (false, true) => format!("Tagged {}", add.join(", ")),
                (true, _) => format!("No longer tagged {}", remove.join(", ")),
                (false, false) => format!("Tagged {}, no longer {}", add.join(", "), remove.join(", ")),
            };
            self.learn_tags(&add);
            return self.mark_all(Mark::Tags { add, remove }, &words);
        };
        // what stands in the prompt is what the article is to have
        let before = self.tags.get(id).cloned().unwrap_or_default();
        let after = tagged(&[], &add, &remove);
        let gone: Vec<String> =
            before.iter().filter(|tag| !after.iter().any(|kept| fold(kept) == fold(tag))).cloned().collect();
        if tagged(&before, &after, &gone) == before {
            return Vec::new();
        }
        let words =
            if after.is_empty() { "No longer tagged".to_owned() } else { format!("Tags: {}", after.join(", ")) };
        self.learn_tags(&after);
        self.mark_one(id.clone(), Mark::Tags { add: after, remove: gone }, words)
    }

    /// A new tag is offered from now on.
    fn learn_tags(&mut self, tags: &[String]) {
        for tag in tags {
            if !self.names.tags.iter().any(|known| fold(known) == fold(tag)) {
                self.names.tags.push(tag.clone());
            }
        }
    }
}

impl ArticleTags {
    /// Offers the tags that begin as the word before the cursor does and are not among those typed.
    pub(super) fn offer(&mut self, known: &[String]) {
        self.taken = None;
        let (before, word) = self.split();
        let (others, _) = read_tags(&format!("{before} {}", self.after()));
        let begun = fold(word.trim_start_matches(['-', '"']));
        let fits = |tag: &&String| {
            let folded = fold(tag);
            folded.starts_with(&begun) && folded != begun && !others.iter().any(|typed| fold(typed) == folded)
        };
        self.ways = known.iter().filter(fits).take(WAYS_MAX).cloned().collect();
    }

    /// Puts the next way, or the one before, in the place of the word before the cursor.
    fn take(&mut self, backward: bool) {
        let all = self.ways.len();
        let at = match self.taken {
            _ if all == 0 => return,
            None if backward => all - 1,
            None => 0,
            Some(at) if backward => (at + all - 1) % all,
            Some(at) => (at + 1) % all,
        };
        let Some(tag) = self.ways.get(at) else { return };
        let (before, word) = self.split();
        let minus = if word.starts_with('-') { "-" } else { "" };
        let after = self.after().to_owned();
        self.prompt = Prompt::new(&format!("{before}{minus}{}", written(std::slice::from_ref(tag))));
        self.prompt.append(&after);
        self.taken = Some(at);
    }

    fn after(&self) -> &str {
        self.prompt.text().get(self.prompt.before_cursor().len()..).unwrap_or_default()
    }

    /// What stands before the cursor: what is done, and the word that is being typed.
    fn split(&self) -> (String, String) {
        let typed = self.prompt.before_cursor();
        let in_quotes = typed.matches('"').count() % 2 == 1;
        let starts = if in_quotes {
            typed.rfind('"').map(|at| at - usize::from(typed.get(..at).is_some_and(|t| t.ends_with('-'))))
        } else if typed.ends_with('"') {
            typed.get(..typed.len() - 1).and_then(|open| open.rfind('"'))
        } else {
            typed.rfind([' ', ',']).map(|at| at + 1)
        };
        let (before, word) = typed.split_at_checked(starts.unwrap_or(0)).unwrap_or((typed, ""));
        (before.to_owned(), word.to_owned())
    }
}

/// Tags as a person would type them.
fn written(tags: &[String]) -> String {
    let one = |tag: &String| {
        let apart = tag.contains(|c: char| c == ',' || c.is_whitespace()) || tag.starts_with('-');
        if apart { format!("\"{tag}\"") } else { tag.clone() }
    };
    tags.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typing(typed: &str) -> ArticleTags {
        ArticleTags { prompt: Prompt::new(typed), article: None, ways: Vec::new(), taken: None }
    }

    #[test]
    fn tags_are_completed_where_they_are_typed() {
        let known: Vec<String> = ["bridge", "Bremen", "to do"].map(str::to_owned).into();
        for (typed, ways, done) in [
            ("br", &["bridge", "Bremen"][..], "bridge"),
            ("bridge, br", &["Bremen"], "bridge, Bremen"),
            ("x -t", &["to do"], "x -\"to do\""),
            ("x \"to", &["to do"], "x \"to do\""),
            ("bridge ", &["Bremen", "to do"], "bridge Bremen"),
            ("zz", &[], "zz"),
        ] {
            let mut tagging = typing(typed);
            tagging.offer(&known);
            assert_eq!(tagging.ways, ways, "{typed}");
            tagging.take(false);
            assert_eq!(tagging.prompt.text(), done, "{typed}");
        }
        let mut round = typing("br");
        round.offer(&known);
        (0..3).for_each(|_| round.take(false));
        assert_eq!(round.prompt.text(), "bridge");
        assert_eq!(written(&known), "bridge, Bremen, \"to do\"");
    }
}
