//! Proposals of a whole article, as a reader would see them.

use super::*;
use crate::{format, marginalia::Revision};

const ARTICLE: &str = r#"format: byline/1
headline: The harbour bridge will close
published: 2031-05-02
topics: [Local]
people:
  lee: {name: Ada Lee, role: mayor}
  fox: {name: Ben Fox, role: engineer}
sources:
  survey: {name: Bridge survey, date: 2031-04-20, kind: document}
claims:
  unsafe: {by: lee, status: claimed, source: survey}
  sound: {by: fox, status: disputed, contradicts: unsafe}
story:
  - What we know: |
      - The bridge carries 4,200 cars a day.
      - It was opened on March 10, 1964.
  - What they're saying: |
      ["It will close on Monday,"](@lee 'press call, May 2') Lee said.
      [The bridge is unsafe, she said](@lee#unsafe).
  - The other side: |
      [The bridge would hold another twenty years](@fox#sound), Fox replied.
  - What we don't know: |
      - [Who will pay.](#payer)
      - [How long the works will take.](#time)
"#;

fn proposals(answered: &[AnsweredBy]) -> (Article, Outline, Vec<Proposal>) {
    let article = format::read(ARTICLE.as_bytes(), "bridge").article.expect("an article");
    let outline = article.outline();
    let proposals = propose(&article, &outline, answered);
    (article, outline, proposals)
}

fn shown(proposals: &[Proposal]) -> String {
    let line = |proposal: &Proposal| {
        let Content { front, back, answer, .. } = &proposal.content;
        let answer = answer.as_ref().map(|answer| format!(" [{answer}]")).unwrap_or_default();
        format!(
            "{}: {} → {}{answer}",
            proposal.recipe.name(),
            front.as_str().replace('\n', " / "),
            back.as_str().replace('\n', " / ")
        )
    };
    proposals.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_structure_of_an_article_suggests_cards() {
    let answered = AnsweredBy {
        question: "payer".parse().unwrap(),
        words: Text::new("The county pays for all of it"),
        by: Some(Text::new("Ada Lee")),
        published: Some(Text::new("2031-05-09")),
        headline: None,
    };
    let (.., proposals) = proposals(&[answered]);
    insta::assert_snapshot!(shown(&proposals), @r"
    number: The bridge carries […] cars a day. → 4,200 [4,200]
    date: It was opened on […]. → March 10, 1964 [March 10, 1964]
    who: Who said it? / “It will close on Monday,” → Ada Lee, mayor, press call, May 2 [Ada Lee]
    status: How did this stand on 2031-05-02? / “The bridge is unsafe, she said” → Claimed, by Ada Lee, mayor [claimed]
    source: Which source is this from? / “The bridge is unsafe, she said” → Bridge survey, 2031-04-20
    status: How did this stand on 2031-05-02? / “The bridge would hold another twenty years” → Disputed, by Ben Fox, engineer [disputed]
    other-side: What does the other side answer? / “The bridge is unsafe, she said” (Ada Lee) → The bridge would hold another twenty years – Ben Fox, engineer
    open: The harbour bridge will close / What was still open on 2031-05-02? → • Who will pay. / • How long the works will take.
    answered: Open on 2031-05-02: Who will pay. / What answered it? → The county pays for all of it – Ada Lee, 2031-05-09
    ");
}

#[test]
fn a_passage_proposes_only_what_is_about_it() {
    let (.., proposals) = proposals(&[]);
    let first = proposals.first().expect("some").words.clone();
    let about = within(proposals.clone(), &first);
    assert_eq!(about.iter().map(|proposal| proposal.recipe).collect::<Vec<_>>(), [Recipe::Number]);
}

#[test]
fn a_card_knows_where_it_came_from() {
    let (article, outline, proposals) = proposals(&[]);
    let who = proposals.iter().find(|proposal| proposal.recipe == Recipe::Who).expect("somebody speaks");
    let card = who.card(CardId(7), &article, &outline, &Revision::of(&article, &outline));
    assert_eq!(card.origin.speaker, Some(Text::new("Ada Lee")));
    assert_eq!(card.origin.section, Some(Text::new("What they're saying")));
    assert_eq!(card.origin.date, Some(Text::new("2031-05-02")));
    assert_eq!(card.is_right("lee"), Some(true));
    assert_eq!(card.is_right("Fox"), Some(false));
}
