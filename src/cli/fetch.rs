//! `byline fetch`: what is new in the feeds that a person has subscribed to, kept to be read without a network.

#[cfg(feature = "net")]
mod round;

use std::path::Path;

use crate::{
    export::{self, FeedOutline},
    import,
    model::Text,
    store::{self, Config, Subscribed, Subscription},
};

use super::{Answer, Call, Failure, arguments::Fetch, net, out};

/// The largest list of feeds that is read, in bytes.
const LIST_MAX_BYTES: u64 = 16 * 1024 * 1024;

pub(super) fn run(call: &mut Call, arguments: &Fetch) -> Result<Answer, Failure> {
    if !arguments.add.is_empty() || !arguments.remove.is_empty() {
        let removed = remove(call, &arguments.remove)?;
        return add(call, &arguments.add).map(|()| removed);
    }
    let subscribed = Config::read(&call.environment)?.feeds;
    if arguments.opml {
        let feeds = subscribed.iter().map(|feed| FeedOutline {
            address: &feed.url,
            name: feed.name.as_deref(),
            folder: feed.folder.as_deref(),
        });
        return call.out.write(export::opml(feeds)).map(|()| Answer::Yes);
    }
    let named = arguments.address.iter().map(|url| Subscription { url: url.clone(), name: None, folder: None });
    let feeds: Vec<Subscription> = if arguments.address.is_empty() { subscribed } else { named.collect() };
    if feeds.is_empty() {
        return Err(Failure::told(
            "you have subscribed to no feed yet; `byline fetch --add ADDRESS` does, or an OPML file",
        ));
    }
    fetch(call, feeds, arguments.again)
}

#[cfg(feature = "net")]
fn fetch(call: &mut Call, feeds: Vec<Subscription>, again: bool) -> Result<Answer, Failure> {
    round::run(call, feeds, again)
}

#[cfg(not(feature = "net"))]
fn fetch(_call: &mut Call, _feeds: Vec<Subscription>, _again: bool) -> Result<Answer, Failure> {
    Err(net::absent())
}

/// Subscribes to addresses, and to all that stand in OPML files.
fn add(call: &Call, feeds: &[String]) -> Result<(), Failure> {
    if feeds.is_empty() {
        return Ok(());
    }
    let mut added = Vec::new();
    for feed in feeds {
        if net::is_address(feed) {
            added.push(Subscription { url: feed.clone(), name: None, folder: None });
            continue;
        }
        let source = store::read_source(&call.environment.here.join(Path::new(feed)), LIST_MAX_BYTES)?;
        let told = || Failure::told(format!("{feed} is neither an http address nor an OPML list of feeds"));
        let listed = import::opml(&String::from_utf8_lossy(&source.bytes)).ok_or_else(told)?;
        added.extend(listed.into_iter().map(|feed| Subscription {
            url: feed.address.to_string(),
            name: feed.name.map(|name| name.to_string()),
            folder: feed.folder.map(|folder| folder.to_string()),
        }));
    }
    let Subscribed { new, completed, known } = store::subscribe(&call.environment, &added)?;
    let mut more = String::new();
    for (count, words) in [(completed, "known already, now with name or folder"), (known, "known already")] {
        if count > 0 {
            more.extend([format!(", {count} {words}")]);
        }
    }
    out::message(&Text::line(&format!("{new} added{more}; `byline fetch` gets what is new")));
    Ok(())
}

/// Unsubscribes from feeds, and says of each whether it was there.
fn remove(call: &Call, feeds: &[String]) -> Result<Answer, Failure> {
    let mut answer = Answer::Yes;
    for feed in feeds {
        let told = match store::unsubscribe(&call.environment, feed)? {
            Some(gone) => {
                let name = gone.name.map(|name| format!(" ({name})")).unwrap_or_default();
                format!("unsubscribed from {}{name}; its articles stay in your library", gone.url)
            }
            None => {
                answer = Answer::No;
                format!("you have not subscribed to {feed}; `byline fetch --opml` lists your feeds")
            }
        };
        out::message(&Text::line(&told));
    }
    Ok(answer)
}
