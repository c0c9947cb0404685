//! How e-mails are written down: fields that go on over lines, parts between boundaries, letters in disguise.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::super::text::decode;

/// Fields of one head that are read.
const FIELDS_MAX: usize = 500;

/// The fields of a head by their names in lower case, and what stands below the empty line.
pub(super) fn headers(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    // the line by which a mailbox parts its mails
    if bytes.starts_with(b"From ") {
        rest = line(rest).1;
    }
    while !rest.is_empty() && fields.len() < FIELDS_MAX {
        let (words, below) = line(rest);
        let words = decode(words);
        let words = words.trim_end();
        if words.is_empty() {
            return (fields, below);
        }
        match (words.starts_with([' ', '\t']), fields.last_mut(), words.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(words.trim_start());
            }
            (false, _, Some((name, value))) if is_name(name) => {
                fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            // what is no field ends the head, and all before it was none
            _ => return (Vec::new(), bytes),
        }
        rest = below;
    }
    (fields, rest)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The first line, and what is below it.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let words = bytes.get(..end).unwrap_or_default();
    (words.strip_suffix(b"\r").unwrap_or(words), bytes.get(end + 1..).unwrap_or_default())
}

/// A mail, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Part<'b> {
    fields: Vec<(String, String)>,
    body: &'b [u8],
}

impl<'b> Part<'b> {
    pub(super) fn read(bytes: &'b [u8]) -> Self {
        let (fields, body) = headers(bytes);
        Self { fields, body }
    }

    pub(super) fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| Cow::Borrowed(value.as_str()))
    }

    /// What it is, `text/plain` where it does not say.
    pub(super) fn kind(&self) -> String {
        let kind = self.field("content-type").unwrap_or(Cow::Borrowed("text/plain"));
        kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of a field: `charset` of `Content-Type: text/plain; charset=utf-8`.
    fn parameter(&self, field: &str, name: &str) -> Option<String> {
        let value = self.field(field)?;
        value.split(';').skip(1).find_map(|parameter| {
            let (known, value) = parameter.split_once('=')?;
            known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    pub(super) fn is_attached(&self) -> bool {
        self.field("content-disposition")
            .is_some_and(|value| value.trim_start().to_lowercase().starts_with("attachment"))
    }

    /// What the file in it is called.
    pub(super) fn name(&self) -> Option<String> {
        let name = self.parameter("content-disposition", "filename").or_else(|| self.parameter("content-type", "name"));
        name.map(|name| decoded(&name))
    }

    /// The parts of it, where it has some.
    pub(super) fn parts(&self) -> Vec<Self> {
        let Some(boundary) = self.parameter("content-type", "boundary").filter(|boundary| !boundary.is_empty()) else {
            return Vec::new();
        };
        let sign = format!("--{boundary}");
        let (mut parts, mut begun) = (Vec::new(), None);
        let mut at = 0;
        while at < self.body.len() {
            let (words, below) = line(self.body.get(at..).unwrap_or_default());
            let next = self.body.len() - below.len();
            if let Some(rest) = words.strip_prefix(sign.as_bytes())
                && matches!(rest.trim_ascii_end(), b"" | b"--")
            {
                if let Some(from) = begun.replace(next) {
                    parts.extend(self.body.get(from..at).map(Self::read));
                }
                if rest.starts_with(b"--") {
                    return parts;
                }
            }
            at = next;
        }
        // cut short: what is there of the last part
        parts.extend(begun.and_then(|from| self.body.get(from..)).map(Self::read));
        parts
    }

    /// The words of its body.
    pub(super) fn words(&self) -> String {
        let bytes = match self.field("content-transfer-encoding").unwrap_or_default().trim().to_lowercase().as_str() {
            "base64" => Cow::Owned(base64(self.body)),
            "quoted-printable" => Cow::Owned(quoted_printable(self.body, false)),
            _ => Cow::Borrowed(self.body),
        };
        let words = letters(&bytes, self.parameter("content-type", "charset").as_deref());
        let is_flowed =
            self.parameter("content-type", "format").is_some_and(|form| form.eq_ignore_ascii_case("flowed"));
        if is_flowed { flowed(&words) } else { words }
    }
}

fn letters(bytes: &[u8], charset: Option<&str>) -> String {
    let encoding = charset.and_then(|charset| Encoding::for_label(charset.as_bytes()));
    encoding.map_or_else(|| decode(bytes).into_owned(), |encoding| encoding.decode(bytes).0.into_owned())
}

/// Lines that end in a blank go on in the next.
fn flowed(words: &str) -> String {
    let mut whole = String::with_capacity(words.len());
    for line in words.lines() {
        whole.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            whole.push('\n');
        }
    }
    whole
}

/// Bytes behind `=`; in a field `_` is a blank.
fn quoted_printable(bytes: &[u8], is_field: bool) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'=' => {
                let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let (words, below) = line(after);
                if let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                    plain.push(byte);
                    rest = after.get(2..).unwrap_or_default();
                } else if words.trim_ascii().is_empty() {
                    rest = below;
                } else {
                    plain.push(byte);
                }
            }
            b'_' if is_field => plain.push(b' '),
            byte => plain.push(byte),
        }
    }
    plain
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            plain.push((held >> bits & 0xff) as u8);
        }
    }
    plain
}

/// A field with its words in disguise made plain: `=?utf-8?q?caf=C3=A9?=`.
pub(super) fn decoded(field: &str) -> String {
    let mut plain = String::with_capacity(field.len());
    let mut rest = field;
    let mut after_word = false;
    while let Some((before, word)) = rest.split_once("=?") {
        let Some((words, below)) = encoded_word(word) else {
            plain.push_str(before);
            plain.push_str("=?");
            (rest, after_word) = (word, false);
            continue;
        };
        // blanks between two such words are none of theirs
        if !(after_word && before.trim().is_empty()) {
            plain.push_str(before);
        }
        plain.push_str(&words);
        (rest, after_word) = (below, true);
    }
    plain.push_str(rest);
    plain
}

/// `charset?q?words?=` and what is behind it.
fn encoded_word(word: &str) -> Option<(String, &str)> {
    let (charset, rest) = word.split_once('?')?;
    let (form, rest) = rest.split_once('?')?;
    let (words, below) = rest.split_once("?=")?;
    let bytes = match form {
        "q" | "Q" => quoted_printable(words.as_bytes(), true),
        "b" | "B" => base64(words.as_bytes()),
        _ => return None,
    };
    Some((letters(&bytes, charset.split('*').next()), below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_disguise_are_read() {
        for (field, plain) in [
            ("plain =? words", "plain =? words"),
            ("=?iso-8859-1?Q?caf=E9_noir?= today", "café noir today"),
            ("=?utf-8?b?w6k=?= =?utf-8?b?w6k=?= x", "éé x"),
            ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ] {
            assert_eq!(decoded(field), plain, "{field}");
        }
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=zz=", false), b"a=bc=zz");
        assert_eq!(base64(b"QUJD\nRA=="), b"ABCD");
        assert_eq!(flowed("a \nb\n\nc"), "a b\n\nc\n");
    }

    #[test]
    fn a_head_goes_on_over_lines_and_ends_at_an_empty_one() {
        let (fields, body) = headers(b"From x\nA-b: one\n two\nC: three\n\nbody: here");
        assert_eq!(fields, [("a-b".to_owned(), "one two".to_owned()), ("c".to_owned(), "three".to_owned())]);
        assert_eq!(body, b"body: here");
        assert_eq!(headers(b"Words that go on.\n\nMore").0, []);
    }
}
