//! `byline fetch` and the import of addresses, against a server on loopback.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests lay out files for byline to find")]
#![allow(clippy::unwrap_used, reason = "a fault here is a failing test")]

use std::{fs, path::Path};

use crate::cli::Bench;

/// A bench whose configuration subscribes to these feeds.
fn subscribed(feeds: &[String]) -> Bench {
    let bench = Bench::new();
    let list = feeds.iter().fold(String::new(), |list, feed| list + "  - " + feed + "\n");
    bench.file("home/.config/byline/config.yaml", format!("feeds:\n{list}"));
    bench
}

#[test]
fn feeds_are_listed_and_handed_on() {
    let bench = Bench::new();
    let none = bench.run(&["fetch"]);
    assert_eq!(none.status, Some(2));
    assert!(none.err.contains("--add"), "{none:?}");
    bench.file("mine.opml", "<opml><body><outline text='The Quay' xmlUrl='https://quay.example/rss'/></body></opml>");
    let added = bench.run(&["fetch", "--add", "mine.opml", "--add", "https://lantern.example/atom"]);
    assert_eq!(added.status, Some(0), "{added:?}");
    assert!(added.err.contains("2 added"), "{added:?}");
    assert!(bench.run(&["fetch", "--add", "mine.opml"]).err.contains("0 added, 1 known already"));
    let nested = "<opml><body><outline text='Sea'><outline title='Lantern' xmlUrl='https://lantern.example/atom'/></outline></body></opml>";
    bench.file("nested.opml", nested);
    let named = bench.run(&["fetch", "--add", "nested.opml"]);
    assert!(named.err.contains("0 added, 1 known already, now with name or folder"), "{named:?}");
    let list = bench.run(&["fetch", "--opml"]).out;
    assert!(list.contains("<outline text=\"Sea\">\n<outline type=\"rss\" text=\"Lantern\""), "{list}");
    assert!(list.contains("text=\"The Quay\" xmlUrl=\"https://quay.example/rss\""), "{list}");
    assert!(list.contains("https://lantern.example/atom"), "{list}");
    let gone = bench.run(&["fetch", "--remove", "http://lantern.example/atom/"]);
    assert_eq!(gone.status, Some(0), "{gone:?}");
    assert!(gone.err.contains("unsubscribed from https://lantern.example/atom (Lantern)"), "{gone:?}");
    let none = bench.run(&["fetch", "--remove", "https://lantern.example/atom"]);
    assert_eq!(none.status, Some(1));
    assert!(none.err.contains("you have not subscribed to"), "{none:?}");
    assert!(!bench.run(&["fetch", "--opml"]).out.contains("lantern"));
    bench.file("words.txt", "no list");
    assert_eq!(bench.run(&["fetch", "--add", "words.txt"]).status, Some(2));
    assert!(Path::new(&bench.path("home/.config/byline/config.yaml")).exists());
}

#[cfg(not(feature = "net"))]
#[test]
fn without_the_network_byline_says_how_to_get_it() {
    let bench = subscribed(&["https://quay.example/rss".to_owned()]);
    for arguments in [&["fetch"][..], &["import", "https://quay.example/ferry"]] {
        let answer = bench.run(arguments);
        assert_eq!(answer.status, Some(2));
        assert!(answer.err.contains("--features net"), "{answer:?}");
    }
    let _kept = fs::metadata(bench.path("articles")).unwrap();
}

#[cfg(feature = "net")]
mod net {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        thread,
    };

    use super::*;

    const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/web");

    /// A page that names its feed.
    const FRONT: &str = "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='quay.rss'>\
                         </head><body><p>All the news of the quay.</p></body></html>";

    fn server() -> (String, Arc<AtomicUsize>) {
        server_of(FIXTURES.to_owned())
    }

    /// A server for a folder: each file has a tag, and is not sent again to who knows it. Counts what it sent whole.
    fn server_of(folder: String) -> (String, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = sent.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let request: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let path = request.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
                let known = request.iter().any(|line| line.to_lowercase().starts_with("if-none-match:"));
                let body = match path.as_str() {
                    "/front.html" => Ok(FRONT.into()),
                    path => fs::read(format!("{folder}{path}")),
                };
                let (head, body) = match body {
                    Ok(_) if known => ("304 Not Modified".to_owned(), Vec::new()),
                    Ok(body) => {
                        counted.fetch_add(1, Ordering::SeqCst);
                        ("200 OK\r\nETag: \"1\"".to_owned(), body)
                    }
                    Err(_) => ("404 Not Found".to_owned(), Vec::new()),
                };
                let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                let _gone = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            }
        });
        (address, sent)
    }

    #[test]
    fn a_failing_feed_stops_no_other_and_what_is_known_is_not_sent_again() {
        let (server, sent) = server();
        let bench = subscribed(&[
            format!("{server}/none.rss"),
            format!("{server}/quay.rss"),
            "http://127.0.0.1:9/closed".to_owned(),
            format!("{server}/saltmarsh.html"),
            format!("{server}/lantern.atom"),
        ]);
        let first = bench.run(&["fetch"]);
        assert_eq!(first.status, Some(2), "{first:?}");
        for told in [
            "/quay.rss: 2 new",
            "/lantern.atom: 1 new",
            "/none.rss: nothing is there (404)",
            "a page and names no feed",
            "3 of 5 feeds",
        ] {
            assert!(first.err.contains(told), "{told}: {first:?}");
        }
        assert_eq!(first.out.lines().count(), 3, "{first:?}");
        assert_eq!(sent.load(Ordering::SeqCst), 3);
        let again = bench.run(&["fetch"]);
        assert!(again.err.contains("/quay.rss: nothing new") && again.out.is_empty(), "{again:?}");
        // the page was no feed, so it is asked for whole again
        assert_eq!(sent.load(Ordering::SeqCst), 4);
        let shown = bench.run(&["show", first.out.lines().next().unwrap()]);
        assert_eq!(shown.status, Some(0), "{shown:?}");
    }

    #[test]
    fn a_page_leads_to_its_feed_and_what_was_removed_is_left_alone() {
        let (server, _) = server();
        let bench = Bench::new();
        let first = bench.run(&["fetch", &format!("{server}/front.html")]);
        assert_eq!(first.status, Some(0), "{first:?}");
        assert!(first.err.contains(&format!("a page, whose feed is {server}/quay.rss: 2 new")), "{first:?}");
        let feed = format!("{server}/quay.rss");
        let removed = first.out.lines().next().unwrap();
        fs::remove_file(removed).unwrap();
        fs::remove_dir_all(bench.path("home/.cache")).unwrap();
        let again = bench.run(&["fetch", &feed]);
        assert!(again.err.contains("1 known, 1 removed by you, left alone"), "{again:?}");
        assert!(bench.run(&["fetch", &feed]).err.contains("nothing new"));
        let asked = bench.run(&["fetch", "--again", &feed]);
        assert!(asked.err.contains("1 new, 1 known") && Path::new(removed).exists(), "{asked:?}");
        // a file of the feed brings nothing that is there
        let file = bench.run(&["import", &format!("{FIXTURES}/quay.rss")]);
        assert!(file.err.contains("2 known"), "{file:?}");
        let none = bench.run(&["fetch", &format!("{server}/none")]);
        assert!(none.err.contains("the feed did not come"), "{none:?}");
    }

    #[test]
    fn an_address_is_imported_by_what_is_there() {
        let (server, _) = server();
        let bench = Bench::new();
        let page = bench.run(&["import", &format!("{server}/tunnel.html"), &format!("{server}/post.json")]);
        assert_eq!(page.status, Some(0), "{page:?}");
        let shown = bench.json(&["show", page.out.lines().next().unwrap(), "--json"]);
        assert_eq!(shown["url"], format!("{server}/tunnel.html"));
        assert!(shown["retrieved"].is_string(), "{shown}");
        assert!(page.err.contains("2 new"), "{page:?}");
        let gone = bench.run(&["import", &format!("{server}/none")]);
        assert_eq!(gone.status, Some(2));
        assert!(gone.err.contains("nothing is there (404)"), "{gone:?}");
    }

    #[test]
    fn what_was_fetched_on_another_day_is_the_same_article() {
        let (server, _) = server();
        let bench = Bench::new();
        let page = format!("{server}/tunnel.html");
        let path = bench.run(&["import", &page]).out.trim().to_owned();
        let yaml = fs::read_to_string(&path).unwrap();
        let dated = yaml.lines().find(|line| line.starts_with("retrieved: ")).unwrap();
        let before = yaml.replace(dated, "retrieved: 2020-02-02");
        fs::write(&path, &before).unwrap();
        let again = bench.run(&["import", &page]);
        assert_eq!(again.status, Some(0), "{again:?}");
        assert!(again.err.contains("is the same already"), "{again:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), before);
        fs::write(&path, before.replace("headline: ", "subtitle: By hand\nheadline: ")).unwrap();
        let edited = bench.run(&["import", &page]);
        assert_eq!(edited.status, Some(2));
        assert!(edited.err.contains("is there already and differs"), "{edited:?}");
    }

    #[test]
    fn entries_that_come_lead_to_articles_that_are_here() {
        let bench = Bench::new();
        bench.file(
            "articles/ferry.yaml",
            "format: byline/1\nheadline: Ferry returns to port\nurl: https://courier.example/town/ferry\nstory:\n  - Words.\n",
        );
        bench.file(
            "feeds/quay.rss",
            "<rss version='2.0'><channel><title>The Quay</title><link>https://courier.example/</link>
             <item><title>Harbour opens</title><guid>q:1</guid><link>https://courier.example/town/harbour</link>
             <description>&lt;p>Boats left again since &lt;a href='/town/ferry'>the ferry came back&lt;/a>, the port said.&lt;/p></description></item>
             <item><title>Choir sings</title><guid>q:2</guid><link>https://courier.example/town/choir</link>
             <description>&lt;p>The choir sang &lt;a href='https://courier.example/town/harbour?utm_source=rss'>at the harbour&lt;/a> on Friday.&lt;/p></description></item>
             </channel></rss>",
        );
        let (server, _) = server_of(bench.path("feeds").to_string_lossy().into_owned());
        for verb in [&["fetch"][..], &["import", "--force"]] {
            let mut arguments = verb.to_vec();
            let address = format!("{server}/quay.rss");
            arguments.push(&address);
            let came = bench.run(&arguments);
            assert_eq!(came.status, Some(0), "{came:?}");
            let read = |headline: &str| {
                let path = came.out.lines().find(|path| path.contains(headline)).unwrap();
                fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
            };
            assert!(read("harbour").contains("[the ferry came back](<ferry>)"), "{}", read("harbour"));
            // whichever of the two came first
            let choir = read("choir");
            assert!(
                choir.contains("https://courier.example/town/harbour") || choir.contains("](<harbour-opens>)"),
                "{choir}"
            );
            came.out.lines().for_each(|path| fs::remove_file(path).unwrap());
        }
    }
}
