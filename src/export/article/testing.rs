//! Articles for the tests of this room.

use crate::{format, model::Article};

/// An article with a bit of everything; the people and places are invented.
pub(super) const SAMPLE: &str = r#"format: byline/1
headline: Sandrey closes its "old" ferry & opens a bridge
subtitle: Cars cross from <Monday>
by: [Mara Quill, Tobias Renn]
dateline: SANDREY
publisher: The Sandrey Post
url: "https://example.org/sandrey/bridge"
published: 2031-05-06T08:30:00+02:00
updated: 2031-05-07
lang: en
topics: [Transport, Harbour]
places: [Sandrey]
rights: © The Sandrey Post
log:
  - 2031-05-07: Corrected the number of cars.
people:
  lee: {name: Ana Lee, role: harbour master, org: Port of Sandrey}
  union: {name: Ferry Union, kind: organisation}
sources:
  minutes: {name: Port of Sandrey, title: Minutes of May 5, url: "https://example.org/minutes", date: 2031-05-05, kind: document}
claims:
  cars: {by: lee, source: minutes, confidence: high}
story:
  - |
    The ferry stopped on *Monday*. See [the plan](https://example.org/plan?a=1&b=2) and [last week](2031-04-29-the-vote).

  - What we know: |
      - ["It ran for 60 years,"](@lee 'press call') she said.
      - [Forty cars an hour will cross](@lee#cars).

      | hour | cars |
      | --- | --- |
      | 8 | 40 |

  - What we don't know: |
      - [Who pays for the ramp.](#ramp)

  - The other side: |
      The union calls it ["a gift to <nobody>"](@union).

      ```rust
      let a = b < c && d;
      ```

  - question: Is the bridge safe?

  - Background: |
      Built from 2029.

      > An old bridge fell.

  - photo: |
      The last ferry.
    credit: Ola Brandt
    alt: A ferry at a quay

  - quote: |
      "We will miss her."
    by: lee
    where: the quay
    date: 2031-05-05

  - number: "40 cars: an hour"

  - related: 2031-04-29-the-vote
"#;

pub(super) fn sample() -> Article {
    read(SAMPLE)
}

pub(super) fn read(yaml: &str) -> Article {
    let reading = format::read(yaml.as_bytes(), "2031-05-06-sandrey-bridge");
    let errors: Vec<_> = reading.diagnostics.iter().filter(|d| d.severity == crate::model::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    reading.article.expect("an article")
}

/// Every article that the repository ships.
pub(super) fn shipped() -> Vec<Article> {
    const SHIPPED: [(&str, &str); 5] = [
        ("welcome", include_str!("../../../articles/welcome.yaml")),
        ("port-merrow", include_str!("../../../articles/2026-03-12-port-merrow-ferry.yaml")),
        ("pause", include_str!("../../../articles/2025-03-03-cyber-command-pause-confirmed.yaml")),
        ("beresheet", include_str!("../../../articles/2019-04-11-beresheet.yaml")),
        ("voices", include_str!("../../../articles/2019-04-12-black-hole-voices.yaml")),
    ];
    SHIPPED.iter().map(|(id, yaml)| format::read(yaml.as_bytes(), id).article.expect("a shipped article")).collect()
}
