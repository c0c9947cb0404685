//! Mastheads as browsers give them to the clipboard.

use super::{dateline::read_dateline, names::read_byline};
use crate::import::{Imported, Options, Remark, annotate, text};

const STORY: &str = "The harbour of Port Merrow has been dry since Monday, and nobody on the quay could say when the water would \
    come back.\n\nThe board has asked for pumps from three towns along the coast, two of which have promised theirs.";

/// What is made of lines over a story.
fn over_story(lines: &str) -> Imported {
    annotate(text(&format!("{lines}\n\n{STORY}")), &Options::default())
}

fn by(imported: &Imported) -> Vec<&str> {
    imported.article.head.by.iter().map(crate::model::Text::as_str).collect()
}

fn published(imported: &Imported) -> Option<&str> {
    imported.article.head.published.as_ref().map(crate::model::Date::as_str)
}

fn topics(imported: &Imported) -> Vec<&str> {
    imported.article.head.topics.iter().map(crate::model::Text::as_str).collect()
}

#[test]
fn reads_datelines_and_bylines() {
    assert_eq!(read_dateline("LONDON (AP) — The bridge fell on Monday.").map(|(line, _)| line), Some("LONDON (AP)"));
    assert_eq!(
        read_dateline("PORT MERROW, March 3 (Reuters) - The bridge fell today.").map(|(line, _)| line),
        Some("PORT MERROW, March 3 (Reuters)")
    );
    assert_eq!(read_dateline("The bridge — a hundred years old — fell on Monday."), None);
    assert_eq!(read_dateline("FILE - The bridge in May before it fell."), None);
    assert_eq!(read_byline("By Jane Roe and Max Doe"), Some("Jane Roe and Max Doe"));
    assert_eq!(read_byline("By Monday the bridge had fallen"), None);
    assert_eq!(read_byline("By the numbers"), None);
    assert_eq!(read_byline("By Numbers"), None);
    assert_eq!(read_byline("By Monday"), None);
    assert_eq!(read_byline("BY JANE ROE, STAFF WRITER"), Some("JANE ROE, STAFF WRITER"));
}

#[test]
fn the_headline_stands_below_what_names_a_desk_or_a_day() {
    for (above, desks) in [
        ("World", &["World"][..]),
        ("Politics", &["Politics"]),
        ("Home\nNews\nHarbour Towns", &["News", "Harbour Towns"]),
        ("Nov 18, 2025 - Technology", &["Technology"]),
        ("Updated 2 hours ago - Politics", &["Politics"]),
        ("November 18, 2025", &[]),
        ("Climate & Sea —", &["Climate & Sea"]),
        ("Harbours\nOpinion by Ada Ek", &["Harbours"]),
    ] {
        let imported = over_story(&format!("{above}\nA harbour runs dry, and nobody knows why"));
        let head = &imported.article.head;
        assert_eq!(head.headline, "A harbour runs dry, and nobody knows why", "{above}");
        assert_eq!(topics(&imported), desks, "{above}");
    }
    let day = over_story("Nov 18, 2025 - Technology\nA harbour runs dry, and nobody knows why");
    assert_eq!(published(&day), Some("2025-11-18"));
}

#[test]
fn a_credit_over_the_headline_is_none() {
    let imported = over_story("Getty Images\nA harbour runs dry, and nobody knows why");
    assert_eq!(imported.article.head.headline, "A harbour runs dry, and nobody knows why");
}

#[test]
fn a_short_headline_is_one_all_the_same() {
    for lines in
        ["Harbour dry", "Harbour dry\nNovember 18, 2025\nAda Ek\nharbours\nlack of water", "Dry dock\nBy Ada Ek"]
    {
        let imported = over_story(lines);
        assert_eq!(imported.article.head.headline.as_str(), lines.split('\n').next().unwrap(), "{lines}");
    }
    let bodied = annotate(text("Ferry returns\n\nThe ferry is back."), &Options::default());
    assert_eq!(bodied.article.head.headline, "Ferry returns");
}

#[test]
fn the_headline_of_a_whole_page_is_found_among_its_ways() {
    let ways = "Skip to content\nPort Merrow Courier\nMenu\nNews\nSport\nThe Coast\nPhotos: boats of the year\nTides\nLetters\nJobs\nShop";
    let imported = over_story(&format!(
        "{ways}\nA harbour runs dry, and nobody knows why\nThe board asks three towns for pumps\nBy Ada Ek\nNovember 18, 2025\nShare"
    ));
    let head = &imported.article.head;
    assert_eq!(head.headline, "A harbour runs dry, and nobody knows why");
    assert_eq!((by(&imported), published(&imported)), (vec!["Ada Ek"], Some("2025-11-18")));
    assert_eq!(head.subtitle.as_ref().map(crate::model::Text::as_str), Some("The board asks three towns for pumps"));
    let told = |words: &str| {
        imported
            .remarks
            .iter()
            .any(|remark| matches!(remark, Remark::Dropped { words: dropped, .. } if dropped.as_str().contains(words)))
    };
    assert!(told("The Coast") && told("Photos: boats of the year"), "{:?}", imported.remarks);
}

#[test]
fn writers_and_days_are_read_however_a_page_sets_them() {
    for (lines, names, day) in [
        ("By Ada Ek November 18, 2025 9:42 PM Harbour News", &["Ada Ek"][..], Some("2025-11-18T21:42")),
        ("Ada Ek | Nov. 18, 2025, 3:17 PM | 1,209 | 5", &["Ada Ek"], Some("2025-11-18T15:17")),
        ("Ada Ek - Nov 18, 2025 8:02 pm UTC", &["Ada Ek"], Some("2025-11-18T20:02Z")),
        ("by Ada Ek @ada_ek November 18, 2025: 12:41 PM ET", &["Ada Ek"], Some("2025-11-18T12:41-05:00")),
        ("By Ada Ek@AdaEk Nov 18, 2025, 4:22am EST", &["Ada Ek"], Some("2025-11-18T04:22-05:00")),
        ("By Ada Ek2025-11-18 21:32:46 UTC", &["Ada Ek"], Some("2025-11-18T21:32Z")),
        ("Published November 18, 2025 by Ada Ek", &["Ada Ek"], Some("2025-11-18")),
        ("November 18, 20259:42 PM UTC\nBy ADA EK and TOM DOLD", &["Ada Ek", "Tom Dold"], Some("2025-11-18T21:42Z")),
        ("Ada Ek\nFollow\nNov 18, 2025 · 8 min read", &["Ada Ek"], Some("2025-11-18")),
        (
            "Tom Dold and Ada Ek look at the mud\nBy: Ada Ek\nPosted at 2025-11-18T14:42:01-0700",
            &["Ada Ek"],
            Some("2025-11-18T14:42-07:00"),
        ),
        ("44,542\nShare\nAda Ek, Courier\nNov. 18, 2025", &["Ada Ek"], Some("2025-11-18")),
        ("By The Merrow Press\nNovember 18, 2025", &["The Merrow Press"], Some("2025-11-18")),
        (
            "By Ada \"Tides\" Ek, a writer in Ellis. She keeps bees.\nNov 18, 2025",
            &["Ada \"Tides\" Ek"],
            Some("2025-11-18"),
        ),
        ("By Ada Ek, Senior Writer, Sea, Tides, and Mud Project", &["Ada Ek"], None),
        ("December 2025 Issue\nBy Ada Ek", &["Ada Ek"], Some("2025-12")),
        ("North Merrow 09:31 November 18, 2025", &[], Some("2025-11-18T09:31")),
        ("Analysis by Ada Ek\n3 hours ago", &["Ada Ek"], None),
        ("By Merrow Coast Business News, Ada Ek and TOM O’DOLD", &["Ada Ek", "Tom O’Dold"], None),
        ("By Merronews\nNovember 18, 2025", &["Merronews"], Some("2025-11-18")),
        ("By Ada Ek\nAda writes of mud", &["Ada Ek"], None),
        ("By Anna Ek Harbour Correspondent", &["Anna Ek"], None),
        ("Who empties a harbour?\nIllustration: Lena Marsh\nNov 18th 2025", &[], Some("2025-11-18")),
    ] {
        let imported = over_story(&format!("A harbour runs dry, and nobody knows why\n{lines}"));
        assert_eq!((by(&imported), published(&imported)), (names.to_vec(), day), "{lines}");
        assert_eq!(imported.article.head.headline, "A harbour runs dry, and nobody knows why", "{lines}");
    }
}

#[test]
fn a_picture_may_stand_between_standfirst_and_day() {
    let lines = "A harbour runs dry\nWho empties a whole harbour?\nIllustration: Lena Marsh\nNov 18th 2025";
    let head = over_story(lines).article.head;
    assert_eq!(head.subtitle.as_ref().map(crate::model::Text::as_str), Some("Who empties a whole harbour?"));
}

#[test]
fn a_day_within_the_story_is_no_date_of_it() {
    let story = "A harbour runs dry\n\nThe harbour of Port Merrow has been dry since Monday, and nobody on the quay could say when the \
        water would come back to it, or why it left.\n\nNobody knew on November 18, 2025, in the rain.\n\nBy the wall stood two boats.";
    let imported = annotate(text(story), &Options::default());
    assert_eq!((by(&imported), published(&imported)), (vec![], None));
}
