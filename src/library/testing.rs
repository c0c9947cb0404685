//! Libraries for tests, from articles as people write them.

use super::{FileFacts, Record, Records};
use crate::format;

/// The record of an article: `head` and `story` without what every article begins with.
pub(super) fn record(id: &str, body: &str) -> Record {
    let source = format!("format: byline/1\n{body}");
    let reading = format::read(source.as_bytes(), id);
    let article = reading.article.expect("an article");
    let facts = FileFacts { path: format!("{id}.yaml"), ..FileFacts::default() };
    Record::of(&article, &article.outline(), &reading.diagnostics, facts)
}

pub(super) fn library(articles: &[(&str, &str)]) -> Records {
    Records(articles.iter().map(|(id, body)| record(id, body)).collect())
}

/// A report that leaves questions open, a second one that takes one up again, and a third that answers some.
pub(super) fn bridge() -> Records {
    library(&[("first", FIRST), ("second", SECOND), ("third", THIRD)])
}

const FIRST: &str = "headline: Bridge closed at Vale
published: 2025-03-01
people:
  moss: {name: Ada Moss, role: mayor, org: Vale}
  source: {name: An engineer, anonymous: not allowed to speak}
sources:
  town: {name: The town}
  courier: {name: The Courier}
claims:
  closed: {source: town}
  cost: {by: moss, status: reported}
story:
  - What we know: |
      [The bridge has been closed since Friday.](#closed) Buses go round by the mill.
      [It will cost two million.](@moss#cost)
  - What we don't know: |
      - [Who ordered the closing.](#who)
      - [When the bridge opens again.](#when)
      - [Whether the river damaged the northern pillar.](#pillar)
      - [How many cars used it on a weekday.](#cars)
  - What they're saying: |
      [\"Nobody will be cut off from the hospital,\"](@moss 'town hall') Moss said.
      [\"We warned them for years about this,\"](@source) the engineer said.
";

const SECOND: &str = "headline: A week without the bridge
published: 2025-03-08
updates: first
people:
  moss: {name: Ada Moss, role: mayor, org: Vale}
sources:
  town: {name: The town}
claims:
  dive: {source: town}
story:
  - What we know: |
      The bridge has been closed since Friday.
      [Divers found no damage to the northern pillar.](#dive)
  - What we don't know: |
      - [When it opens](first#when), the question of the first week.
      - [Who pays for the buses.](#buses)
  - What they're saying: |
      [\"Nobody is going to be cut off from the hospital,\"](@moss 'council') Moss said.
";

const THIRD: &str = "headline: Bridge opens in May
published: 2025-04-02T09:00
updates: second
people:
  moss: {name: Ada Moss, role: former mayor, org: Vale}
  kern: {name: Jo Kern, role: engineer}
sources:
  town: {name: The town}
claims:
  may: {by: kern, answers: second#q-reopened, status: known}
  order: {by: moss, partly answers: first#who, source: town}
  cheaper: {by: kern, status: known, corrects: first#cost}
  buses: {status: withdrawn, repeats: second#buses}
story:
  - What we know: |
      [The bridge opens on May 4](@kern#may), and [it cost less than one million](@kern#cheaper).
      [The order came from the county](@moss#order).
  - What they're saying: |
      [\"We warned them for years about this,\"](@kern) Kern said.
";

#[test]
fn records_tell_what_is_known_asked_and_asked_again() {
    let Records(records) = bridge();
    let known: Vec<&str> = records[0].known.iter().map(|known| known.text.as_str()).collect();
    assert_eq!(known, ["The bridge has been closed since Friday.", "Buses go round by the mill."]);
    assert_eq!(records[0].known[0].claim.as_deref(), Some("closed"));
    assert_eq!(records[1].questions[0].repeats.as_deref(), Some("first#when"));
    assert_eq!(records[1].questions[1].repeats, None);
    let settled = record(
        "a",
        "headline: x\nclaims:\n  out: {status: withdrawn}\n  in: {since: 2025-01-02}\nstory:\n  - What we don't know: |\n      - [Who left.](#out)\n      - [Who came.](#in)\n",
    );
    let told: Vec<_> =
        settled.questions.iter().map(|q| (q.id.as_str(), q.settled.as_deref(), q.since.as_deref())).collect();
    assert_eq!(told, [("out", Some("withdrawn"), None), ("in", None, Some("2025-01-02"))]);
}

#[test]
fn headlines_without_a_link_are_kept_to_be_looked_up() {
    let record = record(
        "a",
        "headline: x\nstory:\n  - |\n    Text.\n  - related: Bridge closed at Vale\n  - related: other-article\n",
    );
    assert_eq!(record.headlines, ["Bridge closed at Vale"]);
}
