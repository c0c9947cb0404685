//! One round over the feeds: hosts side by side, the feeds of one host one after the other, what comes kept in turn.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, mpsc},
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
    answer: Result<Answer, String>,
}

pub(super) fn run(call: &mut Call, feeds: Vec<Subscription>) -> Result<Ended, Failure> {
    let desk = Desk::find(None, &call.environment)?;
    let mut seen = desk.last_seen();
    let mut intake = Intake::new(&desk)?;
    let all = feeds.len();
    let (mut done, mut failed) = (0_usize, 0_usize);
    for Came { feed, answer } in ask(feeds, &seen) {
        done += 1;
        let name = feed.name.clone().unwrap_or_else(|| feed.url.clone());
        let told = match answer {
            Ok(Answer::Same) => Ok("nothing new".to_owned()),
            Ok(Answer::Body(body)) => take(call, &mut intake, &feed, &body).inspect(|_| {
                let Validators { etag, last_modified } = body.validators.clone();
                seen.insert(feed.url.clone(), LastSeen { etag, last_modified });
            }),
            Err(why) => Err(why),
        };
        failed += usize::from(told.is_err());
        let told = told.unwrap_or_else(|why| why);
        out::message(&Text::line(&format!("[{done}/{all}] {name}: {told}")));
    }
    desk.keep_last_seen(&seen)?;
    match failed {
        0 => Ok(Ended::Yes),
        failed => Err(Failure::told(format!("{failed} of {all} feeds did not come; the others did"))),
    }
}

/// Takes in what a feed has, prints the paths of what was written, and says how many there were.
fn take(call: &mut Call, intake: &mut Intake<'_>, feed: &Subscription, body: &Body) -> Result<String, String> {
    if import::detect("", &body.bytes) == import::Format::Html {
        return Err("this is a page, not a feed; look on it for RSS or Atom, or `byline import` the page".to_owned());
    }
    let entries = import::feed(&body.bytes, Some(&feed.url)).map_err(|error| error.to_string())?;
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
fn ask(feeds: Vec<Subscription>, seen: &BTreeMap<String, LastSeen>) -> mpsc::Receiver<Came> {
    let mut hosts: BTreeMap<String, Vec<(Subscription, Validators)>> = BTreeMap::new();
    for feed in feeds {
        let known = seen.get(&feed.url).cloned().unwrap_or_default();
        let known = Validators { etag: known.etag, last_modified: known.last_modified };
        hosts.entry(host(&feed.url)).or_default().push((feed, known));
    }
    let (send, receive) = mpsc::channel();
    let workers = HOSTS_MAX.min(hosts.len());
    let queue = std::sync::Arc::new(Mutex::new(hosts.into_values().collect::<VecDeque<_>>()));
    for _ in 0..workers {
        let (queue, send) = (queue.clone(), send.clone());
        thread::spawn(move || {
            let client = Client::default();
            let next = || queue.lock().ok().and_then(|mut queue| queue.pop_front());
            while let Some(feeds) = next() {
                for (feed, known) in feeds {
                    let answer = client.get(&feed.url, &known).map_err(|error| error.to_string());
                    if send.send(Came { feed, answer }).is_err() {
                        return;
                    }
                }
            }
        });
    }
    receive
}

/// The host of an address, with its port.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}
