//! Dates as people write them, to dates as machines do: `March 3, 2025 at 9:15 a.m. EST`, `3. März 2025`, `03.03.2025`.

use std::ops::Range;

mod cut;
mod zones;

use cut::{Word, words};
use zones::Order;

use crate::model::Date;

/// The months in the languages that are read, short and in full; in English in full they stand below.
const MONTHS: [&str; 12] = [
    "jan januar jänner janvier enero janeiro gennaio januari",
    "feb februar février febrero fevereiro febbraio februari",
    "mar märz mars marzo março maart",
    "apr avril abril aprile",
    "may mai mayo maio maggio mei",
    "jun juin junio junho giugno juni",
    "jul juillet julio julho luglio juli",
    "aug août agosto augustus",
    "sep septembre septiembre setembro settembre",
    "oct oktober octubre outubro ottobre",
    "nov",
    "dec dezember décembre diciembre dezembro",
];

const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first whole date of a line: its bytes, with the time of day that stands with it, and the date.
pub(super) fn find(line: &str) -> Option<(Range<usize>, Date)> {
    let words = words(line);
    let order = Order::of(&words);
    (0..words.len()).find_map(|at| {
        let Found { day, time, mut next } = day(&words, at, order)?;
        let mut from = at;
        let time = time.or_else(|| {
            let (time, end) = clock(&words, next, &day).or_else(|| {
                // `9:15 a.m. ET, March 3, 2025`, `10:15 GMT on 3 March`
                let first = (0..at).rev().take(5).find(|first| clock(&words, *first, &day).is_some())?;
                let (time, end) = clock(&words, first, &day)?;
                let near = at.saturating_sub(end) <= 2;
                from = if near { first } else { at };
                near.then_some((time, next))
            })?;
            next = next.max(end);
            Some(time)
        });
        let last = &words[next - 1];
        let date = Date::new(&time.map_or_else(|| day.clone(), |time| format!("{day}T{time}")));
        date.is_valid().then(|| (words[from].at..last.at + last.bare.len(), date))
    })
}

/// Whether a word in lower case is the name of a zone.
pub(super) fn is_zone(lower: &str) -> bool {
    lower.len() > 1 && zones::zone(&words(lower), 0, "2025-01-01").is_some()
}

/// The word behind a time of day that looks like a zone and means none, or several: `IST`, `CST`.
pub(super) fn unclear_zone(line: &str) -> Option<&str> {
    let words = words(line);
    (0..words.len()).find_map(|at| {
        let (.., next) = hour(&words, at)?;
        let zone = words.get(next)?;
        let named = (3..=4).contains(&zone.bare.len()) && zone.bare.bytes().all(|b| b.is_ascii_uppercase());
        (named && zone.bare.ends_with('T') && zones::zone(&words, next, "2025-01-01").is_none()).then_some(zone.bare)
    })
}

/// The month of a line that names nothing else: `December 2025 Issue`.
pub(super) fn issue(line: &str) -> Option<Date> {
    let words = words(line);
    let mut plain = words.iter().filter(|word| !matches!(&*word.lower, "issue" | "edition" | "the" | "magazine"));
    let (month, year) = (month(&plain.next()?.lower)?, year(&plain.next()?.lower)?);
    plain.next().is_none().then(|| Date::new(&format!("{year:04}-{month:02}")))
}

/// Whether nothing but a date, and words that go with one, stands on the line.
pub(super) fn is_date_line(line: &str) -> bool {
    let Some((range, _)) = find(line) else { return false };
    let rest = [line.get(..range.start), line.get(range.end..)];
    rest.into_iter().flatten().flat_map(str::split_whitespace).all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.is_empty() || is_weekday(&bare) || is_company(&bare) || is_clock(&bare)
    })
}

/// Words that stand beside a date and say no more than it does.
const COMPANY: [&str; 34] = [
    "published",
    "updated",
    "posted",
    "last",
    "first",
    "modified",
    "on",
    "at",
    "edited",
    "revised",
    "date",
    "am",
    "pm",
    "a.m",
    "p.m",
    "et",
    "ct",
    "mt",
    "pt",
    "ist",
    "uk",
    "time",
    "local",
    "est",
    "edt",
    "of",
    "and",
    "issued",
    "released",
    "created",
    "the",
    "uhr",
    "um",
    "stand",
];

/// Whether the line speaks of a change rather than the first publication.
pub(super) fn is_update(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["updat", "modified", "edited", "revised", "aktualisiert", "stand:", "mis à jour", "actualizado"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether the line only says how long ago something was: `3 hours ago`, `Published 12 minutes ago`, `1 hr 4 mins ago`.
pub(super) fn is_age(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words: Vec<&str> =
        lower.split_whitespace().skip_while(|word| is_company(word.trim_end_matches([':', '.']))).collect();
    let Some((last, counts)) = words.split_last() else { return false };
    let (pairs, rest) = counts.as_chunks::<2>();
    let counted = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "an" | "a");
    let long =
        rest.is_empty() && !pairs.is_empty() && pairs.iter().all(|[count, unit]| counted(count) && is_unit(unit));
    let short = matches!(counts, [count] if is_short_age(count));
    last.trim_end_matches('.') == "ago" && (long || short)
}

/// `8h`, `12min`: an age where there is little room.
pub(super) fn is_short_age(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(word.len() - unit.len())) && matches!(unit, "h" | "hr" | "hrs" | "m" | "min" | "d" | "w" | "mo")
}

fn is_unit(word: &str) -> bool {
    let unit = word.trim_end_matches(['.', ',']).trim_end_matches('s');
    matches!(unit, "minute" | "min" | "hour" | "hr" | "day" | "week" | "month" | "year" | "second" | "sec")
}

/// Whether a word in lower case says no more than the date it stands beside.
pub(super) fn is_company(lower: &str) -> bool {
    COMPANY.contains(&lower)
}

pub(super) fn is_weekday(lower: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let end = lower.trim_end_matches('.');
    DAYS.iter().any(|day| {
        end == *day
            || end == format!("{day}s")
            || end
                .strip_prefix(day)
                .is_some_and(|rest| matches!(rest, "day" | "sday" | "nesday" | "rsday" | "urday" | "rs" | "r"))
    }) || matches!(
        end,
        "montag"
            | "dienstag"
            | "mittwoch"
            | "donnerstag"
            | "freitag"
            | "samstag"
            | "sonntag"
            | "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
    )
}

pub(super) fn is_month(lower: &str) -> bool {
    month(lower).is_some()
}

/// What was read from a word on.
struct Found {
    /// As `2025-03-03`.
    day: String,
    /// The time of day that is part of the same word.
    time: Option<String>,
    /// The word after it.
    next: usize,
}

/// A day that begins at the word `at`.
fn day(words: &[Word<'_>], at: usize, order: Order) -> Option<Found> {
    let word = words.get(at)?;
    if let Some((day, time)) = moment(&word.lower) {
        return Some(Found { day, time: Some(time), next: at + 1 });
    }
    if let Some(day) = numeric(&word.lower, order) {
        return Some(Found { day, time: None, next: at + 1 });
    }
    let dated =
        |year: u16, month: u8, day: u8, next| Found { day: format!("{year:04}-{month:02}-{day:02}"), time: None, next };
    if let Some(month) = month(&word.lower) {
        let day = ordinal(&words.get(at + 1)?.lower)?;
        return Some(dated(year(&words.get(at + 2)?.lower)?, month, day, at + 3));
    }
    let day = ordinal(&word.lower)?;
    let skip =
        |at: usize| at + usize::from(words.get(at).is_some_and(|word| matches!(&*word.lower, "de" | "of" | "di")));
    let at = skip(at + 1);
    let month = month(&words.get(at)?.lower)?;
    let at = skip(at + 1);
    Some(dated(year(&words.get(at)?.lower)?, month, day, at + 1))
}

/// `2025-03-03T09:15:00-0500`, as machines write it: the day, and the time with its zone.
fn moment(lower: &str) -> Option<(String, String)> {
    let (day, time) = lower.split_once('t')?;
    let day = numeric(day, Order::Untold)?;
    let at = time.find(['z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(at)?;
    let zone = match zone {
        "" => String::new(),
        "z" => "Z".to_owned(),
        zone => zones::offset(zone)?,
    };
    let mut parts = clock.split([':', '.']);
    let (hour, minute): (u8, u8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hour < 24 && minute < 60).then(|| (day, format!("{hour:02}:{minute:02}{zone}")))
}

fn month(lower: &str) -> Option<u8> {
    let word = lower.trim_end_matches('.');
    if let Some(at) = ENGLISH.iter().position(|month| *month == word) {
        return u8::try_from(at + 1).ok();
    }
    let word = if word == "sept" { "sep" } else { word };
    let at = MONTHS.iter().position(|names| names.split(' ').any(|name| name == word))?;
    u8::try_from(at + 1).ok()
}

/// A month in three or four letters.
fn is_short_month(lower: &str) -> bool {
    let word = lower.trim_end_matches('.');
    word == "sept" || (word.len() == 3 && ENGLISH.iter().any(|month| month.starts_with(word)))
}

/// `3`, `03`, `3rd`, `1er`
fn ordinal(lower: &str) -> Option<u8> {
    let digits = lower.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
    let suffix = lower.get(digits.len()..)?;
    let plain = digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er" | "º");
    plain.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

fn year(lower: &str) -> Option<u16> {
    (lower.len() == 4).then(|| lower.parse().ok()).flatten().filter(|year| (1700..=2200).contains(year))
}

/// `2025-03-03`, `2025/03/03`, `03.03.2025`, and `13/03/2025` where only one order makes sense or the zone tells it.
fn numeric(lower: &str, order: Order) -> Option<String> {
    let (sign, parts) = ['-', '/', '.']
        .into_iter()
        .map(|sign| (sign, lower.split(sign).collect::<Vec<_>>()))
        .find(|(_, p)| p.len() == 3)?;
    let two = |part: &str| (!part.is_empty() && part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let [first, second, third] = parts.as_slice() else { return None };
    if let Some(year) = year(first) {
        return Some(format!("{year:04}-{:02}-{:02}", two(second)?, two(third)?));
    }
    // `04/19/13`: a year of two figures is of this century, or of the end of the last
    let short = || two(third).filter(|_| sign != '-' && third.len() == 2);
    let year = year(third).or_else(|| short().map(|year| u16::from(year) + if year < 70 { 2000 } else { 1900 }))?;
    let (first, second) = (two(first)?, two(second)?);
    let (day, month) = match (sign, first > 12, second > 12) {
        (_, false, true) => (second, first),
        (_, true, false) => (first, second),
        ('.', _, _) if third.len() == 4 => (first, second),
        _ if first == second || order == Order::DayFirst => (first, second),
        _ if order == Order::MonthFirst => (second, first),
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A time of day at the word `at` or one or two after it, as `09:15-05:00`, and the word after it.
fn clock(words: &[Word<'_>], at: usize, day: &str) -> Option<(String, usize)> {
    let skipped = words.get(at..)?.iter().take_while(|word| matches!(&*word.lower, "at" | "um" | "à" | "t")).count();
    let at = at + skipped;
    let (hour, minute, next) = hour(words, at).or_else(|| military(words, at, day))?;
    let zone = zones::zone(words, next, day);
    let next = zone.as_ref().map_or(next, |(_, next)| *next);
    Some((format!("{hour:02}:{minute:02}{}", zone.map_or(String::new(), |(zone, _)| zone)), next))
}

/// `9:15 a.m.`, `14:05`, `9pm`
fn hour(words: &[Word<'_>], at: usize) -> Option<(u8, u8, usize)> {
    let word = words.get(at)?;
    let half = |lower: &str| match lower.replace('.', "").as_str() {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    };
    let digits = word.lower.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let suffix = word.lower.get(digits.len()..)?;
    let mut next = at + 1;
    let mut after_noon = half(suffix);
    if after_noon.is_none()
        && suffix.is_empty()
        && let Some(found) = words.get(next).and_then(|word| half(&word.lower))
    {
        after_noon = Some(found);
        next += 1;
    }
    let (hour, minute) = digits.split_once([':', '.']).or_else(|| after_noon.map(|_| (digits, "00")))?;
    let minute = minute.split(':').next()?;
    if !(hour.len() <= 2 && minute.len() == 2) || !(suffix.is_empty() || after_noon.is_some()) {
        return None;
    }
    let (mut hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    if let Some(noon) = after_noon {
        hour = hour % 12 + noon;
    }
    (hour < 24 && minute < 60).then_some((hour, minute, next))
}

/// `0203 GMT`: four figures are a time of day only with a zone behind them.
fn military(words: &[Word<'_>], at: usize, day: &str) -> Option<(u8, u8, usize)> {
    let word = words.get(at).filter(|word| word.lower.len() == 4)?;
    zones::zone(words, at + 1, day)?;
    let (hour, minute) = word.lower.split_at_checked(2)?;
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute, at + 1))
}

/// `10:42`, `9.15am`: a time of day alone.
pub(super) fn is_clock(lower: &str) -> bool {
    let word = Word { at: 0, bare: lower, lower: lower.to_lowercase() };
    hour(&[word], 0).is_some()
}

#[cfg(test)]
mod tests;
