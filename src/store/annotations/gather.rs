//! Reading annotations: every file of an article's folder, what each holds, and what can't be read. Nothing is written.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rayon::prelude::*;

use super::{
    Marginalia,
    files::{Disk, Files, Name, NameKind},
    fold::{Sheet, fold},
    place::{Margin, file_name},
};
use crate::{
    model::{Annotation, AnnotationId, ArticleId, Text},
    store::{Error, walk},
};

/// How much of one article's annotations is held at once. What is beyond is told, with the folder it lies in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub files: usize,
    pub bytes: u64,
}

impl Bounds {
    /// For a reader, who waits.
    pub(super) const OPENING: Self = Self { files: 20_000, bytes: 64 * 1024 * 1024 };
    /// For lists and exports, which are to be whole.
    pub(super) const LISTING: Self = Self { files: 1_000_000, bytes: 1024 * 1024 * 1024 };
}

/// How many files are read before it is seen whether they are too much.
const FILES_AT_ONCE: usize = 1_000;

/// All there is about one article, live or deleted, each annotation once.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub annotations: Vec<Annotation>,
    pub faults: Vec<Text>,
    /// Those of which several versions lie about.
    pub unsettled: BTreeSet<AnnotationId>,
}

impl Gathered {
    /// Reads the annotations of an article, and those of its tombstones that concern them; with `buried`, all of them.
    ///
    /// # Errors
    /// Where a folder leads out of the desk or can't be read.
    pub(super) fn read(margin: &Margin, article: &ArticleId, bounds: Bounds, buried: bool) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let mut sheets = sheets(margin, &margin.live(article), bounds, &mut faults, &|_, _| true)?;
        let live: Vec<AnnotationId> =
            sheets.iter().flat_map(|sheet| &sheet.versions).map(|version| version.annotation.id.clone()).collect();
        let live: std::collections::HashSet<&str> = live.iter().map(AnnotationId::as_str).collect();
        // What is plainly a tombstone of nothing that lives need not be understood: there may be many.
        let concerns = |stem: &str, bytes: &[u8]| {
            buried || live.contains(stem) || stem.parse::<AnnotationId>().is_err() || !is_plain_tombstone(bytes)
        };
        sheets.extend(self::sheets(margin, &margin.buried(article), bounds, &mut faults, &concerns)?);
        for sheet in &sheets {
            if let Some(fault) = &sheet.fault {
                faults.push(Text::line(&format!("{}: {fault}", margin.shown(&sheet.path))));
            }
        }
        let (annotations, unsettled) = one_each(margin, article, sheets, &mut faults);
        Ok(Self { annotations, faults, unsettled })
    }

    /// Those that are there, or those that were deleted, in the order in which they were made.
    pub(super) fn marginalia(self, article: &ArticleId, deleted: bool) -> Marginalia {
        let mut live = self.annotations;
        live.retain(|annotation| annotation.deleted.is_some() == deleted);
        Marginalia { article: article.clone(), live, faults: self.faults }
    }
}

/// Whether these bytes have `deleted:` among the keys of a record, and no conflict of git's.
fn is_plain_tombstone(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\ndeleted: ").is_some() && memchr::memmem::find(bytes, b"<<<<<<<").is_none()
}

/// The annotations that the sheets make, each once, sorted by id; and those that several versions, or one under another
/// name, make.
fn one_each(
    margin: &Margin,
    article: &ArticleId,
    sheets: Vec<Sheet>,
    faults: &mut Vec<Text>,
) -> (Vec<Annotation>, BTreeSet<AnnotationId>) {
    let mut by_id: BTreeMap<AnnotationId, Vec<Sheet>> = BTreeMap::new();
    for mut sheet in sheets {
        sheet.bytes = Vec::new(); // not needed any more, and there may be many
        let Some(first) = sheet.versions.first().map(|version| version.annotation.clone()) else { continue };
        if first.article != *article {
            let path = margin.shown(&sheet.path);
            let other = &first.article;
            let told = format!("{path}: it is about {other}, and so belongs in annotations/{other}; move it there");
            faults.push(Text::line(&told));
            continue;
        }
        let second = sheet.versions.get(1).map(|version| version.annotation.id.clone()).filter(|id| *id != first.id);
        if let Some(second) = second {
            by_id.entry(second).or_default().push(sheet.clone());
        }
        by_id.entry(first.id).or_default().push(sheet);
    }
    let is_settled = |id: &AnnotationId, sheets: &[Sheet]| match sheets {
        [sheet] => sheet.versions.len() == 1 && sheet.path.file_name().is_some_and(|name| name == &*file_name(id)),
        _ => false,
    };
    let unsettled = by_id.iter().filter(|(id, sheets)| !is_settled(id, sheets)).map(|(id, _)| id.clone()).collect();
    (by_id.into_par_iter().filter_map(|(id, sheets)| fold(&sheets, &id)).collect(), unsettled)
}

/// Reads the files of a folder that `wanted` says yes to, by stem and bytes.
fn sheets(
    margin: &Margin,
    folder: &Path,
    bounds: Bounds,
    faults: &mut Vec<Text>,
    wanted: &(dyn Fn(&str, &[u8]) -> bool + Sync),
) -> Result<Vec<Sheet>, Error> {
    if !margin.holds(folder)? {
        return Ok(Vec::new());
    }
    let mut names = Disk.names(folder)?;
    names.retain(is_record);
    names.sort_unstable_by(|a, b| b.cmp(a)); // the newest first, should there be too many
    let (mut sheets, mut read_files, mut read_bytes) = (Vec::new(), 0, 0);
    for names in names.chunks(FILES_AT_ONCE.min(bounds.files)) {
        if read_files >= bounds.files || read_bytes >= bounds.bytes {
            break;
        }
        read_files += names.len();
        let read: Vec<Result<(u64, Option<Sheet>), Text>> =
            names.par_iter().map(|name| one(margin, folder, name, wanted)).collect();
        for read in read {
            match read {
                Ok((bytes, sheet)) => {
                    read_bytes += bytes;
                    sheets.extend(sheet);
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    let left = names.len() - read_files.min(names.len());
    if left > 0 {
        let told = format!(
            "{}: {left} older files more than byline holds at once; they are kept and not shown",
            margin.shown(folder)
        );
        faults.push(Text::line(&told));
    }
    sheets.reverse();
    Ok(sheets)
}

fn one(
    margin: &Margin,
    folder: &Path,
    name: &Name,
    wanted: &(dyn Fn(&str, &[u8]) -> bool + Sync),
) -> Result<(u64, Option<Sheet>), Text> {
    let path = folder.join(&name.name);
    let fault = |what: &str| Text::line(&format!("{}: {what}", margin.shown(&path)));
    match name.kind {
        NameKind::File => {}
        NameKind::Link => {
            return Err(fault("a link, which byline does not follow here; put the file itself in its place"));
        }
        NameKind::Folder | NameKind::Other => return Err(fault("no file that can be read; move it out of the folder")),
    }
    let bytes = match Disk.read(&path) {
        Ok(bytes) => bytes,
        // taken away since the folder was read, by another window or a sync
        Err(Error::Missing { .. }) => return Ok((0, None)),
        Err(error) => return Err(error.to_text()),
    };
    let size = bytes.len() as u64;
    let wanted = wanted(stem(&name.name), &bytes);
    Ok((size, wanted.then(|| Sheet::read(path, bytes))))
}

/// Whether a name in a folder of annotations can be one.
pub(super) fn is_record(name: &Name) -> bool {
    name.kind != NameKind::Folder && walk::is_article_name(&name.name)
}

pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
