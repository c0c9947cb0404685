//! Cards for other programs: plain text, JSON with where each card stands, and text that Anki takes.

use std::fmt::Write as _;

use serde::Serialize;

use super::anki::{field, tag};
use crate::{
    model::{AnnotationId, Text},
    study::{Card, GAP, Standing},
};

/// A format that cards are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Anki,
}

/// A card, where it stands, and what leads back to its article.
#[derive(Clone, Debug)]
pub struct Filed<'a> {
    pub card: &'a Card,
    pub standing: &'a Standing,
    /// What its passage says now, where it went stale.
    pub why: Option<&'a Text>,
    pub link: String,
}

/// Writes cards in a format.
#[must_use]
pub fn write(format: Format, cards: &[Filed<'_>]) -> String {
    match format {
        Format::Text => cards.iter().map(plain).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let rows: Vec<Row<'_>> = cards.iter().map(Row::of).collect();
            serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
        }
        Format::Anki => HEAD.to_owned() + &cards.iter().map(note).collect::<String>(),
    }
}

/// The question, the answer, and where the card stands.
fn plain(filed: &Filed<'_>) -> String {
    let Filed { card, standing, .. } = filed;
    let mut out = String::new();
    for line in card.content.front.as_str().lines() {
        let _infallible = writeln!(out, "{line}");
    }
    for line in card.content.back.as_str().lines() {
        let _infallible = writeln!(out, "    {line}");
    }
    let due = if standing.is_live() && !standing.is_new() { format!("due {}", standing.due) } else { String::new() };
    let tags: Vec<String> = card.content.tags.iter().map(|tag| format!("#{tag}")).collect();
    let (tags, article) = (tags.join(" "), card.origin.article.as_str());
    let parts = [standing.stage().name(), &due, article, &tags];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let _infallible = writeln!(out, "    {}", parts.join(" · "));
    out
}

/// A card as JSON. Fields may be added, none renamed.
#[derive(Serialize)]
struct Row<'a> {
    id: String,
    recipe: &'static str,
    question: &'a Text,
    answer: &'a Text,
    /// The one right answer, where there is one that can be typed.
    typed: Option<&'a Text>,
    tags: &'a [Text],
    article: &'a str,
    headline: &'a Text,
    date: Option<&'a Text>,
    speaker: Option<&'a Text>,
    section: Option<&'a Text>,
    passage: &'a Text,
    topics: &'a [Text],
    annotation: Option<&'a str>,
    link: &'a str,
    /// `new`, `learning`, `mature`, `suspended`, `changed`, `gone` or `contradicted`.
    state: &'static str,
    why: Option<&'a Text>,
    made: String,
    last: Option<String>,
    due: Option<String>,
    reviews: u32,
    lapses: u16,
    leech: bool,
    stability_days: Option<f32>,
    difficulty: Option<f32>,
}

impl<'a> Row<'a> {
    fn of(filed: &'a Filed<'a>) -> Self {
        let Filed { card: Card { id, content, origin }, standing, why, link } = filed;
        Self {
            id: id.to_string(),
            recipe: origin.recipe.name(),
            question: &content.front,
            answer: &content.back,
            typed: content.answer.as_ref(),
            tags: &content.tags,
            article: origin.article.as_str(),
            headline: &origin.headline,
            date: origin.date.as_ref(),
            speaker: origin.speaker.as_ref(),
            section: origin.section.as_ref(),
            passage: &origin.passage,
            topics: &origin.topics,
            annotation: origin.annotation.as_ref().map(AnnotationId::as_str),
            link,
            state: standing.stage().name(),
            why: *why,
            made: standing.made.to_string(),
            last: standing.memory.map(|_| standing.last.to_string()),
            due: standing.memory.map(|_| standing.due.to_string()),
            reviews: standing.reviews,
            lapses: standing.lapses,
            leech: standing.is_leech(),
            stability_days: standing.memory.map(|memory| memory.stability_days),
            difficulty: standing.memory.map(|memory| memory.difficulty),
        }
    }
}

/// Each row begins with the guid, since one that begins with `#` is taken for a remark. When a card was asked and when it
/// is due is not told: Anki keeps that by itself, and reviews it has not seen would be made up.
const HEAD: &str = "#separator:Tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n";

/// A note of Anki's, on one line. The card's id is its guid, so that a second import renews it.
fn note(filed: &Filed<'_>) -> String {
    let Filed { card, standing, link, .. } = filed;
    let origin = origin(card, link);
    let (front, back) = (card.content.front.as_str(), card.content.back.as_str());
    // the kind of a note never changes, whatever a reader makes of the card: Anki renews none of another kind
    let (kind, first, second) = if card.origin.recipe.hides() {
        let gaps = gaps(card).unwrap_or_else(|| format!("{}<br>{{{{c1::{}}}}}", braced(front), braced(back)));
        ("Cloze", gaps, origin)
    } else {
        ("Basic", field(front), field(back) + &origin)
    };
    let mut tags: Vec<String> = card.content.tags.iter().map(|own| tag(own.as_str())).collect();
    tags.push(format!("byline::{}", card.origin.recipe.name()));
    if !standing.is_live() {
        tags.push(format!("byline::{}", standing.stage().name()));
    }
    let id = card.id.to_string();
    [&id, kind, "byline", &first, &second, &tags.join(" ")].join("\t") + "\n"
}

/// The question with the words that it hides put back as Anki marks them; `None` where nothing is hidden, or an edit has
/// left words that don't fit the gaps.
fn gaps(card: &Card) -> Option<String> {
    let parts: Vec<&str> = card.content.front.as_str().split(GAP).collect();
    let words: Vec<&str> = match parts.len() {
        0 | 1 => return None,
        2 => vec![card.content.back.as_str()],
        _ => card.content.back.as_str().split(" … ").collect(),
    };
    if words.len() + 1 != parts.len() || words.iter().any(|word| word.trim().is_empty()) {
        return None;
    }
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        out += &braced(part);
        if let Some(word) = words.get(at) {
            // all gaps of a card are asked at once
            let _infallible = write!(out, "{{{{c1::{}}}}}", braced(word));
        }
    }
    Some(out)
}

/// Words among which no sign of a cloze is left.
fn braced(words: &str) -> String {
    field(words).replace("{{", "{&#123;").replace("}}", "}&#125;").replace("::", ":&#58;")
}

/// The passage, and who said it in which section of which article.
fn origin(card: &Card, link: &str) -> String {
    let origin = &card.origin;
    let mut out = String::new();
    if origin.passage != card.content.back && !origin.passage.is_empty() {
        let _infallible = write!(out, "<blockquote>{}</blockquote>", field(origin.passage.as_str()));
    } else {
        out.push_str("<br><br>");
    }
    let parts = [&origin.speaker, &origin.section, &Some(origin.headline.clone()), &origin.date];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| field(part.as_str())).collect();
    let link = field(link);
    let _infallible = write!(out, "{} · <a href=\"{link}\">{link}</a>", parts.join(" · "));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{CardId, Content, Day, Memory, Origin, Recipe, Stale};

    fn card(front: &str, back: &str) -> Card {
        let content = Content {
            front: Text::new(front),
            back: Text::new(back),
            answer: None,
            tags: vec![Text::new("ferry fares"), Text::new("harbour")],
        };
        let origin = Origin {
            recipe: Recipe::Number,
            article: "ferry".parse().unwrap(),
            headline: Text::new("The \"ferry\" & the bridge"),
            date: Some(Text::new("2031-05-20")),
            speaker: Some(Text::new("Ana Lee")),
            section: Some(Text::new("What we know")),
            passage: Text::new("It costs <three> crowns\nand takes ten minutes."),
            target: None,
            annotation: None,
            topics: Vec::new(),
        };
        Card { id: CardId(7), content, origin }
    }

    fn shown(format: Format, card: &Card, standing: Standing) -> String {
        let standing = Standing { known: true, ..standing };
        let why = Text::new("it is four now");
        let link = "https://lantern.example/ferry?a=1&b=2".to_owned();
        write(format, &[Filed { card, standing: &standing, why: standing.stale.map(|_| &why), link }])
    }

    fn fields(card: &Card) -> Vec<String> {
        let text = shown(Format::Anki, card, Standing::default());
        text.lines().last().unwrap().split('\t').map(str::to_owned).collect()
    }

    #[test]
    fn a_gap_becomes_a_cloze_note_and_a_question_a_basic_one() {
        let gap = "It costs […] crowns\nand takes […] minutes.";
        insta::assert_snapshot!(shown(Format::Anki, &card(gap, "<three> … ten"), Standing::default()), @r#"
        #separator:Tab
        #html:true
        #guid column:1
        #notetype column:2
        #deck column:3
        #tags column:6
        00000000000000000000000007	Cloze	byline	It costs {{c1::&lt;three&gt;}} crowns<br>and takes {{c1::ten}} minutes.	<blockquote>It costs &lt;three&gt; crowns<br>and takes ten minutes.</blockquote>Ana Lee · What we know · The &quot;ferry&quot; &amp; the bridge · 2031-05-20 · <a href="https://lantern.example/ferry?a=1&amp;b=2">https://lantern.example/ferry?a=1&amp;b=2</a>	ferry_fares harbour byline::number
        "#);
        let mut asks = card("What does it cost?", "Three crowns");
        asks.origin.recipe = Recipe::Note;
        let asked = fields(&asks);
        assert_eq!((asked[1].as_str(), asked[3].as_str()), ("Basic", "What does it cost?"));
        assert!(asked[4].starts_with("Three crowns<blockquote>"), "{asked:?}");
    }

    #[test]
    fn a_note_keeps_its_kind_whatever_is_made_of_the_card_and_braces_are_words() {
        let reworded = fields(&card("What does it cost?", "Three"));
        assert_eq!((reworded[1].as_str(), reworded[3].as_str()), ("Cloze", "What does it cost?<br>{{c1::Three}}"));
        assert_eq!(fields(&card("[…] and […]", "one"))[3], "[…] and […]<br>{{c1::one}}");
        // an ellipsis within the one gap is a part of it
        assert_eq!(fields(&card("[…] crowns", "two … three"))[3], "{{c1::two … three}} crowns");
        assert_eq!(fields(&card("{{c2::x}} […]", "a::b}}"))[3], "{&#123;c2:&#58;x}&#125; {{c1::a:&#58;b}&#125;}}");
        let row = shown(Format::Anki, &card("a\tb\nc", "d"), Standing::default());
        assert!(row.lines().skip(6).count() == 1 && fields(&card("a\tb\nc", "d")).len() == 6);
    }

    #[test]
    fn what_is_set_aside_says_so_and_json_says_where_a_card_stands() {
        let memory = Some(Memory { stability_days: 4.5, difficulty: 5.0 });
        let stale =
            Standing { memory, due: Day(20_000), reviews: 3, stale: Some(Stale::Changed), ..Standing::default() };
        assert!(shown(Format::Anki, &card("?", "!"), stale).trim_end().ends_with("byline::number byline::changed"));
        let rows: serde_json::Value = serde_json::from_str(&shown(Format::Json, &card("?", "!"), stale)).expect("JSON");
        let row = &rows[0];
        assert_eq!(
            (&row["state"], &row["why"], &row["reviews"]),
            (&"changed".into(), &"it is four now".into(), &3.into())
        );
        assert_eq!((&row["due"], &row["stability_days"]), (&"2024-10-04".into(), &4.5.into()));
        let new: serde_json::Value =
            serde_json::from_str(&shown(Format::Json, &card("?", "!"), Standing::default())).expect("JSON");
        assert_eq!((&new[0]["state"], &new[0]["due"]), (&"new".into(), &serde_json::Value::Null));
        insta::assert_snapshot!(shown(Format::Text, &card("?", "!"), Standing { stale: None, ..stale }), @"
        ?
            !
            learning · due 2024-10-04 · ferry · #ferry fares #harbour
        ");
    }
}
