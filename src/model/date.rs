//! Dates of the news: a year, a month, a day or a moment, as it was written.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Text;

/// A date as written, with what could be read of it.
///
/// News is dated by the day, now and then by the month or the minute; the words as typed are what is shown and written back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    written: Text,
    order: Option<(i16, u8, u8)>,
}

impl Date {
    /// Reads `2025`, `2025-03`, `2025-03-03` and `2025-03-03T12:30[:00][Z|+02:00]` (a space may stand for the `T`).
    /// Anything else keeps its words and has no place in an order.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let written = Text::line(written.trim());
        let order = order(written.as_str());
        Self { written, order }
    }

    /// Whether the words are a date that can be ordered.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.order.is_some()
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.written.as_str()
    }

    /// Year, month (0 where not given) and day (0 where not given).
    #[must_use]
    pub fn ymd(&self) -> Option<(i16, u8, u8)> {
        self.order
    }

    /// The words for a page: `2026-03-12 06:30 UTC` for `2026-03-12T06:30:00Z`. A day, and what is no date, as written.
    #[must_use]
    pub fn shown(&self) -> String {
        let Some((day, time)) = self.as_str().split_once(['T', ' ']).filter(|_| self.is_valid()) else {
            return self.as_str().to_owned();
        };
        let at = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at_checked(at).unwrap_or((time, ""));
        let clock = clock.get(..5).unwrap_or(clock); // nobody reads the seconds
        match zone {
            "" => format!("{day} {clock}"),
            "Z" => format!("{day} {clock} UTC"),
            zone => format!("{day} {clock} {zone}"),
        }
    }

    /// A string whose alphabetical order is the order in time; the empty string for what is no date.
    #[must_use]
    pub fn sort_key(&self) -> &str {
        if self.is_valid() { self.written.as_str() } else { "" }
    }
}

fn order(text: &str) -> Option<(i16, u8, u8)> {
    let (day, time) = match text.find(['T', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    if !time.is_empty() && !is_time(time) {
        return None;
    }
    let mut parts = day.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(0), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(0), |part| digits(part, 2))?;
    if parts.next().is_some() || (day == 0 && !time.is_empty()) {
        return None;
    }
    let (year, month, day) = (i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let known_month = text.len() == 4 || month >= 1;
    let known_day = text.len() <= 7 || day >= 1;
    let checked = jiff::civil::Date::new(year, month.max(1).cast_signed(), day.max(1).cast_signed()).is_ok();
    (known_month && known_day && checked).then_some((year, month, day))
}

fn digits(part: &str, width: usize) -> Option<u16> {
    (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
}

fn is_time(time: &str) -> bool {
    let (clock, zone) = time.find(['Z', '+', '-']).and_then(|at| time.split_at_checked(at)).unwrap_or((time, ""));
    let mut parts = clock.split(':');
    let hour = parts.next().and_then(|part| digits(part, 2));
    let minute = parts.next().and_then(|part| digits(part, 2));
    let second = parts.next().map_or(Some(0), |part| digits(part.split('.').next().unwrap_or(""), 2));
    hour.is_some_and(|h| h < 24)
        && minute.is_some_and(|m| m < 60)
        && second.is_some_and(|s| s < 61)
        && parts.next().is_none()
        && is_zone(zone)
}

/// None, `Z`, or hours and minutes from it: `+02:00`, `+0200`, `+02`.
fn is_zone(zone: &str) -> bool {
    let Some(offset) = zone.strip_prefix(['+', '-']) else { return matches!(zone, "" | "Z") };
    let (hours, minutes) = match offset.split_once(':') {
        Some((hours, minutes)) => (hours, Some(minutes)),
        None => offset
            .split_at_checked(2)
            .map_or((offset, None), |(hours, rest)| (hours, (!rest.is_empty()).then_some(rest))),
    };
    digits(hours, 2).is_some_and(|hours| hours < 24)
        && minutes.is_none_or(|minutes| digits(minutes, 2).is_some_and(|minutes| minutes < 60))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_months_years_and_moments() {
        assert_eq!(Date::new("2025-03-03").ymd(), Some((2025, 3, 3)));
        assert_eq!(Date::new("2025-03").ymd(), Some((2025, 3, 0)));
        assert_eq!(Date::new("2025").ymd(), Some((2025, 0, 0)));
        assert!(Date::new("2025-03-03T12:30:00+02:00").is_valid());
        assert!(Date::new("2025-03-03 07:05").is_valid());
        for zone in ["Z", "+02", "-0700", "+05:30", ""] {
            assert!(Date::new(&format!("2025-03-03T07:05:09.120{zone}")).is_valid(), "{zone}");
        }
        let zones = ["2025-03-03T07:05ZZ", "2025-03-03T07:05+2", "2025-03-03T07:05Z+02:00", "2025-03-03T07:05+02:0"];
        let days = ["2025-02-30", "2025-13", "March 3", "2025-3-3", "2025-03-03T25:00", "", "2025-00"];
        for bad in days.into_iter().chain(zones) {
            assert!(!Date::new(bad).is_valid(), "{bad}");
        }
    }

    #[test]
    fn a_moment_is_shown_as_people_write_it() {
        for (written, shown) in [
            ("2025-03-03", "2025-03-03"),
            ("2025-03-03T12:30", "2025-03-03 12:30"),
            ("2025-03-03T12:30:15Z", "2025-03-03 12:30 UTC"),
            ("2025-03-03 12:30:00+02:00", "2025-03-03 12:30 +02:00"),
            ("To be dated", "To be dated"),
        ] {
            assert_eq!(Date::new(written).shown(), shown);
        }
    }
}
