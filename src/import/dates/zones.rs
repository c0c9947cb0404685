//! Time zones as people name them. A name that means several things means none here.

use jiff::civil::{Date as Day, Weekday};

use super::cut::Word;

/// Zones that mean one thing.
const ZONES: [(&str, &str); 30] = [
    ("utc", "Z"),
    ("gmt", "Z"),
    ("z", "Z"),
    ("bst", "+01:00"),
    ("wat", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("sast", "+02:00"),
    ("cat", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("eat", "+03:00"),
    ("msk", "+03:00"),
    ("pkt", "+05:00"),
    ("sgt", "+08:00"),
    ("hkt", "+08:00"),
    ("awst", "+08:00"),
    ("jst", "+09:00"),
    ("kst", "+09:00"),
    ("aest", "+10:00"),
    ("aedt", "+11:00"),
    ("nzst", "+12:00"),
    ("nzdt", "+13:00"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
];

/// Zones of the United States that have summer time or not, as the day says; hours behind in winter.
const AMERICAN: [(&str, &str, u8); 4] =
    [("et", "eastern", 5), ("ct", "central", 6), ("mt", "mountain", 7), ("pt", "pacific", 8)];

/// In which order a line writes the day and the month, as far as its zone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    MonthFirst,
    DayFirst,
    Untold,
}

impl Order {
    pub(super) fn of(words: &[Word<'_>]) -> Self {
        let any = |names: &[&str]| words.iter().any(|word| names.contains(&&*word.lower));
        if any(&["et", "est", "edt", "ct", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt"]) {
            Self::MonthFirst
        } else if any(&["gmt", "bst", "uk", "cet", "cest", "aest", "aedt", "nzst", "nzdt"]) {
            Self::DayFirst
        } else {
            Self::Untold
        }
    }
}

/// The zone that the word `at` names on this day, as `-05:00`, and the word after it.
pub(super) fn zone(words: &[Word<'_>], at: usize, day: &str) -> Option<(String, usize)> {
    let lower = &*words.get(at)?.lower;
    if let Some((_, offset)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Some(((*offset).to_owned(), at + 1));
    }
    if let Some(hours) = ["utc", "gmt"].iter().find_map(|name| lower.strip_prefix(name)) {
        return Some((offset(hours)?, at + 1));
    }
    let (hours, next) = AMERICAN.iter().find_map(|(short, long, hours)| {
        let spelt = || {
            let kind = words.get(at + 1).map(|word| &*word.lower);
            let kinds = usize::from(matches!(kind, Some("standard" | "daylight")));
            let named = words.get(at + 1 + kinds).is_some_and(|word| word.lower == "time");
            (lower == *long && named).then_some(at + 2 + kinds)
        };
        let next = if lower == *short { Some(at + 1) } else { spelt() };
        next.map(|next| (*hours, next))
    })?;
    let behind = hours - u8::from(is_american_summer(day)?);
    Some((format!("-{behind:02}:00"), next))
}

/// `+2`, `-05:30`, `+0100` as `+02:00`.
pub(super) fn offset(written: &str) -> Option<String> {
    let sign = written.chars().next().filter(|c| matches!(c, '+' | '-' | '−'))?;
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let plain = written.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':');
    let (hours, minutes) = match digits.len() {
        1 | 2 => (&*digits, "00"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let sign = if sign == '+' { '+' } else { '-' };
    (plain && hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

/// Whether the United States have summer time on a day; `None` before 1987, when the rule was another.
fn is_american_summer(day: &str) -> Option<bool> {
    let day: Day = day.parse().ok()?;
    let sunday = |month, nth| Day::new(day.year(), month, 1).ok()?.nth_weekday_of_month(nth, Weekday::Sunday).ok();
    let (from, to) = match day.year() {
        2007.. => (sunday(3, 2)?, sunday(11, 1)?),
        1987..2007 => (sunday(4, 1)?, sunday(10, -1)?),
        _ => return None,
    };
    Some(from <= day && day < to)
}
