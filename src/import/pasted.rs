//! What was pasted: words, or only the name of where they are. Terminals paste a file that is dropped on them as its path.

use super::detect::{Format, detect};

/// The longest path or address, in bytes.
const NAME_MAX_BYTES: usize = 4096;

/// What was pasted in place of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The paths of files, one or more.
    Files(Vec<String>),
    Address(String),
}

/// Whether what was pasted is a path or an address, and not the words themselves.
#[must_use]
pub fn dropped(pasted: &str) -> Option<Dropped> {
    let pasted = pasted.trim();
    if pasted.is_empty() || pasted.len() > NAME_MAX_BYTES {
        return None;
    }
    let lower = pasted.get(..8).unwrap_or(pasted).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return (!pasted.contains(char::is_whitespace)).then(|| Dropped::Address(pasted.to_owned()));
    }
    let words = parted(pasted)?;
    let paths: Option<Vec<String>> = words.iter().map(|word| path(word)).collect();
    match paths {
        Some(paths) => Some(Dropped::Files(paths)),
        // some terminals neither quote nor escape the blanks of a path
        None => path(pasted)
            .filter(|whole| !whole.contains('\n') && ends_like_a_file(whole))
            .map(|whole| Dropped::Files(vec![whole])),
    }
}

/// Words as a shell parts them: by blanks that are neither quoted nor escaped. `None` where a quote does not end.
fn parted(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut begun) = (Vec::new(), String::new(), false);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' | '"' => {
                begun = true;
                loop {
                    match chars.next()? {
                        end if end == c => break,
                        '\\' if c == '"' => word.push(chars.next()?),
                        inner => word.push(inner),
                    }
                }
            }
            '\\' => word.push(chars.next()?),
            c if c.is_whitespace() => {
                if begun || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        words.push(word);
    }
    (!words.is_empty()).then_some(words)
}

/// A path that begins at the root or at home, or the address of a file on this machine.
fn path(word: &str) -> Option<String> {
    if let Some(rest) = word.strip_prefix("file://") {
        let at = rest.find('/')?;
        let (host, path) = rest.split_at_checked(at)?;
        return (host.is_empty() || host == "localhost").then(|| decoded(path)).flatten();
    }
    let begins = word.starts_with("~/") || (word.starts_with('/') && !word.starts_with("//"));
    (begins && word.len() > 1).then(|| word.to_owned())
}

/// A path without its percent signs; `None` where what they stand for is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        let digits = rest.as_slice().get(..2).and_then(|two| std::str::from_utf8(two).ok()).filter(|_| byte == b'%');
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = rest.as_slice().get(2..).unwrap_or_default().iter();
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether a path ends in a name with an ending, as files have.
fn ends_like_a_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && (1..=8).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// The format of words without a name to tell it: what looks like Markdown is taken for it.
#[must_use]
pub fn guess(name: &str, bytes: &[u8]) -> Format {
    let format = detect(name, bytes);
    if format == Format::Text && is_markdown(&String::from_utf8_lossy(bytes.get(..LOOK_BYTES).unwrap_or(bytes))) {
        return Format::Markdown;
    }
    format
}

/// How much of the words is looked at.
const LOOK_BYTES: usize = 64 * 1024;

/// Whether the marks of Markdown stand in words: one that nothing else is written with, or two of the weaker.
fn is_markdown(words: &str) -> bool {
    let mut signs = 0;
    for line in words.lines() {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let heading = (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' '));
        let link = line.contains("](http") || line.contains("](<http") || line.contains("](/");
        signs += 2 * usize::from(link) + usize::from(heading);
        signs += usize::from(line.matches("**").count() >= 2) + usize::from(line.starts_with("> "));
    }
    signs >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Dropped {
        Dropped::Files(paths.iter().map(|path| (*path).to_owned()).collect())
    }

    #[test]
    fn a_dropped_file_is_known_however_a_terminal_spells_it() {
        for (pasted, paths) in [
            ("/home/a/page.html", &["/home/a/page.html"][..]),
            ("'/home/a/my page.html' ", &["/home/a/my page.html"]),
            ("\"/home/a/my \\\"page\\\".html\"\n", &["/home/a/my \"page\".html"]),
            ("/home/a/my\\ page.html", &["/home/a/my page.html"]),
            ("/home/a/my page.html", &["/home/a/my page.html"]),
            ("file:///home/a/my%20p%C3%A4ge.html", &["/home/a/my päge.html"]),
            ("file://localhost/a%", &["/a%"]),
            ("~/page.md", &["~/page.md"]),
            ("/a/one.txt '/a/two three.txt'", &["/a/one.txt", "/a/two three.txt"]),
            ("file:///a/one.txt\nfile:///a/two.txt\n", &["/a/one.txt", "/a/two.txt"]),
        ] {
            assert_eq!(dropped(pasted), Some(files(paths)), "{pasted}");
        }
        assert_eq!(
            dropped(" https://courier.example/a?b=c "),
            Some(Dropped::Address("https://courier.example/a?b=c".to_owned()))
        );
    }

    #[test]
    fn words_are_words() {
        for pasted in [
            "",
            "A headline",
            "https://courier.example/a is where it stands",
            "/r/news is a place where people talk",
            "He said: 'no",
            "// a comment",
            "/",
            "file://elsewhere/a",
            "harbour/ferry.txt",
        ] {
            assert_eq!(dropped(pasted), None, "{pasted}");
        }
    }

    #[test]
    fn markdown_is_known_by_its_marks() {
        for (words, format) in [
            ("# Harbour opens\n\n## What we know\n\nBoats.", Format::Markdown),
            ("Harbour opens\n\nBoats [left](https://courier.example).", Format::Markdown),
            ("Harbour opens\n\n**Why it matters:** boats.\n\n**By the numbers:** two.", Format::Markdown),
            ("Harbour opens\n\n- boats\n- ferries\n\n#harbour #news", Format::Text),
            ("Harbour opens\n\nIt took 2 ** 3 days.", Format::Text),
            ("<p>Harbour opens", Format::Html),
        ] {
            assert_eq!(guess("", words.as_bytes()), format, "{words}");
        }
    }
}
