//! `byline notes import`: annotations from a file, each taken once however often the file comes.

use std::{
    collections::{BTreeMap, HashMap},
    io::Read,
    path::Path,
};

use crate::{
    export::notes::{self, Incoming},
    marginalia::Revision,
    model::{Annotation, ArticleId, Text},
    store::{self, Desk},
};

use super::{
    super::{Answer, Call, Failure, out},
    count, utf8,
};

/// The largest file that is taken, in bytes.
const FILE_MAX_BYTES: u64 = 256 * 1024 * 1024;

/// What became of the notes of a file.
#[derive(Debug, Default)]
struct Tally {
    new: usize,
    renewed: usize,
    /// There already, as they are or newer.
    known: usize,
    /// Deleted here after they were last changed there.
    deleted: usize,
    passed: usize,
}

pub(super) fn run(call: &mut Call, path: &Path) -> Result<Answer, Failure> {
    let text = utf8(path, bytes(call, path)?)?;
    let shown = path.to_string_lossy();
    let incoming = notes::read(&text)
        .map_err(|told| Failure::told(format!("{shown}: {told}; nothing was taken, export it again")))?;
    let desk = Desk::find(None, &call.environment)?;
    let mut taking = Taking { desk: &desk, addresses: None, tally: Tally::default() };
    let mut by_article: BTreeMap<ArticleId, Vec<Incoming>> = BTreeMap::new();
    for incoming in incoming {
        match taking.article(&incoming)? {
            Ok(article) => by_article.entry(article).or_default().push(incoming),
            Err(told) => {
                taking.tally.passed += 1;
                out::message(&Text::line(&format!("passed over {told}")));
            }
        }
    }
    for (article, incoming) in by_article {
        taking.take(&article, incoming)?;
    }
    taking.tally.tell(call)
}

fn bytes(call: &Call, path: &Path) -> Result<Vec<u8>, Failure> {
    if path != Path::new("-") {
        return Ok(store::read_source(&call.environment.here.join(path), FILE_MAX_BYTES)?.bytes);
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(FILE_MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::told(format!("can't read standard input: {error}")))?;
    if bytes.len() as u64 > FILE_MAX_BYTES {
        return Err(Failure::told(format!(
            "standard input has more than the {FILE_MAX_BYTES} bytes that byline takes"
        )));
    }
    Ok(bytes)
}

struct Taking<'a> {
    desk: &'a Desk,
    /// The article at each address; made where a note of another program asks for it.
    addresses: Option<HashMap<String, ArticleId>>,
    tally: Tally,
}

impl Taking<'_> {
    /// The article that a note is about, or why it is passed over.
    fn article(&mut self, incoming: &Incoming) -> Result<Result<ArticleId, Text>, Failure> {
        Ok(match incoming {
            Incoming::Own(annotation) => Ok(annotation.article.clone()),
            Incoming::Passed(told) => Err(told.clone()),
            Incoming::Foreign(foreign) => {
                let named = foreign.article.as_ref().and_then(|article| article.parse().ok());
                match named {
                    Some(article) => Ok(article),
                    None => {
                        let there = self.addresses()?.get(address(&foreign.uri)).cloned();
                        let told = || format!("{}: no article here has the address {}", foreign.id, foreign.uri);
                        there.ok_or_else(|| Text::line(&told()))
                    }
                }
            }
        })
    }

    fn addresses(&mut self) -> Result<&HashMap<String, ArticleId>, Failure> {
        if self.addresses.is_none() {
            let mut addresses = HashMap::new();
            for entry in self.desk.catalogue()?.0 {
                let Ok(id) = entry.id.parse::<ArticleId>() else { continue };
                let article = self.desk.load(&id, Some(&entry.path)).ok().and_then(|loaded| loaded.reading.article);
                if let Some(url) = article.and_then(|article| article.head.url) {
                    addresses.insert(address(url.as_str()).to_owned(), id);
                }
            }
            self.addresses = Some(addresses);
        }
        Ok(self.addresses.get_or_insert_default())
    }

    /// Takes the notes on one article.
    fn take(&mut self, article: &ArticleId, incoming: Vec<Incoming>) -> Result<(), Failure> {
        let now = self.desk.load(article, None).ok().and_then(|loaded| loaded.reading.article);
        let now = now.map(|article| Revision::of(&article, &article.outline()));
        let text = now.clone().unwrap_or_default();
        let digest = text.digest();
        let there: HashMap<_, _> = [self.desk.annotations(article)?, self.desk.buried(article)?]
            .into_iter()
            .flat_map(|of| of.live)
            .map(|annotation| (annotation.id.clone(), annotation))
            .collect();
        for incoming in incoming {
            let annotation = match incoming {
                Incoming::Own(annotation) => *annotation,
                Incoming::Foreign(foreign) => foreign.annotation(article.clone(), &text, jiff::Timestamp::now()),
                Incoming::Passed(_) => continue,
            };
            match there.get(&annotation.id) {
                Some(here) if last_change(here) >= annotation.modified => {
                    let tally = if here.deleted.is_some() { &mut self.tally.deleted } else { &mut self.tally.known };
                    *tally += 1;
                    continue;
                }
                Some(_) => self.tally.renewed += 1,
                None => self.tally.new += 1,
            }
            let revision = now.as_ref().filter(|_| annotation.target.revision == digest);
            self.desk.keep_annotation(None, &annotation, revision)?;
        }
        Ok(())
    }
}

fn last_change(annotation: &Annotation) -> jiff::Timestamp {
    annotation.deleted.map_or(annotation.modified, |deleted| deleted.max(annotation.modified))
}

/// An address without what does not matter to where it leads.
fn address(uri: &str) -> &str {
    let uri = uri.split('#').next().unwrap_or(uri);
    let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://")).unwrap_or(uri);
    uri.trim_end_matches('/')
}

impl Tally {
    fn tell(&self, call: &mut Call) -> Result<Answer, Failure> {
        let Self { new, renewed, known, deleted, passed } = *self;
        let parts = [
            (new, "new"),
            (renewed, "renewed"),
            (known, "here already"),
            (deleted, "deleted here since, and left so"),
            (passed, "passed over"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        let all = new + renewed + known + deleted + passed;
        let of = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        call.out.line(format!("{}{of}", count(all, "note")))?;
        Ok(if all > passed { Answer::Yes } else { Answer::No })
    }
}
