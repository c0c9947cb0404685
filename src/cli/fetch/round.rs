//! One round over the feeds: hosts side by side, the feeds of one host one after the other, what comes kept in turn.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, mpsc},
    thread,
};

use crate::{
    cli::{
        Answer as Ended, Call, Failure,
        import::Intake,
        net::{Answer, Body, Client, Validators},
        out,
    },
    import,
    model::Text,
    store::{Desk, LastSeen, Subscription},
};

/// Hosts that are asked at the same time.
const HOSTS_MAX: usize = 4;

/// What came of one feed.
struct Came {
    feed: Subscription,
    /// Where it is, if the address is that of a page that names it.
    found: Option<String>,
    answer: Result<Answer, String>,
}

impl Came {
    /// The address of the feed itself.
    fn address(&self) -> &str {
        self.found.as_deref().unwrap_or(&self.feed.url)
    }
}

/// Gets what is new. With `again` what was removed comes back, and every feed is asked for whole.
pub(super) fn run(call: &mut Call, feeds: Vec<Subscription>, again: bool) -> Result<Ended, Failure> {
    let desk = Desk::find(None, &call.environment)?;
    let mut seen = desk.last_seen();
    let mut intake = Intake::new(&desk, again)?;
    let all = feeds.len();
    let (mut done, mut failed) = (0_usize, 0_usize);
    let known = if again { BTreeMap::new() } else { seen.clone() };
    for came in ask(feeds, known) {
        done += 1;
        let told = match &came.answer {
            Ok(Answer::Same) => Ok("nothing new".to_owned()),
            Ok(Answer::Body(body)) => take(call, &mut intake, came.address(), body).inspect(|_| {
                let Validators { etag, last_modified } = body.validators.clone();
                seen.insert(came.address().to_owned(), LastSeen { etag, last_modified });
            }),
            Err(why) => Err(why.clone()),
        };
        failed += usize::from(told.is_err());
        let told = told.unwrap_or_else(|why| why);
        let name = came.feed.name.as_ref().unwrap_or(&came.feed.url);
        let page = came.found.as_ref().map(|found| format!("a page, whose feed is {found}: ")).unwrap_or_default();
        out::message(&Text::line(&format!("[{done}/{all}] {name}: {page}{told}")));
    }
    desk.keep_last_seen(&seen)?;
    match failed {
        0 => Ok(Ended::Yes),
        1 if all == 1 => Err(Failure::told("the feed did not come")),
        failed if failed == all => Err(Failure::told(format!("none of the {all} feeds came"))),
        failed => Err(Failure::told(format!("{failed} of {all} feeds did not come; the others did"))),
    }
}

/// Takes in what a feed has, prints the paths of what was written, and says how many there were.
fn take(call: &mut Call, intake: &mut Intake<'_>, address: &str, body: &Body) -> Result<String, String> {
    if let Some(why) = import::foreign(&body.bytes) {
        return Err(why);
    }
    if import::detect("", &body.bytes) == import::Format::Html {
        return Err("this is a page and names no feed; look on it for RSS or Atom, or `byline import` it".to_owned());
    }
    let entries = import::feed(&body.bytes, Some(address)).map_err(|error| error.to_string())?;
    let taken = intake.take(entries).map_err(told)?;
    for path in taken.paths {
        call.out.line(path).map_err(told)?;
    }
    call.out.finish().map_err(told)?;
    taken.notices.iter().for_each(out::message);
    Ok(taken.tally.told())
}

fn told(failure: Failure) -> String {
    match failure {
        Failure::Told(message) => message.to_string(),
        Failure::Closed => "nobody reads the answer any more".to_owned(),
    }
}

/// Asks every feed, and hands out what comes as it comes.
fn ask(feeds: Vec<Subscription>, seen: BTreeMap<String, LastSeen>) -> mpsc::Receiver<Came> {
    let mut hosts: BTreeMap<String, Vec<Subscription>> = BTreeMap::new();
    for feed in feeds {
        hosts.entry(host(&feed.url)).or_default().push(feed);
    }
    let (send, receive) = mpsc::channel();
    let workers = HOSTS_MAX.min(hosts.len());
    let seen = Arc::new(seen);
    let queue = Arc::new(Mutex::new(hosts.into_values().collect::<VecDeque<_>>()));
    for _ in 0..workers {
        let (queue, send, seen) = (queue.clone(), send.clone(), seen.clone());
        thread::spawn(move || {
            let client = Client::default();
            let next = || queue.lock().ok().and_then(|mut queue| queue.pop_front());
            while let Some(feeds) = next() {
                for feed in feeds {
                    if send.send(get(&client, feed, &seen)).is_err() {
                        return;
                    }
                }
            }
        });
    }
    receive
}

/// Asks one feed, or the one that a page at its address names.
fn get(client: &Client, feed: Subscription, seen: &BTreeMap<String, LastSeen>) -> Came {
    let get = |address: &str| {
        let LastSeen { etag, last_modified } = seen.get(address).cloned().unwrap_or_default();
        client.get(address, &Validators { etag, last_modified }).map_err(|error| error.to_string())
    };
    let answer = get(&feed.url);
    let found = match &answer {
        Ok(Answer::Body(page)) if import::detect("", &page.bytes) == import::Format::Html => {
            import::advertised(&page.bytes, page.charset.as_deref(), &page.address)
        }
        Ok(_) | Err(_) => None,
    };
    let answer = found.as_deref().map_or(answer, get);
    Came { feed, found, answer }
}

/// The host of an address, with its port.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}
