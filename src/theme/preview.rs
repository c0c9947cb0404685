//! A few words in every theme's clothes, for `byline themes`.

use crate::{layout::Role, model::Kind};

/// Rows of words with their roles that show a theme off. Words of one row follow each other without a space between.
#[must_use]
pub fn sample() -> &'static [&'static [(Role, &'static str)]] {
    use Role::{
        Address, Byline, Caption, Circumstance, EntryDate, EntryNumber, Focus, FoundQuote, Headline, Hint, Indirect,
        Label, Link, Match, MatchCurrent, Muted, NoticeError, Question, Quote, Rail, Selection, Speaker, StatusAccent,
        StatusBar, Subtitle, Text,
    };
    &[
        &[(Headline, "Old bridge closes after night inspection")],
        &[(Subtitle, "Traffic takes the ring road until the bearings are replaced")],
        &[(Byline, "By the city desk"), (Muted, " · 14 November · 4 min")],
        &[],
        &[(Rail(Kind::Known), "●  "), (Label(Kind::Known), "What we know")],
        &[
            (Rail(Kind::Known), "│  "),
            (Text, "Two of "),
            (EntryNumber, "48"),
            (Text, " bearings had "),
            (Focus, "cracks as long as a hand"),
            (Text, ", the report says."),
        ],
        &[
            (Rail(Kind::Known), "│  "),
            (Text, "See "),
            (Link, "the inspection report"),
            (Text, " and "),
            (Address, "the road map"),
            (Text, "."),
        ],
        &[],
        &[
            (Rail(Kind::Unknown), "○  "),
            (Label(Kind::Unknown), "What we don't know"),
            (Text, "   "),
            (Question, "Who pays?"),
        ],
        &[
            (Rail(Kind::Disputed), "◐  "),
            (Label(Kind::Disputed), "The other side"),
            (Text, "   Hauliers call the closure "),
            (FoundQuote, "“rushed”"),
            (Text, "."),
        ],
        &[(Rail(Kind::Said), "❝  "), (Label(Kind::Said), "What they're saying")],
        &[(Rail(Kind::Said), "│  "), (Quote, "“We would rather close a day early than a day late.”")],
        &[
            (Rail(Kind::Said), "│  "),
            (Speaker, "The chief engineer"),
            (Circumstance, ", at the site on Tuesday; "),
            (Indirect, "more tests will follow."),
        ],
        &[
            (Rail(Kind::Stakes), "▲  "),
            (Label(Kind::Stakes), "Why it matters"),
            (Text, "   "),
            (EntryDate, "6 am"),
            (Text, " "),
            (Match, "bridge"),
            (Text, " or "),
            (MatchCurrent, "bridge"),
            (Text, " "),
            (Selection, "selected words"),
            (Text, " "),
            (Hint, "as"),
        ],
        &[(Caption, "   The bridge before dawn."), (Text, "  "), (NoticeError, " not saved ")],
        &[(StatusBar, " "), (StatusAccent, "PAGE"), (StatusBar, "  What we know · 2 of 5 · 3 min left ")],
    ]
}
