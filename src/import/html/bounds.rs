//! How much a page may be before anything is made of it: a page that nests without end would keep a parser busy for hours.

use super::PageError;

/// The most bytes of a page.
pub const PAGE_MAX_BYTES: usize = 20 * 1024 * 1024;
/// Elements within each other; no page that a person wrote comes near.
const DEPTH_MAX: usize = 400;
/// Attributes of one tag; each is compared with all before it.
const ATTRIBUTES_MAX: usize = 1_000;
/// Tags of a page; a long article has some thousands.
const TAGS_MAX: usize = 400_000;

/// Refuses a page that is too large, too deep or too full, in one pass over its bytes.
pub fn check(page: &str) -> Result<(), PageError> {
    if page.len() > PAGE_MAX_BYTES {
        return Err(PageError::TooLarge { size_bytes: page.len(), max_bytes: PAGE_MAX_BYTES });
    }
    let bytes = page.as_bytes();
    let mut open: Vec<Name> = Vec::new();
    let (mut at, mut tags) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        let rest = bytes.get(start..).unwrap_or_default();
        at = start;
        if rest.starts_with(b"!--") {
            at = memchr::memmem::find(rest, b"-->").map_or(bytes.len(), |end| start + end + 3);
            continue;
        }
        let (closes, name) = match rest.first() {
            Some(b'/') => (true, Name::of(rest.get(1..).unwrap_or_default())),
            Some(b'a'..=b'z' | b'A'..=b'Z') => (false, Name::of(rest)),
            Some(_) | None => continue,
        };
        tags += 1;
        if tags > TAGS_MAX {
            return Err(PageError::TooFull { max: TAGS_MAX });
        }
        if closes {
            if let Some(opened) = open.iter().rposition(|known| *known == name) {
                open.truncate(opened);
            }
            continue;
        }
        if attributes(rest) > ATTRIBUTES_MAX {
            return Err(PageError::TooFull { max: ATTRIBUTES_MAX });
        }
        if name.is_void() {
            continue;
        }
        if let Some(end) = name.raw_end() {
            // what stands in a script or a style is no tag
            at = end_of_raw(bytes, start, end);
            continue;
        }
        if name.ends_by_itself() {
            let loose = open.iter().rev().take_while(|known| known.ends_by_itself()).count();
            let from = open.len() - loose;
            if let Some(before) = open.iter().skip(from).position(|known| *known == name) {
                open.truncate(from + before);
            }
        }
        open.push(name);
        if open.len() > DEPTH_MAX {
            return Err(PageError::TooDeep { max: DEPTH_MAX });
        }
    }
    Ok(())
}

/// How many attributes a tag has at the most, the bound and one more at the utmost.
fn attributes(tag: &[u8]) -> usize {
    let (mut count, mut quote, mut last) = (0, None, b' ');
    for byte in tag.iter().copied() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'>' | b'<') || count > ATTRIBUTES_MAX => break,
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            None => count += usize::from(!byte.is_ascii_whitespace() && (last.is_ascii_whitespace() || last == b'/')),
        }
        last = byte;
    }
    count
}

/// The name of a tag in lower case, as far as it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name([u8; 12]);

impl Name {
    fn of(bytes: &[u8]) -> Self {
        let mut name = [0; 12];
        let letters = bytes.iter().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'>' | b'/'));
        for (place, letter) in name.iter_mut().zip(letters) {
            *place = letter.to_ascii_lowercase();
        }
        Self(name)
    }

    fn is(self, names: &[&str]) -> bool {
        names.iter().any(|name| Self::of(name.as_bytes()) == self)
    }

    fn is_void(self) -> bool {
        self.is(&[
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr",
        ])
    }

    /// Elements that people leave open: the next of the same name closes them, and what is open within.
    fn ends_by_itself(self) -> bool {
        self.is(&["p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody"])
    }

    fn raw_end(self) -> Option<&'static [u8]> {
        [("script", &b"</script"[..]), ("style", b"</style"), ("textarea", b"</textarea"), ("title", b"</title")]
            .into_iter()
            .find(|(name, _)| self.is(&[name]))
            .map(|(_, end)| end)
    }
}

fn end_of_raw(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        let here = bytes.get(start..(start + end.len()).min(bytes.len())).unwrap_or_default();
        if here.eq_ignore_ascii_case(end) {
            return start;
        }
        at = start + 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_refused_and_a_page_is_not() {
        for bomb in ["<div>", "<DIV class='a'>", "<b>", "<ul><li>", "<div></span>", "<table><tr><td>"] {
            assert!(matches!(check(&bomb.repeat(100_000)), Err(PageError::TooDeep { .. })), "{bomb}");
        }
        assert!(matches!(check(&"<br>".repeat(500_000)), Err(PageError::TooFull { .. })));
        assert!(matches!(check(&"x".repeat(PAGE_MAX_BYTES + 1)), Err(PageError::TooLarge { .. })));
        let crowd = " a='x'".repeat(5_000);
        assert!(matches!(check(&format!("<p{crowd}>")), Err(PageError::TooFull { .. })));
        assert_eq!(check(&format!("<p title=\"{}\">", "word ".repeat(5_000))), Ok(()));
        assert_eq!(check(&"<p>one<p>two <br><img src=a><li>three".repeat(1000)), Ok(()));
        assert_eq!(check(&format!("<table>{}", "<tr><td>one<td><p>two".repeat(1000))), Ok(()));
        assert_eq!(check(&"<div><p>word</p></div>".repeat(50_000)), Ok(()));
        assert_eq!(check(&format!("<script>{}</script>", "<div>".repeat(100_000))), Ok(()));
        assert_eq!(check(&format!("<!-- {} -->", "<div>".repeat(100_000))), Ok(()));
        assert_eq!(check(&"< ".repeat(100_000)), Ok(()));
    }
}
