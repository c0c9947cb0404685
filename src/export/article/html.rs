//! An article as one page of HTML that needs nothing else: no script, no file beside it, no address to fetch. It reads on a
//! phone and on paper, by day and by night, and every word of the article stands in it escaped.

mod story;
mod tag;

use crate::model::{Article, Dir, Head, Outline};

use super::speaker::described;
use story::Story;
pub(in crate::export) use tag::escape;
use tag::{Tags, address};

const STYLE: &str = include_str!("html/style.css");

/// Nothing is loaded or run, whatever a page may hold.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The article as a page.
#[must_use]
pub fn html(article: &Article) -> String {
    let outline = article.outline();
    let mut out = Tags::default();
    head(&mut out, &article.head);
    out.raw("<body>\n<article>\n");
    masthead(&mut out, article, &outline);
    Story::new(article, &outline, &mut out).set();
    tables(&mut out, article);
    out.raw("</article>\n</body>\n</html>\n");
    out.into_string()
}

/// The story alone, for a format that carries HTML.
pub(super) fn body(article: &Article) -> String {
    let mut out = Tags::default();
    Story::new(article, &article.outline(), &mut out).set();
    out.into_string()
}

fn head(out: &mut Tags, head: &Head) {
    out.raw("<!doctype html>\n<html");
    if let Some(lang) = &head.lang {
        out.attribute("lang", lang.as_str());
    }
    if head.dir == Some(Dir::Rtl) {
        out.attribute("dir", "rtl");
    }
    out.raw(">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
    out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.element("title", "", head.headline.as_str());
    let authors: Vec<&str> = head.by.iter().map(crate::model::Text::as_str).collect();
    let description = head.subtitle.as_ref().map(ToString::to_string);
    for (name, content) in [("author", (!authors.is_empty()).then(|| authors.join(", "))), ("description", description)]
    {
        if let Some(content) = content {
            out.raw(&format!("<meta name=\"{name}\""));
            out.attribute("content", &content);
            out.raw(">\n");
        }
    }
    if let Some(url) = head.url.as_ref().and_then(|url| address(url.as_str())) {
        out.raw("<link rel=\"canonical\"");
        out.attribute("href", &url);
        out.raw(">\n");
    }
    out.raw("<style>\n");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n");
}

/// Publisher, headline, who wrote it and when, and the strip of counts.
fn masthead(out: &mut Tags, article: &Article, outline: &Outline) {
    let head = &article.head;
    out.raw("<header>\n");
    let above: Vec<&str> = head.publisher.iter().chain(&head.topics).map(crate::model::Text::as_str).collect();
    if !above.is_empty() {
        out.element("p", "kicker", &above.join(" · "));
    }
    out.element("h1", "", head.headline.as_str());
    if let Some(subtitle) = &head.subtitle {
        out.element("p", "subtitle", subtitle.as_str());
    }
    let mut parts: Vec<String> = Vec::new();
    if !head.by.is_empty() {
        let names: Vec<&str> = head.by.iter().map(crate::model::Text::as_str).collect();
        parts.push(format!("By {}", escape(&names.join(", "))));
    }
    parts.extend(head.dateline.iter().map(|place| escape(place.as_str())));
    for (words, date) in [("", &head.published), ("updated ", &head.updated)] {
        parts.extend(date.iter().map(|date| {
            let time = date.as_str().replacen(' ', "T", 1);
            let shown = escape(&date.shown());
            if date.is_valid() {
                format!("{words}<time datetime=\"{}\">{shown}</time>", escape(&time))
            } else {
                format!("{words}{shown}")
            }
        }));
    }
    if let Some(url) = head.url.as_ref().and_then(|url| address(url.as_str())) {
        parts.push(format!("<a href=\"{}\" rel=\"noopener noreferrer\">original</a>", escape(&url)));
    }
    if !parts.is_empty() {
        out.raw(&format!("<p class=\"meta\">{}</p>\n", parts.join(" · ")));
    }
    let counts = outline.counts;
    let counted = [
        ("known", "●", counts.known, "known"),
        ("unknown", "○", counts.unknown, "open"),
        ("disputed", "◐", counts.disputed, "disputed"),
        ("said", "❝", counts.quotes, if counts.quotes == 1 { "quote" } else { "quotes" }),
    ];
    let counted: Vec<String> = counted
        .iter()
        .filter(|(_, _, count, _)| *count > 0)
        .map(|(kind, sign, count, word)| {
            format!("<span class=\"{kind}\"><b aria-hidden=\"true\">{sign}</b> {count} {word}</span>")
        })
        .collect();
    if !counted.is_empty() {
        out.raw(&format!("<p class=\"counts\">{}</p>\n", counted.join(" ")));
    }
    if let Some(note) = &head.ednote {
        out.element("p", "ednote", note.as_str());
    }
    out.raw("</header>\n");
}

/// Who speaks, where it is known from, and what was changed.
fn tables(out: &mut Tags, article: &Article) {
    if article.people.is_empty() && article.sources.is_empty() && article.head.log.is_empty() {
        return;
    }
    out.raw("<footer>\n");
    if !article.people.is_empty() {
        out.raw("<h2>Who speaks</h2>\n<ul class=\"people\">\n");
        for person in &article.people {
            out.raw("<li");
            out.attribute("id", &format!("person-{}", person.id));
            out.raw(">");
            out.text(&described(person));
            for more in [&person.side, &person.note].into_iter().flatten() {
                out.raw(" · ");
                out.text(more.as_str());
            }
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
    }
    if !article.sources.is_empty() {
        out.raw("<h2>Sources</h2>\n<ul>\n");
        for source in &article.sources {
            out.raw("<li>");
            out.text(source.name.as_str());
            if let Some(title) = &source.title {
                out.raw(", <cite>");
                out.link(source.url.as_ref().map(crate::model::Text::as_str), title.as_str());
                out.raw("</cite>");
            } else if let Some(url) = &source.url {
                out.raw(", ");
                out.link(Some(url.as_str()), url.as_str());
            }
            for more in source.date.iter().map(crate::model::Date::as_str).chain(source.note.iter().map(AsRef::as_ref))
            {
                out.raw(", ");
                out.text(more);
            }
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
    }
    if !article.head.log.is_empty() {
        out.raw("<h2>Changes</h2>\n<ul>\n");
        for entry in &article.head.log {
            out.element("li", "", &format!("{}: {}", entry.date.shown(), entry.text));
        }
        out.raw("</ul>\n");
    }
    if let Some(rights) = &article.head.rights {
        out.element("p", "rights", rights.as_str());
    }
    out.raw("</footer>\n");
}

#[cfg(test)]
mod tests;
