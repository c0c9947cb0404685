//! The list of subscribed feeds as OPML, for other readers.

use super::article::escape_markup;

/// Folders within one another that are written.
const FOLDERS_MAX: usize = 8;

/// A feed of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedOutline<'f> {
    pub address: &'f str,
    pub name: Option<&'f str>,
    /// Where it stands; a folder within another behind a `/`.
    pub folder: Option<&'f str>,
}

/// The list; each feed by its address and its name, in its folder.
#[must_use]
pub fn opml<'f>(feeds: impl IntoIterator<Item = FeedOutline<'f>>) -> String {
    let mut list = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>byline</title></head>\n<body>\n",
    );
    let feeds: Vec<(Vec<&str>, FeedOutline<'_>)> = feeds
        .into_iter()
        .map(|feed| {
            let folders = feed.folder.unwrap_or_default().split('/').map(str::trim);
            (folders.filter(|folder| !folder.is_empty()).take(FOLDERS_MAX).collect(), feed)
        })
        .collect();
    outlines(&mut list, &feeds.iter().collect::<Vec<_>>(), 0);
    list.push_str("</body>\n</opml>\n");
    list
}

/// Feeds that share their first `depth` folders, in their order; a folder stands where the first of its feeds does.
fn outlines(list: &mut String, feeds: &[&(Vec<&str>, FeedOutline<'_>)], depth: usize) {
    let mut written: Vec<&str> = Vec::new();
    for (folders, feed) in feeds {
        let Some(folder) = folders.get(depth) else {
            let (name, address) = (escape_markup(feed.name.unwrap_or(feed.address)), escape_markup(feed.address));
            list.extend([format!("<outline type=\"rss\" text=\"{name}\" xmlUrl=\"{address}\"/>\n")]);
            continue;
        };
        if !written.contains(folder) {
            written.push(folder);
            list.extend([format!("<outline text=\"{}\">\n", escape_markup(folder))]);
            let within: Vec<_> =
                feeds.iter().filter(|(folders, _)| folders.get(depth) == Some(folder)).copied().collect();
            outlines(list, &within, depth + 1);
            list.push_str("</outline>\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_mean_themselves() {
        let feed = |address, name, folder| FeedOutline { address, name, folder };
        let list = opml([
            feed("https://quay.example/rss?a=1&b=2", Some("The \"Quay\""), None),
            feed("https://x.example/", None, Some("Sea/Ships & boats")),
            feed("https://y.example/", None, None),
            feed("https://z.example/", Some("Z"), Some("Sea")),
        ]);
        assert!(
            list.contains("text=\"The &quot;Quay&quot;\" xmlUrl=\"https://quay.example/rss?a=1&amp;b=2\"/>"),
            "{list}"
        );
        let folders = "<outline text=\"Sea\">\n<outline text=\"Ships &amp; boats\">\n\
                       <outline type=\"rss\" text=\"https://x.example/\" xmlUrl=\"https://x.example/\"/>\n</outline>\n\
                       <outline type=\"rss\" text=\"Z\" xmlUrl=\"https://z.example/\"/>\n</outline>\n";
        assert!(list.contains(folders), "{list}");
    }
}
