//! Percent-encoding of RFC 3986, for the parts of an address that hold words.

use std::fmt::Write as _;

/// Encodes all but what stands for itself everywhere in an address.
pub(super) fn encode(words: &str) -> String {
    encoded(words, b"-._~")
}

/// Encodes a path, whose separators stay.
pub(super) fn path(path: &str) -> String {
    encoded(path, b"-._~/")
}

fn encoded(words: &str, plain: &[u8]) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let written = write!(out, "%{byte:02X}");
            debug_assert!(written.is_ok(), "a String takes all that is written to it");
        }
    }
    out
}

/// Decodes what [`encode`] wrote; `None` where it is no UTF-8 or a sign is cut short.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(match byte {
            b'%' => u8::try_from(digit(rest.next()?)? * 16 + digit(rest.next()?)?).ok()?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_decodes_to_the_same() {
        for words in ["", "What we know & don’t", "50 % = half", "a/b?c#d", "北京"] {
            assert_eq!(decode(&encode(words)).as_deref(), Some(words));
        }
        assert_eq!(encode("What's = known?"), "What%27s%20%3D%20known%3F");
        assert_eq!(path("/home/ada/my news/a.yaml"), "/home/ada/my%20news/a.yaml");
        assert_eq!((decode("%4"), decode("%ff"), decode("%zz")), (None, None, None));
    }
}
