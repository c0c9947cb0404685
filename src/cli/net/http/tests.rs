//! A server on loopback that misbehaves in every way.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::Instant,
};

use super::*;

/// Serves every connection with `answer`, which is given the lines of the request. Gives the address.
fn serve(answer: impl Fn(&[String], &mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            answer(&request, &mut stream);
        }
    });
    address
}

fn reply(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _gone = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

fn client() -> Client {
    Client::new(Duration::from_secs(2), 1024 * 1024)
}

fn body(address: &str) -> Body {
    match client().get(address, &Validators::default()).unwrap() {
        Answer::Body(body) => body,
        Answer::Same => panic!("a body"),
    }
}

#[test]
fn a_page_comes_with_its_character_set_and_is_not_asked_for_twice() {
    let address = serve(|request, stream| {
        let known = request.iter().any(|line| line.to_lowercase() == "if-none-match: \"seven\"");
        if known {
            reply(stream, "304 Not Modified", b"");
        } else {
            let head = "200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nETag: \"seven\"\r\nLast-Modified: Tue, 06 May 2031 08:00:00 GMT";
            reply(stream, head, b"na\xefve");
        }
    });
    let first = body(&address);
    assert_eq!((first.bytes.as_slice(), first.charset.as_deref()), (&b"na\xefve"[..], Some("iso-8859-1")));
    assert_eq!(first.validators.last_modified.as_deref(), Some("Tue, 06 May 2031 08:00:00 GMT"));
    assert_eq!(client().get(&address, &first.validators).unwrap(), Answer::Same);
}

#[test]
fn redirects_are_followed_and_a_loop_ends() {
    let address = serve(|request, stream| {
        if request[0].contains("/here") {
            reply(stream, "200 OK", b"found");
        } else if request[0].contains("/loop") {
            reply(stream, "302 Found\r\nLocation: /loop", b"");
        } else {
            reply(stream, "301 Moved Permanently\r\nLocation: /here", b"");
        }
    });
    let found = body(&address);
    assert_eq!((found.bytes.as_slice(), found.address), (&b"found"[..], format!("{address}/here")));
    assert!(matches!(client().get(&format!("{address}/loop"), &Validators::default()), Err(NoAnswer::Redirects)));
}

#[test]
fn a_server_that_dawdles_is_left() {
    let address = serve(|_, stream| {
        let _gone = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        for _ in 0..100 {
            let _gone = stream.write_all(b"x");
            thread::sleep(Duration::from_millis(100));
        }
    });
    let begun = Instant::now();
    assert!(matches!(client().get(&address, &Validators::default()), Err(NoAnswer::Timeout)));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_body_is_bounded_also_when_it_is_packed() {
    let huge = serve(|_, stream| reply(stream, "200 OK", &vec![b'x'; 2 * 1024 * 1024]));
    assert!(matches!(client().get(&huge, &Validators::default()), Err(NoAnswer::TooLarge(_))));
    let packed = |bytes: usize| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b'x'; bytes]).unwrap();
        packer.finish().unwrap()
    };
    let (bomb, few) = (packed(8 * 1024 * 1024), packed(1000));
    let bomb = serve(move |_, stream| reply(stream, "200 OK\r\nContent-Encoding: gzip", &bomb));
    assert!(matches!(client().get(&bomb, &Validators::default()), Err(NoAnswer::TooLarge(_))));
    let small = serve(move |_, stream| reply(stream, "200 OK\r\nContent-Encoding: gzip", &few));
    assert_eq!(body(&small).bytes, vec![b'x'; 1000]);
}

#[test]
fn what_is_not_there_is_told() {
    let address = serve(|request, stream| {
        reply(stream, if request[0].contains("/none") { "404 Not Found" } else { "503 Later" }, b"no");
    });
    let get = |path: &str| client().get(&format!("{address}{path}"), &Validators::default());
    assert!(matches!(get("/none"), Err(NoAnswer::Nothing)));
    assert!(matches!(get("/later"), Err(NoAnswer::Status(503))));
    assert!(matches!(client().get("file:///etc/passwd", &Validators::default()), Err(NoAnswer::Scheme)));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(matches!(client().get(&format!("http://{closed}"), &Validators::default()), Err(NoAnswer::Other(_))));
}
