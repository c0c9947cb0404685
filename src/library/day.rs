//! Days: how many lie between two dates, and what a day in the past hides.

use crate::model::Date;

/// The day of a date as written, counted from some day in the past; the first day of what names only a month or a year.
fn number(date: &Date) -> Option<i64> {
    let (year, month, day) = date.ymd()?;
    let day = jiff::civil::Date::new(year, month.max(1).cast_signed(), day.max(1).cast_signed()).ok()?;
    let first = jiff::civil::Date::new(1, 1, 1).ok()?;
    day.since(first).ok().map(|span| i64::from(span.get_days()))
}

/// Whole days from one date to another; `None` where one of them is no date. Never less than none.
pub(super) fn between(from: Option<&str>, to: &Date) -> Option<i64> {
    Some((number(to)? - number(&Date::new(from?))?).max(0))
}

/// Whether something of that date was there at the end of the day (or month, or year) `as_of`. What has no date was: it
/// can't be told to be later.
#[must_use]
pub(super) fn is_by(date: Option<&str>, as_of: Option<&Date>) -> bool {
    let (Some(as_of), Some(date)) = (as_of, date.map(Date::new)) else { return true };
    let (key, end) = (date.sort_key(), as_of.sort_key());
    end.is_empty() || key.get(..end.len()).unwrap_or(key) <= end
}

/// What puts dates in order; nothing comes before what has no date.
pub(super) fn key(date: Option<&str>) -> String {
    date.map(|date| Date::new(date).sort_key().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_the_calendar() {
        let today = Date::new("2025-05-16");
        assert_eq!(between(Some("2025-03-03"), &today), Some(74));
        assert_eq!(between(Some("2025-03-03T23:59"), &today), Some(74));
        assert_eq!(between(Some("2024-05"), &today), Some(380));
        assert_eq!(between(Some("2026"), &today), Some(0), "nothing is younger than today");
        assert_eq!(between(Some("in spring"), &today), None);
        assert_eq!(between(None, &today), None);
    }

    #[test]
    fn a_day_holds_all_that_came_before_its_end() {
        let by = |date: Option<&str>, as_of: &str| is_by(date, Some(&Date::new(as_of)));
        assert!(by(Some("2025-03-03"), "2025-03-03") && by(Some("2025-03-03T23:30"), "2025-03-03"));
        assert!(!by(Some("2025-03-04"), "2025-03-03") && by(Some("2025-03"), "2025-03-03"));
        assert!(by(Some("2025-03-31"), "2025-03") && !by(Some("2025-04-01"), "2025-03"));
        assert!(by(None, "1999"), "what has no date is hidden by none");
        assert!(is_by(Some("2999-01-01"), None));
    }
}
