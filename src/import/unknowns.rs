//! What the copy says is not known, where it stands among what is: proposed as an open question, and left where it is.

use crate::{
    format::labels,
    model::{Kind, Text, sentences},
};

use super::{
    annotate::Copydesk,
    graf::Role,
    manuscript::{Remark, Style},
};

/// Words by which the news says that something is open.
const OPEN: [&str; 44] = [
    "remains unclear",
    "remain unclear",
    "remained unclear",
    "is unclear",
    "are unclear",
    "was unclear",
    "still unclear",
    "not immediately clear",
    "not clear whether",
    "not clear what",
    "not clear how",
    "not clear if",
    "not clear when",
    "not yet clear",
    "isn't clear",
    "not known",
    "is unknown",
    "are unknown",
    "remains unknown",
    "remain unknown",
    "was unknown",
    "has not been identified",
    "have not been identified",
    "had not been identified",
    "has not been determined",
    "have not been determined",
    "has not been released",
    "have not been released",
    "has not been named",
    "have not been named",
    "yet to be determined",
    "have not said",
    "has not said",
    "did not say whether",
    "did not say what",
    "did not say when",
    "did not say why",
    "did not say how",
    "no timeline has",
    "it is uncertain",
    "is uncertain whether",
    "hasn't been identified",
    "haven't said",
    "remains to be seen",
];

/// A sentence of more bytes is told by its beginning.
const SENTENCE_MAX_BYTES: usize = 400;

impl Copydesk<'_> {
    /// Proposes sentences for the open questions.
    pub(super) fn unknowns(&mut self) {
        let mut kind = Kind::News;
        let mut label = Text::default();
        let mut proposed = Vec::new();
        for graf in self.grafs.iter().filter(|graf| graf.is_live()) {
            match graf.role {
                Role::Label => {
                    label = Text::line(graf.words().trim_end_matches([':', ' ']));
                    kind = labels::kind_of(graf.words()).unwrap_or(Kind::Other);
                }
                Role::Heading | Role::Question => kind = Kind::News,
                Role::Copy if !matches!(kind, Kind::Unknown | Kind::Source | Kind::Correction) => {
                    if !matches!(graf.style, Style::Code { .. } | Style::Row { .. } | Style::Rule) {
                        let under = (kind != Kind::News).then_some(&label);
                        proposed.extend(
                            open_sentences(&graf.text).map(|words| Remark::Proposed { words, what: what(under) }),
                        );
                    }
                }
                Role::Copy | Role::Related | Role::Photo | Role::Gone => {}
            }
        }
        self.remarks.extend(proposed);
    }
}

/// What is proposed.
fn what(under: Option<&Text>) -> Text {
    let under = under.map(|label| format!(" and stands under “{label}”")).unwrap_or_default();
    Text::line(&format!("this reads like an open question{under}; consider “What we don't know”"))
}

fn open_sentences(text: &Text) -> impl Iterator<Item = Text> {
    let plain = text.as_str().replace('’', "'").to_lowercase();
    let any = OPEN.iter().any(|words| plain.contains(words));
    let spans = if any { sentences(text) } else { Vec::new() };
    spans.into_iter().filter_map(|span| {
        let sentence = text.get(span);
        let lower = sentence.replace('’', "'").to_lowercase();
        let near = sentence.get(..sentence.floor_char_boundary(SENTENCE_MAX_BYTES)).unwrap_or(sentence);
        OPEN.iter().any(|words| lower.contains(words)).then(|| Text::new(near))
    })
}
