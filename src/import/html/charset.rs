//! Which letters the bytes of a page stand for.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far into a page a declaration is looked for; browsers look as far.
const PRESCAN_BYTES: usize = 4096;

/// Bytes beyond ASCII up to which other letters may be UTF-8 by chance.
const CHANCE_BYTES: usize = 12;

/// The text of a page. A byte order mark is believed first, then `declared` (what HTTP said), then the page's own
/// declaration, unless the bytes are plainly UTF-8. Where nothing is declared they are UTF-8 if they can be, else
/// Windows-1252.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    let page = letters(bytes, declared);
    // a page says nothing by them, and a parser reports every one
    if page.contains('\0') { page.replace('\0', "") } else { page }
}

fn letters(bytes: &[u8], declared: Option<&str>) -> String {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark_bytes..).unwrap_or_default()).0.into_owned();
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = named.or_else(|| in_page(bytes).filter(|_| !is_utf8(bytes))).unwrap_or_else(|| unmarked(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether bytes can hardly be anything but UTF-8. A page that was saved in other letters than those of its site still says
/// what the site said; several letters of UTF-8 and no fault among them don't happen by chance.
fn is_utf8(bytes: &[u8]) -> bool {
    let mut marked = bytes.iter().filter(|byte| !byte.is_ascii());
    marked.nth(CHANCE_BYTES).is_some() && std::str::from_utf8(bytes).is_ok()
}

fn unmarked(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

/// What `<meta charset>`, `<meta http-equiv>` or `<?xml encoding?>` says.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..PRESCAN_BYTES.min(bytes.len()))?).to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = head.get(from..)?.find("charset").or_else(|| xml_encoding(&head, from)) {
        let place = from + at;
        from = place + 7;
        let within = head.get(..place)?.rsplit('<').next().unwrap_or_default();
        if !within.starts_with("meta") && !within.starts_with("?xml") {
            continue;
        }
        let rest = head.get(place..)?;
        let value = rest.get(rest.find('=')? + 1..)?.trim_start().trim_start_matches(['"', '\'']);
        let label = value.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/')).next()?;
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            // a page whose declaration could be read at all is no UTF-16, whatever it says
            return Some(match encoding {
                found if found == UTF_16BE || found == UTF_16LE => UTF_8,
                found if found == X_USER_DEFINED => WINDOWS_1252,
                found => found,
            });
        }
    }
    None
}

fn xml_encoding(head: &str, from: usize) -> Option<usize> {
    head.get(from..)?.starts_with("<?xml").then(|| head.get(from..)?.find("encoding"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_the_letters_that_it_declares() {
        for (bytes, declared, text) in [
            (&b"\xef\xbb\xbfna\xc3\xafve"[..], Some("latin1"), "naïve"),
            (b"\xff\xfen\x00a\x00", None, "na"),
            (b"na\xefve", Some("iso-8859-1"), "naïve"),
            (b"<meta charset=\"windows-1251\">\xcc\xe8\xf0", None, "<meta charset=\"windows-1251\">Мир"),
            (
                b"<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>\x93\xfa",
                None,
                "<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>日",
            ),
            (
                b"<?xml version='1.0' encoding='iso-8859-15'?>\xa4",
                None,
                "<?xml version='1.0' encoding='iso-8859-15'?>€",
            ),
            (
                b"<meta charset=gb2312>\xe6\xb8\xaf\xe5\x8f\xa3\xe6\x98\xa8\xe6\x97\xa5\xe9\x87\x8d\xe5\xbc\x80",
                None,
                "<meta charset=gb2312>港口昨日重开",
            ),
            (b"na\xc3\xafve", None, "naïve"),
            (b"\x93na\xefve\x94", None, "“naïve”"),
            (b"<meta charset=utf-16><p>\xc3\xa9", None, "<meta charset=utf-16><p>é"),
            (b"<p>the charset=koi8-r of \xc3\xa9", None, "<p>the charset=koi8-r of é"),
        ] {
            assert_eq!(decode(bytes, declared), text);
        }
    }
}
