//! All speakers, and one speaker's card.

use crate::{
    layout::{Line, ParagraphStyle, Role},
    library::{self, Quoted, Speaker, VoiceCard},
    model::{Kind, Text},
};

use super::{
    Cited, Lead,
    makeup::{Makeup, count, day, folded, holds, kind_of},
};

/// Cells for the count of quotes before a name.
const COUNT_CELLS: usize = 5;

/// Before a speaker's own words, and before somebody's words in the reporter's, as on the page.
const DIRECT: &str = "❝";
const INDIRECT: &str = "~";

pub fn lay_speakers(makeup: &mut Makeup, speakers: &[Speaker]) {
    makeup.tally(count(speakers.len(), "speaker", "speakers"));
    for speaker in speakers {
        makeup.item(Lead::Speaker(speaker.name.clone()), None, Some(&speaker.name), |makeup| {
            let mut line = Line::default();
            line.say(Role::Speaker, &speaker.name);
            if let Some(alike) = &speaker.alike {
                line.say(Role::Muted, &format!("   ≟ {alike}"));
            }
            let sign = Text::line(&format!("{:>COUNT_CELLS$}", speaker.quotes));
            makeup.line(ParagraphStyle::Signed { sign, role: Role::Muted }, line, 0);
        });
    }
}

pub fn lay_card(makeup: &mut Makeup, card: &VoiceCard, words: &str) {
    let words = folded(words);
    let quotes: Vec<&Quoted> = card.quotes.iter().filter(|quote| holds(&quote.text, &words)).collect();
    makeup.tally(count(quotes.len(), "quote", "quotes"));
    let mut names = Line::default();
    names.plain(card.names.first().map_or("", String::as_str));
    makeup.title(names);
    if let Some((_, others)) = card.names.split_first().filter(|(_, others)| !others.is_empty()) {
        makeup.remark(&format!("also {}", others.join(" · ")));
    }
    for role in &card.roles {
        role_line(makeup, role);
    }
    if !card.alike.is_empty() {
        let mut line = Line::default();
        line.plain("The same speaker?");
        makeup.title(line);
    }
    for name in &card.alike {
        makeup.item(Lead::Alike(name.clone()), None, Some(name), |makeup| {
            let mut line = Line::default();
            line.say(Role::Speaker, name).say(Role::Muted, "   = the same  - somebody else  Enter the card");
            makeup.line(ParagraphStyle::Signed { sign: Text::line("≟"), role: Role::Rail(Kind::Check) }, line, 0);
        });
    }
    lay_quotes(makeup, &quotes);
}

/// `2031-05-04 – 2032-01-02  harbour master, Port Merrow (4 articles)`.
fn role_line(makeup: &mut Makeup, role: &library::Role) {
    let mut line = Line::default();
    let (first, last) = (day(role.first.as_deref()), day(role.last.as_deref()));
    let when = match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(date), _) | (None, Some(date)) => date.to_owned(),
        (None, None) => "no date".to_owned(),
    };
    line.say(Role::Date, &format!("{when}  ")).say(Role::Text, &role.words);
    if role.articles > 1 {
        line.plain(&format!(" ({} articles)", role.articles));
    }
    makeup.line(ParagraphStyle::Foot, line, 0);
}

/// Quotes, grouped by their articles.
pub fn lay_quotes(makeup: &mut Makeup, quotes: &[&Quoted]) {
    let mut article = None;
    for quote in quotes {
        if article != Some(&quote.at.article) {
            makeup.headline(&quote.at, "");
            article = Some(&quote.at.article);
        }
        lay_quote(makeup, quote, |_| {});
    }
}

/// One quote below its section, with how it was said; `cite` says more of where.
pub fn lay_quote(makeup: &mut Makeup, quote: &Quoted, cite: impl FnOnce(&mut Line)) {
    let speaker = quote.by.as_ref().map(|by| by.name.as_str());
    let lead = Lead::Words(Box::new(Cited::words(&quote.at, &quote.text)));
    makeup.item(lead, Some(kind_of(&quote.at)), speaker, |makeup| {
        makeup.label(&quote.at, |line| {
            cite(line);
            if let Some(circumstance) = &quote.circumstance {
                line.dot().say(Role::Circumstance, circumstance);
            }
            let how = match (quote.direct, quote.given) {
                (true, true) => format!("  {DIRECT}"),
                (true, false) => format!("  {DIRECT} found"),
                (false, true) => format!("  {INDIRECT} indirect"),
                (false, false) => format!("  {INDIRECT} indirect, found"),
            };
            line.say(Role::Muted, &how);
        });
        let role = match (quote.direct, quote.given) {
            (true, true) => Role::Quote,
            (true, false) => Role::FoundQuote,
            (false, _) => Role::Indirect,
        };
        makeup.words(ParagraphStyle::Body, &quote.text, role, &[]);
    });
}
