//! Dates as they are asked for: a day, a month, a year, or a stretch between two.

use std::{fmt, ops::RangeInclusive};

use crate::model::Date;

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    pub year: u16,
    /// 0 for the whole year.
    pub month: u8,
    /// 0 for the whole month.
    pub day: u8,
}

/// When an article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dates {
    /// `date:2025-03`
    In(Day),
    /// `date:2025-03..2025-05`, `date:2025..`, `date:..2025`: both ends belong to it, and one is given.
    Between(Option<Day>, Option<Day>),
    /// `date:>2025-03-01`
    After(Day),
    /// `date:<2025-03-01`
    Before(Day),
}

/// Why the words after `date:` are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDates {
    Unread,
    /// It ends before it begins.
    Reversed,
}

impl Day {
    /// Reads `2025`, `2025-03` or `2025-03-01`.
    #[must_use]
    pub fn new(written: &str) -> Option<Self> {
        let plain = written.len() <= 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let (year, month, day) = Date::new(written).ymd().filter(|_| plain)?;
        Some(Self { year: u16::try_from(year).ok()?, month, day })
    }

    /// The date an article bears, the time of day aside.
    #[must_use]
    pub fn of(date: &Date) -> Option<Self> {
        let (year, month, day) = date.ymd()?;
        Some(Self { year: u16::try_from(year).ok()?, month, day })
    }

    /// `yyyymmdd`, with zeros for what is not given: numbers in the order of time.
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }

    /// The last number that still lies in it.
    #[must_use]
    pub fn last_number(self) -> u32 {
        match (self.month, self.day) {
            (0, _) => self.number() + 9_999,
            (_, 0) => self.number() + 99,
            _ => self.number(),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().take_while(|part| *part > 0) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Dates {
    pub(super) fn new(written: &str) -> Result<Self, NoDates> {
        let day = |written: &str| Day::new(written).ok_or(NoDates::Unread);
        let end = |written: &str| if written.is_empty() { Ok(None) } else { day(written).map(Some) };
        if let Some((from, to)) = written.split_once("..") {
            let (from, to) = (end(from)?, end(to.trim_start_matches('.'))?);
            return match (from, to) {
                (None, None) => Err(NoDates::Unread),
                (Some(from), Some(to)) if from.number() > to.last_number() => Err(NoDates::Reversed),
                ends => Ok(Self::Between(ends.0, ends.1)),
            };
        }
        for (sign, dates) in [
            (">=", (|day| Self::Between(Some(day), None)) as fn(Day) -> Self),
            ("<=", |day| Self::Between(None, Some(day))),
            (">", Self::After),
            ("<", Self::Before),
        ] {
            if let Some(rest) = written.strip_prefix(sign) {
                return day(rest).map(dates);
            }
        }
        day(written).map(Self::In)
    }

    /// The numbers ([`Day::number`]) of the dates in it.
    #[must_use]
    pub fn numbers(self) -> RangeInclusive<u32> {
        match self {
            Self::In(day) => day.number()..=day.last_number(),
            Self::Between(from, to) => from.map_or(0, Day::number)..=to.map_or(u32::MAX, Day::last_number),
            Self::After(day) => day.last_number() + 1..=u32::MAX,
            // A year alone (20250000) is no day of the year before; nothing lies below the year 0.
            Self::Before(day) => match day.number().checked_sub(1) {
                Some(last) => 0..=last,
                None => RangeInclusive::new(1, 0),
            },
        }
    }

    /// Whether an article of that date was published then. One without a date never was.
    #[must_use]
    pub fn hold(self, published: Option<&Date>) -> bool {
        published.and_then(Day::of).is_some_and(|day| self.numbers().contains(&day.number()))
    }
}

impl fmt::Display for Dates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(day) => day.fmt(f),
            Self::Between(from, to) => {
                let [from, to] = [from, to].map(|end| end.map(|day| day.to_string()).unwrap_or_default());
                write!(f, "{from}..{to}")
            }
            Self::After(day) => write!(f, ">{day}"),
            Self::Before(day) => write!(f, "<{day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(asked: &str, published: &str) -> bool {
        Dates::new(asked).expect("dates").hold(Some(&Date::new(published)))
    }

    #[test]
    fn a_day_lies_in_its_month_and_year_and_between() {
        for asked in ["2025", "2025-03", "2025-03-03", "2025-03..2025-05", "..2025-03", "2025-03-03..", ">2025-02"] {
            assert!(holds(asked, "2025-03-03T12:30:00+02:00"), "{asked}");
        }
        for asked in ["2024", "2025-04", "2025-03-04", "2025-04..", "..2025-02", ">2025-03", "<2025-03-03", ">2025"] {
            assert!(!holds(asked, "2025-03-03"), "{asked}");
        }
        assert!(holds("2025", "2025") && holds("<2025", "2024") && !holds("2025-01", "2025"));
        assert!(holds(">=2025-03-03", "2025-03-03") && holds("<=2025-03", "2025-03-31"));
        assert!(!Dates::new("2025").expect("dates").hold(None));
        assert!(!holds("2025", "March 3"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in ["", "..", "2025-13", "march", "2025-3", "2025-03-03T12:30", ">", "2025..x", "1..2", ">=..2025"] {
            assert_eq!(Dates::new(bad), Err(NoDates::Unread), "{bad}");
        }
        assert_eq!(Dates::new("2025-05..2025-03"), Err(NoDates::Reversed));
        assert!(Dates::new("2025-05..2025").is_ok(), "to the end of the year");
    }
}
