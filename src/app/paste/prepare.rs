//! Words into an article that is looked at before it is kept. A pure function: whoever has the words and the library at
//! hand calls it, away from the keys.

use crate::{
    format::{self, Reading},
    import::{self, Elsewhere, Format, Imported, Manuscript},
    layout::{Galley, Known},
    model::{ArticleId, Text},
};

use super::Prepared;

/// Makes an article of a file's bytes, or of words (`name` is then empty), in the format that is given or looks right.
///
/// # Errors
/// Why there is none, and what to do: no words, too many, several articles in one.
pub fn prepare(
    name: &str,
    bytes: &[u8],
    format: Option<Format>,
    library: &dyn Elsewhere,
    known: &dyn Fn(&ArticleId) -> Known,
) -> Result<Prepared, Text> {
    if let Some(why) = import::foreign(bytes) {
        return Err(Text::line(&why));
    }
    let format = format.unwrap_or_else(|| import::guess(name, bytes));
    let told = |error: &dyn std::fmt::Display| Text::line(&error.to_string());
    let manuscript = match format {
        Format::Text => import::text(&import::decode(bytes)),
        Format::Markdown => import::markdown(&import::decode(bytes)),
        Format::Html => import::html(bytes, name.is_empty().then_some("utf-8")).map_err(|error| told(&error))?,
        Format::Mail => import::mail(bytes).map_err(|error| told(&error))?,
        Format::Ninjs => alone(import::ninjs(bytes).map_err(|error| told(&error))?)?,
        Format::Feed => {
            let entries = import::feed(bytes, None).map_err(|error| told(&error))?.len();
            let words =
                format!("this is a feed of {entries} articles; `byline import FILE` or `byline fetch` takes them in");
            return Err(Text::line(&words));
        }
    };
    let mut imported = import::bring_in(manuscript, library);
    if imported.article.story.is_empty() {
        return Err(Text::line("there are no words of an article in it"));
    }
    import::seal(&mut imported);
    let Imported { article, remarks } = imported;
    let yaml = Text::new(&format::write(&article));
    // shown as it will be read, not as it was meant
    let Reading { article: read, diagnostics, .. } = format::read(yaml.as_str().as_bytes(), article.id.as_str());
    let article = read.unwrap_or(article);
    let galley = Galley::new(&article, known);
    Ok(Prepared { article: Some(article), yaml, format: Some(format), remarks, diagnostics, galley })
}

/// An article as a person has edited it. `stem` is that of its file, where it has one: else it is called by its head.
#[must_use]
pub fn prepare_yaml(yaml: &Text, stem: Option<&str>, known: &dyn Fn(&ArticleId) -> Known) -> Prepared {
    let Reading { mut article, diagnostics, .. } = format::read(yaml.as_str().as_bytes(), stem.unwrap_or("untitled"));
    if let (Some(article), None) = (&mut article, stem) {
        article.id = import::article_id(&article.head);
    }
    let galley = match &article {
        Some(article) => Galley::new(article, known),
        None => Galley::of_source(&Text::line("This can't be read as an article yet"), yaml, "yaml"),
    };
    Prepared { article, yaml: yaml.clone(), format: None, remarks: Vec::new(), diagnostics, galley }
}

fn alone(mut manuscripts: Vec<Manuscript>) -> Result<Manuscript, Text> {
    match (manuscripts.pop(), manuscripts.len()) {
        (Some(one), 0) => Ok(one),
        (_, more) => {
            Err(Text::line(&format!("there are {} articles in it; `byline import FILE` takes them all in", more + 1)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Nowhere;

    fn prepared(words: &str, format: Option<Format>) -> Result<Prepared, Text> {
        prepare("", words.as_bytes(), format, &Nowhere, &|_| Known::NotYet)
    }

    #[test]
    fn what_is_prepared_is_what_will_be_read() {
        let made = prepared("Harbour opens\n\nThe harbour opened on Friday, and the boats went out.", None).unwrap();
        assert_eq!(made.format, Some(Format::Text));
        let again = prepare_yaml(&made.yaml, None, &|_| Known::NotYet);
        assert_eq!((again.article, again.format), (made.article, None));
        let marked = prepared("# Harbour opens\n\n## What we know\n\nThe harbour opened on Friday.", None).unwrap();
        assert_eq!(marked.format, Some(Format::Markdown));
        let plain = prepared("# Harbour opens\n\n## What we know\n\nThe harbour opened on Friday.", Some(Format::Text));
        assert_eq!(plain.unwrap().format, Some(Format::Text));
    }

    #[test]
    fn what_is_no_one_article_says_so() {
        for (words, told) in [
            ("\n \n", "no words"),
            ("%PDF-1.7\n1 0 obj", "this is a PDF"),
            ("<rss version='2.0'><channel><title>A</title></channel></rss>", "a feed of 0 articles"),
        ] {
            let why = prepared(words, None).map(|made| made.yaml).unwrap_err();
            assert!(why.as_str().contains(told), "{words}: {why}");
        }
        let two = "[{\"uri\":\"a\",\"headline\":\"A\"},{\"uri\":\"b\",\"headline\":\"B\"}]";
        assert!(prepared(two, Some(Format::Ninjs)).unwrap_err().as_str().contains("2 articles"));
        assert!(prepare_yaml(&Text::new("- a"), Some("a"), &|_| Known::NotYet).article.is_none());
    }
}
