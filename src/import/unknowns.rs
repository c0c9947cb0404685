//! What the copy says is not known, where it stands among what is: proposed as an open question, and left where it is.

use crate::{
    format::labels,
    model::{Kind, Text, is_open, sentences},
};

use super::{
    annotate::Copydesk,
    graf::Role,
    manuscript::{Remark, Style},
};

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
    let spans = if is_open(text.as_str()) { sentences(text) } else { Vec::new() };
    spans.into_iter().filter_map(|span| {
        let sentence = text.get(span);
        let near = sentence.get(..sentence.floor_char_boundary(SENTENCE_MAX_BYTES)).unwrap_or(sentence);
        is_open(sentence).then(|| Text::new(near))
    })
}
