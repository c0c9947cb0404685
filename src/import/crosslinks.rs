//! Links of copy that lead into the library: by the address an article was published at, or by its headline.

use std::collections::HashMap;

use crate::model::{Article, ArticleId, Form, Reference, Text, canonical_address};

use super::{
    annotate::{Options, annotate},
    manuscript::{Imported, Manuscript, Remark},
};

/// The most headlines without an article for which one like it is looked for.
const LIKE_MAX: usize = 8;

/// What copy that comes in asks of the library it comes into.
pub trait Elsewhere {
    /// The article that was published at this address, as [`canonical_address`] spells it.
    fn at_address(&self, address: &str) -> Option<ArticleId>;
    /// The articles of that headline, letter case, accents and spaces aside.
    fn of_headline(&self, headline: &str) -> Vec<ArticleId>;
    /// The article whose headline is most like it, where one is like it at all.
    fn like_headline(&self, headline: &str) -> Option<(ArticleId, Text)>;
}

/// A library without an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nowhere;

impl Elsewhere for Nowhere {
    fn at_address(&self, _address: &str) -> Option<ArticleId> {
        None
    }

    fn of_headline(&self, _headline: &str) -> Vec<ArticleId> {
        Vec::new()
    }

    fn like_headline(&self, _headline: &str) -> Option<(ArticleId, Text)> {
        None
    }
}

/// Makes an article of a manuscript, its links to other articles of the library made cross-links.
#[must_use]
pub fn bring_in(manuscript: Manuscript, library: &dyn Elsewhere) -> Imported {
    let options = Options { articles: addressed(&manuscript, library) };
    let mut imported = annotate(manuscript, &options);
    by_headline(&mut imported, library);
    imported
}

/// The addresses of a manuscript that lead into the library. Its own is none of them: an article that comes again may be
/// there already.
fn addressed(manuscript: &Manuscript, library: &dyn Elsewhere) -> HashMap<String, ArticleId> {
    let own = manuscript.head.url.as_ref().and_then(|url| canonical_address(url.as_str()));
    let mut known: HashMap<String, ArticleId> = HashMap::new();
    let mut asked: HashMap<String, Option<ArticleId>> = HashMap::new();
    for link in manuscript.blocks.iter().flat_map(|block| &block.runs).filter_map(|run| run.link.as_ref()) {
        let Some(address) = canonical_address(link.as_str()).filter(|address| Some(address) != own.as_ref()) else {
            continue;
        };
        let found = asked.entry(address).or_insert_with_key(|address| library.at_address(address));
        if let Some(id) = found {
            known.insert(link.to_string(), id.clone());
        }
    }
    known
}

/// Related headlines that lead nowhere yet: to the one article of that headline. Of several none is taken.
fn by_headline(imported: &mut Imported, library: &dyn Elsewhere) {
    let Imported { article, remarks } = imported;
    let Article { id: own, story, .. } = article;
    let mut alike = 0;
    for item in story.iter_mut().filter(|item| item.form == Form::Related && item.to.is_none()) {
        let headline = Text::line(&item.text.plain());
        let mut found = library.of_headline(headline.as_str());
        found.retain(|id| id != own);
        match found.as_slice() {
            [id] => {
                remarks.push(Remark::Note { text: Text::line(&format!("{id} has the headline of the related link")) });
                item.to = Some(Reference::Article(id.clone()));
            }
            [] if alike < LIKE_MAX => {
                alike += 1;
                if let Some((id, like)) = library.like_headline(headline.as_str()).filter(|(id, _)| id != own) {
                    let what = Text::line(&format!("perhaps {id} (“{like}”) is meant; `to: {id}` would link it"));
                    remarks.push(Remark::Proposed { words: headline, what });
                }
            }
            [] => {}
            several => {
                let ids: Vec<&str> = several.iter().map(ArticleId::as_str).collect();
                let what = format!("several articles have this headline; `to:` with one of {}", ids.join(", "));
                remarks.push(Remark::Proposed { words: headline, what: Text::line(&what) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        import::{Block, Run, text},
        model::{Mark, Rel},
    };

    /// One article, by its address and its headline.
    struct Ferry;

    impl Elsewhere for Ferry {
        fn at_address(&self, address: &str) -> Option<ArticleId> {
            (address == "courier.example/ferry").then(|| "ferry".parse().unwrap())
        }

        fn of_headline(&self, headline: &str) -> Vec<ArticleId> {
            let ids: &[&str] = match headline {
                "Ferry returns to port" => &["ferry"],
                "Weather today" => &["rain", "sun"],
                _ => &[],
            };
            ids.iter().map(|id| id.parse().unwrap()).collect()
        }

        fn like_headline(&self, headline: &str) -> Option<(ArticleId, Text)> {
            let like = headline.starts_with("Ferry");
            like.then(|| ("ferry".parse().unwrap(), Text::new("Ferry returns to port")))
        }
    }

    fn linked(words: &str, link: &str) -> Block {
        let run =
            |text: &str, link: Option<&str>| Run { text: Text::new(text), link: link.map(Text::new), ..Run::default() };
        Block { runs: vec![run("The boat ", None), run(words, Some(link)), run(" at noon.", None)], ..Block::default() }
    }

    #[test]
    fn a_link_to_the_address_of_an_article_is_a_cross_link() {
        let mut copy = text("Harbour reopens\n\nFirst words of the story stand here.");
        copy.head.url = Some(Text::new("https://courier.example/harbour"));
        copy.blocks.push(linked("came back", "http://www.courier.example/ferry/?utm_source=x#top"));
        copy.blocks.push(linked("is its own", "https://courier.example/harbour#more"));
        copy.blocks.push(linked("leads out", "https://elsewhere.example/"));
        let made = bring_in(copy, &Ferry);
        let links: Vec<String> = made
            .article
            .story
            .iter()
            .flat_map(|item| {
                item.text.leaves().into_iter().flat_map(|leaf| leaf.marks().to_vec()).filter_map(|(_, mark)| match mark
                {
                    Mark::Link(to) => Some(to.to_string()),
                    _ => None,
                })
            })
            .collect();
        assert_eq!(links, ["ferry", "https://courier.example/harbour#more", "https://elsewhere.example/"]);
    }

    #[test]
    fn a_related_headline_leads_to_the_one_article_that_has_it() {
        let copy = "Harbour reopens\n\nThe harbour opened again on Friday morning after a week.\n\nRELATED: Ferry returns to port\n\nPREVIOUS: Ferry returns to port\n\nRELATED: Weather today\n\nRELATED: Ferry turns round\n\nRELATED: Nothing like it here\n\nBoats went out at noon, and more of them came back.";
        let made = bring_in(text(copy), &Ferry);
        let related: Vec<_> = made.article.story.iter().filter(|item| item.form == Form::Related).collect();
        let to = |at: usize| related[at].to.as_ref().map(ToString::to_string);
        assert_eq!((to(0).as_deref(), related[0].rel), (Some("ferry"), None));
        assert_eq!((to(1).as_deref(), related[1].rel), (Some("ferry"), Some(Rel::Background)));
        assert_eq!((to(3), to(4)), (None, None));
        let proposed: Vec<&str> = made
            .remarks
            .iter()
            .filter_map(|remark| match remark {
                Remark::Proposed { what, .. } => Some(what.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(proposed.len(), 2, "{proposed:?}");
        assert!(proposed[0].contains("rain, sun") && proposed[1].contains("`to: ferry`"), "{proposed:?}");
    }
}
