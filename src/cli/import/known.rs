//! What a library has of a feed already. An entry is known by its name in the feed, by the page it leads to, and by what was
//! taken in and removed since.

use std::collections::{HashMap, HashSet};

use crate::{
    import::{Elsewhere, entry_key, entry_peers, feed_of},
    model::{ArticleId, Date, Head},
    store::{Desk, Error, Fed},
};

/// Where an entry stands in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    New,
    /// It is an article that came by a feed, called so among them.
    Article(String),
    /// It is an article that came in another way, which is left alone.
    Own(ArticleId),
    /// It was taken in, and its article was removed.
    Removed,
}

/// The articles that came by feeds, and all that was ever taken in.
pub(super) struct Known {
    fed: HashMap<String, Fed>,
    /// Who goes by another name too: the keys of articles by page, and by their id under the feed's name.
    peers: HashMap<String, Vec<String>>,
    taken: HashSet<String>,
}

impl Known {
    /// Reads the library. What came by feeds before there was a list of it is put on it.
    pub(super) fn read(desk: &Desk) -> Result<Self, Error> {
        let mut known = Self { fed: HashMap::new(), peers: HashMap::new(), taken: desk.taken()? };
        for fed in desk.fed()?.into_values() {
            known.add(fed);
        }
        let all: Vec<String> = known.fed.values().flat_map(|fed| names(&fed.article.head)).collect();
        known.note(desk, all)?;
        Ok(known)
    }

    /// An article that came in.
    pub(super) fn add(&mut self, fed: Fed) {
        let Some(key) = entry_key(&fed.article.head) else { return };
        for peer in peers(&fed.article.head) {
            let keys = self.peers.entry(peer).or_default();
            if !keys.contains(&key) {
                keys.push(key.clone());
            }
        }
        self.fed.insert(key, fed);
    }

    pub(super) fn get(&self, key: &str) -> Option<&Fed> {
        self.fed.get(key)
    }

    /// Takes an article off, before a newer text of it is added: that may go by other names.
    pub(super) fn remove(&mut self, key: &str) {
        if let Some(fed) = self.fed.remove(key) {
            for peer in peers(&fed.article.head) {
                if let Some(keys) = self.peers.get_mut(&peer) {
                    keys.retain(|known| known != key);
                }
            }
        }
    }

    /// Puts entries on the list of what was taken in.
    pub(super) fn note(&mut self, desk: &Desk, names: Vec<String>) -> Result<(), Error> {
        let new: Vec<String> = names.into_iter().filter(|name| self.taken.insert(name.clone())).collect();
        desk.note_taken(&new)
    }

    /// Where an entry stands. `several` are the pages to which more than one entry of its feed leads: they tell none of them
    /// from the others.
    pub(super) fn standing(&self, head: &Head, several: &HashSet<String>, library: &dyn Elsewhere) -> Standing {
        let Some(key) = entry_key(head) else { return Standing::New };
        if self.fed.contains_key(&key) {
            return Standing::Article(key);
        }
        let (page, named) = entry_peers(head);
        let page = page.filter(|page| !several.contains(page));
        let mut has_article = false;
        if let Some(page) = &page {
            let keys = self.peers.get(page).map(Vec::as_slice).unwrap_or_default();
            if let [one] = keys
                && self.fed.get(one).is_some_and(|fed| is_one_page(&fed.article.head, head))
            {
                return Standing::Article(one.clone());
            }
            has_article = !keys.is_empty();
            if let Some(own) = library.at_address(page).filter(|_| !has_article) {
                return Standing::Own(own);
            }
        }
        let same_name = named.as_ref().and_then(|named| match self.peers.get(named)?.as_slice() {
            [one] => Some(one),
            _ => None,
        });
        if let Some(one) = same_name
            && self.fed.get(one).is_some_and(|fed| may_be_one(&fed.article.head, head))
        {
            return Standing::Article(one.clone());
        }
        let page = page.filter(|_| !has_article);
        if self.taken.contains(&key) || page.is_some_and(|page| self.taken.contains(&page)) {
            return Standing::Removed;
        }
        Standing::New
    }
}

/// All that an entry goes by.
pub(super) fn names(head: &Head) -> Vec<String> {
    entry_key(head).into_iter().chain(entry_peers(head).0).collect()
}

fn peers(head: &Head) -> Vec<String> {
    let (page, named) = entry_peers(head);
    page.into_iter().chain(named).collect()
}

/// Whether two entries that lead to one page are one: a feed that leads to places on a page means each of them.
fn is_one_page(known: &Head, new: &Head) -> bool {
    let place = |head: &Head| {
        let url = head.url.as_ref()?.as_str();
        url.split_once('#').map(|(_, place)| place.to_owned()).filter(|place| !place.is_empty())
    };
    match (place(known), place(new)) {
        (Some(one), Some(other)) => one == other || feed_of(known) != feed_of(new),
        _ => true,
    }
}

/// Whether two entries of one id and one name of the feed may be one: nothing says that they lead to different pages.
fn may_be_one(known: &Head, new: &Head) -> bool {
    match (entry_peers(known).0, entry_peers(new).0) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Whether an entry has something to say to an article: one of the same feed has, one of another feed only where it is
/// newer. Two feeds that tell a story differently don't change it back and forth.
pub(super) fn is_newer(known: &Head, new: &Head) -> bool {
    let moment = |head: &Head| {
        let date = head.updated.as_ref().or(head.published.as_ref()).map(Date::as_str);
        // as feeds are read: in UTC, to the second
        date.filter(|date| date.len() == 20 && date.ends_with('Z')).map(str::to_owned)
    };
    match (feed_of(known), feed_of(new)) {
        (Some(one), Some(other)) if one == other => true,
        (Some(_), Some(_)) => moment(new).zip(moment(known)).is_some_and(|(new, known)| new > known),
        (Some(_), None) => moment(new).zip(moment(known)).is_none_or(|(new, known)| new >= known),
        (None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        import::{Nowhere, feed},
        store::{Environment, Folders},
    };

    /// The head of an entry.
    fn head(feed_address: Option<&str>, guid: &str, link: &str, day: u8) -> Head {
        let item = format!(
            "<rss version='2.0'><channel><title>The Quay</title><item><title>T</title><guid isPermaLink='false'>{guid}</guid>\
             <link>{link}</link><pubDate>{day:02} May 2031 08:00:00 GMT</pubDate><description>Words.</description></item></channel></rss>"
        );
        feed(item.as_bytes(), feed_address).unwrap().remove(0).manuscript.head
    }

    fn known(heads: Vec<Head>) -> Known {
        let mut known = Known { fed: HashMap::new(), peers: HashMap::new(), taken: HashSet::new() };
        for (at, head) in heads.into_iter().enumerate() {
            let id: ArticleId = format!("a{at}").parse().unwrap();
            let article =
                crate::model::Article { id, head, people: vec![], sources: vec![], claims: vec![], story: vec![] };
            known.taken.extend(names(&article.head));
            known.add(Fed::new(format!("{at}.yaml").into(), article, String::new()));
        }
        known
    }

    const TOP: Option<&str> = Some("https://quay.example/top.rss");
    const WORLD: Option<&str> = Some("https://quay.example/world.rss");

    #[test]
    fn an_entry_is_one_article_whichever_way_it_comes() {
        let page = "https://quay.example/ferry";
        let known = known(vec![head(TOP, "7", page, 6)]);
        let standing = |head: &Head| known.standing(head, &HashSet::new(), &Nowhere);
        for (feed, guid, link) in [
            (TOP, "7", page),
            (WORLD, "7", page),
            (None, "7", page),
            (TOP, "8", "http://www.quay.example/ferry/?utm_source=rss#top"),
            (WORLD, "other", page),
            (None, "7", ""),
        ] {
            assert!(matches!(standing(&head(feed, guid, link, 6)), Standing::Article(_)), "{feed:?} {guid} {link}");
        }
        for (feed, guid, link) in [(TOP, "8", "https://quay.example/crane"), (WORLD, "7", "https://quay.example/crane")]
        {
            assert_eq!(standing(&head(feed, guid, link, 6)), Standing::New, "{feed:?} {guid} {link}");
        }
        let several = HashSet::from(["quay.example/ferry".to_owned()]);
        assert_eq!(known.standing(&head(TOP, "9", page, 6), &several, &Nowhere), Standing::New);
    }

    #[test]
    fn a_front_page_and_places_on_a_page_tell_nothing_together() {
        let known =
            known(vec![head(TOP, "1", "https://quay.example/", 6), head(TOP, "2", "https://quay.example/live#a", 6)]);
        let standing = |link| known.standing(&head(TOP, "3", link, 6), &HashSet::new(), &Nowhere);
        assert_eq!(standing("https://quay.example/"), Standing::New);
        assert_eq!(standing("https://quay.example/live#b"), Standing::New);
    }

    #[test]
    fn what_was_removed_stays_removed() {
        let mut known = known(vec![head(TOP, "7", "https://quay.example/ferry", 6)]);
        known.remove(&entry_key(&head(TOP, "7", "https://quay.example/ferry", 6)).unwrap());
        let standing = |head: &Head| known.standing(head, &HashSet::new(), &Nowhere);
        assert_eq!(standing(&head(TOP, "7", "https://quay.example/ferry", 6)), Standing::Removed);
        assert_eq!(standing(&head(WORLD, "x", "https://quay.example/ferry", 6)), Standing::Removed);
        assert_eq!(standing(&head(TOP, "8", "https://quay.example/crane", 6)), Standing::New);
    }

    #[test]
    fn of_two_feeds_the_newer_text_stays() {
        let of = |feed, day| head(feed, "7", "https://quay.example/ferry", day);
        assert!(is_newer(&of(TOP, 6), &of(TOP, 5)));
        assert!(is_newer(&of(TOP, 6), &of(WORLD, 7)) && !is_newer(&of(TOP, 6), &of(WORLD, 6)));
        assert!(is_newer(&of(TOP, 6), &of(None, 6)) && !is_newer(&of(TOP, 6), &of(None, 5)));
        assert!(is_newer(&of(None, 6), &of(TOP, 5)));
    }

    #[test]
    fn what_came_before_there_was_a_list_is_put_on_it() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment {
            folders: Some(Folders::below(tree.path())),
            here: tree.path().to_owned(),
            ..Environment::default()
        };
        let desk = Desk::own(&environment).unwrap();
        let mut article = known(vec![head(TOP, "7", "https://quay.example/ferry", 6)])
            .fed
            .remove(&entry_key(&head(TOP, "7", "https://quay.example/ferry", 6)).unwrap())
            .unwrap()
            .article;
        article.story = vec![crate::model::Item::new(crate::model::Form::Text, crate::format::markup("Words."))];
        crate::store::keep(&desk.root().join("a0.yaml"), crate::format::write(&article).as_bytes(), false).unwrap();
        let _read = Known::read(&desk).unwrap();
        assert!(desk.taken().unwrap().contains("quay.example/ferry"));
    }
}
