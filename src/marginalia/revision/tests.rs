//! Blocks, targets, and the text that is kept.

use proptest::prelude::*;

use super::*;
use crate::model::Extract;

fn article(yaml: &str) -> Article {
    let reading = crate::format::read(yaml.as_bytes(), "bridge");
    reading.article.expect("an article")
}

fn revision(yaml: &str) -> Revision {
    let article = article(yaml);
    Revision::of(&article, &article.outline())
}

const BRIDGE: &str = r#"format: byline/1
headline: Harbour bridge to close on Monday
subtitle: Nobody says for how long
people:
  lee: Anna Lee, harbour master
  ruiz: Tom Ruiz
story:
  - |
    The opening. It has two sentences.

  - What we know: |
      - The bridge closes at noon.
      - ["It was never meant to last,"](@lee) Lee said. ["We will mend it,"](@ruiz) said Ruiz.

      A paragraph
      after the list.

  - photo: The bridge in 2019
    credit: Ann Other
  - heading: Background
  - What we know: |
      - It opened in 1931.

      ```
      let a = 1;
      let b = 2;
      ```
  - Timeline: |
      - 1931: It opens.
  - quote: |
      We were told nothing.

      Nothing at all.
    by: ruiz
"#;

fn paths(revision: &Revision) -> Vec<String> {
    let path = |block: &Block| {
        let section = block.path.section.as_ref().map_or("", Text::as_str);
        format!("{section}/{}{}", block.path.kind, block.path.n)
    };
    revision.blocks.iter().map(path).collect()
}

#[test]
fn every_leaf_is_a_block_with_a_path_of_its_own() {
    let revision = revision(BRIDGE);
    assert_eq!(
        paths(&revision),
        [
            "/headline1",
            "/subtitle1",
            "/paragraph1",
            "What we know/bullet1",
            "What we know/bullet2",
            "What we know/paragraph1",
            "What we know/caption1",
            "/heading1",
            "What we know/bullet3",
            "What we know/code1",
            "Timeline/entry1",
            "Timeline/quote1",
            "Timeline/quote2",
        ]
    );
    let speakers: Vec<Vec<&str>> = revision
        .blocks
        .iter()
        .map(|block| block.quotes.iter().map(|(_, by)| by.as_ref().map_or("", PersonId::as_str)).collect())
        .collect();
    assert_eq!(speakers[4], ["lee", "ruiz"]);
    assert_eq!((&speakers[11][..], &speakers[12][..]), (&["ruiz"][..], &["ruiz"][..]));
}

#[test]
fn the_kept_text_is_readable_and_comes_back() {
    let revision = revision(BRIDGE);
    let text = revision.to_text();
    assert!(text.starts_with("byline revision 1\n\n[headline]\n|Harbour bridge to close on Monday\n\n[subtitle]\n"));
    assert!(
        text.contains("\n[paragraph]\n|The opening.\n| It has two sentences.\n\n= What we know\n\n[bullet]\n"),
        "{text}"
    );
    assert!(text.contains("\nsaid 0-29 by lee\n"), "{text}");
    assert!(text.contains("|let a = 1;\n/let b = 2;\n"), "{text}");
    assert_eq!(unplaced(Revision::from_text(&text).expect("its own text")), unplaced(revision));
    for foreign in [
        "",
        "byline revision 2\n",
        "byline revision 1\n[x]\n",
        "byline revision 1\n|x\n",
        "byline revision 1\n\n[a]\n|b\nsaid 0-9\n",
    ] {
        assert_eq!(Revision::from_text(foreign), None, "{foreign:?}");
    }
}

fn unplaced(mut revision: Revision) -> Revision {
    revision.blocks.iter_mut().for_each(|block| block.place = Place::default());
    revision
}

fn words(revision: &Revision, from: (usize, &str), to: (usize, &str)) -> Extract {
    let span = |(block, words): (usize, &str)| {
        let text = &revision.blocks[block].text;
        let start = text.as_str().find(words).expect("stands there");
        text.span(start..start + words.len()).expect("a span")
    };
    let part = |at: usize| {
        let text = &revision.blocks[at].text;
        let start = if at == from.0 { span(from).start() } else { 0 };
        let end = if at == to.0 { span(to).end() } else { text.len() };
        (revision.blocks[at].place, text.span(start..end).expect("a span"))
    };
    Extract { parts: (from.0..=to.0).map(part).collect() }
}

#[test]
fn a_target_says_where_which_and_between_what() {
    let revision = revision(BRIDGE);
    let one = words(&revision, (4, "never meant"), (4, "never meant"));
    let target = revision.target(&one).expect("words");
    assert_eq!((target.exact.as_str(), target.start, target.end), ("never meant", 8, 19));
    assert_eq!((target.block.n, target.block.speaker.as_ref().map(PersonId::as_str)), (2, Some("lee")));
    assert_eq!(target.prefix, " bridge closes at noon.\n\"It was ");
    assert_eq!(target.suffix, " to last,\" Lee said. \"We will me");
    assert_eq!(revision.extract(&target), Some(one));

    let sentence = words(&revision, (4, "\"It was never meant to last,\" Lee said."), (4, "Lee said."));
    assert_eq!(revision.target(&sentence).expect("words").block.speaker, None, "more than the quote");
}

#[test]
fn a_target_may_run_over_several_blocks() {
    let revision = revision(BRIDGE);
    let many = words(&revision, (3, "closes"), (5, "paragraph"));
    let target = revision.target(&many).expect("words");
    assert!(
        target.exact.as_str().starts_with("closes at noon.\n\"It was")
            && target.exact.as_str().ends_with("Ruiz.\nA paragraph")
    );
    assert_eq!(target.end - target.start, u32::try_from(target.exact.as_str().chars().count()).expect("short"));
    assert_eq!(revision.extract(&target), Some(many));
    let said = words(&revision, (11, "told"), (12, "all"));
    let target = revision.target(&said).expect("words");
    assert_eq!(target.block.speaker.as_ref().map(PersonId::as_str), Some("ruiz"));
    assert_eq!(revision.target(&Extract::default()), None);
}

fn any_revision() -> impl Strategy<Value = Revision> {
    let text = "([a-zé.!? \\n|/=\\[\\]]|👩🏽|ن){1,60}".prop_map(|raw: String| Text::new(&raw));
    let section = proptest::option::of("[a-zA-Z =|]{0,12}".prop_map(|raw| Text::line(&raw)));
    let block = (section, proptest::sample::select(vec!["paragraph", "quote"]), text, any::<(u8, u8)>(), any::<bool>());
    proptest::collection::vec(block, 1..6).prop_map(|blocks| {
        let mut paths = super::blocks::Paths::default();
        let made = blocks.into_iter().enumerate().map(|(at, (section, kind, text, (a, b), known))| {
            let (a, b) = (usize::from(a) % (text.len() + 1), usize::from(b) % (text.len() + 1));
            let quotes = vec![(text.span_around(a.min(b)..a.max(b)), known.then(|| "lee".parse().expect("an id")))];
            let place = Place { item: u32::try_from(at).expect("few"), leaf: 0 };
            Block { path: paths.next(section, Text::new(kind)), place, text, quotes }
        });
        Revision { blocks: made.collect() }
    })
}

proptest! {
    #[test]
    fn any_revision_comes_back(revision in any_revision()) {
        let text = revision.to_text();
        prop_assert_eq!(Revision::from_text(&text), Some(revision), "{}", text);
    }

    #[test]
    fn any_words_are_found_on_their_own_revision(revision in any_revision(), from in 0_usize..6, to in 0_usize..6, a in any::<u8>(), b in any::<u8>()) {
        let blocks = revision.blocks.len();
        let (from, to) = ((from % blocks).min(to % blocks), (from % blocks).max(to % blocks));
        let at = |block: usize, point: u8| usize::from(point) % (revision.blocks[block].text.len() + 1);
        let part = |index: usize| {
            let text = &revision.blocks[index].text;
            let start = if index == from { at(from, a) } else { 0 };
            let end = if index == to { at(to, b) } else { text.len() };
            (revision.blocks[index].place, text.span_around(start.min(end)..end))
        };
        let parts: Vec<_> = (from..=to).map(part).filter(|(_, span)| !span.is_empty()).collect();
        let words = Extract { parts };
        if let Some(target) = revision.target(&words) {
            prop_assert_eq!(revision.extract(&target), Some(words));
            prop_assert!(target.prefix.as_str().chars().count() <= 32);
        }
    }

    #[test]
    fn any_text_may_be_read(text in "(byline revision 1\n)?([\\[\\]=|/a-z0-9 -]|\n|said ){0,80}") {
        if let Some(revision) = Revision::from_text(&text) {
            prop_assert_eq!(unplaced(Revision::from_text(&revision.to_text()).expect("its own")), unplaced(revision));
        }
    }
}
