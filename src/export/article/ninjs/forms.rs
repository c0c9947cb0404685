//! Addresses and dates in the forms that the schema of ninjs asks for: `uri` of RFC 3986, `date-time` of RFC 3339.

use crate::model::{Date, Reference, Text};

/// An address that can be opened, as a URI.
pub(super) fn address(words: &Text) -> Option<String> {
    match Reference::parse(words.as_str()) {
        Reference::Address(address) => Some(uri(address.as_str())),
        Reference::Article(_) | Reference::Claim { .. } | Reference::Words(_) => None,
    }
}

/// An address as people write it, with what a URI can't hold written in percent.
pub(super) fn uri(address: &str) -> String {
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (address, None),
    };
    let mut made = String::with_capacity(address.len());
    if let Some((scheme, rest)) = rest.split_once("://") {
        let (host, path) = rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len())).unwrap_or((rest, ""));
        made.push_str(scheme);
        made.push_str("://");
        if is_numbered(host) {
            made.push_str(host);
        } else {
            escape(host, &mut made);
        }
        escape(path, &mut made);
    } else {
        escape(rest, &mut made);
    }
    if let Some(fragment) = fragment {
        made.push('#');
        escape(fragment, &mut made);
    }
    made
}

/// Whether a host is an IPv6 address in its brackets, with or without a port.
fn is_numbered(host: &str) -> bool {
    let inner = host.strip_prefix('[').and_then(|host| host.split_once(']'));
    inner.is_some_and(|(number, port)| {
        !number.is_empty()
            && number.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == '.')
            && port.strip_prefix(':').unwrap_or(port).chars().all(|c| c.is_ascii_digit())
    })
}

fn escape(part: &str, into: &mut String) {
    let bytes = part.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_escape =
            *byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if is_escape || byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(byte) {
            into.push(char::from(*byte));
        } else {
            into.extend([format!("%{byte:02X}")]);
        }
    }
}

/// A date as a moment, which is all that ninjs knows: a day begins at midnight UTC, and a time without a zone is of UTC. A
/// month or a year is none.
pub(super) fn moment(date: &Date) -> Option<String> {
    let (year, month, day) = date.ymd().filter(|(year, month, day)| *year > 0 && *month > 0 && *day > 0)?;
    let (_, time) = date.as_str().split_once(['T', ' ']).unwrap_or_default();
    let (clock, zone) = time.split_at_checked(time.find(['Z', '+', '-']).unwrap_or(time.len()))?;
    Some(format!("{year:04}-{month:02}-{day:02}T{}{}", clock_of(clock), zone_of(zone)?))
}

/// Hours, minutes and seconds, where [`Date`] knows that they are numbers of a clock.
fn clock_of(clock: &str) -> String {
    let mut parts = clock.split(':').filter(|part| !part.is_empty());
    let (hour, minute) = (parts.next().unwrap_or("00"), parts.next().unwrap_or("00"));
    let (second, fraction) = parts.next().map_or(("00", ""), |part| part.split_once('.').unwrap_or((part, "")));
    // a leap second is known to few programs
    let second = if second == "60" { "59" } else { second };
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let fraction = if is_fraction { format!(".{fraction}") } else { String::new() };
    format!("{hour}:{minute}:{second}{fraction}")
}

/// `Z`, or hours and minutes with a colon: people write `+0200` and `+02` as well.
fn zone_of(zone: &str) -> Option<String> {
    let Some(sign) = zone.chars().next().filter(|sign| *sign != 'Z') else { return Some("Z".to_owned()) };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(if digits.len() > 2 { digits.len() - 2 } else { digits.len() })?;
    let hours: u8 = hours.parse().ok().filter(|hours| *hours < 24)?;
    let minutes: u8 = if minutes.is_empty() { 0 } else { minutes.parse().ok().filter(|minutes| *minutes < 60)? };
    Some(format!("{sign}{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_moment_and_a_month_is_none() {
        for (written, is) in [
            ("2031-05-06", Some("2031-05-06T00:00:00Z")),
            ("2031-05-06 08:30", Some("2031-05-06T08:30:00Z")),
            ("2031-05-06T08:30+02:00", Some("2031-05-06T08:30:00+02:00")),
            ("2031-05-06T08:30:15Z", Some("2031-05-06T08:30:15Z")),
            ("2031-05-06T08:30:15.25-0330", Some("2031-05-06T08:30:15.25-03:30")),
            ("2031-05-06T08:30:00+02", Some("2031-05-06T08:30:00+02:00")),
            ("2031-05-06T23:59:60Z", Some("2031-05-06T23:59:59Z")),
            ("2031-05-06T", Some("2031-05-06T00:00:00Z")),
            ("2031-05-06T08:30:00+25:00", None),
            ("0000-01-01", None),
            ("2031-05", None),
            ("soon", None),
        ] {
            assert_eq!(moment(&Date::new(written)).as_deref(), is, "{written}");
        }
    }

    #[test]
    fn what_a_uri_cannot_hold_is_written_in_percent() {
        for (written, is) in [
            ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
            ("https://example.org/färja|bro", "https://example.org/f%C3%A4rja%7Cbro"),
            ("https://sjö.example/[1]?q=[2]", "https://sj%C3%B6.example/%5B1%5D?q=%5B2%5D"),
            ("https://example.org/100%", "https://example.org/100%25"),
            ("https://example.org/#a#b", "https://example.org/#a%23b"),
            ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
            ("https://[oh/x", "https://%5Boh/x"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
        ] {
            assert_eq!(address(&Text::new(written)).as_deref(), Some(is), "{written}");
        }
        for none in ["another-article", "ftp://example.org", "two words"] {
            assert_eq!(address(&Text::new(none)), None, "{none}");
        }
    }
}
