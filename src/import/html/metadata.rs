//! What a page says of its article as a whole: linked data first, then the tags of its head, then the classes of its body.

use super::{
    dom::{Dom, NodeId},
    linked::Linked,
};
use crate::{
    format,
    import::dates,
    model::{Date, Dir, Head, Reference, Text},
};

/// Topics of a page beyond which the rest is for search engines.
const TOPICS_MAX: usize = 12;

/// Fields of the head, as far as the page tells them.
#[must_use]
pub fn read(dom: &Dom, linked: &Linked) -> Head {
    let page = Page::new(dom);
    let mut head = Head { headline: page.headline(linked), ..Head::default() };
    head.subtitle = line(linked.subtitle.clone().or_else(|| {
        page.class(&["standfirst", "dek", "subheadline", "p-summary", "entry-summary", "article-subtitle"])
    }));
    head.subtitle = head.subtitle.take().filter(|subtitle| *subtitle != head.headline);
    head.by = page.by(linked);
    head.publisher = line(
        linked
            .publisher
            .clone()
            .or_else(|| page.meta(&["og:site_name", "dc.publisher", "application-name"]))
            .or_else(|| page.class(&["source-org"])),
    );
    head.url = line(page.canonical().or(linked.url.clone()))
        .filter(|url| matches!(Reference::parse(url.as_str()), Reference::Address(_)));
    let (published, updated) = page.dates(linked);
    head.updated =
        updated.filter(|updated| published.as_ref().is_none_or(|published| published.as_str() != updated.as_str()));
    head.published = published;
    head.dateline = line(linked.dateline.clone().or_else(|| page.class(&["dateline"])))
        .filter(|dateline| !is_date(dateline.as_str()));
    head.lang = line(page.lang().or(linked.lang.clone()).or_else(|| page.meta(&["og:locale"])))
        .map(|lang| Text::line(&lang.as_str().replace('_', "-")))
        .filter(|lang| format::is_language(lang.as_str()));
    head.dir =
        page.html.and_then(|html| dom.attribute(html, "dir")).and_then(|dir| match dir.to_ascii_lowercase().as_str() {
            "rtl" => Some(Dir::Rtl),
            _ => None, // left to right is what everybody expects
        });
    head.genre = line(linked.genre.clone());
    head.rights = line(linked.rights.clone().or_else(|| page.meta(&["copyright", "dc.rights"])));
    head.topics = page.topics(linked);
    head.places = distinct(linked.places.iter().map(String::as_str));
    head
}

struct Page<'d> {
    dom: &'d Dom,
    html: Option<NodeId>,
    /// Elements in the order of the page.
    all: Vec<NodeId>,
    meta: Vec<(String, &'d str)>,
}

impl<'d> Page<'d> {
    fn new(dom: &'d Dom) -> Self {
        let all: Vec<NodeId> = dom.below(Dom::ROOT).into_iter().filter(|node| !dom.name(*node).is_empty()).collect();
        let html = all.iter().copied().find(|node| dom.name(*node) == "html");
        let metas = all.iter().copied().filter(|node| dom.name(*node) == "meta");
        let meta = metas
            .filter_map(|node| {
                let names = ["property", "name", "itemprop", "http-equiv"];
                let name = names.iter().find_map(|name| dom.attribute(node, name))?;
                let content = dom.attribute(node, "content")?.trim();
                (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content))
            })
            .collect();
        Self { dom, html, all, meta }
    }

    /// The first of these tags that says something.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas(name).next()).map(str::to_owned)
    }

    fn metas<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'d str> + 's {
        self.meta.iter().filter(move |(known, _)| known == name).map(|(_, content)| *content)
    }

    /// The words of the first element of one of these classes.
    fn class(&self, classes: &[&str]) -> Option<String> {
        classes.iter().find_map(|class| {
            let node = self.all.iter().copied().find(|node| self.dom.has_class(*node, class))?;
            Some(self.dom.text(node)).filter(|words| !words.is_empty() && words.chars().count() <= 400)
        })
    }

    fn elements<'s>(&'s self, name: &'s str) -> impl Iterator<Item = NodeId> + 's {
        self.all.iter().copied().filter(move |node| self.dom.name(*node) == name)
    }

    /// What stands over the article. Titles for search engines and networks are often other words.
    fn headline(&self, linked: &Linked) -> Text {
        let named = linked.headline.clone().or_else(|| self.meta(&["og:title", "twitter:title", "dc.title"]));
        let title = self.elements("title").next().map(|node| self.dom.text(node)).filter(|title| !title.is_empty());
        let marked = self.class(&["p-name", "entry-title", "headline"]);
        let tops: Vec<String> =
            self.elements("h1").map(|node| self.dom.text(node)).filter(|words| !words.is_empty()).collect();
        let told: Vec<String> = [&named, &title].into_iter().flatten().map(|words| words.to_lowercase()).collect();
        let fits = |top: &&String| {
            let words: Vec<String> = top.to_lowercase().split_whitespace().map(str::to_owned).collect();
            let shared = |told: &String| words.iter().filter(|word| told.contains(word.as_str())).count();
            let site = title.as_ref().is_some_and(|title| names_site(title, top));
            !site && words.len() >= 2 && told.iter().any(|told| shared(told) * 2 >= words.len())
        };
        let top = tops.iter().find(fits).or_else(|| match tops.as_slice() {
            // the only one, unless it is the name of the site
            [one] if one.split_whitespace().count() >= 4 => Some(one),
            _ => None,
        });
        let chosen = top
            .cloned()
            .or(named)
            .or(marked)
            .or_else(|| title.map(|title| without_site(&title)))
            .or(tops.into_iter().next());
        Text::line(&chosen.unwrap_or_default())
    }

    fn by(&self, linked: &Linked) -> Vec<Text> {
        let mut names: Vec<String> = linked.by.clone();
        if names.is_empty() {
            names = ["author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"]
                .iter()
                .map(|name| self.metas(name).map(str::to_owned).collect::<Vec<_>>())
                .find(|names| names.iter().any(|name| !name.starts_with("http")))
                .unwrap_or_default();
        }
        if names.is_empty() {
            let signed = self.all.iter().copied().find(|node| {
                self.dom.attribute(*node, "rel") == Some("author")
                    || self.dom.attribute(*node, "itemprop") == Some("author")
                    || ["p-author", "author", "byline-name"].iter().any(|class| self.dom.has_class(*node, class))
            });
            names.extend(signed.map(|node| self.dom.text(node)));
        }
        if names.is_empty() {
            names.extend(self.class(&["byline"]));
        }
        let split = names.iter().flat_map(|name| signed(name));
        let names: Vec<String> =
            split.filter(|name| !name.starts_with("http") && name.chars().count() <= 100 && !is_nobody(name)).collect();
        distinct(names.iter().map(String::as_str))
    }

    fn canonical(&self) -> Option<String> {
        let link = self
            .elements("link")
            .find(|node| self.dom.attribute(*node, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
        let canonical = link.and_then(|node| self.dom.attribute(node, "href")).map(str::trim).map(str::to_owned);
        canonical.filter(|url| url.starts_with("http")).or_else(|| self.meta(&["og:url"]))
    }

    fn dates(&self, linked: &Linked) -> (Option<Date>, Option<Date>) {
        let first = |found: Vec<Option<String>>| found.into_iter().flatten().find_map(|words| date(&words));
        let published = first(vec![
            linked.published.clone(),
            self.meta(&["article:published_time", "datepublished", "og:article:published_time"]),
            self.meta(&[
                "date",
                "dc.date",
                "dc.date.issued",
                "dcterms.created",
                "pubdate",
                "publishdate",
                "publish-date",
                "sailthru.date",
                "parsely-pub-date",
                "article.published",
            ]),
            self.time(&["datePublished", "pubdate"], &["published", "dt-published", "entry-date"]),
            self.time(&[], &[]),
        ]);
        let updated = first(vec![
            linked.updated.clone(),
            self.meta(&[
                "article:modified_time",
                "datemodified",
                "og:updated_time",
                "last-modified",
                "dcterms.modified",
            ]),
            self.time(&["dateModified"], &["updated", "dt-updated"]),
        ]);
        (published, updated)
    }

    /// The moment of the first `<time>` of these properties or classes; of the first at all where none is named.
    fn time(&self, properties: &[&str], classes: &[&str]) -> Option<String> {
        let fits = |node: &NodeId| {
            let named = self.dom.attribute(*node, "itemprop").is_some_and(|name| properties.contains(&name))
                || (properties.contains(&"pubdate") && self.dom.attribute(*node, "pubdate").is_some())
                || classes.iter().any(|class| self.dom.has_class(*node, class));
            let timed = self.dom.name(*node) == "time" && self.dom.attribute(*node, "datetime").is_some();
            named || (properties.is_empty() && classes.is_empty() && timed)
        };
        let node = self.all.iter().copied().find(fits)?;
        let told = ["datetime", "content", "title"].iter().find_map(|name| self.dom.attribute(node, name));
        Some(told.map_or_else(|| self.dom.text(node), str::to_owned))
    }

    fn lang(&self) -> Option<String> {
        self.html
            .and_then(|html| self.dom.attribute(html, "lang").or_else(|| self.dom.attribute(html, "xml:lang")))
            .map(|lang| lang.trim().to_owned())
            .filter(|lang| !lang.is_empty())
    }

    fn topics(&self, linked: &Linked) -> Vec<Text> {
        let tagged = self.metas("article:section").chain(self.metas("article:tag"));
        let mut topics: Vec<Text> = distinct(linked.topics.iter().map(String::as_str).chain(tagged));
        if topics.is_empty() {
            let keywords = self.meta(&["news_keywords", "keywords"]).unwrap_or_default();
            topics = distinct(keywords.split([',', ';']));
        }
        topics.truncate(TOPICS_MAX);
        topics
    }
}

/// A date or moment as byline writes it.
#[must_use]
pub fn date(words: &str) -> Option<Date> {
    let words = words.trim();
    // some sites write the sign for UTC behind a time that has it
    let single = words.trim_end_matches('Z');
    let single = words.get(..single.len() + 1).unwrap_or(words);
    if let Some(plain) = [words, single].map(Date::new).into_iter().find(Date::is_valid) {
        return Some(plain);
    }
    // `20310506`, `Tue, 06 May 2031 08:00:00 GMT`
    if words.len() == 8 && words.bytes().all(|b| b.is_ascii_digit()) {
        let dashed = format!("{}-{}-{}", words.get(..4)?, words.get(4..6)?, words.get(6..)?);
        return Some(Date::new(&dashed)).filter(Date::is_valid);
    }
    let moment = jiff::fmt::rfc2822::parse(words).ok()?;
    Some(Date::new(&moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())).filter(Date::is_valid)
}

/// Whether a dateline is the line of the date, as some sites call it: it names no place.
fn is_date(words: &str) -> bool {
    dates::is_date_line(words) || date(words).is_some()
}

/// Whether a name is what a site writes where it has none.
fn is_nobody(name: &str) -> bool {
    const NOBODY: [&str; 10] =
        ["admin", "administrator", "author", "editor", "guest", "root", "staff", "user", "webmaster", "writer"];
    NOBODY.contains(&name.to_lowercase().as_str())
}

/// `Apr 19`: a day without its year.
fn is_day(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(month, day)| {
        dates::is_month(&month.trim_end_matches('.').to_lowercase()) && day.chars().all(|c| c.is_ascii_digit())
    })
}

/// The names of a byline: `By Ada Marsh and Bo Lin`.
fn signed(words: &str) -> Vec<String> {
    let words = words.trim();
    let lower = words.to_lowercase();
    let start = ["by ", "von ", "par ", "por ", "di ", "door "]
        .iter()
        .find(|by| lower.starts_with(*by))
        .map_or(0, |by| by.len());
    let words = words.get(start..).unwrap_or(words);
    // the date stands behind the name in the same box
    let dated = ["updated", "published", "posted", "last modified"].iter().filter_map(|word| {
        let at = words.to_ascii_lowercase().find(&format!(" {word}"))?;
        let behind = words.get(at + 1 + word.len()..)?;
        behind.starts_with([':', ' ']).then_some(at)
    });
    let words = dated.min().and_then(|at| words.get(..at)).unwrap_or(words);
    words
        .split([';', '|', '·'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(", "))
        .map(|name| name.trim().trim_matches(',').trim().to_owned())
        // `Apr 19, 2013` beside a name
        .filter(|name| !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && !is_day(name))
        .collect()
}

/// What parts the headline from the name of the site in the title of a page.
const SIGNS: [&str; 6] = [" | ", " — ", " – ", " :: ", " » ", " - "];

/// Whether a title ends with `name` as the name of its site.
fn names_site(title: &str, name: &str) -> bool {
    SIGNS
        .iter()
        .any(|sign| title.rsplit_once(sign).is_some_and(|(_, site)| site.trim().eq_ignore_ascii_case(name.trim())))
}

/// The title of a page without the name of its site.
fn without_site(title: &str) -> String {
    for sign in SIGNS {
        if let Some((headline, site)) = title.rsplit_once(sign)
            && headline.split_whitespace().count() >= 3
            && site.split_whitespace().count() <= 5
        {
            return headline.trim().to_owned();
        }
    }
    title.to_owned()
}

fn line(words: Option<String>) -> Option<Text> {
    words.map(|words| Text::line(words.trim())).filter(|text| !text.is_empty())
}

fn distinct<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Text> {
    let mut seen: Vec<Text> = Vec::new();
    for text in words.map(|words| Text::line(words.trim())).filter(|text| !text.is_empty()) {
        if !seen.iter().any(|known| known.as_str().eq_ignore_ascii_case(text.as_str())) {
            seen.push(text);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dom: &Dom) -> Head {
        read(dom, &Linked::read(dom))
    }

    #[test]
    fn dates_are_read_as_sites_write_them() {
        for (words, date_is) in [
            ("2031-05-06T08:00:00.000Z", "2031-05-06T08:00:00.000Z"),
            ("20310506", "2031-05-06"),
            ("Tue, 06 May 2031 08:00:00 +0200", "2031-05-06T08:00:00+02:00"),
            ("Tue, 06 May 2031 08:00:00 GMT", "2031-05-06T08:00:00+00:00"),
        ] {
            assert_eq!(date(words).map(|date| date.to_string()).as_deref(), Some(date_is), "{words}");
        }
        assert_eq!(date("last Tuesday"), None);
    }

    #[test]
    fn tags_and_classes_are_read_where_there_is_no_linked_data() {
        let head = of(&Dom::parse(
            "<html lang=en-GB><title>Tide turns at Sandrey - The Quay</title><meta property=og:site_name content='The Quay'>\
             <meta name=author content='By Ada Marsh and Bo Lin'><meta property=article:published_time content=2031-05-06>\
             <meta property=article:tag content=Tides><meta property=article:tag content=Harbour>\
             <link rel=canonical href=https://example.org/tide><h1>Tide turns at Sandrey</h1><p class=standfirst>Slowly</p>",
        ));
        assert_eq!(head.headline, "Tide turns at Sandrey");
        assert_eq!(head.subtitle.as_ref().map(Text::as_str), Some("Slowly"));
        assert_eq!(head.by, ["Ada Marsh", "Bo Lin"]);
        assert_eq!(head.publisher.as_ref().map(Text::as_str), Some("The Quay"));
        assert_eq!(head.url.as_ref().map(Text::as_str), Some("https://example.org/tide"));
        assert_eq!(head.published.as_ref().map(Date::as_str), Some("2031-05-06"));
        assert_eq!(head.topics, ["Tides", "Harbour"]);
        assert_eq!(head.lang.as_ref().map(Text::as_str), Some("en-GB"));
    }

    #[test]
    fn a_byline_has_names_and_a_dateline_a_place() {
        let head = |body: &str| of(&Dom::parse(body));
        let by = |words: &str| head(&format!("<div class=byline>{words}</div>")).by;
        assert_eq!(by("By Ada Marsh Updated: May 6, 2031"), ["Ada Marsh"]);
        assert_eq!(by("Bo Lin Published 6 May 2031"), ["Bo Lin"]);
        assert_eq!(by("Ada Publishedson"), ["Ada Publishedson"]);
        assert_eq!(by("Ada Marsh, Apr 19, 2031"), ["Ada Marsh"]);
        assert!(head("<meta name=author content=admin>").by.is_empty());
        assert_eq!(head("<p class=dateline>May 6, 2031 7:42 am</p>").dateline, None);
        assert_eq!(head("<p class=dateline>TALLOW BAY</p>").dateline.as_ref().map(Text::as_str), Some("TALLOW BAY"));
        assert_eq!(date("2031-05-06T08:00:00ZZ").map(|date| date.to_string()).as_deref(), Some("2031-05-06T08:00:00Z"));
    }

    #[test]
    fn a_headline_is_told_from_the_name_of_the_site() {
        let headline = |page: &str| of(&Dom::parse(page)).headline.to_string();
        assert_eq!(headline("<title>Boats rise | The Quay</title><h1>The Quay</h1>"), "Boats rise | The Quay");
        assert_eq!(
            headline("<title>Boats rise with the tide | The Quay</title><h1>The Quay</h1>"),
            "Boats rise with the tide"
        );
        assert_eq!(
            headline(
                "<meta property=og:title content='You will not believe these boats'><h1>Boats rise with the tide</h1>"
            ),
            "Boats rise with the tide"
        );
    }
}
