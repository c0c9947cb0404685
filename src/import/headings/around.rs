//! What the lines around a short line say against its being a heading: they make it the title of a video, a verse, the
//! name of who is in a picture.

use crate::import::{
    chrome, dates,
    graf::{Graf, Role},
    manuscript::Style,
    masthead,
};

use super::line::asks;

/// A line of more words is none of a poem.
const VERSE_MAX_WORDS: usize = 12;
/// So many of them make a stanza, and so many begin in lower case.
const STANZA_MIN: usize = 5;
const STANZA_MIN_LOWER: usize = 2;
/// A line of a day, or of whose a picture is, has no more words.
const DAY_MAX_WORDS: usize = 8;
/// So far a poem is looked at.
const STANZA_MAX: usize = 8;
/// A running time with its source has no more words: `05:22 - Source: Courier`.
const RUNNING_MAX_WORDS: usize = 6;
/// Between a picture and the paragraph that names who is in it stand no more lines.
const NEAR: usize = 3;
/// A paragraph under a heading that is a name tells the name at its very beginning.
const OPENING_MAX_BYTES: usize = 24;
/// So many lines on either side tell whether a line stands in a menu; a paragraph has so many words.
const MENU_NEAR: usize = 4;
const PARAGRAPH_MIN_WORDS: usize = 12;
/// Among so many lines at its top the copy has its headline.
const TOP_GRAFS: usize = 6;
/// So far around a name may be told whose it is.
const PROSE_NEAR: usize = 8;

/// A graf among its neighbours, those among them that were left out.
#[derive(Clone, Copy)]
pub(super) struct Place<'g> {
    pub grafs: &'g [Graf],
    pub at: usize,
}

/// Each says why a line that could stand over paragraphs does not here.
const REASONS: [fn(Place<'_>) -> bool; 9] = [
    goes_on_below,
    is_of_verse,
    has_running_time,
    is_over_a_button,
    signs_a_link,
    signs_a_quote,
    is_over_a_dash,
    is_over_a_day,
    is_below_a_mark,
];

/// Whether one of the reasons speaks against a heading.
pub(super) fn is_spoken_for(place: Place<'_>) -> bool {
    REASONS.iter().any(|reason| reason(place))
}

impl<'g> Place<'g> {
    fn words(self) -> &'g str {
        self.grafs[self.at].words()
    }

    fn below(self, lines: usize) -> Option<&'g Graf> {
        self.grafs.get(self.at + lines)
    }

    /// The paragraphs near it.
    fn near(self) -> impl Iterator<Item = &'g Graf> {
        let behind = self.grafs.iter().skip(self.at + 1).take(PROSE_NEAR);
        self.above().take(PROSE_NEAR).chain(behind).filter(|graf| is_prose(graf))
    }

    fn above(self) -> impl Iterator<Item = &'g Graf> {
        self.grafs.get(..self.at).unwrap_or_default().iter().rev()
    }
}

/// The line below begins in lower case: it is the rest of the sentence. A list may begin so below a line that asks.
fn goes_on_below(place: Place<'_>) -> bool {
    place.below(1).is_some_and(|below| below.is_open() && is_lower(below.words())) && !asks(place.words())
}

/// Short lines above and below it, some of which begin in lower case: a poem, or the words of a song.
fn is_of_verse(place: Place<'_>) -> bool {
    let verse = |graf: &&Graf| graf.is_open() && graf.count() <= VERSE_MAX_WORDS;
    let above: Vec<&Graf> = place.above().take(STANZA_MAX).take_while(verse).collect();
    let below: Vec<&Graf> = place.grafs.iter().skip(place.at + 1).take(STANZA_MAX).take_while(verse).collect();
    let lower = above.iter().chain(&below).filter(|graf| is_lower(graf.words())).count();
    !above.is_empty() && !below.is_empty() && above.len() + 1 + below.len() >= STANZA_MIN && lower >= STANZA_MIN_LOWER
}

/// A running time stands below it, as below the title of a video. Where prose stands below the time it may be the hour of
/// an entry of a live page, unless more such titles stand above.
fn has_running_time(place: Place<'_>) -> bool {
    let Some(time) = place.below(1).filter(|below| is_running_time(below.words())) else { return false };
    let sourced = time.count() > 1;
    let listed = place.above().next().is_some_and(|above| is_running_time(above.words()));
    sourced || listed || place.below(2).is_some_and(|after| !after.is_prose())
}

/// A button stands below it that leads elsewhere or opens a picture: `Read more`, `Play video`.
fn is_over_a_button(place: Place<'_>) -> bool {
    place.below(1).is_some_and(|below| {
        below.role == Role::Gone
            && matches!(chrome::why(below.words()), Some("navigation" | "a player or a gallery"))
            && !is_running_time(below.words())
    })
}

/// A name below the headline of another article: who wrote that.
fn signs_a_link(place: Place<'_>) -> bool {
    masthead::looks_like_name(place.words()) && place.above().next().is_some_and(|above| above.role == Role::Related)
}

/// A name below words in quotation marks, with a title behind it or told nearby: whose they are.
fn signs_a_quote(place: Place<'_>) -> bool {
    let name = place.words().split(", ").next().unwrap_or_default();
    masthead::looks_like_name(name)
        && (name.len() < place.words().len() || is_told_near(place, name))
        && place.above().next().is_some_and(|above| {
            is_prose(above)
                && above.words().starts_with(['"', '“', '«', '„'])
                && above.words().ends_with(['"', '”', '»', '“'])
        })
}

/// A dash on a line of its own parts where a story was written from its first paragraph.
fn is_over_a_dash(place: Place<'_>) -> bool {
    let dash = |graf: &Graf| matches!(graf.words(), "—" | "–" | "--");
    [1, 2].into_iter().any(|lines| place.below(lines).is_some_and(dash))
}

/// A day stands below it that was read into the head, as below a byline; or it is one of several links with their days.
fn is_over_a_day(place: Place<'_>) -> bool {
    let day = |graf: &Graf| graf.count() <= DAY_MAX_WORDS && dates::is_date_line(graf.words());
    let Some(below) = place.below(1).filter(|below| below.count() <= DAY_MAX_WORDS) else { return false };
    let read = below.role == Role::Gone && dates::find(below.words()).is_some();
    let listed = day(below) && place.above().next().is_some_and(day);
    read || listed
}

/// The sign of whose the picture is stands above it: it says what the picture shows.
fn is_below_a_mark(place: Place<'_>) -> bool {
    place.above().next().is_some_and(|above| above.count() <= DAY_MAX_WORDS && above.words().starts_with('©'))
}

/// A name that the paragraph above it has just told, or whose bearer the prose around goes on to call by the last of it
/// alone. A heading brings up somebody new.
pub(super) fn names_a_picture(place: Place<'_>) -> bool {
    let name = place.words();
    if !masthead::looks_like_name(name) || name.starts_with("About ") || place.grafs[place.at].style != Style::Paragraph
    {
        return false;
    }
    let told = place.above().take(NEAR).filter(|graf| is_prose(graf)).take(2).any(|above| above.words().contains(name));
    let opens = place.below(1).and_then(|below| below.words().find(name)).is_some_and(|at| at < OPENING_MAX_BYTES);
    told || (!opens && is_told_near(place, name) && place.near().any(|graf| is_called_by_last(graf.words(), name)))
}

/// Whether a line says what a picture near the name it begins with shows: when that was (`The old mole, 1931`), what
/// somebody in it does (`Ada Ek, looking out to sea`), who that is (`Ada Ek, keeper of the light`).
pub(super) fn shows_a_picture(place: Place<'_>) -> bool {
    let words = place.words();
    is_dated(words)
        || words.split_once(", ").is_some_and(|(name, rest)| {
            masthead::looks_like_name(name)
                && rest.split_whitespace().all(|word| !matches!(word, "and" | "or" | "&"))
                && is_told_near(place, name)
        })
}

/// How many words a paragraph of this copy has: the one in the middle by length.
pub(super) fn usual_paragraph(grafs: &[Graf]) -> usize {
    let paragraphs = grafs.iter().filter(|graf| is_prose(graf));
    let mut counts: Vec<usize> = paragraphs.map(Graf::count).filter(|count| *count >= PARAGRAPH_MIN_WORDS).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or_default()
}

/// Whether the lines around a line have hardly more words together than one paragraph: a menu, or links with a line each.
pub(super) fn is_in_menu(place: Place<'_>, usual: usize) -> bool {
    let around = place.grafs.iter().skip(place.at.saturating_sub(MENU_NEAR)).take(2 * MENU_NEAR + 1);
    around.map(Graf::count).sum::<usize>() * 2 < usual * 3
}

fn is_prose(graf: &Graf) -> bool {
    graf.role == Role::Copy && graf.is_prose()
}

/// Whether the prose around tells the name, or the lines with which the copy begins, the headline among them.
fn is_told_near(place: Place<'_>, name: &str) -> bool {
    let top = place.grafs.iter().take(TOP_GRAFS.min(place.at));
    place.near().chain(top).any(|graf| graf.words().contains(name))
}

/// Whether the last word of a name stands in the prose without the rest of it.
fn is_called_by_last(prose: &str, name: &str) -> bool {
    let Some((first, last)) = name.rsplit_once(' ') else { return false };
    let first = first.rsplit(' ').next().unwrap_or(first);
    prose.match_indices(last).any(|(at, _)| {
        let before = prose.get(..at).unwrap_or("");
        let behind = prose.get(at + last.len()..).unwrap_or("");
        before.ends_with(' ') && !before.trim_end().ends_with(first) && !behind.starts_with(char::is_alphabetic)
    })
}

/// `iPhone` and `eBay` begin a sentence in lower case as well.
fn is_lower(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_lowercase) && !first.contains(char::is_uppercase)
}

/// `01:16`, `05:22 - Source: Courier`
fn is_running_time(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let time = parts.next().is_some_and(|time| {
        time.contains(':') && time.len() <= 8 && time.bytes().all(|b| b.is_ascii_digit() || b == b':')
    });
    let rest = parts.next();
    time && words.split_whitespace().count() <= RUNNING_MAX_WORDS
        && rest.is_none_or(|sign| sign.chars().all(|c| !c.is_alphanumeric()))
}

/// `The old mole, 1931`, but no day of a calendar.
fn is_dated(words: &str) -> bool {
    words.rsplit_once(", ").is_some_and(|(what, year)| {
        year.len() == 4
            && (1800..2100).contains(&year.parse().unwrap_or(0))
            && !what.split_whitespace().any(|word| dates::is_month(&word.to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text;

    fn spoken_for(source: &str, line: &str) -> bool {
        with_place(source, line, |place| is_spoken_for(place) || names_a_picture(place))
    }

    fn shown(source: &str, line: &str) -> bool {
        with_place(source, line, shows_a_picture)
    }

    fn with_place(source: &str, line: &str, told: impl Fn(Place<'_>) -> bool) -> bool {
        let mut grafs: Vec<Graf> = text(source).blocks.into_iter().map(Graf::new).collect();
        for graf in &mut grafs {
            if chrome::why(graf.words()).is_some() {
                graf.role = Role::Gone;
            }
        }
        let at = grafs.iter().position(|graf| graf.words() == line).unwrap_or_else(|| panic!("{line}"));
        told(Place { grafs: &grafs, at })
    }

    const SAND: &str = "The sand came back before the boats did, said Ada Ek, who keeps the light.";

    #[test]
    fn a_line_that_goes_on_below_is_none() {
        assert!(spoken_for("Time\nis a bar of sand", "Time"));
        assert!(!spoken_for("What to pack\nropes and a lamp", "What to pack"));
        assert!(!spoken_for("Boats\niPhones were lost in the harbour.", "Boats"));
    }

    #[test]
    fn a_line_of_a_poem_is_none() {
        let poem = "The sea was grey,\nand grey the sand\nWhat did it want?\nIt wanted in,\nand came by night.";
        assert!(spoken_for(poem, "What did it want?"));
        assert!(!spoken_for(&format!("{SAND}\nWhat did it want?\n{SAND}"), "What did it want?"));
    }

    #[test]
    fn the_title_of_a_video_is_none() {
        let list = "Watch the dredger sink\n01:16\nHear the harbour master\n02:40\nThe sand came back.";
        assert!(spoken_for(list, "Watch the dredger sink"));
        assert!(spoken_for(list, "Hear the harbour master"));
        assert!(spoken_for(&format!("The dredger sinks\n01:16 - Source: Courier\n{SAND}"), "The dredger sinks"));
        assert!(!spoken_for(&format!("The dredger sinks\n14:05\n{SAND}"), "The dredger sinks"));
    }

    #[test]
    fn a_line_over_a_button_is_none() {
        assert!(spoken_for(&format!("The light at night\nMore\n{SAND}"), "The light at night"));
        assert!(!spoken_for(&format!("The light at night\nShare\n{SAND}"), "The light at night"));
    }

    #[test]
    fn a_name_that_was_just_told_stands_under_a_picture() {
        assert!(spoken_for(&format!("{SAND}\nAda Ek\nShe has kept it since 1996."), "Ada Ek"));
        assert!(!spoken_for(&format!("Boats.\nAda Ek\n{SAND}\nShe stayed."), "Ada Ek"));
        let poem = "The light of Ada Ek\nIt was grey.\nAda Ek\nThe light was out.\nBut Ek stayed on the mole.";
        assert!(spoken_for(poem, "Ada Ek"));
        assert!(spoken_for(
            "Boats.\nAda Ek\nThe light was out at ten, but Ada Ek stayed.\nSo Ek was seen on the mole.",
            "Ada Ek"
        ));
        assert!(!spoken_for("Boats.\nPaging Ek\nThe light was out.\nBut Ek stayed on the mole.", "Paging Ek"));
        assert!(!spoken_for("Boats.\nAda Ek\nAda Ek keeps the light.\nEk stayed on the mole.", "Ada Ek"));
    }

    #[test]
    fn what_a_picture_shows_is_told_by_its_year_or_by_who_is_in_it() {
        for line in ["The old mole, 1931", "Ada Ek, looking out to sea", "Ada Ek, keeper of the light"] {
            assert!(shown(&format!("{SAND}\n{line}\n{SAND}"), line), "{line}");
        }
        for line in ["March 3, 2015", "Tom Dold, keeper of the light", "Ada Ek, Boats and Sand"] {
            assert!(!shown(&format!("{SAND}\n{line}\n{SAND}"), line), "{line}");
        }
    }

    #[test]
    fn a_name_below_a_quote_says_whose_it_is() {
        assert!(spoken_for(
            "Boats.\n“The sand came back in the night.”\nTom Dold, Ph.D.\nIt stayed.",
            "Tom Dold, Ph.D."
        ));
        assert!(!spoken_for("Boats.\n“The sand came back in the night.”\nDry Docks\nIt stayed.", "Dry Docks"));
        assert!(!spoken_for("Boats.\nThe sand came back in the night.\nTom Dold\nIt stayed.", "Tom Dold"));
    }

    #[test]
    fn a_line_over_its_day_is_a_byline_or_a_link() {
        let links = "Dredger sinks\n21 Sep 2031\nFerry returns\n22 Sep 2031";
        assert!(spoken_for(&format!("{links}\n{SAND}"), "Ferry returns"));
        assert!(!spoken_for(&format!("{SAND}\nFerry returns\n22 Sep 2031\n{SAND}"), "Ferry returns"));
    }

    #[test]
    fn a_line_below_the_mark_of_a_picture_is_its_caption() {
        assert!(spoken_for(&format!("{SAND}\n© Courier\nThe keeper speaks\n{SAND}"), "The keeper speaks"));
    }
}
