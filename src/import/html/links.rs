//! Where links and pictures of a page lead.

use url::Url;

/// The whole address of what a page writes: http, https or mailto, and not a place on the page itself.
#[must_use]
pub fn address(raw: &str, base: Option<&Url>) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() || raw.starts_with('#') {
        return None;
    }
    let url = match base {
        Some(base) => base.join(raw).ok()?,
        // a path on a site that is not known leads nowhere
        None => Url::parse(raw).ok()?,
    };
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_whole_or_none() {
        let base = Url::parse("https://example.org/news/ferry").unwrap();
        assert_eq!(address(" /a.jpg ", Some(&base)).as_deref(), Some("https://example.org/a.jpg"));
        assert_eq!(address("//example.net/b", Some(&base)).as_deref(), Some("https://example.net/b"));
        assert_eq!(address("mailto:desk@example.org", None).as_deref(), Some("mailto:desk@example.org"));
        for none in ["", "#top", "javascript:go()", "data:image/gif;base64,R0"] {
            assert_eq!(address(none, Some(&base)), None, "{none}");
        }
        assert_eq!(address("a.jpg", None), None);
    }
}
