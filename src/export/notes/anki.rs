//! Text that Anki takes: a basic note for each annotation, its id as the guid, so that a second import renews it.
//!
//! The note type is named once, in the head, since a row with an unknown one in a column is dropped without a word; and each
//! row begins with the guid, since one that begins with `#` is taken for a remark.

use super::Clipping;
use crate::{
    export::anki::{field, tag},
    model::AnnotationKind,
};

const HEAD: &str = "#separator:Tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:5\n";

/// The clippings as notes.
pub(super) fn anki(clippings: &[Clipping]) -> String {
    let mut out = HEAD.to_owned();
    for clipping in clippings {
        let (front, back) = sides(clipping);
        let id = clipping.gloss.annotation.id.as_str();
        out.push_str(&[id, "byline", &front, &back, &tags(clipping)].join("\t"));
        out.push('\n');
    }
    out
}

/// What is asked and what is answered. A question of the reader's is asked; else the words are shown, and what was noted
/// of them and who said them is to be remembered.
fn sides(clipping: &Clipping) -> (String, String) {
    let words = format!("<blockquote>{}</blockquote>", field(clipping.words()));
    let note = clipping.note().map(field);
    let link = field(&clipping.link());
    let origin = format!("{} · <a href=\"{link}\">{link}</a>", field(&clipping.attribution()));
    match note {
        Some(question) if clipping.gloss.annotation.kind == AnnotationKind::Question => {
            (question, format!("{words}{origin}"))
        }
        Some(note) => (words, format!("{note}<br><br>{origin}")),
        None => (words, origin),
    }
}

fn tags(clipping: &Clipping) -> String {
    let colour = clipping.gloss.annotation.colour.map(|colour| colour.name().to_owned());
    colour.into_iter().chain(clipping.tags().map(tag)).collect::<Vec<_>>().join(" ")
}
