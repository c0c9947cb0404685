//! Accepting an answer: the one place where byline writes into an article because a reader said so in the reader.

use std::path::Path;

use crate::{
    format::{self, Unlinked},
    library::{Assertion, Question},
    model::{ArticleId, ClaimId, Reference, Rel},
};

use super::{Desk, Error, desk, file};

/// What was written into an article, to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The article's file, relative to the library.
    pub path: String,
    before: Vec<u8>,
    after: blake3::Hash,
}

impl Desk {
    /// Writes into the article of `answer` that its claim answers `question`, or a part of it. Nothing else in the file
    /// changes, and it is replaced whole.
    ///
    /// # Errors
    /// Where the article is gone, no longer holds that claim in these words, or can't take the link; and where the file
    /// changed while it was written.
    pub fn accept(&self, question: &Question, answer: &Assertion, partly: bool) -> Result<Written, Error> {
        let path = self.absolute(&answer.at.path)?;
        let unlinked = |source| Error::Unlinked { path: path.clone(), source };
        let bytes = file::read_source(&path, format::FILE_MAX_BYTES)?.bytes;
        let source = std::str::from_utf8(&bytes).map_err(|_| unlinked(Unlinked::Unreadable))?;
        let claim: ClaimId = answer.id.parse().map_err(|_| unlinked(Unlinked::Unreadable))?;
        expect(&path, source, answer, &claim)?;
        let to = reference(question, answer).ok_or_else(|| unlinked(Unlinked::Unreadable))?;
        let rel = if partly { Rel::PartlyAnswers } else { Rel::Answers };
        let linked = format::add_link(source, &claim, rel, &to).map_err(unlinked)?;
        // An editor may have saved it since.
        if file::read_source(&path, format::FILE_MAX_BYTES)?.bytes != bytes {
            return Err(Error::Changed { path });
        }
        file::replace(&path, linked.as_bytes())?;
        Ok(Written { path: answer.at.path.clone(), before: bytes, after: blake3::hash(linked.as_bytes()) })
    }

    /// Puts an article back as it was before an answer was written into it.
    ///
    /// # Errors
    /// Where it is gone, or was changed since: then it is left alone.
    pub fn unaccept(&self, written: &Written) -> Result<(), Error> {
        let path = self.absolute(&written.path)?;
        if blake3::hash(&file::read_source(&path, format::FILE_MAX_BYTES)?.bytes) != written.after {
            return Err(Error::Changed { path });
        }
        file::replace(&path, &written.before)
    }
}

/// Whether the file is still the article, and its claim still says, what the reader was shown.
fn expect(path: &Path, source: &str, answer: &Assertion, claim: &ClaimId) -> Result<(), Error> {
    let article = format::read(source.as_bytes(), desk::stem(&answer.at.path)).article;
    let Some(article) = article.filter(|article| article.id.as_str() == answer.at.article) else {
        return Err(Error::Changed { path: path.to_owned() });
    };
    let facts = crate::library::FileFacts { path: answer.at.path.clone(), ..Default::default() };
    let record = crate::library::Record::of(&article, &article.outline(), &[], facts);
    match record.claims.iter().find(|now| now.id == answer.id) {
        Some(now) if now.text == answer.text => Ok(()),
        Some(_) => Err(Error::Changed { path: path.to_owned() }),
        None => Err(Error::Unlinked { path: path.to_owned(), source: Unlinked::NoClaim(claim.clone()) }),
    }
}

/// The question as the article of the answer names it.
fn reference(question: &Question, answer: &Assertion) -> Option<Reference> {
    let article: ArticleId = question.at.article.parse().ok()?;
    let claim: ClaimId = question.id.parse().ok()?;
    let article = (question.at.article != answer.at.article).then_some(article);
    Some(Reference::Claim { article, claim })
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;
    use crate::{
        library::{Citation, Record},
        store::{Environment, Folders},
    };

    const LATER: &str = "format: byline/1\nheadline: Later # kept\nupdates: first\nclaims:\n  day:\n    status: known\n\nstory:\n  - |\n    [Over in a day.](#day)\n";

    fn library() -> (tempfile::TempDir, Desk) {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        fs::create_dir(root.join("library")).unwrap();
        fs::write(root.join("library/later.yaml"), LATER).unwrap();
        let environment = Environment { folders: Some(Folders::below(&root)), here: root, ..Environment::default() };
        let desk = Desk::find(Some(Path::new("library")), &environment).unwrap();
        (tree, desk)
    }

    fn question() -> Question {
        let at = Citation { article: "first".to_owned(), ..Citation::default() };
        Question { at, id: "long".to_owned(), ..Question::default() }
    }

    fn answer(desk: &Desk) -> Assertion {
        let (records, _) = desk.records().unwrap();
        let record: &Record = &records[0];
        record.claims[0].clone()
    }

    #[test]
    fn an_answer_that_is_accepted_is_one_line_in_the_file() {
        let (_tree, desk) = library();
        let path = desk.root().join("later.yaml");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let written = desk.accept(&question(), &answer(&desk), false).unwrap();
        let now = fs::read_to_string(&path).unwrap();
        assert_eq!(now, LATER.replace("status: known\n", "status: known\n    answers: first#long\n"));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        let again = desk.accept(&question(), &answer(&desk), false);
        assert!(matches!(again, Err(Error::Unlinked { source: Unlinked::Already { .. }, .. })));
        desk.unaccept(&written).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), LATER);
        assert!(matches!(desk.unaccept(&written), Err(Error::Changed { .. })), "it is taken back once");
    }

    #[test]
    fn what_changed_since_it_was_shown_is_left_alone() {
        let (_tree, desk) = library();
        let shown = answer(&desk);
        let path = desk.root().join("later.yaml");
        let other = LATER.replace("in a day", "in two days");
        fs::write(&path, &other).unwrap();
        assert!(matches!(desk.accept(&question(), &shown, true), Err(Error::Changed { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), other);
        let outside = Assertion { at: Citation { path: "../x.yaml".to_owned(), ..shown.at.clone() }, ..shown };
        assert!(matches!(desk.accept(&question(), &outside, true), Err(Error::Outside { .. })));
    }
}
