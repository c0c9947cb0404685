//! `byline import`: articles of what people have. Nothing is overwritten without being asked for, and what was left out
//! or is unsure is told.

mod fed;
mod known;
mod told;

#[cfg(feature = "net")]
pub(super) use fed::Intake;

use std::{
    collections::HashSet,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    format,
    import::{self, Elsewhere, FeedEntry, Format, Imported, Manuscript, Nowhere},
    model::{Article, Text},
    store::{self, Desk, Directory, Kept},
};

use super::{
    Answer, Call, Failure,
    arguments::{From, Import},
    net, out,
};

/// The largest file that is read, in bytes.
const FILE_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// A file as it came in.
struct Copy {
    /// As the person named it; standard input has no name.
    name: PathBuf,
    bytes: Vec<u8>,
    /// Where it was fetched from, and the character set that the server named.
    address: Option<String>,
    charset: Option<String>,
}

pub(super) fn run(call: &mut Call, arguments: &Import) -> Result<Answer, Failure> {
    let desk = library(call, arguments)?;
    if let Some(desk) = desk.as_ref().filter(|_| !arguments.dry_run) {
        store::sweep(desk.root());
    }
    let mut taking = Taking { arguments, directory: desk.as_ref().map(Desk::directory), made: HashSet::new() };
    let mut failed = 0_usize;
    for file in &arguments.file {
        if let Err(failure) = one(call, &mut taking, desk.as_ref(), file) {
            match failure {
                Failure::Closed => return Err(failure),
                Failure::Told(message) => out::message(&message),
            }
            failed += 1;
        }
    }
    match (failed, arguments.file.len()) {
        (0, _) => Ok(Answer::Yes),
        (_, 1) => Err(Failure::told("nothing was imported")),
        (failed, all) if failed == all => Err(Failure::told(format!("none of the {all} files were imported"))),
        (failed, all) => Err(Failure::told(format!("{failed} of {all} files were not imported; the others were"))),
    }
}

/// What is the same for every file of a call.
struct Taking<'a> {
    arguments: &'a Import,
    /// The articles that links may lead to.
    directory: Option<Directory<'a>>,
    /// What was written: two files of one call never replace each other, `--force` or not.
    made: HashSet<PathBuf>,
}

impl Taking<'_> {
    fn elsewhere(&self) -> &dyn Elsewhere {
        self.directory.as_ref().map_or(&Nowhere, |directory| directory as &dyn Elsewhere)
    }
}

/// Where the articles go: the folder that was named, or the library. Where nothing is written, nothing is made, and
/// there may be none.
fn library(call: &Call, arguments: &Import) -> Result<Option<Desk>, Failure> {
    let environment = &call.environment;
    let folder = arguments.to.as_ref().map(|folder| environment.here.join(folder));
    Ok(match (folder, arguments.dry_run) {
        (Some(folder), false) => {
            store::make_folder(&folder)?;
            Some(Desk::find(Some(&folder), environment)?)
        }
        (Some(folder), true) if store::is_folder(&folder) => Some(Desk::find(Some(&folder), environment)?),
        (Some(_), true) => None,
        (None, false) => Some(Desk::find(None, environment)?),
        (None, true) => Desk::existing(environment)?,
    })
}

fn one(call: &mut Call, taking: &mut Taking<'_>, desk: Option<&Desk>, file: &Path) -> Result<(), Failure> {
    let copy = read(call, file)?;
    match incoming(taking.arguments.from, &copy)? {
        Incoming::Entries(entries) if taking.arguments.dry_run => {
            for entry in entries {
                call.out.write(format::write(&import::bring_in(entry.manuscript, taking.elsewhere()).article))?;
            }
            Ok(())
        }
        Incoming::Entries(entries) => {
            let Some(desk) = desk else { return Ok(()) };
            let taken = fed::Intake::new(desk, taking.arguments.force)?.take(entries)?;
            fed::told(call, &file.to_string_lossy(), &taken)
        }
        Incoming::Articles(manuscripts) => {
            manuscripts.into_iter().try_for_each(|copy| article(call, taking, (desk, file), copy))
        }
    }
}

fn article(
    call: &mut Call,
    taking: &mut Taking<'_>,
    (desk, file): (Option<&Desk>, &Path),
    manuscript: Manuscript,
) -> Result<(), Failure> {
    let mut imported = import::bring_in(manuscript, taking.elsewhere());
    if imported.article.story.is_empty() {
        return Err(Failure::told(format!("{}: there are no words of an article in it", shown(file))));
    }
    import::seal(&mut imported);
    let yaml = format::write(&imported.article);
    match desk.filter(|_| !taking.arguments.dry_run) {
        None => call.out.write(yaml)?,
        Some(desk) => keep(call, taking, desk, (&imported, &yaml))?,
    }
    let several = taking.arguments.file.len() > 1;
    told::remarks(several.then(|| shown(file)).as_ref(), &imported.remarks);
    Ok(())
}

/// Writes one article, and tells where.
fn keep(
    call: &mut Call,
    taking: &mut Taking<'_>,
    desk: &Desk,
    (imported, yaml): (&Imported, &str),
) -> Result<(), Failure> {
    let id = imported.article.id.as_str();
    let mut paths = store::names_for(id).map(|name| (desk.root().join(format!("{name}.yaml")), name));
    let (path, name) = paths.find(|(path, _)| !taking.made.contains(path)).unwrap_or_default();
    let former = if taking.arguments.force { desk.set_aside(&path, yaml)? } else { None };
    let kept = match store::keep(&path, yaml.as_bytes(), taking.arguments.force) {
        Ok(kept) => kept,
        Err(store::Error::Exists { .. }) if is_as_fetched_before(&path, &imported.article) => Kept::Same,
        Err(store::Error::Exists { path }) => {
            return Err(Failure::told(format!(
                "{} is there already and differs; `--force` replaces it, `--to DIR` puts the new one elsewhere",
                shown(&path)
            )));
        }
        Err(error) => return Err(error.into()),
    };
    call.out.line(shown(&path))?;
    call.out.finish()?;
    match kept {
        Kept::Made => {}
        Kept::Replaced => {
            let former = former.map(|former| format!("; the older text is kept as {}", shown(&former)));
            out::message(&Text::line(&format!("{} was replaced{}", shown(&path), former.unwrap_or_default())));
        }
        Kept::Same => out::message(&Text::line(&format!("{} is the same already", shown(&path)))),
    }
    if let (Some(directory), Ok(id)) = (&taking.directory, name.parse()) {
        directory.add(&id, &imported.article);
    }
    taking.made.insert(path);
    Ok(())
}

/// Whether the article that is there says the same but for the day on which it was fetched.
fn is_as_fetched_before(path: &Path, article: &Article) -> bool {
    let undated = |mut article: Article| {
        article.head.retrieved = None;
        format::write(&article)
    };
    let Ok(there) = store::read_source(path, format::FILE_MAX_BYTES) else { return false };
    let there = format::read(&there.bytes, article.id.as_str()).article;
    article.head.retrieved.is_some() && there.is_some_and(|there| undated(there) == undated(article.clone()))
}

fn read(call: &Call, file: &Path) -> Result<Copy, Failure> {
    if let Some(address) = file.to_str().filter(|file| net::is_address(file)) {
        return fetched(address);
    }
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(FILE_MAX_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| Failure::told(format!("can't read standard input: {error}")))?;
        if bytes.len() as u64 > FILE_MAX_BYTES {
            return Err(Failure::told(format!(
                "standard input has more than the {FILE_MAX_BYTES} bytes that byline reads"
            )));
        }
        bytes
    } else {
        store::read_source(&call.environment.here.join(file), FILE_MAX_BYTES)?.bytes
    };
    Ok(Copy { name: file.to_owned(), bytes, address: None, charset: None })
}

#[cfg(feature = "net")]
fn fetched(address: &str) -> Result<Copy, Failure> {
    let net::Body { bytes, address: from, charset, .. } = net::page(address)?;
    Ok(Copy { name: address.into(), bytes, address: Some(from), charset })
}

#[cfg(not(feature = "net"))]
fn fetched(_address: &str) -> Result<Copy, Failure> {
    Err(net::absent())
}

/// What stands in a file.
enum Incoming {
    Articles(Vec<Manuscript>),
    /// Of a feed, each of which may be in the library already.
    Entries(Vec<FeedEntry>),
}

/// Reads a file by its format.
fn incoming(from: From, copy: &Copy) -> Result<Incoming, Failure> {
    let name = copy.name.to_string_lossy();
    let format = match from {
        From::Auto => import::detect(&name, &copy.bytes),
        From::Text => Format::Text,
        From::Markdown => Format::Markdown,
        From::Html => Format::Html,
        From::Mail => Format::Mail,
        From::Feed => Format::Feed,
        From::Ninjs => Format::Ninjs,
    };
    let told = |error: &dyn std::fmt::Display| Failure::told(format!("{}: {error}", shown(&copy.name)));
    if let Some(why) = import::foreign(&copy.bytes) {
        return Err(told(&why));
    }
    let words = || {
        let words = import::decode(&copy.bytes);
        if words.trim().is_empty() { Err(told(&"there are no words in it")) } else { Ok(words) }
    };
    Ok(match format {
        Format::Text => Incoming::Articles(vec![import::text(&words()?)]),
        Format::Markdown => Incoming::Articles(vec![import::markdown(&words()?)]),
        Format::Html => Incoming::Articles(vec![page(copy).map_err(|error| told(&error))?]),
        Format::Mail => Incoming::Articles(vec![import::mail(&copy.bytes).map_err(|error| told(&error))?]),
        Format::Ninjs => Incoming::Articles(import::ninjs(&copy.bytes).map_err(|error| told(&error))?),
        Format::Feed => {
            Incoming::Entries(import::feed(&copy.bytes, copy.address.as_deref()).map_err(|error| told(&error))?)
        }
    })
}

/// A page, with where it came from where it does not say so itself.
fn page(copy: &Copy) -> Result<Manuscript, import::PageError> {
    let mut page = import::html(&copy.bytes, copy.charset.as_deref())?;
    if let Some(address) = &copy.address {
        page.head.url.get_or_insert_with(|| Text::line(address));
        page.head.retrieved = Some(store::today());
    }
    Ok(page)
}

fn shown(path: &Path) -> Text {
    if path == Path::new("-") { Text::new("standard input") } else { Text::line(&path.to_string_lossy()) }
}
