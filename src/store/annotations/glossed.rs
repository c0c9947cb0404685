//! Annotations with their articles around them, as lists and exports need them: found in the text as it is now.

use std::{collections::HashMap, ops::ControlFlow, sync::Arc};

use rayon::prelude::*;

use super::Marginalia;
use crate::{
    library::Entry,
    marginalia::{Context, Found, Gloss, Revision, find},
    model::{Annotation, Article, ArticleId, Text},
    store::{Desk, Error},
};

/// The annotations of one article, and the article.
#[derive(Debug)]
pub struct Glossed {
    pub article: ArticleId,
    /// In the order of the text; those whose words are gone come last.
    pub glosses: Vec<Gloss>,
    /// What became of the words of each.
    pub found: Vec<Found>,
    /// The article as it is now, and its text; `None` where the library no longer holds it.
    pub now: Option<(Article, Revision)>,
    /// What could not be read.
    pub faults: Vec<Text>,
}

impl Desk {
    /// Makes something of each article's annotations, on every core. Gives that, in the order of the articles' ids, and
    /// what lies among the annotations and belongs to no article.
    ///
    /// # Errors
    /// Where the library or its annotations can't be read.
    pub fn each_glossed<T: Send>(&self, make: impl Fn(Glossed) -> T + Sync) -> Result<(Vec<T>, Vec<Text>), Error> {
        let mut all = Vec::new();
        let faults = self.all_annotations(&mut |of| {
            all.push(of);
            ControlFlow::Continue(())
        })?;
        if all.is_empty() {
            return Ok((Vec::new(), faults));
        }
        let entries: HashMap<String, Arc<Entry>> =
            self.catalogue()?.0.into_iter().map(|entry| (entry.id.clone(), Arc::new(entry))).collect();
        let glossed = |of: Marginalia| {
            let entry = entries.get(of.article.as_str());
            make(self.glossed(of, entry))
        };
        Ok((all.into_par_iter().map(glossed).collect(), faults))
    }

    /// The annotations of an article that stands on the shelf as `entry`, or is gone.
    fn glossed(&self, of: Marginalia, entry: Option<&Arc<Entry>>) -> Glossed {
        let Marginalia { article: id, live, mut faults } = of;
        let loaded = entry.map(|entry| (entry, self.load(&id, Some(&entry.path))));
        let there = loaded.and_then(|(entry, loaded)| match loaded {
            Ok(loaded) => loaded.reading.article.map(|article| (entry, article)),
            Err(error) => {
                faults.push(error.to_text());
                None
            }
        });
        let Some((entry, article)) = there else {
            let gloss = |annotation: Annotation| {
                let context = Context::without_article(&annotation);
                Gloss { annotation, context }
            };
            let found = vec![Found::Gone; live.len()];
            return Glossed { article: id, glosses: live.into_iter().map(gloss).collect(), found, now: None, faults };
        };
        let outline = article.outline();
        let revision = Revision::of(&article, &outline);
        let found = find(&live.iter().collect::<Vec<_>>(), &|digest| self.revision(&id, digest), &revision);
        let glosses = live.into_iter().zip(found).map(|(annotation, found)| {
            let context = Context::of(&annotation, &found, &article, &outline, entry);
            (Gloss { annotation, context }, found)
        });
        let mut glosses: Vec<(Gloss, Found)> = glosses.collect();
        let blocks: HashMap<_, usize> =
            revision.blocks.iter().enumerate().map(|(at, block)| (block.place, at)).collect();
        glosses.sort_by_key(|(_, found)| {
            let first = found.extract().and_then(|extract| extract.parts.first());
            first.map_or((usize::MAX, 0), |(place, span)| {
                (blocks.get(place).copied().unwrap_or(usize::MAX), span.start())
            })
        });
        let (glosses, found) = glosses.into_iter().unzip();
        Glossed { article: id, glosses, found, now: Some((article, revision)), faults }
    }
}
