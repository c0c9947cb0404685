//! The list of subscribed feeds as OPML, for other readers.

use super::article::escape_markup;

/// The list; each feed by its address and its name.
#[must_use]
pub fn opml<'f>(feeds: impl IntoIterator<Item = (&'f str, Option<&'f str>)>) -> String {
    let mut list = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>byline</title></head>\n<body>\n",
    );
    for (address, name) in feeds {
        let (name, address) = (escape_markup(name.unwrap_or(address)), escape_markup(address));
        list.extend([format!("<outline type=\"rss\" text=\"{name}\" xmlUrl=\"{address}\"/>\n")]);
    }
    list.push_str("</body>\n</opml>\n");
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_mean_themselves() {
        let list = opml([("https://quay.example/rss?a=1&b=2", Some("The \"Quay\"")), ("https://x.example/", None)]);
        assert!(
            list.contains("text=\"The &quot;Quay&quot;\" xmlUrl=\"https://quay.example/rss?a=1&amp;b=2\"/>"),
            "{list}"
        );
        assert!(list.contains("text=\"https://x.example/\""), "{list}");
    }
}
