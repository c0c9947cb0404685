//! Captions and their credits.

use crate::model::Text;

use super::{
    annotate::Copydesk,
    graf::{Graf, Role, ends_as_sentence},
    manuscript::Style,
    masthead,
};

const CAPTION_MIN_WORDS: usize = 4;
/// A caption of more words is a story.
const CAPTION_MAX_WORDS: usize = 90;
/// A credit of more words is none.
const CREDIT_MAX_WORDS: usize = 14;
/// Who sells pictures, as credits name them.
const AGENCIES: [&str; 22] = [
    "Getty Images",
    "Getty",
    "REUTERS",
    "Reuters",
    "AFP",
    "EPA",
    "Bloomberg",
    "Shutterstock",
    "iStock",
    "Alamy",
    "Unsplash",
    "Wikimedia",
    "DPA",
    "dpa",
    "UPI",
    "Xinhua",
    "PA Media",
    "PA Wire",
    "Zuma",
    "ZUMA",
    "Associated Press",
    "Anadolu",
];

/// Words that a credit begins with, in lower case.
const CREDITS: [&str; 44] = [
    "photograph: ",
    "photograph by ",
    "photographs by ",
    "photo: ",
    "photo by ",
    "top photo by ",
    "cover photo by ",
    "lead photo by ",
    "photos by ",
    "photos: ",
    "photographer: ",
    "photo courtesy ",
    "photo credit: ",
    "photo credits: ",
    "photo illustration ",
    "credit: ",
    "credit...",
    "credit…",
    "credits: ",
    "crédit : ",
    "crédits : ",
    "image: ",
    "image credit: ",
    "image credits: ",
    "image courtesy ",
    "image by ",
    "top image by ",
    "top image: ",
    "top image via ",
    "picture: ",
    "pictures: ",
    "picture credit: ",
    "illustration: ",
    "illustration by ",
    "illustrations by ",
    "foto: ",
    "art by ",
    "artwork by ",
    "graphic by ",
    "video by ",
    "screenshot by ",
    "screenshot: ",
    "courtesy of ",
    "courtesy: ",
];

impl Copydesk<'_> {
    /// Finds captions by their credits.
    pub(super) fn captions(&mut self) {
        for at in 0..self.grafs.len() {
            self.caption_of_markup(at);
        }
        for at in 1..self.grafs.len() {
            let graf = &self.grafs[at];
            if !graf.is_open() || graf.count() > CAPTION_MAX_WORDS {
                continue;
            }
            let words = graf.words();
            let Some((end, credit)) = credit(words).or_else(|| is_file(words).then_some((words.len(), ""))) else {
                continue;
            };
            let credit = (!credit.is_empty()).then(|| Text::line(credit));
            let signs = outside(words, end, credit.as_ref());
            let caption = graf.part(0..end);
            if caption.text.is_empty()
                && let Some(last) = self.caption_above(at)
            {
                self.grafs[last].style = Style::Caption { credit, file: None, alt: None };
                self.grafs[last].role = Role::Photo;
                self.grafs[at].role = Role::Gone;
            } else if caption.text.is_empty() && self.grafs.get(at + 1).is_some_and(is_captioned) {
                // `Image source, Reuters` over `Image caption, …`
                self.grafs[at + 1].style = Style::Caption { credit, file: None, alt: None };
                self.grafs[at + 1].role = Role::Photo;
                self.grafs[at].role = Role::Gone;
            } else if caption.text.is_empty() {
                // whose picture it is, is all there is to say of it
                self.grafs[at].style = Style::Caption { credit: None, file: None, alt: None };
                self.grafs[at].role = Role::Photo;
                continue;
            } else {
                let style = Style::Caption { credit, file: None, alt: None };
                self.grafs[at] = Graf { role: Role::Photo, style, ..caption };
            }
            if !signs.is_empty() {
                self.note(&format!("“{signs}” was read as the sign of a credit"));
            }
        }
    }

    /// What the markup says is the caption of a picture is one; a credit among its words is parted from them.
    fn caption_of_markup(&mut self, at: usize) {
        let graf = &self.grafs[at];
        let Style::Caption { credit: known, file, alt } = &graf.style else { return };
        if graf.role != Role::Copy {
            return;
        }
        let found = credit(graf.words()).filter(|(end, found)| known.is_none() && *end > 0 && !found.is_empty());
        let Some((end, found)) = found else {
            self.grafs[at].role = Role::Photo;
            return;
        };
        let words = Text::line(found);
        let signs = outside(graf.words(), end, Some(&words));
        let style = Style::Caption { credit: Some(words), file: file.clone(), alt: alt.clone() };
        self.grafs[at] = Graf { role: Role::Photo, style, ..graf.part(0..end) };
        if !signs.is_empty() {
            self.note(&format!("“{signs}” was read as the sign of a credit"));
        }
    }

    /// The caption on the line above a lone credit: a line that is no prose, or one that describes where to look.
    fn caption_above(&self, at: usize) -> Option<usize> {
        let above = at.checked_sub(1).filter(|above| *above > 0)?;
        let graf = self.grafs.get(above)?;
        // the first line of some length is the headline
        let fits = self.grafs.iter().take(above).any(|graf| graf.count() >= CAPTION_MIN_WORDS)
            && graf.is_open()
            && (CAPTION_MIN_WORDS..=45).contains(&graf.count())
            && !ends_as_sentence(graf.words());
        let fits = fits && !masthead::is_masthead(graf.words());
        fits.then_some(above)
    }
}

/// Whether a graf says that it is a caption, and no more is known of it.
fn is_captioned(graf: &Graf) -> bool {
    graf.is_open() && graf.words().starts_with("Image caption, ") && credit(graf.words()).is_none()
}

/// `FILE - …`, `FILE PHOTO: …`
fn is_file(words: &str) -> bool {
    [
        "FILE - ",
        "FILE – ",
        "FILE — ",
        "FILE: ",
        "FILE PHOTO",
        "File photo: ",
        "FILE -- ",
        "Image caption, ",
        "Caption: ",
    ]
    .iter()
    .any(|sign| words.starts_with(sign))
}

/// Where the caption ends, and the credit behind it without brackets.
fn credit(words: &str) -> Option<(usize, &str)> {
    let bare = words.trim_end_matches(['.', ' ']);
    if let Some(inner) = bare.strip_suffix(')') {
        let open = inner.rfind('(')?;
        let inner = inner.get(open + 1..)?.trim();
        return is_credit(inner).then(|| (caption_end(words, open), inner));
    }
    let lower = words.to_ascii_lowercase();
    let marked = CREDITS.iter().filter_map(|sign| {
        let at = lower.rfind(sign)?;
        let before = words.get(..at)?.trim_end();
        let free =
            before.is_empty() || before.ends_with(['.', '|', '/', '!', '?', '"', '”', '(', '[', '—', '–', '-', ',']);
        (free && words.get(at..)?.split_whitespace().count() <= CREDIT_MAX_WORDS).then_some(at)
    });
    if let Some(at) = marked.min() {
        return Some((caption_end(words, at), words.get(at..)?.trim_matches([' ', ')', ']', '('])));
    }
    if let Some(source) = words.strip_prefix("Image source, ") {
        return Some((0, source));
    }
    agency_at_end(words).or_else(|| is_signed_photo(words).then_some((0, words)))
}

/// `Courier photo`, `Staff photo`: whose picture it is, and nothing of what it shows.
fn is_signed_photo(words: &str) -> bool {
    let Some(owner) = ["photo", "photos"].iter().find_map(|word| words.strip_suffix(word)?.strip_suffix(' ')) else {
        return false;
    };
    let count = owner.split_whitespace().count();
    let article =
        matches!(owner.split_whitespace().next(), Some("A" | "An" | "The" | "One" | "No" | "Author" | "Profile"));
    (1..=3).contains(&count) && !article && owner.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

fn caption_end(words: &str, at: usize) -> usize {
    words.get(..at).unwrap_or("").trim_end_matches([' ', '|', '/', '—', '–', '-', '(', '[']).len()
}

/// `Name/Getty Images`, `Jane Roe / AP`, `AP Photo/Jane Roe`: a credit without brackets, alone or behind a caption.
fn agency_at_end(words: &str) -> Option<(usize, &str)> {
    let at = words
        .char_indices()
        .rev()
        .find(|(at, c)| *c == '.' && words.get(at + 1..).is_some_and(|rest| rest.starts_with(' ') && rest.len() > 3));
    let from = at.map_or(0, |(at, _)| at + 1);
    let tail = words.get(from..)?.trim();
    let slash = tail.contains('/') || tail.contains(" via ") || tail.contains('|');
    let short = tail.split_whitespace().count() <= 10 && !tail.contains(',') && !tail.ends_with(['.', '?', '!']);
    let alone = AGENCIES.iter().any(|agency| agency.eq_ignore_ascii_case(tail));
    ((slash && short && is_credit(tail)) || alone || is_photographer(tail)).then(|| (caption_end(words, from), tail))
}

/// `Ada Ek AP`: who made a picture, and for whom.
fn is_photographer(words: &str) -> bool {
    words
        .rsplit_once(' ')
        .is_some_and(|(name, house)| (AGENCIES.contains(&house) || house == "AP") && masthead::looks_like_name(name))
}

/// Whether the words name who made or sells a picture.
fn is_credit(inner: &str) -> bool {
    let count = inner.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if inner.is_empty() || count > CREDIT_MAX_WORDS || inner.ends_with(':') {
        return false;
    }
    let lower = inner.to_ascii_lowercase();
    let begins = CREDITS.iter().any(|sign| lower.starts_with(sign.trim_end())) || inner.starts_with("AP Photo");
    let agency = AGENCIES.iter().any(|name| inner.ends_with(name) || inner.starts_with(&format!("{name}/")));
    let press = inner.split(|c: char| !c.is_alphanumeric()).any(|word| word == "AP");
    let slashed = inner.contains('/') && inner.starts_with(char::is_uppercase) && !inner.contains("://") && count <= 6;
    begins
        || agency
        || press && count <= 6
        || (slashed && inner.split(['/', ' ']).all(|word| word.is_empty() || word.starts_with(char::is_uppercase)))
}

/// The signs between a caption and its credit that neither keeps, where they are words.
fn outside(words: &str, end: usize, credit: Option<&Text>) -> String {
    let Some(credit) = credit else { return String::new() };
    let behind = words.get(end..).unwrap_or("").replacen(credit.as_str(), "", 1);
    behind.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// `The bridge in the rain Ada Ek/Reuters`: who sells the picture ends the line.
pub(super) fn ends_with_agency(words: &str) -> bool {
    words.rsplit_once('/').is_some_and(|(_, house)| AGENCIES.contains(&house.trim()) || house.trim() == "AP")
}

/// Whether a line is a credit and nothing else.
pub(super) fn is_lone_credit(words: &str) -> bool {
    credit(words).is_some_and(|(end, _)| end == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_credits_from_captions() {
        for (line, caption, by) in [
            (
                "FILE - The bridge in May. (Photographer: Ada Ek/Bloomberg via Getty Images)",
                "FILE - The bridge in May.",
                "Photographer: Ada Ek/Bloomberg via Getty Images",
            ),
            ("The bridge on Monday. (AP Photo/Ada Ek)", "The bridge on Monday.", "AP Photo/Ada Ek"),
            (
                "The bridge in the rain. Photograph: Ada Ek/The Courier",
                "The bridge in the rain.",
                "Photograph: Ada Ek/The Courier",
            ),
            ("Ada Ek/Getty Images", "", "Ada Ek/Getty Images"),
            ("The bridge. Ada Ek / AP", "The bridge.", "Ada Ek / AP"),
            ("Getty Images", "", "Getty Images"),
            ("Image source, Reuters", "", "Reuters"),
            ("Ada Ek AP", "", "Ada Ek AP"),
            ("Courier Staff photo", "", "Courier Staff photo"),
            (
                "The bridge in the rain.Credit...Ada Ek for The Courier",
                "The bridge in the rain.",
                "Credit...Ada Ek for The Courier",
            ),
        ] {
            let (end, found) = credit(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((line.get(..end).unwrap().trim(), found), (caption, by), "{line}");
        }
        for line in [
            "He told Reuters (and others) so.",
            "The bridge (built in 1931).",
            "She works for the AP.",
            "It is 50/50, he said.",
            "Sales and/or rents rose. Men/women alike",
            "The deal (about $5m)",
            "A stolen photo",
            "What worries Reuters",
            "He spoke to the AP",
            "Best for Tall/Short Sailors",
            "\"No,\" he told AFP.",
        ] {
            assert_eq!(credit(line), None, "{line}");
        }
    }
}
