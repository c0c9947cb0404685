//! The bytes of a `.tmTheme` file in, syntect's theme out.

use std::{borrow::Cow, io::Cursor};

use syntect::{
    LoadingError,
    highlighting::{Theme as Sheet, ThemeSet},
};

/// The largest file that is read. The largest theme in common use has 200 KB.
const LIMIT_BYTES: usize = 4 << 20;

/// How deep a property list may nest. A theme needs four: file, list of rules, rule, its settings.
const LIMIT_DEPTH: usize = 16;

/// Reads a theme from anywhere; on failure says why, in words for a person.
pub(super) fn sheet(bytes: &[u8]) -> Result<Sheet, String> {
    if bytes.len() > LIMIT_BYTES {
        return Err(format!("it has {} bytes, and a theme has at most {LIMIT_BYTES}", bytes.len()));
    }
    let text = str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return Err("it is no XML property list".to_owned());
    }
    if is_deep(text) {
        return Err(format!("it nests deeper than {LIMIT_DEPTH}"));
    }
    let text = long_colours(text);
    ThemeSet::load_from_reader(&mut Cursor::new(text.as_bytes())).map_err(told)
}

fn told(error: LoadingError) -> String {
    match error {
        LoadingError::ReadSettings(error) => format!("its property list can't be read ({error})"),
        LoadingError::ParseTheme(error) => format!("it is a property list without a theme's settings ({error})"),
        other => other.to_string(),
    }
}

/// Whether the list nests deeper than any theme. The property list's reader recurses, and a stack has an end.
fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        let opaque = [("!--", "-->"), ("![CDATA[", "]]>")].into_iter().find(|(start, _)| tag.starts_with(start));
        if let Some((_, end)) = opaque {
            rest = tag.split_once(end).map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        rest = after;
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            depth += 1;
        }
        if depth > LIMIT_DEPTH {
            return true;
        }
    }
    false
}

/// Writes `#abc` out as `#aabbcc`: syntect reads the short form as sixteen times too dark.
fn long_colours(text: &str) -> Cow<'_, str> {
    let mut long = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(">#") {
        let short = after.split_once('<').map(|(colour, _)| colour).filter(|colour| colour.len() == 3);
        long.push_str(before);
        long.push_str(">#");
        rest = match short {
            Some(colour) => {
                long.extend(colour.chars().flat_map(|digit| [digit, digit]));
                after.strip_prefix(colour).unwrap_or(after)
            }
            None => after,
        };
    }
    if long.is_empty() {
        return Cow::Borrowed(text);
    }
    long.push_str(rest);
    Cow::Owned(long)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_theme_is_told_why() {
        for (bytes, reason) in [
            (&b"\xff\xfe"[..], "UTF-8"),
            (b"", "no XML"),
            (b"bplist00", "no XML"),
            (b"name: dark", "no XML"),
            (b"<plist><dict><key>name</key>", "can't be read"),
            (b"<plist version=\"1.0\"><dict></dict></plist>", "without a theme's settings"),
        ] {
            let told = sheet(bytes).expect_err("no theme");
            assert!(told.contains(reason), "{told}");
        }
    }

    #[test]
    fn a_tower_of_lists_is_refused_before_it_is_climbed() {
        let tower = format!("<plist>{}", "<array><!-- </array> -->".repeat(20_000));
        assert!(sheet(tower.as_bytes()).expect_err("deep").contains("nests"));
        let tower = format!("<plist>{}", "<array><string><![CDATA[</array></array>]]></string>".repeat(20_000));
        assert!(sheet(tower.as_bytes()).expect_err("deep").contains("nests"));
    }

    #[test]
    fn short_colours_are_written_out() {
        let text = "<string>#fA0</string><string>#102030</string><string>#b</string>";
        assert_eq!(long_colours(text), "<string>#ffAA00</string><string>#102030</string><string>#b</string>");
        assert!(matches!(long_colours("<string>none</string>"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _told = sheet(&bytes);
        }

        #[test]
        fn no_pieces_of_a_theme_panic(pieces in proptest::collection::vec(prop_oneof![
            Just("<plist>"), Just("<dict>"), Just("</dict>"), Just("<array>"), Just("</array>"), Just("</plist>"),
            Just("<key>settings</key>"), Just("<key>scope</key>"), Just("<string>a.b, c -d</string>"),
            Just("<key>foreground</key>"), Just("<string>#12345678</string>"), Just("<string>#é1</string>"),
            Just("<string>1.2.3.4.5.6.7.8.9.10</string>"), Just("<integer>9</integer>"), Just("<![CDATA["), Just("&x;"),
        ], 0..24)) {
            let _told = sheet(pieces.concat().as_bytes());
        }
    }
}
