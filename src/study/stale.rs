//! Cards that are no longer right: the passage was reworded or is gone, the claim was contradicted or withdrawn, what was
//! open is answered.

use crate::{
    library::{Around, QuestionState},
    marginalia::{Found, Revision, find},
    model::{Annotation, Article, Digest, Extract, Outline, Rel, Status, Text},
};

use super::{Card, Recipe, Stale};

/// Why a card is to be set aside, and what the passage says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub why: Stale,
    pub words: Text,
}

/// An article as it is now: `None` where it is gone.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    pub article: &'a Article,
    pub outline: &'a Outline,
    pub revision: &'a Revision,
    /// What the library says around it, where it was asked.
    pub around: Option<&'a Around>,
}

/// Whether a card still holds. `base` tells the text it was made on, where that was kept.
#[must_use]
pub fn judge(card: &Card, base: &dyn Fn(&Digest) -> Option<Revision>, now: Option<Now<'_>>) -> Option<Verdict> {
    let Some(now) = now else {
        return Some(Verdict { why: Stale::Gone, words: Text::line("the article is not in the library any more") });
    };
    let stand_in = stand_in(card)?;
    let found = find(&[&stand_in], base, now.revision).into_iter().next()?;
    match found {
        Found::Exact(at) | Found::Moved(at) => contradicted(card, &at, now),
        Found::Changed { at, .. } | Found::Unsure(at) => {
            let words = words(&at, now);
            // blanks and quotation marks are no other words
            let same = words.iter().map(|line| super::sentence_name(line.as_str()));
            let was = card.origin.target.as_ref().map(|target| super::sentence_name(target.exact.as_str()));
            if same.collect::<Vec<_>>() == was.into_iter().collect::<Vec<_>>() {
                return contradicted(card, &at, now);
            }
            let words: Vec<&str> = words.iter().map(Text::as_str).collect();
            Some(Verdict { why: Stale::Changed, words: Text::line(&words.join(" ")) })
        }
        Found::Gone => Some(Verdict { why: Stale::Gone, words: Text::line("the article says this no more") }),
    }
}

/// An annotation on the words of a card, to be found as others are.
fn stand_in(card: &Card) -> Option<Annotation> {
    let target = card.origin.target.clone()?;
    let id = card.id.to_string().parse().ok()?;
    Some(Annotation::bare(id, card.origin.article.clone(), jiff::Timestamp::UNIX_EPOCH, target))
}

fn words(at: &Extract, now: Now<'_>) -> Vec<Text> {
    let block = |place| now.revision.blocks.iter().find(move |block| block.place == place);
    at.parts.iter().filter_map(|(place, span)| Some(block(*place)?.text.slice(*span))).collect()
}

/// Whether a claim in those words was contradicted, corrected or withdrawn, or a question in them answered.
fn contradicted(card: &Card, at: &Extract, now: Now<'_>) -> Option<Verdict> {
    let here = |place, span: crate::model::Span| at.parts.iter().any(|(part, of)| *part == place && of.overlaps(span));
    let verdict = |words: String| Some(Verdict { why: Stale::Contradicted, words: Text::line(&words) });
    let claims = now.outline.claims.iter().filter(|claim| here(claim.place, claim.span));
    // a card that asks how things stood, who said it or what was answered stays right whatever came later
    match card.origin.recipe {
        Recipe::Cloze | Recipe::Note | Recipe::Number | Recipe::Date | Recipe::Source => {
            for claim in claims {
                if matches!(claim.status, Status::Withdrawn | Status::False) {
                    return verdict(format!("the article now calls this {}", claim.status.name()));
                }
                if let Some(words) = taken_back(now, claim.id.as_str()) {
                    return verdict(words);
                }
            }
            None
        }
        Recipe::Status => {
            let was = card.content.answer.as_ref()?;
            let now_is = claims.map(|claim| claim.status.name()).next()?;
            if was == &now_is { None } else { verdict(format!("the article now calls this {now_is}")) }
        }
        Recipe::Open => {
            let asked = &now.around?.questions;
            let open = now.outline.questions.iter().filter(|question| here(question.place, question.span));
            for question in open {
                let state = asked.iter().find(|asked| asked.question.id == question.id.as_str());
                if let Some(asked) = state.filter(|asked| asked.state == QuestionState::Answered)
                    && let Some(by) = asked.answered_by.first()
                {
                    return verdict(format!("“{}” was answered: {}", question.text, by.text));
                }
            }
            None
        }
        Recipe::Who | Recipe::OtherSide | Recipe::Answered | Recipe::Change => None,
    }
}

/// The article that contradicts or corrects a claim of this one, in words.
fn taken_back(now: Now<'_>, claim: &str) -> Option<String> {
    let target = format!("{}#{claim}", now.article.id);
    let against = |rel: &str| [Rel::Contradicts, Rel::Corrects].iter().any(|against| against.name() == rel);
    let entries = now.around?.backlinks.iter().filter_map(|link| link.entry.as_ref());
    for entry in entries {
        if let Some(cite) = entry.cites.iter().find(|cite| against(&cite.rel) && cite.to == target) {
            let verb = if cite.rel == Rel::Corrects.name() { "corrected" } else { "contradicted" };
            let date = entry.published.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
            return Some(format!("{verb} by “{}”{date}", entry.headline));
        }
    }
    None
}

#[cfg(test)]
mod tests;
