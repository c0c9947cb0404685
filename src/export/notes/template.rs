//! A layout of one's own: a template of minijinja (the language of Jinja), filled with the rows of byline's JSON.
//!
//! It opens no file, since it has no loader, and it ends, since it has only so much fuel.

use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::{Clipping, clipping::by_article, row::Row};
use crate::model::Text;

/// How many steps a template may take: some thousand notes of any layout.
const FUEL: u64 = 50_000_000;

/// Fills a template: `notes` are all of them, and `articles` holds them by article.
///
/// # Errors
/// Where the template makes no sense, asks for what is not there, or does not end.
pub fn fill(template: &str, clippings: &[Clipping]) -> Result<String, Text> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // what a note does not have is empty, not the word `none`
    environment.set_formatter(
        |out, state, value| {
            if value.is_none() { Ok(()) } else { minijinja::escape_formatter(out, state, value) }
        },
    );
    let rows =
        |clippings: &[Clipping]| clippings.iter().map(|of| Value::from_serialize(Row::of(of))).collect::<Vec<_>>();
    let articles = by_article(clippings).filter_map(|article| {
        let first = article.first()?;
        Some(context! {
            id => first.gloss.annotation.article.as_str(),
            headline => first.headline(),
            published => first.gloss.context.at.published,
            publisher => first.publisher(),
            link => first.link(),
            notes => rows(article),
        })
    });
    let filled = context! { notes => rows(clippings), articles => articles.collect::<Vec<_>>() };
    environment.render_named_str("the template", template, filled).map_err(|error| Text::line(&error.to_string()))
}
