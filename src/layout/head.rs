//! The head of the page: headline, byline, dates, topics and the strip of counts.

use crate::model::{Kind, Place, Rel, Text};

use super::{
    copy::Copy,
    galley::ParagraphStyle,
    marks::Line,
    role::{Emphasis, Role},
};

/// Words read in a minute.
pub const WORDS_A_MINUTE: u32 = 230;

/// Links that tell what an article is, so they stand above it; the others stand at its foot.
pub const ABOVE: [Rel; 3] = [Rel::Updates, Rel::Corrects, Rel::TranslationOf];

/// Lays the head.
pub fn lay(copy: &mut Copy<'_>) {
    let head = &copy.article.head;
    copy.lay(ParagraphStyle::Headline, head.headline.clone(), Vec::new(), Some(Place::HEADLINE), 1);
    if let Some(subtitle) = &head.subtitle {
        copy.lay(ParagraphStyle::Subtitle, subtitle.clone(), Vec::new(), Some(Place::SUBTITLE), 0);
    }
    let lines = [byline(copy), dates(copy), topics(copy), counts(copy), standing(copy)];
    let mut space_rows = 1;
    for line in lines {
        if !line.is_empty() {
            copy.lay_line(ParagraphStyle::Meta, line, space_rows);
            space_rows = 0;
        }
    }
    copy.lay_told();
    if let Some(ednote) = &head.ednote {
        let mut line = Line::default();
        line.shaped(Role::Muted, Emphasis::BOLD, "Editor’s note: ").say(Role::Text, ednote.as_str());
        copy.lay_line(ParagraphStyle::Meta, line, 1);
    }
    for (rel, to) in &head.links {
        if ABOVE.contains(rel) {
            copy.lay_link(ParagraphStyle::Meta, *rel, to, space_rows);
            space_rows = 0;
        }
    }
    copy.lay_gone(Place::SUBTITLE);
}

/// Who wrote it, for whom, where.
fn byline(copy: &Copy<'_>) -> Line {
    let head = &copy.article.head;
    let mut line = Line::default();
    let by: Vec<&str> = head.by.iter().map(Text::as_str).collect();
    if !by.is_empty() {
        line.say(Role::Byline, &by.join(", "));
    }
    // A desk that publishes under its own name is named once.
    let publisher = head.publisher.as_ref().filter(|publisher| !by.contains(&publisher.as_str()));
    for text in publisher.into_iter().chain(&head.dateline) {
        line.dot().say(Role::Byline, text.as_str());
    }
    line
}

/// When, and about where.
fn dates(copy: &Copy<'_>) -> Line {
    let head = &copy.article.head;
    let mut line = Line::default();
    if let Some(published) = &head.published {
        line.say(Role::Date, &published.shown());
    }
    if let Some(updated) = &head.updated {
        line.dot().plain("updated ").say(Role::Date, &updated.shown());
    }
    if !head.places.is_empty() {
        let places: Vec<&str> = head.places.iter().map(Text::as_str).collect();
        line.dot().plain(&places.join(", "));
    }
    if let Some(genre) = &head.genre {
        line.dot().plain(genre.as_str());
    }
    line
}

fn topics(copy: &Copy<'_>) -> Line {
    let mut line = Line::default();
    for topic in &copy.article.head.topics {
        if !line.is_empty() {
            line.plain("  ");
        }
        line.say(Role::Topic, &format!("#{topic}"));
    }
    line
}

/// How long it is, and what it holds.
fn counts(copy: &Copy<'_>) -> Line {
    let counts = copy.galley.outline.counts;
    let mut line = Line::default();
    if counts.words > 0 {
        line.plain(&format!("{} min", counts.words.div_ceil(WORDS_A_MINUTE)));
    }
    let strip = [
        (Kind::Known, counts.known, "known", "known"),
        (Kind::Unknown, counts.unknown, "open", "open"),
        (Kind::Disputed, counts.disputed, "disputed", "disputed"),
        (Kind::Said, counts.quotes, "quote", "quotes"),
    ];
    for (kind, count, one, many) in strip {
        if count > 0 {
            if !line.is_empty() {
                line.plain("  ");
            }
            let word = if count == 1 { one } else { many };
            line.say(Role::Rail(kind), kind.mark()).plain(&format!(" {count} {word}"));
        }
    }
    line
}

/// Where it stands with its desk: status, embargo, expiry.
fn standing(copy: &Copy<'_>) -> Line {
    let head = &copy.article.head;
    let mut line = Line::default();
    if let Some(status) = &head.status {
        line.plain("Status: ").say(Role::Byline, status.as_str());
    }
    if let Some(embargo) = &head.embargo {
        line.dot().shaped(Role::Byline, Emphasis::BOLD, "Embargo until ").say(Role::Date, &embargo.shown());
    }
    if let Some(expires) = &head.expires {
        line.dot().plain("expires ").say(Role::Date, &expires.shown());
    }
    line
}
