//! The furniture of a page: what stands around an article and is none of it. It is left out, and told.

use std::{collections::HashMap, sync::LazyLock};

use super::{annotate::Copydesk, graf::Role, masthead};

/// Lines of more words are copy, whatever they hold.
const WORDS_MAX: usize = 60;
/// The same for a line that is told by its beginning.
const OPENING_WORDS_MAX: usize = 30;
/// The same for a line that is told by words within it.
const HOLDING_WORDS_MAX: usize = 40;

/// So often a page may run the same words together.
const REPEATED_MAX: usize = 4;

/// The phrases, and what each stands for.
static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| Furniture::read(include_str!("furniture.txt")));

/// Phrases by which a short line is known for what it is, each with the end of the sentence "left out as …".
#[derive(Default)]
struct Furniture {
    exact: HashMap<&'static str, &'static str>,
    begins: Vec<(&'static str, &'static str)>,
    holds: Vec<(&'static str, &'static str)>,
}

impl Furniture {
    fn read(table: &'static str) -> Self {
        let mut furniture = Self::default();
        let mut why = "";
        for line in table.lines() {
            match line.split_at_checked(1) {
                Some(("[", named)) => why = named.trim_end_matches(']'),
                Some(("=", phrase)) => drop(furniture.exact.insert(phrase.trim(), why)),
                Some(("^", phrase)) => furniture.begins.push((phrase.trim(), why)),
                Some(("~", phrase)) => furniture.holds.push((phrase.trim(), why)),
                Some(_) | None => {}
            }
        }
        furniture
    }

    /// Why a line of `count` words, `bare` in lower case, is furniture.
    fn why(&self, line: &str, bare: &str, count: usize) -> Option<&'static str> {
        let begins = || {
            let row = self.begins.iter().find(|(phrase, _)| bare.starts_with(phrase))?;
            (count <= OPENING_WORDS_MAX && !is_told(line, row.1)).then_some(row.1)
        };
        let holds = || {
            let row = self.holds.iter().find(|(phrase, _)| bare.contains(phrase))?;
            (count <= HOLDING_WORDS_MAX).then_some(row.1)
        };
        self.exact.get(bare).or_else(|| self.exact.get(once(bare)?)).copied().or_else(begins).or_else(holds)
    }
}

/// What stands several times in a row and is all of the words: `advertisementadvertisement`.
fn once(bare: &str) -> Option<&str> {
    let whole: String = bare.split_whitespace().collect();
    (2..=REPEATED_MAX).find_map(|times| {
        let one = bare.get(..whole.len() / times)?;
        (whole == one.repeat(times)).then_some(one)
    })
}

/// Places where pages are shared, and the words between them.
const SHARING: &str = "share facebook twitter x whatsapp email e-mail mail linkedin reddit pinterest telegram copy link print save \
    tweet messenger bluesky threads flipboard sms instagram youtube tiktok mastodon pocket comments comment via on this article post \
    story to icon with by or opens in new window a share: url text gift bookmark more tumblr snapchat line wechat vk linked google \
    stumbleupon digg rss recommend reblog pin it";
const PLACES: &str = "stumbleupon digg facebook twitter whatsapp linkedin reddit pinterest telegram messenger bluesky flipboard email copy instagram \
    tumblr tweet youtube tiktok";

/// Why a line is no copy, where it is none.
pub(super) fn why(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '@' | '('));
    let count = bare.split_whitespace().count();
    if count > WORDS_MAX {
        return None;
    }
    if bare.is_empty() {
        return (!line.chars().any(char::is_alphanumeric)).then_some("a sign");
    }
    if count <= 14 && is_sharing(bare) {
        return Some("buttons to share the page");
    }
    if is_comment_count(bare) {
        return Some("the comments");
    }
    if is_player_time(bare) {
        return Some("a player or a gallery");
    }
    if count <= 12 && line.matches([' ', '\u{a0}']).count() >= 2 && is_trail(line) {
        return Some("navigation");
    }
    FURNITURE.why(line, bare, count)
}

/// `Download the report, officials said.` is copy: an opening that news may share counts only where a page speaks to its
/// reader.
fn is_told(line: &str, why: &str) -> bool {
    let app = why == "an advertisement of an app";
    let lower = line.to_lowercase();
    (app && !lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "app" | "apps" | "alerts")))
        || lower.contains(" said")
        || lower.contains("”")
}

fn is_sharing(bare: &str) -> bool {
    let mut place = false;
    let mut shared = false;
    for word in bare.split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '/' | '·' | '•')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        if !SHARING.split_whitespace().any(|known| known == word) {
            return false;
        }
        place |= PLACES.split_whitespace().any(|known| known == word);
        shared |= word == "share";
    }
    place || shared
}

/// `12 comments`, `Comments (12)`, `View 12 comments`
fn is_comment_count(bare: &str) -> bool {
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = words.iter().any(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b'k'));
    words.len() <= 4
        && number
        && words.iter().all(|word| {
            word.bytes().all(|b| b.is_ascii_digit() || b == b'k')
                || matches!(
                    *word,
                    "comment" | "comments" | "view" | "all" | "read" | "show" | "shares" | "share" | "likes" | "views"
                )
        })
        && words.iter().any(|word| {
            word.starts_with("comment") || word.starts_with("share") || *word == "views" || *word == "likes"
        })
}

/// `0:00 / 4:15`, `Listen 5 min`, `5:12`
fn is_player_time(bare: &str) -> bool {
    let words: Vec<&str> =
        bare.split(|c: char| c.is_whitespace() || matches!(c, '/' | '·' | '|')).filter(|w| !w.is_empty()).collect();
    let time = |word: &&str| word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || c == ':');
    let media = |word: &&str| {
        matches!(
            *word,
            "listen"
                | "watch"
                | "play"
                | "video"
                | "audio"
                | "min"
                | "mins"
                | "minutes"
                | "duration"
                | "now"
                | "playing"
        )
    };
    let number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    // `02:12 - source: courier`
    if let [length, "-" | "–" | "—", "source:", ..] = words.as_slice() {
        return time(length) && words.len() <= 7;
    }
    (words.len() >= 2 && words.iter().all(|word| time(word) || media(word) || number(word)))
        && (words.iter().any(media) || words.iter().filter(|word| time(word)).count() == 2)
}

/// `Home > World > Europe`, `Home / News`
fn is_trail(line: &str) -> bool {
    [">", "›", "»", "/", "|", "•"].iter().any(|sign| {
        let parts: Vec<&str> = line.split(&format!(" {sign} ")).collect();
        let home = parts.first().is_some_and(|part| part.trim().eq_ignore_ascii_case("home"));
        parts.len() >= 2 && home && parts.iter().all(|part| part.split_whitespace().count() <= 4)
    })
}

impl Copydesk<'_> {
    /// Leaves out what is no copy. A line that tells writer or date may hold furniture too; it waits for the masthead.
    pub(super) fn clear(&mut self) {
        self.clear_unless(masthead::is_masthead);
    }

    /// Leaves out what the masthead did not take.
    pub(super) fn clear_rest(&mut self) {
        self.clear_unless(|_| false);
    }

    fn clear_unless(&mut self, spared: fn(&str) -> bool) {
        for at in 0..self.grafs.len() {
            let graf = &self.grafs[at];
            let open = graf.role == Role::Copy && !graf.text.is_empty();
            if let Some(reason) = why(graf.words()).filter(|_| open && !spared(graf.words())) {
                self.drop(at, reason);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_furniture_from_copy() {
        for line in [
            "Advertisement",
            "AdvertisementAdvertisement",
            "Advertisement Advertisement Advertisement",
            "Hide Ad",
            "X",
            "Link",
            "Share All sharing options for: A harbour runs dry",
            "Facebook X Pinterest Linked in Tumblr Reddit Messenger Copy URL",
            "Share this article: Facebook Twitter Email",
            "Facebook | X | WhatsApp",
            "12 Comments",
            "Sign up for our morning newsletter",
            "We use cookies to improve your experience.",
            "Follow us on Facebook and X",
            "Download the free app for alerts",
            "© 2025 The Courier. All rights reserved.",
            "Home > World > Europe",
            "4 min read",
            "Listen 5 min",
            "0:00 / 4:15",
            "02:12 - Source: Courier",
            "SHARE",
            "•",
            "Got a tip? Write to us at tips@example.org",
        ] {
            assert!(why(line).is_some(), "{line}");
        }
        for line in [
            "The app maker denied it.",
            "Follow the money",
            "Share prices fell by a third.",
            "Download the report, officials said.",
            "Cookies were sold at the fair.",
            "What we know",
            "The comments were removed on Friday.",
            "Image of a city",
            "Links to the mainland",
            "Fat cats",
            "Tuktuk",
            "Police said they would share the evidence on Facebook.",
            "Two hours in the water",
            "Subscribe and save: how it began",
        ] {
            assert_eq!(why(line), None, "{line}");
        }
    }
}
