//! Dates as people write them, to dates as machines do: `March 3, 2025 at 9:15 a.m. EST`, `3. März 2025`, `03.03.2025`.

use std::ops::Range;

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

/// Zones that mean one thing; `ET` and the like are not among them.
const ZONES: [(&str, &str); 16] = [
    ("utc", "Z"),
    ("gmt", "Z"),
    ("z", "Z"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("aest", "+10:00"),
];

/// A word of a line, with its place.
struct Word<'t> {
    at: usize,
    /// Without the punctuation around it.
    bare: &'t str,
    lower: String,
}

/// The first whole date of a line: its bytes, with the time of day that stands with it, and the date.
pub(super) fn find(line: &str) -> Option<(Range<usize>, Date)> {
    let words = words(line);
    (0..words.len()).find_map(|at| {
        let (day, mut next) = day(&words, at)?;
        let mut from = at;
        let mut time = clock(&words, next).or_else(|| {
            // `9:15 a.m. ET, March 3, 2025`, `10:15 GMT on 3 March`
            let first = (0..at).rev().take(5).find(|first| clock(&words, *first).is_some())?;
            let (time, end) = clock(&words, first)?;
            from = first;
            (at.saturating_sub(end) <= 2).then_some((time, next))
        });
        if let Some((_, end)) = time {
            next = next.max(end);
        } else {
            from = at;
            time = None;
        }
        let last = &words[next - 1];
        let written = time.map_or_else(|| day.clone(), |(time, _)| format!("{day}T{time}"));
        let date = Date::new(&written);
        date.is_valid().then(|| (words[from].at..last.at + last.bare.len(), date))
    })
}

/// Whether nothing but a date, and words that go with one, stands on the line.
pub(super) fn is_date_line(line: &str) -> bool {
    let Some((range, _)) = find(line) else { return false };
    let rest = [line.get(..range.start), line.get(range.end..)];
    rest.into_iter().flatten().flat_map(str::split_whitespace).all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.is_empty() || is_weekday(&bare) || COMPANY.contains(&bare.as_str()) || is_clock(&bare)
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

/// Whether the line only says how long ago something was: `3 hours ago`, `Published 12 minutes ago`.
pub(super) fn is_age(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace().skip_while(|word| COMPANY.contains(&word.trim_end_matches(':')));
    let counted =
        words.next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "an" | "a"));
    let unit = words.next().is_some_and(|word| {
        let unit = word.trim_end_matches('s');
        matches!(unit, "minute" | "min" | "hour" | "hr" | "day" | "week" | "month" | "year" | "second")
    });
    counted && unit && words.next().is_some_and(|word| word.starts_with("ago")) && words.next().is_none()
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

fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '•' | '—' | '–'));
    for part in parts {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.is_empty() {
            let at = bare.as_ptr() as usize - line.as_ptr() as usize;
            words.push(Word { at, bare, lower: bare.to_lowercase() });
        }
    }
    words
}

/// A day that begins at the word `at`, as `2025-03-03`, and the word after it.
fn day(words: &[Word<'_>], at: usize) -> Option<(String, usize)> {
    let word = words.get(at)?;
    if let Some(day) = numeric(&word.lower) {
        return Some((day, at + 1));
    }
    if let Some(month) = month(&word.lower) {
        let day = ordinal(&words.get(at + 1)?.lower)?;
        let year = year(&words.get(at + 2)?.lower)?;
        return Some((format!("{year:04}-{month:02}-{day:02}"), at + 3));
    }
    let day = ordinal(&word.lower)?;
    let skip =
        |at: usize| at + usize::from(words.get(at).is_some_and(|word| matches!(&*word.lower, "de" | "of" | "di")));
    let at = skip(at + 1);
    let month = month(&words.get(at)?.lower)?;
    let at = skip(at + 1);
    let year = year(&words.get(at)?.lower)?;
    Some((format!("{year:04}-{month:02}-{day:02}"), at + 1))
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

/// `2025-03-03`, `2025/03/03`, `03.03.2025`, and `13/03/2025` where only one order makes sense.
fn numeric(lower: &str) -> Option<String> {
    let (sign, parts) = ['-', '/', '.']
        .into_iter()
        .map(|sign| (sign, lower.split(sign).collect::<Vec<_>>()))
        .find(|(_, p)| p.len() == 3)?;
    let two = |part: &str| (!part.is_empty() && part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let [first, second, third] = parts.as_slice() else { return None };
    if let Some(year) = year(first) {
        let third = third.split('t').next()?;
        return Some(format!("{year:04}-{:02}-{:02}", two(second)?, two(third)?));
    }
    let year = year(third)?;
    let (first, second) = (two(first)?, two(second)?);
    let (day, month) = match (sign, first > 12, second > 12) {
        ('.', _, false) | (_, true, false) => (first, second),
        (_, false, true) => (second, first),
        _ if first == second => (first, second),
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A time of day at the word `at` or one or two after it, as `09:15-05:00`, and the word after it.
fn clock(words: &[Word<'_>], at: usize) -> Option<(String, usize)> {
    let skipped = words.get(at..)?.iter().take_while(|word| matches!(&*word.lower, "at" | "um" | "à" | "t")).count();
    let word = words.get(at + skipped)?;
    let half = |lower: &str| match lower.replace('.', "").as_str() {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    };
    let digits = word.lower.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let suffix = word.lower.get(digits.len()..)?;
    let mut next = at + skipped + 1;
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
    let zone = words.get(next).and_then(|word| ZONES.iter().find(|(name, _)| *name == word.lower));
    next += usize::from(zone.is_some());
    (hour < 24 && minute < 60).then(|| (format!("{hour:02}:{minute:02}{}", zone.map_or("", |(_, zone)| *zone)), next))
}

/// `10:42`, `9.15am`: a time of day alone.
pub(super) fn is_clock(lower: &str) -> bool {
    let word = Word { at: 0, bare: lower, lower: lower.to_lowercase() };
    clock(&[word], 0).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_as_people_write_them() {
        for (line, date) in [
            ("Published March 3, 2025 9:15 a.m. EST", "2025-03-03T09:15-05:00"),
            ("Published March 3, 2025 9:15pm ET", "2025-03-03T21:15"),
            ("March 3, 2025", "2025-03-03"),
            ("Mon 3 Mar 2025 12.30 GMT", "2025-03-03T12:30Z"),
            ("Monday, March 3rd, 2025 at 12:05 AM", "2025-03-03T00:05"),
            ("9:15 a.m. ET, Sept. 3, 2025", "2025-09-03T09:15"),
            ("Updated on 3 May 2025", "2025-05-03"),
            ("Am 3. März 2025 um 14:05 Uhr", "2025-03-03T14:05"),
            ("3 de marzo de 2025", "2025-03-03"),
            ("le 1er août 2025", "2025-08-01"),
            ("03.04.2025", "2025-04-03"),
            ("13/04/2025", "2025-04-13"),
            ("2025-03-03T09:15", "2025-03-03"),
        ] {
            assert_eq!(find(line).map(|(_, date)| date.to_string()).as_deref(), Some(date), "{line}");
        }
        for no in ["March 2025", "03/04/2025", "It may 3 rise 2025", "In 2025", "May 35, 2025", "Room 9:15"] {
            assert!(find(no).is_none(), "{no}: {:?}", find(no));
        }
    }

    #[test]
    fn tells_a_line_that_only_dates() {
        for line in
            ["Published on March 3, 2025 at 9:15 AM EST", "Mon 3 Mar 2025 12.30 GMT", "Last modified: 3 May 2025"]
        {
            assert!(is_date_line(line), "{line}");
        }
        assert!(!is_date_line("The bridge fell on March 3, 2025, in the rain"));
        assert!(is_age("Published 3 hours ago") && is_age("an hour ago") && !is_age("Three bridges fell long ago"));
    }
}
