//! New articles and new desks. Nothing that is there is overwritten.

use std::path::{Path, PathBuf};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::model::Text;

use super::{
    Desk, Error,
    desk::{ARTICLES, BESIDE},
    file,
};

const WELCOME: &str = include_str!("../../articles/welcome.yaml");
const TEMPLATE: &str = include_str!("template.yaml");

/// What git leaves out of a desk: what byline can make anew, and what one machine's byline keeps for itself.
const GITIGNORE: &str = "# byline's cache and lock: made anew where they are missing\n/.byline/\n# files that were never finished\n.*.byline\n";

/// The most bytes of a slug, so that a file's name stays within what every file system takes.
const SLUG_MAX_BYTES: usize = 80;

/// What `init` made of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Init {
    pub folder: PathBuf,
    /// Relative to the folder; empty where all was there already.
    pub made: Vec<String>,
}

/// Makes a desk of `folder`, or completes one. A desk without any article gets a welcome.
///
/// # Errors
/// Where a folder or file can't be made, or a file stands where a folder belongs.
pub fn init(folder: &Path) -> Result<Init, Error> {
    let mut made = Vec::new();
    file::create_folder(folder)?;
    for name in [ARTICLES].into_iter().chain(BESIDE) {
        let path = folder.join(name);
        if !path.is_dir() {
            file::create_folder(&path)?;
            made.push(format!("{name}/"));
        }
    }
    let empty = super::article_files(&folder.join(ARTICLES))?.0.is_empty();
    let welcome = empty.then(|| (format!("{ARTICLES}/welcome.yaml"), WELCOME.to_owned()));
    for (name, text) in [(".gitignore".to_owned(), GITIGNORE.to_owned())].into_iter().chain(welcome) {
        match file::create(&folder.join(&name), text.as_bytes()) {
            Ok(()) => made.push(name),
            Err(Error::Exists { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Init { folder: folder.to_owned(), made })
}

impl Desk {
    /// Makes a new article from the template, named after the day and the headline. Gives its place on disk.
    ///
    /// # Errors
    /// Where an article of that name is there already, or it can't be written.
    pub fn new_article(&self, headline: &str) -> Result<PathBuf, Error> {
        let day = jiff::Zoned::now().date();
        let path = self.root.join(format!("{day}-{}.yaml", slug(headline)));
        file::create(&path, article(headline, &day.to_string()).as_bytes())?;
        Ok(path)
    }
}

/// The template with a headline and a day.
fn article(headline: &str, day: &str) -> String {
    let headline = Text::line(headline.trim());
    // a JSON string is a double-quoted YAML scalar
    let quoted = serde_json::to_string(headline.as_str()).unwrap_or_default();
    TEMPLATE.replacen("HEADLINE", &quoted, 1).replacen("DAY", day, 1)
}

/// The headline in lower-case letters and digits with hyphens between the words.
fn slug(headline: &str) -> String {
    let mut slug = String::new();
    let plain =
        headline.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')).flat_map(char::to_lowercase);
    for c in plain {
        let c = if c.is_alphanumeric() { c } else { '-' };
        if c == '-' && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        if slug.len() + c.len_utf8() > SLUG_MAX_BYTES {
            break;
        }
        slug.push(c);
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_headline_names_a_file() {
        assert_eq!(slug("It’s *over*: Zürich floods, again!"), "its-over-zurich-floods-again");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("?!"), "untitled");
        assert_eq!(slug("北京 2025"), "北京-2025");
        assert!(slug(&"word ".repeat(99)).len() <= SLUG_MAX_BYTES);
    }

    #[test]
    fn a_headline_of_any_letters_stays_one_line_of_yaml() {
        let article = article("He said: \"No\"\n# not a comment", "2025-03-03");
        assert!(
            article.contains("headline: \"He said: \\\"No\\\" # not a comment\"\npublished: 2025-03-03\n"),
            "{article}"
        );
    }

    #[test]
    fn init_completes_and_never_overwrites() {
        let tree = tempfile::tempdir().unwrap();
        let folder = tree.path().join("desk");
        let first = init(&folder).unwrap();
        assert!(
            first.made.contains(&"articles/".to_owned()) && first.made.contains(&"articles/welcome.yaml".to_owned())
        );
        fs::write(folder.join(".gitignore"), "mine\n").unwrap();
        fs::remove_dir(folder.join("reviews")).unwrap();
        assert_eq!(init(&folder).unwrap().made, ["reviews/"]);
        assert_eq!(fs::read_to_string(folder.join(".gitignore")).unwrap(), "mine\n");
        fs::write(tree.path().join("file"), "").unwrap();
        assert!(init(&tree.path().join("file")).is_err());
    }
}
