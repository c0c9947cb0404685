//! Clippings of a desk: annotations with the addresses of their articles.

use std::{ops::Range, path::Path};

use crate::{
    export::notes::{self, Clipping, Format, units},
    library::Query,
    marginalia::{Gloss, Revision, find, matches},
    model::{Annotation, Article, Digest, Text},
    store::{self, Desk, Glossed},
};

use super::{super::Failure, TEXT_MAX_BYTES, utf8};

/// The annotations that answer a query, article by article, and what could not be read.
pub(super) fn answering(desk: &Desk, query: &Query) -> Result<(Vec<Clipping>, Vec<Text>), store::Error> {
    let (all, mut faults) = desk.each_glossed(|of| answering_of(desk, of, query))?;
    let mut clippings = Vec::new();
    for (of, unread) in all {
        clippings.extend(of);
        faults.extend(unread);
    }
    Ok((clippings, faults))
}

fn answering_of(desk: &Desk, of: Glossed, query: &Query) -> (Vec<Clipping>, Vec<Text>) {
    let Glossed { article: _, glosses, found, now, faults } = of;
    let clippings = glosses.into_iter().zip(found).filter_map(|(gloss, found)| {
        matches(query, &gloss.annotation, &gloss.context).then(|| Clipping {
            units: now.as_ref().zip(found.extract()).and_then(|((_, revision), extract)| units(revision, extract)),
            ..clip(desk, gloss, now.as_ref().map(|(article, _)| article))
        })
    });
    (clippings.collect(), faults)
}

/// The clippings of annotations that were found before.
fn of_glosses(desk: &Desk, glosses: &[Gloss]) -> Vec<Clipping> {
    let runs = glosses.chunk_by(|a, b| a.annotation.article == b.annotation.article);
    let clippings = runs.flat_map(|run| {
        let first = run.first().filter(|gloss| gloss.context.entry.is_some());
        let loaded = first.and_then(|gloss| desk.load(&gloss.annotation.article, Some(&gloss.context.at.path)).ok());
        let article = loaded.and_then(|loaded| loaded.reading.article);
        let places = article.as_ref().map_or_else(|| vec![None; run.len()], |article| places(desk, run, article));
        let clipped = run.iter().zip(places);
        clipped
            .map(|(gloss, units)| Clipping { units, ..clip(desk, gloss.clone(), article.as_ref()) })
            .collect::<Vec<_>>()
    });
    clippings.collect()
}

/// Where the words of annotations of one article stand in it now, in UTF-16 units.
fn places(desk: &Desk, run: &[Gloss], article: &Article) -> Vec<Option<Range<u32>>> {
    let revision = Revision::of(article, &article.outline());
    let annotations: Vec<&Annotation> = run.iter().map(|gloss| &gloss.annotation).collect();
    let base = |digest: &Digest| annotations.first().and_then(|first| desk.revision(&first.article, digest));
    let found = find(&annotations, &base, &revision);
    found.iter().map(|found| found.extract().and_then(|extract| units(&revision, extract))).collect()
}

fn clip(desk: &Desk, gloss: Gloss, article: Option<&Article>) -> Clipping {
    let file = desk.absolute(&gloss.context.at.path).ok();
    Clipping {
        url: article.and_then(|article| article.head.url.clone()),
        by: article.map_or_else(Vec::new, |article| article.head.by.clone()),
        file: file.map(|path| path.to_string_lossy().into_owned()),
        units: None,
        gloss,
    }
}

/// The document at `path` with these annotations in it, in the format that the ending of its name asks for. Of Markdown
/// what others wrote in it stays.
pub(in crate::cli) fn document(desk: &Desk, path: &Path, glosses: &[Gloss]) -> Result<String, Failure> {
    let name = path.to_string_lossy();
    let Some(format) = Format::of_name(&name) else {
        let endings: Vec<String> = notes::ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
        return Err(Failure::told(format!("{name}: no format has this ending; these have: {}", endings.join(" "))));
    };
    let mut glosses = glosses.to_vec();
    glosses.sort_by(|a, b| {
        let key = |gloss: &Gloss| (gloss.context.at.item, gloss.context.at.leaf, gloss.context.at.start);
        a.annotation.article.cmp(&b.annotation.article).then_with(|| key(a).cmp(&key(b)))
    });
    let clippings = of_glosses(desk, &glosses);
    match format {
        Format::Markdown => document_with(path, &clippings).map(|(_, written)| written),
        format => Ok(notes::write(format, &clippings, jiff::Timestamp::now())),
    }
}

/// The document at `path` as it is, and as it is to be.
pub(super) fn document_with(path: &Path, clippings: &[Clipping]) -> Result<(String, String), Failure> {
    let document = match store::read_source(path, TEXT_MAX_BYTES) {
        Ok(source) => utf8(path, source.bytes)?,
        Err(store::Error::Missing { .. }) => String::new(),
        Err(error) => return Err(error.into()),
    };
    let written = if document.is_empty() {
        notes::write(Format::Markdown, clippings, jiff::Timestamp::now())
    } else {
        notes::write_into(&document, clippings)
    };
    Ok((document, written))
}
