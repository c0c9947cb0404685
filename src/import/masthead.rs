//! What stands above the story: headline, standfirst, byline, dates, dateline.

use crate::model::{Date, Text};

use super::{
    annotate::Copydesk,
    dates,
    graf::{Graf, Role, ends_as_sentence},
    manuscript::{Remark, Style},
};

/// How many grafs below the headline are looked at for byline and dates.
const MASTHEAD_MAX: usize = 12;
const HEADLINE_MAX_WORDS: usize = 40;
/// The same for one that ends as a sentence.
const HEADLINE_SENTENCE_MAX_WORDS: usize = 16;
const STANDFIRST_MAX_WORDS: usize = 50;
/// Grafs among which the one with the dateline is: a brief may stand above it.
const DATELINE_GRAFS_MAX: usize = 6;
/// How long a headline is that was made of the first words of the story.
const MADE_MAX_WORDS: usize = 12;

impl Copydesk<'_> {
    /// Reads what stands above the story.
    pub(super) fn masthead(&mut self) {
        self.kicker();
        self.headline();
        self.lines_below();
        self.bylines_at_end();
        self.dateline();
    }

    fn live(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.grafs.len()).filter(|at| self.grafs[*at].is_live() && !self.grafs[*at].text.is_empty())
    }

    /// A word or two over the headline that name the desk: a topic.
    fn kicker(&mut self) {
        let top: Vec<usize> = self.live().take(3).collect();
        let [first, second, _] = top.as_slice() else { return };
        let (kicker, headline) = (&self.grafs[*first], &self.grafs[*second]);
        let named = kicker.count() <= 2 && kicker.is_open() && headline.count() >= 4 && !headline.is_prose();
        let words = kicker.text.clone();
        let told = !self.head.headline.is_empty()
            || read_byline(headline.words()).is_some()
            || dates::is_date_line(headline.words());
        if named && !told && words.as_str().chars().all(|c| c.is_alphabetic() || c == ' ' || c == '&') {
            self.head.topics.push(Text::line(words.as_str()));
            self.grafs[*first].role = Role::Gone;
            self.note(&format!("“{words}” above the headline was taken for a topic"));
        }
    }

    fn headline(&mut self) {
        let Some(first) = self.live().next() else {
            self.untitled();
            return;
        };
        let graf = &self.grafs[first];
        let words = Text::line(graf.words());
        if !self.head.headline.is_empty() {
            // The format told it; where the copy repeats it, once is enough.
            let head = self.head.headline.as_str().to_lowercase();
            let same = |graf: &Graf| graf.words().to_lowercase() == head;
            let again = self.live().take(4).find(|at| same(&self.grafs[*at]));
            if let Some(at) = again {
                self.grafs[at].role = Role::Gone;
            }
        } else if matches!(graf.style, Style::Paragraph | Style::Heading(_))
            && graf.role != Role::Photo
            && graf.count() <= HEADLINE_MAX_WORDS
            && !(ends_as_sentence(graf.words()) && graf.count() > HEADLINE_SENTENCE_MAX_WORDS)
        {
            self.head.headline = words;
            self.taken_headline = true;
            self.grafs[first].role = Role::Gone;
        } else {
            self.made_headline(first);
        }
        if self.head.headline.as_str().trim().is_empty() {
            self.untitled();
        }
    }

    /// No line can be the headline: the first words of the story stand in, and stay where they are.
    fn made_headline(&mut self, first: usize) {
        let words: Vec<&str> = self.grafs[first].words().split_whitespace().take(MADE_MAX_WORDS).collect();
        let made: String = words.join(" ").chars().take(200).collect();
        let made = made.trim_end_matches(['.', ',', ';', ':']);
        self.head.headline = Text::line(&format!("{made}…"));
        self.note("no line reads as the headline, so the first words of the story stand in; write a better one");
    }

    fn untitled(&mut self) {
        if self.head.headline.as_str().trim().is_empty() {
            self.head.headline = Text::new("Untitled");
        }
    }

    /// Byline, dates and standfirst between the headline and the story.
    fn lines_below(&mut self) {
        let lines: Vec<usize> = self.live().take(MASTHEAD_MAX).collect();
        let mut standfirst = None;
        let mut settled = false;
        for (place, at) in lines.into_iter().enumerate() {
            let graf = &self.grafs[at];
            if !graf.is_open() {
                if graf.role == Role::Photo || matches!(graf.style, Style::Rule) {
                    continue;
                }
                break;
            }
            if self.byline(at) || self.dated(at) {
                settled = true;
                continue;
            }
            let graf = &self.grafs[at];
            if place == 0 && graf.count() <= STANDFIRST_MAX_WORDS {
                standfirst = Some(at);
                continue;
            }
            if settled && place < 6 && self.beside_byline(at) {
                continue;
            }
            break;
        }
        if let Some(at) = standfirst.filter(|at| settled && self.is_standfirst(*at)) {
            self.head.subtitle = Some(Text::line(self.grafs[at].words()));
            self.grafs[at].role = Role::Gone;
        }
    }

    /// Whether the graf stands above byline or date, which came after it, and the story is still to come.
    fn is_standfirst(&self, at: usize) -> bool {
        let above = |gone: &Graf| gone.role == Role::Gone;
        let below = self.grafs.iter().skip(at + 1).find(|graf| !graf.text.is_empty());
        self.head.subtitle.is_none() && below.is_some_and(above) && self.live().count() > 1
    }

    /// Takes a byline, with a date behind it where one is.
    fn byline(&mut self, at: usize) -> bool {
        let words = self.grafs[at].words().to_owned();
        let bare = words.trim_end_matches(':').to_lowercase();
        if matches!(bare.as_str(), "by" | "written by" | "von" | "par" | "por") {
            let next = self.live().find(|next| *next > at && looks_like_names(self.grafs[*next].words()));
            let Some(next) = next.filter(|next| *next <= at + 2) else { return false };
            let names = self.grafs[next].text.clone();
            self.take_byline(next, names.as_str());
            self.grafs[at].role = Role::Gone;
            return true;
        }
        let Some(names) = read_byline(&words) else {
            let posted = name_parts(&words).iter().skip(1).any(|part| is_post(part));
            let line = self.head.by.is_empty()
                && looks_like_names(&words)
                && (posted || self.below_is_byline(at) || self.above_story(at));
            if line {
                self.take_byline(at, &words);
            }
            return line;
        };
        self.take_byline(at, names);
        true
    }

    /// Whether a bare name stands right under the headline, and the story begins right under it.
    fn above_story(&self, at: usize) -> bool {
        let first = self.live().next() == Some(at);
        let name = (2..=3).contains(&self.grafs[at].count()) && !super::speakers::is_body(self.grafs[at].words());
        let below = self.live().find(|next| *next > at);
        first && name && below.is_some_and(|below| self.grafs[below].is_prose() && self.grafs[below].count() > 12)
    }

    /// Whether the line under a bare name says that it is a byline: a date, or where and for whom somebody writes.
    fn below_is_byline(&self, at: usize) -> bool {
        let Some(next) = self.live().find(|next| *next > at) else { return false };
        let below = self.grafs[next].words();
        dates::find(below).is_some() && self.grafs[next].count() <= 14 || dates::is_age(below) || is_post(below)
    }

    /// Reads the names of a byline into the head; what is no name is told.
    fn take_byline(&mut self, at: usize, line: &str) {
        let mut line = line.to_owned();
        if let Some((range, date)) = dates::find(&line) {
            let words = line.get(range.clone()).unwrap_or("").to_owned();
            self.take_date(&line.clone(), &words, date);
            line.replace_range(range, "|");
        }
        let mut rest = Vec::new();
        for part in name_parts(&line) {
            let (name, place) = part.split_once(" in ").or_else(|| part.split_once(" for ")).unwrap_or((&part, ""));
            let name = name.trim();
            let title = is_post(name);
            if !title && looks_like_name(name) && !self.head.by.iter().any(|by| by.as_str() == name) {
                self.head.by.push(Text::line(&unshouted(name)));
                rest.extend((!place.is_empty()).then(|| place.to_owned()));
            } else if part.chars().any(char::is_alphanumeric) && !dates::is_date_line(&part) {
                rest.push(part);
            }
        }
        self.grafs[at].role = Role::Gone;
        let whole = self.grafs[at].text.clone();
        self.remarks.push(Remark::Note { text: Text::line(&format!("the byline was read from: {whole}")) });
    }

    /// Takes a line that is a date.
    fn dated(&mut self, at: usize) -> bool {
        let line = self.grafs[at].words().to_owned();
        if dates::is_age(&line) {
            self.drop(at, "an age that means nothing later");
            return true;
        }
        let pieces: Vec<&str> =
            line.split(['|', '•', '·']).flat_map(|piece| piece.split(" / ")).flat_map(split_dates).collect();
        let dated = |piece: &&str| dates::is_date_line(piece);
        if !pieces.iter().any(dated)
            || !pieces.iter().all(|piece| {
                dated(piece) || dates::is_age(piece) || super::chrome::why(piece).is_some() || looks_like_names(piece)
            })
        {
            return false;
        }
        for piece in pieces {
            if let Some((range, date)) = dates::find(piece) {
                let words = piece.get(range).unwrap_or("").to_owned();
                self.take_date(piece, &words, date);
            } else if looks_like_names(piece) && self.head.by.is_empty() && super::chrome::why(piece).is_none() {
                self.head.by.push(Text::line(piece.trim()));
            }
        }
        self.grafs[at].role = Role::Gone;
        self.note(&format!("the date was read from: {line}"));
        true
    }

    fn take_date(&mut self, line: &str, _words: &str, date: Date) {
        let field = if dates::is_update(line) { &mut self.head.updated } else { &mut self.head.published };
        field.get_or_insert(date);
    }

    /// Takes a line that says for whom or where the writer of the byline works.
    fn beside_byline(&mut self, at: usize) -> bool {
        let post = is_post(self.grafs[at].words()) && self.grafs[at].count() <= 8;
        if post {
            self.drop(at, "a post beside the byline");
        }
        post
    }

    /// `By Jane Roe` and `Reporting by …` below the story.
    fn bylines_at_end(&mut self) {
        let last: Vec<usize> = self.live().collect();
        for at in last.into_iter().rev().take(4) {
            let graf = &self.grafs[at];
            let words = graf.words().trim_matches(['(', ')']).to_owned();
            let reporting = ["Reporting by ", "Additional reporting by ", "Writing by "]
                .iter()
                .find_map(|sign| words.strip_prefix(sign));
            if let Some(names) = reporting.filter(|_| graf.is_open() && graf.count() <= 60) {
                if self.head.by.is_empty() {
                    let names = names.split([';', '.']).next().unwrap_or(names).to_owned();
                    self.take_byline(at, &names);
                }
                self.drop(at, "a line of credits");
            } else if self.head.by.is_empty()
                && graf.is_open()
                && graf.count() <= 12
                && let Some(names) = read_byline(&words)
            {
                self.take_byline(at, names);
            }
        }
    }

    /// `LONDON (AP) — `, `PORT MERROW, March 3 (Reuters) - ` before the first words of the story.
    fn dateline(&mut self) {
        let open = self.live().filter(|at| self.grafs[*at].is_open()).take(DATELINE_GRAFS_MAX);
        let found = open.into_iter().find(|at| read_dateline(self.grafs[*at].words()).is_some());
        let Some(first) = found else { return };
        let words = self.grafs[first].words();
        let Some((line, end)) = read_dateline(words) else { return };
        let line = Text::line(line);
        let signs = words.get(line.len()..end).unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        self.grafs[first] = self.grafs[first].part(end..words.len());
        if self.head.dateline.is_none() {
            self.head.dateline = Some(line);
        } else {
            self.note(&format!("a second dateline was left out: {line} {signs}"));
        }
    }
}

/// Parts `Published March 3, 2025 Updated March 4, 2025`.
fn split_dates(line: &str) -> Vec<&str> {
    let at =
        ["Updated", "updated", "Last modified", "Modified", "UPDATED"].iter().filter_map(|word| line.rfind(word)).min();
    match at.filter(|at| *at > 0).and_then(|at| line.split_at_checked(at)) {
        Some((before, after)) if dates::find(before).is_some() => vec![before, after],
        Some(_) | None => vec![line],
    }
}

/// Whether a line says who wrote the story.
pub(super) fn is_byline(line: &str) -> bool {
    read_byline(line).is_some()
}

/// The names of `By Jane Roe and Max Doe`, `Written by …`.
fn read_byline(line: &str) -> Option<&str> {
    const SIGNS: [&str; 12] = [
        "By ",
        "BY ",
        "by ",
        "By: ",
        "Written by ",
        "Story by ",
        "Words by ",
        "Von ",
        "Par ",
        "Por ",
        "Author: ",
        "Text: ",
    ];
    let names = SIGNS.iter().find_map(|sign| line.strip_prefix(sign))?.trim();
    let short = line.split_whitespace().count() <= 30 && !line.ends_with(['?', '!', ':']);
    let first = name_parts(names).into_iter().next()?;
    let first = first.split(" in ").next().unwrap_or("").split(" for ").next().unwrap_or("");
    let staff = first.to_lowercase().contains("staff") || is_post(first);
    (short && (looks_like_name(first.trim()) || staff) && !(line.ends_with('.') && names.contains(". ")))
        .then_some(names)
}

/// The parts of a byline, one name or post each.
fn name_parts(line: &str) -> Vec<String> {
    let line = line
        .replace(" and ", ",")
        .replace(" AND ", ",")
        .replace(" & ", ",")
        .replace(" und ", ",")
        .replace(" with ", ",");
    let line = line
        .replace(" et ", ",")
        .replace(" By ", ",")
        .replace(" Published", ",Published")
        .replace(" Updated", ",Updated");
    line.split([',', '|', '•', '·', ';', '—', '–', '/'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// `JANE ROE` as it is written elsewhere: `Jane Roe`.
fn unshouted(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || !name.is_ascii() {
        return name.to_owned();
    }
    let mut start = true;
    let lower = |c: char| {
        let cased = if start { c } else { c.to_ascii_lowercase() };
        start = !c.is_alphabetic();
        cased
    };
    name.chars().map(lower).collect()
}

fn looks_like_names(line: &str) -> bool {
    let line = line.split(" in ").next().unwrap_or(line);
    let parts = name_parts(line);
    !parts.is_empty() && looks_like_name(&parts[0]) && parts.iter().all(|part| looks_like_name(part) || is_post(part))
}

/// Two to four words with capitals, none of which a name would not hold.
pub(super) fn looks_like_name(part: &str) -> bool {
    const NEVER: &str =
        "the a an what why how who when where is are was were of new breaking live news says in on at for to with";
    let words: Vec<&str> = part.split_whitespace().collect();
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            || matches!(word, "de" | "van" | "von" | "der" | "den" | "al" | "bin" | "la" | "da" | "di" | "del" | "dos")
    };
    let plain = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
            && !NEVER.split_whitespace().any(|never| never == word.to_lowercase())
            && !dates::is_month(&word.to_lowercase())
            && !dates::is_weekday(&word.to_lowercase())
    };
    (2..=4).contains(&words.len())
        && words.iter().all(|word| capital(word) && plain(word))
        && words[0].starts_with(char::is_uppercase)
        && !ends_as_sentence(part)
}

/// Whether the words name a post or a paper rather than a person: `Staff Writer`, `BBC News`, `Political correspondent`.
pub(super) fn is_post(words: &str) -> bool {
    const POSTS: [&str; 33] = [
        "staff",
        "writer",
        "reporter",
        "correspondent",
        "editor",
        "news",
        "press",
        "reuters",
        "bbc",
        "desk",
        "bureau",
        "times",
        "post",
        "journal",
        "agency",
        "producer",
        "columnist",
        "guardian",
        "tribune",
        "gazette",
        "herald",
        "agencies",
        "cnn",
        "npr",
        "fox",
        "abc",
        "nbc",
        "cbs",
        "afp",
        "contributor",
        "team",
        "author",
        "newsroom",
    ];
    let short = words.split_whitespace().count() <= 8 && !words.ends_with('.');
    short
        && words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| POSTS.contains(&word.to_lowercase().as_str()) || word == "AP")
}

/// The dateline at the front of a graf, and where its words begin.
fn read_dateline(words: &str) -> Option<(&str, usize)> {
    const DATELINE_MAX_BYTES: usize = 70;
    let near = words.get(..words.floor_char_boundary(DATELINE_MAX_BYTES)).unwrap_or(words);
    let (line, sign) = [" — ", " – ", " -- ", " - ", " — ", "— ", "– "]
        .iter()
        .find_map(|sign| Some((near.split_once(sign)?.0, sign)))?;
    let place = line.split(['(', ',']).next().unwrap_or("").trim();
    let shouted = place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.chars().any(char::is_lowercase);
    let agency = line.ends_with(')') && line.contains('(') && place.starts_with(char::is_uppercase);
    let short = line.split_whitespace().count() <= 9 && place.split_whitespace().count() <= 4;
    let rest = words.get(line.len() + sign.len()..)?;
    let prose = rest.split_whitespace().count() >= 4 && !place.starts_with("FILE");
    (short && prose && (shouted || agency)).then_some((line.trim_end(), line.len() + sign.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_datelines_and_bylines() {
        assert_eq!(
            read_dateline("LONDON (AP) — The bridge fell on Monday.").map(|(line, _)| line),
            Some("LONDON (AP)")
        );
        assert_eq!(
            read_dateline("PORT MERROW, March 3 (Reuters) - The bridge fell today.").map(|(line, _)| line),
            Some("PORT MERROW, March 3 (Reuters)")
        );
        assert_eq!(read_dateline("The bridge — a hundred years old — fell on Monday."), None);
        assert_eq!(read_dateline("FILE - The bridge in May before it fell."), None);
        assert_eq!(read_byline("By Jane Roe and Max Doe"), Some("Jane Roe and Max Doe"));
        assert_eq!(read_byline("By Monday the bridge had fallen"), None);
        assert_eq!(read_byline("By the numbers"), None);
        assert_eq!(read_byline("BY JANE ROE, STAFF WRITER"), Some("JANE ROE, STAFF WRITER"));
    }
}
