//! Which format a file is in, by its name and its first words.

use super::mail;

/// The formats that articles come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Mail,
    Feed,
    Ninjs,
}

/// How much of a file is looked at.
const LOOK_BYTES: usize = 2048;

/// The format of a file. What it begins with says more than its name; what says nothing is text.
#[must_use]
pub fn detect(name: &str, bytes: &[u8]) -> Format {
    let look = String::from_utf8_lossy(bytes.get(..LOOK_BYTES.min(bytes.len())).unwrap_or_default()).replace('\0', "");
    let look = look.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    if look.starts_with(['{', '[']) && matches!(ending.as_str(), "json" | "ninjs" | "feed")
        || look.starts_with("{\"")
        || look.starts_with("{\n")
    {
        return if look.contains("jsonfeed.org/version") { Format::Feed } else { Format::Ninjs };
    }
    if mail::is_mail(bytes) {
        return Format::Mail;
    }
    if look.starts_with('<') {
        if ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| look.contains(root)) {
            return Format::Feed;
        }
        let tags = [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<article",
            "<main",
            "<div",
            "<p>",
            "<p ",
            "<h1",
            "<section",
            "<meta",
            "<title",
            "<!--",
        ];
        if tags.iter().any(|tag| look.contains(tag)) {
            return Format::Html;
        }
    }
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "mhtml" => Format::Html,
        "md" | "markdown" | "mdown" => Format::Markdown,
        "rss" | "atom" => Format::Feed,
        "ninjs" => Format::Ninjs,
        _ if look.starts_with("---\n") && look.contains("\ntitle:") => Format::Markdown,
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_words_before_its_name() {
        for (name, bytes, format) in [
            ("a.txt", "A headline\n\nWords.", Format::Text),
            ("a.md", "# A headline", Format::Markdown),
            ("-", "---\ntitle: A\n---\nWords.", Format::Markdown),
            ("page.txt", "\u{feff}<!DOCTYPE html><p>Words.", Format::Html),
            ("page.html", "plain words", Format::Html),
            ("feed.xml", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Format::Feed),
            ("-", "{\"version\": \"https://jsonfeed.org/version/1.1\"}", Format::Feed),
            ("item.json", "[{\"uri\": \"x\"}]", Format::Ninjs),
            ("a.txt", "[The quay] Boats rise.", Format::Text),
            ("a.txt", "<Boats rise>", Format::Text),
            ("a.txt", "From: Ada\nSubject: Boats\nDate: Tue, 6 May 2031 08:30:00 +0200\n\nBoats rise.", Format::Mail),
        ] {
            assert_eq!(detect(name, bytes.as_bytes()), format, "{name} {bytes}");
        }
    }
}
