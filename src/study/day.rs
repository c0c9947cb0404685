//! When something happened, and on which day of study: a day ends at four in the morning where the reader was.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil, tz::Offset};

/// The hour at which a day of study begins. Who reads past midnight is still in the day before.
pub const DAY_BEGINS_HOUR: i64 = 4;

/// How far the clock may be set back and the order of a device's entries still be kept.
const SET_BACK_MAX_MILLIS: i64 = 60 * 60 * 1000;

/// A moment, with what the clock on the wall showed then. The offset is kept with it, so that a journey does not move the
/// days that were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Since 1970, in UTC.
    pub millis: i64,
    /// Of the local time, east of Greenwich.
    pub offset_minutes: i16,
}

impl Moment {
    #[must_use]
    pub fn new(at: Timestamp, offset: Offset) -> Self {
        let minutes = i16::try_from(offset.seconds() / 60).unwrap_or(0);
        Self { millis: at.as_millisecond(), offset_minutes: minutes }
    }

    /// The moment of an entry that follows one of `last`: where the clock was set back a little (summer time is none of
    /// that, but a correction by the network is), entries keep their order, a millisecond apart. A clock that was far
    /// ahead is not believed.
    #[must_use]
    pub fn after(self, last: Option<i64>) -> Self {
        match last {
            Some(last) if last >= self.millis && last - self.millis < SET_BACK_MAX_MILLIS => {
                Self { millis: last + 1, ..self }
            }
            Some(_) | None => self,
        }
    }

    /// The day of study.
    #[must_use]
    pub fn day(self) -> Day {
        let local = self.millis + i64::from(self.offset_minutes) * 60_000 - DAY_BEGINS_HOUR * 3_600_000;
        Day(i32::try_from(local.div_euclid(86_400_000)).unwrap_or(0))
    }

    /// Reads `2026-03-12T07:05:00.123+01:00`.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let at: Timestamp = raw.parse().ok()?;
        let offset_minutes = if raw.ends_with('Z') { 0 } else { offset(raw)? };
        Some(Self { millis: at.as_millisecond(), offset_minutes })
    }

    fn offset(self) -> Offset {
        Offset::from_seconds(i32::from(self.offset_minutes) * 60).unwrap_or(Offset::UTC)
    }
}

/// The minutes of `+01:00` at the end of a moment.
fn offset(raw: &str) -> Option<i16> {
    let tail = raw.get(raw.len().checked_sub(6)?..)?;
    let (hours, minutes) = tail.get(1..)?.split_once(':')?;
    let minutes = hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
    match tail.as_bytes().first()? {
        b'+' => Some(minutes),
        b'-' => Some(-minutes),
        _ => None,
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = Timestamp::from_millisecond(self.millis).unwrap_or_default();
        let local = self.offset().to_datetime(at);
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (self.offset_minutes.abs() / 60, self.offset_minutes.abs() % 60);
        let millis = local.millisecond();
        write!(f, "{}.{millis:03}{sign}{hours:02}:{minutes:02}", local.strftime("%Y-%m-%dT%H:%M:%S"))
    }
}

/// A day of study, as days since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this one, never less than none: a clock that was set back undoes no forgetting.
    #[must_use]
    pub fn since(self, earlier: Self) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    #[must_use]
    pub fn date(self) -> civil::Date {
        let epoch = civil::date(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().days(i64::from(self.0))).unwrap_or(epoch)
    }

    /// Monday is 0.
    #[must_use]
    pub fn weekday(self) -> usize {
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }
}

/// Reads `2026-03-12`.
impl FromStr for Day {
    type Err = jiff::Error;

    fn from_str(raw: &str) -> Result<Self, jiff::Error> {
        let date: civil::Date = raw.parse()?;
        Ok(Self(date.since(civil::date(1970, 1, 1))?.get_days()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(raw: &str) -> Moment {
        Moment::parse(raw).expect("a moment")
    }

    #[test]
    fn a_moment_reads_as_it_is_written() {
        for raw in ["2026-03-12T07:05:00.123+01:00", "2026-03-12T07:05:00.000-03:30", "1999-12-31T23:59:59.999+00:00"] {
            assert_eq!(at(raw).to_string(), raw);
        }
        assert_eq!(at("2026-03-12T07:05:00Z").to_string(), "2026-03-12T07:05:00.000+00:00");
        assert_eq!(Moment::parse("yesterday"), None);
    }

    #[test]
    fn a_day_ends_at_four_in_the_morning_where_one_is() {
        assert_eq!(at("2026-03-12T03:59:59+01:00").day().to_string(), "2026-03-11");
        assert_eq!(at("2026-03-12T04:00:00+01:00").day().to_string(), "2026-03-12");
        // one moment is two days in two places, and each stays the day it was
        assert_eq!(at("2026-03-12T02:00:00+09:00").day().to_string(), "2026-03-11");
        assert_eq!(at("2026-03-11T17:00:00+00:00").day().to_string(), "2026-03-11");
        assert_eq!(at("2026-03-11T23:30:00-11:00").day().to_string(), "2026-03-11");
        assert_eq!(at("2026-03-09T12:00:00Z").day().weekday(), 0, "a Monday");
    }

    #[test]
    fn the_night_the_clocks_change_is_a_day_like_others() {
        let evening = at("2026-03-28T22:00:00+01:00").day();
        let morning = at("2026-03-29T04:00:00+02:00").day();
        assert_eq!(morning.since(evening), 1);
        assert_eq!(evening.since(morning), 0, "no time passes backwards");
    }

    #[test]
    fn a_clock_set_back_a_little_keeps_the_order_and_one_far_ahead_is_not_believed() {
        let now = at("2026-03-12T07:00:00Z");
        assert_eq!(now.after(Some(now.millis + 5_000)).millis, now.millis + 5_001);
        assert_eq!(now.after(Some(at("2030-01-01T00:00:00Z").millis)), now);
        assert_eq!(now.after(Some(now.millis - 1)), now);
        assert_eq!(now.after(None), now);
    }
}
