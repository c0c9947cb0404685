//! The list of feeds as a person wrote it in the configuration: changed item by item, every other line left as it is.

use std::ops::Range;

use super::Subscription;

/// The lines below `feeds:`.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Of the line `feeds:` itself; `None` where there is none.
    key: Option<Range<usize>>,
    /// Of each item, with the lines that belong to it.
    items: Vec<Range<usize>>,
    /// How far the items are indented.
    indent: usize,
}

impl List {
    pub(super) fn read(source: &str) -> Self {
        let mut list = Self { indent: 2, ..Self::default() };
        let mut at = 0;
        for line in source.split_inclusive('\n') {
            let place = at..at + line.len();
            at = place.end;
            let words = line.trim_start();
            let indent = line.len() - words.len();
            let bare = words.trim_end();
            if list.key.is_none() {
                let is_key = bare.strip_prefix("feeds:").is_some_and(|rest| rest.is_empty() || rest.starts_with(" #"));
                list.key = (indent == 0 && is_key).then_some(place);
            } else if bare.is_empty() || bare.starts_with('#') {
                // belongs to whatever comes
            } else if bare == "-" || bare.starts_with("- ") {
                list.indent = indent;
                list.items.push(place);
            } else if let Some(item) = list.items.last_mut().filter(|_| indent > list.indent) {
                item.end = place.end;
            } else {
                break;
            }
        }
        list
    }

    /// The item of a feed, and the feed as it stands there.
    fn item(&self, source: &str, fits: &dyn Fn(&Subscription) -> bool) -> Option<(Range<usize>, Subscription)> {
        self.items.iter().find_map(|place| {
            let feed = feed(source.get(place.clone())?)?;
            fits(&feed).then(|| (place.clone(), feed))
        })
    }
}

/// The feed of an item.
fn feed(item: &str) -> Option<Subscription> {
    let mut feeds: Vec<Subscription> = serde_yaml::from_str(item).ok()?;
    feeds.pop().filter(|_| feeds.is_empty())
}

/// The configuration with more feeds at the end of its list.
pub(super) fn with(source: &str, new: &[&Subscription]) -> String {
    let list = List::read(source);
    let lines: String = new.iter().map(|feed| line(feed, list.indent)).collect();
    let end = list.items.last().or(list.key.as_ref()).map(|place| place.end);
    let gap = |above: &str| if above.is_empty() || above.ends_with('\n') { "" } else { "\n" };
    match end.and_then(|at| source.split_at_checked(at)) {
        Some((above, below)) => format!("{above}{}{lines}{below}", gap(above)),
        None => format!("{source}{}feeds:\n{lines}", gap(source)),
    }
}

/// The configuration without a feed, and without the list where that was its last.
pub(super) fn without(source: &str, feed: &Subscription) -> Option<String> {
    let list = List::read(source);
    let (place, _) = list.item(source, &|there| there == feed)?;
    let mut left = source.to_owned();
    left.replace_range(place, "");
    if let (1, Some(key)) = (list.items.len(), list.key) {
        left.replace_range(key, "");
    }
    Some(left)
}

/// The configuration with a feed in the place of another. What was noted behind it stays.
pub(super) fn instead(source: &str, old: &Subscription, new: &Subscription) -> Option<String> {
    let list = List::read(source);
    let (place, _) = list.item(source, &|there| there == old)?;
    let item = source.get(place.clone())?;
    let noted = item.trim_end().rsplit_once(" #").filter(|(words, _)| feed(words).as_ref() == Some(old));
    let noted = noted.map(|(_, words)| format!(" #{words}")).unwrap_or_default();
    let mut changed = source.to_owned();
    changed.replace_range(place, &format!("{}{noted}\n", line(new, list.indent).trim_end()));
    Some(changed)
}

/// One line of the list. A JSON string is a scalar of YAML.
pub(super) fn line(feed: &Subscription, indent: usize) -> String {
    let quoted = |words: &str| serde_json::to_string(words).unwrap_or_default();
    let indent = " ".repeat(indent);
    let more = [("name", &feed.name), ("folder", &feed.folder)];
    let more: String =
        more.iter().filter_map(|(key, words)| Some(format!(", {key}: {}", quoted(words.as_ref()?)))).collect();
    let url = quoted(&feed.url);
    if more.is_empty() { format!("{indent}- {url}\n") } else { format!("{indent}- {{url: {url}{more}}}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(url: &str, name: Option<&str>) -> Subscription {
        Subscription { url: url.to_owned(), name: name.map(str::to_owned), folder: None }
    }

    const MINE: &str = "theme: ink\nfeeds: # what I read\n- https://a.example/ # the harbour\n# below: new ones\n- url: https://b.example/\n  name: B\nwidth: 70\n";

    #[test]
    fn items_are_changed_and_every_other_line_stays() {
        let (a, b, c) =
            (feed("https://a.example/", None), feed("https://b.example/", Some("B")), feed("https://c.example/", None));
        assert_eq!(with(MINE, &[&c]), MINE.replace("  name: B\n", "  name: B\n- \"https://c.example/\"\n"));
        let less = without(MINE, &b).unwrap();
        assert_eq!(less, MINE.replace("- url: https://b.example/\n  name: B\n", ""));
        assert_eq!(without(&less, &a).unwrap(), "theme: ink\n# below: new ones\nwidth: 70\n");
        assert_eq!(without(MINE, &c), None);
        let named = feed("https://a.example/", Some("A"));
        let line = "- {url: \"https://a.example/\", name: \"A\"} # the harbour\n";
        assert_eq!(instead(MINE, &a, &named).unwrap(), MINE.replace("- https://a.example/ # the harbour\n", line));
        assert_eq!(with("width: 70", &[&c]), "width: 70\nfeeds:\n  - \"https://c.example/\"\n");
    }
}
