//! Links that are written into sources of every layout.

use super::*;

const STORY: &str = "\nstory:\n  - |\n    [It was over in a day.](#day) [Nobody said why.](#why)\n\n  - What we know: |\n      - # no comment\n";

fn add(claims: &str, claim: &str) -> Result<String, Unlinked> {
    let head = "format: byline/1 # as always\nheadline: 'One day'\npublished: 2025-05-16\n";
    let source = format!("{head}{claims}{STORY}");
    let after = add_link(&source, &claim.parse().unwrap(), Rel::Answers, &Reference::parse("first#long"))?;
    let body = after.strip_prefix(head).expect("the head stays").strip_suffix(STORY).expect("the story stays");
    Ok(body.to_owned())
}

#[test]
fn a_claim_that_is_a_map_gets_one_line_more() {
    let claims = "claims:\n  day:   # by the chair\n    by: stone\n    source: [a, b] # both\n\n  why: {by: stone}\n";
    assert_eq!(
        add(claims, "day").unwrap(),
        "claims:\n  day:   # by the chair\n    by: stone\n    source: [a, b] # both\n    answers: first#long\n\n  why: {by: stone}\n"
    );
    assert_eq!(add(claims, "why").unwrap(), claims.replace("{by: stone}", "{by: stone, answers: first#long}"));
}

#[test]
fn a_link_stands_beside_others_of_its_kind() {
    let one = "claims:\n  day:\n    answers: 'other#x'  # first\n    status: known\n";
    assert_eq!(add(one, "day").unwrap(), one.replace("'other#x'", "['other#x', first#long]"));
    let list = "claims:\n  day:\n    answers: [other#x, 'third#y' ]\n";
    assert_eq!(add(list, "day").unwrap(), list.replace("'third#y' ]", "'third#y', first#long ]"));
    let block = "claims:\n  day:\n    answers:\n      - other#x # one\n      - third#y # two\n    status: known\n";
    assert_eq!(add(block, "day").unwrap(), block.replace("# two\n", "# two\n      - first#long\n"));
    let flow = "claims:\n  day: {answers: other#x, status: known}\n";
    assert_eq!(add(flow, "day").unwrap(), flow.replace("other#x", "[other#x, first#long]"));
    let empty = "claims:\n  day:\n    answers:\n    status: known\n";
    assert_eq!(add(empty, "day").unwrap(), empty.replace("answers:", "answers: first#long"));
    assert!(matches!(add("claims:\n  day: {answers: first#long}\n", "day"), Err(Unlinked::Already { .. })));
}

#[test]
fn words_of_a_claim_become_its_text() {
    let plain = "claims:\n  day: It was over in a day. # so he said\n  why: {by: stone}\n";
    assert_eq!(
        add(plain, "day").unwrap(),
        "claims:\n  day:\n    text: It was over in a day. # so he said\n    answers: first#long\n  why: {by: stone}\n"
    );
    let block = "claims:\n  day: |\n    It was over.\n\n    In a day.\n\n  why: {by: stone}\n";
    assert_eq!(
        add(block, "day").unwrap(),
        "claims:\n  day:\n    text: |\n      It was over.\n\n      In a day.\n    answers: first#long\n\n  why: {by: stone}\n"
    );
    let flow = "claims: {day: Over in a day., why: {by: stone}}\n";
    assert_eq!(
        add(flow, "day").unwrap(),
        "claims: {day: {text: Over in a day., answers: first#long}, why: {by: stone}}\n"
    );
}

#[test]
fn a_claim_that_only_the_story_has_gets_a_row() {
    let row = "  day: {answers: first#long}\n";
    assert_eq!(add("", "day").unwrap(), format!("\nclaims:\n{row}"));
    assert_eq!(add("claims:\n", "day").unwrap(), format!("claims:\n{row}"));
    // byline takes what follows the colon for words, and a table of words is no table.
    assert!(matches!(add("claims: # none\n", "day"), Err(Unlinked::Unsafe { .. })));
    assert_eq!(add("claims: {}\n", "day").unwrap(), "claims: {day: {answers: first#long}}\n");
    let other = "claims:\n  why: {by: stone} # who else\n  # that is all\n";
    assert_eq!(
        add(other, "day").unwrap(),
        "claims:\n  why: {by: stone} # who else\n  day: {answers: first#long}\n  # that is all\n"
    );
    let bare = "claims:\n  day:\n  why: {by: stone}\n";
    assert_eq!(add(bare, "day").unwrap(), bare.replace("day:", "day: {answers: first#long}"));
    assert!(matches!(add("", "none"), Err(Unlinked::NoClaim(_))));
}

#[test]
fn lines_end_as_they_did() {
    let source = "\u{feff}format: byline/1\r\nheadline: x\r\nclaims:\r\n  day:\r\n    by: stone\r\nstory:\r\n  - |\r\n    [Over.](#day)";
    let to = Reference::parse("first#long");
    let after = add_link(source, &"day".parse().unwrap(), Rel::PartlyAnswers, &to).unwrap();
    assert_eq!(after, source.replace("by: stone\r\n", "by: stone\r\n    partly answers: first#long\r\n"));
    let last = "format: byline/1\nheadline: x\nstory:\n- '[Over.](#day)'\nclaims:\n  day: {by: stone}";
    let after = add_link(last, &"day".parse().unwrap(), Rel::Answers, &to).unwrap();
    assert_eq!(after, last.replace("{by: stone}", "{by: stone, answers: first#long}"));
    let last = "format: byline/1\nheadline: x\nstory:\n- '[Over.](#day)'\nclaims:\n  day:\n    by: stone";
    assert_eq!(
        add_link(last, &"day".parse().unwrap(), Rel::Answers, &to).unwrap(),
        format!("{last}\n    answers: first#long")
    );
}

#[test]
fn a_comment_above_the_story_stays_there() {
    let source = "format: byline/1\nheadline: x\n\n# the story\nstory:\n  - '[Over.](#day)'\n";
    let after = add_link(source, &"day".parse().unwrap(), Rel::Answers, &Reference::parse("first#long")).unwrap();
    assert_eq!(after, source.replace("# the", "claims:\n  day: {answers: first#long}\n\n# the"));
}

#[test]
fn prose_that_was_typed_without_a_bar_is_left_as_it_was_typed() {
    let source = "format: byline/1\nheadline: x\nclaims:\n  day: {by: stone}\n  why:\n    note: It's: odd # really\nstory:\n  - \"We,\" he said, [over](#day) [why](#why).\n  - What we know: it: is\n";
    let to = Reference::parse("first#long");
    let after = add_link(source, &"why".parse().unwrap(), Rel::Answers, &to).unwrap();
    assert_eq!(after, source.replace("# really\n", "# really\n    answers: first#long\n"));
}

#[test]
fn own_questions_are_named_without_their_article() {
    let source =
        "format: byline/1\nheadline: x\nstory:\n  - '[Over.](#day)'\n  - What we don't know: '[How long.](#long)'\n";
    let to = Reference::Claim { article: None, claim: "long".parse().unwrap() };
    let after = add_link(source, &"day".parse().unwrap(), Rel::Answers, &to).unwrap();
    assert!(after.contains("\n  day: {answers: long}\n"), "{after}");
}

#[test]
fn what_can_not_be_read_is_not_written() {
    let to = Reference::parse("first#long");
    let id: ClaimId = "day".parse().unwrap();
    assert_eq!(add_link("", &id, Rel::Answers, &to), Err(Unlinked::Unreadable));
    let kept =
        "format: byline/1\nheadline: x\nclaims:\n  day: |+\n    Over.\n\n  why: {by: a}\nstory:\n  - '[x](#why)'\n";
    assert!(matches!(add_link(kept, &id, Rel::Answers, &to), Err(Unlinked::Unsafe { .. })));
    let twice =
        "format: byline/1\nheadline: x\nclaims: {day: {by: a}}\nclaims:\n  day:\n    by: b\nstory:\n  - '[x](#day)'\n";
    assert!(!matches!(add_link(twice, &id, Rel::Answers, &to), Ok(after) if after.matches("first#long").count() != 1));
}
