//! Passages that were found, grouped by article.

use crate::{
    layout::{ParagraphStyle, Role},
    library::{Hit, Hits},
};

use super::{
    Cited, Lead,
    makeup::{Makeup, count, grouped, kind_of},
};

pub fn lay(makeup: &mut Makeup, found: &Hits) {
    let shown = found.hits.len();
    makeup.tally(if found.more {
        format!("{} of at least {} passages", grouped(shown), grouped(found.total))
    } else if found.total > shown {
        format!("{} of {} passages", grouped(shown), grouped(found.total))
    } else {
        count(shown, "passage", "passages")
    });
    let mut rest = found.hits.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|hit| hit.at.article == first.at.article).count();
        let (group, after) = rest.split_at(same);
        let more = if same > 1 { count(same, "passage", "passages") } else { String::new() };
        makeup.lit_headline(&first.at, &more, &found.words);
        for hit in group {
            passage(makeup, hit, &found.words);
        }
        rest = after;
    }
}

fn passage(makeup: &mut Makeup, hit: &Hit, light: &[String]) {
    let cited = Cited { at: hit.at.clone(), light: light.to_vec(), ..Cited::default() };
    let speaker = hit.speakers.first().map(String::as_str);
    makeup.item(Lead::Words(Box::new(cited)), Some(kind_of(&hit.at)), speaker, |makeup| {
        makeup.label(&hit.at, |line| {
            for speaker in &hit.speakers {
                line.dot().say(Role::Speaker, speaker);
            }
        });
        makeup.words(ParagraphStyle::Body, &hit.text, Role::Text, &hit.lit);
    });
}
