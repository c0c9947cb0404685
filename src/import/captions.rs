//! Captions and their credits, and links to other articles that stand between the paragraphs.

use crate::model::{Reference, Rel, Text};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role, ends_as_sentence},
    manuscript::{Remark, Style},
};

/// A caption of more words is a story.
const CAPTION_MAX_WORDS: usize = 90;
/// A credit of more words is none.
const CREDIT_MAX_WORDS: usize = 14;
/// A headline of more words is prose.
const HEADLINE_MAX_WORDS: usize = 30;
/// Lines below `More stories` that are taken for headlines.
const HEADLINES_MAX: usize = 12;

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

/// Words that a credit begins with.
const CREDITS: [&str; 27] = [
    "Photograph: ",
    "Photograph by ",
    "Photographs by ",
    "Photo: ",
    "Photo by ",
    "Photos by ",
    "Photos: ",
    "Photographer: ",
    "Photo courtesy ",
    "Photo credit: ",
    "Photo Credit: ",
    "Photo illustration ",
    "Credit: ",
    "Credit...",
    "Credit…",
    "Credits: ",
    "Image: ",
    "Image credit: ",
    "Image courtesy ",
    "Image by ",
    "Picture: ",
    "Pictures: ",
    "Illustration: ",
    "Illustration by ",
    "Foto: ",
    "Courtesy of ",
    "Courtesy: ",
];

/// Words before a link to another article.
const ANNOUNCED: [&str; 49] = [
    "lire",
    "lire aussi",
    "à lire",
    "à lire aussi",
    "mehr zum thema",
    "lesen sie auch",
    "lesen sie mehr",
    "lee también",
    "leer más",
    "leggi anche",
    "leia também",
    "related",
    "previous",
    "previously",
    "read more",
    "read next",
    "more",
    "see also",
    "also read",
    "read also",
    "also see",
    "watch",
    "recommended",
    "related story",
    "related article",
    "related coverage",
    "related stories",
    "related articles",
    "more on this",
    "don't miss",
    "from the archives",
    "go deeper",
    "up next",
    "earlier",
    "icymi",
    "further reading",
    "must read",
    "must-read",
    "more coverage",
    "read",
    "opinion",
    "analysis",
    "explainer",
    "listen",
    "more from",
    "in depth",
    "editor's pick",
    "lesen sie auch",
    "lire aussi",
];

/// Lines that stand over a list of such links.
const OVER_LINKS: [&str; 26] = [
    "related",
    "related stories",
    "related articles",
    "related links",
    "related content",
    "related coverage",
    "related topics",
    "more on this story",
    "more stories",
    "more stories like this",
    "you may also like",
    "you might also like",
    "recommended",
    "recommended stories",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "top stories",
    "read more",
    "read next",
    "more from this section",
    "latest stories",
    "editors' picks",
    "editor's picks",
    "more to read",
];

impl Copydesk<'_> {
    /// Finds links to other articles by the words that announce them.
    pub(super) fn links(&mut self) {
        let mut at = 0;
        while at < self.grafs.len() {
            if self.grafs[at].is_open() && at > 0 {
                at = self.link_at(at);
            }
            at += 1;
        }
    }

    /// Settles the graf at `at`, and those below it that belong to it; gives the last of them.
    fn link_at(&mut self, at: usize) -> usize {
        let words = self.grafs[at].words();
        if let Some(headline) = announced(words) {
            let from = words.len() - headline.len();
            let related = self.grafs[at].part(from..words.len());
            let sign = self.grafs[at].part(0..from).text;
            self.remarks.push(Remark::Note {
                text: Text::line(&format!("“{sign}” made a related link of: {}", related.text)),
            });
            let rel = is_earlier(sign.as_str()).then_some(Rel::Background);
            self.grafs[at] = Graf { role: Role::Related, rel, ..related };
            return at;
        }
        let lower = words.trim_end_matches([':', ' ']).to_lowercase().replace('’', "'");
        if !OVER_LINKS.contains(&lower.as_str()) {
            return at;
        }
        let heads = self.grafs.iter().skip(at + 1).take(HEADLINES_MAX).take_while(|graf| is_headline(graf)).count();
        let one = words.ends_with(':') || words.chars().all(|c| !c.is_lowercase());
        let last = self.grafs.len() == at + 1 + heads;
        let heads = if heads > 1 && !last && one { 1 } else { heads };
        if heads > 0 {
            for graf in self.grafs.iter_mut().skip(at + 1).take(heads) {
                graf.number();
                graf.role = Role::Related;
            }
            self.drop(at, "the words over links to other articles");
        } else if last {
            self.drop(at, "the words over links that are not there");
        }
        at + heads
    }

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
        let fits = graf.is_open() && (4..=45).contains(&graf.count()) && !ends_as_sentence(graf.words());
        fits.then_some(above)
    }
}

/// `RELATED: A headline`: the headline.
pub(super) fn announced(words: &str) -> Option<&str> {
    let (sign, headline) = words.split_once([':', '|', '»'])?;
    let sign = sign.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let headline = headline.trim_start();
    let shouted = words.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
    let known = ANNOUNCED.contains(&sign.as_str()) && shouted;
    let plain = headline.split_whitespace().count() >= 2 && headline.split_whitespace().count() <= HEADLINE_MAX_WORDS;
    let weak = matches!(
        sign.as_str(),
        "analysis" | "opinion" | "listen" | "watch" | "read" | "more" | "earlier" | "go deeper"
    );
    let prose = headline.ends_with('.') || headline.contains(". ");
    (known && plain && !(weak && prose)).then_some(headline)
}

/// Whether the words before a link say that it leads to what was reported before.
fn is_earlier(sign: &str) -> bool {
    let sign = sign.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(sign.as_str(), "previous" | "previously" | "earlier" | "from the archives")
}

/// A line that can be the headline of another article.
fn is_headline(graf: &Graf) -> bool {
    let text = matches!(graf.style, Style::Paragraph | Style::Bullet { .. }) && graf.role == Role::Copy;
    text && (3..=22).contains(&graf.count()) && !graf.words().ends_with(['.', ':', ';']) && !graf.words().contains(". ")
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
    let marked = CREDITS.iter().filter_map(|sign| {
        let at = words.rfind(sign)?;
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
    agency_at_end(words)
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
    let alone = AGENCIES.contains(&tail);
    ((slash && short && is_credit(tail)) || alone).then(|| (caption_end(words, from), tail))
}

/// Whether the words name who made or sells a picture.
fn is_credit(inner: &str) -> bool {
    let count = inner.split_whitespace().count();
    if inner.is_empty() || count > CREDIT_MAX_WORDS {
        return false;
    }
    let begins = CREDITS.iter().any(|sign| inner.starts_with(sign.trim_end())) || inner.starts_with("AP Photo");
    let agency = AGENCIES.iter().any(|name| inner.ends_with(name) || inner.starts_with(&format!("{name}/")));
    let press = inner.split(|c: char| !c.is_alphanumeric()).any(|word| word == "AP");
    let slashed = inner.contains('/') && inner.starts_with(char::is_uppercase) && !inner.contains("://") && count <= 6;
    begins
        || agency
        || press && count <= 6
        || (slashed && inner.split('/').all(|part| part.trim().starts_with(char::is_uppercase)))
}

/// The signs between a caption and its credit that neither keeps, where they are words.
fn outside(words: &str, end: usize, credit: Option<&Text>) -> String {
    let Some(credit) = credit else { return String::new() };
    let behind = words.get(end..).unwrap_or("").replacen(credit.as_str(), "", 1);
    behind.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether a line is a credit and nothing else.
pub(super) fn is_lone_credit(words: &str) -> bool {
    credit(words).is_some_and(|(end, _)| end == 0)
}

/// Where a related link leads: an article of the library, or an address.
pub(super) fn target(desk: &Copydesk<'_>, graf: &Graf) -> Option<Reference> {
    let link = graf.link()?;
    match Reference::parse(link.as_str()) {
        address @ Reference::Address(_) => Some(address),
        // what else looks like an id is a link relative to a page that is not known
        Reference::Article(id) if desk.options.articles.values().any(|known| *known == id) => {
            Some(Reference::Article(id))
        }
        Reference::Article(_) | Reference::Claim { .. } | Reference::Words(_) => None,
    }
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
            "\"No,\" he told AFP.",
        ] {
            assert_eq!(credit(line), None, "{line}");
        }
    }

    #[test]
    fn finds_announced_headlines() {
        assert_eq!(announced("RELATED: Ferry returns to port"), Some("Ferry returns to port"));
        assert_eq!(announced("READ MORE | Ferry returns"), Some("Ferry returns"));
        assert_eq!(announced("More: the ferry sank. It was old."), None);
        assert_eq!(announced("The result: a ferry returns"), None);
    }
}
