//! Notes whose words are no longer in the article: they stand at the foot, in the context they had.

use crate::model::Text;

use super::{
    copy::Copy,
    foot,
    galley::ParagraphStyle,
    marks::{Line, shortened},
    role::{Emphasis, Role},
};

/// How much of lost words is shown, in cells.
const WORDS_CELLS: usize = 240;

/// A note whose words are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    pub words: Text,
    /// What stood before and after them.
    pub before: Text,
    pub after: Text,
    /// The section they stood in, and who spoke.
    pub section: Option<Text>,
    pub speaker: Option<Text>,
    pub note: Option<Text>,
    pub tags: Vec<Text>,
}

/// Lays them, each as a stop: `“… will close on Monday for …” · What we know`.
pub fn lay(copy: &mut Copy<'_>) {
    let around = copy.around;
    if around.lost.is_empty() {
        return;
    }
    foot::title(copy, "Notes whose words are gone");
    for lost in &around.lost {
        copy.galley.lost.push(copy.galley.paragraphs.len());
        copy.lay_line(ParagraphStyle::Foot, context(lost), 0);
        for line in lost.note.iter().flat_map(|note| note.as_str().lines()).filter(|line| !line.trim().is_empty()) {
            let mut note = Line::default();
            note.say(Role::Text, Text::line(line).as_str());
            copy.lay_line(ParagraphStyle::BulletMore { depth: 0 }, note, 0);
        }
        if !lost.tags.is_empty() {
            let tags: Vec<String> = lost.tags.iter().map(|tag| format!("#{tag}")).collect();
            let mut line = Line::default();
            line.say(Role::Topic, &tags.join(" "));
            copy.lay_line(ParagraphStyle::BulletMore { depth: 0 }, line, 0);
        }
    }
}

/// What is kept of the words around is cut by letters: the word that may be cut goes, where another is left.
fn whole_words(around: &str, before: bool) -> &str {
    let cut = if before {
        around.split_once(' ').map(|(_, rest)| rest)
    } else {
        around.rsplit_once(' ').map(|(rest, _)| rest)
    };
    cut.filter(|rest| !rest.trim().is_empty()).unwrap_or(around)
}

fn context(lost: &Lost) -> Line {
    // what parted two blocks parts words now, also at either end
    let one = |text: &Text| text.as_str().replace('\n', " ");
    let mut line = Line::default();
    if !lost.before.is_empty() {
        line.plain("…").plain(whole_words(&one(&lost.before), true));
    }
    let words = shortened(&one(&lost.words), WORDS_CELLS);
    line.shaped(Role::Text, Emphasis::STRIKE, &words);
    if !lost.after.is_empty() {
        line.plain(whole_words(&one(&lost.after), false)).plain("…");
    }
    if let Some(section) = &lost.section {
        line.dot().plain(&one(section));
    }
    if let Some(speaker) = &lost.speaker {
        line.dot().say(Role::Speaker, &one(speaker));
    }
    line
}
