//! `byline fetch`: what is new in the feeds that a person has subscribed to, kept to be read without a network.

#[cfg(feature = "net")]
mod round;

use std::path::Path;

use crate::{
    export, import,
    model::Text,
    store::{self, Config, Subscription},
};

use super::{Answer, Call, Failure, arguments::Fetch, net, out};

/// The largest list of feeds that is read, in bytes.
const LIST_MAX_BYTES: u64 = 16 * 1024 * 1024;

pub(super) fn run(call: &mut Call, arguments: &Fetch) -> Result<Answer, Failure> {
    if !arguments.add.is_empty() {
        return add(call, &arguments.add);
    }
    let subscribed = Config::read(&call.environment)?.feeds;
    if arguments.opml {
        let feeds = subscribed.iter().map(|feed| (feed.url.as_str(), feed.name.as_deref()));
        return call.out.write(export::opml(feeds)).map(|()| Answer::Yes);
    }
    let named = arguments.address.iter().map(|url| Subscription { url: url.clone(), name: None });
    let feeds: Vec<Subscription> = if arguments.address.is_empty() { subscribed } else { named.collect() };
    if feeds.is_empty() {
        return Err(Failure::told(
            "you have subscribed to no feed yet; `byline fetch --add ADDRESS` does, or an OPML file",
        ));
    }
    fetch(call, feeds)
}

#[cfg(feature = "net")]
fn fetch(call: &mut Call, feeds: Vec<Subscription>) -> Result<Answer, Failure> {
    round::run(call, feeds)
}

#[cfg(not(feature = "net"))]
fn fetch(_call: &mut Call, _feeds: Vec<Subscription>) -> Result<Answer, Failure> {
    Err(net::absent())
}

/// Subscribes to addresses, and to all that stand in OPML files.
fn add(call: &Call, feeds: &[String]) -> Result<Answer, Failure> {
    let mut added = Vec::new();
    for feed in feeds {
        if net::is_address(feed) {
            added.push(Subscription { url: feed.clone(), name: None });
            continue;
        }
        let source = store::read_source(&call.environment.here.join(Path::new(feed)), LIST_MAX_BYTES)?;
        let told = || Failure::told(format!("{feed} is neither an http address nor an OPML list of feeds"));
        let listed = import::opml(&String::from_utf8_lossy(&source.bytes)).ok_or_else(told)?;
        added.extend(
            listed.into_iter().map(|feed| Subscription {
                url: feed.address.to_string(),
                name: feed.name.map(|name| name.to_string()),
            }),
        );
    }
    let new = store::subscribe(&call.environment, &added)?;
    let known = added.len() - new;
    let known = if known > 0 { format!(", {known} known already") } else { String::new() };
    out::message(&Text::line(&format!("{new} added{known}; `byline fetch` gets what is new")));
    Ok(Answer::Yes)
}
