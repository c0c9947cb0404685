//! Dates as pages write them.

use super::*;

#[test]
fn reads_dates_as_people_write_them() {
    for (line, date) in [
        ("Published March 3, 2025 9:15 a.m. EST", "2025-03-03T09:15-05:00"),
        ("Published March 3, 2025 9:15pm ET", "2025-03-03T21:15-05:00"),
        ("July 3, 2025 at 9:15 PM Eastern Daylight Time", "2025-07-03T21:15-04:00"),
        ("March 3, 2025", "2025-03-03"),
        ("Mon 3 Mar 2025 12.30 GMT", "2025-03-03T12:30Z"),
        ("Monday, March 3rd, 2025 at 12:05 AM", "2025-03-03T00:05"),
        ("9:15 a.m. ET, Sept. 3, 2025", "2025-09-03T09:15-04:00"),
        ("Updated on 3 May 2025", "2025-05-03"),
        ("Am 3. März 2025 um 14:05 Uhr", "2025-03-03T14:05"),
        ("3 de marzo de 2025", "2025-03-03"),
        ("le 1er août 2025", "2025-08-01"),
        ("03.04.2025", "2025-04-03"),
        ("13/04/2025", "2025-04-13"),
        ("04/13/25", "2025-04-13"),
        ("4/3/2025 7:15 AM EDT", "2025-04-03T07:15-04:00"),
        ("03/04/2025 07:15 GMT", "2025-04-03T07:15Z"),
        ("2025-03-03T09:15", "2025-03-03T09:15"),
        ("2025-03-03T09:15:30-0700", "2025-03-03T09:15-07:00"),
        ("3 March 2025, 14:05 UTC+2", "2025-03-03T14:05+02:00"),
        ("March 3, 2025 -- Updated 0203 GMT (1003 HKT)", "2025-03-03"),
        ("March 3, 2025 0203 GMT", "2025-03-03T02:03Z"),
    ] {
        assert_eq!(find(line).map(|(_, date)| date.to_string()).as_deref(), Some(date), "{line}");
    }
    for no in ["March 2025", "03/04/2025", "It may 3 rise 2025", "In 2025", "May 35, 2025", "Room 9:15", "1.2.3"] {
        assert!(find(no).is_none(), "{no}: {:?}", find(no));
    }
}

#[test]
fn parts_what_a_page_ran_together() {
    for (line, date, rest) in [
        ("March 3, 20259:42 PM UTC", "2025-03-03T21:42Z", ""),
        ("Mar 3, 20254 mins", "2025-03-03", "4 mins"),
        ("By Ada Ek2025-03-03 21:32:46 UTC", "2025-03-03T21:32Z", "By Ada Ek"),
        ("Harbour NewsApril 27, 2025", "2025-04-27", "Harbour News"),
        ("HARBOURSAPR 27, 2025", "2025-04-27", "HARBOURS"),
        ("April 27, 2025By Ada Ek", "2025-04-27", "By Ada Ek"),
        ("April 27, 2025 9:42 AM UTCUpdated", "2025-04-27T09:42Z", "Updated"),
    ] {
        let (range, found) = find(line).unwrap_or_else(|| panic!("{line}"));
        assert_eq!((found.as_str(), line.replace(line.get(range).unwrap(), "").trim()), (date, rest), "{line}");
    }
}

#[test]
fn tells_a_line_that_only_dates() {
    for line in ["Published on March 3, 2025 at 9:15 AM EST", "Mon 3 Mar 2025 12.30 GMT", "Last modified: 3 May 2025"] {
        assert!(is_date_line(line), "{line}");
    }
    assert!(!is_date_line("The bridge fell on March 3, 2025, in the rain"));
    for line in ["Published 3 hours ago", "an hour ago", "1 hr 4 mins ago", "Updated 2h ago"] {
        assert!(is_age(line), "{line}");
    }
    for line in ["Three bridges fell long ago", "ago", "2 bridges ago", "Updated"] {
        assert!(!is_age(line), "{line}");
    }
}

#[test]
fn tells_a_zone_that_means_several() {
    assert_eq!(unclear_zone("March 3, 2025 9:15 PM IST"), Some("IST"));
    for clear in ["March 3, 2025 9:15 PM EST", "March 3, 2025 9:15 PM ET", "March 3, 2025 9:15 PM NBC News", "9:15"] {
        assert_eq!(unclear_zone(clear), None, "{clear}");
    }
}

#[test]
fn reads_the_month_of_an_issue() {
    assert_eq!(issue("December 2025 Issue").map(|date| date.to_string()).as_deref(), Some("2025-12"));
    assert_eq!(issue("The May 2025 issue").map(|date| date.to_string()).as_deref(), Some("2025-05"));
    assert_eq!(issue("December 2025 in pictures"), None);
}
