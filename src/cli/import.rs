//! `byline import`: articles of what people have. Nothing is overwritten without being asked for, and what was left out
//! or is unsure is told.

mod fed;
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
    import::{self, FeedEntry, Format, Imported, Manuscript, Options},
    model::Text,
    store::{self, Desk, Kept},
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
    let folder = if arguments.dry_run { PathBuf::new() } else { folder(call, arguments)? };
    let mut made = HashSet::new();
    let mut failed = 0_usize;
    for file in &arguments.file {
        if let Err(failure) = one(call, arguments, &folder, file, &mut made) {
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
        (failed, all) => Err(Failure::told(format!("{failed} of {all} files were not imported; the others were"))),
    }
}

/// Where the articles go: the folder that was named, or the library.
fn folder(call: &Call, arguments: &Import) -> Result<PathBuf, Failure> {
    match &arguments.to {
        Some(folder) => Ok(call.environment.here.join(folder)),
        None => Ok(Desk::find(None, &call.environment)?.root().to_owned()),
    }
}

fn one(
    call: &mut Call,
    arguments: &Import,
    folder: &Path,
    file: &Path,
    made: &mut HashSet<PathBuf>,
) -> Result<(), Failure> {
    let copy = read(call, file)?;
    match incoming(arguments.from, &copy)? {
        Incoming::Entries(entries) if arguments.dry_run => {
            for entry in entries {
                call.out.write(format::write(&import::annotate(entry.manuscript, &Options::default()).article))?;
            }
            Ok(())
        }
        Incoming::Entries(entries) => {
            let desk = desk_of(call, folder)?;
            let (tally, paths) = fed::Intake::new(&desk)?.take(entries)?;
            fed::told(call, &file.to_string_lossy(), tally, &paths)
        }
        Incoming::Articles(manuscripts) => {
            manuscripts.into_iter().try_for_each(|copy| article(call, arguments, (folder, file), copy, made))
        }
    }
}

/// The library whose folder of articles is `folder`; the folder is made where it is not there.
fn desk_of(call: &Call, folder: &Path) -> Result<Desk, Failure> {
    store::make_folder(folder)?;
    Ok(Desk::find(Some(folder), &call.environment)?)
}

fn article(
    call: &mut Call,
    arguments: &Import,
    (folder, file): (&Path, &Path),
    manuscript: Manuscript,
    made: &mut HashSet<PathBuf>,
) -> Result<(), Failure> {
    let mut imported = import::annotate(manuscript, &Options::default());
    if imported.article.story.is_empty() {
        return Err(Failure::told(format!("{}: there are no words of an article in it", shown(file))));
    }
    import::seal(&mut imported);
    let yaml = format::write(&imported.article);
    if arguments.dry_run {
        call.out.write(yaml)?;
    } else {
        keep(call, arguments, folder, (&imported, &yaml), made)?;
    }
    told::remarks(&imported.remarks);
    Ok(())
}

/// Writes one article, and tells where.
fn keep(
    call: &mut Call,
    arguments: &Import,
    folder: &Path,
    (imported, yaml): (&Imported, &str),
    made: &mut HashSet<PathBuf>,
) -> Result<(), Failure> {
    let id = imported.article.id.as_str();
    let names = std::iter::once(format!("{id}.yaml")).chain((2..).map(|count| format!("{id}-{count}.yaml")));
    // Two files of one call never replace each other, `--force` or not.
    let path = names.map(|name| folder.join(name)).find(|path| !made.contains(path)).unwrap_or_default();
    let kept = store::keep(&path, yaml.as_bytes(), arguments.force).map_err(|error| match error {
        store::Error::Exists { path } => Failure::told(format!(
            "{} is there already and differs; `--force` replaces it, `--to DIR` puts the new one elsewhere",
            shown(&path)
        )),
        error => error.into(),
    })?;
    call.out.line(shown(&path))?;
    call.out.finish()?;
    match kept {
        Kept::Made => {}
        Kept::Replaced => out::message(&Text::line(&format!("{} was replaced", shown(&path)))),
        Kept::Same => out::message(&Text::line(&format!("{} is the same already", shown(&path)))),
    }
    made.insert(path);
    Ok(())
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
        From::Feed => Format::Feed,
        From::Ninjs => Format::Ninjs,
    };
    let told = |error: &dyn std::fmt::Display| Failure::told(format!("{}: {error}", shown(&copy.name)));
    let words = || {
        let words = import::decode(&copy.bytes);
        if words.trim().is_empty() { Err(told(&"there are no words in it")) } else { Ok(words) }
    };
    Ok(match format {
        Format::Text => Incoming::Articles(vec![import::text(&words()?)]),
        Format::Markdown => Incoming::Articles(vec![import::markdown(&words()?)]),
        Format::Html => Incoming::Articles(vec![page(copy).map_err(|error| told(&error))?]),
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
